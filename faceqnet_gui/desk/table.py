"""The table: the same rows, dense."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.desk.rows_model import ROW_ROLE, TABLE_COLUMNS
from faceqnet_gui.look.painters import paint_quality_bar
from faceqnet_gui.look.theme import theme

_WIDTHS = {"path": 260, "quality": 130, "status": 120, "detail": 420}


class _QualityDelegate(QStyledItemDelegate):
    """A tiny bar beside the number."""

    def __init__(self) -> None:
        super().__init__()
        self.limit = 31

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        row: Assessment = index.data(ROW_ROLE)
        if row.quality is not None:
            rect = QRectF(option.rect)
            bar = QRectF(rect.x() + 8, rect.center().y() - 3, rect.width() - 52, 6)
            paint_quality_bar(painter, bar, row.quality, theme().tokens, below_limit=row.quality < self.limit)


class Table(QTableView):
    """Rows 28 pixels high; a click on a head sorts."""

    opened = Signal()
    sort_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._quality = _QualityDelegate()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Images as a table"))
        for n, (name, _) in enumerate(TABLE_COLUMNS):
            self.setColumnWidth(n, _WIDTHS.get(name, 96))
            if name == "quality":
                self.setItemDelegateForColumn(n, self._quality)
        self.horizontalHeader().sectionClicked.connect(lambda n: self.sort_wanted.emit(TABLE_COLUMNS[n][0]))
        self.activated.connect(lambda _: self.opened.emit())

    def use_widths(self) -> None:
        """Column widths; after a model is set."""
        for n, (name, _) in enumerate(TABLE_COLUMNS):
            self.setColumnWidth(n, _WIDTHS.get(name, 104))

    def set_limit(self, limit: int) -> None:
        """Bars below it are hatched."""
        self._quality.limit = limit
        self.viewport().update()
