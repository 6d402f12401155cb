"""Millions of names in a few large buffers: a `str` is made of one as it is asked for, and dropped again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from faceqnet_gui.session.arrow import texts, values

_BITS = 16
_BLOCK = 1 << _BITS
"""Names in a buffer; the newest ones are kept as they came until there are so many."""
_LONE = "surrogatepass"
"""Names of files need not be text: what is not survives as it is, and sorts as Python sorts it."""


class Names(Sequence[str]):
    """Texts in the order in which they were added; 30 bytes for one of 25 letters, where a `str` takes 90."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._blocks: list[pa.BinaryArray] = []
        self._late: list[str] = []
        self._changed: dict[int, str] = {}
        self.extend(names)

    def __len__(self) -> int:
        return len(self._blocks) * _BLOCK + len(self._late)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self._one(n) for n in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._one(index % len(self))

    def __iter__(self) -> Iterator[str]:
        for place in range(len(self._blocks)):
            yield from self._unpacked(place)
        yield from self._late

    def append(self, name: str) -> None:
        """Add one."""
        self._late.append(name)
        if len(self._late) == _BLOCK:
            self._blocks.append(_packed(self._late))
            self._late = []

    def extend(self, names: Iterable[str]) -> None:
        """Add some."""
        rest = iter(names)
        while piece := list(islice(rest, _BLOCK - len(self._late))):
            self._late += piece
            if len(self._late) == _BLOCK:
                self._blocks.append(_packed(self._late))
                self._late = []

    def change(self, index: int, name: str) -> None:
        """Another name in a place."""
        late = index - len(self._blocks) * _BLOCK
        if late >= 0:
            self._late[late] = name
        else:
            self._changed[index] = name

    def holding(self, needle: str) -> NDArray[np.bool_]:
        """(n,) which of them hold a text, whatever the case."""
        wanted = needle.lower()
        found = np.empty(len(self), np.bool_)
        for place in range(len(self._blocks)):
            found[place * _BLOCK : (place + 1) * _BLOCK] = self._block_holding(place, wanted)
        found[len(self._blocks) * _BLOCK :] = [wanted in name.lower() for name in self._late]
        for index, name in self._changed.items():
            found[index] = wanted in name.lower()
        return found

    def order(self) -> NDArray[np.int32]:
        """(n,) places of all of them, sorted; equal ones keep their order."""
        blocks = [self._as_it_is(place) for place in range(len(self._blocks))]
        if self._late:
            blocks.append(_packed(self._late))
        if not blocks:
            return np.zeros(0, np.int32)
        return values(pc.sort_indices(pa.chunked_array(blocks))).astype(np.int32)

    # ---- inside

    def _one(self, index: int) -> str:
        late = index - len(self._blocks) * _BLOCK
        if late >= 0:
            return self._late[late]
        if self._changed and index in self._changed:
            return self._changed[index]
        held: bytes = self._blocks[index >> _BITS][index & (_BLOCK - 1)].as_py()
        return held.decode("utf-8", _LONE)

    def _unpacked(self, place: int) -> list[str]:
        names = [held.decode("utf-8", _LONE) for held in self._blocks[place].to_pylist()]
        for index, name in self._changed.items():
            if index >> _BITS == place:
                names[index & (_BLOCK - 1)] = name
        return names

    def _as_it_is(self, place: int) -> pa.BinaryArray:
        if any(index >> _BITS == place for index in self._changed):
            return _packed(self._unpacked(place))
        return self._blocks[place]

    def _block_holding(self, place: int, wanted: str) -> NDArray[np.bool_]:
        try:  # sixty times as fast as `in`, and the same: simple letters have simple small ones
            if wanted.isascii():
                lower = pc.utf8_lower(self._blocks[place].cast(pa.string()))
                return values(pc.match_substring(lower, wanted))
        except pa.ArrowInvalid:
            pass  # a name that is no text
        return np.array([wanted in name.lower() for name in self._unpacked(place)], np.bool_)


def _packed(names: Sequence[str]) -> pa.BinaryArray:
    return texts([name.encode("utf-8", _LONE) for name in names])
