"""Tables of the evaluation: methods with brackets around what cannot be ranked, groups, people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.swatches import swatch
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.worker.evaluations import Evaluated

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.groups import Grouping
    from faceqnet_engine.evaluation.methods import Difference, Judged

translate = QCoreApplication.translate
BRACKET_ROLE = Qt.ItemDataRole.UserRole + 1
_LANE = 9


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, what it is sorted by, and what its tip says."""

    text: str
    key: Any = None
    tip: str = ""
    picture: QPixmap | None = None


class CellModel(QAbstractTableModel):
    """A table of cells that can be sorted."""

    def __init__(self) -> None:
        super().__init__()
        self.header: Sequence[Cell] = ()
        self.rows: list[Sequence[Cell]] = []
        self.faint: frozenset[str] = frozenset()
        self.brackets: list[tuple[int, int]] = []

    def show_rows(
        self,
        header: Sequence[Cell],
        rows: Sequence[Sequence[Cell]],
        faint: frozenset[str] = frozenset(),
        brackets: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Other contents; `faint` are first cells of rows with too little behind them."""
        self.beginResetModel()
        self.header, self.rows, self.faint, self.brackets = header, list(rows), faint, list(brackets)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.header)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        cell = row[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or None
        if role == Qt.ItemDataRole.DecorationRole:
            return cell.picture
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and row[0].text in self.faint:
            return QColor(theme().tokens.t3)
        if role == BRACKET_ROLE:
            return [
                (lane, index.row() == a, index.row() == b)
                for lane, (a, b) in enumerate(self.brackets)
                if a <= index.row() <= b
            ]
        return None

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if side == Qt.Orientation.Vertical or section >= len(self.header):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.header[section].text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.header[section].tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side_ = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return int(side_ | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self.brackets or not 0 <= column < len(self.header):
            return  # brackets stand beside rows in their order
        self.layoutAboutToBeChanged.emit()
        self.rows.sort(key=lambda row: _order(row[column]), reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()


def _order(cell: Cell) -> tuple[int, Any]:
    if isinstance(cell.key, float | int):
        return (1, math.inf if math.isnan(cell.key) else cell.key)
    return (0, cell.key or cell.text)


class _Brackets(QStyledItemDelegate):
    """Draws, beside the first cell, brackets around rows that cannot be ranked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        super().paint(painter, option, index)
        spans = index.data(BRACKET_ROLE) or []
        painter.save()
        painter.setPen(QPen(QColor(theme().tokens.t2), 1.5))
        rect = QRectF(option.rect)
        for lane, top, bottom in spans:
            x = rect.right() - 4 - lane * _LANE
            start = rect.center().y() if top else rect.top()
            end = rect.center().y() if bottom else rect.bottom() + 1
            painter.drawLine(QPointF(x, start), QPointF(x, end))
            for here, y in ((top, start), (bottom, end)):
                if here:
                    painter.drawLine(QPointF(x - 4, y), QPointF(x, y))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        size = super().sizeHint(option, index)
        lanes = len(index.model().brackets) if hasattr(index.model(), "brackets") else 0
        return QSize(size.width() + lanes * _LANE + 8, size.height())


class CellTable(QTableView):
    """A table that is read, sorted by its heads, and opened by double click or Enter."""

    opened = Signal(str)  # first cell's text

    def __init__(self) -> None:
        super().__init__()
        self.cells = CellModel()
        self.setModel(self.cells)
        self.setItemDelegateForColumn(0, _Brackets(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setFont(font("body"))
        self.activated.connect(lambda index: self.opened.emit(self.cells.rows[index.row()][0].text))

    def show_rows(self, *args: Any, **more: Any) -> None:
        """Other contents."""
        self.cells.show_rows(*args, **more)
        self.resizeColumnsToContents()
        if self.cells.columnCount():
            self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(0, min(320, max(140, self.columnWidth(0))))


def not_ranked(methods: Sequence[Judged], differences: Sequence[Difference]) -> list[tuple[int, int]]:
    """Runs of methods, in the order given, none of which can be told from any other: (first, last), longest only."""
    apart = {frozenset((d.first, d.second)) for d in differences if d.distinguishable}
    names = [m.name for m in methods]
    spans: list[tuple[int, int]] = []
    for start in range(len(names)):
        end = start
        while end + 1 < len(names) and all(
            frozenset((names[k], names[end + 1])) not in apart for k in range(start, end + 1)
        ):
            end += 1
        if end > start and not any(a <= start and end <= b for a, b in spans):
            spans.append((start, end))
    return spans


def methods_table(
    found: Evaluated, scale: float, others: Sequence[tuple[int, Judged]] = ()
) -> tuple[list[Cell], list[list[Cell]], list[tuple[int, int]]]:
    """Header, a row for each method, best first, and brackets around those that cannot be ranked.

    Args:
        found: The evaluation.
        scale: Device pixels per pixel, for the swatches.
        others: Numbered curves of saved runs, which stand below: there are no draws to rank them by.
    """
    from faceqnet_engine.evaluation.methods import DISCARDS, LIMITS, RANKED_AT

    study = found.study
    ranked = sorted(
        study.methods,
        key=lambda m: math.inf if math.isnan(m.pauc[RANKED_AT].value) else m.pauc[RANKED_AT].value,
    )
    area = translate(
        "Evaluation",
        "Area under the curve up to this share, over that of a random order: 1 is no better than chance. [95 % band]",
    )
    left = translate("Evaluation", "FNMR with this share of the comparisons discarded. [95 % band]")
    header = [
        Cell(
            translate("Evaluation", "Method"),
            tip=translate(
                "Evaluation",
                "Best first. A bracket joins methods that cannot be ranked on these comparisons.",
            ),
        )
    ]
    header += [Cell(f"pAUC({decimal(limit, 1)})", tip=area) for limit in LIMITS]
    header += [
        Cell(translate("Evaluation", "FNMR at {0} %").format(f"{100 * d:g}"), tip=left) for d in DISCARDS
    ]
    main = study.methods[0].name
    header.append(
        Cell(
            translate("Evaluation", "Minus {0}").format(words.method_name(main)),
            tip=translate(
                "Evaluation",
                "Difference of pAUC(0.3) on the same draws. A band that includes 0 does not rank them.",
            ),
        )
    )
    header.append(
        Cell(
            translate("Evaluation", "Order like {0}").format(words.method_name(main)),
            tip=translate("Evaluation", "Spearman's rank correlation of the images' qualities."),
        )
    )

    def figures(m: Judged, number: int) -> list[Cell]:
        return [
            Cell(words.method_name(m.name), tip=m.name, picture=swatch(number, scale)),
            *(Cell(words.figure(m.pauc[limit]), m.pauc[limit].value) for limit in LIMITS),
            *(Cell(words.figure(m.at[d], 100, 1), m.at[d].value) for d in DISCARDS),
        ]

    rows = []
    for m in ranked:
        row = figures(m, study.methods.index(m))
        row.append(_difference(study.differences, main, m.name))
        both = study.spearman.get((main, m.name), study.spearman.get((m.name, main), math.nan))
        row.append(Cell("–" if math.isnan(both) else words.signed(both, 2), both))
        rows.append(row)
    saved = Cell("–", math.nan, translate("Evaluation", "A saved run has no draws to compare on."))
    rows += [[*figures(m, n), saved, saved] for n, m in others]
    return header, rows, not_ranked(ranked, study.differences)


def _difference(differences: Sequence[Difference], main: str, name: str) -> Cell:
    from faceqnet_engine.evaluation.methods import Figure

    d = next((d for d in differences if {d.first, d.second} == {main, name} and main != name), None)
    if d is None:
        return Cell("", math.nan)
    sign = 1 if d.first == name else -1
    low, high = sorted((sign * d.figure.low, sign * d.figure.high))
    return Cell(words.figure(Figure(sign * d.figure.value, low, high)), sign * d.figure.value)


def groups_table(g: Grouping) -> tuple[list[Cell], list[list[Cell]], frozenset[str]]:
    """Header, a row for each group, and which have too little behind them."""
    header = [
        Cell(g.column),
        Cell(translate("Evaluation", "Photos")),
        Cell(translate("Evaluation", "People")),
        Cell(translate("Evaluation", "Score"), tip=translate("Evaluation", "Mean score. [95 % band]")),
        Cell(translate("Evaluation", "Quartiles")),
        Cell(translate("Evaluation", "Comparisons")),
        Cell(translate("Evaluation", "Errors")),
        Cell("FNMR", tip=translate("Evaluation", "In percent. [95 % band]")),
    ]
    rows = [
        [
            Cell(x.name),
            Cell(count(x.images), x.images),
            Cell(count(x.subjects), x.subjects),
            Cell(words.figure(x.quality, 1, 3), x.quality.value),
            Cell(" ".join(decimal(q, 2) for q in x.quartiles), x.quartiles[1]),
            Cell(count(x.pairs), x.pairs),
            Cell(count(x.errors), x.errors),
            Cell(words.figure(x.fnmr, 100, 1), x.fnmr.value),
        ]
        for x in g.groups
    ]
    return header, rows, frozenset(x.name for x in g.groups if x.few)


def differences_table(g: Grouping) -> tuple[list[Cell], list[list[Cell]], frozenset[str]]:
    """Every two groups."""
    few = {x.name for x in g.groups if x.few}
    header = [
        Cell(translate("Evaluation", "Difference")),
        Cell(translate("Evaluation", "Score")),
        Cell("FNMR", tip=translate("Evaluation", "In percentage points, on the same draws. [95 % band]")),
    ]
    rows, faint = [], set()
    for d in g.differences:
        name = translate("Evaluation", "{0} minus {1}").format(d.first, d.second)
        small = bool(few & {d.first, d.second})
        if small:
            faint.add(name)
        rate = translate("Evaluation", "too few") if small else words.figure(d.fnmr, 100, 1)
        rows.append(
            [Cell(name), Cell(words.figure(d.quality, 1, 3), d.quality.value), Cell(rate, d.fnmr.value)]
        )
    return header, rows, frozenset(faint)


def people_table(found: Evaluated) -> tuple[list[Cell], list[list[Cell]]]:
    """Header and a row for each person: photos, mean and worst quality, comparisons that fail."""
    study = found.study
    names, codes, sizes = np.unique(study.subjects, return_inverse=True, return_counts=True)
    quality = found.quality.astype(np.float64)
    mean = np.bincount(codes, quality) / sizes
    order = np.lexsort((quality, codes))
    worst = order[np.concatenate([[0], np.cumsum(sizes)[:-1]])]
    owner = codes[study.comparisons.mated[0]]
    made = np.bincount(owner, minlength=len(names))
    wrong = np.bincount(owner[study.errors], minlength=len(names))
    header = [
        Cell(translate("Evaluation", "Person")),
        Cell(translate("Evaluation", "Photos")),
        Cell(translate("Evaluation", "Mean quality")),
        Cell(translate("Evaluation", "Lowest")),
        Cell(translate("Evaluation", "Worst photo")),
        Cell(translate("Evaluation", "Comparisons")),
        Cell(translate("Evaluation", "Errors")),
    ]
    rows = []
    for k in np.argsort(mean, kind="stable"):
        image = int(worst[k])
        path = found.labelled.paths[int(study.used[image])]
        rows.append(
            [
                Cell(str(names[k])),
                Cell(count(int(sizes[k])), int(sizes[k])),
                Cell(decimal(float(mean[k]), 1), float(mean[k])),
                Cell(str(int(found.quality[image])), int(found.quality[image])),
                Cell(path.rsplit("/", 1)[-1], tip=path),
                Cell(count(int(made[k])), int(made[k])),
                Cell(count(int(wrong[k])), int(wrong[k])),
            ]
        )
    return header, rows
