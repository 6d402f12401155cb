"""Find the files of a root that has moved: by their place in it, else by their bytes."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from faceqnet_engine.sources.paths import refs
from faceqnet_gui.session.columns import Columns

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of the root: its rows' index, its name below the root, its hash."""

    index: int
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Relink:
    """What was found at a new place.

    Attributes:
        to: The place.
        in_place: How many files have the same name there.
        renamed: Files with the same bytes under another name, by row.
        missing: Rows whose file was not found.
    """

    to: str
    in_place: int
    renamed: dict[int, str]
    missing: tuple[int, ...]


def files_of(columns: Columns, root: int) -> list[Wanted]:
    """What to look for; quick, in the window's thread."""
    head = columns.roots[root].rstrip(os.sep) + os.sep
    rows = np.flatnonzero(columns.root == root).tolist()
    return [Wanted(i, columns.file(i).removeprefix(head), columns.sha256(i)) for i in rows]


def relink(
    wanted: list[Wanted],
    to: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> Relink:
    """Look for files below a folder; slow, away from the window's thread. Give the result to `Session.move_root`.

    Only where files are missing by name are others hashed, and only those that nobody claims by name.
    """
    missing = [w for w in wanted if not os.path.isfile(os.path.join(to, w.name))]  # noqa: PTH113, PTH118
    claimed = {os.path.join(to, w.name) for w in wanted}  # noqa: PTH118
    hashes: dict[str, list[int]] = {}
    for w in missing:
        if w.sha256:
            hashes.setdefault(w.sha256, []).append(w.index)
    renamed: dict[int, str] = {}
    if hashes:
        others = [ref.file for ref in refs([to]) if not ref.problem and ref.file not in claimed]
        for n, file in enumerate(others):
            if cancel is not None and cancel.is_set():
                break
            for index in hashes.pop(_sha256(file), ()):
                renamed[index] = file
            if progress is not None:
                progress(n + 1, len(others))
    left = tuple(w.index for w in missing if w.index not in renamed)
    return Relink(to, len(wanted) - len(missing), renamed, left)


def _sha256(file: str) -> str:
    digest = hashlib.sha256()
    try:
        with Path(file).open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()
