"""Which photos are scored next: those on the screen, then a page around them; told to the scan as people move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

_SETTLE_MILLISECONDS = 40


class ScanOrder(QObject):
    """Follows the viewport of the window's view."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MILLISECONDS)
        self._timer.timeout.connect(self.tell)

    def touch(self) -> None:
        """Something else may be on the screen."""
        if self._window.scans.running and not self._timer.isActive():
            self._timer.start()

    def tell(self) -> None:
        """Tell the scan, now."""
        window = self._window
        if window.scans.running and not window.session.file.closed:
            window.scans.want([window.columns.file(row) for row in self.wanted().tolist()])

    def wanted(self) -> NDArray[np.int64]:
        """Rows that wait and are seen now, then those a page below, then those a page above."""
        window = self._window
        columns, shown = window.columns, window.grid_model.shown
        current = [] if window.current is None else [window.current]
        if window.view == "compare":
            rows = [*window.stack.compare.rows, *current]
        elif window.view == "single":
            seen = window.stack.single_view.strip.places()
            rows = [*current, *shown[seen.start : seen.stop].tolist()]
        else:
            seen = window.list_view.places_seen()
            page = len(seen)
            parts = (seen, range(seen.stop, seen.stop + page), range(max(0, seen.start - page), seen.start))
            rows = [row for part in parts for row in shown[part.start : part.stop].tolist()]
            rows += current
        found = np.array(list(dict.fromkeys(rows)), np.int64)
        found = found[found < len(columns)]
        return found[columns.waiting[found] & ~columns.gone[found]]
