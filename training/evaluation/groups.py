"""Mean quality of groups of people: gender, age, whatever a table beside the photos tells of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from faceqnet_engine.sources.paths import PHOTO_SUFFIXES
from training.evaluation.statistics import band_of_mean

FEWEST_PEOPLE = 8
"""A group of fewer people gets no figure: its band would say nothing."""
_MOSTLY = 0.8
"""A column with at least that share of numbers is one of numbers; whoever gives none is in no third."""
_THIRDS = ("lowest third", "middle third", "highest third")


def people_of(folder: Path) -> tuple[dict[str, dict[str, str]], dict[str, list[Path]]]:
    """Person -> what the table says of them, and person -> their photos.

    The table is the folder's only CSV; its first column is the person's id. A photo belongs to the person whose id
    its name begins with, up to the first underscore.

    Raises:
        UsageError: no such folder, no table or several, or no photo of anybody in it.
    """
    tables = sorted(folder.glob("*.csv"))
    if len(tables) != 1:
        raise UsageError(
            f"{folder} must hold one CSV that says who belongs to which group; it holds {len(tables)}."
        )
    with tables[0].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if not rows or len(rows[0]) < 2:
        raise UsageError(f"{tables[0]} has no people, or no column but their id.")
    key = next(iter(rows[0]))
    told = {r[key]: {c: v for c, v in r.items() if c != key and v is not None} for r in rows}
    photos: dict[str, list[Path]] = {}
    for file in sorted(folder.rglob("*")):
        person = file.stem.partition("_")[0]
        if file.suffix.lower() in PHOTO_SUFFIXES and person in told:
            photos.setdefault(person, []).append(file)
    if not photos:
        raise UsageError(f"No photo in {folder} is of a person in {tables[0].name}.")
    return told, photos


def group_means(
    told: dict[str, dict[str, str]], quality: dict[str, float], draws: int = 1000
) -> dict[str, dict[str, Any]]:
    """Column -> group -> people, mean quality and its band (over draws of people); numbers are cut into thirds.

    Args:
        told: Person -> column -> value.
        quality: Person -> mean quality of their photos.
        draws: Bootstrap draws.
    """
    people = sorted(quality)
    values = np.array([quality[p] for p in people])
    columns = list(dict.fromkeys(c for p in people for c in told[p]))
    found: dict[str, dict[str, Any]] = {"all": {"everybody": _figures(values, draws)}}
    for column in columns:
        names, order = _names([told[p].get(column, "") for p in people])
        here = {
            n: _figures(values[names == n], draws) for n in order if n and (names == n).sum() >= FEWEST_PEOPLE
        }
        if len(here) > 1:
            found[column] = here
    return found


def _names(texts: Sequence[str]) -> tuple[NDArray[np.str_], list[str]]:
    """Each person's group of a column (its words, or thirds of its numbers), and the groups in order."""
    stripped = np.array([t.strip() for t in texts])
    numbers = np.array([_number(t) for t in stripped])
    known = numbers[np.isfinite(numbers)]
    if len(known) < _MOSTLY * (stripped != "").sum() or len(np.unique(known)) <= 3:
        return stripped, sorted(set(stripped.tolist()))
    low, high = np.quantile(known, (1 / 3, 2 / 3))
    words = [f"{_THIRDS[0]} (to {low:g})", f"{_THIRDS[1]} (to {high:g})", f"{_THIRDS[2]} (above {high:g})"]
    third = (numbers > low).astype(int) + (numbers > high)
    named = [words[k] if np.isfinite(v) else "" for k, v in zip(third, numbers, strict=True)]
    return np.array(named), words


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _figures(values: NDArray[np.float64], draws: int) -> dict[str, Any]:
    return {
        "people": len(values),
        "quality": round(float(values.mean()), 2),
        "band": [round(v, 2) for v in band_of_mean(values, draws)],
    }


def quality_of_people(
    photos: dict[str, list[Path]], quality: Callable[[Path], float | None]
) -> tuple[dict[str, float], int]:
    """Person -> mean quality of their photos, and how many photos had no usable face."""
    found: dict[str, float] = {}
    without = 0
    for person, files in photos.items():
        known = [q for q in map(quality, files) if q is not None]
        without += len(files) - len(known)
        if known:
            found[person] = float(np.mean(known))
    return found, without
