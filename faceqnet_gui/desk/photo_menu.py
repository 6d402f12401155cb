"""The menu of the photos that are meant: the same actions as by key, at the pointer or at the current photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.menus import add_head
from faceqnet_gui.look.words import images
from faceqnet_gui.session.marks import MOST_STARS

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

_DECIDE = ("decide.accept", "decide.reject", "decide.undecided")
_SAY = ("decide.note", "decide.reason", "stack.expand")
_LOOK = ("view.single", "view.compare", "go.zoom-face")
_COMPARED = ("compare.pin", "compare.wins")
_TAKE = ("edit.copy-image", "go.copy-path", "go.open-outside", "file.export")
_AWAY = ("file.trash",)


class PhotoMenu:
    """Mixed into the window."""

    def follow_menus(self: Window) -> None:
        """A right click or the menu key on any view of photos."""
        for view in (self.grid, self.table, self.stack.single_view, self.stack.compare):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(lambda place, v=view: self.show_photo_menu(v, place))

    def show_photo_menu(self: Window, view: QWidget, place: QPoint) -> None:
        """Where it was asked for; nothing where no photo is meant there."""
        if isinstance(view, QAbstractItemView):
            index = view.indexAt(place)
            if not index.isValid():
                return
            place = view.viewport().mapToGlobal(place)
        else:
            place = view.mapToGlobal(place)
        if not len(self.deciding.meant()):
            return
        self._menu = self.photo_menu()
        self._menu.aboutToHide.connect(self._menu.deleteLater)
        self._menu.popup(place)

    def photo_menu(self: Window) -> QMenu:
        """Decide, rate, look, take along; its head says how many photos are meant."""
        menu, table = QMenu(self), self.shell.table
        add_head(menu, images(len(self.deciding.meant())))
        for names in (_DECIDE, _SAY):
            for name in names:
                menu.addAction(table.actions[name])
            if names is _DECIDE:
                stars = menu.addMenu(icon("star"), self.tr("Stars"))
                for number in (*range(1, MOST_STARS + 1), 0):
                    stars.addAction(table.actions[f"decide.stars-{number}"])
        looks = _COMPARED if self.view == "compare" else _LOOK
        for part in (looks, _TAKE, _AWAY):
            menu.addSeparator()
            for name in part:
                menu.addAction(table.actions[name])
        menu.aboutToShow.connect(table.update_states)
        menu.aboutToHide.connect(table.enable_keys)
        return menu
