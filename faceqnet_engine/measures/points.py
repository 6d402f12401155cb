"""The points of a face that measures need, from the mesh where it fits, else from five landmarks."""

from __future__ import annotations

from dataclasses import dataclass

from faceqnet_engine.faces.face import Float32Array
from faceqnet_engine.measures import mesh_geometry as on
from faceqnet_engine.measures.pose import Pose, pose_from_landmarks, pose_from_mesh


@dataclass(frozen=True, slots=True, eq=False)
class FacePoints:
    """Places in pixels of one image.

    Attributes:
        eyes: (2, 2) eye centres, the image's left first.
        mouth: (2,) its middle.
        chin: (2,)
        region: (n, 2) outline of the face for light, convex.
        pose: Degrees.
        eyes_open: Native; None without a mesh.
        mouth_closed: Native; None without a mesh.
        mesh: (468, 3), None where it does not fit.
    """

    eyes: Float32Array
    mouth: Float32Array
    chin: Float32Array
    region: Float32Array
    pose: Pose
    eyes_open: float | None = None
    mouth_closed: float | None = None
    mesh: Float32Array | None = None


def points_from_mesh(mesh: Float32Array) -> FacePoints:
    """From (468, 3) points."""
    return FacePoints(
        eyes=on.eye_centres(mesh),
        mouth=mesh[[13, 14], :2].mean(0),
        chin=mesh[on.CHIN, :2],
        region=on.region(mesh),
        pose=pose_from_mesh(mesh),
        eyes_open=on.eyes_open(mesh),
        mouth_closed=on.mouth_closed(mesh),
        mesh=mesh,
    )


def points_from_landmarks(five: Float32Array) -> FacePoints:
    """From (5, 2) landmarks; approximate."""
    return FacePoints(
        eyes=five[:2],
        mouth=five[3:].mean(0),
        chin=on.chin_from_landmarks(five),
        region=on.region_from_landmarks(five),
        pose=pose_from_landmarks(five),
    )
