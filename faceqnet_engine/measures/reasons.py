"""Why a photo misses its profile: ranked, with value, wanted and remedy, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX, QUALITY, MeasureRecord
from faceqnet_engine.measures.judging import Judgement, Line, State, judge
from faceqnet_engine.measures.profiles import Limit, On, Profile
from faceqnet_engine.measures.values import Note
from faceqnet_engine.measures.words import measure_label, note_words, number, table, with_unit

SHOWN = 3
"""At most so many reasons are shown; all are kept."""

# Measure -> reason where it is too small, reason where it is too large.
_REASONS: dict[str, tuple[str, str]] = {
    QUALITY: ("quality", "quality"),
    "BackgroundUniformity": ("restless-background", "restless-background"),
    "IlluminationUniformity": ("uneven-light", "uneven-light"),
    "LuminanceVariance": ("contrast", "contrast"),
    "UnderExposurePrevention": ("shadows-clipped", "shadows-clipped"),
    "OverExposurePrevention": ("burnt-out", "burnt-out"),
    "DynamicRange": ("flat", "flat"),
    "Sharpness": ("blurred", "blurred"),
    "CompressionArtifacts": ("compressed", "compressed"),
    "NaturalColour": ("unnatural-colour", "unnatural-colour"),
    "SingleFacePresent": ("more-faces", "more-faces"),
    "EyesOpen": ("eyes-closed", "eyes-closed"),
    "MouthClosed": ("mouth-open", "mouth-open"),
    "InterEyeDistance": ("too-small", "too-many-pixels"),
    "LeftwardCropOfTheFaceImage": ("cut-off", "cut-off"),
    "RightwardCropOfTheFaceImage": ("cut-off", "cut-off"),
    "MarginAboveOfTheFaceImage": ("cut-off", "cut-off"),
    "MarginBelowOfTheFaceImage": ("cut-off", "cut-off"),
    "HeadPoseYaw": ("head-turned", "head-turned"),
    "HeadPoseRoll": ("tilted", "tilted"),
    "RedEyes": ("red-eyes", "red-eyes"),
    "TonalRange": ("washed-out", "washed-out"),
    "EffectiveResolution": ("blown-up", "blown-up"),
    "FaceShadow": ("face-shadow", "face-shadow"),
    "SceneLight": ("dark-scene", "dark-scene"),
    "LightBehind": ("light-behind", "light-behind"),
    "EyeLight": ("dim-light", "dim-light"),
}
_LOWER_SCORE = frozenset(
    {
        "IlluminationUniformity", "LuminanceMean", "LuminanceVariance", "UnderExposurePrevention",
        "OverExposurePrevention", "DynamicRange", "TonalRange", "Sharpness", "CompressionArtifacts",
        "EffectiveResolution", "InterEyeDistance", "FaceShadow", "SceneLight", "LightBehind", "EyeLight", "EyesOpen",
        "HeadPoseYaw", "HeadPosePitch", "HeadPoseRoll", "LeftwardCropOfTheFaceImage", "RightwardCropOfTheFaceImage",
    }
)  # fmt: skip
"""Measures of what makes a face hard to recognise. Colour, background, mouth, margins and other people are rules of
portraits: to keep them raises no score."""
_SIDES = {
    "LeftwardCropOfTheFaceImage": "on_left",
    "RightwardCropOfTheFaceImage": "on_right",
    "MarginAboveOfTheFaceImage": "above",
    "MarginBelowOfTheFaceImage": "below",
}
_BRIGHT = 0.5
"""Linear luminance between the two sides of LuminanceMean's mapping."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes:
        id: Key of `resources/words/reasons.toml`.
        measure: Whose limit is missed.
        label: One or two words, for tiles.
        says: Value and wanted, a sentence.
        remedy: What to do, a sentence.
        icon: Name of an icon.
        fails: Whether the photo fails by it (else it asks for review).
        severity: By which reasons are ranked.
    """

    id: str
    measure: str
    label: str
    says: str
    remedy: str
    icon: str
    fails: bool
    severity: float

    @property
    def sentence(self) -> str:
        """Value, wanted and remedy."""
        return f"{self.says} {self.remedy}"


def reasons(row: Assessment, judgement: Judgement, language: str = "en") -> tuple[Reason, ...]:
    """Missed limits, the most severe first, then what could not be assessed.

    The quality's remedy is that of the most severe reason that can lower it: the score cannot say what to change.
    """
    missed = [_reason(row, line, language) for line in judgement.missed]
    failing = sorted(missed, key=lambda reason: (not reason.fails, -reason.severity))
    unknown = [_unknown(row, line, language) for line in judgement.unknown]
    best = next((reason.remedy for reason in failing if reason.measure in _LOWER_SCORE), None)
    return tuple(
        _with_remedy(reason, best) if reason.id == "quality" and best else reason
        for reason in (*failing, *unknown)
    )


def with_profile(row: Assessment, profile: Profile, language: str = "en") -> Assessment:
    """The row with its columns `profile`, `verdict` and `reasons` filled."""
    judgement = judge(row, profile)
    words = " | ".join(f"{r.label}: {r.sentence}" for r in reasons(row, judgement, language))
    verdict = "" if judgement.verdict is None else judgement.verdict.value
    return replace(row, profile=profile.id, verdict=verdict, reasons=words)


def wanted(limit: Limit, language: str = "en") -> str:
    """What a limit asks for, as in `50 or more`, `36 % to 54 %`, `5° or less`."""
    words = table("reasons")["words"]["es" if language.startswith("es") else "en"]
    least, most = (None if v is None else figure(limit, v, language) for v in (limit.least, limit.most))
    if least is not None and most is not None:
        return str(words["between"]).format(least, most)
    return str(words["or_less"]).format(most) if least is None else str(words["or_more"]).format(least)


def figure(limit: Limit, value: float, language: str = "en") -> str:
    """A value in the unit of a limit."""
    if limit.measure == QUALITY or limit.on is On.COMPONENT:
        return number(value, 0, language)
    record = CATALOGUE[INDEX[limit.measure]]
    return with_unit(value, record.unit, record.decimals, language)


def reason_id(line: Line, native: float | None) -> str:
    """Which reason a missed limit is; the native's sign and side decide where the limit looks at less."""
    measure = line.limit.measure
    if measure == "LuminanceMean":
        return "too-bright" if native is not None and native > _BRIGHT else "too-dark"
    if measure == "HeadPosePitch":
        return "head-up" if native is not None and native > 0 else "head-down"
    if measure == "HeadSize":
        if line.limit.on is On.COMPONENT:
            return "head-size"
        return "too-far" if line.below else "too-close"
    small, large = _REASONS[measure]
    return small if line.below else large


