"""Which steps a page needs, which of them are done for the choices in force, and the one process that does them."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from faceqnet_engine.errors import OutputError
from faceqnet_gui.training.draft import Draft
from faceqnet_gui.worker.processes import Ending, TrainingProcess, command_line

STEPS = ("dataset", "references", "embeddings", "labels", "train", "evaluate", "release")
PREVIEW = "labels.copies=0"
"""Before a preset is chosen, photos are labelled without degraded copies: they are what takes long."""
_STOP_SECONDS = 10


class Runs(QObject):
    """The steps of one draft."""

    told = Signal(dict)  # the newest line of progress
    ended = Signal(object)  # Ending
    changed = Signal()
    slow_to_stop = Signal()  # asked to stop ten seconds ago, and still there

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.process = TrainingProcess(draft.work, self)
        self.process.told.connect(self._take)
        self.process.ended.connect(self._end)
        self.process.changed.connect(self.changed)
        self.line: dict[str, Any] = {}
        self.stopping = False
        self._began: dict[str, float] = {}
        self._first: dict[str, int] = {}
        self._marks: dict[str, str] = {}
        self._next: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_STOP_SECONDS * 1000)
        self._patience.timeout.connect(self.slow_to_stop)

    # ---- what is done

    def mark(self, step: str) -> str:
        """A digest of the choices that a step's result depends on."""
        config = self.draft.config()
        parts: list[Any] = [config["data"]]
        if step != "dataset":
            parts.append(sorted(self.draft.replaced.items()))
        if step in STEPS[2:]:
            parts += [config["recognisers"], config["labels"]["kind"] if step != "embeddings" else ""]
        if step in STEPS[4:]:
            parts += [config["labels"], {k: v for k, v in config["train"].items() if k != "device"}]
        if step in STEPS[5:]:
            parts.append(config["evaluate"])
        if step == "release":
            parts += [config["id"], config["release"]]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]

    def done(self, step: str) -> bool:
        """Whether a step's files stand there for the choices in force."""
        fits = self.draft.done.get(step) == self.mark(step)
        return fits and (self.draft.work / step / "step.json").is_file()

    # ---- running

    @property
    def running(self) -> bool:
        """Whether a process runs, or is about to."""
        return self.process.running or self._next is not None

    @property
    def step(self) -> str:
        """The step that is under way, empty where none is."""
        if not self.process.running:
            return ""
        return str(self.line.get("step", self.process.steps[0] if self.process.steps else ""))

    def need(self, *steps: str, preview: bool = False) -> None:
        """Run those of the steps that are not done; what runs already goes first if it is one of them."""
        missing = tuple(s for s in steps if not self.done(s))
        if missing and not (self.process.running and set(missing) <= set(self.process.steps)):
            self.start(*steps, preview=preview)

    def start(self, *steps: str, preview: bool = False) -> None:
        """Run these, after ending what runs now.

        Raises:
            OutputError: the work folder cannot be written.
        """
        changes = (PREVIEW,) if preview else ()
        if self.process.running:
            self._next = (steps, changes)
            self.process.interrupt()
            self._patience.start()
            return
        self.draft.save()
        self._marks = {s: self.mark(s) for s in steps if s in STEPS}
        self.line, self.stopping, self._began, self._first = {}, False, {}, {}
        if "train" in steps:
            self.draft.trained = time.time()
            self.draft.save()
        self.process.start(steps, self.draft.config_file, self.draft.threads, changes)

    def adopt(self) -> bool:
        """Find a process that another window left here."""
        found = self.process.adopt()
        if found:
            self._marks = {s: self.mark(s) for s in self.process.steps if s in STEPS}
        return found

    def stop(self) -> None:
        """End the step: a training that has learnt something keeps its best, everything else can go on later."""
        self.stopping = True
        learnt = self.step == "train" and (self.draft.work / "train.partial" / "live.json").is_file()
        if learnt:
            self.process.stop_and_keep()
        else:
            self.process.interrupt()
        self._patience.start()
        self.changed.emit()

    def command(self, *steps: str, preview: bool = False) -> list[str]:
        """The same as a person would type it."""
        return command_line(steps, self.draft.config_file, (PREVIEW,) if preview else ())

    def seconds_left(self) -> float | None:
        """Of the step under way, from its pace so far; None in its first three seconds."""
        step, done, total = self.step, self.line.get("done", 0), self.line.get("total", 0)
        if step not in self._began or not total:
            return None
        spent, made = time.monotonic() - self._began[step], done - self._first[step]
        return spent / made * (total - done) if spent > 3 and made > 0 else None

    # ---- inside

    def _take(self, lines: list[dict[str, Any]]) -> None:
        for line in lines:
            step = str(line["step"])
            finished = line.get("unit") == "steps" and line.get("done") == line.get("total")
            if finished and step in self._marks:
                self.draft.done[step] = self._marks[step]
                if step == "train":
                    self._patience.stop()
                    self.stopping = False
            if step not in self._began or line["done"] < self._first[step]:
                self._began[step], self._first[step] = time.monotonic(), line["done"]
            self.line = line
            if finished:
                self.told.emit(line)
        self.told.emit(self.line)

    def _end(self, ending: Ending) -> None:
        self._patience.stop()
        self.stopping = False
        try:
            self.draft.save()
        except OutputError as error:
            ending = Ending("failed", "disk", error.sentence, ending.details, ending.steps)
            self._next = None
        following, self._next = self._next, None
        if following is not None:
            steps, changes = following
            self.start(*steps, preview=bool(changes))
            return
        self.ended.emit(ending)
