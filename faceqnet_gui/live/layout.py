"""Where the cards of Live stand, at any size of the window."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from faceqnet_gui.live.captured_card import CapturedCard
from faceqnet_gui.live.cards import Card, LightCard
from faceqnet_gui.live.checks_card import ChecksCard
from faceqnet_gui.live.person_card import PersonCard
from faceqnet_gui.live.preview import Preview
from faceqnet_gui.live.strip import StripCard

_RIGHT, _LEAST_RIGHT, _RIGHT_SHARE = 488, 336, 0.305
_FOOT, _LEAST_FOOT = 212, 148
_TALL, _WIDE = 860, 1280


class Board(QWidget):
    """Preview and four cards around it."""

    def __init__(
        self, preview: Preview, light: LightCard, checks: ChecksCard, strip: StripCard, person: PersonCard,
        captured: CapturedCard,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("centre")
        self._parts: tuple[Card, ...] = (light, checks, strip, person, captured)
        self._right, self._foot = QWidget(), QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(light)
        column.addWidget(checks, 1)
        self._column = column
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(strip, 2)
        row.addWidget(person, 1)
        self._row = row
        self._captured, self._person = captured, person
        self._grid = QGridLayout(self)
        self._grid.addWidget(preview, 0, 0)
        self._grid.addWidget(self._right, 0, 1)
        self._grid.addWidget(self._foot, 1, 0)
        self._grid.addWidget(captured, 1, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(0, 1)
        self.arrange(1600, 918)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(self.width(), self.height())

    def arrange(self, width: int, height: int) -> None:
        """Fit the cards to the room."""
        compact = height < _TALL - 82 or width < _WIDE
        gap = 12 if compact else 16
        edge = 12 if compact else 24
        self._grid.setContentsMargins(edge, edge, edge, edge if compact else 16)
        self._grid.setHorizontalSpacing(gap if compact else 24)
        self._grid.setVerticalSpacing(gap)
        self._column.setSpacing(gap)
        self._row.setSpacing(gap)
        right = round(min(_RIGHT, max(_LEAST_RIGHT, _RIGHT_SHARE * width)))
        self._right.setFixedWidth(right)
        self._captured.setFixedWidth(right)
        self._foot.setFixedHeight(_LEAST_FOOT if compact else _FOOT)
        self._captured.setFixedHeight(_LEAST_FOOT if compact else _FOOT)
        self._person.setFixedWidth(230 if compact else 336)
        for part in self._parts:
            part.set_compact(compact)
