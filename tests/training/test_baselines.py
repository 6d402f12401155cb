"""The table of baselines that the design names, made again by the engine from the photographs."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from facenet_pytorch import MTCNN
from PIL import Image

from faceqnet_engine.assessment import LANDMARK_NAMES, Assessment
from faceqnet_engine.evaluation.baselines import baseline
from faceqnet_engine.evaluation.study import Labelled, Options, study
from faceqnet_engine.faces.align import template_at
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.face import Face
from faceqnet_engine.models.registry import InputSpec
from faceqnet_engine.recognition.embeddings import embeddings_of
from faceqnet_engine.recognition.recognisers import Recogniser, RecogniserRecord, Similarity, recogniser
from faceqnet_engine.results.foreign_scores import matched, read_scores
from training.judges import TfjsGraph

# Method -> judge -> pAUC(.2), pAUC(.3), on the test subjects at f0 = .05.
TABLE = {
    "confidence": {"B": (0.971, 0.979), "C": (0.940, 0.936)},
    "official": {"B": (0.950, 0.895), "C": (0.948, 0.929)},
    "ied": {"B": (0.917, 0.928), "C": (0.944, 0.955)},
    "norm B": {"B": (1.029, 1.059), "C": (1.021, 1.014)},
    "norm C": {"B": (0.998, 0.984), "C": (0.980, 0.981)},
}

# The table was made with facenet-pytorch's detector, of which not everything is told; a pAUC of 134 errors moves some
# hundredths with the landmarks. Made again: 16 of 20 numbers within .03; official and confidence with judge B at .3 are
# .035 and .033 lower, the eyes' distance with judge C .04 and .06 lower, with our detector too.
TOLERANCE, EXCEPTIONS = 0.04, {("C", "ied"): 0.07}


def judge_c(folder: Path) -> Recogniser:
    """MobileFace as a recogniser of the engine: its graph does its own scaling."""
    graph = TfjsGraph(folder / "mobileface.json")
    points = tuple((float(x), float(y)) for x, y in template_at("arcface", 112).tolist())
    record = RecogniserRecord("mobileface@c", InputSpec(112, "arcface"), points, Similarity.COSINE, "tfjs")
    return Recogniser(
        record, lambda crops: graph(torch.from_numpy(crops).permute(0, 3, 1, 2).float()).numpy()
    )


def rows_of(listed: list[dict[str, str]], lfw: Path) -> list[Assessment]:
    """Faces as the table has them: by facenet-pytorch's own cascade, the largest, most central, most confident.

    Our detector resizes otherwise, so that its landmarks lie some 3 % of the inter-eye distance apart and most of its
    confidences differ in the fifth decimal: enough to move a pAUC of 134 errors by .1.
    """
    detector = MTCNN(keep_all=True, device="cpu")
    rows = []
    for r in listed:
        file = lfw / r["path"]
        with Image.open(file) as image:
            photo = image.convert("RGB")
        boxes, confidences, points = detector.detect(photo, landmarks=True)
        row = Assessment(r["path"], file=str(file), width=photo.width, height=photo.height)
        if boxes is None:
            rows.append(row)
            continue
        faces = [
            Face(
                np.concatenate([box[:2], box[2:] - box[:2]]).astype(np.float32),
                five.astype(np.float32),
                float(p),
            )
            for box, p, five in zip(boxes, confidences, points, strict=True)
        ]
        face = by_prominence(faces, photo.width, photo.height)[0]
        places = {
            f"{name}_{axis}": float(face.landmarks[k][n])
            for k, name in enumerate(LANDMARK_NAMES)
            for n, axis in enumerate("xy")
        }
        rows.append(replace(row, confidence=face.confidence, ied=face.inter_eye_distance, **places))
    return rows


@pytest.mark.slow
def test_the_table_of_baselines_is_reproduced(shared_data: Path) -> None:
    lfw = shared_data / "lfw"
    with (lfw / "splits.csv").open(newline="") as stream:
        listed = [r for r in csv.DictReader(stream) if r["split"] == "test"]
    rows = rows_of(listed, lfw)
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
    wrong = []
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
            allowed = EXCEPTIONS.get((judge, method.name), TOLERANCE)
            if made != pytest.approx(TABLE[method.name][judge], abs=allowed):
                wrong.append((judge, method.name, made, TABLE[method.name][judge]))
            assert method.pauc[0.3].low < method.pauc[0.3].value < method.pauc[0.3].high
            assert np.isfinite(method.drawn).all()
    assert not wrong
