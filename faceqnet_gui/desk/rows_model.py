"""The Qt models: thin windows on the session's columns through an index array."""

from __future__ import annotations

from collections.abc import Sequence
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
from PySide6.QtGui import QColor

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import INDEX
from faceqnet_engine.measures.words import measure_how
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.measure_words import label_of, language, native_text, reason_label, verdict_look
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import decimal, decision_look, decision_word, quality_word, status_word
from faceqnet_gui.sentences import said
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.judged import NO_VERDICT, first_reason
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.piles import Pile, Piles

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
REASON_ROLE = ROW_ROLE + 1
"""The first reason's id, empty for none."""
COMPONENT_ROLE = ROW_ROLE + 2
"""A measure's 0..100 in a column of the table, None where not assessed."""

TABLE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("path", str(QT_TRANSLATE_NOOP("Columns", "Name"))),
    ("quality", str(QT_TRANSLATE_NOOP("Columns", "Quality"))),
    ("status", str(QT_TRANSLATE_NOOP("Columns", "Status"))),
    ("decision", str(QT_TRANSLATE_NOOP("Columns", "Decision"))),
    ("stars", str(QT_TRANSLATE_NOOP("Columns", "Stars"))),
    ("stack", str(QT_TRANSLATE_NOOP("Columns", "Stack"))),
    ("subject", str(QT_TRANSLATE_NOOP("Columns", "Subject"))),
    ("verdict", str(QT_TRANSLATE_NOOP("Columns", "Portrait rules"))),
    ("reason", str(QT_TRANSLATE_NOOP("Columns", "First reason"))),
    ("score", str(QT_TRANSLATE_NOOP("Columns", "Score"))),
    ("confidence", str(QT_TRANSLATE_NOOP("Columns", "Detector"))),
    ("ied", str(QT_TRANSLATE_NOOP("Columns", "Eye distance (px)"))),
    ("faces", str(QT_TRANSLATE_NOOP("Columns", "Faces"))),
    ("width", str(QT_TRANSLATE_NOOP("Columns", "Width"))),
    ("height", str(QT_TRANSLATE_NOOP("Columns", "Height"))),
    ("detail", str(QT_TRANSLATE_NOOP("Columns", "Detail"))),
)
_TITLES = dict(TABLE_COLUMNS)
_OF_COLUMNS = frozenset({"verdict", "reason", "decision", "stars", "stack", "subject"})
"""Columns of the table that are no field of a row."""
_WORDS = frozenset({"path", "status", "detail", "stars", "subject", *_OF_COLUMNS})
_PLACES = {"score": 3, "confidence": 3, "ied": 1}


class _Rows:
    """What both models share: the columns, and which of their rows are shown."""

    def _start(self, columns: Columns) -> None:
        self.columns = columns
        self.shown: NDArray[np.int64] = np.zeros(0, np.int64)
        self.unfit: set[int] = (
            set()
        )  # rows that do not meet the filter any more and stay until it is applied anew
        self.piles: Piles | None = None  # what lies behind the rows shown
        self.best: frozenset[int] = frozenset()  # rows of the best of each subject, where these are grouped

    def use(self, columns: Columns) -> None:
        """Rows of another session; none is shown at first."""
        self.beginResetModel()
        self._start(columns)
        self.endResetModel()

    def pile(self, row: int) -> Pile | None:
        """The stack of a session row that is shown; None where it is alone."""
        return None if self.piles is None else self.piles.of_row(row)

    def assessment(self, position: int) -> Assessment:
        """The row at a place of the view."""
        return self.columns.row(int(self.shown[position]))


