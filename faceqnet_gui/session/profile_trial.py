"""Trying a profile on the open photos before it is used: counts, the photos nearest to a limit, suggestions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX, QUALITY
from faceqnet_engine.measures.judging import Figures, states, values_of, verdicts
from faceqnet_engine.measures.profiles import Limit, On, Profile

NEAREST = 6
SUGGESTED_SHARE = 5.0
"""Percent of the photos at hand that a suggested limit leaves out on its side."""
_FEWEST = 20
"""Photos below which a percentile is no suggestion."""
_CACHED = 400


@dataclass(frozen=True, slots=True)
class Counts:
    """How many photos pass, ask for review, fail."""

    passes: int
    review: int
    fails: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.passes + self.review + self.fails


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """Photos nearest to a limit, the nearest first.

    Attributes:
        missing: Places of photos just outside.
        keeping: Places of photos just inside.
    """

    missing: NDArray[np.int64]
    keeping: NDArray[np.int64]


class Trial:
    """Answers while a limit is dragged: what one limit says of all photos is computed once for each of its values."""

    def __init__(self, given: Figures) -> None:
        self._given = given
        self._states: dict[Limit, NDArray[np.uint8]] = {}

    def __len__(self) -> int:
        return len(self._given.quality)

    def counts(self, profile: Profile) -> Counts:
        """Results of a profile; photos without a score are not among them."""
        scored = self._given.quality >= 0
        if not profile.limits:
            return Counts(int(scored.sum()), 0, 0)
        found = np.column_stack([self._of(limit) for limit in profile.limits])
        number = np.bincount(verdicts(found)[scored], minlength=3)
        return Counts(int(number[0]), int(number[1]), int(number[2]))

    def values(self, limit: Limit) -> NDArray[np.float64]:
        """(n,) the figure the limit looks at, NaN where not assessed."""
        return values_of(limit, self._given)

    def nearest(self, limit: Limit, most: int = NEAREST) -> Nearest:
        """Photos nearest to either side of a limit."""
        values = self.values(limit)
        distance = np.full(len(values), np.inf)
        outside = np.zeros(len(values), dtype=bool)
        with np.errstate(invalid="ignore"):
            for edge, sign in ((limit.least, 1.0), (limit.most, -1.0)):
                if edge is None:
                    continue
                away = sign * (values - edge)
                closer = np.abs(away) < distance
                distance[closer] = np.abs(away)[closer]
                outside |= away < -1e-6
        known = np.isfinite(distance)
        order = np.argsort(distance, kind="stable")
        missing = order[(known & outside)[order]][:most]
        keeping = order[(known & ~outside)[order]][:most]
        return Nearest(missing, keeping)

    def suggestion(self, limit: Limit, among: NDArray[np.bool_] | None = None) -> Limit | None:
        """The limit at the 5th percentile of the photos at hand, on each side it has; None for too few photos."""
        values = self.values(limit)
        known = values[~np.isnan(values) & (True if among is None else among)]
        if len(known) < _FEWEST:
            return None
        least, most = limit.least, limit.most
        share = SUGGESTED_SHARE / (2 if least is not None and most is not None else 1)
        if least is not None:
            least = rounded(limit, float(np.percentile(known, share)), up=False)
        if most is not None:
            most = rounded(limit, float(np.percentile(known, 100 - share)), up=True)
        return replace(limit, least=least, most=most)

    def _of(self, limit: Limit) -> NDArray[np.uint8]:
        found = self._states.get(limit)
        if found is None:
            if len(self._states) > _CACHED:
                self._states.clear()
            found = states(Profile("trial", "", (limit,)), self._given)[:, 0]
            self._states[limit] = found
        return found


def rounded(limit: Limit, value: float, *, up: bool) -> float:
    """As many digits as the figure is shown with, to the side that keeps the photo."""
    scale = 10 ** decimals_of(limit)
    return float((np.ceil if up else np.floor)(value * scale) / scale)


def decimals_of(limit: Limit) -> int:
    """Digits after the point in which a limit is written."""
    if limit.measure == QUALITY or limit.on is On.COMPONENT:
        return 0
    record = CATALOGUE[INDEX[limit.measure]]
    # Shares are shown in percent, but written as shares.
    return record.decimals + 2 if record.unit == "%" else record.decimals


def converted(limit: Limit, on: On) -> Limit:
    """The same limit on another figure of its measure, as near as the mapping allows."""
    if on is limit.on:
        return limit
    record = CATALOGUE[INDEX[limit.measure]]
    edges = (limit.least, limit.most)
    if On.COMPONENT not in {on, limit.on}:
        return replace(limit, on=on)
    if on is On.COMPONENT:
        kept = [record.component(edge) for edge in edges if edge is not None]
        return replace(limit, on=on, least=float(min(kept)), most=None)
    low = 0.0 if limit.least is None else limit.least
    high = 100.0 if limit.most is None else limit.most
    natives = np.linspace(0.0, _SEARCHED * record.width, 8000)
    good = np.array([low <= record.component(float(x)) <= high for x in natives])
    if not good.any():
        return replace(limit, on=on)
    first, last = natives[good][0], natives[good][-1]
    wanted = replace(limit, on=on, least=None, most=None)
    least = rounded(wanted, float(first), up=True) if first > 0 else None
    most = rounded(wanted, float(last), up=False) if last < natives[-1] else None
    return replace(wanted, least=0.0 if least is None and most is None else least, most=most)


_SEARCHED = 60.0
"""Natives of a mapping lie within so many of its widths."""
