"""Which rows are shown: conditions that hold together, each of them a chip that people can take away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Status
from faceqnet_engine.errors import UsageError
from faceqnet_gui.session.columns import NO_DATE, STATUSES, Columns
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.packing import NUMBERS
from faceqnet_gui.session.sorting import Order, Sort, arranged

__all__ = ["PROBLEMS", "Filter", "Order", "Part", "Range", "Sort", "shown"]

PROBLEMS = frozenset(
    {Status.TRUNCATED, Status.UNREADABLE, Status.TOO_LARGE, Status.UNSUPPORTED, Status.ERROR}
)
_RANGE_PART = "component:"


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Values of a measure or of a row's number, both ends included; rows where there is none are outside.

    Attributes:
        measure: Its id, or the name of a number such as `ied`.
        low: Lowest value.
        high: Highest value.
        native: Whether the values are natives, in the measure's unit, rather than components.
    """

    measure: str
    low: float
    high: float
    native: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One condition in force, for a chip.

    Attributes:
        name: What `Filter.without` takes it away by.
        kind: The filter's field.
        values: What is wanted of it, as text or numbers; names for roots, words for statuses and decisions.
    """

    name: str
    kind: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that a row must meet together; None and empty mean any.

    Attributes:
        quality: Lowest and highest quality, both included.
        statuses: Allowed statuses.
        root: Index of a root.
        text: Part of the path or of the note, whatever the case.
        reasons: At least one of these was found.
        ranges: Ranges of measures; at most one for each.
        decisions: Allowed decisions.
        stars: Fewest and most stars, both included.
        subjects: Allowed subjects; empty text for nobody named.
        verdicts: Allowed verdicts of the profile in force, as codes of `Columns.verdict`.
        dates: First and last day of the file's last change, local time, both included, as 2026-01-31; empty: open.
    """

    quality: tuple[int, int] | None = None
    statuses: frozenset[Status] = frozenset()
    root: int | None = None
    text: str = ""
    reasons: frozenset[str] = frozenset()
    ranges: tuple[Range, ...] = ()
    decisions: frozenset[Decision] = frozenset()
    stars: tuple[int, int] | None = None
    subjects: frozenset[str] = frozenset()
    dates: tuple[str, str] | None = None
    verdicts: frozenset[int] = frozenset()

    @property
    def parts(self) -> list[str]:
        """Names of the conditions in force."""
        names: list[str] = []
        for field in fields(Filter):
            if field.name == "ranges":
                names += [_RANGE_PART + r.measure for r in self.ranges]
            elif getattr(self, field.name) != field.default:
                names.append(field.name)
        return names

    def without(self, part: str) -> Filter:
        """The same without one condition."""
        if part.startswith(_RANGE_PART):
            return replace(self, ranges=tuple(r for r in self.ranges if _RANGE_PART + r.measure != part))
        return replace(self, **{part: getattr(_ALL, part)})

    def with_range(self, wanted: Range) -> Filter:
        """The same with a measure's range, in place of an earlier one of that measure."""
        others = self.without(_RANGE_PART + wanted.measure).ranges
        return replace(self, ranges=(*others, wanted))

    def described(self, columns: Columns) -> list[Part]:
        """The conditions in force, in the order of `parts`."""
        return [self._described(name, columns) for name in self.parts]

    def mask(self, columns: Columns) -> NDArray[np.bool_]:
        """(n,) which rows meet it. A measure or reason that no row has is met by none."""
        keep = np.ones(len(columns), dtype=bool)
        if self.quality is not None:
            low, high = self.quality
            keep &= (columns.quality >= max(low, 0)) & (columns.quality <= high)
        if self.statuses:
            keep &= np.isin(columns.status, [STATUSES.index(s) for s in self.statuses])
        if self.root is not None:
            keep &= columns.root == self.root
        if self.decisions:
            keep &= np.isin(columns.decision, [int(d) for d in self.decisions])
        if self.stars is not None:
            keep &= (columns.stars >= self.stars[0]) & (columns.stars <= self.stars[1])
        if self.subjects:
            codes = [n for n, name in enumerate(columns.subjects) if name in self.subjects]
            keep &= np.isin(columns.subject, codes)
        if self.reasons:
            found = [n for n, name in enumerate(columns.reason_names) if name in self.reasons]
            keep &= columns.reasons[:, found].any(axis=1)
        if self.verdicts:
            keep &= np.isin(columns.verdict, sorted(self.verdicts))
        if self.dates is not None:
            first, last = _instants(self.dates)
            keep &= (columns.date != NO_DATE) & (columns.date >= first) & (columns.date < last)
        for wanted in self.ranges:
            keep &= _in_range(columns, wanted)
        if self.text:
            _keep_text(keep, columns, self.text.lower())
        return keep

    def to_json(self, columns: Columns) -> dict[str, Any]:
        """Plain values that `from_json` reads, in this session or, but for the root, in another."""
        plain: dict[str, Any] = {}
        for name in {p.split(":")[0] for p in self.parts}:
            if name == "component":
                plain["ranges"] = [[r.measure, r.low, r.high, r.native] for r in self.ranges]
            elif name == "root" and self.root is not None:
                plain["root"] = columns.roots[self.root]
            elif name == "decisions":
                plain[name] = sorted(d.word for d in self.decisions)
            else:
                value = getattr(self, name)
                plain[name] = sorted(value) if isinstance(value, frozenset) else value
        return plain

    @staticmethod
    def from_json(plain: Mapping[str, Any], columns: Columns) -> Filter:
        """The filter that was made into these values; a root that is not open is left out.

        Raises:
            UsageError: these are not a filter's values.
        """
        try:
            root = plain.get("root")
            return Filter(
                quality=_pair(plain.get("quality"), int),
                statuses=frozenset(Status(s) for s in plain.get("statuses", ())),
                root=columns.roots.index(root) if root in columns.roots else None,
                text=str(plain.get("text", "")),
                reasons=frozenset(map(str, plain.get("reasons", ()))),
                ranges=tuple(
                    Range(str(m), float(low), float(high), bool(native))
                    for m, low, high, native in plain.get("ranges", ())
                ),
                decisions=frozenset(Decision.of(d) for d in plain.get("decisions", ())),
                stars=_pair(plain.get("stars"), int),
                subjects=frozenset(map(str, plain.get("subjects", ()))),
                dates=_pair(plain.get("dates"), _day),
                verdicts=frozenset(int(v) for v in plain.get("verdicts", ())),
            )
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise UsageError(f"The saved filter cannot be read ({error}). Save it anew.") from error

    def _described(self, name: str, columns: Columns) -> Part:
        if name.startswith(_RANGE_PART):
            wanted = next(r for r in self.ranges if _RANGE_PART + r.measure == name)
            return Part(name, "ranges", (wanted.measure, wanted.low, wanted.high, wanted.native))
        value = getattr(self, name)
        if name == "root":
            return Part(name, name, (columns.roots[value],))
        if isinstance(value, frozenset):
            return Part(name, name, tuple(sorted(value)))
        return Part(name, name, value if isinstance(value, tuple) else (value,))


