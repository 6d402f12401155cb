"""The field "Search or run a command": names are searched in it, a click on it opens the palette."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.keys import caps_width, paint_caps
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import IconButton

_WIDE, _NARROW = 300, 190
_ICON, _LEFT = 16, 32


class CommandField(QLineEdit):
    """In triage it searches names as one types (Ctrl+F); in other views, and at a click, the palette takes over."""

    searched = Signal(str)
    palette_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("commandField")
        self._names, self._key, self._words = True, "Ctrl+K", ""
        self.setTextMargins(_LEFT - 8, 0, 22, 0)
        self._clear = IconButton("x", "")
        self._clear.setParent(self)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._changed)
        self.textEdited.connect(lambda text: self.searched.emit(text) if text else None)
        self.set_narrow(False)
        theme().changed.connect(self.update)

    def retranslate(self) -> None:
        """New words."""
        self._clear.set_tip(self.tr("Clear the search"))
        self._say()

    def set_names(self, names: bool) -> None:
        """Whether there are names to search."""
        self._names = names
        self._say()

    def set_key(self, key: str) -> None:
        """The key of the palette, shown in the field."""
        self._key = key
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Less room; the key is shown in a wide field only."""
        self.setFixedWidth(_NARROW if narrow else _WIDE)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 34)

    def _say(self) -> None:
        typing = self.hasFocus() and self._names
        self._words = self.tr("Search names") if typing else self.tr("Search or run a command")
        self.setPlaceholderText(self._words)
        self.setAccessibleName(self.tr("Search names") if self._names else self.tr("Search or run a command"))
        self.setToolTip(
            self.tr("Click for photos, people, filters, settings and commands; Ctrl+F searches names")
            if self._names
            else ""
        )

    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if not text:
            self.searched.emit("")

    # ---- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.text() and event.button() == Qt.MouseButton.LeftButton:
            self.palette_wanted.emit("")
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not self._names and plain and event.text().isprintable() and event.text():
            self.palette_wanted.emit(event.text())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clear.setGeometry(self.width() - 32, (self.height() - 26) // 2, 28, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p = QPainter(self)
        mark = pixmap("search", _ICON, theme().tokens.t3, self.devicePixelRatioF())
        p.drawPixmap(10, (self.height() - _ICON) // 2, mark)
        words = self.fontMetrics().horizontalAdvance(self._words)
        room = self.width() - _LEFT - words - 16
        if not self.text() and not self.hasFocus() and caps_width(self._key) <= room:
            paint_caps(p, self.width() - caps_width(self._key) - 8, self.height() / 2, self._key)
        p.end()
