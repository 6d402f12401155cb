"""Do quality and errors differ between groups of people?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.bootstrap import band
from faceqnet_engine.evaluation.edc import FEW_ERRORS
from faceqnet_engine.evaluation.methods import Figure

Float64Array = NDArray[np.float64]

MOST_GROUPS = 24
_NUMERIC_VALUES = 8
"""A column of numbers with more different values than this is cut into thirds."""
_NOT_KNOWN = ("", "na", "n/a", "#n/a", "nan", "null", "?")
"""What tables write in a column of numbers where there is none; among names, `NA` may be one."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group's figures.

    Attributes:
        name: The value of its column.
        images: With this value.
        subjects: Whose they are.
        quality: Mean quality, with its band.
        quartiles: 25th, 50th and 75th percentile of quality.
        pairs: Mated pairs whose two images are of this group.
        errors: Of those, wrongly not matched.
        fnmr: With its band.
    """

    name: str
    images: int
    subjects: int
    quality: Figure
    quartiles: tuple[float, float, float]
    pairs: int
    errors: int
    fnmr: Figure

    @property
    def few(self) -> bool:
        """Whether there is too little of it to be compared."""
        return self.errors < FEW_ERRORS or self.subjects < FEW_ERRORS


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """What one group has more than another, on the same draws of subjects."""

    first: str
    second: str
    quality: Figure
    fnmr: Figure


@dataclass(frozen=True, slots=True)
class Grouping:
    """One column of groups.

    Attributes:
        column: Its name.
        groups: The largest first.
        differences: Of every two groups.
        unlabelled: Images without a value.
        mixed: Mated pairs of two groups; they count for none.
    """

    column: str
    groups: list[Group]
    differences: list[GroupDifference]
    unlabelled: int
    mixed: int


def grouping(
    column: str,
    labels: Sequence[str],
    quality: Float64Array,
    subjects: NDArray,
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    errors: NDArray[np.bool_],
    *,
    draws: int = 1000,
    seed: int = 0,
) -> Grouping | None:
    """Figures of each group; None where the column has more than MOST_GROUPS values.

    Args:
        column: Name of the column.
        labels: (n,) value of each image; empty where unknown. Many different numbers are cut into thirds.
        quality: (n,).
        subjects: (n,).
        pairs: Mated pairs of image numbers.
        errors: (p,).
        draws: Of subjects.
        seed: Of the draws.
    """
    values, ranges = _thirds(labels)
    names, sizes = np.unique(values[values != ""], return_counts=True)
    if len(names) > MOST_GROUPS:
        return None
    names = np.array(ranges) if ranges else names[np.argsort(-sizes, kind="stable")]
    _, owner = np.unique(subjects, return_inverse=True)
    count = int(owner.max(initial=-1)) + 1
    a, b = values[pairs[0]], values[pairs[1]]
    sums = np.zeros((count, 4, len(names)))  # per subject: images, quality, pairs, errors
    for k, name in enumerate(names):
        images, of_group = values == name, (a == name) & (b == name)
        of_pair = owner[pairs[0][of_group]]
        sums[:, 0, k] = np.bincount(owner[images], minlength=count)
        sums[:, 1, k] = np.bincount(owner[images], quality[images], count)
        sums[:, 2, k] = np.bincount(of_pair, minlength=count)
        sums[:, 3, k] = np.bincount(of_pair, errors[of_group], count)
    drawn = _drawn(sums, draws, seed)
    totals = sums.sum(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean, rate = totals[1] / totals[0], totals[3] / totals[2]
        drawn_mean, drawn_rate = drawn[:, 1] / drawn[:, 0], drawn[:, 3] / drawn[:, 2]
    made = [
        Group(
            name=str(name),
            images=int(totals[0, k]),
            subjects=int(np.count_nonzero(sums[:, 0, k])),
            quality=Figure(float(mean[k]), *band(drawn_mean[:, k])),
            quartiles=_quartiles(quality[values == name]),
            pairs=int(totals[2, k]),
            errors=round(totals[3, k]),
            fnmr=Figure(float(rate[k]), *band(drawn_rate[:, k])),
        )
        for k, name in enumerate(names)
    ]
    between = [
        GroupDifference(
            str(names[i]),
            str(names[j]),
            Figure(float(mean[i] - mean[j]), *band(drawn_mean[:, i] - drawn_mean[:, j])),
            Figure(float(rate[i] - rate[j]), *band(drawn_rate[:, i] - drawn_rate[:, j])),
        )
        for i, j in combinations(range(len(names)), 2)
    ]
    return Grouping(column, made, between, int((values == "").sum()), int((a != b).sum()))


def _drawn(sums: Float64Array, draws: int, seed: int) -> Float64Array:
    """(draws, 4, groups) sums over drawn subjects."""
    rng = np.random.default_rng(seed)
    count = len(sums)
    flat = sums.reshape(count, -1)
    weights = (np.bincount(rng.integers(count, size=count), minlength=count) for _ in range(draws))
    return np.array([w @ flat for w in weights]).reshape(draws, *sums.shape[1:])


def _thirds(labels: Sequence[str]) -> tuple[NDArray[np.str_], list[str]]:
    """Labels as they are, or ranges of numbers where a column holds many, with these ranges in their order."""
    values = np.array([str(label).strip() for label in labels], dtype=np.str_)
    told = ~np.isin(np.char.lower(values), _NOT_KNOWN)
    try:
        numbers = values[told].astype(np.float64)
    except ValueError:
        return values, []
    if not len(numbers) or not np.isfinite(numbers).all():
        return values, []
    values = np.where(told, values, "")
    if len(np.unique(numbers)) <= _NUMERIC_VALUES:
        return values, []
    cuts = np.quantile(numbers, (1 / 3, 2 / 3))
    third = np.searchsorted(cuts, numbers, side="left")
    names = [
        f"{numbers[third == k].min():g}\u2013{numbers[third == k].max():g}".replace("-", "\u2212")
        if (third == k).any()
        else ""
        for k in range(3)
    ]
    out = np.full(len(values), "", dtype=f"<U{max(map(len, names))}")
    out[told] = np.array(names)[third]
    return out, [name for name in names if name]


def _quartiles(values: Float64Array) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    return float(low), float(middle), float(high)
