"""The table of baselines that the design names, made again by the engine from the photographs."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from faceqnet_engine import Assessor
from faceqnet_engine.evaluation.baselines import baseline
from faceqnet_engine.evaluation.study import Labelled, Options, study
from faceqnet_engine.faces.align import template_at
from faceqnet_engine.models.registry import InputSpec
from faceqnet_engine.recognition.embeddings import embeddings_of
from faceqnet_engine.recognition.recognisers import Recogniser, RecogniserRecord, Similarity, recogniser
from faceqnet_engine.results.foreign_scores import matched, read_scores
from training.judges import TfjsGraph

# Method -> judge -> pAUC(.2), pAUC(.3), on the test subjects at f0 = .05.
TABLE = {
    "official": {"B": (0.950, 0.895), "C": (0.948, 0.929)},
    "ied": {"B": (0.917, 0.928), "C": (0.944, 0.955)},
    "norm B": {"B": (1.029, 1.059), "C": (1.021, 1.014)},
    "norm C": {"B": (0.998, 0.984), "C": (0.980, 0.981)},
}
# A detector's confidence belongs to the detector, down to how it resizes: most values differ in the fifth decimal alone.
# On these images facenet-pytorch's own cascade gives 1.02 and 1.00 with judge B where the table has .971 and .979, and
# .94 and .91 if the largest face is taken. So it is held against the table's 95 % band at .3.
CONFIDENCE_BAND = {"B": (0.87, 1.06), "C": (0.84, 1.05)}


def judge_c(folder: Path) -> Recogniser:
    """MobileFace as a recogniser of the engine: its graph does its own scaling."""
    graph = TfjsGraph(folder / "mobileface.json")
    points = tuple((float(x), float(y)) for x, y in template_at("arcface", 112).tolist())
    record = RecogniserRecord("mobileface@c", InputSpec(112, "arcface"), points, Similarity.COSINE, "tfjs")
    return Recogniser(
        record, lambda crops: graph(torch.from_numpy(crops).permute(0, 3, 1, 2).float()).numpy()
    )


@pytest.mark.slow
def test_the_table_of_baselines_is_reproduced(shared_data: Path) -> None:
    lfw = shared_data / "lfw"
    with (lfw / "splits.csv").open(newline="") as stream:
        listed = [r for r in csv.DictReader(stream) if r["split"] == "test"]
    with Assessor(device="cpu", measures=False) as assessor:
        rows = list(assessor.assess([str(lfw / r["path"]) for r in listed]))
    rows = [replace(row, path=r["path"]) for row, r in zip(rows, listed, strict=True)]
    judges = {"B": recogniser("resnet29"), "C": judge_c(shared_data / "judges")}
    embedded = {name: embeddings_of(rows, judge).embeddings for name, judge in judges.items()}
    official = matched(read_scores(lfw / "faceqnet_official.csv"), [row.path for row in rows]).scores
    qualities = {"official": official}
    for name in ("confidence", "ied"):
        values = baseline(name, rows, embedded["B"])
        assert values is not None
        qualities[name] = values
    for judge, vectors in embedded.items():
        norms = baseline("norm", rows, vectors)
        assert norms is not None
        qualities[f"norm {judge}"] = norms
    for judge, chosen in judges.items():
        labelled = Labelled(
            [row.path for row in rows],
            [r["subject"] for r in listed],
            embedded[judge],
            chosen.record.similarity,
            chosen.record.name,
            qualities,
        )
        found = study(labelled, Options(draws=200, non_mated=50_000))
        assert len(found.used) == pytest.approx(1791, abs=3)
        assert len(found.mated) == pytest.approx(2672, abs=15)
        for method in found.methods:
            made = (method.pauc[0.2].value, method.pauc[0.3].value)
            if method.name == "confidence":
                low, high = CONFIDENCE_BAND[judge]
                assert low <= made[1] <= high, (judge, made)
            else:
                assert made == pytest.approx(TABLE[method.name][judge], abs=0.03), (judge, method.name)
            assert method.pauc[0.3].low < method.pauc[0.3].value < method.pauc[0.3].high
            assert np.isfinite(method.drawn).all()
