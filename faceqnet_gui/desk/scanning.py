"""How the window opens inputs and takes what the worker answers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.session.filters import PROBLEMS, Filter
from faceqnet_gui.worker.engine_worker import ScanOptions

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window


class Scanning:
    """Mixed into the window."""

    @property
    def scanning(self: Window) -> bool:
        """Whether a scan runs."""
        return self.scans.running

    def open_paths(self: Window, paths: Sequence[str]) -> None:
        """Scan these at once; what is open stays open."""
        # Absolute: the recent list and saved results are read from other folders too.
        wanted = [p if p.startswith("@") else os.path.abspath(p) for p in paths if p]  # noqa: PTH100
        if not wanted:
            return
        self.inputs += [p for p in wanted if p not in self.inputs]
        for path in wanted:
            self.settings = self.settings.with_recent(path)
        self.settings_file.write(self.settings)
        self.scan(wanted)

    def scan(self: Window, inputs: list[str], *, rescan: bool = False) -> None:
        """Hand inputs to the worker."""
        self.scans.start(inputs, ScanOptions(self.settings.device, self.settings.faces, rescan))
        self._timer.start()
        self._dirty = True
        self.refresh(force=True)

    def start_over(self: Window) -> None:
        """Drop all rows and score what is open again."""
        self.scans.drop()
        self.set_current(None)
        self.session.clear()
        self.filter = Filter()
        self.scan(list(self.inputs))

    def _take_rows(self: Window, rows: list[Assessment]) -> None:
        for row in rows:
            if self.session.index_of(row) is not None:
                self.pictures.forget(self._key(row))
        self.judged.take(self.session.add(rows))
        self._dirty = True

    def _take_progress(self: Window, progress: Any) -> None:
        self._progress = self.tr("{0} of {1}").format(count(progress.done), count(progress.total))
        self.status.progress(
            progress.done, progress.total, progress.listed, progress.rate, progress.seconds_left
        )

    def _finished(self: Window, summary: Any) -> None:
        if not self.scanning:
            self._timer.stop()
        self.refresh(force=True)
        words = self.tr("{0} images in {1} s").format(count(summary.images), decimal(summary.seconds, 1))
        below = int((self.session.scored_qualities() < self.charts.limit).sum())
        parts = [words, self.tr("{0} below {1}").format(count(below), self.charts.limit)]
        without = self.session.count_of(Status.NO_FACE)
        problems = self.session.count_of(*PROBLEMS)
        if without:
            parts.append(self.tr("{0} without a face").format(count(without)))
        if problems:
            parts.append(self.tr("{0} problems").format(count(problems)))
        if summary.known:
            parts.append(self.tr("{0} known from before").format(count(summary.known)))
        self.status.idle(", ".join(parts) + ".")
        self.toast.say(", ".join(parts) + ".")

    def _failed(self: Window, sentence: str, reference: str) -> None:
        if not self.scanning:
            self._timer.stop()
        self.refresh(force=True)
        self.status.idle(sentence)
        self.report(sentence, reference)
