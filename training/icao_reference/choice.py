"""Which image of a subject is its reference: by compliance, or by a list."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from training.datasets.manifest import Dataset
from training.datasets.splits import read_rows
from training.records import write_whole

HOLDS = 50.0
"""A group holds from this value on (0..100)."""
FEWEST_GROUPS = 7
MOST_YAW = 20.0
FILE = "references.csv"
_YAW = "yaw"

Groups = Mapping[str, float | None]
"""Group of tests -> 0..100, or None where it cannot be assessed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An image that may become the reference.

    Attributes:
        path: Of the image.
        groups: Its measures.
        ied: Inter-eye distance in pixels.
    """

    path: str
    groups: Groups
    ied: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A subject's reference.

    Attributes:
        subject: Whose.
        path: The image.
        hold: How many groups hold.
        mean: Mean of the groups that were assessed.
        weak: Why it is a weak reference; empty where it is not.
        by: `compliance` or `list`.
    """

    subject: str
    path: str
    hold: int
    mean: float
    weak: str
    by: str = "compliance"


def compliance(groups: Groups) -> tuple[int, float]:
    """How many groups hold, and the mean of those that were assessed; what was not assessed counts neither way."""
    known = [value for value in groups.values() if value is not None]
    return sum(value >= HOLDS for value in known), float(np.mean(known)) if known else 0.0


def best(candidates: Sequence[Candidate]) -> Candidate:
    """Most groups that hold, then their mean, then inter-eye distance, then the first path."""
    return min(candidates, key=lambda c: (*(-v for v in compliance(c.groups)), -c.ied, c.path))


def weakness(groups: Groups) -> str:
    """Why an image is a weak reference: fewer than 7 groups hold, or the head is turned by more than 20 degrees."""
    hold, _ = compliance(groups)
    reasons = [f"only {hold} groups hold"] if hold < FEWEST_GROUPS else []
    # The group yaw is 100 (1 - min(1, |degrees| / 30)).
    yaw = groups.get(_YAW)
    if yaw is not None and 30 * (1 - yaw / 100) > MOST_YAW:
        reasons.append(f"turned by more than {MOST_YAW:.0f} degrees")
    return "; ".join(reasons)


def read_override(file: Path) -> dict[str, str]:
    """Subject -> image name, from lines `user;template_image` as FaceQnet's authors published them.

    Raises:
        UsageError: it cannot be read, or has other lines.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The list of references {file} cannot be read: {error}.") from error
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or lines[0].replace(" ", "").lower() != "user;template_image":
        raise UsageError(f"{file} is no list of references: its first line must be user;template_image.")
    chosen: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        subject, separator, image = (part.strip() for part in line.partition(";"))
        if not separator or not subject or not image or ";" in image:
            raise UsageError(f"Line {number} of {file} is not of the form user;template_image: {line}")
        if chosen.setdefault(subject, image) != image:
            raise UsageError(f"{file} names two references for {subject}.")
    return chosen


def choose(
    candidates: Mapping[str, Sequence[Candidate]], override: Mapping[str, str]
) -> tuple[list[Choice], list[str]]:
    """A reference for every subject.

    Args:
        candidates: Subject -> its usable images.
        override: Subject -> image, by path, or by name within the subject's folder, with or without suffix.

    Returns:
        The choices in subject order, and a sentence for each subject whose listed image is not usable.
    """
    choices: list[Choice] = []
    ignored: list[str] = []
    for subject in sorted(candidates):
        images, by = candidates[subject], "compliance"
        picked = best(images)
        if subject in override:
            listed = [c for c in images if _named(c.path, subject, override[subject])]
            if listed:
                picked, by = listed[0], "list"
            else:
                ignored.append(
                    f"{subject}: {override[subject]} is no usable image of this subject; chosen by compliance."
                )
        hold, mean = compliance(picked.groups)
        choices.append(Choice(subject, picked.path, hold, mean, weakness(picked.groups), by))
    return choices, ignored


def _named(path: str, subject: str, name: str) -> bool:
    place = PurePosixPath(path)
    inside = path.removeprefix(f"{subject}/")
    return name in {path, inside, place.name, place.stem, str(PurePosixPath(inside).with_suffix(""))}


def write_references(folder: Path, choices: Sequence[Choice]) -> None:
    """references.csv: one row per subject."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("subject", "path", "groups_that_hold", "mean", "weak", "by"))
    writer.writerows((c.subject, c.path, c.hold, f"{c.mean:.2f}", c.weak, c.by) for c in choices)
    write_whole(folder / FILE, out.getvalue())


def read_references(folder: Path, dataset: Dataset) -> NDArray[np.int64]:
    """(n,) the row of each image's subject's reference; -1 where there is none."""
    row_of = {str(path): n for n, path in enumerate(dataset.paths)}
    of_subject = {r["subject"]: row_of[r["path"]] for r in read_rows(folder / FILE, ("subject", "path"))}
    return np.array([of_subject.get(str(s), -1) for s in dataset.subjects], np.int64)
