"""Deciding with real keys; what was decided is read from the file, by nothing of ours."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QInputDialog

from faceqnet_gui.desk.bulk_dialog import BulkDialog
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.sorting import Group

from .conftest import COUNT, key

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
A, R, U = Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_U


def name(desk, place: int) -> str:
    return desk.grid_model.assessment(place).path.rpartition("/")[2]


def row(desk, place: int) -> int:
    return int(desk.grid_model.shown[place])


def test_a_key_decides_is_on_disk_and_goes_on_to_the_next_undecided(desk, qtbot, saved) -> None:
    for which, decision, place in ((A, 1, 0), (R, 2, 1), (A, 1, 2)):
        assert desk.current == row(desk, place)
        key(qtbot, desk.grid, which)
        assert saved()[name(desk, place)][0] == decision
    assert desk.current == row(desk, 3)
    key(qtbot, desk.grid, Qt.Key.Key_Home)
    key(qtbot, desk.grid, U)
    assert saved()[name(desk, 0)][0] == 0
    assert desk.current == row(desk, 3)  # the next undecided one, past those that are decided


@pytest.mark.parametrize("view", ["grid", "table", "single"])
def test_the_same_keys_do_the_same_in_every_view(desk, qtbot, saved, view) -> None:
    desk.show_view(view)
    widget = desk.stack.currentWidget()
    key(qtbot, widget, R)
    key(qtbot, widget, Qt.Key.Key_4)
    key(qtbot, widget, A)
    assert saved()[name(desk, 0)][0] == 2
    assert saved()[name(desk, 1)][:2] == (1, 4)
    key(qtbot, widget, Qt.Key.Key_K)
    assert desk.current == row(desk, 2)  # nothing undecided before: it stays
    key(qtbot, widget, Qt.Key.Key_J)
    assert desk.current == row(desk, 3)
    key(qtbot, widget, Qt.Key.Key_Z, CONTROL)
    assert saved()[name(desk, 1)][0] == 0


def test_stars_stay_on_their_image_and_nought_clears_them(desk, qtbot, saved) -> None:
    for stars, which in enumerate(
        (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5), start=1
    ):
        key(qtbot, desk.grid, which)
        assert saved()[name(desk, 0)][1] == stars
    key(qtbot, desk.grid, Qt.Key.Key_0)
    assert saved()[name(desk, 0)][1] == 0
    assert desk.current == row(desk, 0)


def test_keys_act_on_the_selection_only_if_it_holds_the_current_image(desk, qtbot, saved) -> None:
    for _ in range(3):
        key(qtbot, desk.grid, Qt.Key.Key_Right, SHIFT)
    assert len(desk.selected_rows()) == 4
    key(qtbot, desk.grid, R)
    assert sorted(saved()) == sorted(name(desk, n) for n in range(4))
    assert len(desk.selected_rows()) == 4  # it stays to be looked at
    for _ in range(4):
        key(qtbot, desk.grid, Qt.Key.Key_Right, CONTROL)  # the current image leaves the selection
    assert desk.current == row(desk, 7)
    key(qtbot, desk.grid, A)
    assert saved()[name(desk, 7)][0] == 1
    assert [saved()[name(desk, n)][0] for n in range(4)] == [2, 2, 2, 2]


def test_in_the_single_view_a_key_means_the_photo_that_is_seen(desk, qtbot, saved) -> None:
    key(qtbot, desk.grid, A, CONTROL)
    assert len(desk.selected_rows()) == COUNT
    key(qtbot, desk.grid, Qt.Key.Key_Return)
    key(qtbot, desk.single, R)
    assert len(saved()) == 1


def test_decided_images_stay_where_they_are_until_filters_are_applied_again(desk, qtbot) -> None:
    desk.set_filter(Filter(decisions=frozenset({Decision.UNDECIDED})))
    before = desk.grid_model.shown.copy()
    scroll = desk.grid.verticalScrollBar().value()
    key(qtbot, desk.grid, R)
    key(qtbot, desk.grid, R)
    desk.refresh(force=True)  # as while rows arrive
    assert np.array_equal(desk.grid_model.shown, before)
    assert desk.grid.verticalScrollBar().value() == scroll
    assert desk.grid_model.unfit == set(before[:2].tolist())
    key(qtbot, desk.grid, Qt.Key.Key_F5)
    assert np.array_equal(desk.grid_model.shown, before[2:])
    assert not desk.grid_model.unfit


def test_the_end_is_said_and_no_key_acts_on_what_is_not_seen(desk, qtbot, saved) -> None:
    desk.set_filter(Filter(quality=(0, 12)))
    number = desk.grid_model.rowCount()
    desk.pick_row(row(desk, 0))
    for _ in range(number):
        key(qtbot, desk.grid, A)
    assert desk.empty.title == f"All {number} decided"
    assert desk.stack.currentWidget() is desk.empty
    marks = saved()
    key(qtbot, desk, R)  # brings the images back, and does nothing else
    assert desk.stack.currentWidget() is desk.grid
    assert saved() == marks
    key(qtbot, desk.grid, Qt.Key.Key_Z, CONTROL)
    assert desk.current == row(desk, number - 1)
    assert saved()[name(desk, number - 1)][0] == 0


def test_at_the_last_image_with_others_left_it_stays_and_says_where_they_are(desk, qtbot) -> None:
    key(qtbot, desk.grid, Qt.Key.Key_End)
    last = desk.current
    key(qtbot, desk.grid, A)
    assert desk.current == last
    assert desk.toast.text == f"No undecided image after this one; {COUNT - 1} before it."


def test_undo_names_the_step_and_goes_back_to_where_it_happened(desk, qtbot, saved) -> None:
    desk.set_filter(Filter(quality=(60, 100)))
    desk.pick_row(row(desk, 2))
    there, file = desk.current, name(desk, 2)
    key(qtbot, desk.grid, R)
    assert desk.status.undo_words == "Undo: Reject 1 image"
    desk.set_filter(Filter(quality=(0, 20)))
    desk.pick_row(row(desk, 0))
    key(qtbot, desk.grid, Qt.Key.Key_Z, CONTROL)
    assert desk.current == there
    assert desk.filter == Filter(quality=(60, 100))
    assert saved()[file][0] == 0
    assert desk.status.undo_words == "Nothing to undo"
    for again in ((Qt.Key.Key_Z, CONTROL | SHIFT), (Qt.Key.Key_Y, CONTROL)):
        key(qtbot, desk.grid, *again)
        assert saved()[file][0] == 2
        desk.deciding.undo()


def back(desk, qtbot) -> None:
    """The window system gives the focus back after a dialog; offscreen it has to be told."""
    desk.activateWindow()
    qtbot.waitUntil(desk.grid.hasFocus)


def test_after_an_undo_one_image_is_selected_and_the_next_key_acts_on_it_alone(desk, qtbot, saved) -> None:
    key(qtbot, desk.grid, R)
    key(qtbot, desk.grid, Qt.Key.Key_Z, CONTROL)  # Ctrl must not add to the selection
    assert desk.selected_rows().tolist() == [desk.current] == [row(desk, 0)]
    key(qtbot, desk.grid, A)
    assert {file: mark[0] for file, mark in saved().items()} == {name(desk, 0): 1}
    assert desk.current == row(desk, 1)


def _answer(qtbot, found: list, press) -> None:
    """When the dialog stands, look at it and press."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BulkDialog)
        found.append((dialog.windowTitle(), dialog.bulk.count, len(dialog.bulk.borderline), dialog.go.text()))
        press(dialog)

    QTimer.singleShot(0, look)


