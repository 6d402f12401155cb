"""OFIQ's canvas: the face brought to fixed places, on which light and colour are measured.

Source: OFIQ's aligned image, 616 x 616, eyes, nose tip and mouth corners at fixed points. OFIQ fits the similarity by
least median of squares on its 98 points; ours is the least-squares one on five.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.faces.align import similarity_to_template, warped
from faceqnet_engine.faces.face import Float32Array, Uint8Array

SIDE = 616
TEMPLATE: Float32Array = np.array([(251, 272), (364, 272), (308, 336), (262, 402), (355, 402)], np.float32)
"""Image-left eye, image-right eye, nose tip, image-left and image-right mouth corner."""

_LEVELS = np.arange(256) / 255.0
LINEAR: NDArray[np.float32] = np.where(
    _LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4
).astype(np.float32)
"""(256,) linear light of an sRGB level; the threshold is OFIQ's."""
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_SHARES = tuple((255 * weight * LINEAR).astype(np.float32) for weight in _WEIGHTS)


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """The aligned face.

    Attributes:
        pixels: (616, 616, 3) uint8 RGB, black outside the photo.
        inside: (616, 616) bool, where the photo is.
        luminance: (616, 616) uint8, linear light 0..255.
        matrix: (2, 3) float32, photo pixels to canvas pixels.
    """

    pixels: Uint8Array
    inside: NDArray[np.bool_]
    luminance: Uint8Array
    matrix: Float32Array

    def points(self, photo_points: Float32Array) -> Float32Array:
        """(n, 2) canvas places of (n, 2) photo pixels."""
        return (photo_points @ self.matrix[:, :2].T + self.matrix[:, 2]).astype(np.float32)


def canvas_of(pixels: Uint8Array, landmarks: Float32Array) -> Canvas:
    """Warp a photo to the canvas; regions that shrink are averaged first, so that no pixel is skipped.

    Args:
        pixels: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) pixels in `pixels`.

    Raises:
        ValueError: fewer than two distinct landmarks.
    """
    matrix = similarity_to_template(landmarks, TEMPLATE)
    aligned = warped(pixels, matrix, SIDE)
    height, width = pixels.shape[:2]
    border = np.array([(-0.5, -0.5), (width - 0.5, -0.5), (width - 0.5, height - 0.5), (-0.5, height - 0.5)])
    corners = border @ matrix[:, :2].T.astype(np.float64) + matrix[:, 2]
    return Canvas(aligned, polygon_mask(corners, SIDE), luminance(aligned), matrix)


def luminance(pixels: Uint8Array) -> Uint8Array:
    """(h, w) linear light 0..255 of (h, w, 3) sRGB pixels: round(255 Y), Y of ITU-R BT.709."""
    total, *others = (cv2.LUT(part, table) for part, table in zip(cv2.split(pixels), _SHARES, strict=True))
    for other in others:  # in place: fresh memory for each sum cost six times the sums themselves
        cv2.add(total, other, total)
    rounded = np.asarray(total, np.float32)
    rounded += np.float32(0.5)
    return rounded.astype(np.uint8)


def polygon_mask(polygon: NDArray[np.floating], side: int) -> NDArray[np.bool_]:
    """(side, side) bool inside a convex polygon of (n, 2) x, y; far corners are brought near, not overflowed."""
    mask = np.zeros((side, side), np.uint8)
    limited = np.clip(np.asarray(polygon, np.float64), -20 * side, 20 * side)
    cv2.fillConvexPoly(mask, np.round(limited).astype(np.int32), 1)
    return mask.astype(bool)
