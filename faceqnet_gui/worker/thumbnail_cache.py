"""Thumbnails on disk: bounded, checked, deletable at any time. What is damaged is made anew."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import threading
import time
import zlib
from pathlib import Path

from platformdirs import user_cache_path

CACHE_FOLDER_VARIABLE = "FACEQNET_CACHE"
MOST_BYTES = 2_000_000_000
_TRIMMED_SHARE = 0.9
_TRIM_EVERY = 1000
_USED_AGAIN_SECONDS = 86_400
"""A file's time says when it was last used; once a day is enough for that."""
_LAYOUT = 2
_CHECK_BYTES = 4
log = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Where thumbnails are kept."""
    override = os.environ.get(CACHE_FOLDER_VARIABLE)
    return (Path(override) if override else user_cache_path("faceqnet")) / "thumbnails"


class ThumbnailCache:
    """JPEGs under the names of what they show; from any thread. Without a folder to write to it holds nothing."""

    def __init__(self, folder: Path | None = None, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder or cache_folder()
        self.most_bytes = most_bytes
        self._written = 0
        self._lock = threading.Lock()

    def path_of(self, file: str, frame: int | None, side: int) -> Path | None:
        """Where the thumbnail of a file as it is now would be; None where there is no such file."""
        try:
            info = os.stat(file)  # noqa: PTH116 - undecodable names must pass unchanged
        except (OSError, ValueError):
            return None
        name = f"{_LAYOUT}|{os.path.abspath(file)}|{info.st_mtime_ns}|{info.st_size}|{frame}|{side}"  # noqa: PTH100
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()
        return self.folder / digest[:2] / f"{digest[2:40]}.jpg"

    def read(self, path: Path) -> bytes | None:
        """A JPEG, or None where there is none that is whole."""
        try:
            data = path.read_bytes()
            used = path.stat().st_mtime
        except OSError:
            return None
        # A JPEG that was cut off or has a bit turned is shown by most decoders without a word.
        if len(data) <= _CHECK_BYTES or _check(data[:-_CHECK_BYTES]) != data[-_CHECK_BYTES:]:
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        if time.time() - used > _USED_AGAIN_SECONDS:
            with contextlib.suppress(OSError):
                os.utime(path)
        return data[:-_CHECK_BYTES]

    def write(self, path: Path, jpeg: bytes) -> None:
        """Keep one; a full or read-only disk is no reason to show nothing."""
        temporary = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(jpeg + _check(jpeg))
            temporary.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            return
        with self._lock:
            self._written += 1
            due = self._written % _TRIM_EVERY == 0
        if due:
            self.trim()

    def trim(self) -> None:
        """Keep it bounded: the files not used for longest go first."""
        files = self._files()
        total = sum(size for _, size, _ in files)
        if total <= self.most_bytes:
            return
        for _, size, path in sorted(files):
            if total <= self.most_bytes * _TRIMMED_SHARE:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size

    def clear(self) -> int:
        """Delete all of it; returns the bytes that this freed."""
        freed = self.size()
        shutil.rmtree(self.folder, ignore_errors=True)
        return freed

    def size(self) -> int:
        """Bytes on disk."""
        return sum(size for _, size, _ in self._files())

    def _files(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self.folder.glob("*/*"):
            with contextlib.suppress(OSError):
                info = path.stat()
                found.append((info.st_mtime, info.st_size, path))
        return found


def _check(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_CHECK_BYTES, "big")
