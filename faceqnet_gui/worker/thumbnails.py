"""Pictures for the window: thumbnails with a disk cache, and large photos. Off the window's thread."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence

import psutil
from PySide6.QtCore import QObject, QRunnable, QSize, QThread, QThreadPool, QTimer, Signal
from PySide6.QtGui import QImage

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.worker.picture_making import (
    as_jpeg,
    camera_preview,
    from_jpeg,
    image_of,
    picture,
    pixels_of,
)
from faceqnet_gui.worker.thumbnail_cache import ThumbnailCache, cache_folder
from faceqnet_gui.worker.wanted import Job, Wanted

__all__ = ["PHOTO_SIDE", "SIDES", "Pictures", "cache_folder", "delete_thumbnails", "image_of"]

SIDES = (192, 384, 768)
"""Long sides in pixels in which thumbnails are kept."""
THUMBNAIL = SIDES[1]
PHOTO_SIDE = 1600
LARGEST_SIDE = 12_000
"""Of a photo that is zoomed into; beyond this it would not fit the memory."""
_MEMORY_BYTES = 200_000_000
_PHOTO_BYTES = 300_000_000
_FLIGHT_MS = 150
_MOST_THREADS = 2
_NICE = 10
log = logging.getLogger(__name__)


def delete_thumbnails() -> int:
    """Delete those on disk; bytes that are free again. Not on the window's thread."""
    return ThumbnailCache().clear()


class _Signals(QObject):
    made = Signal(object, QImage, int, bool)  # key, picture, side, whether something better follows
    photo = Signal(object, QImage, QSize, int)  # key, picture, full size, side


def lower_priority() -> None:
    """A scan comes first. Qt's priorities do nothing on Linux, where threads have a niceness each."""
    QThread.currentThread().setPriority(QThread.Priority.LowPriority)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


class _Worker(QRunnable):
    """Makes thumbnails until none is wanted."""

    def __init__(self, wanted: Wanted, cache: ThumbnailCache, signals: _Signals) -> None:
        super().__init__()
        self._wanted, self._cache, self._signals = wanted, cache, signals

    def run(self) -> None:
        """In the pool."""
        lower_priority()
        while (job := self._wanted.take()) is not None:
            found: tuple[QImage, bool] | None
            try:
                found = self._first_look(job) if job.first else self._made(job)
            except Exception:
                log.exception("A thumbnail cannot be made: %s", job.row.path)
                found = (QImage(), False)
            image, more = (QImage(), True) if found is None else found
            with contextlib.suppress(RuntimeError):  # the window has closed meanwhile
                if not image.isNull() or not more:
                    self._signals.made.emit(job.key, image, job.side, more)
            self._wanted.done(job, more=more)

    def _first_look(self, job: Job) -> tuple[QImage, bool] | None:
        """From the cache, or what the camera put into the file; None for neither."""
        path = self._cache.path_of(job.row.file, job.row.frame, job.side)
        if path is None:
            return QImage(), False
        data = self._cache.read(path)
        if data is not None:
            image = from_jpeg(data)
            if not image.isNull():
                return image, False
        preview = camera_preview(job.row)
        return None if preview is None else (preview, True)

    def _made(self, job: Job) -> tuple[QImage, bool]:
        pixels, _ = pixels_of(job.row, job.side)
        if pixels is None:
            return QImage(), False
        path = self._cache.path_of(job.row.file, job.row.frame, job.side)
        if path is not None:
            self._cache.write(path, as_jpeg(pixels))
        return image_of(pixels), False


class _Photo(QRunnable):
    """A large picture; a small one before, where there is none yet to look at meanwhile."""

    def __init__(self, key: object, row: Assessment, side: int, signals: _Signals, first: bool) -> None:
        super().__init__()
        self._key, self._row, self._side, self._signals, self._first = key, row, side, signals, first

    def run(self) -> None:
        """In the pool."""
        full = QSize(self._row.width or 0, self._row.height or 0)
        try:
            if self._first:
                preview = camera_preview(self._row)
                self._send(picture(self._row, SIDES[1])[0] if preview is None else preview, full, 0)
            image, full = picture(self._row, self._side)
        except Exception:
            log.exception("A picture cannot be shown: %s", self._row.path)
            image, full = QImage(), QSize()
        self._send(image, full, self._side)

    def _send(self, image: QImage, full: QSize, side: int) -> None:
        with contextlib.suppress(RuntimeError):  # the window has closed meanwhile
            self._signals.photo.emit(self._key, image, full, side)


class _Trim(QRunnable):
    """Looks through the disk cache: not on the window's thread, it may hold many thousands of files."""

    def __init__(self, cache: ThumbnailCache) -> None:
        super().__init__()
        self._cache = cache

    def run(self) -> None:
        """In the pool."""
        lower_priority()
        self._cache.trim()


