"""Plots of the training pages: pyqtgraph in the program's colours, series told apart by dash and marker too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label

_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
    Qt.PenStyle.SolidLine,
)
_MARKERS = ("o", "s", "t", "d", "+", "x")
_BAND = 41  # of 255: 16 %


@dataclass(frozen=True, slots=True)
class Series:
    """One line.

    Attributes:
        name: For the legend; empty leaves it out.
        x: (n,).
        y: (n,).
        colour: Number of the series colour, or -1 for the faint one of ideal and random lines.
        low: Lower edge of its band, where it has one.
        high: Upper edge.
        marked: Whether points are drawn.
        joined: Whether they are joined by a line.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    colour: int = 0
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    marked: bool = False
    joined: bool = True


class _Legend(QWidget):
    """Pieces of the lines with their names, in as many rows as they need."""

    _ROW, _LINE, _GAP = 18, 26, 14

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[tuple[str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: list[tuple[str, int]]) -> None:
        """Other lines."""
        self.entries = entries
        self._fit()
        self.update()

    def _fit(self) -> None:
        rows = 1 + max((row for row, _, _, _ in self._places()), default=-1)
        self.setFixedHeight(rows * self._ROW)

    def _places(self) -> Iterator[tuple[int, int, str, int]]:
        """Row, left edge, name, colour."""
        metrics, row, x = QFontMetrics(font("caption")), 0, 0
        for name, colour in self.entries:
            width = self._LINE + 4 + metrics.horizontalAdvance(name)
            if x and x + width > self.width():
                row, x = row + 1, 0
            yield row, x, name, colour
            x += width + self._GAP

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setFont(font("caption"))
        for row, x, name, colour in self._places():
            y = row * self._ROW
            p.setPen(_pen(colour))
            p.drawLine(QPointF(x + 1, y + self._ROW / 2), QPointF(x + self._LINE - 3, y + self._ROW / 2))
            p.setPen(QColor(theme().tokens.t2))
            place = QRectF(x + self._LINE + 4, y, self.width(), self._ROW)
            p.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        p.end()


def _colour_of(number: int) -> QColor:
    tokens = theme().tokens
    return QColor(tokens.line2 if number < 0 else tokens.series[number % len(tokens.series)])


def _pen(number: int) -> QPen:
    made = QPen(_colour_of(number), 2 if number >= 0 else 1.5)
    made.setStyle(Qt.PenStyle.DashLine if number < 0 else _DASHES[number % len(_DASHES)])
    made.setCosmetic(True)
    return made


class _View(pg.PlotWidget):
    """As small as it may be, as large as there is room."""

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())


