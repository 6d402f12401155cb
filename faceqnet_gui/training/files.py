"""What the steps of a training wrote, read for the wizard's pages. The state is what lies on disk, nothing else."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HOLDS = 50.0
"""A portrait rule holds from this value on."""
FEWEST_PHOTOS = 3
_POINTS = ("right_eye", "left_eye", "nose", "mouth_right", "mouth_left")
_EXTREMES = 10


@dataclass(frozen=True, slots=True)
class Face:
    """Where a photo's face is.

    Attributes:
        file: The photo.
        landmarks: (5, 2) pixels, as nested tuples.
    """

    file: Path
    landmarks: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Photos:
    """The step `dataset`.

    Attributes:
        images: Photos found.
        usable: Those with a face.
        subjects: Subjects found.
        enough: Subjects with three usable photos or more.
        single: Subjects with one usable photo.
        counts: Usable photos of each subject.
        splits: Split -> (subjects, usable photos).
        problems: Kind of finding -> (how many, first examples).
        faces: Path -> face.
    """

    images: int
    usable: int
    subjects: int
    enough: int
    single: int
    counts: tuple[int, ...]
    splits: dict[str, tuple[int, int]]
    problems: dict[str, tuple[int, tuple[str, ...]]]
    faces: dict[str, Face] = field(repr=False)


def read_photos(work: Path) -> Photos:
    """The manifest and the findings of the finished step, or of the one that was refused for having too little.

    Raises:
        OSError, ValueError, KeyError: they are not there, or damaged.
    """
    folder = work / "dataset" if (work / "dataset").is_dir() else work / "dataset.partial"
    root = Path(json.loads((folder / "root.json").read_text(encoding="utf-8"))["root"])
    faces: dict[str, Face] = {}
    usable: Counter[str] = Counter()
    everyone: Counter[str] = Counter()
    people: dict[str, set[str]] = {}
    in_split: Counter[str] = Counter()
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            subject, split = row["subject"], row["split"]
            everyone[subject] += 1
            if not row["confidence"]:
                continue
            usable[subject] += 1
            in_split[split] += 1
            people.setdefault(split, set()).add(subject)
            points = tuple((float(row[f"{p}_x"]), float(row[f"{p}_y"])) for p in _POINTS)
            faces[row["path"]] = Face(root / row["path"], points)
    return Photos(
        images=sum(everyone.values()),
        usable=sum(usable.values()),
        subjects=len(everyone),
        enough=sum(n >= FEWEST_PHOTOS for n in usable.values()),
        single=sum(usable[s] == 1 for s in everyone),
        counts=tuple(usable[s] for s in everyone),
        splits={s: (len(people.get(s, ())), in_split[s]) for s in ("train", "validation", "test")},
        problems=_problems(work, folder),
        faces=faces,
    )


def _problems(work: Path, folder: Path) -> dict[str, tuple[int, tuple[str, ...]]]:
    later = work / "embeddings" / "findings.csv"
    file = later if later.is_file() and folder.name == "dataset" else folder / "findings.csv"
    found: dict[str, list[str]] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["kind"], []).append(row["path"] or row["subject"])
    return {kind: (len(names), tuple(names[:3])) for kind, names in found.items()}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo that may be its subject's reference.

    Attributes:
        path: Of the photo.
        hold: Portrait rules that hold.
        mean: Of the rules that were assessed.
        worst: The rule that holds least; empty where all do.
    """

    path: str
    hold: int
    mean: float
    worst: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A subject's reference.

    Attributes:
        subject: Whose.
        path: The photo.
        hold: Portrait rules that hold.
        mean: Of the rules that were assessed.
        weak: Whether the step calls it weak.
        worst: The rule that holds least.
        by_hand: Whether a person chose it.
    """

    subject: str
    path: str
    hold: int
    mean: float
    weak: bool
    worst: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class References:
    """The step `references`: weakest first; each subject's candidates, best first."""

    chosen: tuple[Reference, ...]
    candidates: dict[str, tuple[Candidate, ...]] = field(repr=False)
    means: dict[str, float] = field(repr=False)
    """Path -> mean of the portrait rules."""


