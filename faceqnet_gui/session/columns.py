"""Rows as numpy columns that grow while a scan runs: what filters and charts compute on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment, Status

STATUSES = tuple(Status)
_CODE = {status: n for n, status in enumerate(STATUSES)}
NO_QUALITY = -1


class Columns:
    """All rows of a session, in the order in which they arrived.

    Attributes read as arrays of length `len(columns)`:
        quality: int16, -1 without a score.
        status: uint8, index into STATUSES.
        root: int32, index into `roots`.
    """

    def __init__(self) -> None:
        self._rows: list[Assessment] = []
        self._names: list[str] = []
        self._quality = np.empty(1024, np.int16)
        self._status = np.empty(1024, np.uint8)
        self._root = np.empty(1024, np.int32)
        self.roots: list[str] = []
        self._root_code: dict[str, int] = {}
        self._place: dict[tuple[str, int | None, int | None], int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def quality(self) -> NDArray[np.int16]:
        """(n,) 0..100, -1 without a score."""
        return self._quality[: len(self)]

    @property
    def status(self) -> NDArray[np.uint8]:
        """(n,) index into STATUSES."""
        return self._status[: len(self)]

    @property
    def root(self) -> NDArray[np.int32]:
        """(n,) index into `roots`."""
        return self._root[: len(self)]

    @property
    def names(self) -> list[str]:
        """(n,) lower-case paths, for searching."""
        return self._names

    @property
    def rows(self) -> Sequence[Assessment]:
        """All rows."""
        return self._rows

    def row(self, index: int) -> Assessment:
        """One row."""
        return self._rows[index]

    def index_of(self, row: Assessment) -> int | None:
        """Where a row of the same file, frame and face is."""
        return self._place.get(_key(row))

    def add(self, rows: Sequence[Assessment]) -> None:
        """Append rows; a row of the same file, frame and face replaces the earlier one in its place."""
        self._reserve(len(self._rows) + len(rows))
        for row in rows:
            at = self._place.setdefault(_key(row), len(self._rows))
            if at == len(self._rows):
                self._rows.append(row)
                self._names.append(row.path.lower())
            else:
                self._rows[at] = self._named_as_before(at, row)
            self._quality[at] = NO_QUALITY if row.quality is None else row.quality
            self._status[at] = _CODE[row.status]
            root = self._rows[at].root
            code = self._root_code.setdefault(root, len(self.roots))
            if code == len(self.roots):
                self.roots.append(root)
            self._root[at] = code

    def _named_as_before(self, at: int, row: Assessment) -> Assessment:
        """A file that was scored again by its own name keeps the name and root it was found under."""
        before = self._rows[at]
        return replace(row, path=before.path, root=before.root) if not row.root else row

    def scored_qualities(self) -> NDArray[np.int16]:
        """Qualities of the rows that have one."""
        quality = self.quality
        return quality[quality >= 0]

    def count_of(self, *statuses: Status) -> int:
        """How many rows have one of these statuses."""
        return int(np.isin(self.status, [_CODE[s] for s in statuses]).sum())

    def clear(self) -> None:
        """Forget everything."""
        for held in (self._rows, self._names, self.roots, self._root_code, self._place):
            held.clear()

    def _reserve(self, size: int) -> None:
        if size <= len(self._quality):
            return
        room = max(size, 2 * len(self._quality))
        self._quality = np.resize(self._quality, room)
        self._status = np.resize(self._status, room)
        self._root = np.resize(self._root, room)


def _key(row: Assessment) -> tuple[str, int | None, int | None]:
    return (row.file or row.path, row.frame, row.face if row.face else 0)
