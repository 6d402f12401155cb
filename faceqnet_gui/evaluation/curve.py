"""The error-versus-discard curves, with the discard line that is the quality limit."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent

from faceqnet_engine.evaluation.edc import FEW_ERRORS, ideal
from faceqnet_engine.evaluation.methods import GRID, Judged
from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.plot import (
    LimitPlot,
    marker_pen,
    paint_words,
    series_colour,
    series_marker,
    series_pen,
)
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import count
from faceqnet_gui.worker.evaluations import LIMITS, Evaluated

_FINE = np.linspace(0, 0.95, 951)
_SHOWN, _ALL = 0.5, 0.95
_MARKERS = np.arange(0, 0.951, 0.05)
_TICK_ROOM = 26.0
_MOST_BANDS = 3
_NEAR = 10.0
_SHORT = 330


class Curve(LimitPlot):
    """Curves of all methods that are not hidden; the line belongs to the first, whose quality has limits."""

    picked = Signal(int, float)  # number of a method, share discarded

    def __init__(self) -> None:
        self._found: Evaluated | None = None
        self._hidden: frozenset[str] = frozenset()
        self._others: Sequence[tuple[int, Judged]] = ()
        self._hover: tuple[int, float] | None = None
        super().__init__()
        self.showAxis("top")
        self.setMinimumHeight(150)

    def axes(self) -> Sequence[pg.AxisItem]:
        return [*super().axes(), self.getAxis("top")]

    def show_evaluation(
        self,
        found: Evaluated | None,
        hidden: frozenset[str] = frozenset(),
        others: Sequence[tuple[int, Judged]] = (),
    ) -> None:
        """The curves of an evaluation, but for hidden methods, and numbered curves of saved runs."""
        self._hover = None
        self._found, self._hidden, self._others = found, hidden, others
        if found is not None:
            places = np.ones(len(LIMITS))
            places[: len(found.limits.discarded)] = found.limits.discarded
            self.set_places(places)
        self.redraw()

    def retranslate(self) -> None:
        """New words."""
        for axis, title in (
            ("bottom", self.tr("Discarded, lowest quality first (% of comparisons)")),
            ("top", self.tr("Quality limit")),
        ):
            self.setLabel(axis, title)
        self._name_left()
        self.setAccessibleName(self.tr("Error-versus-discard curve"))
        self.restyle()

    def describe(self, sentence: str) -> None:
        """For screen readers: what the line says."""
        self.setAccessibleDescription(sentence)

    def set_limit(self, limit: int) -> None:
        super().set_limit(limit)
        self._fit()

    # ---- drawing

    def methods(self) -> list[tuple[int, Judged]]:
        """Curves shown, with their numbers: methods of the evaluation first, then those of saved runs."""
        if self._found is None:
            return []
        own = [(n, m) for n, m in enumerate(self._found.study.methods) if m.name not in self._hidden]
        return [*own, *self._others]

    @property
    def banded(self) -> int:
        """How many of the curves have a band: of many curves, or behind few errors, bands only cover each other."""
        shown = len(self.methods())
        few = self._found is not None and self._found.study.errors.sum() < FEW_ERRORS
        return shown if shown <= _MOST_BANDS and not few else min(shown, 1)

    def redraw(self) -> None:
        self.clear()
        if self._found is None:
            return
        self._draw_references()
        shown = self.methods()
        for n, method in shown[: self.banded]:
            self._draw_band(n, method)
        for n, method in reversed(shown):  # the first above all
            self._draw_method(n, method)
        self._fit()

    def _at_zero(self) -> float:
        return 0.0 if self._found is None else float(self._found.study.methods[0].fnmr[0])

    def _draw_references(self) -> None:
        tokens, start = theme().tokens, self._at_zero()
        dotted = QPen(QColor(tokens.t3), 1.5)
        dotted.setDashPattern([1, 2.5])
        dashed = QPen(QColor(tokens.line2), 1)
        dashed.setDashPattern([6, 4])
        for pen in (dotted, dashed):
            pen.setCosmetic(True)
        self.plot(_FINE, ideal(start, _FINE), pen=dotted)
        self.plot([0, 1], [start, start], pen=dashed)

    def _draw_band(self, n: int, method: Judged) -> None:
        if np.isnan(method.low[0]):
            return
        fill = series_colour(n)
        fill.setAlphaF(0.16)
        edges = [pg.PlotCurveItem(GRID, edge) for edge in (method.low, method.high)]
        self.addItem(pg.FillBetweenItem(*edges, brush=fill))

    def _draw_method(self, n: int, method: Judged) -> None:
        fnmr = np.interp(_FINE, method.curve.discarded, method.curve.fnmr)
        few = np.interp(_FINE, method.curve.discarded, method.curve.errors) < FEW_ERRORS - 1e-9
        begin = int(np.argmax(few)) if few.any() else len(_FINE)
        self.plot(_FINE[: begin + 1], fnmr[: begin + 1], pen=series_pen(n), antialias=True)
        if begin < len(_FINE):
            grey = QPen(QColor(theme().tokens.line2), 1.5)
            grey.setDashPattern([1, 2])
            grey.setCosmetic(True)
            self.plot(_FINE[begin:], fnmr[begin:], pen=grey, antialias=True)
        at = _MARKERS[(_FINE[begin - 1] if begin else -1) >= _MARKERS]
        self.plot(
            at,
            np.interp(at, _FINE, fnmr),
            pen=None,
            symbol=series_marker(n),
            symbolSize=7,
            symbolPen=marker_pen(n),
            symbolBrush=QColor(theme().tokens.bg1),
        )

    def _fit(self) -> None:
        if self._found is None:
            return
        end = _ALL if self._places[min(self._limit, 100)] > _SHOWN and not self._dragged else _SHOWN
        if self._dragged:
            end = self.getPlotItem().getViewBox().viewRange()[0][1]
        start, inside = self._at_zero(), end >= GRID
        tops = [float(np.nanmax(m.fnmr[inside])) for _, m in self.methods()] or [start]
        top = min(1.0, max(1.3 * start, 1.08 * max(tops), 0.002))
        self.setXRange(0, end, padding=0)
        self.setYRange(0, top, padding=0)
        for axis in ("left", "bottom"):
            self.getAxis(axis).setScale(100)
        self._place_ticks()

    def _place_ticks(self) -> None:
        """Limits on the upper scale: a mark for each, words where there is room, rounder ones first."""
        right = self.area().right()
        taken: list[float] = []
        named = []
        for step in (10, 5, 1):
            for limit in range(0, 101, step):
                x = self.pixel(float(self._places[limit]), 0).x()
                if x <= right + 1 and all(abs(x - other) >= _TICK_ROOM for other in taken):
                    taken.append(x)
                    named.append((float(self._places[limit]), str(limit)))
        self.getAxis("top").setTicks([named, [(float(x), "") for x in self._places]])

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._found is not None:
            self._name_left()
            self._place_ticks()

    def _name_left(self) -> None:
        short = self.height() < _SHORT
        self.setLabel("left", "FNMR (%)" if short else self.tr("Wrongly not matched, FNMR (%)"))

    # ---- hands

    def _nearest(self, at: QPointF) -> tuple[int, float, float] | None:
        """(method, share discarded, distance in pixels) of the curve that is nearest in height."""
        if not self.area().contains(at):
            return None
        share = float(np.clip(self.value(at)[0], 0, _ALL))
        found = []
        for n, method in self.methods():
            y = self.pixel(share, float(np.interp(share, method.curve.discarded, method.curve.fnmr))).y()
            found.append((abs(at.y() - y), n))
        if not found:
            return None
        distance, n = min(found)
        return n, share, distance

    def clicked_at(self, at: QPointF) -> None:
        near = self._nearest(at)
        if near is not None and near[0] > 0 and near[2] <= _NEAR:
            if self._found is not None and near[0] < len(self._found.study.methods):
                self.picked.emit(near[0], near[1])  # a saved run holds no pairs
            return
        if self.area().contains(at):
            super().clicked_at(at)

    def hovered_at(self, at: QPointF) -> None:
        near = self._nearest(at)
        self._hover = None if near is None else near[:2]
        self.viewport().update()

    # ---- paint

    def paint_over(self, p: QPainter, area: QRectF) -> None:
        if self._found is None:
            return
        tokens = theme().tokens
        self._paint_point(p)
        errors = int(self._found.study.errors.sum())
        few = self._found.study.methods[0].few_from
        end = self.getPlotItem().getViewBox().viewRange()[0][1]
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t1))
        if errors < FEW_ERRORS:
            place = QRectF(area.x() + 16, area.y() + 8, area.width() - 32, 20)
            p.drawText(place, Qt.AlignmentFlag.AlignCenter, words.too_few(errors))
        elif few < end and not math.isinf(few):
            p.setFont(font("caption"))
            p.setPen(QColor(tokens.t2))
            at = self.pixel(few, float(np.interp(few, GRID, self._found.study.methods[0].fnmr)))
            said = self.tr("fewer than 10 errors")
            wide = p.fontMetrics().horizontalAdvance(said) + 4
            x = min(at.x() + 4, area.right() - wide)
            p.drawText(QRectF(x, max(area.y(), at.y() - 22), wide, 16), Qt.AlignmentFlag.AlignLeft, said)
        if self._hover is not None and not self._dragged:
            self._paint_read_out(p, area)

    def _paint_point(self, p: QPainter) -> None:
        assert self._found is not None
        limits = self._found.limits
        if self._limit >= len(limits.fnmr) or self._found.study.methods[0].name in self._hidden:
            return
        at = self.pixel(float(limits.discarded[self._limit]), float(limits.fnmr[self._limit]))
        if not self.area().adjusted(-2, -2, 2, 2).contains(at):
            return
        p.setPen(QPen(QColor(theme().tokens.t1), 2))
        p.setBrush(QColor(theme().tokens.bg1))
        p.drawEllipse(at, 5, 5)

    def _paint_read_out(self, p: QPainter, area: QRectF) -> None:
        assert self._found is not None and self._hover is not None
        n, share = self._hover
        method = dict(self.methods())[n]
        fnmr = float(np.interp(share, method.curve.discarded, method.curve.fnmr))
        low, high = (float(np.interp(share, GRID, edge)) for edge in (method.low, method.high))
        errors = float(np.interp(share, method.curve.discarded, method.curve.errors))
        at = self.pixel(share, fnmr)
        if not area.contains(at):
            return
        p.setPen(QPen(series_colour(n), 2))
        p.setBrush(QColor(theme().tokens.bg1))
        p.drawEllipse(at, 4, 4)
        lines = [
            words.method_name(method.name),
            self.tr("FNMR {0} {1}").format(words.rate(fnmr), words.band(low, high)),
            self.tr("{0} discarded").format(words.share(share)),
        ]
        if n == 0:
            lines.append(self.tr("quality < {0}").format(self.limit_at(share)))
        lines.append(
            words.too_few(round(errors))
            if errors < FEW_ERRORS - 1e-9
            else self.tr("{0} errors left").format(count(round(errors)))
        )
        paint_words(p, lines, at, area)
