"""Portrait rules as groups: what is not assessed counts neither way."""

from __future__ import annotations

import pytest

from faceqnet_engine.measures.icao import GROUPS, compliance, icao_groups, is_weak_reference
from faceqnet_engine.measures.values import Measures

GOOD = {
    "Sharpness": 90.0, "LuminanceMean": 0.4, "UnderExposurePrevention": 0.0, "OverExposurePrevention": 0.0,
    "InterEyeDistance": 150.0, "EffectiveResolution": 0.9, "NaturalColour": 0.0, "BackgroundUniformity": 2.0,
    "IlluminationUniformity": 0.9, "EyesOpen": 0.09, "MouthClosed": 0.01, "SingleFacePresent": 0.0,
    "HeadPoseYaw": 0.0, "HeadPosePitch": 0.0, "HeadPoseRoll": 0.0,
}  # fmt: skip


def test_a_good_portrait_holds_every_group() -> None:
    found = compliance(Measures.of(GOOD))
    assert found.held == len(GROUPS)
    assert found.mean > 90
    assert not is_weak_reference(Measures.of(GOOD))


@pytest.mark.parametrize(("degrees", "value"), [(0, 100), (15, 50), (-15, 50), (30, 0), (80, 0)])
def test_an_angle_falls_to_nothing_at_thirty_degrees(degrees: float, value: float) -> None:
    assert icao_groups(Measures.of(GOOD | {"HeadPoseYaw": degrees}))["yaw"] == pytest.approx(value)


def test_a_group_is_its_worst_measure() -> None:
    groups = icao_groups(Measures.of(GOOD | {"OverExposurePrevention": 0.5}))
    assert groups["exposure"] == 2
    assert groups["blur"] is not None
    assert groups["blur"] > 90


def test_what_is_not_assessed_counts_neither_way() -> None:
    without = {k: v for k, v in GOOD.items() if k != "NaturalColour"}
    assert icao_groups(Measures.of(without))["colour"] is None
    assert compliance(Measures.of(without)).held == len(GROUPS) - 1


def test_more_groups_win_then_the_mean_then_the_pixels() -> None:
    whole, fewer = Measures.of(GOOD), Measures.of(GOOD | {"Sharpness": 0.0})
    larger = Measures.of(GOOD | {"InterEyeDistance": 400.0, "HeadPoseYaw": 0.0})
    assert compliance(fewer) < compliance(whole) < compliance(larger)


def test_a_turned_head_is_a_weak_reference() -> None:
    assert is_weak_reference(Measures.of(GOOD | {"HeadPoseYaw": -21.0}))
    assert is_weak_reference(Measures.of({"InterEyeDistance": 100.0}))
