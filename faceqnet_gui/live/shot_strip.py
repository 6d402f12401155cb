"""The frames of a capture side by side: the one that is kept, and those that can still take its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from faceqnet_gui.live.shots import Shot
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme

_WIDE, _HIGH = 84, 104
_GAP, _EDGE = 9, 4
_DIMMED = 0.35
_LEAST, _LOW = 36, 70
"""Narrowest picture of a face that still shows which one it is; height below which it shows the face alone."""
_LINE = 15.0


class ShotStrip(QWidget):
    """Thumbnails with their quality; a ring around what is kept, a star on the best, numbers to choose others by."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shots: list[Shot] = []
        self._kept: list[Shot] = []
        self._choices = 0
        self._over = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(52)
        self.setMouseTracking(True)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(360, 104)

    def show_shots(self, shots: Sequence[Shot], kept: Sequence[Shot], choices: int) -> None:
        """Bring up to date.

        Args:
            shots: What is shown.
            kept: Those of them that are photos; the others can become one.
            choices: How many, from the first, are frames of the capture in hand.
        """
        self._shots, self._kept = list(shots), list(kept)
        self._choices = choices if choices > sum(s in self._kept for s in shots[:choices]) else 0
        self.setAccessibleName(", ".join(self._spoken(n) for n in range(len(self._shots))))
        self.update()

    def _spoken(self, number: int) -> str:
        shot = self._shots[number]
        quality = "–" if shot.quality is None else str(shot.quality)
        return self.tr("{0}, kept").format(quality) if shot in self._kept else quality

    # ---- geometry

    def _side(self) -> tuple[float, float]:
        """Width and height of one picture: all frames of a capture are seen, as large as there is room for."""
        high = self.height() - 2.0 * _EDGE
        most = max(1, self._choices)
        aspect = 1.0 if high < _LOW else _WIDE / _HIGH
        wide = max(_LEAST, min(high * aspect, (self.width() - _EDGE + _GAP) / most - _GAP))
        return wide, min(high, wide / aspect)

    def place(self, number: int) -> QRectF:
        """Where a picture stands."""
        wide, high = self._side()
        return QRectF(_EDGE + number * (wide + _GAP), (self.height() - high) / 2, wide, high)

    def _room(self) -> int:
        # Pictures that fill the width exactly are all there, whatever their width was rounded to.
        return max(1, int((self.width() - _EDGE + _GAP) / (self._side()[0] + _GAP) + 1e-6))

    def _at(self, point: QPointF) -> int:
        """The frame there that can be chosen, -1 for none."""
        for number in range(min(self._choices, self._room())):
            if self.place(number).contains(point) and self._shots[number] not in self._kept:
                return number
        return -1

    # ---- what people do

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self.chosen.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def _hover(self, number: int) -> None:
        if number != self._over:
            self._over = number
            self.setCursor(Qt.CursorShape.PointingHandCursor if number >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(QPointF(event.pos()))
            words = (
                self.tr("Take this frame instead ({0}); until the next person").format(number + 1)
                if number >= 0
                else self.toolTip()
            )
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = self._room()
        for number in range(min(room, len(self._shots))):
            self._paint_shot(p, number)
        if len(self._shots) < room:
            self._paint_empty(p, self.place(len(self._shots)))

    def _paint_shot(self, p: QPainter, number: int) -> None:
        shot, rect, tokens = self._shots[number], self.place(number), theme().tokens
        kept = shot in self._kept
        path = QPainterPath()
        path.addRoundedRect(rect, 8, 8)
        p.save()
        p.setClipPath(path)
        p.drawImage(rect, shot.thumb, _part(shot.thumb, rect))
        if not kept and number != self._over:
            p.fillRect(rect, QColor(16, 17, 19, round(255 * _DIMMED)))
        p.restore()
        p.setBrush(Qt.BrushStyle.NoBrush)
        if kept or number == self._over:
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.drawRoundedRect(rect.adjusted(-2.5, -2.5, 2.5, 2.5), 10, 10)
        if kept and not shot.accepted:
            p.setPen(QPen(QColor("#F2C14E"), 1.5, Qt.PenStyle.DashLine))
            p.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        key = str(number + 1) if number < self._choices else ""
        if rect.height() < _LOW:
            self._paint_line(p, rect, key, shot)
            return
        if key:
            self._paint_key(p, rect, key)
        self._paint_quality(p, rect, shot)

    def _paint_line(self, p: QPainter, rect: QRectF, key: str, shot: Shot) -> None:
        """Key and quality in one line under the face: there is no room for two things over it."""
        line = QRectF(rect.left(), rect.bottom() - _LINE, rect.width(), _LINE)
        whole = QPainterPath()
        whole.addRoundedRect(rect, 8, 8)
        below = QPainterPath()
        below.addRect(line)
        p.fillPath(whole.intersected(below), QColor(16, 17, 19, 215))
        p.setFont(font("section"))
        inside, middle = line.adjusted(6, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter
        p.setPen(QColor("#B9BDC6"))
        p.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, key)
        p.setPen(QColor("#ECEDEF"))
        words = "–" if shot.quality is None else str(shot.quality)
        p.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, words)
        if self._is_best(shot):
            x = inside.right() - QFontMetricsF(p.font()).horizontalAdvance(words) - 13
            p.drawPixmap(QPointF(x, line.top() + 2), pixmap("star", 11, "#FFE171", self.devicePixelRatioF()))

    def _is_best(self, shot: Shot) -> bool:
        return shot.quality is not None and shot is max(self._shots, key=lambda s: s.quality or 0)

    def _paint_key(self, p: QPainter, rect: QRectF, words: str) -> None:
        """The key that chooses it, as keys look elsewhere."""
        cap = QRectF(rect.left() + 4, rect.top() + 4, 16, 16)
        p.setPen(QPen(QColor(255, 255, 255, 70), 1))
        p.setBrush(QColor(16, 17, 19, 215))
        p.drawRoundedRect(cap, 4, 4)
        p.setFont(font("section"))
        p.setPen(QColor("#ECEDEF"))
        p.drawText(cap, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_quality(self, p: QPainter, rect: QRectF, shot: Shot) -> None:
        words = "–" if shot.quality is None else str(shot.quality)
        best = self._is_best(shot)
        p.setFont(font("section"))
        wide = QFontMetricsF(p.font()).horizontalAdvance(words) + (28 if best else 16)
        pill = QRectF(rect.center().x() - wide / 2, rect.bottom() - 23, wide, 18)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(16, 17, 19, 225))
        p.drawRoundedRect(pill, 9, 9)
        if best:
            p.drawPixmap(
                QPointF(pill.left() + 6, pill.top() + 3),
                pixmap("star", 12, "#FFE171", self.devicePixelRatioF()),
            )
        p.setPen(QColor("#ECEDEF"))
        p.drawText(
            pill.adjusted(18 if best else 0, 0, -4 if best else 0, 0), Qt.AlignmentFlag.AlignCenter, words
        )

    def _paint_empty(self, p: QPainter, rect: QRectF) -> None:
        tokens = theme().tokens
        p.setPen(QPen(QColor(tokens.line2), 1, Qt.PenStyle.DashLine))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        place = rect.center() - QPointF(8, 8)
        p.drawPixmap(place, pixmap("plus", 16, tokens.t3, self.devicePixelRatioF()))


def _part(thumb: QImage, rect: QRectF) -> QRectF:
    """Of a thumbnail what has the shape of its place: the middle, where the face is."""
    high = min(float(thumb.height()), thumb.width() * rect.height() / rect.width())
    return QRectF(0, 0.45 * (thumb.height() - high), thumb.width(), high)
