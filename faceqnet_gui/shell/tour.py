"""Five pointers over the demo, left at once and for ever by Escape or a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import translated

_WIDTH, _MARGIN = 340, 12


@dataclass(frozen=True, slots=True)
class Step:
    """One pointer.

    Attributes:
        title, sentence: Source texts of the context `Tour`.
        target: What it points at, given the window; None or something hidden: the step is left out.
        actions: Ids of actions whose keys stand in the sentence, at {0}, {1}...
    """

    title: str
    sentence: str
    target: Callable[[Any], QWidget | None]
    actions: tuple[str, ...] = ()


class Tour(QWidget):
    """Lies over the whole window; what it points at stays bright, the rest is dimmed."""

    ended = Signal()

    def __init__(self, window: QWidget, steps: Sequence[Step], key_of: Callable[[str], str]) -> None:
        """`key_of` gives the key of an action as people know it."""
        super().__init__(window)
        self._window, self._key_of = window, key_of
        self.steps = [s for s in steps if (t := s.target(window)) is not None and t.isVisible()]
        self.place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        self.title, self.sentence = label(role="item"), label(tone="t2")
        self.sentence.setWordWrap(True)
        self._number = label(role="caption", tone="t3")
        self.leave_button, self.next_button = QPushButton(), QPushButton()
        self.next_button.setProperty("kind", "primary")
        self.leave_button.clicked.connect(self.leave)
        self.next_button.clicked.connect(self.go_on)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._number)
        row.addStretch()
        row.addWidget(self.leave_button)
        row.addWidget(self.next_button)
        for part in (self.title, self.sentence):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(row)
        window.installEventFilter(self)

    def start(self) -> None:
        """Show the first pointer."""
        if not self.steps:
            self.leave()
            return
        self.show()
        self.raise_()
        self._show_step()

    def go_on(self) -> None:
        """The next one; after the last it is over."""
        if self.place + 1 >= len(self.steps):
            self.leave()
            return
        self.place += 1
        self._show_step()

    def leave(self) -> None:
        """Over, and not coming back."""
        self._window.removeEventFilter(self)
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def _show_step(self) -> None:
        step = self.steps[self.place]
        self.title.setText(translated(step.title, "Tour"))
        self.sentence.setText(translated(step.sentence, "Tour").format(*map(self._key_of, step.actions)))
        self._number.setText(self.tr("{0} of {1}").format(self.place + 1, len(self.steps)))
        last = self.place + 1 == len(self.steps)
        self.leave_button.setText(self.tr("Leave the tour"))
        self.leave_button.setVisible(not last)
        self.next_button.setText(self.tr("Done") if last else self.tr("Next"))
        self._place()
        self.next_button.setFocus()
        announce(self, f"{self.title.text()}. {self.sentence.text()}")

    def _target(self) -> QRect:
        target = self.steps[self.place].target(self._window)
        if target is None or not target.isVisible():
            return QRect(self.rect().center(), self.rect().center())
        return QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())

    def _place(self) -> None:
        """Beside what it points at, where there is room."""
        self.setGeometry(self._window.rect())
        self.sentence.setFixedHeight(self.sentence.heightForWidth(_WIDTH - 36))
        self._card.adjustSize()
        near, card = self._target(), self._card.size()
        places = (
            QPoint(near.right() + _MARGIN, near.top()),
            QPoint(near.left() - card.width() - _MARGIN, near.top()),
            QPoint(near.left(), near.bottom() + _MARGIN),
            QPoint(near.left(), near.top() - card.height() - _MARGIN),
        )
        inside = self.rect().adjusted(8, 8, -8, -8)
        best = next(
            (p for p in places if inside.contains(QRect(p, card))),
            near.center() - QPoint(card.width() // 2, 0),
        )
        x = max(inside.left(), min(inside.right() - card.width(), best.x()))
        y = max(inside.top(), min(inside.bottom() - card.height(), best.y()))
        self._card.move(x, y)
        self.update()

    # ---- events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # No key of the window acts behind it.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Space}:
            self.go_on()
        event.accept()

    def mousePressEvent(self, event: Any) -> None:
        self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        dim, hole = QPainterPath(), QPainterPath()
        dim.addRect(self.rect())
        target = self._target().adjusted(-2, -2, 2, 2)
        hole.addRoundedRect(target, 8, 8)
        p.fillPath(dim - hole, QColor(0, 0, 0, 120))
        p.setPen(QPen(QColor(theme().tokens.acc), 2))
        p.drawPath(hole)
        p.end()
