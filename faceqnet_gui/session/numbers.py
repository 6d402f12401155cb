"""Numbers of rows, each column in the smallest form that gives the very same values back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

_FORMS: tuple[tuple[Any, float], ...] = (
    (np.int8, 1.0),
    (np.int16, 1.0),
    (np.int32, 1.0),
    (np.int32, 1e2),
    (np.int32, 1e6),
    (np.float64, 1.0),
)
"""Type and factor. Result files have two decimals of pixels and six of scores: half the size of a float64."""
_AS_THEY_ARE = len(_FORMS) - 1
_MISSING: tuple[float, ...] = tuple(
    np.nan if kind is np.float64 else int(np.iinfo(kind).min) for kind, _ in _FORMS
)
"""What stands for no number in each form."""


class Numbers:
    """(n, F) numbers, NaN where there is none; what is put in comes out equal.

    Args:
        columns: F.
        room: Rows that there is room for.
    """

    def __init__(self, columns: int, room: int = 0) -> None:
        # Form and values together: another thread that reads meanwhile never sees one without the other.
        self._held: list[tuple[int, NDArray[Any]]] = [(0, _nothing(room, 0)) for _ in range(columns)]
        self._room = room

    def reserve(self, room: int) -> None:
        """Have room for so many rows."""
        for n, (form, held) in enumerate(self._held):
            larger = _nothing(room, form)
            larger[: self._room] = held
            self._held[n] = form, larger
        self._room = room

    def put(self, rows: slice | NDArray[np.int64], column: int, values: NDArray[np.float64]) -> None:
        """A column's values of some rows."""
        form, held = self._held[column]
        packed = _packed(values, form)
        if packed is None:
            before = _unpacked(held, form)
            while packed is None or (wider := _packed(before, form)) is None:
                form += 1
                packed = _packed(values, form)
            held = wider
            self._held[column] = form, held
        held[rows] = packed

    def put_rows(self, rows: slice | NDArray[np.int64], values: NDArray[np.float64]) -> None:
        """(m, F) all numbers of some rows."""
        for column in range(len(self._held)):
            self.put(rows, column, values[:, column])

    def forget(self, rows: slice) -> None:
        """No numbers in these rows."""
        for form, held in self._held:
            held[rows] = _MISSING[form]

    def column(self, column: int, size: int) -> NDArray[np.float64]:
        """(size,) a column of the first rows."""
        form, held = self._held[column]
        return _unpacked(held[:size], form)

    def some(self, column: int, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """(m,) a column of some rows."""
        form, held = self._held[column]
        return _unpacked(held[rows], form)

    def one(self, row: int, column: int) -> float:
        """A single number."""
        form, held = self._held[column]
        value = held.item(row)
        if form == _AS_THEY_ARE:
            return float(value)
        return math.nan if value == _MISSING[form] else value / _FORMS[form][1]

    def row(self, row: int) -> NDArray[np.float64]:
        """(F,) all numbers of a row."""
        return np.array([self.one(row, column) for column in range(len(self._held))], np.float64)


def _nothing(room: int, form: int) -> NDArray[Any]:
    return np.full(room, _MISSING[form], _FORMS[form][0])


def _packed(values: NDArray[np.float64], form: int) -> NDArray[Any] | None:
    """The values in a form; None where it does not hold them exactly."""
    kind, factor = _FORMS[form]
    if form == _AS_THEY_ARE:
        return np.asarray(values, np.float64)
    limits = np.iinfo(kind)
    without = np.isnan(values)
    with np.errstate(over="ignore"):
        scaled = np.rint(np.where(without, 0.0, values) * factor)
    if len(scaled) and not (np.abs(scaled) <= limits.max).all():
        return None
    if not ((scaled / factor == values) | without).all():
        return None
    return np.where(without, limits.min, scaled).astype(kind)


def _unpacked(held: NDArray[Any], form: int) -> NDArray[np.float64]:
    if form == _AS_THEY_ARE:
        return np.array(held, np.float64)
    return np.where(held == _MISSING[form], np.nan, held / _FORMS[form][1])
