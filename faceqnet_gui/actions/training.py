"""Actions of the view of that name; each with its `view`, so that keys act there alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import IN_WIZARD, NO_WIZARD
from faceqnet_gui.views import TRAIN


def _room(window: Any) -> Any:
    return window.view_page(TRAIN)


def _in_wizard(window: Any) -> bool:
    return window.page == TRAIN and _room(window).wizard is not None


TRAINING: tuple[Action, ...] = (
    Action(
        "train.new",
        str(QT_TRANSLATE_NOOP("Actions", "Make a model...")),
        lambda w: _room(w).begin(),
        ("Ctrl+Shift+N",),
        "graduation-cap",
        "train",
        view=TRAIN,
    ),
    Action(
        "train.import",
        str(QT_TRANSLATE_NOOP("Actions", "Import a model...")),
        lambda w: _room(w).models.bring.click(),
        (),
        "upload",
        "train",
        lambda w: not _in_wizard(w),
        view=TRAIN,
        why=IN_WIZARD,
    ),
    Action(
        "train.continue",
        str(QT_TRANSLATE_NOOP("Actions", "Next page of the wizard")),
        lambda w: _room(w).continue_page(),
        ("Ctrl+Return",),
        "chevron-right",
        "train",
        _in_wizard,
        view=TRAIN,
        why=NO_WIZARD,
    ),
    Action(
        "train.back",
        str(QT_TRANSLATE_NOOP("Actions", "Page of the wizard before")),
        lambda w: _room(w).back(),
        ("Alt+Left",),
        "chevron-left",
        "train",
        _in_wizard,
        view=TRAIN,
        why=NO_WIZARD,
    ),
    Action(
        "train.command",
        str(QT_TRANSLATE_NOOP("Actions", "Copy the page's command line")),
        lambda w: _room(w).copy_command(),
        ("Ctrl+Shift+C",),
        "copy",
        "train",
        _in_wizard,
        view=TRAIN,
        why=NO_WIZARD,
    ),
    Action(
        "train.models",
        str(QT_TRANSLATE_NOOP("Actions", "Back to the models")),
        lambda w: _room(w).go_home(),
        (),
        "list",
        "train",
        _in_wizard,
        view=TRAIN,
        why=NO_WIZARD,
    ),
)
