"""An evaluation to take along: a figure for paper, curves as numbers, the whole report, the command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from faceqnet_gui.views import Host
from faceqnet_gui.worker.evaluation_files import save_curves, save_figure, save_report
from faceqnet_gui.worker.evaluations import Evaluated
from faceqnet_gui.worker.jobs import Job

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.methods import Judged

_FIGURES = "PDF (*.pdf);;SVG (*.svg);;PNG (*.png)"
Writer = Callable[[Evaluated, Path, Sequence["Judged"]], Path]


class Saving(QObject):
    """Writes `found` in jobs; every file appears whole or not at all."""

    def __init__(
        self, host: Host, parent: QWidget, others: Callable[[], Sequence[Judged]] = lambda: ()
    ) -> None:
        super().__init__(parent)
        self._host, self._parent, self._others = host, parent, others
        self.found: Evaluated | None = None

    def figure(self) -> None:
        """Ask where, and write the figure for paper."""
        self._ask_and_save(self.tr("Save the figure"), "edc.pdf", _FIGURES, save_figure)

    def curves(self) -> None:
        """Ask where, and write the curves as numbers."""
        self._ask_and_save(self.tr("Save the curves"), "edc.csv", "CSV (*.csv)", save_curves)

    def report(self) -> None:
        """Ask for a folder, and write everything that the command writes."""
        if self.found is None:
            return
        folder = QFileDialog.getExistingDirectory(self._parent, self.tr("A folder for the report"))
        if folder:
            self.write_report(Path(folder))

    def write_report(self, folder: Path) -> None:
        """Report, figures, tables and evaluation.json into a folder."""
        found, columns = self.found, self._host.columns
        if found is not None:
            title = Path(self._host.inputs[0]).name if self._host.inputs else ""
            self._write(lambda job: save_report(found, columns, folder, title))

    def _ask_and_save(self, title: str, name: str, kinds: str, write: Writer) -> None:
        if self.found is None:
            return
        file, _ = QFileDialog.getSaveFileName(self._parent, title, name, kinds)
        if file:
            self.write(write, Path(file))

    def write(self, how: Writer, target: Path) -> None:
        """Write a file in a job; `how` is `save_figure` or `save_curves` of the worker."""
        found, others = self.found, self._others()
        if found is not None:
            self._write(lambda job: how(found, target, others))

    def _write(self, work: Callable[[Job], Path]) -> None:
        self._host.start_job(work, lambda path: self._host.toast.say(self.tr("Saved: {0}").format(path)))

    def copy_command(self) -> None:
        """The command that makes the same numbers, to the clipboard."""
        if self.found is not None:
            QGuiApplication.clipboard().setText(self.found.command)
            self._host.toast.say(self.tr("Copied: {0}").format(self.found.command))
