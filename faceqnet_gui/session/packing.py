"""An Assessment taken apart into numbers, short texts and what is left; and put together again, equal to before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import INTEGER_COLUMNS, Assessment
from faceqnet_gui.session.names import Names
from faceqnet_gui.session.numbers import Numbers
from faceqnet_gui.session.texts import Texts

_APART = frozenset({"path", "root", "status", "quality", "sha256", "file"})
_FIELDS = [f for f in fields(Assessment) if f.name not in _APART]

NUMBERS: tuple[str, ...] = tuple(f.name for f in _FIELDS if str(f.type) in {"int | None", "float | None"})
"""Fields that are kept as float64; NaN stands for None. Integers below 2**53 survive that exactly."""

TEXTS: tuple[str, ...] = tuple(f.name for f in _FIELDS if str(f.type) == "str")
"""Fields of few different texts: models, details."""

REST: tuple[str, ...] = tuple(f.name for f in _FIELDS if f.name not in NUMBERS + TEXTS)
"""Fields that only some rows have: kept as the objects that they are."""

NUMBER_PLACE = {name: n for n, name in enumerate(NUMBERS)}
_DEFAULTS = {f.name: f.default for f in _FIELDS}
_WHOLE = [name in INTEGER_COLUMNS for name in NUMBERS]
NOT_ASSESSED = -1
"""Stands for None among components."""


@dataclass(frozen=True, slots=True)
class Measuring:
    """How measures get out of a row and back into one: the line that connects the columns to a catalogue.

    Attributes:
        ids: Names of the measures, in the order of the matrix.
        take: (k,) natives, NaN where not assessed, and (k,) components, NOT_ASSESSED likewise; None without any.
        give: The same row with these.
    """

    ids: tuple[str, ...]
    take: Callable[[Assessment], tuple[Sequence[float], Sequence[int]] | None]
    give: Callable[[Assessment, NDArray[np.float32], NDArray[np.int16]], Assessment]


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows as they come out of a session file, taken over by `Columns.restore`.

    Attributes:
        paths: One per row.
        odd_files: Files by row that are not where root and path say.
        numbers: In the order of NUMBERS.
        roots, subjects, texts: Each text once; arrays hold their numbers.
        arrays: Columns by name: id, quality, status, root, subject, date, gone, hash, texts, natives and components.
        odd_hashes: Hashes that are none.
    """

    paths: Names
    odd_files: dict[int, str]
    numbers: Numbers
    roots: Texts
    subjects: Texts
    texts: Texts
    arrays: dict[str, NDArray[Any]]
    odd_hashes: dict[int, str]


NO_MEASURES = Measuring((), lambda row: None, lambda row, natives, components: row)


def numbers_of(row: Assessment) -> list[float]:
    """The row's numbers in the order of NUMBERS."""
    return [np.nan if (value := getattr(row, name)) is None else value for name in NUMBERS]


def texts_of(row: Assessment) -> list[str]:
    """The row's texts in the order of TEXTS."""
    return [getattr(row, name) for name in TEXTS]


def rest_of(row: Assessment) -> dict[str, Any]:
    """What differs from the default among REST."""
    held = {name: getattr(row, name) for name in REST}
    return {name: value for name, value in held.items() if value is not _DEFAULTS[name] and value is not None}


def named_numbers(values: NDArray[np.float64]) -> dict[str, int | float | None]:
    """(F,) -> the fields."""
    return {
        name: None if value != value else int(value) if whole else value  # noqa: PLR0124 - NaN
        for name, whole, value in zip(NUMBERS, _WHOLE, values.tolist(), strict=True)
    }


def packed_hash(sha256: str) -> bytes:
    """32 bytes for a hash, none for anything else."""
    try:
        return bytes.fromhex(sha256) if len(sha256) == 64 else b""
    except ValueError:
        return b""