def read_references(work: Path) -> References:
    """References and measures.

    Raises:
        OSError, ValueError, KeyError: they are not there, or damaged.
    """
    folder = work / "references"
    with (work / "dataset" / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        subject_of = {row["path"]: row["subject"] for row in csv.DictReader(stream)}
    candidates: dict[str, list[Candidate]] = {}
    by_path: dict[str, Candidate] = {}
    with (folder / "measures.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            groups = {k: float(v) for k, v in row.items() if k not in {"path", "inter_eye_distance"} and v}
            least = min(groups, key=lambda k: groups[k], default="")
            candidate = Candidate(
                row["path"],
                sum(v >= HOLDS for v in groups.values()),
                sum(groups.values()) / max(1, len(groups)),
                least if least and groups[least] < HOLDS else "",
            )
            by_path[candidate.path] = candidate
            candidates.setdefault(subject_of[candidate.path], []).append(candidate)
    chosen: list[Reference] = []
    with (folder / "references.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            c = by_path[row["path"]]
            by_hand, weak = row["by"] == "list", bool(row["weak"])
            chosen.append(Reference(row["subject"], c.path, c.hold, c.mean, weak, c.worst, by_hand))
    chosen.sort(key=lambda r: (not r.weak, r.hold, r.mean, r.subject))
    ordered = {s: tuple(sorted(c, key=lambda x: (-x.hold, -x.mean, x.path))) for s, c in candidates.items()}
    return References(tuple(chosen), ordered, {p: c.mean for p, c in by_path.items()})


@dataclass(frozen=True, slots=True, eq=False)
class LabelSet:
    """The step `labels`.

    Attributes:
        clean: Labels of the training photos.
        degraded: Labels of their degraded copies.
        lowest: (path, label) of the lowest ones.
        highest: (path, label) of the highest ones, highest first.
    """

    clean: NDArray[np.float64]
    degraded: NDArray[np.float64]
    lowest: tuple[tuple[str, float], ...]
    highest: tuple[tuple[str, float], ...]


def read_labels(work: Path) -> LabelSet:
    """Labels of the training photos.

    Raises:
        OSError, ValueError, KeyError: they are not there, or damaged.
    """
    with np.load(work / "labels" / "labels.npz", allow_pickle=False) as stored:
        rows, labels = stored["rows"], stored["labels"].astype(np.float64)
    with (work / "dataset" / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        told = [(row["path"], row["split"]) for row in csv.DictReader(stream)]
    training = np.array([told[int(i)][1] == "train" for i in rows])
    clean, copies = labels[training, 0], labels[training, 1:]
    paths = [told[int(i)][0] for i in rows[training]]
    order = [int(k) for k in np.argsort(clean, kind="stable") if np.isfinite(clean[k])]
    most = min(_EXTREMES, len(order) // 2)
    return LabelSet(
        clean[np.isfinite(clean)],
        copies[np.isfinite(copies)],
        tuple((paths[k], float(clean[k])) for k in order[:most]),
        tuple((paths[k], float(clean[k])) for k in order[::-1][:most]),
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """A validation face with what it should have and what it has."""

    path: str
    label: float
    score: float


@dataclass(frozen=True, slots=True)
class Live:
    """A training as it is now.

    Attributes:
        runs: One after the other.
        epochs: Of a run, at most.
        history: (run, epoch, loss, figure, Spearman or None) of every epoch.
        samples: Faces.
        discarded: Shares of comparisons.
        fnmr: Wrongly not matched at those shares.
        errors: Behind that curve.
    """

    runs: int
    epochs: int
    history: tuple[tuple[int, int, float, float, float | None], ...] = ()
    samples: tuple[Sample, ...] = ()
    discarded: tuple[float, ...] = ()
    fnmr: tuple[float, ...] = ()
    errors: int = 0

    @property
    def share(self) -> float:
        """0..1 of the longest that it can take."""
        return min(1.0, len(self.history) / max(1, self.runs * self.epochs))


def read_live(work: Path, *, running: bool = False) -> Live | None:
    """Of the training that runs (and of that alone, where `running`) or has ended; None before its first epoch."""
    for folder in ("train.partial",) if running else ("train.partial", "train"):
        try:
            told = json.loads((work / folder / "live.json").read_text(encoding="utf-8"))
            curve = told.get("curve") or {"discarded": (), "fnmr": (), "errors": 0}
            return Live(
                told["runs"],
                told["epochs"],
                tuple((int(r), int(e), float(x), float(m), s) for r, e, x, m, s in told["history"]),
                tuple(Sample(**s) for s in told.get("samples", ())),
                tuple(curve["discarded"]),
                tuple(curve["fnmr"]),
                curve["errors"],
            )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def read_evaluation(work: Path) -> dict[str, Any]:
    """evaluation.json.

    Raises:
        OSError, ValueError: it is not there, or damaged.
    """
    found: dict[str, Any] = json.loads((work / "evaluate" / "evaluation.json").read_text(encoding="utf-8"))
    return found


def read_trial(work: Path) -> tuple[float, float, str] | None:
    """Lowest and highest seconds that the trial expects, and the device; None where there was none."""
    try:
        told = json.loads((work / "trial.json").read_text(encoding="utf-8"))
        return float(told["low"]), float(told["high"]), str(told["device"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
