"""The Qt models: thin windows on the session's columns through an index array."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.desk.words import decimal, quality_word, status_word
from faceqnet_gui.session.columns import Columns

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

TABLE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("path", str(QT_TRANSLATE_NOOP("Columns", "Name"))),
    ("quality", str(QT_TRANSLATE_NOOP("Columns", "Quality"))),
    ("status", str(QT_TRANSLATE_NOOP("Columns", "Status"))),
    ("score", str(QT_TRANSLATE_NOOP("Columns", "Score"))),
    ("confidence", str(QT_TRANSLATE_NOOP("Columns", "Detector"))),
    ("ied", str(QT_TRANSLATE_NOOP("Columns", "Eye distance (px)"))),
    ("faces", str(QT_TRANSLATE_NOOP("Columns", "Faces"))),
    ("width", str(QT_TRANSLATE_NOOP("Columns", "Width"))),
    ("height", str(QT_TRANSLATE_NOOP("Columns", "Height"))),
    ("detail", str(QT_TRANSLATE_NOOP("Columns", "Detail"))),
)
_PLACES = {"score": 3, "confidence": 3, "ied": 1}


class _Rows:
    """What both models share: the columns, and which of their rows are shown."""

    def _start(self, columns: Columns) -> None:
        self.columns = columns
        self.shown: NDArray[np.int64] = np.zeros(0, np.int64)
        self.limit = 31

    def assessment(self, position: int) -> Assessment:
        """The row at a place of the view."""
        return self.columns.row(int(self.shown[position]))


def _swap(model: Any, shown: NDArray[np.int64]) -> None:
    """Show other rows. Rows added at the end and a new order keep the selection; another set of rows resets the
    view, which then finds its current row again by itself.
    """
    before: NDArray[np.int64] = model.shown
    if len(shown) >= len(before) and np.array_equal(shown[: len(before)], before):
        if len(shown) > len(before):
            model.beginInsertRows(QModelIndex(), len(before), len(shown) - 1)
            model.shown = shown
            model.endInsertRows()
        return
    if len(shown) != len(before):
        model.beginResetModel()
        model.shown = shown
        model.endResetModel()
        return
    model.layoutAboutToBeChanged.emit()
    _move_persistent(model, before, shown)
    model.layoutChanged.emit()


def _move_persistent(model: Any, before: NDArray[np.int64], shown: NDArray[np.int64]) -> None:
    old = model.persistentIndexList()
    place = {int(row): n for n, row in enumerate(shown)} if old else {}
    model.shown = shown
    new = []
    for index in old:
        position = place.get(int(before[index.row()])) if index.row() < len(before) else None
        new.append(QModelIndex() if position is None else model.index(position, index.column()))
    model.changePersistentIndexList(old, new)


class GridModel(_Rows, QAbstractListModel):
    """Rows as a list of tiles."""

    def __init__(self, columns: Columns, parent: QObject | None = None) -> None:
        QAbstractListModel.__init__(self, parent)
        self._start(columns)

    def set_shown(self, shown: NDArray[np.int64]) -> None:
        """Show these rows in this order."""
        _swap(self, shown)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        if role == ROW_ROLE:
            return self.assessment(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.assessment(index.row()).path
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return spoken(self.assessment(index.row()), index.row() + 1, len(self.shown))
        return None

    def touch_row(self, row: int) -> None:
        """Repaint the tile of a session row, if it is shown."""
        places = np.flatnonzero(self.shown == row)
        if len(places):
            index = self.index(int(places[0]))
            self.dataChanged.emit(index, index, [ROW_ROLE])


class TableModel(_Rows, QAbstractTableModel):
    """Rows as a table."""

    def __init__(self, columns: Columns, parent: QObject | None = None) -> None:
        QAbstractTableModel.__init__(self, parent)
        self._start(columns)

    def set_shown(self, shown: NDArray[np.int64]) -> None:
        """Show these rows in this order."""
        _swap(self, shown)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TABLE_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            if 0 <= section < len(TABLE_COLUMNS):
                return QCoreApplication.translate("Columns", TABLE_COLUMNS[section][1])
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        name = TABLE_COLUMNS[index.column()][0]
        if role == ROW_ROLE:
            return self.assessment(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(self.assessment(index.row()), name)
        if role == Qt.ItemDataRole.ToolTipRole and name in {"path", "detail"}:
            return getattr(self.assessment(index.row()), name)
        if role == Qt.ItemDataRole.TextAlignmentRole and name not in {"path", "status", "detail"}:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def retranslate(self) -> None:
        """New words in the head."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(TABLE_COLUMNS) - 1)


def cell(row: Assessment, column: str) -> str:
    """A cell's text; empty where nothing is known."""
    value = getattr(row, column)
    if value is None:
        return ""
    if column == "status":
        return status_word(row.status)
    return decimal(value, _PLACES[column]) if column in _PLACES else str(value)


def spoken(row: Assessment, place: int, total: int) -> str:
    """A tile in words: for screen readers and tool tips."""
    parts = [row.path]
    if row.quality is not None:
        words = QCoreApplication.translate("Tile", "quality {0}, {1}")
        parts.append(words.format(row.quality, quality_word(row.quality)))
    parts.append(status_word(row.status))
    parts.append(QCoreApplication.translate("Tile", "{0} of {1}").format(place, total))
    return ", ".join(parts) + (f"\n{row.detail}" if row.detail else "")
