"""Rows in the session file: read into columns a few thousand at a time, written from them."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Status
from faceqnet_gui.session.columns import NO_DATE, NO_QUALITY, STATUSES, Columns
from faceqnet_gui.session.names import Names
from faceqnet_gui.session.numbers import Numbers
from faceqnet_gui.session.packing import NOT_ASSESSED, NUMBERS, TEXTS, Stored, packed_hash
from faceqnet_gui.session.texts import Texts

_AT_ONCE = 4096
_FIELDS = (
    "root, file, path, status, quality, sha256, subject, mtime_ns, numbers, texts, natives, components, gone"
)
_INSERT = f"REPLACE INTO results ({_FIELDS}, id) VALUES ({', '.join('?' * len(_FIELDS.split(',')))}, ?)"
_LAYOUT = "layout of rows"
_COMPONENTS = np.int16
"""As they are stored."""


def read(connection: sqlite3.Connection, columns: Columns) -> bool:
    """Fill the columns; returns whether the rows were stored in the layout in which they would be written now."""
    row = connection.execute("SELECT value FROM state WHERE name = ?", (_LAYOUT,)).fetchone()
    layout = json.loads(row[0]) if row else _layout(columns)
    roots = connection.execute("SELECT id, path FROM roots ORDER BY id").fetchall()
    size = connection.execute("SELECT count(*) FROM results").fetchone()[0]
    reader = _Reader(size, columns, layout, {number: os.fsdecode(path) for number, path in roots})
    cursor = connection.execute(f"SELECT {_FIELDS}, id FROM results ORDER BY id")
    while rows := cursor.fetchmany(_AT_ONCE):
        reader.take(rows)
    columns.restore(reader.stored)
    return bool(layout == _layout(columns))


def write(connection: sqlite3.Connection, columns: Columns, indices: NDArray[np.int64]) -> None:
    """Rows as they are in the columns, inside the caller's transaction."""
    connection.execute("REPLACE INTO state VALUES (?, ?)", (_LAYOUT, json.dumps(_layout(columns))))
    roots = RootNumbers(connection)
    connection.executemany(_INSERT, (_stored(columns, index, roots) for index in indices.tolist()))


class RootNumbers:
    """Numbers of roots in the file; new ones are added."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}

    def __getitem__(self, root: str) -> int:
        if root not in self._known:
            self._known[root] = root_number(self._connection, root)
        return self._known[root]


def root_number(connection: sqlite3.Connection, root: str) -> int:
    """A root's number in the file."""
    connection.execute("INSERT OR IGNORE INTO roots (path) VALUES (?)", (os.fsencode(root),))
    found = connection.execute("SELECT id FROM roots WHERE path = ?", (os.fsencode(root),)).fetchone()
    return int(found[0])


def stored_file(columns: Columns, index: int, roots: RootNumbers) -> tuple[int, bytes]:
    """A file as it is stored: its root's number, and its name below it, or its whole name elsewhere."""
    root = columns.roots[columns.root[index]]
    file = columns.file(index) or columns.path(index)
    head = root.rstrip(os.sep) + os.sep
    return roots[root], os.fsencode(file[len(head) :] if root and file.startswith(head) else file)


def whole_names(heads: Mapping[int, str], roots: Sequence[int], files: Sequence[str]) -> list[str]:
    """The files' names from what is stored; `heads` as `heads_of` gives them."""
    if os.name == "nt":
        return [f if os.path.isabs(f) else heads[r] + f for r, f in zip(roots, files, strict=True)]  # noqa: PTH117
    return [f if f[:1] == "/" else heads[r] + f for r, f in zip(roots, files, strict=True)]


def heads_of(roots: Mapping[int, str]) -> dict[int, str]:
    """What stands before the names of files below the roots."""
    return {number: root.rstrip(os.sep) + os.sep if root else "" for number, root in roots.items()}


