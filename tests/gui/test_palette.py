"""The command palette, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceqnet_gui.actions.table import ACTIONS
from faceqnet_gui.look.announce import said
from faceqnet_gui.look.theme import theme
from faceqnet_gui.shell.entries import Entry, Part

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(window, qtbot):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(window.shell.palette.field.hasFocus)
    return window.shell.palette


def _titles(palette) -> list[str]:
    return [row.title for row in palette.rows.rows if isinstance(row, Entry)]


def test_it_lists_every_action_and_hides_none_that_is_not_possible_now(palette) -> None:
    shown = {row.id for row in palette.rows.rows if isinstance(row, Entry)}
    assert shown == {r.id for r in ACTIONS} - {"app.palette"}


def test_enter_runs_what_was_found_and_the_focus_goes_back(window, qtbot) -> None:
    window.top.search.setFocus()
    qtbot.waitUntil(window.top.search.hasFocus)
    qtbot.keyClick(window.top.search, Qt.Key.Key_K, CTRL)
    palette = window.shell.palette
    qtbot.keyClicks(palette.field, "theme light")
    assert palette.current.title == "Theme: Light"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert not theme().tokens.dark
    assert window.settings_file.read().theme == "light"
    assert window.top.search.hasFocus()


def test_arrows_choose_and_skip_the_heads(palette, qtbot) -> None:
    qtbot.keyClicks(palette.field, "l")
    entries = [row for row in palette.rows.rows if isinstance(row, Entry)]
    assert len({e.part for e in entries}) > 1
    for entry in entries:
        assert palette.current is entry
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.current is entries[0]
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.current is entries[-1]


def test_escape_closes_and_changes_nothing(window, palette, qtbot) -> None:
    before = window.settings
    qtbot.keyClicks(palette.field, "theme light")
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.settings == before


def test_an_action_that_is_not_possible_says_why_and_stays(window, palette, qtbot) -> None:
    qtbot.keyClicks(palette.field, "tour of the window")
    assert palette.current.id == "help.tour"
    why = palette.current.why()
    assert "demo" in why
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert said[-1] == why


def test_what_was_run_lately_comes_first(window, palette, qtbot) -> None:
    qtbot.keyClicks(palette.field, "language: en")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    first = next(row for row in palette.rows.rows if isinstance(row, Entry))
    assert palette.rows.rows[0] is Part.RECENT
    assert first.title == "Language: English"
    assert window.settings_file.read().recent_commands[0] == first.id


def test_it_finds_in_spanish_and_in_english_and_shows_the_key(window, qtbot) -> None:
    try:
        window.choose_language("es")
        QApplication.processEvents()
        window.shell.show_palette()
        palette = window.shell.palette
        for asked in ("abrir carp", "open fold"):
            palette.field.setText(asked)
            assert palette.current.title == "Abrir carpeta..."
            assert palette.current.key == "Ctrl+O"
            assert palette.current.area == "Archivo"
    finally:
        window.choose_language("en")


def test_an_action_of_another_view_goes_there(window, palette, qtbot) -> None:
    qtbot.keyClicks(palette.field, "evaluate")
    assert palette.current.title == "Evaluate"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page == "evaluate"
    window.shell.show_palette("face box")
    assert palette.current.area == "Triage"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page == "triage"


def test_rows_are_read_aloud_as_one_walks(palette, qtbot) -> None:
    qtbot.keyClicks(palette.field, "open folder")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert said[-1] == "Open folder..., File, Ctrl+O"


def test_nothing_found_says_so(palette, qtbot) -> None:
    qtbot.keyClicks(palette.field, "qqqq")
    assert _titles(palette) == []
    assert palette._nothing.isVisible() and "qqqq" in palette._nothing.text()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_a_click_on_the_field_of_the_top_bar_opens_it_in_every_view(window, qtbot) -> None:
    for page in ("triage", "live", "evaluate", "train"):
        window.show_page(page)
        qtbot.mouseClick(window.top.search, Qt.MouseButton.LeftButton)
        assert window.shell.palette.isVisible()
        qtbot.keyClick(window.shell.palette.field, Qt.Key.Key_Escape)


def test_typing_in_the_field_where_there_are_no_names_opens_it_with_the_letter(window, qtbot) -> None:
    window.show_page("live")
    qtbot.keyClick(window.top.search, Qt.Key.Key_T)
    assert window.shell.palette.isVisible()
    assert window.shell.palette.field.text() == "t"


def test_bare_keys_do_not_act_behind_it(window, palette, qtbot) -> None:
    before = {name: window.panel_shown(name) for name in ("inspector", "sources", "charts")}
    qtbot.keyClicks(palette.field, "ish?")
    assert palette.field.text() == "ish?"
    assert before == {name: window.panel_shown(name) for name in before}
    assert window.shell.opened("KeySheet") is None
