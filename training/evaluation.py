"""Does the score predict recognition errors? The tables of the model card."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.edc import bootstrap, mated_pairs, pauc_of, threshold_at_fnmr

LIMITS = (0.2, 0.3)
FNMR_AT_ZERO = 0.05


def official_scores(file: Path, paths: NDArray[np.str_]) -> NDArray[np.float64]:
    """The authors' published scores of images, NaN where they have none."""
    with file.open(encoding="utf-8", newline="") as stream:
        scores = {row["path"]: float(row["score"] or "nan") for row in csv.DictReader(stream)}
    return np.array([scores.get(str(path), np.nan) for path in paths])


def similarities(
    embeddings: NDArray[np.float32], pairs: tuple[NDArray[np.int64], NDArray[np.int64]], *, cosine: bool
) -> NDArray[np.float64]:
    """Similarity of each pair: cosine of unit embeddings, or minus the Euclidean distance."""
    a, b = embeddings[pairs[0]].astype(np.float64), embeddings[pairs[1]].astype(np.float64)
    return (a * b).sum(1) if cosine else -np.sqrt(((a - b) ** 2).sum(1))


def table(
    methods: dict[str, NDArray[np.float64]],
    judges: dict[str, NDArray[np.float32]],
    subjects: NDArray[np.str_],
    *,
    draws: int = 1000,
    against: str = "official",
) -> list[dict[str, Any]]:
    """One row per judge and method: normalised pAUC with its band, and the band of the difference to `against`.

    Args:
        methods: Name -> (n,) qualities of the same n images.
        judges: Name -> (n, d) embeddings; `C` is compared by cosine.
        subjects: (n,).
        draws: Bootstrap draws of subjects.
        against: The method that differences are taken to.
    """
    pairs = mated_pairs(subjects)
    rows: list[dict[str, Any]] = []
    for judge, embeddings in judges.items():
        alike = similarities(embeddings, pairs, cosine=judge == "C")
        errors = alike < threshold_at_fnmr(alike, FNMR_AT_ZERO)
        drawn = bootstrap(methods, pairs, errors, subjects, LIMITS[1], draws=draws) if draws else {}
        for name, quality in methods.items():
            row: dict[str, Any] = {
                "judge": judge,
                "method": name,
                "pairs": len(pairs[0]),
                "errors": int(errors.sum()),
            }
            row |= {f"pauc_{limit}": round(pauc_of(quality, pairs, errors, limit), 4) for limit in LIMITS}
            if draws:
                row["band_0.3"] = _band(drawn[name])
                if against in drawn and name != against:
                    row[f"difference_to_{against}"] = _band(drawn[name] - drawn[against])
            rows.append(row)
    return rows


def _band(values: NDArray[np.float64]) -> list[float]:
    return [round(float(v), 3) for v in np.nanpercentile(values, (2.5, 97.5))]
