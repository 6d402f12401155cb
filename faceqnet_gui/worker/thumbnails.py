"""Pictures for the window: thumbnails with a disk cache, and the inspector's photo. Off the window's thread."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from collections import OrderedDict
from pathlib import Path

import cv2
import numpy as np
from platformdirs import user_cache_path
from PySide6.QtCore import QObject, QRunnable, QSize, QThread, QThreadPool, Signal
from PySide6.QtGui import QImage

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.decoding.decode import decode, video_frame

CACHE_FOLDER_VARIABLE = "FACEQNET_CACHE"
THUMBNAIL = 384
"""Long side in pixels: twice the widest usual tile."""
_MEMORY_BYTES = 200_000_000
_MOST_WAITING = 256
"""Requests beyond this were scrolled past; their tiles ask again when they are seen again."""
_DISK_BYTES = 2_000_000_000
_PHOTO_SIDE = 1600
log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Where thumbnails are kept."""
    override = os.environ.get(CACHE_FOLDER_VARIABLE)
    return (Path(override) if override else user_cache_path("faceqnet")) / "thumbnails"


def delete_thumbnails() -> int:
    """Delete those on disk; bytes that are free again. Not on the window's thread."""
    freed = 0
    try:
        for entry in os.scandir(cache_folder()):
            if entry.is_file():
                freed += entry.stat().st_size
                Path(entry.path).unlink(missing_ok=True)
    except FileNotFoundError:
        return freed
    return freed


class _Signals(QObject):
    done = Signal(object, QImage, QSize)  # key, picture, full size


class _Load(QRunnable):
    def __init__(
        self, key: object, row: Assessment, side: int, signals: _Signals, cache: Path | None
    ) -> None:
        super().__init__()
        self._key, self._row, self._side, self._signals, self._cache = key, row, side, signals, cache

    def run(self) -> None:
        """In the pool: from the disk cache, else from the file."""
        QThread.currentThread().setPriority(QThread.Priority.LowPriority)
        try:
            image, full = self._loaded()
        except Exception:
            log.exception("A picture cannot be shown: %s", self._row.path)
            image, full = QImage(), QSize()
        with contextlib.suppress(RuntimeError):  # the window has closed meanwhile
            self._signals.done.emit(self._key, image, full)

    def _loaded(self) -> tuple[QImage, QSize]:
        full = QSize(self._row.width or 0, self._row.height or 0)
        cached = self._cached_file()
        if cached is not None and cached.is_file():
            image = QImage(str(cached))
            if not image.isNull():
                os.utime(cached)
                return image, full
        if self._row.frame is not None:
            photo = video_frame(self._row.file, self._row.frame)
        else:
            photo = decode(self._row.file, at_least=self._side)
        if photo.pixels is None:
            return QImage(), QSize()
        image = image_of(_fitted(photo.pixels, self._side))
        if cached is not None:
            temporary = cached.with_suffix(".part")
            if image.save(str(temporary), "JPG", 85):  # type: ignore[call-overload]  # the stub is wrong
                temporary.replace(cached)
        return image, QSize(photo.width or 0, photo.height or 0)

    def _cached_file(self) -> Path | None:
        if self._cache is None:
            return None
        try:
            info = os.stat(self._row.file)  # noqa: PTH116
        except OSError:
            return None
        name = f"{os.path.abspath(self._row.file)}|{info.st_mtime_ns}|{info.st_size}|{self._row.frame}|{self._side}"  # noqa: PTH100
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()
        return self._cache / f"{digest[:40]}.jpg"


class _Trim(QRunnable):
    """Looks through the disk cache: not on the window's thread, it may hold thousands of files."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def run(self) -> None:
        """In the pool."""
        try:
            _trim(self._folder)
        except OSError:
            log.warning("The cache of thumbnails could not be looked through.")


class Pictures(QObject):
    """Asks for pictures and remembers the last ones; `changed` names the keys that have one now.

    Requests are taken newest first, so that what is on screen now comes before what was scrolled past.
    """

    thumbnail_ready = Signal(object)  # key
    photo_ready = Signal(object, QImage, QSize)  # key, picture, full size

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._photo_pool = QThreadPool(self)
        self._photo_pool.setMaxThreadCount(1)
        self._thumbnails: OrderedDict[object, QImage] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[object, Assessment] = OrderedDict()
        self._running: object = None
        self._signals, self._photo_signals = _Signals(), _Signals()
        self._signals.done.connect(self._keep)
        self._photo_signals.done.connect(self.photo_ready)
        self._cache: Path | None = cache_folder()
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            self._pool.start(_Trim(self._cache))
        except OSError:
            self._cache = None  # thumbnails are made anew each time then

    def thumbnail(self, key: object, row: Assessment) -> QImage | None:
        """The thumbnail if it is here; else it is asked for. A null image means that there is none to show."""
        image = self._thumbnails.get(key)
        if image is not None:
            self._thumbnails.move_to_end(key)
            return image
        if row.file and key != self._running:
            self._waiting[key] = row
            self._waiting.move_to_end(key)
            while len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
            self._next()
        return None

    def forget(self, key: object) -> None:
        """The file has changed: its thumbnail is made anew when it is seen."""
        image = self._thumbnails.pop(key, None)
        if image is not None:
            self._bytes -= image.sizeInBytes()

    def ask_photo(self, key: object, row: Assessment) -> None:
        """Ask for a large picture; the answer is `photo_ready`."""
        self._photo_pool.clear()
        self._photo_pool.start(_Load(key, row, _PHOTO_SIDE, self._photo_signals, None))

    def close(self) -> None:
        """Drop what waits, and wait for what runs."""
        self._waiting.clear()
        for pool in (self._pool, self._photo_pool):
            pool.clear()
            pool.waitForDone(3000)

    def _keep(self, key: object, image: QImage, full: QSize) -> None:
        self._running = None
        self.forget(key)
        self._waiting.pop(key, None)
        self._thumbnails[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > _MEMORY_BYTES and len(self._thumbnails) > 1:
            self.forget(next(iter(self._thumbnails)))
        self.thumbnail_ready.emit(key)
        self._next()

    def _next(self) -> None:
        """Start the newest request, unless one runs: what is on screen now comes first."""
        if self._running is None and self._waiting:
            key, row = self._waiting.popitem()
            self._running = key
            self._pool.start(_Load(key, row, THUMBNAIL, self._signals, self._cache))


def image_of(pixels: np.ndarray) -> QImage:
    """(h, w, 3) uint8 RGB -> an image that owns its pixels."""
    height, width = pixels.shape[:2]
    contiguous = np.ascontiguousarray(pixels)
    return QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _fitted(pixels: np.ndarray, side: int) -> np.ndarray:
    height, width = pixels.shape[:2]
    factor = side / max(height, width)
    if factor >= 1:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def _trim(folder: Path) -> None:
    """Keep the disk cache bounded: the files not used for longest go first."""
    files = [(e.stat().st_atime, e.stat().st_size, e.path) for e in os.scandir(folder) if e.is_file()]
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= _DISK_BYTES:
            break
        Path(path).unlink(missing_ok=True)
        total -= size
