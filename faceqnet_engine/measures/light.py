"""Light and colour of the face: OFIQ's formulas, on linear luminance of the canvas.

Source: OFIQ's public source (ISO/IEC 29794-5:2025); formulas in docs/measures.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.measures.canvas import Canvas, luminance

_SMALLEST_REGION = 200
"""Pixels of the canvas under which a region says nothing."""
_DARK, _BURNT = 25, 247
_PATCH_SIDE = 0.3
_GREY, _GREY_STEP = 3, 4
"""Largest difference of channels that is still grey; every fourth pixel of the canvas tells."""
_SCENE_SIDE = 160
_WHITES = 90
"""Percentile of the luminance between the lids: the white of the eye, above iris and lashes, mostly below glints."""
_SMALLEST_EYE = 120
"""Pixels of the canvas between the lids under which the white of an eye cannot be told from its lashes."""

# Linear RGB to XYZ (D50) and its white, as in OFIQ.
_XYZ = np.array(
    [(0.43605, 0.38508, 0.14309), (0.22249, 0.71689, 0.06062), (0.01393, 0.09710, 0.71419)], np.float64
)
_WHITE = np.array((0.964221, 1.0, 0.825211))
_EPSILON, _KAPPA = 216 / 24389, 24389 / 27


@dataclass(frozen=True, slots=True)
class Light:
    """Natives of the face region's light; see `region_light`."""

    mean: float
    variance: float
    under: float
    over: float
    entropy: float


def region_light(levels: Uint8Array, region: NDArray[np.bool_]) -> Light | None:
    """Mean and variance (of 0..1), shares of dark and burnt pixels, and entropy in bits, over the region.

    None where the region has too few pixels.
    """
    chosen = levels[region]
    if chosen.size < _SMALLEST_REGION:
        return None
    share = np.bincount(chosen, minlength=256) / chosen.size
    level = np.arange(256) / 255
    mean = float(share @ level)
    filled = share[share > 0]
    return Light(
        mean,
        float(share @ (level - mean) ** 2),
        float(share[: _DARK + 1].sum()),
        float(share[_BURNT:].sum()),
        float(-(filled * np.log2(filled)).sum()) + 0.0,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Cheeks:
    """The two patches beside the nose, as slices of the canvas; None in their place where they leave the photo."""

    left: tuple[slice, slice]
    right: tuple[slice, slice]


def cheeks(canvas: Canvas, eyes: Float32Array, mouth: Float32Array) -> Cheeks | None:
    """The patches: side .3 IED, top at eye height plus half the eye-mouth distance, each under its eye.

    Args:
        canvas: The aligned face.
        eyes: (2, 2) canvas places of the image-left and image-right eye centre.
        mouth: (2,) canvas place of the mouth's middle.
    """
    between = eyes.mean(0)
    side = int(_PATCH_SIDE * float(np.linalg.norm(eyes[1] - eyes[0])))
    top = int(between[1] + 0.5 * float(np.linalg.norm(mouth - between)))
    left, right = int(eyes[0][0]), int(eyes[1][0]) - side
    rows = slice(top, top + side)
    patches = (rows, slice(left, left + side)), (rows, slice(right, right + side))
    fits = side > 1 and top >= 0 and min(left, right) >= 0 and top + side <= canvas.inside.shape[0]
    if not fits or not all(canvas.inside[patch].size and canvas.inside[patch].all() for patch in patches):
        return None
    return Cheeks(*patches)


def illumination_uniformity(levels: Uint8Array, patches: Cheeks) -> float:
    """Sum of minima of the two patches' normalised luminance histograms, 0..1."""
    left, right = (
        np.bincount(levels[patch].ravel(), minlength=256) / levels[patch].size
        for patch in (patches.left, patches.right)
    )
    return float(np.minimum(left, right).sum())


def is_grey(pixels: Uint8Array, region: NDArray[np.bool_]) -> bool:
    """Whether no pixel of the region has a colour worth the name."""
    chosen = pixels[::_GREY_STEP, ::_GREY_STEP][region[::_GREY_STEP, ::_GREY_STEP]]
    if not len(chosen):
        return True
    red, green, blue = (chosen[:, k].astype(np.int16) for k in range(3))
    spread = np.maximum(np.abs(red - green), np.abs(green - blue))
    return bool(np.percentile(spread, 99) <= _GREY)


def natural_colour(pixels: Uint8Array, patches: Cheeks) -> float:
    """Distance of the patches' mean colour from the range of skin in CIELAB; 0 inside it, 100 for impossible hues."""
    both = np.concatenate([pixels[patch].reshape(-1, 3) for patch in (patches.left, patches.right)])
    mean = both.mean(0) / 255
    linear = np.where(mean <= 0.04045, mean / 12.92, ((mean + 0.055) / 1.055) ** 2.4)
    scaled = (_XYZ @ linear) / _WHITE
    f = np.where(scaled > _EPSILON, np.cbrt(scaled), (_KAPPA * scaled + 16) / 116)
    a, b = 500 * (f[0] - f[1]), 200 * (f[1] - f[2])
    if a < 0 or b < 0:
        return 100.0
    return float(np.hypot(max(0.0, 5 - a, a - 25), max(0.0, 5 - b, b - 35)))


def scene_light(pixels: Uint8Array) -> float:
    """Linear light 0..1 of the brightest hundredth of the whole photo: whether anything in it is lit."""
    height, width = pixels.shape[:2]
    factor = min(1.0, _SCENE_SIDE / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return float(np.percentile(luminance(small), 99)) / 255


def light_behind(
    levels: Uint8Array, region: NDArray[np.bool_], background: NDArray[np.bool_]
) -> float | None:
    """Mean light of the background over that of the face; None where either is hardly in the photo."""
    if region.sum() < _SMALLEST_REGION or background.sum() < _SMALLEST_REGION:
        return None
    # One level at least: a face without any light must not divide by zero.
    return float(levels[background].mean()) / max(float(levels[region].mean()), 1.0)


def eye_light(canvas: Canvas, eyes: Sequence[Float32Array]) -> float | None:
    """Linear light on the white of the eyes, 0..1: how much light there is, whatever the skin that it falls on.

    Args:
        canvas: The aligned face.
        eyes: Outline of each eye between its lids, (n, 2) places of the canvas.

    Returns:
        Mean of the eyes that are open and in the photo; None where none is.
    """
    found = []
    for outline in eyes:
        mask = np.zeros(canvas.luminance.shape, np.uint8)
        limited = np.clip(outline.astype(np.float64), -5000, 5000)
        cv2.fillPoly(mask, [np.round(limited).astype(np.int32)], 1)
        chosen = canvas.luminance[(mask > 0) & canvas.inside]
        if chosen.size >= _SMALLEST_EYE:
            found.append(float(np.percentile(chosen, _WHITES)) / 255)
    return float(np.mean(found)) if found else None
