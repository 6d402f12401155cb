"""How well scores follow the labels, clean and degraded, and kind by kind."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.copies import CLEAN
from training.evaluation.statistics import pearson, spearman


def agreement(scores: NDArray[np.float64], labels: NDArray[np.float32]) -> dict[str, Any]:
    """Spearman, Pearson and mean absolute error of scores against labels; only faces that have a label count."""
    known = np.isfinite(labels) & np.isfinite(scores)
    s, told = scores[known], labels[known].astype(np.float64)
    if len(s) < 2:
        return {"faces": len(s)}
    return {
        "faces": len(s),
        "spearman": round(spearman(s, told), 4),
        "pearson": round(pearson(s, told), 4),
        "mae": round(float(np.abs(s - told).mean()), 4),
        "score": round(float(s.mean()), 4),
        "label": round(float(told.mean()), 4),
    }


def by_kind(
    scores: NDArray[np.float64], labels: NDArray[np.float32], kinds: NDArray[np.str_]
) -> dict[str, dict[str, Any]]:
    """Kind of degradation -> agreement, and by how much the score falls from the clean image's.

    Args:
        scores: (m, 1 + c) column 0 the clean image.
        labels: (m, 1 + c).
        kinds: (m, 1 + c).
    """
    falls = scores[:, :1] - scores
    found: dict[str, dict[str, Any]] = {}
    for kind in sorted({str(k) for k in kinds.reshape(-1)} - {CLEAN}):
        here = kinds == kind
        figures = agreement(np.where(here, scores, np.nan), labels)
        found[kind] = figures | {"falls_by": round(float(falls[here].mean()), 4)}
    return found
