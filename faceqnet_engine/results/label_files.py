"""Whose photo is it, and to which group does it belong: CSV files that people write."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.foreign_scores import ScoreFile, matched


@dataclass(frozen=True, slots=True)
class GroupColumns:
    """Groups of images.

    Attributes:
        columns: Column -> (n,) value per image, empty where unknown.
        unmatched: Rows that are no image or subject.
    """

    columns: dict[str, list[str]]
    unmatched: list[str]


def read_subjects(file: Path) -> list[tuple[str, str]]:
    """(path, subject) of every row of a CSV with these two columns; others are ignored.

    Raises:
        UsageError: not readable, without these columns, or a path with two subjects.
    """
    rows = _rows(file, ("path", "subject"))
    subject_of: dict[str, str] = {}
    for row in rows:
        path, subject = row["path"].strip(), row["subject"].strip()
        if not path or not subject:
            continue
        if subject_of.setdefault(path, subject) != subject:
            raise UsageError(f"{file.name} gives {path} to two subjects: {subject_of[path]} and {subject}.")
    if not subject_of:
        raise UsageError(f"{file.name} has no row with a path and a subject.")
    return list(subject_of.items())


def read_groups(file: Path, paths: Sequence[str], subjects: Sequence[str]) -> GroupColumns:
    """Group values of images, from a CSV with a column `path` or `subject` and any others.

    Raises:
        UsageError: not readable, without such a column, without others, or matching no image at all.
    """
    rows = _rows(file, ())
    header = list(rows[0]) if rows else []
    key = next((k for k in ("path", "subject") if k in header), None)
    columns = [c for c in header if c not in {"path", "subject"}]
    if key is None or not columns:
        raise UsageError(f"{file.name} needs a column path or subject, and at least one column of groups.")
    names = [row[key].strip() for row in rows]
    if key == "path":
        places = matched(ScoreFile("table", {name: float(n) for n, name in enumerate(names)}), paths)
        at = [None if math.isnan(place) else int(place) for place in places.scores.tolist()]
        unmatched = places.unmatched + places.ambiguous
    else:
        number = {name: n for n, name in enumerate(names)}
        at = [number.get(subject) for subject in subjects]
        unmatched = sorted(set(number) - set(subjects))
    if all(place is None for place in at):
        examples = ", ".join(names[:3])
        raise UsageError(f"No {key} in {file.name} is one of the images', such as {examples}.")
    values = {c: ["" if n is None else (rows[n][c] or "").strip() for n in at] for c in columns}
    return GroupColumns(values, unmatched)


def _rows(file: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            first = stream.readline()
            stream.seek(0)
            reader = csv.DictReader(stream, delimiter=max((",", ";", "\t"), key=first.count), restval="")
            header = [name.strip() for name in reader.fieldnames or ()]
            missing = [name for name in needed if name not in header]
            if missing:
                raise UsageError(f"{file.name} has no column {missing[0]}. It needs: {', '.join(needed)}.")
            reader.fieldnames = header
            return [{k: v for k, v in row.items() if isinstance(k, str)} for row in reader]
    except FileNotFoundError as error:
        raise UsageError(f"{file} does not exist.") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file.name} cannot be read as a table ({error}).") from error
