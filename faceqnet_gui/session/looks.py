"""How photos look, in 64 bits, by the content of their files: moves, new names and new scans change nothing of it."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.stacks import NOT_SEEN

Numbers = NDArray[np.uint64]


class Looks:
    """Content -> look."""

    def __init__(self) -> None:
        self._contents = np.zeros(0, np.uint64)
        self._looks = np.zeros(0, np.uint64)

    def __len__(self) -> int:
        return len(self._contents)

    def add(self, contents: Numbers, looks: Numbers) -> None:
        """Some more; known ones are replaced."""
        both = np.concatenate([contents, self._contents])
        self._contents, first = np.unique(both, return_index=True)
        self._looks = np.concatenate([looks, self._looks])[first]

    def of(self, contents: Numbers) -> Numbers:
        """(n,) looks, NOT_SEEN where none is known."""
        found = np.full(len(contents), NOT_SEEN, np.uint64)
        if len(self._contents):
            place = np.minimum(np.searchsorted(self._contents, contents), len(self._contents) - 1)
            known = self._contents[place] == contents
            found[known] = self._looks[place[known]]
        return found


def read(connection: sqlite3.Connection) -> Looks:
    """All that a session file holds."""
    looks = Looks()
    for contents, found in connection.execute("SELECT contents, looks FROM looks ORDER BY id"):
        size = min(len(contents), len(found)) // 8 * 8
        looks.add(np.frombuffer(contents[:size], "<u8"), np.frombuffer(found[:size], "<u8"))
    return looks


def write(connection: sqlite3.Connection, contents: Numbers, looks: Numbers) -> None:
    """Some more, inside the caller's transaction: many in one row, so that reading takes no time."""
    packed = contents.astype("<u8").tobytes(), looks.astype("<u8").tobytes()
    connection.execute("INSERT INTO looks (contents, looks) VALUES (?, ?)", packed)
