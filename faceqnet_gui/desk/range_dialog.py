"""Ask for a range of a measure's component, with the distribution of the open photos above it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from faceqnet_engine.measures.words import measure_how
from faceqnet_gui.look.measure_words import label_of, language
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.tokens import band_of
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count
from faceqnet_gui.session.filters import Range

_BINS = 25


class _Bars(QWidget):
    def __init__(self, values: NDArray[np.integer]) -> None:
        super().__init__()
        self.setMinimumSize(360, 72)
        known = np.clip(values[values >= 0], 0, 99)
        self._counts = np.bincount(known * _BINS // 100, minlength=_BINS)
        self.range = (0, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setPen(Qt.PenStyle.NoPen)
        tokens, most = theme().tokens, max(1, int(self._counts.max()))
        wide, step = self.width() / _BINS, 100 / _BINS
        for n, number in enumerate(self._counts):
            inside = self.range[0] < (n + 1) * step and n * step <= self.range[1]
            p.setBrush(QColor(tokens.bands[band_of(int(n * step))] if inside else tokens.bg3))
            height = (self.height() - 2) * number / most if number else 0
            p.drawRect(QRectF(n * wide + 0.5, self.height() - max(height, 1.0), wide - 1.5, max(height, 1.0)))
        p.end()


class RangeDialog(QDialog):
    """From and to, both included; says how many photos that are."""

    def __init__(
        self, parent: QWidget, measure: str, values: NDArray[np.integer], before: Range | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(label_of(measure))
        self._values = values
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        how = label(measure_how(measure, language()), tone="t2")
        how.setWordWrap(True)
        self._bars, self._words = _Bars(values), label(tone="t2")
        self.low, self.high = QSpinBox(), QSpinBox()
        row = QHBoxLayout()
        for box, text, value in (
            (self.low, self.tr("From"), 0 if before is None else before.low),
            (self.high, self.tr("To"), 100 if before is None else before.high),
        ):
            box.setRange(0, 100)
            box.setValue(round(value))
            box.setAccessibleName(text)
            box.valueChanged.connect(self._count)
            row.addWidget(label(text, tone="t2"))
            row.addWidget(box)
        row.addStretch()
        row.addWidget(self._words)
        buttons = QDialogButtonBox()
        show = buttons.addButton(self.tr("Show these"), QDialogButtonBox.ButtonRole.AcceptRole)
        show.setProperty("kind", "primary")
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for part in (how, self._bars):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(buttons)
        self._count()

    @property
    def range(self) -> tuple[int, int]:
        """Lowest and highest, in this order whichever was typed where."""
        low, high = self.low.value(), self.high.value()
        return min(low, high), max(low, high)

    def _count(self) -> None:
        low, high = self._bars.range = self.range
        self._bars.update()
        inside = int(((self._values >= low) & (self._values <= high)).sum())
        self._words.setText(self.tr("{0} photos").format(count(inside)))
