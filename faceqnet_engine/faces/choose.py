"""Which face is meant when there are several."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from faceqnet_engine.faces.face import Face, Float32Array

_SAME_FACE = 1 / 3
"""A photo that was saved anew, or decoded at another size, moves a box by a few pixels."""


def prominence(face: Face, width: int, height: int) -> float:
    """Size x centrality x confidence.

    Size is the square root of the box's area over the image's, so that twice the width counts twice;
    centrality falls linearly from 1 at the middle of the image to 1/2 at its corners.
    """
    x, y, w, h = (float(v) for v in face.box)
    size = float(np.sqrt(max(w, 0.0) * max(h, 0.0) / max(width * height, 1)))
    off_centre = np.hypot(x + w / 2 - width / 2, y + h / 2 - height / 2) / max(
        np.hypot(width, height) / 2, 1e-9
    )
    return size * float(1 - 0.5 * min(off_centre, 1.0)) * face.confidence


def by_prominence(faces: Sequence[Face], width: int, height: int) -> list[Face]:
    """Faces from the most to the least prominent; the first is the primary face.

    Equal prominence is ordered by place (top, then left), so that the order never depends on the detector's.
    """
    return sorted(faces, key=lambda f: (-prominence(f, width, height), float(f.box[1]), float(f.box[0])))


def nearest(faces: Sequence[Face], box: tuple[float, float, float, float]) -> int | None:
    """Place of the face that lies where `box` (x, y, width, height) is; None where none overlaps it by a third."""
    shares = [_overlap(face.box, box) for face in faces]
    best = max(range(len(faces)), key=shares.__getitem__, default=None)
    return None if best is None or shares[best] < _SAME_FACE else best


def _overlap(one: Float32Array, other: tuple[float, float, float, float]) -> float:
    """Intersection over union."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = float(width * height)
    return both / float(one[2] * one[3] + other[2] * other[3] - both)
