"""An evaluation of the open photos: embeddings, comparisons and curves, in a job's thread."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.errors import UsageError
from faceqnet_engine.models.registry import data_folder
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.worker.jobs import Job

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.limits import Limits
    from faceqnet_engine.evaluation.study import Labelled, Options, Study
    from faceqnet_engine.recognition.embeddings import Embedded, Key
    from faceqnet_engine.recognition.recognisers import Recogniser

MODEL = "faceqnet-r29"
RANDOM = "random"
LIMITS = np.arange(0, 101)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for; the defaults are the command line's.

    Attributes:
        recogniser: Id, or an .onnx or .safetensors file.
        fnmr0: FNMR with nothing discarded.
        fmr: Sets the match limit instead where it is given.
        re_estimate: Keep FMR, not the match limit, while discarding.
        most_pairs: Mated pairs of a subject at most; 0 for all.
        scores: (name, file) of other methods.
        baselines: Names of baselines.
        groups: CSV of groups; empty for none.
        keep: Whether embeddings are kept on disk.
    """

    recogniser: str = "resnet29"
    fnmr0: float = 0.05
    fmr: float | None = None
    re_estimate: bool = False
    most_pairs: int = 30
    scores: tuple[tuple[str, str], ...] = ()
    baselines: tuple[str, ...] = ()
    groups: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was evaluated.

    Attributes:
        reason: `stopped`, `no-faces`, `no-match` (of a score file), or `said` in the engine's own words.
        words: What the reason is about.
    """

    reason: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfit:
    """What of a file of scores or groups did not fit the photos.

    Attributes:
        name: Of the method, or of the file of groups.
        without: Photos that it says nothing about.
        unmatched: Its names that are no photo, or several.
        not_numbers: Its names without a number.
    """

    name: str
    without: int
    unmatched: tuple[str, ...]
    not_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Evaluated:
    """What came out.

    Attributes:
        wanted: What was asked for.
        rows: (n,) rows of the session, in the order of `labelled`.
        labelled: The photos with embeddings and qualities.
        study: The evaluation; its images are places in `study.used`.
        quality: (m,) 0..100 of the images that took part.
        limits: The effect of each limit 0..100 on the quality.
        unfit: What did not fit.
        command: That makes the same numbers.
        photos: Of people that were open; more than took part where there were too many.
    """

    wanted: Wanted
    rows: NDArray[np.int64]
    labelled: Labelled
    study: Study
    quality: NDArray[np.int16]
    limits: Limits
    unfit: tuple[Unfit, ...]
    command: str
    photos: int = 0

    def row_of(self, image: int) -> int:
        """The session's row of an image of the study."""
        return int(self.rows[self.study.used[image]])


@dataclass(slots=True)
class Embeddings:
    """Embeddings of this session in memory; on disk only while `file` is open."""

    of: dict[tuple[str, Key], NDArray[np.float32]] = field(default_factory=dict)
    file: Any = None

    def known(self, keys: Iterable[Key], recogniser: str) -> dict[Key, NDArray[np.float32]]:
        """Those of the keys that are there."""
        wanted = list(keys)
        found = {key: self.of[recogniser, key] for key in wanted if (recogniser, key) in self.of}
        if self.file is not None:
            kept = self.file.known([key for key in wanted if key not in found], recogniser)
            self.of.update({(recogniser, key): vector for key, vector in kept.items()})
            found |= kept
        return found

    def add(self, items: Iterable[tuple[Key, NDArray[np.float32]]], recogniser: str) -> None:
        """Remember embeddings."""
        new = list(items)
        self.of.update({(recogniser, key): vector for key, vector in new if key[0]})
        if self.file is not None:
            self.file.add(new, recogniser)


def embeddings_file() -> Path:
    """Where embeddings are kept if somebody allows it."""
    return data_folder() / "embeddings.sqlite"


def kept_bytes() -> int:
    """Size of that file; 0 where there is none."""
    try:
        return embeddings_file().stat().st_size
    except OSError:
        return 0


def forget(memory: Embeddings) -> None:
    """Delete every embedding, in memory and on disk.

    Raises:
        OutputError: the file cannot be deleted.
    """
    from faceqnet_engine.errors import OutputError

    memory.of.clear()
    for suffix in ("", "-wal", "-shm", "-journal"):
        try:
            Path(f"{embeddings_file()}{suffix}").unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{embeddings_file()} cannot be deleted: {error.strerror}.") from error


