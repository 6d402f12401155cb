"""What a measure looked at, as lines in pixels of the full-size photo: for people who ask where a number is from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.faces.align import similarity_to_template
from faceqnet_engine.faces.face import Float32Array
from faceqnet_engine.measures import mesh_geometry as on
from faceqnet_engine.measures.background import background_mask
from faceqnet_engine.measures.canvas import SIDE, TEMPLATE, Canvas, polygon_mask
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX
from faceqnet_engine.measures.light import cheeks
from faceqnet_engine.measures.words import with_unit

_BACKGROUND = (slice(0, SIDE - 210), slice(62, SIDE - 62))
"""The part of the canvas whose background is looked at: OFIQ cuts 62 off each side, 210 off the bottom."""
_SHADOW_PLACES, _SHADOW_HALF = ((0.0, -0.3), (-0.5, 0.65), (0.5, 0.65)), 0.12
"""Patches that `checks.face_shadow` compares, in eye distances from the middle of the eyes."""
_LID_PAIRS = ((160, 144), (159, 145), (158, 153), (385, 380), (386, 374), (387, 373))
_LIP_PAIRS = ((82, 87), (13, 14), (312, 317))
_SMALLEST_PATCH = 400
"""Canvas pixels under which a piece of background is not drawn."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One line to draw over the photo.

    Attributes:
        points: (x, y) in pixels of the full-size photo; one point is a ring.
        closed: Whether the last is joined with the first.
        label: A number or letter beside the line's middle.
        axis: 0, 1, 2 for x, y, z of the head's pose, -1 for other lines.
        dashed: Whether it is approximate, or an extent rather than an edge.
    """

    points: tuple[tuple[float, float], ...]
    closed: bool = False
    label: str = ""
    axis: int = -1
    dashed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Everything that shapes are made from."""

    row: Assessment
    five: Float32Array
    mesh: Float32Array | None
    language: str

    @property
    def eyes(self) -> Float32Array:
        """(2, 2) image-left, image-right eye centre."""
        return self.five[:2] if self.mesh is None else on.eye_centres(self.mesh)

    @property
    def mouth(self) -> Float32Array:
        """(2,) its middle."""
        return np.asarray(self.five[3:].mean(0) if self.mesh is None else self.mesh[[13, 14], :2].mean(0))

    @property
    def chin(self) -> Float32Array:
        """(2,) pixels."""
        return on.chin_from_landmarks(self.five) if self.mesh is None else self.mesh[on.CHIN, :2]

    @property
    def region(self) -> Float32Array:
        """(n, 2) outline of the face."""
        return on.region_from_landmarks(self.five) if self.mesh is None else on.region(self.mesh)

    @property
    def ied(self) -> float:
        """Never 0."""
        return max(1e-6, float(np.linalg.norm(self.eyes[1] - self.eyes[0])))

    @property
    def approximate(self) -> bool:
        """Whether five points stand in for the mesh."""
        return self.mesh is None

    def canvas(self) -> Canvas:
        """The aligned face without its pixels: only where things lie."""
        matrix = similarity_to_template(self.five, TEMPLATE)
        width, height = float(self.row.width or 0), float(self.row.height or 0)
        border = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64) - 0.5
        inside = polygon_mask(border @ matrix[:, :2].T.astype(np.float64) + matrix[:, 2], SIDE)
        none = np.zeros((SIDE, SIDE), np.uint8)
        return Canvas(np.zeros((SIDE, SIDE, 3), np.uint8), inside, none, matrix)

    def native(self, measure: str) -> str:
        """The measure's value with its unit; empty where there is none."""
        record = CATALOGUE[INDEX[measure]]
        value = None if self.row.measures is None else self.row.measures.native(measure)
        return "" if value is None else with_unit(value, record.unit, record.decimals, self.language)


def shapes(
    row: Assessment, measure: str, mesh: NDArray[np.floating] | None = None, language: str = "en"
) -> tuple[Shape, ...]:
    """Lines that show what a measure looked at; none where the row has no face, or the measure no place.

    Args:
        row: With landmarks.
        measure: Its id.
        mesh: (468, 2 or more) pixels of the full-size photo, where the mesh is believed. Without it the five-point
            stand-ins are drawn, dashed.
        language: Of the numbers.
    """
    landmarks = row.landmarks
    if landmarks is None or measure not in _DRAWN:
        return ()
    points = None if mesh is None else np.asarray(mesh, np.float32)
    seen = _Seen(row, np.asarray(landmarks, np.float32), points, language)
    return tuple(s for s in _DRAWN[measure](seen, measure) if np.isfinite(np.asarray(s.points)).all())


