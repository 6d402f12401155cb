"""Evaluations that were saved, laid over the one that is shown: runs and models in one plot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.data_card import emptied
from faceqnet_gui.evaluation.swatches import swatch
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, IconButton, label
from faceqnet_gui.look.words import count
from faceqnet_gui.worker.evaluations import Evaluated

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.methods import Judged
    from faceqnet_engine.evaluation.saved import SavedRun

_KIND = "evaluation.json (*.json)"
Line = tuple[int, str, "SavedRun"]
"""Number of a method in its run, name of the run, the run."""


class SavedRuns(QVBoxLayout):
    """The runs with the curves that are shown; of a new run the first, others by its menu.

    A layout and no widget, as the other lists of the panel: widgets inside scroll areas are cut.
    """

    changed = Signal()
    wanted = Signal(str)  # a file to read

    def __init__(self) -> None:
        super().__init__()
        self._runs: dict[str, SavedRun] = {}
        self._shown: set[tuple[str, int]] = set()
        self._before = 0  # methods of the evaluation itself
        self.setSpacing(2)
        self.add_run = Button("", "folder-open", "ghost")
        self.add_run.clicked.connect(self._choose)
        theme().changed.connect(self.redraw)

    def retranslate(self) -> None:
        """New words."""
        self.add_run.setText(self.tr("Add a saved run..."))
        self.add_run.setToolTip(
            self.tr(
                "The evaluation.json of another run or model: its curves lie over these, in the figure too."
            )
        )
        self.redraw()

    def show_evaluation(self, found: Evaluated | None) -> None:
        """The evaluation that they lie over: colours go on after its methods; without one there is no plot."""
        self._before = 0 if found is None else len(found.study.methods)
        self.add_run.setEnabled(found is not None)
        self.redraw()

    # ---- runs

    def _choose(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self.add_run, self.tr("A saved evaluation"), "", _KIND)
        if file:
            self.wanted.emit(file)

    def take(self, run: object) -> None:
        """What a job has read."""
        from faceqnet_engine.evaluation.saved import SavedRun

        assert isinstance(run, SavedRun)
        self.add(run)

    def add(self, run: SavedRun) -> None:
        """One more run, named after its folder."""
        stem = run.file.parent.name or run.file.stem
        name, n = stem, 2
        while name in self._runs:
            name, n = f"{stem} {n}", n + 1
        self._runs[name] = run
        self._shown.add((name, 0))
        self.redraw()
        self.changed.emit()

    def drop(self, name: str) -> None:
        """Without a run."""
        self._runs.pop(name, None)
        self._shown = {line for line in self._shown if line[0] != name}
        self.redraw()
        self.changed.emit()

    def show_line(self, name: str, method: int, on: bool) -> None:
        """Show or hide a curve of a run."""
        self._shown = self._shown | {(name, method)} if on else self._shown - {(name, method)}
        self.redraw()
        self.changed.emit()

    def _lines(self) -> list[tuple[int, Line]]:
        """Every line with its number in the plot."""
        every = [(k, name, run) for name, run in self._runs.items() for k in range(len(run.methods))]
        return [(self._before + place, line) for place, line in enumerate(every)]

    def curves(self) -> list[tuple[int, Judged]]:
        """What is shown: number in the plot and curve, named after method and run."""
        return [
            (n, replace(run.methods[k], name=_named(run.methods[k].name, name)))
            for n, (k, name, run) in self._lines()
            if (name, k) in self._shown
        ]

    def caption(self, found: Evaluated) -> str:
        """What is behind the curves that are shown, where that is something else than behind the evaluation's."""
        study, said = found.study, []
        for name in dict.fromkeys(name for name, _ in sorted(self._shown)):
            run = self._runs[name]
            if (run.mated, run.errors, run.recogniser) == (
                len(study.mated),
                int(study.errors.sum()),
                study.recogniser,
            ):
                if run.convention != study.convention:
                    said.append(self.tr("{0}: another match limit.").format(name))
                continue
            said.append(
                self.tr("{0}: other comparisons ({1} photos, {2} errors, {3}).").format(
                    name, count(run.images), count(run.errors), run.recogniser
                )
            )
        return " ".join(said)

    # ---- lines

    def redraw(self) -> None:
        """New words, colours or runs."""
        emptied(self)
        for n, (k, name, run) in self._lines():
            if k == 0:
                self.addWidget(self._head(name, run))
            if (name, k) in self._shown:
                self.addWidget(self._line(n, run.methods[k].name, name))

    def _head(self, name: str, run: SavedRun) -> QWidget:
        holder, row = _row()
        title = label(name, "secondary", "t2")
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        title.setToolTip(f"{run.file}\n{run.command}")
        more = IconButton("sliders-horizontal", self.tr("Choose the curves of {0}").format(name))
        menu = QMenu(more)
        for k, method in enumerate(run.methods):
            action = menu.addAction(words.method_name(method.name))
            action.setCheckable(True)
            action.setChecked((name, k) in self._shown)
            action.triggered.connect(lambda on, k=k: self.show_line(name, k, on))
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        away = IconButton("x", self.tr("Remove {0}").format(name))
        away.clicked.connect(lambda: self.drop(name))
        row.addWidget(title, 1)
        row.addWidget(more)
        row.addWidget(away)
        return holder

    def _line(self, n: int, method: str, name: str) -> QWidget:
        holder, row = _row()
        mark = QLabel()
        mark.setPixmap(swatch(n, mark.devicePixelRatioF()))
        said = label(words.method_name(method))
        said.setAccessibleName(_named(method, name))
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(mark)
        row.addWidget(said, 1)
        return holder


def _row() -> tuple[QWidget, QHBoxLayout]:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    return holder, row


def _named(method: str, run: str) -> str:
    return f"{words.method_name(method)} ({run})"
