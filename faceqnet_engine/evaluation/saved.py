"""An evaluation that was saved: its curves again, from evaluation.json, to lie beside another's."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from faceqnet_engine.evaluation.edc import Curve
from faceqnet_engine.evaluation.methods import DISCARDS, GRID, LIMITS, Figure, Judged
from faceqnet_engine.evaluation.summary import VERSION

_LARGEST = 200_000_000
"""Bytes beyond which a file is not one of ours: thousands of methods would be smaller."""


@dataclass(frozen=True, slots=True, eq=False)
class SavedRun:
    """What a saved evaluation says about its methods.

    Attributes:
        file: It was read from.
        recogniser: Who decided.
        convention: How the match limit was set and held.
        images: That took part.
        subjects: That took part.
        mated: Comparisons.
        errors: Mated pairs that did not match.
        fnmr: With nothing discarded.
        command: That made it.
        methods: Curves at the steps that the file holds; no draws, so that no band of a difference can be had.
    """

    file: Path
    recogniser: str
    convention: str
    images: int
    subjects: int
    mated: int
    errors: int
    fnmr: float
    command: str
    methods: tuple[Judged, ...]


def read_run(file: Path) -> SavedRun:
    """The evaluation in an `evaluation.json`, or in the folder that holds one.

    Raises:
        UsageError: it is none, is damaged, or was written by a newer version.
    """
    if file.is_dir():
        file = file / "evaluation.json"
    try:
        if file.stat().st_size > _LARGEST:
            raise UsageError(f"{file.name} is too large to be an evaluation. Choose an evaluation.json.")
        values = json.loads(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"{file.name} is no evaluation: it is not JSON. Choose an evaluation.json."
        ) from error
    version = values.get("version") if isinstance(values, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise UsageError(f"{file.name} was written by a newer version. Update the program.")
    try:
        return _run(file, values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            f"{file.name} is no evaluation, or it is damaged. Choose an evaluation.json that "
            "`faceqnet evaluate` or Save in the window has written."
        ) from error


def _run(file: Path, values: Mapping[str, Any]) -> SavedRun:
    methods = tuple(_judged(m) for m in values["methods"])
    if not methods:
        raise ValueError("no method")
    return SavedRun(
        file=file,
        recogniser=str(values["recogniser"]),
        convention=str(values["convention"]),
        images=int(values["images"]),
        subjects=int(values["subjects"]),
        mated=int(values["mated"]),
        errors=int(values["errors"]),
        fnmr=float(values["fnmr"]),
        command=str(values["command"]),
        methods=methods,
    )


def _judged(values: Mapping[str, Any]) -> Judged:
    drawn = values["curve"]
    at = _numbers(drawn["discarded"])
    if len(at) < 2 or at[0] != 0 or not (np.diff(at) > 0).all():
        raise ValueError("shares that do not rise from 0")
    fnmr, low, high, errors = (_numbers(drawn[name], len(at)) for name in ("fnmr", "low", "high", "errors"))
    if not np.isfinite(fnmr).all() or not np.isfinite(errors).all():
        raise ValueError("a curve with holes")
    made = Curve(at, fnmr, errors)
    return Judged(
        name=str(values["name"]),
        curve=made,
        fnmr=np.interp(GRID, at, fnmr),
        low=np.interp(GRID, at, low),
        high=np.interp(GRID, at, high),
        errors=np.interp(GRID, at, errors),
        pauc={limit: _figure(values["pauc"].get(f"{limit:g}")) for limit in LIMITS},
        at={share: _figure(values["fnmr_at"].get(f"{share:g}")) for share in DISCARDS},
        drawn=np.zeros((0, len(LIMITS))),
        constant=bool(values["constant"]),
    )


def _numbers(values: Any, length: int | None = None) -> NDArray[np.float64]:
    found = np.array([math.nan if v is None else float(v) for v in values], np.float64)
    if length is not None and len(found) != length:
        raise ValueError("columns of different length")
    return found


def _figure(values: Mapping[str, Any] | None) -> Figure:
    if values is None:
        return Figure(math.nan, math.nan, math.nan)
    value, low, high = (math.nan if values[k] is None else float(values[k]) for k in ("value", "low", "high"))
    return Figure(value, low, high)