def _line(points: Iterable[Iterable[float]], **more: object) -> Shape:
    found = tuple((float(x), float(y)) for x, y in (tuple(p) for p in points))
    return replace(Shape(found), **more)  # type: ignore[arg-type]


def _from_canvas(canvas: Canvas, points: Iterable[Iterable[float]]) -> NDArray[np.float64]:
    """Canvas places back to the photo."""
    places = np.array([tuple(p) for p in points], np.float64)
    inverse = np.linalg.inv(canvas.matrix[:, :2].astype(np.float64))
    return np.asarray((places - canvas.matrix[:, 2]) @ inverse.T)


def _region(seen: _Seen, measure: str) -> list[Shape]:
    """The face region: the mesh's hull, or the ellipse that stands in for it."""
    return [_line(seen.region, closed=True, label=seen.native(measure), dashed=seen.approximate)]


def _cheeks(seen: _Seen, measure: str) -> list[Shape]:
    """Two square patches beside the nose."""
    canvas = seen.canvas()
    patches = cheeks(canvas, canvas.points(seen.eyes), canvas.points(seen.mouth[None])[0])
    if patches is None:
        return []
    found = []
    for rows, columns in (patches.left, patches.right):
        left, right, top, bottom = columns.start, columns.stop, rows.start, rows.stop
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        found.append(_line(_from_canvas(canvas, corners), closed=True, dashed=seen.approximate))
    return [replace(found[0], label=seen.native(measure)), found[1]]


def _face_parts(seen: _Seen, measure: str) -> list[Shape]:
    """Between the brows and both cheeks, whose light is compared."""
    canvas = seen.canvas()
    middle, eyes = TEMPLATE[:2].mean(0), float(TEMPLATE[1, 0] - TEMPLATE[0, 0])
    found = []
    for place in _SHADOW_PLACES:
        corners = middle + eyes * (np.array(place) + _SHADOW_HALF * np.array(_SQUARE))
        found.append(_line(_from_canvas(canvas, corners), closed=True))
    return [replace(found[0], label=seen.native(measure)), *found[1:]]


_SQUARE = ((-1, -1), (1, -1), (1, 1), (-1, 1))


def _background(seen: _Seen, measure: str) -> list[Shape]:
    """Outlines of what counts as background around the head."""
    canvas = seen.canvas()
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[_BACKGROUND] = background_mask(canvas, seen.mesh)[_BACKGROUND]
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    large = [o for o in outlines if cv2.contourArea(o) >= _SMALLEST_PATCH]
    found = [
        _line(_from_canvas(canvas, cv2.approxPolyDP(o, 1.5, closed=True)[:, 0]), closed=True) for o in large
    ]
    return [replace(shape, label=seen.native(measure) if n == 0 else "") for n, shape in enumerate(found)]


def _eye_line(seen: _Seen, measure: str) -> list[Shape]:
    return [
        _line(seen.eyes, label=seen.native(measure), dashed=True),
        _line(seen.eyes[:1]),
        _line(seen.eyes[1:]),
    ]


def _head(seen: _Seen, measure: str) -> list[Shape]:
    """From the eyes to the chin, and the photo's height beside it."""
    middle, height = seen.eyes.mean(0), float(seen.row.height or 0)
    edge = float(seen.chin[0]) + 1.1 * seen.ied
    return [
        _line([middle, seen.chin], label=seen.native(measure), dashed=seen.approximate),
        _line([(edge, 0.0), (edge, height)], dashed=True),
    ]


def _room(seen: _Seen, measure: str) -> list[Shape]:
    """From a border to the place it is measured from."""
    middle = seen.eyes.mean(0)
    width, height = float(seen.row.width or 0), float(seen.row.height or 0)
    ends: dict[str, tuple[Float32Array, tuple[float, float]]] = {
        "LeftwardCropOfTheFaceImage": (seen.eyes[1], (0.0, float(seen.eyes[1][1]))),
        "RightwardCropOfTheFaceImage": (seen.eyes[0], (width, float(seen.eyes[0][1]))),
        "MarginAboveOfTheFaceImage": (middle, (float(middle[0]), 0.0)),
        "MarginBelowOfTheFaceImage": (middle, (float(middle[0]), height)),
    }
    start, end = ends[measure]
    frame = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    return [
        _line([start, end], label=seen.native(measure)),
        _line([start]),
        _line(frame, closed=True, dashed=True),
    ]


