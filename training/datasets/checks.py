"""What is wrong with a data set: found without and with a recogniser, written down, never silently mended."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from faceqnet_engine.evaluation.comparisons import non_mated_pairs
from faceqnet_engine.evaluation.edc import threshold_at_fmr
from faceqnet_engine.evaluation.suspects import doubts
from faceqnet_engine.recognition.similarities import Similarity, similarities
from training.datasets.manifest import Dataset
from training.datasets.splits import SPLITS, read_rows
from training.records import write_whole

REPORT, SUMMARY = "findings.csv", "findings.txt"
_NON_MATED, _FMR = 200_000, 0.001
"""Images match from the similarity at which one in a thousand pairs of different subjects does."""
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        kind: `unreadable`, `no_face`, `duplicate`, `near_duplicate`, `single_image`, `no_usable_image`, `wrong_label`,
            `unlike_own`.
        path: The image; empty where a subject is meant.
        subject: Its subject.
        other: The image or subject that it is compared with.
        detail: A sentence.
    """

    kind: str
    path: str
    subject: str
    other: str
    detail: str


KINDS = {
    "unreadable": "cannot be read",
    "no_face": "no face found",
    "duplicate": "the same file under two names",
    "near_duplicate": "almost the same image under two names",
    "single_image": "subject with one usable image: no mated comparison, used as impostor only",
    "no_usable_image": "subject without a usable image: left out",
    "wrong_label": "matches another subject and none of its own images: probably a wrong label",
    "unlike_own": "matches no other image of its subject: a wrong label, or a very bad image",
}


def of_files(dataset: Dataset) -> list[Finding]:
    """What can be seen without a recogniser."""
    found: list[Finding] = []
    first_with: dict[str, int] = {}
    for i, (path, subject) in enumerate(zip(dataset.paths, dataset.subjects, strict=True)):
        if not dataset.usable[i]:
            kind = "no_face" if dataset.statuses[i] == "no_face" else "unreadable"
            found.append(Finding(kind, str(path), str(subject), "", str(dataset.details[i])))
        if not dataset.hashes[i]:
            continue
        k = first_with.setdefault(str(dataset.hashes[i]), i)
        if k != i:
            words = _duplicate_words(dataset, k, i)
            found.append(Finding("duplicate", str(path), str(subject), str(dataset.paths[k]), words))
    usable = Counter(str(s) for s in dataset.subjects[dataset.usable])
    for subject in sorted({str(s) for s in dataset.subjects}):
        if usable[subject] < 2:
            kind = "single_image" if usable[subject] else "no_usable_image"
            found.append(Finding(kind, "", subject, "", f"{subject}: {KINDS[kind]}."))
    return found


def of_embeddings(
    dataset: Dataset, rows: NDArray[np.int64], embeddings: NDArray[np.float32], similarity: Similarity
) -> list[Finding]:
    """Near-duplicates under two names, and images that match another subject but none of their own.

    Args:
        dataset: The images.
        rows: (m,) which of them `embeddings` are of.
        embeddings: (m, d).
        similarity: How they are compared.
    """
    subjects = dataset.subjects[rows]
    pairs = non_mated_pairs(subjects, _NON_MATED)
    if not len(pairs[0]):
        return []
    threshold = threshold_at_fmr(similarities(embeddings, pairs, similarity), _FMR)
    seen = doubts(embeddings, subjects, similarity, threshold, dataset.hashes[rows].tolist())
    found: list[Finding] = []
    for s in seen.suspects:
        kind = "wrong_label" if s.other_best >= threshold else "unlike_own"
        other = str(dataset.paths[rows[s.other]]) if kind == "wrong_label" else ""
        words = f"Nearest image of its own subject {s.own_best:.3f}, of another {s.other_best:.3f}; a match is {threshold:.3f}."
        found.append(Finding(kind, str(dataset.paths[rows[s.image]]), str(subjects[s.image]), other, words))
    for d in seen.duplicates:
        if not d.same_bytes:
            first, second = int(rows[d.first]), int(rows[d.second])
            words = _duplicate_words(dataset, first, second)
            names = (str(dataset.paths[second]), str(dataset.subjects[second]), str(dataset.paths[first]))
            found.append(Finding("near_duplicate", *names, words))
    return found


def _duplicate_words(dataset: Dataset, first: int, second: int) -> str:
    if dataset.subjects[first] == dataset.subjects[second]:
        return "The same subject's."
    if dataset.splits[first] != dataset.splits[second]:
        return "Another subject's, and in another split: one of the two is labelled wrongly."
    return "Another subject's: one of the two is labelled wrongly."


def left_out(findings: Sequence[Finding], kinds: Sequence[str]) -> set[str]:
    """The paths that findings keep out of training: of `duplicates` the later name, and `wrong_labels`.

    Images that are unlike their own subject stay in: very bad images are what there is to learn.
    """
    wanted = set()
    if "duplicates" in kinds:
        wanted |= {"duplicate", "near_duplicate"}
    if "wrong_labels" in kinds:
        wanted |= {"wrong_label"}
    return {f.path for f in findings if f.kind in wanted}


def write_findings(folder: Path, findings: Sequence[Finding]) -> None:
    """findings.csv for programs, findings.txt for people."""
    out = io.StringIO()
    names = [f.name for f in fields(Finding)]
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(f) for f in findings)
    write_whole(folder / REPORT, out.getvalue())
    lines: list[str] = []
    for kind, words in KINDS.items():
        of_kind = [f for f in findings if f.kind == kind]
        if of_kind:
            lines.append(f"{len(of_kind):,} x {words}")
            lines += [f"    {f.path or f.subject}  {f.detail}" for f in of_kind[:_MOST_NAMED]]
            if len(of_kind) > _MOST_NAMED:
                lines.append(f"    ... and {len(of_kind) - _MOST_NAMED:,} more in {REPORT}")
    write_whole(folder / SUMMARY, "\n".join(lines or ["Nothing wrong was found."]) + "\n")


def read_findings(folder: Path) -> list[Finding]:
    """What `write_findings` wrote."""
    return [Finding(**row) for row in read_rows(folder / REPORT, ("kind",))]


def refuse_hopeless(dataset: Dataset) -> None:
    """Stop where nothing can be learnt.

    Raises:
        UsageError: a split has no subject with two usable images; the sentence says what there is.
    """
    for split in SPLITS:
        here = dataset.splits == split
        usable = Counter(str(s) for s in dataset.subjects[here & dataset.usable])
        if not any(n > 1 for n in usable.values()):
            images, faces = int(here.sum()), int((here & dataset.usable).sum())
            raise UsageError(
                f"The split {split} has no subject with two usable images ({images:,} images, {faces:,} with a face, "
                f"{len(usable):,} subjects among them). Add images: at least one subject of two in each split. "
                "What is wrong with which image stands in findings.txt, in the folder dataset.partial."
            )
