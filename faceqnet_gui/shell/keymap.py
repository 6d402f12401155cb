"""Which keys an action has: those of its record, or those that people gave it; and which would meet another action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import FIXED
from faceqnet_gui.actions.table import ACTIONS

Chosen = Mapping[str, Sequence[str]]
_FIRST_NAMED = 0x01000000
"""Qt's codes of keys that type nothing begin here."""


def keys_of(record: Action, chosen: Chosen) -> tuple[str, ...]:
    """The keys in force, the first one is shown."""
    return tuple(chosen[record.id]) if record.id in chosen else record.keys


def portable(key: str) -> str:
    """One way to write a key, so that two can be compared."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def types_text(key: str) -> bool:
    """Whether a key, pressed in a text field, would be typed."""
    sequence = QKeySequence(key)
    if sequence.isEmpty():
        return False
    first = sequence[0]  # type: ignore[index]  # the stub is wrong
    plain = not first.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
    return plain and int(first.key()) < _FIRST_NAMED


def is_typing(widget: QWidget | None) -> bool:
    """Whether bare letters belong to a field now."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and widget.isReadOnly():
        return False
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox | QComboBox)


def title_of(record: Action) -> str:
    """An action's name in the language in force, without the dots that announce a dialog."""
    return QCoreApplication.translate(record.context, record.title)


def meet(one: str, other: str) -> bool:
    """Whether two keys cannot both be had: they are the same, or one begins the other (`G` and `G, S`)."""
    first, second = portable(one), portable(other)
    if not first or not second:
        return False
    return first == second or first.startswith(second + ", ") or second.startswith(first + ", ")


def owner_of(key: str, record: Action, chosen: Chosen) -> str:
    """Name of what already has this key where `record` would act; empty: it is free."""
    for other in ACTIONS:
        here = other.view == record.view or not other.view or not record.view
        if other.id != record.id and here and any(meet(key, k) for k in keys_of(other, chosen)):
            return title_of(other)
    for fixed in FIXED:
        here = not fixed.view or not record.view or fixed.view == record.view
        if here and any(meet(key, k) for k in fixed.keys):
            return QCoreApplication.translate("Menus", fixed.title)
    return ""