def test_reject_all_below_the_limit_shows_a_preview_and_is_one_step(desk, qtbot, saved) -> None:
    desk.session.decisions.decide([row(desk, 0)], Decision.ACCEPTED)
    below = int(((desk.columns.quality >= 0) & (desk.columns.quality < 31)).sum())
    found: list = []
    _answer(qtbot, found, lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    key(qtbot, desk.grid, R, SHIFT)
    assert len(saved()) == 1  # looked at and left
    back(desk, qtbot)
    _answer(qtbot, found, lambda dialog: qtbot.keyClick(dialog.go, Qt.Key.Key_Return))
    key(qtbot, desk.grid, R, SHIFT)
    title, count, examples, button = found[1]
    assert title == f"Reject {below - 1} images below 31?"  # the accepted one stays accepted
    assert (count, examples, button) == (below - 1, min(12, below - 1), f"Reject {below - 1}")
    assert sum(mark[0] == 2 for mark in saved().values()) == below - 1
    assert desk.status.undo_words == f"Undo: Reject {below - 1} images"
    back(desk, qtbot)
    key(qtbot, desk.grid, Qt.Key.Key_Z, CONTROL)
    assert sum(mark[0] == 2 for mark in saved().values()) == 0


def test_earlier_decisions_are_overruled_only_when_it_is_wanted(desk, qtbot, saved) -> None:
    desk.session.decisions.decide(desk.grid_model.shown[-15:], Decision.REJECTED)
    found: list = []

    def press(dialog) -> None:
        assert dialog.overrule.isVisible()
        dialog.overrule.setChecked(True)
        found.append(dialog.bulk.count)
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

    _answer(qtbot, found, press)
    key(qtbot, desk.grid, A, SHIFT)
    assert found[1] > found[0][1]
    above = int((desk.columns.quality >= 31).sum())
    assert sum(mark[0] == 1 for mark in saved().values()) == above


def test_the_head_of_a_section_carries_its_bulk_action(desk, qtbot, saved) -> None:
    found: list = []
    _answer(qtbot, found, lambda dialog: dialog.accept())
    grid = desk.grid
    head = grid.heads(grid.listing.sections[0])
    assert head is not None and head.title == "Below 31"
    right = QPoint(grid.viewport().width() - 30, 16)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=right)
    assert found
    assert sum(mark[0] == 2 for mark in saved().values()) == grid.listing.sections[0].count


