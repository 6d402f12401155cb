"""Which images an export is about: sets of rows, taken as they are now and put together away from the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from faceqnet_engine.measures.profiles import Profile
from faceqnet_engine.measures.reasons import with_profile
from faceqnet_engine.results.export import Entry
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.marks import Decision

Indices = NDArray[np.int64]
ACCEPTED, REJECTED, SELECTED, SHOWN, ABOVE, BELOW = (
    "accepted",
    "rejected",
    "selected",
    "shown",
    "above",
    "below",
)
_TITLES = {
    ACCEPTED: QT_TRANSLATE_NOOP("ExportDialog", "Accepted"),
    REJECTED: QT_TRANSLATE_NOOP("ExportDialog", "Rejected"),
    SELECTED: QT_TRANSLATE_NOOP("ExportDialog", "Selected"),
    SHOWN: QT_TRANSLATE_NOOP("ExportDialog", "Shown now"),
    ABOVE: QT_TRANSLATE_NOOP("ExportDialog", "Quality {0} or higher"),
    BELOW: QT_TRANSLATE_NOOP("ExportDialog", "Below quality {0}"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of images that can be exported."""

    key: str
    title: str
    rows: Indices


def choices(columns: Columns, shown: Indices, selected: Indices, limit: int) -> list[Choice]:
    """All sets; those that nothing belongs to are empty."""
    quality, decision = columns.quality, columns.decision
    found = {
        ACCEPTED: np.flatnonzero(decision == Decision.ACCEPTED),
        REJECTED: np.flatnonzero(decision == Decision.REJECTED),
        SELECTED: selected if len(selected) > 1 else selected[:0],
        SHOWN: shown,
        ABOVE: np.flatnonzero(quality >= limit),
        BELOW: np.flatnonzero((quality >= 0) & (quality < limit)),
    }
    return [
        Choice(
            key, QCoreApplication.translate("ExportDialog", str(title)).format(limit), np.asarray(found[key])
        )
        for key, title in _TITLES.items()
    ]


def first_choice(found: list[Choice]) -> str:
    """What a person most likely means: the selection, else what was accepted, else what is shown."""
    there = {choice.key for choice in found if len(choice.rows)}
    return next((key for key in (SELECTED, ACCEPTED, SHOWN) if key in there), SHOWN)


def entries_later(columns: Columns, rows: Indices) -> Callable[[], Iterator[Entry]]:
    """Marks as they are now; the rows are put together one by one as they are asked for, in whatever thread."""
    decisions, stars = columns.decision[rows].copy(), columns.stars[rows].copy()
    subjects = columns.subject[rows].copy()
    names, every = list(columns.subjects), columns.rows
    notes, remarks = dict(columns.notes), dict(columns.remarks)

    def make() -> Iterator[Entry]:
        for n in range(len(rows)):
            index = int(rows[n])
            yield Entry(
                every[index : index + 1][0],
                Decision(int(decisions[n])).word,
                int(stars[n]),
                notes.get(index, ""),
                remarks.get(index, ""),
                names[subjects[n]],
            )

    return make


def judge(entry: Entry, profile: Profile | None, language: str) -> Entry:
    """With verdict and reasons in its row: not needed to look at a plan, but for what is written."""
    if profile is None or entry.row.profile:
        return entry
    return replace(entry, row=with_profile(entry.row, profile, language))
