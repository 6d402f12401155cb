"""Two to four photos, measure by measure: bars interleaved, what differs most first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import IDS, QUALITY
from faceqnet_engine.measures.profiles import Profile
from faceqnet_gui.desk.measures_panel import paint_limit_bar
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.measure_words import label_of, native_text, ticks_of
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label

FEWEST, MOST = 2, 4
DIFFERS = 15
"""Points of a component from which a difference is marked: one step of severity."""
_LETTERS = "ABCD"
_COLUMN, _HEAD, _LINE, _GAP = 250, 20, 16, 14


class _Bars(QWidget):
    """One block per measure, in as many columns as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Assessment] = []
        self._profile: Profile | None = None
        self._order: list[tuple[str, int | None]] = []
        theme().changed.connect(self.update)

    def set_rows(self, rows: Sequence[Assessment], profile: Profile | None) -> None:
        """Compare these."""
        self._rows, self._profile = list(rows), profile
        spread = [(measure, _spread(rows, measure)) for measure in (QUALITY, *IDS)]
        self._order = sorted(spread, key=lambda pair: -1 if pair[1] is None else pair[1], reverse=True)
        self._order = [pair for pair in self._order if any(_value(row, pair[0]) is not None for row in rows)]
        self._place()
        self.update()

    def in_words(self) -> str:
        """The marked differences, for screen readers."""
        return "; ".join(
            f"{label_of(measure)}: "
            + ", ".join("–" if (v := _value(row, measure)) is None else str(v) for row in self._rows)
            for measure, spread in self._order
            if spread is not None and spread >= DIFFERS
        )

    def _block(self) -> int:
        return _HEAD + _LINE * len(self._rows) + _GAP

    def _columns(self) -> int:
        return max(1, self.width() // _COLUMN)

    def _place(self) -> None:
        lines = -(-len(self._order) // self._columns())
        self.setFixedHeight(max(10, lines * self._block() + 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(self.rect(), QColor(theme().tokens.bg1))
        wide = self.width() / self._columns()
        for n, (measure, spread) in enumerate(self._order):
            x, y = n % self._columns() * wide, n // self._columns() * self._block()
            self._paint_block(p, QRectF(x, y, wide - 24, self._block() - _GAP), measure, spread)
        p.end()

    def _paint_block(self, p: QPainter, rect: QRectF, measure: str, spread: int | None) -> None:
        tokens = theme().tokens
        marked = spread is not None and spread >= DIFFERS
        head = QRectF(rect.x(), rect.y(), rect.width(), _HEAD)
        p.setFont(font("secondary"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        room = head.adjusted(0, 0, -40, 0)
        p.setPen(QColor(tokens.t1 if marked else tokens.t2))
        name = p.fontMetrics().elidedText(label_of(measure), Qt.TextElideMode.ElideRight, int(room.width()))
        p.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        if marked:
            p.setFont(font("strong"))
            p.setPen(QColor(tokens.acc))
            p.drawText(head, right, f"Δ {spread}")
        for k, row in enumerate(self._rows):
            line = QRectF(rect.x(), rect.y() + _HEAD + k * _LINE, rect.width(), _LINE)
            p.setFont(font("caption"))
            p.setPen(QColor(tokens.t3))
            p.drawText(line, Qt.AlignmentFlag.AlignVCenter, _LETTERS[k])
            value = _value(row, measure)
            if value is None:
                p.drawText(line, right, self.tr("not assessed"))
                continue
            native = None if measure == QUALITY or row.measures is None else row.measures.native(measure)
            p.drawText(line, right, native_text(measure, native) if measure != QUALITY else "")
            bar = QRectF(line.x() + 16, line.center().y() - 2.5, line.width() - 16 - 108, 5)
            paint_limit_bar(p, bar, value, ticks_of(self._profile, measure))
            p.setPen(QColor(tokens.t1))
            p.setFont(font("section"))
            p.drawText(QRectF(bar.right(), line.y(), 32, _LINE), right, str(value))
        p.setPen(QPen(QColor(tokens.line), 1))


def _value(row: Assessment, measure: str) -> int | None:
    if measure == QUALITY:
        return row.quality
    return None if row.measures is None else row.measures.component(measure)


def _spread(rows: Sequence[Assessment], measure: str) -> int | None:
    values = [v for row in rows if (v := _value(row, measure)) is not None]
    return max(values) - min(values) if len(values) > 1 else None


class Compare(QWidget):
    """The bars of the selected photos, or what to do to see them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 4, 4)
        column.setSpacing(4)
        self._names, self._hint = label(role="strong"), label(tone="t2")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self.bars = _Bars()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.bars)
        column.addWidget(self._names)
        column.addWidget(self._area, 1)
        column.addWidget(self._hint, 1)
        self.show_rows([], None)

    def sizeHint(self) -> QSize:
        return QSize(800, 236)

    def show_rows(self, rows: Sequence[Assessment], profile: Profile | None) -> None:
        """Compare photos with a score; fewer than two or more than four are asked for in words."""
        self._chosen, self._profile = list(rows), profile
        fits = FEWEST <= len(rows) <= MOST
        for part in (self._names, self._area):
            part.setVisible(fits)
        self._hint.setVisible(not fits)
        self._hint.setText(
            self.tr("Select 2 to 4 photos to compare their measures: Ctrl and click, or Shift and arrows.")
        )
        if not fits:
            return
        names = [f"{_LETTERS[n]}  {row.path.rsplit('/', 1)[-1]}" for n, row in enumerate(rows)]
        self._names.setText("     ".join(names))
        self._names.setToolTip("\n".join(names))
        self.bars.set_rows(rows, profile)
        self.bars.setAccessibleName(self.tr("Differences between {0} photos").format(len(rows)))
        self.bars.setAccessibleDescription(self.bars.in_words())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_rows(self._chosen, self._profile)
        super().changeEvent(event)
