"""The second half of the analysis, in a thread of its own: a frame is scored while the next one is being located.

One located frame that is to be scored waits between the two threads at most, and none is located before it has been
taken: the network is given the newest face that it can have, never one from a queue. Frames that are not scored pass by
behind it, in their order, and hold nobody up.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faceqnet_engine.live.analysis import LiveAnalyser, Located
    from faceqnet_engine.live.reading import Reading
    from faceqnet_gui.worker.live_comparing import Comparing

_TURN_SECONDS = 0.2
AFFORDED = 0.036
"""Seconds that the network may take so that every frame is scored and 15 a second are analysed."""
_EARLY, _LONGEST_REST = 0.004, 0.1
"""Seconds by which a frame is ready before its turn, and that are never waited longer."""
MOST_UNSCORED = 2
"""Between two scored frames, on however slow a machine."""


class ScoreTurns:
    """Which of the analysed frames are scored: all, unless the network is too slow for that."""

    def __init__(self) -> None:
        self._seconds, self._since = 0.0, MOST_UNSCORED

    @property
    def next(self) -> bool:
        """Whether the next frame with a face will be scored."""
        return self._since >= min(MOST_UNSCORED, max(0, math.ceil(self._seconds / AFFORDED) - 1))

    def due(self) -> bool:
        """Whether the frame at hand is scored."""
        scored = self.next
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
        self._begun: float | None = None

    def located(self, seconds: float) -> None:
        """How long it took to locate one."""
        self._locating = _smoothed(self._locating, seconds)

    def begin(self, now: float) -> None:
        """The network has been given a frame."""
        self._begun = now

    def end(self, now: float) -> None:
        """It has done with it."""
        if self._begun is not None:
            self._scoring = _smoothed(self._scoring, now - self._begun)
        self._begun = None

    def rest(self, now: float) -> float:
        """Seconds to wait before the next frame that is to be scored is looked for; none while the network is idle."""
        begun = self._begun
        if begun is None:
            return 0.0
        return min(_LONGEST_REST, max(0.0, begun + self._scoring - self._locating - _EARLY - now))


def _smoothed(before: float, seconds: float) -> float:
    return seconds if not before else 0.8 * before + 0.2 * seconds


class Handover:
    """A place for one located frame that is to be scored, and for those behind it that are not."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._items: deque[tuple[Located, bool]] = deque()
        self._closed = False

    def wait_free(self) -> bool:
        """Until none waits to be scored, and few behind it; False when closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._is_free())
            return not self._closed

    def _is_free(self) -> bool:
        return len(self._items) <= MOST_UNSCORED and not any(scored for _, scored in self._items)

    def put(self, item: Located, *, scored: bool = True) -> None:
        """Lay one down."""
        with self._condition:
            self._items.append((item, scored))
            self._condition.notify_all()

    def take(self, timeout: float) -> tuple[Located, bool] | None:
        """The first that lies there, and whether it is to be scored; None after the time-out, or when closed."""
        with self._condition:
            self._condition.wait_for(lambda: bool(self._items) or self._closed, timeout)
            if self._closed or not self._items:
                return None
            item = self._items.popleft()
            self._condition.notify_all()
            return item

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

    @property
    def rest(self) -> float:
        """Seconds to wait before the next frame is looked for: only one that is to be scored is waited with."""
        return self.pace.rest(time.perf_counter()) if self._turns.next else 0.0

    def put(self, located: Located) -> None:
        """A frame that was located: its turn is decided here, so that one without a score holds nobody up."""
        self.handover.put(located, scored=located.found is not None and self._turns.due())

    def close(self) -> None:
        """Ask the thread to end, and wait: it is never longer busy than one frame takes."""
        self.handover.close()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self.handover.closed:
                self._comparing.prepare()
                taken = self.handover.take(_TURN_SECONDS)
                if taken is not None:
                    self._pass(*taken)
        except Exception as error:  # an edge: the locating thread waits for this one, and must not for ever
            self.handover.close()
            self._failed(error)

    def _pass(self, located: Located, scored: bool) -> None:
        began = time.perf_counter()
        if scored:
            self.pace.begin(began)
        reading = self._analyser.reading(located, scored=scored)
        if scored:
            ended = time.perf_counter()
            self._turns.took(ended - began)
            self.pace.end(ended)
        self._tell(reading)
        self._comparing.look(reading)
