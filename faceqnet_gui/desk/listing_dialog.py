"""Before files are touched: which ones, in a list, and one button that says what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from faceqnet_gui.look.widgets import Button, label

_WIDTH, _HEIGHT = 560, 240


class ListingDialog(QDialog):
    """A title, a sentence, the files, [Cancel] and the action."""

    def __init__(
        self, parent: QWidget, title: str, sentence: str, lines: Sequence[str], action: str, icon: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        head, words = label(title, "title"), label(sentence, tone="t2")
        words.setWordWrap(True)
        self.lines = QStringListModel(list(lines), self)
        view = QListView()
        view.setModel(self.lines)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setAccessibleName(title)
        view.setMaximumHeight(_HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.cancel, self.go = Button(self.tr("Cancel")), Button(action, icon, "primary")
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        row.addStretch()
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        for part in (head, words):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(view)
        column.addSpacing(8)
        column.addLayout(row)
        self.cancel.setFocus()  # Enter alone must not touch files

    def agreed(self) -> bool:
        """Ask; the dialog goes with its answer."""
        answer = self.exec()
        self.deleteLater()
        return bool(answer)
