"""Carrying a plan out: stopping anywhere leaves files that are whole, and a manifest that lists exactly those."""

from __future__ import annotations

import errno
import os
import threading
import time
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from faceqnet_engine.errors import FaceqnetError, OutputError
from faceqnet_engine.results import contact_sheet, sidecar
from faceqnet_engine.results.export import manifest
from faceqnet_engine.results.export.journal import Journal
from faceqnet_engine.results.export.placing import FULL_DISK, PART, appear, flush, part_of, place
from faceqnet_engine.results.export.planning import Item, Plan, shown_path
from faceqnet_engine.results.export.spool import Lazy
from faceqnet_engine.results.export.wanted import Entry, Way
from faceqnet_engine.results.sidecar import Rating
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK

SheetWriter = Callable[[Sequence[contact_sheet.Tile], Path, int, threading.Event], None]
"""(photos, file, columns, stop) -> the file, whole or not at all."""
Judge = Callable[[Entry], Entry]
"""What is still to be said of a row when it is written down."""
_MOST_UNFLUSHED = 10_000
_ENGLISH: Mapping[str, SheetWriter] = {"html": contact_sheet.write_html}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that did not work.

    Attributes:
        path: Which photo or file, for people.
        sentence: What happened, for people.
    """

    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Done:
    """What an export did.

    Attributes:
        placed: Which items of the plan are in their place, in the order in which they came there.
        items: These items, read as they are asked for.
        left: Bytes of the originals of the others.
        problems: Photos that could not be exported, sidecars, crops and lists that could not be written.
        failed: How many photos of the plan are not there because of a problem of theirs.
        cancelled: Whether it was stopped.
        full: Whether the disk is full; the rest can be done when there is room (`run(plan, earlier=done)`).
        lists: Manifests and contact sheets.
        journal: What `undo` takes.
        seconds: How long it took.
    """

    placed: Sequence[int]
    items: Sequence[Item]
    left: int
    problems: tuple[Problem, ...]
    failed: int
    cancelled: bool
    full: bool
    lists: tuple[Path, ...]
    journal: Path
    seconds: float

    @property
    def exported(self) -> int:
        """How many files are in their place."""
        return len(self.items)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return not self.cancelled and not self.full


def run(
    plan: Plan,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
    earlier: Done | None = None,
    sheets: Mapping[str, SheetWriter] = _ENGLISH,
    judge: Judge | None = None,
) -> Done:
    """Carry a plan out.

    Args:
        plan: Of `planning.plan`.
        progress: Called with done and total after each file.
        cancel: Set to stop after the file in work.
        earlier: What an earlier run of this plan did: only the rest is done now.
        sheets: Who writes which kind of contact sheet.
        judge: Adds to the rows what lists are to say; asked only when they are written.

    Raises:
        OutputError: the folder cannot be made or has no room; nothing was exported then.
    """
    if not plan.fits and earlier is None:
        raise OutputError(
            f"The disk lacks {max(0.1, plan.lacking / 1e9):.1f} GB for this export. Nothing was written. "
            "Free space first."
        )
    return _Run(plan, progress, cancel or threading.Event(), sheets, earlier, judge).go()


class _Run:
    def __init__(
        self,
        plan: Plan,
        progress: Callable[[int, int], None] | None,
        cancel: threading.Event,
        sheets: Mapping[str, SheetWriter],
        earlier: Done | None,
        judge: Judge | None,
    ) -> None:
        self._plan, self._progress, self._cancel, self._sheets = plan, progress, cancel, sheets
        self._earlier, self._judge = earlier, judge
        self._target = plan.target.absolute()
        self._placed = array("q", earlier.placed if earlier else ())
        self._left = earlier.left if earlier else plan.size
        self._problems: list[Problem] = []
        self._failed = 0
        self._full = False
        self._written: list[Path] = []

    def go(self) -> Done:
        started = time.monotonic()
        self._journal = self._begin()
        try:
            self._place_all()
            flush(self._written)
            lists = self._write_lists()
            self._journal.end()
        except OSError as error:  # the journal's own line
            self._stop_full(error)
            lists = []
        finally:
            self._journal.close()
        return Done(
            self._placed,
            self._items(),
            self._left,
            tuple(self._problems),
            self._failed,
            self._cancel.is_set(),
            self._full,
            tuple(lists),
            self._journal.path,
            time.monotonic() - started,
        )

    def _begin(self) -> Journal:
        try:
            if self._earlier is not None:
                return Journal(self._earlier.journal)
            new = not self._target.exists()
            self._target.mkdir(parents=True, exist_ok=True)
            for left in self._target.glob(f".*{PART}"):
                left.unlink()  # half a file of an export that died
            if self._plan.own:
                (self._target / OWN_OUTPUT_MARK).touch()
            return Journal.begin(self._target, self._plan.way, self._plan.items, new)
        except OSError as error:
            raise OutputError(
                f"The folder {shown_path(self._target)} cannot be written to: {error.strerror}. "
                "Nothing was exported. Choose another folder."
            ) from error

    def _items(self) -> Lazy[Item]:
        items, placed = self._plan.items, self._placed
        return Lazy(len(placed), lambda n: items[placed[n]])

    def _place_all(self) -> None:
        total = len(self._plan.items)
        there = bytearray(total)
        for number in self._placed:
            there[number] = True
        for number, item in enumerate(self._plan.items):
            if self._cancel.is_set() or self._full:
                return
            if not there[number] and self._place(item):
                self._placed.append(number)
                self._left -= item.size
                if self._plan.way is not Way.CROPS:
                    self._write_besides(item)
            if self._progress is not None and not self._full:
                self._progress(number + 1, total)
            if len(self._written) >= _MOST_UNFLUSHED:
                flush(self._written)
                self._written.clear()

    def _place(self, item: Item) -> bool:
        try:
            self._folder((self._target / item.name).parent)
            if self._plan.way is Way.CROPS:
                self._write_crop(item.entries[0], item.source, item.name)
            elif place(item.source, self._target / item.name, self._plan.way):
                self._written.append(self._target / item.name)
        except (OSError, FaceqnetError) as error:
            if not self._stop_full(error):
                self._failed += 1
                self._problems.append(Problem(item.path, sentence_of(error)))
            return False
        if self._plan.way is not Way.CROPS:
            self._note_done(item)
        return True

    def _note_done(self, item: Item) -> None:
        """The file is in its place, whether or not the journal has room for saying so."""
        try:
            self._journal.done(item.name)
        except OSError as error:
            if not self._stop_full(error):
                raise

    def _write_besides(self, item: Item) -> None:
        """Crops and sidecar; the photo is there already, so a failure is only said."""
        here = self._target / item.name
        for number, name in enumerate(item.crops):
            if name:
                entry = item.entries[number]
                self._trying(item, lambda e=entry, n=name: self._write_crop(e, here, n))  # type: ignore[misc]
        naming = self._plan.wishes.sidecars
        if naming is not None:
            self._trying(item, lambda: self._write_sidecar(item, here, naming))

    def _write_sidecar(self, item: Item, here: Path, naming: sidecar.Naming) -> None:
        entry = item.entries[0]
        found = sidecar.newest(item.source)
        target = here.with_name(sidecar.sidecar_name(here.name, naming))
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "a sidecar of that name has appeared", str(target))
        sidecar.write_file(target, Rating.of(entry.decision, entry.stars), base=found, durable=False)
        self._written.append(target)
        self._journal.made(target)

    def _write_crop(self, entry: Entry, source: Path, name: str) -> None:
        from PIL import Image

        target = self._target / name
        self._folder(target.parent)
        pixels = replace(entry.row, file=os.fspath(source)).crop()
        temporary = part_of(target)
        try:
            Image.fromarray(pixels).save(temporary, format="PNG")
            appear(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        self._written.append(target)
        self._journal.made(target)

    def _write_lists(self) -> list[Path]:
        wishes, made = self._plan.wishes, []
        listed = self._listed()
        for kind in wishes.manifests:
            try:
                made.append(manifest.write(self._target, kind, listed))
            except OutputError as error:
                self._problems.append(Problem(f"manifest.{kind}", error.sentence))
        if self._cancel.is_set() or self._full:
            return made
        tiles = Lazy(len(listed), lambda n: self._tile(listed[n]))
        for kind in wishes.sheets:
            path = _free(self._target, f"contact-sheet.{kind}")
            try:
                self._sheets[kind](tiles, path, wishes.sheet_columns, self._cancel)
                self._journal.made(path)
                made.append(path)
            except (OSError, FaceqnetError) as error:
                self._problems.append(Problem(path.name, sentence_of(error)))
        return made

    def _listed(self) -> Lazy[Item]:
        """What is in its place, as lists show it."""
        done, judge = self._items(), self._judge
        if judge is None:
            return done

        def judged(number: int) -> Item:
            item = done[number]
            return replace(item, entries=Lazy(len(item.entries), lambda n: judge(item.entries[n])))

        return Lazy(len(done), judged)

    def _tile(self, item: Item) -> contact_sheet.Tile:
        return contact_sheet.Tile(self._target / item.name, item.name, item.entries[0])

    def _folder(self, folder: Path) -> None:
        if folder != self._target and not folder.exists():
            folder.mkdir(parents=True)
            self._journal.made_folder(folder)

    def _trying(self, item: Item, work: Callable[[], None]) -> None:
        try:
            work()
        except (OSError, FaceqnetError) as error:
            self._stop_full(error)
            self._problems.append(Problem(item.path, sentence_of(error)))

    def _stop_full(self, error: Exception) -> bool:
        """Whether it says that the disk is full, itself or what it came from."""
        errors = (error, error.__cause__)
        full = any(isinstance(e, OSError) and e.errno in FULL_DISK for e in errors)
        self._full = self._full or full
        return full


def _free(folder: Path, name: str) -> Path:
    """A list of this export beside those of earlier ones."""
    number, path = 1, folder / name
    while os.path.lexists(path):
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def sentence_of(error: Exception) -> str:
    """What went wrong, for people."""
    return getattr(error, "sentence", None) or getattr(error, "strerror", None) or str(error)
