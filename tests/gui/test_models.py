"""The Qt models over the session's columns."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt

from faceqnet_engine.assessment import Status
from faceqnet_gui.desk.rows_model import ROW_ROLE, TABLE_COLUMNS, GridModel, TableModel
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter, Order, shown


@pytest.fixture
def columns(row) -> Columns:
    made = Columns()
    made.add([row(f"{n}.jpg", (37 * n) % 101 if n % 3 else None) for n in range(30)])
    return made


@pytest.mark.parametrize("kind", [GridModel, TableModel])
def test_models_keep_qts_rules_while_rows_come_go_and_move(qtmodeltester, columns, row, kind) -> None:
    model = kind(columns)
    model.set_shown(shown(columns, Filter(), Order.LOWEST))
    qtmodeltester.check(model)
    columns.add([row("new.jpg", 1), row("newer.jpg", 99)])
    for wanted, order in (
        (Filter(), Order.LOWEST),
        (Filter(quality=(20, 60)), Order.HIGHEST),
        (Filter(), Order.NAME),
        (Filter(text="nothing has this name"), Order.INPUT),
        (Filter(), Order.STATUS),
    ):
        model.set_shown(shown(columns, wanted, order))
        qtmodeltester.check(model)
        assert model.rowCount() == len(shown(columns, wanted, order))
        assert model.rowCount(model.index(0, 0)) == 0


@pytest.mark.parametrize("kind", [GridModel, TableModel])
def test_what_is_selected_stays_selected_while_rows_arrive_between(columns, row, kind) -> None:
    model = kind(columns)
    model.set_shown(shown(columns, Filter(), Order.LOWEST))
    selection = QItemSelectionModel(model)
    flags = QItemSelectionModel.SelectionFlag
    names = set()
    for place in (2, 5, 11):
        selection.select(model.index(place, 0), flags.Select | flags.Rows)
        names.add(model.assessment(place).path)
    columns.add([row(f"late{n}.jpg", n) for n in range(0, 100, 7)])
    model.set_shown(shown(columns, Filter(), Order.LOWEST))
    assert {model.assessment(i.row()).path for i in selection.selectedIndexes()} == names
    model.set_shown(shown(columns, Filter(), Order.NAME))
    assert {model.assessment(i.row()).path for i in selection.selectedIndexes()} == names


def test_a_filter_takes_only_what_it_hides_out_of_the_selection(columns) -> None:
    model = GridModel(columns)
    model.set_shown(np.arange(10))
    selection = QItemSelectionModel(model)
    for place in range(10):
        selection.select(model.index(place), QItemSelectionModel.SelectionFlag.Select)
    model.set_shown(np.array([7, 3]))
    assert sorted(model.shown[i.row()] for i in selection.selectedIndexes()) == [3, 7]


def test_a_tile_speaks_its_quality_status_and_place(columns) -> None:
    model = GridModel(columns)
    model.set_shown(np.arange(3))
    words = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("1.jpg, quality 37, low, Scored, Undecided, 2 of 3")
    assert "quality" not in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)


def test_a_missing_value_is_an_empty_cell_never_a_zero(columns) -> None:
    model = TableModel(columns)
    model.set_shown(np.arange(2))
    quality = [name for name, _ in TABLE_COLUMNS].index("quality")
    assert model.data(model.index(0, quality)) == ""
    assert model.data(model.index(1, quality)) == "37"
    assert model.data(QModelIndex()) is None


def test_rows_of_the_model_are_rows_of_the_session(columns) -> None:
    model = GridModel(columns)
    model.set_shown(shown(columns, Filter(statuses=frozenset({Status.NO_FACE})), Order.NAME))
    paths = [model.data(model.index(n), ROW_ROLE).path for n in range(model.rowCount())]
    assert paths == [f"{n}.jpg" for n in range(0, 30, 3)]
