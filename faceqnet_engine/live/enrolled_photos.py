"""Which photo a person was enrolled with, and the words for a likeness. No torch here: the window asks too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from faceqnet_engine.sources.paths import PHOTO_SUFFIXES

LOOKS_LIKE, UNSURE = 0.50, 0.40
"""One minus the distance of the embedded recogniser's numbers. Its authors' limit is .40; on frontal photos of the
London set (12 people, neutral against smiling) the same person has .67 to .85, others at most .40 (median .14)."""

_MARKS = re.compile(r"[-_ .]")
"""What may follow an ID in a file's name."""


class Likeness(StrEnum):
    """Three words, no more."""

    LOOKS_LIKE = "looks-like"
    UNSURE = "unsure"
    DOES_NOT = "does-not"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A face beside an enrolled photo.

    Attributes:
        subject: The ID.
        likeness: The word.
        similarity: Higher is more alike, 1 for the same picture.
        limit: From which it looks alike.
    """

    subject: str
    likeness: Likeness
    similarity: float
    limit: float = LOOKS_LIKE


def likeness_of(similarity: float) -> Likeness:
    """The word for a similarity."""
    if similarity >= LOOKS_LIKE:
        return Likeness.LOOKS_LIKE
    return Likeness.UNSURE if similarity >= UNSURE else Likeness.DOES_NOT


def enrolled_photo(
    subject: str,
    folder: Path | None,
    rows: Iterable[tuple[str, int]] = (),
    captures: Path | None = None,
) -> Path | None:
    """The photo that a person was enrolled with; reads folders, so never for the window's thread.

    First a file of the folder that is called like the ID (`ID.jpg`, `ID_1.png`) or lies in a folder called so; then,
    among the rows of the open session named in the same way, the one of the best quality.

    Args:
        subject: The ID.
        folder: Of enrolled photos.
        rows: File and quality of the session's photos.
        captures: A folder of photos that nobody is enrolled with: those that were just taken.
    """
    wanted = subject.strip().casefold()
    if not wanted:
        return None
    if folder is not None and folder.is_dir():
        entries = sorted(folder.iterdir())
        candidates = [p for p in entries if p.suffix.lower() in PHOTO_SUFFIXES]
        inside = [p for p in entries if p.name.casefold() == wanted and p.is_dir()]
        candidates += [p for d in inside for p in sorted(d.iterdir()) if p.suffix.lower() in PHOTO_SUFFIXES]
        for file in candidates:
            if belongs_to(file, wanted):
                return file
    # Few names hold the ID at all; only those are taken apart.
    named = ((Path(file), quality) for file, quality in rows if wanted in file.casefold())
    own = [(quality, file) for file, quality in named if belongs_to(file, wanted)]
    if captures is not None:
        own = [(quality, file) for quality, file in own if captures not in file.parents]
    return max(own)[1] if own else None


def subjects_in(folder: Path | None) -> list[str]:
    """IDs that the folder of enrolled photos has, in order: `ID_2.jpg` beside `ID.jpg` is another photo of the same."""
    if folder is None or not folder.is_dir():
        return []
    names = {p.stem if p.is_file() else p.name for p in folder.iterdir() if not p.name.startswith(".")
             and (p.is_dir() or p.suffix.lower() in PHOTO_SUFFIXES)}  # fmt: skip
    return sorted(
        name for name in names if not any(name[: at.start()] in names for at in _MARKS.finditer(name))
    )


def belongs_to(file: Path, wanted: str) -> bool:
    """Whether a photo's name or folder says that it is of this ID (in lower case)."""
    stem = file.stem.casefold()
    if stem == wanted or file.parent.name.casefold() == wanted:
        return True
    return _MARKS.match(stem, len(wanted)) is not None and stem.startswith(wanted)
