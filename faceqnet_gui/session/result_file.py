"""Rows of result files (`faceqnet score -o`, cluster runs) into columns: Parquet in pieces, a column at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from faceqnet_engine.assessment import SCORED, Assessment, Status
from faceqnet_engine.errors import UsageError
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX, component_column, native_column
from faceqnet_engine.results.tables import SUFFIXES, rows_in
from faceqnet_gui.session.arrow import nulls, values
from faceqnet_gui.session.columns import NO_DATE, NO_QUALITY, STATUSES, Columns
from faceqnet_gui.session.names import Names
from faceqnet_gui.session.numbers import Numbers
from faceqnet_gui.session.packing import NOT_ASSESSED, NUMBERS, TEXTS, Stored
from faceqnet_gui.session.texts import Texts

_AT_ONCE = 8192
_RUN_TABLE, _RUN_MARK = "results.parquet", "_SUCCESS"
_HEX = 64
_NEEDED = ("path", "status")
_STATUS_CODE = {status.value: n for n, status in enumerate(STATUSES)}


def result_file(name: str) -> str | None:
    """The result file that a name means: the file itself, or the table of a cluster run's folder; None for others."""
    if name.lower().endswith(SUFFIXES) and os.path.isfile(name):  # noqa: PTH113
        return name
    table = os.path.join(name, _RUN_TABLE)  # noqa: PTH118
    if os.path.isfile(table) and os.path.exists(os.path.join(name, _RUN_MARK)):  # noqa: PTH110, PTH113, PTH118
        return table
    return None


def is_result_name(name: str) -> bool:
    """Whether an input is a result file by its name, whether it is there or not."""
    return name.lower().endswith(SUFFIXES)


@dataclass(frozen=True, slots=True)
class Results:
    """The result file whose rows belong to a session.

    Attributes:
        file: Its name; empty for none.
        moved: Where roots that it names are now.
    """

    file: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(plain: Any) -> Results:
        """What `plain` made, or none."""
        return Results(str(plain["file"]), dict(plain["moved"])) if plain else Results()

    def plain(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"file": self.file, "moved": dict(self.moved)}

    def moved_to(self, before: str, to: str) -> Results:
        """The same with a root elsewhere, which may have been moved before."""
        earlier = {name: to if place == before else place for name, place in self.moved.items()}
        return Results(self.file, earlier | ({} if before in self.moved.values() else {before: to}))


def read(results: Results, columns: Columns) -> None:
    """Take the place of everything in the columns with the rows of a result file.

    Raises:
        UsageError: it does not exist or is none of ours.
    """
    columns.clear()
    if results.file.lower().endswith(".parquet"):
        columns.restore(_parquet(Path(results.file), columns, results.moved))
        return
    piece: list[Assessment] = []
    for row in rows_in(Path(results.file)):
        piece.append(_moved(row, results.moved))
        if len(piece) == _AT_ONCE:
            columns.add(piece)
            piece = []
    columns.add(piece)


def check(file: str) -> None:
    """Look whether a file is a result file of ours, reading next to nothing of it.

    Raises:
        UsageError: it does not exist or is none of ours.
    """
    if not file.lower().endswith(".parquet"):
        next(rows_in(Path(file)), None)
        return
    with _said(Path(file)):
        _check_schema(Path(file), pq.read_schema(file))


def _moved(row: Assessment, moved: Mapping[str, str]) -> Assessment:
    root = moved.get(row.root)
    return row if root is None else replace(row, root=root, file=os.path.join(root, row.path))  # noqa: PTH118


def _parquet(path: Path, columns: Columns, moved: Mapping[str, str]) -> Stored:
    with _said(path), pq.ParquetFile(path) as file:
        _check_schema(path, file.schema_arrow)
        reader = _Reader(file.metadata.num_rows, columns, file.schema_arrow.names, moved)
        # One row group after the other: over the whole file, Arrow would hold half a gigabyte of a million rows.
        for group in range(file.num_row_groups):
            for batch in file.iter_batches(_AT_ONCE, [group], columns=reader.wanted, use_threads=False):
                reader.take(batch)
        return reader.stored


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise UsageError(f"{path} does not exist any more. Decisions on its photos are kept.") from error
    except (OSError, pa.ArrowInvalid, ValueError, TypeError, KeyError) as error:
        raise UsageError(f"{path} is not a result file of this program ({error}).") from error


def _check_schema(path: Path, schema: pa.Schema) -> None:
    missing = [name for name in _NEEDED if name not in schema.names]
    if missing:
        raise UsageError(f"{path} is not a result file of this program: it has no column {missing[0]}.")


