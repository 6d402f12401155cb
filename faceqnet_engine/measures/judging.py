"""Photos against a profile: pass, review or fail, and by how much. One row and a million rows go the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX, QUALITY
from faceqnet_engine.measures.profiles import Limit, On, Profile
from faceqnet_engine.measures.values import NO_COMPONENT

_COMPONENT_STEP = 15.0
"""What counts as one step of a component, for severity."""
_QUALITY_WEIGHT = 1.1
_MIDDLE_LUMINANCE = 0.5
_LIT = 50
"""Component from which eyes and scene count as lit, and a face as having all its tones."""
_DARKNESS = ("LuminanceMean", "UnderExposurePrevention")


class Verdict(StrEnum):
    """What a profile says of a photo."""

    PASS = "pass"
    REVIEW = "review"
    FAIL = "fail"


class State(IntEnum):
    """What one limit says; the order is that of the verdict."""

    HOLDS = 0
    NOT_ASSESSED = 1
    ADVISES = 2
    FAILS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One limit on one photo.

    Attributes:
        limit: The limit.
        state: What it says.
        value: The figure it looked at, None where not assessed.
        below: Whether the figure is too small (else too large); meaningful where it misses.
        severity: Distance to the limit in steps of the measure, times its weight; 0 where it holds.
    """

    limit: Limit
    state: State
    value: float | None
    below: bool
    severity: float

    @property
    def excused(self) -> bool:
        """Whether the figure misses the limit and still holds, because only the skin is dark."""
        return self.state is State.HOLDS and self.below


@dataclass(frozen=True, slots=True)
class Judgement:
    """One photo against one profile.

    Attributes:
        profile: Its id.
        verdict: None where there is nothing to judge (the photo could not be read).
        lines: Every limit, the most severe first, then in the profile's order.
    """

    profile: str
    verdict: Verdict | None
    lines: tuple[Line, ...]

    @property
    def missed(self) -> tuple[Line, ...]:
        """Limits that fail or advise, the most severe first."""
        return tuple(line for line in self.lines if line.state >= State.ADVISES)

    @property
    def unknown(self) -> tuple[Line, ...]:
        """Limits whose measure has no value; never counted as kept."""
        return tuple(line for line in self.lines if line.state is State.NOT_ASSESSED)


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Measured figures of many photos: what limits look at.

    Attributes:
        quality: (n,) 0..100, -1 without a score.
        natives: (n, k) float32 in the catalogue's order, NaN where not assessed.
        components: (n, k) 0..100, -1 where not assessed.
    """

    quality: NDArray[np.int16]
    natives: NDArray[np.float32]
    components: NDArray[np.integer[Any]]


def states(profile: Profile, figures: Figures) -> NDArray[np.uint8]:
    """(n, m) State of every limit of the profile on every photo."""
    found = np.empty((len(figures.quality), len(profile.limits)), np.uint8)
    for m, limit in enumerate(profile.limits):
        values = values_of(limit, figures)
        misses = _too_small(limit, values) | _too_large(limit, values)
        if limit.measure in _DARKNESS:
            misses &= ~_well_lit(figures)
        found[:, m] = np.where(misses, State.ADVISES if limit.advise else State.FAILS, State.HOLDS)
        found[np.isnan(values), m] = State.NOT_ASSESSED
    return found


def verdicts(found: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(n,) of `states`: 0 pass, 1 review, 2 fail; what could not be assessed asks for review."""
    worst = found.max(axis=1, initial=0)
    return np.where(worst == State.FAILS, 2, np.where(worst == State.HOLDS, 0, 1)).astype(np.uint8)


