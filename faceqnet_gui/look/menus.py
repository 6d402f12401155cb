"""Heads in menus: a style sheet draws Qt's own sections as bare lines."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidgetAction

from faceqnet_gui.look.widgets import label


def add_head(menu: QMenu, text: str) -> QWidgetAction:
    """Words above the entries that follow; nothing to choose."""
    words = label(text, role="section", tone="t3")
    words.setContentsMargins(12, 8, 12, 2)
    head = QWidgetAction(menu)
    head.setText(text)
    head.setDefaultWidget(words)
    head.setEnabled(False)
    menu.addAction(head)
    return head
