"""Which one thing to tell the person now: pure logic, told the time."""

from __future__ import annotations

import statistics
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from faceqnet_engine.live.clock import SteadyClock
from faceqnet_engine.live.hint_table import (
    CAPTURED,
    HOLD,
    LOW_SCORE,
    MANY_FACES,
    MOVING,
    NO_FACE,
    PLACE_BELOW,
    UNSHARP,
    HintRow,
)
from faceqnet_engine.live.reading import Reading

WINDOW = 5
"""Analysed frames whose median decides."""
STAYS, OPPOSITE_WAITS, AGAIN_AFTER, HOLD_NEEDED = 0.7, 1.0, 6.0, 0.3
_BETTER = 0.9
"""A gap to the threshold that shrank to this share counts as progress."""


@dataclass(frozen=True, slots=True)
class HintState:
    """What is said, and why.

    Attributes:
        shown: Id of the hint, empty for none.
        again: Whether its second wording is due.
        stuck: Whether that did not help either: the operator should see the figures.
        out: Hints whose condition is out of range now.
        far: Those that are so by far.
        values: Medians of the last frames, by name.
        present: Whether there is a subject in this frame.
    """

    shown: str = ""
    again: bool = False
    stuck: bool = False
    out: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    values: Mapping[str, float] = field(default_factory=dict)
    present: bool = False

    @property
    def all_hold(self) -> bool:
        """Whether every check holds and somebody is there."""
        return self.present and not self.out


@dataclass(slots=True)
class _Spell:
    """How long a condition has lasted, or has been over."""

    out: bool = False
    since: float = 0.0
    speaks: bool = False