class _Reader:
    """Fills arrays from record batches; only a few thousand rows exist as Python objects besides their names."""

    def __init__(self, size: int, columns: Columns, names: Sequence[str], moved: Mapping[str, str]) -> None:
        self._ids, self._at, self._moved = columns.measures.ids, 0, moved
        count = len(self._ids)
        self._natives = {native_column(m): n for n, m in enumerate(self._ids)}
        self._components = {component_column(m): n for n, m in enumerate(self._ids)}
        known = {"path", "root", "status", "quality", "sha256", *NUMBERS, *TEXTS}
        self.wanted = [n for n in names if n in known or n in self._natives or n in self._components]
        self._folders: dict[tuple[str, str], int] = {}
        arrays: dict[str, NDArray[Any]] = {
            "id": np.arange(1, size + 1, dtype=np.int32),
            "quality": np.full(size, NO_QUALITY, np.int16),
            "status": np.empty(size, np.uint8),
            "root": np.zeros(size, np.int32),
            "subject": np.zeros(size, np.int32),
            "date": np.full(size, NO_DATE, np.int64),
            "gone": np.zeros(size, np.bool_),
            "hash": np.zeros(size, "V32"),
            "texts": np.zeros((size, len(TEXTS)), np.int32),
            "natives": np.full((size, count), np.nan, np.float32),
            "components": np.full((size, count), NOT_ASSESSED, np.int8),
        }
        self.stored = Stored(
            Names(), {}, Numbers(len(NUMBERS), size), Texts(), Texts([""]), Texts([""]), arrays, {}
        )

    def take(self, batch: pa.RecordBatch) -> None:
        """Some rows."""
        part, arrays = slice(self._at, self._at + len(batch)), self.stored.arrays
        held = dict(zip(batch.schema.names, batch.columns, strict=True))
        arrays["status"][part] = _coded(held["status"], _STATUS_CODE.__getitem__)
        self._take_names(held["path"].to_pylist(), held.get("root"), part)
        if "quality" in held:
            arrays["quality"][part] = _numbers(held["quality"], NO_QUALITY)
        if "sha256" in held:
            self._take_hashes(held["sha256"].to_pylist(), part)
        for n, name in enumerate(NUMBERS):
            if name in held:
                self.stored.numbers.put(part, n, _numbers(held[name], np.nan))
        for n, name in enumerate(TEXTS):
            if name in held:
                arrays["texts"][part, n] = _coded(held[name], lambda text: self.stored.texts.code(text or ""))
        for name, n in self._natives.items():
            if name in held:
                arrays["natives"][part, n] = _numbers(held[name], np.nan)
        self._take_components(held, part)
        self._at += len(batch)

    def _take_components(self, held: dict[str, pa.Array], part: slice) -> None:
        arrays = self.stored.arrays
        scored = np.isin(arrays["status"][part], [STATUSES.index(Status(s)) for s in SCORED])
        for name, n in self._components.items():
            if name in held:
                arrays["components"][part, n] = _numbers(held[name], NOT_ASSESSED)
            else:  # a table of natives alone: components follow from them
                natives, record = arrays["natives"][part, n], CATALOGUE[INDEX[self._ids[n]]]
                for row in np.flatnonzero(scored & np.isfinite(natives)).tolist():
                    arrays["components"][part.start + row, n] = record.component(float(natives[row]))

    def _take_names(self, paths: list[str], roots: pa.Array | None, part: slice) -> None:
        stored = self.stored
        told = [""] * len(paths) if roots is None else roots.to_pylist()
        below = [self._moved.get(root, root) if root else "" for root in told]
        stored.paths.extend(paths)
        codes = {root: stored.roots.code(root) for root in dict.fromkeys(below)}
        stored.arrays["root"][part] = [codes[root] for root in below]
        stored.arrays["subject"][part] = [
            self._subject(os.path.dirname(path), root)  # noqa: PTH120
            for root, path in zip(below, paths, strict=True)
        ]

    def _subject(self, folder: str, root: str) -> int:
        code = self._folders.get((folder, root))
        if code is None:
            name = os.path.basename(folder) if root else ""  # noqa: PTH119
            code = self._folders[folder, root] = self.stored.subjects.code(name)
        return code

    def _take_hashes(self, hashes: list[str | None], part: slice) -> None:
        joined = "".join(h for h in hashes if h)
        if len(joined) == _HEX * len(hashes):
            packed = [bytes.fromhex(joined)]
        else:
            whole = [h if h and len(h) == _HEX else "" for h in hashes]
            packed = [bytes.fromhex(h) if h else bytes(32) for h in whole]
            self.stored.odd_hashes.update(
                {part.start + n: hashes[n] or "" for n, h in enumerate(whole) if not h}
            )
        self.stored.arrays["hash"][part] = np.frombuffer(b"".join(packed), "V32")


def _numbers(array: pa.Array, missing: float) -> NDArray[Any]:
    """(n,) values; what is not available becomes `missing`."""
    if pa.types.is_null(array.type):
        return np.full(len(array), missing)
    whole = pa.types.is_integer(array.type) and not isinstance(missing, float)
    held = values(array.cast(pa.int64() if whole else pa.float64()))
    return np.where(nulls(array), missing, held)


def _coded(array: pa.Array, code: Callable[[Any], int]) -> NDArray[np.int64]:
    """(n,) the code of each text; asked once for each different one."""
    held = pc.dictionary_encode(array, null_encoding="encode")
    codes = np.array([code(text) for text in held.dictionary.to_pylist()], np.int64)
    return codes[values(held.indices)]