def test_a_note_is_typed_without_deciding_and_kept_however_it_is_left(desk, qtbot, saved) -> None:
    note = desk.inspector.marks.note
    key(qtbot, desk.grid, Qt.Key.Key_N)
    qtbot.waitUntil(note.hasFocus)
    qtbot.keyClicks(note, "glasses, ask again")
    key(qtbot, note, Qt.Key.Key_Escape)
    assert saved()[name(desk, 0)] == (0, 0, "glasses, ask again", "")
    assert desk.grid.hasFocus()
    key(qtbot, desk.grid, Qt.Key.Key_N)
    qtbot.keyClicks(note, "called")
    key(qtbot, note, Qt.Key.Key_Return, CONTROL)
    assert saved()[name(desk, 0)][2] == "called"
    assert desk.status.undo_words == "Undo: Note on 1 image"
    key(qtbot, desk.grid, Qt.Key.Key_Z, CONTROL)
    assert saved()[name(desk, 0)][2] == "glasses, ask again"


def test_a_reason_can_be_given_to_what_was_decided(desk, qtbot, saved) -> None:
    desk.remember(advance=False)
    key(qtbot, desk.grid, R)
    key(qtbot, desk.grid, Qt.Key.Key_N, SHIFT)
    reason = desk.inspector.marks.reason
    qtbot.waitUntil(lambda: reason.hasFocus() or reason.lineEdit().hasFocus())
    qtbot.keyClicks(reason.lineEdit(), "eyes closed")
    key(qtbot, reason.lineEdit(), Qt.Key.Key_Return)
    assert saved()[name(desk, 0)] == (2, 0, "", "eyes closed")


def test_auto_advance_can_be_switched_off_and_is_remembered(desk, qtbot) -> None:
    key(qtbot, desk.grid, Qt.Key.Key_Q)
    key(qtbot, desk.grid, A)
    assert desk.current == row(desk, 0)
    assert desk.settings_file.read().advance is False


