"""Captured photos as the window holds them, and the jobs that write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtGui import QImage

from faceqnet_engine.errors import OutputError
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.saving import (
    CaptureFacts,
    Saved,
    accept,
    discard,
    write_capture,
    write_instead,
)

_THUMB = (168, 208)


@dataclass(slots=True, eq=False)
class Shot:
    """One photo of the person in front of the camera.

    Attributes:
        reading: The frame; dropped once another frame can no longer take its place.
        facts: What is written beside it.
        thumb: Small picture with the face in view.
        quality: 0..100.
        saved: Its files; None while it is only in memory.
    """

    reading: Reading | None
    facts: CaptureFacts
    thumb: QImage
    quality: int | None
    saved: Saved | None = None

    @property
    def accepted(self) -> bool:
        """Whether it has its own name on the disk."""
        return self.saved is not None and not self.saved.pending


def shot_of(reading: Reading, facts: CaptureFacts) -> Shot:
    """A photo that is not written yet."""
    return Shot(reading, facts, thumbnail(reading), reading.quality)


def thumbnail(reading: Reading, size: tuple[int, int] = _THUMB) -> QImage:
    """The face with room around it, `size` large."""
    pixels, (width, height) = reading.frame.pixels, reading.frame.size
    aspect = size[0] / size[1]
    if reading.subject is not None:
        x, y, w, h = (float(v) for v in reading.subject.box)
        tall = min(float(height), 2.0 * h, width / aspect)
        cx, cy = x + w / 2, y + 0.52 * h
    else:
        tall = min(float(height), width / aspect)
        cx, cy = width / 2, height / 2
    wide = tall * aspect
    left = int(min(max(cx - wide / 2, 0), width - wide))
    top = int(min(max(cy - tall / 2, 0), height - tall))
    part = pixels[top : top + max(1, int(tall)), left : left + max(1, int(wide))]
    small = np.ascontiguousarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA))
    return QImage(small.data, size[0], size[1], 3 * size[0], QImage.Format.Format_RGB888).copy()


def write_all(shots: Sequence[Shot], folder: Path, form: str) -> OutputError | None:
    """Write photos that are only in memory; the error where that fails, and nothing is lost then."""
    try:
        for shot in shots:
            if shot.saved is None and shot.reading is not None:
                shot.saved = write_capture(shot.reading, shot.facts, folder, form)
    except OutputError as error:
        return error
    return None


def keep_all(shots: Sequence[Shot]) -> OutputError | None:
    """Give accepted photos their names; the error where that fails."""
    try:
        for shot in shots:
            if shot.saved is not None and shot.saved.pending:
                shot.saved = accept(shot.saved)
    except OutputError as error:
        return error
    return None


def swap(before: Shot, wanted: Shot) -> OutputError | None:
    """Write a frame over the files of another of the same capture; the error where that fails, and nothing is lost."""
    if before.saved is None or wanted.reading is None:
        return None  # not on the disk yet: whoever writes next writes the one that is wanted
    try:
        wanted.saved = write_instead(before.saved, wanted.reading, wanted.facts)
    except OutputError as error:
        return error
    before.saved = None
    return None


def discard_all(shots: Sequence[Shot]) -> None:
    """Remove photos that nobody accepted."""
    for shot in shots:
        if shot.saved is not None:
            discard(shot.saved)
