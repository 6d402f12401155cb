"""Runs from input to merged table, with the work done in this process: what a cluster engine is asked for."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest

from faceqnet_engine import Assessor
from faceqnet_engine.assessment import Status
from faceqnet_engine.cluster.attempts import Attempts, attempts, forgive, write_attempts
from faceqnet_engine.cluster.lock import LOCK
from faceqnet_engine.cluster.merging import RESULTS, SUCCESS
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, part_name, planned
from faceqnet_engine.cluster.run import Outcome
from faceqnet_engine.cluster.shard_scoring import POISONED, score_shard
from faceqnet_engine.errors import UsageError
from faceqnet_engine.pipeline.timings import Stage
from faceqnet_engine.results.tables import csv_cells, read_table

PHOTOS = 12
Asked = Callable[..., Options]


Runs = Callable[..., Outcome]


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


def test_an_empty_input_is_a_table_without_rows(
    runs: Runs, folder: Path, tmp_path: Path, options_for: Asked
) -> None:
    (tmp_path / "none").mkdir()
    outcome = runs(Place(str(tmp_path / "out")), options_for(tmp_path / "none"))
    assert (outcome.rows, read_table(tmp_path / "out" / RESULTS)) == (0, [])
    with pytest.raises(UsageError, match="does not exist"):
        runs(Place(str(tmp_path / "other")), options_for(tmp_path / "absent"))
    assert not (tmp_path / "other").exists()


def test_files_of_a_run_are_readable_for_the_people_that_new_files_are_readable_for(
    runs: Runs, tmp_path: Path
) -> None:
    runs(Place(str(tmp_path / "out")))
    (tmp_path / "new").touch()
    usual = (tmp_path / "new").stat().st_mode & 0o777
    written = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert len(written) > 8 and {file.stat().st_mode & 0o777 for file in written} == {usual}


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
