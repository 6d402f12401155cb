"""The menu of photos by mouse and menu key; what it does is read from the session's file."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from faceqnet_gui.session.marks import Decision

from .conftest import key


def _ask(view, place: QPoint, reason=QContextMenuEvent.Reason.Mouse) -> None:
    """As the platform would: to what is under the pointer, or to what has the keyboard."""
    target = view.viewport() if hasattr(view, "viewport") else view
    QApplication.sendEvent(target, QContextMenuEvent(reason, place, target.mapToGlobal(place)))
    QApplication.processEvents()


def _centre(desk, place: int) -> QPoint:
    return desk.grid.visualRect(desk.grid_model.index(place)).center()


def _open_menu(desk) -> QMenu | None:
    menu = QApplication.activePopupWidget()
    return menu if isinstance(menu, QMenu) else None


def _choose(qtbot, menu: QMenu, action) -> None:
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_a_right_click_means_the_tile_under_the_pointer(desk, qtbot, saved) -> None:
    place = _centre(desk, 3)
    qtbot.mouseClick(desk.grid.viewport(), Qt.MouseButton.RightButton, pos=place)
    _ask(desk.grid, place)
    row = int(desk.grid_model.shown[3])
    assert desk.current == row
    menu = _open_menu(desk)
    assert menu is not None
    assert menu.actions()[0].text() == "1 image"
    accept = desk.shell.table.actions["decide.accept"]
    assert accept in menu.actions() and accept.isEnabled()
    _choose(qtbot, menu, accept)
    name = desk.columns.path(row).rpartition("/")[2]
    assert saved()[name][0] == Decision.ACCEPTED
    assert desk.shell.table.actions["decide.reject"].isEnabled()  # the key works again


def test_the_menu_on_a_selection_acts_on_all_of_it(desk, qtbot, saved) -> None:
    rows = desk.grid_model.shown[2:5]
    desk.select_rows(rows)
    place = _centre(desk, 3)
    qtbot.mouseClick(desk.grid.viewport(), Qt.MouseButton.RightButton, pos=place)
    desk.grid.selectionModel().setCurrentIndex(
        desk.grid_model.index(3), desk.grid.selectionModel().SelectionFlag.NoUpdate
    )
    _ask(desk.grid, place)
    menu = _open_menu(desk)
    assert menu is not None
    assert menu.actions()[0].text() == "3 images"
    _choose(qtbot, menu, desk.shell.table.actions["decide.reject"])
    names = {desk.columns.path(int(row)).rpartition("/")[2] for row in rows}
    assert {name for name, mark in saved().items() if mark[0] == Decision.REJECTED} == names


def test_the_menu_key_opens_it_at_the_current_tile(desk, qtbot, saved) -> None:
    current = desk.grid.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
    _ask(desk.grid, current, QContextMenuEvent.Reason.Keyboard)
    menu = _open_menu(desk)
    assert menu is not None
    row = desk.current
    key(qtbot, menu, Qt.Key.Key_Down)
    key(qtbot, menu, Qt.Key.Key_Return)
    name = desk.columns.path(row).rpartition("/")[2]
    assert saved()[name][0] == Decision.ACCEPTED


def test_there_is_no_menu_between_the_tiles(desk) -> None:
    _ask(desk.grid, QPoint(desk.grid.viewport().width() - 2, desk.grid.viewport().height() - 2))
    assert _open_menu(desk) is None


@pytest.mark.parametrize("view", ["table", "single", "compare"])
def test_every_view_of_photos_has_it(desk, qtbot, view) -> None:
    desk.select_rows(desk.grid_model.shown[:2])
    desk.show_view(view)
    QApplication.processEvents()
    if view == "table":
        widget, place = desk.table, desk.table.visualRect(desk.table_model.index(0, 1)).center()
    else:
        widget = desk.stack.single_view if view == "single" else desk.stack.compare
        place = widget.rect().center()
    _ask(widget, place)
    menu = _open_menu(desk)
    assert menu is not None
    wins = desk.shell.table.actions["compare.wins"]
    assert (wins in menu.actions()) is (view == "compare")
    menu.close()


@pytest.mark.parametrize(("letter", "decision"), [("A", Decision.ACCEPTED), ("R", Decision.REJECTED)])
def test_letters_decide_the_active_photo_of_the_comparison_and_go_on(
    desk, qtbot, saved, letter, decision
) -> None:
    rows = desk.grid_model.shown[:3]
    desk.select_rows(rows)
    key(qtbot, desk.grid, Qt.Key.Key_C)
    assert desk.view == "compare"
    view = desk.stack.compare
    first = view.current
    key(qtbot, view, getattr(Qt.Key, f"Key_{letter}"))
    name = desk.columns.path(first).rpartition("/")[2]
    assert saved()[name][0] == decision
    assert np.flatnonzero(desk.columns.decision).tolist() == [first]  # the others are as they were
    assert desk.view == "compare" and view.current != first
    key(qtbot, view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not desk.columns.decision.any()
    assert saved().get(name, (0,))[0] == Decision.UNDECIDED
