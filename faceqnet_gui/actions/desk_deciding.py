"""Actions of deciding, grouping and sessions, in the triage desk."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import NO_CURRENT, NO_FILTER, NO_PHOTOS, NOTHING_TO_REDO, NOTHING_TO_UNDO
from faceqnet_gui.session.marks import MOST_STARS, Decision
from faceqnet_gui.session.sorting import Group


def _has_rows(window: Any) -> bool:
    return len(window.columns) > 0


def _has_current(window: Any) -> bool:
    return window.current is not None


def _decide(decision: Decision, window: Any) -> None:
    window.deciding.decide(decision)


def _rate(stars: int, window: Any) -> None:
    window.deciding.rate(stars)


def _group(by: Group | None, window: Any) -> None:
    window.set_group(by)


def _single(
    name: str,
    title: str,
    run: Any,
    keys: tuple[str, ...],
    icon: str = "",
    enabled: Any = _has_rows,
    **more: Any,
) -> Action:
    """An action of the menu Decide, most of them on a bare key."""
    why = NO_CURRENT if enabled is _has_current else NO_PHOTOS
    return Action(
        name, title, run, keys, icon, "decide", enabled, single=True, view="triage", why=why, **more
    )


DECIDING: tuple[Action, ...] = (
    _single("decide.accept", str(QT_TRANSLATE_NOOP("Actions", "Accept")),
            partial(_decide, Decision.ACCEPTED), ("A",), "circle-check", _has_current),
    _single("decide.reject", str(QT_TRANSLATE_NOOP("Actions", "Reject")),
            partial(_decide, Decision.REJECTED), ("R",), "circle-x", _has_current),
    _single("decide.undecided", str(QT_TRANSLATE_NOOP("Actions", "Leave undecided")),
            partial(_decide, Decision.UNDECIDED), ("U",), "circle-dashed", _has_current),
    _single("decide.stars-1", str(QT_TRANSLATE_NOOP("Actions", "1 star")), partial(_rate, 1), ("1",), "star",
            _has_current),
    *(
        _single(f"decide.stars-{n}", title, partial(_rate, n), (str(n),), "star", _has_current)
        for n, title in (
            (2, str(QT_TRANSLATE_NOOP("Actions", "2 stars"))),
            (3, str(QT_TRANSLATE_NOOP("Actions", "3 stars"))),
            (4, str(QT_TRANSLATE_NOOP("Actions", "4 stars"))),
            (MOST_STARS, str(QT_TRANSLATE_NOOP("Actions", "5 stars"))),
        )
    ),
    _single("decide.stars-0", str(QT_TRANSLATE_NOOP("Actions", "Clear the stars")), partial(_rate, 0), ("0",), "",
            _has_current),
    _single("decide.note", str(QT_TRANSLATE_NOOP("Actions", "Write a note")),
            lambda w: w.edit_note(), ("N",), "pencil", _has_current),
    _single("decide.reason", str(QT_TRANSLATE_NOOP("Actions", "Give a reason for the decision")),
            lambda w: w.edit_reason(), ("Shift+N",), "tag", _has_current),
    _single("decide.reject-below", str(QT_TRANSLATE_NOOP("Actions", "Reject all below the limit...")),
            lambda w: w.deciding.reject_below(), ("Shift+R",), "circle-x"),
    _single("decide.accept-above", str(QT_TRANSLATE_NOOP("Actions", "Accept all above the limit...")),
            lambda w: w.deciding.accept_above(), ("Shift+A",), "check-check"),
    _single("decide.best", str(QT_TRANSLATE_NOOP("Actions", "Accept the best of every subject...")),
            lambda w: w.deciding.accept_best(), ("Shift+B",), "users"),
    _single("decide.next", str(QT_TRANSLATE_NOOP("Actions", "Next undecided")),
            lambda w: w.deciding.next(), ("J",), "chevron-right"),
    _single("decide.previous", str(QT_TRANSLATE_NOOP("Actions", "Previous undecided")),
            lambda w: w.deciding.previous(), ("K",), "chevron-left"),
    _single("decide.advance", str(QT_TRANSLATE_NOOP("Actions", "Auto-advance")),
            lambda w: w.deciding.toggle_advance(), ("Q",), "", checked=lambda w: w.deciding.advance),
    Action("edit.undo", str(QT_TRANSLATE_NOOP("Actions", "Undo")), lambda w: w.deciding.undo(), ("Ctrl+Z",),
           "undo-2", "edit", lambda w: bool(w.deciding.undo_text), why=NOTHING_TO_UNDO),
    Action("edit.redo", str(QT_TRANSLATE_NOOP("Actions", "Redo")), lambda w: w.deciding.redo(),
           ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", "edit", lambda w: bool(w.deciding.redo_text), why=NOTHING_TO_REDO),
    Action("edit.select-all", str(QT_TRANSLATE_NOOP("Actions", "Select all shown")), lambda w: w.select_all(),
           ("Ctrl+A",), "", "edit", _has_rows, view="triage", why=NO_PHOTOS),
    Action("edit.select-none", str(QT_TRANSLATE_NOOP("Actions", "Select none")), lambda w: w.select_none(),
           ("Ctrl+D",), "", "edit", _has_rows, view="triage", why=NO_PHOTOS),
    *(
        _single(f"group.{by or 'none'}", title, partial(_group, by), (f"G, {key}",), "layers",
                checked=lambda w, b=by: w.arrangement.group == b)
        for by, key, title in (
            (Group.SUBJECT, "S", str(QT_TRANSLATE_NOOP("Actions", "Group by subject"))),
            (Group.DECISION, "D", str(QT_TRANSLATE_NOOP("Actions", "Group by decision"))),
            (Group.REASON, "R", str(QT_TRANSLATE_NOOP("Actions", "Group by reason"))),
            (None, "N", str(QT_TRANSLATE_NOOP("Actions", "Do not group"))),
        )
    ),
    Action("go.limit", str(QT_TRANSLATE_NOOP("Actions", "Type the limit...")), lambda w: w.charts.ask_limit(), (),
           "sliders-horizontal", "go", _has_rows, view="triage", why=NO_PHOTOS),
    Action("go.name", str(QT_TRANSLATE_NOOP("Actions", "Go to a name...")), lambda w: w.go_to_name(), ("Ctrl+G",),
           "search", "go", _has_rows, view="triage", why=NO_PHOTOS),
    Action("go.apply", str(QT_TRANSLATE_NOOP("Actions", "Apply filters and order again")),
           lambda w: w.apply_again(), ("F5",), "refresh-cw", "go", _has_rows, view="triage", why=NO_PHOTOS),
    Action("go.larger", str(QT_TRANSLATE_NOOP("Actions", "Larger tiles")), lambda w: w.grid.change_tile(1),
           ("Ctrl++", "Ctrl+="), "", "view", _has_rows, view="triage", why=NO_PHOTOS),
    Action("go.smaller", str(QT_TRANSLATE_NOOP("Actions", "Smaller tiles")), lambda w: w.grid.change_tile(-1),
           ("Ctrl+-",), "", "view", _has_rows, view="triage", why=NO_PHOTOS),
    Action("filter.save", str(QT_TRANSLATE_NOOP("Actions", "Save this filter...")), lambda w: w.save_filter(), (),
           "bookmark", "go", lambda w: bool(w.filter.parts), view="triage", why=NO_FILTER),
    Action("session.new", str(QT_TRANSLATE_NOOP("Actions", "New session")), lambda w: w.sessions.new(),
           ("Ctrl+N",), "plus", "session", lambda w: bool(w.inputs), why=NO_PHOTOS),
    Action("session.open", str(QT_TRANSLATE_NOOP("Actions", "Open a session...")), lambda w: w.sessions.choose(),
           ("Ctrl+Alt+O",), "folder-open", "session"),
    Action("session.save-as", str(QT_TRANSLATE_NOOP("Actions", "Save the session as...")),
           lambda w: w.sessions.save_as(), ("Ctrl+Alt+S",), "save", "session", lambda w: bool(w.inputs), why=NO_PHOTOS),
    Action("session.rename", str(QT_TRANSLATE_NOOP("Actions", "Rename the session...")),
           lambda w: w.sessions.rename(), (), "pencil", "session", lambda w: bool(w.inputs), why=NO_PHOTOS),
    Action("session.copy", str(QT_TRANSLATE_NOOP("Actions", "Open a copy of the session")),
           lambda w: w.sessions.open_copy(), (), "copy-plus", "session", lambda w: bool(w.inputs), why=NO_PHOTOS),
    Action("session.forget", str(QT_TRANSLATE_NOOP("Actions", "Forget this session...")),
           lambda w: w.forget_this_session(), (), "trash-2", "session", lambda w: bool(w.inputs), why=NO_PHOTOS),
)  # fmt: skip
