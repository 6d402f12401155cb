"""All rows against the profile in force: verdicts and ranked reasons as arrays, recomputed only where rows change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import SCORED, Assessment
from faceqnet_engine.measures.catalogue import IDS, INDEX, QUALITY
from faceqnet_engine.measures.judging import Figures, Line, State, severities, states, values_of, verdicts
from faceqnet_engine.measures.profiles import Limit, Profile
from faceqnet_engine.measures.reasons import reason_id
from faceqnet_engine.measures.values import Measures
from faceqnet_engine.measures.words import table
from faceqnet_gui.session.columns import STATUSES, Columns
from faceqnet_gui.session.packing import Measuring

NO_VERDICT, PASSES, REVIEW, FAILS = range(4)
"""Codes of `Columns.verdict`."""
REASONS: tuple[str, ...] = tuple(name for name in table("reasons") if name != "words")
"""Reasons in a fixed order: columns of `Columns.reasons`."""

_AT_ONCE = 50_000
_PLACE = {name: n for n, name in enumerate(REASONS)}
_SAID_LAST = frozenset({_PLACE["quality"], _PLACE["not-assessed"]})
"""Said only where nothing else is: a low score, and what could not be assessed."""
_SPLIT = {"LuminanceMean": 0.5, "HeadPosePitch": 0.0}
"""Natives at which a missed limit becomes another reason."""
_WITHOUT_SCORE = [n for n, status in enumerate(STATUSES) if status not in SCORED]
_TURN = np.zeros(len(State), np.int8)
_TURN[[State.FAILS, State.ADVISES, State.NOT_ASSESSED, State.HOLDS]] = (0, 1, 2, 3)
"""What fails comes before what only advises, then what was not assessed, then what holds."""


def _taken(row: Assessment) -> tuple[Sequence[float], Sequence[int]] | None:
    return None if row.measures is None else (row.measures.natives, row.measures.components)  # type: ignore[return-value]


def _given(row: Assessment, natives: NDArray[np.float32], components: NDArray[np.int16]) -> Assessment:
    if row.measures is not None or np.isnan(natives).all():
        return row
    return replace(row, measures=Measures(natives, components, np.zeros(len(IDS), np.uint8)))


MEASURING = Measuring(IDS, _taken, _given)
"""The catalogue's measures as columns of a session."""


