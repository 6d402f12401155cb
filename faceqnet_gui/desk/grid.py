"""The grid: keys, mouse and selection on the tiles."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QRubberBand

from faceqnet_gui.desk.heads import head_action_rect
from faceqnet_gui.desk.tile import Thumbnail
from faceqnet_gui.desk.tile_layout import SIZES
from faceqnet_gui.desk.tile_view import TileView

__all__ = ["SIZES", "Grid", "Thumbnail"]

_Flag = QItemSelectionModel.SelectionFlag
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


class Grid(TileView):
    """Tiles in rows; Ctrl-wheel changes their size, a drag between them selects, a drag from them takes them along."""

    opened = Signal()
    head_chosen = Signal(object)  # a Section: its bulk action is wanted
    stack_pressed = Signal()  # the badge of the current tile: its stack is opened or closed
    drag_wanted = Signal()  # the selection is being dragged out

    def __init__(self, thumbnail: Thumbnail) -> None:
        super().__init__(thumbnail)
        self._anchor = QPersistentModelIndex()
        self._pressed: QPoint | None = None
        self._pressed_place: int | None = None
        self._pressed_selected = False
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        self._banded: QItemSelection | None = None

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
        if index.isValid() and self._press_badge(index, point):
            self._pressed = None
        elif index.isValid():
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
        place = SIZES.index(self.tile) + steps
        self.set_tile(SIZES[max(0, min(len(SIZES) - 1, place))])

    def _press_badge(self, index: QModelIndex, point: QPoint) -> bool:
        model = self.model()
        if model.pile(int(model.shown[index.row()])) is None:
            return False
        if not self._tiles.badge_rect(self.visualRect(index)).contains(point):
            return False
        self._go(index, Qt.KeyboardModifier.NoModifier)
        self.stack_pressed.emit()
        return True

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

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Whoever moved it, a range begins here now."""
        super().currentChanged(current, previous)
        self._anchor = QPersistentModelIndex(current)

    def _select(self, low: int, high: int, how: QItemSelectionModel.SelectionFlag) -> None:
        model = self.model()
        self.selectionModel().select(QItemSelection(model.index(low), model.index(high)), how)
