"""The menu of a table's column, with mouse and keys; and rows dragged out of the table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent, QDrag
from PySide6.QtWidgets import QApplication, QMenu

from faceqnet_gui.desk.bars import Chip
from faceqnet_gui.desk.column_bars import HeapBars, SpreadBars
from faceqnet_gui.desk.range_dialog import RangeDialog
from faceqnet_gui.session.filters import Filter, Order
from faceqnet_gui.session.marks import Decision

from .conftest import key


@pytest.fixture
def table(desk, qtbot):
    desk.show_view("table")
    qtbot.waitUntil(desk.table.hasFocus)
    return desk.table


def _menu(desk, column: str) -> QMenu:
    """A right click on a column's head."""
    head = desk.table.horizontalHeader()
    at = desk.table_model.names.index(column)
    desk.table.scrollTo(desk.table_model.index(0, at))
    place = QPoint(head.sectionViewportPosition(at) + 10, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, head.viewport().mapToGlobal(place))
    QApplication.sendEvent(head.viewport(), event)
    QApplication.processEvents()
    assert desk._menu.isVisible()
    return desk._menu


def _chips(desk) -> list[str]:
    QApplication.processEvents()
    return [chip.words for chip in desk.chips.findChildren(Chip) if not chip.isHidden()]


def _action(menu: QMenu, words: str):
    return next(action for action in menu.actions() if action.text() == words)


def test_a_brush_in_the_menu_filters_by_a_chip_that_can_be_removed(desk, table, qtbot) -> None:
    menu = _menu(desk, "quality")
    bars = menu.findChild(SpreadBars)
    start, end = (QPoint(round(bars.x_of(q)), 30) for q in (20, 50))
    qtbot.mousePress(bars, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(bars, (start + end) / 2)
    qtbot.mouseMove(bars, end)
    qtbot.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=end)
    low, high = desk.filter.quality
    assert (abs(low - 20), abs(high - 50)) <= (1, 1)
    inside = desk.columns.quality[desk.table_model.shown]
    assert len(inside) and inside.min() >= low and inside.max() <= high
    assert _chips(desk) == [f"Quality {low} to {high}"]
    assert desk.charts.brush == (low, high)  # the same range as in the large histogram
    _action(menu, "Remove this filter").trigger()
    assert desk.filter == Filter()
    assert not _chips(desk)


def test_a_click_on_a_bar_shows_exactly_the_photos_that_it_counts(desk, table, qtbot) -> None:
    bars = _menu(desk, "quality").findChild(SpreadBars)
    fullest = int(bars.spread.counts.argmax())
    low, high = bars.spread.bar(fullest)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(round(bars.x_of((low + high) / 2)), 40))
    assert len(desk.table_model.shown) == bars.spread.counts[fullest]
    assert desk._menu.isVisible()  # another bar can be tried at once


def test_the_menu_counts_what_other_filters_show_but_not_its_own(desk, table) -> None:
    desk.set_filter(Filter(quality=(30, 60), text="P-001"))
    bars = _menu(desk, "quality").findChild(SpreadBars)
    assert bars.chosen == (30, 60)
    names = desk.columns.names
    wanted = [
        n for n in range(len(desk.columns)) if "p-001" in names[n].lower() and desk.columns.quality[n] >= 0
    ]
    assert bars.spread.counts.sum() == len(wanted)


def test_keys_choose_a_range_in_the_menu(desk, table, qtbot) -> None:
    menu = _menu(desk, "quality")
    bars = menu.findChild(SpreadBars)
    key(qtbot, menu, Qt.Key.Key_Down)
    qtbot.waitUntil(bars.hasFocus)
    for which, modifier in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    ):
        key(qtbot, bars, which, modifier)
    assert desk.filter.quality == (4, 11)  # the second and third bar of four
    assert "4 to 11" in bars.accessibleName()
    key(qtbot, bars, Qt.Key.Key_Delete)
    assert desk.filter == Filter()


