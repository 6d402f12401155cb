"""Small aligned faces for lists of pairs, cut out away from the window's thread."""

from __future__ import annotations

import contextlib
import logging
from collections import OrderedDict

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.errors import UsageError
from faceqnet_gui.worker.thumbnails import image_of

FACE = 224
"""Side in pixels: twice that of a usual card."""
_MOST_KEPT = 600
_MOST_WAITING = 64
log = logging.getLogger(__name__)


class _Signals(QObject):
    done = Signal(str, QImage)  # file, face


class _Cut(QRunnable):
    def __init__(self, row: Assessment, signals: _Signals) -> None:
        super().__init__()
        self._row, self._signals = row, signals

    def run(self) -> None:
        """In the pool."""
        image = QImage()
        try:
            image = image_of(self._row.crop(FACE))
        except UsageError as error:
            log.info("A face cannot be shown: %s", error.sentence)
        except Exception:
            log.exception("A face cannot be shown: %s", self._row.path)
        with contextlib.suppress(RuntimeError):  # the window has closed meanwhile
            self._signals.done.emit(self._row.file, image)


class Faces(QObject):
    """Faces by file; the newest request comes first."""

    ready = Signal(str)  # file

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._waiting: OrderedDict[str, Assessment] = OrderedDict()
        self._running = ""
        self._signals = _Signals()
        self._signals.done.connect(self._keep)

    def face(self, row: Assessment) -> QImage | None:
        """The face if it is here, else it is asked for; a null image means that there is none to show."""
        image = self._kept.get(row.file)
        if image is not None:
            self._kept.move_to_end(row.file)
            return image
        if row.file and row.file != self._running:
            self._waiting[row.file] = row
            self._waiting.move_to_end(row.file)
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)  # it was scrolled past; it asks again when it is seen
            self._next()
        return None

    def close(self) -> None:
        """Drop what waits, and wait for what runs."""
        self._waiting.clear()
        self._pool.clear()
        self._pool.waitForDone()

    def _keep(self, file: str, image: QImage) -> None:
        self._running = ""
        self._waiting.pop(file, None)
        self._kept[file] = image
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(file)
        self._next()

    def _next(self) -> None:
        if not self._running and self._waiting:
            self._running, row = self._waiting.popitem()
            self._pool.start(_Cut(row, self._signals))
