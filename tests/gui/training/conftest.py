"""The Train view with a data folder of the module's own, so that one demo set serves several tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication

from faceqnet_gui.training.draft import Draft, trainings_folder, work_folder
from faceqnet_gui.training.view import TrainingView
from faceqnet_gui.training.wizard import Wizard
from faceqnet_gui.worker.processes import running_process

STEP_MILLISECONDS = 240_000


@pytest.fixture(scope="module")
def module_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data") / "faceqnet"


@pytest.fixture
def own_data(own_folders: Path, module_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The module's data folder; trainings of it that a test leaves running are ended."""
    monkeypatch.setenv("FACEQNET_DATA", str(module_data))
    return module_data


@pytest.fixture
def room(own_data: Path, window, qtbot) -> Iterator[TrainingView]:
    window.resize(1280, 900)
    window.show_page("train")
    made = window.view_page("train")
    yield made
    if made.wizard is not None:
        made.wizard.draft.go_on = False
    made.go_home()
    end_processes()


def end_processes() -> None:
    """Nothing that a test started outlives it."""
    folder = trainings_folder()
    for work in folder.iterdir() if folder.is_dir() else ():
        process = running_process(work)
        if process is not None:
            process.kill()
            psutil.wait_procs([process], 10)


@pytest.fixture
def ready(qtbot) -> Callable[[TrainingView], None]:
    """Waits until the page can go on, or says why not."""

    def wait(room: TrainingView) -> None:
        def fine() -> bool:
            assert room.wizard is not None
            assert not room.wizard.problem.isVisible(), room.wizard.problem.words.text()
            return not room.wizard.page.why_not()

        qtbot.waitUntil(fine, timeout=STEP_MILLISECONDS)

    return wait


@pytest.fixture
def labelled(room: TrainingView, ready, qtbot) -> Wizard:
    """The wizard on the demo people, at page 4, everything before it done."""
    room.open_draft(Draft(work_folder("demo", ""), id="demo-model", source="demo", began=1.0))
    wizard = room.wizard
    assert wizard is not None
    wizard.draft.licence_seen = True
    # The data folder is the module's: what another test's training left must not pass for this one's.
    shutil.rmtree(wizard.draft.work / "train.partial", ignore_errors=True)
    if wizard.runs.done("labels"):
        wizard.show_page(3)
        return wizard
    for page in range(3):
        wizard.show_page(page)
        ready(room)
    qtbot.waitUntil(lambda: not wizard.runs.running, timeout=STEP_MILLISECONDS)
    wizard.draft.furthest = 3
    (wizard.draft.work / "trial.json").write_text('{"low": 5.0, "high": 9.0, "device": "CPU"}')
    wizard.show_page(3)
    QApplication.processEvents()
    return wizard
