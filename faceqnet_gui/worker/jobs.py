"""Work on files away from the window's thread: one thread per job, few and short-lived."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from faceqnet_engine.errors import FaceqnetError, log_reference


class Job(QThread):
    """Runs `work(job)`; ends with exactly one `done` or `failed`.

    `work` may emit `progress` and should look at `cancelled`.
    """

    progress = Signal(int, int)  # done, total
    done = Signal(object)
    failed = Signal(str, str)  # sentence for people, log reference

    def __init__(self, work: Callable[[Job], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.cancelled = threading.Event()

    def run(self) -> None:
        """In the thread."""
        try:
            self.done.emit(self._work(self))
        except FaceqnetError as error:
            self.failed.emit(error.sentence, "")
        except Exception as error:  # an edge: a fault of ours, in words and in the log
            sentence = f"This did not work because of a fault of this program ({type(error).__name__})."
            self.failed.emit(sentence, log_reference(error))
