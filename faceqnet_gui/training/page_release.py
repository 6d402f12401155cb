"""Page 6: name, licence, notes; installed beside the shipped model, used, handed on, or gone back from."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout

from faceqnet_engine.errors import ModelError
from faceqnet_engine.models.archive import export_model
from faceqnet_engine.models.own import DEFAULT, quality_models
from faceqnet_engine.models.registry import ModelRecord, record
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.training.comparison import Comparison
from faceqnet_gui.training.files import read_evaluation
from faceqnet_gui.training.page import WizardPage
from faceqnet_gui.training.page_verdict import is_worse
from faceqnet_gui.training.parts import card, show_markdown, wrapped
from faceqnet_gui.worker.processes import Ending

if TYPE_CHECKING:
    from faceqnet_gui.training.wizard import Wizard

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def free_id(wanted: str) -> str:
    """That id, or the next one that no model has."""
    taken = {r.id for r in quality_models()}
    names = (f"{wanted}-{n}" if n > 1 else wanted for n in itertools.count(1))
    return next(name for name in names if name not in taken)


class ReleasePage(WizardPage):
    """A form, the card, and what changes for the open photos."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self.worse, self.asked = False, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(self._form(), 0, 0)
        made, inside = card(6)
        self._card_head, self.card = label(role="strong"), QTextBrowser()
        self.card.setOpenLinks(False)
        self.card.setMinimumHeight(210)
        inside.addWidget(self._card_head)
        inside.addWidget(self.card, 1)
        grid.addWidget(made, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.comparison = Comparison(wizard.host, wizard.crops)
        column.addWidget(self.comparison, 1)

    def _form(self) -> Any:
        made, inside = card(6)
        self.name, self.licence, self.notes = QLineEdit(), QLineEdit(), QLineEdit()
        self._labels = [label(role="caption", tone="t3") for _ in range(3)]
        for words, field in zip(self._labels, (self.name, self.licence, self.notes), strict=True):
            inside.addWidget(words)
            inside.addWidget(field)
            field.textEdited.connect(self._edited)
        self.words = wrapped("secondary", "t2")
        inside.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.install = Button("", "package", "primary")
        self.use, self.export, self.previous = (
            Button("", "check"),
            Button("", "archive"),
            Button("", "undo-2"),
        )
        self.install.clicked.connect(self.install_model)
        self.use.clicked.connect(self.use_now)
        self.export.clicked.connect(self._ask_target)
        self.previous.clicked.connect(self.back_to_previous)
        for button in (self.install, self.use, self.export, self.previous):
            row.addWidget(button)
        row.addStretch()
        inside.addStretch()
        inside.addLayout(row)
        return made

    # ---- what a person does

    def install_model(self) -> None:
        """Release into the user's models; a worse one only when asked twice."""
        if self.worse and not self.asked:
            self.asked = True
            self._fill()
            return
        self.comparison.forget()
        self.wizard.start("release")

    def use_now(self) -> None:
        """Score with it from now on."""
        self.wizard.host.use_model(self.draft.id)
        self._fill()
        self.changed.emit()

    def back_to_previous(self) -> None:
        """Score with the model before."""
        self.wizard.host.use_model(self.wizard.host.settings.previous_model or DEFAULT)
        self._fill()
        self.changed.emit()

    def export_to(self, target: Path) -> None:
        """Hand it on as one zip."""
        words = self.tr("{0} holds the model, its card and its fingerprints.").format(target.name)
        self.read(lambda: export_model(self.draft.id, target), lambda _: self.wizard.say(words))

    def _ask_target(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the model"), f"{self.draft.id}.zip", "Zip (*.zip)"
        )
        if name:
            self.export_to(Path(name))

    def _edited(self) -> None:
        self.draft.id, self.draft.licence, self.draft.notes = (
            self.name.text().strip(),
            self.licence.text().strip(),
            self.notes.text().strip(),
        )
        self.asked = False
        if not self._wrong():
            self.wizard.save()
        self._fill()
        self.changed.emit()

    # ---- the page

    @property
    def installed(self) -> ModelRecord | None:
        """The released model, where it stands for the choices in force."""
        if not self.wizard.runs.done("release"):
            return None
        try:
            return record(self.draft.id)
        except ModelError:
            return None

    def _wrong(self) -> str:
        if not _ID.fullmatch(self.draft.id):
            return self.tr("A name has small letters, digits, - and _, up to 64.")
        same = next((r for r in quality_models() if r.id == self.draft.id), None)
        if same is not None and same.shipped:
            return self.tr("A model that comes with the program has this name. Choose another.")
        if same is not None and self.installed is None:
            return self.tr("You have a model of this name. It is kept: choose another name.")
        if not self.draft.licence:
            return self.tr("Say under which licence the model may be used.")
        return ""

    def step_title(self) -> str:
        return self.tr("Use it")

    def head(self) -> str:
        return self.tr("Use it?")

    def sentence(self) -> str:
        return self.tr(
            "The model is installed beside the one that comes with the program; nothing is replaced. You choose which "
            "one scores, and can go back at any time."
        )

    def why_not(self) -> str:
        if self._wrong():
            return self._wrong()
        return "" if self.installed is not None else self.tr("Install the model first.")

    def command(self) -> list[str]:
        return self.wizard.runs.command("release")

    def entered(self) -> None:
        self.asked = False
        if self.installed is None:
            self.draft.id = free_id(self.draft.id)
            self.wizard.save()
        self.name.setText(self.draft.id)
        self.licence.setText(self.draft.licence)
        self.notes.setText(self.draft.notes)
        self.read(lambda: is_worse(read_evaluation(self.draft.work)), self._take_verdict)
        self._fill()

    def _take_verdict(self, worse: bool) -> None:
        self.worse = worse
        self._fill()

    def ended(self, ending: Ending) -> None:
        if self.installed is not None:
            self.draft.released = True
            self.wizard.save()
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        wrong, installed = self._wrong(), self.installed
        in_use = installed is not None and self.wizard.host.model_in_use() == installed.id
        self.install.setText(
            self.tr("It is worse. Install anyway") if self.worse and self.asked else self.tr("Install")
        )
        self.install.setVisible(installed is None)
        self.install.setEnabled(not wrong and not self.wizard.runs.running)
        self.use.setVisible(installed is not None and not in_use)
        self.previous.setVisible(in_use)
        self.export.setVisible(installed is not None)
        if wrong:
            self.words.setText(wrong)
        elif in_use:
            self.words.setText(self.tr("This model scores now. The one before is one click away."))
        elif installed is not None:
            self.words.setText(self.tr("Installed beside the shipped model. Nothing was replaced."))
        elif self.worse:
            self.words.setText(
                self.tr("The verdict was: worse. It can be installed all the same, and deleted again.")
            )
        else:
            self.words.setText("")
        if installed is not None:
            if installed.card is not None:
                show_markdown(self.card, installed.card.read_text(encoding="utf-8"))
            self.comparison.begin(installed.id)
        else:
            self.card.setPlainText(
                self.tr("The card is written when the model is installed: every figure of the comparison.")
            )

    def shut(self) -> None:
        self.comparison.close_down()
        super().shut()

    def retranslate(self) -> None:
        texts = (self.tr("Name"), self.tr("Licence"), self.tr("A sentence for the card"))
        for words, field, text in zip(
            self._labels, (self.name, self.licence, self.notes), texts, strict=True
        ):
            words.setText(text)
            field.setAccessibleName(text)
        self.use.setText(self.tr("Use now"))
        self.export.setText(self.tr("Export .zip..."))
        self.previous.setText(self.tr("Back to previous"))
        self._card_head.setText(self.tr("Model card"))
        self.card.setAccessibleName(self.tr("Model card"))
        self.comparison.retranslate()
        self._fill()
