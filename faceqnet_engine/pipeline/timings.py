"""Where the time of a scan goes, stage by stage, and what bounds it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from faceqnet_engine.wording import counted


class Stage(StrEnum):
    """A step of an image; the order is that of the way."""

    LIST = "list"
    READ = "read"
    DECODE = "decode"
    DETECT = "detect"
    ALIGN = "align"
    MEASURE = "measure"
    SCORE = "score"
    STORE = "store"
    WRITE = "write"


IN_POOL = (Stage.READ, Stage.DECODE, Stage.DETECT, Stage.ALIGN, Stage.MEASURE)
"""Stages that the decode threads do; the others are done by the thread that iterates, or wait there."""


class Timings:
    """Seconds per stage, summed over threads; each adds to a counter of its own, so that no image waits for a lock."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._all: list[Counter[Stage]] = []

    @contextmanager
    def spent(self, stage: Stage) -> Iterator[None]:
        """Time what is inside."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - started)

    def add(self, stage: Stage, seconds: float) -> None:
        """Add to a stage."""
        counter: Counter[Stage] | None = getattr(self._own, "seconds", None)
        if counter is None:
            counter = self._own.seconds = Counter()
            self._all.append(counter)  # appending is atomic
        counter[stage] += seconds  # type: ignore[assignment]

    def seconds(self) -> dict[Stage, float]:
        """So far, in the order of the way."""
        return {stage: float(sum(counter[stage] for counter in self._all)) for stage in Stage}


@dataclass(frozen=True, slots=True)
class Report:
    """What a scan's time went into.

    Attributes:
        seconds: Per stage, summed over threads.
        wall: From the first image asked for to the last row.
        images: That were scored anew.
        workers: Threads that prepared images.
    """

    seconds: dict[Stage, float]
    wall: float
    images: int
    workers: int

    @property
    def pool_share(self) -> float:
        """How busy the threads that prepare were, 0..1."""
        return self._share(sum(self.seconds[stage] for stage in IN_POOL), self.workers)

    @property
    def score_share(self) -> float:
        """How busy the scorer was, 0..1."""
        return self._share(self.seconds[Stage.SCORE], 1)

    @property
    def bound(self) -> str:
        """What a faster run would need, in a sentence."""
        if not self.images:
            return "Nothing was scored anew."
        waits = self._share(self.seconds[Stage.LIST], 1)
        slow = max(IN_POOL, key=lambda stage: self.seconds[stage])
        if waits > max(self.pool_share, self.score_share):
            return f"Listing bounds this run: {100 * waits:.0f} % of the time was spent waiting for names."
        if self.score_share > self.pool_share:
            return f"Scoring bounds this run ({100 * self.score_share:.0f} % busy). A GPU, or a lighter model, would help."
        return (
            f"The {self.workers} threads that prepare photos bound this run ({100 * self.pool_share:.0f} % busy), "
            f"above all the stage {slow.value}. More cores, or more machines (--cluster), would help."
        )

    def lines(self) -> list[str]:
        """A table for people."""
        total = sum(self.seconds.values()) or 1.0
        each = max(self.images, 1)
        rows = [
            f"{stage.value:>8}  {value:9.2f} s  {1e3 * value / each:8.1f} ms/image  {100 * value / total:5.1f} %"
            for stage, value in self.seconds.items()
        ]
        rate = self.images / self.wall if self.wall > 0 else 0.0
        head = f"{counted(self.images, 'image')} in {self.wall:.1f} s ({rate:.1f} images/s), summed over threads:"
        return [head, *rows, self.bound]

    def _share(self, seconds: float, threads: int) -> float:
        return min(1.0, seconds / max(self.wall * threads, 1e-9))
