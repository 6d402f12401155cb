"""Actions of looking closely and of taking images along, in the triage desk."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import NO_CURRENT, NO_PHOTOS

_SELECT = str(QT_TRANSLATE_NOOP("Actions", "Select 2 to 4 photos first."))
_ONE_FACE = str(QT_TRANSLATE_NOOP("Actions", "Open a photo with several faces first (Enter)."))
_COMPARE = str(QT_TRANSLATE_NOOP("Actions", "Compare some photos first (C)."))


def _has_current(window: Any) -> bool:
    return window.current is not None


def _has_rows(window: Any) -> bool:
    return len(window.columns) > 0


def _compares(window: Any) -> bool:
    return window.view == "compare"


TAKING: tuple[Action, ...] = (
    Action("view.single", str(QT_TRANSLATE_NOOP("Actions", "Single photo")), lambda w: w.show_view("single"),
           (), "maximize-2", "view", _has_current, view="triage", why=NO_CURRENT),
    Action("view.compare", str(QT_TRANSLATE_NOOP("Actions", "Compare selected photos")),
           lambda w: w.show_view("compare"), ("C",), "columns-2", "view", lambda w: w.can_compare(),
           single=True, view="triage", why=_SELECT),
    Action("compare.pin", str(QT_TRANSLATE_NOOP("Actions", "Pin as the reference")),
           lambda w: w.pin_reference(), ("P",), "pin", "view", _compares, single=True, view="triage", why=_COMPARE),
    Action("compare.wins", str(QT_TRANSLATE_NOOP("Actions", "This one wins: accept it, reject the others")),
           lambda w: w.choose_winner(), ("W",), "trophy", "decide", _compares, single=True, view="triage",
           why=_COMPARE),
    Action("go.lock-zoom", str(QT_TRANSLATE_NOOP("Actions", "Lock the zoom to the face")),
           lambda w: w.lock_zoom(), ("L",), "lock", "go", lambda w: w.view in {"single", "compare"},
           checked=lambda w: (w.stack.compare if w.view == "compare" else w.stack.single_view).locked,
           single=True, view="triage", why=NO_CURRENT),
    Action("go.next-face", str(QT_TRANSLATE_NOOP("Actions", "Score the next face of this photo")),
           lambda w: w.next_face(), ("O",), "scan-face", "go", lambda w: w.can_change_face(), single=True,
           view="triage", why=_ONE_FACE),
    Action("edit.copy-image", str(QT_TRANSLATE_NOOP("Actions", "Copy image")), lambda w: w.copy_image(),
           ("Ctrl+C",), "copy", "edit", _has_current, view="triage", why=NO_CURRENT),
    Action("file.trash", str(QT_TRANSLATE_NOOP("Actions", "Move to the trash...")), lambda w: w.trash_files(),
           ("Del",), "trash-2", "file", _has_current, view="triage", why=NO_CURRENT),
    Action("file.read-ratings", str(QT_TRANSLATE_NOOP("Actions", "Read ratings from sidecars")),
           lambda w: w.read_ratings(), (), "file-text", "file", _has_rows, view="triage", why=NO_PHOTOS),
    Action("file.write-ratings", str(QT_TRANSLATE_NOOP("Actions", "Write ratings to sidecars...")),
           lambda w: w.write_ratings(), (), "file-text", "file", _has_rows, view="triage", why=NO_PHOTOS),
)  # fmt: skip
