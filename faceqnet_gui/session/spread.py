"""How the values of one column are spread over some rows, and the filter that a part of them makes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.columns import STATUSES, Columns
from faceqnet_gui.session.filters import Filter, Range
from faceqnet_gui.session.marks import MOST_STARS, Decision
from faceqnet_gui.session.packing import NUMBERS

PLACES = {"score": 3, "confidence": 3, "ied": 1}
"""Decimals of the columns that have some."""
GROUPED = {
    "status": "statuses",
    "decision": "decisions",
    "subject": "subjects",
    "verdict": "verdicts",
    "reason": "reasons",
}
"""Columns of words, and the condition of a filter that chooses among them."""

_BARS = 25
_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Numbers of a column in bars of one width.

    Attributes:
        column: Whose.
        values: (m,) those that are known, ascending.
        low: Where the first bar begins.
        step: Width of a bar.
        counts: (k,) values in each bar; the last bar holds its end too.
        places: Decimals that people see.
    """

    column: str
    values: NDArray[np.float64]
    low: float
    step: float
    counts: NDArray[np.int64]
    places: int = 0

    @property
    def high(self) -> float:
        """Where the last bar ends, or the last whole number in it."""
        end = self.low + self.step * len(self.counts)
        return end if self.places or _fixed(self.column) else end - 1

    def bar(self, number: int) -> tuple[float, float]:
        """Lowest and highest value of a bar, both included."""
        low = self.low + number * self.step
        if number == len(self.counts) - 1:
            return low, self.high
        return low, low + self.step - (0 if self.places else 1)

    def count(self, low: float, high: float) -> int:
        """How many values lie in a range, both ends included."""
        first, last = np.searchsorted(self.values, low), np.searchsorted(self.values, high, side="right")
        return max(0, int(last - first))


@dataclass(frozen=True, slots=True)
class Heap:
    """Rows that share a word of a column.

    Attributes:
        values: What the filter calls it: one status, decision, subject or verdict; reasons that read alike.
        count: How many rows.
    """

    values: tuple[Any, ...]
    count: int


def part_of(column: str, columns: Columns) -> str:
    """Name of the condition (see `Filter.without`) that limits a column; empty for columns without one."""
    if column in {"quality", "stars"}:
        return column
    if column in columns.measures.ids or column in NUMBERS:
        return f"component:{column}"
    return GROUPED.get(column, "")


def others(wanted: Filter, column: str, columns: Columns) -> NDArray[np.int64]:
    """(m,) rows that meet all conditions but that on the column: what can be chosen among."""
    part = part_of(column, columns)
    rest = wanted.without(part) if part in wanted.parts else wanted
    return np.flatnonzero(rest.mask(columns))


def spread_of(column: str, columns: Columns, rows: NDArray[np.int64]) -> Spread | None:
    """The numbers of a column; None where it has words."""
    if column in {"quality", "stars"}:
        values = getattr(columns, column)[rows].astype(np.float64)
    elif column in columns.measures.ids:
        values = columns.components[rows, columns.measures.ids.index(column)].astype(np.float64)
    elif column in NUMBERS:
        values = columns.number(column)[rows]
        values = values[~np.isnan(values)]
    else:
        return None
    known = np.sort(values[values >= 0])
    places = PLACES.get(column, 0)
    low, step, bars = _scale(column, known, places)
    place = np.minimum(bars - 1, ((known - low) / step + 1e-9).astype(np.int64))
    return Spread(column, known, low, step, np.bincount(place, minlength=bars), places)


def heaps_of(
    column: str, columns: Columns, rows: NDArray[np.int64], alike: Sequence[tuple[str, ...]] = ()
) -> list[Heap]:
    """The words of a column with their numbers, the most frequent first.

    Args:
        column: One of GROUPED.
        columns: Rows.
        rows: Which of them.
        alike: For reasons: those that read alike belong together; a row counts for each of its reasons.
    """
    if column == "reason":
        names = {name: n for n, name in enumerate(columns.reason_names)}
        found = columns.reasons[rows] > 0
        heaps = [
            Heap(same, int(found[:, [names[name] for name in same if name in names]].any(axis=1).sum()))
            for same in alike
        ]
    else:
        codes: NDArray[Any] = getattr(columns, column)[rows]
        counts = np.bincount(codes) if len(codes) else np.zeros(0, np.int64)
        heaps = [
            Heap((_value(column, int(code), columns),), int(counts[code])) for code in np.flatnonzero(counts)
        ]
    return sorted((heap for heap in heaps if heap.count), key=lambda heap: -heap.count)


def with_range(wanted: Filter, column: str, low: float, high: float, columns: Columns) -> Filter:
    """The filter with a range of a column's numbers, in place of an earlier one."""
    if column in {"quality", "stars"}:
        both: dict[str, Any] = {column: (math.ceil(low), math.floor(high))}
        return replace(wanted, **both)
    return wanted.with_range(Range(column, low, high, native=column not in columns.measures.ids))


def range_in(wanted: Filter, column: str) -> tuple[float, float] | None:
    """The range of a column that a filter wants."""
    if column in {"quality", "stars"}:
        found: tuple[float, float] | None = getattr(wanted, column)
        return found
    return next(((r.low, r.high) for r in wanted.ranges if r.measure == column), None)


def with_heap(wanted: Filter, column: str, heap: Heap, *, added: bool) -> Filter:
    """The filter with one word of a column alone, or besides the others; chosen again it is taken away."""
    field = GROUPED[column]
    before, own = getattr(wanted, field), frozenset(heap.values)
    joined = before - own if own <= before else before | own
    alone = frozenset() if before == own else own
    chosen: dict[str, Any] = {field: joined if added else alone}
    return replace(wanted, **chosen)


def _value(column: str, code: int, columns: Columns) -> Any:
    kinds = {
        "status": lambda: STATUSES[code],
        "decision": lambda: Decision(int(code)),
        "subject": lambda: columns.subjects[code],
        "verdict": lambda: int(code),
    }
    return kinds[column]()


def _fixed(column: str) -> bool:
    return column not in NUMBERS and column != "stars"


def _scale(column: str, known: NDArray[np.float64], places: int) -> tuple[float, float, int]:
    """Begin, width and number of the bars: fixed where the scale is 0..100, else round figures."""
    if column == "stars":
        return 0.0, 1.0, MOST_STARS + 1
    if _fixed(column):
        return 0.0, 100 / _BARS, _BARS
    if not len(known):
        return 0.0, 1.0, 1
    span = max(float(known[-1] - known[0]), 1.0 if not places else 10.0**-places)
    power = 10.0 ** math.floor(math.log10(span / _BARS))
    step = next(s * power for s in _STEPS if s * power * _BARS >= span)
    step = max(step, 10.0**-places)
    low = math.floor(known[0] / step + 1e-9) * step
    return low, step, int((known[-1] - low) / step + 1e-9) + 1
