from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.mesh import FaceMesh
from faceqnet_engine.measures.pose import (
    FRONTAL,
    PITCH_SCALE,
    PITCH_ZERO,
    STABLE,
    YAW_SCALE,
    Pose,
    pose_from_landmarks,
    pose_from_mesh,
)

DEGREES = st.floats(-55, 55)
FIVE = np.array([(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.5, 0.62, -0.55), (0.12, 1.1, -0.1), (0.88, 1.1, -0.1)])


def rotation(yaw: float, pitch: float, roll: float) -> np.ndarray:
    """Written out from the signs of measures.md, one axis at a time; x right, y down, z away."""
    y, p, r = np.radians((yaw, pitch, roll))
    # The nose points to -z. Yaw > 0 brings it to the image's right, pitch > 0 up, roll > 0 turns the top clockwise.
    about_vertical = np.array([(np.cos(y), 0, -np.sin(y)), (0, 1, 0), (np.sin(y), 0, np.cos(y))])
    about_horizontal = np.array([(1, 0, 0), (0, np.cos(p), np.sin(p)), (0, -np.sin(p), np.cos(p))])
    in_plane = np.array([(np.cos(r), -np.sin(r), 0), (np.sin(r), np.cos(r), 0), (0, 0, 1)])
    return in_plane @ about_vertical @ about_horizontal


def scaled(angle: float, factor: float) -> float:
    """Calibrated: a factor on the tangent."""
    return math.degrees(math.atan(math.tan(math.radians(angle)) * factor))


def mesh_of(
    turn: np.ndarray, size: float = 60, place: tuple[float, float, float] = (200, 150, 0)
) -> np.ndarray:
    points = np.zeros((468, 3), np.float32)
    points[list(STABLE)] = FRONTAL @ turn.T * size + place
    return points


def mirrored(five: np.ndarray) -> np.ndarray:
    return (five * (-1, 1) + (640, 0))[[1, 0, 2, 4, 3]].astype(np.float32)


@given(yaw=DEGREES, pitch=DEGREES, roll=st.floats(-170, 170), size=st.floats(5, 900))
def test_a_known_rotation_is_found(yaw: float, pitch: float, roll: float, size: float) -> None:
    pose = pose_from_mesh(mesh_of(rotation(yaw, pitch, roll), size))
    assert pose.yaw == pytest.approx(scaled(yaw, YAW_SCALE), abs=0.05)
    assert pose.roll == pytest.approx(roll, abs=0.05)
    assert pose.pitch == pytest.approx(scaled(pitch, PITCH_SCALE) - PITCH_ZERO, abs=0.05)


def test_the_nose_says_which_way() -> None:
    nose = np.array((0, 0, -1.0))
    assert (rotation(30, 0, 0) @ nose)[0] > 0  # to the image's right
    assert (rotation(0, 30, 0) @ nose)[1] < 0  # up
    assert (rotation(0, 0, 30) @ (0, -1, 0))[0] > 0  # the top of the head to the right: clockwise


@given(yaw=DEGREES, pitch=DEGREES, roll=DEGREES)
def test_a_mirrored_mesh_swaps_yaw_and_roll(yaw: float, pitch: float, roll: float) -> None:
    points = mesh_of(rotation(yaw, pitch, roll))
    partner = {33: 263, 133: 362, 234: 454, 127: 356, 21: 251}
    partner |= {b: a for a, b in partner.items()}
    flipped = points.copy()
    for index in STABLE:
        flipped[index] = points[partner.get(index, index)] * (-1, 1, 1) + (640, 0, 0)
    here, there = pose_from_mesh(points), pose_from_mesh(flipped)
    assert (there.yaw, there.pitch, there.roll) == pytest.approx(
        (-here.yaw, here.pitch, -here.roll), abs=0.05
    )


