"""Page 4: how to learn; a trial, the training itself with live plots, pause and stop."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import decimal, translated
from faceqnet_gui.training.expert_form import ExpertForm
from faceqnet_gui.training.face_tiles import FaceTiles, Tile
from faceqnet_gui.training.files import Live, read_live, read_photos, read_trial
from faceqnet_gui.training.page import WizardPage
from faceqnet_gui.training.parts import Choice, card, wrapped
from faceqnet_gui.training.plots import Plot, Series
from faceqnet_gui.training.presets import EXPERT, PRESETS, preset
from faceqnet_gui.training.words import duration_range
from faceqnet_gui.worker.processes import Ending

if TYPE_CHECKING:
    from faceqnet_gui.training.wizard import Wizard

_SECONDS_BETWEEN, _FEW_POINTS = 0.5, 60
DEVICES = ("auto", "cpu", "cuda", "mps")
STEPS = ("embeddings", "labels", "train", "evaluate")


class LearningPage(WizardPage):
    """Presets, device, estimate; while it runs and afterwards: curves and sample faces."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self.live: Live | None = None
        self._trial: tuple[float, float, str] | None = None
        self._reading, self._last_read = False, 0.0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.presets = {p.id: Choice(p.id, 100) for p in PRESETS}
        for choice in self.presets.values():
            choice.clicked.connect(lambda _=False, c=choice: self.choose_preset(c.key))
            row.addWidget(choice)
        column.addLayout(row)
        self.expert = ExpertForm()
        self.expert.edited.connect(self._edited)
        column.addWidget(self.expert)
        column.addWidget(self._start_part())
        column.addWidget(self._live_part())
        column.addStretch()
        wizard.crops.ready.connect(lambda _: self.samples.redraw())

    def _start_part(self) -> QWidget:
        made, inside = card(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.device = QComboBox()
        self.device.activated.connect(lambda n: self.choose_device(self.device.itemData(n)))
        self._device_label = label(tone="t2")
        self.estimate = wrapped(tone="t2")
        self.measure, self.begin = Button("", "timer"), Button("", "play", "primary")
        self.measure.clicked.connect(lambda: self.wizard.start("trial"))
        self.begin.clicked.connect(self.start)
        self.backbone = Button("", "file-plus")
        self.backbone.clicked.connect(self._ask_backbone)
        for part in (self._device_label, self.device, self.backbone):
            row.addWidget(part)
        row.addWidget(self.estimate, 1)
        inside.addLayout(row)
        self.keep_going = QCheckBox()
        self.keep_going.toggled.connect(self._set_going)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.keep_going, 1)
        row.addWidget(self.measure)
        row.addWidget(self.begin)
        inside.addLayout(row)
        return made

    def _live_part(self) -> QWidget:
        self.live_part = QWidget()
        grid = QGridLayout(self.live_part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        self.loss, self.rank, self.edc = (
            Plot(110, 260, rounds=True),
            Plot(110, 260, rounds=True),
            Plot(110, 260),
        )
        for n, plot in enumerate((self.loss, self.rank, self.edc)):
            made, inside = card(4)
            inside.addWidget(plot)
            grid.addWidget(made, 0, n)
            grid.setColumnStretch(n, 1)
        made, inside = card(6)
        self._samples_head = label(role="strong")
        self.samples = FaceTiles(self.wizard.picture, 72, 1, wrapped=False)
        self.samples.setFixedHeight(72 + 34 + 16 + 24)
        inside.addWidget(self._samples_head)
        inside.addWidget(self.samples)
        grid.addWidget(made, 1, 0, 1, 3)
        self.live_part.hide()
        return self.live_part

    # ---- choosing

    def choose_preset(self, name: str) -> None:
        """Another way to learn."""
        if name == EXPERT and self.draft.preset != EXPERT and not self.draft.expert:
            self.draft.expert = {"train": dict(preset(self.draft.preset).options["train"])}
        self.draft.preset = name
        self._trial = None
        self.wizard.forget_after(3)
        self._fill()

    def choose_device(self, device: str) -> None:
        """Where to learn."""
        self.draft.device = device
        self._trial = None
        self.wizard.save()
        self._fill()

    def choose_backbone(self, file: Path) -> None:
        """A ResNet-50's weights, for the papers' presets."""
        self.draft.backbone = str(file)
        self.wizard.forget_after(3)
        self._fill()

    def start(self) -> None:
        """Train, then compare with the current model."""
        self.draft.against = self.wizard.host.model_in_use()
        self.live = None
        self._fill_live()
        self.wizard.start(*STEPS)

    def _ask_backbone(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Weights of a ResNet-50"), "", "(*.safetensors)")
        if name:
            self.choose_backbone(Path(name))

    def _edited(self) -> None:
        self.draft.expert = self.expert.tables()
        self._trial = None
        self.wizard.forget_after(3)
        self._fill_start()

    def _set_going(self, on: bool) -> None:
        self.draft.go_on = on
        self.wizard.save()

    # ---- the page

    def step_title(self) -> str:
        return self.tr("Learning")

    def head(self) -> str:
        return self.tr("How shall it learn?")

    def sentence(self) -> str:
        if self.wizard.runs.step == "train" or (self.live and self.wizard.runs.running):
            when = time.strftime("%H:%M", time.localtime(self.draft.trained))
            return self.tr(
                "Begun at {0}. You can close the window; the best model so far is always kept."
            ).format(when)
        return self.tr(
            "First a trial that says how long it takes here, then the training. It can be stopped at any time and goes "
            "on where it was, after a crash too."
        )

    def why_not(self) -> str:
        if self.wizard.runs.done("train") and not self._training:
            return ""
        if self._training:
            return self.tr("The model is learning.")
        return self.tr("Start the training first.")

    @property
    def _training(self) -> bool:
        process = self.wizard.runs.process
        return process.running and "train" in process.steps and not self.wizard.runs.done("train")

    def command(self) -> list[str]:
        return self.wizard.runs.command(*STEPS)

    def entered(self) -> None:
        self._trial = read_trial(self.draft.work)
        if not self.wizard.faces:
            self.read(lambda: read_photos(self.draft.work), lambda found: self._take_faces(found.faces))
        self._fill()
        self._read()
        fresh = self._trial is None and not self.wizard.runs.done("train")
        if fresh and not self.wizard.runs.running:
            self.wizard.start("trial")

    def told(self, line: dict[str, Any]) -> None:
        if line["step"] == "train" and line.get("unit") in {"epochs", "steps"}:
            self._read(soon=line.get("unit") == "steps")
        self._fill_start()

    def ended(self, ending: Ending) -> None:
        self._trial = read_trial(self.draft.work)
        self._fill()
        self._read()

    def _take_faces(self, faces: dict[str, Any]) -> None:
        self.wizard.faces = faces
        self.samples.redraw()

    def _read(self, *, soon: bool = True) -> None:
        """What is seen of the training; several epochs a second are drawn twice a second."""
        now = time.monotonic()
        if self._reading or (not soon and now - self._last_read < _SECONDS_BETWEEN):
            return  # the next line of progress asks again
        self._reading, self._last_read = True, now
        running = self._training
        self.read(lambda: read_live(self.draft.work, running=running), self._take_live)

    def _take_live(self, live: Live | None) -> None:
        self._reading = False
        if live is not None:
            self.live = live
            self._fill_live()
            self.changed.emit()

    # ---- words and plots

    def _fill(self) -> None:
        for key, choice in self.presets.items():
            choice.setChecked(key == self.draft.preset)
        self.expert.setVisible(self.draft.preset == EXPERT)
        if self.draft.preset == EXPERT:
            self.expert.show_tables(self.draft.config())
        self.keep_going.setChecked(self.draft.go_on)
        self.device.setCurrentIndex(max(0, DEVICES.index(self.draft.device)))
        self._fill_start()

    def _fill_start(self) -> None:
        running, trained = self.wizard.runs.running, self.wizard.runs.done("train")
        needs = preset(self.draft.preset).backbone
        self.backbone.setVisible(needs)
        self.backbone.setText(
            Path(self.draft.backbone).name if self.draft.backbone else self.tr("ResNet-50 weights...")
        )
        partial = (self.draft.work / "train.partial").is_dir() and not trained
        self.begin.setText(
            self.tr("Train again")
            if trained
            else self.tr("Go on training")
            if partial
            else self.tr("Start training")
        )
        self.begin.setEnabled(not self._training)
        self.measure.setEnabled(not running)
        for choice in self.presets.values():
            choice.setEnabled(not self._training)
        self.device.setEnabled(not self._training)
        if self._trial is not None:
            low, high, device = self._trial
            self.estimate.setText(
                self.tr("{0} on this computer ({1})").format(duration_range(low, high), device)
            )
        elif running and self.wizard.runs.step == "trial":
            self.estimate.setText(self.tr("Measuring for 20 s"))
        else:
            self.estimate.setText(self.tr("Not measured yet"))

    def _fill_live(self) -> None:
        live = self.live
        self.live_part.setVisible(live is not None and bool(live.history))
        if live is None or not live.history:
            return
        runs = sorted({line[0] for line in live.history})
        loss, rank = [], []
        for n, run in enumerate(runs):
            lines = [line for line in live.history if line[0] == run]
            x = [line[1] + 1 for line in lines]
            name = self.tr("head {0}").format(run + 1) if live.runs > 1 else ""
            few = len(lines) <= _FEW_POINTS
            loss.append(Series(name, x, [line[2] for line in lines], n, marked=few))
            follows = [np.nan if line[4] is None else line[4] for line in lines]
            rank.append(Series(name, x, follows, n, marked=few))
        self.loss.set_series(*loss)
        self.rank.set_series(*rank)
        self.loss.summarise(self.tr("Error {0}").format(decimal(live.history[-1][2], 4)))
        curve = [100 * x for x in live.discarded], [100 * y for y in live.fnmr]
        self.edc.set_series(Series(self.tr("the model so far"), *curve, 0))
        tiles = [
            Tile(s.path, s.path, (f"{decimal(s.score, 2)} / {decimal(s.label, 2)}",), bars=(s.score, s.label))
            for s in live.samples
        ]
        self.samples.show_tiles(tiles)

    def retranslate(self) -> None:
        for p in PRESETS:
            self.presets[p.id].set_words(translated(p.title, "Presets"), translated(p.sentence, "Presets"))
        names = {"auto": self.tr("Fastest there is"), "cpu": "CPU", "cuda": "CUDA", "mps": "Metal (MPS)"}
        self.device.clear()
        for key in DEVICES:
            self.device.addItem(names[key], key)
        self._device_label.setText(self.tr("Device"))
        self.device.setAccessibleName(self.tr("Device"))
        self.measure.setText(self.tr("Measure (20 s)"))
        self.keep_going.setText(self.tr("When the window is closed, the training goes on"))
        rounds = self.tr("Round")
        self.loss.set_words(self.tr("Error on what it learns"), rounds, self.tr("Loss"))
        self.rank.set_words(self.tr("Order of unseen photos"), rounds, self.tr("Spearman"))
        title = self.tr("Wrongly not matched (FNMR) as the lowest are discarded")
        self.edc.set_words(title, self.tr("Discarded (% of comparisons)"), self.tr("FNMR (%)"))
        self._samples_head.setText(
            self.tr("12 faces it has not learnt: predicted (upper bar), label (lower bar)")
        )
        self.samples.setAccessibleName(self._samples_head.text())
        self.expert.retranslate()
        self._fill()
        self._fill_live()
