"""Two measures of all shown photos as a cloud of points; points and tiles share one selection.

Painted by hand: a cloud of 100,000 points is one picture made with numpy, and only the selected ones are drawn singly.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from faceqnet_engine.measures.catalogue import CATALOGUE, IDS, INDEX, QUALITY
from faceqnet_engine.measures.profiles import Profile
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.measure_words import label_of, native_text, ticks_of
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.session.columns import Columns

_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 20.0, 8.0, 38.0
_HIT = 10.0
_MOST_DRAWN = 3000
_DISC = [(x, y) for x in range(-2, 3) for y in range(-2, 3) if x * x + y * y <= 5]
_OPAQUE = 0.55
_ENOUGH = 3


class _Plot(QWidget):
    """The cloud: a click makes a photo current, a drag selects, arrows walk from point to point."""

    picked = Signal(int)
    selected = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(90)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._rows: NDArray[np.int64] = np.zeros(0, np.int64)
        self._xy: NDArray[np.float64] = np.zeros((0, 2))
        self._chosen: NDArray[np.int64] = np.zeros(0, np.int64)
        self._current = -1
        self._cloud: QImage | None = None
        self._grab: QPoint | None = None
        self._band = QRectF()
        self.names = ("", "")
        self.limits: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
        self.tip = lambda row: ""
        theme().changed.connect(self._redraw)

    def set_points(self, rows: NDArray[np.int64], xy: NDArray[np.float64]) -> None:
        """(n,) session rows and (n, 2) values 0..100."""
        self._rows, self._xy = rows, xy
        self._redraw()

    def set_chosen(self, rows: NDArray[np.int64], current: int) -> None:
        """Which photos are selected, and which is current (-1: none)."""
        self._chosen, self._current = rows, current
        self.update()

    def place_of(self, row: int) -> QPointF | None:
        """Where a row's point is."""
        found = np.flatnonzero(self._rows == row)
        return None if not len(found) else self._places(self._xy[found])[0]

    def _redraw(self) -> None:
        self._cloud = None
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._cloud = None

    def _area(self) -> QRectF:
        return QRectF(_LEFT, _TOP, max(1.0, self.width() - _LEFT - _RIGHT), self.height() - _TOP - _BOTTOM)

    def _pixels(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        area = self._area()
        return np.stack(
            [area.x() + area.width() * xy[:, 0] / 100, area.bottom() - area.height() * xy[:, 1] / 100], axis=1
        )

    def _places(self, xy: NDArray[np.float64]) -> list[QPointF]:
        return [QPointF(x, y) for x, y in self._pixels(xy).tolist()]

    # ---- hands

    def _nearest(self, at: QPointF) -> int:
        if not len(self._rows):
            return -1
        distance = np.hypot(*(self._pixels(self._xy) - (at.x(), at.y())).T)
        best = int(np.argmin(distance))
        return int(self._rows[best]) if distance[best] <= _HIT else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grab = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grab is not None:
            self._band = QRectF(QPointF(self._grab), event.position()).normalized()
            self.update()
            return
        row = self._nearest(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.CrossCursor)
        if row >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.tip(row), self)
        else:
            QToolTip.hideText()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        band, self._band, self._grab = self._band, QRectF(), None
        if band.width() > 4 or band.height() > 4:
            places = self._pixels(self._xy)
            inside = (
                (places[:, 0] >= band.left())
                & (places[:, 0] <= band.right())
                & (places[:, 1] >= band.top())
                & (places[:, 1] <= band.bottom())
            )
            self.selected.emit(self._rows[inside])
        elif (row := self._nearest(event.position())) >= 0:
            self.picked.emit(row)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        axis = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Down: (1, -1),
            Qt.Key.Key_Up: (1, 1),
        }
        if event.key() not in axis or not len(self._rows):
            super().keyPressEvent(event)
            return
        along, sign = axis[Qt.Key(event.key())]
        # The next point in that direction: by this axis, then by the other.
        order = self._rows[np.lexsort((self._rows, self._xy[:, 1 - along], self._xy[:, along]))]
        at = np.flatnonzero(order == self._current)
        place = int(at[0]) + sign if len(at) else 0
        self.picked.emit(int(order[max(0, min(len(order) - 1, place))]))

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        p.fillRect(self.rect(), QColor(tokens.bg1))
        area = self._area()
        self._paint_axes(p, area)
        if self._cloud is None:
            self._cloud = self._drawn_cloud()
        p.drawImage(0, 0, self._cloud)
        self._paint_limits(p, area)
        self._paint_chosen(p)
        if not self._band.isEmpty():
            fill = QColor(tokens.acc)
            fill.setAlphaF(0.16)
            p.setPen(QPen(QColor(tokens.acc), 1))
            p.setBrush(fill)
            p.drawRect(self._band)
        if self.hasFocus():
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, 6)
        p.end()

    def _paint_axes(self, p: QPainter, area: QRectF) -> None:
        tokens = theme().tokens
        p.setFont(font("caption"))
        for tick in range(0, 101, 25):
            x, y = area.x() + area.width() * tick / 100, area.bottom() - area.height() * tick / 100
            p.setPen(QPen(QColor(tokens.line), 1))
            p.drawLine(QPointF(area.x(), y), QPointF(area.right(), y))
            p.drawLine(QPointF(x, area.y()), QPointF(x, area.bottom()))
            p.setPen(QColor(tokens.t3))
            p.drawText(QRectF(x - 20, area.bottom() + 4, 40, 14), Qt.AlignmentFlag.AlignCenter, str(tick))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            p.drawText(QRectF(area.x() - 34, y - 8, 28, 16), right, str(tick))
        p.setPen(QColor(tokens.t2))
        p.drawText(
            QRectF(area.x(), area.bottom() + 18, area.width(), 16),
            Qt.AlignmentFlag.AlignCenter,
            self.names[0],
        )
        p.save()
        p.translate(11, area.center().y())
        p.rotate(-90)
        room = int(area.height()) + 20
        name = p.fontMetrics().elidedText(self.names[1], Qt.TextElideMode.ElideRight, room)
        p.drawText(QRectF(-room / 2, -8, room, 16), Qt.AlignmentFlag.AlignCenter, name)
        p.restore()

    def _paint_limits(self, p: QPainter, area: QRectF) -> None:
        p.setPen(QPen(QColor(theme().tokens.t2), 1, Qt.PenStyle.DashLine))
        for edge in self.limits[0]:
            x = area.x() + area.width() * edge / 100
            p.drawLine(QPointF(x, area.y()), QPointF(x, area.bottom()))
        for edge in self.limits[1]:
            y = area.bottom() - area.height() * edge / 100
            p.drawLine(QPointF(area.x(), y), QPointF(area.right(), y))

    def _drawn_cloud(self) -> QImage:
        """All points as one picture: each a small disc, darker where many lie."""
        ratio = self.devicePixelRatioF()
        width, height = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        hits = np.zeros(width * height, np.int64)
        if len(self._rows):
            spots = np.rint(self._pixels(self._xy) * ratio).astype(np.int64)
            for dx, dy in _disc(ratio):
                x, y = spots[:, 0] + dx, spots[:, 1] + dy
                inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
                hits += np.bincount(y[inside] * width + x[inside], minlength=len(hits))
        share = 1 - (1 - _OPAQUE) ** np.minimum(hits, 6)
        colour = QColor(theme().tokens.series[0])
        picture = np.zeros((height, width, 4), np.uint8)
        for k, part in enumerate((colour.blue(), colour.green(), colour.red(), 255)):
            picture[..., k] = np.rint(share * part).reshape(height, width)
        image = QImage(
            picture.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied
        ).copy()
        image.setDevicePixelRatio(ratio)
        return image

    def _paint_chosen(self, p: QPainter) -> None:
        tokens = theme().tokens
        chosen = np.flatnonzero(np.isin(self._rows, self._chosen))[:_MOST_DRAWN]
        p.setPen(QPen(QColor(tokens.bg1), 1))
        p.setBrush(QColor(tokens.acc))
        for place in self._places(self._xy[chosen]):
            p.drawEllipse(place, 4, 4)
        current = self.place_of(self._current)
        if current is not None:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(QColor(tokens.bg1), 4))
            p.drawEllipse(current, 7, 7)
            p.setPen(QPen(QColor(tokens.t1), 2))
            p.drawEllipse(current, 7, 7)


