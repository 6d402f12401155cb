"""The checks that people see: groups of hints, with a figure and the range that it should keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from faceqnet_engine.live.hint_table import HintRow
from faceqnet_engine.live.hints import HintState

CHECKS = (
    "one-face", "centred", "distance", "facing", "upright", "light", "even-light", "sharp", "eyes", "mouth",
)  # fmt: skip
"""In the order of the list and, clockwise from twelve, of the ring."""
PLACE_CHECKS = ("one-face", "centred", "distance")
"""These always matter: without them nothing else can be judged."""


class CheckState(StrEnum):
    """How a check stands."""

    HOLDS = "holds"
    MISSED = "missed"
    FAR = "far"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Range:
    """A figure on a scale.

    Attributes:
        value: Name in `reading.VALUES`.
        low: Left end of the scale.
        high: Right end.
    """

    value: str
    low: float
    high: float


_RANGES = {
    "one-face": (Range("second", -1.0, 1.0),),
    "centred": (Range("aside", -0.5, 0.5), Range("below", -0.4, 0.4)),
    "distance": (Range("distance", 0.06, 0.46),),
    "facing": (Range("yaw", -45, 45), Range("pitch", -45, 45)),
    "upright": (Range("roll", -40, 40),),
    "light": (Range("luminance", 0, 100), Range("over", 0, 100)),
    "even-light": (Range("uniformity", 0, 100),),
    "sharp": (Range("sharpness", 0, 100), Range("speed", 1.4, 0)),
    "eyes": (Range("eyes", 0.0, 0.1),),
    "mouth": (Range("mouth", 0, 100),),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list.

    Attributes:
        id: A name of CHECKS.
        state: How it stands.
        value: Name of the figure that the line shows: the one that is out, else the first.
        marker: Where it lies on the scale, 0..1; None where unknown.
        zone: From where to where it holds, 0..1.
    """

    id: str
    state: CheckState
    value: str
    marker: float | None
    zone: tuple[float, float]


def checks_of(rows: tuple[HintRow, ...], hints: HintState, values: Mapping[str, float]) -> tuple[Check, ...]:
    """The checks that the hints in force make up.

    Args:
        rows: Of the profile.
        hints: The latest state.
        values: Figures for the markers, smoothed or not.
    """
    found = []
    for name in CHECKS:
        own = [row for row in rows if row.check == name]
        if own:
            found.append(_check(name, own, hints, values))
    return tuple(found)


def _check(name: str, rows: list[HintRow], hints: HintState, values: Mapping[str, float]) -> Check:
    out = [row for row in rows if row.id in hints.out]
    if not hints.present and (name != "one-face" or not out):
        state = CheckState.UNKNOWN
    elif not out:
        state = CheckState.HOLDS
    else:
        state = CheckState.FAR if any(row.id in hints.far for row in out) else CheckState.MISSED
    ranges = _RANGES[name]
    shown = ranges[0]
    if out and out[0].conditions:
        values_out = {"roll" if c.value == "tilt" else c.value for c in out[0].conditions}
        shown = next((r for r in ranges if r.value in values_out), shown)
    known = values.get(shown.value) if hints.present else None
    marker = None if known is None else _share(known, shown)
    return Check(name, state, shown.value, marker, _zone(rows, shown))


def _share(value: float, scale: Range) -> float:
    return min(max((value - scale.low) / (scale.high - scale.low), 0.0), 1.0)


def _zone(rows: list[HintRow], scale: Range) -> tuple[float, float]:
    """Where the figure raises no hint."""
    low, high = 0.0, 1.0
    for condition in (c for row in rows for c in row.conditions):
        if condition.value == "tilt" and scale.value == "roll":
            low, high = _share(-condition.enter, scale), _share(condition.enter, scale)
        elif condition.value == scale.value:
            edge = _share(condition.enter, scale)
            if condition.above == (scale.high > scale.low):
                high = min(high, edge)
            else:
                low = max(low, edge)
    return (low, high) if low <= high else (high, low)
