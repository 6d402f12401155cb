"""Quality scores of images from files: our own results, OFIQ's, the original FaceQnet's, and plain tables."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.tables import rows_in
from faceqnet_engine.wording import counted

_NAME_COLUMNS = ("path", "filename", "file", "name", "img", "image", "image_path")
_SCORE_COLUMNS = ("score", "quality", "unifiedqualityscore", "unifiedqualityscore.scalar")
"""OFIQ writes a measure's raw value under its own name, and 0..100 (rounded, so with more ties) under .scalar."""
_EXAMPLES = 3
_BRACKETED = re.compile(r"^\[+\s*(.*?)\s*\]+$")


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """What a file says.

    Attributes:
        kind: `faceqnet`, `ofiq`, `original faceqnet` or `table`.
        scores: Name as written -> score; NaN where the file has no number.
    """

    kind: str
    scores: Mapping[str, float]

    @property
    def not_numbers(self) -> list[str]:
        """Names whose score is missing or no finite number."""
        return [name for name, score in self.scores.items() if not math.isfinite(score)]


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """A file's scores brought to a list of images.

    Attributes:
        scores: (n,) float64; NaN where the file has none for the image.
        unmatched: Names of the file that are none of the images.
        ambiguous: Names of the file that fit several images.
    """

    scores: NDArray[np.float64]
    unmatched: list[str]
    ambiguous: list[str]

    def sentence(self, name: str) -> str:
        """What did not fit, for people; empty when all did."""
        said = []
        missing = int(np.isnan(self.scores).sum())
        if missing:
            said.append(f"{counted(missing, 'image has', 'images have')} no score of {name}")
        for names, verb, words in (
            (self.unmatched, ("matches", "match"), "no image"),
            (self.ambiguous, ("fits", "fit"), "several images"),
        ):
            if names:
                first = f"{counted(len(names), 'name')} in {name} {verb[len(names) != 1]} {words}"
                said.append(f"{first}, such as {', '.join(names[:_EXAMPLES])}")
        return "; ".join(said) + "." if said else ""


def read_scores(path: Path) -> ScoreFile:
    """The scores of a file; which kind it is shows in its suffix and its first line.

    Raises:
        UsageError: not there, not readable, or none of the known kinds.
    """
    if path.suffix.lower() in {".parquet", ".jsonl"}:
        return _own(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"{path} does not exist.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not a text file of scores.") from error
    lines = text.splitlines()
    if not lines:
        raise UsageError(f"{path} is empty.")
    header = [cell.strip().lower() for cell in _cells(lines[0], _delimiter(lines[0]))]
    if {"path", "status", "score", "face"} <= set(header):
        return _own(path)
    if header == ["img", "score"]:
        return ScoreFile("original faceqnet", _table(path, lines, header))
    kind = "ofiq" if any(cell.startswith("unifiedqualityscore") for cell in header) else "table"
    return ScoreFile(kind, _table(path, lines, header))


def matched(file: ScoreFile, paths: Sequence[str]) -> Matched:
    """The file's scores for images.

    A name is the image whose relative path it is, or ends with; else the image of that base name, if there is one
    such image and one such name.

    Args:
        file: What was read.
        paths: (n,) relative paths of the images.
    """
    at = {_normal(path): n for n, path in enumerate(paths)}
    by_base: dict[str, list[int]] = {}
    for path, n in at.items():
        by_base.setdefault(_base(path), []).append(n)
    names = Counter(_base(_normal(name)) for name in file.scores)
    scores = np.full(len(paths), np.nan)
    unmatched: list[str] = []
    ambiguous: list[str] = []
    for name, score in file.scores.items():
        normal = _normal(name)
        number = _by_path(normal, at)
        if number is None:
            candidates = by_base.get(_base(normal), [])
            if len(candidates) == 1 and names[_base(normal)] == 1:
                number = candidates[0]
            else:
                (ambiguous if candidates else unmatched).append(name)
                continue
        scores[number] = score
    return Matched(scores, unmatched, ambiguous)


def _normal(name: str) -> str:
    parts = [part for part in name.strip().replace("\\", "/").split("/") if part not in {"", "."}]
    return "/".join(parts)


def _base(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _by_path(name: str, at: Mapping[str, int]) -> int | None:
    """The image whose relative path is the name or its longest end of two parts or more."""
    parts = name.split("/")
    for start in range(max(1, len(parts) - 1)):
        found = at.get("/".join(parts[start:]))
        if found is not None:
            return found
    return None


def _own(path: Path) -> ScoreFile:
    rows = (row for row in rows_in(path, ("frame", "face")) if row.frame is None and row.face in {None, 0})
    return ScoreFile("faceqnet", {r.path: math.nan if r.score is None else r.score for r in rows})


def _table(path: Path, lines: Sequence[str], header: Sequence[str]) -> dict[str, float]:
    name_at = next((header.index(c) for c in _NAME_COLUMNS if c in header), None)
    score_at = next((header.index(c) for c in _SCORE_COLUMNS if c in header), None)
    scalar_at = header.index("unifiedqualityscore.scalar") if "unifiedqualityscore.scalar" in header else None
    body = lines[1:]
    if name_at is None or score_at is None:
        if len(header) == 2 and math.isfinite(_number(header[1])):  # two columns without a header
            name_at, score_at, body = 0, 1, lines
        else:
            raise UsageError(
                f"{path} has no column of names ({', '.join(_NAME_COLUMNS[:4])}) and scores "
                f"({', '.join(_SCORE_COLUMNS[:2])}). Its columns: {', '.join(header[:8])}."
            )
    delimiter = _delimiter(lines[0])
    scores: dict[str, float] = {}
    for cells in csv.reader(body, delimiter=delimiter):
        if len(cells) <= max(name_at, score_at):
            if any(cell.strip() for cell in cells):
                scores.setdefault(cells[0], math.nan)
            continue
        score = _number(cells[score_at])
        if scalar_at is not None and len(cells) > scalar_at and _number(cells[scalar_at]) < 0:
            score = math.nan  # OFIQ's mark for a failure to assess
        scores[cells[name_at].strip()] = score
    if not scores:
        raise UsageError(f"{path} has a header and no scores.")
    return scores


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _delimiter(line: str) -> str:
    return max((";", ",", "\t"), key=line.count)


def _number(text: str) -> float:
    """A number, also as `[0.38]`, as the original FaceQnet writes it; NaN otherwise."""
    inside = _BRACKETED.match(text.strip())
    try:
        value = float(inside.group(1) if inside else text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
