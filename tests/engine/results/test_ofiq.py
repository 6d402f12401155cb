"""OFIQ's layout: its separator, its names in its order, empty where nothing was assessed."""

from __future__ import annotations

import csv
from pathlib import Path

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.values import Measures
from faceqnet_engine.results.ofiq import HEAD
from faceqnet_engine.results.tables import write_table

ROW = Assessment(
    "a/b.jpg",
    status=Status.OK,
    score=0.25,
    quality=40,
    measures=Measures.of({"Sharpness": 61.5, "HeadPoseYaw": -4.25}),
)


def test_a_row_is_written_under_ofiqs_names(tmp_path: Path) -> None:
    target = tmp_path / "o.ofiq.csv"
    write_table([ROW, Assessment("none.jpg", status=Status.NO_FACE)], target)
    with target.open(encoding="utf-8") as stream:
        first, second = csv.DictReader(stream, delimiter=";")
    assert first["Filename"] == "a/b.jpg"
    assert (first["UnifiedQualityScore"], first["UnifiedQualityScore.scalar"]) == ("0.25", "40")
    assert (first["HeadPoseYaw"], first["HeadPoseYaw.scalar"]) == ("-4.25", "99")
    assert first["NoHeadCoverings"] == first["NoHeadCoverings.scalar"] == first["EyesOpen"] == ""
    assert set(second.values()) == {"none.jpg", ""}


def test_the_columns_are_ofiqs() -> None:
    assert HEAD[1] == "UnifiedQualityScore"
    assert HEAD[28] == "NoHeadCoverings"
    assert HEAD[29:] == tuple(f"{name}.scalar" for name in HEAD[1:29])
