"""What there is: subject-per-folder trees, CSV manifests, the public LFW download, the demo people."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from faceqnet_engine.errors import UsageError
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK, PHOTO_SUFFIXES
from training.datasets.demo_people import build_demo_people
from training.datasets.splits import FEWEST_SUBJECTS, check_disjoint, read_rows, split_subjects
from training.plan import Plan

Row = tuple[str, str, str]
"""Path relative to the root, subject, split."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The images of a data set, before anyone looked at them.

    Attributes:
        root: Their folder.
        rows: (path, subject, split), in path order or in that of the file that lists them.
        given: The file that told the splits; None where they were drawn.
    """

    root: Path
    rows: list[Row]
    given: Path | None


def listed(plan: Plan) -> Listing:
    """All images of the plan's data with subject and split.

    Raises:
        UsageError: no images, too few subjects, or splits that share a subject.
    """
    source, path = plan.data.source, Path(plan.data.path)
    splits = Path(plan.data.splits) if plan.data.splits else None
    if source == "csv":
        return _from_csv(path, splits, plan)
    if source == "lfw-people":
        path = download_lfw(path if plan.data.path else plan.work / "lfw")
    elif source == "demo":
        path = path if plan.data.path else plan.work / "demo-people"
        build_demo_people(path)
    if splits is None and (path / "splits.csv").is_file():
        splits = path / "splits.csv"
    if splits is not None:
        rows = [
            (r["path"], r["subject"], r["split"]) for r in read_rows(splits, ("path", "subject", "split"))
        ]
        return _checked(Listing(path, rows, splits))
    return _checked(Listing(path, _drawn(tree(path), plan), None))


def tree(root: Path) -> list[tuple[str, str]]:
    """(path, subject) of the photos in the sub-folders of `root`; a subject is a folder, at any depth.

    Raises:
        UsageError: there is no such folder, or no photo in its sub-folders.
    """
    if not root.is_dir():
        raise UsageError(f"There is no folder {root}. Name a folder that holds one folder per subject.")
    found: list[tuple[str, str]] = []
    for folder, names, files in os.walk(root):
        names[:] = sorted(n for n in names if not n.startswith("."))
        here = Path(folder)
        if OWN_OUTPUT_MARK in files:
            names.clear()
            continue
        if here != root:
            subject = here.relative_to(root).as_posix()
            photos = (f for f in sorted(files) if Path(f).suffix.lower() in PHOTO_SUFFIXES)
            found += [(f"{subject}/{name}", subject) for name in photos if not name.startswith(".")]
    if not found:
        raise UsageError(f"There are no photos in sub-folders of {root}. Use one folder per subject.")
    return sorted(found)


def _from_csv(file: Path, splits: Path | None, plan: Plan) -> Listing:
    rows = read_rows(file, ("path", "subject"))
    if splits is not None:
        split_of = {r["subject"]: r["split"] for r in read_rows(splits, ("subject", "split"))}
        lost = next((r["subject"] for r in rows if r["subject"] not in split_of), None)
        if lost is not None:
            raise UsageError(f"{splits} does not say in which split {lost} is.")
        listed_rows = [(r["path"], r["subject"], split_of[r["subject"]]) for r in rows]
        return _checked(Listing(file.parent, listed_rows, splits))
    if any(r.get("split") for r in rows):
        return _checked(
            Listing(file.parent, [(r["path"], r["subject"], r["split"] or "") for r in rows], file)
        )
    return _checked(Listing(file.parent, _drawn([(r["path"], r["subject"]) for r in rows], plan), None))


def _drawn(found: list[tuple[str, str]], plan: Plan) -> list[Row]:
    """Splits drawn at random; subjects of one image apart, so that no split is left without mated pairs."""
    counts = Counter(subject for _, subject in found)
    several = sorted(s for s, n in counts.items() if n > 1)
    alone = sorted(s for s, n in counts.items() if n == 1)
    split_of = split_subjects(several, plan.seed, plan.data.shares)
    if len(alone) >= FEWEST_SUBJECTS:
        split_of |= split_subjects(alone, plan.seed, plan.data.shares)
    else:
        split_of |= dict.fromkeys(alone, "train")
    return [(path, subject, split_of[subject]) for path, subject in found]


def _checked(listing: Listing) -> Listing:
    if not listing.rows:
        raise UsageError(f"{listing.given or listing.root} lists no images.")
    check_disjoint(listing.rows)
    twice = len(listing.rows) - len({path for path, _, _ in listing.rows})
    if twice:
        raise UsageError(f"{twice} paths are listed more than once in {listing.given or listing.root}.")
    return listing


def download_lfw(folder: Path) -> Path:
    """The funneled LFW tree, downloaded by scikit-learn (about 230 MB) where it is not there yet.

    Raises:
        UsageError: scikit-learn is not installed, or the download failed.
    """
    pictures = folder / "lfw_home" / "lfw_funneled"
    try:
        from sklearn.datasets import fetch_lfw_people
    except ImportError as error:
        raise UsageError(
            "The source lfw-people needs scikit-learn: pip install scikit-learn. "
            "Or download LFW yourself and use the source tree."
        ) from error
    try:
        # Only the files are wanted; asking for people of 200 photos keeps what it loads small.
        fetch_lfw_people(data_home=str(folder), min_faces_per_person=200, resize=0.1)
    except OSError as error:
        raise UsageError(
            f"LFW could not be downloaded to {folder} ({error}). "
            "Check the network, or download it yourself and use the source tree."
        ) from error
    return pictures
