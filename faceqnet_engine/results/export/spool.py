"""What an export holds, on disk instead of in memory: sequences read as they are asked for, names in use.

All of it lies in temporary files of this process, which go with it, however it ends.
"""

from __future__ import annotations

import pickle
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar, overload

from faceqnet_engine.errors import OutputError

_CACHE_KILOBYTES = 8_000
"""Of each database; SQLite puts the rest into its temporary file."""
T = TypeVar("T")


class Lazy(Sequence[T]):
    """A sequence whose members are made when they are asked for, each time anew.

    Args:
        length: How many there are.
        at: Makes the one with a number from 0.
    """

    def __init__(self, length: int, at: Callable[[int], T]) -> None:
        self._length, self._at = length, at

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self._at(n) for n in range(self._length)[index])
        return self._at(range(self._length)[index])

    def __iter__(self) -> Iterator[T]:
        return map(self._at, range(self._length))  # Sequence's own would take a fault inside for its end

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self._length:,} on disk>"


class Tables:
    """SQLite tables in a temporary file that nobody else sees; threads may share them."""

    def __init__(self, *schema: str) -> None:
        self._lock = threading.Lock()
        # Without a name: SQLite chooses a folder for temporary files, and the file is gone with the connection.
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        for line in (f"PRAGMA cache_size = -{_CACHE_KILOBYTES}", "PRAGMA journal_mode = OFF", *schema):
            self.ask(line)

    def ask(self, command: str, *values: Any) -> list[Any]:
        """The rows that a command answers with.

        Raises:
            OutputError: there is no room for temporary files.
        """
        with self._lock:
            try:
                return self._connection.execute(command, values).fetchall()
            except sqlite3.OperationalError as error:
                raise OutputError(
                    f"What is to be exported cannot be kept in a temporary file ({error}). "
                    "Free space on the disk for temporary files, or choose fewer photos."
                ) from error


class Kept(Lazy[T]):
    """A sequence that grows at its end, on disk."""

    def __init__(self) -> None:
        self._tables = Tables("CREATE TABLE kept (number INTEGER PRIMARY KEY, packed BLOB)")
        # Not a method of its own: a circle of references would keep the file until somebody collects them.
        super().__init__(0, partial(_read, self._tables))

    def append(self, value: T) -> None:
        """One more."""
        self._tables.ask("INSERT INTO kept VALUES (?, ?)", self._length, pickle.dumps(value, 5))
        self._length += 1


def _read(tables: Tables, number: int) -> Any:
    ((packed,),) = tables.ask("SELECT packed FROM kept WHERE number = ?", number)
    return pickle.loads(packed)  # only this process can have written it


class Names:
    """Texts, each with a whole number: a dictionary that does not grow in memory."""

    def __init__(self) -> None:
        self._tables = Tables("CREATE TABLE names (name BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID")

    def add(self, name: str, number: int = 0) -> None:
        """Keep a text, with another number if it is there already."""
        self._tables.ask("INSERT OR REPLACE INTO names VALUES (?, ?)", text_bytes(name), number)

    def get(self, name: str) -> int | None:
        """The number of a text; None if it is not there."""
        found = self._tables.ask("SELECT number FROM names WHERE name = ?", text_bytes(name))
        return found[0][0] if found else None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name) is not None


def text_bytes(text: str) -> bytes:
    """A text as bytes, whatever is in it: names of files may hold bytes of no encoding."""
    return text.encode("utf-8", "surrogatepass")
