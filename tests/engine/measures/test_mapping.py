"""The mappings are OFIQ's, on every pair of its conformance table."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from faceqnet_engine.measures.mapping import OFIQ, component_of

PAIRS = Path(__file__).parents[2] / "data" / "ofiq_mapping_pairs.csv"


def pairs() -> list[tuple[str, float, int]]:
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        return [(r["measure"], float(r["native"]), int(r["component"])) for r in csv.DictReader(stream)]


@pytest.mark.parametrize("measure", OFIQ)
def test_every_pair_of_the_conformance_table_is_reproduced(measure: str) -> None:
    mine = [(native, component) for name, native, component in pairs() if name == measure]
    assert len(mine) >= 28
    wrong = [(n, c, component_of(OFIQ[measure], n)) for n, c in mine if component_of(OFIQ[measure], n) != c]
    assert not wrong


NEVER_NEGATIVE = {"LuminanceVariance", "OverExposurePrevention"}
"""A variance, a share."""


@pytest.mark.parametrize(
    ("measure", "native"),
    [
        (measure, native)
        for measure in OFIQ
        for native in (-1e9, -1.0, 0.0, 1.0, 1e9)
        if native >= 0 or measure not in NEVER_NEGATIVE
    ],
)
def test_any_finite_native_has_a_component(measure: str, native: float) -> None:
    assert 0 <= component_of(OFIQ[measure], native) <= 100


def test_a_native_that_is_not_finite_has_no_component() -> None:
    with pytest.raises(ValueError, match="not finite"):
        component_of(OFIQ["Sharpness"], math.nan)
