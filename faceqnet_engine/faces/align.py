"""Alignment: the similarity that takes five landmarks to a network's template, and the crop."""

from __future__ import annotations

import cv2
import numpy as np

from faceqnet_engine.faces.face import Float32Array, Uint8Array

_ARCFACE = np.array(
    [(38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041)],
    dtype=np.float32,
)
# Puts MTCNN's eye centres where dlib's own 150 px chip (padding .25) has them.
_B = (_ARCFACE - np.float32((55.91, 51.60))) * np.float32(52.55 / 35.24) + np.float32((74.0, 47.1))

TEMPLATES: dict[str, tuple[int, Float32Array]] = {"arcface": (112, _ARCFACE), "B": (150, _B.astype(np.float32))}
"""Name -> (side in pixels, (5, 2) landmarks in the crop; the image's left eye first)."""


def template_at(name: str, size: int) -> Float32Array:
    """The template's five points scaled to a crop of `size` pixels.

    Raises:
        KeyError: no such template.
    """
    side, points = TEMPLATES[name]
    return points * np.float32(size / side)


def similarity_to_template(landmarks: Float32Array, template: Float32Array) -> Float32Array:
    """Least-squares similarity (rotation, uniform scale, shift; no mirroring) between two point sets.

    Args:
        landmarks: (5, 2) pixels in the source image.
        template: (5, 2) pixels in the crop.

    Returns:
        (2, 3) float32 affine matrix for cv2.warpAffine.

    Raises:
        ValueError: fewer than two distinct points, or values that are not finite.

    Source: Umeyama 1991, eq. 40-43. In two dimensions the optimum has the closed form below.
    """
    source = np.asarray(landmarks, dtype=np.float64)
    target = np.asarray(template, dtype=np.float64)
    if not np.isfinite(source).all():
        raise ValueError("landmarks are not finite")
    source_mean, target_mean = source.mean(0), target.mean(0)
    s, t = source - source_mean, target - target_mean
    spread = float((s * s).sum())
    if spread < 1e-9:
        raise ValueError("fewer than two distinct landmarks")
    a = float((s * t).sum()) / spread
    b = float((s[:, 0] * t[:, 1] - s[:, 1] * t[:, 0]).sum()) / spread
    linear = np.array([[a, -b], [b, a]])
    shift = target_mean - linear @ source_mean
    return np.hstack([linear, shift[:, None]]).astype(np.float32)


def crop(image: Uint8Array, landmarks: Float32Array, template: str, size: int) -> Uint8Array:
    """The aligned face: bilinear, black outside the image.

    Args:
        image: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) pixels in `image`.
        template: a name of TEMPLATES.
        size: side of the crop in pixels.

    Returns:
        (size, size, 3) uint8 RGB.

    Raises:
        ValueError: fewer than two distinct landmarks.
    """
    matrix = similarity_to_template(landmarks, template_at(template, size))
    warped = cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(warped, dtype=np.uint8)
