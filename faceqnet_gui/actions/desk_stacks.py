"""Actions of stacks: the same and nearly the same photos shown as one."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import NO_PHOTOS

_NO_STACKS = str(QT_TRANSLATE_NOOP("Actions", "Stack the same photos first."))

STACKS: tuple[Action, ...] = (
    Action(
        "stack.show",
        str(QT_TRANSLATE_NOOP("Actions", "Stack the same and nearly the same")),
        lambda w: w.stacking.toggle(),
        ("G, E",),
        "layers",
        "view",
        lambda w: len(w.columns) > 0,
        checked=lambda w: w.stacking.on,
        single=True,
        view="triage",
        why=NO_PHOTOS,
    ),
    Action(
        "stack.expand",
        str(QT_TRANSLATE_NOOP("Actions", "Open or close the stack")),
        lambda w: w.stacking.expand(),
        ("E",),
        "layers",
        "view",
        lambda w: w.stacking.on and w.current is not None,
        single=True,
        view="triage",
        why=_NO_STACKS,
    ),
    Action(
        "stack.keep-best",
        str(QT_TRANSLATE_NOOP("Actions", "Keep the best of each stack...")),
        lambda w: w.deciding.keep_best(),
        ("Shift+E",),
        "trophy",
        "decide",
        lambda w: w.arrangement.stacks is not None,
        single=True,
        view="triage",
        why=_NO_STACKS,
    ),
)
