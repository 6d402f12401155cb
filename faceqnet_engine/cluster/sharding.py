"""Listed images cut into shards: runs of the input's order of about the same number of bytes."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from faceqnet_engine.sources.ref import Ref

MOST_BYTES = 256_000_000
"""Bytes of photos in a shard: half a minute to two minutes of work, so that a lost one costs little."""
MOST_FILES = 1_000
"""Photos in a shard, however small they are."""
_UNKNOWN_BYTES = 100_000
_SCHEMA = pa.schema(
    [
        ("path", pa.string()), ("root", pa.string()), ("file", pa.binary()), ("size", pa.int64()),
        ("mtime_ns", pa.int64()), ("video", pa.bool_()), ("problem", pa.string()),
    ]
)  # fmt: skip


def shards(
    found: Iterable[Ref], most_bytes: int = MOST_BYTES, most_files: int = MOST_FILES
) -> Iterator[list[Ref]]:
    """Lists of refs in order; each has one at least, and more only while they fit."""
    shard: list[Ref] = []
    held = 0
    for ref in found:
        size = ref.size if ref.size >= 0 else _UNKNOWN_BYTES
        if shard and (held + size > most_bytes or len(shard) >= most_files):
            yield shard
            shard, held = [], 0
        shard.append(ref)
        held += size
    if shard:
        yield shard


def packed(found: list[Ref]) -> bytes:
    """Refs as Parquet; file names as bytes, for not all are text."""
    rows = [
        {
            "path": r.path, "root": r.root, "file": os.fsencode(r.file), "size": r.size,
            "mtime_ns": r.mtime_ns, "video": r.video, "problem": r.problem,
        }
        for r in found
    ]  # fmt: skip
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), stream)
    return stream.getvalue()


def unpacked(data: bytes) -> list[Ref]:
    """What `packed` made."""
    rows = pq.read_table(io.BytesIO(data)).to_pylist()
    return [Ref(**row | {"file": os.fsdecode(row["file"])}) for row in rows]
