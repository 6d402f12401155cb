"""One model: its card, its reference distribution, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from faceqnet_engine.models.archive import export_model
from faceqnet_engine.models.own import remove
from faceqnet_engine.models.registry import ModelRecord
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import decimal
from faceqnet_gui.training.parts import card, show_markdown, wrapped
from faceqnet_gui.training.plots import Plot
from faceqnet_gui.views import Host
from faceqnet_gui.worker.jobs import Job
from faceqnet_gui.worker.model_files import is_intact

_BINS = 40


class ModelDetail(QWidget):
    """Right side of the models page."""

    changed = Signal()
    failed = Signal(str, str)

    def __init__(self, host: Host, say: Callable[[str], object]) -> None:
        super().__init__()
        self._host, self._say = host, say
        self.model: ModelRecord | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._name = label(role="title")
        self.use, self.check = Button("", "check", "primary"), Button("", "shield-check")
        self.export, self.delete = Button("", "archive"), Button("", "trash-2")
        self.use.clicked.connect(self.use_model)
        self.check.clicked.connect(self.check_model)
        self.export.clicked.connect(self._ask_target)
        self.delete.clicked.connect(self.delete_model)
        row.addWidget(self._name, 1)
        for button in (self.use, self.check, self.export, self.delete):
            row.addWidget(button)
        column.addLayout(row)
        self.words = wrapped("secondary", "t2")
        column.addWidget(self.words)
        made, inside = card(4)
        self.plot = Plot(120)
        inside.addWidget(self.plot)
        made.setMaximumHeight(240)
        column.addWidget(made)
        self.card = QTextBrowser()
        self.card.setOpenLinks(False)
        column.addWidget(self.card, 1)

    def show_model(self, model: ModelRecord) -> None:
        """Another model."""
        self.model = model
        self.delete.setProperty("sure", False)
        self.retranslate()

    # ---- what a person does

    def use_model(self) -> None:
        """Score with it from now on."""
        if self.model is not None:
            self._host.use_model(self.model.id)
            self._say(self.tr("{0} scores from now on.").format(self.model.id))
            self.changed.emit()

    def check_model(self) -> None:
        """Whether its file is the one that the list names."""
        model = self.model
        if model is not None:
            words = self.tr("{0} is intact: its file has the fingerprint that the list names.")
            self._work(lambda: is_intact(model), lambda name: self._say(words.format(name)))

    def export_to(self, target: Path) -> None:
        """Hand it on as one zip."""
        model = self.model
        if model is not None:
            words = self.tr("{0} holds the model, its card and its fingerprints.").format(target.name)
            self._work(lambda: export_model(model.id, target), lambda _: self._say(words))

    def delete_model(self) -> None:
        """One's own only, and only when asked for twice."""
        model = self.model
        if model is None or model.shipped:
            return
        if not self.delete.property("sure"):
            self.delete.setProperty("sure", True)
            self.delete.setText(self.tr("Delete it and its card?"))
            return
        self._work(lambda: remove(model.id), lambda _: self._gone(model.id))

    def _gone(self, name: str) -> None:
        self.model = None
        self._say(self.tr("{0} was deleted.").format(name))
        self.changed.emit()

    def _ask_target(self) -> None:
        if self.model is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the model"), f"{self.model.id}.zip", "Zip (*.zip)"
        )
        if name:
            self.export_to(Path(name))

    def _work(self, work: Callable[[], Any], done: Callable[[Any], object]) -> None:
        job = Job(lambda _: work(), self)
        job.done.connect(done)
        job.failed.connect(self.failed)
        job.finished.connect(job.deleteLater)
        job.start()

    def shut(self) -> None:
        """The view goes."""
        for job in self.findChildren(Job):
            job.wait()

    # ---- words

    def retranslate(self) -> None:
        """New words."""
        self.card.setAccessibleName(self.tr("Model card"))
        self.use.setText(self.tr("Use it"))
        self.check.setText(self.tr("Check"))
        self.check.setToolTip(self.tr("Whether its file is the one that the list names"))
        self.export.setText(self.tr("Export .zip..."))
        self.delete.setText(
            self.tr("Delete it and its card?") if self.delete.property("sure") else self.tr("Delete")
        )
        self.plot.set_words(
            self.tr("Scores of its reference photos"), self.tr("Score"), self.tr("% of the reference photos")
        )
        model = self.model
        for part in (self.use, self.check, self.export, self.delete, self.plot):
            part.setEnabled(model is not None)
        if model is None:
            return
        self._name.setText(model.id)
        in_use = self._host.model_in_use() == model.id
        self.use.setVisible(not in_use)
        self.delete.setVisible(not model.shipped)
        self.delete.setEnabled(not in_use)
        self.delete.setToolTip(self.tr("It scores now. Use another one first.") if in_use else "")
        words = self.tr("{0}, {1} MB. Licence: {2}. From: {3}").format(
            model.name, decimal(model.size / 1e6, 1), model.licence, model.source
        )
        self.words.setText(words)
        self._fill_plot(model)
        if model.card is not None:
            show_markdown(self.card, model.card.read_text(encoding="utf-8"))
        else:
            self.card.setPlainText(
                self.tr("This model has no card: it was imported from a file without one.")
            )

    def _fill_plot(self, model: ModelRecord) -> None:
        quantiles = np.asarray(model.reference)
        edges = np.linspace(0, 1, _BINS + 1)
        share = np.diff(np.interp(edges, quantiles, np.arange(101), left=0, right=100))
        share[0] += np.interp(edges[0], quantiles, np.arange(101), left=0)
        self.plot.set_bars(edges, share)
        self.plot.summarise(self.tr("Half of them score above {0}").format(decimal(float(quantiles[50]), 2)))
