"""Where a training stands: read from its files, not from memory."""

from __future__ import annotations

import time

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from faceqnet_gui.training.draft import PAGES, Draft, unfinished
from faceqnet_gui.training.files import read_live
from faceqnet_gui.worker.processes import running_process

_RUNS = str(QT_TRANSLATE_NOOP("Training", "Training of {0} from {1} is at {2} % and goes on."))
_STANDS = str(QT_TRANSLATE_NOOP("Training", "Training of {0} from {1} is at {2} %. Continue?"))
_WORKS = str(QT_TRANSLATE_NOOP("Training", "{0}: at page {1} of {2}, and working."))
_WAITS = str(QT_TRANSLATE_NOOP("Training", "{0}: at page {1} of {2}. Continue?"))


def _learning(draft: Draft) -> bool:
    """Whether a training was begun and has not ended; one that ended before may lie beside it."""
    return bool(draft.trained) and (draft.work / "train.partial").is_dir()


def begun_words(draft: Draft) -> str:
    """A sentence about a training that was not released yet."""
    live, alive = read_live(draft.work), running_process(draft.work) is not None
    if _learning(draft) and live is not None:
        when = time.strftime("%H:%M", time.localtime(draft.trained))
        words = _RUNS if alive else _STANDS
        return QCoreApplication.translate("Training", words).format(draft.id, when, round(100 * live.share))
    words = _WORKS if alive else _WAITS
    return QCoreApplication.translate("Training", words).format(draft.id, draft.page + 1, len(PAGES))


def at_start() -> str:
    """What to say when the program starts: of a training that runs, or was ended on its way; else nothing."""
    for draft in unfinished():
        if _learning(draft) or running_process(draft.work) is not None:
            return begun_words(draft)
    return ""
