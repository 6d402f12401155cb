from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.assessment import COLUMNS, Assessment, Status
from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.results.tables import CsvStream, TableWriter, read_table, rows_in, write_table

names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
rows = st.builds(
    Assessment,
    path=names,
    root=names,
    frame=st.none() | st.integers(0, 9999),
    status=st.sampled_from(Status),
    detail=names,
    score=st.none() | st.integers(0, 10**6).map(lambda n: n / 10**6),
    quality=st.none() | st.integers(0, 100),
    box_x=st.none() | st.integers(-(10**6), 10**6).map(lambda n: n / 100),
)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
@given(written=st.lists(rows, max_size=5))
def test_what_is_written_can_be_read(suffix: str, written: list[Assessment]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"t{suffix}"
        write_table(written, target)
        # RFC 4180 keeps line ends inside quotes; Python's reader gives back what the writer was given.
        assert read_table(target) == written
        assert [p.name for p in Path(folder).iterdir()] == [target.name]


def test_the_columns_are_the_contract_s() -> None:
    out = io.StringIO(newline="")
    CsvStream(out).write(Assessment('ä\n"x",y.jpg', score=0.1234567, status=Status.OK, box_x=1.005))
    assert ",".join(COLUMNS).startswith(
        "path,root,frame,face,faces,status,detail,score,quality,confidence,box_x,"
    )
    row_columns = list(COLUMNS[: COLUMNS.index("model") + 1])
    assert row_columns[-2:] == ["sha256", "model"]
    assert COLUMNS[len(row_columns) : len(row_columns) + 2] == (
        "BackgroundUniformity",
        "BackgroundUniformity.scalar",
    )
    assert COLUMNS[-4:] == ("measure_notes", "profile", "verdict", "reasons")
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert row["path"] == 'ä\n"x",y.jpg'
    assert row["score"] == "0.123457"
    assert row["quality"] == ""
    assert out.getvalue().endswith("\r\n")


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    target.write_text("what was there")
    with pytest.raises(ZeroDivisionError), TableWriter(target) as writer:
        writer.write(Assessment("a"))
        raise ZeroDivisionError
    assert target.read_text() == "what was there"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("target", ["absent/t.csv", "file/t.csv"])
def test_a_folder_that_is_none_is_an_output_error(tmp_path: Path, target: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        write_table([], tmp_path / target)


def test_foreign_files_are_refused_in_words(tmp_path: Path) -> None:
    for name, text in (("a.csv", "x,y\n1,2\n"), ("b.jsonl", "{"), ("c.parquet", "PAR1")):
        (tmp_path / name).write_text(text)
        with pytest.raises(UsageError, match="not a result file"):
            read_table(tmp_path / name)
    with pytest.raises(UsageError, match="does not exist"):
        read_table(tmp_path / "absent.csv")
    with pytest.raises(UsageError, match="written as"):
        write_table([], tmp_path / "t.xls")


def test_parquet_knows_the_model(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_table(
        [replace(Assessment("a"), quality=3)], tmp_path / "t.parquet", model="m@1", options={"faces": "all"}
    )
    metadata = pq.read_schema(tmp_path / "t.parquet").metadata[b"faceqnet"]
    assert b"m@1" in metadata
    assert b"all" in metadata


def test_some_columns_are_read_alone(tmp_path: Path) -> None:
    written = [Assessment(f"{n}.jpg", face=n, status=Status.OK, score=0.1 * n, model="m@1") for n in range(3)]
    write_table(written, tmp_path / "r.parquet")
    found = list(rows_in(tmp_path / "r.parquet", ("face",)))
    assert [(r.path, r.face, r.score) for r in found] == [(r.path, r.face, r.score) for r in written]
    assert {r.model for r in found} == {""}
    assert {r.measures for r in found} == {None}


def test_rows_of_several_row_groups_come_in_order_and_only_one_group_is_read_ahead(tmp_path: Path) -> None:
    path, count = tmp_path / "rows.parquet", 12_003
    write_table((Assessment(f"{n}.jpg", "/r", status=Status.NO_FACE) for n in range(count)), path)
    rows = rows_in(path)
    first = next(rows)
    assert first.path == "0.jpg"
    with path.open("r+b") as stream:  # what lies beyond the first group has not been asked for yet
        begin = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
        stream.seek(begin)
        stream.write(b"\0" * 64)
    with pytest.raises(UsageError, match="not a result file"):
        list(rows)
    write_table((Assessment(f"{n}.jpg", "/r", status=Status.NO_FACE) for n in range(count)), path)
    assert [row.path for row in rows_in(path)] == [f"{n}.jpg" for n in range(count)]
