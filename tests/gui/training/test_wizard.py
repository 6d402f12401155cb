"""The whole wizard with a real process: from the demo people to a model that scores."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceqnet_engine import Assessor
from faceqnet_engine.models.registry import check_file, record
from faceqnet_gui.training.begun import begun_words
from faceqnet_gui.training.files import read_live
from faceqnet_gui.training.models_page import ModelsPage
from faceqnet_gui.training.view import TrainingView
from faceqnet_gui.training.wizard import Wizard
from faceqnet_gui.worker.processes import running_process

pytestmark = pytest.mark.slow
LONG = 240_000


def press(qtbot, button) -> None:
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def is_whole(work: Path, step: str) -> bool:
    """Whether a step's files are there with the bytes that its record names."""
    record = json.loads((work / step / "step.json").read_text(encoding="utf-8"))
    files = {name: (work / step / name).read_bytes() for name in record["outputs"]}
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == record["outputs"]


def long_training(wizard: Wizard, **changes: object) -> None:
    """Options with which a training lasts until it is stopped."""
    page = wizard.page
    page.choose_preset("expert")
    train = {"epochs": 3000, "patience": 0, "batch": 8, "heads": 4, "checkpoint_seconds": 0.5, **changes}
    wizard.draft.expert = {"train": train, "labels": {"copies": 2}, "evaluate": {"draws": 50}}


def epochs(wizard: Wizard) -> int:
    live = read_live(wizard.draft.work, running=True)
    return len(live.history) if live else 0


def choose_the_demo(room: TrainingView, qtbot) -> Wizard:
    room.begin()
    assert room.wizard is not None
    assert room.wizard.why.text() == "Choose photos first."
    assert not room.wizard.go.isEnabled()
    room.wizard.page.sources["demo"].click()
    wizard = room.wizard
    qtbot.waitUntil(lambda: wizard.page.photos is not None, timeout=LONG)
    assert wizard.why.text() == "Confirm that you may use the photos."
    wizard.page.licence.setChecked(True)
    return wizard


def learn_quickly(room: TrainingView, qtbot, ready) -> None:
    wizard = room.wizard
    assert wizard is not None
    page = wizard.page
    page.choose_preset("quick")
    wizard.copy_command()
    assert "python -m training embeddings labels train evaluate --config" in QApplication.clipboard().text()
    qtbot.waitUntil(lambda: not wizard.runs.running, timeout=LONG)
    assert "on this computer (CPU)" in page.estimate.text()
    press(qtbot, page.begin)
    ready(room)
    assert is_whole(wizard.draft.work, "train")
    qtbot.waitUntil(lambda: page.loss.points > 0, timeout=LONG)
    assert len(page.samples.tiles) == 12


def name_and_install(room: TrainingView, qtbot, ready, name: str) -> None:
    wizard = room.wizard
    assert wizard is not None
    page = wizard.page
    assert not wizard.go.isEnabled()
    for text in ("faceqnet-r29", name):
        page.name.setText(text)
        page.name.textEdited.emit(text)
        assert ("has this name" in wizard.why.text()) == (text != name)
    press(qtbot, page.install)
    ready(room)


def test_the_demo_people_become_a_model_that_scores(
    room: TrainingView, window, qtbot, ready, scanned, demo_set: Path, tmp_path: Path, portrait: Path
) -> None:
    (tmp_path / "few").mkdir()
    for photo in sorted(p for p in demo_set.rglob("*") if p.suffix in {".png", ".jpg"})[::8]:
        (tmp_path / "few" / photo.name).write_bytes(photo.read_bytes())
    scanned(tmp_path / "few")
    scored = sum(r.quality is not None for r in window.columns.rows)
    assert scored > 3
    window.show_page("train")
    wizard = choose_the_demo(room, qtbot)
    for head in ("What is each person's best photo?", "What does good mean here?", "How shall it learn?"):
        ready(room)
        press(qtbot, wizard.go)
        assert wizard.page.head() == head
    learn_quickly(room, qtbot, ready)
    press(qtbot, wizard.go)
    ready(room)
    assert wizard.page.word.text() == "Not distinguishable from faceqnet-r29"
    assert "too few to rank" in wizard.page.line.text()
    press(qtbot, wizard.go)
    name_and_install(room, qtbot, ready, "my-door")
    made, release = record("my-door"), wizard.page
    check_file(made)
    assert not made.shipped
    qtbot.waitUntil(lambda: len(release.comparison.changes) == scored, timeout=LONG)
    press(qtbot, release.use)
    assert window.settings.model == "my-door"
    qtbot.waitUntil(lambda: not window.scanning, timeout=LONG)
    assert {r.model for r in window.columns.rows} == {made.name}
    release.export_to(tmp_path / "door.zip")
    qtbot.waitUntil((tmp_path / "door.zip").is_file, timeout=LONG)
    assert "my-door.safetensors" in zipfile.ZipFile(tmp_path / "door.zip").namelist()
    press(qtbot, release.previous)
    assert window.settings.model == ""
    press(qtbot, wizard.go)
    assert room.wizard is None
    with Assessor(model="my-door", device="cpu", measures=False) as assessor:
        assert next(iter(assessor.assess([portrait]))).score is not None


