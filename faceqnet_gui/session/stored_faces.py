"""Faces that people chose, in the session file: by root and file, so that they outlive a new scan and a moved root."""

from __future__ import annotations

import os
import sqlite3

from faceqnet_gui.session import stored_rows
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.rows import Box

_MOST_FACES = 100
"""Of a photo, among which the row of the chosen one is looked for."""


def read(connection: sqlite3.Connection, columns: Columns) -> dict[str, Box]:
    """Tell the columns which rows are about a chosen face; returns all choices by file, those without a row too."""
    roots = connection.execute("SELECT id, path FROM roots").fetchall()
    heads = stored_rows.heads_of({number: os.fsdecode(path) for number, path in roots})
    rows = connection.execute("SELECT root, file, x, y, w, h FROM faces").fetchall()
    files = stored_rows.whole_names(
        heads, [row[0] for row in rows], stored_rows.names([row[1] for row in rows])
    )
    found: dict[str, Box] = {}
    for file, (_, _, x, y, w, h) in zip(files, rows, strict=True):
        found[file] = (x, y, w, h)
        first, *others = columns.places_of([(file, None, n) for n in range(_MOST_FACES)]).tolist()
        if first < 0:  # else every face has a row, or the photo was scored without the choice
            for index in [n for n in others if n >= 0][:1]:
                columns.choose_face(index, found[file])
    return found


def write(connection: sqlite3.Connection, columns: Columns, index: int, box: Box | None) -> None:
    """Keep a row's choice, or forget it, inside the caller's transaction."""
    root, file = stored_rows.stored_file(columns, index, stored_rows.RootNumbers(connection))
    if box is None:
        connection.execute("DELETE FROM faces WHERE root = ? AND file = ?", (root, file))
    else:
        connection.execute("REPLACE INTO faces VALUES (?, ?, ?, ?, ?, ?)", (root, file, *map(float, box)))
