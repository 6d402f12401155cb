"""Names of exported files: a template with fields, made safe for every file system, numbered where taken."""

from __future__ import annotations

import datetime
import itertools
import os
import re
import string
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.export.spool import Names
from faceqnet_engine.results.export.wanted import UNDECIDED, Entry

LONGEST_BYTES = 255
_ROOM_FOR_ENDINGS = 28
"""Bytes kept for ` (10000)`, `_face12` and `.xmp`."""
_NO_VALUE = "none"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_NUMBER_FORMAT = re.compile(r"0?[0-9]?")
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789")]
)
"""Names that Windows reads as devices, with any suffix."""

FIELDS: dict[str, str] = {
    "name": "the photo's own name",
    "subject": "who is in it",
    "quality": "0 to 100, `none` without a score",
    "decision": "accepted, rejected or undecided",
    "stars": "0 to 5",
    "n": "1, 2, 3 in the order of the export; {n:04} gives 0001",
    "date": "day of the file's last change, such as 2026-11-26",
    "width": "pixels",
    "height": "pixels",
    "status": "ok, no_face, ...",
    "folder": "the folder that it lies in",
}
"""What a template can name, and what it stands for."""
_NUMBERS = frozenset({"quality", "stars", "n", "width", "height"})
Template = Callable[[Entry, Path, int, float], str]
"""(entry, source, number from 1, time of the file) -> name without suffix."""


def template(text: str) -> Template:
    """A template that is known to work for every photo.

    Raises:
        UsageError: it is empty, names an unknown field, or would reach into another folder; the sentence says which.
    """
    parts = _parsed(text)
    if not text.strip():
        raise UsageError("The name template is empty. {name} keeps the photos' own names.")

    def render(entry: Entry, source: Path, number: int, changed: float) -> str:
        made = []
        for literal, field, width in parts:
            made.append(literal)
            if field:
                made.append(_shown(_value(field, entry, source, number, changed), field, width))
        return safe_stem("".join(made), keep=text == "{name}")

    return render


def safe_stem(name: str, *, keep: bool = False) -> str:
    """A name that every file system takes, not longer than there is room for.

    Args:
        name: As wanted.
        keep: It is a name that a file system has taken already: only its length is looked at.
    """
    if not keep:
        name = _NOT_IN_NAMES.sub("_", name).strip(" ").rstrip(". ")
        if name.split(".")[0].casefold() in _DEVICES:
            name = f"_{name}"
    name = _cut(name, LONGEST_BYTES - _ROOM_FOR_ENDINGS)
    if not keep:
        name = name.rstrip(". ")
    return name if name.strip(".") else "unnamed"


def safe_folder(name: str) -> str:
    """One folder's name."""
    return safe_stem(name) if name else "unnamed"


class Taken:
    """Names in use, folder by folder; as the least clever file system compares them: without case or composition."""

    def __init__(self) -> None:
        self._names, self._next = Names(), Names()

    def add(self, folder: str, names: Iterable[str]) -> None:
        """These are there already."""
        for name in itertools.chain([""], names):
            self._names.add(_key(folder, name))

    def knows(self, folder: str) -> bool:
        """Whether anything was said about this folder."""
        return _key(folder, "") in self._names

    def free(self, folder: str, stem: str, suffix: str, companions: Callable[[str], Iterable[str]]) -> str:
        """The first of `stem.suffix`, `stem (2).suffix`, ... that is free, taken from now on.

        Args:
            folder: Inside the target.
            stem: Wanted.
            suffix: With its point.
            companions: Further names that a stem needs, such as its sidecar's.
        """
        key = _key(folder, stem + suffix)
        number = self._next.get(key) or 1
        while True:
            candidate = stem if number == 1 else f"{stem} ({number})"
            number += 1
            wanted = [_key(folder, name) for name in (candidate + suffix, *companions(candidate))]
            if not any(name in self._names for name in wanted):
                break
        if number > 2:  # most names are wanted once
            self._next.add(key, number)
        for name in wanted:
            self._names.add(name)
        return candidate + suffix


def _key(folder: str, name: str) -> str:
    return f"{folder}/{_same(name)}"


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _parsed(text: str) -> list[tuple[str, str, str]]:
    try:
        found = list(string.Formatter().parse(text))
    except ValueError as error:
        raise UsageError(f'The name template "{text}" has a brace without its partner.') from error
    parts = []
    for literal, field, width, conversion in found:
        if "/" in literal or "\\" in literal:
            raise UsageError("A name template names no folders. Choose folders by decision or subject.")
        if field is not None and field not in FIELDS:
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise UsageError(f"There is no {{{field}}} in name templates. There are {known}.")
        if conversion or (width and (field not in _NUMBERS or not _NUMBER_FORMAT.fullmatch(width))):
            raise UsageError(
                f"{{{field}}} cannot be written like that. Digits are set as in {{n:04}}, for numbers only."
            )
        parts.append((literal, field or "", width or ""))
    return parts


def _value(field: str, entry: Entry, source: Path, number: int, changed: float) -> Any:
    row = entry.row
    if field == "name":
        return source.stem
    if field == "n":
        return number
    if field == "date":
        return datetime.datetime.fromtimestamp(changed).strftime("%Y-%m-%d")
    if field == "folder":
        return source.parent.name
    if field == "subject":
        return entry.subject or "unnamed"
    if field == "decision":
        return entry.decision or UNDECIDED
    if field == "stars":
        return entry.stars
    return row.status.value if field == "status" else getattr(row, field)


def _shown(value: Any, field: str, width: str) -> str:
    if value is None:
        return _NO_VALUE
    return f"{value:{width}d}".replace(" ", "0") if field in _NUMBERS and width else str(value)


def _cut(name: str, most: int) -> str:
    """The beginning that fits, never half a character."""
    while len(os.fsencode(name)) > most:
        name = name[: -max(1, (len(os.fsencode(name)) - most) // 4)]
    return name
