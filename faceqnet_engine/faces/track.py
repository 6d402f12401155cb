"""Faces from one picture to the next: which one is which, and where a face is between two detections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from faceqnet_engine.faces.face import Face, Float32Array
from faceqnet_engine.faces.mesh import Mesh, detector_points

FORGOTTEN = 1.0
"""Seconds after which a face that went away is a new one when it comes back."""
_NEAR, _ALIKE = 1.2, 1.7
"""The same face has moved by less than the first (in inter-eye distances) and grown by less than the second."""
_JUMP = 0.5
"""Between two pictures a mesh that moved by more (in inter-eye distances) has lost its face."""


@dataclass(slots=True)
class _Known:
    identity: int
    face: Face
    seen: float


class Identities:
    """Numbers for faces that stay with them. Knows no time but what it is told."""

    def __init__(self) -> None:
        self._known: list[_Known] = []
        self._next = 1

    def of(self, faces: Sequence[Face], now: float) -> list[int]:
        """One number a face: the nearest known one, or a new one.

        Args:
            faces: All that were found in one picture.
            now: Seconds, of any clock that does not run backwards by more than it matters.
        """
        self._known = [k for k in self._known if abs(now - k.seen) <= FORGOTTEN]
        pairs = sorted(
            (distance, i, n)
            for i, face in enumerate(faces)
            for n, known in enumerate(self._known)
            if (distance := closeness(known.face, face)) is not None
        )
        found: dict[int, int] = {}
        taken: set[int] = set()
        for _, i, n in pairs:
            if i not in found and n not in taken:
                found[i] = n
                taken.add(n)
        answer = []
        for i, face in enumerate(faces):
            if i in found:
                known = self._known[found[i]]
                known.face, known.seen = face, now
            else:
                known = _Known(self._next, face, now)
                self._next += 1
                self._known.append(known)
            answer.append(known.identity)
        return answer

    def followed(self, identity: int, face: Face, now: float) -> None:
        """A face was seen by other means than a detection: it is not forgotten, however seldom faces are looked for."""
        for known in self._known:
            if known.identity == identity:
                known.face, known.seen = face, now


def closeness(before: Face, now: Face) -> float | None:
    """Distance of the eye midpoints in inter-eye distances; None where it cannot be the same face."""
    a, b = before.inter_eye_distance, now.inter_eye_distance
    if min(a, b) < 1e-3 or max(a, b) / min(a, b) > _ALIKE:
        return None
    moved = float(np.linalg.norm(before.landmarks[:2].mean(0) - now.landmarks[:2].mean(0)))
    return moved / max(a, b) if moved / max(a, b) < _NEAR else None


class Follower:
    """Keeps one face's five landmarks and box between detections by means of its mesh.

    The mesh's points are not quite the detector's: the difference at the last detection is kept, in the frame of the
    eyes, so that scores do not jump from a detected picture to a followed one.
    """

    def __init__(self, face: Face, mesh: Mesh) -> None:
        self._offsets = _in_eye_frame(face.landmarks - detector_points(mesh.points), mesh.points)
        x, y, w, h = (float(v) for v in face.box)
        corners = np.array([(x, y), (x + w, y + h)], np.float32)
        five = detector_points(mesh.points)
        self._corners = (corners - five[:2].mean(0)) / np.float32(max(abs(_eyes(mesh.points)), 1e-6))
        self.face = face

    def follow(self, mesh: Mesh) -> Face | None:
        """The face by its new mesh, or None where the mesh has lost it."""
        five = detector_points(mesh.points)
        if not np.isfinite(five).all():
            return None
        landmarks = (five + _from_eye_frame(self._offsets, mesh.points)).astype(np.float32)
        ied = self.face.inter_eye_distance
        moved = float(np.linalg.norm(landmarks - self.face.landmarks, axis=1).mean())
        now = float(np.linalg.norm(landmarks[1] - landmarks[0]))
        if ied < 1e-3 or moved > _JUMP * ied or not 0.7 < now / ied < 1.4:
            return None
        corners = five[:2].mean(0) + _scaled(self._corners, mesh.points)
        box = np.concatenate([corners[0], corners[1] - corners[0]]).astype(np.float32)
        self.face = Face(box, landmarks, self.face.confidence)
        return self.face


def _eyes(points: Float32Array) -> complex:
    five = detector_points(points)
    across = five[1] - five[0]
    return complex(float(across[0]), float(across[1]))


def _in_eye_frame(vectors: Float32Array, points: Float32Array) -> Float32Array:
    """(n, 2) vectors turned and scaled so that the eye line is 1."""
    eyes = _eyes(points) or 1.0
    turned = (vectors[:, 0] + 1j * vectors[:, 1]) / eyes
    return np.stack([turned.real, turned.imag], 1).astype(np.float32)


def _from_eye_frame(vectors: Float32Array, points: Float32Array) -> Float32Array:
    turned = (vectors[:, 0] + 1j * vectors[:, 1]) * _eyes(points)
    return np.stack([turned.real, turned.imag], 1).astype(np.float32)


def _scaled(vectors: Float32Array, points: Float32Array) -> Float32Array:
    """As `_from_eye_frame` without the turn: boxes stay upright."""
    return (vectors * np.float32(abs(_eyes(points)))).astype(np.float32)
