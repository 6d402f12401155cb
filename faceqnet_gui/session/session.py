"""An open session: rows, marks with undo and the file that keeps them, in step with each other."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.sentences import said
from faceqnet_gui.session.arrays import CODE
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.decisions import Decisions, set_marks
from faceqnet_gui.session.face_choice import FaceStep
from faceqnet_gui.session.file import SessionFile
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import NO_MARK, Mark
from faceqnet_gui.session.opening import SessionError
from faceqnet_gui.session.packing import NO_MEASURES, Measuring
from faceqnet_gui.session.result_file import Results, check
from faceqnet_gui.session.rows import Box, Key, Listed

_RETRY_MILLISECONDS = 5000


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """What of a session is read without touching a QObject: made in any thread, made into a `Session` in the window's.

    Attributes:
        file: Where it is kept; whoever does not make a session of it closes it.
        columns: Its rows and their marks.
        waiting: Marks whose image has no row (yet).
    """

    file: SessionFile
    columns: Columns
    waiting: dict[Key, Mark]

    @staticmethod
    def read(path: Path, measures: Measuring = NO_MEASURES) -> Loaded:
        """Open or make a session's file and read its rows: a second for 100,000.

        Raises:
            SessionError: it cannot be opened; the sentence says why.
        """
        return Loaded._of(SessionFile.open(path), measures)

    @staticmethod
    def of_results(path: Path, results: Results, measures: Measuring = NO_MEASURES) -> Loaded:
        """A new session on a result file; what is none of ours leaves no session behind.

        Raises:
            UsageError: the file does not exist or is none of ours.
            SessionError: the session cannot be made.
        """
        check(results.file)
        file = SessionFile.open(path)
        try:
            file.set_results(results)
        except BaseException:
            file.close()
            raise
        return Loaded._of(file, measures)

    @staticmethod
    def blank(measures: Measuring = NO_MEASURES) -> Loaded:
        """A session that is nowhere yet."""
        return Loaded._of(SessionFile.blank(), measures)

    @staticmethod
    def _of(file: SessionFile, measures: Measuring) -> Loaded:
        columns = Columns(measures)
        try:
            return Loaded(file, columns, file.load(columns))
        except BaseException:
            file.close()
            raise


class Session(QObject):
    """Owns the columns, the decisions and the file.

    Attributes:
        columns: All rows.
        decisions: Their marks; written to the file before any of its functions returns.
        file: Where it is kept.
    """

    said = Signal(str)  # a sentence for people: the disk is full, or everything is saved again
    rescored = Signal(object)  # indices of rows that are about another face now
    saved_changed = Signal()  # `unsaved` has changed

    def __init__(self, loaded: Loaded, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file, self.columns, self._waiting = loaded.file, loaded.columns, loaded.waiting
        # No circle: the rows must go when the window lets go of the session, not when garbage is looked for.
        self.decisions = Decisions(self.columns, weakref.proxy(self), self)
        self.decisions.read_only = self.file.read_only
        self._faces = dict(loaded.file.faces)
        self.one_face = True  # whether a photo has one row, of a face that can be chosen
        self._unsaved_marks: set[int] = set()
        self._unsaved_rows: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(_RETRY_MILLISECONDS)
        self._timer.timeout.connect(self.retry)

    @staticmethod
    def open(path: Path, measures: Measuring = NO_MEASURES, parent: QObject | None = None) -> Session:
        """Open or make a session; look at `file.read_only` and `file.notice`.

        Raises:
            SessionError: it cannot be opened; the sentence says why.
        """
        return Session(Loaded.read(path, measures), parent)

    # ---- rows

    def add(self, rows: Sequence[Assessment], dates: Sequence[int] | None = None) -> NDArray[np.int64]:
        """Rows from a scan: into the columns and the file; what is known already is not written again.

        A mark that was made when the image had no row, or had another name and went away, is found again.

        Returns:
            Indices of the rows that are new or have changed.
        """
        columns = self.columns
        known = [columns.index_of(row) for row in rows]
        new = [n for n, at in enumerate(known) if at is None or self._differs(at, rows[n])]
        if dates is not None:
            self._set_dates(known, dates)
        size = len(columns)
        places = columns.add([rows[n] for n in new], None if dates is None else [dates[n] for n in new])
        self._find_marks(places[places >= size])
        self._save_rows(places)
        self._look_for_chosen(places)
        return places

    def add_waiting(self, found: Sequence[Listed]) -> NDArray[np.int64]:
        """Images that will be scored: they have rows and can be decided on, but only scores are written to the file.

        Returns indices of those that had no row.
        """
        places = self.columns.add_waiting(found)
        if self.one_face and self._faces:
            for index in places.tolist():
                self.columns.choose_face(index, self._faces.get(self.columns.file(index)))
        self._find_marks(places)
        return places

    # ---- which face

    def chosen_faces(self) -> dict[str, Box]:
        """Boxes of the faces that people chose, by file: for a scan. None where every face has a row."""
        if not self.one_face:
            return {}
        return self._faces | {self.columns.file(i): box for i, box in self.columns.chosen.items()}

    def choose_face(self, index: int, row: Assessment, *, place: object = None) -> None:
        """Make a photo's row that of another face; `row` is that face's, scored."""
        mine = self.columns.row(index)
        if (mine.box, mine.score) != (row.box, row.score):
            dressed = replace(row, path=mine.path, root=mine.root, file=mine.file)
            self.decisions.push(FaceStep(self, index, dressed, place))

    def put_face(self, index: int, row: Assessment, box: Box | None) -> None:
        """For `FaceStep`: the row, and the choice behind it, in memory and on disk."""
        columns = self.columns
        self._note_face(index, box)
        columns.add([row])
        self._save_rows(np.array([index], np.int64))
        self.rescored.emit(np.array([index], np.int64))

    def _note_face(self, index: int, box: Box | None) -> None:
        file = self.columns.file(index)
        self.columns.choose_face(index, box)
        if box is None:
            self._faces.pop(file, None)
        else:
            self._faces[file] = box
        self._trying(lambda: self.file.save_face(self.columns, index, box))

    def _look_for_chosen(self, places: NDArray[np.int64]) -> None:
        """A file that has changed may not show the chosen face any more: then the most prominent one was scored."""
        for index in [i for i in places.tolist() if i in self.columns.chosen] if self.columns.chosen else ():
            row = self.columns.row(index)
            if row.face == 0:
                self._note_face(index, None)
                words = QCoreApplication.translate(
                    "Session",
                    "{0} does not show the face that was chosen any more. The most prominent one is scored.",
                )
                self.said.emit(words.format(row.path.rsplit("/", 1)[-1]))

    def restart(self) -> None:
        """Forget the rows, not the marks: before a scan with other options. Undo begins anew."""
        columns = self.columns
        self._waiting |= {
            columns.key(i): mark for i in range(len(columns)) if (mark := self.decisions.mark(i)) != NO_MARK
        }
        self.decisions.stack.clear()
        columns.clear()
        self._unsaved_rows.clear()
        self._trying(self.file.forget_results)

    def removed(self, files: Sequence[str]) -> NDArray[np.int64]:
        """Files went away; their rows and marks stay, marked as gone. Returns the rows."""
        columns = self.columns
        rows = [i for file in files for i in columns.of_file(file)]
        found = np.array(rows, np.int64)
        columns.set_gone(found, True)
        self._save_rows(found)
        return found

    def move_root(self, root: int, to: str, files: Mapping[int, str] | None = None) -> None:
        """A root is elsewhere now; `files` names those that have another place in it (see `relink`).

        Raises:
            SessionError: it cannot be written.
        """
        before = self.columns.roots[root]
        if self.file.results.file:  # its rows are read anew each time, under the names that they have in it
            files = None
        self.columns.move_root(root, to, files)
        self.file.move_root(before, to, self.columns)

    # ---- marks on disk

    @property
    def unsaved(self) -> int:
        """How many marks are only in memory, because the disk did not take them."""
        return len(self._unsaved_marks)

    def keep(self, indices: NDArray[np.int64]) -> None:
        """Put marks on disk; `Decisions` calls it at every step."""
        self._unsaved_marks |= set(indices.tolist())
        self.retry()

    def retry(self) -> None:
        """Try again to write what could not be written; happens by itself every five seconds."""
        before = self._timer.isActive()
        failed = self._trying(self._write_unsaved)
        if failed is None and before:
            self._timer.stop()
            self.said.emit(QCoreApplication.translate("Session", "All decisions are saved again."))
        self.saved_changed.emit()

    # ---- filters

    def filters(self) -> dict[str, Filter]:
        """Saved filters by name."""
        return {name: Filter.from_json(plain, self.columns) for name, plain in self.file.filters().items()}

    def save_filter(self, name: str, wanted: Filter | None) -> None:
        """Save a filter under a name; None forgets it.

        Raises:
            SessionError: it cannot be written.
        """
        self.file.set_filter(name, None if wanted is None else wanted.to_json(self.columns))

    def close(self) -> int:
        """Try once more to save, and let go of the file; returns how many marks could not be saved."""
        self._timer.stop()
        if not self.file.closed:
            self._trying(self._write_unsaved)
            self._timer.stop()
            self.file.close()
        return self.unsaved

    # ---- inside

    def _differs(self, at: int, row: Assessment) -> bool:
        if self.columns.status[at] == CODE[Status.WAITING]:
            return True
        mine = self.columns.row(at)
        same_name = not row.root or (row.path, row.root) == (mine.path, mine.root)
        return bool(self.columns.gone[at]) or not same_name or _content(mine) != _content(row)

    def _set_dates(self, known: Sequence[int | None], dates: Sequence[int]) -> None:
        """Files that were written anew with the same content: else they would look changed for ever."""
        pairs = [(at, date) for at, date in zip(known, dates, strict=True) if at is not None]
        touched = [(at, date) for at, date in pairs if self.columns.date[at] != date]
        if touched:
            rows, times = (np.array(values, np.int64) for values in zip(*touched, strict=True))
            self.columns.set_dates(rows, times)
            self._save_rows(rows)

    def _find_marks(self, new: NDArray[np.int64]) -> None:
        columns = self.columns
        found: dict[int, Mark] = {}
        for index in new.tolist() if self._waiting else ():
            mark = self._waiting.pop(columns.key(index), None)
            if mark is not None:
                found[index] = mark
        moved = self._marks_of_gone(new)
        set_marks(columns, moved | found)
        if moved:
            self.keep(np.array(list(moved), np.int64))
        if found or moved:
            self.decisions.changed.emit(np.array(list(found | moved), np.int64))

    def _marks_of_gone(self, new: NDArray[np.int64]) -> dict[int, Mark]:
        """A file that went away and has come back under another name: the same bytes, the same mark."""
        columns = self.columns
        gone = np.flatnonzero(columns.gone).tolist()
        if not gone or not len(new):
            return {}
        marks = {(columns.sha256(i), *columns.key(i)[1:]): self.decisions.mark(i) for i in gone}
        moved = {}
        for index in new.tolist():
            mark = marks.get((columns.sha256(index), *columns.key(index)[1:]), NO_MARK)
            if columns.sha256(index) and mark != NO_MARK:
                moved[index] = mark
        return moved

    def _save_rows(self, places: NDArray[np.int64]) -> None:
        scored = places[~self.columns.waiting[places]]
        if len(scored) and not self.file.read_only:
            self._unsaved_rows |= set(scored.tolist())
            self._trying(self._write_unsaved)

    def _write_unsaved(self) -> None:
        # Marks first: rows can be made anew.
        if self._unsaved_marks:
            self.file.save_marks(self.columns, np.array(sorted(self._unsaved_marks), np.int64))
            self._unsaved_marks.clear()
        if self._unsaved_rows:
            self.file.save_rows(self.columns, np.array(sorted(self._unsaved_rows), np.int64))
            self._unsaved_rows.clear()

    def _trying(self, work: Callable[[], None]) -> SessionError | None:
        """Do it; what the disk does not take is said once and tried again later."""
        try:
            work()
        except SessionError as error:
            if not self._timer.isActive() and not self.file.read_only:
                self._timer.start()
                words = QCoreApplication.translate(
                    "Session",
                    "{0} {1} decisions are kept in memory and saved as soon as there is room. Free space.",
                )
                self.said.emit(words.format(said(error.sentence), self.unsaved))
            return error
        return None


def _content(row: Assessment) -> Assessment:
    """What a scan found out, whatever the image was called."""
    return replace(row, path="", root="", pixels=None)
