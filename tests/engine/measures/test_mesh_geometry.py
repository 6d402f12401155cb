from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.measures import mesh_geometry as geometry

FIVE = np.array([(100, 100), (160, 100), (130, 136), (107, 166), (153, 166)], np.float32)


@pytest.fixture
def points() -> np.ndarray:
    """Known figures: eye centres (100, 100) and (160, 100), chin 120 below their middle."""
    mesh = np.zeros((468, 3), np.float32)
    placed = {33: (85, 101), 133: (115, 99), 362: (145, 100), 263: (175, 100), 152: (130, 220)}
    placed |= {
        160: (95, 95),
        144: (95, 101),
        159: (100, 94),
        145: (100, 106),
        158: (105, 96),
        153: (105, 103),
    }
    placed |= {
        385: (155, 96),
        380: (155, 102),
        386: (160, 97),
        374: (160, 103),
        387: (165, 98),
        373: (165, 102),
    }
    placed |= {
        82: (125, 160),
        87: (125, 172),
        13: (130, 158),
        14: (130, 182),
        312: (135, 160),
        317: (135, 170),
    }
    for index, place in placed.items():
        mesh[index, :2] = place
    return mesh


def test_lengths_on_known_points(points: np.ndarray) -> None:
    assert geometry.eye_centres(points).tolist() == [[100, 100], [160, 100]]
    assert geometry.inter_eye_distance(points) == pytest.approx(60)
    assert geometry.eye_midpoint(points).tolist() == [130, 100]
    assert geometry.head_length(points) == pytest.approx(120)
    assert geometry.eye_mouth_distance(points) == pytest.approx(70)
    assert geometry.eyes_open(points) == pytest.approx(6 / 120)  # the image-right eye is the smaller one
    assert geometry.mouth_closed(points) == pytest.approx(24 / 120)


@given(angle=st.floats(-180, 180), scale=st.floats(0.05, 30))
def test_ratios_do_not_depend_on_place_size_or_roll(angle: float, scale: float) -> None:
    mesh = np.random.default_rng(1).uniform(0, 200, (468, 3)).astype(np.float32)
    turn = cv2.getRotationMatrix2D((10.0, 20.0), angle, scale)
    moved = mesh.copy()
    moved[:, :2] = mesh[:, :2] @ turn[:, :2].T + turn[:, 2]
    for native in (geometry.eyes_open, geometry.mouth_closed):
        assert native(moved) == pytest.approx(native(mesh), rel=1e-3)
    assert geometry.inter_eye_distance(moved) == pytest.approx(
        scale * geometry.inter_eye_distance(mesh), rel=1e-3
    )


def test_a_mesh_in_one_place_has_no_ratios() -> None:
    flat = np.full((468, 3), 5, np.float32)
    assert math.isnan(geometry.eyes_open(flat))
    assert math.isnan(geometry.mouth_closed(flat))
    assert geometry.inter_eye_distance(flat) == 0
    assert np.isfinite(geometry.region(flat)).all()


def test_outlines_name_each_point_once() -> None:
    outlines = (
        geometry.EYE_IMAGE_LEFT,
        geometry.EYE_IMAGE_RIGHT,
        geometry.LIPS_OUTER,
        geometry.LIPS_INNER,
        geometry.BROWS,
        geometry.JAW,
    )
    for outline in outlines:
        assert len(set(outline)) == len(outline)
        assert max(outline) < 468
    assert not set(geometry.LIPS_OUTER) & set(geometry.LIPS_INNER)


@given(angle=st.floats(-180, 180))
def test_the_chin_lies_below_the_eyes_whatever_the_roll(angle: float) -> None:
    turn = cv2.getRotationMatrix2D((130.0, 100.0), -angle, 1)
    five = (FIVE @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    expected = np.array((130, 100 + 1.84 * 60)) @ turn[:, :2].T + turn[:, 2]
    assert geometry.chin_from_landmarks(five) == pytest.approx(expected, abs=0.01)
    assert geometry.head_length_from_landmarks(five) == pytest.approx(1.84 * 60)


def test_the_ellipse_has_the_written_axes() -> None:
    outline = geometry.region_from_landmarks(FIVE)
    middle = (100 + 166) / 2 + 0.12 * 60
    assert np.ptp(outline[:, 0]) == pytest.approx(2 * 0.95 * 60, rel=0.01)
    assert outline[:, 1].max() == pytest.approx(middle + 1.25 * 60, abs=0.5)
    assert outline[:, 1].min() == pytest.approx(100 - 0.45 * 60, abs=0.01)
    for point in FIVE:
        assert cv2.pointPolygonTest(outline, (float(point[0]), float(point[1])), False) > 0


@given(angle=st.floats(-180, 180))
def test_the_ellipse_follows_a_mirrored_face(angle: float) -> None:
    turn = cv2.getRotationMatrix2D((130.0, 100.0), angle, 1)
    five = (FIVE @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    flipped = (five * (-1, 1) + (640, 0))[[1, 0, 2, 4, 3]].astype(np.float32)
    here, there = geometry.region_from_landmarks(five), geometry.region_from_landmarks(flipped)
    assert cv2.contourArea(there) == pytest.approx(cv2.contourArea(here), rel=1e-3)
    assert there.mean(0) == pytest.approx(here.mean(0) * (-1, 1) + (640, 0), abs=0.05)


def test_eyes_that_coincide_give_a_point_and_no_error() -> None:
    five = np.full((5, 2), 40, np.float32)
    assert np.isfinite(geometry.region_from_landmarks(five)).all()
    assert geometry.chin_from_landmarks(five).tolist() == [40, 40]
    assert geometry.head_length_from_landmarks(five) == 0
