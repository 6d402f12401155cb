"""Raw labels of one recogniser, one function per kind: higher is better, in the recogniser's own unit.

To add a kind, write a function of `Comparisons` and give it a row in `LABELS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEAREST_IMPOSTORS = 20
_IMPOSTORS = 1500
SHRINKAGE = 1.0
"""Comparisons that pull an image's own share towards 0: as if it had one more, of average outcome."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """What one recogniser knows about the images of one split.

    Attributes:
        probes: (n, 1 + c, d) embeddings: column 0 the clean image, the others its degraded copies. Copies are
            compared with *clean* images of the subject, never with their own original.
        subjects: (n,) names.
        hashes: (n,) of the files: a duplicate is no mate.
        references: (n,) row of the subject's reference image, -1 where it has none.
        seed: Of whatever is sampled.
    """

    probes: NDArray[np.float32]
    subjects: NDArray[np.str_]
    hashes: NDArray[np.str_]
    references: NDArray[np.int64]
    seed: int = 0

    @property
    def clean(self) -> NDArray[np.float32]:
        """(n, d)."""
        return self.probes[:, 0]

    def mates(self, i: int) -> NDArray[np.int64]:
        """Rows of the other images of the subject of image `i`."""
        return np.flatnonzero((self.subjects == self.subjects[i]) & (self.hashes != self.hashes[i]))


LabelFunction = Callable[[Comparisons], NDArray[np.float64]]
"""Comparisons -> (n, 1 + c) raw labels; NaN where an image cannot be labelled."""


def reference_similarity(given: Comparisons) -> NDArray[np.float64]:
    """The paper's: minus the distance to the subject's reference image; the reference itself has no label."""
    raw = np.full(given.probes.shape[:2], np.nan)
    for i, reference in enumerate(given.references):
        if reference >= 0 and given.hashes[reference] != given.hashes[i]:
            raw[i] = -distances(given.probes[i], given.clean[reference][None])[:, 0]
    return raw


def mates_against_impostors(given: Comparisons) -> NDArray[np.float64]:
    """Mean similarity to all clean mates minus the mean of the nearest impostors: no single pair decides."""
    pool = np.random.default_rng(given.seed).permutation(len(given.subjects))[:_IMPOSTORS]
    raw = np.full(given.probes.shape[:2], np.nan)
    for i in range(len(given.subjects)):
        mates, others = given.mates(i), pool[given.subjects[pool] != given.subjects[i]]
        if len(mates):
            to_mates = -distances(given.probes[i], given.clean[mates])
            raw[i] = to_mates.mean(1) - _nearest(-distances(given.probes[i], given.clean[others]))
    return raw


def centre_against_centres(given: Comparisons) -> NDArray[np.float64]:
    """Similarity to the centre of the subject's other images minus the mean of the nearest other centres."""
    names, owner = np.unique(given.subjects, return_inverse=True)
    centres = np.stack([given.clean[owner == k].mean(0) for k in range(len(names))])
    raw = np.full(given.probes.shape[:2], np.nan)
    for i in range(len(given.subjects)):
        mates = given.mates(i)
        if len(mates):
            own = -distances(given.probes[i], given.clean[mates].mean(0)[None])[:, 0]
            others = np.delete(centres, owner[i], axis=0)
            raw[i] = own - _nearest(-distances(given.probes[i], others))
    return raw


def mates_alone(given: Comparisons) -> NDArray[np.float64]:
    """Mean similarity to all clean mates. What impostors look like says little of errors between mates."""
    raw = np.full(given.probes.shape[:2], np.nan)
    for i in range(len(given.subjects)):
        mates = given.mates(i)
        if len(mates):
            raw[i] = -distances(given.probes[i], given.clean[mates]).mean(1)
    return raw


def own_share(given: Comparisons) -> NDArray[np.float64]:
    """What an image itself adds to or takes from its comparisons, its mates' own shares accounted for.

    Similarities of mates i and j are modelled as m + q_i + q_j, by least squares over all pairs of a subject with
    SHRINKAGE times the sum of squared q added: a good photo whose only mate is bad is not blamed for it, and few
    mates make a label cautious. A copy has its original's share plus the mean change of the same comparisons.
    """
    raw = np.full(given.probes.shape[:2], np.nan)
    of_subject = [np.flatnonzero(given.subjects == s) for s in np.unique(given.subjects)]
    alike = {int(m[0]): -distances(given.clean[m], given.clean[m]) for m in of_subject}
    valid = {int(m[0]): given.hashes[m][:, None] != given.hashes[m][None] for m in of_subject}
    means = [alike[k][valid[k]].mean() for k in alike if valid[k].any()]
    if not means:
        return raw
    mean = float(np.mean(means))
    for m in of_subject:
        mated = valid[int(m[0])]
        counts = mated.sum(1)
        left = np.where(mated, alike[int(m[0])] - mean, 0).sum(1)
        share = np.linalg.solve(np.diag(counts + SHRINKAGE) + mated, left)
        for k, i in enumerate(m):
            if counts[k]:
                to_mates = -distances(given.probes[i], given.clean[m[mated[k]]]).mean(1)
                raw[i] = share[k] + to_mates - to_mates[0]
    return raw


def _nearest(similarities: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, m) -> (n,) the mean of the most similar ones; 0 where there is nobody else."""
    most = min(NEAREST_IMPOSTORS, similarities.shape[1])
    if not most:
        return np.zeros(len(similarities))
    return np.asarray(np.partition(similarities, -most, axis=1)[:, -most:].mean(1))


def distances(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float64]:
    """Euclidean distances (n, m) of embeddings (n, d) and (m, d)."""
    x, y = a.astype(np.float64), b.astype(np.float64)
    squared = (x * x).sum(1)[:, None] + (y * y).sum(1)[None] - 2 * x @ y.T
    return np.sqrt(np.maximum(squared, 0))


LABELS: dict[str, LabelFunction] = {
    "v0": reference_similarity,
    "v1": reference_similarity,
    "mates": mates_against_impostors,
    "centre": centre_against_centres,
    "mates_alone": mates_alone,
    "own_share": own_share,
}
"""Kind -> function. All kinds fuse the recognisers they are given; `v0` is the paper's with exactly one."""
