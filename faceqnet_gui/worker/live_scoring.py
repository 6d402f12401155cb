"""The second half of the analysis, in a thread of its own: a frame is scored while the next one is being located.

One located frame at most waits between the two threads, and none is located before the last one has been taken: the
network is given the newest face that it can have, never one from a queue.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faceqnet_engine.live.analysis import LiveAnalyser, Located
    from faceqnet_engine.live.reading import Reading
    from faceqnet_gui.worker.live_comparing import Comparing

_TURN_SECONDS = 0.2
AFFORDED = 0.045
"""Seconds that the network may take so that every frame is scored and 15 a second are analysed."""
_EARLY, _LONGEST_REST = 0.004, 0.1
"""Seconds by which a frame is ready before its turn, and that are never waited longer."""
MOST_UNSCORED = 2
"""Between two scored frames, on however slow a machine."""


class ScoreTurns:
    """Which of the analysed frames are scored: all, unless the network is too slow for that."""

    def __init__(self) -> None:
        self._seconds, self._since = 0.0, MOST_UNSCORED

    def due(self) -> bool:
        """Whether the frame at hand is scored."""
        wanted = min(MOST_UNSCORED, max(0, math.ceil(self._seconds / AFFORDED) - 1))
        scored = self._since >= wanted
        self._since = 0 if scored else self._since + 1
        return scored

    def took(self, seconds: float) -> None:
        """How long the network took for one."""
        self._seconds = _smoothed(self._seconds, seconds)


class Pace:
    """When to look for the next frame: so late that it is located just when the network is ready for it.

    Begun at once it would only lie between the two threads and grow older by what the network takes longer. To begin
    even later, so that the two do not overlap, was measured: fewer frames, none of them sooner.
    """

    def __init__(self) -> None:
        self._locating = self._scoring = 0.0

    def located(self, seconds: float) -> None:
        """How long it took to locate one."""
        self._locating = _smoothed(self._locating, seconds)

    def scored(self, seconds: float) -> None:
        """How long the second half of the analysis took for one."""
        self._scoring = _smoothed(self._scoring, seconds)

    @property
    def rest(self) -> float:
        """Seconds to wait once the network has begun with the frame before."""
        return min(_LONGEST_REST, max(0.0, self._scoring - self._locating - _EARLY))


def _smoothed(before: float, seconds: float) -> float:
    return seconds if not before else 0.8 * before + 0.2 * seconds


class Handover:
    """A place for one located frame."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._item: Located | None = None
        self._closed = False

    def wait_free(self) -> bool:
        """Until the last one was taken; False when closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._item is None or self._closed)
            return not self._closed

    def put(self, item: Located) -> None:
        """Lay one down."""
        with self._condition:
            self._item = item
            self._condition.notify_all()

    def take(self, timeout: float) -> Located | None:
        """The one that lies there; None after the time-out, or when closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._item is not None or self._closed, timeout)
            item, self._item = self._item, None
            self._condition.notify_all()
            return None if self._closed else item

    @property
    def closed(self) -> bool:
        """For good."""
        return self._closed

    def close(self) -> None:
        """Wake whoever waits."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()


class Scoring:
    """The thread behind a handover.

    Args:
        analyser: Its `reading` is called in this thread alone.
        comparing: Looked at between two frames.
        tell: Given every reading, in their order, in this thread.
        failed: Given what was raised; the thread has ended then.
    """

    def __init__(
        self,
        analyser: LiveAnalyser,
        comparing: Comparing,
        tell: Callable[[Reading], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._analyser, self._comparing, self._tell, self._failed = analyser, comparing, tell, failed
        self.handover, self.pace = Handover(), Pace()
        self._turns = ScoreTurns()
        self._thread = threading.Thread(target=self._run, name="faceqnet-score", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Ask the thread to end, and wait: it is never longer busy than one frame takes."""
        self.handover.close()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self.handover.closed:
                self._comparing.prepare()
                located = self.handover.take(_TURN_SECONDS)
                if located is not None:
                    self._score(located)
        except Exception as error:  # an edge: the locating thread waits for this one, and must not for ever
            self.handover.close()
            self._failed(error)

    def _score(self, located: Located) -> None:
        scored = located.found is not None and self._turns.due()
        began = time.perf_counter()
        reading = self._analyser.reading(located, scored=scored)
        if scored:
            self._turns.took(time.perf_counter() - began)
        self._tell(reading)
        self._comparing.look(reading)
        self.pace.scored(time.perf_counter() - began)
