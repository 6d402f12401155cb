"""Copies of chosen photos: planned first, then done so that stopping anywhere leaves nothing half-done.

Originals are never changed; a move is journalled and can be undone.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from faceqnet_engine.assessment import COLUMNS, Assessment
from faceqnet_engine.errors import FaceqnetError, OutputError, UsageError
from faceqnet_engine.results.tables import csv_cell
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK

MANIFEST = "manifest.csv"
JOURNAL = "moved.jsonl"
_RESERVED_BYTES = 50_000_000
"""Left free on the target's disk."""


class Way(StrEnum):
    """How a photo gets into the target folder."""

    COPY = "copy"
    LINK = "link"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Item:
    """One photo to export: where from, under which name, with which rows."""

    source: Path
    name: str
    rows: tuple[Assessment, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export would do; nothing has been touched yet.

    Attributes:
        items: Photos in the order of their rows, each file once.
        target: The folder.
        way: Copy, hard link or move.
        crops: Whether aligned crops are written too.
        missing: Photos whose file is no longer there.
        renamed: How many get a numbered name because theirs is taken.
        free: Bytes free on the target's disk.
    """

    items: tuple[Item, ...]
    target: Path
    way: Way
    crops: bool
    missing: tuple[str, ...]
    renamed: int
    free: int

    @property
    def bytes(self) -> int:
        """What will be written."""
        return 0 if self.way is Way.LINK else sum(item.size for item in self.items)

    @property
    def fits(self) -> bool:
        """Whether the disk has room."""
        return self.bytes + _RESERVED_BYTES <= self.free


@dataclass(frozen=True, slots=True)
class Done:
    """What an export did."""

    exported: int
    failed: tuple[tuple[str, str], ...]
    cancelled: bool
    manifest: Path


def plan(rows: Iterable[Assessment], target: Path, *, way: Way = Way.COPY, crops: bool = False) -> Plan:
    """Decide names and sizes without touching anything.

    Raises:
        UsageError: the target is a file, or a photo to move lies in the target already.
    """
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file. Name a folder.")
    by_file: dict[str, list[Assessment]] = {}
    for row in rows:
        by_file.setdefault(row.file or row.path, []).append(row)
    taken = {name.casefold() for name in os.listdir(target)} if target.is_dir() else set()  # noqa: PTH208
    taken |= {MANIFEST, JOURNAL, OWN_OUTPUT_MARK}
    items, missing, renamed = [], [], 0
    for file, group in by_file.items():
        source = Path(file)
        if not source.is_file():
            missing.append(group[0].path)
            continue
        if way is Way.MOVE and source.parent.resolve() == target.resolve():
            raise UsageError(f"{source.name} lies in {target} already. Choose another folder.")
        name = _free_name(source.name, taken)
        renamed += name != source.name
        taken.add(name.casefold())
        items.append(Item(source, name, tuple(group), source.stat().st_size))
    return Plan(tuple(items), target, way, crops, tuple(missing), renamed, _free(target))


def run(
    plan: Plan,
    *,
    decision: str = "",
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> Done:
    """Carry a plan out. Each photo is there whole or not at all, and the manifest lists exactly those that are.

    Raises:
        OutputError: the folder cannot be made or has no room; nothing was exported then.
    """
    if not plan.fits:
        lacking = (plan.bytes + _RESERVED_BYTES - plan.free) / 1e9
        raise OutputError(
            f"The disk lacks {lacking:.1f} GB for this export. Nothing was written. Free space first."
        )
    try:
        plan.target.mkdir(parents=True, exist_ok=True)
        (plan.target / OWN_OUTPUT_MARK).touch()
    except OSError as error:
        raise OutputError(
            f"The folder {plan.target} cannot be made: {error.strerror}. Nothing was written."
        ) from error
    done: list[Item] = []
    failed: list[tuple[str, str]] = []
    cancelled = False
    for number, item in enumerate(plan.items, start=1):
        if cancel is not None and cancel.is_set():
            cancelled = True
            break
        try:
            _place(item, plan)
            done.append(item)
        except (OSError, FaceqnetError) as error:
            failed.append(
                (
                    item.rows[0].path,
                    getattr(error, "sentence", None) or getattr(error, "strerror", "") or str(error),
                )
            )
        if progress is not None:
            progress(number, len(plan.items))
    return Done(len(done), tuple(failed), cancelled, _write_manifest(plan, done, decision))


def undo_moves(target: Path) -> int:
    """Bring every moved photo back to where it was, newest first; returns how many.

    Raises:
        OutputError: there is no journal, or something else stands in a photo's old place by now.
    """
    journal = target / JOURNAL
    try:
        moves = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise OutputError(f"{journal} cannot be read, so the moves cannot be undone.") from error
    back = 0
    for move in reversed(moves):
        source, here = (
            Path(os.fsdecode(bytes.fromhex(move["from"]))),
            target / os.fsdecode(bytes.fromhex(move["to"])),
        )
        if not here.exists():
            continue  # announced but not moved, or brought back already
        if source.exists():
            raise OutputError(
                f"{source} exists again. {back} photos were brought back; the rest stay in {target}."
            )
        source.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(here, source)
        back += 1
    journal.unlink()
    return back


def _place(item: Item, plan: Plan) -> None:
    target = plan.target / item.name
    if plan.crops:
        _write_crops(item, plan.target)
    if plan.way is Way.MOVE:
        # Announced before it is done, on disk: a journal that is a line ahead is harmless, one behind is not.
        with (plan.target / JOURNAL).open("a", encoding="utf-8") as journal:
            line = {"from": os.fsencode(item.source.absolute()).hex(), "to": os.fsencode(item.name).hex()}
            journal.write(json.dumps(line) + "\n")
            journal.flush()
            os.fsync(journal.fileno())
        _copy_whole(item.source, target)
        item.source.unlink()
    elif plan.way is Way.LINK:
        try:
            os.link(item.source, target)
        except FileExistsError:
            raise
        except OSError:
            _copy_whole(item.source, target)  # another disk, or one without hard links
    else:
        _copy_whole(item.source, target)


def _copy_whole(source: Path, target: Path) -> None:
    """Copy with times, under a temporary name first; never over an existing file."""
    temporary = target.with_name(f".{target.name}.part")
    try:
        shutil.copy2(source, temporary)
        if target.exists():
            raise FileExistsError(17, "a file of that name has appeared", str(target))
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _write_crops(item: Item, folder: Path) -> None:
    from PIL import Image

    for row in item.rows:
        if row.landmarks is None:
            continue
        crops = folder / "crops"
        crops.mkdir(exist_ok=True)
        number = "" if not row.face else f"_face{row.face}"
        Image.fromarray(row.crop()).save(crops / f"{Path(item.name).stem}{number}.png")


def _write_manifest(plan: Plan, done: Sequence[Item], decision: str) -> Path:
    """All columns of what was exported, with its new name; added to the manifest of an earlier export."""
    path = plan.target / MANIFEST
    head = [*COLUMNS, "exported_as", "decision"]
    temporary = path.with_suffix(".part")
    try:
        earlier = path.read_bytes() if path.is_file() else b""
        with temporary.open("w", encoding="utf-8", newline="", errors="backslashreplace") as stream:
            writer = csv.writer(stream)
            if not earlier:
                writer.writerow(head)
            stream.write(earlier.decode("utf-8"))
            for item in done:
                for row in item.rows:
                    cells = [csv_cell(c, row.value(c)) for c in COLUMNS]
                    writer.writerow([*cells, item.name, decision])
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{len(done)} photos were exported, but their manifest cannot be written: {error.strerror}."
        ) from error
    return path


def _free_name(name: str, taken: set[str]) -> str:
    """The name, or the name with the first free number; compared without case, for every file system."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122
    number, candidate = 1, name
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{stem} ({number}){suffix}"
    return candidate


def _free(target: Path) -> int:
    place = target.absolute()
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free
