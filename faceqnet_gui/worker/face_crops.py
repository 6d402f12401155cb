"""Aligned faces for the training pages: cut away from the window's thread, kept while they are shown."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.align import crop

SIDE = 192
_KEPT = 600


class FaceCrops(QObject):
    """File and landmarks in, square pictures out."""

    ready = Signal(str)  # key
    _made = Signal(str, QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="faceqnet-crops")
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        self._closed = False
        self._made.connect(self._take)

    def picture(self, file: Path, landmarks: Sequence[Sequence[float]]) -> QImage | None:
        """The face, or None while it is being cut; `ready` tells when."""
        key = str(file)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if key not in self._asked and not self._closed:
            self._asked.add(key)
            self._pool.submit(self._cut, key, file, landmarks)
        return None

    def close(self) -> None:
        """End the thread."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _cut(self, key: str, file: Path, landmarks: Sequence[Sequence[float]]) -> None:
        image = QImage()
        with contextlib.suppress(OSError, ValueError):  # gone meanwhile: the tile says so by staying empty
            pixels = decode(file).pixels
            if pixels is not None:
                face = np.ascontiguousarray(crop(pixels, np.asarray(landmarks, np.float32), "B", SIDE))
                image = QImage(face.data, SIDE, SIDE, 3 * SIDE, QImage.Format.Format_RGB888).copy()
        with contextlib.suppress(RuntimeError):  # the window has gone
            self._made.emit(key, image)

    def _take(self, key: str, image: QImage) -> None:
        self._asked.discard(key)
        self._pictures[key] = image
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.ready.emit(key)
