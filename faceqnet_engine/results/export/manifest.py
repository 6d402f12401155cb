"""The manifest beside an export: every column of every exported row, with decision, note and new name."""

from __future__ import annotations

import collections
import contextlib
import csv
import io
import itertools
import json
import os
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from faceqnet_engine.assessment import COLUMNS, INTEGER_COLUMNS, TEXT_COLUMNS
from faceqnet_engine.errors import OutputError
from faceqnet_engine.results.export.spool import Names
from faceqnet_engine.results.export.wanted import UNDECIDED, Entry
from faceqnet_engine.results.tables import csv_cell, rows_with_values

if TYPE_CHECKING:
    from faceqnet_engine.results.export.planning import Item

EXPORT_COLUMNS = ("exported_as", "crop", "decision", "stars", "note", "remark", "subject")
"""After the columns of a result file."""
HEAD = (*COLUMNS, *EXPORT_COLUMNS)
_TYPES = {
    column: pa.int64()
    if column in INTEGER_COLUMNS or column == "stars"
    else pa.string()
    if column in TEXT_COLUMNS or column in EXPORT_COLUMNS
    else pa.float64()
    for column in HEAD
}
_AT_ONCE = 5000
_DAMAGE = (OSError, ValueError, csv.Error, pa.ArrowInvalid)
Values = dict[str, Any]


def write(folder: Path, kind: str, items: Sequence[Item]) -> Path:
    """Add what was exported to the manifest of a kind, which appears whole or not at all.

    A manifest that cannot be read is set aside as `NAME.earlier-1`, never overwritten.

    Raises:
        OutputError: it cannot be written; what was there before is as it was.
    """
    path = folder / f"manifest.{kind}"
    kept: Iterator[Values] = iter(())
    if _is_ours(path, kind):
        mine = Names()
        for item in items:
            mine.add(plain(item.name))
        kept = (row for row in _read(path, kind) if row["exported_as"] not in mine)
    rows = (_values(item, entry, n) for item in items for n, entry in enumerate(item.entries))
    _replace(path, kind, itertools.chain(kept, rows))
    return path


def forget(folder: Path, gone: Container[str]) -> None:
    """Take the rows of files that are no longer there out of all manifests; an empty one goes.

    Args:
        folder: That of the export.
        gone: Names inside it, as `plain` writes them.
    """
    for path in sorted(folder.glob("manifest.*")):
        kind = path.suffix[1:]
        if kind not in _WRITERS:
            continue
        rows = left = 0
        try:
            for row in _read(path, kind):
                rows += 1
                left += row["exported_as"] not in gone
        except _DAMAGE:
            continue  # not one of ours
        if not left:
            path.unlink()
        elif left != rows:
            _replace(path, kind, (row for row in _read(path, kind) if row["exported_as"] not in gone))


def entries_of(path: Path) -> Iterator[Entry]:
    """The rows of a result file or a manifest, the latter with what was said about them; few are in memory at once.

    Raises:
        UsageError: no such file, or not one of ours.
    """
    for row, values in rows_with_values(path):
        yield Entry(
            row,
            values.get("decision") or UNDECIDED,
            int(values.get("stars") or 0),
            values.get("note") or "",
            values.get("remark") or "",
            values.get("subject") or "",
        )


def plain(name: str) -> str:
    r"""Text that every format can hold: bytes of no encoding as `\xNN`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _values(item: Item, entry: Entry, number: int) -> Values:
    row = {column: entry.row.value(column) for column in COLUMNS}
    return row | {
        "exported_as": plain(item.name),
        "crop": plain(item.crops[number]) if item.crops else "",
        "decision": entry.decision,
        "stars": entry.stars,
        "note": entry.note,
        "remark": entry.remark,
        "subject": entry.subject,
    }


def _is_ours(path: Path, kind: str) -> bool:
    """Whether there is a manifest of ours; what else has its name is set aside."""
    if not path.exists():
        return False
    try:
        collections.deque(_read(path, kind), maxlen=0)
    except _DAMAGE:
        number = 1
        while (aside := path.with_name(f"{path.name}.earlier-{number}")).exists():
            number += 1
        with contextlib.suppress(OSError):
            path.rename(aside)
        return False
    return True


def _read(path: Path, kind: str) -> Iterator[Values]:
    """The rows of a manifest, a few thousand in memory; one of `_DAMAGE` where it is none."""
    for row in _READERS[kind](path):
        if not isinstance(row, dict) or "exported_as" not in row:
            raise ValueError("not a manifest")
        yield row


def _read_csv(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream, strict=True)


def _read_lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from (json.loads(line) for line in stream if line.strip())


def _read_parquet(path: Path) -> Iterator[Any]:
    with pq.ParquetFile(path) as file:
        # Group by group: over the whole file Arrow reads ahead.
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(_AT_ONCE, [group], use_threads=False):
                yield from batch.to_pylist()


def _replace(path: Path, kind: str, rows: Iterator[Values]) -> None:
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as stream:
            _WRITERS[kind](stream, rows)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{path.name} cannot be written: {error.strerror}. The exported files are there all the same."
        ) from error


def _write_csv(stream: io.BufferedWriter, rows: Iterator[Values]) -> None:
    text = io.TextIOWrapper(stream, "utf-8", newline="", errors="backslashreplace")
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for row in rows:
        writer.writerow([_cell(column, row.get(column)) for column in HEAD])
    text.flush()
    text.detach()


def _cell(column: str, value: Any) -> str:
    if isinstance(value, str) or column in EXPORT_COLUMNS:
        return "" if value is None else str(value)  # also cells of the manifest that was there before
    return csv_cell(column, value)


def _write_lines(stream: io.BufferedWriter, rows: Iterator[Values]) -> None:
    for row in rows:
        stream.write(json.dumps({c: row.get(c) for c in HEAD}, ensure_ascii=False).encode("utf-8", "replace"))
        stream.write(b"\n")


def _write_parquet(stream: io.BufferedWriter, rows: Iterator[Values]) -> None:
    schema = pa.schema([pa.field(column, _TYPES[column]) for column in HEAD])
    with pq.ParquetWriter(stream, schema) as writer:
        while piece := [{c: row.get(c) for c in HEAD} for row in itertools.islice(rows, _AT_ONCE)]:
            writer.write_table(pa.Table.from_pylist(piece, schema=schema))


_READERS = {"csv": _read_csv, "jsonl": _read_lines, "parquet": _read_parquet}
_WRITERS = {"csv": _write_csv, "jsonl": _write_lines, "parquet": _write_parquet}
