"""The demo portraits with the landmarks that the detector finds on them, at any size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).parents[3]
LANDMARKS = {
    "astronaut": [(204.7, 100.6), (247.5, 103.4), (225.4, 128.7), (201.8, 139.2), (245.3, 142.1)],
    "lisa": [(189.7, 278.2), (333.6, 284.3), (261.0, 365.0), (199.5, 447.7), (308.8, 454.4)],
}

Shown = tuple[np.ndarray, np.ndarray]
"""Pixels and landmarks in them."""


def shown_at(name: str, inter_eye: float | None = None) -> Shown:
    with Image.open(ROOT / f"resources/demo/portrait_{name}.jpg") as image:
        pixels = np.asarray(image.convert("RGB"))
    landmarks = np.array(LANDMARKS[name], np.float32)
    if inter_eye is None:
        return pixels, landmarks
    factor = inter_eye / float(np.linalg.norm(landmarks[0] - landmarks[1]))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=way)
    return resized, ((landmarks + 0.5) * factor - 0.5).astype(np.float32)


def mirrored(pixels: np.ndarray, landmarks: np.ndarray) -> Shown:
    """The mirror image, its landmarks in their order again: the image's left eye first."""
    turned = landmarks[[1, 0, 2, 4, 3]].copy()
    turned[:, 0] = pixels.shape[1] - 1 - turned[:, 0]
    return np.ascontiguousarray(pixels[:, ::-1]), turned


ODD = {
    "uniform": lambda: (np.full((200, 200, 3), 128, np.uint8), shown_at("astronaut", 40)[1]),
    "black": lambda: (np.zeros((200, 200, 3), np.uint8), shown_at("astronaut", 40)[1]),
    "grey": lambda: (np.repeat(shown_at("astronaut")[0][..., 1:2], 3, 2), shown_at("astronaut")[1]),
    "ten pixels": lambda: shown_at("astronaut", 4.3),
    "one pixel": lambda: (np.full((1, 1, 3), 9, np.uint8), np.zeros((5, 2), np.float32)),
    "huge": lambda: shown_at("astronaut", 900),
    "cut by the left border": lambda: (shown_at("lisa")[0][:, 260:], shown_at("lisa")[1] - (260, 0)),
    "outside": lambda: (shown_at("lisa")[0], shown_at("lisa")[1] + np.float32(5000)),
    "not finite": lambda: (shown_at("lisa")[0], np.full((5, 2), np.nan, np.float32)),
    "one place": lambda: (shown_at("lisa")[0], np.full((5, 2), 50, np.float32)),
}


@pytest.fixture(params=sorted(ODD))
def odd(request: pytest.FixtureRequest) -> Shown:
    """Pixels and landmarks as bad input has them."""
    pixels, landmarks = ODD[request.param]()
    return np.ascontiguousarray(pixels), landmarks.astype(np.float32)


@pytest.fixture
def face_at() -> Callable[..., Shown]:
    return shown_at


@pytest.fixture
def mirror() -> Callable[..., Shown]:
    return mirrored
