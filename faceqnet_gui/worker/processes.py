"""A training in a process of its own: started, found again, watched, paused, stopped, and never taken along.

The process has a session of its own from the beginning, so that one way serves both the window that started it and
the one that finds it later. (QProcess tells the number of a detached process to C++ alone.) It speaks through files
of the work folder: `run.json` says what runs and how it ended, `progress.jsonl` one line of progress each,
`errors.txt` what it wrote to stderr.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QObject, QTimer, Signal

from faceqnet_engine.errors import OutputError

RUN, PROGRESS, ERRORS = "run.json", "progress.jsonl", "errors.txt"
STOP = Path("train.partial") / "stop"
_POLL_MILLISECONDS = 150
_TAIL = 4000
_SAME_START = 2.0
"""Seconds by which the system's and our note of a process's start may differ."""
_LITTLE_MEMORY = 0.04
"""Share of the memory that is left when a process is likely to be ended for want of it."""
_NICE = 10


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended.

    Attributes:
        state: `done`, `failed`, `interrupted`, or `killed` (ended from outside, without a word).
        kind: `loss`, `memory`, `disk`, `model`, `data`, `device`, `fault`; of `killed` perhaps `memory`.
        sentence: What the process said.
        details: The end of what it wrote to stderr.
        steps: What was run.
    """

    state: str
    kind: str = ""
    sentence: str = ""
    details: str = ""
    steps: tuple[str, ...] = ()


def command_line(steps: Sequence[str], config: Path, changes: Sequence[str] = ()) -> list[str]:
    """What a person would type."""
    more = [part for change in changes for part in ("--set", change)]
    return ["python", "-m", "training", *steps, "--config", str(config), *more]


def running_process(work: Path) -> psutil.Process | None:
    """The living process that a work folder names, on this computer."""
    told = _read(work / RUN)
    if told.get("state") != "running" or told.get("computer") != socket.gethostname():
        return None
    try:
        found = psutil.Process(int(told["process"]))
        alive = found.is_running() and found.status() not in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}
        same = abs(found.create_time() - float(told["process_since"])) < _SAME_START
        return found if alive and same else None
    except (psutil.Error, KeyError, TypeError, ValueError):
        return None


