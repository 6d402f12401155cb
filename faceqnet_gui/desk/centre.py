"""The middle of the window: which of its views stands there, and what is said where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from faceqnet_gui.desk.grid import Grid, Thumbnail
from faceqnet_gui.desk.photo_view import PhotoView
from faceqnet_gui.desk.problems import Problems
from faceqnet_gui.desk.table import Table
from faceqnet_gui.desk.welcome import Welcome
from faceqnet_gui.look.widgets import EmptyState
from faceqnet_gui.look.words import count


class Centre(QStackedWidget):
    """Grid, table, problems, single photo, welcome, or an empty state."""

    def __init__(self, thumbnail: Thumbnail) -> None:
        super().__init__()
        self.grid, self.table, self.problems, self.single = Grid(thumbnail), Table(), Problems(), PhotoView()
        self.welcome, self.empty = Welcome(), EmptyState()
        for view in (self.welcome, self.empty, self.grid, self.table, self.problems, self.single):
            self.addWidget(view)

    def show_view(self, view: str) -> None:
        """`grid`, `table`, `problems`, `single` or `welcome`."""
        page: QWidget = getattr(self, view)
        self.setCurrentWidget(page)

    def show_listing(self, title: str) -> None:
        """A scan has begun and has no row yet."""
        self.empty.show_state(
            "search",
            self.tr("Looking through {0}").format(title),
            self.tr("Thumbnails appear from the first image that is scored."),
        )
        self.setCurrentWidget(self.empty)

    def show_nothing_found(self, title: str, choose: Callable[[], object]) -> None:
        """The scan is over and found no image."""
        self.empty.show_state(
            "folder-open",
            self.tr("No images here"),
            self.tr("{0} holds no photo or video that this program can read.").format(title),
            [(self.tr("Open another..."), "primary", choose)],
        )
        self.setCurrentWidget(self.empty)

    def show_nothing_matches(self, hidden: int, clear: Callable[[], object]) -> None:
        """The filters hide every image."""
        self.empty.show_state(
            "search",
            self.tr("Nothing matches these filters"),
            self.tr("{0} images are hidden.").format(count(hidden)),
            [(self.tr("Clear filters"), "primary", clear)],
        )
        self.setCurrentWidget(self.empty)
