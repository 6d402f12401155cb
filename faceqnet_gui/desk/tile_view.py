"""Tiles under the heads of their sections, drawn only where they are seen.

A view of its own: Qt's icon view lays out every item one by one and knows no sections. It is a QListView by name
alone, for screen readers: they are told of lists and their items, and of no view that Qt does not know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
)

from faceqnet_gui.desk.heads import Head, paint_head
from faceqnet_gui.desk.rows_model import GridModel
from faceqnet_gui.desk.tile import Thumbnail, TileDelegate
from faceqnet_gui.desk.tile_layout import HEAD, SIZES, Box, TileLayout
from faceqnet_gui.look.theme import theme
from faceqnet_gui.session.arrangement import Listing
from faceqnet_gui.session.sorting import Section

_LEFT, _RIGHT = 10, 4
_NO_LISTING = Listing(np.zeros(0, np.int64), ())
_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class _Hold:
    """A row of the session that stays where it is on the screen while others come and go."""

    row: int
    offset: int


class TileView(QListView):
    """What is seen, and where; `Grid` adds the hands."""

    resized_tiles = Signal(int)
    scrolled = Signal()
    leapt = Signal()  # scrolled past more than is in view

    def __init__(self, thumbnail: Thumbnail) -> None:
        super().__init__()
        self._tiles = TileDelegate(thumbnail)
        self.setItemDelegate(self._tiles)
        self._listing = _NO_LISTING
        self._layout = TileLayout((), 1, SIZES[1], heads=False)
        self.heads: Callable[[Section], Head | None] = lambda section: None
        self._wanted: tuple[int, float] | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(_LEFT, 0, _RIGHT, 0)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Images"))
        self.setTabKeyNavigation(False)
        theme().changed.connect(self.draw_anew)

    def model(self) -> GridModel:
        """Its rows."""
        found = super().model()
        assert isinstance(found, GridModel)
        return found

    # ---- what it shows

    @property
    def tile(self) -> int:
        """Width of a tile."""
        return self._tiles.width

    @property
    def listing(self) -> Listing:
        """Rows and sections shown."""
        return self._listing

    def show_listing(self, listing: Listing) -> None:
        """Other rows or sections; the current image stays where it is on the screen, else the first in view."""
        hold = self._hold()
        self.model().set_shown(listing.rows)
        self._listing = listing
        self._lay_out()
        self._keep(hold)

    def set_tile(self, width: int) -> None:
        """One of SIZES."""
        hold = self._hold()
        self._tiles.width = min(SIZES, key=lambda s: abs(s - width))
        self._lay_out()
        self._keep(hold)
        self.resized_tiles.emit(self._tiles.width)

    def set_limit(self, limit: int) -> None:
        """Bars below it are hatched."""
        self._tiles.limit = limit
        self.viewport().update()

    def set_preview(self, qualities: tuple[int, int] | None) -> None:
        """Dim what is outside of a range that is being brushed; None: nothing."""
        if qualities != self._tiles.preview:
            self._tiles.preview = qualities
            self.viewport().update()

    def place(self) -> tuple[int | None, float]:
        """The session row of the first tile in view, and how far it is scrolled past, in rows of tiles."""
        if self._wanted is not None:
            return self._wanted
        top = self.verticalOffset()
        for run in self._layout.runs(top, top + self.viewport().height()):
            place = run.start
            if place < len(self.model().shown):
                return int(self.model().shown[place]), (top - self._layout.box(place).y) / self._layout.row
        return None, 0.0

    def places_seen(self) -> range:
        """Places of the tiles in view."""
        top = self.verticalOffset()
        runs = list(self._layout.runs(top, top + self.viewport().height()))
        return range(runs[0].start, runs[-1].stop) if runs else range(0)

    def go_to_place(self, row: int, past: float) -> None:
        """Scroll to where `place` was; while another view is in front, as soon as this one is."""
        self._wanted = None if self.isVisible() else (row, past)
        at = self._place_of(row)
        if at is not None:
            box = self._layout.box(at)
            self.verticalScrollBar().setValue(round(box.y + past * self._layout.row))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted is not None:
            self.go_to_place(*self._wanted)

    def draw_anew(self) -> None:
        """Other colours, words or verdicts: no tile is as it was."""
        self._tiles.forget()
        self.viewport().update()

    # ---- geometry, as Qt's view asks for it

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        if not index.isValid() or index.row() >= self._layout.places:
            return QRect()
        return self._on_screen(self._layout.box(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        if point.y() < HEAD and self._layout.head:
            return QModelIndex()  # the head that stays at the top
        place = self._layout.place_at(point.x(), point.y() + self.verticalOffset())
        return (
            QModelIndex() if place is None or place >= self.model().rowCount() else self.model().index(place)
        )

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid() or index.row() >= self._layout.places:
            return
        box, bar, height = self._layout.box(index.row()), self.verticalScrollBar(), self.viewport().height()
        top, bottom = box.y - self._layout.head - 8, box.bottom + 8
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(box.y + box.height // 2 - height // 2)
        elif top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + height:
            bar.setValue(min(top, bottom - height) if bottom - top > height else bottom - height)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return False

    def selectAll(self) -> None:
        # Not the list's own: it asks every item whether it may be selected.
        model = self.model()
        if model.rowCount():
            every = QItemSelection(model.index(0), model.index(model.rowCount() - 1))
            self.selectionModel().select(every, _Flag.ClearAndSelect)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        # Everything in view: to find the tiles of a large selection costs more than to draw all of them.
        return QRegion(self.viewport().rect())

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        self.selectionModel().select(self._touched(rect.normalized()), command)

    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, self._layout.height - self.viewport().height()))
        QAbstractItemView.updateGeometries(self)

    def doItemsLayout(self) -> None:
        # Not the list's own: it would place a hundred thousand items that `TileLayout` knows by arithmetic.
        QAbstractItemView.doItemsLayout(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        if abs(dy) > self.viewport().height():
            self.leapt.emit()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        hold = self._hold()
        QAbstractItemView.resizeEvent(self, event)
        self._lay_out()
        self._keep(hold)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme().tokens.bg0))
        top, model, chosen = self.verticalOffset(), self.model(), self.selectionModel()
        current, last = self.currentIndex().row(), model.rowCount()
        option = QStyleOptionViewItem()
        option.widget = self
        self._tiles.several = self.selected_count() > 1
        area = event.rect().adjusted(0, -4, 0, 4)
        for run in self._layout.runs(top + area.top(), top + area.bottom() + 1):
            for place in range(run.start, min(run.stop, last)):
                index = model.index(place)
                option.rect = self._on_screen(self._layout.box(place))
                option.state = QStyle.StateFlag.State_Enabled
                if chosen.isSelected(index):
                    option.state |= QStyle.StateFlag.State_Selected
                if place == current:
                    option.state |= QStyle.StateFlag.State_HasFocus
                self._tiles.paint(painter, option, index)
        self._paint_heads(painter, top)
        if self.hasFocus() and current < 0 and last:
            painter.setPen(QPen(QColor(theme().tokens.acc), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 6, 6)
        painter.end()

    def selected_count(self) -> int:
        """How many tiles are selected."""
        return sum(r.bottom() - r.top() + 1 for r in self.selectionModel().selection())

    def _paint_heads(self, painter: QPainter, top: int) -> None:
        if not self._layout.head or not self._layout.sections:
            return
        first, last = self._layout.section_at(top), self._layout.section_at(top + self.viewport().height())
        for number in range(last, first - 1, -1):
            head = self.heads(self._layout.sections[number])
            if head is not None:
                paint_head(painter, self._head_rect(number), head)

    def _head_rect(self, number: int) -> QRect:
        """Where a head is seen: that of the section at the top stays there until the next one pushes it away."""
        box, top = self._layout.head_box(number), self.verticalOffset()
        rect = QRect(0, box.y - top, self.viewport().width(), HEAD)
        if number == self._layout.section_at(top):
            following = (
                self._layout.head_box(number + 1).y - top if number + 1 < len(self._layout.sections) else HEAD
            )
            rect.moveTop(max(rect.top(), min(0, following - HEAD)))
        return rect

    # ---- inside

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Images"))
            self.draw_anew()
        return super().event(event)

    def _touched(self, rect: QRect) -> QItemSelection:
        chosen, model, top = QItemSelection(), self.model(), self.verticalOffset()
        for run in self._layout.runs(rect.top() + top, rect.bottom() + top + 1, rect.left(), rect.right()):
            chosen.select(model.index(run.start), model.index(min(run.stop, model.rowCount()) - 1))
        return chosen

    def _on_screen(self, box: Box) -> QRect:
        return QRect(box.x, box.y - self.verticalOffset(), box.width, box.height)

    def _lay_out(self) -> None:
        heads = self._listing.by is not None
        self._layout = TileLayout(
            self._listing.sections, self.viewport().width(), self._tiles.width, heads=heads
        )
        self.updateGeometries()
        self.viewport().update()

    def _place_of(self, row: int) -> int | None:
        found = np.flatnonzero(self.model().shown == row)
        return int(found[0]) if len(found) and found[0] < self._layout.places else None

    def _hold(self) -> _Hold | None:
        model, current = self.model() if super().model() is not None else None, self.currentIndex()
        if model is None or not self._layout.places:
            return None
        visible = current.isValid() and self.viewport().rect().intersects(self.visualRect(current))
        place = current.row() if visible else None
        if place is None:
            row, _ = self.place()
            place = None if row is None else self._place_of(row)
        if place is None or place >= min(self._layout.places, len(model.shown)):
            return None
        return _Hold(int(model.shown[place]), self._layout.box(place).y - self.verticalOffset())

    def _keep(self, hold: _Hold | None) -> None:
        place = None if hold is None else self._place_of(hold.row)
        if hold is not None and place is not None:
            self.verticalScrollBar().setValue(self._layout.box(place).y - hold.offset)
