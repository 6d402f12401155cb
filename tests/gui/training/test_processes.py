"""A training's process: watched, found again, stopped, and what is told when it goes without a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import psutil
import pytest

from faceqnet_engine.errors import OutputError
from faceqnet_gui.training.words import duration_range, failure_words
from faceqnet_gui.worker.processes import RUN, Ending, TrainingProcess, command_line, running_process

LONG = 240_000


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The demo people, as the command reads them."""
    (tmp_path / "work").mkdir()
    file = tmp_path / "config.toml"
    file.write_text(f'id = "x"\nwork = "{tmp_path / "work"}"\nthreads = 1\n[data]\nsource = "demo"\n')
    return file


def started(
    qtbot, config: Path, *steps: str, changes: tuple[str, ...] = ()
) -> tuple[TrainingProcess, list[Any], list[Ending]]:
    process = TrainingProcess(config.parent / "work")
    lines: list[Any] = []
    endings: list[Ending] = []
    process.told.connect(lines.extend)
    process.ended.connect(endings.append)
    process.start(steps, config, 1, changes)
    return process, lines, endings


def test_a_step_is_watched_to_its_end(qtbot, config: Path) -> None:
    process, lines, endings = started(qtbot, config, "dataset")
    running = running_process(process.work)
    assert running is not None
    assert running.nice() == 10
    qtbot.waitUntil(lambda: bool(endings), timeout=LONG)
    assert endings == [Ending("done", "", "", "", ("dataset",))]
    assert {line["step"] for line in lines} == {"dataset"}
    assert lines[-1]["message"].startswith("finished in")
    assert (process.work / "dataset" / "step.json").is_file()
    assert running_process(process.work) is None


def test_one_that_is_killed_is_told_so_and_another_window_finds_one_that_lives(qtbot, config: Path) -> None:
    process, _, endings = started(qtbot, config, "dataset")
    other = TrainingProcess(process.work)
    assert other.adopt()
    assert other.steps == ("dataset",)
    others: list[Ending] = []
    other.ended.connect(others.append)
    process.kill()
    qtbot.waitUntil(lambda: bool(endings) and bool(others), timeout=LONG)
    assert endings[0].state == others[0].state == "killed"
    assert "ended from outside" in failure_words(endings[0])
    assert not TrainingProcess(process.work).adopt()


def test_one_that_is_let_go_lives_and_an_interrupted_one_says_so(qtbot, config: Path) -> None:
    process, _, endings = started(qtbot, config, "dataset", "references")
    found = running_process(process.work)
    assert found is not None
    process.let_go()
    assert found.is_running()
    assert process.adopt()
    process.pause()
    qtbot.waitUntil(lambda: found.status() == psutil.STATUS_STOPPED, timeout=10_000)
    again = TrainingProcess(process.work)
    assert again.adopt()
    assert again.paused
    again.let_go()
    process.interrupt()  # goes on first: a process that stands still cannot say goodbye
    qtbot.waitUntil(lambda: bool(endings), timeout=LONG)
    assert endings[0].state in {"interrupted", "killed"}  # killed: it was still loading


def test_a_wrong_config_is_told_in_the_process_s_own_sentence(qtbot, config: Path) -> None:
    process, _, endings = started(qtbot, config, "dataset", changes=("train.epoch=3",))
    qtbot.waitUntil(lambda: bool(endings), timeout=LONG)
    assert (endings[0].state, endings[0].kind) == ("failed", "data")
    assert "no key train.epoch" in failure_words(endings[0])
    assert "no key train.epoch" in endings[0].details
    assert not process.adopt()


def test_a_work_folder_that_cannot_be_written_is_said_before_anything_starts(
    config: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="Nothing was started"):
        TrainingProcess(tmp_path / "file" / "work").start(("dataset",), config, 1)


def test_a_process_of_another_computer_or_with_another_start_is_not_taken_for_ours(tmp_path: Path) -> None:
    me = psutil.Process()
    import socket

    told = {
        "state": "running",
        "process": me.pid,
        "process_since": me.create_time(),
        "computer": socket.gethostname(),
    }
    for change, found in (
        ({}, True),
        ({"computer": "else"}, False),
        ({"process_since": 1.0}, False),
        ({"state": "done"}, False),
    ):
        (tmp_path / RUN).write_text(json.dumps({**told, **change}))
        assert (running_process(tmp_path) is not None) == found
    (tmp_path / RUN).write_text("{")
    assert running_process(tmp_path) is None


def test_every_failure_has_words_and_durations_are_said_as_people_do() -> None:
    for kind in ("loss", "memory", "disk", "device", "fault"):
        assert failure_words(Ending("failed", kind, "its own")) != "its own"
    assert failure_words(Ending("failed", "data", "its own")) == "its own"
    assert "memory" in failure_words(Ending("killed", "memory"))
    assert duration_range(23, 41) == "25 to 40 s"
    assert duration_range(1500, 2100) == "25 to 35 min"
    assert duration_range(7000, 11000) == "2 to 3 h"
    assert duration_range(1, 3) == "5 s"
    assert command_line(["train"], Path("c.toml"), ("a=1",)) == [
        "python", "-m", "training", "train", "--config", "c.toml", "--set", "a=1",
    ]  # fmt: skip
