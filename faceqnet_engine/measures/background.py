"""The picture beside the head: where it is, and how quiet.

OFIQ parses the face with a network; ours is a head-and-shoulders outline from five landmarks, widened by the mesh. It
is drawn generously, because hair that counts as background is worse than background that does not count.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.measures.canvas import SIDE, TEMPLATE, Canvas, luminance

LEAST_SHARE = 0.05
"""Share of the cut canvas that must be background."""
_CUT_SIDES, _CUT_BELOW = 62, 210
_SMALL = (354, 292)
"""Width and height to which the cut canvas is scaled, as in OFIQ."""
_CUT = (slice(0, SIDE - _CUT_BELOW), slice(_CUT_SIDES, SIDE - _CUT_SIDES))

# In inter-eye distances from the middle of the eyes, x to the image's right, y down.
_HEAD_CENTRE, _HEAD_HALF = (0.0, 0.25), (1.65, 2.45)
_SHOULDERS = (
    (-1.0, 0.9),
    (1.0, 0.9),
    (1.4, 1.6),
    (3.4, 2.2),
    (3.4, 4.0),
    (-3.4, 4.0),
    (-3.4, 2.2),
    (-1.4, 1.6),
)
_HAIR = (1.5, 1.55)
"""How far hair and ears stand out from the mesh, which ends at temples and hair line."""


def background_mask(canvas: Canvas, mesh_points: Float32Array | None = None) -> NDArray[np.bool_]:
    """(616, 616) bool: what of the canvas is in the photo and not of the person.

    Args:
        canvas: The aligned face.
        mesh_points: (468, 2 or 3) pixels of the photo, where the mesh fits.
    """
    # The photo's border is an edge that is not in the scene; beyond the canvas nothing is known.
    shown = cv2.erode(
        canvas.inside.astype(np.uint8),
        np.ones((7, 7), np.uint8),
        borderType=cv2.BORDER_CONSTANT,
        borderValue=1,
    )
    return np.asarray((shown > 0) & (_person(canvas, mesh_points) == 0))


def background_uniformity(canvas: Canvas, background: NDArray[np.bool_]) -> float | None:
    """Native BackgroundUniformity, OFIQ's steps: mean Sobel magnitude of the luminance over the background.

    Args:
        canvas: The aligned face.
        background: (616, 616) bool, `background_mask` of it.

    Returns:
        0 for an even wall, rising with its restlessness; None where hardly any background is in the photo.
    """
    chosen = _small_mask(background)
    if chosen.mean() < LEAST_SHARE:
        return None
    return float(_slopes(canvas.pixels)[chosen].mean())


_EYES = float(TEMPLATE[1, 0] - TEMPLATE[0, 0])
_MIDDLE = TEMPLATE[:2].mean(0)


def _small_mask(background: NDArray[np.bool_]) -> NDArray[np.bool_]:
    shown = cv2.resize(background[_CUT].astype(np.uint8), _SMALL, interpolation=cv2.INTER_NEAREST)
    kept = cv2.erode(shown, np.ones((4, 4), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=1)
    return np.asarray(kept > 0)


def _slopes(pixels: Uint8Array) -> Float32Array:
    small = cv2.resize(np.ascontiguousarray(pixels[_CUT]), _SMALL, interpolation=cv2.INTER_LINEAR)
    levels = luminance(np.asarray(small, np.uint8))
    magnitude = cv2.magnitude(cv2.Sobel(levels, cv2.CV_32F, 1, 0), cv2.Sobel(levels, cv2.CV_32F, 0, 1))
    return np.asarray(magnitude, np.float32)


def _person(canvas: Canvas, mesh_points: Float32Array | None) -> Uint8Array:
    """Where head, hair, neck and shoulders probably are on the canvas."""
    mask = np.zeros((SIDE, SIDE), np.uint8)
    centre = np.round(_MIDDLE + np.array(_HEAD_CENTRE) * _EYES).astype(int)
    half = np.round(np.array(_HEAD_HALF) * _EYES).astype(int)
    cv2.ellipse(mask, (int(centre[0]), int(centre[1])), (int(half[0]), int(half[1])), 0, 0, 360, 255, -1)
    cv2.fillPoly(mask, [np.round(np.array(_SHOULDERS) * _EYES + _MIDDLE).astype(np.int32)], 255)
    if mesh_points is not None and np.isfinite(mesh_points).all():
        points = canvas.points(np.asarray(mesh_points[:, :2], np.float32))
        outline = cv2.convexHull(points)[:, 0]
        middle = outline.mean(0)
        grown = np.clip(middle + (outline - middle) * _HAIR, -20 * SIDE, 20 * SIDE)
        cv2.fillConvexPoly(mask, np.round(grown).astype(np.int32), 255)
    return mask
