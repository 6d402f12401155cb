"""Place of the face: crop ladders move the side they cut and no other."""

from __future__ import annotations

import numpy as np
import pytest

from faceqnet_engine.faces.face import Face
from faceqnet_engine.measures.geometry import inter_eye_distance, place, second_face_share

EYES = np.array([(100, 200), (160, 200)], np.float32)
CHIN = np.array((130, 310), np.float32)


def test_the_formulas_on_a_known_face() -> None:
    found = place(EYES, CHIN, 300, 440)
    assert found["HeadSize"] == pytest.approx(110 / 440)
    assert found["LeftwardCropOfTheFaceImage"] == pytest.approx(160 / 60)
    assert found["RightwardCropOfTheFaceImage"] == pytest.approx(200 / 60)
    assert found["MarginAboveOfTheFaceImage"] == pytest.approx(200 / 110)
    assert found["MarginBelowOfTheFaceImage"] == pytest.approx(240 / 110)


@pytest.mark.parametrize("cut", [0, 20, 40, 60])
def test_cutting_a_side_moves_that_side_alone(cut: int) -> None:
    whole, left = place(EYES, CHIN, 300, 440), place(EYES - (cut, 0), CHIN - (cut, 0), 300 - cut, 440)
    for measure, value in whole.items():
        expected = value - cut / 60 if measure == "LeftwardCropOfTheFaceImage" else value
        assert left[measure] == pytest.approx(expected)


def test_mirroring_swaps_the_crops() -> None:
    whole = place(EYES, CHIN, 300, 440)
    flipped = place(
        (np.array((299, 0)) + EYES[::-1] * (-1, 1)).astype(np.float32), CHIN * (-1, 1) + (299, 0), 299, 440
    )
    assert flipped["LeftwardCropOfTheFaceImage"] == pytest.approx(
        whole["RightwardCropOfTheFaceImage"], abs=0.02
    )


def test_a_turned_head_has_its_eye_distance_corrected() -> None:
    assert inter_eye_distance(EYES, None) == pytest.approx(60)
    assert inter_eye_distance(EYES, 60.0) == pytest.approx(120)
    assert inter_eye_distance(EYES, 90.0) is None


def test_a_face_without_extent_divides_by_nothing() -> None:
    point = np.zeros(2, np.float32)
    found = place(np.zeros((2, 2), np.float32), point, 0, 0)
    assert found == {
        "HeadSize": None,
        "LeftwardCropOfTheFaceImage": None,
        "RightwardCropOfTheFaceImage": None,
        "MarginAboveOfTheFaceImage": None,
        "MarginBelowOfTheFaceImage": None,
    }


def face(side: float) -> Face:
    return Face(np.array((0, 0, side, side), np.float32), np.zeros((5, 2), np.float32), 1.0)


def test_the_second_face_counts_by_area() -> None:
    assert second_face_share([face(10)]) == 0
    assert second_face_share([face(5), face(10), face(1)]) == pytest.approx(0.25)
    assert second_face_share([face(0), face(0)]) == 0