def _disc(ratio: float) -> list[tuple[int, int]]:
    if ratio <= 1:
        return _DISC
    radius = round(2.3 * ratio)
    steps = range(-radius, radius + 1)
    return [(x, y) for x in steps for y in steps if x * x + y * y <= radius * radius]


class Scatter(QWidget):
    """Choose two measures; see how they go together."""

    picked = Signal(int)
    selected = Signal(object)

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._columns, self._shown = columns, np.zeros(0, np.int64)
        self._profile: Profile | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.across, self.up = QComboBox(), QComboBox()
        self._versus, self._words = label(tone="t2"), label(role="secondary", tone="t2")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for part in (self.up, self._versus, self.across):
            head.addWidget(part)
        head.addWidget(self._words, 1)
        self.plot = _Plot()
        self.plot.tip = self._tip
        self.plot.picked.connect(self.picked)
        self.plot.selected.connect(self.selected)
        column.addLayout(head)
        column.addWidget(self.plot, 1)
        for box in (self.across, self.up):
            box.currentIndexChanged.connect(self._draw)
        self.retranslate()
        self.choose(QUALITY, "Sharpness")

    def sizeHint(self) -> QSize:
        return QSize(800, 236)

    def retranslate(self) -> None:
        """New words."""
        self._versus.setText(self.tr("against"))
        for box, name in ((self.across, self.tr("Across")), (self.up, self.tr("Up"))):
            box.setAccessibleName(name)
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for measure in (QUALITY, *IDS):
                box.addItem(label_of(measure), measure)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        self.plot.setAccessibleName(self.tr("Scatter of two measures"))
        self._draw()

    def choose(self, across: str, up: str) -> None:
        """Which measures."""
        self.across.setCurrentIndex(self.across.findData(across))
        self.up.setCurrentIndex(self.up.findData(up))

    def use(self, columns: Columns) -> None:
        """Rows of another session."""
        self._columns, self._shown = columns, np.zeros(0, np.int64)

    def show_rows(self, shown: NDArray[np.int64], profile: Profile | None) -> None:
        """The photos in view; limits of the profile are drawn."""
        self._shown, self._profile = shown, profile
        if self.isVisible():
            self._draw()

    def showEvent(self, event: object) -> None:
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @property
    def words(self) -> str:
        """What the cloud says."""
        return self._words.text()

    def _values(self, measure: str) -> NDArray[np.float64]:
        if measure == QUALITY:
            return self._columns.quality[self._shown].astype(np.float64)
        return self._columns.components[self._shown, INDEX[measure]].astype(np.float64)

    def _draw(self) -> None:
        across, up = self.across.currentData(), self.up.currentData()
        if across is None or up is None:
            return
        xy = np.stack([self._values(across), self._values(up)], axis=1)
        known = (xy >= 0).all(axis=1)
        self.plot.names = (label_of(across), label_of(up))
        self.plot.limits = (ticks_of(self._profile, across), ticks_of(self._profile, up))
        self.plot.set_points(self._shown[known], xy[known])
        self._describe(xy[known], int((~known).sum()))

    def _describe(self, xy: NDArray[np.float64], without: int) -> None:
        parts = []
        together = rank_correlation(xy)
        if together is not None:
            parts.append(self.tr("rank correlation {0}").format(decimal(together, 2).replace("-", "−")))
        parts.append(self.tr("{0} photos").format(count(len(xy))))
        if without:
            parts.append(self.tr("{0} not assessed").format(count(without)))
        text = " · ".join(parts)
        self._words.setText(text)
        self._words.setToolTip(text)
        self.plot.setAccessibleDescription(f"{self.plot.names[1]}, {self.plot.names[0]}: {text}")

    def _tip(self, row: int) -> str:
        values = []
        for measure in (self.up.currentData(), self.across.currentData()):
            if measure == QUALITY:
                values.append(f"{label_of(measure)}: {self._columns.quality[row]}")
                continue
            k = INDEX[measure]
            native = native_text(CATALOGUE[k].id, float(self._columns.natives[row, k]))
            values.append(f"{label_of(measure)}: {self._columns.components[row, k]} ({native})")
        return "\n".join([self._columns.row(row).path, *values])


def rank_correlation(xy: NDArray[np.float64]) -> float | None:
    """Spearman's, ties sharing their mean rank; None where one of both does not vary."""
    if len(xy) < _ENOUGH:
        return None
    ranks = []
    for values in xy.T:
        _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
        ranks.append((np.cumsum(counts) - (counts - 1) / 2)[inverse])
    if min(np.ptp(r) for r in ranks) == 0:
        return None
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])
