"""Error-versus-discard curves of several quality scores by several judges, with the bands of their differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from faceqnet_engine.evaluation.bootstrap import band, drawn_curves, subject_draws
from faceqnet_engine.evaluation.comparisons import mated_pairs
from faceqnet_engine.evaluation.edc import FEW_ERRORS, pauc_of, threshold_at_fnmr
from faceqnet_engine.recognition.similarities import Similarity, similarities
from training.datasets.splits import read_rows
from training.evaluation.statistics import rounded

LIMITS = (0.2, 0.3)
FNMR_AT_ZERO = 0.05
DISCARDS = np.linspace(0, 0.5, 26)
"""Shares of the comparisons at which curves are drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """A recogniser that decides who is right.

    Attributes:
        embeddings: (n, d) of the clean images.
        similarity: How two are compared.
        labelled: Whether the labels that were trained on came from it too.
    """

    embeddings: NDArray[np.float32]
    similarity: Similarity
    labelled: bool = False


def official_scores(file: Path, paths: NDArray[np.str_]) -> NDArray[np.float64]:
    """Another model's published scores of images, NaN where it has none.

    Raises:
        UsageError: the file cannot be read, or a score is no number.
    """
    try:
        scores = {r["path"]: float(r["score"] or "nan") for r in read_rows(file, ("path",))}
    except (KeyError, ValueError) as error:
        raise UsageError(f"{file} has a score that is no number: {error}.") from error
    return np.array([scores.get(str(path), np.nan) for path in paths])


def table(
    methods: Mapping[str, NDArray[np.float64]],
    judges: Mapping[str, Judge],
    subjects: NDArray[np.str_],
    *,
    draws: int = 1000,
    most_pairs: int = 30,
    ours: str = "ours",
) -> list[dict[str, Any]]:
    """One row per judge and method: pAUC with bands, and how far `ours` lies below, with the difference's band.

    Args:
        methods: Name -> (n,) qualities of the same n images.
        judges: Name -> its embeddings.
        subjects: (n,).
        draws: Bootstrap draws of subjects; 0 for no bands.
        most_pairs: Mated pairs of a subject at most; 0 for all.
        ours: The method that the others are compared with.
    """
    pairs = mated_pairs(subjects, most_pairs)
    rows: list[dict[str, Any]] = []
    if not len(pairs[0]):
        return rows
    drawn = subject_draws(subjects[pairs[0]], draws) if draws else None
    for judge_name, judge in judges.items():
        alike = similarities(judge.embeddings, pairs, judge.similarity).astype(np.float64)
        errors = alike < threshold_at_fnmr(alike, FNMR_AT_ZERO)
        found: dict[str, NDArray[np.float64]] = {}
        for name, quality in methods.items():
            row: dict[str, Any] = {
                "judge": judge_name,
                "made_labels": judge.labelled,
                "method": name,
                "pairs": len(pairs[0]),
                "errors": int(errors.sum()),
                "rankable": bool(errors.sum() >= FEW_ERRORS),
            }
            row |= {f"pauc_{limit}": rounded(pauc_of(quality, pairs, errors, limit)) for limit in LIMITS}
            if drawn is not None:
                lower = np.minimum(quality[pairs[0]], quality[pairs[1]])
                found[name] = drawn_curves(lower, errors, drawn, limits=LIMITS)[0]
                for k, limit in enumerate(LIMITS):
                    row[f"band_{limit}"] = _band(found[name][:, k])
            rows.append(row)
        if ours in found:
            _add_differences(rows[-len(methods) :], found, ours)
    return rows


def _add_differences(rows: list[dict[str, Any]], found: Mapping[str, NDArray[np.float64]], ours: str) -> None:
    mine = next(row for row in rows if row["method"] == ours)
    for row in rows:
        if row["method"] == ours:
            continue
        for k, limit in enumerate(LIMITS):
            key = f"pauc_{limit}"
            if mine[key] is not None and row[key] is not None:
                row[f"ours_minus_this_{limit}"] = round(mine[key] - row[key], 4)
            row[f"ours_minus_this_band_{limit}"] = _band(found[ours][:, k] - found[row["method"]][:, k])


def _band(values: NDArray[np.float64]) -> list[float | None]:
    return [rounded(v) for v in band(values)]