def _reason(row: Assessment, line: Line, language: str) -> Reason:
    measure = line.limit.measure
    native = None if measure == QUALITY or row.measures is None else row.measures.native(measure)
    ident = reason_id(line, native)
    words = table("reasons")[ident]
    text = words["es" if language.startswith("es") else "en"]
    values = _values(row, line, native, language)
    return Reason(
        ident, measure, text["label"], text["says"].format(**values), text["remedy"], words["icon"],
        line.state is State.FAILS, line.severity,
    )  # fmt: skip


def _values(row: Assessment, line: Line, native: float | None, language: str) -> dict[str, str]:
    common = table("reasons")["words"]["es" if language.startswith("es") else "en"]
    limit = line.limit
    assert line.value is not None
    record = None if limit.measure == QUALITY else CATALOGUE[INDEX[limit.measure]]
    edge = limit.least if line.below else limit.most
    assert edge is not None
    both = limit.least is not None and limit.most is not None
    values = {"v": figure(limit, line.value, language), "n": str(row.faces or 0)}
    values["w"] = (
        wanted(limit, language) if both and limit.measure != "HeadSize" else figure(limit, edge, language)
    )
    if record is not None and record.unit == "px" and limit.on is not On.COMPONENT:
        values["w"] = number(edge, 0, language)  # the value has said the unit
    values["native"] = "" if native is None or record is None else _native(record, native, language)
    if limit.measure in _SIDES and limit.on is On.COMPONENT and native is not None and record is not None:
        # The sentence speaks of lengths, so a limit on the scale of 0..100 is told as the length that reaches it.
        values |= {
            "v": _native(record, native, language),
            "w": _native(record, _reaching(record, edge), language),
        }
    if limit.measure in _SIDES:
        values["side"] = common[_SIDES[limit.measure]]
    elif limit.measure == "HeadPoseYaw":
        # Turned to the image's right is the subject's own left.
        values["side"] = common["left" if (native or 0) > 0 else "right"]
    return values


def _reaching(record: MeasureRecord, component: float) -> float:
    """The smallest native with that component, for mappings that rise."""
    low, high = 0.0, _FARTHEST
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if record.component(middle) >= component else (middle, high)
    return high


_FARTHEST = 100.0


def _native(record: MeasureRecord, native: float, language: str) -> str:
    return with_unit(native, record.unit, record.decimals, language)


def _unknown(row: Assessment, line: Line, language: str) -> Reason:
    measure = line.limit.measure
    words = table("reasons")["not-assessed"]
    text = words["es" if language.startswith("es") else "en"]
    note = None if row.measures is None or measure == QUALITY else row.measures.note(measure)
    why = note_words((note or Note.NOT_MEASURED).value, language)
    says = text["says"].format(measure=measure_label(measure, language), why=why)
    return Reason("not-assessed", measure, text["label"], says, text["remedy"], words["icon"], False, 0.0)


def _with_remedy(reason: Reason, remedy: str) -> Reason:
    return Reason(
        reason.id,
        reason.measure,
        reason.label,
        reason.says,
        remedy,
        reason.icon,
        reason.fails,
        reason.severity,
    )
