"""Export: which images, where to, how; a preview of what would happen; then one button with the number in it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.results.export import Done, Plan, Way, plan, run
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count, decimal

_PREVIEW = 10


class _Job(QObject):
    progress = Signal(int, int)
    done = Signal(object)
    failed = Signal(str)


class _Thread(QThread):
    """Copies away from the window's thread."""

    def __init__(self, chosen: Plan, cancel: threading.Event, parent: QObject) -> None:
        super().__init__(parent)
        self._plan, self._cancel, self.job = chosen, cancel, _Job()

    def run(self) -> None:
        """Carry the plan out."""
        try:
            self.job.done.emit(run(self._plan, progress=self.job.progress.emit, cancel=self._cancel))
        except FaceqnetError as error:
            self.job.failed.emit(error.sentence)


class ExportDialog(QDialog):
    """Copies, links or moves images above or below the limit, or those shown."""

    def __init__(
        self, parent: QWidget, rows: Sequence[Assessment], shown: Sequence[Assessment], limit: int
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export images"))
        self.setMinimumWidth(620)
        above = [r for r in rows if r.quality is not None and r.quality >= limit]
        below = [r for r in rows if r.quality is not None and r.quality < limit]
        self._choices = {"above": above, "below": below, "shown": list(shown)}
        self._plan: Plan | None = None
        self._cancel = threading.Event()
        self._thread: _Thread | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Which images?"), "strong"))
        self._which = QButtonGroup(self)
        for key, text in (
            ("above", self.tr("Quality {0} or higher: {1}").format(limit, count(len(above)))),
            ("below", self.tr("Below quality {0}: {1}").format(limit, count(len(below)))),
            ("shown", self.tr("Those shown now: {0}").format(count(len(shown)))),
        ):
            self._add_radio(column, self._which, key, text)
        column.addLayout(self._where_row())
        column.addWidget(label(self.tr("How?"), "strong"))
        self._how = QButtonGroup(self)
        for key, text in (
            (Way.COPY, self.tr("Copy; the originals stay as they are")),
            (Way.LINK, self.tr("Link; takes no space")),
            (Way.MOVE, self.tr("Move; written down, can be undone")),
        ):
            self._add_radio(column, self._how, key.value, text)
        self._crops = QCheckBox(self.tr("Aligned crops too"))
        self._crops.toggled.connect(self._preview)
        column.addWidget(self._crops)
        self._words = label(tone="t2")
        self._words.setWordWrap(True)
        self._names = QListWidget()
        self._names.setMaximumHeight(150)
        self._names.setAccessibleName(self.tr("First names"))
        self._bar = QProgressBar()
        self._bar.hide()
        for widget in (self._words, self._names, self._bar):
            column.addWidget(widget)
        column.addLayout(self._buttons())
        self._which.buttons()[0].setChecked(True)
        self._how.buttons()[0].setChecked(True)
        self._preview()

    def _add_radio(self, column: QVBoxLayout, group: QButtonGroup, key: str, text: str) -> None:
        radio = QRadioButton(text)
        radio.setProperty("key", key)
        radio.toggled.connect(self._preview)
        group.addButton(radio)
        column.addWidget(radio)

    def _where_row(self) -> QGridLayout:
        grid = QGridLayout()
        grid.addWidget(label(self.tr("Where to?"), "strong"), 0, 0)
        self.folder = QLineEdit()
        self.folder.setPlaceholderText(self.tr("A folder; it is made if it does not exist"))
        self.folder.setAccessibleName(self.tr("Target folder"))
        self.folder.textChanged.connect(self._preview)
        browse = Button(self.tr("Choose..."), "folder-open")
        browse.clicked.connect(self._choose)
        grid.addWidget(self.folder, 1, 0)
        grid.addWidget(browse, 1, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.cancel_button = Button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.go = Button("", "download", "primary")
        self.go.clicked.connect(self._start)
        row.addStretch()
        row.addWidget(self.cancel_button)
        row.addWidget(self.go)
        return row

    def choose(self, which: str, way: Way) -> None:
        """Set the choices."""
        for group, key in ((self._which, which), (self._how, way.value)):
            for button in group.buttons():
                if button.property("key") == key:
                    button.setChecked(True)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Target folder"))
        if folder:
            self.folder.setText(folder)

    def _preview(self) -> None:
        which, how = self._which.checkedButton(), self._how.checkedButton()
        if which is None or how is None:
            return
        rows = self._choices[which.property("key")]
        self._names.clear()
        self._plan, sentence = None, self.tr("Choose a folder.")
        if self.folder.text().strip():
            try:
                made = plan(
                    rows,
                    Path(self.folder.text().strip()),
                    way=Way(how.property("key")),
                    crops=self._crops.isChecked(),
                )
                sentence = self._sentence(made)
                self._plan = made if made.items and made.fits else None
                self._names.addItems([item.name for item in made.items[:_PREVIEW]])
            except (FaceqnetError, OSError) as error:
                sentence = getattr(error, "sentence", str(error))
        self._words.setText(sentence)
        size = decimal(self._plan.bytes / 1e6, 1) if self._plan else ""
        number = count(len(self._plan.items)) if self._plan else count(len(rows))
        text = (
            self.tr("Export {0} images, {1} MB").format(number, size)
            if size
            else self.tr("Export {0} images").format(number)
        )
        self.go.setText(text)
        self.go.setEnabled(self._plan is not None)

    def _sentence(self, made: Plan) -> str:
        words = self.tr("{0} images, {1} MB to write; {2} GB are free.").format(
            count(len(made.items)), decimal(made.bytes / 1e6, 1), decimal(made.free / 1e9, 1)
        )
        if made.renamed:
            words += " " + self.tr("{0} get a numbered name because theirs is taken.").format(
                count(made.renamed)
            )
        if made.missing:
            words += " " + self.tr("{0} are no longer there.").format(count(len(made.missing)))
        if not made.fits:
            words += " " + self.tr("That does not fit. Free space first.")
        return words

    def _start(self) -> None:
        if self._plan is None:
            return
        self.go.setEnabled(False)
        self._bar.show()
        self._thread = _Thread(self._plan, self._cancel, self)
        self._thread.job.progress.connect(self._show_progress)
        self._thread.job.done.connect(self._finish)
        self._thread.job.failed.connect(self._fail)
        self._thread.start()

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def _finish(self, done: Done) -> None:
        words = self.tr("{0} images are in the folder; {1} lists them.").format(
            count(done.exported), done.manifest.name
        )
        if done.failed:
            words += " " + self.tr("{0} failed; the first: {1}").format(
                count(len(done.failed)), ": ".join(done.failed[0])
            )
        self._words.setText(words)
        self._bar.hide()
        self.cancel_button.setText(self.tr("Close"))
        self.done_with = done

    def _fail(self, sentence: str) -> None:
        self._words.setText(sentence)
        self._bar.hide()
        self.go.setEnabled(True)

    done_with: Done | None = None

    def reject(self) -> None:
        """Stop what runs; what is there stays whole."""
        self._cancel.set()
        if self._thread is not None:
            self._thread.wait(10_000)
        super().reject()
