"""Train, validation, test: no subject is in two of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from faceqnet_engine.errors import UsageError

SPLITS = ("train", "validation", "test")
FEWEST_SUBJECTS = 5


def split_subjects(
    subjects: Sequence[str], seed: int, shares: Sequence[float] = (0.6, 0.2, 0.2)
) -> dict[str, str]:
    """Each subject's split, at random by `seed`; every split gets one subject at least.

    Args:
        subjects: Names, each once.
        seed: Equal seeds and names give equal splits.
        shares: Of train, validation and test; scaled to a sum of 1.

    Raises:
        UsageError: fewer than five subjects.
    """
    count = len(subjects)
    if count < FEWEST_SUBJECTS:
        raise UsageError(
            f"{count} subjects with two or more images are too few to split; at least {FEWEST_SUBJECTS} are needed."
        )
    whole = sum(shares)
    first = min(max(round(shares[0] / whole * count), 1), count - 2)
    second = min(max(round((shares[0] + shares[1]) / whole * count), first + 1), count - 1)
    order = np.random.default_rng(seed).permutation(count)
    return {subjects[k]: SPLITS[int(at >= first) + int(at >= second)] for at, k in enumerate(order)}


def check_disjoint(rows: Iterable[tuple[str, str, str]]) -> None:
    """Refuse (path, subject, split) rows that share a subject between splits.

    Raises:
        UsageError: naming the first such subject, or an unknown split.
    """
    split_of: dict[str, str] = {}
    for path, subject, split in rows:
        if split not in SPLITS:
            where = f"the split {split!r}" if split else "no split"
            raise UsageError(f"{path} is in {where}; splits are {', '.join(SPLITS)}.")
        if split_of.setdefault(subject, split) != split:
            raise UsageError(f"{subject} is in two splits ({split_of[subject]} and {split}).")


def read_rows(file: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV with a header.

    Raises:
        UsageError: it cannot be read, or lacks a column.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [c for c in needed if c not in (reader.fieldnames or [])]
            if missing:
                raise UsageError(f"{file} has no column {missing[0]}; it needs {', '.join(needed)}.")
            rows = list(reader)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file} is no CSV in UTF-8: {error}.") from error
    short = next((n for n, row in enumerate(rows, start=2) if any(not row[c] for c in needed)), None)
    if short is not None:
        raise UsageError(f"Line {short} of {file} has an empty field; {', '.join(needed)} must be filled.")
    return rows
