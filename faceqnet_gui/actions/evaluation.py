"""Actions of the view of that name; each with its `view`, so that keys act there alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action
from faceqnet_gui.views import EVALUATE


def _page(window: Any) -> Any:
    return window.view_page(EVALUATE)


def _done(window: Any) -> bool:
    return window.page == EVALUATE and _page(window).found is not None


def _move(step: int, window: Any) -> None:
    window.move_limit(step)


EVALUATION: tuple[Action, ...] = (
    Action(
        "evaluate.run",
        str(QT_TRANSLATE_NOOP("Actions", "Evaluate")),
        lambda w: _page(w).run(),
        ("Ctrl+Return", "Ctrl+Enter"),
        "play",
        "evaluate",
        lambda w: w.page == EVALUATE and not _page(w).running,
        view=EVALUATE,
    ),
    Action(
        "evaluate.stop",
        str(QT_TRANSLATE_NOOP("Actions", "Stop the evaluation")),
        lambda w: _page(w).stop(),
        (),
        "square",
        "evaluate",
        lambda w: w.page == EVALUATE and _page(w).running,
        view=EVALUATE,
    ),
    Action(
        "evaluate.figure",
        str(QT_TRANSLATE_NOOP("Actions", "Save the figure...")),
        lambda w: _page(w).save_figure(),
        ("Ctrl+Alt+F",),
        "",
        "evaluate",
        _done,
        view=EVALUATE,
    ),
    Action(
        "evaluate.curves",
        str(QT_TRANSLATE_NOOP("Actions", "Save the curves as CSV...")),
        lambda w: _page(w).save_curves(),
        (),
        "",
        "evaluate",
        _done,
        view=EVALUATE,
    ),
    Action(
        "evaluate.report",
        str(QT_TRANSLATE_NOOP("Actions", "Save a report...")),
        lambda w: _page(w).save_report(),
        (),
        "",
        "evaluate",
        _done,
        view=EVALUATE,
    ),
    Action(
        "evaluate.command",
        str(QT_TRANSLATE_NOOP("Actions", "Copy the evaluation as command line")),
        lambda w: _page(w).copy_command(),
        (),
        "copy",
        "evaluate",
        _done,
        view=EVALUATE,
    ),
    Action(
        "evaluate.forget",
        str(QT_TRANSLATE_NOOP("Actions", "Forget embeddings")),
        lambda w: _page(w).forget_embeddings(),
        (),
        "trash-2",
        "evaluate",
        view=EVALUATE,
    ),
    Action(
        "evaluate.limit-down",
        str(QT_TRANSLATE_NOOP("Actions", "Lower the limit by 1")),
        partial(_move, -1),
        (",",),
        "",
        "go",
        single=True,
        view=EVALUATE,
    ),
    Action(
        "evaluate.limit-up",
        str(QT_TRANSLATE_NOOP("Actions", "Raise the limit by 1")),
        partial(_move, 1),
        (".",),
        "",
        "go",
        single=True,
        view=EVALUATE,
    ),
)
