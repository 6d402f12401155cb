"""Deciding: which images a key means, what happens after it, undo that goes back to where it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from faceqnet_gui.desk.bulk_dialog import BulkDialog
from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.words import count, images
from faceqnet_gui.session.bulk import (
    Bulk,
    above_limit,
    all_of,
    below_limit,
    best_of_stacks,
    best_of_subjects,
)
from faceqnet_gui.session.decisions import Indices, Step
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.session import Session
from faceqnet_gui.session.sorting import NO_SCORE, WAITING, Group, Order, Section, Sort
from faceqnet_gui.views import TRIAGE

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window


@dataclass(frozen=True, slots=True)
class Where:
    """What was shown when a step was made, and which image was current."""

    row: int
    filter: Filter
    order: Order | Sort
    group: Group | None


class Deciding(QObject):
    """What people say about images, from whatever view they look at them.

    Attributes:
        all_decided: Whether the end was just reached: the desk says so until somebody moves.
    """

    changed = Signal()  # counts, the next undo, whether everything is saved

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.all_decided = False

    @property
    def advance(self) -> bool:
        """Whether a decision goes on to the next undecided image: a setting."""
        return bool(self._window.settings.advance)

    @advance.setter
    def advance(self, on: bool) -> None:
        if on is not self.advance:
            self._window.remember(advance=on)
        self.changed.emit()

    def follow(self, session: Session) -> None:
        """Another session is open."""
        self.all_decided = False
        session.decisions.changed.connect(self._marked)
        session.decisions.went.connect(self._went)
        session.saved_changed.connect(self.changed)
        stack = session.decisions.stack
        for signal in (stack.undoTextChanged, stack.redoTextChanged):
            signal.connect(self.changed)
        self._step = stack.index()
        stack.indexChanged.connect(self._say_step)

    def _say_step(self, index: int) -> None:
        """For those who hear the window: what was done, or taken back."""
        stack, forth = self._window.session.decisions.stack, index > self._step
        self._step = index
        if not isValid(stack):
            return  # it empties itself while the session goes
        if forth:
            announce(self._window, self.undo_text)
        elif self.redo_text:
            announce(self._window, self.tr("Undone: {0}").format(self.redo_text))

    # ---- which

    def meant(self) -> Indices:
        """(m,) the images that a key acts on: the selection if it holds the current image, else that one alone.

        Where a single photo is looked at, it is that photo, whatever is selected behind it.
        """
        window = self._window
        if window.current is None:
            return np.zeros(0, np.int64)
        current = np.array([window.current], np.int64)
        if window.view not in {"grid", "table"}:
            return current
        if window.current not in window.grid_model.shown:
            return current[:0]  # a filter hides it: a key must not act on what is not seen
        chosen = window.selected_rows()
        return chosen if window.current in chosen else current

    def where(self) -> Where:
        """For a step, so that undo can come back."""
        arrangement, current = self._window.arrangement, self._window.current
        return Where(
            -1 if current is None else current, arrangement.filter, arrangement.order, arrangement.group
        )

    # ---- single steps

    def decide(self, decision: Decision) -> None:
        """Accept, reject or leave open what is meant, then go on."""
        rows = self.meant()
        if not self._allowed(rows):
            return
        self._window.session.decisions.decide(rows, decision, place=self.where())
        if len(rows) > 1:
            return  # the selection stays to be looked at
        if self.advance:
            self.next()

    def rate(self, stars: int) -> None:
        """Stars for what is meant."""
        rows = self.meant()
        if self._allowed(rows):
            self._window.session.decisions.rate(rows, stars, place=self.where())

    def note(self, text: str) -> None:
        """A note on the current image."""
        current = self._window.current
        if current is not None and self._allowed(np.array([current])):
            self._window.session.decisions.note(current, text.strip(), place=self.where())

    def give_reason(self, text: str) -> None:
        """Why what is meant was decided so."""
        rows = self.meant()
        if self._allowed(rows):
            self._window.session.decisions.give_reason(rows, text.strip(), place=self.where())

    def wins(self, winner: int, losers: list[int]) -> None:
        """One of several that were compared is accepted, the others are rejected."""
        if self._allowed(np.array([winner])):
            self._window.session.decisions.wins(winner, losers, place=self.where())

    def _allowed(self, rows: Indices) -> bool:
        if self.all_decided:
            self.leave_end()  # the images come back first: a key must not act on what is not seen
            return False
        if self._window.session.file.read_only and len(rows):
            self._window.toast.say(self.tr("This session is read-only. Open a copy to decide."))
            return False
        return len(rows) > 0

    # ---- walking

    def next(self) -> None:
        """On to the next undecided image; at the end it stays and says so."""
        window = self._window
        if window.view == "compare":
            window.next_compared()
            return
        found = window.session.decisions.next_undecided(window.grid_model.shown, window.current)
        if found is not None:
            window.pick_row(found)
            return
        left = window.session.decisions.count(Decision.UNDECIDED, window.grid_model.shown)
        if left:
            words = self.tr("No undecided image after this one; {0} before it.")
            window.toast.say(words.format(count(left)))
        elif len(window.grid_model.shown):
            self.all_decided = True
            window.refresh(force=True)

    def previous(self) -> None:
        """Back to the last undecided image before this one."""
        window = self._window
        found = window.session.decisions.previous_undecided(window.grid_model.shown, window.current)
        if found is not None:
            window.pick_row(found)
        else:
            window.toast.say(self.tr("No undecided image before this one."))

    def leave_end(self) -> bool:
        """Back from the end to the images; whether it was there."""
        was, self.all_decided = self.all_decided, False
        if was:
            self._window.refresh(force=True)
            self._window.focus_images()
        return was

    def toggle_advance(self) -> None:
        """Switch the walking on by itself."""
        self.advance = not self.advance
        on = self.tr("A decision goes on to the next undecided image.")
        self._window.toast.say(on if self.advance else self.tr("A decision stays on its image."))
        self.changed.emit()

    # ---- many at once

    def reject_below(self) -> None:
        """All shown images below the limit, looked at first."""
        columns, shown, limit = self._window.columns, self._window.grid_model.shown, self._window.charts.limit
        self._ask(
            self.tr("Reject {0} below {1}?"),
            lambda over: below_limit(columns, shown, limit, overrule=over),
            limit,
        )

    def accept_above(self) -> None:
        """All shown images at or above the limit, looked at first."""
        columns, shown, limit = self._window.columns, self._window.grid_model.shown, self._window.charts.limit
        self._ask(
            self.tr("Accept {0} with {1} or more?"),
            lambda over: above_limit(columns, shown, limit, overrule=over),
            limit,
        )

    def accept_best(self, among: Indices | None = None) -> None:
        """The best of every subject among those shown, or among some; how many is asked, and remembered."""
        columns, arrangement = self._window.columns, self._window.arrangement
        rows = self._window.grid_model.shown if among is None else among
        self._ask(
            self.tr("Accept {0}, the best {1} of every subject?"),
            lambda over: best_of_subjects(columns, rows, arrangement.most, overrule=over),
            arrangement.most,
            most=self._window.choose_most,
        )

    def keep_best(self) -> None:
        """The best of every stack is accepted, the others are rejected; those of stacks that are closed too."""
        window = self._window
        columns, arrangement = window.columns, window.arrangement
        stacks, rows = arrangement.stacks, arrangement.matching()
        if stacks is None:
            return
        self._ask(
            self.tr("Keep the best of each stack and reject {0}?"),
            lambda over: best_of_stacks(columns, stacks, rows, overrule=over),
            examples=self.tr("What would be kept, and beside it what would be rejected"),
        )

    def reject_shown(self) -> None:
        """All that is shown."""
        rows, columns = self._window.grid_model.shown, self._window.columns
        words = self.tr("Reject {0}?")
        self._ask(words, lambda over: all_of(columns, rows, Decision.REJECTED, overrule=over))

    def decide_section(self, section: Section) -> None:
        """The bulk action of a section's head."""
        shown, columns = self._window.grid_model.shown, self._window.columns
        rows = shown[section.start : section.start + section.count]
        by, limit = self._window.grid.listing.by, self._window.arrangement.limit
        if by is Group.QUALITY and section.value == WAITING:
            return
        if by is Group.QUALITY and section.value == "0":
            self.reject_below()
        elif by is Group.QUALITY and section.value not in {NO_SCORE, WAITING}:
            words, low = self.tr("Accept {0} with {1} or more?"), int(section.value)
            self._ask(words, lambda over: above_limit(columns, rows, low, overrule=over), low)
        elif by is Group.SUBJECT:
            self.accept_best(rows)
        else:
            self._ask(
                self.tr("Reject {0}?"),
                lambda over: all_of(columns, rows, Decision.REJECTED, overrule=over),
                limit,
            )

    def _ask(
        self,
        words: str,
        made: Any,
        limit: int = 0,
        *,
        examples: str = "",
        most: Callable[[int], None] | None = None,
    ) -> None:
        window = self._window
        if window.session.file.read_only:
            self._allowed(np.zeros(1, np.int64))
            return
        first: Bulk = made(False)
        if not first.count and not first.kept:
            window.toast.say(self.tr("Nothing to change: all of these are decided so already."))
            return
        dialog = BulkDialog(
            window, words, made, limit, window.example_of, window.undo_key(), examples=examples, most=most
        )
        window.pictures.thumbnail_ready.connect(dialog.update_examples)
        if dialog.exec() and dialog.bulk.count:
            bulk = dialog.bulk
            window.session.decisions.decide_all(bulk, place=self.where())
            words = self.tr("{0} changed. {1} takes it back.")
            window.toast.say(words.format(images(bulk.count), window.undo_key()))
        dialog.deleteLater()
        window.focus_images()

    # ---- undo

    @property
    def undo_text(self) -> str:
        """The step that undo takes back, empty for none."""
        return self._window.session.decisions.undo_text

    @property
    def redo_text(self) -> str:
        """The step that redo does again, empty for none."""
        return self._window.session.decisions.redo_text

    def undo(self) -> None:
        """Take back the last step."""
        self._window.session.decisions.stack.undo()

    def redo(self) -> None:
        """Do it again."""
        self._window.session.decisions.stack.redo()

    def _went(self, step: Step, undone: bool) -> None:
        """Back to where the step was made."""
        window, self.all_decided = self._window, False
        elsewhere = step.place if isinstance(step.place, str) else TRIAGE
        if window.page != elsewhere:
            window.show_page(elsewhere)
        row = int(step.indices[0])
        if isinstance(step.place, Where):
            row = step.place.row if step.place.row >= 0 else row
            if row not in window.grid_model.shown:
                window.arrangement.order, window.arrangement.group = step.place.order, step.place.group
                window.set_filter(step.place.filter)
        window.refresh(force=True)
        if elsewhere == TRIAGE:
            window.pick_row(row)
        words = QCoreApplication.translate("Deciding", "Undone: {0}")
        if not undone:
            words = QCoreApplication.translate("Deciding", "Done again: {0}")
        window.toast.say(words.format(step.text), 4000)

    def _marked(self, rows: Indices) -> None:
        """Marks have changed: what shows them is brought up to date; no row moves."""
        window = self._window
        unfit = window.arrangement.unfit(rows)
        for model in (window.grid_model, window.table_model):
            model.unfit |= set(rows[unfit].tolist())
            model.unfit -= set(rows[~unfit].tolist())
            model.touch_rows(rows)
        if window.current is not None and window.current in rows:
            window.show_mark()
        window.marks_seen()
        window.sources.refresh_counts(window.columns)
        window.show_next_step()
        self.changed.emit()
