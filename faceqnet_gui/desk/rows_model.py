"""The Qt models: thin windows on the session's columns through an index array."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractListModel,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

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
    """Show other rows; what stays in view keeps its selection and its place in people's minds.

    Qt forgets a selection at a reset, and rows arrive several times a second: so rows leave at the end, arrive at
    the end, and are only then put in order.
    """
    before: NDArray[np.int64] = model.shown
    stays = np.isin(before, shown)
    if not stays.all():
        _reorder(model, np.concatenate([before[stays], before[~stays]]))
        kept = int(stays.sum())
        model.beginRemoveRows(QModelIndex(), kept, len(before) - 1)
        model.shown = before[stays]
        model.endRemoveRows()
    new = shown[~np.isin(shown, before)]
    if len(new):
        model.beginInsertRows(QModelIndex(), len(model.shown), len(shown) - 1)
        model.shown = np.concatenate([model.shown, new])
        model.endInsertRows()
    _reorder(model, shown)


def _reorder(model: Any, shown: NDArray[np.int64]) -> None:
    """Put the same rows in another order."""
    before: NDArray[np.int64] = model.shown
    if np.array_equal(before, shown):
        return
    model.layoutAboutToBeChanged.emit()
    place = np.zeros(int(shown.max()) + 1, np.int64)
    place[shown] = np.arange(len(shown))
    old = model.persistentIndexList()
    model.shown = shown
    model.changePersistentIndexList(old, [model.index(int(place[before[i.row()]]), i.column()) for i in old])
    model.layoutChanged.emit()


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

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        known = orientation is Qt.Orientation.Horizontal and 0 <= section < len(TABLE_COLUMNS)
        if known and role == Qt.ItemDataRole.DisplayRole:
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
