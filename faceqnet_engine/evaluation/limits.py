"""What a limit on quality does, and which limit reaches a target: images are rejected, comparisons discarded."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.bootstrap import Draws, band
from faceqnet_engine.evaluation.edc import FEW_ERRORS
from faceqnet_engine.evaluation.methods import Figure

Float64Array = NDArray[np.float64]

_MOST_LIMITS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """The effect of rising limits; the first rejects nothing.

    Attributes:
        limits: (k,) an image is rejected below.
        rejected: (k,) share of images.
        discarded: (k,) share of mated comparisons that lose an image.
        fnmr: (k,) among those that are left.
        low: (k,) lower end of its 95 % band.
        high: (k,) upper end.
        errors: (k,) errors left.
        lost_subjects: (k,) subjects without any image left.
        drawn: (draws, k) FNMR of each draw.
    """

    limits: Float64Array
    rejected: Float64Array
    discarded: Float64Array
    fnmr: Float64Array
    low: Float64Array
    high: Float64Array
    errors: NDArray[np.int64]
    lost_subjects: NDArray[np.int64]
    drawn: Float64Array

    def at(self, limit: float) -> int:
        """Place of the highest limit that is not above `limit`."""
        return max(0, int(np.searchsorted(self.limits, limit, side="right")) - 1)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A limit for a target.

    Attributes:
        place: In `Limits`.
        limit: With the band of what the draws would have suggested.
        reached: Whether it reaches the target; else it is the best there is.
        few: Whether fewer than FEW_ERRORS errors are left there: then it is a guess.
    """

    place: int
    limit: Figure
    reached: bool
    few: bool


def limits_of(
    quality: Float64Array,
    subjects: NDArray,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    errors: NDArray[np.bool_],
    draws: Draws,
    most: int = _MOST_LIMITS,
    at: Float64Array | None = None,
) -> Limits:
    """The effect of limits on a method's quality.

    Args:
        quality: (n,) of images, finite.
        subjects: (n,).
        pairs: Mated pairs of image numbers.
        errors: (p,).
        draws: Of the subjects that own pairs.
        most: Limits, evenly over the images; each is a quality that occurs and leaves a comparison.
        at: These limits instead, rising, the first not above any quality; those that leave no comparison are dropped.
    """
    of_pairs = np.minimum(quality[pairs[0]], quality[pairs[1]])
    steps = np.quantile(quality, np.linspace(0, 1, most), method="lower") if at is None else at
    limits = np.unique(steps[steps <= of_pairs.max()])
    count = draws.weights.shape[1]
    left, wrong = np.empty((count, len(limits))), np.empty((count, len(limits)))
    for k, limit in enumerate(limits):
        kept = of_pairs >= limit
        left[:, k] = np.bincount(draws.owner[kept], minlength=count)
        wrong[:, k] = np.bincount(draws.owner[kept & errors], minlength=count)
    weights = draws.weights.astype(np.float32)
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = ((weights @ wrong.astype(np.float32)) / (weights @ left.astype(np.float32))).astype(
            np.float64
        )
    pairs_left, errors_left = left.sum(0), wrong.sum(0)
    bands = [band(drawn[:, k]) for k in range(len(limits))]
    ordered = np.sort(quality)
    _, codes = np.unique(subjects, return_inverse=True)
    best = np.full(int(codes.max()) + 1, -np.inf)
    np.maximum.at(best, codes, quality)
    return Limits(
        limits=limits,
        rejected=np.searchsorted(ordered, limits, side="left") / len(quality),
        discarded=1 - pairs_left / len(of_pairs),
        fnmr=errors_left / pairs_left,
        low=np.array([low for low, _ in bands]),
        high=np.array([high for _, high in bands]),
        errors=np.round(errors_left).astype(np.int64),
        lost_subjects=np.searchsorted(np.sort(best), limits, side="left"),
        drawn=drawn,
    )


def for_fnmr(found: Limits, target: float) -> Suggestion:
    """The lowest limit with an FNMR of at most `target`; where there is none, the one with the lowest FNMR."""
    fits = found.fnmr <= target
    reached = bool(fits.any())
    place = int(np.argmax(fits)) if reached else int(np.argmin(found.fnmr))
    if not len(found.drawn):
        return _suggestion(found, place, Figure(float(found.limits[place]), math.nan, math.nan), reached)
    drawn_fits = found.drawn <= target
    some = drawn_fits.any(1)
    drawn = np.where(some, found.limits[np.argmax(drawn_fits, axis=1)], np.inf)
    low, high = (
        float(v) for v in np.quantile(drawn, (0.025, 0.975), method="inverted_cdf")
    )  # inf: not reached at all
    return _suggestion(found, place, Figure(float(found.limits[place]), low, high), reached)


def for_rejection(found: Limits, share: float) -> Suggestion:
    """The highest limit that rejects at most `share` of the images."""
    place = int(np.flatnonzero(found.rejected <= share)[-1])
    limit = float(found.limits[place])
    return _suggestion(found, place, Figure(limit, limit, limit), True)


def _suggestion(found: Limits, place: int, limit: Figure, reached: bool) -> Suggestion:
    return Suggestion(place, limit, reached, bool(found.errors[place] < FEW_ERRORS))
