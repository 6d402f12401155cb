"""Sessions on result files: the same rows as a scan would have given, decisions that outlive everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.errors import UsageError
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_engine.measures.values import Measures
from faceqnet_engine.results.tables import read_table, write_table
from faceqnet_gui.session.judged import MEASURING
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.result_file import Results, read, result_file
from faceqnet_gui.session.session import Loaded, Session

Row = Callable[..., Assessment]


@pytest.fixture
def rows(full_row: Row) -> list[Assessment]:
    """Rows of every status, with measures where there is a score, names of every kind, and a second face."""
    made = []
    for n in range(40):
        row = full_row(n)
        if row.score is not None:
            natives = np.random.default_rng(n).normal(0, 5, len(IDS)).astype(np.float32)
            named = {
                m: float(v) if k % 5 else None for k, (m, v) in enumerate(zip(IDS, natives, strict=True))
            }
            row = replace(row, measures=Measures.of(named))
        made.append(row)
    scored = next(row for row in made if row.score is not None)
    odd = replace(full_row(50), path="subject 1/ñ 人.jpg", file="/photos/subject 1/ñ 人.jpg", sha256="")
    return [
        *made,
        replace(scored, face=1, quality=3),
        odd,
        replace(full_row(51), root="", path="/x.jpg", file="/x.jpg"),
    ]


@pytest.fixture(params=[".parquet", ".csv", ".jsonl"])
def file(request: pytest.FixtureRequest, tmp_path: Path, rows: list[Assessment]) -> Path:
    """Those rows in a file of each kind."""
    target = tmp_path / f"scores{request.param}"
    write_table(rows, target)
    return target


def plain(rows: list[Assessment]) -> list[Assessment]:
    """Without the notes on measures, which columns do not keep."""
    zeros = np.zeros(len(IDS), np.uint8)
    return [r if r.measures is None else replace(r, measures=replace(r.measures, notes=zeros)) for r in rows]


def test_its_rows_are_those_of_the_file(qapp: object, tmp_path: Path, file: Path) -> None:
    loaded = Loaded.of_results(tmp_path / "s.faceqnet", Results(str(file)), MEASURING)
    columns = loaded.columns
    expected = read_table(file)
    assert plain(list(columns.rows)) == plain(expected)
    assert [columns.file(n) for n in range(len(columns))] == [row.file for row in expected]
    assert [columns.index_of(row) for row in expected] == list(range(len(expected)))
    assert columns.subjects[columns.subject[0]] == "subject0" and columns.subjects[columns.subject[-1]] == ""
    loaded.file.close()


def test_decisions_and_rows_that_came_later_are_there_when_it_is_opened_again(
    qapp: object, tmp_path: Path, file: Path, full_row: Row
) -> None:
    path = tmp_path / "s.faceqnet"
    session = Session(Loaded.of_results(path, Results(str(file)), MEASURING))
    session.decisions.decide([3], Decision.REJECTED)
    session.decisions.note(41, "the odd one")
    known = session.columns.row(2)
    session.add([full_row(90, root="/other"), replace(known, status=Status.UNREADABLE, detail="now broken.")])
    size = len(session.columns)
    session.close()
    again = Session.open(path, MEASURING)
    assert len(again.columns) == size
    assert again.columns.row(size - 1).root == "/other"
    assert again.columns.row(2).detail == "now broken."
    assert (
        again.decisions.mark(3).decision is Decision.REJECTED
        and again.decisions.mark(41).note == "the odd one"
    )
    again.close()
    # The file has grown: rows that came later than it are not lost to others that take their place.
    write_table([*read_table(file), full_row(70), full_row(71)], file)
    for _ in range(2):
        grown = Session.open(path, MEASURING)
        assert len(grown.columns) == size + 2
        assert [grown.columns.row(size + k).root for k in (-1, 0, 1)] == ["/photos", "/photos", "/other"]
        grown.add([replace(grown.columns.row(size + 1), detail="changed.")])
        grown.close()


def test_the_session_file_stays_small(qapp: object, tmp_path: Path, file: Path) -> None:
    path = tmp_path / "s.faceqnet"
    session = Session(Loaded.of_results(path, Results(str(file)), MEASURING))
    session.decisions.decide([1], Decision.ACCEPTED)
    session.close()
    import sqlite3

    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM results").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM decisions").fetchone() == (1,)
    connection.close()


def test_a_file_that_went_away_is_said_and_the_decisions_wait(
    qapp: object, tmp_path: Path, file: Path
) -> None:
    path = tmp_path / "s.faceqnet"
    session = Session(Loaded.of_results(path, Results(str(file)), MEASURING))
    session.decisions.decide([3], Decision.REJECTED)
    session.close()
    file.rename(tmp_path / f"away{file.suffix}")
    without = Session.open(path, MEASURING)
    assert not len(without.columns) and "does not exist" in without.file.notice
    without.close()
    (tmp_path / f"away{file.suffix}").rename(file)
    back = Session.open(path, MEASURING)
    assert back.decisions.mark(3).decision is Decision.REJECTED
    back.close()


def test_photos_that_lie_elsewhere_now_stay_there(qapp: object, tmp_path: Path, file: Path) -> None:
    path = tmp_path / "s.faceqnet"
    session = Session(Loaded.of_results(path, Results(str(file)), MEASURING))
    session.decisions.decide([3], Decision.REJECTED)
    size, name = len(session.columns), session.columns.path(3)
    session.move_root(session.columns.roots.index("/photos"), "/mnt/a")
    session.move_root(session.columns.roots.index("/mnt/a"), "/mnt/b")
    session.close()
    again = Session.open(path, MEASURING)
    assert (len(again.columns), again.columns.file(3)) == (size, f"/mnt/b/{name}")
    assert again.decisions.mark(3).decision is Decision.REJECTED
    again.close()


def test_forgotten_rows_stay_forgotten(qapp: object, tmp_path: Path, file: Path) -> None:
    path = tmp_path / "s.faceqnet"
    session = Session(Loaded.of_results(path, Results(str(file)), MEASURING))
    session.restart()
    session.close()
    again = Session.open(path, MEASURING)
    assert not len(again.columns) and not again.file.results.file
    again.close()


@pytest.mark.parametrize("name", ["notes.csv", "notes.jsonl", "notes.parquet"])
def test_another_table_is_refused_and_leaves_no_session(qapp: object, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b'"a";"b"\n1;2\n')
    with pytest.raises(UsageError, match="not a result file"):
        Loaded.of_results(tmp_path / "s.faceqnet", Results(str(tmp_path / name)), MEASURING)
    assert not (tmp_path / "s.faceqnet").exists()


def test_a_table_without_components_gets_them_from_its_natives(
    qapp: object, tmp_path: Path, rows: list[Assessment]
) -> None:
    whole, bare = tmp_path / "whole.parquet", tmp_path / "bare.parquet"
    write_table(rows, whole)
    table = pq.read_table(whole)
    pq.write_table(table.select([n for n in table.schema.names if not n.endswith(".scalar")]), bare)
    from faceqnet_gui.session.columns import Columns

    first, second = Columns(MEASURING), Columns(MEASURING)
    read(Results(str(whole)), first)
    read(Results(str(bare)), second)
    assert np.array_equal(first.components, second.components)


def test_the_folder_of_a_finished_run_means_its_table(tmp_path: Path, rows: list[Assessment]) -> None:
    write_table(rows, tmp_path / "results.parquet")
    assert result_file(str(tmp_path)) is None  # not finished: its photos could lie there as well
    (tmp_path / "_SUCCESS").write_text("{}")
    assert result_file(str(tmp_path)) == str(tmp_path / "results.parquet")
    assert result_file(str(tmp_path / "results.parquet")) == str(tmp_path / "results.parquet")
    assert result_file(str(tmp_path / "photo.jpg")) is None
