"""The rows of an export, each file's together, in a temporary file: a million of them do not fit the memory."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import fields
from operator import attrgetter

import numpy as np

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.values import Measures
from faceqnet_engine.results.export.spool import Lazy, Tables, text_bytes
from faceqnet_engine.results.export.wanted import Entry

_FILE_BITS = 32
"""A row's key is its file's number and, below so many bits, its place among the rows of that file."""

_ROW = tuple(f.name for f in fields(Assessment) if f.name not in {"status", "measures"})
_row_values = attrgetter(*_ROW)
_said = attrgetter("decision", "stars", "note", "remark", "subject")


class Gathered:
    """Rows by file, the files in the order in which they were first named."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._tables = Tables(
            "CREATE TABLE files (number INTEGER PRIMARY KEY, file BLOB UNIQUE, rows INTEGER)",
            "CREATE TABLE rows (key INTEGER PRIMARY KEY, entry BLOB)",
        )
        self._count = 0
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        name = text_bytes(entry.row.file or entry.row.path)
        found = self._tables.ask("SELECT number, rows FROM files WHERE file = ?", name)
        number, place = found[0] if found else (self._count, 0)
        if found:
            self._tables.ask("UPDATE files SET rows = ? WHERE number = ?", place + 1, number)
        else:
            self._tables.ask("INSERT INTO files VALUES (?, ?, 1)", number, name)
            self._count += 1
        self._tables.ask("INSERT INTO rows VALUES (?, ?)", number << _FILE_BITS | place, _packed(entry))

    @property
    def files(self) -> Sequence[tuple[str, Sequence[Entry]]]:
        """(file, its rows), for each file."""
        return Lazy(self._count, self._file)

    def entries(self, number: int, first: int, count: int) -> Sequence[Entry]:
        """Rows of the file with a number, from the one with number `first`."""
        return Lazy(count, lambda n: self._entry(number, first + n))

    def _file(self, number: int) -> tuple[str, Sequence[Entry]]:
        ((name, rows),) = self._tables.ask("SELECT file, rows FROM files WHERE number = ?", number)
        return name.decode("utf-8", "surrogatepass"), self.entries(number, 0, rows)

    def _entry(self, number: int, place: int) -> Entry:
        ((packed,),) = self._tables.ask("SELECT entry FROM rows WHERE key = ?", number << _FILE_BITS | place)
        return _unpacked(packed)


def _packed(entry: Entry) -> bytes:
    """As plain values: five times as fast as pickling the objects."""
    row, m = entry.row, entry.row.measures
    measured = None if m is None else (m.natives.tobytes(), m.components.tobytes(), m.notes.tobytes())
    return pickle.dumps((_row_values(row), row.status.value, measured, _said(entry)), 5)


def _unpacked(packed: bytes) -> Entry:
    values, status, measured, said = pickle.loads(packed)  # only this process can have written it
    measures = None
    if measured is not None:
        natives, components, notes = map(np.frombuffer, measured, (np.float32, np.int16, np.uint8))
        measures = Measures(natives, components, notes)
    row = Assessment(**dict(zip(_ROW, values, strict=True)), status=Status(status), measures=measures)
    return Entry(row, *said)
