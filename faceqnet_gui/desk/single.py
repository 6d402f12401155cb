"""The single view: one photo as large as there is room, its neighbours below, zoom that can stay on the face."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.desk.photo_view import FaceFrame, FaceOverlay, PhotoFrame, PhotoView
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.painters import paint_decision, paint_quality_bar
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.sentences import said
from faceqnet_gui.session.marks import Decision

STRIP = 96
_TILE, _PICTURE, _GAP = 96.0, 62.0, 8.0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What the strip shows of one image."""

    image: QImage | None
    quality: int | None
    decision: Decision
    name: str


class Strip(QWidget):
    """The neighbours in the order shown; a click goes there, the wheel moves along."""

    picked = Signal(int)  # a place in the order shown
    stepped = Signal(int)

    def __init__(self, neighbour: Callable[[int], Neighbour]) -> None:
        super().__init__()
        self._neighbour = neighbour
        self._shown: NDArray[np.int64] = np.zeros(0, np.int64)
        self._place = 0
        self.setFixedHeight(STRIP)
        self.setMouseTracking(True)
        theme().changed.connect(self.update)

    def show_place(self, shown: NDArray[np.int64], place: int) -> None:
        """The current image in the middle of the others."""
        self._shown, self._place = shown, place
        words = self.tr("{0} of {1}").format(count(place + 1), count(len(shown))) if len(shown) else ""
        self.setAccessibleName(self.tr("Neighbours: {0}").format(words))
        self.update()

    def places(self) -> range:
        """Those that are seen, as far as there is room."""
        half = int(self.width() / 2 / (_TILE + _GAP)) + 1
        return range(max(0, self._place - half), min(len(self._shown), self._place + half + 1))

    def rect_of(self, place: int) -> QRectF:
        """Where an image stands."""
        left = self.width() / 2 - _TILE / 2 + (place - self._place) * (_TILE + _GAP)
        return QRectF(left, 6, _TILE, STRIP - 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        p.fillRect(self.rect(), QColor(theme().tokens.bg1))
        for place in self.places():
            self._paint_one(p, self.rect_of(place), int(self._shown[place]), place == self._place)
        p.end()

    def _paint_one(self, p: QPainter, rect: QRectF, row: int, current: bool) -> None:
        tokens, found = theme().tokens, self._neighbour(row)
        shape = QPainterPath()
        shape.addRoundedRect(rect, 6, 6)
        p.save()
        p.setClipPath(shape)
        p.fillPath(shape, QColor(tokens.sel if current else tokens.bg2))
        picture = QRectF(rect.x(), rect.y(), rect.width(), _PICTURE)
        if found.image is not None and not found.image.isNull():
            p.setOpacity(0.42 if found.decision is Decision.REJECTED else 1.0)
            p.drawImage(picture, found.image, _filling(found.image, picture))
            p.setOpacity(1.0)
        p.restore()
        if found.decision is not Decision.UNDECIDED:
            paint_decision(p, QPointF(rect.x() + 14, rect.y() + 14), found.decision, tokens, 9)
        if found.quality is not None:
            p.setFont(font("section"))
            p.setPen(QColor(tokens.t1))
            line = QRectF(rect.x() + 8, rect.y() + _PICTURE, rect.width() - 16, rect.height() - _PICTURE)
            p.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(found.quality))
            bar = QRectF(line.x(), line.center().y() - 2, line.width() - 26, 4)
            paint_quality_bar(p, bar, found.quality, tokens)
        if current:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 8, 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place in self.places():
            if self.rect_of(place).contains(event.position()):
                self.picked.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = [n for n in self.places() if self.rect_of(n).contains(event.position())]
        self.setToolTip(self._neighbour(int(self._shown[under[0]])).name if under else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.stepped.emit(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def sizeHint(self) -> QSize:
        return QSize(600, STRIP)


def _filling(image: QImage, target: QRectF) -> QRectF:
    share = target.width() / target.height()
    width, height = float(image.width()), float(image.height())
    part = (width, width / share) if width / height < share else (height * share, height)
    return QRectF((width - part[0]) / 2, max(0.0, (height - part[1]) * 0.3), *part)


class ZoomReadOut(QWidget):
    """How large the photo is shown, and whether the zoom stays on the face; over the photo's lower right corner."""

    def __init__(self, photo: PhotoView) -> None:
        super().__init__(photo)
        self.setObjectName("overlayBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 10, 3)
        row.setSpacing(6)
        self._icon, self._text = QLabel(), label(role="secondary", tone="t2")
        row.addWidget(self._icon)
        row.addWidget(self._text)
        self._photo = photo
        self._locked = False
        photo.zoomed.connect(self.refresh)
        theme().changed.connect(self.refresh)

    @property
    def text(self) -> str:
        """The words."""
        return self._text.text()

    def set_locked(self, locked: bool) -> None:
        """Whether the zoom stays on the face."""
        self._locked = locked
        self.refresh()

    def refresh(self) -> None:
        """New numbers, at the corner."""
        ratio = self.devicePixelRatioF()
        words = self.tr("{0} %").format(decimal(100 * self._photo.scale * ratio, 0))
        if self._locked:
            words = self.tr("{0}, locked to the face").format(words)
        elif self._photo.zoom == 1.0:
            words = self.tr("Fitted, {0}").format(words)
        self._icon.setVisible(self._locked)
        if self._locked:
            self._icon.setPixmap(pixmap("lock", 14, theme().tokens.acc, ratio))
        self._text.setText(words)
        self.setAccessibleName(self.tr("Zoom: {0}").format(words))
        self.adjustSize()
        self.move(self._photo.width() - self.width() - 12, self._photo.height() - self.height() - 12)


class FaceReadOut(QWidget):
    """Which of a photo's faces is looked at, and how to get to another; over the photo's lower left corner."""

    def __init__(self, photo: PhotoView) -> None:
        super().__init__(photo)
        self.setObjectName("overlayBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        self._text = label(role="secondary", tone="t2")
        row.addWidget(self._text)
        self._photo = photo
        self._number = self._total = 0
        self.key = ""
        self.hide()

    @property
    def text(self) -> str:
        """The words, empty for a photo with one face."""
        return self._text.text() if self._total else ""

    def show_number(self, number: int, total: int) -> None:
        """Face `number` of `total`; 0 where there are no others."""
        self._number, self._total = number, total
        self.refresh()

    def refresh(self) -> None:
        """New words, at the corner."""
        self.setVisible(self._total > 1)
        words = self.tr("Face {0} of {1}. Click another to score it, or press {2}.")
        if not self.key:
            words = self.tr("Face {0} of {1}. Click another to score it.")
        self._text.setText(words.format(self._number, self._total, self.key))
        self.setAccessibleName(self._text.text())
        self.adjustSize()
        self.move(12, self._photo.height() - self.height() - 12)


class SingleView(QWidget):
    """One photo with its neighbours.

    Attributes:
        photo: The photo itself.
    """

    picked = Signal(int)
    stepped = Signal(int)
    detail_wanted = Signal()

    def __init__(self, neighbour: Callable[[int], Neighbour]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.photo, self.strip = PhotoView(), Strip(neighbour)
        self.read_out, self.faces = ZoomReadOut(self.photo), FaceReadOut(self.photo)
        column.addWidget(self.photo, 1)
        column.addWidget(self.strip)
        self.setFocusProxy(self.photo)
        self._locked = False
        self._frame: FaceFrame | None = None
        self._key: object = None
        self.strip.picked.connect(self.picked)
        self.strip.stepped.connect(self.stepped)
        self.photo.framed.connect(self._framed)
        self.photo.detail_wanted.connect(self.detail_wanted)

    @property
    def locked(self) -> bool:
        """Whether eyes stay at one place and size from photo to photo."""
        return self._locked

    def toggle_lock(self) -> bool:
        """Lock the zoom to the face, or let go of it; returns which."""
        self.set_locked(not self._locked)
        return self._locked

    def set_locked(self, locked: bool) -> None:
        """Likewise."""
        self._locked = self.photo.loose = locked
        if locked:
            zoomed = self.photo.zoom != 1.0
            self._frame = (self.photo.face_frame() if zoomed else None) or self.photo.usual_face_frame()
            self._settle()
        elif self.photo.zoom < 1.0:
            self.photo.fit()
        self.read_out.set_locked(locked)

    def kept_zoom(self) -> dict[str, Any]:
        """Zoom, place and lock as plain values, for `use_zoom`."""
        seen, frame = self.photo.photo_frame(), self._frame if self._locked else None
        face = None if frame is None else [*frame.eyes, frame.distance]
        return {"zoom": seen.zoom, "centre": list(seen.centre), "locked": self._locked, "face": face}

    def use_zoom(self, kept: Any) -> None:
        """See the photo as it was kept; what cannot be understood leaves it as it is."""
        try:
            zoom, (x, y) = float(kept["zoom"]), map(float, kept["centre"])
            face = [float(value) for value in kept["face"] or ()]
            locked = bool(kept["locked"])
        except (TypeError, ValueError, KeyError):
            return
        self.set_locked(locked)
        if locked and len(face) == 3:
            self._frame = FaceFrame((face[0], face[1]), face[2])
            self._settle()
        elif not locked:
            self.photo.apply_photo_frame(PhotoFrame(zoom, (x, y)))

    def show_row(
        self, key: object, row: Assessment, others: Sequence[Assessment], image: QImage | None
    ) -> None:
        """Another photo, with the picture that is at hand; a better one comes by `set_picture`."""
        same, self._key = key == self._key, key
        self.show_faces(row, others)
        self.photo.set_image(image or QImage(), QSize(row.width or 0, row.height or 0))
        self.photo.set_words(said(row.detail) or self.tr("Loading the picture"))
        self.photo.setAccessibleName(self.tr("Photo {0}").format(row.path))
        if not same:
            self._settle()

    def show_faces(self, row: Assessment, others: Sequence[Assessment]) -> None:
        """The row's face, and the other faces of its photo once they are known."""
        self.photo.set_faces(FaceOverlay.all_of(row, others))
        self.faces.show_number((row.face or 0) + 1, 1 + len(others) if others else 0)

    def set_picture(self, image: QImage, full: QSize) -> None:
        """A better picture of the same photo: nothing jumps."""
        if image.isNull():
            self.photo.set_words(self.tr("This picture cannot be shown."))
        before = self.photo.full_size
        self.photo.set_image(image, full)
        if before != self.photo.full_size:
            self._settle()

    def _settle(self) -> None:
        if not (self._locked and self._frame is not None and self.photo.apply_face_frame(self._frame)):
            self.photo.fit()

    def _framed(self) -> None:
        if self._locked:
            self._frame = self.photo.face_frame() or self._frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._locked and self._frame is not None:
            self.photo.apply_face_frame(self._frame)
        self.read_out.refresh()
        self.faces.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.read_out.refresh()
            self.faces.refresh()
        super().changeEvent(event)
