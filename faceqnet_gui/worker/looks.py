"""How photos look, in 64 bits: made from small pictures, in a thread of its own, with what scans leave of the time."""

from __future__ import annotations

import cv2
import imagehash
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.session.stacks import NOT_SEEN, PLAIN
from faceqnet_gui.worker.jobs import Job
from faceqnet_gui.worker.picture_making import fitted, from_jpeg, pixels_of
from faceqnet_gui.worker.thumbnail_cache import ThumbnailCache
from faceqnet_gui.worker.thumbnails import SIDES, lower_priority

_SIDE = 192
_BATCH = 256
_FEWEST_TONES = 8
"""A picture with fewer is a wall or a black frame: it looks like others of its kind and is no copy of them."""


def look_of(pixels: NDArray[np.uint8]) -> int:
    """64 bits that hardly change when a photo is made smaller, larger, or is compressed again; PLAIN for a plain one.

    Args:
        pixels: (h, w, 3) uint8 RGB, of any size.

    Source: the perceptual hash of imagehash, signs of the lowest 8 x 8 frequencies of 32 x 32 grey values.
    """
    grey = cv2.cvtColor(np.ascontiguousarray(fitted(pixels, _SIDE)), cv2.COLOR_RGB2GRAY)
    if int(grey.max()) - int(grey.min()) < _FEWEST_TONES:
        return PLAIN
    bits = imagehash.phash(Image.fromarray(grey)).hash
    look = int.from_bytes(np.packbits(bits.ravel()).tobytes(), "big")
    return PLAIN if look in {NOT_SEEN, PLAIN} else look


class LookJob(Job):
    """Looks at photos until all were seen or nobody wants it any more.

    Args:
        contents: (n,) numbers of the files' contents, as `Stacks` knows them.
        rows: n rows.
        parent: Whose job.
    """

    found = Signal(
        object, object
    )  # contents and looks of some photos; NOT_SEEN where there is no picture to be had

    def __init__(self, contents: NDArray[np.uint64], rows: list[Assessment], parent: QObject) -> None:
        super().__init__(lambda _: self._look(), parent)
        self._contents, self._rows = contents, rows
        self._cache = ThumbnailCache()

    def _look(self) -> None:
        lower_priority()
        batch: list[int] = []
        for n, row in enumerate(self._rows):
            if self.cancelled.is_set():
                return
            batch.append(self._look_at(row))
            if len(batch) == _BATCH or n + 1 == len(self._rows):
                contents = self._contents[n + 1 - len(batch) : n + 1]
                self.found.emit(contents, np.array(batch, np.uint64))
                self.progress.emit(n + 1, len(self._rows))
                batch = []

    def _look_at(self, row: Assessment) -> int:
        kept = self._kept(row)
        try:
            pixels = kept if kept is not None else pixels_of(row, _SIDE)[0]
        except OSError:
            return NOT_SEEN  # it went away: its bytes are still known
        return NOT_SEEN if pixels is None else look_of(pixels)

    def _kept(self, row: Assessment) -> NDArray[np.uint8] | None:
        """From a thumbnail on disk, many times faster than from the photo."""
        for side in SIDES[1:] + SIDES[:1]:
            path = self._cache.path_of(row.file, row.frame, side)
            data = None if path is None else self._cache.read(path)
            image = QImage() if data is None else from_jpeg(data)
            if not image.isNull():
                return pixels_in(image)
        return None


def pixels_in(image: QImage) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 RGB of a picture."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height, line = plain.width(), plain.height(), plain.bytesPerLine()
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(height, line)
    return rows[:, : 3 * width].reshape(height, width, 3).copy()
