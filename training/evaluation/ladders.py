"""Does the score fall along every ladder of the demo set?"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.quality.reference import quality_of
from faceqnet_engine.sources.demo import build_demo_set
from training.evaluation.scores import Scoring, score_of_file
from training.evaluation.statistics import spearman

WANTED = -0.9


def ladders(scoring: Scoring, quantiles: Sequence[float]) -> list[dict[str, Any]]:
    """Per ladder: score and quality at each level from the portrait on, and how both go with the level (Spearman).

    The score decides: `quality` is a percentile among ordinary photos, 0 for everything below them, and equal zeros
    keep the correlation of a ladder that falls without a fault above the wanted one (docs/decisions/055).
    A level at which no face is found has no score; its quality counts as 0.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "demo"
        images = build_demo_set(folder)
        detector = Detector("cpu")
        score = {i.file: score_of_file(folder / i.file, detector, scoring) for i in images if i.portrait}
    found: list[dict[str, Any]] = []
    for ladder in dict.fromkeys(i.ladder for i in images if i.portrait and i.ladder != "portrait"):
        rungs = sorted((i for i in images if i.ladder == ladder), key=lambda i: i.level)
        start = f"portraits/{rungs[0].portrait}.jpg"
        scores = [score[start], *(score[i.file] for i in rungs)]
        told = [None if s is None else quality_of(s, quantiles) for s in scores]
        found.append(
            {
                "ladder": ladder,
                "portrait": rungs[0].portrait,
                "quality": told,
                "scores": [None if s is None else round(s, 4) for s in scores],
                "spearman": _with_level(scores),
                "spearman_quality": _with_level([q or 0 for q in told]),
            }
        )
    return found


def _with_level(values: Sequence[float | None]) -> float:
    known = [(float(level), float(v)) for level, v in enumerate(values) if v is not None]
    levels, there = np.array(known).T
    return round(spearman(levels, there), 3)
