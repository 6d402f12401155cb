"""The figures of one frame's subject: place, pose, light, sharpness, eyes, mouth, by names of `reading.VALUES`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from faceqnet_engine.faces.face import Face, Float32Array, Uint8Array
from faceqnet_engine.live.finding import Found
from faceqnet_engine.live.guide import TARGET, Guide, place_of
from faceqnet_engine.measures import background, checks, light
from faceqnet_engine.measures.canvas import SIDE, Canvas, canvas_of, polygon_mask
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX
from faceqnet_engine.measures.mesh_geometry import EYE_IMAGE_LEFT, EYE_IMAGE_RIGHT
from faceqnet_engine.measures.points import FacePoints, points_from_landmarks, points_from_mesh
from faceqnet_engine.measures.sharpness import sharpness
from faceqnet_engine.sources.stream import Frame

_SMALLEST_IED = 8.0
_USUAL_OPENING = 0.07
"""Native EyesOpen of eyes that are open; the limits of the profiles are made for it."""
_LOOKS_HERE = 10.0
_SHUTTING, _OPENS, _SETTLES = 0.75, 0.3, 0.05
"""Below this share of a person's own opening the eyes are shutting; how quickly that opening is learnt, up and down."""


class OpenEyes:
    """The eyes of people who open them wider than most, on the scale of most: half shut is half shut for everybody."""

    def __init__(self) -> None:
        self._identity, self._own = -1, 0.0

    def judged(self, identity: int, opening: float, turned: float = 0.0) -> float:
        """Native EyesOpen, made smaller in proportion where this person's own eyes are wider than usual.

        Args:
            identity: Of the subject.
            opening: Native EyesOpen of this frame.
            turned: The larger of yaw and pitch, whatever their sign; nothing is learnt of a face that looks elsewhere.
        """
        if identity != self._identity:
            self._identity, self._own = identity, opening
        elif opening > _SHUTTING * self._own and turned < _LOOKS_HERE:
            self._own += (_OPENS if opening > self._own else _SETTLES) * (opening - self._own)
        return opening * min(1.0, _USUAL_OPENING / max(self._own, 1e-6))


def figures_of(frame: Frame, found: Found, guide: Guide) -> dict[str, float]:
    """What the profile's checks look at, but for the score; absent where not known."""
    face, mesh = found.face, found.mesh
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
        "second": _second(face, found.others),
        "cut": _cut(face.box, *frame.size),
        "speed": found.speed,
    }
    if face.inter_eye_distance >= _SMALLEST_IED:
        values["sharpness"] = _component("Sharpness", sharpness(frame.pixels, face.landmarks))
        values |= _light(frame.pixels, face, points)
    return {name: float(v) for name, v in values.items() if v is not None and np.isfinite(v)}


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
