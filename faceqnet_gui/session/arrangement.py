"""Which rows are shown, in which order and groups; a decision moves none of them before people ask for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.bulk import best_rows
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter, shown
from faceqnet_gui.session.piles import Piles, unfolded
from faceqnet_gui.session.sorting import NO_SCORE, WAITING, Group, Order, Section, Sort, grouped
from faceqnet_gui.session.stacks import Stacks

REVIEW_WIDTH = 30
"""How far above the limit photos are worth a second look."""


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """Rows in the order shown, and their sections.

    Attributes:
        rows: Session rows.
        sections: All of them; a single one where nothing is grouped.
        by: What is grouped by; None for nothing.
        piles: What lies behind rows; None where nothing is stacked.
        best: Rows of the best of each subject, where subjects are grouped by.
    """

    rows: NDArray[np.int64]
    sections: tuple[Section, ...]
    by: Group | None = None
    piles: Piles | None = None
    best: frozenset[int] = frozenset()


class _Then:
    """The columns with the marks as they were when people last asked; rows that came later have theirs of now."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._marks = {name: getattr(columns, name).copy() for name in ("decision", "stars")}
        self.notes = dict(columns.notes)

    def __len__(self) -> int:
        return len(self._columns)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._columns, name)

    @property
    def decision(self) -> NDArray[np.uint8]:
        return self._then("decision")

    @property
    def stars(self) -> NDArray[np.uint8]:
        return self._then("stars")

    def _then(self, name: str) -> NDArray[np.uint8]:
        now: NDArray[np.uint8] = getattr(self._columns, name)
        then = self._marks[name]
        return np.concatenate([then, now[len(then) :]]) if len(now) >= len(then) else now


class Arrangement:
    """Filter, order, group and limit of the desk.

    Attributes:
        filter: Conditions.
        order: How rows are sorted.
        group: What they are grouped by; None: by the limit where they are sorted by quality, else not at all.
        limit: Where the sections of quality part.
        most: How many photos of a subject are its best.
        stacks: Same and nearly the same photos, to be shown as one; None: each for itself.
        opened: Rows whose stacks are open.
    """

    def __init__(self, columns: Columns) -> None:
        self.filter = Filter()
        self.order: Order | Sort = Order.LOWEST
        self.group: Group | None = None
        self.limit = 31
        self.most = 1
        self.stacks: Stacks | None = None
        self.opened: frozenset[int] = frozenset()
        self._columns = columns
        self._then = _Then(columns)
        self._ready: tuple[tuple[Any, ...], Listing] | None = None

    def make_ready(self) -> None:
        """Work out what to show before it is asked for: of a million rows, and in any thread."""
        listing = self.listing()
        self._ready = self._asked(), listing

    def take_ready(self, other: Arrangement) -> None:
        """What another arrangement of the same rows has worked out is shown once, where the same is asked for."""
        self._ready = other._ready

    def _asked(self) -> tuple[Any, ...]:
        piled = id(self.stacks), self.opened
        return self.filter, self.order, self.group, self.limit, self.most, len(self._columns), piled

    @property
    def limits(self) -> tuple[int, int]:
        """First quality of the section to review, and of the one above it."""
        return self.limit, min(101, self.limit + REVIEW_WIDTH)

    def settle(self) -> None:
        """What was decided meanwhile counts from now on."""
        self._then = _Then(self._columns)

    def listing(self) -> Listing:
        """What to show."""
        ready, self._ready = self._ready, None
        if ready is not None and ready[0] == self._asked():
            return ready[1]
        rows = self.matching()
        if self.stacks is None:
            return self._grouped(rows)
        tops, piles = Piles.of(self.stacks, rows, self.opened)
        found = self._grouped(tops)
        behind = piles.behind(rows) if piles.opened else {}
        if behind:
            unfolded_rows, sections = unfolded(found.rows, found.sections, behind)
            found = replace(found, rows=unfolded_rows, sections=sections)
        return replace(found, piles=piles)

    def matching(self) -> NDArray[np.int64]:
        """All rows that meet the filter, in their order, those behind others too."""
        return shown(cast(Columns, self._then), self.filter, self.order)

    def _grouped(self, rows: NDArray[np.int64]) -> Listing:
        columns, by = cast(Columns, self._then), self.group
        if by is None and self.order in {Order.LOWEST, Order.HIGHEST}:
            by = Group.QUALITY
        if by is None or not len(rows):
            return Listing(rows, (Section("", 0, len(rows), np.nan),) if len(rows) else ())
        rows, sections = grouped(columns, rows, by, limits=self.limits)
        if by is Group.QUALITY and self.order is Order.HIGHEST:
            return _reversed(rows, sections)
        best = best_rows(columns, rows, self.most) if by is Group.SUBJECT else rows[:0]
        return Listing(rows, tuple(sections), by, best=frozenset(best.tolist()))

    def unfit(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """(m,) which of these rows do not meet the filter any more: they stay, dimmed."""
        wanted = self.filter
        # Only what people say moves no row; all else was looked at for this very listing.
        if not (wanted.decisions or wanted.stars or wanted.text) or not len(rows):
            return np.zeros(len(rows), np.bool_)
        found: NDArray[np.bool_] = ~self.filter.mask(self._columns)[rows]
        return found


def _reversed(rows: NDArray[np.int64], sections: list[Section]) -> Listing:
    """The sections from high to low; those without a score stay at the end."""
    without = [s for s in sections if s.value in {NO_SCORE, WAITING}]
    ordered = [*reversed(sections[: len(sections) - len(without)]), *without]
    pieces, start, made = [], 0, []
    for section in ordered:
        pieces.append(rows[section.start : section.start + section.count])
        made.append(Section(section.value, start, section.count, section.mean_quality))
        start += section.count
    return Listing(np.concatenate(pieces), tuple(made), Group.QUALITY)
