"""Preferences: one list made from the settings' records; each change acts at once and is undone there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from faceqnet_gui.look.fonts import font, scaled
from faceqnet_gui.look.motion import PANEL, milliseconds
from faceqnet_gui.look.theme import theme
from faceqnet_gui.options import Kind, Section, options_of
from faceqnet_gui.settings import Settings
from faceqnet_gui.worker.evaluations import embeddings_file
from faceqnet_gui.worker.thumbnails import cache_folder

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def preferences(window, qtbot):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    dialog = window.shell.opened("Preferences")
    qtbot.waitUntil(dialog.search.hasFocus)
    yield dialog
    window.shell.set("text_scale", 100)
    window.shell.set("language", "en")
    window.shell.set("reduce_motion", False)
    dialog.close()


def _other(option, now):
    """A value that a person might choose instead."""
    if option.kind is Kind.SWITCH:
        return not now
    if option.kind is Kind.CHOICE:
        return next(v for v, _ in option.choices if v != now)
    if option.kind is Kind.NUMBER:
        return type(now)(option.high if now != option.high else option.low)
    return "something else"


def test_every_setting_with_a_record_has_a_row_a_name_and_a_sentence(preferences) -> None:
    assert list(preferences.editors) == list(options_of(Settings))
    for name, editor in preferences.editors.items():
        assert editor.control.accessibleName(), name
        assert editor.control.accessibleDescription(), name


@pytest.mark.parametrize("name", [n for n in options_of(Settings) if n not in {"language", "text_scale"}])
def test_each_change_is_kept_shown_and_undone(window, preferences, qtbot, name: str) -> None:
    before = getattr(window.settings, name)
    wanted = _other(options_of(Settings)[name], before)
    preferences.set(name, wanted)
    assert getattr(window.settings_file.read(), name) == wanted
    assert preferences.undo_button.isEnabled()
    qtbot.keyClick(preferences, Qt.Key.Key_Z, CTRL)
    assert getattr(window.settings_file.read(), name) == before
    assert not preferences.undo_button.isEnabled()


def test_the_theme_is_chosen_by_keys_and_undone_by_keys(window, preferences, qtbot) -> None:
    preferences.set("theme", "dark")
    box = preferences.editors["theme"].control
    assert isinstance(box, QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert not theme().tokens.dark
    assert window.settings_file.read().theme == "light"
    qtbot.keyClick(preferences, Qt.Key.Key_Z, CTRL)
    assert theme().tokens.dark
    assert box.currentData() == "dark"


def test_undo_goes_back_step_by_step_and_names_the_step(preferences, qtbot) -> None:
    preferences.set("sound", False)
    preferences.set("limit", 40)
    preferences.set("limit", 45)
    assert "Quality limit" in preferences.undo_button.text()
    qtbot.mouseClick(preferences.undo_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(preferences.undo_button, Qt.MouseButton.LeftButton)
    assert "Sound" in preferences.undo_button.text()
    assert preferences._read().limit == Settings().limit
    assert preferences._read().sound is False


def test_the_default_is_one_click_away_where_something_else_is_chosen(preferences, qtbot) -> None:
    back = preferences._backs["sound"]
    assert not back.isVisible()
    qtbot.keyClick(preferences.editors["sound"].control, Qt.Key.Key_Space)
    assert preferences._read().sound is False
    assert back.isVisible()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert preferences._read().sound is True
    assert not back.isVisible()


def test_the_language_changes_while_they_are_open_and_can_be_undone_there(window, preferences, qtbot) -> None:
    preferences.set("language", "es")
    QApplication.processEvents()
    assert preferences.windowTitle() == "Preferencias"
    assert {"Aspecto", "Idioma"} <= {w.text() for w in preferences.findChildren(QLabel) if w.isVisible()}
    qtbot.keyClick(preferences, Qt.Key.Key_Z, CTRL)
    QApplication.processEvents()
    assert preferences.windowTitle() == "Preferences"


def test_text_grows_everywhere_at_once(window, preferences) -> None:
    label = next(w for w in preferences.findChildren(QLabel) if w.text() == "Theme")
    before = label.font().pixelSize(), font("body").pixelSize()
    preferences.set("text_scale", 175)
    assert font("body").pixelSize() == round(13 * 1.75) == scaled(13)
    assert label.font().pixelSize() > before[0]
    preferences.undo()
    assert (label.font().pixelSize(), font("body").pixelSize()) == before


def test_less_motion_means_none(preferences) -> None:
    assert milliseconds(PANEL) == PANEL
    preferences.set("reduce_motion", True)
    assert milliseconds(PANEL) == 0


def test_the_search_shows_what_fits_and_its_head(preferences, qtbot) -> None:
    qtbot.keyClicks(preferences.search, "thumbnail")
    shown = [row.words for _, rows in preferences._heads for row in rows if row.isVisible()]
    assert len(shown) == 2 and all("humbnail" in words for words in shown)
    heads = [head.text() for head, _ in preferences._heads if head.isVisible()]
    assert heads == [Section.STORAGE.value]
    preferences.search.setText("zzz")
    assert preferences._nothing.isVisible()
    preferences.search.clear()
    assert all(row.isVisible() for _, rows in preferences._heads for row in rows)


def test_thumbnails_can_be_deleted_and_nothing_else_goes(window, preferences, qtbot) -> None:
    folder = cache_folder()
    (folder / "ab").mkdir(parents=True, exist_ok=True)
    (folder / "ab" / "one.jpg").write_bytes(b"x" * 3_000_000)
    beside = folder.parent / "store.sqlite"
    beside.write_bytes(b"rows")
    window.delete_thumbnails()
    qtbot.waitUntil(lambda: not list(folder.rglob("*.jpg")))
    qtbot.waitUntil(lambda: "3.0 MB" in window.toast.text)
    assert beside.read_bytes() == b"rows"


def test_a_second_wish_for_them_brings_the_same_window(window, preferences) -> None:
    window.shell.show_preferences("tile")
    assert window.shell.opened("Preferences") is preferences
    assert preferences.search.text() == "tile"


def test_embeddings_are_kept_or_deleted_from_here_and_the_evaluation_knows(
    window, preferences, qtbot
) -> None:
    window.show_page("evaluate")
    view = window.view_page("evaluate")
    assert not view.panel.keep.isChecked()
    preferences.set("keep_embeddings", True)
    assert view.panel.keep.isChecked()
    assert view.wanted.keep
    view.panel.keep.click()
    assert window.settings_file.read().keep_embeddings is False
    file = embeddings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"faces")
    button = next(b for b in preferences.findChildren(QPushButton) if b.text() == "Delete the embeddings")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not file.exists()
    assert "All embeddings are deleted" in window.toast.text
