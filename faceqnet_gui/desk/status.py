"""The status bar: how far, how fast, how long; model and device."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, Label, hairline, label
from faceqnet_gui.look.words import count, pace, time_left
from faceqnet_gui.sentences import said

_BAR, _SHORT_BAR = 200, 72
_NARROW = 1280
_LOADING_MILLISECONDS = 500


def _divider() -> QWidget:
    line = hairline(vertical=True)
    line.setFixedHeight(14)
    return line


class Elided(Label):
    """Words that are cut where there is no room; the rest is in the tool tip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setPen(QColor(theme().tokens.t1))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        p.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        p.end()


class StatusBar(QWidget):
    """Verb, done and total while something runs; what is in force at the right."""

    stop = Signal()
    go_on = Signal()
    undo = Signal()
    retry = Signal()
    advance = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setMinimumHeight(34)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(14)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        self._words, self._rate, self._left = (
            Elided("", "secondary"),
            label(role="secondary", tone="t2"),
            label(role="secondary", tone="t2"),
        )
        self.stop_button = Button("", "square")
        self.stop_button.setStyleSheet("min-height: 22px; border: 0;")
        self.stop_button.clicked.connect(self.stop)
        self.go_on_button = Button("", "play")
        self.go_on_button.setStyleSheet("min-height: 22px; border: 0;")
        self.go_on_button.clicked.connect(self.go_on)
        self._loading, self._clock = QElapsedTimer(), QTimer(self)
        self._clock.setInterval(_LOADING_MILLISECONDS)
        self._clock.timeout.connect(self._show_loading)
        self._model, self._device = label(role="secondary", tone="t3"), label(role="secondary", tone="t3")
        for part in (self._bar, self._words, self._rate, self._left, self.stop_button, self.go_on_button):
            row.addWidget(part)
        row.addStretch()
        self._advance, self._saved, self._undo = (
            Button("", "chevron-right"),
            Button("", "check"),
            Button("", "undo-2"),
        )
        for button, signal in (
            (self._advance, self.advance),
            (self._saved, self.retry),
            (self._undo, self.undo),
        ):
            button.setProperty("kind", "quiet")
            button.setFont(font("secondary"))
            button.clicked.connect(signal)
        row.setSpacing(8)
        self._dividers: dict[QWidget, QWidget] = {}
        for n, at_right in enumerate((self._advance, self._saved, self._model, self._device, self._undo)):
            if n:
                self._dividers[at_right] = _divider()
                row.addWidget(self._dividers[at_right])
            row.addWidget(at_right)
        self._unsaved: int | None = None
        self._running = False
        self._last: Callable[[], str] = str
        self.set_engine("", "")
        self.retranslate()
        self.idle("")

    def retranslate(self) -> None:
        """New words."""
        self.stop_button.setText(self.tr("Stop, keep results"))
        self.go_on_button.setText(self.tr("Score the rest"))
        self._saved.setToolTip(self.tr("Every decision is in the session file before the next key is read"))
        self._undo.setToolTip(self.tr("Take back the last step"))
        self._advance.setToolTip(self.tr("Whether a decision goes on to the next undecided image (Q)"))
        self._model.setToolTip(self.tr("The quality model, with the first digits of its fingerprint"))
        self._device.setToolTip(self.tr("Where the networks run"))
        if self._bar.isHidden():
            self._say_last()

    def show_steps(self, *, unsaved: int | None, undo: str, advance: bool) -> None:
        """Whether decisions are on disk (None: the session is nowhere yet), the next undo, walking on by itself."""
        changed, self._unsaved = unsaved != self._unsaved, unsaved
        if unsaved is None:
            self._saved.setText(self.tr("Not on disk yet"))
        elif unsaved:
            self._saved.setText(self.tr("{0} decisions not saved").format(count(unsaved)))
        else:
            self._saved.setText(self.tr("Decisions saved"))
        if changed:
            self._saved.set_icon(
                "check" if unsaved == 0 else "triangle-alert", "pass_" if unsaved == 0 else "review"
            )
        self._undo.setText(self.tr("Undo: {0}").format(undo) if undo else self.tr("Nothing to undo"))
        self._undo.setEnabled(bool(undo))
        self._advance.setText(self.tr("Auto-advance on") if advance else self.tr("Auto-advance off"))

    @property
    def saved_words(self) -> str:
        """What it says about decisions on disk."""
        return self._saved.text()

    @property
    def undo_words(self) -> str:
        """What it says about the next undo."""
        return self._undo.text()

    @property
    def words(self) -> str:
        """The sentence at the left."""
        return self._words.text()

    def preparing(self) -> None:
        """Models are being loaded."""
        self._show(True)
        self._bar.setRange(0, 0)
        self._rate.clear()
        self._left.clear()
        self._loading.start()
        self._clock.start()
        self._show_loading()

    def _show_loading(self) -> None:
        """Measured, not guessed: how long it takes depends on the disk."""
        words = self.tr("Preparing the model, {0} s").format(self._loading.elapsed() // 1000)
        self._words.setText(words)

    def progress(self, done: int, total: int, listed: bool, rate: float, seconds: float | None) -> None:
        """A moment of a scan."""
        self._clock.stop()
        self._show(True)
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        text = self.tr("Scoring {0} of {1}") if listed else self.tr("Scoring {0}, {1} found so far")
        self._words.setText(text.format(count(done), count(total)))
        self._rate.setText(pace(rate) if rate > 0 else "")
        self._left.setText(time_left(seconds) if seconds else "")

    def idle(self, sentence: str | Callable[[], str], *, waiting: int = 0) -> None:
        """Nothing runs; the last result stands, and whether images wait for somebody who goes on.

        A function gives the sentence in the language in force, also after another was chosen.
        """
        self._clock.stop()
        self._show(False)
        self._last = (lambda: said(sentence)) if isinstance(sentence, str) else sentence
        self.go_on_button.setVisible(waiting > 0)
        self._say_last()

    def _say_last(self) -> None:
        self._words.setText(self._last())
        self._words.setToolTip(self._words.text())

    def set_engine(self, model: str, device: str) -> None:
        """What scores."""
        self._clock.stop()
        for part, words in ((self._model, model), (self._device, device)):
            part.setText(words)
        self._fit()

    def _show(self, running: bool) -> None:
        for part in (self._bar, self._rate, self._left, self.stop_button):
            part.setVisible(running)
        self.go_on_button.setVisible(False)
        self._running = running
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the running work has the room; the rest is there again when it ends."""
        narrow = self.width() < _NARROW
        self._bar.setFixedWidth(_SHORT_BAR if narrow else _BAR)
        spared = narrow and self._running
        self._advance.setHidden(spared)
        self._dividers[self._saved].setHidden(spared)
        for part in (self._model, self._device):  # before a model was wanted there is nothing to part
            part.setHidden(spared or not part.text())
            self._dividers[part].setHidden(part.isHidden())
