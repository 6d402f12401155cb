"""The journal of an export, and the way back.

Everything is announced on disk before the first file is touched: a journal that is ahead is harmless, one behind is
not. So an export that was killed anywhere can be undone as one that ended.
"""

from __future__ import annotations

import contextlib
import json
import os
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faceqnet_engine.errors import OutputError
from faceqnet_engine.results.export.manifest import forget, plain
from faceqnet_engine.results.export.placing import place, same_bytes
from faceqnet_engine.results.export.planning import Item, shown_path
from faceqnet_engine.results.export.spool import Names
from faceqnet_engine.results.export.wanted import Way
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK

_NAME = "export-journal-{0}.jsonl"
_LAYOUT = 1
Line = dict[str, Any]


class Journal:
    """Written while an export runs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folder = path.parent
        _without_torn_line(path)
        self._stream = path.open("a", encoding="utf-8")

    @staticmethod
    def begin(folder: Path, way: Way, items: Iterable[Item], made_folder: bool) -> Journal:
        """Announce an export, on disk when this returns.

        Raises:
            OSError: it cannot be written.
        """
        number = 1
        while os.path.lexists(folder / _NAME.format(number)):
            number += 1
        journal = Journal(folder / _NAME.format(number))
        try:
            journal._lines(_announcement(way, items, made_folder))
            os.fsync(journal._stream.fileno())
        except OSError:
            journal.close()
            journal.path.unlink(missing_ok=True)
            raise
        return journal

    def made_folder(self, folder: Path) -> None:
        """A folder inside the target that was not there before."""
        self._lines([{"folder": _hex(folder.relative_to(self._folder))}])

    def done(self, name: str) -> None:
        """An announced file is in its place."""
        self._lines([{"done": _hex(name)}])

    def made(self, path: Path) -> None:
        """A file besides: a crop, a sidecar, a contact sheet."""
        info = path.stat()
        self._lines(
            [{"made": _hex(path.relative_to(self._folder)), "size": info.st_size, "time": info.st_mtime_ns}]
        )

    def end(self) -> None:
        """The export has come to its end."""
        self._lines([{"end": True}])

    def close(self) -> None:
        """Let go of the file. A line that found no room was said when it was written."""
        with contextlib.suppress(OSError):
            self._stream.close()

    def _lines(self, lines: Iterable[Line]) -> None:
        self._stream.writelines(json.dumps(line) + "\n" for line in lines)
        self._stream.flush()


def _without_torn_line(path: Path) -> None:
    """A line that found no room whole: what follows would be unreadable behind it.

    Nothing is lost by it: a file that was announced and is untouched is known without its `done`.
    """
    if not path.exists():
        return
    with path.open("r+b") as stream:
        end = kept = stream.seek(0, os.SEEK_END)
        while kept:
            step = min(kept, 4096)
            stream.seek(kept - step)
            at = stream.read(step).rfind(b"\n")
            kept = kept - step + at + 1
            if at >= 0:
                break
        if kept != end:
            stream.truncate(kept)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did.

    Attributes:
        back: Photos brought back to where they were.
        removed: Copies, links, crops, sidecars taken away.
        kept: Files that were left, with the reason.
    """

    back: int
    removed: int
    kept: tuple[tuple[str, str], ...]


class _Read:
    """What a journal says; its lines stay in the file, only where they begin is kept.

    Raises:
        OutputError: the journal cannot be read.
    """

    def __init__(self, journal: Path) -> None:
        self.way, self.made_target = Way.COPY, False
        self._journal = journal
        self._places = {kind: array("q") for kind in ("from", "made", "folder")}
        self._done = Names()
        with _reading(journal):
            for place, line in _lines_in(journal):
                self._take(place, line)

    def _take(self, place: int, line: Line) -> None:
        if "journal" in line:
            self.way, self.made_target = Way(line["way"]), bool(line["made_target"])
        elif "done" in line:
            self._done.add(line["done"])
        for kind in self._places.keys() & line.keys():
            self._places[kind].append(place)

    def backwards(self, kind: str) -> Iterator[Line]:
        """All lines of a kind (`from`: announced; `made`; `folder`), the last first."""
        with self._journal.open("rb") as stream:
            for place in reversed(self._places[kind]):
                stream.seek(place)
                yield json.loads(stream.readline())

    def is_done(self, line: Line) -> bool:
        """Whether an announced file came into its place."""
        return line["to"] in self._done


