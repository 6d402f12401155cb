"""Orders that a quality score has to beat: they cost nothing, or next to nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment

Float64Array = NDArray[np.float64]

NAMES = ("confidence", "ied", "sharpness", "norm")
"""Baselines on request; `random` is in every evaluation."""
WORDS = {
    "random": "random",
    "confidence": "detector confidence",
    "ied": "inter-eye distance",
    "sharpness": "sharpness",
    "norm": "embedding norm",
}


def random_order(count: int, seed: int) -> Float64Array:
    """(n,) qualities that know nothing."""
    return np.random.default_rng([seed, 2]).random(count)


def baseline(name: str, rows: Sequence[Assessment], embeddings: NDArray[np.float32]) -> Float64Array | None:
    """(n,) qualities of rows, NaN where there is none; None where these rows have no such column.

    Args:
        name: One of NAMES.
        rows: n.
        embeddings: (n, d) as the recogniser gives them.

    Raises:
        KeyError: no such baseline.
    """
    return _OF[name](rows, embeddings)


def _column(name: str) -> Callable[[Sequence[Assessment], NDArray[np.float32]], Float64Array | None]:
    def values(rows: Sequence[Assessment], _: NDArray[np.float32]) -> Float64Array | None:
        found = [row.value(name) for row in rows]
        if all(value is None for value in found):
            return None
        return np.array([np.nan if value is None else float(value) for value in found])

    return values


def _norm(_: Sequence[Assessment], embeddings: NDArray[np.float32]) -> Float64Array | None:
    lengths = np.linalg.norm(embeddings.astype(np.float64), axis=1)
    known = lengths[np.isfinite(lengths)]
    # Unit vectors have no length to order by.
    return None if not len(known) or np.ptp(known) < 1e-4 else lengths


_OF: dict[str, Callable[[Sequence[Assessment], NDArray[np.float32]], Float64Array | None]] = {
    "confidence": _column("confidence"),
    "ied": _column("ied"),
    "sharpness": _column("Sharpness"),
    "norm": _norm,
}
