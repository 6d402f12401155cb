"""A frame made ready for the screen, away from the window's thread: cut, scaled, mirrored, in Qt's own order."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_MOST_CUT = 0.12
"""A picture may lose so much of a side to fill the room; beyond that it leaves room at its sides."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The room for a picture, in device pixels.

    Attributes:
        width: Of the room.
        height: Of the room.
        mirrored: As in a mirror.
    """

    width: int
    height: int
    mirrored: bool = True

    def placed(self, size: tuple[int, int]) -> Placed:
        """How a frame of this width and height comes to lie in the room."""
        width, height = size
        across, along = self.width / width, self.height / height
        scale = min(max(across, along), min(across, along) / (1 - _MOST_CUT))
        shown = (min(self.width, round(width * scale)), min(self.height, round(height * scale)))
        return Placed(
            scale,
            left=(width - shown[0] / scale) / 2,
            top=(height - shown[1] / scale) / 2,
            width=max(1, shown[0]),
            height=max(1, shown[1]),
            mirrored=self.mirrored,
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A frame in its room.

    Attributes:
        scale: Picture over frame.
        left: First column of the frame that is shown.
        top: First row.
        width: Of the picture.
        height: Of the picture.
        mirrored: As in a mirror.
    """

    scale: float
    left: float
    top: float
    width: int
    height: int
    mirrored: bool

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the frame in the picture."""
        across = (x - self.left) * self.scale
        return (self.width - across if self.mirrored else across), (y - self.top) * self.scale


def picture_of(pixels: NDArray[np.uint8], fit: Fit) -> NDArray[np.uint8]:
    """(h, w, 4) uint8 in the order of QImage.Format_RGB32 from (h, w, 3) RGB."""
    height, width = pixels.shape[:2]
    place = fit.placed((width, height))
    left, top = round(place.left), round(place.top)
    part = pixels[
        top : top + max(1, round(place.height / place.scale)),
        left : left + max(1, round(place.width / place.scale)),
    ]
    way = cv2.INTER_AREA if place.scale < 0.6 else cv2.INTER_LINEAR
    sized = cv2.resize(part, (place.width, place.height), interpolation=way)
    if place.mirrored:
        sized = cv2.flip(sized, 1)
    return np.asarray(cv2.cvtColor(sized, cv2.COLOR_RGB2BGRA), dtype=np.uint8)
