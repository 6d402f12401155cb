"""From a frame to a reading: detector now and then, mesh always, cheap measures, the quality score."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from faceqnet_engine.faces.align import face_crop
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Face, Float32Array, Uint8Array
from faceqnet_engine.faces.mesh import FaceMesh, Mesh
from faceqnet_engine.faces.track import Follower, Identities
from faceqnet_engine.live.guide import TARGET, Guide, guide_of, place_of
from faceqnet_engine.live.reading import Reading, Subject
from faceqnet_engine.measures import background, checks, light
from faceqnet_engine.measures.canvas import SIDE, Canvas, canvas_of, polygon_mask
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX
from faceqnet_engine.measures.mesh_geometry import EYE_IMAGE_LEFT, EYE_IMAGE_RIGHT, LIPS_OUTER
from faceqnet_engine.measures.points import FacePoints, points_from_landmarks, points_from_mesh
from faceqnet_engine.measures.sharpness import sharpness
from faceqnet_engine.models.registry import record
from faceqnet_engine.quality.device import chosen_device, device_words
from faceqnet_engine.quality.reference import quality_of
from faceqnet_engine.quality.scorer import Scorer
from faceqnet_engine.sources.stream import Frame

DETECT_EVERY = 4
"""Analysed frames from one detection to the next, while a face is being followed."""
DETECT_SIDE = 640
"""Long side of the picture in which faces are looked for, as for photos: at 480 landmarks and scores jitter."""
_SWITCH = 1.6
"""Another face must be so many times as prominent before it becomes the subject."""
_SMALLEST_IED = 8.0


@dataclass(slots=True)
class _Followed:
    identity: int
    follower: Follower | None
    face: Face
    midpoint: Float32Array
    captured: float
    age: int = 0


class LiveAnalyser:
    """Reads frames one after another; one caller at a time.

    Args:
        model: Id of a registered quality model.
        device: As for an Assessor.
        guide_share: Size of the oval over the picture's height.

    Raises:
        UsageError, ModelError: as an Assessor does.
    """

    def __init__(self, model: str = "faceqnet-r29", device: str = "auto", guide_share: float = 0.62) -> None:
        self._device = chosen_device(device)
        if self._device.type == "cpu":
            torch.set_num_threads(1)  # the same numbers as an Assessor, and a core left for the picture
        self._model = record(model)
        self._detector, self._mesh = Detector(self._device), FaceMesh(self._device)
        self._scorer = Scorer(self._model, self._device, 1)
        self.guide_share = guide_share
        self._identities = Identities()
        self._followed: _Followed | None = None
        self._others: list[Face] = []

    @property
    def model_name(self) -> str:
        """id@first 8 of the weights' hash."""
        return self._model.name

    @property
    def device_name(self) -> str:
        """For people."""
        return device_words(self._device)

    def read(self, frame: Frame) -> Reading:
        """Analyse one frame, given what was seen before."""
        began = time.perf_counter()
        guide = guide_of(*frame.size, self.guide_share)
        found = self._follow(frame) or self._detect(frame, guide)
        if found is None:
            self._followed = None
            return Reading(frame, seconds=time.perf_counter() - began)
        face, mesh, detected = found
        assert self._followed is not None
        score = float(self._scorer.scores([self._crop(frame.pixels, face)])[0])
        quality = quality_of(score, self._model.reference)
        values = self._values(frame, face, mesh, guide) | {"quality": float(quality)}
        lips = mesh.points[list(LIPS_OUTER), :2] if mesh.confident else None
        return Reading(
            frame,
            faces=1 + len(self._others),
            subject=Subject(self._followed.identity, face.box, face.landmarks, lips, detected),
            others=np.stack([f.box for f in self._others]) if self._others else None,
            score=round(score, 6),
            values=values,
            seconds=time.perf_counter() - began,
        )

    def forget(self) -> None:
        """Another source, or another person: nothing seen before counts."""
        self._followed, self._others = None, []
        self._identities = Identities()

    def _crop(self, pixels: Uint8Array, face: Face) -> Uint8Array:
        return face_crop(pixels, face, self._model.input.template, self._model.input.size)

    # ---- where the face is

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
        before = self._followed
        same = before is not None and before.identity == identities[chosen]
        midpoint = before.midpoint if before is not None and same else face.landmarks[:2].mean(0)
        captured = before.captured if before is not None and same else frame.captured
        self._followed = _Followed(identities[chosen], follower, face, midpoint, captured)
        return face, mesh, True

    def _faces(self, pixels: Uint8Array) -> list[Face]:
        shrink = min(1.0, DETECT_SIDE / max(pixels.shape[:2]))
        if shrink < 1:
            size = (max(1, round(pixels.shape[1] * shrink)), max(1, round(pixels.shape[0] * shrink)))
            small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        else:
            small = pixels
        found = [f.scaled(1 / shrink) for f in self._detector.detect(small)]
        return [f for f in found if f.inter_eye_distance > 1.0]

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

    # ---- what it is like

    def _values(self, frame: Frame, face: Face, mesh: Mesh, guide: Guide) -> dict[str, float]:
        points = points_from_mesh(mesh.points) if mesh.confident else points_from_landmarks(face.landmarks)
        place = place_of(face.landmarks, guide)
        values: dict[str, float | None] = {
            "distance": place.distance,
            "aside": place.aside,
            "below": place.below,
            "head": place.distance / TARGET * guide.height / guide.frame_height,
            "yaw": points.pose.yaw,
            "pitch": points.pose.pitch,
            "roll": points.pose.roll,
            "pixels": face.inter_eye_distance,
            "eyes": points.eyes_open,
            "mouth": _component("MouthClosed", points.mouth_closed),
            "second": _second(face, self._others),
            "cut": _cut(face.box, *frame.size),
            "speed": self._speed(frame, face, guide),
        }
        if face.inter_eye_distance >= _SMALLEST_IED:
            values["sharpness"] = _component("Sharpness", sharpness(frame.pixels, face.landmarks))
            values |= _light(frame.pixels, face, points)
        return {name: float(v) for name, v in values.items() if v is not None and np.isfinite(v)}

    def _speed(self, frame: Frame, face: Face, guide: Guide) -> float | None:
        known = self._followed
        assert known is not None
        midpoint, seconds = face.landmarks[:2].mean(0), frame.captured - known.captured
        moved = float(np.linalg.norm(midpoint - known.midpoint)) / guide.height
        known.midpoint, known.captured = midpoint, frame.captured
        return moved / seconds if seconds > 1e-3 else None


