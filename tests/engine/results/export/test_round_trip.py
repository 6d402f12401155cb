"""What goes in comes out: bytes, times, names, rows, decisions; and undo leaves nothing behind."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import threading
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from faceqnet_engine.assessment import COLUMNS
from faceqnet_engine.results.export import Layout, Way, Wishes, journals, plan, run, undo, unfinished
from faceqnet_engine.results.export.manifest import EXPORT_COLUMNS, entries_of
from faceqnet_engine.results.sidecar import Naming, Rating, read_file
from faceqnet_engine.results.tables import read_table

PHOTO_WAYS = [Way.COPY, Way.LINK, Way.SYMLINK, Way.MOVE]


def _listed(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("way", PHOTO_WAYS)
def test_photos_arrive_whole_under_free_names_and_undo_leaves_nothing(
    entries, remembered, tmp_path: Path, way: Way
) -> None:
    chosen = entries(4)
    before = remembered(chosen)
    target = tmp_path / "out"
    target.mkdir()
    (target / "SAME.jpg").write_bytes(b"taken")
    made = plan(chosen, Wishes(target, way))
    assert made.renamed == 4
    done = run(made)
    assert (done.exported, done.problems, done.complete) == (4, (), True)
    assert (target / "SAME.jpg").read_bytes() == b"taken"
    listed = _listed(target / "manifest.csv")
    assert [(target / r["exported_as"]).read_bytes() for r in listed] == [v[0] for v in before.values()]
    hashes = [hashlib.sha256((target / r["exported_as"]).read_bytes()).hexdigest() for r in listed]
    assert [r["sha256"] for r in listed] == hashes
    assert [r["decision"] for r in listed] == ["accepted", "rejected", "undecided", "accepted"]
    assert all(
        (target / r["exported_as"]).stat().st_mtime_ns == t
        for r, (_, t) in zip(listed, before.values(), strict=True)
    )
    assert all(Path(file).exists() != (way is Way.MOVE) for file in before)
    undone = undo(done.journal)
    assert (undone.back, undone.removed) == ((4, 0) if way is Way.MOVE else (0, 4))
    assert remembered(chosen) == before
    assert _tree(target) == {"SAME.jpg": b"taken"}


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_every_manifest_has_all_columns_and_can_be_read_as_a_result_file(
    entries, tmp_path, kind: str
) -> None:
    chosen = entries(3)
    done = run(plan(chosen, Wishes(tmp_path / "out", manifests=(kind,))))
    path = done.lists[0]
    if kind == "csv":
        rows = _listed(path)
    elif kind == "jsonl":
        rows = [json.loads(line) for line in path.read_text().splitlines()]
    else:
        rows = pq.read_table(path).to_pylist()
    assert set(rows[0]) == {*COLUMNS, *EXPORT_COLUMNS}
    assert [r["note"] for r in rows] == ["note 0", "note 1", "note 2"]
    assert [int(r["stars"]) for r in rows] == [0, 1, 2]
    assert read_table(path) == [e.row for e in chosen]
    assert list(entries_of(path)) == chosen


def test_a_second_export_adds_to_the_manifest_and_undoing_it_keeps_the_first(entries, tmp_path: Path) -> None:
    chosen = entries(4)
    wishes = Wishes(tmp_path / "out", manifests=("csv", "parquet"))
    run(plan(chosen[:2], wishes))
    second = run(plan(chosen[2:], wishes))
    names = [r["exported_as"] for r in _listed(tmp_path / "out/manifest.csv")]
    assert names == ["same.jpg", "same (2).jpg", "same (3).jpg", "same (4).jpg"]
    assert [j.name for j in journals(tmp_path / "out")] == [
        "export-journal-2.jsonl",
        "export-journal-1.jsonl",
    ]
    undo(second.journal)
    for kind in ("csv", "parquet"):
        assert [r.path for r in read_table(tmp_path / f"out/manifest.{kind}")] == ["0/same.jpg", "1/same.jpg"]
    assert (tmp_path / "out/same (2).jpg").exists()


def test_a_foreign_manifest_is_set_aside_not_overwritten(entries, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/manifest.csv").write_text("a,b\n1,2\n")
    run(plan(entries(1), Wishes(tmp_path / "out")))
    assert (tmp_path / "out/manifest.csv.earlier-1").read_text() == "a,b\n1,2\n"
    assert len(_listed(tmp_path / "out/manifest.csv")) == 1


@pytest.mark.parametrize(
    ("layout", "folders"),
    [(Layout.DECISION, {"accepted", "rejected", "undecided"}), (Layout.SUBJECT, {"P-0", "P-1"})],
)
def test_folders_by_decision_or_subject(entries, tmp_path: Path, layout: Layout, folders: set[str]) -> None:
    done = run(
        plan(entries(6), Wishes(tmp_path / "out", layout=layout, template="{subject}_{n:03}_{quality}"))
    )
    assert {p.name for p in (tmp_path / "out").iterdir() if p.is_dir()} == folders
    assert (tmp_path / "out" / done.items[1].name).name == "P-1_002_1.jpg"
    undo(done.journal)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("naming", list(Naming))
def test_sidecars_come_along_with_their_rating(entries, tmp_path: Path, naming: Naming) -> None:
    chosen = [*entries(2), *entries(1, "same.png")]
    done = run(plan(chosen, Wishes(tmp_path / "out", sidecars=naming)))
    assert done.problems == ()
    sidecars = sorted(p.name for p in (tmp_path / "out").glob("*.xmp"))
    whole = ["same (2).jpg.xmp", "same.jpg.xmp", "same.png.xmp"]
    # Two photos whose sidecars would have one name get names of their own.
    assert sidecars == (whole if naming is Naming.FULL else ["same (2).xmp", "same (3).xmp", "same.xmp"])
    first = "same.jpg.xmp" if naming is Naming.FULL else "same.xmp"
    assert read_file(tmp_path / "out" / first) == Rating(0, "accepted")
    assert not list((tmp_path / "in").rglob("*.xmp"))
    undo(done.journal)
    assert not (tmp_path / "out").exists()


def test_undo_keeps_what_was_changed_and_what_is_the_only_one(entries, tmp_path: Path) -> None:
    chosen = entries(3)
    done = run(plan(chosen, Wishes(tmp_path / "out")))
    (tmp_path / "out/same.jpg").write_bytes(b"edited")
    Path(chosen[1].row.file).unlink()
    undone = undo(done.journal)
    assert {Path(p).name: why for p, why in undone.kept} == {
        "same.jpg": "it was changed since",
        "same (2).jpg": "its original is gone, so this is the only one",
    }
    assert undone.removed == 1
    assert (tmp_path / "out/same.jpg").read_bytes() == b"edited"
    assert done.journal.exists()


def test_undo_never_puts_a_photo_over_another(entries, tmp_path: Path) -> None:
    chosen = entries(2)
    done = run(plan(chosen, Wishes(tmp_path / "out", Way.MOVE)))
    Path(chosen[0].row.file).write_bytes(b"a new photo")
    undone = undo(done.journal)
    assert (undone.back, [why for _, why in undone.kept]) == (1, ["something else stands in its old place"])
    assert Path(chosen[0].row.file).read_bytes() == b"a new photo"
    assert (tmp_path / "out/same.jpg").exists()


def test_stopping_leaves_a_consistent_folder_and_the_rest_can_follow(entries, tmp_path: Path) -> None:
    cancel = threading.Event()
    made = plan(entries(5), Wishes(tmp_path / "out", Way.MOVE))
    done = run(made, progress=lambda n, total: cancel.set() if n == 2 else None, cancel=cancel)
    assert (done.exported, done.cancelled, done.complete) == (2, True, False)
    assert len(list((tmp_path / "out").glob("*.jpg"))) == len(_listed(tmp_path / "out/manifest.csv")) == 2
    assert unfinished(tmp_path / "out") == []
    rest = run(made, earlier=done)
    assert (rest.exported, rest.complete) == (5, True)
    assert len(_listed(tmp_path / "out/manifest.csv")) == 5
    assert undo(rest.journal).back == 5
    assert not (tmp_path / "out").exists()


def test_names_of_no_encoding_survive(entries, tmp_path: Path) -> None:
    chosen = entries(1, os.fsdecode(b"caf\xe9.jpg"))
    done = run(plan(chosen, Wishes(tmp_path / "out", Way.MOVE, manifests=("csv", "jsonl", "parquet"))))
    assert done.problems == ()
    assert os.listdir(os.fsencode(tmp_path / "out")).count(b"caf\xe9.jpg") == 1
    assert _listed(tmp_path / "out/manifest.csv")[0]["exported_as"] == "caf\\xe9.jpg"
    assert undo(done.journal).back == 1
    assert Path(chosen[0].row.file).exists()


def test_aligned_crops_alone_and_besides(portrait: Path, tmp_path: Path) -> None:
    from faceqnet_engine import Assessor

    with Assessor(device="cpu") as assessor:
        row = next(iter(assessor.assess([portrait])))
    both = run(plan([row], Wishes(tmp_path / "both", Way.COPY, crops=True)))
    assert both.problems == ()
    assert _listed(tmp_path / "both/manifest.csv")[0]["crop"] == f"crops/{portrait.stem}.png"
    alone = run(plan([row], Wishes(tmp_path / "alone", Way.CROPS)))
    one, other = tmp_path / f"both/crops/{portrait.stem}.png", tmp_path / f"alone/{portrait.stem}.png"
    assert one.read_bytes() == other.read_bytes()
    assert not (tmp_path / "alone" / portrait.name).exists()
    for done in (both, alone):
        undo(done.journal)
        assert not done.journal.parent.exists()
