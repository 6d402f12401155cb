"""Detection error trade-off: FNMR against FMR over all match thresholds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float64Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Det:
    """Both error rates at rising thresholds.

    Attributes:
        thresholds: (k,) similarities; a pair matches at or above.
        fmr: (k,) share of non-mated pairs that match, falling.
        fnmr: (k,) share of mated pairs that do not, rising.
    """

    thresholds: Float64Array
    fmr: Float64Array
    fnmr: Float64Array


def det(mated: NDArray[np.floating], non_mated: NDArray[np.floating], most_points: int = 2000) -> Det:
    """The curve at every similarity that occurs, thinned where there are more than `most_points`.

    Thinning keeps places evenly spaced in each rate and, for small FMR, in its logarithm.

    Raises:
        ValueError: no mated or no non-mated pairs.
    """
    if not len(mated) or not len(non_mated):
        raise ValueError("both mated and non-mated pairs are needed")
    m, n = np.sort(np.asarray(mated, np.float64)), np.sort(np.asarray(non_mated, np.float64))
    if len(m) + len(n) <= most_points:
        places = np.concatenate([m, n])
    else:
        third = most_points // 3
        few = np.unique(np.round(np.geomspace(1, len(n), third)).astype(np.int64))
        places = np.concatenate([m[_spread(len(m), third)], n[_spread(len(n), third)], n[len(n) - few]])
    highest = np.nextafter(max(m[-1], n[-1]), np.inf)
    thresholds = np.append(np.unique(places), highest)
    fnmr = np.searchsorted(m, thresholds, side="left") / len(m)
    fmr = 1 - np.searchsorted(n, thresholds, side="left") / len(n)
    return Det(thresholds, fmr, fnmr)


def equal_error_rate(curve: Det) -> float:
    """Where both rates meet; the middle of the two where they jump past each other."""
    at = int(np.argmax(curve.fnmr >= curve.fmr))
    before = max(at - 1, 0)
    gaps = curve.fmr - curve.fnmr
    if gaps[before] <= 0 or gaps[before] == gaps[at]:
        return float((curve.fmr[at] + curve.fnmr[at]) / 2)
    share = gaps[before] / (gaps[before] - gaps[at])
    return float(curve.fnmr[before] + share * (curve.fnmr[at] - curve.fnmr[before]))


def fnmr_at_fmr(curve: Det, fmr: float) -> float:
    """FNMR at the lowest threshold of the curve whose FMR is at most `fmr`."""
    return float(curve.fnmr[int(np.argmax(curve.fmr <= fmr))])


def _spread(count: int, most: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, count - 1, most).astype(np.int64))
