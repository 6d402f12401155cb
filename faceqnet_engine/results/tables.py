"""Rows as files: CSV, JSON Lines, Parquet. A file appears whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

import pyarrow as pa
import pyarrow.parquet as pq

from faceqnet_engine.assessment import (
    COLUMNS,
    INTEGER_COLUMNS,
    MEASURE_NOTES,
    NATIVE_COLUMNS,
    PROFILE_COLUMNS,
    ROW_COLUMNS,
    TEXT_COLUMNS,
    Assessment,
    Status,
)
from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.measures.values import Measures, Note
from faceqnet_engine.permissions import NEW_FILE_MODE
from faceqnet_engine.results import ofiq

SUFFIXES = (".csv", ".jsonl", ".parquet")
_SIX_DECIMALS = frozenset({"score", "confidence"})
_PARQUET_ROWS = 5000
_NEEDED = ("path", "status", "score")
"""Columns without which a file is none of ours."""
_TYPES = {
    c: pa.string() if c in TEXT_COLUMNS else pa.int64() if c in INTEGER_COLUMNS else pa.float64()
    for c in COLUMNS
}


class _Format(Protocol):
    def write(self, row: Assessment) -> None: ...
    def end(self) -> None: ...


class TableWriter:
    """Writes rows to a temporary file beside the target; leaving the `with` block well puts it in place.

    Args:
        target: `.csv`, `.jsonl` or `.parquet`; `NAME.ofiq.csv` for OFIQ's layout.
        model: Kept in Parquet's metadata.
        options: Likewise.

    Raises:
        UsageError: another suffix.
        OutputError: the folder is missing or cannot be written, or the disk is full.
    """

    def __init__(self, target: Path, *, model: str = "", options: Mapping[str, str] | None = None) -> None:
        if target.suffix.lower() not in SUFFIXES:
            raise UsageError(f"{target.name}: results are written as {', '.join(SUFFIXES)}.")
        if target.is_dir():
            raise OutputError(f"{target} is a folder. Name a file in it.")
        self._target = target
        try:
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        except OSError as error:
            raise _cannot_write(target, error) from error
        self._temporary = Path(name)
        self._stream = os.fdopen(handle, "w+b")
        try:
            self._format = _format(target.name.lower(), self._stream, {"model": model, **(options or {})})
        except OSError as error:
            self.abort()
            raise _cannot_write(target, error) from error

    def write(self, row: Assessment) -> None:
        """Add one row."""
        try:
            self._format.write(row)
        except OSError as error:
            self.abort()
            raise _cannot_write(self._target, error) from error

    def commit(self) -> None:
        """Make the file appear, on disk to the last byte."""
        try:
            self._format.end()
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
            self._temporary.chmod(NEW_FILE_MODE)
            self._temporary.replace(self._target)
        except OSError as error:
            self.abort()
            raise _cannot_write(self._target, error) from error

    def abort(self) -> None:
        """Leave nothing behind; a file that was there before stays as it was."""
        try:
            self._stream.close()
        except OSError:
            pass  # the same full disk again; the temporary file goes anyway
        finally:
            self._temporary.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.commit()
        else:
            self.abort()


def write_table(
    rows: Iterable[Assessment], target: Path, *, model: str = "", options: Mapping[str, str] | None = None
) -> None:
    """Write rows whole or not at all; see `TableWriter`."""
    with TableWriter(target, model=model, options=options) as writer:
        for row in rows:
            writer.write(row)


class CsvStream:
    """Rows as CSV to an open text stream (opened with newline=""), as they come."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        # RFC 4180: CRLF, quotes where needed.
        self._writer = csv.writer(stream)
        self._writer.writerow(COLUMNS)

    def write(self, row: Assessment) -> None:
        """Add one row and flush, for whoever reads at the other end."""
        self._writer.writerow(csv_cells(row))
        self._stream.flush()


def read_table(path: Path) -> list[Assessment]:
    """The rows of a result file; see `rows_in` for those that memory does not hold.

    Raises:
        UsageError: no such file, or not one of ours.
    """
    return list(rows_in(path))


def rows_in(path: Path, columns: Sequence[str] | None = None) -> Iterator[Assessment]:
    """The rows of a result file, one after the other, a few thousand in memory; see `rows_with_values`."""
    return (row for row, _ in rows_with_values(path, columns))