def test_words_of_a_column_filter_alone_and_with_control_besides(desk, table, qtbot) -> None:
    desk.session.decisions.decide(np.arange(5), Decision.ACCEPTED)
    desk.session.decisions.decide(np.arange(5, 8), Decision.REJECTED)
    bars = _menu(desk, "decision").findChild(HeapBars)
    places = [bars.line(n).center().toPoint() for n in range(3)]
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=places[1])
    assert desk.filter.decisions == {Decision.ACCEPTED}
    assert _chips(desk) == ["Accepted"]
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, places[2])
    assert desk.filter.decisions == {Decision.ACCEPTED, Decision.REJECTED}
    assert sorted(desk.table_model.shown.tolist()) == list(range(8))
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=places[2])
    assert desk.filter.decisions == {Decision.REJECTED}


def test_a_range_can_be_typed(desk, table, qtbot) -> None:
    menu = _menu(desk, "width")
    rows = [replace(desk.columns.row(n), width=100 * n + 100) for n in range(3)]
    desk.columns.add(rows)
    seen = []

    def fill() -> None:
        dialog = next(d for d in desk.findChildren(RangeDialog) if d.isVisible())
        dialog.low.setValue(350)
        dialog.high.setValue(400)
        seen.append(dialog._words.text())
        dialog.accept()

    QTimer.singleShot(50, fill)
    _action(menu, "From, to...").trigger()
    assert seen == ["27 photos"]
    assert sorted(desk.table_model.shown.tolist()) == list(range(3, 30))
    assert _chips(desk) == ["Width 350 to 400"]


def test_the_orders_of_the_menu(desk, table) -> None:
    _action(_menu(desk, "quality"), "Highest first").trigger()
    assert desk.order is Order.HIGHEST
    _action(_menu(desk, "subject"), "Lowest first").trigger()
    subjects = [desk.columns.subjects[n] for n in desk.columns.subject[desk.table_model.shown]]
    assert subjects == sorted(subjects)


def test_the_palette_opens_the_menu_of_the_current_column(desk, table) -> None:
    at = desk.table_model.names.index("quality")
    desk.table.setCurrentIndex(desk.table_model.index(2, at))
    desk.shell.table.actions["view.columns"].trigger()
    assert desk._menu.findChild(SpreadBars).spread.column == "quality"
    desk._menu.close()


def test_a_measure_column_can_be_hidden_from_its_head(desk, table) -> None:
    desk.set_column("InterEyeDistance", True)
    menu = _menu(desk, "InterEyeDistance")
    assert "InterEyeDistance" in desk.table_model.names
    _action(menu, "Hide this column").trigger()
    assert "InterEyeDistance" not in desk.table_model.names


def test_rows_are_dragged_out_of_the_table_as_copies(desk, table, qtbot, monkeypatch) -> None:
    asked = []

    def exec_(drag, actions):  # the platform's own loop would wait for a hand
        asked.append((drag.mimeData().urls(), actions))
        return actions

    monkeypatch.setattr(QDrag, "exec", exec_)
    rows = desk.table_model.shown[:3]
    desk.select_rows(rows)
    start = table.visualRect(desk.table_model.index(1, 1)).center()
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(table.viewport(), start + QPoint(40, 30))
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(40, 30))
    assert {url.toString() for url in asked[0][0]} == {
        QUrl.fromLocalFile(desk.columns.file(int(row))).toString() for row in rows
    }
    assert asked[0][1] == Qt.DropAction.CopyAction
    assert sorted(desk.selected_rows().tolist()) == sorted(rows.tolist())  # still meant


def test_a_click_on_one_of_several_selected_rows_leaves_it_alone(desk, table, qtbot) -> None:
    desk.select_rows(desk.table_model.shown[:3])
    point = table.visualRect(desk.table_model.index(1, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert desk.selected_rows().tolist() == [int(desk.table_model.shown[1])]
    assert desk.current == int(desk.table_model.shown[1])
