"""A labelled set with embeddings and qualities in, everything that an evaluation says out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from faceqnet_engine.evaluation.bootstrap import Draws, subject_draws
from faceqnet_engine.evaluation.comparisons import Comparisons, comparisons
from faceqnet_engine.evaluation.det import Det, det
from faceqnet_engine.evaluation.edc import FEW_ERRORS, re_estimated, threshold_at_fmr, threshold_at_fnmr
from faceqnet_engine.evaluation.groups import Grouping, grouping
from faceqnet_engine.evaluation.methods import (
    Difference,
    Judged,
    differences,
    judged,
    judged_by_steps,
    spearman,
)
from faceqnet_engine.evaluation.suspects import Doubts, doubts
from faceqnet_engine.recognition.similarities import Similarity, similarities
from faceqnet_engine.wording import counted

Float64Array = NDArray[np.float64]
Progress = Callable[[str], None]

_FEWEST_BEYOND = 10
"""Non-mated pairs that should lie beyond a threshold that is set by FMR."""


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Images of known subjects.

    Attributes:
        paths: (n,) names for people.
        subjects: (n,).
        embeddings: (n, d) float32; rows of NaN where there is none.
        similarity: How they are compared.
        recogniser: Whose they are.
        qualities: Method -> (n,), higher is better, NaN where there is none; the first is the main one.
        digests: (n,) hashes of the files' bytes, or none.
        groups: Column -> (n,) values, empty where unknown.
    """

    paths: Sequence[str]
    subjects: Sequence[str]
    embeddings: NDArray[np.float32]
    similarity: Similarity
    recogniser: str
    qualities: Mapping[str, Float64Array]
    digests: Sequence[str] = ()
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """How to evaluate; see evaluate's help for each."""

    fnmr0: float = 0.05
    fmr: float | None = None
    re_estimate: bool = False
    most_pairs: int = 30
    non_mated: int = 1_000_000
    draws: int = 1000
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What came out. Image numbers are places in `used`.

    Attributes:
        options: As asked.
        recogniser: Who decided what is right.
        used: (m,) numbers of the labelled images that took part.
        subjects: (m,) their subjects.
        left_out: Reason -> names of images that did not take part.
        comparisons: The pairs.
        mated: (p,) similarities.
        non_mated: (q,) similarities.
        threshold: A pair matches at or above.
        errors: (p,) mated pairs that do not match.
        fmr: At the threshold; NaN without non-mated pairs.
        det: None without non-mated pairs.
        methods: Every quality judged, the main one first.
        differences: Of every two methods.
        spearman: (method, method) -> rank correlation of image qualities.
        groupings: One per column.
        doubts: Likely wrong labels and duplicates.
        warnings: Sentences for people.
    """

    options: Options
    recogniser: str
    used: NDArray[np.int64]
    subjects: NDArray[np.str_]
    left_out: Mapping[str, list[str]]
    comparisons: Comparisons
    mated: NDArray[np.float32]
    non_mated: NDArray[np.float32]
    threshold: float
    errors: NDArray[np.bool_]
    fmr: float
    det: Det | None
    methods: list[Judged]
    differences: list[Difference]
    spearman: Mapping[tuple[str, str], float]
    groupings: list[Grouping]
    doubts: Doubts
    warnings: list[str]

    @property
    def convention(self) -> str:
        """How the threshold is set and held, for under a plot."""
        if self.options.re_estimate:
            return (
                f"match limit estimated again at every step so that FMR stays {100 * self.fmr:.3g} %; "
                "rejected images leave non-mated pairs too"
            )
        return f"match limit fixed at 0 % discarded ({self.at_zero})"

    @property
    def at_zero(self) -> str:
        """The operating point with nothing discarded."""
        words = f"FNMR {100 * self.errors.mean():.1f} %"
        return words if np.isnan(self.fmr) else f"{words}, FMR {100 * self.fmr:.3g} %"


def study(labelled: Labelled, options: Options, progress: Progress = lambda _: None) -> Study:
    """Evaluate.

    Args:
        labelled: The set.
        options: How.
        progress: Called with what begins now.

    Raises:
        UsageError: nothing can be compared, or FMR was asked for without non-mated pairs.
    """
    warnings: list[str] = []
    used, left_out = _used(labelled)
    subjects = np.array([labelled.subjects[int(i)] for i in used], dtype=np.str_)
    _check_subjects(subjects, options)
    codes = np.unique(subjects, return_inverse=True)[1]
    embeddings = labelled.embeddings[used]
    progress("Comparing")
    pairs = comparisons(subjects, most=options.most_pairs, non_mated=options.non_mated, seed=options.seed)
    mated = similarities(embeddings, pairs.mated, labelled.similarity)
    non_mated = similarities(embeddings, pairs.non_mated, labelled.similarity)
    threshold = (
        threshold_at_fnmr(mated.astype(np.float64), options.fnmr0)
        if options.fmr is None
        else threshold_at_fmr(non_mated, options.fmr)
    )
    errors = mated < threshold
    fmr = float(np.mean(non_mated >= threshold)) if len(non_mated) else float("nan")
    draws = subject_draws(codes[pairs.mated[0]], options.draws, options.seed)
    methods = []
    qualities = {name: np.asarray(q, np.float64)[used] for name, q in labelled.qualities.items()}
    for name, quality in qualities.items():
        progress(f"Judging {name}")
        methods.append(_method(name, quality, pairs, mated, non_mated, errors, fmr, options, draws))
    main = next(iter(qualities.values()))
    progress("Looking for groups, wrong labels and duplicates")
    groupings = _groupings(labelled, used, main, codes, pairs, errors, options, warnings)
    digests = [labelled.digests[int(i)] for i in used] if len(labelled.digests) else []
    found = doubts(embeddings, codes, labelled.similarity, threshold, digests)
    warnings[:0] = _warnings(pairs, options, errors, methods, len(non_mated), subjects, found)
    return Study(
        options=options,
        recogniser=labelled.recogniser,
        used=used,
        subjects=subjects,
        left_out=left_out,
        comparisons=pairs,
        mated=mated,
        non_mated=non_mated,
        threshold=threshold,
        errors=errors,
        fmr=fmr,
        det=det(mated, non_mated) if len(non_mated) else None,
        methods=methods,
        differences=differences(methods),
        spearman={(a, b): spearman(qualities[a], qualities[b]) for a, b in combinations(qualities, 2)},
        groupings=groupings,
        doubts=found,
        warnings=warnings,
    )


def _used(labelled: Labelled) -> tuple[NDArray[np.int64], dict[str, list[str]]]:
    """Images that every method and the recogniser know; methods are compared on the same pairs alone."""
    out: dict[str, list[str]] = {}
    usable = np.zeros(len(labelled.paths), np.bool_)
    if labelled.embeddings.shape[1]:
        usable |= np.isfinite(labelled.embeddings).all(1)
    if not usable.all():
        out["no face was embedded"] = _names(labelled.paths, ~usable)
    for name, quality in labelled.qualities.items():
        lacking = usable & ~np.isfinite(quality)
        if lacking.any():
            out[f"no score of {name}"] = _names(labelled.paths, lacking)
        usable = usable & ~lacking
    return np.flatnonzero(usable), out


def _names(paths: Sequence[str], which: NDArray[np.bool_]) -> list[str]:
    return [paths[int(i)] for i in np.flatnonzero(which)]


def _check_subjects(subjects: NDArray[np.str_], options: Options) -> None:
    if not len(subjects):
        raise UsageError("No image has a face, a subject and a score of every method. Nothing was compared.")
    names, sizes = np.unique(subjects, return_counts=True)
    if sizes.max() < 2:
        raise UsageError(
            f"{_alone(len(names))}, so there is no mated comparison. Put the photos of one person into one folder."
        )
    if (len(names) < 2 or not options.non_mated) and (options.fmr is not None or options.re_estimate):
        why = "There is one subject only" if len(names) < 2 else "No non-mated pairs were asked for"
        raise UsageError(f"{why}, so there is no FMR to set or keep a match limit by. Use --fnmr0.")


def _alone(subjects: int) -> str:
    if subjects == 1:
        return "There is one subject, with one usable image"
    return f"None of the {subjects:,} subjects has two usable images"


def _method(
    name: str,
    quality: Float64Array,
    pairs: Comparisons,
    mated: NDArray[np.float32],
    non_mated: NDArray[np.float32],
    errors: NDArray[np.bool_],
    fmr: float,
    options: Options,
    draws: Draws,
) -> Judged:
    of_mated = np.minimum(quality[pairs.mated[0]], quality[pairs.mated[1]])
    if not options.re_estimate:
        return judged(name, of_mated, errors, draws)
    of_others = np.minimum(quality[pairs.non_mated[0]], quality[pairs.non_mated[1]])
    steps = re_estimated(of_mated, mated, of_others, non_mated, fmr)
    return judged_by_steps(name, *steps, of_mated, mated, draws)


def _groupings(
    labelled: Labelled,
    used: NDArray[np.int64],
    quality: Float64Array,
    codes: NDArray,
    pairs: Comparisons,
    errors: NDArray[np.bool_],
    options: Options,
    warnings: list[str],
) -> list[Grouping]:
    made = []
    for column, labels in labelled.groups.items():
        values = [labels[int(i)] for i in used]
        found = grouping(
            column, values, quality, codes, pairs.mated, errors, draws=options.draws, seed=options.seed
        )
        if found is None:
            warnings.append(
                f"The column {column} has too many different values to be groups; it was left out."
            )
        elif not found.groups:
            warnings.append(f"The column {column} has no value for any image in use; it was left out.")
        else:
            made.append(found)
    return made


def too_few(errors: int) -> str:
    """A warning that stands wherever methods are compared."""
    return f"{counted(errors, 'error') if errors else 'No errors'}: too few to rank methods."


def _warnings(
    pairs: Comparisons,
    options: Options,
    errors: NDArray[np.bool_],
    methods: Sequence[Judged],
    non_mated: int,
    subjects: NDArray[np.str_],
    found: Doubts,
) -> list[str]:
    said = []
    wrong = int(errors.sum())
    if wrong < FEW_ERRORS:
        said.append(too_few(wrong))
    said += [f"All qualities of {m.name} are equal: it orders nothing." for m in methods if m.constant]
    if not non_mated:
        why = "No non-mated pairs were asked for" if pairs.non_mated_possible else "There is one subject only"
        said.append(f"{why}: no FMR, no DET.")
    elif options.fmr is not None and options.fmr * non_mated < _FEWEST_BEYOND:
        said.append(
            f"An FMR of {100 * options.fmr:.3g} % leaves fewer than {_FEWEST_BEYOND} of {non_mated:,} non-mated pairs "
            "beyond the match limit: it is a guess."
        )
    if len(np.unique(subjects[pairs.mated[0]])) < 2:
        said.append("All mated comparisons are of one subject: no bands, and methods cannot be ranked.")
    if len(pairs.mated[0]) < pairs.mated_possible:
        said.append(
            f"{len(pairs.mated[0]):,} of {pairs.mated_possible:,} mated pairs were compared: "
            f"at most {pairs.most_per_subject:,} of one subject, chosen at random."
        )
    if non_mated < pairs.non_mated_possible:
        said.append(
            f"{non_mated:,} of {pairs.non_mated_possible:,} non-mated pairs were compared, chosen at random."
        )
    alone = int((np.unique(subjects, return_counts=True)[1] == 1).sum())
    if alone:
        said.append(
            counted(
                alone,
                "subject has one usable image and takes part in non-mated pairs only.",
                "subjects have one usable image and take part in non-mated pairs only.",
            )
        )
    if not found.searched_all:
        said.append(
            "The set is too large to hold every image against every other: wrong labels and duplicates "
            "were looked for within each subject alone."
        )
    return said
