"""A camera that is none: the demo portrait, moved, turned, lit and blurred by a script that everybody can see.

For trying Live without a camera, and for tests: every frame is a function of its time.
"""

from __future__ import annotations

import threading
import time
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from faceqnet_engine.sources.stream import Frame, Source
from faceqnet_engine.sources.synthetic_script import SCRIPT, Scene, scene_at

# The portrait of resources/demo/portrait_astronaut.jpg, in its own pixels.
_EYES = np.array(((204.7, 100.6), (247.5, 103.4)))
_MOUTH = np.array((223.2, 144.0))
_HEAD, _HALF = np.array((226.0, 118.0)), np.array((60.0, 80.0))
_NOSE = np.array((223.7, 130.0))
_IED = float(np.hypot(*(_EYES[1] - _EYES[0])))
_DEPTH, _NOSE_DEPTH = 62.0, 22.0
_EASE = 0.2
"""Seconds in which the person moves from one scene to the next."""
_MARGIN = np.array((120.0, 200.0))
"""Left (and right, and below) of the portrait, and above it."""
_GREY = (118, 116, 114)

Uint8Image = NDArray[np.uint8]


class SyntheticSource(Source):
    """The script, for ever.

    Args:
        size: Width and height of the frames.
        fps: Frames a second.
        paced: Frames come when they are due; otherwise as fast as they are made.
    """

    name = "Synthetic demo"
    reconnects = False

    def __init__(
        self,
        size: tuple[int, int] = (1280, 720),
        fps: float = 30.0,
        *,
        paced: bool = True,
        script: tuple[Scene, ...] = SCRIPT,
    ) -> None:
        self._size, self._fps, self._paced, self._script = size, fps, paced, script
        self._number, self._began = 0, 0.0

    def open(self, cancel: threading.Event) -> None:
        """See Source."""
        del cancel
        _portrait()
        self._number, self._began = 0, time.monotonic()

    def read(self, cancel: threading.Event) -> Frame | None:
        """See Source."""
        place = self._number / self._fps
        if self._paced:
            ahead = self._began + place - time.monotonic()
            if ahead > 0:
                cancel.wait(ahead)
            else:  # frames that could not be made in time are skipped, as a camera does
                self._number += int(-ahead * self._fps)
                place = self._number / self._fps
        pixels = self.picture(place)
        self._number += 1
        return Frame(pixels, self._number - 1, time.monotonic(), place)

    def close(self) -> None:
        """See Source."""

    def picture(self, seconds: float) -> Uint8Image:
        """The frame at a time of the script: (h, w, 3) uint8 RGB."""
        number, into = scene_at(seconds, self._script)
        scene, before = self._script[number], self._script[number - 1]
        moving = into < _EASE and scene.person and before.person
        share = _smooth(into / _EASE) if moving else 1.0
        return _drawn(scene, before, share, into, self._size)


def _smooth(share: float) -> float:
    return share * share * (3 - 2 * share)


