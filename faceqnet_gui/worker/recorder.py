"""Writes a recording in a thread of its own; what it cannot keep up with is left out and counted."""

from __future__ import annotations

import queue
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from faceqnet_engine.errors import FaceqnetError, log_reference
from faceqnet_engine.live.capture import State
from faceqnet_engine.live.hints import HintState
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.recording import Recording

_MOST_WAITING = 6


class Recorder(QObject):
    """One film and its table, from `start` to `stop`."""

    failed = Signal(str)
    finished = Signal(str, int)  # name of the film, rows left out

    def __init__(self, folder: Path, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._name = folder, name
        self._queue: queue.Queue[tuple[Reading, HintState, State] | None] = queue.Queue(_MOST_WAITING)
        self.left_out = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="faceqnet-record", daemon=True)
        self._thread.start()

    def add(self, reading: Reading, hints: HintState, state: State) -> None:
        """Take a row; never waits."""
        try:
            self._queue.put_nowait((reading, hints, state))
        except queue.Full:
            self.left_out += 1

    def stop(self, seconds: float = 0.0) -> bool:
        """No more rows; whether the files are closed within so many seconds."""
        self._stopping.set()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            recording = Recording(self._folder, self._name)
            try:
                self._write_on(recording)
            finally:
                recording.close()
            self.finished.emit(recording.film.name, self.left_out)
        except FaceqnetError as error:
            self.failed.emit(error.sentence)
        except Exception as error:  # an edge: a codec may raise anything
            sentence = f"The recording stopped at a fault of this program ({log_reference(error)})."
            self.failed.emit(sentence)

    def _write_on(self, recording: Recording) -> None:
        while not (self._stopping.is_set() and self._queue.empty()):
            try:
                item = self._queue.get(timeout=0.1)
            except queue.Empty:
                continue
            if item is not None:
                recording.add(*item)
