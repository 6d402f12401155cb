"""The store of finished rows: SQLite, one file, so that nothing is scored twice."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from faceqnet_engine.assessment import ROW_COLUMNS, Assessment, Status
from faceqnet_engine.errors import StoreError
from faceqnet_engine.measures.values import Measures
from faceqnet_engine.models.registry import data_folder
from faceqnet_engine.sources.ref import Ref

_APPLICATION_ID = 0x46514E53  # "FQNS"
_VERSION = 1
_NOT_KEPT = frozenset({Status.ERROR, Status.UNSUPPORTED})
_PLACE = frozenset({"path", "root"})
_STORED = tuple(c for c in ROW_COLUMNS if c not in _PLACE)
_SCHEMA = """
CREATE TABLE contents (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, key TEXT NOT NULL, rows TEXT NOT NULL,
                       made REAL NOT NULL, UNIQUE (sha256, key));
CREATE TABLE files (path BLOB NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
                    content INTEGER NOT NULL REFERENCES contents (id), PRIMARY KEY (path, key)) WITHOUT ROWID;
"""


class Store:
    """Rows of files, found again by path, size and time, or by the hash of their bytes.

    `key` names everything else that decides a row: model, options, version of the numbers. Rows without a hash
    and rows whose cause can go away (a fault of ours, a missing codec) are not kept. One caller at a time.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, notice: str = "") -> None:
        self._connection, self.path, self.notice = connection, path, notice

    @staticmethod
    def open(path: Path | None = None) -> Store:
        """Open or create a store; by default the user's.

        A damaged file is set aside as `NAME.damaged-1` and `notice` says so.

        Raises:
            StoreError: written by a newer version, of another program, or not writable.
        """
        path = path or data_folder() / "store.sqlite"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The folder for the store {path} cannot be made: {error.strerror}.") from error
        try:
            return Store(_connected(path), path)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise StoreError(
                    f"The store {path} cannot be opened ({error}). Use another with --store, or none."
                ) from error
        aside = _set_aside(path)
        try:
            connection = _connected(path)
        except sqlite3.DatabaseError as error:
            raise StoreError(f"The store {path} cannot be made: {error}.") from error
        notice = f"The store was damaged. It was set aside as {aside.name} and a new one was started."
        return Store(connection, path, notice)

    def known(self, ref: Ref, key: str) -> list[Assessment] | None:
        """Rows of a file that has the same path, size and time as when it was scored."""
        found = self._connection.execute(
            "SELECT c.rows FROM files f JOIN contents c ON c.id = f.content "
            "WHERE f.path = ? AND f.key = ? AND f.size = ? AND f.mtime_ns = ?",
            (_path(ref), key, ref.size, ref.mtime_ns),
        ).fetchone()
        return None if found is None else _rows(found[0], ref)

    def known_by_hash(self, sha256: str, ref: Ref, key: str) -> list[Assessment] | None:
        """Rows of the same bytes, whatever they were called, as rows of `ref`."""
        found = self._connection.execute(
            "SELECT rows FROM contents WHERE sha256 = ? AND key = ?", (sha256, key)
        ).fetchone()
        return None if found is None else _rows(found[0], ref)

    def add(self, ref: Ref, key: str, rows: Sequence[Assessment]) -> None:
        """Keep the rows of one finished file; durable after `commit`.

        Raises:
            StoreError: it cannot be written.
        """
        if not rows or not rows[0].sha256 or any(r.status in _NOT_KEPT for r in rows):
            return
        text = json.dumps([_packed(r) for r in rows], ensure_ascii=False)
        try:
            self._connection.execute(
                "INSERT INTO contents (sha256, key, rows, made) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (sha256, key) DO UPDATE SET rows = excluded.rows, made = excluded.made",
                (rows[0].sha256, key, text, time.time()),
            )
            self._connection.execute(
                "INSERT OR REPLACE INTO files (path, key, size, mtime_ns, content) "
                "SELECT ?, ?, ?, ?, id FROM contents WHERE sha256 = ? AND key = ?",
                (_path(ref), key, ref.size, ref.mtime_ns, rows[0].sha256, key),
            )
        except sqlite3.Error as error:
            raise self._unwritable(error) from error

    def commit(self) -> None:
        """Make what was added durable.

        Raises:
            StoreError: the disk is full or the file has become read-only.
        """
        try:
            self._connection.commit()
        except sqlite3.Error as error:
            raise self._unwritable(error) from error

    def close(self) -> None:
        """Commit and close."""
        try:
            self._connection.commit()
        finally:
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _unwritable(self, error: sqlite3.Error) -> StoreError:
        return StoreError(
            f"The store {self.path} cannot be written ({error}). What was stored before is kept. "
            "Free space, or use another store with --store."
        )


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and application != _APPLICATION_ID:
            raise StoreError(f"{path} is a database of another program. Name another file with --store.")
        if version > _VERSION:
            raise StoreError(
                f"The store {path} was written by a newer version of this program. "
                "Update the program, or use another store with --store."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not tables:
            connection.executescript(
                f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA application_id = {_APPLICATION_ID}; "
                f"PRAGMA user_version = {_VERSION}; COMMIT;"
            )
        else:
            connection.execute("SELECT id, rows FROM contents LIMIT 1").fetchone()
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("database disk image is malformed")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return "no such" in str(error)  # our mark, but not our tables
    return True


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    try:
        os.replace(path, aside)  # noqa: PTH105
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"The store {path} is damaged and cannot be set aside: {error.strerror}.") from error
    return aside


def _path(ref: Ref) -> bytes:
    return os.fsencode(os.path.abspath(ref.file))  # noqa: PTH100 - links stay links


def _packed(row: Assessment) -> list[object]:
    return [*(getattr(row, c) for c in _STORED), None if row.measures is None else row.measures.packed()]


def _rows(text: str, ref: Ref) -> list[Assessment]:
    return [_row(values, ref) for values in json.loads(text)]


def _row(values: list[Any], ref: Ref) -> Assessment:
    *plain, packed = values
    named = dict(zip(_STORED, plain, strict=True))
    named["status"] = Status(named["status"])
    measures = None if packed is None else Measures.unpacked(packed)
    return Assessment(**named, measures=measures, path=ref.path, root=ref.root, file=ref.file)
