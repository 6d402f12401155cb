"""All measures of one face: the one place that knows the order of their steps."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch

from faceqnet_engine.faces.face import Face, Float32Array, Uint8Array
from faceqnet_engine.faces.mesh import FaceMesh
from faceqnet_engine.measures import background, checks, compression, geometry, light
from faceqnet_engine.measures.canvas import SIDE, Canvas, canvas_of, polygon_mask
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_engine.measures.mesh_geometry import EYE_IMAGE_LEFT, EYE_IMAGE_RIGHT
from faceqnet_engine.measures.points import FacePoints, points_from_landmarks, points_from_mesh
from faceqnet_engine.measures.sharpness import sharpness
from faceqnet_engine.measures.values import Measures, Note

_SMALLEST_IED = 8.0
"""Pixels between the eyes under which light and detail of a face are guesses."""
_EYES_IED = 50.0
"""Pixels between the eyes from which their whites have pixels of their own."""
_FIVE_POINT_MEASURES = (
    "IlluminationUniformity", "LuminanceMean", "LuminanceVariance", "UnderExposurePrevention",
    "OverExposurePrevention", "DynamicRange", "NaturalColour", "InterEyeDistance", "HeadSize",
    "LeftwardCropOfTheFaceImage", "RightwardCropOfTheFaceImage", "MarginAboveOfTheFaceImage",
    "MarginBelowOfTheFaceImage", "HeadPoseYaw", "HeadPosePitch", "BackgroundUniformity",
)  # fmt: skip
"""Measures whose points come from the mesh where it fits."""
_MESH_ONLY = frozenset({"EyesOpen", "MouthClosed"})


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A photo as it was decoded, with the faces in it.

    Attributes:
        pixels: (h, w, 3) uint8 RGB.
        scale: Size of `pixels` over the full size.
        width: Of the upright full-size image.
        height: Of the upright full-size image.
        faces: All faces found, in full-size pixels.
        data: The file's bytes, where there is a file.
    """

    pixels: Uint8Array
    scale: float
    width: int
    height: int
    faces: tuple[Face, ...]
    data: bytes | None = None


class Measurer:
    """Measures faces one by one, so that no result depends on what else is measured; safe from several threads.

    Args:
        device: Where the mesh runs.

    Raises:
        ModelError: the mesh's weights are missing or damaged.
    """

    def __init__(self, device: torch.device | str = "cpu") -> None:
        self._mesh = FaceMesh(device, recorded=True)

    def measures(self, sight: Sight, face: Face) -> Measures:
        """Natives and components of one of the sight's faces (given in full-size pixels)."""
        found = face.scaled(sight.scale)
        mesh = self._mesh.mesh(sight.pixels, found)
        points = points_from_mesh(mesh.points) if mesh.confident else points_from_landmarks(found.landmarks)
        natives: dict[str, float | None] = {"SingleFacePresent": geometry.second_face_share(sight.faces)}
        natives |= _place(points, sight)
        notes: dict[str, Note] = {}
        if not mesh.confident:
            notes |= dict.fromkeys(_FIVE_POINT_MEASURES, Note.FIVE_POINTS)
        if found.inter_eye_distance < _SMALLEST_IED:
            return _noted(natives, notes, Note.TOO_SMALL)
        canvas = canvas_of(sight.pixels, found.landmarks)
        natives |= _light(canvas, points, sight, found.landmarks, notes)
        natives |= _detail(sight, found.landmarks)
        return _noted(natives, notes, Note.NO_REGION)


def _place(points: FacePoints, sight: Sight) -> dict[str, float | None]:
    """Pose and geometry, in full-size pixels."""
    eyes, chin = points.eyes / sight.scale, points.chin / sight.scale
    return {
        "HeadPoseYaw": points.pose.yaw,
        "HeadPosePitch": points.pose.pitch,
        "HeadPoseRoll": points.pose.roll,
        "InterEyeDistance": geometry.inter_eye_distance(eyes, points.pose.yaw),
        "EyesOpen": points.eyes_open,
        "MouthClosed": points.mouth_closed,
        **geometry.place(eyes, chin, sight.width, sight.height),
    }


def _light(
    canvas: Canvas, points: FacePoints, sight: Sight, landmarks: Float32Array, notes: dict[str, Note]
) -> dict[str, float | None]:
    region = polygon_mask(canvas.points(points.region), SIDE) & canvas.inside
    behind = background.background_mask(canvas, points.mesh)
    natives: dict[str, float | None] = {
        "SceneLight": light.scene_light(sight.pixels),
        "LightBehind": light.light_behind(canvas.luminance, region, behind),
        "BackgroundUniformity": background.background_uniformity(canvas, behind),
        "FaceShadow": checks.face_shadow(canvas, landmarks),
    }
    if points.mesh is None:
        notes["EyeLight"] = Note.NO_MESH
    elif float(np.linalg.norm(landmarks[1] - landmarks[0])) < _EYES_IED:
        notes["EyeLight"] = Note.TOO_SMALL
    else:
        eyes = [points.mesh[list(eye), :2] for eye in (EYE_IMAGE_LEFT, EYE_IMAGE_RIGHT)]
        natives["EyeLight"] = light.eye_light(canvas, [canvas.points(eye) for eye in eyes])
    measured = light.region_light(canvas.luminance, region)
    if measured is not None:
        natives |= {
            "LuminanceMean": measured.mean,
            "LuminanceVariance": measured.variance,
            "UnderExposurePrevention": measured.under,
            "OverExposurePrevention": measured.over,
            "DynamicRange": measured.entropy,
        }
    patches = light.cheeks(canvas, canvas.points(points.eyes), canvas.points(points.mouth[None])[0])
    if patches is not None:
        natives["IlluminationUniformity"] = light.illumination_uniformity(canvas.luminance, patches)
        if light.is_grey(canvas.pixels, region):
            notes["NaturalColour"] = Note.GREY
        else:
            natives["NaturalColour"] = light.natural_colour(canvas.pixels, patches)
    return natives


def _detail(sight: Sight, landmarks: Float32Array) -> dict[str, float | None]:
    tables = None if sight.data is None else compression.quality_of_tables(sight.data)
    pixels, scale = sight.pixels, sight.scale
    return {
        "Sharpness": sharpness(pixels, landmarks),
        "CompressionArtifacts": compression.compression(pixels, landmarks, scale, tables),
        "RedEyes": checks.red_eyes(pixels, landmarks),
        "TonalRange": checks.tonal_range(pixels, landmarks),
        "EffectiveResolution": checks.effective_resolution(pixels, landmarks, scale),
    }


def _noted(natives: dict[str, float | None], notes: dict[str, Note], why: Note) -> Measures:
    """Measures without a value get a note: the mesh's own where it is what they lack, else `why`."""
    for measure in IDS:
        native = natives.get(measure)
        if (native is None or not math.isfinite(native)) and notes.get(measure) in {None, Note.FIVE_POINTS}:
            notes[measure] = Note.NO_MESH if measure in _MESH_ONLY else why
    return Measures.of(natives, notes)
