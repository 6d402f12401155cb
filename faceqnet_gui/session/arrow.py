"""Arrow's arrays to and from numpy by their buffers: Arrow's own way imports pandas where it is installed, 60 MB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

# What Arrow frees goes back to the system: its own pools keep a hundred megabytes of a million rows for later.
pa.set_memory_pool(pa.system_memory_pool())

_KINDS: dict[pa.DataType, type[np.generic]] = {
    pa.int32(): np.int32, pa.int64(): np.int64, pa.uint64(): np.uint64, pa.float64(): np.float64,
}  # fmt: skip


def texts(parts: Sequence[bytes]) -> pa.BinaryArray:
    """Bytes as an array."""
    ends = np.zeros(len(parts) + 1, np.int32)
    np.cumsum([len(part) for part in parts], out=ends[1:])
    return pa.Array.from_buffers(
        pa.binary(), len(parts), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(parts))]
    )


def values(array: pa.Array) -> NDArray[Any]:
    """(n,) the numbers or truths of an array; not to be written to. What stands for nulls is not said."""
    held, part = array.buffers()[1], slice(array.offset, array.offset + len(array))
    if pa.types.is_boolean(array.type):
        return _bits(held)[part]
    return np.frombuffer(held, _KINDS[array.type])[part]


def nulls(array: pa.Array) -> NDArray[np.bool_]:
    """(n,) where nothing is available."""
    if not array.null_count:
        return np.zeros(len(array), np.bool_)
    return ~_bits(array.buffers()[0])[array.offset : array.offset + len(array)]


def _bits(held: pa.Buffer) -> NDArray[np.bool_]:
    return np.unpackbits(np.frombuffer(held, np.uint8), bitorder="little").astype(np.bool_)
