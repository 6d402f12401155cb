"""Where tiles and heads of sections lie: arithmetic over sections, the same cost for a hundred tiles or a million."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from faceqnet_gui.look.fonts import scaled
from faceqnet_gui.session.sorting import Section

SIZES = (120, 184, 256, 384)
GAP = 12
HEAD = 36
PICTURE_SHARE = 130 / 184
_FOOT, _SMALL_FOOT = 52, 30
_BOTTOM = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the view's content, in logical pixels from its top left."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """One past its last line."""
        return self.y + self.height


class TileLayout:
    """Tiles of one width in rows that fill the view, section below section.

    Args:
        sections: Neighbouring runs of places, in order, starting at 0.
        room: Width of the view.
        width: Wanted width of a tile, one of SIZES.
        heads: Whether sections have a head.
    """

    def __init__(self, sections: Sequence[Section], room: int, width: int, *, heads: bool) -> None:
        self.sections = tuple(sections)
        self.columns = max(1, round(room / (width + GAP)))
        self.cell = max(width if room < width + GAP else 1, room // self.columns)
        self.tile = self.cell - GAP
        self.picture = round(self.tile * PICTURE_SHARE)
        self.row = self.picture + scaled(_SMALL_FOOT if width < SIZES[1] else _FOOT) + GAP
        self.head = HEAD if heads else 0
        counts = np.array([s.count for s in self.sections], np.int64)
        self._starts = np.array([s.start for s in self.sections], np.int64)
        self._rows = -(-counts // self.columns)
        heights = self.head + self._rows * self.row
        self._tops = np.concatenate([[0], np.cumsum(heights)]).astype(np.int64)
        self.places = int(counts.sum())

    @property
    def height(self) -> int:
        """Of everything."""
        return int(self._tops[-1]) + _BOTTOM

    def section_of(self, place: int) -> int:
        """Number of the section of a place."""
        return int(np.searchsorted(self._starts, place, side="right")) - 1

    def section_at(self, y: int) -> int:
        """Number of the section at a height; the nearest one outside."""
        found = int(np.searchsorted(self._tops, y, side="right")) - 1
        return max(0, min(len(self.sections) - 1, found))

    def head_box(self, number: int) -> Box:
        """Where a section's head lies."""
        return Box(0, int(self._tops[number]), self.columns * self.cell, self.head)

    def box(self, place: int) -> Box:
        """Where a tile lies, gaps not included."""
        number = self.section_of(place)
        row, column = divmod(place - int(self._starts[number]), self.columns)
        top = int(self._tops[number]) + self.head + row * self.row
        return Box(column * self.cell + GAP // 2, top + GAP // 2, self.tile, self.row - GAP)

    def place_at(self, x: int, y: int) -> int | None:
        """The tile at a point; None between tiles, on heads and outside."""
        if not self.places or y < 0 or y >= self._tops[-1]:
            return None
        number = self.section_at(y)
        section, below = self.sections[number], y - int(self._tops[number]) - self.head
        row, column = below // self.row, x // self.cell
        if below < 0 or not 0 <= column < self.columns:
            return None
        place = section.start + row * self.columns + column
        if place >= section.start + section.count:
            return None
        box = self.box(place)
        inside = box.x <= x < box.x + box.width and box.y <= y < box.bottom
        return place if inside else None

    def runs(self, top: int, bottom: int, left: int = 0, right: int = 1 << 30) -> Iterator[range]:
        """Places whose tiles touch a rectangle, as runs of neighbours."""
        first, last = max(0, (left - GAP // 2) // self.cell), min(self.columns - 1, right // self.cell)
        for number in range(self.section_at(top), self.section_at(max(top, bottom - 1)) + 1):
            if not self.sections or first > last:
                return
            section, start = self.sections[number], int(self._tops[number]) + self.head
            rows = range(
                max(0, (top - start) // self.row),
                min(int(self._rows[number]), -(-(bottom - start) // self.row)),
            )
            end = section.start + section.count
            if first == 0 and last == self.columns - 1:
                low = section.start + rows.start * self.columns
                high = min(end, section.start + rows.stop * self.columns)
                if low < high:
                    yield range(low, high)
                continue
            for row in rows:
                low = section.start + row * self.columns
                run = range(low + first, min(end, low + last + 1))
                if run:
                    yield run

    def moved(self, place: int, rows: int) -> int:
        """The place some rows of tiles further down (or up), in the same column as far as there is one."""
        number = self.section_of(place)
        column = (place - int(self._starts[number])) % self.columns
        firsts = np.concatenate([[0], np.cumsum(self._rows)])
        line = int(firsts[number]) + (place - int(self._starts[number])) // self.columns
        line = max(0, min(int(firsts[-1]) - 1, line + rows))
        number = int(np.searchsorted(firsts, line, side="right")) - 1
        section = self.sections[number]
        inside = (line - int(firsts[number])) * self.columns + column
        return section.start + min(section.count - 1, inside)
