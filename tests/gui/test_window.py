"""The window with real keys and mouse, the real engine and real files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from faceqnet_engine.assessment import Status
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Chip
from faceqnet_gui.session.filters import Order

FEW = 6


def _photos(demo_set: Path) -> list[Path]:
    return sorted(p for p in demo_set.rglob("*") if p.suffix in {".png", ".jpg"} and p.stat().st_size > 2000)


@pytest.fixture
def few(demo_set: Path, tmp_path: Path) -> Path:
    """Some photos, and a text that calls itself one."""
    folder = tmp_path / "intake"
    folder.mkdir()
    for photo in _photos(demo_set)[:: max(1, len(_photos(demo_set)) // FEW)][:FEW]:
        shutil.copy(photo, folder)
    (folder / "zz_text.jpg").write_text("not an image")
    return folder


def _key(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(widget, key, modifier)
    QApplication.processEvents()


def _focus(qtbot, window, widget) -> None:
    window.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def test_the_welcome_screen_offers_to_open_and_the_demo_and_nothing_else(window) -> None:
    assert window.stack.currentWidget() is window.welcome
    texts = {b.text() for b in window.welcome.findChildren(QPushButton) if b.isVisible()}
    assert texts == {"Open...", "Camera", "Try the demo"}
    assert not window.charts.isVisible()
    assert not window.inspector.isVisible()


def test_every_input_gets_a_row_and_the_broken_one_a_sentence(window, scanned, qtbot, few) -> None:
    scanned(few)
    assert len(window.columns) == FEW + 1
    broken = [r for r in window.columns.rows if r.path == "zz_text.jpg"]
    assert broken[0].status is Status.UNREADABLE
    assert "problem" in window.toast.text and window.toast.button.text() == "Show problems"
    qtbot.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert not window.toast.isVisible()
    assert "This is not an image" in window.problems.report()
    assert window.stack.currentWidget() is window.problems


def test_a_file_that_was_mended_is_scored_by_try_these_again(window, scanned, qtbot, few, demo_set) -> None:
    scanned(few)
    shutil.copy(_photos(demo_set)[0], few / "zz_text.jpg")
    window.show_view("problems")
    again = next(b for b in window.problems.findChildren(QPushButton) if b.text() == "Try these again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.scanning, timeout=60_000)
    assert len(window.columns) == FEW + 1
    assert window.columns.count_of(Status.UNREADABLE) == 0


def test_rows_sort_lowest_first_and_those_without_a_score_come_last(window, scanned, few) -> None:
    scanned(few)
    qualities = [window.grid_model.assessment(n).quality for n in range(window.grid_model.rowCount())]
    scored = [q for q in qualities if q is not None]
    assert qualities == sorted(scored) + [None] * (len(qualities) - len(scored))
    window.show_view("table")
    window.table.horizontalHeader().sectionClicked.emit(1)
    assert window.order is Order.HIGHEST
    assert window.table_model.assessment(0).quality == max(scored)


def test_typing_in_the_search_field_filters_and_triggers_no_single_keys(window, scanned, qtbot, few) -> None:
    scanned(few)
    box = window.inspector.overlay("box")
    _key(qtbot, window.grid, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.top.search.hasFocus)
    qtbot.keyClicks(window.top.search, "zz_tb")
    _key(qtbot, window.top.search, Qt.Key.Key_Backspace)
    assert window.filter.text == "zz_t"
    assert window.grid_model.rowCount() == 1
    assert window.inspector.overlay("box") is box
    chips = [c for c in window.chips.findChildren(Chip) if c.isVisible()]
    assert len(chips) == 1
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    assert window.grid_model.rowCount() == FEW + 1
    assert window.top.search.text() == ""


def test_a_filter_that_hides_everything_says_so_and_can_be_cleared(window, scanned, qtbot, few) -> None:
    scanned(few)
    qtbot.keyClicks(window.top.search, "no such name")
    assert window.stack.currentWidget() is window.empty
    assert window.empty.title == "Nothing matches this filter"
    clear = next(b for b in window.empty.findChildren(QPushButton) if b.isVisible() and "lear" in b.text())
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert window.stack.currentWidget() is window.grid


def test_a_brushed_range_is_a_filter_with_exact_ends(window, scanned, qtbot, few) -> None:
    scanned(few)
    charts = window.charts
    y = charts.height() - 40
    qtbot.mousePress(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(10)), y))
    qtbot.mouseMove(charts, QPoint(round(charts.x_of(60)), y))
    qtbot.mouseRelease(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(60)), y))
    assert window.filter.quality == (10, 60)
    shown = [window.grid_model.assessment(n).quality for n in range(window.grid_model.rowCount())]
    assert shown == sorted(q for r in window.columns.rows if (q := r.quality) is not None and 10 <= q <= 60)
    _focus(qtbot, window, window.grid)
    _key(qtbot, window.grid, Qt.Key.Key_Escape)
    assert window.filter.quality == (10, 60)  # a key pressed once too often loses no filter
    _key(qtbot, window.grid, Qt.Key.Key_Escape)
    assert window.filter.quality is None
    assert charts.brush is None


def test_the_limit_follows_mouse_and_keys_and_is_remembered(window, scanned, qtbot, few) -> None:
    scanned(few)
    charts = window.charts
    y = charts.height() // 2
    qtbot.mousePress(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(31)), y))
    qtbot.mouseMove(charts, QPoint(round(charts.x_of(55)), y))
    qtbot.mouseRelease(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(55)), y))
    assert charts.limit == 55
    _focus(qtbot, window, window.grid)
    _key(qtbot, window.grid, Qt.Key.Key_Comma)
    assert charts.limit == 54
    _key(qtbot, window.grid, Qt.Key.Key_Period)
    assert charts.limit == 55
    assert window.settings_file.read().limit == 55
    assert charts.below() == sum(r.quality is not None and r.quality < 55 for r in window.columns.rows)


def test_the_keyboard_alone_walks_opens_and_comes_back(window, scanned, qtbot, few) -> None:
    scanned(few)
    _focus(qtbot, window, window.grid)
    _key(qtbot, window.grid, Qt.Key.Key_Home)
    first = window.current
    _key(qtbot, window.grid, Qt.Key.Key_Right)
    assert window.current == int(window.grid_model.shown[1]) != first
    assert window.inspector.row is window.columns.row(window.current)
    _key(qtbot, window.grid, Qt.Key.Key_Return)
    assert window.stack.currentWidget() is window.stack.single_view
    _key(qtbot, window.single, Qt.Key.Key_Right)
    assert window.current == int(window.grid_model.shown[2])
    _key(qtbot, window.single, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.grid
    for key, name in ((Qt.Key.Key_B, "box"), (Qt.Key.Key_M, "landmarks"), (Qt.Key.Key_X, "crop")):
        before = window.inspector.overlay(name)
        _key(qtbot, window.grid, key)
        assert window.inspector.overlay(name) is not before


def test_space_held_shows_the_bare_picture(window, scanned, qtbot, few) -> None:
    scanned(few)
    window.set_current(0)
    _focus(qtbot, window, window.inspector.photo)
    qtbot.keyPress(window.inspector.photo, Qt.Key.Key_Space)
    assert window.inspector.photo.bare
    qtbot.keyRelease(window.inspector.photo, Qt.Key.Key_Space)
    assert not window.inspector.photo.bare


def test_the_inspector_shows_the_photo_at_its_full_size_and_the_crop(window, scanned, qtbot, few) -> None:
    scanned(few)
    window.set_current(int(window.grid_model.shown[0]))
    row = window.inspector.row
    qtbot.waitUntil(lambda: not window.inspector.photo._image.isNull(), timeout=10_000)
    assert (window.inspector.photo._full.width(), window.inspector.photo._full.height()) == (
        row.width,
        row.height,
    )
    assert not window.inspector._crop.pixmap().isNull()


def test_dropped_files_are_scanned_and_a_second_drop_adds_a_root(
    window, qtbot, few, demo_set, tmp_path
) -> None:
    other = tmp_path / "second"
    other.mkdir()
    shutil.copy(_photos(demo_set)[1], other)
    for folder in (few, other):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(folder))])
        actions = Qt.DropAction.CopyAction
        event = QDropEvent(
            QPointF(5, 5),
            actions,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QEvent.Type.Drop,
        )
        window.dropEvent(event)
    qtbot.waitUntil(lambda: not window.scanning, timeout=60_000)
    assert len(window.columns) == FEW + 2
    assert len(window.columns.roots) == 2
    assert window.settings_file.read().recent[:2] == (str(other), str(few))


def test_a_path_can_be_pasted(window, qtbot, few) -> None:
    QGuiApplication.clipboard().setText(f'"{few}"\n')
    _key(qtbot, window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.scanning
    qtbot.waitUntil(lambda: not window.scanning, timeout=60_000)
    assert len(window.columns) == FEW + 1


def test_a_folder_without_images_says_so(window, scanned, tmp_path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear")
    scanned(tmp_path / "letters")
    assert window.stack.currentWidget() is window.empty
    assert window.empty.title == "No images here"


def test_a_root_that_is_gone_is_said_and_keeps_what_was_there(window, scanned, qtbot, few, tmp_path) -> None:
    scanned(few)
    scanned(tmp_path / "gone")
    report = next(r for r in window.shell.reports if r.isVisible())
    assert "does not exist" in report.sentence
    assert len(window.columns) == FEW + 1
    report.close()


def test_stopping_keeps_what_is_done(window, qtbot, demo_set, tmp_path) -> None:
    many = tmp_path / "many"
    for n in range(6):
        shutil.copytree(demo_set, many / str(n), ignore=shutil.ignore_patterns(".faceqnet*"))
    window.open_paths([str(many)])
    qtbot.waitUntil(lambda: len(window.columns) > 0, timeout=60_000)
    qtbot.waitUntil(window.status.stop_button.isVisible)
    qtbot.mouseClick(window.status.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.scanning, timeout=20_000)
    done = len(window.columns)
    assert 0 < done < sum(p.is_file() for p in many.rglob("*"))
    qtbot.wait(300)
    assert len(window.columns) == done
    assert window.grid_model.rowCount() == done
    assert not window.status.stop_button.isVisible()


def test_closing_while_scanning_ends_the_thread_and_the_store(qtbot, qapp, demo_set) -> None:
    from faceqnet_gui.app import make_window

    window = make_window(qapp)
    window.show()
    window.open_paths([str(demo_set)])
    qtbot.waitUntil(lambda: len(window.columns) > 0, timeout=60_000)
    window.close()
    assert not window.isVisible()
    assert window.scans.closed
    window.deleteLater()


def test_the_theme_switches_while_the_window_is_open(window) -> None:
    window.choose_theme("light")
    light = window.grab().toImage().pixelColor(300, 300).lightness()
    assert not theme().tokens.dark
    window.choose_theme("dark")
    assert theme().tokens.dark
    assert window.grab().toImage().pixelColor(300, 300).lightness() < 60 < light
    assert window.settings_file.read().theme == "dark"


def test_the_language_switches_while_the_window_is_open(window, scanned, few) -> None:
    scanned(few)
    try:
        window.choose_language("es")
        QApplication.processEvents()
        texts = {b.text() for b in window.findChildren(QPushButton)}
        assert {"Abrir", "Exportar..."} <= texts
    finally:
        window.choose_language("en")
        QApplication.processEvents()
    assert "Open" in {b.text() for b in window.findChildren(QPushButton)}


def test_a_fault_in_a_slot_is_shown_with_its_log_reference(window) -> None:
    from faceqnet_gui.app import _Reporter

    error = ValueError("a fault made by this test")
    _Reporter(window)(ValueError, error, None)
    report = next(r for r in window.shell.reports if r.isVisible())
    assert "E-" in report.report
    assert "a fault made by this test" in report.report
    report.close()
