"""What an export would do: every name, size and obstacle, decided without touching anything."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.results.export import names
from faceqnet_engine.results.export.gathering import Gathered
from faceqnet_engine.results.export.spool import Kept, Lazy
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
_REMEMBERED_FOLDERS = 1024
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Item:
    """One file to make: where from, under which name inside the target, with which rows.

    Attributes:
        source: The original.
        name: Inside the target, with `/`.
        entries: Its rows, read as they are asked for; for `Way.CROPS` the one face.
        size: Bytes of the original.
        numbered: Whether the name it should have had was taken.
        crops: Names of its aligned crops inside the target, one per entry, empty for a row without a face.
    """

    source: Path
    name: str
    entries: Sequence[Entry]
    size: int
    numbered: bool = False
    crops: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Which photo it is, for people."""
        return self.entries[0].row.path


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do; nothing has been touched yet.

    Attributes:
        wishes: How.
        items: In the order of the rows, each file once; they lie on disk and are read as they are asked for.
        missing: Photos whose file is no longer there.
        renamed: How many get a numbered name because theirs is taken.
        size: Bytes of the originals of all items.
        bytes: What will be written, at most.
        free: Bytes free on the target's disk.
        reserved: Bytes of these that stay free.
        own: Whether the folder is new, empty or marked as our output: then it is marked, and scans skip it.
        inside: Whether it lies inside a folder that photos come from.
    """

    wishes: Wishes
    items: Sequence[Item]
    missing: Sequence[str]
    renamed: int
    size: int
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
    def fits(self) -> bool:
        """Whether the disk has room."""
        return self.bytes + self.reserved <= self.free

    @property
    def lacking(self) -> int:
        """Bytes that must be freed."""
        return max(0, self.bytes + self.reserved - self.free)


def plan(
    rows: Iterable[Assessment | Entry], wishes: Wishes, *, cancel: threading.Event | None = None
) -> Plan:
    """Decide names and sizes without touching anything. Memory does not grow with the rows: they wait on disk.

    Args:
        rows: What is to be exported, read once.
        wishes: How.
        cancel: Set when nobody wants the plan any more.

    Raises:
        UsageError: a wish that makes no sense, named; or the target is a file, or a folder that photos come from.
        OutputError: there is no room for temporary files, or it was stopped.
    """
    _check(wishes)
    target = wishes.target.absolute()
    if os.path.lexists(target) and not target.is_dir():
        raise UsageError(f"{target} is a file. Name a folder.")
    planner = _Planner(wishes, target)
    stop = cancel or threading.Event()
    gathered = Gathered(given if isinstance(given, Entry) else Entry(given) for given in _until(stop, rows))
    for number, (file, entries) in enumerate(_until(stop, gathered.files)):
        planner.take(number, file, entries)
    usage = shutil.disk_usage(_existing(target))

    def item(number: int) -> Item:
        rows_at, source, name, *rest = planner.items[number]
        return Item(Path(source), name, gathered.entries(*rows_at), *rest)

    return Plan(
        wishes,
        Lazy(len(planner.items), item),
        planner.missing,
        planner.renamed,
        planner.size,
        planner.bytes,
        usage.free,
        min(_RESERVED_BYTES, int(usage.total * _RESERVED_SHARE)),
        _is_own(target),
        planner.inside,
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is there.

    Attributes:
        number: Among all that were gathered.
        place: Among those that are there, from 1: what `{n}` is.
        source, entries: As in `Item`.
        first: The first of these.
        size, changed: Of the file.
    """

    number: int
    place: int
    source: Path
    first: Entry
    entries: Sequence[Entry]
    size: int
    changed: float


