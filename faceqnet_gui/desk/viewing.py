"""Looking closely: the single view and the compare view, their pictures, and where keys lead from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QImage

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.desk.current import make_current
from faceqnet_gui.desk.side_by_side import FEWEST, MOST, Compared
from faceqnet_gui.desk.single import Neighbour
from faceqnet_gui.look.words import count
from faceqnet_gui.session.marks import Decision

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window


_LONGER = 1.5


class Viewing:
    """Mixed into the window."""

    # ---- what the views ask for

    def size_thumbnails(self: Window, width: int) -> None:
        """Thumbnails as large as tiles show them: tiles are filled, so that the long side may be cut off."""
        self.pictures.set_side(width * _LONGER * self.devicePixelRatioF())

    def neighbour_of(self: Window, row: int) -> Neighbour:
        """A row as the strip of the single view shows it."""
        assessment, columns = self.columns.row(row), self.columns
        return Neighbour(
            self.pictures.thumbnail(self._key(assessment), assessment),
            assessment.quality,
            Decision(int(columns.decision[row])),
            assessment.path,
        )

    def compared(self: Window, row: int) -> Compared:
        """A row as the compare view shows it."""
        assessment = self.columns.row(row)
        return Compared(
            row,
            assessment,
            Decision(int(self.columns.decision[row])),
            self.pictures.photo(self._key(assessment)),
        )

    def show_closely(self: Window, row: Assessment) -> None:
        """The current image has changed: the single view follows."""
        key, view = self._key(row), self.stack.single_view
        view.show_row(key, row, self._siblings(row), self.pictures.photo(key))
        for name in ("box", "landmarks", "score", "measure"):
            setattr(self.single, f"show_{name}", self.inspector.overlay(name))
        shown = self.grid_model.shown
        places = np.flatnonzero(shown == self.current)
        view.strip.show_place(shown, int(places[0]) if len(places) else 0)

    def ask_pictures(self: Window, row: Assessment) -> None:
        """The current image large; then those that are likely to be looked at next."""
        if self.view == "compare":
            nearby = [other for other in self.stack.compare.rows if other != self.current]
        elif self.view == "single":
            shown = self.grid_model.shown
            places = np.flatnonzero(shown == self.current)
            at = int(places[0]) if len(places) else 0
            nearby = [int(shown[n]) for n in (at + 1, at - 1) if 0 <= n < len(shown)]
        else:
            nearby = []
        rows = [self.columns.row(n) for n in nearby]
        self.pictures.ask_photo(self._key(row), row, [(self._key(r), r) for r in rows])

    def ask_detail(self: Window, row: int | None = None) -> None:
        """More pixels than the picture has are on the screen."""
        index = self.current if row is None else row
        if index is not None:
            assessment = self.columns.row(index)
            self.pictures.ask_full(self._key(assessment), assessment)

    def _photo_ready(self: Window, key: Any, image: QImage, full: Any) -> None:
        row = self.inspector.row
        if row is not None and self._key(row) == key:
            self.inspector.set_photo(image, full)
            self.stack.single_view.set_picture(image, full)
        if self.view == "compare":
            index = self._index_of(key)
            if index is not None:
                self.stack.compare.set_picture(index, image, full)

    def _thumbnail_ready(self: Window, key: Any) -> None:
        row = self._index_of(key)
        if row is not None:
            self.grid_model.touch_row(row)
        if self.view == "single":
            self.stack.single_view.strip.update()

    def _index_of(self: Window, key: Any) -> int | None:
        return self.columns.index_of(Assessment(path="", file=key[0], frame=key[1], face=key[2]))

    def marks_seen(self: Window) -> None:
        """Decisions have changed: the close views show them too."""
        if self.view == "compare":
            self.stack.compare.refresh()
        elif self.view == "single":
            self.stack.single_view.strip.update()

    # ---- what keys do

    def step(self: Window, places: int) -> None:
        """Move on by some images in the order shown; the ends hold."""
        index = self.grid.currentIndex()
        self.go_to_position((index.row() if index.isValid() else 0) + places)

    def go_to_position(self: Window, place: int) -> None:
        """To an image by its place in the order shown."""
        row = max(0, min(len(self.grid_model.shown) - 1, place))
        make_current(self.grid, self.grid_model.index(row, 0))

    def zoom_to_face(self: Window) -> None:
        """Face zoom, wherever a photo is seen."""
        if self.view == "compare":
            self.stack.compare.zoom_to_face()
        else:
            (self.single if self.view == "single" else self.inspector.photo).zoom_to_face()

    def lock_zoom(self: Window) -> None:
        """Eyes at one place and size from photo to photo, or not."""
        view = self.stack.compare if self.view == "compare" else self.stack.single_view
        on = self.tr("The zoom stays on the face: eyes are at one place and size in every photo.")
        self.toast.say(on if view.toggle_lock() else self.tr("The zoom is free again."), 3000)

    def set_bare(self: Window, bare: bool) -> None:
        """Overlays away, as long as Space is held."""
        for part in (self.inspector.photo, self.single, self.stack.compare):
            part.set_bare(bare)

    # ---- compare

    def can_compare(self: Window) -> bool:
        """Whether two to four images are selected."""
        return self.view == "compare" or FEWEST <= len(self.selected_rows()) <= MOST

    def prepare_compare(self: Window) -> bool:
        """Compare what is selected, the current image being the reference; whether that is possible."""
        rows: list[int] = self.selected_rows().tolist()
        if self.view == "compare":
            return True
        if not FEWEST <= len(rows) <= MOST:
            self.toast.say(self.tr("Select 2 to 4 photos to compare: Ctrl and click, or Shift and arrows."))
            return False
        rows.sort(key=lambda row: row != self.current)  # the current one first
        self.stack.compare.show_rows(rows)
        return True

    def pin_reference(self: Window) -> None:
        """The active photo becomes the reference."""
        self.stack.compare.pin()

    def choose_winner(self: Window) -> None:
        """The active photo is accepted, the others are rejected, as one step."""
        view = self.stack.compare
        winner, losers = view.current, view.losers()
        if winner is None:
            return
        self.deciding.wins(winner, losers)
        name = self.columns.path(winner).rsplit("/", 1)[-1]
        words = self.tr("{0} accepted, {1} rejected. {2} takes it back.")
        self.toast.say(words.format(name, count(len(losers)), self.undo_key()))

    def next_compared(self: Window) -> None:
        """After a decision: the next of the compared photos that is still open."""
        view = self.stack.compare
        rows = view.rows
        start = rows.index(view.current) if view.current in rows else -1
        for place in [*range(start + 1, len(rows)), *range(start)]:
            if self.columns.decision[rows[place]] == Decision.UNDECIDED:
                view.step(place - start)
                return

    def leave_compare(self: Window) -> None:
        """Back to the list, with what was compared still selected."""
        rows = np.array(self.stack.compare.rows, np.int64)
        current = self.current
        self.show_view(self._list_view)
        self.select_rows(rows)
        places = np.flatnonzero(self.grid_model.shown == current)
        if len(places):
            index = self.list_view.model().index(int(places[0]), 0)
            how = QItemSelectionModel.SelectionFlag.NoUpdate
            self.list_view.selectionModel().setCurrentIndex(index, how)
