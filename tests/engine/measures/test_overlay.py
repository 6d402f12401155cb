"""What is drawn over a photo is where the measure looked."""

from __future__ import annotations

import numpy as np
import pytest

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_engine.measures.overlay import shapes
from faceqnet_engine.measures.values import Measures

ROW = Assessment(
    "a", status=Status.OK, quality=50, box_x=100.0, box_y=60.0, box_w=200.0, box_h=240.0, right_eye_x=160.0,
    right_eye_y=140.0, left_eye_x=240.0, left_eye_y=140.0, nose_x=200.0, nose_y=190.0, mouth_right_x=165.0,
    mouth_right_y=235.0, mouth_left_x=235.0, mouth_left_y=235.0, width=400, height=500,
    measures=Measures.of({"HeadPoseYaw": 30.0, "HeadPosePitch": 0.0, "HeadPoseRoll": 0.0, "InterEyeDistance": 80.0}),
)  # fmt: skip
MESH_ONLY = {"EyesOpen", "EyeLight", "MouthClosed"}


@pytest.mark.parametrize("measure", [m for m in IDS if m not in MESH_ONLY])
def test_every_measure_shows_something_finite_without_a_mesh(measure: str) -> None:
    found = shapes(ROW, measure)
    assert found
    assert all(np.isfinite(shape.points).all() for shape in found)


@pytest.mark.parametrize("measure", sorted(MESH_ONLY))
def test_lids_and_lips_are_not_drawn_where_the_mesh_does_not_fit(measure: str) -> None:
    assert shapes(ROW, measure) == ()


def test_nothing_is_drawn_without_a_face_or_for_an_unknown_measure() -> None:
    assert shapes(Assessment("b", status=Status.NO_FACE), "Sharpness") == ()
    assert shapes(ROW, "EyesVisible") == ()


def test_a_face_turned_to_the_images_right_has_its_z_axis_to_the_right() -> None:
    axes = {shape.axis: shape for shape in shapes(ROW, "HeadPoseYaw")}
    (x0, y0), (x1, y1) = axes[2].points
    assert x1 > x0 and y1 == pytest.approx(y0, abs=1e-3)
    assert axes[1].label == "y 30°"


def test_cheek_patches_lie_beside_the_nose_and_between_eyes_and_mouth() -> None:
    left, right = (np.array(shape.points) for shape in shapes(ROW, "IlluminationUniformity"))
    assert left[:, 0].max() < ROW.nose_x < right[:, 0].min()
    assert ((left[:, 1] > ROW.right_eye_y) & (left[:, 1] < ROW.mouth_right_y + 5)).all()


def test_background_lies_outside_the_face_box() -> None:
    box = (ROW.box_x, ROW.box_y)
    points = np.concatenate([shape.points for shape in shapes(ROW, "BackgroundUniformity")])
    inside = (abs(points[:, 0] - (box[0] + 100)) < 60) & (abs(points[:, 1] - (box[1] + 120)) < 60)
    assert len(points) > 4
    assert not inside.any()


def test_numbers_are_written_in_the_language() -> None:
    row = Assessment(**{n: getattr(ROW, n) for n in ROW.__slots__ if n != "measures"},
                     measures=Measures.of({"MarginAboveOfTheFaceImage": 1.5}))  # fmt: skip
    assert shapes(row, "MarginAboveOfTheFaceImage", language="es")[0].label == "1,50"
