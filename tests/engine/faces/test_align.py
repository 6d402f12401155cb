from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.faces.align import (
    BOX,
    TEMPLATES,
    crop,
    enlargement,
    face_crop,
    similarity_to_template,
    template_at,
)
from faceqnet_engine.faces.face import Face

angles = st.floats(-np.pi, np.pi)
scales = st.floats(0.05, 20)
shifts = st.floats(-2000, 2000)


@given(angles, scales, shifts, shifts)
def test_any_similarity_is_undone_exactly(angle: float, scale: float, x: float, y: float) -> None:
    template = TEMPLATES["B"][1]
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    landmarks = (template @ turn.T + (x, y)).astype(np.float32)
    matrix = similarity_to_template(landmarks, template)
    back = landmarks @ matrix[:, :2].T + matrix[:, 2]
    assert np.abs(back - template).max() < 0.05 + 1e-3 / scale * max(abs(x), abs(y), 1)


@given(st.lists(st.tuples(shifts, shifts), min_size=5, max_size=5, unique=True))
def test_the_result_never_mirrors_and_never_stretches(points: list[tuple[float, float]]) -> None:
    landmarks = np.array(points, np.float32)
    if np.ptp(landmarks, axis=0).max() < 1:
        return
    matrix = similarity_to_template(landmarks, TEMPLATES["arcface"][1])
    a, b = matrix[0, 0], matrix[1, 0]
    assert matrix[1, 1] == pytest.approx(a, abs=1e-6)
    assert matrix[0, 1] == pytest.approx(-b, abs=1e-6)


@pytest.mark.parametrize("points", [np.zeros((5, 2)), np.full((5, 2), np.nan)])
def test_impossible_landmarks_are_refused(points: np.ndarray) -> None:
    with pytest.raises(ValueError, match="landmarks"):
        similarity_to_template(points.astype(np.float32), TEMPLATES["B"][1])


def test_template_b_has_the_eyes_where_the_design_puts_them() -> None:
    points = template_at("B", 150)
    assert np.linalg.norm(points[1] - points[0]) == pytest.approx(52.55, abs=0.02)
    assert template_at("B", 75) == pytest.approx(points / 2)


def test_a_large_face_is_averaged_down_not_sampled() -> None:
    # A fine chequerboard must become even grey: sampling single pixels would leave black and white.
    board = (np.indices((1500, 1500)).sum(0) % 2 * 255).astype(np.uint8)
    image = np.repeat(board[..., None], 3, 2)
    landmarks = TEMPLATES["B"][1] * 10
    result = crop(image, landmarks, "B", 150)
    assert result[10:-10, 10:-10].std() < 6
    assert abs(int(result[75, 75, 0]) - 127) < 6


def test_reduced_and_plain_crops_show_the_same_place(portrait_pixels: np.ndarray) -> None:
    import cv2

    landmarks = np.array([(205, 101), (247, 103), (225, 129), (202, 139), (245, 142)], np.float32)
    plain = crop(portrait_pixels, landmarks, "B", 150)
    large = cv2.resize(portrait_pixels, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    reduced = crop(large, (landmarks + 0.5) * 4 - 0.5, "B", 150)
    assert np.abs(plain.astype(int) - reduced).mean() < 3


def face_at(x: float, y: float, w: float, h: float) -> Face:
    return Face(np.array([x, y, w, h], np.float32), TEMPLATES["B"][1], 1.0)


def test_a_box_is_cut_at_the_border_and_resized_out_of_proportion() -> None:
    import cv2

    image = np.random.default_rng(0).integers(0, 256, (120, 90, 3)).astype(np.uint8)
    inside = face_crop(image, face_at(10.4, 20.6, 50, 70), BOX, 224)
    assert np.array_equal(inside, cv2.resize(image[21:91, 10:60], (224, 224)))
    over = face_crop(image, face_at(-30, -5.2, 500, 60), BOX, 64)
    assert np.array_equal(over, cv2.resize(image[0:55, 0:90], (64, 64)))
    aligned = face_crop(image, face_at(0, 0, 9, 9), "B", 150)
    assert np.array_equal(aligned, crop(image, TEMPLATES["B"][1], "B", 150))


@given(shifts, shifts, st.floats(-10, 3000), st.floats(-10, 3000))
def test_any_box_gives_a_crop(x: float, y: float, w: float, h: float) -> None:
    image = np.zeros((40, 30, 3), np.uint8)
    assert face_crop(image, face_at(x, y, w, h), BOX, 16).shape == (16, 16, 3)


def test_enlargement_is_that_of_the_crop() -> None:
    assert enlargement(face_at(0, 0, 448, 600), BOX, 224) == pytest.approx(0.5)
    assert enlargement(face_at(0, 0, 0, 0), BOX, 224) == 224
    assert enlargement(face_at(0, 0, 1, 1), "B", 150) == pytest.approx(1)
    assert enlargement(face_at(0, 0, 1, 1).scaled(4), "B", 150) == pytest.approx(0.25)
