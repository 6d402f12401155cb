"""Reports: what they say, what they hide, and the log behind them."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from faceqnet_engine.errors import log_reference
from faceqnet_gui.app import _Reporter
from faceqnet_gui.look.announce import said
from faceqnet_gui.shell.log_memory import log_memory
from faceqnet_gui.shell.report_text import HIDDEN, parts, without_paths


@pytest.mark.parametrize(
    "text",
    [
        "cannot read /home/ana/fotos/Ana López/retrato.jpg",
        "'C:\\Users\\Ana\\Pictures\\ana lopez.png' is locked",
        'open("/mnt/share/secret folder/x.heic")',
        "~/private/secret.tif: no such file",
        "ana_lopez.jpeg is cut off after 61 %",
    ],
)
def test_a_hidden_path_leaves_no_name(text: str) -> None:
    hidden = without_paths(text, ["/home/ana/fotos"]).lower()
    for part in ("ana", "fotos", "secret", "share", "private", "pez", "retrato"):
        assert part not in hidden, hidden


def test_a_trace_keeps_its_places_in_the_program() -> None:
    trace = '  File "/opt/x/faceqnet_gui/desk/window.py", line 12, in refresh\nZeroDivisionError: 5/0 in 3.1 s'
    hidden = without_paths(trace)
    assert "window.py" in hidden and "line 12" in hidden and "/opt" not in hidden
    assert "5/0" in hidden and "3.1 s" in hidden


def test_what_happened_is_told_apart_from_what_was_kept() -> None:
    happened, rest = parts("The disk is full. All 1,391 decisions are saved. Free 3.1 GB, then continue.")
    assert happened == "The disk is full."
    assert rest.startswith("All 1,391 decisions are saved.") and rest.endswith("continue.")
    assert parts("IMG_0412.jpg is cut off after 61 %.") == ("IMG_0412.jpg is cut off after 61 %.", "")


def test_a_fault_is_reported_with_its_trace_and_copied_without_paths(window, qtbot, tmp_path: Path) -> None:
    window.inputs = [str(tmp_path / "Ana López")]
    photo = tmp_path / "Ana López" / "one.jpg"
    try:
        raise ValueError(f"cannot show {photo}")
    except ValueError as error:
        _Reporter(window)(ValueError, error, error.__traceback__)
    report = window.shell.reports[-1]
    assert report.isVisible() and not report.isModal()
    assert "fault" in report.what.text()
    assert "kept" in report.rest.text()
    assert not report.text.isVisible()
    qtbot.mouseClick(report.fold, Qt.MouseButton.LeftButton)
    assert report.text.isVisible()
    assert "ValueError" in report.text.toPlainText()
    qtbot.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "Log reference E-" in copied and "Traceback" in copied and HIDDEN in copied
    assert "Ana" not in copied and "one.jpg" not in copied
    qtbot.keyClick(report.hide_paths, Qt.Key.Key_Space)
    qtbot.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    assert str(photo) in QGuiApplication.clipboard().text()
    assert report.sentence in said
    qtbot.keyClick(report, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.shell._reports_open())


def test_the_same_failure_opens_one_window_however_often_it_comes(window) -> None:
    for _ in range(30):
        window.report("The folder is gone. What was scored is kept. Look for it.")
    assert len(window.shell._reports_open()) == 1
    window.report("Another one.")
    assert len(window.shell._reports_open()) == 2
    for report in window.shell._reports_open():
        report.close()


def test_the_log_panel_searches_and_shows_what_threads_log(window, qtbot) -> None:
    logging.getLogger("faceqnet").error("first of this test")
    window.shell.show_log()
    panel = window.shell.opened("LogPanel")
    assert "first of this test" in panel.text.toPlainText()
    thread = threading.Thread(target=lambda: logging.getLogger("faceqnet").warning("from a thread /home/x/y.jpg"))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "from a thread" in panel.text.toPlainText())
    qtbot.keyClicks(panel.search, "of this test")
    assert "from a thread" not in panel.text.toPlainText()
    assert "first of this test" in panel.text.toPlainText()
    panel.search.clear()
    panel.weight.setCurrentIndex(2)
    assert "from a thread" not in panel.text.toPlainText()
    panel.weight.setCurrentIndex(0)
    panel.hide_paths.setChecked(True)
    assert "/home/x" not in panel.text.toPlainText()
    qtbot.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == panel.text.toPlainText()
    panel.close()


def test_the_log_in_memory_is_bounded_and_finds_a_reference() -> None:
    memory = log_memory()
    reference = log_reference(RuntimeError("once"))
    assert [line for line in memory.about(reference) if "once" in line.text]
    for n in range(memory.lines.maxlen + 10):
        logging.getLogger("faceqnet").error("line %d", n)
    assert len(memory.lines) == memory.lines.maxlen
    assert memory.about(reference) == []
