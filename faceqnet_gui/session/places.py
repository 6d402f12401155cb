"""Where the row of an image is: a dictionary for rows that come one by one, sorted hashes for a million at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import overload

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.rows import Key

_BITS = (1 << 32) - 1


class Places:
    """Key -> index of its row.

    First faces of photos, which most rows are, are held by their file alone. Rows of a stored session or a result
    file are held as hashes: 8 bytes for one, where a dictionary with its file names takes 180.

    Args:
        key_at: Gives a row's key, by which equal hashes are told apart.
    """

    def __init__(self, key_at: Callable[[int], Key]) -> None:
        self._key_at = key_at
        self._of: dict[Key | str, int] = {}
        self._gone: set[int] = set()
        self._hashes = np.zeros(0, np.uint32)
        self._order = np.zeros(0, np.int32)

    def fill(self, size: int, keys: Iterable[tuple[str, int | None, int]]) -> None:
        """Take the place of everything with the first `size` rows, whose keys come in their order."""
        hashes = np.fromiter((hash(_short(key)) & _BITS for key in keys), np.uint32, size)
        self._order = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._order]
        self._of, self._gone = {}, set()

    @overload
    def get(self, key: Key) -> int | None: ...
    @overload
    def get(self, key: Key, default: int) -> int: ...
    def get(self, key: Key, default: int | None = None) -> int | None:
        """Where it is."""
        short = _short(key)
        found = self._of.get(short)
        if found is None and len(self._hashes):
            found = self._stored(key, short)
        return default if found is None else found

    def __setitem__(self, key: Key, index: int) -> None:
        self._of[_short(key)] = index

    def __contains__(self, key: Key) -> bool:
        return self.get(key) is not None

    def pop(self, key: Key, default: None = None) -> int | None:
        """Forget where it is."""
        short = _short(key)
        found = self._of.pop(short, None)
        stored = self._stored(key, short) if len(self._hashes) else None
        if stored is not None:
            self._gone.add(stored)
        return found if found is not None else stored if stored is not None else default

    def all_of(self, keys: Iterable[Key]) -> NDArray[np.int64]:
        """(m,) where they are; -1 for those that are nowhere."""
        return np.array([self.get(key, -1) for key in keys], np.int64)

    def _stored(self, key: Key, short: Key | str) -> int | None:
        wanted = np.uint32(hash(short) & _BITS)
        place = int(np.searchsorted(self._hashes, wanted, side="right")) - 1
        while place >= 0 and self._hashes[place] == wanted:  # of rows with one key the last one counts
            index = int(self._order[place])
            if index not in self._gone and self._key_at(index) == key:
                return index
            place -= 1
        return None


def _short(key: Key) -> Key | str:
    return key[0] if key[1] is None and not key[2] else key
