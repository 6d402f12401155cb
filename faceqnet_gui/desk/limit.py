"""The quality limit: one value that histogram, grid, table and the evaluation's curve share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window


class Limit:
    """Mixed into the window."""

    @property
    def limit(self: Window) -> int:
        """The quality below which images count as rejected, 0..100."""
        return self.charts.limit

    def set_limit(self: Window, limit: int, *, final: bool = True) -> None:
        """Move the limit; `final` at the end of a drag, when it is kept and a filter that ends at it follows."""
        self.charts.set_limit(limit)
        if final:
            self._limit_released(self.charts.limit)

    def move_limit(self: Window, step: int) -> None:
        """Move the limit by some."""
        self.set_limit(self.charts.limit + step)

    def _limit_moved(self: Window, limit: int) -> None:
        self.grid.set_limit(limit)
        self.table.set_limit(limit)
        if self.charts.dragging:
            self.grid.set_preview((limit, 100))
        self.limit_moved.emit(limit)

    def _limit_released(self: Window, limit: int) -> None:
        before = self.settings.limit
        self.remember(limit=limit)
        self.grid.set_preview(None)
        follows = {(0, before - 1): (0, limit - 1), (before, 100): (limit, 100)}
        moved = follows.get(self.filter.quality or (-1, -1))
        if self.arrangement.limit != limit:
            self.arrangement.limit = limit
            if limit != before and moved is not None and moved[0] <= moved[1]:
                self.set_filter(replace(self.filter, quality=moved))
            else:
                self.refresh(force=True)
        self.inspector.set_profile(self.judged.profile, limit)
