"""Actions on scans: stopped, gone on with, done again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action
from faceqnet_gui.actions.shell import NOTHING_RUNS, RUNNING

_NOTHING_WAITS = str(QT_TRANSLATE_NOOP("Actions", "No image waits for its score, or a scan runs already."))
_ALL_FACED = str(QT_TRANSLATE_NOOP("Actions", "No photo is without a face, or a scan runs already."))


def _waits(window: Any) -> bool:
    return not window.scanning and bool(window.columns.waiting.any())


def _without_face(window: Any) -> bool:
    return not window.scanning and len(window.without_face()) > 0


SCANNING: tuple[Action, ...] = (
    Action("file.stop", str(QT_TRANSLATE_NOOP("Actions", "Stop, keep results")), lambda w: w.stop_scan(), (),
           "square", "file", lambda w: w.scanning, why=NOTHING_RUNS),
    Action("file.go-on", str(QT_TRANSLATE_NOOP("Actions", "Score the rest")), lambda w: w.go_on(), (), "play",
           "file", _waits, why=_NOTHING_WAITS),
    Action("file.smaller", str(QT_TRANSLATE_NOOP("Actions", "Search smaller faces where none was found")),
           lambda w: w.search_smaller(), (), "scan-search", "file", _without_face, view="triage", why=_ALL_FACED),
    Action("file.rescan", str(QT_TRANSLATE_NOOP("Actions", "Score again")), lambda w: w.rescan(), (),
           "refresh-cw", "file", lambda w: bool(w.inputs) and not w.scanning, why=RUNNING),
)  # fmt: skip
