"""Error-versus-discard curves: does a quality score predict recognition errors?

Source: Grother & Tabassi 2007 (error versus reject); ISO/IEC 29794-1:2024; Schlett et al. 2023 for pAUC.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.bootstrap import bootstrap
from faceqnet_engine.evaluation.comparisons import mated_pairs

__all__ = [
    "FEW_ERRORS",
    "Curve",
    "bootstrap",
    "curve",
    "fnmr_at",
    "ideal",
    "mated_pairs",
    "normalised_pauc",
    "pauc_of",
    "re_estimated",
    "threshold_at_fmr",
    "threshold_at_fnmr",
]

Float64Array = NDArray[np.float64]

FEW_ERRORS = 10
"""Methods are not ranked where fewer errors are left."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """An error-versus-discard curve as a step function.

    Attributes:
        discarded: (k,) rising shares of discarded pairs, starting at 0.
        fnmr: (k,) share of errors among the pairs that are left.
        errors: (k,) errors left.
    """

    discarded: Float64Array
    fnmr: Float64Array
    errors: Float64Array


def threshold_at_fnmr(similarities: Float64Array, fnmr: float) -> float:
    """The similarity below which the share `fnmr` of mated pairs lies (their quantile)."""
    return float(np.quantile(similarities, fnmr))


def threshold_at_fmr(non_mated: NDArray[np.floating], fmr: float) -> float:
    """The lowest similarity at or above which at most the share `fmr` of non-mated pairs lies.

    Raises:
        ValueError: no non-mated pairs.
    """
    if not len(non_mated):
        raise ValueError("a false match rate needs non-mated pairs")
    allowed = int(fmr * len(non_mated) + 1e-9)
    if allowed >= len(non_mated):
        return float(np.min(non_mated))
    place = len(non_mated) - 1 - allowed
    highest_refused = np.partition(non_mated, place)[place]
    return float(np.nextafter(highest_refused, np.array(np.inf, non_mated.dtype)))


def curve(pair_quality: Float64Array, errors: NDArray[np.bool_]) -> Curve:
    """The curve of mated pairs discarded from the lowest quality up, at a fixed match threshold.

    Pairs of equal quality are one group: inside it errors count with the group's mean, so that the order of the
    input does not matter.

    Args:
        pair_quality: (p,) the lower quality of each pair's two images.
        errors: (p,) whether the pair is wrongly not matched.

    Raises:
        ValueError: no pairs, or qualities that are not finite.
    """
    quality = np.asarray(pair_quality, np.float64)
    if not len(quality) or not np.isfinite(quality).all():
        raise ValueError("pair qualities must be finite and at least one")
    order = np.argsort(quality, kind="stable")
    _, group, sizes = np.unique(quality[order], return_inverse=True, return_counts=True)
    mean_error = np.bincount(group, weights=np.asarray(errors, np.float64)[order]) / sizes
    expected = mean_error[group]
    count = len(quality)
    left = expected.sum() - np.concatenate([[0.0], np.cumsum(expected)[:-1]])
    remaining = count - np.arange(count)
    return Curve(np.arange(count) / count, np.maximum(left, 0) / remaining, np.maximum(left, 0))


def normalised_pauc(edc: Curve, limit: float) -> float:
    """Area under the curve over 0..limit, divided by `limit` times the error at 0: 1 for a random order.

    Trapezoids on the exact step positions, the last one cut at `limit`. Lower is better; NaN without errors.
    """
    if edc.fnmr[0] == 0:
        return float("nan")
    inside = edc.discarded < limit
    x = np.append(edc.discarded[inside], limit)
    y = np.append(edc.fnmr[inside], np.interp(limit, edc.discarded, edc.fnmr))
    return float(np.trapezoid(y, x) / (limit * edc.fnmr[0]))


def fnmr_at(edc: Curve, discard: float) -> float:
    """FNMR with the share `discard` of pairs discarded; straight between two steps."""
    return float(np.interp(discard, edc.discarded, edc.fnmr))


def ideal(fnmr: float, discards: Float64Array) -> Float64Array:
    """FNMR of a quality that puts all errors first: what no method can beat."""
    return np.maximum(fnmr - discards, 0) / np.maximum(1 - discards, 1e-12)


def re_estimated(
    pair_quality: Float64Array,
    similarities: NDArray[np.floating],
    non_mated_quality: Float64Array,
    non_mated_similarities: NDArray[np.floating],
    fmr: float,
    *,
    most_steps: int = 200,
) -> tuple[Curve, Float64Array, Float64Array]:
    """The other convention: at each step images below its quality are rejected from non-mated pairs too.

    The match threshold is estimated again at each step so that FMR on what is left stays the same.

    Args:
        pair_quality: (p,) of mated pairs.
        similarities: (p,) of mated pairs.
        non_mated_quality: (q,).
        non_mated_similarities: (q,).
        fmr: To be kept.
        most_steps: Steps are qualities that occur, at most so many, evenly over the discarded share.

    Returns:
        The curve, and (k,) the quality limit (pairs at or above are left) and threshold of each step.

    Raises:
        ValueError: no mated or no non-mated pairs.
    """
    if not len(pair_quality) or not len(non_mated_quality):
        raise ValueError("both mated and non-mated pairs are needed")
    order, other = np.argsort(pair_quality, kind="stable"), np.argsort(non_mated_quality, kind="stable")
    quality, mated = np.asarray(pair_quality)[order], np.asarray(similarities)[order]
    non_mated = np.asarray(non_mated_similarities)[other]
    starts = np.flatnonzero(np.diff(quality, prepend=-np.inf))
    wanted = np.linspace(0, 1, most_steps, endpoint=False) * len(quality)
    starts = np.unique(starts[np.minimum(np.searchsorted(starts, wanted), len(starts) - 1)])
    begins = np.searchsorted(np.asarray(non_mated_quality)[other], quality[starts])
    begins[0] = 0
    possible = begins < len(non_mated)  # beyond, no non-mated pair is left to set a threshold by
    starts, begins = starts[possible], begins[possible]
    limits = np.array([threshold_at_fmr(non_mated[begin:], fmr) for begin in begins])
    errors = np.array([np.count_nonzero(mated[s:] < t) for s, t in zip(starts, limits, strict=True)], float)
    left = len(quality) - starts
    return Curve(starts / len(quality), errors / left, errors), quality[starts], limits


def pauc_of(
    quality: Float64Array,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    errors: NDArray[np.bool_],
    limit: float,
) -> float:
    """`normalised_pauc` of image qualities (n,) over pairs of image indices."""
    return normalised_pauc(curve(np.minimum(quality[pairs[0]], quality[pairs[1]]), errors), limit)
