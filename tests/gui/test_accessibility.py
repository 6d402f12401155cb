"""Whoever sees nothing, or uses no mouse: every control of every page has a name, every tile a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from faceqnet_gui.desk.export_dialog import ExportDialog
from faceqnet_gui.desk.status import Elided
from faceqnet_gui.look.announce import ProgressSpeaker, said
from faceqnet_gui.look.key_button import KeyButton
from faceqnet_gui.look.theme import theme
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.shell.key_editor import KeyField
from faceqnet_gui.views import VIEWS

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
_INNER = ("qt_spinbox_lineedit", "qt_scrollarea_viewport")
QUIET = (QHeaderView, QScrollBar)


@pytest.fixture(scope="module")
def few(demo_set: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "intake"
    folder.mkdir()
    for name in ("portraits/astronaut.jpg", "portraits/lisa.jpg", "blur/blur_3_lisa.png"):
        if (demo_set / name).exists():
            shutil.copy(demo_set / name, folder)
    (folder / "zz.jpg").write_text("not an image")
    return folder


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _inner(widget: QWidget) -> bool:
    """Parts that Qt puts inside a control, which speaks for them."""
    parent = widget.parentWidget()
    return (
        widget.objectName() in _INNER
        or isinstance(parent, QAbstractSpinBox | QComboBox)
        or (isinstance(parent, QLineEdit) and not widget.toolTip())  # an action of the field, which is named
        or isinstance(widget, QUIET)
    )


def nameless(root: QWidget) -> list[str]:
    """Controls, and whatever takes the focus, without a name."""
    found = []
    for widget in root.findChildren(QWidget):
        focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(widget, QScrollArea)
        if not widget.isVisible() or _inner(widget) or not (focus or isinstance(widget, CONTROLS)):
            continue
        if isinstance(widget, QLabel) or widget.focusProxy() is not None:
            continue
        if not name_of(widget):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("page", [v.id for v in VIEWS])
def test_every_control_of_every_page_has_a_name(window, page: str) -> None:
    window.show_page(page)
    QApplication.processEvents()
    assert not nameless(window)


def test_every_control_of_triage_has_a_name_in_each_of_its_views(window, scanned, qtbot, few) -> None:
    scanned(few)
    window.pick_row(0)
    found = {}
    for view in ("grid", "table", "problems", "single"):
        window.show_view(view)
        QApplication.processEvents()
        found[view] = nameless(window)
    for chart in ("quality", "scatter", "compare"):
        window.show_chart(chart)
        QApplication.processEvents()
        found[chart] = nameless(window)
    assert not any(found.values()), found


def test_dialogs_have_names_throughout(window) -> None:
    window.shell.show_preferences()
    window.shell.change_keys()
    window.shell.show_keys()
    window.shell.show_log()
    window.report("The disk is full. Decisions are saved. Free some room.")
    window.shell.show_palette()
    dialogs = [window.shell.opened(n) for n in ("Preferences", "KeyEditor", "KeySheet", "LogPanel")]
    for dialog in (*dialogs, window.shell._reports_open()[0], window.shell.palette):
        assert not nameless(dialog), type(dialog).__name__
        dialog.close()


def test_a_tile_says_name_quality_reason_decision_and_place(window, scanned, few) -> None:
    scanned(few)
    model = window.grid_model
    role = int(Qt.ItemDataRole.AccessibleTextRole)
    for place in range(model.rowCount()):
        sentence = model.index(place, 0).data(role)
        row = model.assessment(place)
        assert row.path in sentence
        assert f"{place + 1} of {model.rowCount()}" in sentence
        assert (f"quality {row.quality}" in sentence) is (row.quality is not None)
        assert "undecided" in sentence.lower()


def test_screen_readers_find_every_tile_as_an_item_of_a_list(window, scanned, qtbot, few) -> None:
    scanned(few)
    window.pick_row(int(window.grid_model.shown[1]))
    window.grid.setFocus()
    qtbot.waitUntil(window.grid.hasFocus)
    role, model = QAccessible.Role, window.grid_model
    grid = QAccessible.queryAccessibleInterface(window.grid)
    assert (grid.role(), grid.childCount()) == (role.List, model.rowCount())
    for place in range(model.rowCount()):
        item = grid.child(place)
        assert item.role() == role.ListItem
        assert item.text(QAccessible.Text.Name) == model.index(place).data(
            int(Qt.ItemDataRole.AccessibleTextRole)
        )
        state = item.state()
        assert (bool(state.selected), bool(state.focused)) == (place == 1, place == 1)
        centre = window.grid.viewport().mapToGlobal(window.grid.visualRect(model.index(place)).center())
        if item.rect().contains(centre):
            assert grid.childAt(centre.x(), centre.y()).text(QAccessible.Text.Name) == item.text(
                QAccessible.Text.Name
            )
    qtbot.keyClick(window.grid, Qt.Key.Key_Right)
    focused = grid.focusChild()
    assert f"3 of {model.rowCount()}" in focused.text(QAccessible.Text.Name)
    qtbot.keyClick(window.grid, Qt.Key.Key_A)
    window.pick_row(int(model.shown[2]))
    assert "accepted" in grid.focusChild().text(QAccessible.Text.Name).lower()


def test_charts_are_sliders_with_a_value(window, scanned, few) -> None:
    scanned(few)
    assert name_of(window.charts)
    assert str(window.charts.limit) in window.charts.accessibleDescription() + name_of(window.charts)


def test_decisions_and_finished_scans_are_announced(window, scanned, qtbot, few) -> None:
    said.clear()
    scanned(few)
    assert any("images" in sentence for sentence in said)
    window.pick_row(0)
    window.grid.setFocus()
    qtbot.waitUntil(window.grid.hasFocus)
    said.clear()
    qtbot.keyClick(window.grid, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: any("eject" in sentence for sentence in said))
    said.clear()
    qtbot.keyClick(window.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any("ndo" in sentence for sentence in said))


def test_progress_is_said_at_most_every_tenth(qapp) -> None:
    said.clear()
    speaker = ProgressSpeaker(QWidget())
    speaker.begin()
    for done in range(0, 1001):
        speaker.progress(done, 1000, f"{done} of 1000")
    assert list(said) == [f"{n}00 of 1000" for n in range(1, 10)] + ["1000 of 1000"]


def test_escape_in_the_search_clears_it_and_loses_no_decision(window, scanned, qtbot, few) -> None:
    scanned(few)
    window.pick_row(0)
    window.grid.setFocus()
    qtbot.waitUntil(window.grid.hasFocus)
    qtbot.keyClick(window.grid, Qt.Key.Key_A)
    before = window.columns.decision.copy()
    qtbot.keyClick(window.grid, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.top.search.hasFocus)
    qtbot.keyClicks(window.top.search, "astro")
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    assert window.filter.text == ""
    assert (window.columns.decision == before).all() and before.any()


# ---- displays and languages


class _Longer(QTranslator):
    """Every sentence is two fifths longer, in brackets, so that what is cut or never translated is seen."""

    def translate(self, context, source, disambiguation=None, n=-1) -> str:
        return f"[{source}{'·' * max(1, round(len(source) * 0.4))}]"

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False


@pytest.fixture
def pseudo(window):
    translator = _Longer()
    QApplication.installTranslator(translator)
    QApplication.processEvents()
    yield window
    QApplication.removeTranslator(translator)
    QApplication.processEvents()


@pytest.mark.parametrize("width", [1024, 1600])
def test_words_two_fifths_longer_fit_the_bars(pseudo, scanned, qtbot, few, width: int) -> None:
    window = pseudo
    scanned(few)
    window.resize(width, 680 if width == 1024 else 1000)
    window.pick_row(0)
    for page in (v.id for v in VIEWS):
        window.show_page(page)
        QApplication.processEvents()
        bar = window.top
        for part in bar.findChildren(QAbstractButton):
            if part.isVisible() and part.parent() is bar:
                assert bar.rect().contains(part.geometry()), (page, part.text())
    assert window.top.session_button.accessibleName().startswith("[")


def cut(root: QWidget) -> list[str]:
    """Words of labels, boxes and buttons for which there is no room."""
    found = []
    for part in root.findChildren(QWidget):
        if not part.isVisible() or isinstance(part, KeyButton | KeyField | Elided):
            continue  # these drop their icon, or have all of their words in a tip
        if isinstance(part, QLabel) and part.text() and part.wordWrap():
            short = part.heightForWidth(part.width()) > part.height() + 2
        elif isinstance(part, QLabel | QAbstractButton) and part.text():
            short = part.sizeHint().width() > part.width() + 1
        else:
            continue
        if short:
            found.append(f"{type(part).__name__} {part.text()}")
    return found


def test_words_two_fifths_longer_are_cut_nowhere_in_the_smallest_triage(
    pseudo, scanned, qtbot, few, monkeypatch
) -> None:
    window = pseudo
    scanned(few)
    window.resize(1024, 680)
    window.pick_row(0)
    window.set_filter(Filter(quality=(0, 100), stars=(0, 5)))
    found: dict[str, list[str]] = {}

    def look(name: str, root: QWidget) -> None:
        QApplication.processEvents()
        found[name] = cut(root)

    for view in ("grid", "table", "problems", "single"):
        window.show_view(view)
        look(view, window)
    for chart in ("scatter", "compare", "quality"):
        window.show_chart(chart)
        look(chart, window)

    def leave(dialog: QDialog) -> int:
        dialog.show()
        look(type(dialog).__name__, dialog)
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", leave)
    window.show_view("grid")
    for start in (window.deciding.reject_below, window.deciding.accept_best):
        start()
    window.export_images()
    dialog = window.findChild(ExportDialog)
    look("ExportDialog", dialog)
    dialog.close()
    for name, start in (("Preferences", window.shell.show_preferences), ("KeySheet", window.shell.show_keys)):
        start()
        look(name, window.shell.opened(name))
        window.shell.opened(name).close()
    assert "BulkDialog" in found
    assert not any(found.values()), {name: words for name, words in found.items() if words}


def test_the_window_is_mirrored_for_languages_from_the_right(window, scanned, qtbot, few) -> None:
    scanned(few)
    window.resize(1500, 900)
    window.pick_row(0)
    try:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        window.resize(1520, 900)
        QApplication.processEvents()
        assert window.sources.mapTo(window, window.sources.rect().topLeft()).x() > window.width() / 2
        assert window.inspector.mapTo(window, window.inspector.rect().topLeft()).x() < window.width() / 2
        assert window.top.menu_button.geometry().x() < 100
        assert not window.grab().isNull()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        QApplication.sendEvent(window, QEvent(QEvent.Type.LayoutDirectionChange))


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_focus_ring_is_seen(window, qtbot, mode: str) -> None:
    window.choose_theme(mode)
    for button in (window.welcome._open, window.welcome._demo, window.top.menu_button):
        window.setFocus()
        QApplication.processEvents()
        before = button.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        button.setFocus(Qt.FocusReason.MouseFocusReason)  # not only after Tab
        qtbot.waitUntil(button.hasFocus)
        after = button.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        changed = sum(
            before.pixel(x, y) != after.pixel(x, y)
            for x in range(before.width())
            for y in range(before.height())
        )
        assert changed > before.width(), button.objectName()
    assert theme().tokens.dark is (mode == "dark")


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_a_grey_window_still_tells_rejected_from_accepted(window, scanned, qtbot, few, mode: str) -> None:
    scanned(few)
    window.choose_theme(mode)
    window.pick_row(0)
    pictures = []
    for key in (Qt.Key.Key_U, Qt.Key.Key_A, Qt.Key.Key_R):
        window.deciding.advance = False
        window.grid.setFocus()
        qtbot.waitUntil(window.grid.hasFocus)
        qtbot.keyClick(window.grid, key)
        QApplication.processEvents()
        tile = window.grid.grab(window.grid.visualRect(window.grid.currentIndex()))
        disc = tile.toImage().copy(
            0, 0, round(48 * tile.devicePixelRatio()), round(48 * tile.devicePixelRatio())
        )
        pictures.append(disc.convertToFormat(QImage.Format.Format_Grayscale8))
    for n, one in enumerate(pictures):
        for other in pictures[n + 1 :]:
            differ = sum(
                abs((one.pixel(x, y) & 255) - (other.pixel(x, y) & 255)) > 40
                for x in range(one.width())
                for y in range(one.height())
            )
            assert differ > 40
