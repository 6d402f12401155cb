"""The quality histogram with its limit, and the share rejected at every limit beside it.

Painted by hand: the limit's handle has to be exact at any scaling, easy to grab and usable by keyboard, which
movable lines of plotting libraries are not. Both halves share one scale of 0..100 and one handle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QBrush,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QInputDialog, QWidget

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.tokens import band_of
from faceqnet_gui.look.words import count, decimal

BINS = 50
_HIT = 8.0
_TOP, _BOTTOM, _SIDE = 50.0, 26.0, 16.0
_BRUSH_HEIGHT = 14.0


class QualityCharts(QWidget):
    """Histogram left, reject-rate curve right.

    `limit_changed` follows the drag; `limit_released` comes once at its end. A drag along the histogram's bars
    brushes a range of qualities, both ends included: `brushed` follows it, `brush_released` ends it; a click clears it.
    """

    limit_changed = Signal(int)
    limit_released = Signal(int)
    brushed = Signal(int, int)
    brush_released = Signal(int, int)
    brush_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = np.zeros(101, np.int64)
        self._limit = 31
        self._brush: tuple[int, int] | None = None
        self._drag = ""
        self._anchor = 0
        self.setMinimumHeight(150)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Quality limit"))
        self._describe()
        theme().changed.connect(self.update)

    # ---- what it shows

    @property
    def limit(self) -> int:
        """The quality below which images count as rejected, 0..100."""
        return self._limit

    @property
    def brush(self) -> tuple[int, int] | None:
        """The brushed range."""
        return self._brush

    def set_qualities(self, qualities: NDArray[np.integer]) -> None:
        """Count anew; cheap for hundreds of thousands of values."""
        self._counts = np.bincount(np.clip(qualities, 0, 100), minlength=101)
        self._describe()
        self.update()

    def set_limit(self, limit: int) -> None:
        """Move the handle; `limit_changed` only if it moves."""
        limit = max(0, min(100, limit))
        if limit != self._limit:
            self._limit = limit
            self._describe()
            self.limit_changed.emit(limit)
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, limit))
            self.update()

    def set_brush(self, brush: tuple[int, int] | None) -> None:
        """Show a range without announcing it."""
        self._brush = brush
        self.update()

    def below(self) -> int:
        """Images below the limit."""
        return int(self._counts[: self._limit].sum())

    def total(self) -> int:
        """Images with a quality."""
        return int(self._counts.sum())

    def rejected_share(self) -> float:
        """Percent of the images below the limit; 0 without images."""
        return 100 * self.below() / max(1, self.total())

    def histogram(self) -> NDArray[np.int64]:
        """(50,) images per bin of two qualities; 100 counts in the last."""
        folded = self._counts.copy()
        folded[99] += folded[100]
        return folded[:100].reshape(BINS, 2).sum(1)

    def _describe(self) -> None:
        self.setAccessibleDescription(
            self.tr("Limit {0}, {1} below, {2} at or above").format(
                self._limit, self.below(), self.total() - self.below()
            )
        )

    # ---- geometry

    def sizeHint(self) -> QSize:
        return QSize(800, 220)

    def _plots(self) -> tuple[QRectF, QRectF]:
        left = QRectF(_SIDE, _TOP, self.width() * 0.6 - 2 * _SIDE, self.height() - _TOP - _BOTTOM)
        start = self.width() * 0.6 + _SIDE + 24
        return left, QRectF(start, _TOP, self.width() - start - _SIDE, left.height())

    def x_of(self, quality: float, plot: QRectF | None = None) -> float:
        """Where a quality lies, in pixels."""
        plot = plot or self._plots()[0]
        return plot.x() + plot.width() * quality / 100

    def quality_at(self, x: float, plot: QRectF | None = None) -> int:
        """The nearest quality to a place, 0..100."""
        plot = plot or self._plots()[0]
        return max(0, min(100, round(100 * (x - plot.x()) / max(1.0, plot.width()))))

    # ---- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        left, right = self._plots()
        x, y = event.position().x(), event.position().y()
        if x > left.right() + _SIDE:
            self._drag = "curve"
            self.set_limit(self.quality_at(x, right))
        elif abs(x - self.x_of(self._limit)) <= _HIT and y < left.bottom():
            self._drag = "limit"
        else:
            self._drag, self._anchor = "brush", self.quality_at(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        left, right = self._plots()
        x = event.position().x()
        if self._drag == "limit":
            self.set_limit(self.quality_at(x))
        elif self._drag == "curve":
            self.set_limit(self.quality_at(x, right))
        elif self._drag == "brush":
            at = self.quality_at(x)
            if at != self._anchor or self._brush is not None:
                self._brush = (min(at, self._anchor), max(at, self._anchor))
                self.brushed.emit(*self._brush)
                self.update()
        near = abs(x - self.x_of(self._limit)) <= _HIT or x > left.right() + _SIDE
        self.setCursor(Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, ""
        if drag in {"limit", "curve"}:
            self.limit_released.emit(self._limit)
        elif (
            drag == "brush"
            and self.quality_at(event.position().x()) == self._anchor
            and self._brush is not None
        ):
            self._brush = None
            self.brush_cleared.emit()
            self.update()
        elif drag == "brush" and self._brush is not None:
            self.brush_released.emit(*self._brush)

    @property
    def dragging(self) -> bool:
        """Whether the handle or a range is being dragged."""
        return bool(self._drag)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.ask_limit()

    def ask_limit(self) -> None:
        """Have the limit typed."""
        limit, chosen = QInputDialog.getInt(
            self, self.tr("Quality limit"), self.tr("Reject below"), self._limit, 0, 100
        )
        if chosen:
            self.set_limit(limit)
            self.limit_released.emit(self._limit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        moves = {
            Qt.Key.Key_Left: -step,
            Qt.Key.Key_Down: -step,
            Qt.Key.Key_Right: step,
            Qt.Key.Key_Up: step,
            Qt.Key.Key_Home: -100,
            Qt.Key.Key_End: 100,
        }
        if event.key() in moves:
            self.set_limit(self._limit + moves[Qt.Key(event.key())])
            self.limit_released.emit(self._limit)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.ask_limit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
            self.update()
        super().changeEvent(event)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        left, right = self._plots()
        p.fillRect(self.rect(), QColor(tokens.bg1))
        self._paint_heads(p, left, right)
        self._paint_bars(p, left)
        self._paint_axis(p, left)
        self._paint_curve(p, right)
        self._paint_handle(p, left)
        if self.hasFocus():
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)
        p.end()

    def _paint_heads(self, p: QPainter, left: QRectF, right: QRectF) -> None:
        tokens = theme().tokens
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t1))
        p.drawText(QPointF(left.x(), 22), self.tr("Quality"))
        head = self.tr("Rejected if the limit were...")
        room = int(right.width()) + 28
        p.drawText(
            QPointF(right.x() - 28, 22), p.fontMetrics().elidedText(head, Qt.TextElideMode.ElideRight, room)
        )
        shift = p.fontMetrics().horizontalAdvance(self.tr("Quality")) + 8
        p.setFont(font("secondary"))
        p.setPen(QColor(tokens.t3))
        p.drawText(QPointF(left.x() + shift, 22), self.tr("drag the line, or brush a range"))

    def _paint_bars(self, p: QPainter, plot: QRectF) -> None:
        tokens = theme().tokens
        counts = self.histogram()
        most = max(1, int(counts.max()))
        width = plot.width() / BINS
        p.setPen(Qt.PenStyle.NoPen)
        for n, images in enumerate(counts):
            if not images:
                continue
            height = max(2.0, (plot.height() - 4) * int(images) / most)
            bar = QRectF(plot.x() + n * width + 0.5, plot.bottom() - height, max(1.0, width - 1.5), height)
            p.setBrush(QColor(tokens.bands[band_of(2 * n)]))
            p.drawRect(bar)
            if 2 * n < self._limit:
                p.setBrush(QBrush(QColor(tokens.bg1), Qt.BrushStyle.BDiagPattern))
                p.setOpacity(0.8)
                p.drawRect(bar)
                p.setOpacity(1)
        if self._brush is not None:
            low, high = (self.x_of(q, plot) for q in self._brush)
            p.setBrush(QColor(tokens.acc))
            p.drawRect(QRectF(low, plot.bottom() + 1, max(2.0, high - low), 3))

    def _paint_axis(self, p: QPainter, plot: QRectF) -> None:
        tokens = theme().tokens
        p.setPen(QPen(QColor(tokens.line), 1))
        p.drawLine(plot.bottomLeft(), plot.bottomRight())
        p.setFont(font("caption"))
        p.setPen(QColor(tokens.t3))
        for tick in range(0, 101, 20):
            p.drawText(
                QRectF(self.x_of(tick, plot) - 20, plot.bottom() + 6, 40, 16),
                Qt.AlignmentFlag.AlignCenter,
                str(tick),
            )

    def _paint_curve(self, p: QPainter, plot: QRectF) -> None:
        tokens = theme().tokens
        p.setFont(font("caption"))
        for share in (0, 50, 100):
            y = plot.bottom() - plot.height() * share / 100
            p.setPen(QPen(QColor(tokens.line), 1))
            p.drawLine(QPointF(plot.x(), y), QPointF(plot.right(), y))
            p.setPen(QColor(tokens.t3))
            p.drawText(
                QRectF(plot.x() - 34, y - 8, 28, 16),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                str(share),
            )
        p.drawText(QPointF(plot.x() - 28, plot.y() - 8), self.tr("% of images"))
        self._paint_axis(p, plot)
        if not self.total():
            return
        shares = np.concatenate([[0], np.cumsum(self._counts)[:100]]) / self.total()
        points = [
            QPointF(self.x_of(q, plot), plot.bottom() - plot.height() * float(s))
            for q, s in enumerate(shares)
        ]
        colour = QColor(tokens.series[0])
        fill = QColor(colour)
        fill.setAlphaF(0.16)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(fill)
        p.drawPolygon(QPolygonF([*points, plot.bottomRight(), plot.bottomLeft()]))
        p.setPen(QPen(colour, 2))
        p.drawPolyline(points)
        self._paint_read_out(p, plot, points[self._limit])

    def _paint_read_out(self, p: QPainter, plot: QRectF, at: QPointF) -> None:
        tokens = theme().tokens
        p.setPen(QPen(QColor(tokens.t1), 1.5))
        p.drawLine(QPointF(at.x(), plot.y()), QPointF(at.x(), plot.bottom()))
        p.setPen(QPen(QColor(tokens.t2), 1, Qt.PenStyle.DashLine))
        p.drawLine(QPointF(plot.x(), at.y()), at)
        p.setPen(QPen(QColor(tokens.t1), 2))
        p.setBrush(QColor(tokens.bg1))
        p.drawEllipse(at, 5, 5)
        share = f"{decimal(self.rejected_share(), 1)} %"
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t1))
        width = p.fontMetrics().horizontalAdvance(share)
        x = at.x() - width - 10 if at.x() - width - 10 > plot.x() else at.x() + 10
        base = at.y() - 8
        if base < plot.y() + 12:  # no room above the curve: below it, on ground of its own
            base = at.y() + 22
            ground = QRectF(x - 4, base - 13, width + 8, 18)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(tokens.bg1))
            p.drawRoundedRect(ground, 4, 4)
            p.setPen(QColor(tokens.t1))
        p.drawText(QPointF(x, base), share)

    def _paint_handle(self, p: QPainter, plot: QRectF) -> None:
        tokens = theme().tokens
        x = self.x_of(self._limit, plot)
        p.setPen(QPen(QColor(tokens.t1), 2))
        p.drawLine(QPointF(x, plot.y() - 14), QPointF(x, plot.bottom()))
        grip = QRectF(x - 6, plot.center().y() - 14, 12, 28)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.t1))
        p.drawRoundedRect(grip, 4, 4)
        p.setPen(QPen(QColor(tokens.bg1), 1))
        for shift in (-1.5, 1.5):
            p.drawLine(QPointF(x + shift, grip.y() + 9), QPointF(x + shift, grip.bottom() - 9))
        title = self.tr("Limit {0}").format(self._limit)
        rest = self.tr("{0} below, {1} above").format(count(self.below()), count(self.total() - self.below()))
        p.setFont(font("strong"))
        wide = p.fontMetrics().horizontalAdvance(title)
        p.setFont(font("secondary"))
        whole = wide + 8 + p.fontMetrics().horizontalAdvance(rest)
        start = min(x + 8, plot.right() - whole) if x + 8 + whole > plot.right() else x + 8
        p.setPen(QColor(tokens.t2))
        p.drawText(QPointF(start + wide + 8, plot.y() - 4), rest)
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t1))
        p.drawText(QPointF(start, plot.y() - 4), title)
