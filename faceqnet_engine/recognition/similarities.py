"""How alike two embeddings are."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

_CHUNK_NUMBERS = 4_000_000
"""Numbers gathered at once (16 MB): more does not run faster."""


class Similarity(StrEnum):
    """Higher is more alike in both."""

    EUCLIDEAN = "euclidean"
    """Minus the Euclidean distance of embeddings as they are."""
    COSINE = "cosine"
    """Cosine of the angle, whatever the embeddings' lengths."""


def similarities(
    embeddings: NDArray[np.float32],
    pairs: tuple[NDArray[np.integer], NDArray[np.integer]],
    kind: Similarity,
) -> NDArray[np.float32]:
    """Similarity of each pair, in bounded memory.

    Args:
        embeddings: (n, d).
        pairs: Two (p,) arrays of row numbers.
        kind: Which similarity.

    Returns:
        (p,) float32.
    """
    first, second = pairs
    if kind is Similarity.COSINE:
        embeddings = _unit(embeddings)
    found = np.empty(len(first), np.float32)
    step = max(1, _CHUNK_NUMBERS // max(1, embeddings.shape[1]))
    for start in range(0, len(first), step):
        a = embeddings[first[start : start + step]]
        b = embeddings[second[start : start + step]]
        if kind is Similarity.COSINE:
            found[start : start + step] = np.einsum("ij,ij->i", a, b)
        else:
            a -= b
            found[start : start + step] = -np.sqrt(np.einsum("ij,ij->i", a, a))
    return found


def similarity_blocks(
    rows: NDArray[np.float32], columns: NDArray[np.float32], kind: Similarity
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Similarities of every row with every column, a block of rows at a time: (first row, (b, m) block)."""
    step = max(1, _CHUNK_NUMBERS // max(1, len(columns)))
    if kind is Similarity.COSINE:
        rows, columns = _unit(rows), _unit(columns)
    column_squares = np.einsum("ij,ij->i", columns, columns)
    for start in range(0, len(rows), step):
        part = rows[start : start + step]
        block = part @ columns.T
        if kind is Similarity.EUCLIDEAN:
            squares = np.einsum("ij,ij->i", part, part)[:, None] + column_squares - 2 * block
            block = -np.sqrt(np.maximum(squares, 0))
        yield start, block


def _unit(embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.sqrt(np.einsum("ij,ij->i", embeddings, embeddings))
    return embeddings / np.maximum(lengths, np.float32(1e-12))[:, None]
