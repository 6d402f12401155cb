"""Several devices as one scorer, and tools of which every thread has its own device's."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

import numpy as np

from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.quality.scorer import Scorer

T = TypeVar("T")


class Spread(Generic[T]):
    """One of several equal tools for each thread, in turn."""

    def __init__(self, tools: Sequence[T]) -> None:
        self._tools, self._turn, self._own = tuple(tools), itertools.count(), threading.local()

    @property
    def mine(self) -> T:
        """This thread's, always the same one."""
        if len(self._tools) == 1:
            return self._tools[0]
        place: int | None = getattr(self._own, "place", None)
        if place is None:
            place = self._own.place = next(self._turn) % len(self._tools)
        return self._tools[place]


class Scorers:
    """One scorer per device; each takes its run of the crops at the same time as the others."""

    def __init__(self, scorers: Sequence[Scorer]) -> None:
        self._scorers = tuple(scorers)
        self._pool = (
            ThreadPoolExecutor(len(self._scorers), "faceqnet-score") if len(self._scorers) > 1 else None
        )

    @property
    def batch(self) -> int:
        """Crops that keep every device busy."""
        return sum(scorer.batch for scorer in self._scorers)

    def scores(self, crops: Sequence[Uint8Array]) -> Float32Array:
        """Scores of aligned crops, in their order; see `Scorer.scores`."""
        if self._pool is None or len(crops) < 2 * len(self._scorers):
            return self._scorers[0].scores(crops)
        cuts = np.linspace(0, len(crops), len(self._scorers) + 1).astype(int).tolist()
        runs = [crops[low:high] for low, high in itertools.pairwise(cuts)]
        return np.concatenate(
            list(self._pool.map(lambda pair: pair[0].scores(pair[1]), zip(self._scorers, runs, strict=True)))
        )

    def close(self) -> None:
        """End the threads."""
        if self._pool is not None:
            self._pool.shutdown()
