"""Where the subject is in each frame: a detector now and then, the face mesh in between, one identity for a face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Face, Float32Array, Uint8Array
from faceqnet_engine.faces.mesh import FaceMesh, Mesh
from faceqnet_engine.faces.track import Follower, Identities
from faceqnet_engine.live.guide import Guide, place_of
from faceqnet_engine.sources.stream import Frame

DETECT_EVERY = 6
"""Analysed frames from one detection to the next, while a face is being followed."""
FULL_LOOK_EVERY = 3
"""Detections from one that looks for faces of every size to the next; the others are for faces that matter."""
DETECT_SIDE = 640
"""Long side of the picture in which faces are looked for, as for photos: at 480 landmarks and scores jitter."""
_SWITCH = 1.6
"""Another face must be so many times as prominent before it becomes the subject."""
_MATTERS = 0.4
"""A face of this share of the subject's height matters; the hint `many-faces` begins at half."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The subject in one frame.

    Attributes:
        identity: Stays the same while it is the same face.
        face: Box and landmarks in pixels of the frame.
        mesh: Its mesh.
        detected: Whether the detector saw it in this very frame.
        others: The other faces, of this frame or of the last detection.
        speed: Of the eye midpoint in oval heights a second; None where there is nothing to compare with.
    """

    identity: int
    face: Face
    mesh: Mesh
    detected: bool
    others: tuple[Face, ...]
    speed: float | None


@dataclass(slots=True)
class _Followed:
    identity: int
    follower: Follower | None
    face: Face
    midpoint: Float32Array
    captured: float
    age: int = 0
    looks: int = 0


class SubjectFinder:
    """Looks at frames one after another; one caller at a time.

    Raises:
        ModelError: weights are missing or damaged.
    """

    def __init__(self, device: torch.device) -> None:
        self._detector, self._mesh = Detector(device), FaceMesh(device, recorded=True)
        self.forget()

    def forget(self) -> None:
        """Another source, or another person: nothing seen before counts."""
        self._identities = Identities()
        self._followed: _Followed | None = None
        self._others: list[Face] = []

    def find(self, frame: Frame, guide: Guide) -> Found | None:
        """The subject of a frame, given what was seen before; None where nobody is there."""
        seen = self._follow(frame) or self._detect(frame, guide)
        known = self._followed
        if seen is None or known is None:
            self._followed = None
            return None
        face, mesh, detected = seen
        return Found(
            known.identity, face, mesh, detected, tuple(self._others), self._speed(known, frame, face, guide)
        )

    def _follow(self, frame: Frame) -> tuple[Face, Mesh, bool] | None:
        """By the mesh alone, while that is young and sure."""
        known = self._followed
        if known is None or known.follower is None or known.age + 1 >= DETECT_EVERY:
            return None
        mesh = self._mesh.mesh(frame.pixels, known.follower.face)
        face = known.follower.follow(mesh) if mesh.agreement < 1.0 else None
        if face is None:
            return None
        # Between detections the old landmarks are what the mesh is compared with: a moving face is no bad mesh.
        mesh = Mesh(mesh.points, mesh.agreement, confident=True)
        known.age += 1
        known.face = face
        self._identities.followed(known.identity, face, frame.captured)
        return face, mesh, False

    def _detect(self, frame: Frame, guide: Guide) -> tuple[Face, Mesh, bool] | None:
        faces = self._faces(frame.pixels)
        if not faces:
            self._others = []
            return None
        identities = self._identities.of(faces, frame.captured)
        chosen = self._chosen(faces, identities, guide)
        face = faces[chosen]
        self._others = [f for i, f in enumerate(faces) if i != chosen]
        mesh = self._mesh.mesh(frame.pixels, face)
        follower = Follower(face, mesh) if mesh.confident else None
        known = _Followed(identities[chosen], follower, face, face.landmarks[:2].mean(0), frame.captured)
        before = self._followed
        if before is not None and before.identity == known.identity:
            known.midpoint, known.captured = before.midpoint, before.captured
            known.looks = (before.looks + 1) % FULL_LOOK_EVERY
        self._followed = known
        return face, mesh, True

    def _faces(self, pixels: Uint8Array) -> list[Face]:
        """All faces; between two full looks small ones are those of the last."""
        shrink = min(1.0, DETECT_SIDE / max(pixels.shape[:2]))
        if shrink < 1:
            size = (max(1, round(pixels.shape[1] * shrink)), max(1, round(pixels.shape[0] * shrink)))
            small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        else:
            small = pixels
        known = self._followed
        quick = known is not None and known.follower is not None and known.looks < FULL_LOOK_EVERY - 1
        matters = _MATTERS * float(known.face.box[3]) if quick and known is not None else 0.0
        found = [f.scaled(1 / shrink) for f in self._detector.detect(small, matters * shrink)]
        if quick and not found:  # the one that was followed is gone: whoever else is there counts
            matters, found = 0.0, [f.scaled(1 / shrink) for f in self._detector.detect(small)]
        seen = [f for f in found if f.inter_eye_distance > 1.0 and float(f.box[3]) >= matters]
        return seen + [f for f in self._others if float(f.box[3]) < matters]

    def _chosen(self, faces: Sequence[Face], identities: Sequence[int], guide: Guide) -> int:
        """The largest and nearest to the guide; who it was stays it unless somebody else clearly is."""
        weights = []
        for face in faces:
            place = place_of(face.landmarks, guide)
            weights.append(float(face.box[3]) / (1 + 2 * float(np.hypot(place.aside, place.below))))
        best = int(np.argmax(weights))
        if self._followed is not None and self._followed.identity in identities:
            known = identities.index(self._followed.identity)
            if weights[best] < _SWITCH * weights[known]:
                return known
        return best

    @staticmethod
    def _speed(known: _Followed, frame: Frame, face: Face, guide: Guide) -> float | None:
        midpoint, seconds = face.landmarks[:2].mean(0), frame.captured - known.captured
        moved = float(np.linalg.norm(midpoint - known.midpoint)) / guide.height
        known.midpoint, known.captured = midpoint, frame.captured
        return moved / seconds if seconds > 1e-3 else None
