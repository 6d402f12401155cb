"""The view Evaluate: puts its parts together, runs the evaluation, and keeps its limit the window's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.errors import FaceqnetError
from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.centre import SUSPECTS, Centre
from faceqnet_gui.evaluation.data_panel import DataPanel
from faceqnet_gui.evaluation.deciding import Deciding
from faceqnet_gui.evaluation.distributions import QualityHistogram
from faceqnet_gui.evaluation.pairs import Cards
from faceqnet_gui.evaluation.saving import Saving
from faceqnet_gui.evaluation.suspects import Errors, Suspects
from faceqnet_gui.look.widgets import Button, EmptyState
from faceqnet_gui.look.words import count
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.session import Session
from faceqnet_gui.views import TRIAGE, Host, Page
from faceqnet_gui.worker.evaluation_files import read_run
from faceqnet_gui.worker.evaluations import (
    Embeddings,
    Evaluated,
    Refused,
    Wanted,
    evaluate,
    forget,
    kept_bytes,
    labelled_rows,
)
from faceqnet_gui.worker.faces import Faces
from faceqnet_gui.worker.jobs import Job

_NARROW, _SHORT = 1240, 760
_SETTLE_MILLISECONDS = 120
_LOOK_MILLISECONDS = 300


class EvaluationView(Page):
    """The page. Its result stays until other photos are open or somebody evaluates again."""

    own_status = False

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._job: Job | None = None
        self.found: Evaluated | None = None
        self._refused: Refused | None = None
        self._narrow: bool | None = None
        self._short: bool | None = None
        self._followed: Session | None = None
        self._memory = Embeddings()
        self._known = (-1, "")  # how many rows there were when people were counted, and the first
        self._people, self._photos = 0, 0
        self.faces = Faces(self)
        self._build()
        self._connect()
        self.deciding = Deciding(host, self.cards, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._show_errors)
        self._scanning = False
        self._look = QTimer(self)  # scans begin and end by many ways; one look a moment sees them all
        self._look.setInterval(_LOOK_MILLISECONDS)
        self._look.timeout.connect(self._look_at_scan)
        self.show_keep()
        self.retranslate()

    # ---- parts

    def _build(self) -> None:
        self.panel = DataPanel()
        columns = lambda: self._host.columns  # noqa: E731 - asked anew each time: the window may open another
        self.suspects, self.errors = Suspects(self.faces, columns), Errors(self.faces, columns)
        self.centre, self.histogram = Centre(self.suspects), QualityHistogram()
        self._empty = EmptyState()
        self.middle = QSplitter(Qt.Orientation.Vertical)
        self.middle.addWidget(self.centre)
        self.middle.addWidget(self.histogram)
        self.middle.setStretchFactor(0, 1)
        self.middle.setSizes([700, 150])
        self._results = results = QSplitter(Qt.Orientation.Horizontal)
        results.addWidget(self.middle)
        results.addWidget(self.errors)
        results.setStretchFactor(0, 1)
        results.setSizes([1000, 340])
        for splitter in (self.middle, results):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.errors.setMinimumWidth(260)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(results)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.panel)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.addLayout(row)
        self._save = Button("", "download", "primary")
        self._menu = QMenu(self)
        self._save.setMenu(self._menu)
        self.saving = Saving(self._host, self, lambda: [m for _, m in self.panel.runs.curves()])

    def _connect(self) -> None:
        panel = self.panel
        panel.run_wanted.connect(self.run)
        panel.stop_wanted.connect(self.stop)
        panel.changed.connect(self._show_state)
        panel.hidden_changed.connect(self._show_hidden)
        panel.runs.changed.connect(self._show_hidden)
        panel.runs.wanted.connect(self.open_run)
        panel.forget_wanted.connect(self.forget_embeddings)
        panel.keep_changed.connect(self._keep)
        for plot in (self.centre.curve, self.histogram):
            plot.limit_moved.connect(lambda limit: self._host.set_limit(limit, final=False))
            plot.limit_released.connect(self._host.set_limit)
        self.centre.suggest.suggested.connect(self._host.set_limit)
        self.centre.curve.picked.connect(self._pick)
        self.centre.person_opened.connect(self.open_person)
        self._host.limit_moved.connect(self._show_limit)
        for cards in (self.suspects.cards, self.errors.cards):
            cards.opened.connect(self.open_photo)

    # ---- page

    def top_widgets(self) -> Sequence[QWidget]:
        return (self._save,)

    def entered(self) -> None:
        if self._followed is not self._host.session:
            self._followed = self._host.session
            self._followed.decisions.changed.connect(self._marked)
        self.show_keep()
        self._scanning = self._host.scanning
        self._look.start()
        self._count_people()
        if self.found is not None and not self._still_open(self.found):
            self.found = None
            self.panel.show_evaluation(None)
        self._show_limit(self._host.limit)
        self._show_state()
        self._show_kept()
        self._marked()
        if not self.isAncestorOf(QApplication.focusWidget() or self._host.toast):
            (self.centre.curve if self.found is not None else self.panel.run).setFocus()

    def _marked(self, _: object = None) -> None:
        """Decided here or elsewhere, or taken back."""
        for cards in (self.suspects.cards, self.errors.cards):
            cards.viewport().update()

    def left(self) -> None:
        self._settle.stop()
        self._look.stop()

    def shut(self) -> None:
        self.stop()
        self.faces.close()

    def retranslate(self) -> None:
        self._save.setText(self.tr("Save..."))
        self._menu.clear()
        for text, act in (
            (self.tr("Figure (PDF, SVG, PNG)..."), self.saving.figure),
            (self.tr("Curves as CSV..."), self.saving.curves),
            (self.tr("Report with everything..."), self.saving.report),
            (self.tr("Copy as command line"), self.saving.copy_command),
        ):
            self._menu.addAction(text).triggered.connect(partial(_called, act))
        self.panel.retranslate()
        self.suspects.retranslate()
        self.errors.retranslate()
        self.histogram.retranslate()
        self.centre.retranslate()
        if self.found is not None:
            self._show_found(self.found)
        self._show_state()
        self._show_kept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        short = self.height() < _SHORT
        if short is not self._short:
            self._short = short
            low = 104 if short else 150
            self.middle.setSizes([self.height() - low, low])
        narrow = self.width() < _NARROW
        self.panel.setFixedWidth(236 if narrow else 272)
        if narrow is not self._narrow:
            self._narrow = narrow
            right = 272 if narrow else 340
            self._results.setSizes([self.width() - self.panel.width() - right, right])
        super().resizeEvent(event)

    # ---- running

    @property
    def running(self) -> bool:
        """Whether an evaluation runs."""
        return self._job is not None

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        return self.panel.wanted

    def run(self) -> None:
        """Evaluate the open photos."""
        if self.running or self._obstacle():
            return
        columns, inputs, memory = self._host.columns, list(self._host.inputs), self._memory
        wanted = self.panel.wanted
        self._job = self._host.start_job(
            lambda job: evaluate(job, columns, inputs, wanted, memory), self._take, self._ended
        )
        self._job.progress.connect(self._show_progress)
        self._show_progress(0, 0)
        self._show_state()

    def open_run(self, file: str) -> None:
        """Lay the curves of a saved evaluation over this one."""
        self._host.start_job(lambda _: read_run(file), self.panel.runs.take)

    def stop(self) -> None:
        """Stop; faces that were read are kept in memory for the next time."""
        if self._job is not None:
            self._job.cancelled.set()

    def _ended(self) -> None:
        self._job = None
        self._show_state()
        self._show_kept()

    def _take(self, result: object) -> None:
        self._job = None
        if isinstance(result, Evaluated):
            self.show_evaluation(result)
        elif isinstance(result, Refused):
            stopped = result.reason == "stopped"
            self._refused = None if stopped else result
            if self.found is not None and not stopped:
                self._host.report(" ".join(words.refusal(result)))
                self._refused = None
        self._show_state()
        self._show_kept()

    def show_evaluation(self, found: Evaluated) -> None:
        """Another result."""
        self.found, self._refused = found, None
        self._show_found(found)
        self._show_state()

    def _obstacle(self) -> str:
        """Why nothing can be evaluated now; empty where it can."""
        if self._host.scanning:
            return self.tr("Scores first: wait for the end of the scan.")
        if self._people == 0:
            return self.tr("Nobody has two photos.")
        return ""

    def _count_people(self) -> None:
        """People with two photos or more; counted anew when rows have changed."""
        columns = self._host.columns
        state = (len(columns), columns.file(0) if len(columns) else "")
        if state == self._known:
            return
        self._known = state
        rows = labelled_rows(columns)
        _, sizes = np.unique(columns.subject[rows], return_counts=True)
        self._people, self._photos = int((sizes > 1).sum()), int(sizes[sizes > 1].sum())

    def _look_at_scan(self) -> None:
        """A scan that begins or ends while the view is shown: whether one can evaluate, and how many people."""
        if self._host.scanning == self._scanning:
            return
        self._scanning = self._host.scanning
        self._known = (-1, "")
        self._count_people()
        self._show_state()

    def _still_open(self, found: Evaluated) -> bool:
        columns = self._host.columns
        if not len(found.rows) or int(found.rows.max()) >= len(columns):
            return False
        some = found.rows[:: max(1, len(found.rows) // 50)]
        paths = found.labelled.paths[:: max(1, len(found.rows) // 50)]
        return all(columns.path(int(i)) == path for i, path in zip(some, paths, strict=True))

    # ---- what is shown

    def _show_state(self) -> None:
        stale = self.found is not None and replace(self.found.wanted, keep=False) != replace(
            self.panel.wanted, keep=False
        )
        self.panel.show_state(running=self.running, stale=stale, why=self._obstacle())
        self.saving.found = self.found
        self._save.setEnabled(self.found is not None)
        self._stack.setCurrentIndex(1 if self.found is not None else 0)
        if self.found is None:
            self._show_empty()

    def _show_empty(self) -> None:
        if self.running:
            self._empty.show_state(
                "chart-line", self.tr("Comparing faces"), self.tr("You can go on with other views.")
            )
        elif not len(self._host.columns):
            self._empty.show_state(
                "chart-line",
                self.tr("Does quality predict errors?"),
                self.tr("Open a folder with one sub-folder for each person, then compare their faces here."),
                [(self.tr("Go to Triage"), "primary", lambda: self._host.show_page(TRIAGE))],
            )
        elif self._refused is not None:
            title, sentence = words.refusal(self._refused)
            self._empty.show_state("triangle-alert", title, sentence)
        elif self._people == 0:
            self._empty.show_state(
                "users",
                self.tr("Nobody has two photos here"),
                self.tr(
                    "An evaluation compares photos of one person. Put them into one folder for each person."
                ),
                [(self.tr("Go to Triage"), "", lambda: self._host.show_page(TRIAGE))],
            )
        else:
            self._empty.show_state(
                "chart-line",
                self.tr("Does quality predict errors?"),
                self.tr(
                    "{0} people with {1} photos can be compared. Faces are read once; nothing leaves this computer."
                ).format(count(self._people), count(self._photos)),
                [] if self._obstacle() else [(self.tr("Evaluate"), "primary", self.run)],
            )

    def _show_progress(self, done: int, total: int) -> None:
        self.panel.show_progress(done, total)

    def _show_found(self, found: Evaluated) -> None:
        self.panel.show_evaluation(found)
        runs = self.panel.runs
        self.centre.show_evaluation(found, self.panel.hidden, runs.curves(), runs.caption(found))
        self.suspects.show_evaluation(found)
        self.histogram.show_qualities(found.quality)
        self._show_limit(self._host.limit)
        self._show_errors()

    def _show_hidden(self) -> None:
        if self.found is not None:
            runs = self.panel.runs
            self.centre.show_curves(self.found, self.panel.hidden, runs.curves(), runs.caption(self.found))

    def _show_limit(self, limit: int) -> None:
        self.centre.show_limit(limit)
        self.histogram.set_limit(limit)
        if self.found is not None:
            self._settle.start()

    def _show_errors(self) -> None:
        """The errors at the line; after it has come to rest, since a list is more than a line."""
        if self.found is None:
            return
        limits = self.found.limits
        at = limits.at(self._host.limit)
        self.errors.show_point(self.found, 0, float(limits.discarded[at]))

    def _pick(self, method: int, share: float) -> None:
        self._settle.stop()
        if self.found is not None:
            self.errors.show_point(self.found, method, share)

    # ---- decisions and ways out

    def cards(self) -> Cards | None:
        """The list whose current image decisions act on."""
        for cards in (self.errors.cards, self.suspects.cards):
            if cards.hasFocus():
                return cards
        return self.suspects.cards if self.centre.tabs.currentIndex() == SUSPECTS else None

    def open_photo(self, row: int) -> None:
        """Show a photo in triage."""
        self._host.set_filter(Filter())
        self._host.show_page(TRIAGE)
        self._host.pick_row(row)

    def open_person(self, name: str) -> None:
        """Show a person's photos in triage."""
        self._host.set_filter(Filter(subjects=frozenset({name})))
        self._host.show_page(TRIAGE)

    # ---- embeddings

    def show_keep(self) -> None:
        """Whether embeddings are kept, as the preferences say."""
        self.panel.keep.setChecked(self._host.settings.keep_embeddings)

    def _keep(self, on: bool) -> None:
        self._host.remember(keep_embeddings=on)
        self._show_kept()

    def _show_kept(self) -> None:
        self.panel.show_kept(kept_bytes(), len(self._memory.of))

    def forget_embeddings(self) -> None:
        """Delete all embeddings, in memory and on disk; the evaluation that they made stays as numbers."""
        self.stop()
        number = len(self._memory.of)
        try:
            forget(self._memory)
        except FaceqnetError as error:
            self._host.report(error.sentence)
            return
        if self.found is not None:
            empty = np.zeros((len(self.found.rows), 0), np.float32)
            self.found = replace(self.found, labelled=replace(self.found.labelled, embeddings=empty))
            self._show_found(self.found)
        self._show_kept()
        self._host.toast.say(
            self.tr("All embeddings are deleted, {0} of them from memory.").format(count(number))
        )


def _called(act: object, _: bool = False) -> None:
    if callable(act):
        act()