class TrainingProcess(QObject):
    """At most one process of a work folder.

    Every start ends with exactly one `ended`, whoever ended it.
    """

    told = Signal(list)  # list[dict], lines of progress in order
    ended = Signal(object)  # Ending
    changed = Signal()  # running, paused

    def __init__(self, work: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.work = work
        self._process: psutil.Process | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._steps: tuple[str, ...] = ()
        self._read_to = 0
        self._paused = False
        self._short_of_memory = False
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._poll)

    @property
    def running(self) -> bool:
        """Whether it runs or is paused."""
        return self._process is not None

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._paused

    @property
    def steps(self) -> tuple[str, ...]:
        """What it was started for."""
        return self._steps

    def start(self, steps: Sequence[str], config: Path, threads: int, changes: Sequence[str] = ()) -> None:
        """Begin; what an earlier run said is dropped.

        Raises:
            OutputError: the work folder cannot be written, or the process cannot be made.
        """
        assert not self.running
        self._steps = tuple(steps)
        try:
            self.work.mkdir(parents=True, exist_ok=True)
            (self.work / RUN).unlink(missing_ok=True)
            for name in (PROGRESS, ERRORS):
                (self.work / name).write_bytes(b"")
            pid = self._launched(command_line(steps, config, changes), threads)
            self._process = psutil.Process(pid)
            self._note(pid, self._process.create_time())
            with contextlib.suppress(psutil.Error):  # the window goes first; where that is refused, so be it
                self._process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if os.name == "nt" else _NICE)
        except OSError as error:
            raise OutputError(
                f"{self.work} cannot be written: {error.strerror}. Nothing was started; what is done is kept."
            ) from error
        except psutil.NoSuchProcess:
            pass  # gone already: the first look at its files says why
        self._read_to, self._paused, self._short_of_memory = 0, False, False
        self._timer.start()
        self.changed.emit()

    def adopt(self) -> bool:
        """Take over a process that another window started; whether there is one."""
        found = running_process(self.work)
        if found is None or self.running:
            return self.running
        self._process = found
        self._steps = tuple(_read(self.work / RUN).get("steps", ()))
        self._read_to = 0
        with contextlib.suppress(psutil.Error):
            self._paused = found.status() == psutil.STATUS_STOPPED
        self._timer.start()
        self.changed.emit()
        return True

    def let_go(self) -> None:
        """Look away; the process goes on."""
        self._timer.stop()
        self._process = None
        if self._child is not None:
            self._child.returncode = 0  # nobody waits for it any more; it has a session of its own
            self._child = None

    def stop_and_keep(self) -> None:
        """Ask the training for its best so far; it ends by itself."""
        self.resume()
        with contextlib.suppress(OSError):  # no folder: nothing was learnt yet, or the step is over
            (self.work / STOP).touch()

    def interrupt(self) -> None:
        """End it so that it can go on later."""
        self.resume()
        self._signal("terminate")

    def kill(self) -> None:
        """End it hard; what was finished, and the last checkpoint, are kept."""
        self._signal("kill")

    def pause(self) -> None:
        """Let it stand still; nothing is lost, its memory stays taken."""
        if self.running and not self._paused and self._signal("suspend"):
            self._paused = True
            self.changed.emit()

    def resume(self) -> None:
        """Let a paused one go on."""
        if self.running and self._paused and self._signal("resume"):
            self._paused = False
            self.changed.emit()

    # ---- inside

    def _launched(self, command: Sequence[str], threads: int) -> int:
        """A session of its own: neither the terminal's nor the window's end reaches it."""
        root, before = str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")
        environment = dict(os.environ) | {"PYTHONPATH": os.pathsep.join([root, before]) if before else root}
        environment |= dict.fromkeys(
            ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads)
        )
        whole = [sys.executable, *command[1:], "--progress", "json", "--state", str(self.work / RUN)]
        with (self.work / PROGRESS).open("ab") as out, (self.work / ERRORS).open("ab") as errors:
            self._child = subprocess.Popen(
                whole,
                cwd=self.work,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._child.pid

    def _note(self, pid: int, since: float) -> None:
        """The process says this itself once it is up; a window that looks before must find it too."""
        told = {
            "state": "running",
            "steps": self._steps,
            "process": pid,
            "process_since": since,
            "computer": socket.gethostname(),
            "since": time.time(),
        }
        with contextlib.suppress(FileExistsError), (self.work / RUN).open("x", encoding="utf-8") as stream:
            json.dump(told, stream)

    def _signal(self, name: str) -> bool:
        process = self._process
        if process is None:
            return False
        try:
            getattr(process, name)()
        except psutil.Error:
            return False
        return True

    def _poll(self) -> None:
        if self._child is not None:
            self._child.poll()  # so that an ended one does not stay as a zombie
        alive = running_process(self.work) is not None
        memory = psutil.virtual_memory()
        self._short_of_memory |= memory.available < _LITTLE_MEMORY * memory.total
        self._take_lines()
        if not alive and self._process is not None:
            self._take_lines()
            self._timer.stop()
            self._process, self._paused = None, False
            self.changed.emit()
            self.ended.emit(self._ending())

    def _take_lines(self) -> None:
        try:
            with (self.work / PROGRESS).open("rb") as stream:
                stream.seek(self._read_to)
                data = stream.read()
        except OSError:
            return
        whole = data[: data.rfind(b"\n") + 1]
        self._read_to += len(whole)
        lines: list[dict[str, Any]] = []
        for line in whole.splitlines():
            with contextlib.suppress(ValueError):
                told = json.loads(line)
                if isinstance(told, dict) and "step" in told:
                    lines.append(told)
        if lines:
            self.told.emit(lines)

    def _ending(self) -> Ending:
        told = _read(self.work / RUN)
        state = str(told.get("state", "failed"))
        kind, sentence = str(told.get("kind", "")), str(told.get("sentence", ""))
        if state == "running":
            state, kind = "killed", "memory" if self._short_of_memory else ""
        return Ending(state, kind, sentence, self._errors(), self._steps)

    def _errors(self) -> str:
        try:
            return (self.work / ERRORS).read_bytes()[-_TAIL:].decode("utf-8", "replace").strip()
        except OSError:
            return ""


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
