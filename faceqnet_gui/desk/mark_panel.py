"""What a person says about the current photo: stars, note, reason, and the three decisions with their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from faceqnet_gui.look.key_button import KeyButton
from faceqnet_gui.look.painters import star_path
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import hairline
from faceqnet_gui.session.marks import MOST_STARS, NO_MARK, Decision, Mark

_STAR = 19


class Stars(QWidget):
    """Five stars; a click or the arrows choose, a click on the last one again clears."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._stars = 0
        self.setFixedSize(QSize(MOST_STARS * _STAR + 6, 28))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self.update)

    @property
    def stars(self) -> int:
        """How many."""
        return self._stars

    def show_stars(self, stars: int) -> None:
        """Without announcing it."""
        if stars != self._stars:
            self._stars = stars
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, stars))
        self.setAccessibleDescription(str(stars))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        stars = max(1, min(MOST_STARS, int((event.position().x() - 3) // _STAR) + 1))
        self.chosen.emit(0 if stars == self._stars else stars)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
        elif 0 <= self._stars + step <= MOST_STARS:
            self.chosen.emit(self._stars + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, tokens = QPainter(self), theme().tokens
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for n in range(MOST_STARS):
            star = star_path(QPointF(3 + _STAR * (n + 0.5), self.height() / 2), 7.5)
            p.setPen(QPen(QColor(tokens.review if n < self._stars else tokens.line2), 1.25))
            p.setBrush(QColor(tokens.review) if n < self._stars else Qt.BrushStyle.NoBrush)
            p.drawPath(star)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        p.end()


class _Note(QPlainTextEdit):
    """Free text; it is kept when it is left, however that happens."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape or (enter and control):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class MarkPanel(QWidget):
    """The lower end of the inspector. It says what is wanted; what is so comes back by `show_mark`."""

    decided = Signal(object)  # a Decision
    rated = Signal(int)
    noted = Signal(str)
    reasoned = Signal(str)
    done = Signal()  # the keyboard belongs to the images again

    def __init__(self) -> None:
        super().__init__()
        self._mark = NO_MARK
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        upper = QVBoxLayout()
        upper.setContentsMargins(16, 8, 16, 10)
        upper.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(10)
        self.stars = Stars()
        self.stars.chosen.connect(self.rated)
        self.note_button = KeyButton("", "pencil")
        self.note_button.setProperty("kind", "field")
        self.note_button.clicked.connect(self.edit_note)
        line.addWidget(self.stars)
        line.addWidget(self.note_button, 1)
        self.note = _Note()
        self.note.setFixedHeight(76)
        self.note.hide()
        self.note.left.connect(self._leave_note)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit = self.reason.lineEdit()
        assert edit is not None
        edit.editingFinished.connect(self._reason_given)
        self.reason.activated.connect(lambda _: self._reason_given())
        self.reason.hide()
        upper.addLayout(line)
        upper.addWidget(self.note)
        upper.addWidget(self.reason)
        column.addLayout(upper)
        column.addWidget(hairline())
        column.addLayout(self._buttons())
        self.retranslate()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 12)
        row.setSpacing(8)
        self.buttons = {
            Decision.REJECTED: KeyButton("", "x", tone="fail"),
            Decision.UNDECIDED: KeyButton("", "circle-dashed"),
            Decision.ACCEPTED: KeyButton("", "check", tone="pass_"),
        }
        for decision, button in self.buttons.items():
            button.setProperty("kind", "decision")
            button.setMinimumHeight(40)
            button.clicked.connect(lambda _=False, d=decision: self.decided.emit(d))
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        return row

    def retranslate(self) -> None:
        """New words."""
        words = {
            Decision.REJECTED: self.tr("Reject"),
            Decision.UNDECIDED: self.tr("Undecided"),
            Decision.ACCEPTED: self.tr("Accept"),
        }
        for decision, button in self.buttons.items():
            button.setText(words[decision])
        self.stars.setAccessibleName(self.tr("Stars"))
        self.stars.setToolTip(self.tr("Stars: keys 1 to 5, 0 clears"))
        self.note.setPlaceholderText(self.tr("Note. Ctrl+Enter or Esc goes back to the images; it is kept."))
        self.note.setAccessibleName(self.tr("Note"))
        self.reason.setAccessibleName(self.tr("Reason"))
        edit = self.reason.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("Reason for this decision"))
        self.show_mark(self._mark)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """What stands in the frames: `reject`, `undecided`, `accept`, `note`."""
        names = {Decision.REJECTED: "reject", Decision.UNDECIDED: "undecided", Decision.ACCEPTED: "accept"}
        for decision, button in self.buttons.items():
            button.set_key(keys.get(names[decision], ""))
        self.note_button.set_key(keys.get("note", ""))

    def set_reasons(self, reasons: Iterable[str]) -> None:
        """What can be chosen as reason."""
        now = self.reason.currentText()
        self.reason.clear()
        self.reason.addItems(list(reasons))
        self.reason.setCurrentIndex(-1)
        self.reason.setEditText(now)

    def show_mark(self, mark: Mark) -> None:
        """What is said of the current photo."""
        self._mark = mark
        self.stars.show_stars(mark.stars)
        for decision, button in self.buttons.items():
            button.set_chosen(decision is mark.decision and decision is not Decision.UNDECIDED)
        first = mark.note.splitlines()[0] if mark.note else ""
        self.note_button.setText(first or self.tr("Add a note"))
        self.note_button.setToolTip(mark.note)
        if not self.note.hasFocus():
            self.note.setPlainText(mark.note)
        edit = self.reason.lineEdit()
        if edit is not None and not edit.hasFocus():
            self.reason.setEditText(mark.remark)
        self.reason.setVisible(mark.decision is not Decision.UNDECIDED or bool(mark.remark))

    def edit_note(self) -> None:
        """Write a note."""
        self.note.setPlainText(self._mark.note)
        self.note.show()
        self.note_button.hide()
        self.note.setFocus()
        self.note.selectAll()

    def edit_reason(self) -> None:
        """Write the reason, or choose one."""
        self.reason.show()
        self.reason.setFocus()
        edit = self.reason.lineEdit()
        if edit is not None:
            edit.selectAll()

    def _leave_note(self) -> None:
        if not self.note.isVisible():
            return
        had = self.note.hasFocus()
        self.note.hide()
        self.note_button.show()
        self.noted.emit(self.note.toPlainText())
        if had:
            self.done.emit()

    def _reason_given(self) -> None:
        if self.reason.currentText().strip() != self._mark.remark:
            self.reasoned.emit(self.reason.currentText())
        if self.reason.hasFocus():
            self.done.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
