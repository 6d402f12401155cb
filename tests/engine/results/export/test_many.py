"""However many rows are exported, few are in memory: from the plan to the lists, and on the way back."""

from __future__ import annotations

import errno
import gc
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partialmethod
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.errors import OutputError
from faceqnet_engine.results.export import Entry, Way, Wishes, plan, run, undo, unfinished
from faceqnet_engine.results.export.journal import Journal, _Read
from faceqnet_engine.results.export.manifest import entries_of, forget

MANY = 400
FEW = 20


@pytest.fixture
def one_by_one(tmp_path: Path) -> Iterator[Entry]:
    """Entries of which nobody holds more than the one in hand."""

    def make() -> Iterator[Entry]:
        for n in range(MANY):
            file = tmp_path / "in" / f"{n:03}.jpg"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(b"%d" % n)
            yield Entry(Assessment(file.name, str(tmp_path / "in"), status=Status.OK, file=str(file)))

    return make()


def _alive() -> int:
    gc.collect()
    return sum(isinstance(thing, Entry) for thing in gc.get_objects())


def test_few_rows_are_in_memory_while_many_are_exported(one_by_one, tmp_path: Path) -> None:
    before, seen = _alive(), []

    def sheet(tiles, target: Path, columns: int, stop: threading.Event) -> None:
        assert len(tiles) == MANY
        seen.extend(_alive() for tile in tiles if tile.name.endswith("50.jpg"))
        target.touch()

    def judged(entry: Entry) -> Entry:
        if entry.row.path.endswith("50.jpg"):
            seen.append(_alive())
        return replace(entry, remark="judged")

    wishes = Wishes(tmp_path / "out", Way.LINK, manifests=("csv", "jsonl", "parquet"), sheets=("html",))
    made = plan(one_by_one, wishes)
    seen.append(_alive())
    done = run(
        made,
        progress=lambda n, total: seen.append(_alive()) if n % 100 == 0 else None,
        sheets={"html": sheet},
        judge=judged,
    )
    assert (done.exported, done.problems) == (MANY, ())
    assert len(seen) >= 5 + 4 * 4
    assert max(seen) - before <= FEW
    for kind in wishes.manifests:
        assert {entry.remark for entry in entries_of(tmp_path / f"out/manifest.{kind}")} == {"judged"}


def test_lines_of_a_journal_stay_in_their_file(one_by_one, tmp_path: Path) -> None:
    done = run(plan(one_by_one, Wishes(tmp_path / "out", Way.LINK)))
    lines = done.journal.read_text().splitlines()
    planned = [line for line in lines if '"from"' in line]
    gone = [
        json.dumps(json.loads(line) | {"to": f"gone {n}".encode().hex()}) for n, line in enumerate(planned)
    ]
    done.journal.write_text("\n".join([lines[0], *gone * 19, *lines[1:]]) + "\n")
    before = sys.getallocatedblocks()
    read = _Read(done.journal)
    backwards = read.backwards("from")
    assert json.loads(planned[-1]) == next(backwards)
    assert sys.getallocatedblocks() - before < 20 * MANY
    assert sum(1 for _ in backwards) == 20 * MANY - 1
    assert undo(done.journal).removed == MANY
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_rows_of_a_manifest_stay_in_their_file(one_by_one, tmp_path: Path, kind: str) -> None:
    run(plan(one_by_one, Wishes(tmp_path / "out", Way.LINK, manifests=(kind,))))
    seen = []

    class Gone:
        """All but the last photo."""

        def __contains__(self, name: object) -> bool:
            seen.append(sys.getallocatedblocks())
            return name != f"{MANY - 1:03}.jpg"

    before = sys.getallocatedblocks()
    forget(tmp_path / "out", Gone())
    assert [e.row.path for e in entries_of(tmp_path / f"out/manifest.{kind}")] == [f"{MANY - 1:03}.jpg"]
    assert len(seen) == 2 * MANY
    # Parquet gives a few thousand rows at once, more than there are here.
    assert kind == "parquet" or max(seen) - before < 4 * MANY


def test_a_film_of_many_rows_is_one_file_with_all_of_them(tmp_path: Path) -> None:
    film, photo = tmp_path / "film.avi", tmp_path / "photo.jpg"
    for file in (film, photo):
        file.write_bytes(b"x")
    frames = [Entry(Assessment("film.avi", str(tmp_path), frame=n, file=str(film))) for n in range(50)]
    frames.insert(20, Entry(Assessment("photo.jpg", str(tmp_path), file=str(photo))))
    made = plan(frames, Wishes(tmp_path / "out"))
    assert [(item.name, len(item.entries)) for item in made.items] == [("film.avi", 50), ("photo.jpg", 1)]
    run(made)
    rows = [entry.row.frame for entry in entries_of(tmp_path / "out/manifest.csv")]
    assert rows == [*range(50), None]


