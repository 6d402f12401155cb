"""Export: one page with a preview of what would happen, then one button with the number in it."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.assessment import Status
from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.measures.profiles import Profile
from faceqnet_engine.results.contact_sheet import Words, write_html
from faceqnet_engine.results.export import Done, Plan, Undone, Way, Wishes, plan, run, undo, unfinished
from faceqnet_engine.results.export.names import template
from faceqnet_gui.desk.contact_sheet_pdf import write_pdf
from faceqnet_gui.desk.export_choices import ABOVE, BELOW, Choice, entries_later, judge
from faceqnet_gui.desk.export_form import ExportForm, Thumbnail
from faceqnet_gui.desk.export_result import ExportPreview, ExportProgress, ExportResult
from faceqnet_gui.look.measure_words import language
from faceqnet_gui.look.widgets import Button, hairline, label
from faceqnet_gui.look.words import images, size_words, status_word
from faceqnet_gui.sentences import said
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.worker.jobs import Job

if TYPE_CHECKING:
    from faceqnet_gui.views import Host

_WAIT_MILLISECONDS = 120
_THUMBNAILS = 8
_FORM_WIDTH = 560


class ExportDialog(QDialog):
    """The form, then progress, then what came of it."""

    def __init__(
        self,
        host: Host,
        columns: Columns,
        found: Sequence[Choice],
        chosen: str,
        thumbnail: Thumbnail,
        profile: Profile | None,
        limit: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._host, self._columns, self._profile, self._limit = host, columns, profile, limit
        self._plan: Plan | None = None
        self._done: Done | None = None
        self._job: Job | None = None
        self._undoing: list[Path] = []
        self.setWindowTitle(self.tr("Export images"))
        self.resize(1080, 720)
        self.setMinimumSize(960, 600)
        self.form = ExportForm(found, thumbnail, host.settings)
        self.preview, self.progress, self.outcome = ExportPreview(), ExportProgress(), ExportResult()
        self._pages = QStackedWidget()
        for page in (self._first_page(), self.progress, self.outcome):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.progress.stop.connect(self._stop)
        self.outcome.show_folder.connect(self._show_folder)
        self.outcome.undo.connect(self._undo)
        self.outcome.more.connect(self._continue)
        self.outcome.close_wanted.connect(self.accept)
        self.preview.take_back.connect(self._take_back)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MILLISECONDS)
        self._timer.timeout.connect(self._ask_plan)
        self._wanted = False
        self.form.changed.connect(self._changed)
        self.form.choose(chosen)
        self._changed()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button is self.go)  # Enter in a field exports, whatever stands beside it
        (self.go if self.form.folder.text() else self.form.folder).setFocus()

    def _first_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(0)
        title = label(self.tr("Export images"), "title")
        title.setContentsMargins(24, 0, 24, 4)
        column.addWidget(title)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        self.form.setMinimumWidth(_FORM_WIDTH - 16)
        area.setFixedWidth(_FORM_WIDTH)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(area)
        middle.addWidget(self.preview, 1)
        column.addLayout(middle, 1)
        column.addWidget(hairline())
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 12, 24, 12)
        bar.setSpacing(8)
        self.command_button = Button(self.tr("Copy as command line"), "copy")
        self.command_button.clicked.connect(self._copy_command)
        self.cancel_button = Button(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.go = Button("", "download", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._start)
        bar.addWidget(self.command_button)
        bar.addStretch()
        bar.addWidget(self.cancel_button)
        bar.addWidget(self.go)
        column.addLayout(bar)
        return page

    # ---- the preview

    @property
    def planned(self) -> Plan | None:
        """What the button would do; None while that is not known or not possible."""
        return self._plan

    @property
    def done_with(self) -> Done | None:
        """What was exported."""
        return self._done

    def _changed(self) -> None:
        """Something was chosen: what it means is found out away from the window's thread."""
        self._plan = None
        choice = self.form.choice
        first = [self._columns.row(int(i)) for i in choice.rows[:_THUMBNAILS]]
        self.form.show_thumbnails(first)
        self.form.show_waiting(int(self._columns.waiting[choice.rows].sum()))
        self._show_names(choice)
        self.command_button.setVisible(choice.key in {ABOVE, BELOW})
        self.go.setEnabled(False)
        self.go.setText(self.tr("Export {0}").format(images(len(choice.rows))))
        self._timer.start()

    def _show_names(self, choice: Choice) -> None:
        if not len(choice.rows):
            return
        entry = next(entries_later(self._columns, choice.rows[:1])())
        source = Path(entry.row.file or entry.row.path)
        try:
            named = template(self.form.names.text())(entry, source, 1, time.time())
        except FaceqnetError as error:
            self.form.show_names("", said(error.sentence))
            return
        suffix = ".png" if self.form.way is Way.CROPS else source.suffix
        self.form.show_names(self.tr("{0} becomes {1}").format(source.name, named + suffix), "")

    def _ask_plan(self) -> None:
        wishes = self.form.wishes
        if wishes is None:
            self.preview.show_words(self.tr("Choose a folder to see what would happen."))
            self.form.show_room("", short=False)
        if self._job is not None:
            self._wanted = True
            self._job.cancelled.set()  # a plan of a million images takes minutes
            return
        if wishes is None:
            return
        entries = entries_later(self._columns, self.form.choice.rows)
        self._work(partial(_planned, entries, wishes), self._take_plan, self._no_plan)

    def _take_plan(self, found: tuple[Plan, list[Path]]) -> None:
        made, broken = found
        if self._again():
            return
        self._plan = made if made.items and made.fits else None
        self.preview.show_plan(made, broken)
        words = self.tr("{0} needed, {1} free on this disk.").format(
            size_words(made.bytes), size_words(made.free)
        )
        if not made.fits:
            words += " " + self.tr("Free {0}, then try again.").format(size_words(made.lacking))
        self.form.show_room(words, short=not made.fits)
        number = images(len(made.items))
        text = self.tr("Export {0}, {1}").format(number, size_words(made.bytes))
        self.go.setText(text if made.bytes >= 1000 else self.tr("Export {0}").format(number))
        self.go.setEnabled(self._plan is not None)

    def _no_plan(self, sentence: str, reference: str) -> None:
        if not self._again():
            self.preview.show_words(sentence, wrong=True)

    def _again(self) -> bool:
        """Whether something else was chosen meanwhile."""
        if self._wanted or self._timer.isActive():
            self._wanted = False
            self._timer.start()
            return True
        return False

    # ---- the work

    def _start(self) -> None:
        if self._plan is None or self._job is not None:
            return
        form = self.form
        self._host.remember(
            export_folder=form.folder.text().strip(),
            export_way=form.way.value,
            export_layout=form.layout_box.currentData(),
            export_names=form.names.text(),
            export_with=tuple(k for k, box in form.boxes.items() if box.isChecked()),
            export_columns=form.columns.value(),
            sidecar_scheme=form.scheme.currentData(),
        )
        self._run(None)

    def _run(self, earlier: Done | None) -> None:
        chosen = self._plan
        assert chosen is not None
        words = _sheet_words()
        sheets = {"html": partial(_html, words), "pdf": partial(_pdf, words)}
        judged = partial(judge, profile=self._profile, language=language())

        def work(job: Job) -> Done:
            return run(
                chosen,
                progress=job.progress.emit,
                cancel=job.cancelled,
                earlier=earlier,
                sheets=sheets,
                judge=judged,
            )

        self.progress.begin(chosen.way, chosen.target, len(chosen.items))
        self._pages.setCurrentWidget(self.progress)
        self.progress.stop_button.setFocus()
        self._work(work, self._finish, self._fail).progress.connect(self.progress.show_progress)

    def _finish(self, done: Done) -> None:
        self._done = done
        assert self._plan is not None
        self.outcome.show_done(done, self._plan)
        self._pages.setCurrentWidget(self.outcome)

    def _fail(self, sentence: str, reference: str) -> None:
        self.outcome.show_failure(sentence, reference)
        self._pages.setCurrentWidget(self.outcome)

    def _continue(self) -> None:
        self._run(self._done)

    def _undo(self) -> None:
        if self._done is None or self._job is not None:
            return
        journal = self._done.journal
        self.outcome.working()
        self._work(lambda job: undo(journal), self._undone, self._fail)

    def _undone(self, undone: Undone) -> None:
        self.outcome.show_undone(undone)

    def _take_back(self, journals: list[Path]) -> None:
        """Undo exports into this folder that died."""
        if self._job is None:
            self._work(lambda job: [undo(j) for j in journals], lambda _: self._changed(), self._no_plan)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancelled.set()

    def _work(self, work, done, failed) -> Job:  # type: ignore[no-untyped-def]
        job = Job(work, self)
        self._job = job

        def ended(act, *answer) -> None:  # type: ignore[no-untyped-def]
            self._job = None
            act(*answer)

        job.done.connect(partial(ended, done))
        job.failed.connect(partial(ended, failed))
        job.finished.connect(job.deleteLater)
        job.start()
        return job

    # ---- around

    def command_line(self) -> str:
        """The command that does the same with a result file."""
        form = self.form
        wishes = form.wishes or Wishes(Path("export"))
        side = "--above" if form.choice.key == ABOVE else "--below"
        parts = ["faceqnet", "export", "scores.csv", side, str(self._limit), "--to", str(wishes.target)]
        parts += {Way.COPY: [], Way.CROPS: ["--crops-only"]}.get(wishes.way, [f"--{wishes.way.value}"])
        parts += ["--folders", wishes.layout.value] if wishes.layout.value != "flat" else []
        parts += ["--names", wishes.template] if wishes.template != "{name}" else []
        parts += ["--manifest", ",".join(wishes.manifests)] if wishes.manifests != ("csv",) else []
        parts += ["--sidecars", wishes.sidecars.value] if wishes.sidecars else []
        parts += ["--crops"] if wishes.crops else []
        parts += ["--sheet", "--columns", str(wishes.sheet_columns)] if "html" in wishes.sheets else []
        return shlex.join(parts)

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self.command_line())
        self._host.toast.say(self.tr("Copied: {0}").format(self.command_line()))

    def _show_folder(self) -> None:
        if self._plan is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._plan.target)))

    def reject(self) -> None:
        """Escape stops what runs and shows what is done; nothing half-done stays. Else it closes."""
        if self._job is not None and self._pages.currentWidget() is not self._pages.widget(0):
            self._job.cancelled.set()
            return
        self._end_job()
        super().reject()

    def done(self, result: int) -> None:
        self._end_job()
        super().done(result)

    def _end_job(self) -> None:
        self._timer.stop()
        for job in self.findChildren(Job):
            job.cancelled.set()
            job.wait()


def _planned(entries, wishes: Wishes, job: Job) -> tuple[Plan, list[Path]]:  # type: ignore[no-untyped-def]
    return plan(entries(), wishes, cancel=job.cancelled), unfinished(wishes.target)


def _html(words: Words, tiles, target, columns, stop) -> None:  # type: ignore[no-untyped-def]
    write_html(tiles, target, columns, stop, words)


def _pdf(words: Words, tiles, target, columns, stop) -> None:  # type: ignore[no-untyped-def]
    write_pdf(tiles, target, columns, stop, words)


def _sheet_words() -> Words:
    return Words(
        language(),
        QCoreApplication.translate("ContactSheet", "Contact sheet"),
        QCoreApplication.translate("ContactSheet", "{0} photos"),
        QCoreApplication.translate("ContactSheet", "Accepted"),
        QCoreApplication.translate("ContactSheet", "Rejected"),
        QCoreApplication.translate("ContactSheet", "Undecided"),
        QCoreApplication.translate("ContactSheet", "No picture"),
        QCoreApplication.translate("ContactSheet", "{0} of 5 stars"),
        {status.value: status_word(status) for status in Status},
    )
