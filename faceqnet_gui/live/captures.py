"""The photos of the person in front of the camera: taken, written away from the window's thread, kept or not."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal

from faceqnet_engine import __version__
from faceqnet_engine.errors import OutputError
from faceqnet_engine.live.capture import State
from faceqnet_engine.live.saving import CaptureFacts
from faceqnet_gui.live.shots import Shot, discard_all, keep_all, shot_of, swap, write_all
from faceqnet_gui.live.trouble_words import not_chosen_words, not_written_words
from faceqnet_gui.memory import give_back

if TYPE_CHECKING:
    from faceqnet_gui.live.control import LiveControl

FOLDER_VARIABLE = "FACEQNET_CAPTURES"
_OPEN_MILLISECONDS = 400
_Work = Callable[[], OutputError | None]
_Done = Callable[[object], object]


class Captures(QObject):
    """Shots of one person after another."""

    changed = Signal()

    def __init__(self, control: LiveControl) -> None:
        super().__init__(control)
        self._control = control
        self.shots: list[Shot] = []
        self.frames: list[Shot] = []
        self.done: set[str] = set()
        self._passed: set[str] = set()
        self.persons = 0
        self.manual = False
        self._jobs: deque[tuple[_Work, _Done]] = deque()
        self._to_open: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_OPEN_MILLISECONDS)
        self._timer.timeout.connect(self._open)

    @property
    def folder(self) -> Path:
        """Where today's photos go."""
        chosen = self._control.host.settings.captures_folder or os.environ.get(FOLDER_VARIABLE, "")
        if not chosen:
            pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
            chosen = str(Path(pictures or Path.home()) / "FaceQnet")
        return Path(chosen) / datetime.now().strftime("%Y-%m-%d")

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return bool(self._jobs)

    @property
    def shown(self) -> list[Shot]:
        """Every frame of the capture in hand, the one that was taken first, and the photos accepted before it."""
        return self.frames + [s for s in self.shots if s not in self.frames]

    @property
    def in_memory(self) -> list[Shot]:
        """Photos that are not on the disk."""
        return [s for s in self.shots if s.saved is None]

    @property
    def best(self) -> Shot | None:
        """Of this person, by score."""
        scored = [s for s in self.shots if s.quality is not None]
        return (
            max(scored, key=lambda s: s.quality or 0) if scored else (self.shots[0] if self.shots else None)
        )

    # ---- what the capture asks

    def take(self) -> None:
        """Write the chosen frames."""
        control = self._control
        count = max(1, control.host.settings.live_burst)
        facts = self._facts()
        for earlier in self.shots:
            if earlier.accepted:
                earlier.reading = None  # only frames of the newest capture can be chosen
        self.frames = [shot_of(r, facts) for r in control.session.shots]
        self.shots = self.frames[:count] + [s for s in self.shots if s.accepted or s.saved is None]
        self.manual = False
        self._write()

    def choose(self, number: int) -> None:
        """Another frame of the capture in hand is the photo, under the same name; nothing where there is none.

        Args:
            number: Its place among `frames`, from 0. It takes the place of the worst that is kept of the capture.
        """
        kept = [s for s in self.frames if s in self.shots]
        if not kept or not 0 <= number < len(self.frames) or self.frames[number] in kept:
            return
        before, wanted = kept[-1], self.frames[number]
        wanted.facts = replace(wanted.facts, chosen=number >= len(kept))
        self.shots[self.shots.index(before)] = wanted
        self._run(partial(swap, before, wanted), lambda error: self._swapped(error, before, wanted))
        self.changed.emit()

    def _swapped(self, error: object, before: Shot, wanted: Shot) -> None:
        control = self._control
        if isinstance(error, OutputError):
            control.host.report(not_chosen_words(error))
            if wanted in self.shots:
                self.shots[self.shots.index(wanted)] = before
            if control.state is not State.REVIEW:  # the acceptance has passed it by meanwhile
                self._run(partial(keep_all, [before]), lambda failed: self._kept(failed, [before], ""))
        elif wanted.accepted:
            self._kept(None, [wanted], "")
        self.changed.emit()

    def write_again(self) -> None:
        """There may be room now."""
        self._control.session.machine.write_again(monotonic())
        self._write()

    def keep(self) -> None:
        """They are good."""
        shots = list(self.shots)
        subject = self._control.subject_id
        self._run(partial(keep_all, shots), lambda error: self._kept(error, shots, subject))

    def discard(self) -> None:
        """They are not."""
        gone = [s for s in self.shots if not s.accepted]
        self.shots = [s for s in self.shots if s.accepted]
        self.frames = []
        if gone:
            self._run(partial(discard_all, gone), lambda _: None)
        self.changed.emit()

    def next_person(self) -> None:
        """Begin with somebody else."""
        self.persons += 1
        self.shots, self.frames = [], []
        self._control.host.start_job(
            lambda job: give_back()
        )  # photos were read and written: nobody is posing now
        self.changed.emit()

    def following(self, subject: str) -> str:
        """The ID to go on with: the next enrolled one without a photo, or the next number; empty to be asked.

        Who was left out without a photo comes again at the end.
        """
        self._passed.add(subject)
        missing = [s for s in self._control.enrolment.subjects if s not in self.done and s != subject]
        waiting = [s for s in missing if s not in self._passed] or missing
        if waiting:
            later = [s for s in waiting if s > subject]
            return (later or waiting)[0]
        number = re.search(r"(\d+)(\D*)$", subject)
        if number is None:
            return ""
        digits = number.group(1)
        return f"{subject[: number.start()]}{int(digits) + 1:0{len(digits)}d}{number.group(2)}"

    def close(self) -> None:
        """The window closes: what was neither accepted nor refused is kept."""
        self._timer.stop()
        write_all([s for s in self.shots if s.saved is None], self.folder, self._form())
        keep_all(self.shots)

    # ---- jobs

    def _facts(self) -> CaptureFacts:
        control = self._control
        return CaptureFacts(
            subject=control.subject_id,
            taken=datetime.now().astimezone(),
            source=control.title or "Synthetic demo",
            profile=control.session.profile.id,
            model=control.model,
            manual=self.manual,
            software=f"FaceQnet {__version__}",
            checks=control.session.checks(),
            hints=tuple(sorted(control.session.hints.out)),
        )

    def _form(self) -> str:
        return "jpg" if self._control.host.settings.live_format == "jpg" else "png"

    def _write(self) -> None:
        shots = list(self.shots)
        self._run(partial(write_all, shots, self.folder, self._form()), self._written)
        self.changed.emit()

    def _written(self, error: object) -> None:
        control, machine = self._control, self._control.session.machine
        if isinstance(error, OutputError):
            control.tell("not-written", lambda: not_written_words(error))
            machine.not_written(monotonic())
        elif machine.state is State.CAPTURING:
            control.tell("")
            machine.written(monotonic())
            best = self.best
            control.history.capture(monotonic(), best.quality if best is not None else None)
        else:
            self.keep()  # the source was stopped meanwhile; nobody refused the photo
        self.changed.emit()
        control.changed.emit()

    def _kept(self, error: object, shots: list[Shot], subject: str) -> None:
        control = self._control
        if isinstance(error, OutputError):
            control.host.report(not_written_words(error))
            return
        if subject:
            self.done.add(subject)
        for shot in shots:
            if shot.saved is not None:
                self._to_open.add(str(shot.saved.picture.parent))
        self._timer.start()
        self.changed.emit()

    def _open(self) -> None:
        """Into the open session, where triage and export see them."""
        folders, self._to_open = sorted(self._to_open), set()
        if folders:
            self._control.host.open_paths(folders)

    def _run(self, work: _Work, done: _Done) -> None:
        """One after another: a photo is written, changed for another frame and accepted in the order it was asked."""
        self._jobs.append((work, done))
        if len(self._jobs) == 1:
            self._start()

    def _start(self) -> None:
        work, done = self._jobs[0]

        def finished(answer: object) -> None:
            self._jobs.popleft()
            if self._jobs:
                self._start()
            done(answer)

        self._control.host.start_job(
            lambda job: work(), finished, lambda sentence, _: finished(OutputError(sentence))
        )
