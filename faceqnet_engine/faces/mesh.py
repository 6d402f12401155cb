"""The face mesh: 468 points in depth on a face that the detector found.

The network always answers, on a wall too. Its own presence flag is no help (1 on anything face-like), so a mesh is
believed where it agrees with the detector's five points and the face has enough pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from faceqnet_engine.faces.align import warped
from faceqnet_engine.faces.face import Face, Float32Array, Uint8Array
from faceqnet_engine.faces.mesh_network import SIDE, MeshNetwork
from faceqnet_engine.models.one_call import as_one_call
from faceqnet_engine.models.registry import record, verified_weights

AGREEMENT_LIMIT = 0.12
"""Mean distance to the detector's five points, in inter-eye distances, below which a mesh is believed."""
SMALLEST_IED = 16.0
"""Pixels between the eyes from which a mesh is believed."""
ENLARGED, RAISED = 1.5, 0.02
"""The square that the network sees: the box's longer side times the first, moved up the face by the second.

Lids are the most delicate: on 16 faces with open and shut eyes, mirrored, scaled and turned, their openings lie 7.3
standard deviations apart here, 6.6 without the shift, 4.8 with a tighter crop (1.35, moved down).
"""
LEAST_CONTRAST = 4.0
"""Standard deviation of the crop's values, in 0..255: on an empty crop the network draws a mean face."""
_FIVE = ((33, 133), (362, 263), (1,), (61,), (291,))
"""Mesh points whose middles are the detector's five: eye centres, nose tip, mouth corners."""


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """468 points on one face.

    Attributes:
        points: (468, 3) float32: x, y in pixels of the image, z in the same unit, smaller is nearer.
            Numbers follow the image: 33 lies on its left.
        agreement: Mean distance to the detector's five points over its inter-eye distance; smaller is better.
        confident: Whether the points can be measured on.
    """

    points: Float32Array
    agreement: float
    confident: bool

    def scaled(self, factor: float) -> Mesh:
        """The same mesh in an image `factor` times as large."""
        return Mesh(self.points * np.float32(factor), self.agreement, self.confident)


class FaceMesh:
    """Finds the mesh of a face; safe to call from several threads at once.

    Args:
        device: Where the network runs.
        recorded: As one call of the interpreter, a quarter quicker; takes a moment to begin. On a CPU alone.

    Raises:
        ModelError: the registered weights are missing or damaged.
    """

    def __init__(self, device: torch.device | str = "cpu", *, recorded: bool = False) -> None:
        self._device = torch.device(device)
        network: torch.nn.Module = MeshNetwork()
        network.load_state_dict({k: v.float() for k, v in verified_weights(record("facemesh")).items()})
        # Channels last: 5.2 against 7.6 ms a face with one thread.
        network.eval().requires_grad_(False).to(self._device)
        self._network = network.to(memory_format=torch.channels_last)
        if recorded and self._device.type == "cpu":
            example = torch.zeros(1, 3, SIDE, SIDE).contiguous(memory_format=torch.channels_last)
            self._network = as_one_call(self._network, example)

    def mesh(self, pixels: Uint8Array, face: Face) -> Mesh:
        """The mesh of one face; never raises for a bad face, but is then not confident.

        Faces go through the network one by one, so that no row depends on its neighbours.

        Args:
            pixels: (h, w, 3) uint8 RGB.
            face: in pixels of that image.
        """
        if not (np.isfinite(face.box).all() and np.isfinite(face.landmarks).all()):
            return Mesh(np.zeros((468, 3), np.float32), float("inf"), confident=False)
        matrix = _matrix_for(face)
        crop = warped(pixels, matrix, SIDE)
        points = _back(self._points(crop), matrix)
        agreement = _agreement(points, face)
        visible = face.inter_eye_distance >= SMALLEST_IED and float(crop.std()) >= LEAST_CONTRAST
        return Mesh(points, agreement, confident=visible and agreement < AGREEMENT_LIMIT)

    @torch.inference_mode()
    def _points(self, crop: Uint8Array) -> Float32Array:
        tensor = torch.from_numpy(crop).to(self._device)[None].permute(0, 3, 1, 2)
        answer = self._network(tensor.float().contiguous(memory_format=torch.channels_last) / 255)
        return np.asarray(answer[0].cpu().numpy(), dtype=np.float32)


def detector_points(points: Float32Array) -> Float32Array:
    """(468, 3) mesh -> (5, 2): the places of the detector's landmarks, in its order."""
    return np.stack([points[list(indices), :2].mean(0) for indices in _FIVE]).astype(np.float32)


def _matrix_for(face: Face) -> Float32Array:
    """The similarity from the image to the crop, in which the eyes are level."""
    x, y, w, h = (float(v) for v in face.box)
    side = max(w, h, 1.0) * ENLARGED
    across = (face.landmarks[1] - face.landmarks[0]).astype(np.float64)
    length = float(np.hypot(*across))
    cos, sin = across / length if length > 1e-6 else (1.0, 0.0)
    centre = np.array((x + w / 2 + sin * RAISED * side, y + h / 2 - cos * RAISED * side))
    linear = np.array([[cos, sin], [-sin, cos]]) * (SIDE / side)
    shift = (SIDE - 1) / 2 - linear @ centre
    return np.hstack([linear, shift[:, None]]).astype(np.float32)


def _back(points: Float32Array, matrix: Float32Array) -> Float32Array:
    """Points of the crop in the image. The network counts from the crop's edge, warpAffine from pixel centres."""
    linear = matrix[:, :2].astype(np.float64)
    place = (points[:, :2] - 0.5 - matrix[:, 2]) @ np.linalg.inv(linear).T
    depth = points[:, 2:] / np.hypot(linear[0, 0], linear[0, 1])
    return np.hstack([place, depth]).astype(np.float32)


def _agreement(points: Float32Array, face: Face) -> float:
    ied = face.inter_eye_distance
    if ied < 1e-6:
        return float("inf")
    return float(np.linalg.norm(detector_points(points) - face.landmarks, axis=1).mean() / ied)
