"""Bad data and two windows: what the wizard says, and that nothing is lost."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QPushButton

from faceqnet_gui.training.discarding import lock_of
from faceqnet_gui.training.draft import Draft, new_draft, read_draft, trainings_folder, work_folder
from faceqnet_gui.training.view import TrainingView
from faceqnet_gui.training.wizard import Wizard

LONG = 240_000


@pytest.fixture
def tree(tmp_path: Path, portrait: Path) -> Path:
    """Three people of one to three photos."""
    for person, photos in (("ada", 3), ("bea", 2), ("cid", 1)):
        (tmp_path / "tree" / person).mkdir(parents=True)
        for n in range(photos):
            shutil.copy(portrait, tmp_path / "tree" / person / f"{n}.jpg")
    return tmp_path / "tree"


def opened(room: TrainingView, source: str, path: str) -> Wizard:
    room.open_draft(new_draft(source, path))
    assert room.wizard is not None
    return room.wizard


@pytest.mark.slow
def test_too_few_people_are_refused_with_the_minimum(room: TrainingView, tree: Path, qtbot) -> None:
    wizard = opened(room, "tree", str(tree))
    qtbot.waitUntil(wizard.problem.isVisible, timeout=LONG)
    assert "at least 5 are needed" in wizard.problem.words.text()
    assert not wizard.go.isEnabled()
    for n in range(6):
        shutil.copytree(tree / "ada", tree / f"more{n}")
    wizard.page.look_again()
    qtbot.waitUntil(lambda: wizard.page.photos is not None, timeout=LONG)
    assert wizard.why.text() == "40 people with 3 photos are needed, 7 are here."
    assert wizard.page.photos.problems["single_image"][0] == 1


def test_a_folder_that_is_gone_is_named(room: TrainingView, tree: Path, qtbot) -> None:
    gone = tree.parent / "gone"
    wizard = opened(room, "tree", str(gone))
    qtbot.waitUntil(wizard.problem.isVisible, timeout=LONG)
    assert f"There is no folder {gone}" in wizard.problem.words.text()
    assert wizard.page.why_not()


def test_a_second_window_is_told_who_has_the_training_and_can_take_it_over(
    room: TrainingView, own_data: Path, qtbot, tmp_path: Path
) -> None:
    draft = Draft(work_folder("tree", str(tmp_path)), source="tree", path=str(tmp_path), page=1)
    draft.save()
    holder = QProcess()
    code = (
        "import sys; from PySide6.QtCore import QLockFile; k = QLockFile(sys.argv[1]); k.setStaleLockTime(0);"
        "print(k.tryLock(0), flush=True); sys.stdin.read()"
    )
    import sys

    holder.start(sys.executable, ["-c", code, str(draft.work / "wizard.lock")])
    try:
        qtbot.waitUntil(lambda: holder.bytesAvailable() > 0, timeout=60_000)
        assert bytes(holder.readAll().data()).strip() == b"True"
        room.open_draft(draft)
        assert room.wizard is None
        assert room.busy.title == "This training is open in another window"
        take = next(b for b in room.busy.findChildren(QPushButton) if b.text() == "Take over")
        take.click()
        assert room.wizard is not None
        owner = lock_of(draft.work).owner()
        assert owner is not None
        assert owner.process == os.getpid()
    finally:
        holder.closeWriteChannel()
        holder.waitForFinished(10_000)


def test_a_window_whose_training_was_taken_over_writes_nothing_more(
    room: TrainingView, tmp_path: Path, window
) -> None:
    draft = Draft(work_folder("tree", str(tmp_path)), source="tree", path=str(tmp_path), notes="mine")
    room.open_draft(draft)
    assert room.wizard is not None
    room.wizard.runs.process.kill()
    lock = draft.work / "wizard.lock"
    lock.unlink()
    lock.write_text("1\nfaceqnet-gui\nelsewhere\n")
    draft.notes = "changed here"
    room.wizard.save()
    assert room.wizard is None
    kept = read_draft(draft.work)
    assert kept is not None
    assert kept.notes == "mine"
    assert "taken this training over" in room.toast.text


def test_discarding_asks_twice_and_leaves_the_photos(room: TrainingView, tree: Path, qtbot) -> None:
    draft = Draft(work_folder("tree", str(tree)), source="tree", path=str(tree), began=1e12)
    draft.save()
    room.models.refresh()
    drop = next(b for b in room.models.findChildren(QPushButton) if b.text() == "Discard")
    drop.click()
    assert draft.work.is_dir()
    assert drop.text() == "Delete what was made?"
    drop.click()
    qtbot.waitUntil(lambda: not draft.work.exists(), timeout=20_000)
    assert len(list(tree.rglob("*.jpg"))) == 6


def test_choices_are_read_back_and_a_damaged_file_of_them_is_no_training(
    own_data: Path, tmp_path: Path
) -> None:
    draft = Draft(work_folder("csv", str(tmp_path / "x.csv")), source="csv", path=str(tmp_path / "x.csv"))
    draft.replaced = {"ada": "ada/1.jpg"}
    draft.preset, draft.expert = "expert", {"train": {"epochs": 7}}
    draft.save()
    assert read_draft(draft.work) == draft
    assert draft.config()["train"]["epochs"] == 7
    assert (draft.work / "references.txt").read_text() == "user;template_image\nada;ada/1.jpg\n"
    (draft.work / "wizard.json").write_text("{")
    assert read_draft(draft.work) is None
    assert trainings_folder() in draft.work.parents


def test_the_recommended_preset_is_the_shipped_model_s_config() -> None:
    from faceqnet_gui.training.presets import RECOMMENDED, preset
    from training import read_plan

    shipped = Path(__file__).parents[3] / "training/config/faceqnet-r29.toml"
    told, options = read_plan(shipped), preset(RECOMMENDED).options
    assert {k: getattr(told.labels, k) for k in ("copies", "margin")} == options["labels"]
    assert {k: getattr(told.train, k) for k in options["train"]} == dict(options["train"])
    assert Draft(Path("x")).kind == told.labels.kind


def test_every_config_that_the_wizard_writes_is_one_that_the_command_reads(
    own_data: Path, tmp_path: Path
) -> None:
    from faceqnet_gui.training.presets import PRESETS
    from training import read_plan

    for preset in PRESETS:
        draft = Draft(tmp_path / preset.id, source="tree", path=str(tmp_path), preset=preset.id)
        draft.expert = {"train": {"batch": 16}}
        draft.save()
        plan = read_plan(draft.config_file, ["labels.copies=0"])
        assert plan.id == "my-model"
        assert plan.work == draft.work
        assert plan.release.to == "user"
        assert plan.train.batch == (16 if preset.id == "expert" else preset.options["train"]["batch"])
