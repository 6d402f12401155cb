"""Who is enrolled, and with which photo: looked for away from the window's thread, folders may be large and far."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from faceqnet_engine.live.enrolled_photos import enrolled_photo, subjects_in
from faceqnet_gui.views import Host

PHOTO_SIDE = 124
"""Pixels of the picture that is kept, at least."""


@dataclass(frozen=True, slots=True)
class _Found:
    photo: Path | None
    subjects: list[str]
    image: QImage


class Enrolment(QObject):
    """`found` says that the photo of the person who was asked for last, and the list, are known."""

    found = Signal()

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._asked = 0
        self.photo: Path | None = None
        self.image = QImage()
        self.subjects: list[str] = []

    def look(self, subject: str, captures: Path) -> None:
        """Look for a person's photo.

        Args:
            subject: The ID; empty for nobody, the list is read all the same.
            captures: Where this desk's own photos go: nobody is enrolled with those.
        """
        self._asked += 1
        asked, self.photo = self._asked, None
        chosen = self._host.settings.live_enrolled
        folder, columns = Path(chosen) if chosen else None, self._host.columns
        quality = columns.quality.copy()

        def work(job: object) -> _Found:
            rows = ((columns.file(n), int(q)) for n, q in enumerate(quality) if q >= 0)
            try:
                photo = enrolled_photo(subject, folder, rows if subject else (), captures)
                return _Found(photo, subjects_in(folder), _small(photo))
            except (OSError, IndexError):  # the folder went away, or another session was opened meanwhile
                return _Found(None, [], QImage())

        self._host.start_job(work, lambda answer: self._take(asked, answer))

    def _take(self, asked: int, answer: object) -> None:
        if asked == self._asked and isinstance(answer, _Found):
            self.photo, self.subjects, self.image = answer.photo, answer.subjects, answer.image
            self.found.emit()


def _small(photo: Path | None) -> QImage:
    """Decoded small, upright; null for none."""
    if photo is None:
        return QImage()
    reader = QImageReader(str(photo))
    reader.setAutoTransform(True)
    if reader.size().isValid():
        grown = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        reader.setScaledSize(reader.size().scaled(QSize(PHOTO_SIDE, PHOTO_SIDE), grown))
    return reader.read()
