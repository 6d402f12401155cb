from __future__ import annotations

import csv
import threading
from pathlib import Path

import pytest

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.results.export import Way, plan, run, undo_moves
from faceqnet_engine.results.where import condition


@pytest.fixture
def rows(tmp_path: Path) -> list[Assessment]:
    made = []
    for n in range(4):
        file = tmp_path / "in" / f"{n}" / "same.jpg"
        file.parent.mkdir(parents=True)
        file.write_bytes(bytes([n]) * 100)
        made.append(Assessment(f"{n}/same.jpg", status=Status.OK, quality=10 * n, file=str(file)))
    return made


@pytest.mark.parametrize("way", list(Way))
def test_photos_arrive_whole_under_free_names_with_a_manifest(
    rows: list[Assessment], tmp_path: Path, way: Way
) -> None:
    before = {r.file: (Path(r.file).read_bytes(), Path(r.file).stat().st_mtime_ns) for r in rows}
    target = tmp_path / "out"
    target.mkdir()
    (target / "SAME.jpg").write_bytes(b"taken")
    made = plan(rows, target, way=way)
    assert made.renamed == 4
    done = run(made, decision="accept")
    assert (done.exported, done.failed) == (4, ())
    assert (target / "SAME.jpg").read_bytes() == b"taken"
    with done.manifest.open(newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert [(target / r["exported_as"]).read_bytes() for r in listed] == [v[0] for v in before.values()]
    assert {r["decision"] for r in listed} == {"accept"}
    if way is Way.MOVE:
        assert not any(Path(f).exists() for f in before)
        assert undo_moves(target) == 4
    for file, (data, time) in before.items():
        assert Path(file).read_bytes() == data
        assert Path(file).stat().st_mtime_ns == time


def test_cancel_leaves_a_consistent_folder(rows: list[Assessment], tmp_path: Path) -> None:
    cancel = threading.Event()
    done = run(
        plan(rows, tmp_path / "out"),
        progress=lambda n, total: cancel.set() if n == 2 else None,
        cancel=cancel,
    )
    assert (done.exported, done.cancelled) == (2, True)
    photos = [p for p in (tmp_path / "out").iterdir() if p.suffix == ".jpg"]
    assert len(photos) == 2
    assert len(done.manifest.read_text().splitlines()) == 3


def test_a_second_export_adds_to_the_manifest(rows: list[Assessment], tmp_path: Path) -> None:
    run(plan(rows[:1], tmp_path / "out"))
    done = run(plan(rows[1:2], tmp_path / "out"))
    lines = done.manifest.read_text().splitlines()
    assert len(lines) == 3
    assert lines[1].split(",")[0] == "0/same.jpg"


def test_missing_photos_and_wrong_targets_are_said(rows: list[Assessment], tmp_path: Path) -> None:
    Path(rows[0].file).unlink()
    assert plan(rows, tmp_path / "out").missing == ("0/same.jpg",)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError):
        plan(rows, tmp_path / "file")
    with pytest.raises(UsageError, match="already"):
        plan(rows[1:], Path(rows[1].file).parent, way=Way.MOVE)
    with pytest.raises(OutputError):
        run(plan(rows, tmp_path / "file" / "below"))


def test_conditions_choose_rows(rows: list[Assessment]) -> None:
    assert [r.quality for r in rows if condition('10 <= quality < 30 and status == "ok"')(r)] == [10, 20]
    assert [r.quality for r in rows if condition("not quality in (0, 10) or face == 1")(r)] == [20, 30]
    assert not condition("score < 1")(rows[0])  # not available is never true


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "quality",
        "quality <",
        "nothing > 1",
        "quality.real > 1",
        "(lambda: 1)() > 0",
        "1 + 1 > 0",
    ],
)
def test_other_expressions_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        condition(text)


def test_text_against_number_is_said(rows: list[Assessment]) -> None:
    with pytest.raises(UsageError, match="text with a number"):
        condition("path < 3")(rows[0])
