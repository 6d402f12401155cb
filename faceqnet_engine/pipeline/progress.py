"""How far a scan is: listing in the background, counting, rate and time left."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from faceqnet_engine.assessment import Status
from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.sources.paths import refs
from faceqnet_engine.sources.ref import Ref

_RATE_WINDOW_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Progress:
    """A moment of a scan.

    Attributes:
        done: Images finished.
        total: Images listed so far.
        listed: Whether `total` is final.
        rate: Images per second over the last ten seconds, those from the store not counted.
        seconds_left: Estimate, or None while it cannot be known.
        known: Images taken from the store.
    """

    done: int
    total: int
    listed: bool
    rate: float
    seconds_left: float | None
    known: int

    def __str__(self) -> str:
        total = f"{self.total:,}" if self.listed else f"{self.total:,} or more"
        left = "" if self.seconds_left is None else f", {self.seconds_left:.0f} s left"
        return f"{self.done:,} of {total}, {self.rate:.1f} images/s{left}"


@dataclass(frozen=True, slots=True)
class ScanSummary:
    """What a scan did."""

    rows: int
    images: int
    counts: Mapping[Status, int]
    known: int
    seconds: float
    device: str
    model: str


class Pace:
    """Counts what is finished and how fast."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._marks: deque[tuple[float, int]] = deque([(self._start, 0)])
        self._images = self._known = self._rows = 0

    def count(self, *, images: int, known: int, rows: int) -> None:
        """Add finished images (of them `known` from the store) and their rows."""
        self._images, self._known, self._rows = self._images + images, self._known + known, self._rows + rows

    def progress(self, total: int, listed: bool) -> Progress:
        """The present moment."""
        now, fresh = time.monotonic(), self._images - self._known
        self._marks.append((now, fresh))
        while len(self._marks) > 2 and now - self._marks[0][0] > _RATE_WINDOW_SECONDS:
            self._marks.popleft()
        then, before = self._marks[0]
        rate = (fresh - before) / max(now - then, 1e-6)
        left = max(0, total - self._images) / rate if listed and rate > 0 else None
        return Progress(self._images, total, listed, rate, left, self._known)

    def summary(self, counts: Counter[Status], device: str, model: str) -> ScanSummary:
        """The whole scan so far."""
        seconds = time.monotonic() - self._start
        return ScanSummary(self._rows, self._images, dict(counts), self._known, seconds, device, model)


class Refs(Protocol):
    """Where a scan's images come from: asked for the next one whenever there is room, two batches ahead at most.

    So whoever gives them decides their order up to the last moment.
    """

    @property
    def total(self) -> int:
        """Images known so far."""

    @property
    def finished(self) -> bool:
        """Whether `total` is final."""

    def __iter__(self) -> Iterator[Ref]:
        """Each image once; may wait for a listing, but not for ever: it ends when the scan is cancelled."""

    def close(self) -> None:
        """The scan is over."""


class Listed:
    """Refs that somebody listed before."""

    finished = True

    def __init__(self, found: Sequence[Ref]) -> None:
        self._found, self.total = found, len(found)

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._found)

    def close(self) -> None:
        """Nothing to wait for."""


class Listing:
    """Lists inputs in a thread of its own, so that the first images are scored before the listing ends."""

    def __init__(self, inputs: list[str], cancel: threading.Event) -> None:
        self._inputs, self._cancel = inputs, cancel
        self._found: deque[Ref] = deque()
        self._changed = threading.Condition()
        self._error: FaceqnetError | None = None
        self.total, self.finished = 0, False
        self._thread = threading.Thread(target=self._list, name="faceqnet-list", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[Ref]:
        while True:
            with self._changed:
                while not self._found and not self.finished and not self._cancel.is_set():
                    self._changed.wait(0.1)
                if not self._found:
                    if self._error is not None:
                        raise self._error
                    return
                ref = self._found.popleft()
            yield ref

    def close(self) -> None:
        """Wait for the thread; the cancel event ends it early."""
        self._thread.join(timeout=5)

    def _list(self) -> None:
        try:
            for ref in refs(self._inputs):
                if self._cancel.is_set():
                    break
                with self._changed:
                    self._found.append(ref)
                    self.total += 1
                    self._changed.notify()
        except FaceqnetError as error:  # a list file that vanished after the inputs were checked
            self._error = error
        finally:
            with self._changed:
                self.finished = True
                self._changed.notify()
