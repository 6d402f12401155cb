"""The engine's side of Live: a thread that grabs, one that locates, one that scores, and signals for the window.

None of them queues anything: the slot between the first two holds the newest frame, the window is told that there is a
new picture only when it has taken the last one. The window never waits for any of them.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from faceqnet_engine.errors import FaceqnetError, log_reference
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.sources.grabber import Grabber, NewestFrame, Watchers
from faceqnet_engine.sources.stream import Frame, Source, SourceError
from faceqnet_gui.worker.live_comparing import Comparing
from faceqnet_gui.worker.live_scoring import Scoring
from faceqnet_gui.worker.preview import Fit, picture_of

if TYPE_CHECKING:
    from faceqnet_engine.live.analysis import LiveAnalyser

_MOST_READINGS = 4
_TAKE_SECONDS = 0.2
_FIRST_PICTURE_SECONDS = 1.5
"""The models' imports hold the interpreter up: the first picture goes before them."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A frame made ready for painting.

    Attributes:
        pixels: (h, w, 4) uint8, blue, green, red, 255: as Qt paints it, mirrored where wanted.
        frame: The frame itself.
        fit: The room that it was made for.
    """

    pixels: NDArray[np.uint8]
    frame: Frame
    fit: Fit

    def refitted(self, fit: Fit) -> Picture:
        """The same frame for another room; itself where it fits already."""
        return self if fit == self.fit else Picture(picture_of(self.frame.pixels, fit), self.frame, fit)


class LiveWorker(QObject):
    """Belongs to the window's thread; what runs elsewhere is private. Answers carry the token of their source."""

    picture_ready = Signal()
    located_ready = Signal()
    readings_ready = Signal()
    lost = Signal(int, str, float)  # token, sentence, seconds until the next attempt
    failed = Signal(int, str, str)  # token, trouble, sentence
    ended = Signal(int)
    loading = Signal()
    loaded = Signal(str, str)  # model, device
    model_failed = Signal(str, str)  # sentence, log reference
    compared = Signal(object)  # live.enrolled.Comparison
    enrolled = Signal(str, bool)  # subject, whether the photo shows a face

    def __init__(
        self,
        device: str = "auto",
        make_analyser: Callable[[str], LiveAnalyser] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._device, self._make = device, make_analyser or _analyser
        self._slot = NewestFrame()
        self._grabber: Grabber | None = None
        self._left: list[Grabber] = []
        self._token = 0
        self._fit = Fit(640, 360)
        self._picture: Picture | None = None
        self._picture_told = self._located_told = self._readings_told = False
        self._located: deque[Reading] = deque(maxlen=_MOST_READINGS)
        self._readings: deque[Reading] = deque(maxlen=_MOST_READINGS)
        self._lock = threading.Lock()
        self._comparing = Comparing(self.enrolled.emit, self.compared.emit)
        self._scoring: Scoring | None = None
        self._guide_share, self._forget, self._since = 0.62, False, 0.0
        self._first_taken = threading.Event()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    # ---- what the window asks

    def start(self, source: Source) -> int:
        """Open a source in place of what is open; the token of its answers."""
        self.stop()
        self._token += 1
        token = self._token
        watchers = Watchers(
            frame=lambda frame: self._take_frame(token, frame),
            lost=lambda error, wait: self._say(self.lost, token, error.sentence, wait),
            failed=lambda error: self._say_failed(token, error),
            ended=lambda: self._say(self.ended, token),
        )
        self._first_taken.clear()
        self._forget, self._since = True, time.monotonic()
        self._grabber = Grabber(source, self._slot, watchers)
        self._grabber.start()
        if self._thread is None or not self._thread.is_alive():  # it ends where a model cannot be loaded
            self._thread = threading.Thread(target=self._analyse, name="faceqnet-live", daemon=True)
            self._thread.start()
        return token

    def stop(self) -> None:
        """Let the source go; never waits for it."""
        self._token += 1
        if self._grabber is not None:
            self._grabber.close(0)
            self._left = [g for g in (*self._left, self._grabber) if g.running]
        self._grabber = None
        with self._lock:
            self._picture = None
            self._located.clear()
            self._readings.clear()

    def close(self, seconds: float) -> bool:
        """End both threads; whether they did in time."""
        self._closing.set()
        self.stop()
        self._slot.close()
        if self._scoring is not None:
            self._scoring.handover.close()
        self._first_taken.set()
        until = time.monotonic() + seconds
        done = [g.close(max(0.0, until - time.monotonic())) for g in self._left]
        if self._thread is not None:
            self._thread.join(max(0.0, until - time.monotonic()))
            done.append(not self._thread.is_alive())
        return all(done)

    @property
    def threads(self) -> int:
        """How many threads of sources still live."""
        self._left = [g for g in self._left if g.running]
        return len(self._left) + (self._grabber is not None and self._grabber.running)

    def fit(self, fit: Fit) -> None:
        """How pictures are to be made ready."""
        self._fit = fit

    def set_guide(self, share: float) -> None:
        """Size of the oval."""
        self._guide_share = share

    def enrol(self, subject: str, photo: Path | None) -> None:
        """Compare with this photo from now on; None for with nothing."""
        self._comparing.enrol(subject, photo)

    def take_picture(self) -> Picture | None:
        """The newest picture."""
        with self._lock:
            self._picture_told = False
            picture = self._picture
        self._first_taken.set()
        return picture

    def take_located(self) -> list[Reading]:
        """Readings without a score since the last time, the oldest first; the same with it are `take_readings`."""
        with self._lock:
            self._located_told = False
            taken = list(self._located)
            self._located.clear()
        return taken

    def take_readings(self) -> list[Reading]:
        """Readings that are complete since the last time, the oldest first."""
        with self._lock:
            self._readings_told = False
            taken = list(self._readings)
            self._readings.clear()
        return taken

    @property
    def grabbed(self) -> int:
        """Frames so far."""
        return self._slot.put_count

    @property
    def skipped(self) -> int:
        """Frames that were replaced before they could be analysed."""
        return self._slot.dropped

    # ---- in the grabbing thread

    def _take_frame(self, token: int, frame: Frame) -> None:
        if token != self._token:
            return
        fit = self._fit
        picture = Picture(picture_of(frame.pixels, fit), frame, fit)
        with self._lock:
            self._picture = picture
            tell, self._picture_told = not self._picture_told, True
        if tell:
            self.picture_ready.emit()

    def _say_failed(self, token: int, error: SourceError) -> None:
        self._say(self.failed, token, error.trouble.value, error.sentence)

    def _say(self, signal: object, token: int, *values: object) -> None:
        if token == self._token and not self._closing.is_set():
            signal.emit(token, *values)

    # ---- in the locating thread

    def _analyse(self) -> None:
        self._first_taken.wait(_FIRST_PICTURE_SECONDS)
        if self._closing.is_set():
            return
        try:
            self.loading.emit()
            analyser = self._make(self._device)
            self.loaded.emit(analyser.model_name, analyser.device_name)
            self._read_on(analyser)
        except Exception as error:  # an edge: a fault of ours must not end in silence
            self._tell_fault(error)

    def _tell_fault(self, error: Exception) -> None:
        if self._closing.is_set():
            return
        if isinstance(error, FaceqnetError):
            self.model_failed.emit(error.sentence, "")
        else:
            sentence = f"Live stopped at a fault of this program ({type(error).__name__})."
            self.model_failed.emit(sentence, log_reference(error))

    def _read_on(self, analyser: LiveAnalyser) -> None:
        self._scoring = scoring = Scoring(analyser, self._comparing, self._take_reading, self._tell_fault)
        scoring.start()
        try:
            while scoring.handover.wait_free() and not self._closing.wait(scoring.rest):
                frame = self._slot.take(_TAKE_SECONDS)
                if self._forget:
                    self._forget = False
                    analyser.forget()
                if frame is not None and frame.captured >= self._since:
                    analyser.guide_share = self._guide_share
                    began = time.perf_counter()
                    located = analyser.locate(frame)
                    scoring.pace.located(time.perf_counter() - began)
                    self._take_located(analyser.reading(located, scored=False))
                    scoring.put(located)
        finally:
            scoring.close()

    def _take_located(self, reading: Reading) -> None:
        if reading.frame.captured < self._since:  # of a source that was left meanwhile
            return
        with self._lock:
            self._located.append(reading)
            tell, self._located_told = not self._located_told, True
        if tell and not self._closing.is_set():
            self.located_ready.emit()

    # ---- in the scoring thread

    def _take_reading(self, reading: Reading) -> None:
        if reading.frame.captured < self._since:  # of a source that was left meanwhile
            return
        with self._lock:
            self._readings.append(reading)
            tell, self._readings_told = not self._readings_told, True
        if tell and not self._closing.is_set():
            self.readings_ready.emit()


def _analyser(device: str) -> LiveAnalyser:
    from faceqnet_engine.live.analysis import LiveAnalyser  # imports torch: only here, only now

    cv2.setNumThreads(1)  # two threads already share the cores; a pool of its own only gets in their way
    return LiveAnalyser(device=device)