class Plot(QWidget):
    """Title, plot, axis titles in words, legend below; its summary is its accessible description."""

    def __init__(self, least: int = 150, most: int = 16_777_215, *, rounds: bool = False) -> None:
        super().__init__()
        self.setMaximumHeight(most)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._title = label(role="strong")
        self._title.setWordWrap(True)
        self.view = _View()
        self.view.setMinimumSize(80, least)
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self.view.setMenuEnabled(False)
        self.view.setMouseEnabled(False, False)
        self.view.hideButtons()
        self.view.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # nothing in it is done by keys; the plot itself is named
        for side in ("bottom", "left"):
            self.view.getAxis(side).enableAutoSIPrefix(False)  # 0.003 stays 0.003
        if rounds:
            self.view.getAxis("bottom").setTickPen(None)
            self.view.getAxis("bottom").setTickSpacing(levels=[(1, 0)])
        self._legend = _Legend()
        column.addWidget(self._title)
        column.addWidget(self.view, 1)
        column.addWidget(self._legend)
        self._series: tuple[Series, ...] = ()
        self._bars: tuple[NDArray[np.float64], list[NDArray[np.float64]], tuple[int, ...]] | None = None
        self._names: tuple[str, ...] = ()
        theme().changed.connect(self._draw)

    def set_words(self, title: str, x: str, y: str) -> None:
        """Title and axes."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._words = (x, y)
        self.setAccessibleName(title or y)
        self._draw()

    _words = ("", "")

    def set_series(self, *series: Series) -> None:
        """Other lines."""
        self._series, self._bars = series, None
        self._draw()

    def set_bars(self, edges: ArrayLike, *heights: ArrayLike, colours: Sequence[int] = (0, 1)) -> None:
        """A histogram: (n + 1,) edges, one or more rows of (n,) heights."""
        rows = [np.asarray(h, np.float64) for h in heights]
        self._series, self._bars = (), (np.asarray(edges, np.float64), rows, tuple(colours))
        self._draw()

    def set_names(self, *names: str) -> None:
        """A legend for bars."""
        self._names = names
        self._draw()

    @property
    def points(self) -> int:
        """How many points are drawn, for tests."""
        return sum(len(s.x) for s in self._series) if self._bars is None else len(self._bars[0]) - 1

    def summarise(self, words: str) -> None:
        """What a screen reader says of it."""
        self.setAccessibleDescription(words)

    def _draw(self) -> None:
        tokens = theme().tokens
        item = self.view.getPlotItem()
        item.clear()
        self.view.setBackground(QColor(tokens.bg1))
        for side, words in zip(("bottom", "left"), self._words, strict=True):
            axis = item.getAxis(side)
            axis.setPen(QPen(QColor(tokens.line2), 1))
            axis.setTextPen(QColor(tokens.t3))
            axis.setTickFont(font("caption"))
            axis.setStyle(tickTextOffset=4, tickLength=-4)
            axis.setLabel(words or None, **{"color": tokens.t3, "font-size": "11px"})
        item.showGrid(x=False, y=True, alpha=0.12)
        legend: list[tuple[str, int]] = []
        if self._bars is not None:
            self._draw_bars(item)
            legend = list(zip(self._names, self._bars[2], strict=False))
        for series in self._series:
            self._draw_line(item, series)
            if series.name:
                legend.append((series.name, series.colour))
        self._legend.show_entries(legend)

    def _draw_line(self, item: pg.PlotItem, series: Series) -> None:
        colour = _colour_of(series.colour)
        x, y = np.asarray(series.x, float), np.asarray(series.y, float)
        if len(series.low):
            invisible = QPen(Qt.PenStyle.NoPen)
            edges = [
                pg.PlotCurveItem(x, np.asarray(e, float), pen=invisible) for e in (series.low, series.high)
            ]
            fill = QColor(colour)
            fill.setAlpha(_BAND)
            for edge in edges:
                item.addItem(edge)
            item.addItem(pg.FillBetweenItem(*edges, brush=fill))
        more = {}
        if series.marked:
            more = {
                "symbol": _MARKERS[series.colour % len(_MARKERS)],
                "symbolSize": 6,
                "symbolBrush": colour,
                "symbolPen": QPen(colour),
            }
        pen = _pen(series.colour) if series.joined else None
        item.plot(x, y, pen=pen, antialias=True, connect="finite", **more)

    def _draw_bars(self, item: pg.PlotItem) -> None:
        assert self._bars is not None
        edges, rows, colours = self._bars
        width = np.diff(edges)
        for n, (row, colour) in enumerate(zip(rows, colours, strict=False)):
            share = 1 / len(rows)
            left = edges[:-1] + width * (0.06 + n * share * 0.88)
            drawn = pg.BarGraphItem(
                x0=left,
                width=width * share * 0.88,
                height=row,
                brush=_colour_of(colour),
                pen=QPen(Qt.PenStyle.NoPen),
            )
            item.addItem(drawn)


class ShareBar(QWidget):
    """Train, validation, test: lengths as shares, told by words below."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(14)
        self._shares: tuple[float, ...] = ()

    def set_shares(self, *shares: float) -> None:
        """Parts of the whole."""
        self._shares = shares
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        whole, x = sum(self._shares) or 1.0, 0.0
        for n, share in enumerate(self._shares):
            width = self.width() * share / whole
            p.setBrush(_colour_of(n))
            p.drawRoundedRect(QRectF(x, 0, max(2.0, width - 2), self.height()), 3, 3)
            x += width
        p.end()
