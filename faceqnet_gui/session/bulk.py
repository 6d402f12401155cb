"""What a bulk action would change: looked at first, then done as one step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.marks import Decision

BORDERLINE = 12


@dataclass(frozen=True, slots=True)
class Bulk:
    """A bulk decision before it is made: give `indices` and `decision` to `Decisions.decide`.

    Attributes:
        indices: Rows that it would change.
        decision: To what.
        borderline: Up to 12 of them to look at, those nearest to the limit first.
        kept: Rows on this side of the limit that stay as they are because they were decided before.
    """

    indices: NDArray[np.int64]
    decision: Decision
    borderline: NDArray[np.int64]
    kept: int

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.indices)


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
    subject, quality = columns.subject[among], columns.quality[among]
    fit = (subject > 0) & (quality >= 0)
    if not overrule:
        fit &= columns.decision[among] != Decision.REJECTED
    rows, subject, quality = among[fit], subject[fit], quality[fit].astype(np.int32)
    order = np.lexsort((-quality, subject))
    sorted_subject = subject[order]
    starts = np.flatnonzero(np.r_[True, sorted_subject[1:] != sorted_subject[:-1]]) if len(order) else order
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    chosen = np.sort(order[rank < most])
    return _bulk(columns, rows[chosen], 0, Decision.ACCEPTED, overrule)


def _bulk(columns: Columns, rows: NDArray[np.int64], limit: int, decision: Decision, overrule: bool) -> Bulk:
    now = columns.decision[rows]
    changes = now != decision if overrule else now == Decision.UNDECIDED
    indices = rows[changes]
    kept = 0 if overrule else int(((now != Decision.UNDECIDED) & (now != decision)).sum())
    distance = np.abs(columns.quality[indices].astype(np.int32) - limit)
    nearest = np.argsort(distance, kind="stable")[:BORDERLINE]
    return Bulk(indices, decision, indices[nearest], kept)
