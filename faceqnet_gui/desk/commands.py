"""What people can do in the window: the functions that the table of actions names."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from platformdirs import user_cache_path
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMessageBox,
    QWidget,
)

from faceqnet_engine import __version__
from faceqnet_engine.results.tables import write_table
from faceqnet_engine.sources.demo import build_demo_set
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.worker.jobs import Job
from faceqnet_gui.worker.thumbnails import delete_thumbnails

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

_DEVICES = ("auto", "cpu", "cuda", "mps")
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -(10**9),
    Qt.Key.Key_End: 10**9,
}
_SECTIONS = ("file", "session", "decide", "view", "go", "profile", "live", "evaluate", "train", "help")
_TWICE_SECONDS = 3.0
_LOW = 860
_OFIQ = ".ofiq.csv"
_FORMATS = f"CSV (*.csv);;JSON Lines (*.jsonl);;Parquet (*.parquet);;OFIQ CSV (*{_OFIQ})"


class Commands:
    """Mixed into the window; every function is one action."""

    # ---- the look; what else the window's chrome does stands in `shell`

    def choose_theme(self: Window, mode: str) -> None:
        """Switch the theme at once."""
        self.shell.set("theme", mode)

    def choose_language(self: Window, language: str) -> None:
        """Switch the language at once."""
        self.shell.set("language", language)

    def choose_faces(self: Window, faces: str) -> None:
        """Primary face or all: other rows, so what is open is scored anew (what the store knows comes at once)."""
        if faces == self.settings.faces:
            return
        self.remember(faces=faces)
        if self.inputs:
            self.start_over()

    def delete_thumbnails(self: Window) -> None:
        """Those on disk; they are made again when they are seen."""
        self.start_job(
            lambda job: delete_thumbnails() / 1e6,
            lambda freed: self.toast.say(self.tr("{0} MB are free again.").format(decimal(freed, 1))),  # type: ignore[arg-type]
        )

    # ---- open

    def choose_folder(self: Window) -> None:
        """Ask for a folder and open it."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Open a folder"))
        if folder:
            self.open_paths([folder])

    def choose_files(self: Window) -> None:
        """Ask for files and open them."""
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("Open images or a video"))
        self.open_paths(files)

    def paste_paths(self: Window) -> None:
        """Open the paths on the clipboard: copied files, or text with a path a line."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if not paths:
            lines = (line.strip().strip("\"'").removeprefix("file://") for line in data.text().splitlines())
            paths = [line for line in lines if line]
        missing = [p for p in paths if not Path(p).expanduser().exists()]
        if not paths or missing:
            self.toast.say(self.tr("The clipboard holds no path of a file or folder."))
            return
        self.open_paths([str(Path(p).expanduser()) for p in paths])

    def open_demo(self: Window) -> None:
        """Make the demo set and open it."""
        folder = user_cache_path("faceqnet") / "demo"
        self.status.idle(self.tr("Making the demo set"))
        self.start_job(lambda job: build_demo_set(folder), lambda _: self._show_demo(folder))

    def _show_demo(self: Window, folder: Path) -> None:
        self.status.idle("")
        self.open_paths([str(folder)])
        self.scans.finished.connect(lambda _: self.shell.offer_tour(), Qt.ConnectionType.SingleShotConnection)

    def start_job(
        self: Window,
        work: Callable[[Job], object],
        done: Callable[[object], object] = lambda _: None,
        failed: Callable[..., object] = lambda *_: None,
    ) -> Job:
        """Work on files away from the window's thread; a failure is reported, and told to `failed`.

        It may be over before this returns: whoever connects to its end later waits in vain.
        """
        job = Job(work, self)
        job.done.connect(done)
        job.failed.connect(self.report)
        job.failed.connect(failed)
        job.finished.connect(job.deleteLater)
        job.start()
        return job

    def stop_scan(self: Window) -> None:
        """Cancel, keeping what is done."""
        self.scans.cancel()

    def rescan(self: Window) -> None:
        """Score everything again."""
        self.scan(self.photo_inputs(), rescan=True)

    def retry(self: Window, files: list[str]) -> None:
        """Score some files again."""
        here = [f for f in files if Path(f).exists()]
        if here:
            self.scan(here, rescan=True)

    # ---- save

    def save_results(self: Window, *, only_shown: bool = False) -> None:
        """Ask for a file and write all rows, or those shown in their order."""
        name, chosen = QFileDialog.getSaveFileName(self, self.tr("Save results"), "scores.csv", _FORMATS)
        if name:
            if _OFIQ in chosen and not name.endswith(_OFIQ):
                name = name.removesuffix(".csv") + _OFIQ
            self.write_results(Path(name), only_shown=only_shown)

    def write_results(self: Window, target: Path, *, only_shown: bool = False) -> None:
        """Write rows as a table; the file appears whole or not at all."""
        wanted = self.grid_model.shown if only_shown else np.arange(len(self.columns))
        waiting = self.columns.waiting[wanted]
        rows = [self.columns.row(row) for row in wanted[~waiting].tolist()]
        model = next((row.model for row in rows if row.model), "")
        options = {"inputs": shlex.join(self.inputs), "faces": self.settings.faces}
        words = self.tr("{0} has {1} rows.").format(target.name, count(len(rows)))
        if waiting.any():
            words += " " + self.tr("{0} images are not scored yet and not in it.").format(
                count(int(waiting.sum()))
            )
        self.start_job(
            lambda job: write_table(rows, target, model=model, options=options),
            lambda _: self.toast.say(words),
        )

    # ---- look

    def panel_shown(self: Window, name: str) -> bool:
        """Whether a part of the window is wanted."""
        if name == "charts" and self.photos_need_room:
            return self._charts_here
        return self._hidden.get(self._panel(name), True)

    def _panel(self: Window, name: str) -> QWidget:
        part: QWidget = self.bottom if name == "charts" else getattr(self, name)
        return part

    _charts_here = False

    @property
    def photos_need_room(self: Window) -> bool:
        """In a low window charts leave the close views to the photos, until somebody asks for them there."""
        return self.view in {"single", "compare"} and self.height() < _LOW

    def toggle_panel(self: Window, name: str) -> None:
        """Show or hide a part of the window."""
        part = self._panel(name)
        if part is self.inspector and self.shell.responsive.toggle():
            return
        if part is self.bottom and self.photos_need_room:
            self._charts_here = not self._charts_here
        else:
            self._hidden[part] = not self._hidden.get(part, True)
        self.refresh(force=True)

    def overlay_shown(self: Window, name: str) -> bool:
        """Whether an overlay is on."""
        return self.inspector.overlay(name)

    def toggle_overlay(self: Window, name: str) -> None:
        """Switch an overlay."""
        on = not self.inspector.overlay(name)
        self.inspector.set_overlay(name, on)
        self._overlay_changed(name, on)

    def focus_search(self: Window) -> None:
        """Into the search field."""
        self.top.search.setFocus()
        self.top.search.selectAll()

    def clear_filters(self: Window) -> None:
        """Show everything."""
        self.set_filter(Filter())

    def keyPressEvent(self: Window, event: QKeyEvent) -> None:
        """Escape goes one level back: single view, then the filters."""
        if event.key() == Qt.Key.Key_Escape:
            if self.deciding.leave_end():
                return
            if self.view == "compare":
                self.leave_compare()
            elif self.view in {"single", "problems"}:
                self.show_view(self._list_view)
            elif self.filter.parts:
                self._escape_from_filters()
        elif event.key() == Qt.Key.Key_Space and self.current is not None and not event.isAutoRepeat():
            self.set_bare(True)
        elif self.view in {"single", "compare"} and event.key() in _STEPS:
            places = _STEPS[Qt.Key(event.key())]
            (self.stack.compare.step if self.view == "compare" else self.step)(places)

    def _escape_from_filters(self: Window) -> None:
        """Twice, so that a key pressed once too often loses no filter."""
        now = time.monotonic()
        if now - self._escaped < _TWICE_SECONDS:
            self.clear_filters()
            self._escaped = 0.0
        else:
            self._escaped = now
            self.toast.say(self.tr("Esc once more clears the filters."), 3000)

    _escaped = 0.0

    def keyReleaseEvent(self: Window, event: QKeyEvent) -> None:
        """The overlays come back."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.set_bare(False)

    # ---- take along

    def open_outside(self: Window) -> None:
        """Its folder in the file manager."""
        if self.current is not None:
            folder = Path(self.columns.row(self.current).file).absolute().parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def command_line(self: Window) -> str:
        """The command that gives the same rows."""
        faces = [] if self.settings.faces == "primary" else ["--faces", self.settings.faces]
        smaller = ["--smaller-faces"] if self.settings.smaller else []
        return shlex.join(["faceqnet", "score", *self.photo_inputs(), *faces, *smaller, "-o", "scores.csv"])

    def copy_command(self: Window) -> None:
        """That command to the clipboard."""
        QGuiApplication.clipboard().setText(self.command_line())
        self.toast.say(self.tr("Copied: {0}").format(self.command_line()))

    # ---- help

    def show_keys(self: Window) -> None:
        """The keys of the present view."""
        self.shell.show_keys()

    def show_about(self: Window) -> None:
        """Version, licence, privacy."""
        text = self.tr("FaceQnet {0}. Free software (MIT). Works offline: nothing leaves this computer.")
        QMessageBox.about(self, self.tr("About FaceQnet"), text.format(__version__))

    def report_fault(self: Window, reference: str) -> None:
        """A fault of ours, which the log has in full."""
        self.report(self.tr("A fault of this program. Your results are kept. Please report it."), reference)

    def report(self: Window, sentence: str, reference: str = "") -> None:
        """An error in words, with a log reference to copy where there is one."""
        self.shell.report(sentence, reference)