def test_a_killed_training_is_offered_again_and_goes_on_where_it_was(
    room: TrainingView, labelled: Wizard, qtbot
) -> None:
    long_training(labelled)
    labelled.page.start()
    qtbot.waitUntil(lambda: epochs(labelled) > 6, timeout=LONG)
    qtbot.waitUntil(
        lambda: any(labelled.draft.work.glob("train.partial/scratch/run-0/checkpoints/*.safetensors")),
        timeout=LONG,
    )
    process = running_process(labelled.draft.work)
    assert process is not None
    process.kill()
    qtbot.waitUntil(labelled.problem.isVisible, timeout=LONG)
    assert "ended from outside" in labelled.problem.words.text()
    assert not (labelled.draft.work / "train").is_dir() or not labelled.runs.done("train")
    before = epochs(labelled)
    room.go_home()
    words = [begun_words(d) for d in room.models.begun]
    assert any("Continue?" in w and " %" in w for w in words)
    room.models.go_on_wanted.emit(room.models.begun[0])
    wizard = room.wizard
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.page.begin.text() == "Go on training", timeout=LONG)
    wizard.page.start()
    qtbot.waitUntil(lambda: epochs(wizard) > before + 3, timeout=LONG)
    first = read_live(wizard.draft.work)
    assert first is not None
    assert [line[:2] for line in first.history[:before]] == [(0, n) for n in range(before)]
    press(qtbot, wizard.strip.stop)
    assert wizard.strip.words.text() == "Stopping, keeps the best model"
    qtbot.waitUntil(lambda: wizard.runs.done("train"), timeout=LONG)
    assert is_whole(wizard.draft.work, "train")
    facts = json.loads((wizard.draft.work / "train" / "train.json").read_text())
    assert facts["heads_trained"] == 1


def test_a_training_survives_the_window_and_is_found_again(
    room: TrainingView, labelled: Wizard, window, qtbot, qapp
) -> None:
    long_training(labelled, rate=2e-4)
    labelled.page.start()
    qtbot.waitUntil(
        lambda: running_process(labelled.draft.work) is not None and epochs(labelled) > 0, timeout=LONG
    )
    work, process = labelled.draft.work, running_process(labelled.draft.work)
    assert process is not None
    labelled.toggle_pause()
    qtbot.waitUntil(lambda: process.status() == psutil.STATUS_STOPPED, timeout=LONG)
    labelled.toggle_pause()
    room.go_home()  # as the window's closing does
    assert process.is_running()
    other = ModelsPage(window, print)
    qtbot.addWidget(other)
    assert any("goes on" in begun_words(d) for d in other.begun if d.work == work)
    room.open_draft(next(d for d in other.begun if d.work == work))
    wizard = room.wizard
    assert wizard is not None
    assert wizard.runs.process.running
    before = epochs(wizard)
    qtbot.waitUntil(lambda: epochs(wizard) > before, timeout=LONG)
    wizard.draft.go_on = False
    room.go_home()
    psutil.wait_procs([process], 30)
    assert not process.is_running()


def test_a_damaged_checkpoint_is_set_aside_and_the_one_before_it_used(
    room: TrainingView, labelled: Wizard, qtbot
) -> None:
    long_training(labelled, rate=1e-4)
    work = labelled.draft.work
    labelled.page.start()
    folder = work / "train.partial/scratch/run-0/checkpoints"
    qtbot.waitUntil(lambda: len(list(folder.glob("*.safetensors"))) == 2, timeout=LONG)
    labelled.runs.process.kill()
    qtbot.waitUntil(labelled.problem.isVisible, timeout=LONG)
    newest = max(folder.glob("*.safetensors"))
    newest.write_bytes(newest.read_bytes()[:1000])
    before = epochs(labelled)
    press(qtbot, labelled.problem.retry)
    # The file first: an epoch that the killed process had still counted would look like progress.
    qtbot.waitUntil(newest.with_suffix(".damaged").is_file, timeout=LONG)
    qtbot.waitUntil(lambda: epochs(labelled) > before, timeout=LONG)


def test_a_loss_that_is_no_number_is_said_with_what_to_do(labelled: Wizard, qtbot) -> None:
    long_training(labelled, rate=9.0)
    labelled.draft.expert["train"]["rate"] = 1e30
    labelled.page.start()
    qtbot.waitUntil(labelled.problem.isVisible, timeout=LONG)
    assert "no longer a number" in labelled.problem.words.text()
    assert "learning rate" in labelled.problem.words.text()
    assert "epoch" in labelled.problem.details.toPlainText()


@pytest.mark.skipif(
    __import__("torch").cuda.is_available(), reason="this machine has the GPU that must be absent"
)
def test_a_gpu_that_is_absent_is_said(labelled: Wizard, qtbot) -> None:
    labelled.page.choose_preset("quick")
    labelled.page.choose_device("cuda")
    labelled.page.start()
    qtbot.waitUntil(labelled.problem.isVisible, timeout=LONG)
    assert "device is not in this computer" in labelled.problem.words.text()
    labelled.page.choose_device("cpu")
