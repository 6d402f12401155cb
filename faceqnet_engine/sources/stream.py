"""What every live source is: something that opens, gives frames one by one, and closes.

Sources block; they are read by a thread of their own (`grabber`), never by the window's.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import FaceqnetError

SMALLEST_SIDE, LARGEST_PIXELS = 16, 100_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a live source.

    Attributes:
        pixels: (h, w, 3) uint8 RGB, upright; nobody writes to it.
        number: Counts from 0 over the life of the source, lost ones included.
        captured: `time.monotonic()` at the moment it arrived.
        place: Seconds into the film or script; None for cameras.
    """

    pixels: NDArray[np.uint8]
    number: int
    captured: float
    place: float | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]


class Trouble(StrEnum):
    """Why a source gives no frames; the window offers what helps."""

    NONE_THERE = "none-there"
    BUSY = "busy"
    DENIED = "denied"
    LOST = "lost"
    TIMED_OUT = "timed-out"
    NO_VIDEO = "no-video"
    UNREADABLE = "unreadable"
    PHOTO = "photo"


class SourceError(FaceqnetError):
    """A source that cannot be opened, or gives no more frames.

    Attributes:
        trouble: What kind of reason.
        final: Whether trying again by itself makes no sense.
    """

    def __init__(self, trouble: Trouble, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.trouble, self.final = trouble, final


class Source(ABC):
    """Frames from somewhere. Opened, read and closed by one thread."""

    name: str = ""
    """For people."""
    reconnects: bool = True
    """Whether a loss is worth waiting for."""
    patient: bool = False
    """Whether each frame waits until somebody has time for it: a film that is read for its figures skips none."""

    @abstractmethod
    def open(self, cancel: threading.Event) -> None:
        """Get ready to read.

        Raises:
            SourceError: it cannot be opened.
        """

    @abstractmethod
    def read(self, cancel: threading.Event) -> Frame | None:
        """The next frame, when it is due; None where there is none now (damaged, not due yet) but may be later.

        Raises:
            SourceError: lost.
            StopIteration: a film that is not repeated has ended.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go; callable at any time, also twice."""


def usable(pixels: NDArray[np.uint8] | None) -> bool:
    """Whether these are pixels of a picture: three channels of bytes, neither empty nor absurdly large."""
    return (
        pixels is not None
        and pixels.ndim == 3
        and pixels.shape[2] == 3
        and pixels.dtype == np.uint8
        and min(pixels.shape[:2]) >= SMALLEST_SIDE
        and pixels.shape[0] * pixels.shape[1] <= LARGEST_PIXELS
    )
