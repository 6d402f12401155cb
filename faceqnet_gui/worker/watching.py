"""Watches the session's folders in a thread of its own: new, changed and removed photos, a moment after it happened."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence

from PySide6.QtCore import QObject, QThread, Signal
from watchfiles import Change, watch

from faceqnet_engine.sources.paths import is_listed
from faceqnet_gui.session.folders import SUFFIXES, reachable

_SETTLE_MILLISECONDS = 600
"""Copies of many files come as one change, and none is read half-written if it can be helped."""
_JOIN_MILLISECONDS = 10_000
log = logging.getLogger(__name__)
_ending: list[QThread] = []


class _Thread(QThread):
    seen = Signal(list, list)  # files to score, files that are gone
    lost = Signal(str)  # a folder that was watched

    def __init__(self, folders: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._folders = list(folders)
        self.stop = threading.Event()

    def run(self) -> None:
        """In the thread, until `stop`."""
        folders = [f for f in self._folders if reachable(f)]
        if not folders:
            return
        try:
            for found in watch(
                *folders, watch_filter=_photo_or_folder, stop_event=self.stop, debounce=_SETTLE_MILLISECONDS, step=100,
                raise_interrupt=False,
            ):  # fmt: skip
                self._tell(found, folders)
        except (
            OSError,
            RuntimeError,
        ) as error:  # no watches left, a network share: the next opening compares
            log.warning("Folders cannot be watched: %s", error)

    def _tell(self, found: set[tuple[Change, str]], folders: list[str]) -> None:
        lost = [folder for folder in folders if not reachable(folder)]
        for folder in lost:
            self.lost.emit(folder)
        files = sorted({name for _, name in found if _is_photo(name)})
        files = [f for f in files if not any(f.startswith(folder + os.sep) for folder in lost)]
        here = [f for f in files if os.path.exists(f) and self._listed(f)]  # noqa: PTH110
        gone = [f for f in files if not os.path.lexists(f)]
        if here or gone:
            self.seen.emit(here, gone)

    def _listed(self, file: str) -> bool:
        """Whether a scan of the folder would find it: the crops of Live's captures are no photos of the session."""
        roots = [f for f in self._folders if file.startswith(f.rstrip(os.sep) + os.sep)]
        return not roots or any(is_listed(file, root) for root in roots)


class Watching(QObject):
    """Watches one set of folders at a time."""

    seen = Signal(list, list)  # files to score, files that are gone
    lost = Signal(str)  # a folder that is not there any more

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None
        self.folders: tuple[str, ...] = ()

    def watch(self, folders: Sequence[str]) -> None:
        """Watch these from now on, and no others."""
        if tuple(folders) == self.folders:
            return
        self.close()
        self.folders = tuple(folders)
        if folders:
            self._thread = _Thread(folders, self)
            self._thread.seen.connect(self.seen)
            self._thread.lost.connect(self.lost)
            self._thread.start()

    def close(self) -> None:
        """Watch nothing."""
        thread, self._thread, self.folders = self._thread, None, ()
        if thread is not None:
            thread.seen.disconnect()
            thread.lost.disconnect()
            thread.stop.set()
            if thread.wait(_JOIN_MILLISECONDS):
                thread.deleteLater()
            else:  # on a machine that is very busy: it ends by itself, but must not be destroyed before
                thread.setParent(None)
                _ending.append(thread)


def _photo_or_folder(change: Change, name: str) -> bool:
    # A folder that goes away takes its photos along without naming them.
    return change is Change.deleted or _is_photo(name)


def _is_photo(name: str) -> bool:
    base = os.path.basename(name)  # noqa: PTH119
    return not base.startswith(".") and os.path.splitext(base)[1].lower() in SUFFIXES  # noqa: PTH122
