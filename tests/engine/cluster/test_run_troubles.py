"""What goes wrong around a run: other runs in its folder, shares that vanish, stores that refuse, damaged files."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.spec import AbstractFileSystem

from faceqnet_engine import Assessor
from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cluster.lock import LOCK, RunLock
from faceqnet_engine.cluster.merging import RESULTS, SUCCESS
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, listing_name, missing, part_name, planned
from faceqnet_engine.cluster.run import Outcome
from faceqnet_engine.cluster.shard_scoring import ShareGoneError, score_shard
from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.results.tables import read_table
from faceqnet_engine.sources.ref import Ref

PHOTOS = 12
Asked = Callable[..., Options]
Runs = Callable[..., Outcome]


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


def test_a_folder_that_cannot_be_written_is_said(runs: Runs, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot be made: Not a directory\. Nothing was scored"):
        runs(Place(str(tmp_path / "file" / "out")))


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


def test_a_part_with_damaged_pages_is_said_to_be_damaged(runs: Runs, tmp_path: Path) -> None:
    # Arrow says of most damages that reading failed, as of a disk.
    place = Place(str(tmp_path / "out"))
    runs(place)
    part = tmp_path / "out" / part_name(1)
    whole = bytearray(part.read_bytes())
    for at in range(4, len(whole) // 2, 3):
        whole[at] ^= 0xFF
    part.write_bytes(bytes(whole))
    (tmp_path / "out" / SUCCESS).unlink()
    with pytest.raises(OutputError, match=r"parts/part-000001.parquet of .* is damaged .* Delete it"):
        runs(place)
    part.unlink()
    assert runs(place).rows == PHOTOS


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_photo_that_vanishes_from_a_folder_of_no_encoding_is_a_row(
    assessor: Assessor, folder: Path, tmp_path: Path, options_for: Asked
) -> None:
    photos = tmp_path / os.fsdecode(b"pl\xe4tze")
    shutil.copytree(folder, photos)
    place, asked = Place(str(tmp_path / "out")), options_for(photos)
    planned(place, asked, 10**9, 100)
    (photos / "03.png").unlink()
    assert score_shard(assessor, place, 0, asked).statuses[Status.OK.value] == PHOTOS - 3