@given(yaw=st.floats(-40, 40), pitch=st.floats(-25, 25), roll=DEGREES)
def test_mirrored_landmarks_swap_yaw_and_roll(yaw: float, pitch: float, roll: float) -> None:
    five = (((FIVE - FIVE.mean(0)) @ rotation(yaw, pitch, roll).T)[:, :2] * 70 + 300).astype(np.float32)
    here, there = pose_from_landmarks(five), pose_from_landmarks(mirrored(five))
    assert (there.yaw, there.pitch, there.roll) == pytest.approx(
        (-here.yaw, here.pitch, -here.roll), abs=0.05
    )


@given(angle=st.floats(-175, 175))
def test_turning_landmarks_in_the_plane_changes_roll_alone(angle: float) -> None:
    five = ((FIVE @ rotation(12, -6, 0).T)[:, :2] * 80).astype(np.float32)
    turn = rotation(0, 0, angle)[:2, :2]
    here, there = pose_from_landmarks(five), pose_from_landmarks((five @ turn.T + 500).astype(np.float32))
    assert (there.yaw, there.pitch) == pytest.approx((here.yaw, here.pitch), abs=0.05)
    assert math.remainder(there.roll - here.roll - angle, 360) == pytest.approx(0, abs=0.05)


def test_landmarks_tell_the_direction() -> None:
    def pose(yaw: float, pitch: float) -> Pose:
        return pose_from_landmarks((FIVE @ rotation(yaw, pitch, 0).T)[:, :2].astype(np.float32) * 50)

    assert pose(-25, 0).yaw < pose(0, 0).yaw - 10 < pose(25, 0).yaw - 20
    assert pose(0, -15).pitch < pose(0, 0).pitch - 5 < pose(0, 15).pitch - 10


@pytest.mark.parametrize("value", [0.0, 7.5, math.nan, math.inf])
def test_points_in_one_place_have_no_pose(value: float) -> None:
    for pose in (
        pose_from_mesh(np.full((468, 3), value, np.float32)),
        pose_from_landmarks(np.full((5, 2), value, np.float32)),
    ):
        assert all(math.isnan(v) for v in (pose.yaw, pose.pitch, pose.roll))


def test_a_profile_has_a_finite_pose() -> None:
    assert pose_from_mesh(mesh_of(rotation(88, 5, 3))).yaw == pytest.approx(88, abs=0.5)
    five = ((FIVE - FIVE.mean(0)) @ rotation(88, 0, 0).T)[:, :2] * 60
    assert pose_from_landmarks(five.astype(np.float32)).yaw > 60


def test_five_points_and_mesh_agree_on_real_faces(shared_data: Path) -> None:
    files = sorted((shared_data / "lfw").rglob("*.jpg"))[4::160]
    detector, mesher, pairs = Detector(), FaceMesh(), []
    for file in files:
        pixels = decode(file).pixels
        face = by_prominence(detector.detect(pixels), pixels.shape[1], pixels.shape[0])[0]
        mesh = mesher.mesh(pixels, face)
        if mesh.confident:
            pairs.append((pose_from_mesh(mesh.points), pose_from_landmarks(face.landmarks)))
    assert len(pairs) > 40
    for name, apart in (("yaw", 3.5), ("pitch", 4), ("roll", 2)):
        values = np.array([(getattr(a, name), getattr(b, name)) for a, b in pairs])
        assert np.median(np.abs(values[:, 0] - values[:, 1])) < apart, name
        assert np.corrcoef(values.T)[0, 1] > 0.6, name


def test_the_talking_head_turns_as_it_is_seen_to(shared_data: Path) -> None:
    """In this clip he looks to the image's right but for frames 17 to 24, where he faces the camera."""
    import av

    with av.open(str(shared_data / "clips/batchface_ross.mp4")) as container:
        frames = [f.to_ndarray(format="rgb24") for f in container.decode(video=0)]
    detector, mesher = Detector(), FaceMesh()
    yaws = {}
    for k in (0, 10, 20, 30):
        small = cv2.resize(frames[k], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        face = by_prominence(detector.detect(small), small.shape[1], small.shape[0])[0]
        yaws[k] = pose_from_mesh(mesher.mesh(small, face).points).yaw
    assert min(yaws[0], yaws[10], yaws[30]) > 12
    assert abs(yaws[20]) < 8
