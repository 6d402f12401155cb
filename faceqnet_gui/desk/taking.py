"""Taking images along: export, drag out, copy, the trash, ratings in sidecars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QImage, QPixmap

from faceqnet_engine.results import sidecar
from faceqnet_engine.results.sidecar import Found, Naming, Rating, SidecarError, sidecar_name
from faceqnet_gui.desk.export_choices import choices, first_choice
from faceqnet_gui.desk.export_dialog import ExportDialog
from faceqnet_gui.desk.listing_dialog import ListingDialog
from faceqnet_gui.look.words import count, images
from faceqnet_gui.sentences import said
from faceqnet_gui.session.marks import NO_MARK, Decision, Mark
from faceqnet_gui.session.recent import forget_session
from faceqnet_gui.worker.jobs import Job
from faceqnet_gui.worker.picture_making import picture

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

_CLIPBOARD_SIDE = 8000
_DRAG_SIDE = 120
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite writes beside its file."""
_MOST_TOLD = 3


def files_mime(files: Sequence[str]) -> QMimeData:
    """Files as other programs take them: to be copied, never moved."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(file) for file in files])
    return data


def to_trash(files: Sequence[str], job: Job) -> tuple[list[str], list[str]]:
    """Move files to the desktop's trash; (those that went, sentences on the others). Nothing is ever deleted."""
    from send2trash import send2trash

    gone, failed = [], []
    for number, file in enumerate(files, start=1):
        if job.cancelled.is_set():
            break
        try:
            send2trash(file)
            gone.append(file)
        except OSError as error:
            failed.append(f"{Path(file).name}: {error.strerror or error}")
        job.progress.emit(number, len(files))
    return gone, failed


