"""Colours hold WCAG 2.1 AA, survive grey printing and common colour blindness."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from faceqnet_gui.look.tokens import DARK, LIGHT, Tokens

THEMES = pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
SURFACES = ("bg0", "bg1", "bg2", "bg3", "sel")
# Machado, Oliveira and Fernandes 2009, severity 1.
BLINDNESS = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ np.array([0.2126, 0.7152, 0.0722]))


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    cones = np.array(
        [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
         [0.0883024619, 0.2817188376, 0.6299787005]]
    )  # fmt: skip
    to_lab = np.array(
        [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099],
         [0.0259040371, 0.7827717662, -0.808675766]]
    )  # fmt: skip
    return to_lab @ np.cbrt(cones @ np.clip(rgb, 0, 1))


def test_the_formula_gives_the_standards_own_examples() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize("surface", SURFACES)
def test_text_is_readable_on_every_surface(tokens: Tokens, surface: str) -> None:
    for text in ("t1", "t2", "t3"):
        assert ratio(getattr(tokens, text), getattr(tokens, surface)) >= 4.5, text


@THEMES
def test_words_on_filled_buttons_are_readable(tokens: Tokens) -> None:
    for fill, ink in (("acc", "on_acc"), ("fail", "on_fail"), ("review", "on_review"), ("pass_", "on_pass")):
        assert ratio(getattr(tokens, fill), getattr(tokens, ink)) >= 4.5, fill


@THEMES
def test_what_carries_meaning_stands_out_from_panels(tokens: Tokens) -> None:
    for name in ("line2", "acc", "fail", "review", "pass_"):
        for surface in ("bg0", "bg1", "bg2"):
            assert ratio(getattr(tokens, name), getattr(tokens, surface)) >= 3, (name, surface)
    for band in tokens.bands:
        assert ratio(band, tokens.bg1) >= 3 and ratio(band, tokens.bg2) >= 3, band
    for series in tokens.series:
        assert ratio(series, tokens.bg1) >= 3, series


@THEMES
def test_words_of_a_state_are_readable_where_they_stand(tokens: Tokens) -> None:
    for name in ("acc", "fail", "review", "pass_"):
        for surface in ("bg0", "bg1"):
            assert ratio(getattr(tokens, name), getattr(tokens, surface)) >= 4.5, (name, surface)


@THEMES
def test_bands_of_quality_are_in_order_without_colour(tokens: Tokens) -> None:
    lightness = [oklab(linear(band))[0] for band in tokens.bands]
    assert lightness == sorted(lightness, reverse=not tokens.dark)
    assert min(abs(a - b) for a, b in pairwise(lightness)) > 0.03


@THEMES
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_states_differ_for_colour_blind_people(tokens: Tokens, blindness: str) -> None:
    seen = {
        name: oklab(np.array(BLINDNESS[blindness]) @ linear(getattr(tokens, name)))
        for name in ("fail", "review", "pass_")
    }
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 0.05, (one, other)
