"""Films and network streams as live sources, through PyAV."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.sources.stream import Frame, Source, SourceError, Trouble, usable

OPEN_SECONDS, READ_SECONDS = 8.0, 5.0
"""A network stream that does not answer for so long has failed."""
_QUARTERS = 4
_LATE_SECONDS = 0.5
_SCHEMES = ("rtsp", "rtsps", "http", "https", "rtmp", "udp", "tcp")


def is_url(text: str) -> bool:
    """Whether this names a network stream rather than a file."""
    return urlsplit(text).scheme.lower() in _SCHEMES


class VideoSource(Source):
    """A video file at its own pace or as fast as it can be read, once or again and again; or a network stream.

    Args:
        place: File, or URL of a stream (RTSP, HTTP).
        fast: Files only: as soon as the last frame is analysed comes the next one, none is skipped.
        loop: Files only: start again at the end.
        open_seconds: Streams only: how long opening may take.
        read_seconds: Streams only: how long a frame may take.
    """

    def __init__(
        self,
        place: str | os.PathLike[str],
        *,
        fast: bool = False,
        loop: bool = False,
        open_seconds: float = OPEN_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._place = os.fspath(place)
        self.remote = is_url(self._place)
        self._fast, self._loop = fast and not self.remote, loop and not self.remote
        self.patient = self._fast
        self._timeout = (open_seconds, read_seconds)
        self.name = urlsplit(self._place).hostname or self._place if self.remote else Path(self._place).name
        self.reconnects = self.remote
        self._container: av.container.InputContainer | None = None
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._number, self._began, self._step, self._shift = 0, 0.0, 1 / 25, 0.0
        self._place_now = 0.0

    def open(self, cancel: threading.Event) -> None:
        """See Source."""
        del cancel  # the library cannot be interrupted, but it keeps its time-out
        try:
            options = {"rtsp_transport": "tcp"} if self._place.lower().startswith("rtsp") else {}
            timeout = self._timeout if self.remote else None
            self._container = av.open(
                self._place, options=options, timeout=timeout, metadata_errors="replace"
            )
        except (av.FFmpegError, OSError, ValueError) as error:
            raise self._not_opened(error) from error
        if not self.remote and _is_photo(self._container.format.name, self._place):
            raise SourceError(
                Trouble.PHOTO,
                f"{self.name} is a photo, not a video. Open it in Triage, or choose a video.",
                final=True,
            )
        streams = self._container.streams.video
        if not streams:
            raise SourceError(
                Trouble.NO_VIDEO, f"{self.name} has no video stream. Choose another file.", final=True
            )
        streams[0].thread_type = "AUTO"
        rate = streams[0].average_rate or streams[0].guessed_rate
        self._step = float(1 / rate) if rate else 1 / 25
        self._frames = self._container.decode(streams[0])
        self._began, self._shift = time.monotonic(), 0.0

    def read(self, cancel: threading.Event) -> Frame | None:
        """See Source."""
        try:
            found = next(self._frames)
        except StopIteration:
            self._rewind()
            return None
        except (av.FFmpegError, OSError, ValueError) as error:
            if not self.remote and isinstance(error, av.EOFError):
                self._rewind()
                return None
            return self._damaged(error)
        pixels = _upright(found)
        self._number += 1
        if not usable(pixels):
            return None
        self._wait_for(found, cancel)
        return Frame(pixels, self._number - 1, time.monotonic(), self._place_now)

    def close(self) -> None:
        """See Source."""
        container, self._container = self._container, None
        self._frames = iter(())
        if container is not None:
            container.close()

    # ---- time

    def _wait_for(self, found: av.VideoFrame, cancel: threading.Event) -> None:
        if self.remote:
            return
        place = found.time if found.time is not None else self._place_now + self._step
        if place < self._place_now - 1:  # the film's clock jumps back: go on from here
            self._shift += self._place_now + self._step - place
        self._place_now = place
        if self._fast:
            return
        ahead = self._began + place + self._shift - time.monotonic()
        if ahead > 0:
            cancel.wait(min(ahead, 2.0))
        elif ahead < -_LATE_SECONDS:  # the machine was asleep, or is too slow: do not race to catch up
            self._began -= ahead

    def _rewind(self) -> None:
        """At the end of a film: begin again, or end."""
        if self.remote:
            raise SourceError(Trouble.LOST, f"The stream {self.name} has ended. Captured photos are saved.")
        if self._number == 0:
            raise SourceError(
                Trouble.UNREADABLE,
                f"{self.name} has no frame that can be read. Choose another file.",
                final=True,
            )
        if not self._loop:
            raise StopIteration
        assert self._container is not None
        self._container.seek(0)
        self._frames = self._container.decode(self._container.streams.video[0])
        self._began, self._shift, self._place_now = time.monotonic(), 0.0, 0.0

    # ---- troubles

    def _damaged(self, error: Exception) -> Frame | None:
        if self.remote:
            words = f"The stream {self.name} does not answer any more. Captured photos are saved."
            raise SourceError(Trouble.LOST, words) from error
        if self._number == 0:
            raise self._not_opened(error) from error
        # The rest of a damaged film: as if it ended here.
        self._rewind()
        return None

    def _not_opened(self, error: Exception) -> SourceError:
        reason = " ".join((getattr(error, "strerror", None) or str(error)).split()).rstrip(".").lower()
        if self.remote:
            late = isinstance(error, TimeoutError | av.ExitError) or "immediate exit" in reason
            trouble = Trouble.TIMED_OUT if late else Trouble.NONE_THERE
            why = f"did not answer within {self._timeout[0]:.0f} s" if late else f"cannot be opened: {reason}"
            return SourceError(
                trouble, f"{self.name} {why}. Captured photos are saved. Check the address, then try again."
            )
        if isinstance(error, FileNotFoundError):
            return SourceError(
                Trouble.NONE_THERE, f"{self.name} does not exist. Choose another file.", final=True
            )
        return SourceError(
            Trouble.UNREADABLE, f"{self.name} is not a video that can be read: {reason}. Choose another file.",
            final=True,
        )  # fmt: skip


def _is_photo(container: str, place: str) -> bool:
    """Whether the library reads this as a single picture; a numbered row of pictures ("%03d.png") is a film."""
    return container.endswith("_pipe") or (container == "image2" and "%" not in place)


def _upright(frame: av.VideoFrame) -> NDArray[np.uint8]:
    pixels: NDArray[Any] = frame.to_ndarray(format="rgb24")
    quarters = round(getattr(frame, "rotation", 0) / 90) % _QUARTERS
    if quarters:
        turns = (cv2.ROTATE_90_COUNTERCLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_CLOCKWISE)
        pixels = cv2.rotate(pixels, turns[quarters - 1])
    return np.ascontiguousarray(pixels, dtype=np.uint8)
