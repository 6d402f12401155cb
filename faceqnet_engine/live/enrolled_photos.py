"""Which photo a person was enrolled with, and the words for a likeness. No torch here: the window asks too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.sources.paths import PHOTO_SUFFIXES

LOOKS_LIKE, UNSURE = 0.50, 0.40
"""One minus the distance of the embedded recogniser's numbers. Its authors' limit is .40; on frontal photos of the
London set (12 people, neutral against smiling) the same person has .67 to .85, others at most .40 (median .14)."""


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


def enrolled_photo(subject: str, folder: Path | None, rows: Iterable[Assessment] = ()) -> Path | None:
    """The photo that a person was enrolled with.

    First a file of the folder that is called like the ID (`ID.jpg`, `ID_1.png`) or lies in a folder called so; then,
    among the rows of the open session named in the same way, the one of the best quality.
    """
    wanted = subject.strip().casefold()
    if not wanted:
        return None
    if folder is not None and folder.is_dir():
        candidates = [p for p in sorted(folder.iterdir()) if p.suffix.lower() in PHOTO_SUFFIXES]
        inside = [p for p in sorted(folder.iterdir()) if p.is_dir() and p.name.casefold() == wanted]
        candidates += [p for d in inside for p in sorted(d.iterdir()) if p.suffix.lower() in PHOTO_SUFFIXES]
        for file in candidates:
            if belongs_to(file, wanted):
                return file
    own = [r for r in rows if r.quality is not None and r.file and belongs_to(Path(r.file), wanted)]
    return Path(max(own, key=lambda r: r.quality or 0).file) if own else None


def subjects_in(folder: Path | None) -> list[str]:
    """IDs that the folder of enrolled photos has, in order."""
    if folder is None or not folder.is_dir():
        return []
    names = {p.stem if p.is_file() else p.name for p in folder.iterdir() if not p.name.startswith(".")
             and (p.is_dir() or p.suffix.lower() in PHOTO_SUFFIXES)}  # fmt: skip
    return sorted(names)


def belongs_to(file: Path, wanted: str) -> bool:
    """Whether a photo's name or folder says that it is of this ID (in lower case)."""
    stem = file.stem.casefold()
    if stem == wanted or file.parent.name.casefold() == wanted:
        return True
    return any(stem.startswith(f"{wanted}{mark}") for mark in ("_", "-", " ", "."))