class Pictures(QObject):
    """Asks for pictures and remembers the last ones.

    Requests are taken in the order of the newest paint, so that what is on screen now comes before what was scrolled
    past; everything visible gets a first look (cache, or the camera's small picture) before anything is decoded.
    """

    thumbnail_ready = Signal(object)  # key
    settled = Signal()  # after a flight: what is seen now may ask
    photo_ready = Signal(object, QImage, QSize)  # key, picture, full size; a small one may come first

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        threads = min(_MOST_THREADS, psutil.cpu_count() or 1)
        self._pool, self._photo_pool = QThreadPool(self), QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._photo_pool.setMaxThreadCount(1)
        self._wanted = Wanted(threads)
        self._thumbnails: OrderedDict[object, QImage] = OrderedDict()
        self._better: set[object] = set()  # keys of which something better than what is here can be had
        self._bytes = 0
        self._side = THUMBNAIL
        self._photos: OrderedDict[object, tuple[QImage, QSize, int]] = OrderedDict()
        self._signals = _Signals()
        self._signals.made.connect(self._keep)
        self._signals.photo.connect(self._keep_photo)
        self.cache = ThumbnailCache()
        self._round = QTimer(self)
        self._round.setSingleShot(True)
        self._round.timeout.connect(self._wanted.begin_round)
        self._flying = False
        self._flight = QTimer(self)
        self._flight.setSingleShot(True)
        self._flight.setInterval(_FLIGHT_MS)
        self._flight.timeout.connect(self._land)
        self._pool.start(_Trim(self.cache))

    # ---- thumbnails

    def set_side(self, pixels: float) -> None:
        """How large thumbnails are painted, in device pixels: the next of SIDES is made from now on."""
        side = next((s for s in SIDES if s >= pixels), SIDES[-1])
        if side != self._side:
            self._side = side
            self._wanted.clear()
            self._better.update(self._thumbnails)

    def leapt(self) -> None:
        """The view has moved by more than it shows.

        From the second leap in a row on nothing is asked for until it rests: pages that are gone at the next step
        would only keep the interpreter from painting.
        """
        self._flying = self._flight.isActive()
        self._flight.start()

    def thumbnail(self, key: object, row: Assessment) -> QImage | None:
        """The thumbnail if it is here; else it is asked for. A null image means that there is none to show."""
        image = self._thumbnails.get(key)
        if image is not None:
            self._thumbnails.move_to_end(key)
        if row.file and not self._flying and (image is None or key in self._better):
            if not self._round.isActive():
                self._round.start(0)  # what is painted together is one round
            if self._wanted.ask(Job(key, row, self._side, first=True)):
                self._pool.start(_Worker(self._wanted, self.cache, self._signals))
        return image

    def forget(self, key: object) -> None:
        """The file has changed: its pictures are made anew when they are seen."""
        self._drop(key)
        self._photos.pop(key, None)

    # ---- photos

    def ask_photo(
        self, key: object, row: Assessment, next_ones: Sequence[tuple[object, Assessment]] = ()
    ) -> None:
        """Ask for a large picture; the answer is `photo_ready`, at once if it is here; `next_ones` come after."""
        self._photo_pool.clear()
        held = self._photos.get(key)
        if held is not None:
            self._photos.move_to_end(key)
            self.photo_ready.emit(key, held[0], held[1])
        elif row.file:
            first = key not in self._thumbnails
            if not first:
                full = QSize(row.width or 0, row.height or 0)
                self.photo_ready.emit(key, self._thumbnails[key], full)
            self._photo_pool.start(_Photo(key, row, PHOTO_SIDE, self._signals, first))
        for other, its_row in next_ones:
            if other not in self._photos and its_row.file:
                self._photo_pool.start(_Photo(other, its_row, PHOTO_SIDE, self._signals, False))

    def ask_full(self, key: object, row: Assessment) -> None:
        """Ask for every pixel of a photo that is zoomed into; the answer is `photo_ready`."""
        held = self._photos.get(key)
        if row.file and (held is None or held[2] < LARGEST_SIDE):
            self._photo_pool.start(_Photo(key, row, LARGEST_SIDE, self._signals, False), 1)

    def photo(self, key: object) -> QImage | None:
        """The largest picture that is here."""
        held = self._photos.get(key)
        return held[0] if held is not None else self._thumbnails.get(key)

    def close(self) -> None:
        """Drop what waits, and wait for what runs."""
        self._wanted.clear()
        for pool in (self._pool, self._photo_pool):
            pool.clear()
            # However long it takes: destroyed while one runs, the pool would wait with the interpreter held for ever.
            pool.waitForDone()

    # ---- inside

    def _land(self) -> None:
        if self._flying:
            self._flying = False
            self.settled.emit()

    def _drop(self, key: object) -> None:
        image = self._thumbnails.pop(key, None)
        if image is not None:
            self._bytes -= image.sizeInBytes()
        self._better.discard(key)

    def _keep(self, key: object, image: QImage, side: int, more: bool) -> None:
        if more and key in self._thumbnails:
            return  # what is here is no worse
        self._drop(key)
        self._thumbnails[key] = image
        self._bytes += image.sizeInBytes()
        if more or side != self._side:
            self._better.add(key)
        while self._bytes > _MEMORY_BYTES and len(self._thumbnails) > 1:
            self._drop(next(iter(self._thumbnails)))
        self.thumbnail_ready.emit(key)

    def _keep_photo(self, key: object, image: QImage, full: QSize, side: int) -> None:
        if side:
            self._photos[key] = (image, full, side)
            self._photos.move_to_end(key)
            held = sum(i.sizeInBytes() for i, _, _ in self._photos.values())
            while held > _PHOTO_BYTES and len(self._photos) > 1:
                held -= self._photos.popitem(last=False)[1][0].sizeInBytes()
        elif key in self._photos or image.isNull():
            return
        self.photo_ready.emit(key, image, full)
