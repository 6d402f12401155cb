"""How the window opens inputs and takes what the worker answers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.models.own import DEFAULT, usable
from faceqnet_engine.sources.paths import display
from faceqnet_engine.sources.ref import Ref
from faceqnet_gui.look.words import count, duration, images
from faceqnet_gui.session.arrays import CODE
from faceqnet_gui.session.file import SUFFIX
from faceqnet_gui.session.filters import PROBLEMS, Filter
from faceqnet_gui.session.folders import other_files, rooted, waiting_of
from faceqnet_gui.session.result_file import is_result_name, result_file
from faceqnet_gui.views import LIVE
from faceqnet_gui.worker.engine_worker import ScanOptions

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window


class Scanning:
    """Mixed into the window."""

    _skipped = 0
    _searched = np.zeros(0, np.int64)  # rows in which smaller faces are looked for
    nobody_looked_at = False
    """Whether people want to see the photos though none has a face."""

    @property
    def nobody_found(self: Window) -> bool:
        """Whether a scan is over and none of its photos has a face: said instead of a wall of tiles."""
        columns = self.columns
        return (
            not self.scanning
            and not self.nobody_looked_at
            and not self.filter.parts
            and self.view in {"grid", "table"}
            and columns.count_of(Status.NO_FACE) == len(columns)
            and not columns.decision.any()
        )

    @property
    def scanning(self: Window) -> bool:
        """Whether a scan runs, or a session is read whose folders are looked at next."""
        return self.scans.running or bool(self.sessions.opening)

    def open_paths(self: Window, paths: Sequence[str]) -> None:
        """Scan these at once; what is open stays open."""
        # Absolute: the recent list and saved results are read from other folders too.
        wanted = [p if p.startswith("@") else os.path.abspath(p) for p in paths if p]  # noqa: PTH100
        if not wanted:
            return
        stored = [p for p in wanted if p.endswith(SUFFIX) and os.path.isfile(p)]  # noqa: PTH113
        if stored:
            self.sessions.open(Path(stored[0]))
            return
        results = next((found for p in wanted if (found := result_file(p))), None)
        if results is not None:
            self.sessions.open_results(results)
            return
        for path in wanted:
            self.settings = self.settings.with_recent(path)
        self.settings_file.write(self.settings)
        if not self.inputs and self.sessions.open_for(wanted):
            return
        if self.session.file.read_only:
            self.toast.say(self.tr("This session is read-only. Open a copy to add photos."))
            return
        self.inputs += [p for p in wanted if p not in self.inputs]
        self.sessions.keep_inputs()
        self.scan(wanted)

    def without_face(self: Window) -> NDArray[np.int64]:
        """Rows in which no face was found: those selected, else all."""
        columns, chosen = self.columns, self.selected_rows()
        without = columns.status == CODE[Status.NO_FACE]
        found = chosen[without[chosen]] if len(chosen) > 1 else chosen[:0]
        return found if len(found) else np.flatnonzero(without & ~columns.gone)

    def search_smaller(self: Window, *, everywhere: bool = False) -> None:
        """Look for smaller faces in photos without one: slower, and only on demand."""
        rows = np.flatnonzero(self.columns.status == CODE[Status.NO_FACE])
        rows = rows if everywhere else self.without_face()
        files = list(dict.fromkeys(self.columns.file(row) for row in rows.tolist() if self.columns.file(row)))
        if files and not self.session.file.read_only:
            self._searched = rows
            self.scan(files, smaller=True)

    def scan(self: Window, inputs: list[str], *, rescan: bool = False, smaller: bool = False) -> None:
        """Hand inputs to the worker."""
        folders = {root for root in map(display, inputs) if root in map(display, self.inputs)}
        self._scan_root = next(iter(folders)) if len(folders) == 1 else ""
        self.session.one_face = self.settings.faces != "all"
        options = self.scan_options(rescan=rescan, smaller=smaller)
        self.scans.start(inputs, options, self.session.chosen_faces())
        self._timer.start()
        self._dirty = True
        self.refresh(force=True)
        self.scan_order.tell()

    def scan_options(self: Window, *, rescan: bool = False, smaller: bool = False) -> ScanOptions:
        """How photos are scored now."""
        wanted = self.settings
        return ScanOptions(
            wanted.device, wanted.faces, rescan, self.model_in_use(), smaller or wanted.smaller
        )

    def model_in_use(self: Window) -> str:
        """The chosen model; one that is gone is given up, and that is said."""
        model = usable(self.settings.model)
        if self.settings.model and model != self.settings.model:
            words = self.tr("The model {0} is no longer here. {1} is used.")
            self.toast.say(words.format(self.settings.model, model))
            self.remember(model="")
        return model

    def use_model(self: Window, model: str) -> None:
        """Score with another model from now on; what is open is scored anew (what the store knows comes at once)."""
        wanted, before = "" if model == DEFAULT else model, self.settings.model
        if wanted == before:
            return
        self.remember(model=wanted, previous_model=before)
        if self.inputs:
            self.start_over()

    def start_over(self: Window) -> None:
        """Drop all rows and score what is open again."""
        self.scans.drop()
        self.set_current(None)
        self.inputs = self.photo_inputs()
        self.session.restart()
        self.sessions.keep_inputs()
        self.set_filter(Filter())
        self.scan(list(self.inputs))

    def photo_inputs(self: Window) -> list[str]:
        """The inputs; in place of a result file the places that it names."""
        named = [name for i in self.inputs for name in (self.columns.roots if is_result_name(i) else [i])]
        return list(dict.fromkeys(name for name in named if name))

    def go_on(self: Window) -> None:
        """Score what was listed and still waits, after a stop."""
        columns = self.columns
        rows = np.flatnonzero(columns.waiting & ~columns.gone)
        if len(rows) and not self.session.file.read_only:
            self.scan([columns.file(row) for row in rows.tolist()])

    def _take_listed(self: Window, found: list[Ref]) -> None:
        """Images that will be scored: they are seen at once, and can be decided on."""
        self.judged.take(self.session.add_waiting(waiting_of(found, self.inputs)))
        self._dirty = True

    def _take_rows(self: Window, rows: list[Assessment], dates: Sequence[int] | None = None) -> None:
        rows = [rooted(row, self.inputs) for row in rows]
        for row in rows:
            at = self.columns.index_of(row)
            if at is not None and not self.columns.waiting[at]:
                self.pictures.forget(self._key(row))
        self.judged.take(self.session.add(rows, dates))
        self._dirty = True

    def _take_progress(self: Window, progress: Any) -> None:
        self._progress = self.tr("{0} of {1}").format(count(progress.done), count(progress.total))
        self.status.progress(
            progress.done, progress.total, progress.listed, progress.rate, progress.seconds_left
        )

    def _finished(self: Window, summary: Any) -> None:
        if not self.scanning:
            self._timer.stop()
            self.sessions.watch()
            if not len(self.columns):
                inputs = list(self.inputs)
                self.start_job(lambda job: other_files(inputs, job.cancelled), self._take_skipped)
            self.nobody_looked_at = False
        self.refresh(force=True)
        searched, self._searched = self._searched, self._searched[:0]
        faced = int((self.columns.status[searched] != CODE[Status.NO_FACE]).sum()) if len(searched) else 0
        waiting = self.columns.count_of(Status.WAITING)
        numbers = (
            int((self.columns.scored_qualities() < self.charts.limit).sum()),
            self.charts.limit,
            self.columns.count_of(Status.NO_FACE),
            self.columns.count_of(*PROBLEMS),
            waiting,
        )
        words = partial(self._summary_words, summary, (faced, len(searched)), *numbers)
        self.status.idle(words, waiting=waiting)
        # Beside the camera a photo more is no news: the sentence waits in the status bar.
        if self.page != LIVE:
            problems = (self.tr("Show problems"), partial(self.show_view, "problems")) if numbers[3] else None
            self.toast.say(words(), act=problems)

    def _summary_words(
        self: Window,
        summary: Any,
        small: tuple[int, int],
        below: int,
        limit: int,
        without: int,
        problems: int,
        waiting: int,
    ) -> str:
        """What a scan, or a search for small faces (faces found, photos searched), gave; in the language in force."""
        first = self.tr("{0} scored in {1}.").format(images(summary.images), duration(summary.seconds))
        if small[1]:
            first = self.tr("{0} of {1} photos show a small face.").format(*map(count, small))
        parts = [self.tr("{0} below {1}").format(count(below), limit)]
        for words, number in (
            (self.tr("{0} without a face"), without),
            (self.tr("1 problem") if problems == 1 else self.tr("{0} problems"), problems),
            (self.tr("{0} not scored yet"), waiting),
            (self.tr("{0} known from before"), summary.known),
        ):
            if number:
                parts.append(words.format(count(number)))
        return f"{first} {', '.join(parts)}."

    def _take_skipped(self: Window, number: object) -> None:
        self._skipped = int(number) if isinstance(number, int) else 0
        self.refresh(force=True)

    def _failed(self: Window, sentence: str, reference: str) -> None:
        if not self.scanning:
            self._timer.stop()
        self.refresh(force=True)
        self.status.idle(sentence, waiting=self.columns.count_of(Status.WAITING))
        self.report(sentence, reference)
