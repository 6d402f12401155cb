"""The left side: numbers, subjects with their mean, filters by a click, alone or added."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from faceqnet_gui.desk.source_lists import Entry, EntryModel, SubjectModel
from faceqnet_gui.look.widgets import Chip
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import Decision

from .conftest import key, photo


def click(qtbot, view, text: str, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    model = view.model()
    index = next(i for n in range(model.rowCount()) if (i := model.index(n, 0)).data() == text)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, view.visualRect(index).center())


def numbers(view) -> dict[str, str]:
    return {entry.text: entry.number for entry in view.model().entries}


def chips(desk) -> list[str]:
    QApplication.processEvents()
    return [c.words for c in desk.chips.findChildren(Chip) if c.isVisible()]


def test_models_keep_qts_rules(qtmodeltester, desk) -> None:
    entries, subjects = EntryModel(), SubjectModel()
    qtmodeltester.check(entries)
    qtmodeltester.check(subjects)
    entries.show_entries(
        [Entry("all", None, "images", "All images", "3"), Entry("root", 0, "folder", "a", "3")]
    )
    subjects.show_subjects(desk.columns, frozenset())
    qtmodeltester.check(entries)
    qtmodeltester.check(subjects)
    entries.show_entries(
        [Entry("all", None, "images", "All images", "4"), Entry("root", 0, "folder", "a", "4")]
    )
    assert entries.data(entries.index(1), int(Qt.ItemDataRole.AccessibleTextRole)) == "a, 4"


def test_means_follow_scores_of_photos_that_waited(desk) -> None:
    model = desk.sources.subjects.model()
    number = len(desk.columns)
    lowest = model.subject(0)
    desk._take_rows([photo(n, 90, lowest[0]) for n in range(30) if f"P-{n % 5:03}" == lowest[0]])
    desk.refresh(force=True)
    assert len(desk.columns) == number
    found = {model.subject(n)[0]: model.subject(n)[2] for n in range(model.rowCount())}
    assert found[lowest[0]] == 90 > lowest[2]
    assert model.subject(0)[0] != lowest[0]  # no longer the worst


def test_subjects_come_worst_first_with_the_mean_of_their_scored_photos(desk) -> None:
    model = desk.sources.subjects.model()
    found = [model.subject(n) for n in range(model.rowCount())]
    wanted: dict[str, list[int]] = {}
    for row in desk.columns.rows:
        if row.quality is not None:
            wanted.setdefault(row.path.partition("/")[0], []).append(row.quality)
    means = {name: sum(values) / len(values) for name, values in wanted.items()}
    assert [name for name, *_ in found] == sorted(means, key=lambda name: means[name])
    for name, number, mean, best in found:
        assert number == 6
        assert mean == pytest.approx(means[name])
        assert desk.columns.row(best).quality == max(wanted[name])
    for place, (name, *_) in enumerate(found):
        worst = model.worst(place)
        assert worst is not None
        assert worst[1] == min(wanted[name])
        tip = model.data(model.index(place), int(Qt.ItemDataRole.ToolTipRole))
        assert tip.endswith(f"worst photo {worst[0]}, quality {worst[1]}")
        shown = next(r for r in desk.columns.rows if r.path == f"{name}/{worst[0]}")
        assert shown.quality == worst[1]


def test_a_click_filters_and_another_takes_it_away(desk, qtbot) -> None:
    click(qtbot, desk.sources.subjects, "P-001")
    assert desk.filter == Filter(subjects=frozenset({"P-001"}))
    assert chips(desk) == ["P-001"]
    click(qtbot, desk.sources.subjects, "P-003", Qt.KeyboardModifier.ControlModifier)
    assert desk.filter.subjects == {"P-001", "P-003"}
    assert desk.grid_model.rowCount() == 12
    click(qtbot, desk.sources.decisions, "Undecided")
    assert desk.filter == Filter(
        subjects=frozenset({"P-001", "P-003"}), decisions=frozenset({Decision.UNDECIDED})
    )
    assert chips(desk) == ["Undecided", "P-001 and 1 more"]
    click(qtbot, desk.sources.decisions, "Undecided")
    assert not desk.filter.decisions
    click(qtbot, desk.sources.roots, "All images")
    assert desk.filter == Filter()


def test_it_is_used_by_keyboard_and_letters_stay_decisions(desk, qtbot) -> None:
    view = desk.sources.decisions
    view.setFocus()
    view.setCurrentIndex(view.model().index(2))
    key(qtbot, view, Qt.Key.Key_Return)
    assert desk.filter.decisions == {Decision.REJECTED}
    assert desk.empty.title == "Nothing matches this filter"


def test_numbers_follow_every_decision(desk, qtbot) -> None:
    assert numbers(desk.sources.decisions)["Undecided"] == "30"
    key(qtbot, desk.grid, Qt.Key.Key_R)
    key(qtbot, desk.grid, Qt.Key.Key_A)
    found = numbers(desk.sources.decisions)
    assert (found["Undecided"], found["Accepted"], found["Rejected"], found["No face"]) == (
        "28",
        "1",
        "1",
        "3",
    )
    key(qtbot, desk.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert numbers(desk.sources.decisions)["Accepted"] == "0"


def test_a_saved_filter_has_a_name_a_number_and_can_be_forgotten(desk, qtbot) -> None:
    desk.set_filter(Filter(quality=(0, 30)))
    desk.keep_filter("Retake list", desk.filter)
    number = desk.grid_model.rowCount()
    desk.clear_filters()
    assert numbers(desk.sources.saved) == {"Retake list": str(number)}
    click(qtbot, desk.sources.saved, "Retake list")
    assert desk.filter == Filter(quality=(0, 30))
    assert desk.saved_filters == {"Retake list": Filter(quality=(0, 30))}
    desk.sources.saved_removed.emit("Retake list")
    assert desk.session.filters() == {}


def test_nothing_matches_names_the_filter_that_costs_most(desk, qtbot) -> None:
    desk.set_filter(Filter(quality=(80, 100), subjects=frozenset({"P-001"}), text="img"))
    assert desk.empty.title == "Nothing matches these 3 filters"
    assert desk.empty.sentence == "Without “Quality 80 to 100” there would be 6."
    button = next(b for b in desk.empty.buttons if b.text() == "Remove that")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.filter.quality is None
    assert desk.grid_model.rowCount() == 6


def test_while_a_range_is_dragged_nothing_leaves_and_the_number_is_said(desk, qtbot) -> None:
    charts, before = desk.charts, desk.grid_model.rowCount()
    y = charts.height() - 40
    qtbot.mousePress(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(10)), y))
    qtbot.mouseMove(charts, QPoint(round(charts.x_of(50)), y))
    assert desk.grid_model.rowCount() == before
    inside = sum(r.quality is not None and 10 <= r.quality <= 50 for r in desk.columns.rows)
    assert desk.chips.count_words == f"{inside} of {before}"
    qtbot.mouseRelease(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(50)), y))
    assert desk.grid_model.rowCount() == inside


def test_tiles_change_their_section_only_when_the_limit_is_let_go(desk, qtbot) -> None:
    charts, before = desk.charts, desk.grid.listing.sections
    y = charts.height() // 2
    qtbot.mousePress(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(31)), y))
    qtbot.mouseMove(charts, QPoint(round(charts.x_of(50)), y))
    assert desk.grid.listing.sections == before
    qtbot.mouseRelease(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(50)), y))
    assert [s.value for s in desk.grid.listing.sections] == ["0", "50", "80", "-1"]
    desk.grid.setFocus()
    key(qtbot, desk.grid, Qt.Key.Key_Period)
    assert desk.grid.listing.sections[1].value == "51"


def test_the_date_of_files_can_be_filtered_and_is_a_chip(desk) -> None:
    day = 86_400 * 10**9
    rows = [photo(n, 50) for n in range(50, 54)]
    desk._take_rows(rows, [n * day + day // 2 for n in range(19_000, 19_004)])
    desk.set_filter(Filter(dates=("2022-01-09", "2022-01-10")))
    assert desk.grid_model.rowCount() == 2
    assert len(chips(desk)) == 1
