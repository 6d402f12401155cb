"""How a session file is opened: checked, set aside when damaged, read-only where it must be."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from faceqnet_engine.errors import FaceqnetError
from faceqnet_gui.session.lock import Owner, SessionLock
from faceqnet_gui.session.schema import APPLICATION_ID, VERSION, bring_up_to_date

_BUSY_SECONDS = 5


class SessionError(FaceqnetError):
    """A session file cannot be opened, or not be written now.

    Attributes:
        full: Whether the disk is full: trying again later can help.
    """

    def __init__(self, sentence: str, *, full: bool = False) -> None:
        super().__init__(sentence)
        self.full = full


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection, how it came about, and the copy that it reads where the file itself cannot be read in place."""

    connection: sqlite3.Connection
    notice: str = ""
    owner: Owner | None = None
    copy: tempfile.TemporaryDirectory[str] | None = None

    def clean_up(self) -> None:
        """After the connection was closed."""
        if self.copy is not None:
            self.copy.cleanup()


def open_for_writing(path: Path) -> Opened:
    """A session that is locked for us; made if there is none, set aside if it is damaged.

    Raises:
        SessionError: of a newer version, of another program, or not writable.
    """
    try:
        return Opened(_connected(path))
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise unwritable(path, error) from error
    aside = _set_aside(path)
    kept = 0
    try:
        connection = _connected(path)
        for roots, marks in _salvaged(aside):
            connection.executemany("INSERT OR IGNORE INTO roots VALUES (?, ?)", roots)
            connection.executemany(
                "INSERT OR IGNORE INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", marks
            )
            kept += len(marks)
    except sqlite3.DatabaseError as error:
        raise unwritable(path, error) from error
    notice = (
        f"The session was damaged. It was set aside as {aside.name}; {kept:,} decisions could be read from it and "
        "are kept. Open its folders again."
    )
    return Opened(connection, notice)


def open_in_memory() -> Opened:
    """A session without a file."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    bring_up_to_date(connection)
    return Opened(connection)


def open_read_only(path: Path, lock: SessionLock) -> Opened:
    """A session that somebody else writes, or that lies where nothing can be written.

    Raises:
        SessionError: there is none, or it cannot be read.
    """
    if not path.exists():
        raise SessionError(f"{path} cannot be made: the folder cannot be written. Choose another place.")
    owner = lock.owner() if lock.taken_by_other else None
    if lock.taken_by_other:
        since = f" since {owner.since:%H:%M}" if owner else ""
        who = f" ({owner.user} on {owner.computer})" if owner and owner.user else ""
        notice = f"Another window{who} is using this session{since}. It was opened read-only."
    else:
        notice = "The folder of this session cannot be written. It was opened read-only."
    copy = None
    try:
        connection = _connection(path, "?mode=ro")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # SQLite wants to write beside the file even to read it: so it reads a copy.
        copy = tempfile.TemporaryDirectory(prefix="faceqnet-")
        for suffix in ("", "-wal"):
            source = Path(f"{path}{suffix}")
            if source.exists():
                shutil.copyfile(source, Path(copy.name) / source.name)
        connection = _connection(Path(copy.name) / path.name)
    try:
        _check(connection, path)
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            raise SessionError(
                f"{path.name} is of an older version and must be opened once where it can be written."
            )
    except sqlite3.DatabaseError as error:
        connection.close()
        raise SessionError(f"{path.name} cannot be read ({error}).") from error
    except BaseException:
        connection.close()
        raise
    return Opened(connection, notice, owner, copy)


def unwritable(path: Path, error: sqlite3.Error) -> SessionError:
    """The sentence for a failed write."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    # A disk can also become full in the middle of a write, which SQLite calls an I/O error.
    full = code & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
    if full:
        return SessionError(f"The disk of {path.name} is full or cannot be written ({error}).", full=True)
    return SessionError(f"{path.name} cannot be written ({error}).")


def _connected(path: Path) -> sqlite3.Connection:
    connection = _connection(path)
    try:
        _check(connection, path)
        if connection.execute("PRAGMA user_version").fetchone()[0] not in {0, VERSION}:
            _keep_older(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        bring_up_to_date(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _connection(path: Path, options: str = "") -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path))}{options}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None,
        check_same_thread=False,
    )  # fmt: skip


def _check(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise SessionError(f"{path.name} is a database of another program and was left as it is.")
    if version > VERSION:
        raise SessionError(
            f"{path.name} was written by a newer version of this program and was left as it is. Update the program."
        )
    if tables and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("database disk image is malformed")


def _keep_older(connection: sqlite3.Connection, path: Path) -> None:
    """The file as it was, beside it, before its tables are changed."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    kept = path.with_name(f"{path.name}.version-{version}")
    if not kept.exists():
        copy = sqlite3.connect(kept)
        connection.backup(copy)
        copy.close()


def _set_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    try:
        for suffix in ("-shm", "-wal", ""):
            part = Path(f"{path}{suffix}")
            if part.exists():
                part.replace(Path(f"{aside}{suffix}"))
    except OSError as error:
        raise SessionError(f"{path} is damaged and cannot be set aside: {error.strerror}.") from error
    return aside


def _salvaged(aside: Path) -> Iterator[tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    """Roots and marks of a damaged file, as far as they can be read; a copy is read, the file stays as it is."""
    with tempfile.TemporaryDirectory(prefix="faceqnet-") as folder:
        copy = Path(folder) / "copy"
        for suffix in ("", "-wal"):
            if Path(f"{aside}{suffix}").exists():
                shutil.copyfile(f"{aside}{suffix}", f"{copy}{suffix}")
        connection = sqlite3.connect(copy)
        try:
            roots = connection.execute("SELECT id, path FROM roots").fetchall()
            marks: list[tuple[Any, ...]] = []
            with contextlib.suppress(sqlite3.DatabaseError):  # those before the damage are kept
                marks.extend(connection.execute("SELECT * FROM decisions"))
            yield roots, [mark for mark in marks if len(mark) == 10]
        except sqlite3.DatabaseError:
            return
        finally:
            connection.close()


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return not isinstance(error, sqlite3.OperationalError) or "no such" in str(error)
