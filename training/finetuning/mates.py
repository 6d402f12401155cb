"""Mated pairs as training sees them: how nearly the labelling recognisers fail on each comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from faceqnet_engine.evaluation.comparisons import mated_pairs
from faceqnet_engine.recognition.similarities import Similarity, similarities

FAILURE_RATES = (0.05, 0.1)
"""Of mated comparisons: each gives a threshold below which a comparison counts as failed."""
_MOST = 60
_COUNTED = 30
_SOFTNESS = 0.25
"""Of the thresholds, in deviations of the similarities: comparisons near one are half failed."""


@dataclass(frozen=True, slots=True, eq=False)
class MatedPairs:
    """Comparisons between clean training images of one subject.

    Attributes:
        first: (p,) rows of the examples.
        second: (p,) rows of the other images.
        failures: (p, levels) 0..1, how nearly the comparison fails at each of FAILURE_RATES.
        weights: (p,) such that no subject counts for more than `_COUNTED` pairs, as in the evaluation.
    """

    first: Tensor
    second: Tensor
    failures: Tensor
    weights: Tensor

    def __len__(self) -> int:
        return len(self.first)


def failing_pairs(
    rows: NDArray[np.int64],
    subjects: NDArray[np.str_],
    hashes: NDArray[np.str_],
    recognisers: Sequence[tuple[NDArray[np.float32], Similarity]],
    seed: int,
) -> MatedPairs:
    """The pairs of the images `rows`; a duplicate is no mate.

    Args:
        rows: (n,) rows of the examples, all of training images.
        subjects: (n,) their subjects.
        hashes: (n,) of their files.
        recognisers: Embeddings (n, d) and how they are compared; failures are averaged.
        seed: Of the choice among the pairs of subjects with many images.
    """
    a, b = mated_pairs(subjects, _MOST, seed)
    different = hashes[a] != hashes[b]
    a, b = a[different], b[different]
    if not len(a):
        nothing = torch.zeros(0, dtype=torch.long)
        return MatedPairs(nothing, nothing, torch.zeros(0, len(FAILURE_RATES)), torch.zeros(0))
    _, owner, sizes = np.unique(subjects[a], return_inverse=True, return_counts=True)
    weights = np.minimum(1.0, _COUNTED / sizes[owner])
    told = [
        _failures(similarities(embeddings, (a, b), kind).astype(np.float64), weights)
        for embeddings, kind in recognisers
    ]
    return MatedPairs(
        torch.from_numpy(rows[a]),
        torch.from_numpy(rows[b]),
        torch.from_numpy(np.mean(told, 0)).float(),
        torch.from_numpy(weights).float(),
    )


def _failures(alike: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """(p, levels): the logistic of how far each similarity lies below the threshold of each rate."""
    order = np.argsort(alike, kind="stable")
    share = np.cumsum(weights[order]) / weights.sum()
    places = np.minimum(np.searchsorted(share, FAILURE_RATES), len(alike) - 1)
    softness = max(_SOFTNESS * float(alike.std()), 1e-6)
    below = (alike[order][places][None] - alike[:, None]) / softness
    return np.asarray(1 / (1 + np.exp(-np.clip(below, -60, 60))))
