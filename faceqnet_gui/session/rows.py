"""Rows by their keys, and as a sequence that holds none of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, overload

from faceqnet_engine.assessment import Assessment

Key = tuple[str, int | None, int]
"""File (or path, for images without one), frame and face: what makes two rows the same image."""


Box = tuple[float, float, float, float]
"""A face's x, y, width, height in pixels of the upright full-size photo."""


class Listed(NamedTuple):
    """An image that will be scored: where it is, and when its file was last changed, in nanoseconds."""

    file: str
    path: str
    root: str
    date: int


class Rows(Sequence[Assessment]):
    """Rows that are put together as they are asked for.

    Args:
        size: How many there are.
        one: Gives a row that is likely to be asked for again.
        passing: Gives a row that is not.
    """

    def __init__(
        self, size: int, one: Callable[[int], Assessment], passing: Callable[[int], Assessment]
    ) -> None:
        self._size, self._one, self._passing = size, one, passing

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Assessment: ...
    @overload
    def __getitem__(self, index: slice) -> list[Assessment]: ...
    def __getitem__(self, index: int | slice) -> Assessment | list[Assessment]:
        if isinstance(index, slice):
            return [self._passing(i) for i in range(*index.indices(self._size))]
        if not -self._size <= index < self._size:
            raise IndexError(index)
        return self._one(index % self._size)

    def __iter__(self) -> Iterator[Assessment]:
        return map(self._passing, range(self._size))


def key_of(row: Assessment) -> Key:
    """What makes a row this image and no other."""
    return (row.file or row.path, row.frame, row.face or 0)


def subject_of(row: Assessment) -> str:
    """Who is in a photo as long as nobody says otherwise: the folder it lies in, below its root."""
    return subject_in(row.path, row.root)


def subject_in(path: str, root: str) -> str:
    """Likewise by where it is."""
    return os.path.basename(os.path.dirname(path)) if root else ""  # noqa: PTH119, PTH120 - a name, not a place
