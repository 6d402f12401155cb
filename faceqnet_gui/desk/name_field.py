"""Type-ahead: a small field over the images; each letter goes to the first name that begins so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_WIDTH, _MARGIN = 280, 16


class NameField(QLineEdit):
    """Closes at Enter, Escape, or when the focus goes elsewhere.

    Args:
        parent: Over which widget.
        find: Goes to the first image with such a name; says whether there is one.
    """

    left = Signal()

    def __init__(self, parent: QWidget, find: Callable[[str], bool]) -> None:
        super().__init__(parent)
        self._find = find
        self.setFixedWidth(_WIDTH)
        self.textEdited.connect(self._go)
        self.hide()

    def open(self) -> None:
        """Show it, empty."""
        self.setPlaceholderText(self.tr("Go to a name"))
        self.setAccessibleName(self.tr("Go to a name"))
        self.clear()
        self._mark(False)
        parent = self.parentWidget()
        if parent is not None:
            self.move(_MARGIN, parent.height() - self.sizeHint().height() - _MARGIN)
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()

    def _go(self, text: str) -> None:
        self._mark(bool(text.strip()) and not self._find(text.strip()))

    def _mark(self, wrong: bool) -> None:
        """Frame what no name has."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)
