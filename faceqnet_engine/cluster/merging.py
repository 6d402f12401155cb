"""Parts of a run into one table, in the input's order, without holding it in memory."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Plan, part_name
from faceqnet_engine.errors import OutputError

RESULTS = "results.parquet"
SUCCESS = "_SUCCESS"
_ROWS = 5_000


def merge(place: Place, plan: Plan) -> int:
    """Write the table of all parts, in the order of the shards; how many rows it has.

    Raises:
        OutputError: a part is missing or damaged, or the table cannot be written.
    """
    rows = 0
    with place.writing(RESULTS) as file, place.said(RESULTS, on=file.parent), contextlib.ExitStack() as stack:
        writer = None
        for shard in range(len(plan.sizes)):
            for batch in _batches(place, shard, plan):
                if writer is None:
                    writer = stack.enter_context(_Writer(file, batch.schema))
                writer.write(batch)
                rows += batch.num_rows
        if writer is None:
            from faceqnet_engine.results.tables import write_table

            write_table([], file, model=plan.options.weights)
    return rows


class _Writer:
    """A Parquet file whose end is only written where all went well: on a full disk it would fail once more."""

    def __init__(self, file: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._stream = file.open("wb")
        self._writer = pq.ParquetWriter(self._stream, schema)

    def write(self, batch: pa.RecordBatch) -> None:
        self._writer.write_batch(batch.cast(self._schema))

    def __enter__(self) -> _Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._writer.close()
            self._stream.close()
            return
        with contextlib.suppress(OSError, ValueError):
            self._writer.close()
        with contextlib.suppress(OSError):
            self._stream.close()


def _batches(place: Place, shard: int, plan: Plan) -> Iterator[pa.RecordBatch]:
    """Rows of a part, in pieces; one without rows where it has none."""
    name = part_name(shard)
    try:
        with place.reading(name) as stream:
            part = pq.ParquetFile(stream)
            schema = _schema(part.schema_arrow, plan)
            if not part.metadata.num_rows:
                yield pa.RecordBatch.from_pylist([], schema=schema)
            for batch in part.iter_batches(_ROWS):
                yield batch.cast(schema)
    except FileNotFoundError as error:
        raise OutputError(
            f"{place} lacks the part of shard {shard}, {name}. The same command scores it again."
        ) from error
    except (pa.ArrowInvalid, OSError) as error:
        if isinstance(error, pa.ArrowInvalid) or (
            error.errno is None and not place.remote
        ):  # so Arrow says most faults
            raise OutputError(
                f"{name} of {place} is damaged ({_line(error)}). Delete it, and give the same command: that shard is "
                "scored again, the others are kept."
            ) from error
        raise OutputError(
            f"{name} of {place} cannot be read: {error.strerror or _line(error)}. All parts are kept; when that is "
            "mended, the same command goes on."
        ) from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:160].rstrip(".")


def write_success(place: Place, plan: Plan, rows: int, statuses: Mapping[str, int]) -> None:
    """The mark that a run is whole: the last file that is written."""
    told = {"rows": rows, "images": plan.images, "model": plan.options.weights, "statuses": dict(statuses)}
    place.write(SUCCESS, json.dumps(told, indent=1).encode() + b"\n")


def _schema(schema: pa.Schema, plan: Plan) -> pa.Schema:
    told = {
        "model": plan.options.weights,
        "inputs": " ".join(plan.options.inputs),
        "faces": plan.options.faces,
        "smaller_faces": str(plan.options.smaller).lower(),
    }
    return schema.with_metadata({"faceqnet": json.dumps(told)})
