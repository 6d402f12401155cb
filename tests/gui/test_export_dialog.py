"""The export page with real keys and files: what it promises before, what is there after, and the way back."""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from faceqnet_engine.results.export import Way, Wishes, plan, run, unfinished
from faceqnet_engine.results.sidecar import Rating, read_file
from faceqnet_gui.desk.export_dialog import ExportDialog
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.worker.jobs import Job

FEW = 6


@pytest.fixture
def few(demo_set: Path, tmp_path: Path) -> Path:
    """Some photos of two subjects."""
    photos = sorted(
        p for p in demo_set.rglob("*") if p.suffix in {".png", ".jpg"} and p.stat().st_size > 2000
    )
    for n, photo in enumerate(photos[:: len(photos) // FEW][:FEW]):
        folder = tmp_path / "intake" / ("ana", "berta")[n % 2]
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(photo, folder)
    return tmp_path / "intake"


@pytest.fixture
def opened(window, scanned, few):
    """The window with photos, two of them accepted and one rejected."""
    scanned(few)
    shown = window.grid_model.shown
    window.session.decisions.decide(shown[:2], Decision.ACCEPTED)
    window.session.decisions.decide(shown[2:3], Decision.REJECTED)
    window.session.decisions.rate(shown[:1], 4)
    window.session.decisions.note(int(shown[0]), "the best")
    return window


def _dialog(qtbot, window) -> ExportDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.grid.setFocus()
    qtbot.keyClick(window.grid, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChildren(ExportDialog) != [])
    return window.findChildren(ExportDialog)[-1]


def _planned(qtbot, dialog: ExportDialog, folder: Path) -> None:
    dialog.form.folder.setFocus()
    dialog.form.folder.clear()
    qtbot.keyClicks(dialog.form.folder, str(folder))
    qtbot.waitUntil(lambda: dialog.planned is not None and dialog.planned.target == folder, timeout=20_000)


def _exported(qtbot, dialog: ExportDialog) -> None:
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.done_with is not None, timeout=60_000)


def _tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_accepted_photos_are_exported_with_everything_and_taken_back(opened, qtbot, few, tmp_path) -> None:
    before = _tree(few)
    target = tmp_path / "out"
    dialog = _dialog(qtbot, opened)
    assert dialog.form.choice.key == "accepted"
    assert not dialog.go.isEnabled()
    form = dialog.form
    form.names.setFocus()
    form.names.clear()
    qtbot.keyClicks(form.names, "{subject}_{n:04}_{decision}")
    for key in ("jsonl", "parquet", "sidecars", "crops", "html", "pdf"):
        qtbot.keyClick(form.boxes[key], Qt.Key.Key_Space)
    _planned(qtbot, dialog, target)
    assert not target.exists()
    assert dialog.go.text().startswith("Export 2 images, ")
    assert "To copy: 2 images" in dialog.preview.words
    model = dialog.preview.names.model()
    assert model.rowCount() == 2
    assert model.data(model.index(0, 1)).endswith(
        "_0001_accepted" + Path(model.data(model.index(0, 0))).suffix
    )
    _exported(qtbot, dialog)
    assert dialog.done_with.problems == ()
    assert dialog.outcome.words.startswith("2 images in out")
    with (target / "manifest.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sorted((r["decision"], r["stars"], r["note"]) for r in rows) == [
        ("accepted", "0", ""),
        ("accepted", "4", "the best"),
    ]
    assert all(r["profile"] == "enrolment" and r["verdict"] for r in rows)
    assert any(r["reasons"] for r in rows)
    assert {(target / r["exported_as"]).read_bytes() for r in rows} <= {data for data, _ in before.values()}
    first = target / next(r["exported_as"] for r in rows if r["stars"] == "4")
    assert read_file(first.with_name(first.name + ".xmp")) == Rating(4, "accepted")
    assert len(list((target / "crops").iterdir())) == 2
    assert (target / "contact-sheet.html").stat().st_size > 5000
    assert (target / "contact-sheet.pdf").read_bytes().startswith(b"%PDF")
    assert _tree(few) == before
    qtbot.mouseClick(dialog.outcome.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not target.exists(), timeout=20_000)
    qtbot.waitUntil(lambda: "The export is undone" in dialog.outcome.words)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_moved_photos_come_back_with_bytes_and_times(opened, qtbot, few, tmp_path) -> None:
    before = _tree(few)
    dialog = _dialog(qtbot, opened)
    dialog.form.choose("below")
    dialog.form.choose_way(Way.MOVE)
    below = len(dialog.form.choice.rows)
    assert below
    _planned(qtbot, dialog, few / "_Rejected")
    assert "It is marked, and scans skip it" in dialog.preview.words
    _exported(qtbot, dialog)
    assert len(_tree(few)) == len(before) + 3  # manifest, journal, mark
    assert len(list((few / "_Rejected").glob("*.*g"))) == below
    qtbot.mouseClick(dialog.outcome.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not (few / "_Rejected").exists(), timeout=20_000)
    assert _tree(few) == before
    dialog.accept()


def test_wrong_names_and_wrong_folders_are_said_at_once_and_nothing_can_be_pressed(
    opened, qtbot, few
) -> None:
    dialog = _dialog(qtbot, opened)
    dialog.form.folder.setText(str(few.parent / "out"))
    dialog.form.names.setText("{nonsense}")
    qtbot.waitUntil(lambda: "There is no {nonsense}" in dialog.preview.words, timeout=20_000)
    assert not dialog.go.isEnabled()
    assert "There is no {nonsense}" in dialog.form._example.text()
    dialog.form.names.setText("{name}")
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    dialog.form.folder.setText(str(Path(opened.columns.file(int(opened.grid_model.shown[0]))).parent))
    qtbot.waitUntil(lambda: "would be mixed" in dialog.preview.words, timeout=20_000)
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_what_was_chosen_is_remembered(opened, qtbot, tmp_path) -> None:
    dialog = _dialog(qtbot, opened)
    dialog.form.choose_way(Way.LINK)
    dialog.form.names.setText("{n:03}")
    dialog.form.columns.setValue(3)
    _planned(qtbot, dialog, tmp_path / "out")
    _exported(qtbot, dialog)
    dialog.accept()
    settings = opened.settings_file.read()
    assert (settings.export_way, settings.export_names, settings.export_columns) == ("link", "{n:03}", 3)
    qtbot.waitUntil(lambda: opened.findChildren(ExportDialog) == [])
    again = _dialog(qtbot, opened)
    assert (again.form.way, again.form.folder.text()) == (Way.LINK, str(tmp_path / "out"))
    # The folder has the first export's names: they are numbered, said so, and never overwritten.
    qtbot.waitUntil(lambda: "theirs are taken: 2" in again.preview.words, timeout=20_000)
    again.reject()


def test_stop_keeps_what_is_done_and_continue_does_the_rest(
    opened, qtbot, few, tmp_path, monkeypatch
) -> None:
    dialog = _dialog(qtbot, opened)
    dialog.form.choose("shown")
    _planned(qtbot, dialog, tmp_path / "out")
    start = Job.start

    def start_and_stop(
        job: Job,
    ) -> None:  # Stop is pressed before the first file, whatever the machine's speed
        job.cancelled.set()
        start(job)

    monkeypatch.setattr(Job, "start", start_and_stop)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    monkeypatch.undo()
    qtbot.waitUntil(lambda: dialog.done_with is not None, timeout=20_000)
    assert not dialog.done_with.complete
    assert dialog.outcome.words.startswith("Stopped")
    first = dialog.done_with
    qtbot.mouseClick(dialog.outcome.more_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.done_with is not first, timeout=20_000)
    assert dialog.done_with.exported == FEW
    dialog.accept()


def test_a_preview_that_nobody_wants_any_more_stops_for_the_next(
    opened, qtbot, tmp_path, monkeypatch
) -> None:
    dialog = _dialog(qtbot, opened)
    qtbot.waitUntil(lambda: "Choose a folder" in dialog.preview.words, timeout=20_000)
    held: list[Job] = []
    start = Job.start

    def hold(job: Job) -> None:  # as slow as a plan of a million images
        held.append(job)

    monkeypatch.setattr(Job, "start", hold)
    dialog.form.folder.setText(str(tmp_path / "one"))
    qtbot.waitUntil(lambda: len(held) == 1, timeout=20_000)
    dialog.form.folder.setText(str(tmp_path / "other"))
    qtbot.waitUntil(held[0].cancelled.is_set, timeout=20_000)
    monkeypatch.undo()
    start(held[0])
    qtbot.waitUntil(lambda: dialog.planned is not None, timeout=20_000)
    assert dialog.planned.target == tmp_path / "other"
    assert "To copy: 2 images" in dialog.preview.words
    dialog.reject()


def test_a_plan_for_a_folder_that_was_taken_back_is_not_exported(
    opened, qtbot, tmp_path, monkeypatch
) -> None:
    dialog = _dialog(qtbot, opened)
    qtbot.waitUntil(lambda: "Choose a folder" in dialog.preview.words, timeout=20_000)
    held: list[Job] = []
    start = Job.start
    monkeypatch.setattr(Job, "start", lambda job: held.append(job))  # noqa: PLW0108 - a function becomes a method
    dialog.form.folder.setText(str(tmp_path / "one"))
    qtbot.waitUntil(lambda: len(held) == 1, timeout=20_000)
    dialog.form.folder.clear()
    qtbot.waitUntil(held[0].cancelled.is_set, timeout=20_000)
    held[0].cancelled.clear()  # it was just done when it was told to stop
    monkeypatch.undo()
    start(held[0])
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
    assert dialog.planned is None
    assert not dialog.go.isEnabled()
    assert "Choose a folder" in dialog.preview.words
    dialog.reject()


def test_an_interrupted_export_is_offered_to_be_taken_back(opened, qtbot, tmp_path) -> None:
    rows = [opened.columns.row(int(n)) for n in opened.grid_model.shown[3:5]]
    done = run(plan(rows, Wishes(tmp_path / "out", Way.MOVE)))
    lines = done.journal.read_text().splitlines()
    done.journal.write_text("\n".join(lines[:-1]) + "\n")  # it died before its end
    assert unfinished(tmp_path / "out")
    dialog = _dialog(qtbot, opened)
    _planned(qtbot, dialog, tmp_path / "out")
    qtbot.waitUntil(lambda: "was interrupted" in dialog.preview.words)
    button = next(b for b in dialog.preview.findChildren(type(dialog.go)) if b.text() == "Take it back")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all(os.path.exists(r.file) for r in rows), timeout=20_000)
    qtbot.waitUntil(
        lambda: dialog.planned is not None and "was interrupted" not in dialog.preview.words, timeout=20_000
    )
    dialog.reject()


