"""Runs from input to merged table, with the work done in this process: what a cluster engine is asked for."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pyarrow.parquet as pq
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.spec import AbstractFileSystem

from faceqnet_engine import Assessor
from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cluster.attempts import Attempts, attempts, forgive, write_attempts
from faceqnet_engine.cluster.lock import LOCK, RunLock
from faceqnet_engine.cluster.merging import RESULTS, SUCCESS
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, listing_name, missing, part_name, planned
from faceqnet_engine.cluster.run import Outcome, run
from faceqnet_engine.cluster.shard_scoring import POISONED, ShareGoneError, score_shard
from faceqnet_engine.errors import FaceqnetError, OutputError, UsageError
from faceqnet_engine.pipeline.timings import Stage
from faceqnet_engine.results.tables import csv_cells, read_table
from faceqnet_engine.sources.ref import Ref

PHOTOS = 12
Asked = Callable[..., Options]


class Here:
    """Shards one after the other in this process; stops where it is told to."""

    workers, threads = 1, 1

    def __init__(self, assessor: Assessor, stop_after: int | None = None) -> None:
        self._assessor, self._stop, self.done = assessor, stop_after, 0

    def check(self, options: Options) -> None:
        assert options.version == "0"

    def reports(self, place: Place, shards: list[int], options: Options, device: str) -> Iterator[Any]:
        for shard in reversed(shards):  # in any order
            if self._stop is not None and self.done >= self._stop:
                raise KeyboardInterrupt
            self.done += 1
            try:
                yield score_shard(self._assessor, place, shard, options)
            except FaceqnetError as error:
                yield error

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None: ...


Runs = Callable[..., Outcome]


@pytest.fixture
def runs(assessor: Assessor, options: Options) -> Runs:
    def made(place: Place, asked: Options = options, stop_after: int | None = None, **more: Any) -> Outcome:
        return run(
            place,
            asked,
            lambda: Here(assessor, stop_after),
            "cpu",
            most_files=more.pop("most_files", 5),
            **more,
        )

    return made


def cells(file: Path) -> list[list[str]]:
    return [csv_cells(row) for row in read_table(file)]


@pytest.fixture(scope="module")
def alone(assessor: Assessor, folder: Path) -> list[list[str]]:
    return [csv_cells(row) for row in assessor.assess([folder])]


def test_the_merged_table_is_that_of_one_machine(runs: Runs, tmp_path: Path, alone: list[list[str]]) -> None:
    outcome = runs(Place(str(tmp_path / "out")))
    assert (outcome.fresh, outcome.rows, outcome.images) == (3, PHOTOS, PHOTOS)
    assert cells(tmp_path / "out" / RESULTS) == alone
    told = json.loads((tmp_path / "out" / SUCCESS).read_text())
    assert told["rows"] == PHOTOS and told["statuses"]["unreadable"] == 1
    assert outcome.statuses[Status.NO_FACE.value] == 1
    assert not list((tmp_path / "out" / "attempts").iterdir())
    metadata = json.loads(pq.read_schema(tmp_path / "out" / RESULTS).metadata[b"faceqnet"])
    assert metadata["model"].startswith("faceqnet-r29@")
    assert not (tmp_path / "out" / LOCK).exists()


def test_a_second_run_does_only_what_is_missing(runs: Runs, tmp_path: Path, alone: list[list[str]]) -> None:
    place = Place(str(tmp_path / "out"))
    stopped = runs(place, stop_after=1)
    assert stopped.interrupted and stopped.fresh == 1
    assert not (tmp_path / "out" / SUCCESS).exists() and not (tmp_path / "out" / RESULTS).exists()
    before = (tmp_path / "out" / part_name(2)).stat().st_mtime_ns
    assert runs(place).fresh == 2
    assert (tmp_path / "out" / part_name(2)).stat().st_mtime_ns == before
    assert cells(tmp_path / "out" / RESULTS) == alone
    assert runs(place).fresh == 0
    (tmp_path / "out" / part_name(0)).unlink()
    assert runs(place).fresh == 1
    assert cells(tmp_path / "out" / RESULTS) == alone


def test_inputs_are_listed_once(runs: Runs, folder: Path, tmp_path: Path, options_for: Asked) -> None:
    photos = tmp_path / "photos"
    shutil.copytree(folder, photos)
    place, asked = Place(str(tmp_path / "out")), options_for(photos)
    runs(place, asked, stop_after=1)
    (photos / "00_new.png").write_bytes((photos / "00.png").read_bytes())
    assert runs(place, asked).rows == PHOTOS


def test_rows_on_a_store_are_those_of_a_disk(
    runs: Runs, folder: Path, tmp_path: Path, alone: list[list[str]], options_for: Asked
) -> None:
    memory = fsspec.filesystem("memory")
    memory.put(str(folder), "/clinic/photos", recursive=True)
    try:
        asked = options_for(folder, inputs=("memory://clinic/photos",))
        outcome = runs(Place("memory://clinic/run"), asked)
        assert outcome.rows == PHOTOS
        memory.get("/clinic/run/" + RESULTS, str(tmp_path / RESULTS))
        assert not memory.exists(f"/clinic/run/{LOCK}") and memory.exists(f"/clinic/run/{SUCCESS}")
    finally:
        memory.rm("/clinic", recursive=True)
    places = [n for n, name in enumerate(alone[0]) if name == str(folder)]
    there = cells(tmp_path / RESULTS)
    for mine, theirs in zip(alone, there, strict=True):
        assert [c for n, c in enumerate(mine) if n not in places] == [
            c for n, c in enumerate(theirs) if n not in places
        ]
    assert {row[places[0]] for row in there} == {"memory://clinic/photos"}


def test_file_addresses_are_local_names(
    runs: Runs, folder: Path, tmp_path: Path, alone: list[list[str]], options_for: Asked
) -> None:
    runs(Place(f"file://{tmp_path}/out"), options_for(folder, inputs=(f"file://{folder}",)))
    assert cells(tmp_path / "out" / RESULTS) == alone


def test_an_image_in_hand_at_two_deaths_is_left_out_and_said(
    assessor: Assessor, options: Options, tmp_path: Path
) -> None:
    place = Place(str(tmp_path))
    planned(place, options, 10**9, 100)
    write_attempts(place, 0, Attempts().begin())  # the first worker died, nobody knows of what
    second = attempts(place, 0).begin()
    assert second.careful and not second.isolated
    write_attempts(place, 0, second.holding(4))  # and the second one with image 4 in hand
    report = score_shard(assessor, place, 0, options)
    rows = read_table(tmp_path / part_name(0))
    assert report.rows == len(rows) == PHOTOS
    assert [row.status for row in rows].count(Status.ERROR) == 1
    assert rows[4].detail == POISONED and rows[4].path == "04.png"
    assert rows[3].status is rows[5].status is Status.OK
    assert attempts(place, 0) == Attempts()


def test_another_run_in_the_same_folder_is_refused(
    runs: Runs, folder: Path, tmp_path: Path, options_for: Asked
) -> None:
    place = Place(str(tmp_path / "out"))
    place.make()
    with RunLock(place), pytest.raises(UsageError, match="in use by another run"):
        runs(place)
    runs(place)
    for changed, word in (({"faces": "all"}, "faces"), ({"inputs": (str(folder / "00.png"),)}, "inputs")):
        with pytest.raises(UsageError, match=f"a run with other {word}"):
            runs(place, options_for(folder, **changed))


def test_a_run_whose_folder_was_taken_over_stops_and_leaves_the_lock_to_the_other_one(tmp_path: Path) -> None:
    place = Place(str(tmp_path))
    with RunLock(place, 0.02) as mine:
        mine.check()
        other = json.dumps({"host": "elsewhere", "pid": 7, "token": "other"}).encode()
        while (
            mine._thread.is_alive()
        ):  # as after a night in which this machine slept; it may be beating just now
            place.write(LOCK, other)
            mine._thread.join(0.1)
        with pytest.raises(
            UsageError, match=r"taken over by another run \(elsewhere, process 7\).*Finished shards are kept"
        ):
            mine.check()
    assert place.read(LOCK) == other


def test_a_run_stopped_while_it_lists_or_merges_says_which(
    runs: Runs, tmp_path: Path, alone: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(str(tmp_path / "out"))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    stopped = runs(place, listed=stop)
    assert (stopped.interrupted, stopped.fresh) == ("listing", 0)
    with monkeypatch.context() as patched:
        patched.setattr("faceqnet_engine.cluster.run.merge", stop)
        stopped = runs(place)
    assert (stopped.interrupted, stopped.fresh) == ("merging", 3)
    assert not (tmp_path / "out" / SUCCESS).exists() and not (tmp_path / "out" / LOCK).exists()
    assert runs(place).fresh == 0
    assert cells(tmp_path / "out" / RESULTS) == alone


def test_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    place = Place(str(tmp_path))
    with RunLock(place, 0.1):
        held = json.loads((tmp_path / LOCK).read_text())
    (tmp_path / LOCK).write_text(json.dumps(held | {"pid": 2**22 + 5, "token": "x"}))
    with RunLock(place, 0.1):
        assert json.loads((tmp_path / LOCK).read_text())["pid"] == os.getpid()
    # Another machine's clock says nothing; its heart does.
    (tmp_path / LOCK).write_text(json.dumps(held | {"space": "elsewhere", "since": 9e12, "token": "y"}))
    with RunLock(place, 0.1):
        assert json.loads((tmp_path / LOCK).read_text())["token"] != "y"
    (tmp_path / LOCK).write_text("no lock")
    with RunLock(place, 0.05):
        assert (tmp_path / LOCK).exists()
    assert not (tmp_path / LOCK).exists()


def test_a_share_that_vanishes_is_no_set_of_bad_photos(
    assessor: Assessor, folder: Path, tmp_path: Path, options_for: Asked
) -> None:
    photos = tmp_path / "share"
    shutil.copytree(folder, photos)
    place, asked = Place(str(tmp_path / "out")), options_for(photos)
    place.make()
    plan = planned(place, asked, 10**9, 5)
    photos.rename(tmp_path / "unmounted")
    with pytest.raises(ShareGoneError, match="not reachable any more"):
        score_shard(assessor, place, 0, asked)
    assert missing(place, plan) == [0, 1, 2]
    (tmp_path / "unmounted").rename(photos)
    assert score_shard(assessor, place, 0, asked).rows == 5


@pytest.mark.parametrize("left", ["an empty mount point", "nothing"])
def test_a_share_that_vanishes_in_the_middle_of_a_shard_leaves_no_part(
    assessor: Assessor,
    folder: Path,
    tmp_path: Path,
    options_for: Asked,
    monkeypatch: pytest.MonkeyPatch,
    left: str,
) -> None:
    photos = tmp_path / "share"
    shutil.copytree(folder, photos)
    place, asked = Place(str(tmp_path / "out")), options_for(photos)
    plan = planned(place, asked, 10**9, 100)
    whole = assessor.assess_refs

    def unmounted_on_the_way(found: list[Ref]) -> Iterator[Assessment]:
        yield from whole(found[:4])
        photos.rename(tmp_path / "unmounted")
        if left != "nothing":
            photos.mkdir()
        yield from whole(found[4:])

    with monkeypatch.context() as patched:
        patched.setattr(assessor, "assess_refs", unmounted_on_the_way)
        with pytest.raises(
            ShareGoneError, match="Finished shards are kept; when it is back, the same command"
        ):
            score_shard(assessor, place, 0, asked)
    assert missing(place, plan) == [0]
    if photos.exists():
        photos.rmdir()
    (tmp_path / "unmounted").rename(photos)
    assert score_shard(assessor, place, 0, asked).statuses[Status.OK.value] == PHOTOS - 2


def test_photos_of_a_list_that_were_deleted_are_rows_and_no_share(
    assessor: Assessor, folder: Path, tmp_path: Path, options_for: Asked
) -> None:
    names = []
    for n in range(3):  # a folder for each person
        (tmp_path / f"person{n}").mkdir()
        names.append(shutil.copy(folder / f"0{n}.png", tmp_path / f"person{n}"))
    place, asked = Place(str(tmp_path / "out")), options_for(folder, inputs=tuple(map(str, names)))
    planned(place, asked, 10**9, 100)
    Path(names[1]).unlink()
    report = score_shard(assessor, place, 0, asked)
    assert (report.statuses[Status.OK.value], report.statuses[Status.UNREADABLE.value]) == (2, 1)


def test_a_photo_that_vanishes_is_a_row(
    assessor: Assessor, folder: Path, tmp_path: Path, options_for: Asked
) -> None:
    photos = tmp_path / "in"
    shutil.copytree(folder, photos)
    place, asked = Place(str(tmp_path / "out")), options_for(photos)
    place.make()
    planned(place, asked, 10**9, 100)
    (photos / "03.png").unlink()
    score_shard(assessor, place, 0, asked)
    rows = read_table(tmp_path / "out" / part_name(0))
    assert (rows[3].path, rows[3].status) == ("03.png", Status.UNREADABLE)


def test_what_is_no_plan_or_no_part_is_said(runs: Runs, tmp_path: Path) -> None:
    place = Place(str(tmp_path / "out"))
    runs(place)
    (tmp_path / "out" / part_name(1)).write_bytes(b"PAR1 but not quite")
    with pytest.raises(OutputError, match=r"parts/part-000001.parquet of .* is damaged .* Delete it"):
        runs(place)
    (tmp_path / "out" / "plan.json").write_text("[]")
    with pytest.raises(UsageError, match="cannot be read"):
        runs(place)


def test_an_empty_input_is_a_table_without_rows(
    runs: Runs, folder: Path, tmp_path: Path, options_for: Asked
) -> None:
    (tmp_path / "none").mkdir()
    outcome = runs(Place(str(tmp_path / "out")), options_for(tmp_path / "none"))
    assert (outcome.rows, read_table(tmp_path / "out" / RESULTS)) == (0, [])
    with pytest.raises(UsageError, match="does not exist"):
        runs(Place(str(tmp_path / "other")), options_for(tmp_path / "absent"))
    assert not (tmp_path / "other").exists()


def test_a_folder_that_cannot_be_written_is_said(runs: Runs, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot be made: Not a directory\. Nothing was scored"):
        runs(Place(str(tmp_path / "file" / "out")))


def test_files_of_a_run_are_readable_for_the_people_that_new_files_are_readable_for(
    runs: Runs, tmp_path: Path
) -> None:
    runs(Place(str(tmp_path / "out")))
    (tmp_path / "new").touch()
    usual = (tmp_path / "new").stat().st_mode & 0o777
    written = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert len(written) > 8 and {file.stat().st_mode & 0o777 for file in written} == {usual}


class NoCredentials(Exception):  # noqa: N818 - as stores call theirs
    """No error of files: what a store's own library raises."""


