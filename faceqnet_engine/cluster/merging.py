"""Parts of a run into one table, in the input's order, without holding it in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping

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
    with place.writing(RESULTS) as file:
        writer = None
        try:
            for shard in range(len(plan.sizes)):
                with _opened(place, shard) as stream:
                    part = pq.ParquetFile(stream)
                    if writer is None:
                        writer = pq.ParquetWriter(file, _schema(part.schema_arrow, plan))
                    for batch in part.iter_batches(_ROWS):
                        writer.write_batch(batch.cast(writer.schema))
                        rows += batch.num_rows
        except pa.ArrowInvalid as error:
            raise OutputError(
                f"A part of {place} is damaged ({error}). Delete the parts that are, and run it again."
            ) from error
        except OSError as error:
            raise OutputError(
                f"{place} cannot be merged: {error.strerror or error}. All parts are kept."
            ) from error
        finally:
            if writer is not None:
                writer.close()
        if writer is None:
            from faceqnet_engine.results.tables import write_table

            write_table([], file, model=plan.options.weights)
    return rows


def write_success(place: Place, plan: Plan, rows: int, statuses: Mapping[str, int]) -> None:
    """The mark that a run is whole: the last file that is written."""
    told = {"rows": rows, "images": plan.images, "model": plan.options.weights, "statuses": dict(statuses)}
    place.write(SUCCESS, json.dumps(told, indent=1).encode() + b"\n")


def _opened(place: Place, shard: int):  # type: ignore[no-untyped-def]
    try:
        return place.reading(part_name(shard))
    except OSError as error:
        raise OutputError(f"{place} lacks the part of shard {shard}. Run it again.") from error


def _schema(schema: pa.Schema, plan: Plan) -> pa.Schema:
    told = {
        "model": plan.options.weights,
        "inputs": " ".join(plan.options.inputs),
        "faces": plan.options.faces,
        "smaller_faces": str(plan.options.smaller).lower(),
    }
    return schema.with_metadata({"faceqnet": json.dumps(told)})
