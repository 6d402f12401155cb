"""Error-versus-discard curves: does a quality score predict recognition errors?

Source: Grother & Tabassi 2007 (error versus reject); ISO/IEC 29794-1:2024; Schlett et al. 2023 for pAUC.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float64Array = NDArray[np.float64]


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


def mated_pairs(
    subjects: NDArray[np.str_], most: int = 30, seed: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of images of one subject: all, or `most` at random per subject (0 for all).

    Returns:
        Two (p,) index arrays and, by `subjects[a]`, whose pairs they are.
    """
    rng = np.random.default_rng(seed)
    firsts, seconds = [], []
    for subject in np.unique(subjects):
        of = np.flatnonzero(subjects == subject)
        a, b = np.triu_indices(len(of), 1)
        if most and len(a) > most:
            kept = np.sort(rng.choice(len(a), most, replace=False))
            a, b = a[kept], b[kept]
        firsts.append(of[a])
        seconds.append(of[b])
    empty = [np.zeros(0, np.int64)]
    return np.concatenate(firsts or empty), np.concatenate(seconds or empty)


def threshold_at_fnmr(similarities: Float64Array, fnmr: float) -> float:
    """The similarity below which the share `fnmr` of mated pairs lies (their quantile)."""
    return float(np.quantile(similarities, fnmr))


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


def pauc_of(
    quality: Float64Array,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    errors: NDArray[np.bool_],
    limit: float,
) -> float:
    """`normalised_pauc` of image qualities (n,) over pairs of image indices."""
    return normalised_pauc(curve(np.minimum(quality[pairs[0]], quality[pairs[1]]), errors), limit)


def bootstrap(
    qualities: dict[str, Float64Array],
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    errors: NDArray[np.bool_],
    subjects: NDArray[np.str_],
    limit: float,
    *,
    draws: int = 1000,
    seed: int = 0,
) -> dict[str, Float64Array]:
    """Normalised pAUC of several methods on the same draws of subjects (all pairs of a drawn subject together).

    Returns:
        Method -> (draws,) values; take percentiles for bands, and differences between methods draw by draw.
    """
    rng = np.random.default_rng(seed)
    names, owner = np.unique(subjects[pairs[0]], return_inverse=True)
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(names) + 1))
    of_subject = [order[starts[k] : starts[k + 1]] for k in range(len(names))]
    pair_quality = {m: np.minimum(q[pairs[0]], q[pairs[1]]) for m, q in qualities.items()}
    values = {m: np.empty(draws) for m in qualities}
    for draw in range(draws):
        chosen = np.concatenate([of_subject[k] for k in rng.integers(len(names), size=len(names))])
        for m, q in pair_quality.items():
            values[m][draw] = normalised_pauc(curve(q[chosen], errors[chosen]), limit)
    return values
