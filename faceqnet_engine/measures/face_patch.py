"""The face at one size: what the measures of image quality look at, whatever the size of the photo."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.faces.face import Float32Array, Uint8Array

_SPREAD = 1.403
"""Root of the summed squared distances of five landmarks from their mean, in inter-eye distances: the median of
the detector's landmarks on 204 frontal photographs (5..95 %: 1.34..1.46, from person to person)."""


@dataclass(frozen=True, slots=True, eq=False)
class FacePatch:
    """The part of a photo about a face, at a chosen size of the face; upright as the photo is.

    Attributes:
        pixels: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) float32 pixels of the patch.
        inside: (h, w) bool: the face (an ellipse from the five points) as far as the photo shows it.
        enlarged: how much larger the patch is than the photo; below 1 where it was reduced.
    """

    pixels: Uint8Array
    landmarks: Float32Array
    inside: NDArray[np.bool_]
    enlarged: float


def face_size(landmarks: Float32Array) -> float:
    """The inter-eye distance in pixels that a frontal face as large as this one has.

    From the spread of all five points, so that a turned head, whose eyes come closer together, is not taken for
    a smaller one. The same for a mirrored or rotated face. 0 where the points coincide or are not finite.
    """
    points = np.asarray(landmarks, dtype=np.float64)
    if points.shape != (5, 2) or not np.isfinite(points).all():
        return 0.0
    return float(np.sqrt(((points - points.mean(0)) ** 2).sum())) / _SPREAD


def face_patch(pixels: Uint8Array, landmarks: Float32Array, inter_eye: float) -> FacePatch | None:
    """The face resampled to `inter_eye` pixels between the eyes: averaged when reduced, bicubic when enlarged.

    The patch is cut along the photo's own rows and columns: turning it would blur it by an amount that depends on
    the angle.

    Args:
        pixels: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) pixels of `pixels`.
        inter_eye: wanted size, as `face_size` measures it.

    Returns:
        None where the landmarks mean no face, or none of it lies inside the photo.
    """
    size = face_size(landmarks)
    if size < 1e-3:
        return None
    points = np.asarray(landmarks, dtype=np.float64)
    centre, half = _ellipse(points, size)
    height, width = pixels.shape[:2]
    low = np.clip(np.floor(centre - half.max() - 1), 0, (width, height)).astype(int)
    high = np.clip(np.ceil(centre + half.max() + 2), 0, (width, height)).astype(int)
    if (high - low < 2).any():
        return None
    part = pixels[low[1] : high[1], low[0] : high[0]]
    factor = inter_eye / size
    target = np.maximum(np.round((high - low) * factor), 2).astype(int)
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    patch = np.asarray(cv2.resize(part, (int(target[0]), int(target[1])), interpolation=way), dtype=np.uint8)
    scale = target / (high - low)
    moved = ((points - low + 0.5) * scale - 0.5).astype(np.float32)
    inside = _inside(patch.shape[:2], (centre - low + 0.5) * scale - 0.5, half * scale.mean(), moved)
    return FacePatch(patch, moved, inside, factor) if inside.any() else None


def _ellipse(points: NDArray[np.float64], size: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Centre and half axes (across, along) of the face; measures.md 2, without its cut above the eyes."""
    eyes, mouth = points[:2].mean(0), points[3:].mean(0)
    down = mouth - eyes
    length = float(np.linalg.norm(down))
    centre = (eyes + mouth) / 2 + (down / length * 0.12 * size if length > 1e-6 else 0.0)
    return centre, np.array((0.85, 1.1)) * size


def _inside(
    shape: tuple[int, ...], centre: NDArray[np.float64], half: NDArray[np.float64], points: Float32Array
) -> NDArray[np.bool_]:
    down = points[3:].mean(0).astype(np.float64) - points[:2].mean(0)
    length = float(np.linalg.norm(down))
    down = down / length if length > 1e-6 else np.array((0.0, 1.0))
    ys, xs = np.ogrid[: shape[0], : shape[1]]
    dx, dy = xs - centre[0], ys - centre[1]
    along, across = dx * down[0] + dy * down[1], dx * down[1] - dy * down[0]
    return np.asarray((across / half[0]) ** 2 + (along / half[1]) ** 2 <= 1)
