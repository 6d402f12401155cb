"""Likely wrong labels and duplicates: what a person should look at before believing a curve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.recognition.similarities import Similarity, similarity_blocks

MOST_IMAGES = 30_000
"""Every image is held against every other up to here; beyond, against others of its own subject alone."""
MOST_DUPLICATES = 10_000
"""Near-same pairs that are listed; beyond, the set is nothing but copies."""
_NEAR = 0.25
"""Images nearer than this share of the match threshold's distance are near-same."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """An image whose label is doubtful.

    Attributes:
        image: Its number.
        why: `matches another subject`, or `matches no image of its subject`.
        own_best: Highest similarity to an image of its own subject.
        other_best: Highest similarity to an image of another subject; NaN where that was not searched.
        other: Number of that image; -1 where there is none.
        mates: Images of its own subject that it was held against.
    """

    image: int
    why: str
    own_best: float
    other_best: float
    other: int
    mates: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two images that are the same (equal bytes) or nearly (their embeddings say so)."""

    first: int
    second: int
    same_bytes: bool
    same_subject: bool
    similarity: float


@dataclass(frozen=True, slots=True, eq=False)
class Doubts:
    """What the search found.

    Attributes:
        suspects: The clearest first.
        duplicates: Equal bytes first, then by similarity.
        searched_all: Whether images were held against those of other subjects.
    """

    suspects: list[Suspect]
    duplicates: list[Duplicate]
    searched_all: bool


_Block = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]


def doubts(
    embeddings: NDArray[np.float32],
    subjects: NDArray,
    kind: Similarity,
    threshold: float,
    digests: Sequence[str] = (),
) -> Doubts:
    """Search a labelled set.

    Args:
        embeddings: (n, d), finite.
        subjects: (n,).
        kind: How embeddings are compared.
        threshold: Of a match.
        digests: (n,) hashes of the files' bytes, where known.
    """
    _, codes = np.unique(subjects, return_inverse=True)
    searched_all = len(codes) <= MOST_IMAGES
    blocks = _whole(embeddings, codes, kind) if searched_all else _by_subject(embeddings, codes, kind)
    near_limit = _near_limit(kind, threshold)
    count = len(codes)
    own_best, other_best = np.full(count, -np.inf), np.full(count, -np.inf)
    other, mates = np.full(count, -1), np.bincount(codes, minlength=1)[codes] - 1
    near: list[tuple[int, int, float]] = []
    for rows, columns, block in blocks:
        same = codes[rows][:, None] == codes[columns][None, :]
        itself = rows[:, None] == columns[None, :]
        own_best[rows] = np.where(same & ~itself, block, -np.inf).max(1)
        outside = np.where(same, -np.inf, block)
        at = outside.argmax(1)
        other_best[rows] = outside[np.arange(len(rows)), at]
        other[rows] = np.where(np.isfinite(other_best[rows]), columns[at], -1)
        if len(near) >= MOST_DUPLICATES:
            continue
        i, j = np.nonzero((block >= near_limit) & (rows[:, None] < columns[None, :]))
        near += zip(rows[i].tolist(), columns[j].tolist(), block[i, j].tolist(), strict=True)
    found = _suspects(own_best, other_best, other, mates, threshold)
    return Doubts(found, _duplicates(near, codes, digests, embeddings, kind), searched_all)


def _suspects(
    own: NDArray, other_best: NDArray, other: NDArray, mates: NDArray, threshold: float
) -> list[Suspect]:
    low = (mates > 0) & (own < threshold)
    elsewhere = low & (other_best >= threshold)
    # With one mate only, either of the two may be the wrong one: that alone proves nothing.
    alone = low & ~elsewhere & (mates > 1)
    nearness = np.where(np.isfinite(other_best), other_best, own)
    order = np.lexsort((own - nearness, ~elsewhere))
    return [
        Suspect(
            image=int(i),
            why="matches another subject" if elsewhere[i] else "matches no image of its subject",
            own_best=float(own[i]),
            other_best=float(other_best[i]) if np.isfinite(other_best[i]) else float("nan"),
            other=int(other[i]),
            mates=int(mates[i]),
        )
        for i in order
        if elsewhere[i] or alone[i]
    ]


def _duplicates(
    near: list[tuple[int, int, float]],
    codes: NDArray,
    digests: Sequence[str],
    embeddings: NDArray[np.float32],
    kind: Similarity,
) -> list[Duplicate]:
    found = {(i, j): Duplicate(i, j, False, bool(codes[i] == codes[j]), s) for i, j, s in near}
    by_digest: dict[str, list[int]] = {}
    for i, digest in enumerate(digests):
        if digest:
            by_digest.setdefault(digest, []).append(i)
    best = 1.0 if kind is Similarity.COSINE else 0.0
    for images in by_digest.values():
        for i, j in pairwise(images):
            found[i, j] = Duplicate(i, j, True, bool(codes[i] == codes[j]), best)
    ordered = sorted(found.values(), key=lambda d: (not d.same_bytes, -d.similarity, d.first, d.second))
    return ordered[:MOST_DUPLICATES]


def _near_limit(kind: Similarity, threshold: float) -> float:
    """The similarity from which two images are near-same."""
    if kind is Similarity.EUCLIDEAN:
        return _NEAR * threshold  # both are minus a distance
    # Unit vectors: the squared distance is 2 - 2 cos.
    return 1 - _NEAR**2 * (1 - threshold)


def _whole(embeddings: NDArray[np.float32], codes: NDArray, kind: Similarity) -> Iterator[_Block]:
    everything = np.arange(len(codes))
    for start, block in similarity_blocks(embeddings, embeddings, kind):
        yield everything[start : start + len(block)], everything, block


def _by_subject(embeddings: NDArray[np.float32], codes: NDArray, kind: Similarity) -> Iterator[_Block]:
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1, append=-1))
    for begin, end in pairwise(starts):
        images = order[begin:end][:MOST_IMAGES]
        for start, block in similarity_blocks(embeddings[images], embeddings[images], kind):
            yield images[start : start + len(block)], images, block
