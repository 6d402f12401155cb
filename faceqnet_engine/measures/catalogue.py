"""What is measured: one record per measure. Columns, bars, filters, reasons and exports follow from the records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from faceqnet_engine.measures.mapping import OFIQ, Mapping, component_of, falling, rising


class Group(StrEnum):
    """What a measure speaks of."""

    CAPTURE = "capture"
    POSE = "pose"
    FACE = "face"
    IMAGE = "image"


class Exactness(StrEnum):
    """How a measure relates to OFIQ's of the same name."""

    FORMULA = "formula"
    """OFIQ's formula on our landmarks."""
    OWN = "own"
    """A native of our own, calibrated to the same meaning."""
    APPROXIMATE = "approximate"
    """OFIQ uses a network here that we do not have."""


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """One measure.

    Attributes:
        id: OFIQ's name where OFIQ has it.
        group: For people, who read bars in groups.
        exactness: How it relates to OFIQ's.
        mapping: Native -> 0..100.
        width: What counts as a step of the native, for severity: the mapping's width.
        unit: Of the native: `px`, `deg`, `%` (the native is a share 0..1), `x` (a ratio) or empty.
        decimals: Digits after the point in which people read and write the native; of percents where it is a share.
        weight: Reasons of equal severity are ranked by it.
        key: Key of `resources/words/measures.toml`; the id.
    """

    id: str
    group: Group
    exactness: Exactness
    mapping: Mapping
    width: float
    unit: str = ""
    decimals: int = 2
    weight: float = 1.0

    def component(self, native: float) -> int:
        """0..100, higher is better."""
        return component_of(self.mapping, native)


def _ofiq(
    measure: str,
    group: Group,
    exactness: Exactness,
    width: float,
    unit: str = "",
    decimals: int = 2,
    weight: float = 1.0,
) -> MeasureRecord:
    return MeasureRecord(measure, group, exactness, OFIQ[measure], width, unit, decimals, weight)


_C, _P, _F, _I = Group.CAPTURE, Group.POSE, Group.FACE, Group.IMAGE
_EXACT, _OWN, _NEAR = Exactness.FORMULA, Exactness.OWN, Exactness.APPROXIMATE

CATALOGUE: tuple[MeasureRecord, ...] = (
    _ofiq("BackgroundUniformity", _I, _NEAR, 20.0, decimals=1, weight=0.6),
    _ofiq("IlluminationUniformity", _C, _EXACT, 0.15),
    _ofiq("LuminanceMean", _C, _EXACT, 0.05),
    _ofiq("LuminanceVariance", _C, _EXACT, 0.01, decimals=3, weight=0.4),
    _ofiq("UnderExposurePrevention", _C, _EXACT, 0.05, "%", 0),
    _ofiq("OverExposurePrevention", _C, _EXACT, 0.02, "%", 1),
    _ofiq("DynamicRange", _C, _EXACT, 0.8, decimals=1, weight=0.6),
    MeasureRecord("Sharpness", _I, _OWN, rising(50, 15), 15.0, decimals=0, weight=1.2),
    MeasureRecord("CompressionArtifacts", _I, _NEAR, rising(30, 14), 14.0, decimals=0, weight=0.7),
    _ofiq("NaturalColour", _C, _EXACT, 10.0, decimals=1, weight=0.6),
    _ofiq("SingleFacePresent", _F, _EXACT, 0.15, "%", 0),
    _ofiq("EyesOpen", _F, _EXACT, 0.01, decimals=3),
    _ofiq("MouthClosed", _F, _EXACT, 0.06, decimals=3, weight=0.8),
    _ofiq("InterEyeDistance", _I, _EXACT, 20.0, "px", 0, 1.1),
    _ofiq("HeadSize", _P, _EXACT, 0.05, "%", 0),
    _ofiq("LeftwardCropOfTheFaceImage", _P, _EXACT, 0.1),
    _ofiq("RightwardCropOfTheFaceImage", _P, _EXACT, 0.1),
    _ofiq("MarginAboveOfTheFaceImage", _P, _EXACT, 0.1, weight=0.8),
    _ofiq("MarginBelowOfTheFaceImage", _P, _EXACT, 0.1, weight=0.8),
    _ofiq("HeadPoseYaw", _P, _EXACT, 7.0, "deg", 0, 1.2),
    _ofiq("HeadPosePitch", _P, _EXACT, 7.0, "deg", 0, 1.1),
    _ofiq("HeadPoseRoll", _P, _EXACT, 7.0, "deg", 0, 0.8),
    # The middles of these four are the limits that held up on real photographs: measures/checks.py.
    MeasureRecord("RedEyes", _F, _OWN, falling(0.18, 0.03), 0.03, "%", 0, 0.6),
    MeasureRecord("TonalRange", _C, _OWN, rising(45, 8), 8.0, "", 0, 0.6),
    MeasureRecord("EffectiveResolution", _I, _OWN, rising(0.36, 0.03), 0.03, "%", 0, 0.9),
    MeasureRecord("FaceShadow", _C, _OWN, falling(4.0, 0.5), 0.5, "x", 1, 0.8),
    MeasureRecord("SceneLight", _C, _OWN, rising(0.35, 0.1), 0.1, "", 2, 0.5),
    MeasureRecord("LightBehind", _C, _OWN, falling(2.5, 0.4), 0.4, "x", 1, 0.9),
    MeasureRecord("EyeLight", _C, _OWN, rising(0.1, 0.02), 0.02, "", 2, 0.9),
)
"""Every measure that is assessed on photographs, in OFIQ's order, then our further checks."""

IDS: tuple[str, ...] = tuple(record.id for record in CATALOGUE)
INDEX: dict[str, int] = {name: k for k, name in enumerate(IDS)}

QUALITY = "quality"
"""Not a measure but the score itself; profiles limit it like one. OFIQ's name for its place is UnifiedQualityScore."""

NOT_ASSESSED: tuple[str, ...] = (
    "EyesVisible",
    "MouthOcclusionPrevention",
    "FaceOcclusionPrevention",
    "ExpressionNeutrality",
    "NoHeadCoverings",
)
"""OFIQ's measures that need networks which we do not have; said, never guessed. Words: `measures.toml`."""


def native_column(measure: str) -> str:
    """Name of the column with the native, as in OFIQ's CSV."""
    return measure


def component_column(measure: str) -> str:
    """Name of the column with the component, as in OFIQ's CSV."""
    return f"{measure}.scalar"
