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
        title: For people; source text of the translation context `Actions`.
        keys: Shortcuts, the first one is shown.
        icon: Name of an icon, or empty.
        menu: `file`, `view`, `profile`, `go`, `help`, or empty for none.
        run: What it does, given the window.
        enabled: Whether it makes sense now, given the window.
        checked: For switches: whether it is on, given the window.
        single: Whether its key is a bare letter that must stay off while text is typed.
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
