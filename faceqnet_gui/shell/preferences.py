"""The preferences: one searchable list, made from the records of the settings; each change acts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.widgets import Button, IconButton, hairline, label
from faceqnet_gui.options import Option, Section, options_of, words
from faceqnet_gui.settings import Settings
from faceqnet_gui.shell import matching
from faceqnet_gui.shell.editors import Editor, editor_for

_WIDTH, _HEIGHT, _BACK = 760, 680, 30
Change = Callable[[str, Any], object]
Extra = tuple[Section, str, str, str, Callable[[], object]]
"""A button that belongs to a section: its title, sentence, the words on it, what it does."""


class _Row(QWidget):
    """Title and sentence at the left, the control at the right, and a way back to the default."""

    def __init__(self, title: str, sentence: str, control: QWidget, back: QWidget | None) -> None:
        super().__init__()
        self.words = f"{title} {sentence}"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(16)
        text = QVBoxLayout()
        text.setSpacing(2)
        sentence_label = label(sentence, "secondary", "t2")
        sentence_label.setWordWrap(True)
        text.addWidget(label(title, "strong"))
        text.addWidget(sentence_label)
        row.addLayout(text, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        if back is not None:
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            row.addSpacing(_BACK)


class Preferences(QDialog):
    """Made anew whenever it is opened: words and values are those in force."""

    def __init__(
        self, parent: QWidget, read: Callable[[], Settings], change: Change, extras: Sequence[Extra] = ()
    ) -> None:
        """`read` gives the settings in force, `change` keeps one and lets it act."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read, self._change, self._extras = read, change, extras
        self._done: list[tuple[str, Any]] = []  # name and what it was before
        self.editors: dict[str, Editor] = {}
        self._backs: dict[str, IconButton] = {}
        self._heads: list[tuple[QLabel, list[QWidget]]] = []
        self.resize(_WIDTH, min(_HEIGHT, parent.height() - 40))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._whole: QWidget | None = None
        self._build()
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self.undo)

    # ---- parts

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        self.editors, self._backs, self._heads = {}, {}, []
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the preferences"))
        self.search.setAccessibleName(self.tr("Search the preferences"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.show_fitting)
        head = QVBoxLayout()
        head.setContentsMargins(28, 20, 28, 16)
        head.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(hairline())
        column.addWidget(self._list(), 1)
        column.addWidget(hairline())
        column.addLayout(self._foot())
        if self._whole is not None:
            self._column.removeWidget(self._whole)
            self._whole.hide()
            self._whole.deleteLater()
        self._whole = whole
        self._column.addWidget(whole)
        self._show_undo()
        self.search.setFocus()

    def _list(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(28, 8, 28, 24)
        column.setSpacing(0)
        for section in Section:
            head = label(words(section.value), "item")
            head.setContentsMargins(0, 18, 0, 4)
            column.addWidget(head)
            rows: list[QWidget] = []
            for name, option in options_of(Settings).items():
                if option.section is section:
                    rows.append(self._row(name, option))
            for where, title, sentence, text, act in self._extras:
                if where is section:
                    button = Button(text)
                    button.clicked.connect(lambda _=False, a=act: a())
                    rows.append(_Row(title, sentence, button, None))
            for row in rows:
                column.addWidget(row)
            head.setVisible(bool(rows))
            self._heads.append((head, rows))
        self._nothing = label(self.tr("No setting is called that."), tone="t2")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        column.addWidget(self._nothing)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _row(self, name: str, option: Option) -> QWidget:
        title = words(option.title)
        editor = editor_for(option)
        editor.setAccessibleName(title)
        editor.setAccessibleDescription(words(option.sentence))
        editor.show_value(getattr(self._read(), name))
        editor.changed.connect(lambda value, n=name: self.set(n, value))
        back = IconButton("rotate-ccw", self.tr("Back to the default: {0}").format(title))
        policy = back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        back.setSizePolicy(policy)
        back.clicked.connect(lambda: self.set(name, getattr(Settings(), name)))
        self.editors[name], self._backs[name] = editor, back
        return _Row(title, words(option.sentence), editor, back)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(28, 14, 28, 16)
        row.setSpacing(8)
        self.undo_button = Button("", "undo-2")
        self.undo_button.setAutoDefault(False)
        self.undo_button.clicked.connect(self.undo)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        row.addWidget(self.undo_button)
        row.addStretch()
        row.addWidget(self.close_button)
        return row

    # ---- what it does

    def set(self, name: str, value: Any) -> None:
        """Change one; it acts at once and can be taken back here."""
        before = getattr(self._read(), name)
        if before == value:
            return
        self._done.append((name, before))
        self._act(name, value)

    def undo(self) -> None:
        """Take the last change back."""
        if self._done:
            name, before = self._done.pop()
            self._act(name, before)
            announce(self, self.tr("Undone: {0}").format(words(options_of(Settings)[name].title)))

    def _act(self, name: str, value: Any) -> None:
        self._change(name, value)
        if name == "language":  # every word here is another one
            asked = self.search.text()
            self._build()
            self.search.setText(asked)
            return
        self.editors[name].show_value(value)
        self._show_undo()

    def _show_undo(self) -> None:
        now, usual = self._read(), Settings()
        for name, back in self._backs.items():
            back.setVisible(getattr(now, name) != getattr(usual, name))
        self.undo_button.setEnabled(bool(self._done))
        title = words(options_of(Settings)[self._done[-1][0]].title) if self._done else ""
        self.undo_button.setText(self.tr("Undo: {0}").format(title) if title else self.tr("Undo"))

    def show_fitting(self, text: str) -> None:
        """Show what fits, and the heads of those."""
        asked, any_shown = matching.plain(text), False
        for head, rows in self._heads:
            in_head = bool(asked) and matching.plain(head.text()).startswith(asked)
            fits = [
                not asked or in_head or all(w in matching.plain(r.words) for w in asked.split()) for r in rows
            ]
            for row, shown in zip(rows, fits, strict=True):
                row.setVisible(shown)
            head.setVisible(any(fits))
            any_shown = any_shown or any(fits)
        self._nothing.setVisible(not any_shown)
