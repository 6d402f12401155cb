"""A thread that reads a source into a slot for the newest frame, and comes back after a loss."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from faceqnet_engine.errors import log_reference
from faceqnet_engine.sources.stream import Frame, Source, SourceError, Trouble

BACK_OFF = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each attempt to come back; the last one is repeated."""
_LOOK_SECONDS = 0.1
_STALLED_SECONDS = 5.0
"""Without a frame for so long, a source that still claims to be open counts as lost."""


class NewestFrame:
    """A slot for one frame. Putting replaces what nobody took: frames are dropped, never queued."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._frame: Frame | None = None
        self._closed = self._wanted = False
        self.put_count, self.dropped = 0, 0

    def put(self, frame: Frame) -> None:
        """Replace what is there."""
        with self._condition:
            self.put_count += 1
            self.dropped += self._frame is not None
            self._frame = frame
            self._condition.notify_all()

    def take(self, timeout: float) -> Frame | None:
        """The newest frame not yet taken; None after the time-out, or when closed."""
        with self._condition:
            self._wanted = True
            self._condition.notify_all()
            self._condition.wait_for(lambda: self._frame is not None or self._closed, timeout)
            frame, self._frame = self._frame, None
            self._wanted = False
            return None if self._closed else frame

    def wait_wanted(self, cancel: threading.Event) -> None:
        """Until somebody has done with the last frame and waits for the next; or is cancelled, or closed."""
        with self._condition:
            while not (self._closed or cancel.is_set() or (self._wanted and self._frame is None)):
                self._condition.wait(_LOOK_SECONDS)

    def close(self) -> None:
        """Wake whoever waits, for good."""
        with self._condition:
            self._closed, self._frame = True, None
            self._condition.notify_all()


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who is told what, always in the grabbing thread. They must be quick.

    Attributes:
        frame: Every frame, before it goes into the slot.
        lost: The reason, and seconds until the next attempt; also said when opening fails but may yet succeed.
        failed: The reason, for good: the thread ends.
        ended: A film is over: the thread ends.
    """

    frame: Callable[[Frame], object]
    lost: Callable[[SourceError, float], object]
    failed: Callable[[SourceError], object]
    ended: Callable[[], object]


class Grabber:
    """Owns the thread that opens and reads one source. `close` never waits longer than it is told to.

    A source that hangs inside its driver cannot be interrupted; its thread is left alone then and ends by itself as
    soon as the driver answers, without telling anybody.
    """

    def __init__(self, source: Source, slot: NewestFrame, watchers: Watchers) -> None:
        self._source, self._slot, self._watchers = source, slot, watchers
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, name="faceqnet-grab", daemon=True)
        self._ever = self._since_opening = False  # whether it gave frames

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self, timeout: float) -> bool:
        """Ask the thread to end; whether it did within the time-out."""
        self._cancel.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def running(self) -> bool:
        """Whether the thread still lives."""
        return self._thread.is_alive()

    # ---- in the thread

    def _run(self) -> None:
        attempt = 0
        try:
            while not self._cancel.is_set():
                try:
                    self._source.open(self._cancel)
                    self._read_all()
                    return
                except SourceError as error:
                    if error.final or not self._source.reconnects or not self._ever:
                        self._tell(partial(self._watchers.failed, error))
                        return
                    attempt = 0 if self._since_opening else attempt + 1
                    wait = BACK_OFF[min(attempt, len(BACK_OFF) - 1)]
                    self._tell(partial(self._watchers.lost, error, wait))
                finally:
                    self._source.close()
                self._since_opening = False
                self._cancel.wait(wait)
        except Exception as error:  # an edge: a driver or codec may raise anything
            reference = log_reference(error)
            sentence = f"The source stopped at a fault of this program. The log has it under {reference}."
            fault = SourceError(Trouble.UNREADABLE, sentence, final=True)
            self._tell(partial(self._watchers.failed, fault))

    def _read_all(self) -> None:
        """Read until cancelled or the end; raises what the source raises."""
        last = time.monotonic()
        while not self._cancel.is_set():
            try:
                frame = self._source.read(self._cancel)
            except StopIteration:
                self._tell(self._watchers.ended)
                return
            if frame is not None and not self._cancel.is_set():
                last = time.monotonic()
                self._ever = self._since_opening = True
                self._watchers.frame(frame)
                self._slot.put(frame)
                if self._source.patient:
                    self._slot.wait_wanted(self._cancel)
                    last = time.monotonic()
            elif time.monotonic() - last > _STALLED_SECONDS:
                raise SourceError(Trouble.LOST, f"{self._source.name} gives no more pictures.")

    def _tell(self, say: Callable[[], object]) -> None:
        if not self._cancel.is_set():
            say()
