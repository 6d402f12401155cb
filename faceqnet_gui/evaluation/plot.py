"""A pyqtgraph plot in the program's look, with a handle of its own.

pyqtgraph's movable lines leave artefacts at fractional scaling, lose drags and are narrow to grab (its issues 2207,
2076, 2416), and its scene takes events of its own. So the line is painted over the plot in logical pixels, and the
widget itself hears mouse and keys.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme

HIT = 8.0
"""Half the width in which the line can be grabbed, in logical pixels."""
DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (7, 3),
    (4, 2, 1, 2),
    (2.5, 1.5),
    (7, 2, 1, 2, 1, 2),
    (1.2, 1.6),
)
MARKERS = ("o", "s", "t1", "d", "t", "+")
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Home: -100,
    Qt.Key.Key_End: 100,
}


def series_colour(number: int) -> QColor:
    """Colour of a method; a seventh has the first's again, with another dash."""
    return QColor(theme().tokens.series[number % len(theme().tokens.series)])


def series_dash(number: int) -> tuple[float, ...]:
    """Dash of a method."""
    return DASHES[(number + number // len(DASHES)) % len(DASHES)]


def series_marker(number: int) -> str:
    """Marker of a method."""
    return MARKERS[(number + number // len(MARKERS)) % len(MARKERS)]


def marker_pen(number: int) -> QPen:
    """Outline of a method's marker; markers are drawn in units of their own, so only a cosmetic pen keeps its width."""
    made: QPen = pg.mkPen(series_colour(number), width=1.3)
    return made


def series_pen(number: int, width: float = 2.0) -> QPen:
    """Pen of a method."""
    pen = QPen(series_colour(number), width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if series_dash(number):
        pen.setDashPattern(list(series_dash(number)))
    return pen


class Plot(pg.PlotWidget):
    """Axes and grid in the theme; nothing moves but what we move."""

    def __init__(self) -> None:
        super().__init__()
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.getPlotItem().layout.setContentsMargins(4, 4, 16, 4)
        self.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self.restyle()
        theme().changed.connect(self.restyle)

    def axes(self) -> Sequence[pg.AxisItem]:
        """The axes that have words."""
        return [self.getAxis("left"), self.getAxis("bottom")]

    def restyle(self) -> None:
        """Colours and type of the theme; whoever has curves draws them anew."""
        tokens = theme().tokens
        self.setBackground(tokens.bg1)
        for axis in self.axes():
            axis.setPen(QPen(QColor(tokens.line), 1))
            axis.setTextPen(QColor(tokens.t3))
            axis.enableAutoSIPrefix(False)
            axis.setTickFont(font("caption"))
            axis.setStyle(tickLength=0, tickTextOffset=6)
            axis.label.setFont(font("caption"))
            axis.labelStyle = {"color": tokens.t2, "font-size": "11px"}
            axis._updateLabel()
        self.getAxis("left").setGrid(40)
        self.redraw()

    def redraw(self) -> None:
        """Draw what is shown in the theme's colours; overridden by plots with contents."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def area(self) -> QRectF:
        """The plot's inside, in logical pixels of the widget."""
        box = self.getPlotItem().getViewBox()
        return QRectF(self.mapFromScene(box.sceneBoundingRect()).boundingRect())

    def pixel(self, x: float, y: float) -> QPointF:
        """Where a value lies, in logical pixels of the widget."""
        (left, right), (low, high) = self.getPlotItem().getViewBox().viewRange()
        area = self.area()
        return QPointF(
            area.x() + area.width() * (x - left) / (right - left),
            area.bottom() - area.height() * (y - low) / (high - low),
        )

    def value(self, at: QPointF) -> tuple[float, float]:
        """The values at a place of the widget."""
        (left, right), (low, high) = self.getPlotItem().getViewBox().viewRange()
        area = self.area()
        return (
            left + (right - left) * (at.x() - area.x()) / max(1.0, area.width()),
            low + (high - low) * (area.bottom() - at.y()) / max(1.0, area.height()),
        )


class LimitPlot(Plot):
    """A plot with a line that stands for a quality limit 0..100.

    `limit_moved` follows the drag; `limit_released` comes once at its end, and after every key.
    """

    limit_moved = Signal(int)
    limit_released = Signal(int)

    def __init__(self) -> None:
        self._limit, self._dragged = 0, False
        self._picture: QPixmap | None = None
        self._places: NDArray[np.float64] = np.arange(101, dtype=np.float64)
        super().__init__()
        self.getPlotItem().scene().changed.connect(self._scene_changed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setViewportUpdateMode(pg.PlotWidget.ViewportUpdateMode.FullViewportUpdate)

    @property
    def limit(self) -> int:
        """The limit."""
        return self._limit

    def set_places(self, places: NDArray[np.float64]) -> None:
        """Where on the x axis each limit 0..100 lies; rising."""
        self._places = places
        self.viewport().update()

    def set_limit(self, limit: int) -> None:
        """Show the line there, without announcing it."""
        if limit != self._limit:
            self._limit = limit
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, limit))
        self.viewport().update()

    def limit_at(self, x: float) -> int:
        """The limit whose place is nearest; of several at one place the lowest."""
        places = self._places
        after = int(np.searchsorted(places, x))
        if after == 0:
            return 0
        before = int(np.searchsorted(places, places[min(after, len(places)) - 1]))
        if after >= len(places) or x - places[before] <= places[after] - x:
            return before
        return after

    def line_x(self) -> float:
        """Where the line is, in logical pixels."""
        return self.pixel(float(self._places[min(self._limit, len(self._places) - 1)]), 0).x()

    # ---- hands

    def _near(self, at: QPointF) -> bool:
        return abs(at.x() - self.line_x()) <= HIT and self.area().adjusted(-HIT, 0, HIT, 0).contains(at)

    def _follow(self, at: QPointF) -> None:
        limit = self.limit_at(self.value(at)[0])
        if limit != self._limit:
            self.set_limit(limit)
            self.limit_moved.emit(limit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            if self._near(event.position()):
                self._dragged = True
            else:
                self.clicked_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._follow(event.position())
        else:
            shape = (
                Qt.CursorShape.SizeHorCursor if self._near(event.position()) else Qt.CursorShape.ArrowCursor
            )
            self.viewport().setCursor(shape)
            self.hovered_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._dragged = False
            self.limit_released.emit(self._limit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered_at(QPointF(-1, -1))
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in _STEPS:
            event.ignore()
            return
        step = _STEPS[key] * (5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        limit = max(0, min(100, self._limit + step))
        if limit != self._limit:
            self.set_limit(limit)
            self.limit_moved.emit(limit)
        self.limit_released.emit(self._limit)

    def clicked_at(self, at: QPointF) -> None:
        """Somebody clicked beside the line."""
        self._follow(at)
        self._dragged = True  # and may go on dragging

    def hovered_at(self, at: QPointF) -> None:
        """The pointer is here; outside: it has left."""

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """The plot as a picture, and the line over it: a drag moves the line alone, at any number of curves."""
        ratio = self.devicePixelRatioF()
        size = self.viewport().size() * ratio
        if self._picture is None or self._picture.size() != size:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(QColor(theme().tokens.bg1))
            under = QPainter(self._picture)
            self.render(under, QRectF(self.viewport().rect()), self.viewport().rect())
            under.end()
        p = QPainter(self.viewport())
        p.drawPixmap(0, 0, self._picture)
        self._paint_foreground(p)
        p.end()

    def _paint_foreground(self, p: QPainter) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.area()
        self.paint_under(p, area)
        self._paint_line(p, area)
        self.paint_over(p, area)
        if self.hasFocus():
            p.setPen(QPen(QColor(theme().tokens.acc), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2), 6, 6)

    def _paint_line(self, p: QPainter, area: QRectF) -> None:
        tokens, x = theme().tokens, self.line_x()
        if not area.left() - 1 <= x <= area.right() + 1:
            return
        p.setPen(QPen(QColor(tokens.t1), 2))
        p.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        grip = QRectF(x - 6, area.center().y() - 14, 12, 28)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.t1))
        p.drawRoundedRect(grip, 4, 4)
        p.setPen(QPen(QColor(tokens.bg1), 1))
        for shift in (-1.5, 1.5):
            p.drawLine(QPointF(x + shift, grip.y() + 9), QPointF(x + shift, grip.bottom() - 9))

    def _scene_changed(self) -> None:
        self._picture = None

    def paint_under(self, p: QPainter, area: QRectF) -> None:
        """What lies over the plot and under the line."""

    def paint_over(self, p: QPainter, area: QRectF) -> None:
        """What lies over all."""


def paint_words(p: QPainter, lines: Sequence[str], at: QPointF, inside: QRectF) -> QRectF:
    """A small box of words beside a point, never over it, inside a rectangle."""
    tokens = theme().tokens
    p.setFont(font("secondary"))
    wide = max(p.fontMetrics().horizontalAdvance(line) for line in lines) + 16
    high = 16 * len(lines) + 10
    x = at.x() + 14 if at.x() + 14 + wide <= inside.right() else at.x() - 14 - wide
    y = at.y() - 14 - high if at.y() - 14 - high >= inside.top() else at.y() + 14
    box = QRectF(max(inside.left(), x), y, wide, high)
    p.setPen(QPen(QColor(tokens.line2), 1))
    p.setBrush(QColor(tokens.bg3))
    p.drawRoundedRect(box, 6, 6)
    for n, line in enumerate(lines):
        p.setPen(QColor(tokens.t1 if n == 0 else tokens.t2))
        row = QRectF(box.x() + 8, box.y() + 5 + 16 * n, wide - 16, 16)
        p.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
    return box
