"""Light and colour against images with known answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceqnet_engine.measures import light
from faceqnet_engine.measures.canvas import LINEAR, SIDE, TEMPLATE, canvas_of, luminance, polygon_mask

REGION = np.zeros((SIDE, SIDE), bool)
REGION[200:480, 200:420] = True
EYES, MOUTH = TEMPLATE[:2], TEMPLATE[3:].mean(0)


def plain(*colour: int) -> np.ndarray:
    return np.full((SIDE, SIDE, 3), colour, np.uint8)


def linear(level: int) -> float:
    share = level / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


@pytest.mark.parametrize("level", [0, 1, 60, 128, 200, 255])
def test_a_constant_grey_has_its_linear_luminance_and_nothing_else(level: int) -> None:
    found = light.region_light(luminance(plain(level, level, level)), REGION)
    assert found is not None
    assert found.mean == pytest.approx(linear(level), abs=0.5 / 255)
    assert found.variance == found.entropy == 0


def test_mid_grey_is_about_55_in_linear_light() -> None:
    assert luminance(plain(128, 128, 128))[0, 0] == 55


def test_primaries_weigh_as_bt709() -> None:
    assert [int(luminance(plain(*c))[0, 0]) for c in ((255, 0, 0), (0, 255, 0), (0, 0, 255))] == [54, 182, 18]


def test_luminance_rises_along_a_gamma_ladder(portrait_pixels: np.ndarray) -> None:
    means = []
    for gamma in (3.0, 2.0, 1.4, 1.0, 0.7, 0.5):
        darkened = (255 * (portrait_pixels / 255) ** gamma).astype(np.uint8)
        found = light.region_light(luminance(darkened), np.ones(darkened.shape[:2], bool))
        assert found is not None
        means.append(found.mean)
    assert means == sorted(means)
    assert len(set(means)) == len(means)


def test_dark_and_burnt_shares_are_counted() -> None:
    levels = np.full((SIDE, SIDE), 100, np.uint8)
    levels[200:270, 200:420] = 25
    levels[410:480, 200:420] = 247
    found = light.region_light(levels, REGION)
    assert found is not None
    assert found.under == pytest.approx(0.25)
    assert found.over == pytest.approx(0.25)


def test_too_small_a_region_says_nothing() -> None:
    assert light.region_light(luminance(plain(9, 9, 9)), np.zeros((SIDE, SIDE), bool)) is None


def faces_canvas(pixels: np.ndarray):
    return canvas_of(pixels, TEMPLATE)


def test_a_half_bright_face_is_not_even_and_its_mirror_image_is_as_uneven() -> None:
    pixels = plain(60, 60, 60)
    pixels[:, SIDE // 2 :] = 220
    canvas, mirrored = faces_canvas(pixels), faces_canvas(np.ascontiguousarray(pixels[:, ::-1]))
    values = []
    for side in (canvas, mirrored):
        patches = light.cheeks(side, EYES, MOUTH)
        assert patches is not None
        values.append(light.illumination_uniformity(side.luminance, patches))
    assert values[0] < 0.05
    assert values[0] == pytest.approx(values[1], abs=0.02)


def test_patches_that_leave_the_photo_are_not_measured() -> None:
    assert light.cheeks(canvas_of(plain(9, 9, 9)[:, :300], TEMPLATE), EYES, MOUTH) is None


def test_colour_casts_make_colour_less_natural() -> None:
    skin = np.array((200, 150, 125))
    for cast in ((-1, 0, 1), (1, -1, 0), (-1, 1, 0)):
        found = []
        for strength in (0, 30, 60):
            pixels = plain(*np.clip(skin + strength * np.array(cast), 0, 255))
            patches = light.cheeks(faces_canvas(pixels), EYES, MOUTH)
            assert patches is not None
            found.append(light.natural_colour(pixels, patches))
        assert found[0] == 0
        assert found == sorted(found)
        assert found[2] > 5


@pytest.mark.parametrize(
    ("colour", "grey"), [((90, 90, 90), True), ((91, 90, 89), True), ((150, 110, 90), False)]
)
def test_a_grey_photo_is_told_from_a_coloured_one(colour: tuple[int, int, int], grey: bool) -> None:
    assert light.is_grey(plain(*colour), REGION) is grey


def test_light_behind_is_a_ratio_and_never_divides_by_zero() -> None:
    levels = np.zeros((SIDE, SIDE), np.uint8)
    levels[:150] = 200
    background = np.zeros((SIDE, SIDE), bool)
    background[:150] = True
    assert light.light_behind(levels, REGION, background) == 200
    levels[REGION] = 100
    assert light.light_behind(levels, REGION, background) == 2


def test_scene_light_sees_a_lamp_in_a_dark_room() -> None:
    dark = plain(20, 20, 20)
    assert light.scene_light(dark) == pytest.approx(linear(20), abs=0.01)
    dark[:100, :100] = 250
    assert light.scene_light(dark) > 0.9


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 700), st.integers(1, 700), st.floats(-3, 3), st.floats(0.02, 40))
def test_any_photo_and_any_place_has_a_canvas(height: int, width: int, turn: float, scale: float) -> None:
    turned = np.array([(np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn))]) * scale
    landmarks = ((TEMPLATE - TEMPLATE.mean(0)) @ turned.T).astype(np.float32)
    canvas = canvas_of(np.full((height, width, 3), 77, np.uint8), landmarks)
    assert canvas.pixels.shape == (SIDE, SIDE, 3)
    assert canvas.luminance[~canvas.inside].max(initial=0) <= luminance(plain(77, 77, 77)).max()
    assert np.abs(canvas.points(landmarks) - TEMPLATE).max() < 0.5


def test_linear_light_is_monotone() -> None:
    assert (np.diff(LINEAR) > 0).all()


def test_a_polygon_far_outside_covers_nothing() -> None:
    far = np.array([(9e8, 9e8), (9e8 + 1, 9e8), (9e8, 9e8 + 1)])
    assert not polygon_mask(far, SIDE).any()