class _Planner:
    """Takes file after file; keeps sums, and on disk what becomes of each."""

    def __init__(self, wishes: Wishes, target: Path) -> None:
        self._wishes, self._target = wishes, target
        self._naming = names.template(wishes.template)
        self._taken = names.Taken()
        self.items: Kept[tuple[Any, ...]] = Kept()
        """Where its rows are, and then what an `Item` is made of, but these."""
        self.missing: Kept[str] = Kept()
        self.renamed = self.size = self._files = self._written = self._faces = self._rows = 0
        self.inside = False
        self._device = _existing(target).stat().st_dev
        # Few folders hold many photos, and come one after the other.
        self._is_target = lru_cache(_REMEMBERED_FOLDERS)(partial(_is_same, target))
        self._holds_target = lru_cache(_REMEMBERED_FOLDERS)(partial(_holds, target.resolve()))

    def take(self, number: int, name: str, entries: Sequence[Entry]) -> None:
        """One file with its rows."""
        try:
            info = os.stat(name)  # noqa: PTH116 - undecodable names must pass unchanged
            there = stat.S_ISREG(info.st_mode)
        except (OSError, ValueError):
            there = False
        first = entries[0]
        if not there:
            self.missing.append(first.row.path)
            return
        self._files += 1
        file = _File(number, self._files, Path(name), first, entries, info.st_size, info.st_mtime)
        # A first export into the folder of the originals would mix both for ever.
        if self._is_target(file.source.parent):
            raise UsageError(
                f"Photos of this export lie in {self._target} already. Originals and copies would be mixed. "
                "Choose another folder, or a new one inside it."
            )
        self.inside = self.inside or (bool(first.row.root) and self._holds_target(first.row.root))
        way = self._wishes.way
        if way is Way.COPY or (way in {Way.LINK, Way.MOVE} and info.st_dev != self._device):
            self._written += info.st_size
        if way is Way.CROPS:
            self._take_crops(file)
        else:
            self._take_photo(file)

    @property
    def bytes(self) -> int:
        """What an export needs on the target's disk."""
        wishes, items = self._wishes, len(self.items)
        written = self._written + self._faces * _CROP_BYTES
        written += items * _SIDECAR_BYTES if wishes.sidecars else 0
        return (
            written
            + self._rows * _ROW_BYTES * len(wishes.manifests)
            + items * _TILE_BYTES * len(wishes.sheets)
        )

    def _take_photo(self, file: _File) -> None:
        wishes = self._wishes
        folder = self._folder(file.first)
        stem = self._stem(file.first, file)
        suffix = file.source.suffix
        name = self._taken.free(folder, stem, suffix, partial(_companions, suffix, wishes.sidecars))
        crops = self._crop_names(file, Path(name).stem) if wishes.crops else ()
        self._keep(file, 0, len(file.entries), _inside(folder, name), name != stem + suffix, crops)

    def _take_crops(self, file: _File) -> None:
        for number, entry in enumerate(file.entries):
            if entry.row.landmarks is None:
                continue
            folder = self._folder(entry)
            stem = self._stem(entry, file) + _face_ending(entry)
            name = self._taken.free(folder, stem, ".png", lambda _: ())
            place = _inside(folder, name)
            self._keep(file, number, 1, place, name != f"{stem}.png", (place,))

    def _keep(
        self, file: _File, first: int, count: int, name: str, numbered: bool, crops: tuple[str, ...]
    ) -> None:
        rows_at = (file.number, first, count)
        self.items.append((rows_at, os.fspath(file.source), name, file.size, numbered, crops))
        self.renamed += numbered
        self.size += file.size
        self._faces += sum(1 for crop in crops if crop)
        self._rows += count

    def _crop_names(self, file: _File, stem: str) -> tuple[str, ...]:
        _look(self._target, CROPS, self._taken)
        return tuple(
            f"{CROPS}/{self._taken.free(CROPS, stem + _face_ending(entry), '.png', lambda _: ())}"
            if entry.row.landmarks is not None
            else ""
            for entry in file.entries
        )

    def _stem(self, entry: Entry, file: _File) -> str:
        return self._naming(entry, file.source, file.place, file.changed)

    def _folder(self, entry: Entry) -> str:
        """Inside the target; what is in it is known afterwards."""
        folder = _folder(entry, self._wishes.layout)
        _look(self._target, folder, self._taken)
        return folder


def _until(stop: threading.Event, members: Iterable[T]) -> Iterator[T]:
    for member in members:
        if stop.is_set():
            raise OutputError("The preview of the export was stopped.")
        yield member


def _check(wishes: Wishes) -> None:
    unknown = [m for m in wishes.manifests if m not in MANIFEST_FORMATS]
    unknown += [s for s in wishes.sheets if s not in SHEET_FORMATS]
    if unknown:
        raise UsageError(f"{unknown[0]} is no format that is written.")
    if not 1 <= wishes.sheet_columns <= MOST_SHEET_COLUMNS:
        raise UsageError(
            f"A contact sheet has 1 to {MOST_SHEET_COLUMNS} columns, not {wishes.sheet_columns}."
        )


def _companions(suffix: str, naming: Naming | None, stem: str) -> list[str]:
    return [] if naming is None else [sidecar_name(stem + suffix, naming)]


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
        if place.is_dir():
            with os.scandir(place) as there:
                taken.add(folder, (entry.name for entry in there))
    except OSError as error:
        raise UsageError(
            f"The folder {place} cannot be looked at: {error.strerror}. Choose another."
        ) from error
    taken.add(folder, ())
    if not folder:
        own = [f"manifest.{m}" for m in MANIFEST_FORMATS] + [f"contact-sheet.{s}" for s in SHEET_FORMATS]
        taken.add(folder, [*own, CROPS, OWN_OUTPUT_MARK])


def _inside(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _is_same(target: Path, folder: Path) -> bool:
    """Whether a folder is the target, by whatever name."""
    return target.exists() and target.samefile(folder)


def _holds(target: Path, root: str) -> bool:
    return Path(root).is_dir() and target.is_relative_to(Path(root).resolve())


def _existing(target: Path) -> Path:
    place = target
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def _is_own(target: Path) -> bool:
    if not target.is_dir():
        return True
    if (target / OWN_OUTPUT_MARK).exists():
        return True
    with os.scandir(target) as there:
        return next(there, None) is None


def shown_path(path: Path) -> str:
    """A path for people."""
    return display(os.fspath(path))
