"""Ask for a range of a column's numbers, with the distribution of the photos above it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from faceqnet_engine.measures.catalogue import INDEX
from faceqnet_engine.measures.words import measure_how
from faceqnet_gui.desk.column_bars import SpreadBars
from faceqnet_gui.desk.rows_model import column_title
from faceqnet_gui.look.measure_words import language
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count
from faceqnet_gui.session.spread import Spread


class RangeDialog(QDialog):
    """From and to, both included, typed or brushed; says how many photos that are."""

    def __init__(self, parent: QWidget, spread: Spread, before: tuple[float, float] | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(column_title(spread.column))
        self._spread = spread
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        if spread.column in INDEX:
            how = label(measure_how(spread.column, language()), tone="t2")
            how.setWordWrap(True)
            column.addWidget(how)
        self.bars, self._words = SpreadBars(spread, before), label(tone="t2")
        self.low, self.high = QDoubleSpinBox(), QDoubleSpinBox()
        row = QHBoxLayout()
        low, high = before or (spread.low, spread.high)
        for box, text, value in ((self.low, self.tr("From"), low), (self.high, self.tr("To"), high)):
            box.setDecimals(spread.places)
            box.setSingleStep(10.0**-spread.places)
            box.setRange(spread.low, spread.high)
            box.setValue(value)
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
        self.bars.brushed.connect(self._brushed)
        self.bars.released.connect(self._brushed)
        column.addWidget(self.bars)
        column.addLayout(row)
        column.addWidget(buttons)
        self._count()

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest, in this order whichever was typed where."""
        low, high = self.low.value(), self.high.value()
        return min(low, high), max(low, high)

    def _brushed(self, low: float, high: float) -> None:
        for box, value in ((self.low, low), (self.high, high)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        self._count()

    def _count(self) -> None:
        low, high = self.bars.chosen = self.range
        self.bars.update()
        self._words.setText(self.tr("{0} photos").format(count(self._spread.count(low, high))))
