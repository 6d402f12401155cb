"""The other plots: the quality histogram with the limit, similarities of pairs, DET."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from faceqnet_engine.evaluation.det import equal_error_rate, fnmr_at_fmr
from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.plot import LimitPlot, Plot, paint_words, series_colour, series_pen
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.tokens import band_of
from faceqnet_gui.look.words import count
from faceqnet_gui.worker.evaluations import Evaluated

_BINS = 50
_SIMILARITY_BINS = 80


class QualityHistogram(LimitPlot):
    """How many images have which quality; its line is the same limit as the curve's."""

    def __init__(self) -> None:
        self._counts: NDArray[np.int64] = np.zeros(101, np.int64)
        super().__init__()
        self.setMinimumHeight(96)

    def show_qualities(self, qualities: NDArray[np.integer]) -> None:
        """The images that took part."""
        self._counts = np.bincount(np.clip(qualities, 0, 100), minlength=101)
        self.redraw()

    def retranslate(self) -> None:
        """New words."""
        self.setLabel("bottom", self.tr("Quality"))
        self.setLabel("left", self.tr("Images"))
        self.setAccessibleName(self.tr("Quality limit"))
        self.restyle()

    def redraw(self) -> None:
        self.clear()
        folded = self._counts.copy()
        folded[99] += folded[100]
        heights = folded[:100].reshape(_BINS, 2).sum(1)
        tokens = theme().tokens
        bars = pg.BarGraphItem(
            x0=np.arange(_BINS) * 2.0 + 0.15,
            width=1.7,
            height=heights,
            brushes=[QColor(tokens.bands[band_of(2 * n)]) for n in range(_BINS)],
            pens=[None] * _BINS,
        )
        self.addItem(bars)
        self.setXRange(0, 100, padding=0.01)
        self.setYRange(0, max(1.0, 1.08 * float(heights.max(initial=1))), padding=0)

    def below(self) -> int:
        """Images below the limit."""
        return int(self._counts[: self._limit].sum())

    def paint_under(self, p: QPainter, area: QRectF) -> None:
        # Hatched below the limit, so that colour is not alone.
        p.setPen(Qt.PenStyle.NoPen)
        shade = QColor(theme().tokens.bg1)
        shade.setAlphaF(0.55)
        p.setBrush(QBrush(shade, Qt.BrushStyle.BDiagPattern))
        p.drawRect(QRectF(area.x(), area.y(), max(0.0, self.line_x() - area.x()), area.height() - 1))

    def paint_over(self, p: QPainter, area: QRectF) -> None:
        tokens = theme().tokens
        p.setFont(font("strong"))
        title = self.tr("Limit {0}").format(self._limit)
        wide = p.fontMetrics().horizontalAdvance(title)
        p.setFont(font("secondary"))
        rest = self.tr("{0} below, {1} above").format(
            count(self.below()), count(int(self._counts.sum()) - self.below())
        )
        whole = wide + 8 + p.fontMetrics().horizontalAdvance(rest)
        x = self.line_x() + 10
        x = x if x + whole <= area.right() else self.line_x() - 10 - whole
        ground = QColor(tokens.bg1)
        ground.setAlphaF(0.85)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(ground)
        p.drawRoundedRect(QRectF(x - 4, area.y(), whole + 8, 18), 4, 4)
        p.setPen(QColor(tokens.t2))
        p.drawText(QPointF(x + wide + 8, area.y() + 13), rest)
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t1))
        p.drawText(QPointF(x, area.y() + 13), title)


class SimilarityPlot(Plot):
    """How alike mated and non-mated pairs are, and where the match limit lies."""

    def __init__(self) -> None:
        self._found: Evaluated | None = None
        super().__init__()

    def show_evaluation(self, found: Evaluated) -> None:
        """Draw its similarities."""
        self._found = found
        self.redraw()

    def retranslate(self) -> None:
        """New words."""
        self.setLabel("bottom", self.tr("Similarity, higher is more alike"))
        self.setLabel("left", self.tr("Share of the comparisons (%)"))
        self.setAccessibleName(self.tr("Distribution of similarities"))
        self.restyle()

    def legend(self) -> list[tuple[int, str]]:
        """(series, words) of what is drawn."""
        if self._found is None:
            return []
        study = self._found.study
        return [
            (0, self.tr("Same person ({0})").format(count(len(study.mated)))),
            (1, self.tr("Different people ({0})").format(count(len(study.non_mated)))),
        ]

    def redraw(self) -> None:
        self.clear()
        if self._found is None:
            return
        study = self._found.study
        everything = np.concatenate([study.mated, study.non_mated])
        low, high = np.quantile(everything, (0.0005, 0.9995))
        pad = max(1e-3, 0.05 * float(high - low))
        edges = np.linspace(
            min(float(low), study.threshold) - pad,
            max(float(high), study.threshold) + pad,
            _SIMILARITY_BINS + 1,
        )
        top = 0.0
        for n, values in enumerate((study.mated, study.non_mated)):
            if len(values):
                heights = 100 * np.histogram(values, edges)[0] / len(values)
                top = max(top, float(heights.max()))
                fill = series_colour(n)
                fill.setAlphaF(0.16)
                pen = series_pen(n)
                self.plot(edges, heights, stepMode="center", fillLevel=0, brush=fill, pen=pen)
        line = QPen(QColor(theme().tokens.t1), 1.5)
        line.setCosmetic(True)
        self.plot([study.threshold, study.threshold], [0, 1.1 * top], pen=line)
        named = pg.TextItem(self.tr("match limit"), QColor(theme().tokens.t1), anchor=(0, 0))
        named.setFont(font("caption"))
        named.setPos(study.threshold, 1.1 * top)
        self.addItem(named)
        self.setXRange(float(edges[0]), float(edges[-1]), padding=0)
        self.setYRange(0, 1.1 * top, padding=0)


