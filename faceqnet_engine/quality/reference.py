"""From a model's own score to `quality`: comparable between models."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from faceqnet_engine.errors import ModelError

_QUANTILES = 101


def quality_of(score: float, quantiles: Sequence[float]) -> int:
    """Share of the reference set that scores lower, in percent.

    Args:
        score: 0..1.
        quantiles: 101 rising scores, the 0th to 100th percentile of the reference set.

    Returns:
        0..100, monotone in `score`; linear between quantiles.

    Raises:
        ModelError: not 101 quantiles.
    """
    if len(quantiles) != _QUANTILES:
        raise ModelError("This model has no reference distribution of 101 quantiles.")
    return round(float(np.interp(score, np.asarray(quantiles, dtype=np.float64), np.arange(_QUANTILES))))