def _well_lit(figures: Figures) -> NDArray[np.bool_]:
    """(n,) a dark face on which light falls: dark skin, not a dark photo.

    A low mean and a large share of dark pixels both blame the face (OFIQ's tracker, #93: in the even light of a studio
    they call every black man under-exposed). The white of the eyes tells; where it cannot be seen, a face with all
    its tones in a scene with light is given the benefit of the doubt.
    """
    low = figures.natives[:, INDEX["LuminanceMean"]] < _MIDDLE_LUMINANCE
    eyes = figures.components[:, INDEX["EyeLight"]]
    tones = figures.components[:, INDEX["TonalRange"]] >= _LIT
    scene = figures.components[:, INDEX["SceneLight"]] >= _LIT
    return np.asarray(low & np.where(eyes == NO_COMPONENT, tones & scene, eyes >= _LIT), dtype=bool)


def values_of(limit: Limit, figures: Figures) -> NDArray[np.float64]:
    """(n,) the figure that a limit looks at, NaN where not assessed."""
    if limit.measure == QUALITY:
        whole: NDArray[np.integer[Any]] = figures.quality
    elif limit.on is On.COMPONENT:
        whole = figures.components[:, INDEX[limit.measure]]
    else:
        natives = figures.natives[:, INDEX[limit.measure]].astype(np.float64)
        return np.abs(natives) if limit.on is On.ABSOLUTE else natives
    return np.where(whole == NO_COMPONENT, np.nan, whole.astype(np.float64))


def severities(limit: Limit, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) distance to the limit in steps, weighted; 0 where it holds or nothing was assessed."""
    below = 0.0 if limit.least is None else np.maximum(limit.least - values, 0)
    above = 0.0 if limit.most is None else np.maximum(values - limit.most, 0)
    step, weight = _COMPONENT_STEP, _QUALITY_WEIGHT
    if limit.measure != QUALITY:
        record = CATALOGUE[INDEX[limit.measure]]
        weight = record.weight
        step = _COMPONENT_STEP if limit.on is On.COMPONENT else record.width
    return np.nan_to_num((below + above) / step * weight)


def judge(row: Assessment, profile: Profile) -> Judgement:
    """One row against a profile. A photo without a face fails; one that could not be read is not judged."""
    if not row.status.has_score:
        verdict = Verdict.FAIL if row.faces == 0 else None
        return Judgement(profile.id, verdict, ())
    figures = figures_of([row])
    found = states(profile, figures)
    lines = [_line(limit, figures, int(found[0, m])) for m, limit in enumerate(profile.limits)]
    verdict = tuple(Verdict)[int(verdicts(found)[0])]
    return Judgement(profile.id, verdict, tuple(sorted(lines, key=lambda line: -line.severity)))


def figures_of(rows: Sequence[Assessment]) -> Figures:
    """Figures of rows; a row without measures has none assessed."""
    count = len(CATALOGUE)
    quality = np.array([NO_COMPONENT if r.quality is None else r.quality for r in rows], np.int16)
    natives = np.full((len(rows), count), np.nan, np.float32)
    components = np.full((len(rows), count), NO_COMPONENT, np.int16)
    for n, row in enumerate(rows):
        if row.measures is not None:
            natives[n], components[n] = row.measures.natives, row.measures.components
    return Figures(quality, natives, components)


def _line(limit: Limit, figures: Figures, state: int) -> Line:
    values = values_of(limit, figures)
    value = None if np.isnan(values[0]) else float(values[0])
    below = bool(_too_small(limit, values)[0])
    severity = float(severities(limit, values)[0]) if state >= State.ADVISES else 0.0
    return Line(limit, State(state), value, below, severity)


def _too_small(limit: Limit, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    if limit.least is None:
        return np.zeros(len(values), dtype=bool)
    # Natives are float32; a limit written as .045 must admit the float32 nearest to it.
    return np.asarray(values < np.float32(limit.least) - 1e-6, dtype=bool)


def _too_large(limit: Limit, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    if limit.most is None:
        return np.zeros(len(values), dtype=bool)
    return np.asarray(values > np.float32(limit.most) + 1e-6, dtype=bool)
