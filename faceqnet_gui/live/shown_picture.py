"""A frame as an image of Qt's, without a copy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from faceqnet_gui.worker.preview import Placed


def shown_image(pixels: NDArray[np.uint8], placed: Placed) -> tuple[QImage, QRectF]:
    """The image, valid as long as the pixels are, and the part of it that is shown."""
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    part = QRectF(placed.left, placed.top, placed.width / placed.scale, placed.height / placed.scale)
    return image, part
