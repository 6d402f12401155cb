"""The face of the synthetic person: the demo portrait turned, its mouth opened, its lids closed; all by moving pixels.

Places are pixels of resources/demo/portrait_astronaut.jpg; `portrait` puts room around it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

EYES = np.array(((204.7, 100.6), (247.5, 103.4)))
IED = float(np.hypot(*(EYES[1] - EYES[0])))
MARGIN = np.array((120.0, 200.0))
"""Left (and right, and below) of the portrait, and above it."""
_MOUTH = np.array((223.2, 144.0))
_HEAD, _HALF = np.array((226.0, 118.0)), np.array((60.0, 80.0))
_NOSE = np.array((223.7, 130.0))
_PIVOT, _CAMERA = np.array((224.0, 122.0, 55.0)), 700.0
"""About what the head turns (behind the face, between the ears), and how far the camera is."""
_CELL, _FULL_PITCH = 8, 40.0
_DEPTH, _NOSE_DEPTH = 62.0, 22.0
# Edges of the lids as the face mesh finds them, upper and lower, from one corner to the other.
_LIDS = (
    (
        ((194.1, 100.2), (196.3, 98.5), (198.5, 97.2), (202.2, 96.6), (206.0, 97.2), (209.7, 99.1), (213.5, 103.1)),
        ((194.1, 100.2), (197.5, 102.3), (200.0, 103.2), (203.7, 103.8), (207.3, 103.8), (210.7, 103.5), (213.5, 103.1)),
    ),
    (
        ((236.4, 104.2), (240.5, 100.6), (244.4, 99.0), (248.2, 98.7), (251.9, 99.7), (254.0, 101.2), (256.1, 103.2)),
        ((236.4, 104.2), (239.1, 104.9), (242.4, 105.5), (246.0, 105.8), (249.8, 105.5), (252.4, 104.9), (256.1, 103.2)),
    ),
)  # fmt: skip
_BROW, _CHEEK, _MEET = 8.5, 6.0, 0.7
"""How far above and below the lids the skin begins that is stretched over a closing eye, and where the lids meet."""
_SQUEEZE = 0.6
_LASH, _LASHES = 1.0, (62, 38, 30)
"""Breadth of the line where the lids meet, and its colour."""
_STEPS = 20

Uint8Image = NDArray[np.uint8]
_Map = NDArray[np.float32]
_Edge = tuple[tuple[float, float], ...]


def posed(yaw: float, pitch: float, lips: float, lids: float) -> Uint8Image:
    """The portrait with its head turned, mouth open, eyes closed, to the nearest degree or twentieth."""
    key = (round(yaw), round(pitch), round(lips * _STEPS), round(lids * _STEPS))
    return portrait() if not any(key) else _moved(*key)


def eyes_moved(yaw: float, pitch: float) -> NDArray[np.float64]:
    """By how much turning the head moves the eyes, in pixels of the portrait: the person turns, but does not go."""
    if pitch > 0:
        points = _mesh()[[33, 133, 362, 263]]
        full: NDArray[np.float64] = (_raised(points, _FULL_PITCH) - points[:, :2]).mean(0)
        return full * (pitch / _FULL_PITCH)
    depth = _DEPTH * float(1 - (((EYES.mean(0) - _HEAD) / _HALF) ** 2).sum())
    return depth * np.array((np.sin(np.radians(yaw)), -np.sin(np.radians(pitch))))


@lru_cache(maxsize=1)
def portrait() -> Uint8Image:
    """The portrait with room around it: its wall goes on above, the rest is mirrored."""
    with Image.open(Path(str(resources.files("resources"))) / "demo" / "portrait_astronaut.jpg") as image:
        pixels = np.asarray(image.convert("RGB"))
    left, top = (int(v) for v in MARGIN)
    wide = cv2.copyMakeBorder(pixels, 0, left, left, left, cv2.BORDER_REFLECT_101)
    wall = cv2.GaussianBlur(cv2.resize(wide[:6], (wide.shape[1], top)), (0, 0), 15)
    whole = np.vstack([wall, wide])
    seam = slice(top - 6, top + 6)
    whole[seam] = cv2.GaussianBlur(whole[top - 12 : top + 12], (0, 0), 4)[6:18]
    return np.ascontiguousarray(whole, dtype=np.uint8)


@lru_cache(maxsize=64)
def _moved(yaw: int, pitch: int, lips: int, lids: int) -> Uint8Image:
    picture = portrait()
    if lids:
        picture = _with_lids(picture, lids / _STEPS)
    if pitch > 0:
        picture = _chin_up(picture, pitch)
    elif yaw or pitch:
        picture = _turned(picture, yaw, pitch)
    return _with_lips(picture, lips / _STEPS) if lips else picture


def _turned(picture: Uint8Image, yaw: int, pitch: int) -> Uint8Image:
    """By parallax: what is nearer moves farther. Enough for a face within some 25 degrees."""
    x, y = _grid(picture)
    radius = _squared(x, _HEAD[0] + MARGIN[0], _HALF[0]) + _squared(y, _HEAD[1] + MARGIN[1], _HALF[1])
    near = _DEPTH * np.clip(1 - radius, 0, None)
    nose = _squared(x, _NOSE[0] + MARGIN[0], 8.0) + _squared(y, _NOSE[1] + MARGIN[1], 8.0)
    near += _NOSE_DEPTH * np.exp(-nose / 2)
    return _remapped(picture, x - near * np.sin(np.radians(yaw)), y + near * np.sin(np.radians(pitch)))


@lru_cache(maxsize=1)
def _mesh() -> NDArray[np.float64]:
    """(468, 3) points of the portrait's face."""
    text = (resources.files("resources") / "demo" / "portrait_astronaut_mesh.json").read_text(
        encoding="utf-8"
    )
    return np.asarray(json.loads(text)["points"], np.float64)


