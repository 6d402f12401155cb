"""Smoothing for the eye. Decisions are never made on smoothed values.

Source: Casiez, Roussel, Vogel 2012, "1 Euro filter".
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


class OneEuro:
    """Calm while a value rests, quick when it moves.

    Args:
        least: Cut-off in Hz at rest; smaller is calmer.
        beta: How much quicker with speed.
    """

    def __init__(self, least: float = 1.2, beta: float = 0.02) -> None:
        self._least, self._beta = least, beta
        self._value: NDArray[np.float64] | None = None
        self._slope: NDArray[np.float64] | float = 0.0
        self._time = 0.0

    def reset(self) -> None:
        """Start afresh with the next value."""
        self._value = None

    def __call__(self, value: NDArray[np.floating] | float, time: float) -> NDArray[np.float64]:
        """The smoothed value of an array (or number) at a time in seconds."""
        raw = np.asarray(value, np.float64)
        step = time - self._time
        if self._value is None or self._value.shape != raw.shape or not 0 < step < 1:
            self._value, self._slope, self._time = raw, 0.0, time
            return raw
        slope = (raw - self._value) / step
        self._slope = self._slope + _weight(step, 1.0) * (slope - self._slope)
        speed = float(np.sqrt(np.mean(np.square(self._slope))))
        self._value = self._value + _weight(step, self._least + self._beta * speed) * (raw - self._value)
        self._time = time
        return self._value


def _weight(step: float, cutoff: float) -> float:
    tau = 1 / (2 * math.pi * cutoff)
    return 1 / (1 + tau / step)
