"""Page 3: who decides what a good photo is, and how; looked at before anything is learnt from it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout

from faceqnet_engine.errors import OutputError
from faceqnet_engine.models.registry import data_folder
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.training.face_tiles import FaceTiles, Tile
from faceqnet_gui.training.files import LabelSet, read_labels, read_photos, read_references
from faceqnet_gui.training.page import WizardPage
from faceqnet_gui.training.parts import Choice, card, wrapped
from faceqnet_gui.training.plots import Plot
from faceqnet_gui.worker.processes import Ending

if TYPE_CHECKING:
    from faceqnet_gui.training.wizard import Wizard

_SUFFIXES = (".onnx", ".safetensors")
_RECORDS = (".toml", ".json")
_ALIKE = 3.0
"""Mean portrait rules (0..100) of the highest and the lowest labels that lie closer look alike to a person."""
OWN, RESNET29 = "own_share", "resnet29"
_KINDS = (OWN, "v0", "v1")


def recognisers_folder() -> Path:
    """Where brought recognisers lie."""
    return data_folder() / "recognisers"


def brought_recognisers() -> list[str]:
    """Stems of the recognisers' files that a person brought."""
    folder = recognisers_folder()
    return sorted({p.stem for p in folder.iterdir() if p.suffix in _SUFFIXES}) if folder.is_dir() else []


