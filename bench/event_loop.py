"""How long the window's event loop is held: gaps between turns of the loop while something runs.

    from event_loop import Loop

    with Loop() as loop:                    # needs the QApplication
        start_what_is_measured()
        loop.run(30, until=lambda: done)    # turns the loop; never sleeps, never spins
    print(loop.gaps.line("scan"))           # scan  p50 1.1  p99 4.0  max 31.2 ms (28,110 turns in 30.0 s)

A precise timer of one millisecond stamps each turn; a gap is the time between two stamps. `p99` is over turns. One long
hold is a single turn among thousands, so `felt_p99` says it as a person meets it: the time that an event which comes at
a random moment waits until the loop is free. `held` is the processor time of this thread in the worst turn's gap: far
below the gap itself, the machine was busy with something else, and the figure is not the window's fault.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable
from dataclasses import asdict, dataclass
from types import TracebackType

import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

_EVERY = 1  # ms
_KEPT: list[Loop] = []
"""All that were made: else the search for garbage, which runs in any thread, would end their timers in a wrong one."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Gaps between turns of the loop, in milliseconds."""

    turns: int
    seconds: float
    p50: float
    p99: float
    felt_p99: float
    most: float
    held: float

    @classmethod
    def of(cls, stamps: np.ndarray, busy: np.ndarray) -> Gaps:
        """From (n,) moments and (n,) processor times of the loop's thread, both in seconds."""
        gaps = np.diff(stamps) * 1000
        if not len(gaps):
            return cls(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        worst = int(gaps.argmax())
        return cls(
            turns=len(gaps),
            seconds=float(stamps[-1] - stamps[0]),
            p50=float(np.percentile(gaps, 50)),
            p99=float(np.percentile(gaps, 99)),
            felt_p99=_felt(gaps, 0.99),
            most=float(gaps[worst]),
            held=float((busy[worst + 1] - busy[worst]) * 1000),
        )

    def line(self, name: str) -> str:
        """For the bench's output."""
        return (
            f"{name}  p50 {self.p50:.1f}  p99 {self.p99:.1f}  felt p99 {self.felt_p99:.1f}  max {self.most:.1f} ms"
            f" (of which {self.held:.1f} at work; {self.turns:,} turns in {self.seconds:.1f} s)"
        )

    def as_dict(self) -> dict[str, float]:
        """For the bench's JSON."""
        return {k: round(v, 2) for k, v in asdict(self).items()}


def _felt(gaps: np.ndarray, share: float) -> float:
    """An event at a random moment waits the rest of the gap it falls into: the share-quantile of that wait."""
    low, high = 0.0, float(gaps.max())
    for _ in range(60):  # P(wait > x) = sum(max(0, gap - x)) / sum(gap) falls in x
        middle = (low + high) / 2
        if np.maximum(0, gaps - middle).sum() / gaps.sum() > 1 - share:
            low = middle
        else:
            high = middle
    return high


class Loop:
    """Stamps the turns of this thread's event loop between enter and exit."""

    def __init__(self) -> None:
        self._owner = QObject()
        self._timer = QTimer(self._owner)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._stamp)
        self._stamps = array("d")  # of each turn the time and the thread's processor time
        _KEPT.append(self)

    def __enter__(self) -> Loop:
        self._stamps = array("d")
        self._stamp()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        self._stamp()

    def _stamp(self) -> None:
        self._stamps.extend((time.perf_counter(), time.thread_time()))

    @property
    def gaps(self) -> Gaps:
        """What was measured."""
        both = np.array(self._stamps).reshape(-1, 2)
        return Gaps.of(both[:, 0], both[:, 1])

    def run(self, seconds: float, until: Callable[[], bool] | None = None, every: int = 20) -> bool:
        """Turn the loop for some seconds, or until something is so (looked at every some ms); whether it came so."""
        return turn(seconds, until, every)


def turn(seconds: float, until: Callable[[], bool] | None = None, every: int = 20) -> bool:
    """As `Loop.run`, without stamps: where memory is measured, these would be what grows (16 bytes a turn)."""
    loop = QEventLoop()
    end, look = QTimer(loop), QTimer(loop)
    end.setSingleShot(True)
    end.timeout.connect(loop.quit)
    look.timeout.connect(lambda: loop.quit() if until is not None and until() else None)
    end.start(round(seconds * 1000))
    look.start(every)
    loop.exec()
    look.stop()
    loop.deleteLater()
    return until is not None and until()
