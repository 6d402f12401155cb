"""Bands: the same figures on draws of subjects, all pairs of a drawn subject together.

A draw is a weight per subject: how often it was drawn. Sorted by quality, pairs of one quality and one subject
are a cell with a number of pairs and of errors, so that a draw is a sum over cells. A pair has the lower quality
of its two images, hence there are at most as many cells as images, and 1,000 draws over 242,000 pairs of 13,233
images are 13 million products instead of 242 million sorted pairs. The curve between cells is exact, because the
sum of trapezoids inside a group of equal quality has a closed form in harmonic numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float64Array = NDArray[np.float64]
IntArray = NDArray[np.int64]

_CHUNK_NUMBERS = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Weights of subjects, the same for every method and figure.

    Attributes:
        owner: (p,) the subject number of each mated pair.
        weights: (draws, subjects) int, how often each subject was drawn.
    """

    owner: IntArray
    weights: NDArray[np.int16]

    @property
    def count(self) -> int:
        """How many draws."""
        return len(self.weights)


def subject_draws(pair_subjects: NDArray, draws: int = 1000, seed: int = 0) -> Draws:
    """Draws of the subjects that own pairs, with replacement, as many as there are.

    No draw at all where one subject owns every pair: drawn again it is the same, and a band of no width would say
    that nothing is uncertain.

    Args:
        pair_subjects: (p,) the subject of each mated pair.
        draws: How many.
        seed: Of the draws.
    """
    names, owner = np.unique(pair_subjects, return_inverse=True)
    rng = np.random.default_rng(seed)
    weights = np.empty((draws if len(names) > 1 else 0, len(names)), np.int16)
    for n in range(len(weights)):
        weights[n] = np.bincount(rng.integers(len(names), size=len(names)), minlength=len(names))
    return Draws(owner.astype(np.int64), weights)


