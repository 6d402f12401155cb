"""All faces of one photo, found and scored while a person looks at it; not behind a scan, beside it."""

from __future__ import annotations

import contextlib
import logging
from collections import OrderedDict

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.errors import FaceqnetError
from faceqnet_gui.worker.engine_worker import ScanOptions
from faceqnet_gui.worker.scans import Scans

_MOST_KEPT = 64
log = logging.getLogger(__name__)


class _Signals(QObject):
    found = Signal(object, object)  # (file, hash, options), tuple[Assessment, ...]


class _Find(QRunnable):
    def __init__(self, key: tuple[str, str, ScanOptions], scans: Scans, signals: _Signals) -> None:
        super().__init__()
        self._key, self._scans, self._signals = key, scans, signals

    def run(self) -> None:
        """In the pool."""
        file, _, options = self._key
        found: tuple[Assessment, ...] = ()
        try:
            found = tuple(self._scans.faces_of(file, options))
        except FaceqnetError as error:
            log.info("Other faces are not looked for: %s", error.sentence)
        except Exception:
            log.exception("Other faces cannot be looked for: %s", file)
        with contextlib.suppress(RuntimeError):  # the window has closed meanwhile
            self._signals.found.emit(self._key, found)


class OtherFaces(QObject):
    """Asks about one photo at a time; only the last question is answered."""

    ready = Signal(str, object)  # file, tuple[Assessment, ...]: all its faces, most prominent first

    def __init__(self, scans: Scans, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scans = scans
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._kept: OrderedDict[object, tuple[Assessment, ...]] = OrderedDict()
        self._signals = _Signals()
        self._signals.found.connect(self._take)

    def ask(self, row: Assessment, options: ScanOptions) -> None:
        """The answer is `ready`, at once if it is known."""
        self._pool.clear()
        key = (row.file, row.sha256, options)
        found = self._kept.get(key)
        if found is None:
            self._pool.start(_Find(key, self._scans, self._signals))
        else:
            self.ready.emit(row.file, found)

    def close(self) -> None:
        """Wait for what runs."""
        self._pool.clear()
        self._pool.waitForDone()

    def _take(self, key: tuple[str, str, ScanOptions], found: tuple[Assessment, ...]) -> None:
        self._kept[key] = found
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(key[0], found)