def test_photos_that_failed_come_after_those_that_did_not_when_the_export_goes_on(
    entries, tmp_path: Path
) -> None:
    chosen, cancel = entries(5), threading.Event()
    made = plan(chosen, Wishes(tmp_path / "out"))
    away = Path(chosen[1].row.file)
    away.rename(tmp_path / "away")
    done = run(made, progress=lambda n, total: cancel.set() if n == 3 else None, cancel=cancel)
    assert (list(done.placed), done.failed, done.left) == ([0, 2], 1, 300)
    (tmp_path / "away").rename(away)
    rest = run(made, earlier=done)
    assert (list(rest.placed), rest.failed, rest.left) == ([0, 2, 1, 3, 4], 0, 0)
    assert [item.name for item in rest.items[2:]] == [made.items[n].name for n in (1, 3, 4)]
    assert [e.row.path[0] for e in entries_of(tmp_path / "out/manifest.csv")] == list("02134")


def test_a_plan_that_is_stopped_touches_nothing(entries, tmp_path: Path) -> None:
    chosen = entries(3)
    stop = threading.Event()

    def stopping() -> Iterator[Entry]:
        yield chosen[0]
        stop.set()
        yield from chosen[1:]

    with pytest.raises(OutputError, match="stopped"):
        plan(stopping(), Wishes(tmp_path / "out"), cancel=stop)
    assert not (tmp_path / "out").exists()


def test_a_foreign_parquet_file_is_set_aside_too(entries, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    theirs = tmp_path / "out/manifest.parquet"
    pq.write_table(pa.table({"a": [1, 2]}), theirs)
    bytes_before = theirs.read_bytes()
    done = run(plan(entries(1), Wishes(tmp_path / "out", manifests=("parquet",))))
    assert (tmp_path / "out/manifest.parquet.earlier-1").read_bytes() == bytes_before
    assert len(list(entries_of(done.lists[0]))) == 1


_SHORT = """
import resource, signal, sys
from pathlib import Path
from faceqnet_engine.errors import OutputError
from faceqnet_engine.results.export import Wishes, plan, run
from faceqnet_engine.results.export.journal import _Read
from faceqnet_engine.results.export.manifest import entries_of, forget
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
made = plan(entries_of(Path(sys.argv[1])), Wishes(Path(sys.argv[2])))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    run(made)
except OutputError as error:
    print(error.sentence)
"""


def test_a_journal_that_cannot_be_announced_whole_is_not_left(entries, tmp_path: Path) -> None:
    from faceqnet_engine.results.tables import write_table

    write_table([e.row for e in entries(200)], tmp_path / "scores.csv")
    arguments = [sys.executable, "-c", _SHORT, tmp_path / "scores.csv", tmp_path / "out"]
    told = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert "Nothing was exported" in told.stdout
    assert not list((tmp_path / "out").glob("export-journal-*"))


class Full:
    """A disk without room for the next lines of a journal; the first bytes of a line fit still."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, lines: int) -> None:
        self.left, self.write = lines, Journal._lines
        # A bound method would not be given the journal.
        monkeypatch.setattr(Journal, "_lines", partialmethod(_write_while_there_is_room, self))


def _write_while_there_is_room(journal: Journal, disk: Full, rows: Iterable[dict]) -> None:
    if disk.left > 0:
        disk.left -= 1
        disk.write(journal, rows)
        return
    journal._stream.write(json.dumps(next(iter(rows)))[:9])
    journal._stream.flush()
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("way", [Way.MOVE, Way.COPY, Way.SYMLINK])
def test_a_journal_that_finds_no_room_loses_no_file_and_no_way_back(
    entries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    chosen = entries(4)
    before = [Path(entry.row.file).read_bytes() for entry in chosen]
    made = plan(chosen, Wishes(tmp_path / "out", way))
    with monkeypatch.context() as patched:
        Full(patched, 2)
        stopped = run(made)
    assert stopped.full
    # The file whose line found no room is in its place all the same.
    assert len(stopped.placed) == len([f for f in (tmp_path / "out").iterdir() if f.suffix == ".jpg"]) >= 1
    rest = run(made, earlier=stopped)
    assert (len(rest.placed), rest.failed) == (4, 0)
    assert len(list(entries_of(tmp_path / "out/manifest.csv"))) == 4
    assert unfinished(tmp_path / "out") == []
    back = undo(rest.journal)
    assert back.kept == ()
    assert [Path(entry.row.file).read_bytes() for entry in chosen] == before
