"""What a bulk action would change: looked at first, then done as one step."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.stacks import ALONE, Stacks

BORDERLINE = 12


@dataclass(frozen=True, slots=True)
class Bulk:
    """A bulk decision before it is made: give it to `Decisions.decide_all`.

    Attributes:
        indices: Rows that it would change.
        decision: To what.
        borderline: Up to 12 of them to look at, those nearest to the limit first.
        kept: Rows on this side of the limit that stay as they are because they were decided before.
        accepted: Others that are accepted in the same step: the best of stacks.
    """

    indices: NDArray[np.int64]
    decision: Decision
    borderline: NDArray[np.int64]
    kept: int
    accepted: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def count(self) -> int:
        """How many rows it would change."""
        return len(self.indices) + len(self.accepted)


def below_limit(columns: Columns, among: NDArray[np.int64], limit: int, *, overrule: bool = False) -> Bulk:
    """Reject all scored rows under a limit; `overrule` changes accepted ones too."""
    quality = columns.quality[among]
    return _bulk(columns, among[(quality >= 0) & (quality < limit)], limit, Decision.REJECTED, overrule)


def above_limit(columns: Columns, among: NDArray[np.int64], limit: int, *, overrule: bool = False) -> Bulk:
    """Accept all rows at or above a limit; `overrule` changes rejected ones too."""
    return _bulk(columns, among[columns.quality[among] >= limit], limit, Decision.ACCEPTED, overrule)


def all_of(columns: Columns, rows: NDArray[np.int64], decision: Decision, *, overrule: bool = False) -> Bulk:
    """All of some rows, the lowest quality being looked at first when they are accepted, else the highest."""
    return _bulk(columns, rows, 0 if decision is Decision.ACCEPTED else 100, decision, overrule)


def best_of_subjects(
    columns: Columns, among: NDArray[np.int64], most: int = 1, *, overrule: bool = False
) -> Bulk:
    """Accept the best `most` photos of every subject; photos of nobody named are left out.

    Those rejected before do not count; of equals, the one that comes first in `among` wins.
    """
    rows = best_rows(columns, among, most, overrule=overrule)
    return _bulk(columns, rows, 0, Decision.ACCEPTED, overrule)


def best_rows(
    columns: Columns, among: NDArray[np.int64], most: int, *, overrule: bool = False
) -> NDArray[np.int64]:
    """The rows that `best_of_subjects` means, in the order of `among`."""
    subject, quality = columns.subject[among], columns.quality[among]
    fit = (subject > 0) & (quality >= 0)
    if not overrule:
        fit &= columns.decision[among] != Decision.REJECTED
    rows, subject, quality = among[fit], subject[fit], quality[fit].astype(np.int32)
    order = np.lexsort((-quality, subject))
    _, rank = _runs(subject[order])
    found: NDArray[np.int64] = rows[np.sort(order[rank < most])]
    return found


def best_of_stacks(
    columns: Columns, stacks: Stacks, among: NDArray[np.int64], *, overrule: bool = False
) -> Bulk:
    """Accept the best photo of every stack and reject the others; stacks with one photo in `among` are left alone.

    Who accepted one of a stack has chosen: that one is its best then, and one rejected before is not.
    """
    numbers = stacks.numbers_of(among)
    rows, numbers = among[numbers != ALONE], numbers[numbers != ALONE]
    decision = columns.decision[rows]
    chosen = np.ones(len(rows), np.int8)
    if not overrule:
        chosen[decision == Decision.ACCEPTED], chosen[decision == Decision.REJECTED] = 0, 2
    order = np.lexsort((stacks.rank[rows], chosen, numbers))
    rows, decision, chosen = rows[order], decision[order], chosen[order]
    starts, rank = _runs(numbers[order])
    size = np.diff(np.r_[starts, len(rows)])
    several = np.repeat((size > 1) & (chosen[starts] < 2), size) if len(rows) else np.zeros(0, np.bool_)
    best = several & (rank == 0)
    others = several & (rank > 0)
    change = others & (decision != Decision.REJECTED if overrule else decision == Decision.UNDECIDED)
    kept = 0 if overrule else int((others & (decision == Decision.ACCEPTED)).sum())
    accepted = rows[best & (decision != Decision.ACCEPTED)]
    tops = np.repeat(rows[starts], size) if len(rows) else rows
    # Those that are only nearly the same are looked at first, each beside what would be kept instead.
    doubtful = np.flatnonzero(change)
    doubtful = doubtful[np.argsort(stacks.same[rows[doubtful]], kind="stable")][: BORDERLINE // 2]
    looked_at = np.stack([tops[doubtful], rows[doubtful]], axis=1).ravel()
    return Bulk(rows[change], Decision.REJECTED, looked_at, kept, accepted)


def _runs(values: NDArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where runs of equal values start, and each value's place in its run."""
    if not len(values):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    return starts, np.arange(len(values)) - np.repeat(starts, np.diff(np.r_[starts, len(values)]))


def _bulk(columns: Columns, rows: NDArray[np.int64], limit: int, decision: Decision, overrule: bool) -> Bulk:
    now = columns.decision[rows]
    changes = now != decision if overrule else now == Decision.UNDECIDED
    indices = rows[changes]
    kept = 0 if overrule else int(((now != Decision.UNDECIDED) & (now != decision)).sum())
    distance = np.abs(columns.quality[indices].astype(np.int32) - limit)
    nearest = np.argsort(distance, kind="stable")[:BORDERLINE]
    return Bulk(indices, decision, indices[nearest], kept)
