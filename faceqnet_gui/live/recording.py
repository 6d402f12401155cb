"""Recording on and off, as the window sees it."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from faceqnet_engine.live.capture import State
from faceqnet_engine.live.hints import HintState
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.saving import safe_name
from faceqnet_gui.worker.recorder import Recorder

if TYPE_CHECKING:
    from faceqnet_gui.live.control import LiveControl

_FOLDER = "recordings"
_JOIN_SECONDS = 5.0


class Recordings(QObject):
    """At most one runs; ended ones may still be closing their files."""

    changed = Signal()

    def __init__(self, control: LiveControl) -> None:
        super().__init__(control)
        self._control = control
        self._recorder: Recorder | None = None
        self._ending: list[Recorder] = []
        self.began = 0.0

    @property
    def on(self) -> bool:
        """Whether frames are being recorded."""
        return self._recorder is not None

    @property
    def seconds(self) -> int:
        """Since it began."""
        return int(time.monotonic() - self.began) if self.on else 0

    def toggle(self) -> None:
        """Begin, or end."""
        if self.on:
            self.stop()
        elif self._control.running:
            name = f"{safe_name(self._control.subject_id or 'live')}_{datetime.now():%H%M%S}"
            self._recorder = Recorder(self._control.captures.folder.parent / _FOLDER, name, self)
            self._recorder.failed.connect(self._failed)
            self._recorder.finished.connect(self._finished)
            self.began = time.monotonic()
            self.changed.emit()

    def add(self, reading: Reading, hints: HintState, state: State) -> None:
        """A row, if one is being recorded: the frame, and what was said and shown for it."""
        if self._recorder is not None:
            self._recorder.add(reading, hints, state)

    def stop(self) -> None:
        """End; the files are closed by their own thread."""
        if self._recorder is not None:
            self._recorder.stop()
            self._ending.append(self._recorder)
            self._recorder = None
            self.changed.emit()

    def close(self) -> bool:
        """The window closes: whether all files are."""
        self.stop()
        ended = [recorder.stop(_JOIN_SECONDS) for recorder in self._ending]
        return all(ended)

    def _failed(self, sentence: str) -> None:
        self._recorder = None
        self._control.host.report(sentence)
        self.changed.emit()

    def _finished(self, name: str, left_out: int) -> None:
        words = QCoreApplication.translate("Recordings", "{0} and its table are saved.")
        if left_out:
            words = QCoreApplication.translate(
                "Recordings", "{0} and its table are saved; {1} frames did not fit."
            )
        self._control.said.emit(words.format(name, left_out))
