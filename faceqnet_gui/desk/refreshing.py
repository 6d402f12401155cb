"""How the window brings its parts up to date: at once, or a part per turn of the event loop where there is much."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from faceqnet_gui.session.given_back import give_back

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

REFRESH_MILLISECONDS = 120
_MANY = 100_000
"""Rows from which memory that was freed is worth giving back."""


class Refreshing:
    """Mixed into the window; `gently` says whether its next refresh lets the event loop turn between its parts."""

    def refresh(self: Window, *, force: bool = False) -> None:
        """Bring every part up to date; at most some eight times a second while rows arrive."""
        if (not force and not self._dirty) or self.session.file.closed or self._held:
            return
        self._dirty = False
        self._turns = [self._refresh_rows, self._refresh_current, self._refresh_panels, self._refresh_page]
        self._next_turn()

    def refresh_around(self: Window) -> None:
        """Bring what stands around the rows up to date: their order and their number are as they were."""
        if not self.session.file.closed and not self._held:
            self.gently = len(self.columns) > _MANY
            self._turns = [*self._turns, self._refresh_panels, self._refresh_page]
            self._next_turn()

    def _next_turn(self: Window) -> None:
        """A part of a refresh; with `gently` the event loop turns between two parts."""
        began = time.monotonic()
        while self._turns and not self.session.file.closed:
            self._turns.pop(0)()
            if self.gently and self._turns:
                QTimer.singleShot(1, self, self._next_turn)  # of 0 Qt makes no turn
                return
        self.gently = False
        if len(self.columns) > _MANY:  # what was needed to read, filter and sort so many: 3 ms
            give_back()
        # With many rows a refresh takes longer: most of the time is left to people.
        self._timer.setInterval(max(REFRESH_MILLISECONDS, round(8000 * (time.monotonic() - began))))

    def _refresh_rows(self: Window) -> None:
        listing = self.arrangement.listing()
        indices = listing.rows
        unfit = set(indices[self.arrangement.unfit(indices)].tolist())
        for model in (self.grid_model, self.table_model):
            model.unfit, model.piles, model.best = unfit, listing.piles, listing.best
        self.table.show_stacks(listing.piles is not None)
        self.grid.show_listing(listing)
        if self._list_view == "table":  # else as soon as somebody goes there
            self.table_model.set_shown(indices)

    def _refresh_current(self: Window) -> None:
        self._restore_current()
        if self.current is not None and self.inspector.row is not self.columns.row(self.current):
            self.set_current(self.current)  # it was scored again
        self.charts.set_qualities(self.columns.scored_qualities())

    def _refresh_panels(self: Window) -> None:
        scanning = (self._scan_root, self._progress) if self.scans.running else ("", "")
        unreachable = self.sessions.unreachable
        self.sources.refresh(self.columns, self.filter, scanning=scanning, unreachable=unreachable)
        self.problems.show_rows(self.columns)
        self._feed_charts()

    def _refresh_page(self: Window) -> None:
        number = len(self.grid_model.shown)
        self.show_chips()
        self._show_saved()
        self.show_next_step()
        self.setWindowTitle(f"{self.title()} – FaceQnet" if self.inputs else "FaceQnet")
        self._show_banner()
        self._choose_page(number)
        self.sessions.touch()
        self.scan_order.touch()

    def show_chips(self: Window) -> None:
        """The line above the images: what is shown of how many, and why."""
        view, number = self._list_view if self._view == "single" else self._view, len(self.grid_model.shown)
        self.chips.show_state(self.filter, self.columns, number, self.order, view, self.stacking.words)

    @contextmanager
    def unshown(self: Window) -> Iterator[None]:
        """Changes that follow each other: whoever makes them refreshes afterwards, once."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
