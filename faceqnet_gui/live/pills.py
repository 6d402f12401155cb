"""Dark pills over the picture: the hint, and small buttons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.tokens import DARK

_PILL = """
QPushButton {{ background: rgba(16, 17, 19, 217); color: {text}; border: 1px solid transparent; border-radius: {radius}px;
  padding: 0 12px; min-height: {height}px; max-height: {height}px; font-weight: 500; text-align: left; }}
QPushButton:hover {{ background: rgba(42, 44, 49, 235); }}
QPushButton:focus {{ border: 2px solid {focus}; padding: 0 11px; }}
"""


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
        needed = metrics.horizontalAdvance(text) + side + 3.1 * size
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

    def __init__(self, name: str, parent: QWidget, height: int = 30) -> None:
        super().__init__(parent)
        self._name = name
        self.setStyleSheet(
            _PILL.format(text=DARK.t1, radius=(height + 2) // 2, height=height, focus=DARK.acc)
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_icon(name)

    def set_icon(self, name: str, colour: str = DARK.t1) -> None:
        """Another drawing."""
        self._name = name
        self.setIcon(pixmap(name, 16, colour, 2.0))