def _raised(points: NDArray[np.float64], pitch: float) -> NDArray[np.float64]:
    """(n, 2): where points of the head come to lie when the chin goes up, seen by a camera a few heads away."""
    turn = np.radians(pitch)
    down, behind = points[:, 1] - _PIVOT[1], points[:, 2] - _PIVOT[2]
    nearer = 1 - (behind * np.cos(turn) + down * np.sin(turn) - behind) / _CAMERA
    moved = down * np.cos(turn) + behind * np.sin(turn)
    return np.stack([_PIVOT[0] + (points[:, 0] - _PIVOT[0]) * nearer, _PIVOT[1] + moved * nearer], 1)


def _chin_up(picture: Uint8Image, pitch: float) -> Uint8Image:
    """By the face in three dimensions: parallax alone would fold the chin. Hair, neck and room stay where they are."""
    x, y = _grid(picture)
    fine = _chin_field() * np.float32(pitch / _FULL_PITCH)
    return _remapped(picture, x + fine[..., 0], y + fine[..., 1])


@lru_cache(maxsize=1)
def _chin_field() -> _Map:
    """(h, w, 2): from where each pixel of the portrait comes when the chin is up as far as it goes, less its own place.

    Made once; on the way there it is taken in proportion.
    """
    points = _mesh()
    turned = _raised(points, _FULL_PITCH)
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    reach = _HALF * (1.5, 1.35)
    ring = _HEAD + reach * np.stack([np.cos(angles), np.sin(angles)], 1)
    places = np.concatenate([turned, ring, 1.4 * (ring - _HEAD) + _HEAD]) + MARGIN
    shifts = np.concatenate([points[:, :2] - turned, np.zeros((96, 2))])
    height, width = portrait().shape[:2]
    corners = np.stack(np.meshgrid(np.arange(0, width, _CELL), np.arange(0, height, _CELL)), -1)
    coarse: NDArray[np.float64] = corners.astype(np.float64) + (_CELL / 2 - 0.5)
    field = _thin_plate(places, shifts, coarse.reshape(-1, 2)).reshape(coarse.shape)
    outside = (((coarse - _HEAD - MARGIN) / reach) ** 2).sum(-1)
    field *= np.clip((1.2 - outside) / 0.2, 0, 1)[..., None]
    size = (coarse.shape[1] * _CELL, coarse.shape[0] * _CELL)
    fine = cv2.resize(field.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(fine[:height, :width], np.float32)


def _thin_plate(
    places: NDArray[np.float64], values: NDArray[np.float64], at: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(k, 2) smooth values at (k, 2) places, from (n, 2) values at (n, 2) places.

    Source: Bookstein 1989, "Principal Warps".
    """
    unit = 100.0

    def kernel(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
        squared = ((a[:, None] - b[None]) ** 2).sum(-1) / unit**2
        return 0.5 * squared * np.log(np.maximum(squared, 1e-12))

    count = len(places)
    plane = np.hstack([np.ones((count, 1)), places / unit])
    system = np.block([[kernel(places, places) + 1e-3 * np.eye(count), plane], [plane.T, np.zeros((3, 3))]])
    weights = np.linalg.solve(system, np.concatenate([values, np.zeros((3, 2))]))
    return (
        kernel(at, places) @ weights[:count] + np.hstack([np.ones((len(at), 1)), at / unit]) @ weights[count:]
    )


def _with_lids(picture: Uint8Image, share: float) -> Uint8Image:
    """The lids brought together: the skin under the brows stretches down, that of the cheeks a little up."""
    x, y = _grid(picture)
    source, lashes = y.copy(), np.zeros_like(y)
    for upper, lower in _LIDS:
        columns = slice(int(upper[0][0] + MARGIN[0]) - 3, int(upper[-1][0] + MARGIN[0]) + 5)
        part = (x[0, columns], y[:, columns])
        moved, line = _shut(upper, lower, share, *part)
        source[:, columns] += moved
        lashes[:, columns] = line
    shut = _remapped(picture, x, source)
    dark = (0.75 * share * lashes)[..., None]
    shut = np.round(shut * (1 - dark) + np.array(_LASHES) * dark).astype(np.uint8)
    return _squeezed(shut, share)


def _shut(
    upper: _Edge, lower: _Edge, share: float, across: _Map, rows: _Map
) -> tuple[NDArray[Any], NDArray[Any]]:
    """One eye: how much lower each pixel is taken from, and how much of the lashes' line it is."""
    top, bottom = (np.asarray(edge) + MARGIN for edge in (upper, lower))
    corners = float(top[0, 0]), float(top[-1, 0])
    fade = np.clip(1 - np.maximum(corners[0] - across, across - corners[1]) / 3, 0, 1)
    inside = np.clip(across, *corners)
    above, under = (np.interp(inside, edge[:, 0], edge[:, 1]) for edge in (top, bottom))
    line, low = above + _MEET * share * (under - above), under - (1 - _MEET) * share * (under - above)
    brow, cheek = above - _BROW, under + _CHEEK
    skin = brow + (1 - 0.5 * share) * (above - brow)  # without the fold over the eye
    from_brow = brow + (rows - brow) * (skin - brow) / np.maximum(line - brow, 1e-6)
    from_cheek = cheek - (cheek - rows) * (cheek - under - 1.5 * share) / np.maximum(cheek - low, 1e-6)
    taken = np.where((rows > brow) & (rows < line), from_brow, rows)
    taken = np.where((rows >= low) & (rows < cheek), from_cheek, taken)
    wide = np.clip(4 * (under - above), 0, 1)
    return (taken - rows) * fade, wide * np.exp(-(((rows - line) / _LASH) ** 2))


def _squeezed(picture: Uint8Image, share: float) -> Uint8Image:
    """Eyes that are shut pull the skin around them together."""
    x, y = _grid(picture)
    source = y.copy()
    for upper, lower in _LIDS:
        centre = (np.mean(upper, 0) + np.mean(lower, 0)) / 2 + MARGIN + (0.0, 1.0)
        near = np.clip(1 - ((x - centre[0]) / 17) ** 4, 0, 1) * np.exp(-(((y - centre[1]) / 10) ** 2))
        source += (y - centre[1]) * _SQUEEZE * share * near
    return _remapped(picture, x, source)


def _with_lips(picture: Uint8Image, share: float) -> Uint8Image:
    """The lower part of the face moved down, and the gap dark."""
    gap = share * float(np.hypot(*(_MOUTH - EYES.mean(0))))
    x, y = _grid(picture)
    line = _MOUTH[1] + MARGIN[1] + 1.5
    across = np.clip(1 - _squared(x, _MOUTH[0] + MARGIN[0], 19.0), 0, 1)
    opening = gap * np.sqrt(across)
    below = y - line
    fades = np.clip(1 - (below - opening) / 60.0, 0, 1)
    shift = np.where(below > opening, opening * fades, np.maximum(below, 0))
    opened = _remapped(picture, x, y - shift)
    inside = ((below > 0.5) & (below < opening - 0.5))[..., None]
    soft = cv2.GaussianBlur(inside.astype(np.float32), (3, 3), 0)[..., None]
    return np.round(opened * (1 - soft) + np.array((46, 14, 16)) * soft).astype(np.uint8)


def _grid(picture: Uint8Image) -> tuple[_Map, _Map]:
    height, width = picture.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return x, y


def _remapped(picture: Uint8Image, x: NDArray[Any], y: NDArray[Any]) -> Uint8Image:
    moved = cv2.remap(
        picture,
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT_101,
    )
    return np.asarray(moved, np.uint8)


def _squared(values: _Map, centre: float, unit: float) -> _Map:
    return np.asarray(((values - centre) / unit) ** 2, np.float32)
