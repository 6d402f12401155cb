"""A control for each kind of setting."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from faceqnet_engine.measures.profiles import profiles
from faceqnet_gui.look.measure_words import profile_title
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import IconButton
from faceqnet_gui.options import Kind, Option, words

_WIDTH = 220


class Switch(QAbstractButton):
    """On or off: the knob's place and a tick tell, not the colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedSize(44, 28)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, tokens = QPainter(self), theme().tokens
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = self.rect().adjusted(4, 4, -4, -4)
        p.setPen(QPen(QColor(tokens.acc if self.isChecked() else tokens.line2), 1))
        p.setBrush(QColor(tokens.acc if self.isChecked() else tokens.bg3))
        p.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        side = track.height() - 6
        right = self.isChecked() is not self.isRightToLeft()
        x = track.right() - side - 2 if right else track.x() + 3
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.on_acc if self.isChecked() else tokens.t2))
        p.drawEllipse(x, track.y() + 3, side, side)
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 13, 13)
        p.end()


class Editor(QWidget):
    """Shows a value and tells when a person has changed it."""

    changed = Signal(object)

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self._quiet = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(control)
        self.setFocusProxy(control)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.control.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.control.setAccessibleDescription(description)

    def show_value(self, value: Any) -> None:
        """Without telling anybody."""
        self._quiet = True
        self._show(value)
        self._quiet = False

    def _tell(self, value: Any) -> None:
        if not self._quiet:
            self.changed.emit(value)

    @abstractmethod
    def _show(self, value: Any) -> None:
        """Put a value into the control."""  # Qt's metaclass leaves no room for ABCMeta: mypy checks that it is there


class _SwitchEditor(Editor):
    def __init__(self, option: Option) -> None:
        self._switch = Switch()
        super().__init__(self._switch)
        self._switch.toggled.connect(lambda on: self._tell(bool(on)))

    def _show(self, value: Any) -> None:
        self._switch.setChecked(value)


class _ChoiceEditor(Editor):
    def __init__(self, option: Option) -> None:
        self._box = QComboBox()
        self._box.setMinimumWidth(_WIDTH)
        for value, text in option.choices:
            self._box.addItem(words(text), value)
        super().__init__(self._box)
        self._box.currentIndexChanged.connect(lambda n: self._tell(self._box.itemData(n)))

    def _show(self, value: Any) -> None:
        self._box.setCurrentIndex(max(0, self._box.findData(value)))


class _ProfileEditor(Editor):
    """The profiles that there are now."""

    def __init__(self, option: Option) -> None:
        self._box = QComboBox()
        self._box.setMinimumWidth(_WIDTH)
        for known in profiles():
            self._box.addItem(profile_title(known), known.id)
        super().__init__(self._box)
        self._box.currentIndexChanged.connect(lambda n: self._tell(self._box.itemData(n)))

    def _show(self, value: Any) -> None:
        self._box.setCurrentIndex(self._box.findData(value))


class _NumberEditor(Editor):
    """Tells what was typed when it is finished, what was stepped at once."""

    def __init__(self, option: Option) -> None:
        whole = float(option.step).is_integer()
        self._whole = whole
        self._box: Any = QSpinBox() if whole else QDoubleSpinBox()
        self._box.lineEdit().setTextMargins(
            6, 0, 0, 0
        )  # as in other fields: the style sheet does not reach it
        of: Any = int if whole else float
        self._box.setRange(of(option.low), of(option.high))
        self._box.setSingleStep(of(option.step))
        if isinstance(self._box, QDoubleSpinBox):
            self._box.setDecimals(1 if option.step >= 0.1 else 2)
        self._box.setGroupSeparatorShown(True)
        self._box.setKeyboardTracking(False)
        self._box.setMinimumWidth(_WIDTH)
        if option.unit:
            self._box.setSuffix(" " + words(option.unit))
        super().__init__(self._box)
        self._box.valueChanged.connect(
            lambda value: self._tell(int(value) if self._whole else round(float(value), 3))
        )

    def _show(self, value: Any) -> None:
        self._box.setValue(value)


class _TextEditor(Editor):
    def __init__(self, option: Option) -> None:
        self._line = QLineEdit()
        self._line.setMinimumWidth(_WIDTH)
        self._line.setPlaceholderText(words(option.empty))
        super().__init__(self._line)
        self._line.editingFinished.connect(lambda: self._tell(self._line.text().strip()))

    def _show(self, value: Any) -> None:
        self._line.setText(value)


class _FolderEditor(_TextEditor):
    def __init__(self, option: Option) -> None:
        super().__init__(option)
        self._choose = IconButton("folder-open", self.tr("Choose a folder"))
        self._choose.clicked.connect(self._ask)
        self._row.addWidget(self._choose)

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), self._line.text())
        if folder:
            self._show(folder)
            self._tell(folder)


_EDITORS: dict[Kind, type[Editor]] = {
    Kind.SWITCH: _SwitchEditor,
    Kind.CHOICE: _ChoiceEditor,
    Kind.NUMBER: _NumberEditor,
    Kind.TEXT: _TextEditor,
    Kind.FOLDER: _FolderEditor,
    Kind.PROFILE: _ProfileEditor,
}


def editor_for(option: Option) -> Editor:
    """The control of a setting's kind."""
    editor: Any = _EDITORS[option.kind]
    return editor(option)
