"""The window's chrome: top bar, narrow windows, regions, tour, welcome."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from faceqnet_gui.look.announce import said
from faceqnet_gui.session.recent import remember_session
from faceqnet_gui.shell.responsive import OVERLAY_BELOW, RAIL_BELOW
from faceqnet_gui.shell.tour_steps import STEPS


@pytest.fixture
def few(demo_set: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "intake"
    folder.mkdir()
    for name in ("portraits/astronaut.jpg", "portraits/lisa.jpg"):
        shutil.copy(demo_set / name, folder)
    return folder


def _resize(qtbot, window, width: int, height: int = 720) -> None:
    window.resize(width, height)
    qtbot.waitUntil(lambda: window.width() == width)
    QApplication.processEvents()


def _photos(window, scanned, few) -> None:
    scanned(few)
    window.pick_row(0)


# ---- narrow windows


def test_a_narrow_window_has_a_rail_and_the_inspector_lies_over_the_photos(
    window, scanned, qtbot, few
) -> None:
    _photos(window, scanned, few)
    _resize(qtbot, window, 1400, 900)
    assert window.sources.width() >= 200 and window.inspector.width() >= 320
    _resize(qtbot, window, RAIL_BELOW - 40)
    assert window.sources.width() == 48
    assert window.inspector.isVisible()
    _resize(qtbot, window, OVERLAY_BELOW - 20)
    assert not window.inspector.isVisible()
    assert window.top.inspector_button.isVisible()
    assert window.stack.width() > window.width() / 2
    window.grid.setFocus()
    qtbot.keyClick(window.grid, Qt.Key.Key_I)
    assert window.inspector.isVisible()
    assert window.inspector.geometry().right() <= window.width()
    qtbot.keyClick(window.grid, Qt.Key.Key_I)
    assert not window.inspector.isVisible()
    qtbot.mouseClick(window.top.inspector_button, Qt.MouseButton.LeftButton)
    assert window.inspector.isVisible()
    _resize(qtbot, window, 1500, 900)
    assert window.inspector.isVisible() and not window.top.inspector_button.isVisible()
    assert window._panes.indexOf(window.inspector) == 2
    assert window.sources.width() >= 200


def test_an_inspector_that_was_put_away_stays_away_when_the_window_grows(window, scanned, qtbot, few) -> None:
    _photos(window, scanned, few)
    window.toggle_panel("inspector")
    assert not window.inspector.isVisible()
    _resize(qtbot, window, 1050)
    window.toggle_panel("inspector")
    assert window.inspector.isVisible()
    _resize(qtbot, window, 1500, 900)
    assert not window.inspector.isVisible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_top_bar_fits_the_smallest_window_in_both_languages(window, qtbot, language: str) -> None:
    try:
        window.choose_language(language)
        _resize(qtbot, window, 1024, 680)
        window.top.show_state(5208, "A session with a rather long name of autumn intake", 1204)
        QApplication.processEvents()
        right = window.top.menu_button.geometry().right()
        assert right <= window.top.width()
        shown = [b for b in window.top.findChildren(QPushButton) if b.isVisible()]
        assert any("1" in b.text() and "204" in b.text() for b in shown)
        for button in shown:
            assert button.width() >= button.sizeHint().width(), button.text()
        _resize(qtbot, window, 1600, 1000)
        assert window.top.pages._buttons["triage"].text()
    finally:
        window.choose_language("en")


def test_the_export_button_names_how_many_are_accepted(window) -> None:
    window.top.show_state(10, "x", 1204)
    assert window.top._export.text() == "Export 1,204 accepted..."
    window.top.show_state(10, "x", 0)
    assert window.top._export.text() == "Export..."


# ---- regions


def test_f6_goes_round_the_parts_and_comes_back_to_the_same_control(window, scanned, qtbot, few) -> None:
    _photos(window, scanned, few)
    _resize(qtbot, window, 1500, 900)
    window.grid.setFocus()
    qtbot.waitUntil(window.grid.hasFocus)
    names = []
    for _ in range(len(window.shell.regions.shown())):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        names.append(said[-1])
    assert names == ["Charts", "Inspector", "Status", "Top bar", "Sources", "Filters", "Photos"]
    assert window.grid.hasFocus()
    qtbot.keyClick(window.grid, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert said[-1] == "Filters"


def test_f6_works_in_every_view(window, qtbot) -> None:
    for page in ("live", "evaluate", "train"):
        window.show_page(page)
        shown = window.shell.regions.shown()
        assert shown
        seen = set()
        for _ in shown:
            qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
            seen.add(window.shell.regions.current())
        assert seen == set(range(len(shown)))


# ---- tour


def test_the_tour_has_five_steps_is_left_by_escape_and_does_not_come_back(
    window, scanned, qtbot, few
) -> None:
    _photos(window, scanned, few)
    _resize(qtbot, window, 1500, 900)
    window.shell.offer_tour()
    tour = window.shell.tour
    assert len(STEPS) == 5
    assert tour.title.text() == STEPS[0].title
    for n in range(1, len(tour.steps)):
        qtbot.keyClick(tour.next_button, Qt.Key.Key_Return)
        assert tour.title.text() == tour.steps[n].title
        assert "{" not in tour.sentence.text()
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    assert window.shell.tour is None
    assert window.settings_file.read().toured
    window.shell.offer_tour()
    assert window.shell.tour is None


def test_no_key_acts_behind_the_tour(window, scanned, qtbot, few) -> None:
    _photos(window, scanned, few)
    window.shell.start_tour()
    tour = window.shell.tour
    decisions = window.columns.decision.copy()
    for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_S):
        qtbot.keyClick(tour, key)
        qtbot.keyClick(tour.next_button, key)
    assert (window.columns.decision == decisions).all()
    assert window.panel_shown("sources")
    tour.leave()


# ---- welcome


def test_sessions_opened_lately_stand_on_the_welcome_screen(window, scanned, qtbot, few, tmp_path) -> None:
    kept = tmp_path / "autumn.faceqnet"
    scanned(few)
    window.sessions.save_to(kept)
    qtbot.waitUntil(lambda: not window.sessions.opening and len(window.columns) == 2, timeout=20_000)
    window.sessions.new()
    gone = tmp_path / "gone.faceqnet"
    remember_session(gone, "Gone", 3)
    window.welcome._shown = None
    window.refresh(force=True)
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.welcome)
    titles = [card.recent.path for card in window.welcome._cards.values()]
    assert str(kept) in titles and str(gone) not in titles
    card = next(c for c in window.welcome._cards.values() if c.recent.path == str(kept))
    qtbot.waitUntil(lambda: not card._image.isNull(), timeout=10_000)
    qtbot.keyClick(card, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(window.columns) == 2, timeout=20_000)


def test_the_camera_is_one_button_away(window, qtbot) -> None:
    qtbot.mouseClick(window.welcome._camera, Qt.MouseButton.LeftButton)
    assert window.page == "live"


def test_menus_that_are_made_anew_do_not_pile_up(window, qtbot) -> None:
    window.shell.retranslate()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    before = len(window.top.menu.findChildren(QMenu))
    for _ in range(10):
        window.shell.retranslate()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(window.top.menu.findChildren(QMenu)) == before
