"""Quality over the last half minute, with captures and the hints that were shown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from faceqnet_gui.live.cards import Card
from faceqnet_gui.live.hints import words_of
from faceqnet_gui.live.rates import STRIP_SECONDS, History
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme

_LEFT, _LANE, _FOOT = 26.0, 20.0, 18.0
_GAP_SECONDS = 1.6
"""Readings farther apart than this are not joined by a line."""


class Strip(QWidget):
    """The chart."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history, self._now = history, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(64)
        self._limit: int | None = None
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(600, 150)

    def show_moment(self, now: float, limit: int | None) -> None:
        """Bring up to date."""
        self._now, self._limit = now, limit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = _FOOT if self.height() > 110 else 0.0
        plot = QRectF(_LEFT, 6, self.width() - _LEFT - 6, self.height() - 6 - _LANE - 8 - foot)
        self._paint_axes(p, plot)
        self._paint_line(p, plot)
        self._paint_limit(p, plot)
        self._paint_captures(p, plot)
        lane = QRectF(plot.left(), plot.bottom() + 6, plot.width(), _LANE)
        self._paint_lane(p, lane)
        if foot:
            self._paint_times(p, QRectF(lane.left(), lane.bottom() + 3, lane.width(), _FOOT))

    def _x(self, plot: QRectF, time: float) -> float:
        return plot.right() - (self._now - time) / STRIP_SECONDS * plot.width()

    @staticmethod
    def _y(plot: QRectF, quality: float) -> float:
        return plot.bottom() - quality / 100 * plot.height()

    def _paint_axes(self, p: QPainter, plot: QRectF) -> None:
        tokens = theme().tokens
        p.setFont(font("caption"))
        for quality in (0, 50, 100):
            y = self._y(plot, quality)
            p.fillRect(QRectF(plot.left(), y - 0.5, plot.width(), 1), QColor(tokens.line))
            p.setPen(QColor(tokens.t3))
            label = QRectF(0, y - 8, _LEFT - 6, 16)
            p.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(quality))
        if self._limit is None:
            return
        y = self._y(plot, self._limit)
        p.setPen(QPen(QColor(tokens.t2), 1, Qt.PenStyle.DashLine))
        p.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_limit(self, p: QPainter, plot: QRectF) -> None:
        """Its name, over the line of the quality."""
        if self._limit is None:
            return
        tokens, y = theme().tokens, self._y(plot, self._limit)
        p.setFont(font("caption"))
        words = self.tr("limit {0}").format(self._limit)
        place = QRectF(plot.left() + 6, y - 17, p.fontMetrics().horizontalAdvance(words) + 8, 15)
        p.fillRect(place, QColor(tokens.bg1))
        p.setPen(QColor(tokens.t2))
        p.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_line(self, p: QPainter, plot: QRectF) -> None:
        tokens = theme().tokens
        colour = QColor(tokens.pass_)
        fill = QColor(colour)
        fill.setAlpha(41)
        p.setClipRect(plot.adjusted(0, -6, 8, 1))
        parts: list[list[QPointF]] = [[]]
        before = None
        for time, quality in self._history.qualities:
            if quality is None or (before is not None and time - before > _GAP_SECONDS):
                parts.append([])
            if quality is not None:
                parts[-1].append(QPointF(self._x(plot, time), self._y(plot, quality)))
                before = time
        for points in parts:
            if len(points) < 2:
                continue
            area = QPolygonF(
                [QPointF(points[0].x(), plot.bottom()), *points, QPointF(points[-1].x(), plot.bottom())]
            )
            path = QPainterPath()
            path.addPolygon(area)
            p.fillPath(path, fill)
            p.setPen(QPen(colour, 2, j=Qt.PenJoinStyle.RoundJoin))
            p.drawPolyline(QPolygonF(points))
        if parts[-1] and self._history.qualities and self._history.qualities[-1][1] is not None:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(colour)
            p.drawEllipse(parts[-1][-1], 4, 4)
        p.setClipping(False)

    def _paint_captures(self, p: QPainter, plot: QRectF) -> None:
        tokens = theme().tokens
        for time, quality in self._history.captures:
            x = self._x(plot, time)
            if x < plot.left():
                continue
            y = self._y(plot, quality if quality is not None else 50)
            p.setPen(QPen(QColor(tokens.t3), 1))
            p.drawLine(QPointF(x, y + 7), QPointF(x, plot.bottom()))
            p.setPen(QPen(QColor(tokens.t1), 1.6))
            p.setBrush(QColor(tokens.bg1))
            p.drawPolygon(
                QPolygonF([QPointF(x, y - 7), QPointF(x + 7, y), QPointF(x, y + 7), QPointF(x - 7, y)])
            )

    def _paint_lane(self, p: QPainter, lane: QRectF) -> None:
        """Which hint, by words and tone."""
        tokens = theme().tokens
        p.setFont(font("caption"))
        for stretch in self._history.stretches:
            left = max(lane.left(), self._x(lane, stretch.begin))
            right = min(lane.right(), self._x(lane, stretch.end))
            if not stretch.hint or right - left < 2:
                continue
            rect = QRectF(left, lane.top(), right - left - 1, lane.height())
            colour = QColor(getattr(tokens, stretch.tone or "t3"))
            fill = QColor(colour)
            fill.setAlpha(46)
            p.fillRect(rect, fill)
            p.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), colour)
            p.setPen(QColor(tokens.t1))
            words = p.fontMetrics().elidedText(
                words_of(stretch.hint), Qt.TextElideMode.ElideRight, int(rect.width() - 12)
            )
            if len(words) > 1 and rect.width() > 34:
                p.drawText(rect.adjusted(8, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_times(self, p: QPainter, rect: QRectF) -> None:
        p.setFont(font("caption"))
        p.setPen(QColor(theme().tokens.t3))
        for seconds in (30, 20, 10, 0):
            x = rect.right() - seconds / STRIP_SECONDS * rect.width()
            words = self.tr("now") if seconds == 0 else self.tr("{0} s").format(f"\u2212{seconds}")
            place, align = QRectF(x - 40, rect.top(), 80, rect.height()), Qt.AlignmentFlag.AlignHCenter
            if seconds == 0:
                place, align = QRectF(x - 80, rect.top(), 80, rect.height()), Qt.AlignmentFlag.AlignRight
            elif seconds == 30:
                place, align = QRectF(x, rect.top(), 80, rect.height()), Qt.AlignmentFlag.AlignLeft
            p.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, words)


class StripCard(Card):
    """The chart with its head."""

    def __init__(self, history: History) -> None:
        super().__init__(spacing=6)
        self._title, self._right, _ = self.head()
        self.strip = Strip(history)
        self.column.addWidget(self.strip, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """New words."""
        self._title.setText(self.tr("Quality over the last 30 s"))
        self._right.set_texts(self.tr("bars: which hint was shown"))
        self.strip.setAccessibleName(self._title.text())
        self.strip.setToolTip(
            self.tr(
                "Recognition quality, 0 to 100, of each analysed frame. Diamonds: photos. Dashed: the profile's limit."
            )
        )