def drawn_curves(
    pair_quality: Float64Array,
    errors: NDArray[np.bool_],
    draws: Draws,
    *,
    limits: Sequence[float] = (),
    discards: Sequence[float] = (),
) -> tuple[Float64Array, Float64Array]:
    """Normalised pAUC and FNMR of the error-versus-discard curve on every draw.

    Equal to `edc.curve` over the drawn pairs (a subject drawn twice counts twice), `edc.normalised_pauc` and
    `edc.fnmr_at`.

    Args:
        pair_quality: (p,) finite.
        errors: (p,).
        draws: Weights of the subjects.
        limits: Of pAUC, each above 0 and at most 1.
        discards: Shares at which the FNMR is wanted, from 0.

    Returns:
        (draws, limits) and (draws, discards). pAUC is NaN on draws without errors.
    """
    cells = _Cells(pair_quality, errors, draws.owner)
    areas = np.empty((draws.count, len(limits)))
    rates = np.empty((draws.count, len(discards)))
    sizes = np.bincount(draws.owner).astype(np.float64)
    heaviest = int(max((float(w @ sizes) for w in draws.weights), default=1.0))
    harmonic = np.concatenate([[0.0], np.cumsum(1.0 / np.arange(1, heaviest + 2))])
    step = max(1, _CHUNK_NUMBERS // max(1, len(cells.subject)))
    for start in range(0, draws.count, step):
        part = slice(start, start + step)
        steps = _Steps(cells, draws.weights[part], harmonic)
        areas[part] = steps.normalised_areas(np.asarray(limits, np.float64))
        rates[part] = steps.errors_at(np.asarray(discards, np.float64))
    return areas, rates


def bootstrap(
    qualities: dict[str, Float64Array],
    pairs: tuple[IntArray, IntArray],
    errors: NDArray[np.bool_],
    subjects: NDArray[np.str_],
    limit: float,
    *,
    draws: int = 1000,
    seed: int = 0,
) -> dict[str, Float64Array]:
    """Normalised pAUC of several methods on the same draws of subjects.

    Args:
        qualities: Method -> (n,) qualities of images.
        pairs: Mated pairs of image numbers.
        errors: (p,) whether each is wrongly not matched.
        subjects: (n,).
        limit: Of pAUC.
        draws: How many.
        seed: Of the draws.

    Returns:
        Method -> (draws,) values; take percentiles for bands, and differences between methods draw by draw.
    """
    made = subject_draws(subjects[pairs[0]], draws, seed)
    return {
        name: drawn_curves(np.minimum(q[pairs[0]], q[pairs[1]]), errors, made, limits=(limit,))[0][:, 0]
        for name, q in qualities.items()
    }


def band(values: Float64Array, level: float = 0.95) -> tuple[float, float]:
    """The percentiles that hold the middle `level` of the draws; NaN where every draw is."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return float("nan"), float("nan")
    low, high = np.quantile(finite, ((1 - level) / 2, (1 + level) / 2))
    return float(low), float(high)


class _Cells:
    """Pairs of one quality and one subject, in rising quality."""

    def __init__(self, quality: Float64Array, errors: NDArray[np.bool_], owner: IntArray) -> None:
        values, rank = np.unique(quality, return_inverse=True)
        subjects = int(owner.max(initial=0)) + 1
        codes, cell = np.unique(rank * subjects + owner, return_inverse=True)
        self.subject = codes % subjects
        self.pairs = np.bincount(cell, minlength=len(codes)).astype(np.int64)
        self.errors = np.bincount(cell, weights=errors.astype(np.float64), minlength=len(codes))
        groups = codes // subjects
        self.group_starts = np.flatnonzero(np.diff(groups, prepend=-1))
        assert len(self.group_starts) == len(values)


class _Steps:
    """Drawn curves at the places where a group of equal quality begins.

    Inside a group of n pairs that hold m errors, with b pairs and a errors left at its beginning, the error after k
    more discards is (a - k m / n) / (b - k) = u + c / (b - k), u = m / n, c = a - u b.
    """

    def __init__(self, cells: _Cells, weights: NDArray[np.int16], harmonic: Float64Array) -> None:
        w = weights[:, cells.subject].astype(np.int64)
        self._n = np.add.reduceat(w * cells.pairs, cells.group_starts, axis=1)
        m = np.add.reduceat(w * cells.errors, cells.group_starts, axis=1)
        self._ends = np.cumsum(self._n, axis=1)
        self._total = self._ends[:, -1]
        left = self._total[:, None] - self._ends + self._n
        errors = np.cumsum(m[:, ::-1], axis=1)[:, ::-1]
        self._u = np.divide(m, self._n, out=np.zeros_like(m), where=self._n > 0)
        self._c = errors - self._u * left
        self._b = left
        self._at_zero = errors[:, 0] / self._total
        self._harmonic = harmonic
        # The last group ends with its last pair, not after it: the curve is not defined without any.
        last = np.arange(self._n.shape[1]) == self._last()[:, None]
        self._areas = np.cumsum(self._trapezoids(self._n - last, self._u, self._c, self._b), axis=1)

    def normalised_areas(self, limits: Float64Array) -> Float64Array:
        """(draws, limits) pAUC up to each limit."""
        x = self._total[:, None] * limits
        g, k = self._place(x)
        before = np.where(g > 0, _of(self._areas, np.maximum(g - 1, 0)), 0.0)
        u, c, b = _of(self._u, g), _of(self._c, g), _of(self._b, g)
        last_step = self._total[:, None] - 1 - (_of(self._ends, g) - _of(self._n, g))
        whole = np.minimum(np.floor(k), last_step).astype(np.int64)
        part = k - whole
        here, after = self._error(u, c, b, whole), self._error(u, c, b, whole + 1)
        cut = part * (here + part * (after - here) / 2)
        area = before + self._trapezoids(whole, u, c, b) + cut
        with np.errstate(invalid="ignore", divide="ignore"):
            return area / (x * self._at_zero[:, None])

    def errors_at(self, discards: Float64Array) -> Float64Array:
        """(draws, discards) FNMR with those shares discarded."""
        g, k = self._place(self._total[:, None] * discards)
        u, c, b = _of(self._u, g), _of(self._c, g), _of(self._b, g)
        whole = np.floor(k)
        here, after = self._error(u, c, b, whole), self._error(u, c, b, whole + 1)
        return here + (k - whole) * (after - here)

    def _last(self) -> IntArray:
        """(draws,) the last group that has pairs."""
        return self._n.shape[1] - 1 - np.argmax(self._n[:, ::-1] > 0, axis=1)

    def _place(self, x: Float64Array) -> tuple[IntArray, Float64Array]:
        """The group in which x discarded pairs end, and how many of it they are."""
        g = np.stack([np.searchsorted(e, row, side="right") for e, row in zip(self._ends, x, strict=True)])
        g = np.minimum(g, self._last()[:, None])
        return g, x - (_of(self._ends, g) - _of(self._n, g))

    @staticmethod
    def _error(u: Float64Array, c: Float64Array, b: IntArray, k: NDArray) -> Float64Array:
        """Error after k discards of a group; constant where no pair would be left."""
        left = np.maximum(b - k, 1)
        return np.maximum(u + c / left, 0.0)

    def _trapezoids(self, k: IntArray, u: Float64Array, c: Float64Array, b: IntArray) -> Float64Array:
        """Sum of the k unit trapezoids from a group's beginning."""
        end = np.maximum(b - k, 1)
        between = self._harmonic[b] - self._harmonic[end - 1]
        ends = (1.0 / np.maximum(b, 1) + 1.0 / end) / 2
        return np.where(k > 0, u * k + c * (between - ends), 0.0)


def _of(values: NDArray, g: IntArray) -> NDArray:
    """The values of each draw's groups."""
    return np.take_along_axis(values, g, axis=1)
