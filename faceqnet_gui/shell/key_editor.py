"""Other keys for actions: a key that is taken is refused with the name of what has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import MENUS
from faceqnet_gui.actions.table import ACTIONS
from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.keys import key_text
from faceqnet_gui.look.widgets import Button, IconButton, label
from faceqnet_gui.shell import matching
from faceqnet_gui.shell.keymap import keys_of, owner_of, portable, title_of
from faceqnet_gui.views import VIEWS

Keys = dict[str, list[str]]
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
_NEVER = {Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}


class KeyField(QPushButton):
    """Shows a key; pressed, it takes the next one. Escape leaves, Delete takes the key away."""

    pressed_key = Signal(str)  # empty: no key any more
    _listens = False

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "key")
        self.setAutoDefault(False)
        self.setMinimumWidth(150)
        self._key = ""
        self.clicked.connect(lambda: self.listen(True))

    def show_key(self, key: str) -> None:
        """The key in force."""
        self._key = key
        self.listen(False)

    def listen(self, on: bool) -> None:
        """Wait for a key."""
        self._listens = on
        self.setText(self.tr("Press a key") if on else key_text(self._key) or self.tr("None"))

    def event(self, event: QEvent) -> bool:
        if self._listens and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the key is meant for this field, not for the action that has it now
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._listens:
            super().keyPressEvent(event)
            return
        if event.key() in _MODIFIERS:
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() in _NEVER:
            self.listen(False)
            if event.key() != Qt.Key.Key_Escape:
                super().keyPressEvent(event)
        elif plain and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.pressed_key.emit("")
        else:
            self.pressed_key.emit(_key_of(event))

    def focusNextPrevChild(self, next_child: bool) -> bool:
        return False if self._listens else super().focusNextPrevChild(next_child)


def _key_of(event: QKeyEvent) -> str:
    """As a shortcut writes it; a sign that needs Shift on this keyboard is the sign itself."""
    text = event.text()
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == Qt.KeyboardModifier.ShiftModifier and text.isprintable() and text and not text.isalnum():
        return portable(text)
    return QKeySequence(int(event.key()) | modifiers.value).toString(QKeySequence.SequenceFormat.PortableText)


class KeyEditor(QDialog):
    """Every action with its key; each change acts at once."""

    def __init__(self, parent: QWidget, chosen: Keys, change: Callable[[Keys], object]) -> None:
        """`chosen` are the keys that people gave; `change` keeps others and lets them act."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change keys"))
        self.resize(720, min(680, parent.height() - 40))
        self.chosen: Keys = dict(chosen)
        self._change = change
        self.fields: dict[str, KeyField] = {}
        self._backs: dict[str, IconButton] = {}
        self._lines: list[tuple[str, list[QWidget]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search actions"))
        self.search.setAccessibleName(self.tr("Search actions"))
        self.search.textChanged.connect(self.show_fitting)
        column.addWidget(self.search)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._list())
        column.addWidget(area, 1)
        self.says = label(tone="fail")
        self.says.setWordWrap(True)
        self.says.setMinimumHeight(36)
        column.addWidget(self.says)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.reset_button = Button(self.tr("All keys as shipped"), "rotate-ccw")
        self.reset_button.setAutoDefault(False)
        self.reset_button.clicked.connect(self.reset_all)
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        foot.addWidget(self.reset_button)
        foot.addStretch()
        foot.addWidget(close)
        column.addLayout(foot)
        self._show_all()

    def _list(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        areas = {v.id: QCoreApplication.translate("Views", v.title) for v in VIEWS}
        menus = {name: QCoreApplication.translate("Menus", title) for name, title in MENUS}
        for n, record in enumerate(ACTIONS):
            title = title_of(record)
            area = areas.get(record.view) or menus.get(record.menu, "")
            field = KeyField()
            field.setAccessibleName(self.tr("Key of {0}").format(title))
            field.pressed_key.connect(partial(self.give, record))
            back = IconButton("rotate-ccw", self.tr("Key as shipped: {0}").format(title))
            policy = back.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            back.setSizePolicy(policy)
            back.clicked.connect(partial(self.reset, record))
            self.fields[record.id], self._backs[record.id] = field, back
            parts: list[QWidget] = [label(title), label(area, "secondary", "t3"), field, back]
            for place, part in enumerate(parts):
                grid.addWidget(part, n, place)
            self._lines.append((f"{title} {record.title} {area}", parts))
        grid.setRowStretch(len(ACTIONS), 1)
        return inside

    # ---- what it does

    def give(self, record: Action, key: str) -> None:
        """Another key for an action, or none; refused where it would have two meanings."""
        owner = owner_of(key, record, self.chosen) if key else ""
        if owner:
            self._say(
                self.tr(
                    "{0} stays as it was: {1} is the key of “{2}”. Give that one another key first."
                ).format(f"“{title_of(record)}”", key_text(key), owner)
            )
            self._show(record)
            return
        others = [k for k in keys_of(record, self.chosen)[1:] if portable(k) != portable(key)]
        self._keep({**self.chosen, record.id: [key, *others] if key else []})
        self._say("")

    def reset(self, record: Action) -> None:
        """The key that it was shipped with, if nothing else has it by now."""
        without = {k: v for k, v in self.chosen.items() if k != record.id}
        for key in record.keys:
            owner = owner_of(key, record, without)
            if owner:
                self._say(self.tr("{0} is the key of “{1}” now.").format(key_text(key), owner))
                return
        self._keep(without)
        self._say("")

    def reset_all(self) -> None:
        """Every key as shipped."""
        self._keep({})
        self._say("")

    def _keep(self, keys: Keys) -> None:
        self.chosen = {name: k for name, k in keys.items() if not _as_shipped(name, k)}
        self._change(dict(self.chosen))
        self._show_all()

    def _show_all(self) -> None:
        for record in ACTIONS:
            self._show(record)
        self.reset_button.setEnabled(bool(self.chosen))

    def _show(self, record: Action) -> None:
        keys = keys_of(record, self.chosen)
        self.fields[record.id].show_key(keys[0] if keys else "")
        self._backs[record.id].setVisible(record.id in self.chosen)

    def _say(self, sentence: str) -> None:
        self.says.setText(sentence)
        announce(self, sentence, urgent=True)

    def show_fitting(self, text: str) -> None:
        """Show what fits."""
        asked = matching.plain(text)
        for name, parts in self._lines:
            shown = not asked or matching.score(asked, name) >= 1
            for part in parts[:3]:
                part.setVisible(shown)
            parts[3].setVisible(shown and self._record_of(parts[3]) in self.chosen)

    def _record_of(self, back: QWidget) -> str:
        return next(name for name, button in self._backs.items() if button is back)


def _as_shipped(name: str, keys: list[str]) -> bool:
    record = next((r for r in ACTIONS if r.id == name), None)
    return record is not None and [portable(k) for k in record.keys] == [portable(k) for k in keys]
