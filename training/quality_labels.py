"""Labels: how well a recogniser finds an image's subject again.

Ours (docs/method.md): mean similarity to the subject's clean mates, minus the mean of the nearest impostors;
z-normalised over the training set; logistic. A label from one pair (the paper's) is noisy; all mates speak here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAREST_IMPOSTORS = 20
_IMPOSTORS = 1500


@dataclass(frozen=True, slots=True)
class Normalisation:
    """Mean and deviation of the raw labels of the training split."""

    mean: float
    deviation: float

    def label(self, raw: NDArray[np.float64]) -> NDArray[np.float32]:
        """Raw -> 0..1 by the logistic of the z-score."""
        return (1 / (1 + np.exp(-(raw - self.mean) / self.deviation))).astype(np.float32)


def paper_labels(distances: NDArray[np.float64], mean: float, deviation: float) -> NDArray[np.float64]:
    """FaceQnet v0's labels: 1 / (1 + exp(z)) of the distance to the reference, z by the training set's moments."""
    return np.asarray(1 / (1 + np.exp((distances - mean) / deviation)))


def raw_labels(
    embeddings: NDArray[np.float32],
    subjects: NDArray[np.str_],
    probes: NDArray[np.float32],
    seed: int = 0,
) -> NDArray[np.float64]:
    """Mean similarity to clean mates minus the mean of the nearest impostors.

    Args:
        embeddings: (n, d) clean images; similarity is minus the Euclidean distance.
        subjects: (n,).
        seed: Of the sample of impostors.
        probes: (n, c, d) the copies of each image to label; a copy is compared with the *other* images' clean
            embeddings, never with its own original.

    Returns:
        (n, c); NaN for subjects with one image.
    """
    rng = np.random.default_rng(seed)
    pool = rng.permutation(len(embeddings))[:_IMPOSTORS]
    raw = np.full(probes.shape[:2], np.nan)
    for i in range(len(embeddings)):
        mates = np.flatnonzero((subjects == subjects[i]) & (np.arange(len(subjects)) != i))
        if not len(mates):
            continue
        others = pool[subjects[pool] != subjects[i]]
        to_mates = -_distances(probes[i], embeddings[mates])
        to_others = -_distances(probes[i], embeddings[others])
        nearest = np.partition(to_others, -NEAREST_IMPOSTORS, axis=1)[:, -NEAREST_IMPOSTORS:]
        raw[i] = to_mates.mean(1) - nearest.mean(1)
    return raw


def capped_by_original(labels: NDArray[np.float32], margin: float) -> NDArray[np.float32]:
    """Labels (n, c) whose copies (columns from 1) never lie above their original less `margin`.

    A degraded copy is not of better quality than its original; where a single label says so it is noise, and a
    network that learns it comes to like mild blur.
    """
    capped = labels.copy()
    capped[:, 1:] = np.minimum(labels[:, 1:], np.maximum(labels[:, :1] - margin, 0))
    return capped


def _distances(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    squared = (a * a).sum(1)[:, None] + (b * b).sum(1)[None] - 2 * a @ b.T
    return np.sqrt(np.maximum(squared, 0))