def rows_with_values(
    path: Path, columns: Sequence[str] | None = None
) -> Iterator[tuple[Assessment, Mapping[str, Any]]]:
    """The rows of a result file and all that it says of them, one after the other, a few thousand in memory.

    Args:
        path: The file.
        columns: Of a Parquet file only these are read, and `path`, `status`, `score`; the others are empty.

    Raises:
        UsageError: no such file, or not one of ours.
    """
    try:
        if path.suffix.lower() == ".parquet":
            wanted = None if columns is None else list(dict.fromkeys((*_NEEDED, *columns)))
            with pq.ParquetFile(path) as file:
                # One row group after the other: over the whole file Arrow reads ahead, and holds more the larger it is.
                for group in range(file.num_row_groups):
                    for batch in file.iter_batches(_PARQUET_ROWS, [group], columns=wanted, use_threads=False):
                        yield from map(_both, batch.to_pylist())
            return
        with path.open(encoding="utf-8-sig", newline="") as stream:
            if path.suffix.lower() == ".jsonl":
                yield from (_both(json.loads(line)) for line in stream if line.strip())
            else:
                yield from map(_both, csv.DictReader(stream, strict=True))
    except FileNotFoundError as error:
        raise UsageError(f"{path} does not exist.") from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError, csv.Error, pa.ArrowInvalid) as error:
        raise UsageError(f"{path} is not a result file of this program ({error}).") from error


def csv_cells(row: Assessment) -> list[str]:
    """A row under COLUMNS, as text."""
    return [csv_cell(column, row.value(column)) for column in COLUMNS]


def csv_cell(column: str, value: Any) -> str:
    """A value as text: empty for None, a point for decimals, scores with six of them."""
    if value is None:
        return ""
    if column in TEXT_COLUMNS or column in INTEGER_COLUMNS:
        return str(value)
    if column in NATIVE_COLUMNS:
        return f"{value:.6g}"
    return f"{value:.6f}" if column in _SIX_DECIMALS else f"{value:.2f}"


def _format(name: str, stream: IO[bytes], metadata: dict[str, str]) -> _Format:
    if name.endswith(".parquet"):
        return _Parquet(stream, metadata)
    if name.endswith(ofiq.SUFFIX):
        return _Csv(stream, ofiq.HEAD, ofiq.cells, ofiq.SEPARATOR)
    return _Csv(stream, COLUMNS, csv_cells) if name.endswith(".csv") else _JsonLines(stream)


class _Csv:
    def __init__(
        self,
        stream: IO[bytes],
        head: Sequence[str],
        cells: Callable[[Assessment], list[str]],
        separator: str = ",",
    ) -> None:
        import io

        self._cells = cells
        self._text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=False)
        self._writer = csv.writer(self._text, delimiter=separator)
        self._writer.writerow(head)

    def write(self, row: Assessment) -> None:
        self._writer.writerow(self._cells(row))

    def end(self) -> None:
        self._text.flush()
        self._text.detach()


class _JsonLines:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, row: Assessment) -> None:
        line = json.dumps({c: row.value(c) for c in COLUMNS}, ensure_ascii=False)
        self._stream.write(line.encode() + b"\n")

    def end(self) -> None:
        pass


class _Parquet:
    def __init__(self, stream: IO[bytes], metadata: dict[str, str]) -> None:
        schema = pa.schema(
            [pa.field(c, _TYPES[c]) for c in COLUMNS], metadata={"faceqnet": json.dumps(metadata)}
        )
        self._schema, self._writer = schema, pq.ParquetWriter(stream, schema)
        self._rows: list[dict[str, Any]] = []

    def write(self, row: Assessment) -> None:
        self._rows.append({c: row.value(c) for c in COLUMNS})
        if len(self._rows) >= _PARQUET_ROWS:
            self._flush()

    def end(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def _both(values: Mapping[str, Any]) -> tuple[Assessment, Mapping[str, Any]]:
    return _row(values), values


def _row(values: Mapping[str, Any]) -> Assessment:
    missing = set(_NEEDED) - values.keys()
    if missing:
        raise ValueError(f"it has no column {sorted(missing)[0]}")
    typed = {c: _typed(c, values[c]) for c in (*ROW_COLUMNS, *PROFILE_COLUMNS) if c in values}
    root = typed.get("root") or ""
    # The file can only be found again where its name survived being written as text.
    file = os.path.join(root, typed["path"]) if root else typed["path"]  # noqa: PTH118
    return Assessment(**typed, measures=_measures(values), file=file)


def _measures(values: Mapping[str, Any]) -> Measures | None:
    """The natives that a file has; components follow from them."""
    natives = {m: _typed(c, values[c]) for c, m in NATIVE_COLUMNS.items() if c in values}
    if all(native is None for native in natives.values()):
        return None
    noted = [part.split(": ", 1) for part in (values.get(MEASURE_NOTES) or "").split("; ") if part]
    return Measures.of(natives, {measure: Note(note) for measure, note in noted})


def _typed(column: str, value: Any) -> Any:
    if column == "status":
        return Status(value)
    if column in TEXT_COLUMNS:
        return value or ""
    if value is None or value == "":
        return None
    return int(value) if column in INTEGER_COLUMNS else float(value)


def _cannot_write(target: Path, error: OSError) -> OutputError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return OutputError(f"The folder {target.parent} does not exist. Nothing was written.")
    reason = error.strerror or str(error)
    return OutputError(f"{target} cannot be written: {reason}. Nothing half-written was left behind.")
