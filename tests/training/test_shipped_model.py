"""What the shipped model promises, asked of the weights that lie in the resources."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from faceqnet_engine.models.registry import record
from training.card import card
from training.evaluation.ladders import ladders
from training.evaluation.scores import Scoring

RESOURCES = Path(__file__).parents[2] / "resources"


def test_score_and_quality_fall_along_every_ladder_of_the_demo_set() -> None:
    shipped = record("faceqnet-r29")
    found = ladders(Scoring.of(shipped), shipped.reference)
    assert len(found) == 11
    for x in found:
        assert x["spearman"] <= -0.9, x
        assert x["spearman_quality"] <= -0.9, x
        seen = [q for q in x["quality"] if q is not None]
        # What people see hardly ever rises.
        assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(seen)), x


def test_the_card_is_rendered_from_the_evaluation_that_was_run() -> None:
    evaluation = json.loads((RESOURCES / "models" / "faceqnet-r29.json").read_text(encoding="utf-8"))
    written = (RESOURCES / "models" / "faceqnet-r29.md").read_text(encoding="utf-8")
    assert written == card(evaluation, evaluation["release"])
    assert evaluation["spread"]["quality_deviation"] >= 20
    assert evaluation["reference"] == pytest.approx(list(record("faceqnet-r29").reference))
    told = {column for column in evaluation["groups"]["groups"] if column != "all"}
    assert len(told) >= 3  # gender, ethnic group, age
    judges = {row["judge"] for row in evaluation["splits"]["test"]["rows"]}
    assert judges == {"resnet29", "mobileface"}
    for judge, figures in evaluation["wanted"].items():
        for figure in figures:
            assert f"* {judge}, pAUC" in written
            assert f"wanted {figure:.2f}" in written
