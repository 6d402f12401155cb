"""Alignment: the similarity that takes five landmarks to a network's template, and the crop."""

from __future__ import annotations

import math

import cv2
import numpy as np

from faceqnet_engine.faces.face import Face, Float32Array, Uint8Array

_ARCFACE = np.array(
    [(38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041)],
    dtype=np.float32,
)
# Puts MTCNN's eye centres where dlib's own 150 px chip (padding .25) has them.
_B = (_ARCFACE - np.array((55.91, 51.60), np.float32)) * np.float32(52.55 / 35.24) + np.array(
    (74.0, 47.1), np.float32
)

TEMPLATES: dict[str, tuple[int, Float32Array]] = {
    "arcface": (112, _ARCFACE),
    "B": (150, _B.astype(np.float32)),
    "B-wide": (188, (_B + 19).astype(np.float32)),  # the same face at the same size, with more around it
}
"""Name -> (side in pixels, (5, 2) landmarks in the crop; the image's left eye first)."""
BOX = "box"
"""In the place of a template: the face's box resized to a square, neither turned nor kept in proportion."""


def template_at(name: str, size: int) -> Float32Array:
    """The template's five points scaled to a crop of `size` pixels.

    Raises:
        KeyError: no such template.
    """
    side, points = TEMPLATES[name]
    return points * np.float32(size / side)


def enlargement(face: Face, template: str, size: int) -> float:
    """How many times as large as in the image a face is in its crop; under 1 where the crop is smaller.

    Raises:
        KeyError: no such template.
    """
    if template == BOX:
        return size / max(float(face.box[2:].min()), 1.0)
    points = template_at(template, size)
    return math.dist(points[0], points[1]) / max(face.inter_eye_distance, 1.0)


def face_crop(image: Uint8Array, face: Face, template: str, size: int) -> Uint8Array:
    """A face as a network wants it: aligned to a template, or its box resized.

    Args:
        image: (h, w, 3) uint8 RGB.
        face: in pixels of `image`.
        template: a name of TEMPLATES, or BOX.
        size: side of the crop in pixels.

    Returns:
        (size, size, 3) uint8 RGB.

    Raises:
        ValueError: fewer than two distinct landmarks.
    """
    if template == BOX:
        return box_crop(image, face.box, size)
    return crop(image, face.landmarks, template, size)


def box_crop(image: Uint8Array, box: Float32Array, size: int) -> Uint8Array:
    """The part of a box that lies in the image, resized as the original FaceQnet does: bilinear, never averaged.

    Args:
        image: (h, w, 3) uint8 RGB.
        box: (4,) x, y, width, height in pixels of `image`; may exceed its border.
        size: side of the crop in pixels.

    Returns:
        (size, size, 3) uint8 RGB.
    """
    height, width = image.shape[:2]
    x, y, w, h = (float(v) for v in box)
    left, top = min(max(round(x), 0), width - 1), min(max(round(y), 0), height - 1)
    right, bottom = min(max(round(x + w), left + 1), width), min(max(round(y + h), top + 1), height)
    resized = cv2.resize(image[top:bottom, left:right], (size, size), interpolation=cv2.INTER_LINEAR)
    return np.asarray(resized, dtype=np.uint8)


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
    return crop_to(image, landmarks, template_at(template, size), size)


def crop_to(image: Uint8Array, landmarks: Float32Array, points: Float32Array, size: int) -> Uint8Array:
    """As `crop`, to any (5, 2) points of the crop instead of a named template's."""
    return warped(image, similarity_to_template(landmarks, points), size)


def warped(image: Uint8Array, matrix: Float32Array, size: int) -> Uint8Array:
    """The image through a similarity: bilinear, averaged first where it shrinks much, black outside the image.

    Args:
        image: (h, w, 3) uint8 RGB.
        matrix: (2, 3) float32, pixels of the image to pixels of the crop.
        size: side of the crop in pixels.
    """
    shrink = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if shrink < _ALIASING:
        image, matrix = _reduced(image, matrix, size, shrink)
    warped = cv2.warpAffine(
        image, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    )
    return np.asarray(warped, dtype=np.uint8)


_ALIASING = 0.75
"""Bilinear sampling skips pixels when it shrinks more than this; then the region is averaged first."""


def _reduced(
    image: Uint8Array, matrix: Float32Array, size: int, shrink: float
) -> tuple[Uint8Array, Float32Array]:
    """The part of the image that the crop shows, averaged down by `shrink`, and the matrix for it."""
    inverse = cv2.invertAffineTransform(matrix)
    corners = np.array([(0, 0, 1), (size, 0, 1), (0, size, 1), (size, size, 1)], dtype=np.float32) @ inverse.T
    height, width = image.shape[:2]
    left, top = np.clip(np.floor(corners.min(0)).astype(int) - 2, 0, (width - 1, height - 1))
    right, bottom = np.clip(
        np.ceil(corners.max(0)).astype(int) + 2,
        (left + 1, top + 1),
        (max(width, left + 1), max(height, top + 1)),
    )
    part = image[top:bottom, left:right]
    target = (max(1, round(part.shape[1] * shrink)), max(1, round(part.shape[0] * shrink)))
    small = cv2.resize(part, target, interpolation=cv2.INTER_AREA)
    # Pixel centres: x' = (x - left + .5) * f - .5, undone before the similarity is applied.
    fx, fy = target[0] / part.shape[1], target[1] / part.shape[0]
    undo = np.array([[1 / fx, 0, left + 0.5 / fx - 0.5], [0, 1 / fy, top + 0.5 / fy - 0.5], [0, 0, 1]])
    return np.asarray(small, dtype=np.uint8), (matrix.astype(np.float64) @ undo).astype(np.float32)
