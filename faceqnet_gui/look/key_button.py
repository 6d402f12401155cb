"""A button that shows its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button

_PAD, _GAP = 6, 5
"""Of a button with a key: at its sides, and between its parts."""


class KeyButton(Button):
    """A button that shows its key in a frame; `tone` names the token of its icon and of its fill when chosen.

    `kind` is empty or `primary`, as for any button.
    """

    def __init__(self, text: str, name: str = "", *, tone: str = "t2", key: str = "", kind: str = "") -> None:
        self._tone, self._key, self._chosen = tone, key, False
        super().__init__(text, name, kind)

    def set_key(self, key: str) -> None:
        """What stands in the frame; nothing for no frame."""
        self._key = key
        self.updateGeometry()
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Whether this is what holds now."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.setProperty("chosen", self._tone if chosen else "")
            self.style().unpolish(self)
            self.style().polish(self)
            self._draw()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + 2 * _PAD + self._mark() + 2 + self._cap(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(80, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        option.text, option.icon = "", QIcon()
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        ink = QColor(getattr(tokens, f"on_{self._tone.rstrip('_')}") if self._chosen else tokens.t1)
        if self._kind == "primary" or self.property("pulse"):
            ink = QColor(tokens.on_acc)
        if not self.isEnabled():
            ink = QColor(tokens.line2)
        left = self.property("kind") == "field"
        metrics = self.fontMetrics()
        room = self.width() - 2 * _PAD - self._cap()
        # Where there is no room for both, the words say more than the icon.
        fits = left or metrics.horizontalAdvance(self.text()) + self._mark() <= room
        mark = self._mark() if fits else 0
        room -= mark
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        whole = mark + metrics.horizontalAdvance(words) + self._cap()
        x = 10.0 if left else max(float(_PAD), (self.width() - whole) / 2)
        middle = self.height() / 2
        if mark:
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            drawn = icon(self._name, "on_acc") if self.property("pulse") else self.icon()
            drawing = drawn.pixmap(QSize(16, 16), self.devicePixelRatioF(), mode)
            painter.drawPixmap(round(x), round(middle - 8), drawing)
        painter.setPen(QColor(tokens.t2) if left else ink)
        painter.drawText(QRectF(x + mark, 0, room + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        if self._key:
            width = self._cap() - _GAP
            at = self.width() - 10 - width if left else x + whole - width
            self._paint_cap(painter, QRectF(at, middle - 9, width, 18), ink)

    def _mark(self) -> int:
        return 16 + _GAP if self._name else 0

    def _cap(self) -> int:
        if not self._key:
            return 0
        return QFontMetrics(font("caption")).horizontalAdvance(self._key) + 10 + _GAP

    def _paint_cap(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        tokens = theme().tokens
        filled = self._chosen or self._kind == "primary" or bool(self.property("pulse"))
        edge = QColor(ink if filled else tokens.line)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if filled else QColor(tokens.bg3))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setFont(font("caption"))
        painter.setPen(ink if filled else QColor(tokens.t2))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._key)

    def _draw(self) -> None:
        if self._name:
            tone = f"on_{self._tone.rstrip('_')}" if self._chosen else self._tone
            self.setIcon(icon(self._name, tone))
            self.setIconSize(QSize(16, 16))
