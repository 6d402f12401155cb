"""Heads of the grid's sections: what they say, and how they look."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme

_INSET = 6


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says.

    Attributes:
        title: Which section.
        count: How many images, in words.
        tone: Token of the title's colour.
        action: Its bulk action in words, empty for none.
        keys: The action's keys, each in a frame.
    """

    title: str
    count: str
    tone: str = "t1"
    action: str = ""
    keys: tuple[str, ...] = ()


def paint_head(painter: QPainter, rect: QRect, head: Head) -> None:
    """Title and number at the left, a line, the action and its keys at the right."""
    tokens = theme().tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, QColor(tokens.bg0))
    line = QRectF(rect).adjusted(_INSET, 0, -_INSET, 0)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(font("strong"))
    painter.setPen(QColor(getattr(tokens, head.tone)))
    painter.drawText(line, middle, head.title)
    x = line.x() + QFontMetricsF(painter.font()).horizontalAdvance(head.title) + 10
    painter.setFont(font("secondary"))
    painter.setPen(QColor(tokens.t2))
    painter.drawText(QRectF(x, line.y(), line.right() - x, line.height()), middle, head.count)
    x += QFontMetricsF(painter.font()).horizontalAdvance(head.count) + 10
    right = line.right()
    if head.action:
        right = float(head_action_rect(rect, head).left()) - 10
        _paint_action(painter, rect, head)
    if right > x + 8:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(tokens.line), 1))
        y = round(line.center().y())
        painter.drawLine(round(x), y, round(right), y)
    painter.restore()


def head_action_rect(rect: QRect, head: Head) -> QRect:
    """Where a head's action is."""
    width = QFontMetricsF(font("secondary")).horizontalAdvance(head.action) + 8
    width += sum(_key_width(key) + 4 for key in head.keys)
    return QRect(round(rect.right() - _INSET - width), rect.y() + 4, round(width), rect.height() - 8)


def _key_width(key: str) -> float:
    return QFontMetricsF(font("caption")).horizontalAdvance(key) + 12


def _paint_action(painter: QPainter, rect: QRect, head: Head) -> None:
    tokens = theme().tokens
    area = QRectF(head_action_rect(rect, head))
    painter.setFont(font("secondary"))
    painter.setPen(QColor(tokens.t1))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, head.action)
    x = area.x() + QFontMetricsF(painter.font()).horizontalAdvance(head.action) + 8
    painter.setFont(font("caption"))
    for key in head.keys:
        cap = QRectF(x, area.center().y() - 9, _key_width(key), 18)
        painter.setBrush(QColor(tokens.bg2))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(tokens.t2))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        x += cap.width() + 4