def test_buttons_of_the_inspector_do_what_their_keys_do(desk, qtbot, saved) -> None:
    marks = desk.inspector.marks
    qtbot.mouseClick(marks.buttons[Decision.REJECTED], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(marks.stars, Qt.MouseButton.LeftButton, pos=QPoint(70, 14))
    assert saved()[name(desk, 0)][0] == 2
    assert saved()[name(desk, 1)][1] == 4
    qtbot.mouseClick(marks.stars, Qt.MouseButton.LeftButton, pos=QPoint(70, 14))
    assert saved()[name(desk, 1)][1] == 0


def test_the_best_of_every_subject_is_accepted_in_one_step(desk, qtbot, saved) -> None:
    found: list = []
    _answer(qtbot, found, lambda dialog: dialog.accept())
    desk.deciding.accept_best()
    chosen = {file for file, mark in saved().items() if mark[0] == 1}
    best: dict[str, tuple[int, str]] = {}
    for r in desk.columns.rows:
        if r.quality is not None:
            folder, _, file = r.path.partition("/")
            best[folder] = max(best.get(folder, (-1, "")), (r.quality, file))
    assert chosen == {file for _, file in best.values()}
    assert desk.session.decisions.stack.count() == 1


def test_two_keys_group_by_subject_decision_reason_and_not(desk, qtbot) -> None:
    for second, group in (
        (Qt.Key.Key_S, Group.SUBJECT),
        (Qt.Key.Key_D, Group.DECISION),
        (Qt.Key.Key_R, Group.REASON),
        (Qt.Key.Key_N, None),
    ):
        key(qtbot, desk.grid, Qt.Key.Key_G)
        key(qtbot, desk.grid, second)
        assert desk.arrangement.group == group
        assert desk.panel_shown("sources")  # S alone would have hidden them
    assert desk.grid.listing.by is Group.QUALITY
    assert not desk.inspector.marks.note.isVisible()


def test_a_name_is_gone_to(desk) -> None:
    assert desk.find_name("img_17")
    assert desk.columns.path(desk.current).endswith("img_17.jpg")
    assert not desk.find_name("nobody has this")


def test_selected_images_stay_selected_while_others_arrive(desk, qtbot) -> None:
    from .conftest import photo

    for _ in range(2):
        key(qtbot, desk.grid, Qt.Key.Key_Down, SHIFT)
    chosen, current = set(desk.selected_rows().tolist()), desk.current
    desk._take_rows([photo(n, n % 60) for n in range(100, 140)])
    desk.refresh(force=True)
    assert set(desk.selected_rows().tolist()) == chosen
    assert desk.current == current
    assert desk.grid.selectionModel().isSelected(desk.grid.currentIndex())
    flags = QItemSelectionModel.SelectionFlag
    desk.grid.selectionModel().select(desk.grid_model.index(0), flags.ClearAndSelect)
    assert len(desk.selected_rows()) == 1


def test_the_limit_can_be_typed_and_sentences_name_the_key_that_people_chose(
    desk, qtbot, saved, monkeypatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (47, True))
    desk.charts.setFocus()
    qtbot.waitUntil(desk.charts.hasFocus)
    key(qtbot, desk.charts, Qt.Key.Key_Return)
    assert desk.charts.limit == desk.arrangement.limit == desk.settings_file.read().limit == 47
    desk.shell.use_keys({"edit.undo": ["Ctrl+U"]})
    found: list = []
    _answer(qtbot, found, lambda dialog: (found.append(dialog._sentence.text()), dialog.accept()))
    desk.deciding.reject_below()
    assert found[1] == "One step: Ctrl+U takes all of it back."
    assert desk.toast.text.endswith("changed. Ctrl+U takes it back.")
    back(desk, qtbot)
    key(qtbot, desk.grid, Qt.Key.Key_U, CONTROL)
    assert not any(mark[0] for mark in saved().values())
