"""What is measured on the points of a face: eye centres, head length, lids, lips, outlines.

Plain functions of points. Those that take `points` want the (468, 3) mesh, those that take `five` the detector's
(5, 2) landmarks (right eye, left eye, nose, mouth right, mouth left: the subject's own sides), and are approximate.
Lengths are in pixels of the image that the points belong to. None divides by zero: degenerate points give nan.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from faceqnet_engine.faces.face import Float32Array

BROWS = (70, 63, 105, 66, 107, 336, 296, 334, 293, 300)
JAW = (
    *(234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152),
    *(377, 400, 378, 379, 365, 397, 288, 361, 323, 454),
)
"""From ear to ear by the chin, starting on the image's left."""
EYE_IMAGE_LEFT = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
EYE_IMAGE_RIGHT = (362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382)
LIPS_OUTER = (
    *(61, 185, 40, 39, 37, 0, 267, 269, 270, 409),
    *(291, 375, 321, 405, 314, 17, 84, 181, 91, 146),
)
LIPS_INNER = (
    *(78, 191, 80, 81, 82, 13, 312, 311, 310, 415),
    *(308, 324, 318, 402, 317, 14, 87, 178, 88, 95),
)
"""Closed outlines in drawing order, for overlays."""
CHIN = 152

_EYE_CORNERS = ((33, 133), (362, 263))
_LIDS = (((160, 144), (159, 145), (158, 153)), ((385, 380), (386, 374), (387, 373)))
_LIPS = ((82, 87), (13, 14), (312, 317))

CHIN_IN_IEDS = 1.84
"""Eye midpoint to chin on frontal faces; 5..95 % of LFW: 1.67..2.02."""
_ELLIPSE_LOWERED, _ELLIPSE_ACROSS, _ELLIPSE_ALONG, _ELLIPSE_CUT = 0.12, 0.95, 1.25, 0.45


def eye_centres(points: Float32Array) -> Float32Array:
    """(2, 2): the middles of the eyes' corners, the image's left first."""
    return np.stack([points[list(corners), :2].mean(0) for corners in _EYE_CORNERS]).astype(np.float32)


def inter_eye_distance(points: Float32Array) -> float:
    """IED: distance of the eye centres in the image."""
    left, right = eye_centres(points)
    return _distance(left, right)


def eye_midpoint(points: Float32Array) -> Float32Array:
    """(2,): between the eye centres."""
    return eye_centres(points).mean(0)


def head_length(points: Float32Array) -> float:
    """T: from the eye midpoint to the chin."""
    return _distance(eye_midpoint(points), points[CHIN, :2])


def eye_mouth_distance(points: Float32Array) -> float:
    """From the eye midpoint to the middle of the inner lips."""
    return _distance(eye_midpoint(points), points[[13, 14], :2].mean(0))


def eyes_open(points: Float32Array) -> float:
    """EyesOpen, native: the smaller eye's largest lid distance over T; nan where T is 0."""
    return _ratio(min(_largest(points, pairs) for pairs in _LIDS), head_length(points))


def mouth_closed(points: Float32Array) -> float:
    """MouthClosed, native: the largest distance of the inner lips over T; nan where T is 0."""
    return _ratio(_largest(points, _LIPS), head_length(points))


def region(points: Float32Array) -> Float32Array:
    """(n, 2): the convex hull of brows and jaw line, OFIQ's landmarked region."""
    outline = cv2.convexHull(np.ascontiguousarray(points[[*BROWS, *JAW], :2], dtype=np.float32))
    return np.asarray(outline, dtype=np.float32).reshape(-1, 2)


def head_length_from_landmarks(five: Float32Array) -> float:
    """T by proportion, 1.84 IED; approximate, and too short on turned heads."""
    return CHIN_IN_IEDS * _distance(five[0], five[1])


def chin_from_landmarks(five: Float32Array) -> Float32Array:
    """(2,): 1.84 IED below the eye midpoint, square to the eye line, on the mouth's side; approximate."""
    return (five[:2].mean(0) + _down(five) * CHIN_IN_IEDS * _distance(five[0], five[1])).astype(np.float32)


def region_from_landmarks(five: Float32Array) -> Float32Array:
    """(n, 2): an ellipse about the middle of the face, cut above the eyes; approximate."""
    ied, down = _distance(five[0], five[1]), _down(five)
    across = np.array((down[1], -down[0]))
    eyes, mouth = five[:2].mean(0), five[3:].mean(0)
    centre = (eyes + mouth) / 2 + down * _ELLIPSE_LOWERED * ied
    turn = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    along = np.sin(turn) * _ELLIPSE_ALONG * ied
    highest = float((eyes - centre) @ down) - _ELLIPSE_CUT * ied
    along = np.maximum(along, highest)
    place = centre + np.outer(np.cos(turn) * _ELLIPSE_ACROSS * ied, across) + np.outer(along, down)
    return place.astype(np.float32)


def _down(five: Float32Array) -> Float32Array:
    """Unit vector square to the eye line, towards the mouth; the image's own down where the eyes coincide."""
    across = (five[1] - five[0]).astype(np.float64)
    length = float(np.hypot(*across))
    if length < 1e-6:
        return np.array((0.0, 1.0), dtype=np.float32)
    down = np.array((-across[1], across[0])) / length
    if down @ (five[3:].mean(0) - five[:2].mean(0)) < 0:
        down = -down
    return down.astype(np.float32)


def _largest(points: Float32Array, pairs: Sequence[tuple[int, int]]) -> float:
    return max(_distance(points[upper, :2], points[lower, :2]) for upper, lower in pairs)


def _distance(a: Float32Array, b: Float32Array) -> float:
    return float(np.hypot(*(a.astype(np.float64) - b.astype(np.float64))))


def _ratio(length: float, unit: float) -> float:
    return length / unit if unit > 1e-6 else float("nan")
