"""Scans as the window sees them: asks the worker in its thread, drops late answers, buffers rows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QThread, Signal

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.worker.engine_worker import EngineWorker, ScanOptions

_JOIN_MILLISECONDS = 15_000


class Scans(QObject):
    """One scan at a time; a scan asked for meanwhile waits its turn."""

    _asked = Signal(int, list, object)
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
        self._token = 0
        self._running: set[int] = set()

    @property
    def running(self) -> bool:
        """Whether a scan runs or waits."""
        return bool(self._running)

    @property
    def closed(self) -> bool:
        """Whether the engine's thread has ended, or never began."""
        return not self._thread.isRunning()

    def start(self, inputs: list[str], options: ScanOptions) -> None:
        """Scan after what runs already."""
        if not self._thread.isRunning():
            self._thread.start()
        self._token += 1
        self._running.add(self._token)
        self._asked.emit(self._token, inputs, options)

    def cancel(self) -> None:
        """Stop all scans within a batch; what is done stays."""
        self._worker.cancel(self._token)

    def drop(self) -> None:
        """Cancel all scans, and let none of their answers through any more."""
        self._running.clear()
        self.cancel()

    def close(self) -> bool:
        """Cancel, end the thread, close the store; whether it ended in time."""
        self.drop()
        self._thread.quit()
        return self._thread.wait(_JOIN_MILLISECONDS)

    def _take_rows(self, token: int, rows: list[Assessment], dates: list[int]) -> None:
        if token in self._running:
            self.rows.emit(rows, dates)

    def _take_progress(self, token: int, progress: object) -> None:
        if token in self._running:
            self.progress.emit(progress)

    def _take_finished(self, token: int, summary: object) -> None:
        if token in self._running:
            self._running.discard(token)
            self.finished.emit(summary)

    def _take_failed(self, token: int, sentence: str, reference: str) -> None:
        if token in self._running:
            self._running.discard(token)
            self.failed.emit(sentence, reference)