def _pose(seen: _Seen, measure: str) -> list[Shape]:
    """The head's axes at the nose: x to the image's right, y down, z out of the face."""
    measured = seen.row.measures
    if measured is None:
        return []
    yaw, pitch, roll = (
        math.radians(measured.native(f"HeadPose{name}") or 0.0) for name in ("Yaw", "Pitch", "Roll")
    )
    rotation = _about_z(roll) @ _about_y(yaw) @ _about_x(-pitch)
    centre, length = seen.five[2], 0.9 * seen.ied
    turned = {"HeadPosePitch": 0, "HeadPoseYaw": 1, "HeadPoseRoll": 2}[measure]
    found = []
    for axis, letter in enumerate("xyz"):
        # The photo's x and y of a unit vector; z points at the camera.
        tip = centre + length * rotation[:2, axis]
        label = f"{letter} {seen.native(measure)}" if axis == turned else letter
        found.append(_line([centre, tip], label=label, axis=axis))
    return found


def _about_x(a: float) -> NDArray[np.float64]:
    return np.array([[1, 0, 0], [0, math.cos(a), math.sin(a)], [0, -math.sin(a), math.cos(a)]])


def _about_y(a: float) -> NDArray[np.float64]:
    return np.array([[math.cos(a), 0, math.sin(a)], [0, 1, 0], [-math.sin(a), 0, math.cos(a)]])


def _about_z(a: float) -> NDArray[np.float64]:
    return np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])


def _lids(seen: _Seen, measure: str) -> list[Shape]:
    if seen.mesh is None:
        return []
    eyes = (on.EYE_IMAGE_LEFT, on.EYE_IMAGE_RIGHT)
    outlines = [_line(seen.mesh[list(eye), :2], closed=True) for eye in eyes]
    pairs = [_line(seen.mesh[list(pair), :2]) for pair in _LID_PAIRS]
    return [replace(outlines[0], label=seen.native(measure)), outlines[1], *pairs]


def _eyes(seen: _Seen, measure: str) -> list[Shape]:
    return _lids(seen, measure)[:2]


def _lips(seen: _Seen, measure: str) -> list[Shape]:
    if seen.mesh is None:
        return []
    pairs = [_line(seen.mesh[list(pair), :2]) for pair in _LIP_PAIRS]
    return [_line(seen.mesh[list(on.LIPS_INNER), :2], closed=True, label=seen.native(measure)), *pairs]


def _eye_discs(seen: _Seen, measure: str) -> list[Shape]:
    turn = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    ring = 0.12 * seen.ied * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    first, second = (_line(eye + ring, closed=True) for eye in seen.eyes)
    return [replace(first, label=seen.native(measure)), second]


def _box(seen: _Seen, measure: str) -> list[Shape]:
    if seen.row.box is None:
        return []
    x, y, w, h = seen.row.box
    corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return [_line(corners, closed=True, label=seen.native(measure))]


def _whole(seen: _Seen, measure: str) -> list[Shape]:
    width, height = float(seen.row.width or 0), float(seen.row.height or 0)
    frame = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    return [_line(frame, closed=True, label=seen.native(measure), dashed=True)]


_Drawing = Callable[[_Seen, str], list[Shape]]
_DRAWN: Mapping[str, _Drawing] = {
    "BackgroundUniformity": _background,
    "BackgroundShadow": _background,
    "LightBehind": _background,
    "IlluminationUniformity": _cheeks,
    "NaturalColour": _cheeks,
    "FaceShadow": _face_parts,
    "EyesOpen": _lids,
    "EyeLight": _eyes,
    "MouthClosed": _lips,
    "RedEyes": _eye_discs,
    "InterEyeDistance": _eye_line,
    "HeadSize": _head,
    "SingleFacePresent": _box,
    "SceneLight": _whole,
    "CompressionArtifacts": _box,
    "EffectiveResolution": _box,
} | {
    name: drawing
    for drawing, names in (
        (_region, ("LuminanceMean", "LuminanceVariance", "UnderExposurePrevention", "OverExposurePrevention",
                   "DynamicRange", "TonalRange", "Sharpness")),
        (_room, ("LeftwardCropOfTheFaceImage", "RightwardCropOfTheFaceImage", "MarginAboveOfTheFaceImage",
                 "MarginBelowOfTheFaceImage")),
        (_pose, ("HeadPoseYaw", "HeadPosePitch", "HeadPoseRoll")),
    )
    for name in names
}  # fmt: skip
