"""The status bar: how far, how fast, how long; model and device."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count, decimal, time_left

_BAR = 200


class StatusBar(QWidget):
    """Verb, done and total while something runs; what is in force at the right."""

    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setFixedHeight(34)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(14)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._words, self._rate, self._left = (
            label(role="secondary"),
            label(role="secondary", tone="t2"),
            label(role="secondary", tone="t2"),
        )
        self.stop_button = Button("", "square")
        self.stop_button.setStyleSheet("min-height: 22px; border: 0;")
        self.stop_button.clicked.connect(self.stop)
        self._model, self._device = label(role="secondary", tone="t3"), label(role="secondary", tone="t3")
        for part in (self._bar, self._words, self._rate, self._left, self.stop_button):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self._model)
        row.addWidget(self._device)
        self._running = False
        self.retranslate()
        self.idle("")

    def retranslate(self) -> None:
        """New words."""
        self.stop_button.setText(self.tr("Stop, keep results"))
        self._model.setToolTip(self.tr("The quality model, with the first digits of its fingerprint"))
        self._device.setToolTip(self.tr("Where the networks run"))

    @property
    def words(self) -> str:
        """The sentence at the left."""
        return self._words.text()

    def preparing(self) -> None:
        """Models are being loaded."""
        self._show(True)
        self._bar.setRange(0, 0)
        self._words.setText(self.tr("Preparing the model"))
        self._rate.clear()
        self._left.clear()

    def progress(self, done: int, total: int, listed: bool, rate: float, seconds: float | None) -> None:
        """A moment of a scan."""
        self._show(True)
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        text = self.tr("Scoring {0} of {1}") if listed else self.tr("Scoring {0}, {1} found so far")
        self._words.setText(text.format(count(done), count(total)))
        self._rate.setText(self.tr("{0} images/s").format(decimal(rate, 0)) if rate > 0 else "")
        self._left.setText(time_left(seconds) if seconds else "")

    def idle(self, sentence: str) -> None:
        """Nothing runs; the last result stands."""
        self._show(False)
        self._words.setText(sentence)

    def set_engine(self, model: str, device: str) -> None:
        """What scores."""
        self._model.setText(model)
        self._device.setText(device)

    def _show(self, running: bool) -> None:
        for part in (self._bar, self._rate, self._left, self.stop_button):
            part.setVisible(running)
