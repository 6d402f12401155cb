"""The engine's side of the window: owns the assessor and the store, speaks in queued signals."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from faceqnet_engine.errors import FaceqnetError, log_reference
from faceqnet_engine.models.own import DEFAULT
from faceqnet_engine.results.store import Store
from faceqnet_gui.session.folders import dates_of
from faceqnet_gui.worker.feed import Feed

if TYPE_CHECKING:
    from faceqnet_engine.assessor import Assessor

_MOST_ROWS = 64
_BATCH_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """What decides rows.

    Attributes:
        device: Where the networks run.
        faces: `primary` or `all`.
        rescan: Do everything again, whatever the store knows.
        model: Id of the quality model.
        smaller: Look once more, for smaller faces, where none is found.
    """

    device: str = "auto"
    faces: str = "primary"
    rescan: bool = False
    model: str = DEFAULT
    smaller: bool = False


class EngineWorker(QObject):
    """Lives in a thread of its own. Every scan ends with exactly one `finished` or `failed`.

    Tokens name scans: whoever receives an answer drops those of an older scan.
    """

    ready = Signal(str, str)  # model, device
    preparing = Signal()
    notice = Signal(str)
    rows = Signal(int, list, object)  # token, list[Assessment], times of their files in nanoseconds
    progress = Signal(int, object)  # token, Progress
    finished = Signal(int, object)  # token, ScanSummary
    failed = Signal(int, str, str)  # token, sentence for people, log reference

    def __init__(self) -> None:
        super().__init__()
        self._assessor: Assessor | None = None
        self._loaded: tuple[str, str] | None = None  # device and model of the assessor
        self._loading = threading.Lock()
        self._store: Store | None = None
        self._cancelled = 0  # scans up to this token are to stop

    @Slot(int, object, object)
    def scan(self, token: int, feed: Feed, options: ScanOptions) -> None:
        """Score what the feed gives and emit the rows."""
        try:
            assessor = self.prepared(options)
            assessor.look_for(
                "all" if options.faces == "all" else "primary",
                smaller=options.smaller,
                rescan=options.rescan,
            )
            batch: list[Any] = []
            sent = time.monotonic()
            for row in assessor.assess_refs(feed, lambda p: self.progress.emit(token, p)):
                batch.append(row)
                if len(batch) >= _MOST_ROWS or time.monotonic() - sent > _BATCH_SECONDS:
                    self.rows.emit(token, batch, dates_of(batch))
                    batch, sent = [], time.monotonic()
                if token <= self._cancelled:
                    assessor.cancel()
            if batch:
                self.rows.emit(token, batch, dates_of(batch))
            self.finished.emit(token, assessor.summary())
        except FaceqnetError as error:
            self.failed.emit(token, error.sentence, "")
        except Exception as error:
            sentence = f"The scan stopped at a fault of this program ({type(error).__name__})."
            self.failed.emit(token, sentence, log_reference(error))
        finally:
            feed.close()

    def cancel(self, token: int) -> None:
        """Stop the scan of this token within a batch.

        Called directly from any thread: a queued call would wait behind the scan that it is meant to stop.
        """
        self._cancelled = max(self._cancelled, token)
        assessor = self._assessor
        if assessor is not None:
            assessor.cancel()

    @Slot()
    def close(self) -> None:
        """Let go of threads and files."""
        if self._assessor is not None:
            self._assessor.close()
        if self._store is not None:
            self._store.close()
        self._assessor, self._store = None, None

    def prepared(self, options: ScanOptions) -> Assessor:
        """The assessor with these networks loaded; from any thread.

        Raises:
            FaceqnetError: the model or the device is missing.
        """
        with self._loading:
            wanted = options.device, options.model
            if self._assessor is None or wanted != self._loaded:
                self._load(*wanted)
            assert self._assessor is not None
            return self._assessor

    def _load(self, device: str, model: str) -> None:
        self.preparing.emit()
        if self._store is None:
            self._store = Store.open()
            if self._store.notice:
                self.notice.emit(self._store.notice)
        if self._assessor is not None:
            self._assessor.close()
        from faceqnet_engine.assessor import Assessor  # imports torch: only here, only now

        self._assessor = Assessor(model, device, store=self._store)
        self._loaded = device, model
        self.ready.emit(self._assessor.model_name, self._assessor.device_name)
