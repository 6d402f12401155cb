"""Correlations and bands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.methods import spearman as engine_spearman


def pearson(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    """Pearson's correlation; 0 where one of the two does not vary."""
    x, y = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if len(x) < 2 or not x.std() > 0 or not y.std() > 0:
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])


def spearman(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    """Spearman's rank correlation, ties by mean ranks; 0 where one of the two does not vary."""
    found = engine_spearman(np.asarray(a, np.float64), np.asarray(b, np.float64)) if len(a) > 1 else 0.0
    return found if np.isfinite(found) else 0.0


def band_of_mean(values: NDArray[np.floating], draws: int = 1000, seed: int = 0) -> list[float]:
    """2.5 and 97.5 percentiles of the mean over bootstrap draws of the values."""
    rng = np.random.default_rng(seed)
    count = len(values)
    means = [float(values[rng.integers(count, size=count)].mean()) for _ in range(draws)]
    low, high = np.percentile(means, (2.5, 97.5))
    return [round(float(low), 4), round(float(high), 4)]


def rounded(value: float, digits: int = 4) -> float | None:
    """JSON knows no NaN: None where there is no figure."""
    return round(float(value), digits) if np.isfinite(value) else None
