"""What all rooms' actions share: menus, keys that no action owns, usual reasons; and the window's own actions."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action
from faceqnet_gui.views import TRIAGE

NO_PHOTOS = str(QT_TRANSLATE_NOOP("Actions", "Open photos first."))
NO_CURRENT = str(QT_TRANSLATE_NOOP("Actions", "Choose a photo first."))
NOTHING_RUNS = str(QT_TRANSLATE_NOOP("Actions", "Nothing is being scored."))
NO_FILTER = str(QT_TRANSLATE_NOOP("Actions", "No filter is in force."))
NO_PROFILE = str(QT_TRANSLATE_NOOP("Actions", "Choose a profile first."))
NO_TABLE = str(QT_TRANSLATE_NOOP("Actions", "Show the table first."))
NOTHING_TO_UNDO = str(QT_TRANSLATE_NOOP("Actions", "Nothing to undo."))
NOTHING_TO_REDO = str(QT_TRANSLATE_NOOP("Actions", "Nothing to do again."))
NOT_EVALUATED = str(QT_TRANSLATE_NOOP("Actions", "Evaluate the photos first."))
NO_EVALUATION = str(QT_TRANSLATE_NOOP("Actions", "No evaluation is running."))
EVALUATING = str(QT_TRANSLATE_NOOP("Actions", "An evaluation is running."))
NO_PAIR = str(QT_TRANSLATE_NOOP("Actions", "Choose one of the photos shown at the right first."))
NO_WIZARD = str(QT_TRANSLATE_NOOP("Actions", "Make a model first."))
IN_WIZARD = str(QT_TRANSLATE_NOOP("Actions", "Go back to the models first."))
RUNNING = str(QT_TRANSLATE_NOOP("Actions", "Wait until the scoring ends, or stop it."))

MENUS: tuple[tuple[str, str], ...] = (
    ("file", str(QT_TRANSLATE_NOOP("Menus", "File"))),
    ("session", str(QT_TRANSLATE_NOOP("Menus", "Session"))),
    ("edit", str(QT_TRANSLATE_NOOP("Menus", "Edit"))),
    ("decide", str(QT_TRANSLATE_NOOP("Menus", "Decide"))),
    ("view", str(QT_TRANSLATE_NOOP("Menus", "View"))),
    ("profile", str(QT_TRANSLATE_NOOP("Menus", "Profile"))),
    ("go", str(QT_TRANSLATE_NOOP("Menus", "Go"))),
    ("live", str(QT_TRANSLATE_NOOP("Menus", "Live"))),
    ("evaluate", str(QT_TRANSLATE_NOOP("Menus", "Evaluate"))),
    ("train", str(QT_TRANSLATE_NOOP("Menus", "Train"))),
    ("help", str(QT_TRANSLATE_NOOP("Menus", "Help"))),
)


@dataclass(frozen=True, slots=True)
class FixedKey:
    """A key that a widget itself understands and that nobody can give away.

    Attributes:
        keys: All keys of that meaning.
        shown: How the sheet of keys writes them; source text of the context `Menus`, or the keys themselves.
        title: What it does; source text likewise.
        view: The view that it belongs to; empty for all.
        held: Whether it acts as long as it is held.
    """

    keys: tuple[str, ...]
    title: str
    view: str = ""
    shown: str = ""
    held: bool = False


FIXED: tuple[FixedKey, ...] = (
    FixedKey(("Escape",), str(QT_TRANSLATE_NOOP("Menus", "Back one level"))),
    FixedKey(("Tab", "Shift+Tab"), str(QT_TRANSLATE_NOOP("Menus", "Next or previous control"))),
    FixedKey(
        ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"),
        str(QT_TRANSLATE_NOOP("Menus", "Move the current photo")),
        TRIAGE,
        str(QT_TRANSLATE_NOOP("Menus", "Arrows, Home, End, Page up, Page down")),
    ),
    FixedKey(("Return", "Enter"), str(QT_TRANSLATE_NOOP("Menus", "Single view")), TRIAGE),
    FixedKey(
        ("Space",), str(QT_TRANSLATE_NOOP("Menus", "Bare picture, as long as it is held")), TRIAGE, held=True
    ),
)

SHELL: tuple[Action, ...] = (
    Action(
        "app.palette",
        str(QT_TRANSLATE_NOOP("Actions", "Search or run a command...")),
        lambda w: w.shell.show_palette(),
        ("Ctrl+K",),
        "search",
        "go",
    ),
    Action(
        "app.preferences",
        str(QT_TRANSLATE_NOOP("Actions", "Preferences...")),
        lambda w: w.shell.show_preferences(),
        ("Ctrl+,",),
        "sliders-horizontal",
        "file",
    ),
    Action(
        "app.keys",
        str(QT_TRANSLATE_NOOP("Actions", "Change keys...")),
        lambda w: w.shell.change_keys(),
        (),
        "keyboard",
        "help",
    ),
    Action(
        "go.next-region",
        str(QT_TRANSLATE_NOOP("Actions", "Next part of the window")),
        lambda w: w.shell.go_region(1),
        ("F6",),
        "",
        "go",
    ),
    Action(
        "go.previous-region",
        str(QT_TRANSLATE_NOOP("Actions", "Previous part of the window")),
        lambda w: w.shell.go_region(-1),
        ("Shift+F6",),
        "",
        "go",
    ),
    Action(
        "help.tour",
        str(QT_TRANSLATE_NOOP("Actions", "Tour of the window")),
        lambda w: w.shell.start_tour(),
        (),
        "map",
        "help",
        lambda w: len(w.columns) > 0 and w.page == "triage",
        why=str(QT_TRANSLATE_NOOP("Actions", "Try the demo first: the tour shows its photos.")),
    ),
    Action(
        "help.log",
        str(QT_TRANSLATE_NOOP("Actions", "Log...")),
        lambda w: w.shell.show_log(),
        (),
        "scroll-text",
        "help",
    ),
)
