"""Can one head, at one place and size, keep all geometric limits of a profile? Found wanting in OFIQ by its users."""

from __future__ import annotations

import math
from dataclasses import dataclass

from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX
from faceqnet_engine.measures.profiles import Limit, On, Profile

T_PER_IED = 1.84
"""Distance from eyes to chin in eye distances, on frontal faces (5 to 95 %: 1.67 to 2.02 on LFW)."""
PORTRAIT_ASPECT = 35 / 45
"""Width over height of a passport photo."""
_FARTHEST = 20.0
"""Natives beyond this are no photograph."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two limits that no head can keep together; one twice where a limit cannot be met at all."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class _Bound:
    """A bound of T over the photo's height, and whose it is."""

    value: float
    owner: str


def geometry_conflicts(profile: Profile, aspect: float = PORTRAIT_ASPECT) -> tuple[Conflict, ...]:
    """Conflicts among head size, crops and margins; empty where one head position and size keeps them all.

    With t = T / height, y and x the eye midpoint over the height: y >= above t, 1 - y >= below t, and with
    IED = T / 1.84 the farther eye's distance to a border x + IED / 2 >= left IED, aspect - x + IED / 2 >= right IED.
    Adding each pair removes the place and leaves bounds of t.

    Args:
        profile: Its failing and its advising limits count alike.
        aspect: Width over height of the photo.
    """
    ranges = {name: _native_range(profile.limit(name)) for name in _GEOMETRY}
    impossible = [Conflict(name, name) for name, (low, high) in ranges.items() if low > high]
    if impossible:
        return tuple(impossible)
    size, above, below, left, right = (ranges[name] for name in _GEOMETRY)
    lower = [_Bound(size[0], _SIZE)]
    upper = [_Bound(size[1], _SIZE)]
    if above[0] + below[0] > 0:
        upper.append(_Bound(1 / (above[0] + below[0]), _ABOVE if above[0] > below[0] else _BELOW))
    if math.isfinite(above[1] + below[1]):
        lower.append(_Bound(1 / (above[1] + below[1]), _ABOVE if above[1] < below[1] else _BELOW))
    if left[0] + right[0] > 1:
        most = T_PER_IED * aspect / (left[0] + right[0] - 1)
        upper.append(_Bound(most, _LEFT if left[0] > right[0] else _RIGHT))
    if math.isfinite(left[1] + right[1]):
        least = T_PER_IED * aspect / max(left[1] + right[1] - 1, 1e-9)
        lower.append(_Bound(least, _LEFT if left[1] < right[1] else _RIGHT))
    largest, smallest = max(lower, key=lambda b: b.value), min(upper, key=lambda b: b.value)
    if largest.value <= smallest.value:
        return ()
    return (Conflict(largest.owner, smallest.owner),)


_SIZE = "HeadSize"
_ABOVE, _BELOW = "MarginAboveOfTheFaceImage", "MarginBelowOfTheFaceImage"
_LEFT, _RIGHT = "LeftwardCropOfTheFaceImage", "RightwardCropOfTheFaceImage"
_GEOMETRY = (_SIZE, _ABOVE, _BELOW, _LEFT, _RIGHT)


def _native_range(limit: Limit | None) -> tuple[float, float]:
    """Smallest and largest native that a limit allows; empty (low > high) where none does."""
    if limit is None:
        return (0.0, math.inf)
    if limit.on is not On.COMPONENT:
        return (limit.least or 0.0, math.inf if limit.most is None else limit.most)
    record = CATALOGUE[INDEX[limit.measure]]
    steps = [k / 500 for k in range(1, int(_FARTHEST * 500))]
    low, high = (0.0 if limit.least is None else limit.least), (100.0 if limit.most is None else limit.most)
    good = [x for x in steps if low <= record.component(x) <= high]
    if not good:
        return (1.0, 0.0)
    return (good[0], math.inf if good[-1] >= _FARTHEST - 0.01 else good[-1])
