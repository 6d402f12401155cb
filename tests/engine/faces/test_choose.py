"""Which of several faces is meant."""

from __future__ import annotations

import numpy as np

from faceqnet_engine.faces.choose import by_prominence, nearest
from faceqnet_engine.faces.face import Face


def face(x: float, y: float, side: float) -> Face:
    return Face(np.array([x, y, side, side], np.float32), np.zeros((5, 2), np.float32), 0.9)


def test_the_larger_face_nearer_to_the_middle_comes_first() -> None:
    small, large, corner = face(450, 450, 50), face(400, 400, 200), face(0, 0, 200)
    assert by_prominence([small, corner, large], 1000, 1000) == [large, corner, small]


def test_the_face_where_a_box_is() -> None:
    faces = [face(0, 0, 100), face(200, 0, 100), face(210, 10, 40)]
    assert nearest(faces, (205, 4, 96, 98)) == 1
    assert nearest(faces, (212, 12, 40, 40)) == 2
    assert nearest(faces, (500, 500, 100, 100)) is None
    assert nearest(faces, (80, 80, 100, 100)) is None  # touches one, and is none of them
    assert nearest([], (0, 0, 10, 10)) is None
