"""The guide, and smoothing for the eye."""

from __future__ import annotations

import numpy as np
import pytest

from faceqnet_engine.live.guide import TARGET, distance_of, guide_of, place_of, working_distance
from faceqnet_engine.live.smoothing import OneEuro


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 720), (480, 640)])
def test_a_face_in_the_guide_is_in_place(width: int, height: int) -> None:
    guide = guide_of(width, height)
    half = TARGET * guide.height / 2
    eyes = ((guide.x - half, guide.y), (guide.x + half, guide.y))
    place = place_of(np.array((*eyes, (0, 0), (0, 0), (0, 0)), np.float32), guide)
    assert place.distance == pytest.approx(TARGET, abs=1e-4)
    assert place.aside == pytest.approx(0, abs=1e-4)
    assert place.below == pytest.approx(0, abs=1e-4)
    assert guide.width < width
    assert guide.y + guide.height / 2 < height


def test_the_signs_are_those_of_the_picture() -> None:
    guide = guide_of(640, 480)
    moved = np.array(((330, 260), (410, 260), (0, 0), (0, 0), (0, 0)), np.float32)
    place = place_of(moved, guide)
    assert place.aside > 0
    assert place.below > 0


def test_smoothing_calms_a_resting_value_and_follows_a_moving_one() -> None:
    smooth, rng = OneEuro(), np.random.default_rng(1)
    noisy = 100 + rng.normal(0, 2, 200)
    rest = np.array([float(smooth(v, n / 30)) for n, v in enumerate(noisy)])
    assert rest[50:].std() < 0.5 * noisy[50:].std()
    jump = [float(smooth(300.0, (200 + n) / 30)) for n in range(30)]
    assert jump[-1] == pytest.approx(300, abs=10)


def test_smoothing_survives_a_clock_that_stands_still_or_runs_back() -> None:
    smooth = OneEuro()
    for time in (1.0, 1.0, 0.5, 100.0):
        assert np.isfinite(smooth(np.array((1.0, 2.0)), time)).all()


def test_a_smaller_oval_lets_people_stand_farther_away() -> None:
    usual, far = working_distance(1280, 720, 0.62), working_distance(1280, 720, 0.31)
    assert 0.4 < usual < 0.8  # an arm's length
    assert far == pytest.approx(2 * usual)
    assert working_distance(640, 360, 0.62) == pytest.approx(usual)  # whatever the resolution


def test_who_fits_the_oval_is_as_far_as_its_working_distance() -> None:
    guide = guide_of(1280, 720, 0.5)
    assert distance_of(TARGET * guide.height, 1280) == pytest.approx(working_distance(1280, 720, 0.5))
    assert distance_of(0.5 * TARGET * guide.height, 1280) == pytest.approx(
        2 * working_distance(1280, 720, 0.5)
    )
