"""Inputs that gave no score, by reason, each with its sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, EmptyState, label
from faceqnet_gui.look.words import STATUS_LOOK, count, status_word
from faceqnet_gui.sentences import said
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import PROBLEMS, Filter, Order, shown

_FILE = int(Qt.ItemDataRole.UserRole)


class Problems(QWidget):
    """Groups by reason; `retry` asks to score these files again, `chosen` names a row."""

    retry = Signal(list)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        head = QHBoxLayout()
        self._title = label(role="item")
        self._title.setWordWrap(True)  # else its words would make the middle wider, and the sides narrower
        self._copy = Button("", "copy")
        self._again = Button("", "refresh-cw")
        head.addWidget(self._title, 1)
        head.addWidget(self._copy)
        head.addWidget(self._again)
        column.addLayout(head)
        self._tree = QTreeWidget()
        self._tree.setColumnCount(2)
        self._tree.setRootIsDecorated(True)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self._tree.header().resizeSection(0, 320)
        self._empty = EmptyState()
        column.addWidget(self._tree, 1)
        column.addWidget(self._empty, 1)
        self._rows: list[Assessment] = []
        self._columns: Columns | None = None
        self._again.clicked.connect(lambda: self.retry.emit([r.file for r in self._rows if r.file]))
        self._copy.clicked.connect(self._copy_report)
        self._tree.currentItemChanged.connect(self._choose)
        self.retranslate()
        theme().changed.connect(self._fill)

    def show_rows(self, columns: Columns) -> None:
        """Problems among the rows; looked for when somebody looks: during a scan they change all the time."""
        self._columns = columns
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        columns = self._columns
        if columns is None:
            return
        indices = shown(columns, Filter(statuses=PROBLEMS), Order.STATUS)
        rows = [columns.row(int(i)) for i in indices]
        if rows != self._rows:
            self._rows = rows
            self._fill()

    def retranslate(self) -> None:
        """New words."""
        self._tree.setHeaderLabels([self.tr("File"), self.tr("What happened, and what to do")])
        self._tree.setAccessibleName(self.tr("Problems"))
        self._again.setText(self.tr("Try these again"))
        self._copy.setText(self.tr("Copy report"))
        self._fill()

    def report(self) -> str:
        """All problems as text."""
        self._look()
        return "\n".join(f"{r.status.value}\t{r.path}\t{said(r.detail)}" for r in self._rows)

    def _fill(self) -> None:
        self._title.setText(
            self.tr("{0} files could not be scored as they should").format(count(len(self._rows)))
        )
        self._tree.setVisible(bool(self._rows))
        self._again.setVisible(bool(self._rows))
        self._copy.setVisible(bool(self._rows))
        self._title.setVisible(bool(self._rows))
        self._empty.setVisible(not self._rows)
        self._empty.show_state("circle-check", self.tr("No problems"), self.tr("Every file could be read."))
        self._tree.clear()
        groups: dict[Status, QTreeWidgetItem] = {}
        for row in self._rows:
            group = groups.get(row.status)
            if group is None:
                group = QTreeWidgetItem(self._tree, [status_word(row.status)])
                group.setIcon(0, icon(STATUS_LOOK[row.status][0], "fail"))
                group.setExpanded(True)
                groups[row.status] = group
            item = QTreeWidgetItem(group, [row.path, said(row.detail)])
            item.setToolTip(1, said(row.detail))
            item.setData(0, _FILE, row)
        for group in groups.values():
            group.setText(1, count(group.childCount()))

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        row = item.data(0, _FILE) if item is not None else None
        if row is not None:
            self.chosen.emit(row)

    def _copy_report(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self.report())
