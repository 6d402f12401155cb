"""Profiles whose geometry no head can meet are found, and the two limits named."""

from __future__ import annotations

import pytest

from faceqnet_engine.measures.profiles import SHIPPED, Limit, On, Profile, profile
from faceqnet_engine.measures.satisfiable import Conflict, geometry_conflicts


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_can_be_met(name: str) -> None:
    assert geometry_conflicts(profile(name)) == ()


def test_ofiqs_margins_and_the_icao_head_size_exclude_each_other() -> None:
    limits = (
        Limit("HeadSize", On.NATIVE, 0.36, 0.54),
        Limit("MarginAboveOfTheFaceImage", least=50),
        Limit("MarginBelowOfTheFaceImage", least=50),
    )
    assert geometry_conflicts(Profile("x", "x", limits)) == (
        Conflict("HeadSize", "MarginBelowOfTheFaceImage"),
    )


def test_crops_can_exclude_a_large_head() -> None:
    limits = (
        Limit("HeadSize", On.NATIVE, 0.45),
        Limit("LeftwardCropOfTheFaceImage", On.NATIVE, 2.5),
        Limit("RightwardCropOfTheFaceImage", On.NATIVE, 2.4),
    )
    assert geometry_conflicts(Profile("x", "x", limits)) == (
        Conflict("HeadSize", "LeftwardCropOfTheFaceImage"),
    )


def test_a_component_that_no_native_reaches_is_named_alone() -> None:
    limits = (Limit("HeadSize", least=30, most=20),)
    assert geometry_conflicts(Profile("x", "x", limits)) == (Conflict("HeadSize", "HeadSize"),)


def test_without_geometric_limits_nothing_conflicts() -> None:
    assert geometry_conflicts(Profile("x", "x", (Limit("Sharpness", least=90),))) == ()
