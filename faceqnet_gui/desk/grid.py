"""The grid: tiles under the heads of their sections, drawn only where they are seen.

Its own view: Qt's icon view lays out every item one by one and knows no sections.
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
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QRubberBand,
    QStyle,
    QStyleOptionViewItem,
)

from faceqnet_gui.desk.heads import Head, head_action_rect, paint_head
from faceqnet_gui.desk.rows_model import GridModel
from faceqnet_gui.desk.tile import Thumbnail, TileDelegate
from faceqnet_gui.desk.tile_layout import HEAD, SIZES, Box, TileLayout
from faceqnet_gui.look.theme import theme
from faceqnet_gui.session.arrangement import Listing
from faceqnet_gui.session.sorting import Section

__all__ = ["SIZES", "Grid", "Thumbnail"]

_LEFT, _RIGHT = 10, 4
_NO_LISTING = Listing(np.zeros(0, np.int64), ())
_Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class _Hold:
    """A row of the session that stays where it is on the screen while others come and go."""

    row: int
    offset: int


class Grid(QAbstractItemView):
    """Tiles in rows; Ctrl-wheel changes their size."""

    resized_tiles = Signal(int)
    opened = Signal()
    head_chosen = Signal(object)  # a Section: its bulk action is wanted
    drag_wanted = Signal()  # the selection is being dragged out
    scrolled = Signal()

    def __init__(self, thumbnail: Thumbnail) -> None:
        super().__init__()
        self._tiles = TileDelegate(thumbnail)
        self.setItemDelegate(self._tiles)
        self._listing = _NO_LISTING
        self._layout = TileLayout((), 1, SIZES[1], heads=False)
        self.heads: Callable[[Section], Head | None] = lambda section: None
        self._anchor = QPersistentModelIndex()
        self._pressed: QPoint | None = None
        self._pressed_place: int | None = None
        self._pressed_selected = False
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self._banded: QItemSelection | None = None
        self._wanted: tuple[int, float] | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(_LEFT, 0, _RIGHT, 0)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Images"))
        self.setTabKeyNavigation(False)
        theme().changed.connect(self.viewport().update)

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
        super().updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        hold = self._hold()
        super().resizeEvent(event)
        self._lay_out()
        self._keep(hold)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    # ---- hands

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        last = self.model().rowCount() - 1
        if last < 0:
            return QModelIndex()
        at, kind = self.currentIndex().row(), QAbstractItemView.CursorAction
        if at < 0:
            return self.model().index(0)
        page = max(1, (self.viewport().height() - self._layout.head) // self._layout.row)
        steps = {kind.MoveLeft: -1, kind.MovePrevious: -1, kind.MoveRight: 1, kind.MoveNext: 1}
        rows = {kind.MoveUp: -1, kind.MoveDown: 1, kind.MovePageUp: -page, kind.MovePageDown: page}
        if action in steps:
            at += steps[action]
        elif action in rows:
            at = self._layout.moved(at, rows[action])
        else:
            at = 0 if action == kind.MoveHome else last
        return self.model().index(max(0, min(last, at)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = _KEYS.get(Qt.Key(event.key())) if event.key() in _KEYS else None
        if action is None:
            # Not the base class: it would search by the letters that are decisions here.
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.opened.emit()
            else:
                event.ignore()
            return
        index = self.moveCursor(action, event.modifiers())
        if index.isValid():
            self._go(index, event.modifiers())
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Letters are decisions; Ctrl+G goes to a name."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.RightButton:
            index = self.indexAt(event.position().toPoint())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self._go(index, Qt.KeyboardModifier.NoModifier)
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        self._pressed, self._banded = point, None
        index = self.indexAt(point)
        self._pressed_place = index.row() if index.isValid() else None
        if index.isValid():
            self._pressed_selected = self.selectionModel().isSelected(index)
            # A press on one of several selected tiles may begin a drag of all of them: it selects at release.
            if not self._pressed_selected or event.modifiers() != Qt.KeyboardModifier.NoModifier:
                self._go(index, event.modifiers(), toggle=True)
        elif not self._press_head(point) and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.clearSelection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        point = event.position().toPoint()
        if (point - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        if self._pressed_place is not None:
            self._pressed = None
            self.drag_wanted.emit()
            return
        if self._banded is None:
            keep = event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            )
            self._banded = QItemSelection(self.selectionModel().selection()) if keep else QItemSelection()
            self._band_from = self._pressed + QPoint(0, self.verticalOffset())
        start = self._band_from - QPoint(0, self.verticalOffset())
        rect = QRect(start, point).normalized()
        self._band.setGeometry(rect)
        self._band.show()
        chosen = QItemSelection(self._banded)
        chosen.merge(self._touched(rect), _Flag.Select)
        self.selectionModel().select(chosen, _Flag.ClearAndSelect)
        past = min(0, point.y()) or max(0, point.y() - self.viewport().height())
        if past:
            self.verticalScrollBar().setValue(self.verticalOffset() + past)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        self._band.hide()
        if self._banded is not None:
            self._banded = None
            chosen = (
                self.selectionModel().selectedIndexes()[:1] if self.selectionModel().hasSelection() else []
            )
            if chosen and not self.selectionModel().isSelected(self.currentIndex()):
                self.selectionModel().setCurrentIndex(chosen[0], _Flag.NoUpdate)
        elif pressed is not None and self._pressed_place is not None and self._pressed_selected:
            index = self.model().index(self._pressed_place)
            if event.modifiers() == Qt.KeyboardModifier.NoModifier and index.isValid():
                self._go(index, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.change_tile(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def change_tile(self, steps: int) -> None:
        """Larger or smaller tiles."""
        place = SIZES.index(self._tiles.width) + steps
        self.set_tile(SIZES[max(0, min(len(SIZES) - 1, place))])

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

    def _press_head(self, point: QPoint) -> bool:
        if not self._layout.head or not self._layout.sections:
            return False
        top = self.verticalOffset()
        first, last = self._layout.section_at(top), self._layout.section_at(top + self.viewport().height())
        for number in range(first, last + 1):
            rect, section = self._head_rect(number), self._layout.sections[number]
            if not rect.contains(point):
                continue
            head = self.heads(section)
            if head is not None and head.action and head_action_rect(rect, head).contains(point):
                self.head_chosen.emit(section)
            else:
                self._select(section.start, section.start + section.count - 1, _Flag.ClearAndSelect)
            self._pressed = None
            return True
        return False

    # ---- inside

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Images"))
            self.viewport().update()
        return super().event(event)

    def _go(self, index: QModelIndex, modifiers: Qt.KeyboardModifier, *, toggle: bool = False) -> None:
        chosen = self.selectionModel()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if shift:
            start = self._anchor.row() if self._anchor.isValid() else max(0, self.currentIndex().row())
            low, high = sorted((start, index.row()))
            self._select(low, high, _Flag.Select if control else _Flag.ClearAndSelect)
            anchor = QPersistentModelIndex(self.model().index(start))
            chosen.setCurrentIndex(index, _Flag.NoUpdate)
            self._anchor = anchor
        else:
            how = (_Flag.Toggle if toggle else _Flag.NoUpdate) if control else _Flag.ClearAndSelect
            chosen.setCurrentIndex(index, how)
        self.scrollTo(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Whoever moved it, a range begins here now."""
        super().currentChanged(current, previous)
        self._anchor = QPersistentModelIndex(current)

    def _select(self, low: int, high: int, how: QItemSelectionModel.SelectionFlag) -> None:
        model = self.model()
        self.selectionModel().select(QItemSelection(model.index(low), model.index(high)), how)

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


_KEYS = {
    Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_Home: QAbstractItemView.CursorAction.MoveHome,
    Qt.Key.Key_End: QAbstractItemView.CursorAction.MoveEnd,
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}
