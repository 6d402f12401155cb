"""The table: the same rows, dense."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import INDEX
from faceqnet_engine.measures.profiles import Profile
from faceqnet_gui.desk.measures_panel import paint_limit_bar
from faceqnet_gui.desk.rows_model import COMPONENT_ROLE, ROW_ROLE
from faceqnet_gui.look.measure_words import ticks_of
from faceqnet_gui.look.painters import paint_quality_bar
from faceqnet_gui.look.theme import theme

_WIDTHS = {
    "path": 230,
    "quality": 130,
    "status": 120,
    "decision": 110,
    "stars": 80,
    "subject": 120,
    "verdict": 110,
    "reason": 150,
    "detail": 420,
}


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


class _MeasureDelegate(QStyledItemDelegate):
    """A tiny bar with the limit's tick beside the number."""

    def __init__(self) -> None:
        super().__init__()
        self.profile: Profile | None = None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        component = index.data(COMPONENT_ROLE)
        if component is not None:
            rect = QRectF(option.rect)
            bar = QRectF(rect.x() + 8, rect.center().y() - 2.5, rect.width() - 48, 5)
            measure = index.model().names[index.column()]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_limit_bar(painter, bar, component, ticks_of(self.profile, measure))


class Table(QTableView):
    """Rows 28 pixels high; a click on a head sorts."""

    opened = Signal()
    sort_wanted = Signal(str)
    columns_wanted = Signal(QPoint)  # where on the screen

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
        self._measure = _MeasureDelegate()
        head = self.horizontalHeader()
        head.sectionClicked.connect(lambda n: self.sort_wanted.emit(self.model().names[n]))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(
            lambda place: self.columns_wanted.emit(head.mapToGlobal(place))
        )
        self.activated.connect(lambda _: self.opened.emit())

    def use_widths(self) -> None:
        """Column widths and what draws them; after a model is set, or has other columns."""
        for n, name in enumerate(self.model().names):
            self.setColumnWidth(n, _WIDTHS.get(name, 150 if name in INDEX else 104))
            drawing = self._quality if name == "quality" else self._measure if name in INDEX else None
            self.setItemDelegateForColumn(n, drawing)  # type: ignore[arg-type]  # None takes it away

    def set_profile(self, profile: Profile | None) -> None:
        """Whose limits are ticks in the bars."""
        self._measure.profile = profile
        self.viewport().update()

    def set_limit(self, limit: int) -> None:
        """Bars below it are hatched."""
        self._quality.limit = limit
        self.viewport().update()