def _light(pixels: Uint8Array, face: Face, points: FacePoints) -> dict[str, float | None]:
    canvas = canvas_of(pixels, face.landmarks)
    region = polygon_mask(canvas.points(points.region), SIDE) & canvas.inside
    behind = background.background_mask(canvas, points.mesh)
    values: dict[str, float | None] = {"light_behind": light.light_behind(canvas.luminance, region, behind)}
    values["eye_light"] = _eye_light(pixels, face, points, canvas)
    measured = light.region_light(canvas.luminance, region)
    if measured is not None:
        values["luminance"] = _component("LuminanceMean", measured.mean)
        values["under"] = _component("UnderExposurePrevention", measured.under)
        values["over"] = _component("OverExposurePrevention", measured.over)
    patches = light.cheeks(canvas, canvas.points(points.eyes), canvas.points(points.mouth[None])[0])
    if patches is not None:
        uniformity = light.illumination_uniformity(canvas.luminance, patches)
        values["uniformity"] = _component("IlluminationUniformity", uniformity)
    return values


def _eye_light(pixels: Uint8Array, face: Face, points: FacePoints, canvas: Canvas) -> float | None:
    """Component of the light on the whites of the eyes, so that nobody's skin is called dark; else of the scene."""
    if points.mesh is not None:
        eyes = [canvas.points(points.mesh[list(eye), :2]) for eye in (EYE_IMAGE_LEFT, EYE_IMAGE_RIGHT)]
        seen = _component("EyeLight", light.eye_light(canvas, eyes))
        if seen is not None:
            return seen
    scene = _component("SceneLight", light.scene_light(pixels))
    tones = _component("TonalRange", checks.tonal_range(pixels, face.landmarks))
    return None if scene is None or tones is None else min(scene, tones)


def _component(measure: str, native: float | None) -> float | None:
    if native is None or not np.isfinite(native):
        return None
    return float(CATALOGUE[INDEX[measure]].component(native))


def _second(face: Face, others: Sequence[Face]) -> float:
    height = max(float(face.box[3]), 1.0)
    return max((float(f.box[3]) / height for f in others), default=0.0)


def _cut(box: Float32Array, width: int, height: int) -> float:
    x, y, w, h = (float(v) for v in box)
    return max(-x / width, (x + w - width) / width, -y / height, (y + h - height) / height, 0.0)
