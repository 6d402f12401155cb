"""All models as cards, and what was begun and not finished; the place where the wizard starts and ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.models.own import quality_models
from faceqnet_engine.models.registry import ModelRecord
from faceqnet_gui.look.widgets import Button, hairline, label
from faceqnet_gui.look.words import decimal
from faceqnet_gui.training.begun import begun_words
from faceqnet_gui.training.draft import Draft, unfinished
from faceqnet_gui.training.model_detail import ModelDetail
from faceqnet_gui.training.parts import Problem, card, scrolling, wrapped
from faceqnet_gui.views import Host
from faceqnet_gui.worker.jobs import Job
from faceqnet_gui.worker.model_files import import_model

_MOST_BEGUN = 3


class _ModelCard(QPushButton):
    """Name, origin, date, one figure, licence, and whether it scores now."""

    def __init__(self, model: ModelRecord, in_use: bool) -> None:
        super().__init__()
        self.model = model
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("kind", "choice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(label(model.id, "emphasis"))
        head.addStretch()
        if in_use:
            head.addWidget(label(self.tr("scores now"), "section", "acc"))
        column.addLayout(head)
        origin = self.tr("Comes with the program") if model.shipped else self.tr("Yours")
        date = str(model.trained.get("date", ""))
        lines = (f"{origin}  ·  {date}" if date else origin, figure_words(model), model.licence)
        for words in lines:
            line = label(words, "secondary", "t2")
            line.setToolTip(words)
            line.setMinimumWidth(40)
            column.addWidget(line)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(", ".join((model.id, *lines)))

    def sizeHint(self) -> QSize:
        return QSize(240, 100)


_VERDICTS = {
    "better": str(QT_TRANSLATE_NOOP("ModelsPage", "Better than {0}")),
    "worse": str(QT_TRANSLATE_NOOP("ModelsPage", "Worse than {0}")),
    "not distinguishable": str(QT_TRANSLATE_NOOP("ModelsPage", "Not distinguishable from {0}")),
}


def figure_words(model: ModelRecord) -> str:
    """The verdict of its evaluation, else the figure that says most, in a line."""
    try:
        told = json.loads(model.path.with_suffix(".json").read_text(encoding="utf-8"))["verdict"]
        return QCoreApplication.translate("ModelsPage", _VERDICTS[told["word"]]).format(told["against"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    found = sorted(k for k in model.metrics if k.startswith("pauc_03_") and k.endswith("_ours"))
    if not found:
        return QCoreApplication.translate("ModelsPage", "Not evaluated here")
    words = QCoreApplication.translate("ModelsPage", "Error area {0}, random 1")
    return words.format(decimal(float(model.metrics[found[-1]]), 2))


class ModelsPage(QWidget):
    """Models at the left, the chosen one at the right, unfinished trainings above."""

    new_wanted = Signal()
    go_on_wanted = Signal(object)  # Draft

    def __init__(self, host: Host, say: Callable[[str], object]) -> None:
        super().__init__()
        self._host, self._say = host, say
        self.begun: list[Draft] = []
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        left = QWidget()
        left.setObjectName("panel")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(360)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 20, 12, 16)
        column.setSpacing(12)
        self._title, self._sentence = label(role="title"), wrapped(tone="t2")
        self.new, self.bring = Button("", "graduation-cap", "primary"), Button("", "upload")
        self.new.clicked.connect(self.new_wanted)
        self.bring.clicked.connect(self._ask_file)
        self._begun = QVBoxLayout()
        self._begun.setSpacing(8)
        holder = QWidget()
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 4, 0)
        self._cards.setSpacing(8)
        for part in (self._title, self._sentence, self.new):
            column.addWidget(part)
        column.addLayout(self._begun)
        column.addWidget(scrolling(holder), 1)
        column.addWidget(self.bring)
        self.detail, self.problem = ModelDetail(host, say), Problem()
        self.detail.changed.connect(self.refresh)
        self.detail.failed.connect(self.problem.say)
        self.problem.again.connect(self.problem.hide)
        right = QVBoxLayout()
        right.setContentsMargins(24, 20, 24, 16)
        right.setSpacing(12)
        right.addWidget(self.detail, 1)
        right.addWidget(self.problem)
        outer.addWidget(left)
        outer.addWidget(hairline(vertical=True))
        outer.addLayout(right, 1)
        self.retranslate()

    # ---- models

    def refresh(self, chosen: str = "") -> None:
        """What there is now."""
        in_use = self._host.model_in_use()
        chosen = chosen or (self.detail.model.id if self.detail.model is not None else in_use)
        try:
            models = quality_models()
        except FaceqnetError as error:
            self.problem.say(error.sentence)
            models = []
        _emptied(self._cards)
        self.cards = [_ModelCard(m, m.id == in_use) for m in models]
        for each in self.cards:
            each.clicked.connect(lambda _=False, c=each: self.detail.show_model(c.model))
            self._cards.addWidget(each)
        self._cards.addStretch()
        shown = next((c for c in self.cards if c.model.id == chosen), self.cards[0] if self.cards else None)
        if shown is not None:
            shown.setChecked(True)
            self.detail.show_model(shown.model)
        self._list_begun()

    def import_file(self, file: Path, name: str | None = None, licence: str | None = None) -> None:
        """Bring a zip or the original's .h5; a name that is taken is asked for anew."""
        self.problem.hide()
        job = Job(lambda _: import_model(file, name, licence), self)
        job.done.connect(self._imported)
        job.failed.connect(self.problem.say)
        job.finished.connect(job.deleteLater)
        job.start()

    def _imported(self, result: tuple[ModelRecord, bool]) -> None:
        model, new = result
        self.refresh(model.id)
        words = (
            self.tr("{0} is here and was checked.")
            if new
            else self.tr("{0} was here already; nothing was changed.")
        )
        self._say(words.format(model.id))

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("A model"), "", self.tr("Models (*.zip *.h5)"))
        if not name:
            return
        file, licence = Path(name), None
        if file.suffix.lower() == ".h5":
            licence, fine = QInputDialog.getText(
                self,
                self.tr("Import a model"),
                self.tr("Under which terms do you have this file?"),
                QLineEdit.EchoMode.Normal,
            )
            if not fine:
                return
        self.import_file(file, licence=licence)

    # ---- what was begun

    def _list_begun(self) -> None:
        _emptied(self._begun)
        self.begun = unfinished()
        for draft in self.begun[:_MOST_BEGUN]:
            made, inside = card(6)
            words = wrapped()
            words.setText(begun_words(draft))
            go_on, drop = Button(self.tr("Continue"), "play"), Button(self.tr("Discard"), "trash-2")
            go_on.clicked.connect(lambda _=False, d=draft: self.go_on_wanted.emit(d))
            drop.clicked.connect(lambda _=False, d=draft, b=drop: self._discard(d, b))
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(go_on)
            row.addWidget(drop)
            row.addStretch()
            inside.addWidget(words)
            inside.addLayout(row)
            self._begun.addWidget(made)

    def _discard(self, draft: Draft, button: Button) -> None:
        """Asked for twice: faces and labels of a training cost time."""
        if button.property("sure"):
            from faceqnet_gui.training.discarding import discard

            job = Job(lambda _: discard(draft.work), self)
            job.done.connect(lambda _: self._list_begun())
            job.failed.connect(self.problem.say)
            job.finished.connect(job.deleteLater)
            job.start()
        else:
            button.setProperty("sure", True)
            button.setText(self.tr("Delete what was made?"))

    def shut(self) -> None:
        """The view goes."""
        self.detail.shut()
        for job in self.findChildren(Job):
            job.wait()

    def retranslate(self) -> None:
        """New words."""
        self._title.setText(self.tr("Models"))
        self._sentence.setText(
            self.tr(
                "A model says how well recognition will work with a photo. Make one for your own camera and people."
            )
        )
        self.new.setText(self.tr("Make a model..."))
        self.bring.setText(self.tr("Import a model..."))
        self.problem.retranslate()
        self.detail.retranslate()
        self.refresh()


def _emptied(layout: QVBoxLayout) -> None:
    while (old := layout.takeAt(0)) is not None:
        widget = old.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)  # it is not found any more, though the click that it handles goes on
            widget.deleteLater()
