"""The shipped model on photographs that are not part of the repository; the baselines are in `test_baselines`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from faceqnet_engine.models.registry import record
from training import plan_of
from training.cache import ArrayCache
from training.datasets import Dataset
from training.datasets.faces import with_faces
from training.datasets.listing import listed
from training.embeddings import Embeddings, embedded
from training.evaluation.scores import Scoring, scores_of
from training.evaluation.tables import Judge, official_scores, table
from training.progress import silent
from training.recognisers import all_named

pytestmark = pytest.mark.slow
JUDGES = ("resnet29", "mobileface")


@dataclass
class Lfw:
    """The test subjects, found and embedded."""

    dataset: Dataset
    rows: np.ndarray
    official: np.ndarray
    embedded: dict[str, Embeddings]
    judges: dict[str, Judge]
    cache: ArrayCache


@pytest.fixture(scope="module")
def lfw(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Lfw:
    folder = shared_data / "lfw"
    plan = plan_of({"id": "x", "work": "unused", "data": {"path": str(folder)}})
    rows = [row for row in listed(plan).rows if row[2] == "test"]
    cache = ArrayCache(tmp_path_factory.mktemp("lfw") / "cache.sqlite")
    dataset = with_faces(folder, rows, cache, 2, silent)
    official = official_scores(folder / "faceqnet_official.csv", dataset.paths)
    recognisers = all_named(JUDGES, shared_data / "judges")
    made = {n: embedded(dataset, r, 0, 0, cache, 2, silent) for n, r in recognisers.items()}
    with_score = np.isfinite(official[made["resnet29"].rows])
    judges = {n: Judge(e.clean[with_score], recognisers[n].record.similarity) for n, e in made.items()}
    images = made["resnet29"].rows[with_score]
    return Lfw(dataset, images, official[images], made, judges, cache)


def test_the_shipped_model_beats_the_official_scores_on_the_test_subjects(lfw: Lfw) -> None:
    model = record("faceqnet-r29")
    torch.set_num_threads(1)
    scores = scores_of(lfw.dataset, lfw.rows.tolist(), Scoring.of(model), 0, 0, lfw.cache, 2, silent)
    methods = {"ours": scores[:, 0], "official": lfw.official}
    rows = table(methods, lfw.judges, lfw.dataset.subjects[lfw.rows], draws=1000)
    for row in rows:
        if row["method"] == "official":
            assert row["ours_minus_this_0.3"] < -0.15, row
            assert row["ours_minus_this_band_0.3"][1] < 0, row
    card = Path(str(model.card)).with_suffix(".json")
    if card.is_file():
        told = {
            r["judge"]: r
            for r in json.loads(card.read_text())["splits"]["test"]["rows"]
            if r["method"] == "ours"
        }
        for row in rows:
            if row["method"] == "ours":
                assert row["pauc_0.3"] == pytest.approx(told[row["judge"]]["pauc_0.3"], abs=0.02)