def names(files: Sequence[bytes]) -> list[str]:
    """Stored names as the file system module of Python names them."""
    encoding, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
    return [file.decode(encoding, errors) for file in files]


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """No search for reference circles while many thousand objects are made: there are none, and it is slow."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _layout(columns: Columns) -> dict[str, list[str]]:
    return {"numbers": list(NUMBERS), "texts": list(TEXTS), "measures": list(columns.measures.ids)}


def _stored(columns: Columns, index: int, roots: RootNumbers) -> tuple[Any, ...]:
    root, file = stored_file(columns, index, roots)
    quality, date = int(columns.quality[index]), int(columns.date[index])
    path = columns.path(index)
    return (
        root, file, "" if path.encode("utf-8", "surrogateescape") == file else path,
        STATUSES[columns.status[index]].value, None if quality == NO_QUALITY else quality,
        packed_hash(columns.sha256(index)), columns.subjects[columns.subject[index]],
        None if date == NO_DATE else date, columns.packed_numbers(index).tobytes(),
        json.dumps(columns.texts(index), ensure_ascii=False), columns.natives[index].tobytes(),
        columns.components[index].astype(_COMPONENTS).tobytes(), bool(columns.gone[index]), columns.stored_id(index),
    )  # fmt: skip


class _Reader:
    """Collects rows, in the order in which they were stored."""

    def __init__(
        self, size: int, columns: Columns, layout: dict[str, list[str]], roots: dict[int, str]
    ) -> None:
        count = len(columns.measures.ids)
        self._layout, self._heads = layout, heads_of(roots)
        self._ids = list(columns.measures.ids)
        self._at = 0
        self._root_code = {number: n for n, number in enumerate(roots)}
        self._text_codes: dict[str, list[int]] = {}
        arrays: dict[str, NDArray[Any]] = {
            "id": np.empty(size, np.int32),
            "quality": np.empty(size, np.int16),
            "status": np.empty(size, np.uint8),
            "root": np.empty(size, np.int32),
            "subject": np.empty(size, np.int32),
            "date": np.empty(size, np.int64),
            "gone": np.empty(size, np.bool_),
            "hash": np.zeros(size, "V32"),
            "texts": np.zeros((size, len(TEXTS)), np.int32),
            "natives": np.full((size, count), np.nan, np.float32),
            "components": np.full((size, count), NOT_ASSESSED, np.int8),
        }
        self.stored = Stored(
            Names(), {}, Numbers(len(NUMBERS), size), Texts(list(roots.values())), Texts([""]), Texts([""]),
            arrays, {},
        )  # fmt: skip

    def take(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Some rows."""
        (roots, files, paths, statuses, qualities, hashes, subjects, dates, numbers, texts, natives,
         components, gone, ids) = zip(*rows, strict=True)  # fmt: skip
        part = slice(self._at, self._at + len(rows))
        stored, arrays = self.stored, self.stored.arrays
        below = names(files)
        shown = [path or name for path, name in zip(paths, below, strict=True)]
        stored.paths.extend(shown)
        for n, file in enumerate(whole_names(self._heads, roots, below)):
            if file != self._heads[roots[n]] + shown[n]:
                stored.odd_files[self._at + n] = file
        arrays["root"][part] = [self._root_code[root] for root in roots]
        arrays["quality"][part] = [NO_QUALITY if q is None else q for q in qualities]
        arrays["status"][part] = [_STATUS_CODE[s] for s in statuses]
        arrays["subject"][part] = [stored.subjects.code(s) for s in subjects]
        arrays["date"][part] = [NO_DATE if d is None else d for d in dates]
        arrays["gone"][part], arrays["id"][part] = gone, ids
        arrays["hash"][part] = np.frombuffer(b"".join(h or bytes(32) for h in hashes), "V32")
        stored.odd_hashes.update({self._at + n: "" for n, h in enumerate(hashes) if not h})
        matrix = np.full((len(rows), len(NUMBERS)), np.nan)
        _place(matrix, slice(None), numbers, np.float64, self._layout["numbers"], NUMBERS)
        stored.numbers.put_rows(part, matrix)
        _place(arrays["natives"], part, natives, np.float32, self._layout["measures"], self._ids)
        _place(arrays["components"], part, components, _COMPONENTS, self._layout["measures"], self._ids)
        arrays["texts"][part] = [self._codes(text) for text in texts]
        self._at += len(rows)

    def _codes(self, text: str) -> list[int]:
        codes = self._text_codes.get(text)
        if codes is None:
            held = dict(zip(self._layout["texts"], json.loads(text), strict=True))
            codes = [self.stored.texts.code(held.get(name, "")) for name in TEXTS]
            self._text_codes[text] = codes
        return codes


_STATUS_CODE = {status.value: STATUSES.index(status) for status in Status}


def _place(
    target: NDArray,
    part: slice,
    blobs: Sequence[bytes],
    kind: Any,
    stored: Sequence[str],
    wanted: Sequence[str],
) -> None:
    """Stored values into the columns of the same name; what is not wanted any more falls away."""
    if not stored:
        return
    values = np.frombuffer(b"".join(blobs), kind).reshape(len(blobs), len(stored))
    if list(stored) == list(wanted):
        target[part] = values
        return
    for n, name in enumerate(stored):
        if name in wanted:
            target[part, list(wanted).index(name)] = values[:, n]
