"""How quick the live picture is, measured where it is painted; and the last half minute of quality and hints."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

STRIP_SECONDS = 30.0
_RATE_SECONDS = 2.0


class Rates:
    """Shown and analysed frames a second, and how far the picture is behind the camera."""

    def __init__(self) -> None:
        self._shown: deque[tuple[float, float]] = deque(maxlen=240)
        self._analysed: deque[float] = deque(maxlen=240)

    def shown(self, now: float, captured: float) -> None:
        """A picture was painted."""
        self._shown.append((now, now - captured))

    def analysed(self, now: float) -> None:
        """A reading came."""
        self._analysed.append(now)

    def clear(self) -> None:
        """Another source."""
        self._shown.clear()
        self._analysed.clear()

    def per_second(self, now: float) -> tuple[int, int]:
        """Shown and analysed in the last two seconds."""
        shown = sum(now - t <= _RATE_SECONDS for t, _ in self._shown)
        analysed = sum(now - t <= _RATE_SECONDS for t in self._analysed)
        return round(shown / _RATE_SECONDS), round(analysed / _RATE_SECONDS)

    def behind(self, now: float) -> int | None:
        """Median milliseconds from a frame's arrival to its painting."""
        recent = [late for t, late in self._shown if now - t <= _RATE_SECONDS]
        return round(1000 * float(np.median(recent))) if recent else None


@dataclass(slots=True)
class Stretch:
    """A hint from when to when."""

    hint: str
    tone: str
    begin: float
    end: float


class History:
    """What the strip shows."""

    def __init__(self) -> None:
        self.qualities: deque[tuple[float, float | None]] = deque()
        self.stretches: deque[Stretch] = deque()
        self.captures: deque[tuple[float, int | None]] = deque()

    def add(self, now: float, quality: float | None, hint: str, tone: str) -> None:
        """A moment."""
        self.qualities.append((now, quality))
        last = self.stretches[-1] if self.stretches else None
        if last is not None and last.hint == hint:
            last.end, last.tone = now, tone
        else:
            if last is not None:
                last.end = now
            self.stretches.append(Stretch(hint, tone, now, now))
        self._forget(now)

    def capture(self, now: float, quality: int | None) -> None:
        """A photo was taken."""
        self.captures.append((now, quality))

    def clear(self) -> None:
        """Another source."""
        self.qualities.clear()
        self.stretches.clear()
        self.captures.clear()

    def _forget(self, now: float) -> None:
        old = now - STRIP_SECONDS - 1
        while self.qualities and self.qualities[0][0] < old:
            self.qualities.popleft()
        while self.stretches and self.stretches[0].end < old:
            self.stretches.popleft()
        while self.captures and self.captures[0][0] < old:
            self.captures.popleft()
