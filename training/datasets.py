"""Labelled faces in: subject-per-folder trees, subject-disjoint splits, the faces found in them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.errors import UsageError
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.sources.paths import PHOTO_SUFFIXES

SPLITS = ("train", "validation", "test")
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Images with subjects, splits and one face each.

    Attributes:
        root: Folder of the images.
        paths: (n,) relative to `root`.
        subjects: (n,) names.
        splits: (n,) of `train`, `validation`, `test`.
        landmarks: (n, 5, 2) float32 pixels; NaN where no face was found.
        confidence: (n,) float32 the detector's, NaN without a face.
        sizes: (n, 2) int, width and height.
    """

    root: Path
    paths: NDArray[np.str_]
    subjects: NDArray[np.str_]
    splits: NDArray[np.str_]
    landmarks: NDArray[np.float32]
    confidence: NDArray[np.float32]
    sizes: NDArray[np.int64]

    @property
    def usable(self) -> NDArray[np.bool_]:
        """(n,) whether a face was found."""
        return np.isfinite(self.confidence)

    def save(self, file: Path) -> None:
        """Write as .npz, whole or not at all."""
        temporary = file.with_suffix(".tmp.npz")
        np.savez(temporary, root=str(self.root), **{k: getattr(self, k) for k in _ARRAYS})
        temporary.replace(file)

    @staticmethod
    def load(file: Path) -> Dataset:
        """Read what `save` wrote."""
        with np.load(file) as data:
            return Dataset(Path(str(data["root"])), **{k: data[k] for k in _ARRAYS})


_ARRAYS = ("paths", "subjects", "splits", "landmarks", "confidence", "sizes")


def listed(root: Path, splits_file: Path | None, seed: int) -> list[tuple[str, str, str]]:
    """(path, subject, split) of every image of a subject-per-folder tree, in path order.

    A given splits file (columns path, subject, split) is respected; else subjects are split 60/20/20 by `seed`.

    Raises:
        UsageError: no images, too few subjects, or a splits file that shares a subject between splits.
    """
    if splits_file is not None:
        with splits_file.open(encoding="utf-8", newline="") as stream:
            rows = [(r["path"], r["subject"], r["split"]) for r in csv.DictReader(stream)]
    else:
        found = sorted(
            p.relative_to(root).as_posix() for p in root.glob("*/*") if p.suffix.lower() in PHOTO_SUFFIXES
        )
        split_of = split_subjects(sorted({p.split("/")[0] for p in found}), seed)
        rows = [(p, p.split("/")[0], split_of[p.split("/")[0]]) for p in found]
    if not rows:
        raise UsageError(f"There are no images in sub-folders of {root}. Use one folder per subject.")
    check_disjoint(rows)
    return rows


def split_subjects(subjects: Sequence[str], seed: int) -> dict[str, str]:
    """Each subject's split: 60 % train, 20 % validation, 20 % test, at random by `seed`.

    Raises:
        UsageError: fewer than five subjects.
    """
    if len(subjects) < 5:
        raise UsageError(f"{len(subjects)} subjects are too few to split; at least 5 are needed.")
    order = np.random.default_rng(seed).permutation(len(subjects))
    cuts = (round(0.6 * len(subjects)), round(0.8 * len(subjects)))
    return {
        subjects[k]: SPLITS[int(place >= cuts[0]) + int(place >= cuts[1])] for place, k in enumerate(order)
    }


def check_disjoint(rows: Sequence[tuple[str, str, str]]) -> None:
    """Refuse splits that share a subject.

    Raises:
        UsageError: naming the first such subject, or an unknown split.
    """
    split_of: dict[str, str] = {}
    for path, subject, split in rows:
        if split not in SPLITS:
            raise UsageError(f"{path} is in the split {split!r}; splits are {', '.join(SPLITS)}.")
        if split_of.setdefault(subject, split) != split:
            raise UsageError(f"{subject} is in two splits ({split_of[subject]} and {split}).")


def with_faces(root: Path, rows: Sequence[tuple[str, str, str]], workers: int, report: Report) -> Dataset:
    """The dataset with the primary face of every image; images that cannot be read count as without a face."""
    torch.set_num_threads(1)
    detector = Detector("cpu")

    def face(path: str) -> tuple[NDArray[np.float32], float, tuple[int, int]]:
        photo = decode(root / path)
        if photo.pixels is None:
            return np.full((5, 2), np.nan, np.float32), np.nan, (0, 0)
        height, width = photo.pixels.shape[:2]
        found = by_prominence(
            detector.detect(photo.pixels) or detector.detect_small(photo.pixels), width, height
        )
        if not found:
            return np.full((5, 2), np.nan, np.float32), np.nan, (width, height)
        return found[0].landmarks, found[0].confidence, (width, height)

    results = []
    with ThreadPoolExecutor(workers) as pool:
        for n, result in enumerate(pool.map(face, [r[0] for r in rows])):
            results.append(result)
            if n % 200 == 199 or n + 1 == len(rows):
                report(n + 1, len(rows))
    paths, subjects, splits = (np.array(column) for column in zip(*rows, strict=True))
    return Dataset(
        root,
        paths,
        subjects,
        splits,
        np.stack([r[0] for r in results]),
        np.array([r[1] for r in results], np.float32),
        np.array([r[2] for r in results], np.int64),
    )
