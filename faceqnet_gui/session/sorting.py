"""Orders and groups of rows: index arrays, computed at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from faceqnet_gui.session.columns import NO_DATE, Columns
from faceqnet_gui.session.natural import natural_key
from faceqnet_gui.session.packing import NUMBERS

NO_SCORE, WAITING = "-1", "-2"
"""Sections of quality without one: there is none to be had, or it is not there yet."""
NATIVE = "native:"
_SMALL = ("quality", "decision", "stars", "status", "verdict", "date")


class Order(StrEnum):
    """The orders that have a name of their own."""

    INPUT = "input"
    LOWEST = "lowest"
    HIGHEST = "highest"
    NAME = "name"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order by one column.

    Attributes:
        by: `path`, `quality`, `status`, `decision`, `stars`, `subject`, `date`, `reason`, `verdict`, any numeric
            field of a row, a measure's id for its component, `native:` and the id for its native value.
        descending: Highest first. Rows without a value come last either way.
    """

    by: str
    descending: bool = False


class Group(StrEnum):
    """What rows can be grouped by."""

    SUBJECT = "subject"
    DECISION = "decision"
    REASON = "reason"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class Section:
    """Neighbouring rows of one group.

    Attributes:
        value: The subject's or reason's name (empty: none), the `Decision`'s number, or the lowest quality of the
            section (NO_SCORE, WAITING: see there), as text.
        start: Place of its first row.
        count: How many rows.
        mean_quality: Mean of the scored rows, NaN where there are none.
    """

    value: str
    start: int
    count: int
    mean_quality: float


_NAMED = {
    Order.LOWEST: Sort("quality"),
    Order.HIGHEST: Sort("quality", descending=True),
    Order.NAME: Sort("path"),
}


def arranged(columns: Columns, indices: NDArray[np.int64], order: Order | Sort) -> NDArray[np.int64]:
    """The rows in an order; ties keep theirs.

    Raises:
        UsageError: there is no such column.
    """
    if order is Order.INPUT:
        return indices
    if order is Order.STATUS:
        return indices[np.lexsort((columns.quality[indices], columns.status[indices]))]
    wanted = order if isinstance(order, Sort) else _NAMED[order]
    values, missing = _sortable(columns, wanted.by)
    key = values[indices]
    if wanted.descending:
        key = -key
    if missing is not None:
        # Rows without a value are neither the first nor the last of those that have one.
        without = missing[indices]
        present = ~without
        return np.concatenate([indices[present][np.argsort(key[present], kind="stable")], indices[without]])
    return indices[np.argsort(key, kind="stable")]


def grouped(
    columns: Columns, indices: NDArray[np.int64], by: Group, *, limits: tuple[int, ...] = (31, 61)
) -> tuple[NDArray[np.int64], list[Section]]:
    """The rows gathered in groups; within a group they keep their order.

    Subjects and reasons come in natural order of their names, those without at the end; decisions undecided,
    accepted, rejected; qualities from low to high, split at `limits`.
    """
    codes, values = _groups(columns, by, limits)
    own = codes[indices]
    if len(values) < 1 << 15:
        own = own.astype(np.int16)  # sorted by counting
    together = indices[np.argsort(own, kind="stable")]
    counts = np.bincount(own, minlength=len(values))
    quality = columns.quality[indices]
    scored = quality >= 0
    sums = np.bincount(own[scored], weights=quality[scored], minlength=len(values))
    numbers = np.bincount(own[scored], minlength=len(values))
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]) if len(counts) else counts
    sections = [
        Section(
            values[n], int(starts[n]), int(counts[n]), float(sums[n] / numbers[n]) if numbers[n] else np.nan
        )
        for n in np.flatnonzero(counts).tolist()
    ]
    return together, sections


def _sortable(columns: Columns, by: str) -> tuple[NDArray, NDArray[np.bool_] | None]:
    """(n,) values to sort by, and (n,) which of them are missing."""
    if by == "path":
        place = np.empty(len(columns), np.int32)
        place[columns.by_name()] = np.arange(len(columns))
        return place, None
    if by in {"subject", "reason"}:
        codes, values = _groups(columns, Group(by), ())
        return codes, codes == len(values) - 1
    if by in _SMALL:
        column = getattr(columns, by)
        # Short integers are sorted by counting, many times faster than long ones.
        values = column if by == "date" else column.astype(np.int16)
        return values, column < 0 if by == "quality" else column == NO_DATE if by == "date" else None
    if by in NUMBERS:
        numbers = columns.number(by)
        return numbers, np.isnan(numbers)
    ids = columns.measures.ids
    if by in ids:
        components = columns.components[:, ids.index(by)]
        return components, components < 0
    if by.startswith(NATIVE) and by.removeprefix(NATIVE) in ids:
        natives = columns.natives[:, ids.index(by.removeprefix(NATIVE))]
        return natives, np.isnan(natives)
    raise UsageError(f"There is no column {by} to sort by.")


def _groups(columns: Columns, by: Group, limits: tuple[int, ...]) -> tuple[NDArray[np.int64], list[str]]:
    """(n,) number of each row's group, and the groups' values in their order."""
    if by is Group.DECISION:
        return columns.decision.astype(np.int64), ["0", "1", "2"]
    if by is Group.QUALITY:
        starts = [0, *sorted(limits)]
        codes = np.searchsorted(starts, columns.quality, side="right") - 1
        codes = np.where(columns.quality < 0, len(starts) + columns.waiting, codes)
        return codes, [*map(str, starts), NO_SCORE, WAITING]
    if by is Group.SUBJECT:
        names, codes = columns.subjects[1:], columns.subject.astype(np.int64) - 1
    else:
        names = list(columns.reason_names)
        found = columns.reasons == 1
        codes = np.where(found.any(axis=1), found.argmax(axis=1), -1) if names else np.full(len(columns), -1)
    order = sorted(range(len(names)), key=lambda n: natural_key(names[n]))
    place = np.empty(len(names) + 1, np.int64)
    place[order] = np.arange(len(names))
    place[-1] = len(names)  # code -1: nobody named, nothing found
    return place[codes], [*(names[n] for n in order), ""]
