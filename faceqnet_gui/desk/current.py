"""The current image: shown in the inspector and the single view, kept while rows come and go; and the exact place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.desk.place import Place, filter_of, group_of, order_of, plain_order, row_of

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

_PANES = 3


def make_current(view: QAbstractItemView, index: QModelIndex) -> None:
    """Go to an image; alone, unless it is among those selected.

    Not the view's own `setCurrentIndex`: it looks at the keyboard, and Ctrl of Ctrl+Z would select one more.
    """
    flag, chosen = QItemSelectionModel.SelectionFlag, view.selectionModel()
    how = flag.NoUpdate if chosen.isSelected(index) else flag.ClearAndSelect | flag.Rows
    chosen.setCurrentIndex(index, how)


class Current:
    """Mixed into the window."""

    def place(self: Window) -> Place:
        """Where somebody is."""
        first, past = self.grid.place()
        key = None if self.current is None else list(self.columns.key(self.current))
        return Place(
            current=key,
            first=None if first is None else [list(self.columns.key(first)), past],
            filter=self.filter.to_json(self.columns),
            order=plain_order(self.order),
            group=self.arrangement.group or "",
            stacked=self.stacking.on,
            view=self._view,
            limit=self.charts.limit,
            hidden=sorted(
                name
                for name in ("sources", "inspector", "charts")
                if not self._hidden.get(self._panel(name), True)
            ),
            zoom=self.stack.single_view.kept_zoom(),
            sizes=[self._sizes_kept(), self._centre.sizes()],
        )

    wide_sizes: list[int] = []  # noqa: RUF012 - never changed in place

    def _sizes_kept(self: Window) -> list[int]:
        """Of the panes beside each other: a narrow window's are its own, and mean nothing in a wide one."""
        responsive = self.shell.responsive
        if not (responsive.rail or responsive.overlaid) and self.inputs:
            self.wide_sizes = self._panes.sizes()
        return self.wide_sizes

    def _use_sizes(self: Window, kept: Sequence[Sequence[int]]) -> None:
        panes, centre = ([int(size) for size in sizes] for sizes in kept)
        responsive = self.shell.responsive
        if len(panes) == _PANES and min(panes) > 0:
            self.wide_sizes = panes
            if not (responsive.rail or responsive.overlaid):
                self._panes.setSizes(panes)
        self._centre.setSizes(centre)
        responsive.fit()

    def go_to(self: Window, place: Place) -> None:
        """Back where somebody was."""
        columns, arrangement = self.columns, self.arrangement
        arrangement.group = group_of(place.group)
        arrangement.order = order_of(place.order)
        if isinstance(place.limit, int) and 0 <= place.limit <= 100:
            self.charts.set_limit(place.limit)
            self._limit_released(self.charts.limit)
        self._hidden = {
            self._panel(n): False for n in ("sources", "inspector", "charts") if n in place.hidden
        }
        self._view = place.view if place.view in {"grid", "table", "problems", "single"} else "grid"
        self._list_view = "table" if self._view == "table" else "grid"
        self.set_filter(filter_of(place.filter, columns))
        if isinstance(place.sizes, list) and len(place.sizes) == 2:
            self._use_sizes(place.sizes)
        self.stacking.set_on(bool(place.stacked))
        current = row_of(place.current, columns)
        if current is not None:
            self.pick_row(current)
        if self._view == "single" and self.current is None:
            self._view = "grid"
            self.refresh(force=True)
        self.stack.single_view.use_zoom(place.zoom)
        if isinstance(place.first, list) and (first := row_of(place.first[0], columns)) is not None:
            self.grid.go_to_place(first, float(place.first[1]))

    # ---- the current image

    def _current_changed(self: Window, index: QModelIndex, before: QModelIndex) -> None:
        if not index.isValid() or self._restoring:
            return
        model = self.grid_model if index.model() is self.grid_model else self.table_model
        self.set_current(int(model.shown[index.row()]))

    def set_current(self: Window, row: int | None) -> None:
        """Show a row of the session in the inspector."""
        self.current = row
        if self._view == "compare" and row not in self.stack.compare.rows:
            self.show_view(self._list_view)  # a key must not act on what is not seen
        if row is None:
            self.inspector.show_row(None)
            return
        assessment = self.columns.row(row)
        self.inspector.show_row(assessment, self._siblings(assessment))
        quality = self.columns.scored_qualities()
        if assessment.quality is not None:
            self.inspector.set_rank(int((quality > assessment.quality).sum()) + 1, len(quality))
        else:
            self.inspector.set_rank(0, 0)
        self.show_closely(assessment)
        self.show_mark()
        self.sessions.touch()
        self.scan_order.touch()
        self._ask_shapes()
        self._link_charts()
        self.ask_pictures(assessment)
        self.ask_faces(assessment)

    def _siblings(self: Window, row: Assessment) -> list[Assessment]:
        if not row.faces or row.faces < 2:
            return []
        known = [face for face in self.faces_known(row) if face.face != row.face]
        if known or self.session.one_face:
            return known
        name = row.file or row.path
        places = self.columns.places_of([(name, row.frame, n) for n in range(row.faces)])
        return [self.columns.row(n) for n in places[places >= 0].tolist() if n != self.current]

    def _restore_current(self: Window) -> None:
        """After rows were swapped: the same image stays current in both views."""
        self._restoring = True
        try:
            for view, model in ((self.grid, self.grid_model), (self.table, self.table_model)):
                if self.current is None:
                    continue
                index = view.currentIndex()
                if (
                    index.isValid()
                    and index.row() < len(model.shown)
                    and int(model.shown[index.row()]) == self.current
                ):
                    continue
                places = np.flatnonzero(model.shown == self.current)
                if len(places):
                    make_current(view, model.index(int(places[0]), 0))
        finally:
            self._restoring = False

    _restoring = False

    def _show_problem(self: Window, row: Assessment) -> None:
        self.set_current(self.columns.index_of(row))

    @staticmethod
    def _key(row: Assessment) -> tuple[str, int | None, int]:
        return (row.file or row.path, row.frame, row.face or 0)
