"""Figures by which the best epoch is kept: lower is better, on validation subjects alone.

To add one, write a function of `Held` and give it a row in `METRICS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.comparisons import mated_pairs
from faceqnet_engine.evaluation.edc import pauc_of, threshold_at_fnmr
from training.evaluation.statistics import pearson, spearman
from training.evaluation.tables import FNMR_AT_ZERO, LIMITS


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The validation images.

    Attributes:
        scores: (m, 1 + c) the network's; column 0 the clean image.
        labels: (m, 1 + c); NaN where there is none.
        embeddings: Per recogniser that labelled: (m, d) of the clean images.
        subjects: (m,).
    """

    scores: NDArray[np.float64]
    labels: NDArray[np.float32]
    embeddings: tuple[NDArray[np.float32], ...]
    subjects: NDArray[np.str_]


def edc(held: Held) -> float:
    """Area under the error-versus-discard curve, and how badly scores follow the labels of degraded copies.

    The low end, which the curve of clean images hardly sees, counts too.
    """
    pairs = mated_pairs(held.subjects)
    areas: list[float] = []
    for embeddings in held.embeddings:
        apart = embeddings[pairs[0]].astype(np.float64) - embeddings[pairs[1]]
        alike = -np.linalg.norm(apart, axis=1)
        errors = alike < threshold_at_fnmr(alike, FNMR_AT_ZERO)
        areas += [pauc_of(held.scores[:, 0], pairs, errors, limit) for limit in LIMITS]
    known = np.isfinite(held.labels[:, 1:])
    follows = pearson(held.scores[:, 1:][known], held.labels[:, 1:][known])
    area = float(np.nanmean(areas)) if np.isfinite(areas).any() else 1.0
    return area + 1 - follows


def order(held: Held) -> float:
    """One minus Spearman's correlation with the labels, copies included."""
    known = np.isfinite(held.labels)
    return 1 - spearman(held.scores[known], held.labels[known])


def error(held: Held) -> float:
    """Mean squared error against the labels, copies included."""
    return float(np.nanmean((held.scores - held.labels) ** 2))


Metric = Callable[[Held], float]
METRICS: dict[str, Metric] = {"edc": edc, "spearman": order, "mse": error}
