"""The enrolment clerk's day with the keyboard alone: decide while photos are scored, be interrupted, hand over."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from faceqnet_gui.desk.bulk_dialog import BulkDialog
from faceqnet_gui.desk.export_dialog import ExportDialog

from .conftest import key, on_disk

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PHOTOS = 14


@pytest.fixture
def intake(demo_set: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "autumn"
    folder.mkdir()
    found = sorted(p for p in demo_set.rglob("*") if p.suffix in {".png", ".jpg"} and p.stat().st_size > 2000)
    for photo in found[:: len(found) // PHOTOS][:PHOTOS]:
        shutil.copy(photo, folder)
    return folder


def begin(qapp, qtbot, folder: Path):
    """As `faceqnet-gui FOLDER` does."""
    from faceqnet_gui.app import make_window

    window = make_window(qapp)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.open_paths([str(folder)])
    return window


def at_the_images(window, qtbot) -> None:
    """The window system gives the focus back after a dialog; offscreen it has to be told."""
    window.activateWindow()
    qtbot.waitUntil(window.grid.hasFocus)


def decide_early(window, qtbot) -> str:
    """The first photos are here, the others still come: work begins. Returns which was accepted."""
    qtbot.waitUntil(lambda: window.grid_model.rowCount() > 2, timeout=120_000)
    qtbot.waitUntil(window.grid.hasFocus)
    key(qtbot, window.grid, Qt.Key.Key_End)
    early = window.columns.path(window.current)
    key(qtbot, window.grid, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: not window.scanning, timeout=240_000)
    return early


def reject_the_worst(window, qtbot) -> str:
    """Lowest first, with a note for the phone. Returns which it was."""
    key(qtbot, window.grid, Qt.Key.Key_Home)
    worst = window.columns.path(window.current)
    key(qtbot, window.grid, Qt.Key.Key_N)
    qtbot.keyClicks(window.inspector.marks.note, "call again")
    key(qtbot, window.inspector.marks.note, Qt.Key.Key_Return, CONTROL)
    key(qtbot, window.grid, Qt.Key.Key_R)
    return worst


def reject_below_the_limit(window, qtbot) -> int:
    """All at once, after a look at the examples. Returns how many are rejected now."""

    def confirm() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BulkDialog) and dialog.bulk.count
        qtbot.keyClick(dialog.go, Qt.Key.Key_Return)

    QTimer.singleShot(0, confirm)
    key(qtbot, window.grid, Qt.Key.Key_R, SHIFT)
    at_the_images(window, qtbot)
    return sum(mark[0] == 2 for mark in on_disk(window.session.file.path).values())


def accept_the_rest(window, qtbot) -> None:
    """One by one; the first key was a slip and is taken back."""
    key(qtbot, window.grid, Qt.Key.Key_Home)
    key(qtbot, window.grid, Qt.Key.Key_J)
    key(qtbot, window.grid, Qt.Key.Key_R)
    key(qtbot, window.grid, Qt.Key.Key_Z, CONTROL)
    for _ in range(len(window.columns)):
        if window.deciding.all_decided:
            break
        key(qtbot, window.grid, Qt.Key.Key_A)


def hand_over(window, qtbot, folder: Path) -> list[str]:
    """Copies of what is accepted. Returns which the manifest names."""
    key(qtbot, window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: bool(window.findChildren(ExportDialog)))
    dialog = window.findChildren(ExportDialog)[-1]
    qtbot.keyClicks(dialog.form.folder, str(folder))
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    qtbot.keyClick(dialog.form.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.done_with is not None, timeout=60_000)
    dialog.accept()
    with (folder / "manifest.csv").open(newline="") as stream:
        return sorted(row["path"] for row in csv.DictReader(stream))


def retake_list(window, qtbot, file: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rejected as a table, saved under the name that the system's dialog gives. Returns which it names."""
    review = next(b for b in window.empty.findChildren(QPushButton) if b.text() == "Review rejected")
    key(qtbot, review, Qt.Key.Key_Space)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), "CSV (*.csv)"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    key(qtbot, window, Qt.Key.Key_S, CONTROL | SHIFT)
    qtbot.waitUntil(file.exists, timeout=60_000)
    with file.open(newline="") as stream:
        return sorted(row["path"] for row in csv.DictReader(stream))


def test_photos_are_decided_while_they_are_scored_and_handed_over(
    qapp, qtbot, intake, tmp_path, monkeypatch
) -> None:
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in intake.iterdir()}
    window = begin(qapp, qtbot, intake)
    early = decide_early(window, qtbot)
    assert len(window.columns) == len(before)
    file = window.session.file.path
    assert on_disk(file)[early][0] == 1
    worst = reject_the_worst(window, qtbot)
    place = window.columns.path(window.current)
    assert place != worst

    window.close()  # interrupted; it comes back where it was
    window = begin(qapp, qtbot, intake)
    qtbot.waitUntil(lambda: window.session.file.path == file and not window.scanning, timeout=60_000)
    assert window.columns.path(window.current) == place
    window.focus_images()
    at_the_images(window, qtbot)

    rejected = reject_below_the_limit(window, qtbot)
    assert rejected > 1
    accept_the_rest(window, qtbot)
    accepted = len(before) - rejected
    assert window.empty.title == f"All {len(before)} decided"
    assert window.empty.sentence == f"{accepted} accepted, {rejected} rejected."
    marks = on_disk(file)
    assert marks[worst] == (2, 0, "call again", "")
    handed = hand_over(window, qtbot, tmp_path / "hand over")
    assert handed == sorted(name for name, mark in marks.items() if mark[0] == 1)
    assert len(handed) == accepted
    listed = retake_list(window, qtbot, tmp_path / "retake.csv", monkeypatch)
    assert listed == sorted(name for name, mark in marks.items() if mark[0] == 2)
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in intake.iterdir()} == before
    window.close()
    window.deleteLater()
