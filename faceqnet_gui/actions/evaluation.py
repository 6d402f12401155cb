"""Actions of the view Evaluate; each with its `view`, so that keys act there alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import EVALUATING, NO_EVALUATION, NO_PAIR, NOT_EVALUATED
from faceqnet_gui.session.marks import MOST_STARS, Decision
from faceqnet_gui.views import EVALUATE

_SECTION = "evaluate"


def _page(window: Any) -> Any:
    return window.view_page(EVALUATE)


def _here(window: Any) -> bool:
    return bool(window.page == EVALUATE)


def _done(window: Any) -> bool:
    return _here(window) and _page(window).found is not None


def _decidable(window: Any) -> bool:
    return _here(window) and _page(window).deciding.possible()


def _call(name: str, window: Any) -> None:
    getattr(_page(window), name)()


def _save(name: str, window: Any) -> None:
    getattr(_page(window).saving, name)()


def _decide(decision: Decision, window: Any) -> None:
    _page(window).deciding.decide(decision)


def _rate(stars: int, window: Any) -> None:
    _page(window).deciding.rate(stars)


def _move(step: int, window: Any) -> None:
    window.move_limit(step)


def _action(
    name: str,
    title: str,
    method: str,
    keys: tuple[str, ...] = (),
    icon: str = "",
    enabled: Any = None,
    why: str = NOT_EVALUATED,
) -> Action:
    run = partial(_call, method) if enabled else partial(_save, method)
    return Action(name, title, run, keys, icon, _SECTION, enabled or _done, view=EVALUATE, why=why)


def _single(name: str, title: str, run: Any, key: str, icon: str, section: str, enabled: Any) -> Action:
    return Action(name, title, run, (key,), icon, section, enabled, single=True, view=EVALUATE, why=NO_PAIR)


EVALUATION: tuple[Action, ...] = (
    _action("evaluate.run", str(QT_TRANSLATE_NOOP("Actions", "Evaluate")), "run", ("Ctrl+Return", "Ctrl+Enter"),
            "play", lambda w: _here(w) and not _page(w).running, EVALUATING),
    _action("evaluate.stop", str(QT_TRANSLATE_NOOP("Actions", "Stop the evaluation")), "stop", (), "square",
            lambda w: _here(w) and _page(w).running, NO_EVALUATION),
    _action("evaluate.figure", str(QT_TRANSLATE_NOOP("Actions", "Save the figure...")), "figure",
            ("Ctrl+Alt+F",), "download"),
    _action("evaluate.curves", str(QT_TRANSLATE_NOOP("Actions", "Save the curves as CSV...")), "curves"),
    _action("evaluate.report", str(QT_TRANSLATE_NOOP("Actions", "Save a report...")), "report"),
    _action("evaluate.command", str(QT_TRANSLATE_NOOP("Actions", "Copy the evaluation as command line")),
            "copy_command", (), "copy"),
    _action("evaluate.forget", str(QT_TRANSLATE_NOOP("Actions", "Forget embeddings")), "forget_embeddings", (),
            "trash-2", _here),
    _single("evaluate.accept", str(QT_TRANSLATE_NOOP("Actions", "Accept")), partial(_decide, Decision.ACCEPTED),
            "A", "circle-check", "decide", _decidable),
    _single("evaluate.reject", str(QT_TRANSLATE_NOOP("Actions", "Reject")), partial(_decide, Decision.REJECTED),
            "R", "circle-x", "decide", _decidable),
    _single("evaluate.undecided", str(QT_TRANSLATE_NOOP("Actions", "Leave undecided")),
            partial(_decide, Decision.UNDECIDED), "U", "circle-dashed", "decide", _decidable),
    _single("evaluate.wrong-label", str(QT_TRANSLATE_NOOP("Actions", "Reject as a wrong label")),
            lambda w: _page(w).deciding.wrong_label(), "M", "user-x", "decide", _decidable),
    *(
        _single(f"evaluate.stars-{n}", title, partial(_rate, n), str(n), "star" if n else "", "decide", _decidable)
        for n, title in (
            (1, str(QT_TRANSLATE_NOOP("Actions", "1 star"))),
            (2, str(QT_TRANSLATE_NOOP("Actions", "2 stars"))),
            (3, str(QT_TRANSLATE_NOOP("Actions", "3 stars"))),
            (4, str(QT_TRANSLATE_NOOP("Actions", "4 stars"))),
            (MOST_STARS, str(QT_TRANSLATE_NOOP("Actions", "5 stars"))),
            (0, str(QT_TRANSLATE_NOOP("Actions", "Clear the stars"))),
        )
    ),
    _single("evaluate.limit-down", str(QT_TRANSLATE_NOOP("Actions", "Lower the limit by 1")), partial(_move, -1),
            ",", "", "go", _here),
    _single("evaluate.limit-up", str(QT_TRANSLATE_NOOP("Actions", "Raise the limit by 1")), partial(_move, 1),
            ".", "", "go", _here),
)  # fmt: skip
