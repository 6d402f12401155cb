"""Result files in the window: opened like a folder, decided on, opened again where somebody was."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceqnet_engine.results.tables import read_table, write_table
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.sorting import Order


@pytest.fixture
def results(tmp_path: Path, row) -> Path:
    target = tmp_path / "run" / "results.parquet"
    target.parent.mkdir()
    write_table([row(f"person {n // 3}/{n}.jpg", None if n % 7 == 6 else n) for n in range(30)], target)
    return target


def opened(window, qtbot, name: Path) -> None:
    window.open_paths([str(name)])
    qtbot.waitUntil(lambda: len(window.columns) and not window.scanning, timeout=30_000)


def test_a_result_file_is_opened_decided_and_found_again(window, qtbot, results: Path) -> None:
    opened(window, qtbot, results)
    assert list(window.columns.rows) == read_table(results)
    assert window.title() == "results.parquet" and window.grid_model.rowCount() == 30
    assert window.sessions.unreachable == () or "/photos" in window.sessions.unreachable
    window.session.decisions.decide([4], Decision.ACCEPTED)
    window.set_order(Order.HIGHEST)
    window.sessions.new()
    assert not len(window.columns)
    opened(window, qtbot, results)
    assert window.session.decisions.mark(4).decision is Decision.ACCEPTED
    assert window.order is Order.HIGHEST and window.columns.rows[window.grid_model.shown[0]].quality == 29


def test_the_folder_of_a_finished_run_opens_its_table(window, qtbot, results: Path) -> None:
    (results.parent / "_SUCCESS").write_text("{}")
    opened(window, qtbot, results.parent)
    assert window.inputs == [str(results)] and len(window.columns) == 30
    assert window.photo_inputs() == ["/photos"]
    assert "/photos" in window.command_line() and "results.parquet" not in window.command_line()


def test_a_table_of_something_else_is_refused_and_what_is_open_stays(
    window, qtbot, tmp_path: Path, results: Path
) -> None:
    opened(window, qtbot, results)
    (tmp_path / "prices.csv").write_text("a,b\n1,2\n")
    said: list[str] = []
    window.report = lambda sentence, *_: said.append(sentence)
    window.open_paths([str(tmp_path / "prices.csv")])
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    qtbot.waitUntil(lambda: not window.sessions.opening, timeout=30_000)
    assert "not a result file" in said[0] and len(window.columns) == 30


def test_a_session_of_many_rows_is_shown_in_turns_and_whole_at_the_end(
    window, qtbot, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faceqnet_gui.desk.sessions._MANY", 10)
    opened(window, qtbot, results)
    qtbot.waitUntil(lambda: not window.gently, timeout=30_000)
    assert window.stack.currentWidget() is window.grid and window.chips.isVisible()
    window.set_filter(Filter(quality=(5, 5)))
    assert window.grid_model.rowCount() == 1


def test_problems_are_looked_up_when_they_are_seen(window, qtbot, tmp_path: Path, row) -> None:
    from faceqnet_engine.assessment import Status

    target = tmp_path / "r.parquet"
    bad = row("bad.jpg", status=Status.UNREADABLE, detail="This is not an image.")
    write_table([row("a.jpg", 50), bad], target)
    opened(window, qtbot, target)
    window.show_view("problems")
    assert window.problems.report() == "unreadable\tbad.jpg\tThis is not an image."
    assert window.problems._tree.topLevelItemCount() == 1
