"""The wizard: steps at the left, a page at the right, one bar below, one process behind."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from faceqnet_engine.errors import OutputError
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, hairline, label
from faceqnet_gui.session.lock import SessionLock
from faceqnet_gui.training.draft import Draft
from faceqnet_gui.training.files import Face
from faceqnet_gui.training.page import WizardPage
from faceqnet_gui.training.page_labels import LabelsPage
from faceqnet_gui.training.page_learning import LearningPage
from faceqnet_gui.training.page_photos import PhotosPage
from faceqnet_gui.training.page_references import ReferencesPage
from faceqnet_gui.training.page_release import ReleasePage
from faceqnet_gui.training.page_verdict import VerdictPage
from faceqnet_gui.training.parts import Problem, Strip, scrolling, wrapped
from faceqnet_gui.training.runs import Runs
from faceqnet_gui.views import Host
from faceqnet_gui.worker.face_crops import FaceCrops
from faceqnet_gui.worker.processes import Ending

_TICK_MILLISECONDS = 500
_LEARNT_FROM = 3
"""Pages whose choices a training has been started with."""


class Wizard(QWidget):
    """One training. `left` when the person goes back to the models."""

    left = Signal()
    taken_over = Signal()
    draft_wanted = Signal(object)  # Draft, on other data

    def __init__(
        self, host: Host, draft: Draft, lock: SessionLock | None, say: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.host, self.draft, self.lock, self.say = host, draft, lock, say
        self.runs = Runs(draft, self)
        self.crops = FaceCrops(self)
        self.faces: dict[str, Face] = {}
        self._last: tuple[str, ...] = ()
        self._listed: tuple[object, ...] = ()
        self._steps = QListWidget()
        self._steps.setObjectName("sources")
        self._head, self._sentence = label(role="title"), wrapped(tone="t2")
        self._head.setWordWrap(True)
        self._stack, self.problem, self.strip = QStackedWidget(), Problem(), Strip()
        self.back, self.copy, self.go = (
            Button("", "chevron-left"),
            Button("", "copy"),
            Button("", "", "primary"),
        )
        self.why = label(role="secondary", tone="t2")
        self.why.setWordWrap(True)
        self.pages: tuple[WizardPage, ...] = (
            PhotosPage(self),
            ReferencesPage(self),
            LabelsPage(self),
            LearningPage(self),
            VerdictPage(self),
            ReleasePage(self),
        )
        self._build()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.retranslate()

    # ---- parts

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left_panel())
        row.addWidget(hairline(vertical=True))
        right = QVBoxLayout()
        right.setContentsMargins(24, 20, 24, 0)
        right.setSpacing(8)
        right.addWidget(self._head)
        right.addWidget(self._sentence)
        right.addSpacing(4)
        for page in self.pages:
            self._stack.addWidget(scrolling(page))
        right.addWidget(self._stack, 1)
        right.addWidget(self.problem)
        right.addWidget(self.strip)
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 10, 0, 12)
        bar.setSpacing(12)
        bar.addWidget(self.back)
        bar.addWidget(self.copy)
        bar.addStretch()
        bar.addWidget(self.why, 1)
        bar.addWidget(self.go)
        self.why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        right.addWidget(hairline())
        right.addLayout(bar)
        row.addLayout(right, 1)

    def _left_panel(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("panel")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setFixedWidth(236)
        column = QVBoxLayout(panel)
        column.setContentsMargins(12, 20, 12, 12)
        column.setSpacing(8)
        self._title, self._place = label(role="item"), label(role="caption", tone="t3")
        self._place.setWordWrap(True)
        self.home = Button("", "chevron-left", "fold")
        column.addWidget(self.home)
        column.addWidget(self._title)
        column.addWidget(self._place)
        column.addSpacing(8)
        self._steps.setIconSize(QSize(18, 18))
        column.addWidget(self._steps, 1)
        return panel

    def _connect(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.go.clicked.connect(self.go_on)
        self.copy.clicked.connect(self.copy_command)
        self.home.clicked.connect(self.left)
        self._steps.itemClicked.connect(self._step_clicked)
        self._steps.itemActivated.connect(self._step_clicked)
        self.runs.told.connect(self._told)
        self.runs.ended.connect(self._ended)
        self.runs.changed.connect(self.refresh)
        self.runs.slow_to_stop.connect(self._offer_end)
        self.strip.stop_wanted.connect(self.runs.stop)
        self.strip.pause_wanted.connect(self.toggle_pause)
        self.strip.end_wanted.connect(self.runs.process.kill)
        self.problem.again.connect(self.try_again)
        for page in self.pages:
            page.changed.connect(self.refresh)
        theme().changed.connect(self._relist_steps)

    # ---- where it is

    @property
    def page(self) -> WizardPage:
        """The page that is shown."""
        return self.pages[self.draft.page]

    def begin(self) -> None:
        """Show the page that was reached; a process that is still there is found."""
        self.runs.adopt()
        self.show_page(self.draft.page)

    def show_page(self, number: int) -> None:
        """Go to a page."""
        self.draft.page = max(0, min(len(self.pages) - 1, number))
        self.draft.furthest = max(self.draft.furthest, self.draft.page)
        self.problem.hide()
        self._stack.setCurrentIndex(self.draft.page)
        self.save()
        self.page.entered()
        self.refresh()

    def go_on(self) -> None:
        """The next page, or the end."""
        if self.page.why_not():
            return
        if self.draft.page == len(self.pages) - 1:
            self.left.emit()
        else:
            self.show_page(self.draft.page + 1)

    def go_back(self) -> None:
        """The page before; of the first one, back to the models."""
        if self.draft.page == 0:
            self.left.emit()
        else:
            self.show_page(self.draft.page - 1)

    def forget_after(self, page: int) -> None:
        """A choice of that page has changed: later pages have to be reached again."""
        self.draft.furthest = page
        self.save()
        self.refresh()

    def save(self) -> None:
        """Keep the choices; without data there is nothing to keep yet."""
        if self.draft.path or self.draft.source in {"demo", "lfw-people"}:
            if self.lock is not None and not self._lock_is_ours():
                self.taken_over.emit()
                return
            try:
                self.draft.save()
            except OutputError as error:
                self.say_problem(error.sentence)

    def _lock_is_ours(self) -> bool:
        owner = self.lock.owner() if self.lock is not None else None
        return owner is not None and owner.process == os.getpid()

    # ---- what runs

    def need(self, *steps: str, preview: bool = False) -> None:
        """See that steps are done; what is in the way is said."""
        try:
            self.runs.need(*steps, preview=preview)
        except OutputError as error:
            self.say_problem(error.sentence)
        self.refresh()

    def start(self, *steps: str, preview: bool = False) -> None:
        """Run steps now."""
        self.problem.hide()
        self._last = ("preview", *steps) if preview else steps
        try:
            self.runs.start(*steps, preview=preview)
        except OutputError as error:
            self.say_problem(error.sentence)
        self.refresh()

    def try_again(self) -> None:
        """What failed once more."""
        self.problem.hide()
        if self._last:
            preview = self._last[0] == "preview"
            self.start(*self._last[preview:], preview=preview)
        else:
            self.page.entered()

    def toggle_pause(self) -> None:
        """Stand still, or go on."""
        if self.runs.process.paused:
            self.runs.process.resume()
        else:
            self.runs.process.pause()

    def say_problem(self, sentence: str, reference: str = "") -> None:
        """An error in words."""
        self.problem.say(sentence, reference)

    def copy_command(self) -> None:
        """The page's command on the clipboard."""
        QGuiApplication.clipboard().setText(shlex.join(self.page.command()))
        self.say(self.tr("The command is on the clipboard."))

    def picture(self, path: str) -> QImage | None:
        """A photo's aligned face, or None while it is being cut."""
        face = self.faces.get(path)
        return None if face is None else self.crops.picture(face.file, face.landmarks)

    def _told(self, line: dict[str, Any]) -> None:
        self.page.told(line)
        self.refresh()

    def _ended(self, ending: Ending) -> None:
        self.strip.slow = False
        if ending.state in {"failed", "killed"}:
            self._last = self._last or ending.steps
            self.problem.show_ending(ending)
        self.page.ended(ending)
        self.refresh()

    def _offer_end(self) -> None:
        self.strip.slow = True
        self.refresh()

    def _tick(self) -> None:
        if self.runs.running:
            self.strip.show_runs(self.runs)

    # ---- words

    def refresh(self) -> None:
        """What depends on the page and on what runs."""
        page = self.page
        self._head.setText(page.head())
        learning = self.runs.process.running and "train" in self.runs.process.steps
        for earlier in self.pages[:_LEARNT_FROM]:
            earlier.setEnabled(not learning)
        frozen = learning and self.draft.page < _LEARNT_FROM
        told = self.tr("The model is learning from this. Stop the training to change it.")
        self._sentence.setText(told if frozen else page.sentence())
        why = page.why_not()
        self.go.setEnabled(not why)
        self.why.setText(why)
        self.go.setAccessibleDescription(why)
        self.copy.setEnabled(bool(page.command()))
        last = self.draft.page == len(self.pages) - 1
        self.go.setText(self.tr("Finish") if last else self.tr("Continue"))
        self.strip.show_runs(self.runs)
        self._title.setText(self.draft.id)
        self._place.setText(self.draft.path or self._source_words())
        self._list_steps()

    def _source_words(self) -> str:
        if self.draft.source == "demo":
            return self.tr("Invented people")
        return "" if self.draft.source == "tree" else "LFW"

    def _relist_steps(self) -> None:
        self._listed = ()
        self._list_steps()

    def _list_steps(self) -> None:
        listed = (self.draft.page, self.draft.furthest, *(page.step_title() for page in self.pages))
        if listed == self._listed:
            return  # asked for with every line of progress
        self._listed = listed
        if self._steps.count() != len(self.pages):
            self._steps.clear()
            for _ in self.pages:
                self._steps.addItem(QListWidgetItem())
        for n, page in enumerate(self.pages):
            item = self._steps.item(n)
            here, reached = n == self.draft.page, n <= self.draft.furthest
            name = "arrow-right" if here else "circle-check" if n < self.draft.furthest else "circle-dashed"
            item.setIcon(icon(name, "acc" if here else "t2" if reached else "line2"))
            item.setText(self.tr("{0}  {1}").format(n + 1, page.step_title()))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                if reached
                else Qt.ItemFlag.NoItemFlags
            )
            item.setSizeHint(QSize(0, 36))
        self._steps.setCurrentRow(self.draft.page)

    def _step_clicked(self, item: QListWidgetItem) -> None:
        number = self._steps.row(item)
        if number <= self.draft.furthest and number != self.draft.page:
            self.show_page(number)

    def retranslate(self) -> None:
        """New words everywhere."""
        self.back.setText(self.tr("Back"))
        self.copy.setText(self.tr("Copy as command line"))
        self.home.setText(self.tr("All models"))
        self._steps.setAccessibleName(self.tr("Steps"))
        self.problem.retranslate()
        for page in self.pages:
            page.retranslate()
        self.refresh()

    def close_down(self, *, go_on: bool) -> None:
        """End threads; the training goes on where that is wanted, else it can be taken up again."""
        self._timer.stop()
        if self.runs.process.running:
            if not (go_on and "train" in self.runs.process.steps):
                self.runs.process.interrupt()
            self.runs.process.let_go()
        self.crops.close()
        for page in self.pages:
            page.shut()
        if self.lock is not None:
            self.lock.release()