def test_the_command_line_does_the_same(opened, qtbot, tmp_path) -> None:
    import subprocess
    import sys

    dialog = _dialog(qtbot, opened)
    dialog.form.choose("below")
    dialog.form.names.setText("{quality:03}_{name}")
    dialog.form.folder.setText(str(tmp_path / "by command"))
    qtbot.waitUntil(dialog.go.isEnabled, timeout=20_000)
    names = sorted(item.name for item in dialog.planned.items)
    qtbot.mouseClick(dialog.command_button, Qt.MouseButton.LeftButton)
    command = QGuiApplication.clipboard().text()
    dialog.reject()
    opened.write_results(tmp_path / "scores.csv")
    qtbot.waitUntil((tmp_path / "scores.csv").exists, timeout=20_000)
    import shlex

    arguments = [sys.executable, "-m", "faceqnet_engine", *shlex.split(command)[1:]]
    subprocess.run(
        arguments,
        check=True,
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    exported = sorted(p.name for p in (tmp_path / "by command").iterdir() if p.suffix in {".png", ".jpg"})
    assert exported == names


def test_the_selection_is_what_is_meant_when_there_is_one(opened, qtbot) -> None:
    opened.pick_row(int(opened.grid_model.shown[0]))
    opened.select_rows(np.asarray(opened.grid_model.shown[:3]))
    QApplication.processEvents()
    dialog = _dialog(qtbot, opened)
    assert (dialog.form.choice.key, len(dialog.form.choice.rows)) == ("selected", 3)
    dialog.reject()
