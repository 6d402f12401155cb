"""How well a photo keeps the computable portrait rules: the groups by which the method chooses reference images.

Source: the paper takes per subject the image with the best BioLab-ICAO compliance (Ferrara et al. 2012); named are
blur, too dark or light, pixelation, varied background, roll/pitch/yaw, shadows. Each group here is 0..100.
"""

from __future__ import annotations

from dataclasses import dataclass

from faceqnet_engine.measures.values import Measures

GROUPS = (
    "blur", "exposure", "pixelation", "colour", "background", "roll", "pitch", "yaw", "shadows", "eyes", "mouth",
    "single face",
)  # fmt: skip
_HOLDS = 50.0
_WORST_ANGLE = 30.0
_FEWEST, _LARGEST_YAW = 7, 20.0

_MINIMA = {
    "blur": ("Sharpness",),
    "exposure": ("LuminanceMean", "UnderExposurePrevention", "OverExposurePrevention"),
    "pixelation": ("InterEyeDistance", "EffectiveResolution"),
    "colour": ("NaturalColour",),
    "background": ("BackgroundUniformity",),
    "shadows": ("IlluminationUniformity",),
    "eyes": ("EyesOpen",),
    "mouth": ("MouthClosed",),
    "single face": ("SingleFacePresent",),
}
_ANGLES = {"roll": "HeadPoseRoll", "pitch": "HeadPosePitch", "yaw": "HeadPoseYaw"}


@dataclass(frozen=True, slots=True, order=True)
class Compliance:
    """How well one image keeps the rules; larger is better.

    Attributes:
        held: Groups at or above 50.
        mean: Mean of the assessed groups.
        ied: Inter-eye distance, px: decides between equals.
    """

    held: int
    mean: float
    ied: float


def icao_groups(measures: Measures) -> dict[str, float | None]:
    """Each group's 0..100, None where it is not assessed; such a group counts neither way."""
    return {
        group: _angle(measures, group) if group in _ANGLES else _minimum(measures, group) for group in GROUPS
    }


def compliance(measures: Measures) -> Compliance:
    """By which images of one subject are compared."""
    assessed = [value for value in icao_groups(measures).values() if value is not None]
    held = sum(value >= _HOLDS for value in assessed)
    mean = sum(assessed) / len(assessed) if assessed else 0.0
    return Compliance(held, mean, measures.native("InterEyeDistance") or 0.0)


def is_weak_reference(measures: Measures) -> bool:
    """Whether an image is a weak reference: fewer than 7 groups hold, or the head is turned by more than 20 degrees."""
    yaw = measures.native("HeadPoseYaw")
    return compliance(measures).held < _FEWEST or (yaw is not None and abs(yaw) > _LARGEST_YAW)


def _minimum(measures: Measures, group: str) -> float | None:
    values = [measures.component(measure) for measure in _MINIMA[group]]
    known = [float(value) for value in values if value is not None]
    return min(known) if known else None


def _angle(measures: Measures, group: str) -> float | None:
    degrees = measures.native(_ANGLES[group])
    return None if degrees is None else 100 * (1 - min(1.0, abs(degrees) / _WORST_ANGLE))