@contextlib.contextmanager
def _reading(journal: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(f"{journal} cannot be read ({error}), so nothing was taken back.") from error


def _lines_in(journal: Path) -> Iterator[tuple[int, Line]]:
    """(where it begins, line), one after the other."""
    place, broken = 0, None
    with journal.open("rb") as stream:
        for text in stream:
            if broken is not None:
                raise broken
            try:
                yield place, json.loads(text)
            except ValueError as error:
                broken = error  # the program died while it wrote this, if it is the last
            place += len(text)
    if not place:
        raise ValueError("it is empty")


def journals(folder: Path) -> list[Path]:
    """Journals of exports into a folder that can still be undone, newest first."""
    found = []
    number = 1
    while (path := folder / _NAME.format(number)).is_file():
        found.append(path)
        number += 1
    return found[::-1]


def unfinished(folder: Path) -> list[Path]:
    """Those of exports that neither ended nor were stopped in order: the program died."""
    return [path for path in journals(folder) if not _ended(path)]


def _ended(journal: Path) -> bool:
    with _reading(journal):
        return any("end" in line for _, line in _lines_in(journal))


def undo(journal: Path) -> Undone:
    """Take an export back: moved photos return with bytes and times, copies that equal their originals go.

    Nothing goes whose bytes are nowhere else; what somebody changed meanwhile stays and is named.

    Raises:
        OutputError: the journal cannot be read.
    """
    read, folder = _Read(journal), journal.parent
    back = removed = 0
    kept: list[tuple[str, str]] = []
    gone = Names()
    for made in read.backwards("made"):
        path = folder / _text(made["made"])
        if not os.path.lexists(path):
            continue
        info = path.stat()
        if (info.st_size, info.st_mtime_ns) == (made["size"], made["time"]):
            path.unlink()
            removed += 1
            gone.add(plain(_text(made["made"])))
        else:
            kept.append((shown_path(path), "it was changed since"))
    for line in read.backwards("from"):
        source, name = Path(_text(line["from"])), _text(line["to"])
        if not os.path.lexists(folder / name):
            gone.add(plain(name))
            continue
        reason = _take_back(read, line, source, folder / name)
        if reason:
            kept.append((shown_path(folder / name), reason))
            continue
        gone.add(plain(name))
        back, removed = (back + 1, removed) if read.way is Way.MOVE else (back, removed + 1)
    forget(folder, gone)
    _tidy(folder, read, journal if not kept else None)
    return Undone(back, removed, tuple(kept))


def _take_back(read: _Read, line: Line, source: Path, here: Path) -> str:
    """Why a file must stay; empty if it went."""
    certain = read.is_done(line)
    try:
        info = here.lstat()
        untouched = (info.st_size, info.st_mtime_ns) == (line["size"], line["time"])
        if read.way is Way.SYMLINK:
            if not here.is_symlink() or here.readlink() != source:
                return "it is no longer the link that was made"
            here.unlink()
        elif os.path.lexists(source):
            if not here.samefile(source) and not same_bytes(here, source):
                return (
                    "something else stands in its old place"
                    if read.way is Way.MOVE
                    else "it was changed since"
                )
            here.unlink()
        elif read.way is Way.MOVE and (certain or untouched):
            source.parent.mkdir(parents=True, exist_ok=True)
            place(here, source, Way.MOVE)
        else:
            return "its original is gone, so this is the only one"
    except OSError as error:
        return f"it cannot be moved back: {error.strerror}"
    return ""


def _tidy(folder: Path, read: _Read, journal: Path | None) -> None:
    """Folders that were made and are empty again go, the innermost first, and the journal if nothing needs it."""
    for line in read.backwards("folder"):
        with contextlib.suppress(OSError):  # something else is in it
            (folder / _text(line["folder"])).rmdir()
    if journal is not None:
        journal.unlink()
    if not read.made_target:
        return
    with os.scandir(folder) as there:
        only_mark = all(entry.name == OWN_OUTPUT_MARK for entry in there)
    if only_mark:
        (folder / OWN_OUTPUT_MARK).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


def _announcement(way: Way, items: Iterable[Item], made_folder: bool) -> Iterator[Line]:
    yield {"journal": _LAYOUT, "way": way.value, "made_target": made_folder}
    if way is Way.CROPS:
        return
    for item in items:
        try:
            info = item.source.stat()
            size, time = info.st_size, info.st_mtime_ns
        except OSError:
            size, time = -1, -1  # it has gone since the plan: it will fail, and be said
        yield {"from": _hex(item.source.absolute()), "to": _hex(item.name), "size": size, "time": time}


def _hex(name: str | Path) -> str:
    """A name as its bytes: no encoding can lose any."""
    return os.fsencode(os.fspath(name)).hex()


def _text(name: str) -> str:
    return os.fsdecode(bytes.fromhex(name))