def _drawn(scene: Scene, before: Scene, share: float, into: float, size: tuple[int, int]) -> Uint8Image:
    width, height = size
    guide = 0.62 * min(height, 1.25 * width)
    if not scene.person:
        return _room(size).copy()
    between = {
        name: (1 - share) * getattr(before, name) + share * getattr(scene, name)
        for name in ("distance", "aside", "below", "yaw", "pitch", "roll", "lips")
    }
    aside, below = between["aside"], between["below"]
    if scene.from_edge:
        aside = scene.from_edge - 0.5 * width / guide
    if scene.sway:
        aside += _sway(into, scene.sway)
    scale = between["distance"] * guide / _IED
    centre = np.array((0.5 * width + aside * guide, 0.45 * height + below * height))
    face = _posed(between["yaw"], between["pitch"], between["lips"])
    matrix = _placed(scale, between["roll"], centre - scale * _eyes_moved(between["yaw"], between["pitch"]))
    picture = np.asarray(
        cv2.warpAffine(face, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    )
    if scene.second:
        picture = _with_second(np.asarray(picture, np.uint8), face, scale * scene.second, size, guide)
    picture = _lit(np.asarray(picture, np.uint8), scene, scale, centre)
    if scene.blur:
        picture = _blurred(picture, scene.blur * between["distance"] * guide)
    return np.ascontiguousarray(picture, dtype=np.uint8)


def _sway(into: float, speed: float, reach: float = 0.085) -> float:
    """To and fro at an even speed."""
    phase = (into * speed / (4 * reach)) % 1.0
    return reach * (4 * abs(phase - 0.5) - 1)


def _eyes_moved(yaw: float, pitch: float) -> NDArray[np.float64]:
    """By how much turning the head moves the eyes, in pixels of the portrait: the person turns, but does not go."""
    depth = _DEPTH * float(1 - (((_EYES.mean(0) - _HEAD) / _HALF) ** 2).sum())
    return depth * np.array((np.sin(np.radians(yaw)), -np.sin(np.radians(pitch))))


def _placed(scale: float, roll: float, centre: NDArray[np.float64]) -> NDArray[np.float64]:
    """Portrait -> frame: the eye midpoint at `centre`, level eyes turned by `roll`."""
    level = np.degrees(np.arctan2(*(_EYES[1] - _EYES[0])[::-1]))
    turn = np.radians(roll - level)
    linear = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.hstack([linear, (centre - linear @ (_EYES.mean(0) + _MARGIN))[:, None]])


def _posed(yaw: float, pitch: float, lips: float) -> Uint8Image:
    """The portrait with its head turned or mouth open, to the nearest degree or twentieth."""
    key = (round(yaw), round(pitch), round(lips * 20))
    return _portrait() if not any(key) else _moved(*key)


@lru_cache(maxsize=64)
def _moved(yaw: int, pitch: int, lips: int) -> Uint8Image:
    """By parallax: what is nearer moves farther. Enough for a face within some 25 degrees."""
    portrait = _portrait()
    height, width = portrait.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    radius = _squared(x, _HEAD[0] + _MARGIN[0], _HALF[0]) + _squared(y, _HEAD[1] + _MARGIN[1], _HALF[1])
    near = _DEPTH * np.clip(1 - radius, 0, None)
    nose = _squared(x, _NOSE[0] + _MARGIN[0], 8.0) + _squared(y, _NOSE[1] + _MARGIN[1], 8.0)
    near += _NOSE_DEPTH * np.exp(-nose / 2)
    map_x = x - near * np.sin(np.radians(yaw))
    map_y = y + near * np.sin(np.radians(pitch))
    picture = np.asarray(
        cv2.remap(
            portrait,
            map_x.astype(np.float32),
            map_y.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT_101,
        ),
        np.uint8,
    )
    return _with_lips(picture, lips / 20) if lips else picture


def _squared(values: NDArray[np.float32], centre: float, unit: float) -> NDArray[np.float32]:
    return np.asarray(((values - centre) / unit) ** 2, np.float32)


def _with_lips(portrait: Uint8Image, share: float) -> Uint8Image:
    """The lower part of the face moved down, and the gap dark."""
    gap = share * float(np.hypot(*(_MOUTH - _EYES.mean(0))))
    height, width = portrait.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    line = _MOUTH[1] + _MARGIN[1] + 1.5
    across = np.clip(1 - _squared(x, _MOUTH[0] + _MARGIN[0], 19.0), 0, 1)
    opening = gap * np.sqrt(across)
    below = y - line
    fades = np.clip(1 - (below - opening) / 60.0, 0, 1)
    shift = np.where(below > opening, opening * fades, np.maximum(below, 0))
    picture = np.asarray(
        cv2.remap(
            portrait, x, (y - shift).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
        )
    )
    inside = ((below > 0.5) & (below < opening - 0.5))[..., None]
    soft = cv2.GaussianBlur(inside.astype(np.float32), (3, 3), 0)[..., None]
    return np.round(picture * (1 - soft) + np.array((46, 14, 16)) * soft).astype(np.uint8)


def _with_second(
    picture: Uint8Image, face: Uint8Image, scale: float, size: tuple[int, int], guide: float
) -> Uint8Image:
    """Somebody else who looks in from the right: the portrait mirrored, cut out softly."""
    width, height = size
    centre = np.array((0.5 * width + 0.72 * guide, 0.51 * height))
    eyes = _EYES.mean(0) + _MARGIN
    matrix = np.array([[-scale, 0, centre[0] + scale * eyes[0]], [0, scale, centre[1] - scale * eyes[1]]])
    other = np.asarray(cv2.warpAffine(face, matrix, size, flags=cv2.INTER_LINEAR), np.uint8)
    unit = _IED * scale
    return _blended(picture, other, _ellipse(size, centre, (1.55 * unit, 2.1 * unit), 0.3 * unit, 0.3))


def _lit(picture: Uint8Image, scene: Scene, scale: float, centre: NDArray[np.float64]) -> Uint8Image:
    """Light in linear terms: a factor on all, on one half of the face, and on what lies beside the person."""
    if scene.light == scene.shadow == scene.behind == 1.0:
        return picture
    size, unit = (picture.shape[1], picture.shape[0]), _IED * scale
    lit: NDArray[Any] = cv2.LUT(picture, _levels(scene.light))
    if scene.shadow != 1.0:
        edge = 1 / (1 + np.exp(-(np.arange(size[0]) - centre[0] - 0.02 * unit) / (0.05 * unit)))
        shade = np.broadcast_to(edge.astype(np.float32), (size[1], size[0]))
        lit = _blended(
            lit, cv2.LUT(picture, _levels(scene.light * scene.shadow)), np.ascontiguousarray(shade)
        )
    if scene.behind != 1.0:
        person = _ellipse(size, centre, (1.9 * unit, 2.6 * unit), 0.3 * unit, 0.4)
        lit = _blended(cv2.LUT(picture, _levels(scene.light * scene.behind)), lit, person)
    return np.asarray(lit, np.uint8)


def _levels(factor: float) -> NDArray[np.uint8]:
    """(256,) sRGB levels after a factor on linear light, near enough."""
    return np.clip(np.round(np.arange(256) * factor ** (1 / 2.2)), 0, 255).astype(np.uint8)


def _ellipse(
    size: tuple[int, int], eyes: NDArray[np.float64], half: tuple[float, float], lower: float, soft: float
) -> NDArray[np.float32]:
    """(h, w) 1 inside an ellipse under the eyes, 0 outside."""
    y, x = np.ogrid[: size[1], : size[0]]
    across = ((x - eyes[0]) / half[0]).astype(np.float32)
    along = ((y - eyes[1] - lower) / half[1]).astype(np.float32)
    return np.clip((1.1 - across**2 - along**2) / soft, 0, 1).astype(np.float32)


def _blended(under: NDArray[Any], over: NDArray[Any], share: NDArray[np.float32]) -> Uint8Image:
    return np.asarray(cv2.blendLinear(under, over, 1 - share, share), np.uint8)


def _blurred(picture: Uint8Image, sigma: float) -> Uint8Image:
    """Large blurs on a smaller picture: the same to the eye, and quick."""
    shrink = max(1.0, sigma / 2.5)
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (round(width / shrink), round(height / shrink)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


@lru_cache(maxsize=1)
def _portrait() -> Uint8Image:
    """The portrait with room around it: its wall goes on above, the rest is mirrored."""
    with Image.open(Path(str(resources.files("resources"))) / "demo" / "portrait_astronaut.jpg") as image:
        pixels = np.asarray(image.convert("RGB"))
    left, top = (int(v) for v in _MARGIN)
    wide = cv2.copyMakeBorder(pixels, 0, left, left, left, cv2.BORDER_REFLECT_101)
    wall = cv2.GaussianBlur(cv2.resize(wide[:6], (wide.shape[1], top)), (0, 0), 15)
    whole = np.vstack([wall, wide])
    seam = slice(top - 6, top + 6)
    whole[seam] = cv2.GaussianBlur(whole[top - 12 : top + 12], (0, 0), 4)[6:18]
    return np.ascontiguousarray(whole, dtype=np.uint8)


@lru_cache(maxsize=2)
def _room(size: tuple[int, int]) -> Uint8Image:
    """Nobody there: the portrait's own backdrop, far out of focus."""
    width, height = size
    corner = _portrait()[210:320, 410:520]
    wall = cv2.resize(cv2.GaussianBlur(corner, (0, 0), 12), size, interpolation=cv2.INTER_CUBIC).astype(
        np.float32
    )
    grain = np.random.default_rng(7).normal(0, 1.2, (height, width, 1))
    return np.clip(wall * 0.8 + np.array(_GREY) * 0.2 + grain, 0, 255).astype(np.uint8)
