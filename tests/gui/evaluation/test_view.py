"""The whole way with real photos: open, evaluate, look, keep or forget, save; and what can be wrong with them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from faceqnet_gui.look.widgets import EmptyState
from faceqnet_gui.worker.evaluation_files import save_curves, save_figure
from faceqnet_gui.worker.evaluations import MODEL, embeddings_file

DEMO = Path(__file__).parents[3] / "resources/demo"
COMMAND_SECONDS = 300


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people in five states each, a photo without a face, and one of nobody."""
    tree = tmp_path_factory.mktemp("people") / "tree"
    for name in ("astronaut", "lisa"):
        (tree / name).mkdir(parents=True)
        with Image.open(DEMO / f"portrait_{name}.jpg") as image:
            image.thumbnail((400, 400))
            for n, (angle, shrink) in enumerate(((0, 1), (4, 1), (-5, 2), (8, 3), (0, 4))):
                small = image.rotate(angle).resize((image.width // shrink, image.height // shrink))
                small.resize(image.size).save(tree / name / f"{n}.png")
    Image.new("RGB", (64, 64)).save(tree / "lisa" / "black.png")
    Image.new("RGB", (64, 64)).save(tree / "nobody.png")
    return tree


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("user")


@pytest.fixture(scope="module")
def opened(qapp: QApplication, people: Path, folder: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A window with these people scored; user folders stay its own as long as it is open."""
    from faceqnet_gui.app import make_window

    with pytest.MonkeyPatch.context() as patch:
        for variable in ("FACEQNET_CONFIG", "FACEQNET_DATA", "FACEQNET_CACHE"):
            patch.setenv(variable, str(folder / variable.lower()))
        made = make_window(qapp)
        made.show()
        made.open_paths([str(people)])
        QtBot(request).waitUntil(lambda: len(made.columns) == 12 and not made.scanning, timeout=300_000)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture(autouse=True)
def same_folders(own_folders: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("FACEQNET_CONFIG", "FACEQNET_DATA", "FACEQNET_CACHE"):
        monkeypatch.setenv(variable, str(folder / variable.lower()))


@pytest.fixture
def view(opened, qtbot) -> Any:
    opened.show_page("evaluate")
    return opened.view_page("evaluate")


def finished(view, qtbot) -> None:
    qtbot.waitUntil(lambda: not view.running, timeout=300_000)


def run(view, qtbot) -> None:
    button = view.panel.run if view.panel.run.isVisible() else view.panel.again
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.running
    finished(view, qtbot)


def test_people_are_counted_and_a_click_evaluates(view, qtbot) -> None:
    assert view.findChild(EmptyState).title == "Does quality predict errors?"
    QApplication.processEvents()  # new buttons are shown then
    words = [w.text() for w in view.findChild(EmptyState).findChildren(QPushButton) if w.isVisible()]
    assert words == ["Evaluate"]
    run(view, qtbot)
    study = view.found.study
    assert (len(study.used), len(study.mated), len(study.non_mated)) == (10, 20, 25)
    assert study.left_out == {"no face was embedded": ["lisa/black.png"]}
    assert not view.panel.run.isVisible()
    assert view.panel.again.isVisible()
    assert view._save.isEnabled()


def test_nothing_is_kept_unless_somebody_says_so_and_one_action_forgets_all(view, opened, qtbot) -> None:
    if view.found is None:
        run(view, qtbot)
    assert not embeddings_file().exists()
    assert len(view._memory.of) == 10
    view.panel.keep.setChecked(True)
    assert opened.settings.keep_embeddings
    view._memory.of.clear()
    run(view, qtbot)
    assert embeddings_file().stat().st_size > 10 * 128 * 4
    assert "Kept:" in view.panel._kept.text()
    qtbot.mouseClick(view.panel.forget, Qt.MouseButton.LeftButton)
    assert not list(embeddings_file().parent.glob("embeddings.sqlite*"))
    assert not view._memory.of
    assert view.found.labelled.embeddings.size == 0
    assert "10 of them from memory" in opened.toast.text
    assert len(view.found.study.mated) == 20  # the numbers stay
    view.panel.keep.setChecked(False)
    assert not opened.settings.keep_embeddings


def test_scores_of_others_are_overlaid_at_once_and_what_does_not_fit_is_said(
    view, qtbot, tmp_path: Path
) -> None:
    if view.found is None:
        run(view, qtbot)
    ofiq = tmp_path / "ofiq.csv"
    names = [f"{p}/{n}.png" for p in ("astronaut", "lisa") for n in range(5)]
    lines = [f"{n};{k / 3};{k}" for k, n in enumerate(names)]
    lines[3] = f"{names[3]};nan;-1"
    header = "Filename;UnifiedQualityScore;UnifiedQualityScore.scalar"
    ofiq.write_text("\n".join([header, *lines, "else/where.png;1;1"]))
    view.panel.take_scores(str(ofiq))
    assert view.running
    finished(view, qtbot)
    assert [m.name for m in view.found.study.methods] == [MODEL, "ofiq", "random"]
    assert view.found.study.left_out["no score of ofiq"] == ["astronaut/3.png"]
    assert view.found.unfit[0].unmatched == ("else/where.png",)
    assert view.found.unfit[0].not_numbers == (names[3],)
    view.panel.set_baseline("ied", True)
    finished(view, qtbot)
    assert [m.name for m in view.found.study.methods] == [MODEL, "ofiq", "inter-eye distance", "random"]
    before = view.found
    other = tmp_path / "other.csv"
    other.write_text("name,score\nx.jpg,1\ny.jpg,2\n")
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(view._host, "report", lambda sentence, reference="": said.append(sentence))
        view.panel.take_scores(str(other))
        finished(view, qtbot)
    assert said
    assert said[0].startswith("The scores of other belong to other photos")
    assert view.found is before
    view.panel.drop_scores("other")
    finished(view, qtbot)
    view.panel.drop_scores("ofiq")
    finished(view, qtbot)
    view.panel.set_baseline("ied", False)
    finished(view, qtbot)
    assert [m.name for m in view.found.study.methods] == [MODEL, "random"]


def test_another_match_limit_waits_for_evaluate_again(view, qtbot) -> None:
    if view.found is None:
        run(view, qtbot)
    view.panel.limit_value.setValue(20)
    assert view.panel.run.isVisible()
    assert view.panel.run.text() == "Evaluate again"
    assert view.found.wanted.fnmr0 == 0.05
    run(view, qtbot)
    assert view.found.study.errors.mean() == pytest.approx(0.2)
    view.panel.limit_by.setCurrentIndex(1)
    run(view, qtbot)
    assert view.found.study.options.fmr == 0.001
    assert "--fmr 0.001" in view.found.command
    view.panel.limit_by.setCurrentIndex(0)
    view.panel.limit_value.setValue(5)
    run(view, qtbot)


def test_stopping_ends_it_and_keeps_what_was_shown(view, opened, qtbot) -> None:
    if view.found is None:
        run(view, qtbot)
    before = view.found
    view._memory.of.clear()
    view.run()
    qtbot.mouseClick(view.panel.stop, Qt.MouseButton.LeftButton)
    finished(view, qtbot)
    assert view.found is before


def test_saved_files_are_whole_and_the_command_makes_the_same_numbers(
    view, opened, people: Path, qtbot, tmp_path: Path
) -> None:
    run(view, qtbot)
    found = view.found
    heads = {"pdf": b"%PDF", "svg": b"<?xml", "png": b"\x89PNG"}
    for kind, magic in heads.items():
        view.saving.write(save_figure, tmp_path / f"edc.{kind}")
        qtbot.waitUntil((tmp_path / f"edc.{kind}").exists, timeout=60_000)
        assert (tmp_path / f"edc.{kind}").read_bytes().startswith(magic)
    view.saving.write(save_curves, tmp_path / "edc.csv")
    qtbot.waitUntil((tmp_path / "edc.csv").exists, timeout=60_000)
    rows = list(csv.DictReader((tmp_path / "edc.csv").open()))
    assert {r["method"] for r in rows} == {MODEL, "random"}
    view.saving.write_report(tmp_path / "report")
    qtbot.waitUntil((tmp_path / "report" / "subjects.csv").exists, timeout=120_000)
    ours = json.loads((tmp_path / "report" / "evaluation.json").read_text())
    view.saving.copy_command()
    command = QGuiApplication.clipboard().text()
    assert command == found.command
    assert str(people) in command
    words = command.replace("-o evaluation", "").split()[1:]
    again = [sys.executable, "-m", "faceqnet_engine", *words, "-o", str(tmp_path / "again"), "--quiet"]
    done = subprocess.run(again, capture_output=True, text=True, check=False, timeout=COMMAND_SECONDS)
    assert done.returncode == 0, done.stderr
    theirs = json.loads((tmp_path / "again" / "evaluation.json").read_text())
    for key in ("threshold", "images", "mated", "non_mated", "methods", "differences", "det", "suspects"):
        assert theirs[key] == ours[key], key
    named = list(csv.DictReader((tmp_path / "report" / "subjects.csv").open()))
    assert (
        {Path(r["path"]).parent.name for r in named} == {"astronaut", "lisa"} == {r["subject"] for r in named}
    )


def test_a_face_of_a_pair_is_cut_out_of_its_photo(view, qtbot) -> None:
    if view.found is None:
        run(view, qtbot)
    row = view.errors.cards.row(0)
    qtbot.waitUntil(lambda: view.faces.face(row) is not None, timeout=30_000)
    assert view.faces.face(row).width() == 224
    gone = replace(row, file=str(Path(row.file).with_name("gone.png")))
    view.faces.face(gone)
    qtbot.waitUntil(lambda: view.faces.face(gone) is not None, timeout=30_000)
    assert view.faces.face(gone).isNull()


def test_without_people_it_says_how_photos_should_lie(window, scanned, people: Path, tmp_path: Path) -> None:
    window.show_page("evaluate")
    view = window.view_page("evaluate")
    assert view.findChild(EmptyState).title == "Does quality predict errors?"
    assert not view.panel.run.isEnabled()
    flat = tmp_path / "flat"
    flat.mkdir()
    for n in range(2):
        shutil.copy(people / "lisa" / f"{n}.png", flat)
    window.show_page("triage")
    scanned(flat)
    window.show_page("evaluate")
    assert view.findChild(EmptyState).title == "Nobody has two photos here"
    assert not view.panel.run.isEnabled()
    view.run()
    assert not view.running
    assert view.found is None


def test_a_scan_that_begins_and_ends_meanwhile_is_followed(window, people: Path, qtbot) -> None:
    window.show_page("evaluate")
    view = window.view_page("evaluate")
    assert not view.panel.run.isEnabled()
    window.open_paths([str(people)])
    window.show_page("evaluate")  # before anything is scored
    qtbot.waitUntil(lambda: len(window.columns) == 12 and not window.scanning, timeout=300_000)
    qtbot.waitUntil(view.panel.run.isEnabled)
    assert "2 people with" in view.findChild(EmptyState).sentence
    window.rescan()
    qtbot.waitUntil(lambda: not view.panel.run.isEnabled())
    qtbot.waitUntil(view.panel.run.isEnabled, timeout=300_000)


def test_closing_while_it_runs_ends_it(window, scanned, people: Path, qtbot) -> None:
    scanned(people)
    window.show_page("evaluate")
    view = window.view_page("evaluate")
    view.run()
    assert view.running
    window.close()
    assert not window.isVisible()
