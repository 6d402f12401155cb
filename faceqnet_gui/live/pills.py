"""Dark pills over the picture: the hint, and small buttons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.tokens import DARK


def paint_hint(
    p: QPainter, centre: QPointF, room: float, text: str, icon: str, tone: str, scale: float, size: int = 28
) -> QRectF:
    """The one hint: icon, words, a border in the tone; as wide as it needs, cut at `room`.

    Args:
        p: The painter.
        centre: Of the pill.
        room: Widest.
        text: Words.
        icon: Name.
        tone: Token of the dark theme: the pill lies on a photo.
        scale: Device pixels per logical one.
        size: Of the words in pixels.
    """
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    words = QFont(font("hint"))
    while True:
        words.setPixelSize(size)
        metrics = QFontMetricsF(words)
        side = round(size * 1.1)
        needed = metrics.horizontalAdvance(text) + side + 2.4 * size  # left, between and right
        if needed <= room or size <= 16:
            break
        size -= 2
    height = 2.3 * size
    wide = min(room, needed)
    rect = QRectF(centre.x() - wide / 2, centre.y() - height / 2, wide, height)
    colour = QColor(getattr(DARK, tone))
    p.setPen(QPen(colour, 2))
    p.setBrush(QColor(16, 17, 19, 230))
    p.drawRoundedRect(rect, height / 2, height / 2)
    left = rect.left() + 0.85 * size
    p.drawPixmap(QPointF(left, rect.center().y() - side / 2), pixmap(icon, side, colour.name(), scale))
    p.setPen(QColor(DARK.t1))
    p.setFont(words)
    inside = QRectF(left + side + 0.45 * size, rect.top(), rect.right() - left - side - 1.1 * size, height)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width() + 1)
    p.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    p.restore()
    return rect


class PillButton(QPushButton):
    """A button on the picture; the same in both themes, because the picture is."""

    def __init__(self, name: str, parent: QWidget, *, opens: bool = False) -> None:
        super().__init__(parent)
        self._name, self._colour, self._opens = name, DARK.t1, opens
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_icon(self, name: str, colour: str = DARK.t1) -> None:
        """Another drawing; empty for a dot."""
        if (name, colour) != (self._name, self._colour):
            self._name, self._colour = name, colour
            self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(font("strong")).horizontalAdvance(self.text())
        return QSize(round(words + 14 + 24 + 16 + (22 if self._opens else 0)), 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        p.setPen(QPen(QColor(DARK.acc), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        p.setBrush(QColor(42, 44, 49, 240) if self.underMouse() else QColor(16, 17, 19, 217))
        p.drawRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        scale, middle = self.devicePixelRatioF(), whole.center().y()
        if self._name:
            p.drawPixmap(QPointF(14, middle - 8), pixmap(self._name, 16, self._colour, scale))
        else:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(self._colour))
            p.drawEllipse(QPointF(20, middle), 5, 5)
        right = whole.right() - 14
        if self._opens:
            p.drawPixmap(QPointF(right - 14, middle - 7), pixmap("chevron-down", 14, DARK.t2, scale))
            right -= 22
        p.setFont(font("strong"))
        p.setPen(QColor(DARK.t1))
        room = QRectF(36, whole.top(), right - 34, whole.height())
        words = p.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, int(room.width()) + 2)
        p.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
