"""Stacks among the rows shown: the best of each on top, the others behind it or, where it is open, after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.sorting import Section
from faceqnet_gui.session.stacks import ALONE, Stacks

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pile:
    """The stack of a row that is shown.

    Attributes:
        count: How many of its photos meet the filter, two at least.
        opened: Whether all of them are shown.
        top: Whether the row is the best of them.
        same: Whether the row's file has the bytes of the best.
    """

    count: int
    opened: bool
    top: bool
    same: bool


@dataclass(frozen=True, slots=True, eq=False)
class Piles:
    """What lies on what among the rows that meet a filter.

    Attributes:
        stacks: All stacks of the session.
        counts: (stacks,) how many photos of each meet it.
        tops: (stacks,) rows of the best of these; -1 where there is none.
        opened: Stacks that are open.
    """

    stacks: Stacks
    counts: NDArray[np.int64]
    tops: Rows
    opened: frozenset[int]

    @staticmethod
    def of(stacks: Stacks, rows: Rows, opened: frozenset[int]) -> tuple[Rows, Piles]:
        """The rows without those behind others, in the same order, and what lies behind; `opened` names any rows."""
        numbers = stacks.numbers_of(rows)
        counts = np.bincount(numbers[numbers != ALONE], minlength=stacks.count)
        kept = rows[stacks.tops(rows)]
        numbers = stacks.numbers_of(kept)
        tops = np.full(stacks.count, -1, np.int64)
        tops[numbers[numbers != ALONE]] = kept[numbers != ALONE]
        known = stacks.numbers_of(np.array(sorted(opened), np.int64)).tolist()
        return kept, Piles(stacks, counts, tops, frozenset(known) - {ALONE})

    @property
    def hidden(self) -> int:
        """How many photos lie behind others, in stacks that are not open."""
        behind = np.maximum(self.counts - 1, 0)
        return int(behind.sum() - behind[sorted(self.opened)].sum())

    def of_row(self, row: int) -> Pile | None:
        """The stack of a row that is shown; None where it is alone."""
        number = int(self.stacks.number[row]) if row < len(self.stacks.number) else ALONE
        if number == ALONE or self.counts[number] < 2:
            return None
        top = int(self.tops[number]) == row
        return Pile(int(self.counts[number]), number in self.opened, top, top or bool(self.stacks.same[row]))

    def behind(self, rows: Rows) -> dict[int, Rows]:
        """For the top of each open stack the others of it among these rows, best first."""
        numbers = self.stacks.numbers_of(rows)
        found = {}
        for number in sorted(self.opened):
            mine = rows[numbers == number]
            mine = mine[np.argsort(self.stacks.rank[mine], kind="stable")]
            if len(mine) > 1:
                found[int(mine[0])] = mine[1:]
        return found


def unfolded(
    tops: Rows, sections: Sequence[Section], behind: dict[int, Rows]
) -> tuple[Rows, tuple[Section, ...]]:
    """Rows and sections with what lies behind some rows put after them, in their section.

    Args:
        tops: Rows shown.
        sections: Of them.
        behind: Rows to put after a row.
    """
    places = {row: int(found[0]) for row in behind if len(found := np.flatnonzero(tops == row))}
    more = np.zeros(len(tops), np.int64)
    for row, at in places.items():
        more[at] = len(behind[row])
    shift = np.concatenate([[0], np.cumsum(more)])
    made = np.empty(len(tops) + int(shift[-1]), np.int64)
    made[np.arange(len(tops)) + shift[:-1]] = tops
    for row, at in places.items():
        start = at + int(shift[at]) + 1
        made[start : start + len(behind[row])] = behind[row]
    moved = tuple(
        replace(
            s,
            start=s.start + int(shift[s.start]),
            count=s.count + int(shift[s.start + s.count] - shift[s.start]),
        )
        for s in sections
    )
    return made, moved
