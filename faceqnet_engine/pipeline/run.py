"""One scan: items in input order through the pool, scored in batches, rows out.

Bounded by construction: at most two batches of images are between listing and rows.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.decoding.decode import video_frames
from faceqnet_engine.decoding.photo import Photo
from faceqnet_engine.models.registry import ModelRecord
from faceqnet_engine.pipeline.preparation import Preparation, Prepared
from faceqnet_engine.pipeline.progress import Pace, Progress, Refs
from faceqnet_engine.pipeline.rows import fault_row, rows_of
from faceqnet_engine.pipeline.timings import Stage, Timings
from faceqnet_engine.quality.scorers import Scorers
from faceqnet_engine.sources.ref import Ref

_FLUSH_SECONDS = 0.25
"""Finished images wait at most this long for a fuller batch, so that a window fills from the first second."""


class RowStore(Protocol):
    """What a scan needs of a store of finished rows (see `results.store.Store`)."""

    def known(self, ref: Ref, key: str) -> list[Assessment] | None:
        """Rows of a file that has not changed since, by path, size and time."""

    def known_by_hash(self, sha256: str, ref: Ref, key: str) -> list[Assessment] | None:
        """Rows of the same bytes under another name or time, as rows of `ref`."""

    def add(self, ref: Ref, key: str, rows: Sequence[Assessment]) -> None:
        """Take the rows of one finished file."""

    def commit(self) -> None:
        """Make what was added durable."""


@dataclass(frozen=True, slots=True)
class Step:
    """A scan's tools; the same for every scan of an assessor."""

    preparation: Preparation
    scorer: Scorers
    model: ModelRecord
    pool: ThreadPoolExecutor
    workers: int
    store: RowStore | None
    rescan: bool
    key: str
    pixel_limit: int
    timings: Timings


@dataclass(frozen=True, slots=True)
class _Work:
    """What the pool made of an item: an image ready to score, or rows that are final already."""

    ref: Ref
    prepared: Prepared | None = None
    rows: list[Assessment] = field(default_factory=list)
    stored: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """A photo, or one frame of a video; `last` ends its file."""

    work: Future[_Work]
    last: bool = True


class Scan:
    """Runs once; iterate it. `cancel` ends it within a batch."""

    def __init__(self, step: Step, listing: Refs, cancel: threading.Event) -> None:
        self._step, self._cancel = step, cancel
        self._store_lock = threading.Lock()
        self._listing = listing
        self._frames: dict[str, list[Assessment]] = {}
        self.counts: Counter[Status] = Counter()
        self.pace = Pace()

    def rows(self, progress: Callable[[Progress], None] | None) -> Iterator[Assessment]:
        """Rows in the order in which the images are listed."""
        waiting: deque[_Item] = deque()
        ready: list[_Item] = []
        items = self._items()
        most = 2 * max(self._step.scorer.batch, self._step.workers)
        flushed, exhausted = time.monotonic(), False
        try:
            while not self._cancel.is_set() and not (exhausted and not waiting and not ready):
                while not exhausted and len(waiting) + len(ready) < most:
                    item = next(items, None)
                    exhausted = item is None
                    if item is not None:
                        waiting.append(item)
                    if time.monotonic() - flushed > _FLUSH_SECONDS:
                        break  # a slow listing must not hold back what is finished
                while waiting and waiting[0].work.done():
                    ready.append(waiting.popleft())
                full = len(ready) >= self._step.scorer.batch or not waiting
                if ready and (full or time.monotonic() - flushed > _FLUSH_SECONDS):
                    yield from self._flush(ready, progress)
                    ready, flushed = [], time.monotonic()
                elif waiting:
                    wait([waiting[0].work], timeout=_FLUSH_SECONDS)
        finally:
            self._cancel.set()
            for item in waiting:
                item.work.cancel()
            self._listing.close()

    # ---- in

    def _items(self) -> Iterator[_Item]:
        found = iter(self._listing)
        while True:
            with self._step.timings.spent(Stage.LIST):
                ref = next(found, None)
            if ref is None:
                return
            known = None if self._step.rescan else self._known(ref)
            if known is not None:
                yield _Item(_finished(_Work(ref, rows=known, stored=True)))
            elif ref.video and not ref.problem:
                yield from self._video(ref)
            else:
                yield _Item(self._step.pool.submit(self._guarded, ref, self._photo))

    def _video(self, ref: Ref) -> Iterator[_Item]:
        held: Future[_Work] | None = None
        for photo in video_frames(ref.file, pixel_limit=self._step.pixel_limit):
            if self._cancel.is_set():
                return
            if held is not None:
                yield _Item(held, last=False)
            held = self._step.pool.submit(self._guarded, ref, self._frame, photo)
        if held is not None:
            yield _Item(held)

    def _known(self, ref: Ref) -> list[Assessment] | None:
        if self._step.store is None or ref.problem or ref.face is not None:
            return None
        with self._store_lock:
            return self._step.store.known(ref, self._step.key)

    # ---- in the pool

    def _guarded(self, ref: Ref, make: Callable[..., _Work], *arguments: Photo) -> _Work:
        # An edge: whatever goes wrong with one image is that image's row, and the log's.
        try:
            return _Work(ref) if self._cancel.is_set() else make(ref, *arguments)
        except Exception as error:
            return _Work(ref, rows=[fault_row(ref, error, self._step.model)])

    def _photo(self, ref: Ref) -> _Work:
        content = self._step.preparation.read(ref)
        store = None if ref.face is not None else self._step.store
        if store is not None and not self._step.rescan and content.data is not None:
            with self._store_lock:
                rows = store.known_by_hash(content.sha256, content.ref, self._step.key)
            if rows is not None:
                return _Work(content.ref, rows=rows)
        return _Work(content.ref, self._step.preparation.of_file(content))

    def _frame(self, ref: Ref, photo: Photo) -> _Work:
        return _Work(ref, self._step.preparation.of_photo(ref, photo))

    # ---- out

    def _flush(self, items: list[_Item], progress: Callable[[Progress], None] | None) -> Iterator[Assessment]:
        works = [item.work.result() for item in items]
        with self._step.timings.spent(Stage.SCORE):
            scores = self._step.scorer.scores([c for w in works if w.prepared for c in w.prepared.crops])
        made: list[Assessment] = []
        at = 0
        for item, work in zip(items, works, strict=True):
            rows = work.rows
            if work.prepared is not None:
                count = len(work.prepared.crops)
                rows = rows_of(work.prepared, scores[at : at + count], self._step.model)
                at += count
            self._finish(item, work, rows)
            made += rows
        self.counts.update(row.status for row in made)
        if self._step.store is not None:
            with self._store_lock, self._step.timings.spent(Stage.STORE):
                self._step.store.commit()
        if progress is not None:
            progress(self.pace.progress(self._listing.total, self._listing.finished))
        yield from made

    def _finish(self, item: _Item, work: _Work, rows: list[Assessment]) -> None:
        """Count the image, and keep a file's rows once all of them are there."""
        known = work.stored or (work.prepared is None and bool(rows) and bool(rows[0].sha256))
        self.pace.count(images=int(item.last), known=int(known and item.last), rows=len(rows))
        if self._step.store is None or work.stored or work.ref.face is not None:
            return
        whole = self._frames.pop(work.ref.file, []) + rows
        if not item.last:
            self._frames[work.ref.file] = whole
            return
        with self._store_lock:
            self._step.store.add(work.ref, self._step.key, whole)


def _finished(work: _Work) -> Future[_Work]:
    future: Future[_Work] = Future()
    future.set_result(work)
    return future
