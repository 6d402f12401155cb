"""Page 1: which photos to learn from, and whether they will do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count
from faceqnet_gui.training.draft import new_draft
from faceqnet_gui.training.files import Photos, read_photos
from faceqnet_gui.training.page import WizardPage
from faceqnet_gui.training.parts import Choice, card, wrapped
from faceqnet_gui.training.plots import Plot, ShareBar
from faceqnet_gui.training.words import finding_words
from faceqnet_gui.worker.processes import Ending

if TYPE_CHECKING:
    from faceqnet_gui.training.wizard import Wizard

FEWEST_PEOPLE = 40
"""With three photos each; less teaches a network nothing that holds for others."""
_MANY, _ENOUGH = 1000, 200
_BINS = 12


class PhotosPage(WizardPage):
    """Source, what was found, licence."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self.photos: Photos | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        sources = QHBoxLayout()
        sources.setSpacing(12)
        self.sources = {key: Choice(key) for key in ("tree", "csv", "lfw-people", "demo")}
        for choice in self.sources.values():
            choice.setAutoExclusive(False)
            choice.clicked.connect(lambda _=False, c=choice: self._choose(c.key))
            sources.addWidget(choice)
        column.addLayout(sources)
        self._download, inside = card()
        self.terms, self.fetch = wrapped(), Button("", "download")
        self.fetch.clicked.connect(lambda: self.choose("lfw-people", ""))
        inside.addWidget(self.terms)
        row = QHBoxLayout()
        row.addWidget(self.fetch)
        row.addStretch()
        inside.addLayout(row)
        self._download.hide()
        column.addWidget(self._download)
        self._found = self._found_part()
        column.addWidget(self._found)
        column.addStretch()

    def _found_part(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        left, inside = card()
        self.facts, self.enough = wrapped("emphasis"), wrapped(tone="t2")
        self.plot = Plot(130, 280)
        left_parts: tuple[QWidget, ...] = (self.facts, self.enough, self.plot)
        for part in left_parts:
            inside.addWidget(part)
        right, inside = card()
        self._split_head, self._split = label(role="strong"), ShareBar()
        self.split_words = wrapped("secondary", "t2")
        self._problems_head, self.problems = label(role="strong"), wrapped("secondary", "t2")
        self.again = Button("", "refresh-cw")
        self.again.clicked.connect(self.look_again)
        self._licence_head, self.licence = label(role="strong"), QCheckBox()
        self.licence_words = wrapped("secondary", "t2")
        self.licence.toggled.connect(self._licence_toggled)
        parts = (self._split_head, self._split, self.split_words, self._problems_head, self.problems)
        for part in parts:
            inside.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch()
        inside.addLayout(row)
        inside.addStretch()
        for part in (self._licence_head, self.licence, self.licence_words):
            inside.addWidget(part)
        grid.addWidget(left, 0, 0)
        grid.addWidget(right, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return holder

    # ---- choosing

    def _choose(self, source: str) -> None:
        self._mark()
        self._download.setVisible(source == "lfw-people" and self.draft.source != source)
        if source == "tree":
            folder = QFileDialog.getExistingDirectory(self, self.tr("A folder with one folder per person"))
            if folder:
                self.choose(source, folder)
        elif source == "csv":
            name, _ = QFileDialog.getOpenFileName(
                self, self.tr("A CSV with the columns path and subject"), "", "CSV (*.csv)"
            )
            if name:
                self.choose(source, name)
        elif source == "demo":
            self.choose(source, "")

    def choose(self, source: str, path: str) -> None:
        """Take these photos; a training that was begun on them goes on."""
        self._download.hide()
        draft = new_draft(source, str(Path(path).absolute()) if path else "")
        if draft.work == self.draft.work:
            self.look_again()
        else:
            draft.page = 0
            self.wizard.draft_wanted.emit(draft)

    def look_again(self) -> None:
        """List the photos anew: what has not changed is not looked at again."""
        self.draft.done.pop("dataset", None)
        self.photos = None
        self.wizard.forget_after(0)
        self.wizard.start("dataset")

    # ---- the page

    def step_title(self) -> str:
        return self.tr("Photos")

    def head(self) -> str:
        return self.tr("Which photos?")

    def sentence(self) -> str:
        return self.tr(
            "Photos of people, each person with several. The program looks for the faces and divides the people; the "
            "photos themselves are only read. What it writes goes to {0}."
        ).format(self.draft.work if self._chosen else self.draft.work.parent)

    @property
    def _chosen(self) -> bool:
        return bool(self.draft.path) or self.draft.source in {"demo", "lfw-people"}

    def why_not(self) -> str:
        if not self._chosen:
            return self.tr("Choose photos first.")
        if self.photos is None:
            return (
                self.tr("The faces are being looked for.")
                if self.wizard.runs.running
                else self.tr("The photos have not been looked through.")
            )
        if self.draft.source != "demo" and self.photos.enough < FEWEST_PEOPLE:
            return self.tr("{0} people with 3 photos are needed, {1} are here.").format(
                FEWEST_PEOPLE, count(self.photos.enough)
            )
        if not self.wizard.runs.done("dataset"):
            return self.tr("The photos have not been looked through.")
        if not self.draft.licence_seen:
            return self.tr("Confirm that you may use the photos.")
        return ""

    def command(self) -> list[str]:
        return self.wizard.runs.command("dataset") if self._chosen else []

    def entered(self) -> None:
        self._mark()
        self.licence.setChecked(self.draft.licence_seen)
        if not self._chosen:
            return
        if self.wizard.runs.done("dataset"):
            self._read()
        else:
            self.wizard.need("dataset")

    def ended(self, ending: Ending) -> None:
        if ending.state == "done" or (self.draft.work / "dataset.partial" / "manifest.csv").is_file():
            self._read()

    def _read(self) -> None:
        self.read(lambda: read_photos(self.draft.work), self._show)

    def _show(self, photos: Photos) -> None:
        self.photos = photos
        self.wizard.faces = photos.faces
        self._fill()
        self.changed.emit()

    def _licence_toggled(self, on: bool) -> None:
        self.draft.licence_seen = on
        self.wizard.save()
        self.changed.emit()

    def _mark(self) -> None:
        for key, choice in self.sources.items():
            choice.setChecked(self._chosen and key == self.draft.source)
        self._found.setVisible(self._chosen)

    # ---- words

    def _fill(self) -> None:
        found = self.photos
        if found is None:
            self.facts.setText(self.tr("Looking through the photos"))
            self.enough.setText("")
            self.split_words.setText("")
            self.problems.setText("")
            return
        words = self.tr("{0} people, {1} usable photos of {2}.").format(
            count(found.subjects), count(found.usable), count(found.images)
        )
        if found.single:
            words += " " + self.tr("{0} people have one photo and serve as other people only.").format(
                count(found.single)
            )
        self.facts.setText(words)
        self.enough.setText(self._size_words(found))
        self._plot(found)
        total = [found.splits[s] for s in ("train", "validation", "test")]
        self._split.set_shares(*(n for n, _ in total))
        self.split_words.setText(
            self.tr(
                "{0} people to learn from, {1} to know when to stop, {2} to judge the result. Nobody is in two."
            ).format(*(count(n) for n, _ in total))
        )
        lines = [
            f"• {finding_words(kind, n)}: {', '.join(names)}{' …' if n > len(names) else ''}"
            for kind, (n, names) in found.problems.items()
        ]
        self.problems.setText("\n".join(lines) or self.tr("None found."))

    def _size_words(self, found: Photos) -> str:
        if self.draft.source == "demo":
            return self.tr(
                "Enough to see every page work. No model worth using comes out of invented people."
            )
        if found.enough < FEWEST_PEOPLE:
            return self.tr("Too few: at least {0} people with 3 photos each. Add people or photos.").format(
                FEWEST_PEOPLE
            )
        if found.enough < _ENOUGH:
            return self.tr(
                "Enough to try. A model that is better than the one here is unlikely with so few people."
            )
        if found.enough < _MANY:
            return self.tr(
                "Enough for a model that fits your camera. More people make it hold for others too."
            )
        return self.tr("Plenty: enough for a model that holds for people it has never seen.")

    def _plot(self, found: Photos) -> None:
        tally = Counter(min(n, _BINS) for n in found.counts)
        heights = [tally[n] for n in range(1, _BINS + 1)]
        self.plot.set_bars([n + 0.5 for n in range(_BINS + 1)], heights)
        words = ", ".join(f"{n}: {tally[n]}" for n in range(1, _BINS + 1) if tally[n])
        self.plot.summarise(words)

    def retranslate(self) -> None:
        words = {
            "tree": (self.tr("A folder..."), self.tr("With one folder per person in it, at any depth.")),
            "csv": (
                self.tr("A list..."),
                self.tr("A CSV with the columns path and subject, and split if you like."),
            ),
            "lfw-people": (
                self.tr("A public set..."),
                self.tr("Labeled Faces in the Wild. Downloaded only after a click."),
            ),
            "demo": (
                self.tr("Invented people"),
                self.tr("12 made from two portraits, for trying the wizard."),
            ),
        }
        for key, (title, sentence) in words.items():
            self.sources[key].set_words(title, sentence)
        self.terms.setText(
            self.tr(
                "Labeled Faces in the Wild: 13,233 photos of 5,749 people from the press, about 230 MB, downloaded by "
                "scikit-learn from its public mirror. For research; the people were not asked. Nothing else is sent or fetched."
            )
        )
        self.fetch.setText(self.tr("Download 230 MB"))
        self._split_head.setText(self.tr("How the people are divided"))
        self._problems_head.setText(self.tr("Problems"))
        self.again.setText(self.tr("Look again"))
        self._licence_head.setText(self.tr("Licence"))
        self.licence.setText(self.tr("I may use these photos to train a model"))
        self.licence_words.setText(
            self.tr(
                "The people agreed, or the law or the licence allows it. No photo becomes part of the model."
            )
        )
        self.plot.set_words(
            "", self.tr("Usable photos of a person (last: {0} or more)").format(_BINS), self.tr("People")
        )
        self._fill()
