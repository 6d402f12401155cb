"""The sheet of keys: those of the present view only, printable."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QPagedPaintDevice, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.actions.shell import FIXED, MENUS
from faceqnet_gui.actions.table import ACTIONS
from faceqnet_gui.look.keys import KeyCaps, key_text
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.shell.keymap import Chosen, keys_of, title_of

_COLUMNS = 3
Group = tuple[str, list[tuple[tuple[str, ...], str]]]
"""Head of a group, and (keys, what they do) of each of its lines."""


def keys_of_view(view: str, chosen: Chosen) -> list[Group]:
    """What the keys do in a view, menu by menu; keys that only widgets know come last."""
    groups: list[Group] = []
    for name, head in MENUS:
        lines = [
            (keys_of(r, chosen), title_of(r).removesuffix("..."))
            for r in ACTIONS
            if r.menu == name and r.view in {"", view} and keys_of(r, chosen)
        ]
        if lines:
            groups.append((QCoreApplication.translate("Menus", head), lines))
    others = [
        (keys_of(r, chosen), title_of(r).removesuffix("..."))
        for r in ACTIONS
        if r.menu not in {name for name, _ in MENUS} and r.view in {"", view} and keys_of(r, chosen)
    ]
    for fixed in FIXED:
        if fixed.view in {"", view}:
            shown = (QCoreApplication.translate("Menus", fixed.shown),) if fixed.shown else fixed.keys
            others.append((shown, QCoreApplication.translate("Menus", fixed.title)))
    return [*groups, (QCoreApplication.translate("Menus", "Everywhere in this view"), others)]


_EVERYWHERE = QT_TRANSLATE_NOOP("Menus", "Everywhere in this view")


def sheet_document(title: str, groups: list[Group]) -> QTextDocument:
    """The sheet for paper, black on white."""
    rows = []
    for head, lines in groups:
        rows.append(f'<tr><td colspan="2"><br/><b>{escape(head)}</b></td></tr>')
        for keys, what in lines:
            shown = " / ".join(escape(key_text(k)) for k in keys)
            rows.append(f'<tr><td width="170"><code>{shown}</code></td><td>{escape(what)}</td></tr>')
    document = QTextDocument()
    document.setHtml(f"<h2>{escape(title)}</h2><table cellpadding='2'>{''.join(rows)}</table>")
    return document


def print_sheet(device: QPagedPaintDevice, title: str, groups: list[Group]) -> None:
    """On paper, or into a PDF."""
    sheet_document(title, groups).print_(device)


class KeySheet(QDialog):
    """Columns of keys; any of its keys closes it as Escape does."""

    def __init__(
        self, parent: QWidget, view_title: str, groups: list[Group], change: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.groups, self._title = groups, self.tr("Keys in {0}").format(view_title)
        self.setWindowTitle(self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = label(self._title, "title")
        head.setContentsMargins(28, 22, 28, 6)
        column.addWidget(head)
        area = QScrollArea()
        area.setWidgetResizable(True)
        columns = self._columns()
        area.setWidget(columns)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(area, 1)
        column.addLayout(self._foot(change))
        inside = columns.sizeHint()
        most = parent.size()
        self.resize(
            min(inside.width() + 24, most.width() - 32), min(inside.height() + 140, most.height() - 32)
        )

    def _columns(self) -> QWidget:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(28, 8, 28, 12)
        row.setSpacing(36)
        total = sum(len(lines) + 2 for _, lines in self.groups)
        column, taken, made = QVBoxLayout(), 0, 1
        column.setSpacing(18)
        row.addLayout(column, 1)
        for head, lines in self.groups:
            if taken and taken + (len(lines) + 2) / 2 > total * made / _COLUMNS and made < _COLUMNS:
                column.addStretch()
                column = QVBoxLayout()
                column.setSpacing(18)
                row.addLayout(column, 1)
                made += 1
            taken += len(lines) + 2
            column.addLayout(self._group(head, lines))
        column.addStretch()
        return inside

    @staticmethod
    def _group(head: str, lines: list[tuple[tuple[str, ...], str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(head, "section", "t3"), 0, 0, 1, 2)
        for n, (keys, what) in enumerate(lines, 1):
            words = label(what)
            words.setWordWrap(True)
            if len(keys) == 1 and len(keys[0]) > 14:  # words rather than one key
                grid.addWidget(words, n, 1, Qt.AlignmentFlag.AlignTop)
                said = label(keys[0], "secondary", "t2")
                said.setWordWrap(True)
                said.setFixedWidth(130)
                grid.addWidget(said, n, 0, Qt.AlignmentFlag.AlignTop)
                continue
            caps = KeyCaps(keys[0])
            caps.setAccessibleName(key_text(keys[0]))
            caps.setToolTip(" / ".join(key_text(k) for k in keys))
            grid.addWidget(caps, n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, n, 1)
        return grid

    def _foot(self, change: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(28, 12, 28, 20)
        row.setSpacing(8)
        self.print_button = Button(self.tr("Print..."), "printer")
        self.print_button.clicked.connect(self._print)
        self.change_button = Button(self.tr("Change keys..."), "keyboard")
        self.change_button.clicked.connect(lambda: (self.close(), change()))
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.close)
        row.addWidget(self.print_button)
        row.addWidget(self.change_button)
        row.addStretch()
        row.addWidget(close)
        return row

    def _print(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: print_sheet(printer, self._title, self.groups))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
