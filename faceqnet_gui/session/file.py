"""The session file: SQLite, so that a decision is on disk when the key is released, and stays there whatever dies."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import FaceqnetError
from faceqnet_gui.session import result_file, stored_faces, stored_rows
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.lock import SessionLock
from faceqnet_gui.session.looks import Looks
from faceqnet_gui.session.looks import read as read_looks
from faceqnet_gui.session.looks import write as write_looks
from faceqnet_gui.session.marks import NO_MARK, Decision, Mark, set_texts
from faceqnet_gui.session.opening import (
    Opened,
    SessionError,
    open_for_writing,
    open_in_memory,
    open_read_only,
    unwritable,
)
from faceqnet_gui.session.packing import packed_hash
from faceqnet_gui.session.result_file import Results
from faceqnet_gui.session.rows import Box, Key

SUFFIX = ".faceqnet"
_RESULTS = "results"


class SessionFile:
    """An open session file. One caller at a time, from whatever thread.

    Attributes:
        path: Where it is.
        read_only: Whether nothing can be written; `notice` says why.
        notice: A sentence for people about how it was opened, or empty.
        owner: Who else has it open for writing.
        closed: Whether it was let go of.
        faces: Boxes of chosen faces by file, as they were loaded.
    """

    def __init__(self, path: Path, opened: Opened, lock: SessionLock | None) -> None:
        self.path, self._opened, self._lock = path, opened, lock
        self._connection = opened.connection
        self.notice, self.owner, self.closed = opened.notice, opened.owner, False
        self.faces: dict[str, Box] = {}
        self.read_only = lock is None and not self.in_memory

    @staticmethod
    def open(path: Path) -> SessionFile:
        """Open or make a session.

        Somebody else's is opened read-only, like one in a place that cannot be written; a damaged one is set aside
        as `NAME.damaged-1` and what marks can still be read from it are kept.

        Raises:
            SessionError: it was written by a newer version or another program, or does not exist and cannot be made.
        """
        path = path.absolute()
        lock = SessionLock(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SessionError(f"The folder {path.parent} cannot be made: {error.strerror}.") from error
        if not lock.take():
            return SessionFile(path, open_read_only(path, lock), None)
        try:
            return SessionFile(path, open_for_writing(path), lock)
        except BaseException:
            lock.release()
            raise

    @staticmethod
    def blank() -> SessionFile:
        """A session in memory: before anything is opened. `copy_to` gives it a place."""
        return SessionFile(Path(), open_in_memory(), None)

    @property
    def in_memory(self) -> bool:
        """Whether it has no place on disk yet."""
        return self.path == Path()

    # ---- rows

    def load(self, columns: Columns) -> dict[Key, Mark]:
        """All rows and marks into the columns; returns marks whose image has no row (yet). `faces` has the choices.

        Raises:
            SessionError: the rows cannot be read.
        """
        try:
            with stored_rows.no_collection():
                anew = self._read_rows(columns)
                self.faces = stored_faces.read(self._connection, columns)
                left = self._read_marks(columns)
        except (sqlite3.Error, ValueError, KeyError) as error:
            raise SessionError(f"The rows of {self.path.name} cannot be read ({error}).") from error
        if len(anew) and not self.read_only:
            self.forget_rows()
            self.save_rows(columns, anew)
        return left

    @property
    def results(self) -> Results:
        """The result file whose rows belong to it."""
        return Results.of(self.state(_RESULTS))

    def set_results(self, results: Results) -> None:
        """From now on the rows of this file belong to it; they are read anew whenever it is opened.

        Raises:
            SessionError: it cannot be written.
        """
        self.set_state(_RESULTS, results.plain() if results.file else None)

    def save_rows(self, columns: Columns, indices: NDArray[np.int64]) -> None:
        """Write rows. They survive the program's death at once, a power cut a little later: they can be made anew.

        Raises:
            SessionError: it cannot be written; nothing of these rows was.
        """
        self._write("NORMAL", lambda c: stored_rows.write(c, columns, indices))

    def forget_rows(self) -> None:
        """All rows go, the marks stay.

        Raises:
            SessionError: it cannot be written.
        """
        self._write("NORMAL", lambda c: c.execute("DELETE FROM results"))

    def forget_results(self) -> None:
        """Rows of a result file go as well, the marks stay.

        Raises:
            SessionError: it cannot be written.
        """
        self.forget_rows()
        self.set_results(Results())

    def save_face(self, columns: Columns, index: int, box: Box | None) -> None:
        """Which face a photo's row is about: on disk when this returns; None for the most prominent one.

        Raises:
            SessionError: it cannot be written.
        """
        self._write("FULL", lambda c: stored_faces.write(c, columns, index, box))

    def save_marks(self, columns: Columns, indices: NDArray[np.int64]) -> None:
        """Write marks: on disk when this returns.

        Raises:
            SessionError: it cannot be written; nothing of these marks was.
        """
        self._write("FULL", lambda c: self._put_marks(c, columns, indices))

    def move_root(self, before: str, to: str, columns: Columns) -> None:
        """A root is elsewhere: after `Columns.move_root`.

        Raises:
            SessionError: it cannot be written.
        """
        root, results = columns.roots.index(to), self.results

        def write(connection: sqlite3.Connection) -> None:
            number = stored_rows.root_number(connection, before)
            connection.execute("UPDATE roots SET path = ? WHERE id = ?", (os.fsencode(to), number))
            rows = np.flatnonzero(columns.root == root)
            if results.file:
                plain = json.dumps(results.moved_to(before, to).plain(), ensure_ascii=False)
                connection.execute("REPLACE INTO state VALUES (?, ?)", (_RESULTS, plain))
            else:
                stored_rows.write(connection, columns, rows)
            # Marks of files that have another name in the new place.
            self._put_marks(connection, columns, rows[_is_marked(columns, rows)])

        self._write("FULL", write)

    # ---- looks

    def looks(self) -> Looks:
        """How the photos look, as far as somebody has looked."""
        try:
            return read_looks(self._connection)
        except sqlite3.Error:
            return Looks()  # a read-only file of an older version has none; they can be made anew

    def save_looks(self, contents: NDArray[np.uint64], looks: NDArray[np.uint64]) -> None:
        """Keep some more.

        Raises:
            SessionError: it cannot be written; nothing of these was.
        """
        self._write("NORMAL", lambda c: write_looks(c, contents, looks))

    # ---- filters, layout, place

    def filters(self) -> dict[str, Any]:
        """Saved filters by name, as plain values."""
        rows = self._connection.execute("SELECT name, value FROM filters ORDER BY name")
        return {name: json.loads(value) for name, value in rows}

    def set_filter(self, name: str, plain: Any | None) -> None:
        """Save a filter under a name, or forget it.

        Raises:
            SessionError: it cannot be written.
        """
        self._set("filters", name, plain)

    def state(self, name: str, default: Any = None) -> Any:
        """A value that was kept, such as the current image, scroll place, view, zoom."""
        row = self._connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return default if row is None else json.loads(row[0])

    def set_state(self, name: str, value: Any) -> None:
        """Keep a value that JSON can hold; None forgets it.

        Raises:
            SessionError: it cannot be written.
        """
        self._set("state", name, value)

    # ---- the file itself

    def copy_to(self, path: Path) -> None:
        """A whole copy of the session elsewhere, to go on with.

        Raises:
            SessionError: it cannot be written, or something is there already.
        """
        if path.exists():
            raise SessionError(f"{path} exists already. Choose another name.")
        try:
            with sqlite3.connect(path) as copy:
                self._connection.backup(copy)
            copy.close()
        except sqlite3.Error as error:
            path.unlink(missing_ok=True)
            raise SessionError(f"{path} cannot be written ({error}).") from error

    def close(self) -> None:
        """Let go; what was written is in the one file then."""
        if self.closed:
            return
        self.closed = True
        self._connection.close()
        if self._lock is not None:
            self._lock.release()
        self._opened.clean_up()

    # ---- inside

    def _set(self, table: str, name: str, value: Any) -> None:
        if value is None:
            self._write("NORMAL", lambda c: c.execute(f"DELETE FROM {table} WHERE name = ?", (name,)))
            return
        text = json.dumps(value, ensure_ascii=False)
        self._write("NORMAL", lambda c: c.execute(f"REPLACE INTO {table} VALUES (?, ?)", (name, text)))

    def _write(self, durability: str, work: Any) -> None:
        if self.read_only:
            raise SessionError(self.notice or f"{self.path.name} is open read-only.")
        connection = self._connection
        try:
            connection.execute(f"PRAGMA synchronous = {durability}")
            connection.execute("BEGIN IMMEDIATE")
            try:
                work(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise unwritable(self.path, error) from error

    def _put_marks(
        self, connection: sqlite3.Connection, columns: Columns, indices: NDArray[np.int64]
    ) -> None:
        roots = stored_rows.RootNumbers(connection)
        now = time.time()
        decisions, stars = columns.decision[indices].tolist(), columns.stars[indices].tolist()
        rows = []
        for index, decision, number in zip(indices.tolist(), decisions, stars, strict=True):
            root, file = stored_rows.stored_file(columns, index, roots)
            _, frame, face = columns.key(index)
            rows.append(
                (
                    root, file, -1 if frame is None else frame, face, decision, number,
                    columns.notes.get(index, ""), now, columns.remarks.get(index, ""),
                    packed_hash(columns.sha256(index)),
                )
            )  # fmt: skip
        connection.executemany("REPLACE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _read_rows(self, columns: Columns) -> NDArray[np.int64]:
        """Fill the columns; the rows that are stored here and must be stored anew, because their place has changed."""
        results = self.results
        if not results.file:
            same = stored_rows.read(self._connection, columns)
            return np.zeros(0, np.int64) if same else np.arange(len(columns))
        try:
            result_file.read(results, columns)
        except FaceqnetError as error:
            columns.clear()
            self.notice = f"{self.notice} {error.sentence}".strip()
        own = Columns(columns.measures)
        stored_rows.read(self._connection, own)
        places = columns.add(list(own.rows), own.date.tolist()) if len(own) else np.zeros(0, np.int64)
        before = [row[0] for row in self._connection.execute("SELECT id FROM results ORDER BY id")]
        return places if before != [columns.stored_id(n) for n in places.tolist()] else np.zeros(0, np.int64)

    def _read_marks(self, columns: Columns) -> dict[Key, Mark]:
        roots = self._connection.execute("SELECT id, path FROM roots").fetchall()
        heads = stored_rows.heads_of({number: os.fsdecode(path) for number, path in roots})
        rows = self._connection.execute(
            "SELECT root, file, frame, face, decision, stars, note, remark FROM decisions"
        ).fetchall()
        if not rows:
            return {}
        numbers, files, frames, faces, decisions, stars, notes, remarks = zip(*rows, strict=True)
        whole = stored_rows.whole_names(heads, numbers, stored_rows.names(files))
        keys = list(zip(whole, [None if frame < 0 else frame for frame in frames], faces, strict=True))
        found = columns.places_of(keys)
        here = found >= 0
        columns.decision[found[here]] = np.array(decisions, np.uint8)[here]
        columns.stars[found[here]] = np.array(stars, np.uint8)[here]
        left: dict[Key, Mark] = {}
        for n, index in enumerate(found.tolist()):
            if index < 0:
                mark = Mark(Decision(decisions[n]), stars[n], notes[n], remarks[n])
                if mark != NO_MARK:
                    left[keys[n]] = mark
            elif notes[n] or remarks[n]:
                set_texts(columns.notes, [index], [notes[n]])
                set_texts(columns.remarks, [index], [remarks[n]])
        return left


def _is_marked(columns: Columns, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    written = columns.notes.keys() | columns.remarks.keys()
    marked = (columns.decision[rows] != 0) | (columns.stars[rows] != 0)
    if written:
        marked |= np.isin(rows, list(written))
    found: NDArray[np.bool_] = marked
    return found
