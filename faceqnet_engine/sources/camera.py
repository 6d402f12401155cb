"""Cameras through OpenCV, with the names that the system gives them."""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

from faceqnet_engine.sources.stream import Frame, Source, SourceError, Trouble, usable

UNKNOWN = -1
"""Number of a camera that is known by its name only."""
_MOST_FAILED_READS = 30


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera that is plugged in.

    Attributes:
        index: OpenCV's number, its backend's offset included.
        name: As the system calls it.
        path: Of the device, where the system has one; names it across plugging in and out.
    """

    index: int
    name: str
    path: str = ""


def cameras() -> list[CameraInfo]:
    """Those there are now, without opening any. Quick enough to ask every few seconds."""
    from cv2_enumerate_cameras import enumerate_cameras

    backend = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_MSMF}.get(sys.platform)
    if backend is None:
        return []
    found: list[CameraInfo] = []
    with suppress(Exception):  # a list that cannot be had is an empty one; opening by number still works
        found = [
            CameraInfo(c.index, c.name or f"Camera {c.index}", str(c.path or ""))
            for c in enumerate_cameras(backend)
        ]
    return sorted(found, key=lambda c: c.index)


class CameraSource(Source):
    """One camera.

    Args:
        info: Which one; of a bare number `CameraInfo(number, name)`, of a bare name `CameraInfo(UNKNOWN, name)`. The
            camera that is found when it is opened gives the rest.
        size: Wanted width and height; None for what it gives.
        fps: Wanted frames a second.
    """

    def __init__(
        self, info: CameraInfo, size: tuple[int, int] | None = (1280, 720), fps: int | None = 30
    ) -> None:
        self._info, self._size, self._fps = info, size, fps
        self.name = info.name
        self._capture: Any = None
        self._number = self._failed = 0

    def open(self, cancel: threading.Event) -> None:
        """See Source."""
        info = self._info = self._current()
        self.name = info.name
        if info.index == UNKNOWN:
            raise SourceError(Trouble.NONE_THERE, _not_there(info))
        _check_device(info)
        capture = cv2.VideoCapture(info.index)
        if cancel.is_set() or not capture.isOpened():
            capture.release()
            if (
                sys.platform == "linux" and not cancel.is_set()
            ):  # it is there and may be used: somebody else does
                raise SourceError(Trouble.BUSY, _busy(info))
            raise SourceError(Trouble.NONE_THERE, _not_there(info))
        # Compressed frames: raw ones do not fit through USB at 720p and 30 a second.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        if self._size is not None:
            capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._size[0])
            capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._size[1])
        if self._fps is not None:
            capture.set(cv2.CAP_PROP_FPS, self._fps)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        self._capture, self._failed = capture, 0

    def read(self, cancel: threading.Event) -> Frame | None:
        """See Source."""
        assert self._capture is not None
        good, picture = self._capture.read()
        arrived = time.monotonic()
        self._number += 1
        if not good or not usable(picture):
            self._failed += 1
            if self._failed >= _MOST_FAILED_READS or not self._still_there():
                raise SourceError(
                    Trouble.LOST, f"{self.name} was unplugged or stopped. Captured photos are saved."
                )
            cancel.wait(0.01)
            return None
        self._failed = 0
        return Frame(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), self._number - 1, arrived)

    def close(self) -> None:
        """See Source."""
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()

    def _current(self) -> CameraInfo:
        """After plugging in again a camera may have another number: it is found by its path, then its name."""
        found, info = cameras(), self._info
        for key in ("path", "name"):
            for camera in found:
                if getattr(info, key) and getattr(camera, key) == getattr(info, key):
                    return camera
        if not info.path:  # never seen so far
            return next((c for c in found if c.index % 100 == info.index), info)
        return info

    def _still_there(self) -> bool:
        path = self._info.path
        return not path.startswith("/dev/") or Path(path).exists()


def _check_device(info: CameraInfo) -> None:
    """On Linux the device says why it cannot be opened; OpenCV only says that it cannot."""
    path = info.path or f"/dev/video{info.index % 100}"
    if sys.platform != "linux":
        return
    try:
        os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM}:
            raise SourceError(
                Trouble.DENIED,
                f"This program may not use {info.name}. Allow it in the system's settings (on Linux: "
                "become a member of the group video), then try again.",
            ) from error
        if error.errno == errno.EBUSY:
            raise SourceError(Trouble.BUSY, _busy(info)) from error
        raise SourceError(Trouble.NONE_THERE, _not_there(info)) from error


def _busy(info: CameraInfo) -> str:
    return (
        f"{info.name} is used by another program. Captured photos are saved. Close that program "
        "or choose another camera."
    )


def _not_there(info: CameraInfo) -> str:
    if sys.platform == "linux":
        return f"{info.name} is not there. Captured photos are saved. Plug it in, or choose another camera."
    return (
        f"{info.name} cannot be opened: it is unplugged, used by another program, or the system does not allow it. "
        "Captured photos are saved. Check the system's camera settings, or choose another camera."
    )
