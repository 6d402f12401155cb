"""A face that was found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float32Array = NDArray[np.float32]
Uint8Array = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One detected face, in pixels of the upright full-size image.

    Attributes:
        box: (4,) float32 x, y, width, height; may exceed the image's border.
        landmarks: (5, 2) float32: right eye, left eye, nose, mouth right, mouth left (the subject's own sides).
        confidence: 0..1, the detector's.
    """

    box: Float32Array
    landmarks: Float32Array
    confidence: float

    @property
    def inter_eye_distance(self) -> float:
        """Distance of the eye centres in pixels."""
        return float(np.linalg.norm(self.landmarks[0] - self.landmarks[1]))

    def scaled(self, factor: float) -> Face:
        """The same face in an image `factor` times as large."""
        return Face(self.box * np.float32(factor), self.landmarks * np.float32(factor), self.confidence)
