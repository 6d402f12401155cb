from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from faceqnet_engine.measures.background import background_mask, background_uniformity
from faceqnet_engine.measures.canvas import canvas_of

Face = Callable[..., tuple[np.ndarray, np.ndarray]]


def uniformity(pixels: np.ndarray, landmarks: np.ndarray) -> float | None:
    canvas = canvas_of(pixels, landmarks)
    return background_uniformity(canvas, background_mask(canvas))


@pytest.fixture
def wide(face_at: Face) -> tuple[np.ndarray, np.ndarray]:
    """A grey wall with a face's landmarks, and room on all sides."""
    landmarks = face_at("lisa", 60)[1]
    return np.full((500, 600, 3), 150, np.uint8), landmarks - landmarks.mean(0) + np.float32((300, 250))


def test_an_even_wall_is_nothing_but_even(wide: tuple[np.ndarray, np.ndarray]) -> None:
    assert uniformity(*wide) == 0


def test_what_happens_on_the_face_is_not_background(wide: tuple[np.ndarray, np.ndarray]) -> None:
    pixels, landmarks = wide
    x, y = landmarks.mean(0).astype(int)
    pixels[y - 60 : y + 60, x - 40 : x + 40] = np.random.default_rng(0).integers(
        0, 256, (120, 80, 3), np.uint8
    )
    assert uniformity(pixels, landmarks) == 0


def test_a_known_slope_gives_its_known_value(wide: tuple[np.ndarray, np.ndarray]) -> None:
    # Linear light rises by .25 levels a photo pixel; the small canvas shows 60 eye pixels on 113 * 354 / 492.
    pixels, landmarks = wide
    light = 40 + 0.25 * np.arange(600)
    share = light / 255
    srgb = np.where(share <= 0.0031308, 12.92 * share, 1.055 * share ** (1 / 2.4) - 0.055)
    pixels[:] = np.round(255 * srgb)[None, :, None]
    size = np.linalg.norm(landmarks[0] - landmarks[1])
    expected = 8 * 0.25 * size / (113 * 354 / 492)
    assert uniformity(pixels, landmarks) == pytest.approx(expected, rel=0.2)


def test_rises_with_the_restlessness_of_the_wall(wide: tuple[np.ndarray, np.ndarray]) -> None:
    pixels, landmarks = wide
    values = []
    for strength in (0, 10, 30, 60):
        noise = np.random.default_rng(0).normal(0, strength, (50, 60, 1)).repeat(10, 0).repeat(10, 1)
        values.append(uniformity(np.clip(pixels + noise, 0, 255).astype(np.uint8), landmarks))
    assert all(a < b for a, b in itertools.pairwise(values)), values


def test_beyond_the_photo_there_is_no_background(face_at: Face) -> None:
    pixels, landmarks = face_at("lisa")
    low, high = landmarks.min(0).astype(int) - 60, landmarks.max(0).astype(int) + 60
    close = np.ascontiguousarray(pixels[low[1] : high[1], low[0] : high[0]])
    assert uniformity(close, landmarks - low.astype(np.float32)) is None


def test_the_photos_border_is_no_edge(wide: tuple[np.ndarray, np.ndarray]) -> None:
    pixels, landmarks = wide
    cut = pixels[:, 190:]
    assert uniformity(np.ascontiguousarray(cut), landmarks - np.float32((190, 0))) == pytest.approx(
        0, abs=1e-6
    )


def test_a_mirror_image_has_the_same_background(face_at: Face, mirror: Face) -> None:
    straight = uniformity(*face_at("astronaut"))
    assert uniformity(*mirror(*face_at("astronaut"))) == pytest.approx(straight, rel=0.05)


def test_a_mesh_widens_the_head(face_at: Face) -> None:
    pixels, landmarks = face_at("lisa")
    canvas = canvas_of(pixels, landmarks)
    angles = np.linspace(0, 2 * np.pi, 468)
    wide = landmarks.mean(0) + 230 * np.stack([np.cos(angles), np.sin(angles)], 1)
    plain, meshed = background_mask(canvas), background_mask(canvas, wide.astype(np.float32))
    assert meshed.sum() < plain.sum()
    assert not (meshed & ~plain).any()


def test_odd_input_gives_a_value_or_none(odd: tuple[np.ndarray, np.ndarray]) -> None:
    try:
        canvas = canvas_of(*odd)
    except ValueError:
        return  # landmarks that are no face never reach the measures of the canvas
    value = background_uniformity(canvas, background_mask(canvas))
    assert value is None or value >= 0
