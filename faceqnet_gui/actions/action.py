"""Actions as records: menus, keys and the shortcut sheet are tables over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a person can do.

    Attributes:
        id: Stable name, `area.verb`.
        title: For people; source text.
        keys: Shortcuts, the first one is shown.
        icon: Name of an icon, or empty.
        menu: One of `actions.shell.MENUS`, or empty for none.
        run: What it does, given the window.
        enabled: Whether it makes sense now, given the window.
        checked: For switches: whether it is on, given the window.
        single: Whether its key is a bare letter that must stay off while text is typed. (Any such key does so anyway:
            people may give other keys.)
        view: The view that it belongs to (`faceqnet_gui.views`); empty for all. Its keys act there alone.
        context: The translation context of its title.
        why: What to do so that it is possible, said where it is not enabled; source text of the context `Actions`.
            `actions.shell` has the usual ones.
    """

    id: str
    title: str
    run: Callable[[Any], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    enabled: Callable[[Any], bool] = lambda window: True
    checked: Callable[[Any], bool] | None = None
    single: bool = False
    view: str = ""
    context: str = "Actions"
    why: str = ""