class HintEngine:
    """One hint at a time, without flicker.

    Args:
        rows: `hint_table.rows_for` a profile.
    """

    def __init__(self, rows: tuple[HintRow, ...]) -> None:
        self._clock = SteadyClock()
        self._history: dict[str, deque[float]] = {}
        self._identity: int | None = None
        self._shown, self._shown_since = "", -STAYS
        self._last_left: dict[str, float] = {}
        self._again = self._stuck = False
        self._gap, self._gap_since = 0.0, 0.0
        self._saying, self._saying_since = "", 0.0
        self.use(rows)

    def use(self, rows: tuple[HintRow, ...]) -> None:
        """Another profile."""
        self._rows = {row.id: row for row in rows}
        self._spells = {row.id: _Spell() for row in rows}

    def reset(self) -> None:
        """Another person: what was measured before does not count."""
        self._history.clear()
        self._spells = {name: _Spell() for name in self._rows}

    def update(self, reading: Reading, now: float, saying: str = "") -> HintState:
        """Take a reading.

        Args:
            reading: The latest analysed frame.
            now: Seconds of any clock.
            saying: `hold` or `captured` where the state of the capture says so.
        """
        time = self._clock.at(now)
        values = self._medians(reading)
        out, far = self._conditions(reading, values, time)
        if saying != self._saying:
            self._saying, self._saying_since = saying, time
        ready = saying == CAPTURED or time - self._saying_since >= HOLD_NEEDED - 1e-9
        self._show(self._wanted(out, saying if ready else ""), time)
        self._watch_progress(values, time)
        return HintState(
            self._shown, self._again, self._stuck, out, far, values, present=reading.subject is not None
        )

    def rate(self, reading: Reading) -> None:
        """The quality of a frame that was updated with before it had one; counts from the next frame on."""
        known = reading.subject is not None and reading.subject.identity == self._identity
        if known and "quality" in reading.values:
            self._note_value("quality", reading.values["quality"])

    # ---- what is out of range

    def _note_value(self, name: str, value: float) -> None:
        self._history.setdefault(name, deque(maxlen=WINDOW)).append(value)

    def _medians(self, reading: Reading) -> dict[str, float]:
        subject = reading.subject
        if subject is not None and subject.identity != self._identity:
            self._identity = subject.identity
            self._history.clear()
        if subject is not None:
            for name, value in (*reading.values.items(), ("tilt", abs(reading.values.get("roll", 0.0)))):
                self._note_value(name, value)
        return {name: statistics.median(values) for name, values in self._history.items()}

    def _conditions(
        self, reading: Reading, values: Mapping[str, float], time: float
    ) -> tuple[frozenset[str], frozenset[str]]:
        out: set[str] = set()
        far: set[str] = set()
        present = reading.subject is not None
        for row in self._rows.values():
            if row.id in {HOLD, CAPTURED, LOW_SCORE}:
                continue
            is_out = not present if row.id == NO_FACE else self._is_out(row, values, present)
            if row.id == UNSHARP and MOVING in out:
                is_out = False
            self._note(row, is_out, time)
            if is_out:
                out.add(row.id)
                if row.id == NO_FACE or all(c.is_far(values[c.value]) for c in row.conditions):
                    far.add(row.id)
        if LOW_SCORE in self._rows:
            row = self._rows[LOW_SCORE]
            unknown = any(c.value not in values for c in row.conditions)  # a new face, not yet scored
            low = present and not out and (unknown or self._is_out(row, values, present))
            self._note(row, low, time)
            if low:
                out.add(LOW_SCORE)
        return frozenset(out), frozenset(far)

    def _is_out(self, row: HintRow, values: Mapping[str, float], present: bool) -> bool:
        was = self._spells[row.id].out
        if not present:
            return was and row.id != MANY_FACES
        return all(c.value in values and c.is_out(values[c.value], was_out=was) for c in row.conditions)

    def _note(self, row: HintRow, is_out: bool, time: float) -> None:
        spell = self._spells[row.id]
        if is_out != spell.out:
            spell.out, spell.since = is_out, time
        lasted = time - spell.since + 1e-9
        if spell.out and lasted >= row.needed:
            spell.speaks = True
        elif not spell.out and lasted >= row.leaves:
            spell.speaks = False

    # ---- what is said

    def _wanted(self, out: frozenset[str], saying: str) -> list[str]:
        """Hints that may be said, the most urgent first."""
        if saying == CAPTURED:
            return [CAPTURED]
        # Out of place: nobody is told about light, not even before being told where to go.
        placed = not any(self._rows[name].priority < PLACE_BELOW for name in out)
        names = [
            row.id
            for row in sorted(self._rows.values(), key=lambda r: r.priority)
            if self._spells[row.id].speaks and (placed or row.priority < PLACE_BELOW)
        ]
        if saying == HOLD and out and self._shown != HOLD:
            saying = ""  # a check has just left: nobody is told that all is perfect
        return names or ([saying] if saying else [])

    def _show(self, wanted: list[str], time: float) -> None:
        stays = bool(self._shown) and time - self._shown_since < STAYS - 1e-9
        if stays or self._shown in wanted[:1]:
            return
        allowed = [name for name in wanted if not self._locked_out(name, time)]
        chosen = allowed[0] if allowed else ""
        if chosen == self._shown:
            return
        if self._shown:
            self._last_left[self._shown] = time
        self._shown, self._shown_since = chosen, time
        self._again = self._stuck = False
        self._gap, self._gap_since = float("inf"), time

    def _locked_out(self, name: str, time: float) -> bool:
        opposite = self._rows[name].opposite if name in self._rows else ""
        if not opposite:
            return False
        left = time if self._shown == opposite else self._last_left.get(opposite)
        return left is not None and time - left < OPPOSITE_WAITS - 1e-9

    def _watch_progress(self, values: Mapping[str, float], time: float) -> None:
        row = self._rows.get(self._shown)
        if row is None or row.id in {HOLD, CAPTURED}:
            return
        gaps = [abs(values[c.value] - c.leave) for c in row.conditions if c.value in values]
        gap = max(gaps, default=1.0)
        if gap < _BETTER * self._gap:
            self._gap, self._gap_since = gap, time
        elif time - self._gap_since >= AGAIN_AFTER:
            self._stuck = self._again
            self._again, self._gap_since = True, time
