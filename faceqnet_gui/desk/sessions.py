"""Sessions as the window sees them: made, opened, kept, left; read-only ones, moved folders, changed files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu

from faceqnet_gui.desk.place import Place, arrangement_at
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.menus import add_head
from faceqnet_gui.look.words import count, images
from faceqnet_gui.session.arrangement import Arrangement
from faceqnet_gui.session.file import SUFFIX
from faceqnet_gui.session.folders import Changes, changes, reachable, unreachable
from faceqnet_gui.session.given_back import give_back
from faceqnet_gui.session.judged import MEASURING, Judged
from faceqnet_gui.session.opening import SessionError
from faceqnet_gui.session.recent import (
    forget_session,
    new_session_path,
    recent_sessions,
    remember_session,
    session_of,
    sessions_folder,
)
from faceqnet_gui.session.relink import Relink, files_of, relink
from faceqnet_gui.session.result_file import Results, is_result_name
from faceqnet_gui.session.session import Loaded, Session
from faceqnet_gui.shell.action_table import RECORDS
from faceqnet_gui.worker.watching import Watching

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

_PLACE_MILLISECONDS = 400
_MOST_RECENT = 8
_MANY = 100_000
"""Rows from which the window shows a session in several turns of the event loop."""
_INPUTS, _PLACE, _TITLE = "inputs", "place", "title"
log = logging.getLogger(__name__)


class Sessions(QObject):
    """Which session is open, and all that happens to it as a whole.

    Attributes:
        opening: Name of the session that is being read, empty for none.
        unreachable: Inputs of the session that are not there.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.opening = self._title = ""
        self.unreachable: tuple[str, ...] = ()
        self._found: tuple[Loaded, Judged, Arrangement] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PLACE_MILLISECONDS)
        self._timer.timeout.connect(self.keep_place)
        self.watching = Watching(self)
        self.watching.seen.connect(self._files_changed)
        self.watching.lost.connect(lambda folder: self._set_unreachable((*self.unreachable, folder)))

    # ---- which

    @property
    def title(self) -> str:
        """What people call it; empty for one without inputs."""
        window = self._window
        if self._title or not window.inputs:
            return self._title
        name = window.inputs[0].rstrip("/").rsplit("/", 1)[-1]
        others = len(window.inputs) - 1
        return name if not others else self.tr("{0} and {1} more").format(name, others)

    def rename(self) -> None:
        """Ask for a name."""
        title, chosen = QInputDialog.getText(
            self._window, self.tr("Rename the session"), self.tr("Name"), text=self.title
        )
        if chosen:
            self.name(title)

    def name(self, title: str) -> None:
        """Call it so; nothing: after its folders."""
        self._title = title.strip()
        self._writing(lambda file: file.set_state(_TITLE, self._title or None))
        self._window.refresh(force=True)

    def choose(self) -> None:
        """Ask for a session file and open it."""
        words = self.tr("Sessions (*{0})").format(SUFFIX)
        start = str(sessions_folder())
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a session"), start, words)
        if name:
            self.open(Path(name))

    def open(self, path: Path, then: Sequence[str] = ()) -> None:
        """Open a session in place of the present one; it is read away from the window's thread.

        Inputs named in `then` are opened in it.
        """
        if path.absolute() != self._window.session.file.path:
            self._open(path, lambda: Loaded.read(path, MEASURING), then)

    def _open(self, path: Path, load: Callable[[], Loaded], then: Sequence[str] = ()) -> None:
        window = self._window
        if self.opening:
            return
        profile, limit = window.judged.profile, window.charts.limit

        def read(job: Any) -> None:
            loaded = load()
            judged = Judged(loaded.columns)
            judged.use(profile)
            ready = arrangement_at(Place.of(loaded.file.state(_PLACE)), loaded.columns, limit)
            self._found = loaded, judged, ready
            give_back()

        self.opening = path.stem
        window.start_job(read, lambda _: self._opened(then), self._not_opened)
        window.refresh(force=True)

    def open_results(self, file: str) -> None:
        """Open a result file, as `faceqnet score -o` and runs on a cluster write them.

        In the session that was made of it before, or a new one: it keeps decisions, and reads the rows each time.
        """
        known = session_of([file])
        if known is not None:
            self.open(known)
            return
        path = new_session_path([file])

        def read() -> Loaded:
            return Loaded.of_results(path, Results(file), MEASURING)

        self._open(path, read)

    def open_for(self, inputs: Sequence[str]) -> bool:
        """Before inputs are scanned in a window without a session: go on with theirs, else begin one for them.

        Returns whether a stored one is being opened, which then looks at the inputs itself.
        """
        fresh = self._window.session.file.in_memory and not len(self._window.columns)
        known = session_of(inputs) if fresh else None
        if known is not None:
            self.open(known)
            return True
        if self._window.session.file.in_memory:
            self.begin(new_session_path(inputs))
        return False

    def begin(self, path: Path) -> None:
        """Give the session that is only in memory a place; where that fails it stays in memory, and that is said."""
        window = self._window
        if not window.session.file.in_memory:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if len(window.columns):
                window.session.file.copy_to(path)
            window.use_session(Session.open(path, MEASURING))
        except (SessionError, OSError) as error:
            log.warning("The session is kept in memory only: %s", error)
            sentence = self.tr(
                "The session cannot be kept on disk ({0}). Save it elsewhere before you close."
            )
            window.toast.say(sentence.format(error))

    def new(self) -> None:
        """Leave this session and begin with nothing."""
        self.leave()
        self._title = ""
        self._window.use_session(Session(Loaded.blank(MEASURING)))

    def save_as(self) -> None:
        """Ask for a place, keep the session there and go on with that file."""
        words = self.tr("Sessions (*{0})").format(SUFFIX)
        start = str(Path.home() / f"{self.title or 'session'}{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the session as"), start, words)
        if name:
            self.save_to(Path(name if name.endswith(SUFFIX) else name + SUFFIX))

    def save_to(self, path: Path) -> None:
        """Keep the session there and go on with that file; one that was only kept by itself is taken away."""
        window = self._window
        self.keep_place()
        before, title = window.session.file, self.title
        try:
            path.unlink(missing_ok=True)  # the file dialog has asked
            before.copy_to(path)
        except (SessionError, OSError) as error:
            window.report(str(getattr(error, "sentence", error)))
            return
        self.leave()
        if before.path.parent == sessions_folder() and not before.read_only:
            forget_session(before.path)
            before.path.unlink(missing_ok=True)
        self.open(path)
        window.toast.say(self.tr("“{0}” is kept in {1} from now on.").format(title, path))

    def open_copy(self) -> None:
        """Go on with a copy of a session that is read-only here."""
        path = new_session_path(self._window.inputs)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._window.session.file.copy_to(path)
        except (SessionError, OSError) as error:
            self._window.report(str(getattr(error, "sentence", error)))
            return
        self.leave()
        self.open(path)

    def fill_menu(self, menu: QMenu, *, opening: bool = False) -> None:
        """The menu of the session's name: what can be done with it, and others that were open lately.

        What makes no sense now is grey while it is `opening`; keys do not depend on it.
        """
        menu.clear()
        for record in RECORDS.values():
            if record.menu == "session":
                action = self._window.shell.table.actions[record.id]
                if opening:
                    action.setEnabled(record.enabled(self._window))
                menu.addAction(action)
        mine = str(self._window.session.file.path)
        others = [r for r in recent_sessions() if r.path != mine and r.exists][:_MOST_RECENT]
        if others:
            add_head(menu, self.tr("Opened lately"))
        for recent in others:
            words = self.tr("{0}, {1}").format(recent.title or Path(recent.path).stem, images(recent.images))
            entry = menu.addAction(icon("history"), words)
            entry.setToolTip(recent.path)
            entry.triggered.connect(lambda _=False, path=recent.path: self.open(Path(path)))

    # ---- keeping

    def touch(self) -> None:
        """The place has changed: it is kept in a moment."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_place(self) -> None:
        """Keep the place, now."""
        self._timer.stop()
        if self._window.inputs:
            place = self._window.place()
            self._writing(lambda file: file.set_state(_PLACE, place.plain()))

    def keep_inputs(self) -> None:
        """What is open in it."""
        inputs = list(self._window.inputs)
        self._writing(lambda file: file.set_state(_INPUTS, inputs))
        self._remember()

    def leave(self) -> None:
        """Before another session is opened, or the window closes: everything is on disk, the file is free."""
        session = self._window.session
        self.watching.close()
        self.unreachable = ()
        if session.file.closed:
            return
        self.keep_place()
        self._remember()
        unsaved = session.close()
        if unsaved:
            log.error("%d decisions could not be saved in %s.", unsaved, session.file.path)

    def shut(self) -> None:
        """The window closes."""
        self.leave()
        if self._found is not None:
            self._found[0].file.close()

    def _remember(self) -> None:
        file, columns = self._window.session.file, self._window.columns
        if not file.in_memory and self._window.inputs:
            first = columns.file(0) if len(columns) else ""
            remember_session(file.path, self.title, len(columns), first, self._window.inputs)

    def _writing(self, work: Any) -> None:
        file = self._window.session.file
        if not file.read_only and not file.closed:
            # A full disk is said where decisions are at stake; the place is kept at the next change.
            with suppress(SessionError):
                work(file)

    # ---- opened

    def _opened(self, then: Sequence[str]) -> None:
        found, self._found, self.opening = self._found, None, ""
        if found is None:
            return
        window = self._window
        loaded, judged, ready = found
        self.leave()
        with window.unshown():
            window.use_session(Session(loaded), judged)
        file = loaded.file
        self._title = str(file.state(_TITLE, ""))
        made_of = [file.results.file] if file.results.file else [r for r in loaded.columns.roots if r]
        window.inputs = [str(name) for name in file.state(_INPUTS, made_of)]
        window.arrangement.take_ready(ready)
        window.gently = len(loaded.columns) > _MANY
        window.go_to(Place.of(file.state(_PLACE)))
        if file.notice:
            window.toast.say(file.notice)
        self._remember()
        if then:
            window.open_paths(then)
        self.look_at_folders()

    def _not_opened(self, *_: str) -> None:
        self.opening = ""
        self._window.refresh(force=True)

    # ---- folders

    def look_at_folders(self) -> None:
        """Compare the rows with the folders, then score what is new or changed, and watch."""
        window = self._window
        session, inputs = window.session, [i for i in window.inputs if not is_result_name(i)]
        roots = window.columns.roots if session.file.results.file else ()

        def look(job: Any) -> Changes:
            if not inputs:
                return Changes(unreachable=unreachable(roots))
            return changes(inputs, session.columns, job.cancelled)

        def done(found: object) -> None:
            # The window may have closed meanwhile: nothing must be watched then, its thread would outlive it.
            if window.session is session and not session.file.closed and isinstance(found, Changes):
                self._take_changes(found)

        window.start_job(look, done)

    def watch(self) -> None:
        """Watch the folders that are there."""
        if not self._window.session.file.read_only:
            self.watching.watch(
                [f for f in self._window.inputs if not f.startswith("@") and Path(f).is_dir()]
            )

    def _take_changes(self, found: Changes) -> None:
        window = self._window
        self._set_unreachable(found.unreachable)
        if window.session.file.read_only:
            return
        if found.removed:
            window.session.removed(found.removed)
        if found.to_scan:
            words = self.tr("{0} files not scored yet and {1} changed since this session was last open.")
            window.toast.say(words.format(count(len(found.new)), count(len(found.changed))))
            window.scan(found.to_scan)
        if found.removed or found.to_scan:
            window.refresh(force=True)
        self.watch()

    def _files_changed(self, here: list[str], gone: list[str]) -> None:
        window = self._window
        if gone:
            window.session.removed(gone)
        if here:
            window.scan(here)
        window.refresh(force=True)

    # ---- folders that are not there

    def _set_unreachable(self, names: Sequence[str]) -> None:
        before, self.unreachable = self.unreachable, tuple(dict.fromkeys(names))
        if self.unreachable != before:
            self._window.refresh_around()

    def try_again(self) -> None:
        """Look whether folders are there now."""
        self.look_at_folders()

    def find(self, name: str) -> None:
        """Ask where an input is now."""
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Where is {0} now?").format(name))
        if folder:
            self.relink(name, folder)

    def relink(self, name: str, to: str) -> None:
        """An input is elsewhere: its files are looked for there, by name and then by content."""
        window = self._window
        columns = window.columns
        if name not in columns.roots:
            window.inputs = [to if i == name else i for i in window.inputs]
            self.keep_inputs()
            self.look_at_folders()
            return
        root = columns.roots.index(name)
        wanted = files_of(columns, root)

        def done(found: object) -> None:
            if isinstance(found, Relink):
                self._relinked(name, root, found)

        window.start_job(lambda job: relink(wanted, to, cancel=job.cancelled), done)

    def _relinked(self, name: str, root: int, found: Relink) -> None:
        window = self._window
        if not found.in_place and not found.renamed:
            words = self.tr("None of these photos is in {0}. Nothing was changed. Choose another folder.")
            window.report(words.format(found.to))
            return
        try:
            window.session.move_root(root, found.to, found.renamed)
        except SessionError as error:
            window.report(error.sentence)
            return
        window.inputs = [found.to if i == name else i for i in window.inputs]
        self.keep_inputs()
        self._set_unreachable(tuple(n for n in self.unreachable if n != name and not reachable(n)))
        words = self.tr("{0} photos found again, {1} of them under another name; {2} are missing.")
        numbers = found.in_place + len(found.renamed), len(found.renamed), len(found.missing)
        window.toast.say(words.format(*map(count, numbers)))
        window.set_current(window.current)
        self.look_at_folders()
