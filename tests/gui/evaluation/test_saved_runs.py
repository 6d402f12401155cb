"""Saved evaluations over the one that is shown."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from faceqnet_gui.evaluation.centre import TABLE
from faceqnet_gui.worker.evaluation_files import save_curves, save_report
from faceqnet_gui.worker.evaluations import Evaluated, Wanted


@pytest.fixture
def saved(world: Any, evaluate_world: Callable[..., Evaluated], tmp_path: Path) -> str:
    """Another evaluation of the world, with harder comparisons, on disk."""
    other = evaluate_world(Wanted(fnmr0=0.1))
    folder = tmp_path / "harder"
    save_report(other, world.columns, folder, "harder")
    return str(folder / "evaluation.json")


@pytest.fixture
def laid(page: Any, saved: str, qtbot: Any) -> Any:
    """The page with that run over its curves."""
    with qtbot.waitSignal(page.panel.runs.changed, timeout=30_000):
        page.open_run(saved)
    yield page
    for name in list(page.panel.runs._runs):
        page.panel.runs.drop(name)


def choices(page: Any) -> dict[str, QAction]:
    """What the menu of the run offers."""
    menus = [
        m for m in page.panel.findChildren(QMenu) if {"FaceQnet", "other"} <= {a.text() for a in m.actions()}
    ]
    return {action.text(): action for action in menus[-1].actions()}


def lines(page: Any) -> set[str]:
    """The runs' curves that stand in the panel."""
    QApplication.processEvents()  # what was just put into a layout is shown then
    found = [part for part in page.panel.findChildren(QLabel) if part.isVisibleTo(page.panel)]
    return {part.accessibleName() for part in found if "harder" in part.accessibleName()}


def test_its_first_curve_lies_over_the_others_until_it_is_hidden(laid: Any) -> None:
    own = len(laid.found.study.methods)
    assert [n for n, _ in laid.centre.curve.methods()] == [*range(own), own]
    assert laid.centre.curve.methods()[-1][1].name == "FaceQnet (harder)"
    assert laid.centre.curve.methods()[-1][1].fnmr[0] == pytest.approx(0.1, abs=0.002)
    assert "harder: other comparisons" in laid.centre._under.text()
    assert lines(laid) == {"FaceQnet (harder)"}
    choices(laid)["other"].trigger()
    assert [m.name for _, m in laid.centre.curve.methods()[own:]] == ["FaceQnet (harder)", "other (harder)"]
    assert lines(laid) == {"FaceQnet (harder)", "other (harder)"}
    choices(laid)["FaceQnet"].trigger()
    assert [m.name for _, m in laid.centre.curve.methods()[own:]] == ["other (harder)"]
    laid.panel.runs.drop("harder")
    assert len(laid.centre.curve.methods()) == own
    assert "harder" not in laid.centre._under.text()


def test_a_click_on_it_moves_no_point_and_its_read_out_says_whose_it_is(laid: Any, qtbot: Any) -> None:
    curve, before = laid.centre.curve, laid.errors.point
    n, method = curve.methods()[-1]
    share = 0.02
    place = curve.pixel(share, float(np.interp(share, method.curve.discarded, method.curve.fnmr)))
    limit = curve.limit
    qtbot.mouseClick(curve.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert curve.limit == limit
    assert laid.errors.point == before
    curve.hovered_at(place)
    assert curve._hover is not None
    assert curve._hover[0] == n
    assert not curve.grab().isNull()  # and it can be painted
    curve.hovered_at(place * -1)


def test_it_stands_in_the_table_without_a_rank_and_in_the_saved_curves(laid: Any, tmp_path: Path) -> None:
    laid.centre.tabs.setCurrentIndex(TABLE)
    cells = laid.centre.methods.cells
    last = [cell.text for cell in cells.rows[-1]]
    assert last[0] == "FaceQnet (harder)"
    assert last[-2:] == ["–", "–"]
    assert all(end < len(cells.rows) - 1 for _, end in cells.brackets)
    target = save_curves(laid.found, tmp_path / "edc.csv", laid.saving._others())
    with target.open(newline="") as stream:
        assert {r["method"] for r in csv.DictReader(stream)} >= {"FaceQnet (harder)", "other"}


def test_a_second_run_of_the_same_name_gets_its_own_and_stays_over_the_next_evaluation(
    laid: Any, saved: str, evaluate_world: Callable[..., Evaluated], qtbot: Any
) -> None:
    with qtbot.waitSignal(laid.panel.runs.changed, timeout=30_000):
        laid.open_run(saved)
    laid.show_evaluation(evaluate_world(methods={"third": np.arange(360.0)}))
    numbers = [n for n, _ in laid.centre.curve.methods()]
    assert numbers == [0, 1, 2, 3, 4, 7]
    assert laid.centre.curve.methods()[-1][1].name == "FaceQnet (harder 2)"


def test_another_file_is_refused_in_words(page: Any, world: Any, tmp_path: Path, qtbot: Any) -> None:
    wrong = tmp_path / "evaluation.json"
    wrong.write_text("{}")
    page.open_run(str(wrong))
    qtbot.waitUntil(
        lambda: any("is no evaluation" in part.text() for part in world.findChildren(QLabel)), timeout=30_000
    )
    assert not page.panel.runs.curves()