class LabelsPage(WizardPage):
    """Kinds of labels, recognisers, histogram, extremes."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self.labels: LabelSet | None = None
        self.boxes: list[QCheckBox] = []
        self._alike = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        kinds = QHBoxLayout()
        kinds.setSpacing(12)
        self.kinds = {key: Choice(key, 108) for key in _KINDS}
        for choice in self.kinds.values():
            choice.clicked.connect(lambda _=False, c=choice: self.choose_kind(c.key))
            kinds.addWidget(choice)
        column.addLayout(kinds)
        grid = QGridLayout()
        grid.setSpacing(12)
        who, inside = card(6)
        self._who_head = label(role="strong")
        inside.addWidget(self._who_head)
        self._boxes = QVBoxLayout()
        inside.addLayout(self._boxes)
        self.missing = wrapped("secondary", "t2")
        self.bring = Button("", "file-plus")
        self.bring.clicked.connect(self._ask_file)
        inside.addWidget(self.missing)
        row = QHBoxLayout()
        row.addWidget(self.bring)
        row.addStretch()
        inside.addLayout(row)
        inside.addStretch()
        shown, inside = card()
        self.plot = Plot(120, 190)
        inside.addWidget(self.plot)
        grid.addWidget(who, 0, 0)
        grid.addWidget(shown, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        faces, inside = card(6)
        self._low_head, self._high_head = label(role="strong"), label(role="strong")
        self.lowest = FaceTiles(wizard.picture, 72, 1, wrapped=False)
        self.highest = FaceTiles(wizard.picture, 72, 1, wrapped=False)
        self.warning = wrapped("secondary", "t2")
        for part in (self._low_head, self.lowest, self._high_head, self.highest, self.warning):
            inside.addWidget(part)
        column.addWidget(faces)
        column.addStretch()
        wizard.crops.ready.connect(self._redraw)

    # ---- choosing

    def choose_kind(self, kind: str) -> None:
        """Another kind of labels."""
        if kind == self.draft.kind:
            return
        self.draft.kind = kind
        if kind == "v0":
            self.draft.recognisers = self.draft.recognisers[:1]
        self._again()

    def choose_recognisers(self, names: tuple[str, ...]) -> None:
        """Who labels."""
        if not names or names == self.draft.recognisers:
            return
        self.draft.recognisers = names
        self.draft.recogniser_folder = str(recognisers_folder()) if set(names) - {RESNET29} else ""
        if self.draft.kind == "v0" and len(names) > 1:
            self.draft.kind = "v1"
        self._again()

    def bring_file(self, file: Path) -> None:
        """Copy a recogniser's file to the user's own, once it can be read as one."""

        def copy() -> str:
            from faceqnet_gui.worker.recogniser_files import check_recogniser

            check_recogniser(file)
            folder = recognisers_folder()
            try:
                folder.mkdir(parents=True, exist_ok=True)
                beside = [file.with_suffix(s) for s in _RECORDS] + [
                    file.with_name(file.name + s) for s in _RECORDS
                ]
                for part in (file, *(b for b in beside if b.is_file())):
                    shutil.copy2(part, folder / part.name)
            except OSError as error:
                raise OutputError(
                    f"{folder} cannot be written: {error.strerror}. Nothing was changed."
                ) from error
            return file.stem

        self.read(copy, lambda _: self._list_recognisers())

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("A recogniser's file"), "", "(*.onnx *.safetensors)"
        )
        if name:
            self.bring_file(Path(name))

    def _again(self) -> None:
        self.labels = None
        self.wizard.forget_after(2)
        self.entered()

    def _boxes_changed(self) -> None:
        chosen = tuple(b.property("key") for b in self.boxes if b.isChecked())
        if chosen:
            self.choose_recognisers(chosen)
        else:
            self._list_recognisers()

    # ---- the page

    def step_title(self) -> str:
        return self.tr("Labels")

    def head(self) -> str:
        return self.tr("What does good mean here?")

    def sentence(self) -> str:
        return self.tr(
            "Good = this recogniser finds the person again. Each photo gets a label from 0 to 1 by how well its "
            "recogniser matches it; that is what the model will learn."
        )

    def why_not(self) -> str:
        return "" if self.labels is not None else self.tr("The labels are being made.")

    def command(self) -> list[str]:
        return self.wizard.runs.command("references", "embeddings", "labels", preview=True)

    def entered(self) -> None:
        self._mark()
        self._list_recognisers()
        if not self.wizard.faces:
            self.read(lambda: read_photos(self.draft.work), lambda found: self._take_faces(found.faces))
        if self.wizard.runs.done("labels"):
            self._read()
        else:
            self.labels = None
            self.wizard.need("references", "embeddings", "labels", preview=True)

    def _take_faces(self, faces: dict) -> None:
        self.wizard.faces = faces
        self._redraw()

    def ended(self, ending: Ending) -> None:
        if ending.state == "done" and self.wizard.runs.done("labels"):
            self._read()
        elif ending.state == "done":
            self.entered()  # the choices changed while it ran

    def _read(self) -> None:
        def both() -> tuple[LabelSet, dict[str, float]]:
            return read_labels(self.draft.work), read_references(self.draft.work).means

        self.read(both, lambda found: self._show(*found))

    def _show(self, labels: LabelSet, means: dict[str, float]) -> None:
        self.labels = labels
        low = [means[p] for p, _ in labels.lowest if p in means]
        high = [means[p] for p, _ in labels.highest if p in means]
        self._alike = bool(low and high) and float(np.mean(high) - np.mean(low)) < _ALIKE
        self._fill()
        self.changed.emit()

    def _mark(self) -> None:
        for key, choice in self.kinds.items():
            choice.setChecked(key == self.draft.kind)

    def _list_recognisers(self) -> None:
        while (old := self._boxes.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.deleteLater()
        self.boxes = []
        for name in (RESNET29, *brought_recognisers()):
            words = self.tr("ResNet-29 (dlib), comes with the program, CC0") if name == RESNET29 else name
            box = QCheckBox(words)
            box.setProperty("key", name)
            box.setChecked(name in self.draft.recognisers)
            box.clicked.connect(self._boxes_changed)
            self.boxes.append(box)
            self._boxes.addWidget(box)

    def _fill(self) -> None:
        if self.labels is None:
            return
        edges = np.linspace(0, 1, 26)
        heights = np.histogram(self.labels.clean, edges)[0]
        self.plot.set_bars(edges, 100 * heights / max(1, heights.sum()))
        self.plot.summarise(
            self.tr("{0} photos, mean label {1}").format(
                count(len(self.labels.clean)),
                decimal(float(self.labels.clean.mean() if len(self.labels.clean) else 0), 2),
            )
        )
        for tiles, faces in ((self.lowest, self.labels.lowest), (self.highest, self.labels.highest)):
            tiles.show_tiles([Tile(path, path, (decimal(label_, 2),)) for path, label_ in faces])
        self.warning.setText(
            self.tr(
                "The portrait rules see no difference between these two rows. If you see none either, the labels say "
                "little: bring another recogniser, or more photos of bad quality."
            )
            if self._alike
            else self.tr("Look at both rows: the lower labels should look harder to recognise to you, too.")
        )

    def _redraw(self, _key: str = "") -> None:
        self.lowest.redraw()
        self.highest.redraw()

    def retranslate(self) -> None:
        self.kinds[OWN].set_words(
            self.tr("Own share (recommended)"),
            self.tr(
                "What a photo itself adds to or takes from its comparisons, whatever the others are like."
            ),
        )
        self.kinds["v0"].set_words(
            self.tr("FaceQnet v0"),
            self.tr("Likeness to the person's reference photo, by one recogniser (2019)."),
        )
        self.kinds["v1"].set_words(
            self.tr("FaceQnet v1"), self.tr("As v0, the mean of all recognisers that are chosen (2020).")
        )
        self._who_head.setText(self.tr("Who decides"))
        self.missing.setText(
            self.tr(
                "FaceNet, ArcFace and others need a file of yours (.onnx or .safetensors), under its own licence."
            )
        )
        self.bring.setText(self.tr("Add a recogniser..."))
        self._low_head.setText(self.tr("Lowest labels"))
        self._high_head.setText(self.tr("Highest labels"))
        self.plot.set_words("", self.tr("Label"), self.tr("% of the photos"))
        for tiles, words in (
            (self.lowest, self.tr("Lowest labels")),
            (self.highest, self.tr("Highest labels")),
        ):
            tiles.setAccessibleName(words)
        self._list_recognisers()
        self._fill()