class DetPlot(Plot):
    """FNMR against FMR on logarithmic axes."""

    def __init__(self) -> None:
        self._found: Evaluated | None = None
        self._hover: float | None = None
        super().__init__()
        self.setLogMode(x=True, y=True)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setViewportUpdateMode(pg.PlotWidget.ViewportUpdateMode.FullViewportUpdate)

    def show_evaluation(self, found: Evaluated) -> None:
        """Draw its curve."""
        self._found = found
        self.redraw()

    @property
    def sentence(self) -> str:
        """The rates that people ask for."""
        curve = None if self._found is None else self._found.study.det
        if curve is None:
            return self.tr("There are no comparisons of different people, so there is no DET.")
        return self.tr("Equal error rate {0}. FNMR {1} at FMR 1 %, {2} at FMR 0.1 %.").format(
            words.rate(equal_error_rate(curve)),
            words.rate(fnmr_at_fmr(curve, 0.01)),
            words.rate(fnmr_at_fmr(curve, 0.001)),
        )

    def retranslate(self) -> None:
        """New words."""
        self.setLabel("bottom", self.tr("Wrongly matched, FMR (%)"))
        self.setLabel("left", self.tr("Wrongly not matched, FNMR (%)"))
        self.setAccessibleName(self.tr("Detection error trade-off"))
        self.restyle()

    def redraw(self) -> None:
        self.clear()
        curve = None if self._found is None else self._found.study.det
        if curve is None or self._found is None:
            return
        some = (curve.fmr > 0) & (curve.fnmr > 0)
        if not some.any():
            return
        x, y = 100 * curve.fmr[some], 100 * curve.fnmr[some]
        self.plot(x, y, pen=series_pen(0), antialias=True)
        study = self._found.study
        if study.fmr > 0 and study.errors.any():
            self.plot(
                [100 * study.fmr],
                [100 * study.errors.mean()],
                pen=None,
                symbol="o",
                symbolSize=10,
                symbolPen=pg.mkPen(theme().tokens.t1, width=2),
                symbolBrush=QColor(theme().tokens.bg1),
            )
        for axis, values in (("bottom", x), ("left", y)):
            low, high = np.floor(np.log10(values.min())), 2.0
            ticks = [(e, f"{10.0**e:g}") for e in np.arange(low, high + 1)]
            self.getAxis(axis).setTicks([ticks, []])
        self.setXRange(np.log10(x.min()), 2, padding=0.02)
        self.setYRange(np.log10(y.min()), 2, padding=0.02)

    def mouseMoveEvent(self, event: object) -> None:
        at = event.position()
        self._hover = self.value(at)[0] if self.area().contains(at) else None
        self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        self._hover = None
        self.viewport().update()
        super().leaveEvent(event)

    def drawForeground(self, p: QPainter, rect: QRectF) -> None:
        curve = None if self._found is None else self._found.study.det
        if self._hover is None or curve is None:
            return
        fmr = 10**self._hover / 100
        fnmr = fnmr_at_fmr(curve, fmr)
        if fnmr <= 0:
            return
        p.save()
        p.resetTransform()
        at = self.pixel(self._hover, float(np.log10(100 * fnmr)))
        lines = [
            self.tr("FNMR {0}").format(words.rate(fnmr)),
            self.tr("FMR {0}").format(f"{100 * fmr:.2g} %"),
        ]
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(series_colour(0), 2))
        p.setBrush(QColor(theme().tokens.bg1))
        p.drawEllipse(at, 4, 4)
        paint_words(p, lines, at, self.area())
        p.restore()
