"""What has changed in a session's folders since it was last open: looked for away from the window's thread."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.sources.paths import PHOTO_SUFFIXES, VIDEO_SUFFIXES, display, refs
from faceqnet_engine.sources.ref import Ref
from faceqnet_engine.sources.remote import is_remote
from faceqnet_gui.session.columns import NO_DATE, Columns
from faceqnet_gui.session.rows import Listed

SUFFIXES = PHOTO_SUFFIXES | VIDEO_SUFFIXES


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different on disk.

    Attributes:
        new: Files without a row.
        changed: Files whose time of last change is another than that of their row.
        removed: Files of rows that are not there any more, in folders that are.
        unreachable: Inputs that are not there: rows under them are kept as they are.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unreachable: tuple[str, ...] = ()

    @property
    def to_scan(self) -> list[str]:
        """Files to score."""
        return [*self.new, *self.changed]


def changes(inputs: Sequence[str], columns: Columns, cancel: threading.Event | None = None) -> Changes:
    """Compare the rows with what lies in the folders; as slow as the disk.

    Rows without a known date count as unchanged, those that wait for their score as new.
    """
    folders = [name for name in inputs if not name.startswith("@")]
    absent = unreachable(folders)
    listed = [name for name in inputs if name not in absent and not name.startswith("@")]
    scored = np.flatnonzero(~columns.waiting).tolist()
    known = {columns.file(i): int(columns.date[i]) for i in scored if columns.file(i)}
    gone = {columns.file(int(i)) for i in columns.gone.nonzero()[0]}
    new, changed, seen = [], [], set()
    for ref in refs(listed) if listed else ():
        if cancel is not None and cancel.is_set():
            return Changes()
        seen.add(ref.file)
        date = known.get(ref.file)
        if date is None or ref.file in gone:
            new.append(ref.file)
        elif NO_DATE not in {date, ref.mtime_ns} and date != ref.mtime_ns and ref.mtime_ns >= 0:
            changed.append(ref.file)
    removed = tuple(
        file
        for file in known
        if file not in seen and file not in gone and _under(file, listed) and not os.path.lexists(file)
    )
    return Changes(tuple(new), tuple(changed), removed, absent)


def unreachable(names: Sequence[str]) -> tuple[str, ...]:
    """Those that are not there; addresses on stores are not looked at."""
    return tuple(name for name in names if name and not is_remote(name) and not reachable(name))


def reachable(name: str) -> bool:
    """Whether an input is there; a folder that cannot be listed is not."""
    try:
        if os.path.isdir(name):  # noqa: PTH112 - names may hold bytes that are no text
            with os.scandir(name):
                return True
        return os.path.lexists(name)
    except OSError:
        return False


def other_files(inputs: Sequence[str], cancel: threading.Event | None = None) -> int:
    """How many files there are that are neither photo nor video; hidden ones do not count."""
    number = 0
    for name in inputs:
        for _, folders, files in os.walk(name):
            folders[:] = [folder for folder in folders if not folder.startswith(".")]
            number += sum(
                not f.startswith(".") and os.path.splitext(f)[1].lower() not in SUFFIXES  # noqa: PTH122
                for f in files
            )
            if cancel is not None and cancel.is_set():
                return number
    return number


def dates_of(rows: Sequence[Assessment]) -> list[int]:
    """When the files of rows were last changed, NO_DATE where that is not known; reads the disk."""
    found: dict[str, int] = {}
    for row in rows:
        if row.file and row.file not in found:
            try:
                found[row.file] = os.stat(row.file).st_mtime_ns  # noqa: PTH116
            except (OSError, ValueError):
                found[row.file] = NO_DATE
    return [found.get(row.file, NO_DATE) for row in rows]


def rooted(row: Assessment, inputs: Sequence[str]) -> Assessment:
    """A row of a file that was scored by its own name, as if its folder had been scanned."""
    if row.root or not row.file:
        return row
    for name in inputs:
        if row.file.startswith(name.rstrip(os.sep) + os.sep):
            return replace(row, path=display(os.path.relpath(row.file, name)), root=display(name))
    return row


def waiting_of(found: Sequence[Ref], inputs: Sequence[str]) -> list[Listed]:
    """Rows to be of images that a scan has listed, named as if their folder had been scanned.

    Videos have none: their rows are their frames, which nobody has counted yet.
    """
    heads = [(name.rstrip(os.sep) + os.sep, name) for name in inputs]
    rows = []
    for ref in found:
        if ref.video:
            continue
        path, root = ref.path, ref.root
        if not root:
            name = next((name for head, name in heads if ref.file.startswith(head)), "")
            if name:
                path, root = display(os.path.relpath(ref.file, name)), display(name)
        rows.append(Listed(ref.file, path, root, NO_DATE if ref.mtime_ns < 0 else ref.mtime_ns))
    return rows


def _under(file: str, inputs: Sequence[str]) -> bool:
    return any(file == name or file.startswith(name.rstrip(os.sep) + os.sep) for name in inputs)