def figures(columns: Columns, rows: NDArray[np.int64] | None = None) -> Figures:
    """What limits look at: of some rows, or of all."""
    if rows is None:
        return Figures(columns.quality, columns.natives, columns.components)
    return Figures(columns.quality[rows], columns.natives[rows], columns.components[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """A profile's results for n rows.

    Attributes:
        verdicts: (n,) NO_VERDICT, PASSES, REVIEW or FAILS.
        ranks: (n, r) of REASONS: 1 for the first reason, 0 for those that do not hold.
    """

    verdicts: NDArray[np.uint8]
    ranks: NDArray[np.uint8]


def findings(profile: Profile, given: Figures) -> Findings:
    """Verdicts and reasons, the same as `judge` and `reasons` find row by row."""
    found = states(profile, given)
    misses = found >= State.ADVISES
    keys = np.zeros(found.shape, np.float64)
    for m, limit in enumerate(profile.limits):
        keys[misses[:, m], m] = -severities(limit, values_of(limit, given))[misses[:, m]]
    order = np.lexsort((keys, _TURN[found]), axis=1)
    place = np.empty(order.shape, np.uint8)
    np.put_along_axis(place, order, np.arange(1, order.shape[1] + 1, dtype=np.uint8)[None], axis=1)
    ranks = np.zeros((len(found), len(REASONS)), np.uint8)
    for m, limit in enumerate(profile.limits):
        for mask, reason in _cases(limit, given, misses[:, m]):
            _rank(ranks, mask, reason, place[:, m])
        _rank(ranks, found[:, m] == State.NOT_ASSESSED, "not-assessed", place[:, m])
    return Findings((verdicts(found) + 1).astype(np.uint8), ranks)


def _rank(ranks: NDArray[np.uint8], mask: NDArray[np.bool_], reason: str, place: NDArray[np.uint8]) -> None:
    """Several limits can be one reason (four sides cut off): its best place counts."""
    rows = np.flatnonzero(mask)
    before = ranks[rows, _PLACE[reason]]
    ranks[rows, _PLACE[reason]] = np.where(before == 0, place[rows], np.minimum(before, place[rows]))


def _cases(limit: Limit, given: Figures, misses: NDArray[np.bool_]) -> list[tuple[NDArray[np.bool_], str]]:
    """Which rows miss a limit for which reason."""
    values = values_of(limit, given)
    with np.errstate(invalid="ignore"):
        below = misses & (limit.least is not None) & (values < (limit.least or 0.0))
    found = []
    for side, rows in ((True, below), (False, misses & ~below)):
        line = Line(limit, State.FAILS, None, side, 0.0)
        split = _SPLIT.get(limit.measure)
        if split is None or limit.measure == QUALITY:
            found.append((rows, reason_id(line, None)))
            continue
        above = given.natives[:, INDEX[limit.measure]] > split
        found += [
            (rows & above, reason_id(line, split + 1)),
            (rows & ~above, reason_id(line, split - 1)),
        ]
    return found


class Judged:
    """Keeps the columns' verdicts and reasons in step with a profile."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._profile: Profile | None = None

    @property
    def profile(self) -> Profile | None:
        """The profile in force; None where measures only inform."""
        return self._profile

    def look_at(self, columns: Columns, known: Judged | None = None) -> None:
        """Judge another session from now on; `known` has judged it already, perhaps in another thread."""
        self._columns = columns
        if known is None or known._profile != self._profile or known._columns is not columns:
            self.use(self._profile)

    def use(self, profile: Profile | None) -> None:
        """Judge every row anew."""
        self._profile = profile
        size = len(self._columns)
        self._columns.set_findings(
            np.zeros(size, np.uint8), np.zeros((size, len(REASONS)), np.uint8), REASONS
        )
        if profile is not None:  # zeros that nobody touches take no memory
            self.take(np.arange(size))

    def take(self, rows: NDArray[np.int64]) -> None:
        """Judge rows that arrived or changed; no other row is touched, whatever their number."""
        columns, number = self._columns, len(rows)
        if columns.reason_names != REASONS:  # they were emptied meanwhile
            size = len(columns)
            columns.set_findings(np.zeros(size, np.uint8), np.zeros((size, len(REASONS)), np.uint8), REASONS)
        if self._profile is None or not number:
            nothing = np.zeros((number, len(REASONS)), np.uint8)
            columns.set_findings_of(rows, np.full(number, NO_VERDICT, np.uint8), nothing)
            return
        for start in range(0, number, _AT_ONCE):  # a million rows at once would be a gigabyte
            self._judge(self._profile, rows[start : start + _AT_ONCE])

    def _judge(self, profile: Profile, rows: NDArray[np.int64]) -> None:
        columns = self._columns
        found = findings(profile, figures(columns, rows))
        without = np.isin(columns.status[rows], _WITHOUT_SCORE)
        faceless = without & (columns.number_of("faces", rows) == 0)
        verdicts = np.where(without, np.where(faceless, FAILS, NO_VERDICT), found.verdicts).astype(np.uint8)
        columns.set_findings_of(rows, verdicts, np.where(without[:, None], np.uint8(0), found.ranks))

    def count_of(self, reasons: Collection[str]) -> int:
        """How many rows have at least one of these reasons."""
        ranks = self._columns.reasons
        return int((ranks[:, [_PLACE[reason] for reason in reasons]] > 0).any(axis=1).sum())


def first_reason(columns: Columns, row: int) -> str:
    """The most severe reason of a row, but for the quality, whose number is seen anyway; empty where there is none."""
    ranks: list[int] = columns.reasons[
        row
    ].tolist()  # asked for every tile: no array of a few numbers is made
    held = [(n in _SAID_LAST, rank, n) for n, rank in enumerate(ranks) if rank]
    return columns.reason_names[min(held)[2]] if held else ""
