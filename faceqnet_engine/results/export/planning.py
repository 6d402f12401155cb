"""What an export would do: every name, size and obstacle, decided without touching anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.export import names
from faceqnet_engine.results.export.wanted import (
    MANIFEST_FORMATS,
    MOST_SHEET_COLUMNS,
    SHEET_FORMATS,
    Entry,
    Layout,
    Way,
    Wishes,
)
from faceqnet_engine.results.sidecar import Naming, sidecar_name
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK, display

CROPS = "crops"
_RESERVED_BYTES = 50_000_000
_RESERVED_SHARE = 0.02
"""Left free on the target's disk: the smaller of the two."""
_CROP_BYTES, _SIDECAR_BYTES, _ROW_BYTES, _TILE_BYTES = 45_000, 2_000, 1_500, 16_000
"""What an aligned crop, a sidecar, a manifest's row and a photo on a contact sheet take, rather more than less."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file to make: where from, under which name inside the target, with which rows.

    Attributes:
        source: The original.
        name: Inside the target, with `/`.
        entries: Its rows; for `Way.CROPS` the one face.
        size: Bytes of the original.
        numbered: Whether the name it should have had was taken.
        crops: Names of its aligned crops inside the target, one per entry, empty for a row without a face.
    """

    source: Path
    name: str
    entries: tuple[Entry, ...]
    size: int
    numbered: bool = False
    crops: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Assessment, ...]:
        """The assessments alone."""
        return tuple(entry.row for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do; nothing has been touched yet.

    Attributes:
        wishes: How.
        items: In the order of the rows, each file once.
        missing: Photos whose file is no longer there.
        bytes: What will be written, at most.
        free: Bytes free on the target's disk.
        reserved: Bytes of these that stay free.
        own: Whether the folder is new, empty or marked as our output: then it is marked, and scans skip it.
        inside: Whether it lies inside a folder that photos come from.
    """

    wishes: Wishes
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    bytes: int
    free: int
    reserved: int
    own: bool
    inside: bool

    @property
    def target(self) -> Path:
        """The folder."""
        return self.wishes.target

    @property
    def way(self) -> Way:
        """Copy, link, move ..."""
        return self.wishes.way

    @property
    def renamed(self) -> int:
        """How many get a numbered name because theirs is taken."""
        return sum(item.numbered for item in self.items)

    @property
    def fits(self) -> bool:
        """Whether the disk has room."""
        return self.bytes + self.reserved <= self.free

    @property
    def lacking(self) -> int:
        """Bytes that must be freed."""
        return max(0, self.bytes + self.reserved - self.free)


@dataclass(frozen=True, slots=True)
class _File:
    source: Path
    entries: list[Entry]
    size: int
    changed: float
    device: int


def plan(rows: Iterable[Assessment | Entry], wishes: Wishes) -> Plan:
    """Decide names and sizes without touching anything.

    Raises:
        UsageError: a wish that makes no sense, named; or the target is a file, or a folder that photos come from.
    """
    _check(wishes)
    naming = names.template(wishes.template)
    files, missing = _files(rows)
    target = wishes.target.absolute()
    _check_target(target, wishes, files)
    place = _existing(target)
    items = _named(files, wishes, naming, target)
    usage = shutil.disk_usage(place)
    reserved = min(_RESERVED_BYTES, int(usage.total * _RESERVED_SHARE))
    resolved = target.resolve()
    roots = {Path(e.row.root).resolve() for f in files for e in f.entries[:1] if e.row.root}
    return Plan(
        wishes,
        tuple(items),
        tuple(missing),
        _bytes(files, items, wishes, place.stat().st_dev),
        usage.free,
        reserved,
        _is_own(target),
        any(resolved.is_relative_to(root) for root in roots if root.is_dir()),
    )


def _check(wishes: Wishes) -> None:
    unknown = [m for m in wishes.manifests if m not in MANIFEST_FORMATS]
    unknown += [s for s in wishes.sheets if s not in SHEET_FORMATS]
    if unknown:
        raise UsageError(f"{unknown[0]} is no format that is written.")
    if not 1 <= wishes.sheet_columns <= MOST_SHEET_COLUMNS:
        raise UsageError(
            f"A contact sheet has 1 to {MOST_SHEET_COLUMNS} columns, not {wishes.sheet_columns}."
        )


def _files(rows: Iterable[Assessment | Entry]) -> tuple[list[_File], list[str]]:
    by_file: dict[str, list[Entry]] = {}
    for given in rows:
        entry = given if isinstance(given, Entry) else Entry(given)
        by_file.setdefault(entry.row.file or entry.row.path, []).append(entry)
    found, missing = [], []
    for file, entries in by_file.items():
        try:
            info = os.stat(file)  # noqa: PTH116 - undecodable names must pass unchanged
        except (OSError, ValueError):
            missing.append(entries[0].row.path)
            continue
        if not os.path.isfile(file):  # noqa: PTH113
            missing.append(entries[0].row.path)
            continue
        found.append(_File(Path(file), entries, info.st_size, info.st_mtime, info.st_dev))
    return found, missing


def _check_target(target: Path, wishes: Wishes, files: Sequence[_File]) -> None:
    if os.path.lexists(target) and not target.is_dir():
        raise UsageError(f"{target} is a file. Name a folder.")
    # A first export into the folder of the originals would mix both for ever.
    resolved = target.resolve()
    if resolved in {folder.resolve() for folder in {f.source.parent for f in files}}:
        raise UsageError(
            f"Photos of this export lie in {target} already. Originals and copies would be mixed. "
            "Choose another folder, or a new one inside it."
        )


def _named(files: Sequence[_File], wishes: Wishes, naming: names.Template, target: Path) -> list[Item]:
    taken = names.Taken()
    items: list[Item] = []
    for number, file in enumerate(files, start=1):
        if wishes.way is Way.CROPS:
            items += _crop_items(file, wishes, naming, target, number, taken)
            continue
        entry = file.entries[0]
        folder = _folder(entry, wishes.layout)
        _look(target, folder, taken)
        stem = naming(entry, file.source, number, file.changed)
        suffix = file.source.suffix
        name = taken.free(folder, stem, suffix, partial(_companions, suffix, wishes.sidecars))
        crops = _crop_names(file, Path(name).stem, target, taken) if wishes.crops else ()
        place = f"{folder}/{name}" if folder else name
        items.append(Item(file.source, place, tuple(file.entries), file.size, name != stem + suffix, crops))
    return items


def _companions(suffix: str, naming: Naming | None, stem: str) -> list[str]:
    return [] if naming is None else [sidecar_name(stem + suffix, naming)]


def _crop_items(
    file: _File, wishes: Wishes, naming: names.Template, target: Path, number: int, taken: names.Taken
) -> list[Item]:
    made = []
    for entry in file.entries:
        if entry.row.landmarks is None:
            continue
        folder = _folder(entry, wishes.layout)
        _look(target, folder, taken)
        stem = naming(entry, file.source, number, file.changed) + _face_ending(entry)
        name = taken.free(folder, stem, ".png", lambda _: ())
        place = f"{folder}/{name}" if folder else name
        made.append(Item(file.source, place, (entry,), file.size, name != f"{stem}.png", (place,)))
    return made


def _crop_names(file: _File, stem: str, target: Path, taken: names.Taken) -> tuple[str, ...]:
    _look(target, CROPS, taken)
    return tuple(
        f"{CROPS}/{taken.free(CROPS, stem + _face_ending(entry), '.png', lambda _: ())}"
        if entry.row.landmarks is not None
        else ""
        for entry in file.entries
    )


def _face_ending(entry: Entry) -> str:
    frame = "" if entry.row.frame is None else f"_frame{entry.row.frame}"
    return frame + (f"_face{entry.row.face}" if entry.row.face else "")


def _folder(entry: Entry, layout: Layout) -> str:
    if layout is Layout.DECISION:
        return names.safe_folder(entry.decision)
    return names.safe_folder(entry.subject) if layout is Layout.SUBJECT else ""


def _look(target: Path, folder: str, taken: names.Taken) -> None:
    """What is in a folder of the target already, and what we keep there ourselves."""
    if taken.knows(folder):
        return
    place = target / folder
    try:
        there = os.listdir(place) if place.is_dir() else []  # noqa: PTH208
    except OSError as error:
        raise UsageError(
            f"The folder {place} cannot be looked at: {error.strerror}. Choose another."
        ) from error
    taken.add(folder, there)
    if not folder:
        own = [f"manifest.{m}" for m in MANIFEST_FORMATS] + [f"contact-sheet.{s}" for s in SHEET_FORMATS]
        taken.add(folder, [*own, CROPS, OWN_OUTPUT_MARK])


def _bytes(files: Sequence[_File], items: Sequence[Item], wishes: Wishes, device: int) -> int:
    """What an export needs on the target's disk."""
    written = 0
    if wishes.way is Way.COPY:
        written = sum(f.size for f in files)
    elif wishes.way in {Way.LINK, Way.MOVE}:
        written = sum(f.size for f in files if f.device != device)
    faces = sum(1 for item in items for name in item.crops if name)
    rows = sum(len(item.entries) for item in items)
    written += faces * _CROP_BYTES + (len(items) * _SIDECAR_BYTES if wishes.sidecars else 0)
    return written + rows * _ROW_BYTES * len(wishes.manifests) + len(items) * _TILE_BYTES * len(wishes.sheets)


def _existing(target: Path) -> Path:
    place = target
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def _is_own(target: Path) -> bool:
    if not target.is_dir():
        return True
    with os.scandir(target) as entries:
        names_there = {entry.name for entry in entries}
    return not names_there or OWN_OUTPUT_MARK in names_there


def shown_path(path: Path) -> str:
    """A path for people."""
    return display(os.fspath(path))