_ALL = Filter()


def shown(columns: Columns, wanted: Filter, order: Order | Sort) -> NDArray[np.int64]:
    """Indices of the rows that are shown, in their order; ties keep the order of arrival."""
    if not wanted.parts:
        return arranged(columns, np.arange(len(columns)), order)
    return arranged(columns, np.flatnonzero(wanted.mask(columns)), order)


def _in_range(columns: Columns, wanted: Range) -> NDArray[np.bool_]:
    if wanted.measure in NUMBERS:
        numbers = columns.number(wanted.measure)
        with np.errstate(invalid="ignore"):
            inside: NDArray[np.bool_] = (numbers >= wanted.low) & (numbers <= wanted.high)
        return inside
    if wanted.measure not in columns.measures.ids:
        return np.zeros(len(columns), dtype=bool)
    at = columns.measures.ids.index(wanted.measure)
    values = columns.natives[:, at] if wanted.native else columns.components[:, at]
    low = wanted.low if wanted.native else max(wanted.low, 0)
    with np.errstate(invalid="ignore"):
        found: NDArray[np.bool_] = (values >= low) & (values <= wanted.high)
    return found


def _keep_text(keep: NDArray[np.bool_], columns: Columns, needle: str) -> None:
    candidates = np.flatnonzero(keep)
    keep &= columns.names.holding(needle)
    among = set(candidates.tolist())
    for index, note in columns.notes.items():
        if index in among and needle in note.lower():
            keep[index] = True


def _instants(days: tuple[str, str]) -> tuple[int, int]:
    """Nanoseconds: the beginning of the first day, the end of the last, local time."""
    first, last = days
    low = (
        datetime.fromisoformat(first).timestamp()
        if first
        else datetime.min.replace(year=1970, tzinfo=UTC).timestamp()
    )
    if not last:
        return int(low * 1e9), np.iinfo(np.int64).max
    day = datetime.fromisoformat(last).toordinal()
    return int(low * 1e9), int(datetime.fromordinal(day + 1).timestamp() * 1e9)


def _day(text: Any) -> str:
    return datetime.fromisoformat(text).date().isoformat() if text else ""


def _pair(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    low, high = value
    return kind(low), kind(high)
