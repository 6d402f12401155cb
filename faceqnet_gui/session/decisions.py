"""Decisions with undo: every change of a mark is one named step, on disk before the function returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from faceqnet_gui.look.words import count
from faceqnet_gui.session.bulk import Bulk
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.marks import MOST_STARS, Decision, Mark, set_texts

Indices = NDArray[np.int64]
_COLUMNS = ("decision", "stars")
_TEXTS = ("notes", "remarks")


class Keeper(Protocol):
    """Who puts marks on disk."""

    def keep(self, indices: Indices) -> None:
        """Write the marks of these rows; what cannot be written is kept in memory, said and tried again."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was done, undone or redone.

    Attributes:
        name: Its name, such as "Reject 412 images", in the language of the moment.
        indices: Rows that it changed.
        place: What the desk gave along when the step was made: where it happened.
    """

    name: Callable[[], str]
    indices: Indices
    place: Any

    @property
    def text(self) -> str:
        """The name, in the language in force."""
        return self.name()


@dataclass(frozen=True, slots=True)
class _Change:
    """New values of one field for some rows, and the old ones."""

    field: str
    indices: NDArray[np.int32]
    before: Any
    after: Any


class Decisions(QObject):
    """The marks of a session's rows and the way back.

    Every function that changes something takes the rows' indices and a `place` that comes back with undo; it returns
    how many rows it changed, and makes no step where there is nothing to change.
    """

    changed = Signal(object)  # indices of rows whose mark has changed, whoever changed it
    went = Signal(object, bool)  # Step, whether it was undone (else redone): the desk jumps to its place

    def __init__(self, columns: Columns, keeper: Keeper | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns, self._keeper = columns, keeper
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(0)
        self.read_only = False

    # ---- steps

    def decide(
        self, indices: Sequence[int] | Indices, decision: Decision, *, remark: str = "", place: Any = None
    ) -> int:
        """Accept, reject or leave open; with a `remark`, saying why in the same step."""
        changes: list[_Change | None] = [self._column_change("decision", indices, decision)]
        if remark:
            changes.append(self._text_change("remarks", indices, [remark] * len(indices)))
        return self._step(_named(decision), changes, place)

    def rate(self, indices: Sequence[int] | Indices, stars: int, *, place: Any = None) -> int:
        """0 to 5 stars."""
        if not 0 <= stars <= MOST_STARS:
            raise ValueError(f"{stars} stars")
        return self._step(lambda n: _starred(stars, n), [self._column_change("stars", indices, stars)], place)

    def note(self, index: int, text: str, *, place: Any = None) -> int:
        """Free text on one image."""
        change = self._text_change("notes", [index], [text])
        return self._step(
            lambda n: QCoreApplication.translate("Steps", "Note on {0}").format(_images(n)), [change], place
        )

    def give_reason(self, indices: Sequence[int] | Indices, text: str, *, place: Any = None) -> int:
        """Why it was decided so, on some images."""
        change = self._text_change("remarks", indices, [text] * len(indices))
        return self._step(
            lambda n: QCoreApplication.translate("Steps", "Reason for {0}").format(_images(n)),
            [change],
            place,
        )

    def wins(self, winner: int, losers: Sequence[int], *, place: Any = None) -> int:
        """This one is accepted, the others it was compared with are rejected: one step."""
        rows = np.array([winner, *(i for i in losers if i != winner)], np.int64)
        values = np.full(len(rows), Decision.REJECTED, np.uint8)
        values[0] = Decision.ACCEPTED
        return self._step(
            lambda n: QCoreApplication.translate("Steps", "Choose 1 of {0}").format(_images(len(rows))),
            [self._column_change("decision", rows, values)],
            place,
        )

    def decide_all(self, bulk: Bulk, *, place: Any = None) -> int:
        """What was looked at in a bulk: one step, also where some are accepted and others are rejected."""
        if not len(bulk.accepted):
            return self.decide(bulk.indices, bulk.decision, place=place)
        rows = np.concatenate([bulk.indices, bulk.accepted])
        values = np.full(len(rows), bulk.decision, np.uint8)
        values[len(bulk.indices) :] = Decision.ACCEPTED
        return self._step(
            lambda n: QCoreApplication.translate("Steps", "Keep the best of stacks, {0}").format(_images(n)),
            [self._column_change("decision", rows, values)],
            place,
        )

    def adopt(self, marks: dict[int, Mark], words: Callable[[], str], *, place: Any = None) -> int:
        """Take marks from elsewhere (sidecars, another session), as one step; `words` names it when it is asked for."""
        rows = np.array(sorted(marks), np.int64)
        found = [marks[i] for i in rows.tolist()]
        changes = [
            self._column_change("decision", rows, np.array([m.decision for m in found], np.uint8)),
            self._column_change("stars", rows, np.array([m.stars for m in found], np.uint8)),
            self._text_change("notes", rows, [m.note for m in found]),
            self._text_change("remarks", rows, [m.remark for m in found]),
        ]
        return self._step(lambda n: words(), changes, place)

    def push(self, command: Command) -> None:
        """Do a step that is no mark, such as another face of a photo; undone and redone in line with the others."""
        if not self.read_only:
            self.stack.push(command)

    # ---- looking

    @property
    def undo_text(self) -> str:
        """The step that undo takes back, in the language in force; empty for none."""
        return self._step_text(self.stack.index() - 1)

    @property
    def redo_text(self) -> str:
        """The step that redo does again; empty for none."""
        return self._step_text(self.stack.index())

    def _step_text(self, number: int) -> str:
        command = self.stack.command(number) if 0 <= number < self.stack.count() else None
        return command.step.text if isinstance(command, Command) else ""

    def mark(self, index: int) -> Mark:
        """What was said about a row."""
        columns = self._columns
        return Mark(
            Decision(int(columns.decision[index])),
            int(columns.stars[index]),
            columns.notes.get(index, ""),
            columns.remarks.get(index, ""),
        )

    def next_undecided(self, shown: Indices, current: int | None) -> int | None:
        """The first undecided row after the current one in the order shown; None at the end: it never wraps."""
        return self._undecided(shown, current, 1)

    def previous_undecided(self, shown: Indices, current: int | None) -> int | None:
        """The last undecided row before the current one; None at the beginning."""
        return self._undecided(shown, current, -1)

    def count(self, decision: Decision, among: Indices | None = None) -> int:
        """How many rows were decided so."""
        column = self._columns.decision
        return int(np.count_nonzero((column if among is None else column[among]) == decision))

    # ---- inside

    def _undecided(self, shown: Indices, current: int | None, direction: int) -> int | None:
        open_places = np.flatnonzero(self._columns.decision[shown] == Decision.UNDECIDED)
        places = [] if current is None else np.flatnonzero(shown == current).tolist()
        if direction > 0:
            after = open_places[open_places > (places[0] if places else -1)]
            return int(shown[after[0]]) if len(after) else None
        before = open_places[open_places < (places[0] if places else len(shown))]
        return int(shown[before[-1]]) if len(before) else None

    def _column_change(self, field: str, indices: Sequence[int] | Indices, values: Any) -> _Change | None:
        rows = np.asarray(indices, np.int64)
        before = getattr(self._columns, field)[rows]
        after = np.broadcast_to(np.asarray(values, np.uint8), before.shape)
        differs = before != after
        if not differs.any():
            return None
        # One value for all, as with most bulk steps, is kept as one value: 4,000 steps stay small.
        uniform = bool((after == after[0]).all())
        return _Change(
            field,
            rows[differs].astype(np.int32),
            before[differs],
            int(after[0]) if uniform else after[differs],
        )

    def _text_change(
        self, field: str, indices: Sequence[int] | Indices, texts: Sequence[str]
    ) -> _Change | None:
        held: dict[int, str] = getattr(self._columns, field)
        new = {int(i): text for i, text in zip(indices, texts, strict=True) if held.get(int(i), "") != text}
        if not new:
            return None
        rows = np.array(list(new), np.int32)
        return _Change(field, rows, [held.get(i, "") for i in new], list(new.values()))

    def _step(self, name: Callable[[int], str], changes: Sequence[_Change | None], place: Any) -> int:
        real = tuple(change for change in changes if change is not None)
        if not real or self.read_only:
            return 0
        rows = np.unique(np.concatenate([change.indices for change in real])).astype(np.int64)
        self.stack.push(_Command(self, real, Step(partial(name, len(rows)), rows, place)))
        return len(rows)

    def _apply(self, changes: Sequence[_Change], step: Step, *, back: bool) -> None:
        for change in changes:
            values = change.before if back else change.after
            if change.field in _COLUMNS:
                getattr(self._columns, change.field)[change.indices] = values
            else:
                set_texts(getattr(self._columns, change.field), change.indices, values)
        if self._keeper is not None:
            self._keeper.keep(step.indices)
        self.changed.emit(step.indices)


class Command(QUndoCommand):
    """A step on the stack, whatever it changes."""

    def __init__(self, step: Step) -> None:
        super().__init__(step.text)  # in the language of now; `undo_text` and `redo_text` ask the step
        self.step = step


class _Command(Command):
    def __init__(self, decisions: Decisions, changes: tuple[_Change, ...], step: Step) -> None:
        super().__init__(step)
        self._decisions, self._changes = decisions, changes
        self._done_before = False

    def redo(self) -> None:
        """Also called by `push`."""
        self._decisions._apply(self._changes, self.step, back=False)
        if self._done_before:
            self._decisions.went.emit(self.step, False)
        self._done_before = True

    def undo(self) -> None:
        """Back to what was before."""
        self._decisions._apply(self._changes, self.step, back=True)
        self._decisions.went.emit(self.step, True)


def set_marks(columns: Columns, marks: dict[int, Mark]) -> None:
    """Marks as they were stored: no step, nothing written."""
    for index, mark in marks.items():
        columns.decision[index] = mark.decision
        columns.stars[index] = mark.stars
        for field, text in (("notes", mark.note), ("remarks", mark.remark)):
            set_texts(getattr(columns, field), [index], [text])


def _named(decision: Decision) -> Callable[[int], str]:
    # The language of the moment in which the name is asked for, not of that in which the step was made.
    words = {
        Decision.ACCEPTED: str(QT_TRANSLATE_NOOP("Steps", "Accept {0}")),
        Decision.REJECTED: str(QT_TRANSLATE_NOOP("Steps", "Reject {0}")),
        Decision.UNDECIDED: str(QT_TRANSLATE_NOOP("Steps", "Reopen {0}")),
    }[decision]
    return lambda n: QCoreApplication.translate("Steps", words).format(_images(n))


def _starred(stars: int, number: int) -> str:
    if not stars:
        return QCoreApplication.translate("Steps", "Clear the stars of {0}").format(_images(number))
    return QCoreApplication.translate("Steps", "{0} stars for {1}").format(stars, _images(number))


def _images(number: int) -> str:
    if number == 1:
        return QCoreApplication.translate("Steps", "1 image")
    return QCoreApplication.translate("Steps", "{0} images").format(count(number))
