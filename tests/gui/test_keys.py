"""One meaning per key within a view, off while typing; other keys, and the sheet that shows them."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtWidgets import QApplication

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import FIXED, MENUS
from faceqnet_gui.actions.table import ACTIONS
from faceqnet_gui.shell.key_sheet import keys_of_view, print_sheet, sheet_document
from faceqnet_gui.shell.keymap import keys_of, meet, owner_of, portable, types_text
from faceqnet_gui.views import TRIAGE, VIEWS

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _record(name: str):
    return next(r for r in ACTIONS if r.id == name)


@pytest.mark.parametrize("view", [v.id for v in VIEWS])
def test_no_key_has_two_meanings_in_a_view(view: str) -> None:
    here = [r for r in ACTIONS if r.view in {"", view}]
    clashes = [
        (one.id, other.id, key)
        for one, other in combinations(here, 2)
        for key in one.keys
        if any(meet(key, k) for k in other.keys)
    ]
    fixed = [f for f in FIXED if f.view in {"", view}]
    clashes += [
        (r.id, f.title, k) for r in here for k in r.keys for f in fixed if any(meet(k, o) for o in f.keys)
    ]
    assert not clashes


def test_every_action_has_an_id_of_its_own_a_known_menu_and_a_readable_key() -> None:
    ids = [r.id for r in ACTIONS]
    assert len(ids) == len(set(ids))
    for record in ACTIONS:
        assert record.menu in {"", *(name for name, _ in MENUS)}, record.id
        assert record.view in {"", *(v.id for v in VIEWS)}, record.id
        for key in record.keys:
            assert portable(key), f"{record.id}: {key!r} is no key"


def test_every_action_that_can_be_impossible_says_what_is_missing() -> None:
    always = Action("x", "x", lambda w: None).enabled.__code__
    silent = [r.id for r in ACTIONS if getattr(r.enabled, "__code__", None) is not always and not r.why]
    assert not silent


def test_keys_that_begin_another_meet_it() -> None:
    assert meet("G", "G, S") and meet("G, S", "G") and meet("ctrl+o", "Ctrl+O")
    assert not meet("G, S", "G, D") and not meet("S", "G, S") and not meet("", "")


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        *((key, True) for key in ("A", "Shift+R", "?", ",", "Space", "G, S")),
        *((key, False) for key in ("Ctrl+A", "F6", "Alt+X", "Escape", "Del")),
    ],
)
def test_only_keys_that_type_something_are_off_while_typing(key: str, typed: bool) -> None:
    assert types_text(key) is typed


def _active(qtbot, window) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_the_palette_opens_while_the_cursor_is_in_a_field(window, qtbot) -> None:
    window.top.search.setFocus()
    qtbot.waitUntil(window.top.search.hasFocus)
    qtbot.keyClick(window.top.search, Qt.Key.Key_K, CTRL)
    assert window.shell.palette.isVisible()


def test_the_sheet_shows_the_keys_of_the_present_view_only(window, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.page == "live"
    window.shell.show_keys()
    sheet = window.shell.opened("KeySheet")
    shown = {what for _, lines in sheet.groups for _, what in lines}
    triage_only = {r.title.removesuffix("...") for r in ACTIONS if r.view == TRIAGE and r.keys}
    everywhere = {r.title.removesuffix("...") for r in ACTIONS if not r.view and r.keys}
    assert everywhere <= shown
    assert not triage_only & (shown - everywhere)
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    window.show_page(TRIAGE)
    _active(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_Question)
    assert triage_only <= {what for _, lines in window.shell.opened("KeySheet").groups for _, what in lines}
    window.shell.opened("KeySheet").close()


def test_the_sheet_can_be_printed(qapp, tmp_path: Path) -> None:
    groups = keys_of_view(TRIAGE, {})
    target = tmp_path / "keys.pdf"
    writer = QPdfWriter(str(target))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    print_sheet(writer, "Keys in Triage", groups)
    assert target.read_bytes().startswith(b"%PDF")
    text = sheet_document("Keys in Triage", groups).toPlainText()
    assert "Ctrl+K" in text and "Open folder" in text and "Bare picture" in text


# ---- other keys


def _editor(window):
    window.shell.change_keys()
    return window.shell.opened("KeyEditor")


def _press(qtbot, editor, action: str, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    field = editor.fields[action]
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClick(field, key, modifier)


def test_another_key_acts_at_once_and_is_remembered(window, qtbot) -> None:
    editor = _editor(window)
    _press(qtbot, editor, "view.sources", Qt.Key.Key_F9)
    assert editor.fields["view.sources"].text() == "F9"
    assert window.settings_file.read().keys == {"view.sources": ["F9"]}
    editor.close()
    _active(qtbot, window)
    before = window.panel_shown("sources")
    qtbot.keyClick(window, Qt.Key.Key_S)
    assert window.panel_shown("sources") is before
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.panel_shown("sources") is not before


def test_a_taken_key_is_refused_with_the_name_of_what_has_it(window, qtbot) -> None:
    editor = _editor(window)
    _press(qtbot, editor, "view.sources", Qt.Key.Key_O, CTRL)
    assert "Open folder" in editor.says.text() and "Ctrl+O" in editor.says.text()
    assert editor.fields["view.sources"].text() == "S"
    assert window.settings.keys == {}
    _press(qtbot, editor, "view.sources", Qt.Key.Key_Return)
    assert "Single view" in editor.says.text()
    # Elsewhere a key may mean something else.
    assert owner_of("S", _record("app.keys"), {}) and not owner_of("F9", _record("app.keys"), {})
    editor.close()


def test_a_key_can_be_taken_away_and_given_to_another_action(window, qtbot) -> None:
    editor = _editor(window)
    _press(qtbot, editor, "view.sources", Qt.Key.Key_Delete)
    assert editor.fields["view.sources"].text() == "None"
    _press(qtbot, editor, "overlay.score", Qt.Key.Key_S)
    assert window.settings.keys == {"view.sources": [], "overlay.score": ["S"]}
    # Its own key is taken by now: reset says so, until the other gives it back.
    qtbot.mouseClick(editor._backs["view.sources"], Qt.MouseButton.LeftButton)
    assert "Score on the photo" in editor.says.text()
    qtbot.mouseClick(editor._backs["overlay.score"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(editor._backs["view.sources"], Qt.MouseButton.LeftButton)
    assert window.settings.keys == {}
    editor.close()


def test_all_keys_can_be_reset(window, qtbot) -> None:
    window.shell.use_keys({"view.sources": ["F9"], "app.palette": ["Ctrl+P"]})
    assert keys_of(_record("app.palette"), window.settings.keys) == ("Ctrl+P",)
    editor = _editor(window)
    qtbot.mouseClick(editor.reset_button, Qt.MouseButton.LeftButton)
    assert window.settings_file.read().keys == {}
    assert editor.fields["view.sources"].text() == "S"
    editor.close()


def test_escape_leaves_the_key_as_it_was(window, qtbot) -> None:
    editor = _editor(window)
    _press(qtbot, editor, "view.sources", Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert editor.fields["view.sources"].text() == "S"
    editor.close()


def test_signs_that_need_shift_are_the_sign_itself(window, qtbot) -> None:
    editor = _editor(window)
    field = editor.fields["view.table"]
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClick(field, Qt.Key.Key_Percent, SHIFT)
    QApplication.processEvents()
    assert window.settings.keys.get("view.table") == ["%"]
    editor.close()
