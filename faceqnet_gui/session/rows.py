"""Rows by their keys, and as a sequence that holds none of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
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


class Places:
    """Key -> index of its row.

    First faces of photos, which most rows are, are held by their file alone: a million keys would be 70 MB of tuples.
    """

    def __init__(self) -> None:
        self._of: dict[Key | str, int] = {}

    @staticmethod
    def of(files: Iterable[str], frames: Iterable[int | None], faces: Iterable[int]) -> Places:
        """Of rows in their order."""
        places = Places()
        places._of = {
            file if frame is None and not face else (file, frame, face): n
            for n, (file, frame, face) in enumerate(zip(files, frames, faces, strict=True))
        }
        return places

    @overload
    def get(self, key: Key) -> int | None: ...
    @overload
    def get(self, key: Key, default: int) -> int: ...
    def get(self, key: Key, default: int | None = None) -> int | None:
        """Where it is."""
        return self._of.get(_short(key), default)

    def __setitem__(self, key: Key, index: int) -> None:
        self._of[_short(key)] = index

    def __contains__(self, key: Key) -> bool:
        return _short(key) in self._of

    def pop(self, key: Key, default: None = None) -> int | None:
        """Forget where it is."""
        return self._of.pop(_short(key), default)


def _short(key: Key) -> Key | str:
    return key[0] if key[1] is None and not key[2] else key


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
