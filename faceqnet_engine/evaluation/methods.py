"""One quality method judged: its curve, its figures and their bands, and how it differs from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.bootstrap import Draws, band, drawn_curves
from faceqnet_engine.evaluation.edc import FEW_ERRORS, Curve, curve, fnmr_at, normalised_pauc

Float64Array = NDArray[np.float64]

LIMITS = (0.1, 0.2, 0.3)
"""Limits of pAUC in every table."""
RANKED_AT = 0.3
"""The limit at which methods are compared: the widest, with most errors behind it."""
DISCARDS = (0.01, 0.05, 0.2)
"""Discarded shares at which FNMR is named."""
GRID = np.round(np.arange(0, 0.96, 0.01), 2)
"""Discarded shares of drawn and written curves."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its 95 % band; NaN where it could not be had."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A method's result.

    Attributes:
        name: For people.
        curve: Exact, at every step.
        fnmr: (g,) the curve at GRID.
        low: (g,) lower end of its band.
        high: (g,) upper end.
        errors: (g,) errors left at GRID.
        pauc: Limit -> normalised pAUC.
        at: Discarded share -> FNMR.
        drawn: (draws, limits) pAUC of each draw.
        constant: Whether all qualities are equal, so that it orders nothing.
    """

    name: str
    curve: Curve
    fnmr: Float64Array
    low: Float64Array
    high: Float64Array
    errors: Float64Array
    pauc: Mapping[float, Figure]
    at: Mapping[float, Figure]
    drawn: Float64Array
    constant: bool

    @property
    def few_from(self) -> float:
        """The discarded share from which fewer than FEW_ERRORS errors are left; inf where they never are."""
        few = np.flatnonzero(self.errors < FEW_ERRORS - 1e-9)
        return float(GRID[few[0]]) if len(few) else float("inf")


@dataclass(frozen=True, slots=True)
class Difference:
    """pAUC(RANKED_AT) of one method minus that of another, on the same draws."""

    first: str
    second: str
    figure: Figure
    few: bool = False
    """Whether fewer than FEW_ERRORS errors stand behind it."""

    @property
    def distinguishable(self) -> bool:
        """Whether the band leaves 0 out, and enough errors stand behind it."""
        return bool(self.figure.low > 0 or self.figure.high < 0) and not self.few


def judged(name: str, pair_quality: Float64Array, errors: NDArray[np.bool_], draws: Draws) -> Judged:
    """A method under the fixed match threshold."""
    areas, rates = drawn_curves(pair_quality, errors, draws, limits=LIMITS, discards=[*DISCARDS, *GRID])
    constant = bool(np.ptp(pair_quality) == 0)
    return _judged(name, curve(pair_quality, errors), areas, rates, constant)


def judged_by_steps(
    name: str,
    made: Curve,
    quality_limits: Float64Array,
    thresholds: Float64Array,
    pair_quality: Float64Array,
    similarities: NDArray[np.floating],
    draws: Draws,
) -> Judged:
    """A method whose threshold was estimated again at each step (`edc.re_estimated`).

    Bands: each draw keeps the steps' quality limits and thresholds, and counts its own pairs and errors.
    """
    subjects = draws.weights.shape[1]
    left, wrong = np.empty((subjects, len(quality_limits))), np.empty((subjects, len(quality_limits)))
    for k, (limit, threshold) in enumerate(zip(quality_limits, thresholds, strict=True)):
        kept = pair_quality >= limit
        left[:, k] = np.bincount(draws.owner[kept], minlength=subjects)
        wrong[:, k] = np.bincount(draws.owner[kept & (similarities < threshold)], minlength=subjects)
    weights = draws.weights.astype(np.float32)
    pairs, errors = (weights @ m.astype(np.float32) for m in (left, wrong))
    areas, rates = np.empty((draws.count, len(LIMITS))), np.empty((draws.count, len(DISCARDS) + len(GRID)))
    places = np.array([*DISCARDS, *GRID])
    for n in range(draws.count):
        some = pairs[n] > 0
        drawn = Curve(
            1 - pairs[n][some] / pairs[n][0], errors[n][some] / pairs[n][some], errors[n][some].astype(float)
        )
        areas[n] = [normalised_pauc(drawn, limit) for limit in LIMITS]
        rates[n] = np.interp(places, drawn.discarded, drawn.fnmr)
    return _judged(name, made, areas, rates, bool(np.ptp(pair_quality) == 0))


def differences(methods: Sequence[Judged]) -> list[Difference]:
    """Every two methods, at RANKED_AT."""
    k = LIMITS.index(RANKED_AT)
    return [
        Difference(
            a.name,
            b.name,
            Figure(a.pauc[RANKED_AT].value - b.pauc[RANKED_AT].value, *band(a.drawn[:, k] - b.drawn[:, k])),
            few=a.few_from == 0,
        )
        for a, b in combinations(methods, 2)
    ]


def spearman(a: Float64Array, b: Float64Array) -> float:
    """Rank correlation; NaN where one of them is constant."""
    x, y = _ranks(a), _ranks(b)
    x, y = x - x.mean(), y - y.mean()
    spread = np.sqrt((x * x).sum() * (y * y).sum())
    return float((x * y).sum() / spread) if spread > 0 else float("nan")


def _ranks(values: Float64Array) -> Float64Array:
    """Ranks from 0; equal values share their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts + 1) / 2)[inverse]


def _judged(name: str, made: Curve, areas: Float64Array, rates: Float64Array, constant: bool) -> Judged:
    fixed = len(DISCARDS)
    low, high = np.array([band(column) for column in rates[:, fixed:].T]).T
    return Judged(
        name=name,
        curve=made,
        fnmr=np.interp(GRID, made.discarded, made.fnmr),
        low=low,
        high=high,
        errors=np.interp(GRID, made.discarded, made.errors),
        pauc={
            limit: Figure(normalised_pauc(made, limit), *band(areas[:, k])) for k, limit in enumerate(LIMITS)
        },
        at={d: Figure(fnmr_at(made, d), *band(rates[:, k])) for k, d in enumerate(DISCARDS)},
        drawn=areas,
        constant=constant,
    )