def labelled_rows(columns: Columns) -> NDArray[np.int64]:
    """Rows that an evaluation takes: photos of somebody, the primary face of each, in the command line's order."""
    face, frame = columns.number("face"), columns.number("frame")
    named = np.array([bool(name) for name in columns.subjects])[columns.subject]
    found = np.flatnonzero(named & ~(face > 0) & np.isnan(frame) & ~columns.gone)
    parts = [tuple(map(os.fsencode, Path(columns.path(int(i))).parts)) for i in found]
    order = sorted(range(len(found)), key=lambda n: (int(columns.root[found[n]]), parts[n]))
    return found[np.array(order, np.int64)]


def evaluate(
    job: Job, columns: Columns, inputs: Sequence[str], wanted: Wanted, memory: Embeddings
) -> Evaluated | Refused:
    """Evaluate the open photos.

    Reports done and total while faces are read, then 0 of 0.
    """
    from faceqnet_engine.recognition.embeddings import EmbeddingCache, embeddings_of
    from faceqnet_engine.recognition.recognisers import recogniser

    everybody = labelled_rows(columns)
    places = everybody[_taken(columns, everybody)]
    rows = rows_at(columns, places)
    subjects = [columns.subjects[columns.subject[int(i)]] for i in places]
    if not any(row.landmarks for row in rows):
        return Refused("no-faces")
    chosen = recogniser(wanted.recogniser)  # a wrong one is said before the long work
    memory.file = EmbeddingCache(embeddings_file()) if wanted.keep else None
    try:
        embedded = embeddings_of(rows, chosen, cache=memory, progress=job.progress.emit, cancel=job.cancelled)
    finally:
        if memory.file is not None:
            memory.file.close()
            memory.file = None
    if job.cancelled.is_set():
        return Refused("stopped")
    job.progress.emit(0, 0)
    options = _options(wanted)
    try:
        labelled, unfit = _labelled(rows, subjects, wanted, chosen, embedded, options)
        command = command_line(inputs, wanted, rows)
        found = judged(labelled, places, columns.quality[places], wanted, command, unfit, _stopping(job))
        return replace(found, photos=len(everybody))
    except _Stopped:
        return Refused("stopped")
    except _NoMatchError as error:
        return Refused("no-match", error.words)
    except UsageError as error:
        return Refused("said", (error.sentence,))


