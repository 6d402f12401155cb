"""Records of actions made into Qt's actions: keys that act in their view only, menus, why something is not possible."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import MENUS
from faceqnet_gui.actions.table import ACTIONS
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.theme import theme
from faceqnet_gui.shell.keymap import is_typing, keys_of, title_of, types_text

RECORDS: dict[str, Action] = {record.id: record for record in ACTIONS}


class ActionTable(QObject):
    """All actions of a window. Bare letters act only while no text is typed, keys of a view only there."""

    def __init__(self, window: Any, menu: QMenu) -> None:
        super().__init__(window)
        self._window, self._menu = window, menu
        self._in_force: tuple[str, bool] | None = None
        self.actions: dict[str, QAction] = {}
        for record in ACTIONS:
            action = QAction(window)
            action.triggered.connect(lambda _=False, r=record: self.run(r))
            action.setCheckable(record.checked is not None)
            window.addAction(action)
            self.actions[record.id] = action
        menu.aboutToShow.connect(self.update_states)
        menu.aboutToHide.connect(self.enable_keys)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        theme().changed.connect(self.retitle)

    # ---- doing

    def run(self, record: Action) -> None:
        """Do it; where it makes no sense now, say what to do first."""
        if record.view and record.view != self._window.page:
            self._window.show_page(record.view)
        if record.enabled(self._window):
            record.run(self._window)
        elif record.why:
            self._window.toast.say(self.why_not(record))

    def why_not(self, record: Action) -> str:
        """What is missing, in words; empty where it can be done."""
        if record.view not in {"", self._window.page} or record.enabled(self._window):
            return ""
        return (
            QCoreApplication.translate("Actions", record.why)
            if record.why
            else self.tr("Not possible at the moment.")
        )

    # ---- keys

    def keys(self, record: Action) -> tuple[str, ...]:
        """The keys in force."""
        return keys_of(record, self._window.settings.keys)

    def of_view(self, page: str) -> list[QAction]:
        """The actions of one view, for a window of its own beside this one."""
        return [self.actions[record.id] for record in ACTIONS if record.view == page]

    def enable_keys(self) -> None:
        """Keys as the view and the focus want them; what a menu greyed works by key again."""
        self._in_force = None
        self._focus_moved(None, QApplication.focusWidget())

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        typing = is_typing(now)
        if self._in_force == (self._window.page, typing):
            return
        self._in_force = (self._window.page, typing)
        for record in ACTIONS:
            action = self.actions[record.id]
            action.setEnabled(record.view in {"", self._window.page})
            keys = [k for k in self.keys(record) if not (typing and types_text(k))]
            action.setShortcuts([QKeySequence(k) for k in keys])

    def stop(self) -> None:
        """The window goes; the application, and dialogs that close after it, stay a while."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            with contextlib.suppress(RuntimeError, TypeError):  # closed twice
                application.focusChanged.disconnect(self._focus_moved)

    # ---- menus

    def retitle(self) -> None:
        """Words and icons of the actions, and the menus."""
        for record in ACTIONS:
            action = self.actions[record.id]
            action.setText(title_of(record))
            if record.icon:
                action.setIcon(icon(record.icon))
        _empty(self._menu)
        self._fill(self._menu)
        if sys.platform == "darwin" and isinstance(self._window, QMainWindow):
            bar = self._window.menuBar()
            _empty(bar)
            self._fill(bar)
            for menu in bar.findChildren(QMenu):
                menu.aboutToShow.connect(self.update_states)
                menu.aboutToHide.connect(self.enable_keys)

    def _fill(self, menu: Any) -> None:
        """A submenu for each of MENUS that has an action in the present view."""
        for name, title in MENUS:
            here = [r for r in ACTIONS if r.menu == name and r.view in {"", self._window.page}]
            if not here:
                continue
            part = menu.addMenu(QCoreApplication.translate("Menus", title))
            for record in here:
                part.addAction(self.actions[record.id])
        if isinstance(menu, QMenu):
            menu.addSeparator()
            for name in ("app.palette", "app.preferences", "help.keys"):
                menu.addAction(self.actions[name])

    def update_states(self) -> None:
        """Grey what makes no sense now, check what is on."""
        for record in ACTIONS:
            action = self.actions[record.id]
            action.setEnabled(record.view in {"", self._window.page} and record.enabled(self._window))
            if record.checked is not None and record.view in {"", self._window.page}:
                action.setChecked(record.checked(self._window))


def _empty(menu: QMenu | QMenuBar) -> None:
    """Without its submenus, which Qt would keep as long as the window."""
    parts = [action.menu() for action in menu.actions()]
    menu.clear()
    for part in parts:
        if isinstance(part, QMenu):
            part.deleteLater()