def _touch(model: Any, rows: NDArray[np.int64]) -> None:
    """Something about these rows has changed: those shown are drawn again."""
    places = np.flatnonzero(model.shown == rows[0] if len(rows) == 1 else np.isin(model.shown, rows))
    if len(places):
        last = len(getattr(model, "names", ())) - 1
        # One range from the first to the last: views draw only what is seen of it.
        model.dataChanged.emit(model.index(int(places[0]), 0), model.index(int(places[-1]), max(0, last)))


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
        model.shown = shown  # one array with the listing's
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

    def touch_rows(self, rows: NDArray[np.int64]) -> None:
        """Draw these session rows again, where they are shown."""
        _touch(self, rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        if role == ROW_ROLE:
            return self.assessment(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.assessment(index.row()).path
        if role == REASON_ROLE:
            return first_reason(self.columns, int(self.shown[index.row()]))
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._spoken(index.row())
        return None

    def _spoken(self, place: int) -> str:
        row = int(self.shown[place])
        verdict, reason = int(self.columns.verdict[row]), first_reason(self.columns, row)
        judged = [verdict_look(verdict)[2]] if verdict != NO_VERDICT else []
        judged += [reason_label(reason)] if reason else []
        judged.append(decision_word(Decision(int(self.columns.decision[row]))))
        if row in self.best:
            judged.append(QCoreApplication.translate("Tile", "best of the subject"))
        if (pile := self.pile(row)) is not None:
            judged.append(pile_words(pile))
        return spoken(self.assessment(place), place + 1, len(self.shown), judged)

    def judged_anew(self) -> None:
        """Verdicts have changed: every tile may say something else."""
        if len(self.shown):
            self.dataChanged.emit(self.index(0), self.index(len(self.shown) - 1), [REASON_ROLE])

    def touch_row(self, row: int) -> None:
        """Repaint the tile of a session row, if it is shown."""
        self.touch_rows(np.array([row]))


class TableModel(_Rows, QAbstractTableModel):
    """Rows as a table."""

    def __init__(self, columns: Columns, parent: QObject | None = None) -> None:
        QAbstractTableModel.__init__(self, parent)
        self._start(columns)
        self.names: tuple[str, ...] = tuple(name for name, _ in TABLE_COLUMNS)

    def set_shown(self, shown: NDArray[np.int64]) -> None:
        """Show these rows in this order."""
        _swap(self, shown)

    def touch_rows(self, rows: NDArray[np.int64]) -> None:
        """Draw these session rows again, where they are shown."""
        _touch(self, rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.names)

    def set_measures(self, measures: Sequence[str]) -> None:
        """Which measures have a column, after the reason."""
        base = tuple(name for name, _ in TABLE_COLUMNS)
        self.beginResetModel()
        place = base.index("reason") + 1
        self.names = (*base[:place], *(m for m in measures if m in INDEX), *base[place:])
        self.endResetModel()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.names):
            return None
        name = self.names[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column_title(name)
        if role == Qt.ItemDataRole.ToolTipRole and name in INDEX:
            return f"{label_of(name)}\n{measure_how(name, language())}"
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        name = self.names[index.column()]
        if role == ROW_ROLE:
            return self.assessment(index.row())
        row = int(self.shown[index.row()])
        if name in INDEX:
            return self._measure(row, name, role)
        if role == Qt.ItemDataRole.DisplayRole:
            known = name in _OF_COLUMNS
            return self._of_columns(row, name) if known else cell(self.assessment(index.row()), name)
        if role == Qt.ItemDataRole.ToolTipRole and name in {"path", "detail"}:
            seen = self.assessment(index.row())
            return seen.path if name == "path" else said(seen.detail)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._mark(row, name)
        if role == Qt.ItemDataRole.ForegroundRole and row in self.unfit:
            return QColor(theme().tokens.line2)
        if role == Qt.ItemDataRole.TextAlignmentRole and name not in _WORDS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _mark(self, row: int, name: str) -> Any:
        if name == "verdict" and self.columns.verdict[row]:
            mark, token, _ = verdict_look(int(self.columns.verdict[row]))
        elif name == "decision":
            mark, token, _ = decision_look(Decision(int(self.columns.decision[row])))
        else:
            return None
        return pixmap(mark, 14, getattr(theme().tokens, token), 2.0)

    def _of_columns(self, row: int, name: str) -> str:
        columns = self.columns
        if name == "decision":
            return decision_word(Decision(int(columns.decision[row])))
        if name == "stars":
            return "★" * int(columns.stars[row])
        if name == "stack":
            pile = self.pile(row)
            return "" if pile is None else pile_words(pile)
        if name == "subject":
            return columns.subjects[columns.subject[row]]
        if name == "verdict":
            verdict = int(self.columns.verdict[row])
            return verdict_look(verdict)[2] if verdict != NO_VERDICT else ""
        reason = first_reason(self.columns, row)
        return reason_label(reason) if reason else ""

    def _measure(self, row: int, measure: str, role: int) -> Any:
        component = int(self.columns.components[row, INDEX[measure]])
        if role == COMPONENT_ROLE:
            return None if component < 0 else component
        if role == Qt.ItemDataRole.DisplayRole:
            return "–" if component < 0 else str(component)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            if component < 0:
                return QCoreApplication.translate("Profiles", "{0}: not assessed").format(label_of(measure))
            native = native_text(measure, float(self.columns.natives[row, INDEX[measure]]))
            words = QCoreApplication.translate("Profiles", "{0}: {1} of 100, {2}")
            return words.format(label_of(measure), component, native)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def judged_anew(self) -> None:
        """Verdicts have changed."""
        if len(self.shown):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, len(self.names) - 1))

    def retranslate(self) -> None:
        """New words in the head."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.names) - 1)


def column_title(name: str) -> str:
    """The head of a column of the table, a measure's name among them."""
    return label_of(name) if name in INDEX else QCoreApplication.translate("Columns", _TITLES.get(name, name))


def cell(row: Assessment, column: str) -> str:
    """A cell's text; empty where nothing is known."""
    value = getattr(row, column)
    if value is None:
        return ""
    if column == "status":
        return status_word(row.status)
    if column == "detail":
        return said(row.detail)
    return decimal(value, _PLACES[column]) if column in _PLACES else str(value)


def pile_words(pile: Pile) -> str:
    """A row's stack in words."""
    if pile.top and pile.opened:
        return QCoreApplication.translate("Tile", "best of {0}, opened").format(pile.count)
    if pile.top:
        return QCoreApplication.translate("Tile", "best of {0} alike").format(pile.count)
    if pile.same:
        return QCoreApplication.translate("Tile", "same file as the best")
    return QCoreApplication.translate("Tile", "nearly the same as the best")


def spoken(row: Assessment, place: int, total: int, judged: Sequence[str] = ()) -> str:
    """A tile in words: for screen readers and tool tips."""
    parts = [row.path]
    if row.quality is not None:
        words = QCoreApplication.translate("Tile", "quality {0}, {1}")
        parts.append(words.format(row.quality, quality_word(row.quality)))
    parts.append(status_word(row.status))
    parts += judged
    parts.append(QCoreApplication.translate("Tile", "{0} of {1}").format(place, total))
    return ", ".join(parts) + (f"\n{said(row.detail)}" if row.detail else "")
