"""Where an image is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    r"""An image that was found but not yet opened.

    Attributes:
        path: For people: relative to the root where there is one; undecodable bytes as ``\xNN``.
        root: The input it was found under; empty where it was named itself.
        file: As the file system names it (`os.fsdecode`: undecodable bytes are surrogates).
        size: Bytes, or -1 where the file could not be looked at.
        mtime_ns: Time of last change, nanoseconds; -1 where unknown.
        video: Whether the file is a video: it becomes one photo per frame.
        problem: A sentence where the listing already knows that it cannot be opened; else empty.
        face: Box (x, y, width, height in full-size pixels) of the face that a person wants scored instead of the most
            prominent one; such rows are of this session and not kept in the store. None for the usual.
    """

    path: str
    root: str
    file: str
    size: int = -1
    mtime_ns: int = -1
    video: bool = False
    problem: str = ""
    face: tuple[float, float, float, float] | None = None
