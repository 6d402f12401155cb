"""A camera that is none: the demo portrait, moved, turned, lit and blurred by a script that everybody can see.

For trying Live without a camera, and for tests: every frame is a function of its time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.sources.stream import Frame, Source
from faceqnet_engine.sources.synthetic_face import EYES, IED, MARGIN, eyes_moved, portrait, posed
from faceqnet_engine.sources.synthetic_script import SCRIPT, Scene, scene_at

_EASE = 0.2
"""Seconds in which the person moves from one scene to the next."""
_GREY = (118, 116, 114)

Uint8Image = NDArray[np.uint8]
_USUAL_OVAL = 0.62


class SyntheticSource(Source):
    """The script, for ever.

    Args:
        size: Width and height of the frames. The script keeps to its hints in the usual one; the portrait has no more
            detail than that shows.
        fps: Frames a second.
        paced: Frames come when they are due; otherwise as fast as they are made.
        guide: Size of the oval, asked in the reading thread when a scene begins: the person stands by it.
    """

    name = "Synthetic demo"
    reconnects = False

    def __init__(
        self,
        size: tuple[int, int] = (640, 480),
        fps: float = 30.0,
        *,
        paced: bool = True,
        script: tuple[Scene, ...] = SCRIPT,
        guide: Callable[[], float] = lambda: _USUAL_OVAL,
    ) -> None:
        self._size, self._fps, self._paced, self._script = size, fps, paced, script
        self._number, self._began = 0, 0.0
        self._guide, self._share, self._scene = guide, guide(), 0

    def open(self, cancel: threading.Event) -> None:
        """See Source."""
        del cancel
        portrait()
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
        if number != self._scene:
            self._scene, self._share = number, self._guide()
        oval = self._share * min(self._size[1], 1.25 * self._size[0])
        return _drawn(scene, before, share, into, self._size, oval)


def _smooth(share: float) -> float:
    return share * share * (3 - 2 * share)


def _drawn(
    scene: Scene, before: Scene, share: float, into: float, size: tuple[int, int], guide: float
) -> Uint8Image:
    """A moment of a scene; `guide` is the oval's height in pixels."""
    width, height = size
    if not scene.person:
        return _room(size).copy()
    between = {
        name: (1 - share) * getattr(before, name) + share * getattr(scene, name)
        for name in ("distance", "aside", "below", "yaw", "pitch", "roll", "lips", "lids")
    }
    aside, below = between["aside"], between["below"]
    if scene.from_edge:
        aside = scene.from_edge - 0.5 * width / guide
    if scene.sway:
        aside += _sway(into, scene.sway)
    scale = between["distance"] * guide / IED
    centre = np.array((0.5 * width + aside * guide, 0.45 * height + below * height))
    face = posed(between["yaw"], between["pitch"], between["lips"], between["lids"])
    matrix = _placed(scale, between["roll"], centre - scale * eyes_moved(between["yaw"], between["pitch"]))
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


def _placed(scale: float, roll: float, centre: NDArray[np.float64]) -> NDArray[np.float64]:
    """Portrait -> frame: the eye midpoint at `centre`, level eyes turned by `roll`."""
    level = np.degrees(np.arctan2(*(EYES[1] - EYES[0])[::-1]))
    turn = np.radians(roll - level)
    linear = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.hstack([linear, (centre - linear @ (EYES.mean(0) + MARGIN))[:, None]])


def _with_second(
    picture: Uint8Image, face: Uint8Image, scale: float, size: tuple[int, int], guide: float
) -> Uint8Image:
    """Somebody else who looks in from the right: the portrait mirrored, cut out softly."""
    width, height = size
    centre = np.array((0.5 * width + 0.72 * guide, 0.51 * height))
    eyes = EYES.mean(0) + MARGIN
    matrix = np.array([[-scale, 0, centre[0] + scale * eyes[0]], [0, scale, centre[1] - scale * eyes[1]]])
    other = np.asarray(cv2.warpAffine(face, matrix, size, flags=cv2.INTER_LINEAR), np.uint8)
    unit = IED * scale
    return _blended(picture, other, _ellipse(size, centre, (1.55 * unit, 2.1 * unit), 0.3 * unit, 0.3))


def _lit(picture: Uint8Image, scene: Scene, scale: float, centre: NDArray[np.float64]) -> Uint8Image:
    """Light in linear terms: a factor on all, on one half of the face, and on what lies beside the person."""
    if scene.light == scene.shadow == scene.behind == 1.0:
        return picture
    size, unit = (picture.shape[1], picture.shape[0]), IED * scale
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


@lru_cache(maxsize=2)
def _room(size: tuple[int, int]) -> Uint8Image:
    """Nobody there: the portrait's own backdrop, far out of focus."""
    width, height = size
    corner = portrait()[210:320, 410:520]
    wall = cv2.resize(cv2.GaussianBlur(corner, (0, 0), 12), size, interpolation=cv2.INTER_CUBIC).astype(
        np.float32
    )
    grain = np.random.default_rng(7).normal(0, 1.2, (height, width, 1))
    return np.clip(wall * 0.8 + np.array(_GREY) * 0.2 + grain, 0, 255).astype(np.uint8)
