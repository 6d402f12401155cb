"""What a leaning head costs before anything is compared: detectors that were taught upright faces lose it.

A recogniser compares a face that was turned back by its landmarks as well as an upright one (docs/experiments.md), and
a network that sees the turned-back crop cannot know. So a model may say how many common detectors still find a face
that leans by so much (`ModelRecord.lean`, measured by `training/calibrate_lean.py`); its scores are multiplied by that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from faceqnet_engine.faces.align import similarity_to_template, template_at
from faceqnet_engine.faces.face import Float32Array

STEP = 5.0
"""Degrees between two shares of a model's `lean`."""


def lean_of(landmarks: Float32Array) -> float:
    """By how many degrees a head leans in the picture, to either side.

    Args:
        landmarks: (5, 2) pixels.

    Returns:
        0..180: the turn of the similarity that aligns the five points.

    Raises:
        ValueError: fewer than two distinct landmarks.
    """
    matrix = similarity_to_template(landmarks, template_at("B", 150))
    return math.degrees(abs(math.atan2(float(matrix[1, 0]), float(matrix[0, 0]))))


def share_found(lean: Sequence[float], landmarks: Float32Array) -> float:
    """Share of common detectors that find a head leaning as this one does.

    Args:
        lean: Shares at 0, 5, 10 ... degrees, as `ModelRecord.lean`; beyond the last the last holds. Empty: 1.
        landmarks: (5, 2) pixels.

    Returns:
        0..1.

    Raises:
        ValueError: fewer than two distinct landmarks.
    """
    if not lean:
        return 1.0
    return float(np.interp(lean_of(landmarks), np.arange(len(lean)) * STEP, lean))