def test_what_a_store_raises_itself_is_said(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NoCredentials("Unable to locate credentials")

    place = Place("memory://clinic/out")
    for method, sentence in (
        ("cat_file", "plan.json cannot be read: Unable to locate credentials. Finished shards are kept"),
        ("pipe_file", "plan.json cannot be written: Unable to locate credentials"),
        ("ls", "parts cannot be read: Unable to locate credentials"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(MemoryFileSystem, method, refuse)
            calls = {"cat_file": lambda: place.read("plan.json"), "ls": lambda: place.names("parts"),
                     "pipe_file": lambda: place.write("plan.json", b"")}  # fmt: skip
            with pytest.raises(OutputError, match=sentence):
                calls[method]()
    with monkeypatch.context() as patched:
        patched.setattr(MemoryFileSystem, "makedirs", refuse)
        with pytest.raises(
            OutputError, match=r"clinic/out cannot be made: .*credentials\. Nothing was scored"
        ):
            runs(place)


def test_a_prefix_that_cannot_be_listed_is_said(
    runs: Runs, folder: Path, tmp_path: Path, options_for: Asked
) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        runs(Place(str(tmp_path / "out")), options_for(folder, inputs=("memory://nothing/here",)))
    with pytest.raises(UsageError, match="cannot be opened here"):
        runs(Place(str(tmp_path / "out")), options_for(folder, inputs=("nostore://a/b",)))


class Locked(MemoryFileSystem):
    """A store of which a prefix may not be listed, and a video lies among the photos."""

    protocol = "locked"
    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    refused: ClassVar[str] = "/clinic/secret"
    find = AbstractFileSystem.find  # as most stores have it: folder by folder

    def ls(self, path: str, detail: bool = True, **more: Any) -> Any:
        """As in memory, but for that prefix."""
        if self._strip_protocol(path).startswith(self.refused):
            raise PermissionError(13, "Access Denied", path)
        return super().ls(path, detail=detail, **more)


@pytest.fixture
def locked(folder: Path) -> Iterator[Locked]:
    fsspec.register_implementation("locked", Locked, clobber=True)
    made = Locked()
    made.put(str(folder), "/clinic/photos", recursive=True)
    made.pipe("/clinic/secret/one.png", b"never seen")
    made.pipe("/clinic/film.mp4", b"a film")
    yield made
    made.refused = Locked.refused
    made.rm("/clinic/photos", recursive=True)


def test_a_prefix_that_refuses_and_a_video_on_a_store_are_rows_and_cost_no_photo(
    runs: Runs, folder: Path, tmp_path: Path, options_for: Asked, locked: Locked
) -> None:
    outcome = runs(Place(str(tmp_path / "out")), options_for(folder, inputs=("locked://clinic",)))
    rows = {row.path: row for row in read_table(tmp_path / "out" / RESULTS)}
    assert outcome.rows == len(rows) == PHOTOS + 2
    assert outcome.plan.unlisted == 1
    assert (
        runs(Place(str(tmp_path / "out")), options_for(folder, inputs=("locked://clinic",))).plan.unlisted
        == 1
    )
    assert rows["secret"].status is rows["film.mp4"].status is Status.UNREADABLE
    assert rows["secret"].detail == "This prefix cannot be listed: [Errno 13] Access Denied: '/clinic/secret'"
    assert rows["film.mp4"].detail.startswith("Videos are read from local folders only")
    assert rows["photos/00.png"].status is Status.OK and rows["photos/00.png"].root == "locked://clinic"


@pytest.mark.parametrize("own_way", [False, True])
def test_an_input_that_may_not_be_listed_at_all_is_its_one_row(
    runs: Runs, folder: Path, tmp_path: Path, options_for: Asked, locked: Locked,
    monkeypatch: pytest.MonkeyPatch, own_way: bool,
) -> None:  # fmt: skip
    if own_way:  # a store that lists flat, in its own way

        def find(self: Locked, path: str, **more: Any) -> Any:
            return {info["name"]: info for info in self.ls(path, detail=True)}

        monkeypatch.setattr(Locked, "find", find)
    locked.refused = "/clinic"  # the instance is fsspec's own, for the protocol
    outcome = runs(Place(str(tmp_path / "out")), options_for(folder, inputs=("locked://clinic/photos",)))
    (row,) = read_table(tmp_path / "out" / RESULTS)
    assert outcome.rows == 1 and (row.path, row.status) == ("locked://clinic/photos", Status.UNREADABLE)
    assert "cannot be listed" in row.detail and "Access Denied" in row.detail


def test_a_damaged_list_of_a_shard_is_not_taken_for_none(
    assessor: Assessor, options: Options, tmp_path: Path
) -> None:
    place = Place(str(tmp_path))
    planned(place, options, 10**9, 100)
    place.write(listing_name(0), b"")
    with pytest.raises(OutputError, match="list of shard 0"):
        score_shard(assessor, place, 0, options)


def test_rows_below_a_quality_and_the_stages_are_counted(
    runs: Runs, tmp_path: Path, alone: list[list[str]]
) -> None:
    outcome = runs(Place(str(tmp_path / "out")), threshold=101)
    scored = sum(outcome.statuses[s.value] for s in Status if s.has_score)
    assert outcome.below == scored > 0
    assert outcome.stages[Stage.DECODE] > 0 and outcome.stages[Stage.SCORE] > 0
    assert runs(Place(str(tmp_path / "out")), threshold=0).below == 0


def test_clocks_of_nodes_that_differ_change_nothing(
    runs: Runs, folder: Path, tmp_path: Path, alone: list[list[str]]
) -> None:
    place = Place(str(tmp_path / "out"))
    runs(place, stop_after=1)
    for file in (tmp_path / "out").rglob(
        "*.*"
    ):  # written by a node whose clock is a year ahead, or twenty behind
        os.utime(file, (4e9, 4e9) if file.suffix == ".parquet" else (1e9, 1e9))
    assert runs(place).fresh == 2
    assert cells(tmp_path / "out" / RESULTS) == alone


def test_what_a_killed_worker_had_not_finished_writing_is_no_shard(tmp_path: Path) -> None:
    place = Place(str(tmp_path))
    write_attempts(place, 1, Attempts(2, -1, (4,)))
    (tmp_path / "attempts" / ".shard-000001.json.pbxshrun.part").write_bytes(b"{")
    forgive(place)
    assert attempts(place, 1) == Attempts(0, -1, (4,))
