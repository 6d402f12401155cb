"""The tables of a session file, and how older files become newer ones: forward only, each step tested on a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x46514E57
"""FQNW"""


def _first(connection: sqlite3.Connection) -> None:
    """Files are bytes as the file system has them, relative to their root where they lie in it.

    Marks stand on their own, by file and not by row: they outlive a new scan, other settings, a moved root.
    """
    connection.execute("CREATE TABLE roots (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE)")
    connection.execute(
        "CREATE TABLE results (id INTEGER PRIMARY KEY, root INTEGER NOT NULL, file BLOB NOT NULL, path TEXT NOT NULL,"
        " status TEXT NOT NULL, quality INTEGER, sha256 BLOB NOT NULL, subject TEXT NOT NULL, mtime_ns INTEGER,"
        " numbers BLOB NOT NULL, texts TEXT NOT NULL, natives BLOB NOT NULL, components BLOB NOT NULL)"
    )
    connection.execute(
        "CREATE TABLE decisions (root INTEGER NOT NULL, file BLOB NOT NULL, frame INTEGER NOT NULL,"
        " face INTEGER NOT NULL, decision INTEGER NOT NULL, stars INTEGER NOT NULL, note TEXT NOT NULL,"
        " changed REAL NOT NULL, PRIMARY KEY (root, file, frame, face)) WITHOUT ROWID"
    )
    connection.execute("CREATE TABLE filters (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    connection.execute("CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


def _second(connection: sqlite3.Connection) -> None:
    """Why it was decided so; the hash, by which a mark finds its file under another name; files that went away."""
    connection.execute("ALTER TABLE decisions ADD COLUMN remark TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE decisions ADD COLUMN sha256 BLOB NOT NULL DEFAULT x''")
    connection.execute("ALTER TABLE results ADD COLUMN gone INTEGER NOT NULL DEFAULT 0")
    connection.execute(
        "UPDATE decisions SET sha256 = coalesce((SELECT r.sha256 FROM results r"
        " WHERE r.root = decisions.root AND r.file = decisions.file LIMIT 1), x'')"
    )


def _third(connection: sqlite3.Connection) -> None:
    """Faces that people chose instead of the most prominent ones: by file, like marks; boxes in full-size pixels."""
    connection.execute(
        "CREATE TABLE faces (root INTEGER NOT NULL, file BLOB NOT NULL, x REAL NOT NULL, y REAL NOT NULL,"
        " w REAL NOT NULL, h REAL NOT NULL, PRIMARY KEY (root, file)) WITHOUT ROWID"
    )


def _fourth(connection: sqlite3.Connection) -> None:
    """How photos look, by the content of their files: batches of packed numbers."""
    connection.execute(
        "CREATE TABLE looks (id INTEGER PRIMARY KEY, contents BLOB NOT NULL, looks BLOB NOT NULL)"
    )


_STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second, _third, _fourth)
VERSION = len(_STEPS)


def bring_up_to_date(connection: sqlite3.Connection, *, to: int = VERSION) -> None:
    """Make the tables, or change those of an older file, in one transaction."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version >= to:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in _STEPS[version:to]:
            step(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {to}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