def judged(
    labelled: Labelled,
    places: NDArray[np.int64],
    quality: NDArray[np.int16],
    wanted: Wanted,
    command: str = "",
    unfit: tuple[Unfit, ...] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Evaluated:
    """The evaluation of photos whose embeddings are known.

    Args:
        labelled: n photos.
        places: (n,) their rows in the session.
        quality: (n,) 0..100.
        wanted: How.
        command: That makes the same.
        unfit: What did not fit.
        progress: Called at every step; may raise to stop.

    Raises:
        UsageError: nothing can be compared.
    """
    from faceqnet_engine.evaluation.study import study

    options = _options(wanted)
    found = study(labelled, options, progress)
    used = quality[found.used]
    limits = _limits(found, used.astype(np.float64), options)
    return Evaluated(wanted, places, labelled, found, used, limits, unfit, command)


def _taken(columns: Columns, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    from faceqnet_engine.evaluation.comparisons import taken

    return taken([columns.subjects[columns.subject[int(i)]] for i in places])


def _options(wanted: Wanted) -> Options:
    from faceqnet_engine.evaluation.study import Options

    return Options(wanted.fnmr0, wanted.fmr, wanted.re_estimate, wanted.most_pairs)


def command_line(inputs: Sequence[str], wanted: Wanted, rows: Sequence[Assessment]) -> str:
    """The command that makes the same numbers; `subjects.csv` stands for photos that are not one simple tree."""
    simple = len(inputs) == 1 and all(len(Path(row.path).parts) == 2 for row in rows)
    words = [
        "faceqnet",
        "evaluate",
        inputs[0] if simple else "subjects.csv",
        "--recogniser",
        wanted.recogniser,
    ]
    words += [word for name, file in wanted.scores for word in ("--scores", f"{name}={file}")]
    words += ["--fnmr0", f"{wanted.fnmr0:g}"] if wanted.fmr is None else ["--fmr", f"{wanted.fmr:g}"]
    words += ["--re-estimate"] if wanted.re_estimate else []
    words += ["--groups", wanted.groups] if wanted.groups else []
    words += [word for name in wanted.baselines for word in ("--baseline", name)]
    return shlex.join([*words, "--max-pairs", str(wanted.most_pairs), "-o", "evaluation"])


def rows_at(columns: Columns, places: NDArray[np.int64]) -> list[Assessment]:
    """Rows past the columns' own memory of rows, which belongs to the window's thread."""
    return [columns.rows[int(i) : int(i) + 1][0] for i in places]


class _Stopped(Exception):  # noqa: N818 - not an error
    """A person stopped it."""


class _NoMatchError(UsageError):
    def __init__(self, *words: str) -> None:
        super().__init__(" ".join(words))
        self.words = words


def _stopping(job: Job) -> Callable[[str], None]:
    def look(_: str) -> None:
        if job.cancelled.is_set():
            raise _Stopped

    return look


def _labelled(
    rows: Sequence[Assessment],
    subjects: Sequence[str],
    wanted: Wanted,
    chosen: Recogniser,
    embedded: Embedded,
    options: Options,
) -> tuple[Labelled, tuple[Unfit, ...]]:
    from faceqnet_engine.evaluation.baselines import WORDS, baseline, random_order
    from faceqnet_engine.evaluation.study import Labelled
    from faceqnet_engine.results.foreign_scores import matched, read_scores
    from faceqnet_engine.results.label_files import read_groups

    paths = [row.path for row in rows]
    qualities = {MODEL: np.array([np.nan if r.score is None else r.score for r in rows], np.float64)}
    unfit = []
    for name, place in wanted.scores:
        file = read_scores(Path(place))
        fitted = matched(file, paths)
        if np.isnan(fitted.scores).all():
            raise _NoMatchError(name, ", ".join(list(file.scores)[:3]), ", ".join(paths[:3]))
        strange = (*fitted.unmatched, *fitted.ambiguous)
        missing = int(np.isnan(fitted.scores).sum())
        if missing or strange or file.not_numbers:
            unfit.append(Unfit(name, missing, strange, tuple(file.not_numbers)))
        qualities[name] = fitted.scores
    for name in wanted.baselines:
        values = baseline(name, rows, embedded.embeddings)
        if values is None:
            unfit.append(Unfit(WORDS[name], len(rows), ()))
        else:
            qualities[WORDS[name]] = values
    qualities[RANDOM] = random_order(len(rows), options.seed)
    groups: dict[str, list[str]] = {}
    if wanted.groups:
        read = read_groups(Path(wanted.groups), paths, list(subjects))
        groups = read.columns
        if read.unmatched:
            unfit.append(Unfit(Path(wanted.groups).name, 0, tuple(read.unmatched)))
    labelled = Labelled(
        paths=paths,
        subjects=list(subjects),
        embeddings=embedded.embeddings,
        similarity=chosen.record.similarity,
        recogniser=chosen.record.name,
        qualities=qualities,
        digests=[row.sha256 for row in rows],
        groups=groups,
    )
    return labelled, tuple(unfit)


def _limits(found: Study, quality: NDArray[np.float64], options: Options) -> Limits:
    from faceqnet_engine.evaluation.bootstrap import subject_draws
    from faceqnet_engine.evaluation.limits import limits_of
    from faceqnet_engine.evaluation.methods import GRID

    pairs = found.comparisons.mated
    draws = subject_draws(found.subjects[pairs[0]], options.draws, options.seed)
    made = limits_of(quality, found.subjects, pairs, found.errors, draws, at=LIMITS.astype(np.float64))
    if not options.re_estimate:
        return made
    # The match limit moves with the discards: what is left at a limit is what the curve says there.
    main, at = found.methods[0], made.discarded
    errors = np.interp(at, main.curve.discarded, main.curve.errors)
    return replace(
        made,
        fnmr=np.interp(at, main.curve.discarded, main.curve.fnmr),
        low=np.interp(at, GRID, main.low),
        high=np.interp(at, GRID, main.high),
        errors=np.round(errors).astype(np.int64),
    )


def with_scores(wanted: Wanted, file: str) -> Wanted:
    """One more file of scores, under a name of its own."""
    taken = {MODEL, RANDOM, *(name for name, _ in wanted.scores)}
    stem = Path(file).stem or "scores"
    name, n = stem, 2
    while name in taken:
        name, n = f"{stem} {n}", n + 1
    return replace(wanted, scores=(*wanted.scores, (name, file)))
