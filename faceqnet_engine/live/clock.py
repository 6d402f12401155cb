"""Time that only goes on: a clock set back or ahead, or a machine that slept, must not decide anything."""

from __future__ import annotations

_LONGEST_STEP = 1.0


class SteadyClock:
    """Sums the steps between given times; backward steps count as none, long ones as one second."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._elapsed = 0.0

    def at(self, now: float) -> float:
        """Seconds since the first call, given the time of some clock."""
        if self._last is not None:
            self._elapsed += min(max(now - self._last, 0.0), _LONGEST_STEP)
        self._last = now
        return self._elapsed
