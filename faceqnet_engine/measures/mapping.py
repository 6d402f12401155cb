"""From natives to components: OFIQ's mappings, and ours where the native is ours.

Source: OFIQ's public source and configuration (ISO/IEC 29794-5:2025); see docs/measures.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable

Mapping = Callable[[float], float]


def sigmoid(x: float, middle: float, width: float) -> float:
    """1 / (1 + exp((middle - x) / width)); a width of 0 or less counts downwards, as in OFIQ."""
    exponent = (middle - x) / width
    if exponent > 700:
        return 0.0
    return 1.0 / (1.0 + math.exp(exponent))


def component_of(mapping: Mapping, native: float) -> int:
    """The component of a native: 0..100, rounded half away from zero, clipped.

    Raises:
        ValueError: a native that is not finite; such a measure is not assessed and has no component.
    """
    if not math.isfinite(native):
        raise ValueError("a native that is not finite has no component")
    value = mapping(native)
    rounded = math.floor(abs(value) + 0.5) * (1 if value >= 0 else -1)
    return max(0, min(100, rounded))


def _luminance_mean(x: float) -> float:
    return 100 * sigmoid(x, 0.2, 0.05) * (1 - sigmoid(x, 0.8, 0.05))


def _luminance_variance(x: float) -> float:
    return 100 * math.sin(math.pi * 60 * x / (60 * x + 1))


def _cosine_squared(degrees: float) -> float:
    return 100 * max(0.0, math.cos(math.radians(degrees))) ** 2


def _head_coverings(x: float) -> float:
    if x <= 0:
        return 100.0
    if x >= 0.95:
        return 0.0
    low, high, here = (sigmoid(v, 0.02, 0.1) for v in (0.0, 0.95, x))
    return 100 * (high - here) / (high - low)


def _share_free(x: float) -> float:
    return 100 * (1 - x)


OFIQ: dict[str, Mapping] = {
    "UnifiedQualityScore": lambda x: 100 * sigmoid(x, 23, 2.6),
    "BackgroundUniformity": lambda x: 190 * (1 - sigmoid(x, 10, 100)),
    "IlluminationUniformity": lambda x: 100 * max(x, 0.0) ** 0.3,
    "LuminanceMean": _luminance_mean,
    "LuminanceVariance": _luminance_variance,
    "UnderExposurePrevention": lambda x: 120 * (0.832 - sigmoid(x, 0.92, 0.05)),
    "OverExposurePrevention": lambda x: 1 / (x + 0.01),
    "DynamicRange": lambda x: 12.5 * x,
    "Sharpness": lambda x: -14 + 115 * sigmoid(x, -20, 15),
    "CompressionArtifacts": lambda x: -0.0278 + 103 * sigmoid(x, 0.3308, 0.092),
    "NaturalColour": lambda x: 200 * (1 - sigmoid(x, 0, 10)),
    "SingleFacePresent": _share_free,
    "EyesOpen": lambda x: 100 * sigmoid(x, 0.02, 0.01),
    "MouthClosed": lambda x: 100 * (1 - sigmoid(x, 0.2, 0.06)),
    "EyesVisible": _share_free,
    "MouthOcclusionPrevention": _share_free,
    "FaceOcclusionPrevention": _share_free,
    "InterEyeDistance": lambda x: 100 * sigmoid(x, 70, 20),
    "HeadSize": lambda x: 200 * (1 - sigmoid(abs(x - 0.45), 0, 0.05)),
    "LeftwardCropOfTheFaceImage": lambda x: 100 * sigmoid(x, 0.9, 0.1),
    "RightwardCropOfTheFaceImage": lambda x: 100 * sigmoid(x, 0.9, 0.1),
    "MarginAboveOfTheFaceImage": lambda x: 100 * sigmoid(x, 1.4, 0.1),
    "MarginBelowOfTheFaceImage": lambda x: 100 * sigmoid(x, 1.8, 0.1),
    "HeadPoseYaw": _cosine_squared,
    "HeadPosePitch": _cosine_squared,
    "HeadPoseRoll": _cosine_squared,
    "ExpressionNeutrality": lambda x: 100 * sigmoid(x, -5000, 5000),
    "NoHeadCoverings": _head_coverings,
}
"""OFIQ's mappings by name, in the order of OFIQ's columns; proved against its conformance table in the tests."""


def falling(middle: float, width: float) -> Mapping:
    """A mapping of ours for natives of which less is better: 50 at `middle`."""
    return lambda x: 100 * (1 - sigmoid(x, middle, width))


def rising(middle: float, width: float) -> Mapping:
    """A mapping of ours for natives of which more is better: 50 at `middle`."""
    return lambda x: 100 * sigmoid(x, middle, width)
