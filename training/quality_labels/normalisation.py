"""From raw labels to 0..1: z-normalised over the training images, logistic, fused over recognisers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError


@dataclass(frozen=True, slots=True)
class Normalisation:
    """Mean and deviation of the raw labels of the clean training images, and of nothing else."""

    mean: float
    deviation: float

    @staticmethod
    def of(raw: NDArray[np.float64]) -> Normalisation:
        """The moments of raw labels; those that are NaN do not count.

        Raises:
            UsageError: fewer than two labels, or all the same.
        """
        known = raw[np.isfinite(raw)]
        if len(known) < 2 or not known.std() > 0:
            raise UsageError(
                f"Only {len(known)} training images could be labelled, or all alike. "
                "Labels need subjects with two or more different images; add some."
            )
        return Normalisation(float(known.mean()), float(known.std()))

    def label(self, raw: NDArray[np.float64]) -> NDArray[np.float32]:
        """Raw -> 0..1 by the logistic of the z-score."""
        return (1 / (1 + np.exp(-(raw - self.mean) / self.deviation))).astype(np.float32)


def paper_labels(distances: NDArray[np.float64], mean: float, deviation: float) -> NDArray[np.float64]:
    """FaceQnet v0's labels: 1 / (1 + exp(z)), z = (d - mu) / sigma by the training distances' moments."""
    return np.asarray(1 / (1 + np.exp((distances - mean) / deviation)))


def fused(votes: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """FaceQnet v1's fusion: the mean of the normalised labels of several recognisers."""
    return np.mean(np.stack(list(votes)), axis=0, dtype=np.float32)


def capped_by_original(labels: NDArray[np.float32], margin: float) -> NDArray[np.float32]:
    """Labels (n, c) whose copies (columns from 1) never lie above their original less `margin`.

    A degraded copy is not of better quality than its original; where a single label says so it is noise, and a
    network that learns it comes to like mild blur.
    """
    capped = labels.copy()
    capped[:, 1:] = np.minimum(labels[:, 1:], np.maximum(labels[:, :1] - margin, 0))
    return capped


def ranking_pairs(votes: NDArray[np.float32], gap: float = 0.0) -> NDArray[np.int64]:
    """Pairs of faces whose order all recognisers agree on.

    Args:
        votes: (r, n) normalised labels of each recogniser.
        gap: By how much every one of them must tell the two apart.

    Returns:
        (p, 2) positions, the better face first.
    """
    differences = votes[:, :, None] - votes[:, None, :]
    return np.argwhere((differences > gap).all(0))
