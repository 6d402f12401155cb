"""Honest speed, what records, what scores."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from faceqnet_gui.look.key_button import KeyButton
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import hairline, label
from faceqnet_gui.look.words import count

_NARROW = 1150


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(10, 10)
        self.role = "t3"

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QColor(0, 0, 0, 0))
        p.setBrush(QColor(getattr(theme().tokens, self.role)))
        p.drawEllipse(1, 1, 8, 8)


class StatusLine(QWidget):
    """Live's own status line, in place of the window's."""

    record_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(30)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        self._dot = _Dot()
        self._live = label(role="secondary")
        self.rate, self.delay, self.skipped = (label(role="secondary", tone="t2") for _ in range(3))
        self._model, self._device = label(role="secondary", tone="t2"), label(role="secondary", tone="t2")
        self.record = KeyButton("", "circle-dot")
        self.record.setStyleSheet("min-height: 22px; border: 0; background: transparent; padding: 0 4px;")
        self.record.clicked.connect(self.record_wanted)
        row.addWidget(self._dot)
        row.addWidget(self._live)
        self._figures = [(self._line(), part) for part in (self.rate, self.delay, self.skipped)]
        for line, part in self._figures:
            row.addWidget(line)
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.record)
        self._engine = [(self._line(), part) for part in (self._model, self._device)]
        for line, part in self._engine:
            row.addWidget(line)
            row.addWidget(part)
        self._show_lines()
        self.retranslate()

    def _show_lines(self) -> None:
        """No line beside nothing; in a narrow window only what matters most."""
        spare = self.width() < _NARROW
        for line, part in (*self._figures, *self._engine):
            shown = bool(part.text()) and not (spare and part in {self.skipped, self._model})
            line.setVisible(shown)
            part.setVisible(shown)

    def _line(self) -> QWidget:
        made = hairline(vertical=True)
        made.setFixedHeight(14)
        return made

    def retranslate(self) -> None:
        """New words."""
        self.rate.setToolTip(self.tr("Frames a second, over the last two seconds"))
        self.delay.setToolTip(
            self.tr("From the arrival of a frame to its painting, median of the last two seconds")
        )
        self.skipped.setToolTip(
            self.tr("Frames that came while an older one was being analysed; they are never queued")
        )
        self._model.setToolTip(self.tr("The quality model, with the first digits of its fingerprint"))
        self._device.setToolTip(self.tr("Where the networks run"))
        self.record.setToolTip(self.tr("Film and a table with one row per analysed frame, for research"))

    def set_key(self, key: str) -> None:
        """Of the recording, as people gave it."""
        self.record.set_key(key)

    def show_source(self, words: str, role: str) -> None:
        """Live, or why not."""
        self._live.setText(words)
        if self._dot.role != role:
            self._dot.role = role
            self._dot.update()

    def show_speed(
        self, shown: int, analysed: int, behind: int | None, skipped: int, *, loading: bool
    ) -> None:
        """Figures."""
        if loading:
            self.rate.setText(self.tr("{0} shown per second, preparing the model").format(shown))
        else:
            self.rate.setText(self.tr("{0} shown, {1} analysed per second").format(shown, analysed))
        self.delay.setText("" if behind is None else self.tr("{0} ms behind the camera").format(behind))
        self.skipped.setText(self.tr("{0} frames skipped, none queued").format(count(skipped)))
        self._show_lines()

    def clear(self) -> None:
        """No figures."""
        for part in (self.rate, self.delay, self.skipped):
            part.setText("")
        self._show_lines()

    def show_record(self, on: bool, seconds: int, possible: bool) -> None:
        """Whether it records."""
        minutes = f"{seconds // 60}:{seconds % 60:02d}"
        self.record.setText(self.tr("Recording {0}").format(minutes) if on else self.tr("Record"))
        self.record.setEnabled(possible or on)

    def show_engine(self, model: str, device: str) -> None:
        """What scores."""
        self._model.setText(model.split("@", maxsplit=1)[0])
        self._model.setAccessibleName(model)
        self._device.setText(device)
        self._show_lines()
