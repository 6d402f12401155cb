"""Small charts of one column: bars to brush where it has numbers, words with their numbers where it has words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from faceqnet_gui.look.fonts import font, scaled
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.tokens import band_of
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.session.packing import NUMBERS
from faceqnet_gui.session.spread import Heap, Spread

_SIDE, _TOP, _AXIS = 8.0, 4.0, 18.0
_LINE = 24


class SpreadBars(QWidget):
    """A histogram; a drag over it, a click on a bar or Shift and the arrows choose a range, both ends included.

    `brushed` follows the choice, `released` ends it (so does Enter); `cleared` comes by Delete.
    """

    brushed = Signal(float, float)
    released = Signal(float, float)
    cleared = Signal()

    def __init__(self, spread: Spread, chosen: tuple[float, float] | None = None) -> None:
        super().__init__()
        self.spread, self.chosen = spread, chosen
        self._bars: tuple[int, int] | None = None  # by keys: where the choice began, and where it is
        self._anchor: float | None = None
        self._moved = False
        self.setMinimumSize(300, 96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(320, scaled(96))

    def choose(self, low: float, high: float, *, final: bool = False) -> None:
        """A range, and say so."""
        self.chosen = (low, high)
        self._describe()
        self.update()
        (self.released if final else self.brushed).emit(low, high)

    def text(self, value: float) -> str:
        """A value as people read it."""
        return decimal(value, self.spread.places)

    def _describe(self) -> None:
        low, high = self.chosen or (self.spread.low, self.spread.high)
        words = self.tr("{0} to {1}: {2} photos")
        number = count(self.spread.count(low, high))
        self.setAccessibleName(words.format(self.text(low), self.text(high), number))

    # ---- geometry

    def _plot(self) -> QRectF:
        return QRectF(_SIDE, _TOP, self.width() - 2 * _SIDE, self.height() - _TOP - _AXIS)

    def x_of(self, value: float) -> float:
        """Where a value lies."""
        spread, plot = self.spread, self._plot()
        return plot.x() + plot.width() * (value - spread.low) / (spread.step * len(spread.counts))

    def value_at(self, x: float) -> float:
        """The nearest value that can be chosen."""
        spread, plot = self.spread, self._plot()
        share = max(0.0, min(1.0, (x - plot.x()) / max(1.0, plot.width())))
        value = round(spread.low + share * spread.step * len(spread.counts), spread.places)
        return max(spread.low, min(spread.high, value))

    def _bar_at(self, x: float) -> int:
        plot, number = self._plot(), len(self.spread.counts)
        return max(0, min(number - 1, int((x - plot.x()) / max(1.0, plot.width()) * number)))

    # ---- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._anchor, self._moved = event.position().x(), False
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._anchor is None:
            return
        x = event.position().x()
        self._moved = self._moved or abs(x - self._anchor) > 3
        if self._moved:
            ends = sorted((self.value_at(self._anchor), self.value_at(x)))
            self.choose(*ends)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        anchor, self._anchor = self._anchor, None
        if anchor is None:
            return
        if self._moved and self.chosen is not None:
            self.choose(*self.chosen, final=True)
        elif not self._moved:
            self.choose(*self.spread.bar(self._bar_at(event.position().x())), final=True)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._walk(step, further=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.chosen:
            self.choose(*self.chosen, final=True)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.chosen = self._bars = None
            self._describe()
            self.update()
            self.cleared.emit()
        else:
            event.ignore()  # the menu's own

    def _walk(self, step: int, *, further: bool) -> None:
        last = len(self.spread.counts) - 1
        if self._bars is None:
            start = 0 if step > 0 else last
            self._bars = (start, start)
        else:
            at = max(0, min(last, self._bars[1] + step))
            self._bars = (self._bars[0] if further else at, at)
        first, end = sorted(self._bars)
        self.choose(self.spread.bar(first)[0], self.spread.bar(end)[1])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
        super().changeEvent(event)

    # ---- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        p, tokens, plot = QPainter(self), theme().tokens, self._plot()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        number, most = len(self.spread.counts), max(1, int(self.spread.counts.max()))
        wide = plot.width() / number
        p.setPen(Qt.PenStyle.NoPen)
        for n, found in enumerate(self.spread.counts.tolist()):
            height = max(2.0, (plot.height() - 2) * found / most) if found else 0.0
            p.setBrush(QColor(self._colour(n)))
            gap = 1.5 if wide > 4 else 0.5
            p.drawRect(
                QRectF(plot.x() + n * wide + gap / 2, plot.bottom() - height, max(1.0, wide - gap), height)
            )
        p.setPen(QPen(QColor(tokens.line2), 1))
        p.drawLine(plot.bottomLeft(), plot.bottomRight())
        if self.chosen is not None:
            low, high = (self.x_of(value) for value in self._edges())
            p.fillRect(QRectF(low, plot.bottom() - 1, max(2.0, high - low), 3), QColor(tokens.acc))
        p.setFont(font("caption"))
        p.setPen(QColor(tokens.t3))
        line = QRectF(plot.x(), plot.bottom() + 2, plot.width(), _AXIS - 2)
        p.drawText(line, Qt.AlignmentFlag.AlignLeft, self.text(self.spread.low))
        p.drawText(line, Qt.AlignmentFlag.AlignRight, self.text(self.spread.high))
        if self.hasFocus():
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        p.end()

    def _edges(self) -> tuple[float, float]:
        """The chosen range as it is drawn: whole numbers are as wide as their bars."""
        low, high = self.chosen or (0.0, 0.0)
        whole = not self.spread.places and self.spread.high < self.spread.low + self.spread.step * len(
            self.spread.counts
        )
        return low, high + (1 if whole else 0)

    def _colour(self, bar: int) -> str:
        tokens, (low, high) = theme().tokens, self.spread.bar(bar)
        if self.chosen is not None and (high < self.chosen[0] or low > self.chosen[1]):
            return tokens.bg3
        of_scale = self.spread.column not in NUMBERS and self.spread.column != "stars"
        return tokens.bands[band_of(int(low))] if of_scale else tokens.series[0]


class HeapBars(QWidget):
    """Words of a column, each with a bar and its number; a click chooses one alone, with Ctrl besides the others."""

    chosen = Signal(object, bool)  # a Heap, whether it joins the others

    def __init__(self, heaps: Sequence[tuple[str, Heap]], active: Sequence[bool]) -> None:
        super().__init__()
        self._heaps, self._active, self._at = list(heaps), list(active), 0
        self.setMinimumWidth(300)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(320, scaled(_LINE) * max(1, len(self._heaps)) + 4)

    def set_active(self, active: Sequence[bool]) -> None:
        """Which of them the filter wants."""
        self._active = list(active)
        self._describe()
        self.update()

    def line(self, number: int) -> QRectF:
        """Where a word stands."""
        return QRectF(2, 2 + scaled(_LINE) * number, self.width() - 4, scaled(_LINE))

    def _describe(self) -> None:
        words, heap = self._heaps[self._at] if self._heaps else ("", Heap((), 0))
        state = (
            self.tr("{0}: {1} photos, chosen") if self._is_active(self._at) else self.tr("{0}: {1} photos")
        )
        self.setAccessibleName(state.format(words, count(heap.count)))

    def _is_active(self, number: int) -> bool:
        return number < len(self._active) and self._active[number]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = int((event.position().y() - 2) // scaled(_LINE))
        if 0 <= number < len(self._heaps):
            self._at = number
            self._choose(event.modifiers())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and 0 <= self._at + step < len(self._heaps):
            self._at += step
            self._describe()
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(event.modifiers())
        else:
            event.ignore()  # past the ends the menu goes on

    def _choose(self, modifiers: Qt.KeyboardModifier) -> None:
        added = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self.chosen.emit(self._heaps[self._at][1], added)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, tokens = QPainter(self), theme().tokens
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((heap.count for _, heap in self._heaps), default=1)
        any_active = any(self._active)
        for n, (words, heap) in enumerate(self._heaps):
            line = self.line(n)
            half = line.width() * 0.46
            bar = QRectF(line.x() + half, line.center().y() - 4, line.width() - half - scaled(64), 8)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(tokens.bg3))
            p.drawRoundedRect(bar, 4, 4)
            shown = tokens.series[0] if self._is_active(n) or not any_active else tokens.line2
            p.setBrush(QColor(shown))
            p.drawRoundedRect(QRectF(bar.x(), bar.y(), max(3.0, bar.width() * heap.count / most), 8), 4, 4)
            p.setFont(font("strong" if self._is_active(n) else "body"))
            p.setPen(QColor(tokens.t1))
            text = line.adjusted(4, 0, 0, 0)
            text.setWidth(half - 16)
            middle = Qt.AlignmentFlag.AlignVCenter
            name = p.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(text.width()))
            p.drawText(text, middle, name)
            p.setPen(QColor(tokens.t2))
            p.drawText(line.adjusted(0, 0, -4, 0), middle | Qt.AlignmentFlag.AlignRight, count(heap.count))
            if n == self._at and self.hasFocus():
                p.setPen(QPen(QColor(tokens.acc), 2))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawRoundedRect(line.adjusted(1, 1, -1, -1), 6, 6)
        if not self._heaps:
            p.setPen(QColor(tokens.t3))
            p.drawText(QPointF(10, 16), self.tr("No values"))
        p.end()