class Taking:
    """Mixed into the window; every function is one action."""

    def export_images(self: Window, which: str = "") -> None:
        """The export page; `which` of its sets is chosen, else the likeliest."""
        if not len(self.columns):
            return
        found = choices(self.columns, self.grid_model.shown, self.selected_rows(), self.charts.limit)
        dialog = ExportDialog(
            self,
            self.columns,
            found,
            which if any(c.key == which and len(c.rows) for c in found) else first_choice(found),
            lambda row: self.pictures.thumbnail(self._key(row), row),
            self.judged.profile,
            self.charts.limit,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pictures.thumbnail_ready.connect(dialog.form.thumbnails.update)
        dialog.finished.connect(lambda _: self.focus_images())
        dialog.open()

    # ---- out of the window

    def meant_files(self: Window) -> list[str]:
        """Files that a key means, each once."""
        rows = self.deciding.meant().tolist()
        return list(dict.fromkeys(self.columns.file(row) for row in rows if self.columns.file(row)))

    def drag_out(self: Window) -> None:
        """The dragged images as files, to be copied."""
        rows = self.selected_rows()
        if self.current is not None and self.current not in rows:
            rows = np.array([self.current], np.int64)
        files = list(dict.fromkeys(self.columns.file(int(row)) for row in rows))
        files = [file for file in files if file]
        if not files:
            return
        drag = QDrag(self.list_view)
        drag.setMimeData(files_mime(files))
        if self.current is not None:
            image = self.pictures.photo(self._key(self.columns.row(self.current)))
            if image is not None and not image.isNull():
                small = image.scaled(_DRAG_SIDE, _DRAG_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
                drag.setPixmap(QPixmap.fromImage(small))
        drag.exec(Qt.DropAction.CopyAction)

    def copy_path(self: Window) -> None:
        """File names to the clipboard, one a line."""
        files = self.meant_files()
        QGuiApplication.clipboard().setText("\n".join(files))
        self.toast.say(
            self.tr("Copied: {0}").format(files[0] if len(files) == 1 else images(len(files))), 3000
        )

    def copy_image(self: Window) -> None:
        """The current image's pixels to the clipboard."""
        if self.current is None:
            return
        row = self.columns.row(self.current)
        name = row.path.rsplit("/", 1)[-1]

        def done(image: object) -> None:
            if not isinstance(image, QImage) or image.isNull():
                self.toast.say(self.tr("{0} cannot be read, so nothing was copied.").format(name))
                return
            QGuiApplication.clipboard().setImage(image)
            self.toast.say(self.tr("Copied: {0}").format(name), 3000)

        self.start_job(lambda job: picture(row, _CLIPBOARD_SIDE)[0], done)

    # ---- the trash

    def trash_files(self: Window) -> None:
        """List what is meant, then move it to the desktop's trash."""
        files = [file for file in self.meant_files() if Path(file).exists()]
        if not files:
            self.toast.say(self.tr("There is no file to move: it is gone already."))
            return
        beside = [f"{file}{sidecar.SUFFIX}" for file in files if Path(f"{file}{sidecar.SUFFIX}").exists()]
        title = self.tr("Move {0} to the trash?").format(images(len(files)))
        words = self.tr(
            "You can bring them back from the trash of this computer. Scores and decisions are kept."
        )
        if beside:
            words += " " + self.tr("Their sidecars go along.")
        dialog = ListingDialog(
            self,
            title,
            words,
            [*files, *beside],
            self.tr("Move {0} to the trash").format(images(len(files))),
            "trash-2",
        )
        if dialog.agreed():
            self.start_job(lambda job: to_trash([*files, *beside], job), self._trashed)

    def _trashed(self: Window, answer: object) -> None:
        gone, failed = cast("tuple[list[str], list[str]]", answer)
        self.session.removed([file for file in gone if not file.endswith(sidecar.SUFFIX)])
        self.refresh(force=True)
        self.grid.viewport().update()
        if failed:
            words = self.tr("Not moved to the trash, still where they were: {0}. {1}")
            self.report(words.format(count(len(failed)), "; ".join(failed[:_MOST_TOLD])))
        if gone:
            self.toast.say(self.tr("Moved to the trash: {0}.").format(count(len(gone))))
        self.focus_images()

    # ---- a session that nobody wants any more

    def forget_this_session(self: Window) -> None:
        """List what goes, then delete the session's own files: no photo is touched."""
        file = self.session.file
        if file.in_memory or file.read_only:
            self.toast.say(self.tr("This session has no file that this window may delete."))
            return
        named = (Path(f"{file.path}{ending}") for ending in ("", *_BESIDE))
        own = [str(path) for path in named if path.exists()]
        words = self.tr(
            "Scores, measures, decisions, notes and saved filters of {0} go for good. The photos stay as they are. What "
            "was scored is still known by content, so that the same photos are not scored twice."
        )
        title, action = self.tr("Forget this session?"), self.tr("Forget this session")
        if not ListingDialog(
            self, title, words.format(images(len(self.columns))), own, action, "trash-2"
        ).agreed():
            return
        name = self.title()
        self.scans.drop()
        self.sessions.new()
        forget_session(file.path)
        try:
            for path in own:
                Path(path).unlink(missing_ok=True)
        except OSError as error:
            self.report(self.tr("The session could not be deleted: {0}.").format(error))
            return
        self.toast.say(self.tr("“{0}” is forgotten.").format(name))

    # ---- sidecars

    def read_ratings(self: Window) -> None:
        """Take decisions and stars from the sidecars beside the photos, as one step."""
        files = list(dict.fromkeys(self.columns.file(row) for row in range(len(self.columns))))
        self.start_job(lambda job: sidecar.read_ratings(file for file in files if file), self._take_ratings)

    def _take_ratings(self: Window, answer: object) -> None:
        found, failed = cast("tuple[dict[str, Found], dict[str, str]]", answer)
        marks = {
            row: mark_with(self.session.decisions.mark(row), found[self.columns.file(row)].rating)
            for row in range(len(self.columns))
            if self.columns.file(row) in found
        }

        def step() -> str:
            return self.tr("Ratings of {0}").format(images(len(marks)))

        changed = self.session.decisions.adopt(marks, step, place=self.deciding.where()) if marks else 0
        parts = [self.tr("Sidecars read: {0}. Changed: {1}.").format(count(len(found)), images(changed))]
        doubled = [file for file, one in found.items() if one.other is not None]
        if doubled:
            words = self.tr("{0} with two sidecars that differ: the newer one counts, such as {1}.")
            parts.append(words.format(images(len(doubled)), found[doubled[0]].path.name))
        self.toast.say(" ".join(parts), 9000)
        if failed:
            words = self.tr("Sidecars that were not read and left as they are: {0}. {1}")
            self.report(
                words.format(
                    count(len(failed)), " ".join(said(words) for words in list(failed.values())[:_MOST_TOLD])
                )
            )

    def write_ratings(self: Window) -> None:
        """Write decisions and stars into sidecars beside the photos, after a list."""
        decisions, naming = self.session.decisions, Naming(self.settings.sidecar_scheme)
        wanted: dict[str, Rating] = {}
        for row in range(len(self.columns)):
            mark, file = decisions.mark(row), self.columns.file(row)
            if file and file not in wanted and mark != NO_MARK and self.columns.key(row)[1] is None:
                wanted[file] = Rating.of(mark.decision.word, mark.stars)
        if not wanted:
            self.toast.say(self.tr("Nothing is decided or rated yet."))
            return
        names = [str(Path(file).with_name(sidecar_name(Path(file).name, naming))) for file in wanted]
        words = self.tr(
            "They are written beside the photos, which stay as they are. What other programs wrote in them stays too. "
            "Their names can be chosen in the preferences."
        )
        title = self.tr("Write sidecars for {0}?").format(images(len(wanted)))
        action = self.tr("Write sidecars for {0}").format(images(len(wanted)))
        if ListingDialog(self, title, words, names, action, "file-text").agreed():
            self.start_job(lambda job: _write_all(wanted, naming, job), self._ratings_written)

    def _ratings_written(self: Window, answer: object) -> None:
        written, failed = cast("tuple[int, list[str]]", answer)
        self.toast.say(self.tr("Sidecars written: {0}.").format(count(written)))
        if failed:
            words = self.tr("Sidecars that could not be written: {0}. {1}")
            self.report(words.format(count(len(failed)), " ".join(failed[:_MOST_TOLD])))


def mark_with(mark: Mark, rating: Rating) -> Mark:
    """A mark with what a sidecar says; what sidecars cannot say stays."""
    decision = mark.decision if rating.decision == sidecar.UNDECIDED else Decision.of(rating.decision)
    stars = mark.stars if rating.decision == sidecar.REJECTED else rating.stars
    return replace(mark, decision=decision, stars=stars)


def _write_all(wanted: dict[str, Rating], naming: Naming, job: Job) -> tuple[int, list[str]]:
    written, failed = 0, []
    for number, (file, rating) in enumerate(wanted.items(), start=1):
        if job.cancelled.is_set():
            break
        try:
            sidecar.write(Path(file), rating, naming)
            written += 1
        except SidecarError as error:
            failed.append(said(error.sentence))
        job.progress.emit(number, len(wanted))
    return written, failed
