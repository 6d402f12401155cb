"""Which pictures are wanted next: what is on screen now before what was scrolled past, first looks before the rest."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from faceqnet_engine.assessment import Assessment

MOST_WAITING = 512
"""Requests beyond this were scrolled past long ago; their tiles ask again when they are seen again."""


@dataclass(frozen=True, slots=True)
class Job:
    """One picture to make.

    Attributes:
        key: Whose.
        row: Its row.
        side: Long side in pixels.
        first: Whether only a first look is wanted: what is in the cache or in the file already.
    """

    key: object
    row: Assessment
    side: int
    first: bool


class Wanted:
    """A queue between the window's thread, which asks, and the workers, which take.

    Args:
        workers: How many may run at once.
    """

    def __init__(self, workers: int, most: int = MOST_WAITING) -> None:
        self._lock = threading.Lock()
        self._workers, self._most = workers, most
        self._running = 0
        self._round = self._order = 0
        self._jobs: dict[object, tuple[int, int, Job]] = {}  # key -> round, place in it, job
        self._taken: set[object] = set()

    def begin_round(self) -> None:
        """What is asked from now on is more urgent than everything before."""
        with self._lock:
            self._round += 1

    def ask(self, job: Job) -> bool:
        """Want a picture; whether a worker more is to be started."""
        with self._lock:
            if job.key in self._taken:
                return False
            before = self._jobs.get(job.key)
            if before is not None:
                job = before[2]  # its first look may have been taken already
            elif len(self._jobs) >= self._most:
                del self._jobs[min(self._jobs, key=lambda k: self._jobs[k][:2])]
            self._order += 1
            self._jobs[job.key] = (self._round, -self._order, job)
            if self._running >= self._workers:
                return False
            self._running += 1
            return True

    def take(self) -> Job | None:
        """The next job; None ends the worker."""
        with self._lock:
            if not self._jobs:
                self._running -= 1
                return None
            # First looks are cheap and fill the screen; then the newest round in the order in which it was asked.
            key = max(self._jobs, key=lambda k: (self._jobs[k][2].first, *self._jobs[k][:2]))
            self._taken.add(key)
            return self._jobs.pop(key)[2]

    def done(self, job: Job, *, more: bool) -> None:
        """A job has ended; `more` puts it back for the real thing."""
        with self._lock:
            self._taken.discard(job.key)
            if more:
                self._order += 1
                self._jobs[job.key] = (
                    self._round,
                    -self._order,
                    Job(job.key, job.row, job.side, first=False),
                )

    def has(self, key: object) -> bool:
        """Whether a picture is on its way."""
        with self._lock:
            return key in self._jobs or key in self._taken

    def drop(self, key: object) -> None:
        """It is no longer wanted."""
        with self._lock:
            self._jobs.pop(key, None)

    def clear(self) -> None:
        """Nothing is wanted."""
        with self._lock:
            self._jobs.clear()
