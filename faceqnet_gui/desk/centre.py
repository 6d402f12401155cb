"""The middle of the window: which of its views stands there, and what is said where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from faceqnet_gui.desk.grid import Grid, Thumbnail
from faceqnet_gui.desk.problems import Problems
from faceqnet_gui.desk.side_by_side import Compared, SideBySide
from faceqnet_gui.desk.single import Neighbour, SingleView
from faceqnet_gui.desk.table import Table
from faceqnet_gui.desk.welcome import Welcome
from faceqnet_gui.look.widgets import EmptyState
from faceqnet_gui.look.words import count


class Centre(QStackedWidget):
    """Grid, table, problems, single photo, compared photos, welcome, or an empty state."""

    def __init__(
        self,
        thumbnail: Thumbnail,
        neighbour: Callable[[int], Neighbour],
        compared: Callable[[int], Compared],
    ) -> None:
        super().__init__()
        self.grid, self.table, self.problems = Grid(thumbnail), Table(), Problems()
        self.single_view, self.compare = SingleView(neighbour), SideBySide(compared)
        self.single = self.single_view.photo
        self.welcome, self.empty = Welcome(), EmptyState()
        lists = (self.grid, self.table, self.problems)
        for view in (self.welcome, self.empty, *lists, self.single_view, self.compare):
            self.addWidget(view)

    def show_view(self, view: str) -> None:
        """`grid`, `table`, `problems`, `single`, `compare` or `welcome`."""
        page: QWidget = self.single_view if view == "single" else getattr(self, view)
        self.setCurrentWidget(page)

    def show_opening(self, title: str) -> None:
        """A stored session is being read."""
        self.empty.show_state(
            "folder-open",
            self.tr("Opening {0}").format(title),
            self.tr("Scores and decisions are read from the session."),
        )
        self.setCurrentWidget(self.empty)

    def show_listing(self, title: str) -> None:
        """A scan has begun and has no row yet."""
        self.empty.show_state(
            "search",
            self.tr("Looking through {0}").format(title),
            self.tr("Thumbnails appear from the first image that is found."),
        )
        self.setCurrentWidget(self.empty)

    def show_all_decided(
        self, numbers: tuple[int, int, int], export: Callable[[], object], review: Callable[[], object]
    ) -> None:
        """Every image shown is decided: of all, accepted, rejected."""
        total, accepted, rejected = map(count, numbers)
        buttons = [
            (self.tr("Export accepted..."), "primary", export),
            (self.tr("Review rejected"), "", review),
        ]
        self.empty.show_state(
            "check-check",
            self.tr("All {0} decided").format(total),
            self.tr("{0} accepted, {1} rejected.").format(accepted, rejected),
            [b for b, number in zip(buttons, numbers[1:], strict=True) if number],
        )
        self.setCurrentWidget(self.empty)

    def show_nothing_found(self, title: str, skipped: int, choose: Callable[[], object]) -> None:
        """The scan is over and found no image, but this many other files."""
        words = self.tr("{0} holds no photo or video that this program can read.").format(title)
        if skipped == 1:
            words += "\n" + self.tr("1 other file was skipped.")
        elif skipped:
            words += "\n" + self.tr("{0} other files were skipped.").format(count(skipped))
        self.empty.show_state(
            "folder-open",
            self.tr("No images here"),
            words,
            [(self.tr("Open another..."), "primary", choose)],
        )
        self.setCurrentWidget(self.empty)

    def show_nobody(
        self,
        number: int,
        look: Callable[[], object],
        search: Callable[[], object],
        reject: Callable[[], object],
    ) -> None:
        """The scan is over and found no face in any image."""
        title = self.tr("No face in this image")
        if number > 1:
            title = self.tr("No face in these {0} images").format(count(number))
        buttons = [
            (self.tr("Search smaller faces"), "primary", search),
            (self.tr("Look at them"), "", look),
            (self.tr("Reject all {0}...").format(count(number)), "", reject),
        ]
        self.empty.show_state("scan-face", title, self.tr("Often: too small, turned away, covered."), buttons)
        self.setCurrentWidget(self.empty)

    def show_nothing_matches(
        self,
        filters: int,
        costly: tuple[str, int],
        remove: Callable[[], object],
        clear: Callable[[], object],
    ) -> None:
        """The filters hide every image; `costly` is the one without which most would be shown, and how many."""
        words, without = costly
        one = self.tr("Without “{0}” there would be 1.").format(words)
        several = self.tr("Without “{0}” there would be {1}.").format(words, count(without))
        sentence = one if without == 1 else several
        if not without:
            sentence = self.tr("Every image is hidden by more than one of them.")
        both = [(self.tr("Remove that"), "primary", remove), (self.tr("Clear all"), "", clear)]
        self.empty.show_state(
            "search",
            self.tr("Nothing matches this filter")
            if filters == 1
            else self.tr("Nothing matches these {0} filters").format(filters),
            sentence,
            both if without and filters > 1 else [(self.tr("Clear filters"), "primary", clear)],
        )
        self.setCurrentWidget(self.empty)
