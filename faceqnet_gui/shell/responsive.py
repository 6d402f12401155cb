"""What a narrow window does: below 1280 the sources are a rail, below 1120 the inspector lies over the photos."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from faceqnet_gui.views import TRIAGE

RAIL_BELOW, OVERLAY_BELOW = 1280, 1120
_OVERLAY, _SOURCES, RAIL = 376, 252, 48


class Responsive(QObject):
    """Follows the size of a window whose triage stands in a splitter: sources, centre, inspector."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self.overlaid = False
        self.open = False
        self.rail = False
        self._sizes: list[int] = []
        self._sources = _SOURCES
        window.installEventFilter(self)
        window.inspector.installEventFilter(self)
        window._panes.installEventFilter(self)
        self.fit()

    def fit(self) -> None:
        """As the width wants it."""
        window, before = self._window, self.rail or self.overlaid
        self._fit_sources(window.width() < RAIL_BELOW)
        self._close_gap()
        narrow = window.width() < OVERLAY_BELOW
        if narrow is not self.overlaid:
            self._take_out() if narrow else self._put_back()
        if before and not (self.rail or self.overlaid) and len(window.wide_sizes) == window._panes.count():
            window._panes.setSizes(window.wide_sizes)
        window.top.inspector_button.setVisible(narrow and window.page == TRIAGE and bool(window.inputs))
        window.top.inspector_button.setChecked(self.open)
        self._place()

    def _fit_sources(self, rail: bool) -> None:
        if rail is self.rail:
            return
        panes, self.rail = self._window._panes, rail
        before = panes.sizes()
        if rail:
            self._sources = before[0] or self._sources
        self._window.sources.set_rail(rail)
        wanted = RAIL if rail else self._sources
        panes.setSizes([wanted, before[1] + before[0] - wanted, *before[2:]])

    def _close_gap(self) -> None:
        """Sizes that a session remembers were those of a wide window: beside a rail there is no room for more."""
        panes = self._window._panes
        sizes = panes.sizes()
        if self.rail and sizes[0] > RAIL:
            panes.setSizes([RAIL, sizes[1] + sizes[0] - RAIL, *sizes[2:]])

    def shows(self, wanted: bool) -> bool:
        """Whether the inspector is seen, given whether people want it in a wide window."""
        return self.open if self.overlaid else wanted

    def toggle(self) -> bool:
        """The inspector's key while it lies over the photos; False where it does not."""
        if self.overlaid:
            self.open = not self.open
            self._window.refresh(force=True)
            self.fit()
            if self.open:
                self._window.inspector.raise_()
        return self.overlaid

    def _take_out(self) -> None:
        window = self._window
        self._sizes = window._panes.sizes()
        self.overlaid, self.open = True, False
        window.inspector.hide()
        window.inspector.setParent(window.centralWidget())
        window.inspector.setProperty("overlay", True)
        window.inspector.setVisible(False)

    def _put_back(self) -> None:
        window = self._window
        shown = bool(window.inputs) and window.panel_shown("inspector")
        self.overlaid = self.open = False
        window.inspector.setProperty("overlay", False)
        window._panes.addWidget(window.inspector)
        window.inspector.setVisible(shown and window.page == TRIAGE)
        if len(self._sizes) == window._panes.count():
            window._panes.setSizes(self._sizes)

    def _place(self) -> None:
        """Over the right of the panes, as high as they are."""
        window = self._window
        if not self.overlaid:
            return
        panes = window._panes
        at = panes.mapTo(window.centralWidget(), QPoint(0, 0))
        left = 0 if QApplication.isRightToLeft() else panes.width() - _OVERLAY
        window.inspector.setGeometry(at.x() + left, at.y(), _OVERLAY, panes.height())
        window.inspector.setVisible(self.open and window.page == TRIAGE and bool(window.inputs))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self._window
        if watched in {window, window._panes} and event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.fit()
        elif (
            watched is window.inspector
            and self.overlaid
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.toggle()
            window.grid.setFocus()
            return True
        return super().eventFilter(watched, event)
