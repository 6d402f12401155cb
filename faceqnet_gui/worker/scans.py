"""Scans as the window sees them: asks the worker in its thread, drops late answers, buffers rows."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, QThread, Signal

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.sources.ref import Ref
from faceqnet_gui.session.rows import Box
from faceqnet_gui.worker.engine_worker import EngineWorker, ScanOptions
from faceqnet_gui.worker.feed import Feed

_JOIN_MILLISECONDS = 15_000
_ending: list[tuple[QThread, EngineWorker]] = []


class Scans(QObject):
    """One scan at a time; what is asked for meanwhile joins it, or waits its turn where its options are others."""

    _asked = Signal(int, object, object)
    _told = Signal(int, object)
    listed = Signal(list)  # refs of images that will be scored
    rows = Signal(list, object)  # rows, times of their files
    progress = Signal(object)
    finished = Signal(object)
    failed = Signal(str, str)
    preparing = Signal()
    ready = Signal(str, str)
    notice = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName("faceqnet-engine")
        self._worker = EngineWorker()
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.scan, Qt.ConnectionType.QueuedConnection)
        self._worker.rows.connect(self._take_rows)
        self._worker.progress.connect(self._take_progress)
        self._worker.finished.connect(self._take_finished)
        self._worker.failed.connect(self._take_failed)
        self._worker.preparing.connect(self.preparing)
        self._worker.ready.connect(self.ready)
        self._worker.notice.connect(self.notice)
        self._thread.finished.connect(self._worker.close, Qt.ConnectionType.DirectConnection)
        self._told.connect(self._take_listed, Qt.ConnectionType.QueuedConnection)
        self._token = 0
        self._running: dict[int, Feed] = {}
        self._options = ScanOptions()
        self._seen: list[str] = []

    @property
    def running(self) -> bool:
        """Whether a scan runs or waits."""
        return bool(self._running)

    @property
    def closed(self) -> bool:
        """Whether the engine's thread has ended, or never began."""
        return not self._thread.isRunning()

    def start(
        self, inputs: Sequence[str], options: ScanOptions, faces: Mapping[str, Box] | None = None
    ) -> None:
        """Score these; `faces` has boxes of the faces that people chose, by file."""
        if not self._thread.isRunning():
            self._thread.start()
        last = self._running.get(self._token)
        if last is not None and options == self._options and last.add(inputs, faces):
            return
        self._token, self._options = self._token + 1, options
        feed = Feed(inputs, partial(self._tell, self._token), faces)
        feed.want(self._seen)
        self._running[self._token] = feed
        self._asked.emit(self._token, feed, options)

    def want(self, files: Sequence[str]) -> None:
        """Score these first, as far as they wait: they are seen now, or soon."""
        self._seen = list(files)
        for feed in self._running.values():
            feed.want(files)

    def faces_of(self, file: str, options: ScanOptions) -> list[Assessment]:
        """All faces of one photo, from another thread: it waits for the model if it must, but for no scan.

        Raises:
            FaceqnetError: the model or the device is missing.
        """
        return self._worker.prepared(options).faces_of(file)

    def cancel(self) -> None:
        """Stop all scans within a batch; what is done stays."""
        for feed in self._running.values():
            feed.stop()
        self._worker.cancel(self._token)

    def drop(self) -> None:
        """Cancel all scans, and let none of their answers through any more."""
        self.cancel()
        self._running.clear()

    def close(self) -> bool:
        """Cancel, end the thread, close the store; whether it ended in time."""
        self.drop()
        self._thread.quit()
        ended = self._thread.wait(_JOIN_MILLISECONDS)
        if not ended:  # on a machine that is very busy: it ends by itself, but must not be destroyed before
            self._thread.setParent(None)
            _ending.append((self._thread, self._worker))
        return ended

    def _tell(self, token: int, found: list[Ref]) -> None:
        """In the listing's thread."""
        with contextlib.suppress(RuntimeError):  # the window has closed meanwhile
            self._told.emit(token, found)

    def _take_listed(self, token: int, found: list[Ref]) -> None:
        if token in self._running:
            self.listed.emit(found)

    def _take_rows(self, token: int, rows: list[Assessment], dates: list[int]) -> None:
        if token in self._running:
            self.rows.emit(rows, dates)

    def _take_progress(self, token: int, progress: object) -> None:
        if token in self._running:
            self.progress.emit(progress)

    def _take_finished(self, token: int, summary: object) -> None:
        if token in self._running:
            del self._running[token]
            self.finished.emit(summary)

    def _take_failed(self, token: int, sentence: str, reference: str) -> None:
        if token in self._running:
            del self._running[token]
            self.failed.emit(sentence, reference)
