"""What `faceqnet evaluate` works on: photos and their subjects, scores of other methods, groups."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.cli.context import Context
from faceqnet_engine.cli.progress import ProgressLine
from faceqnet_engine.cli.stopping import stop_signals
from faceqnet_engine.errors import UsageError
from faceqnet_engine.evaluation.baselines import NAMES as BASELINES
from faceqnet_engine.results.foreign_scores import ScoreFile, matched, read_scores
from faceqnet_engine.results.label_files import read_groups, read_subjects
from faceqnet_engine.results.store import Store
from faceqnet_engine.wording import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from faceqnet_engine.evaluation.study import Labelled, Options
    from faceqnet_engine.recognition.embeddings import Embedded
    from faceqnet_engine.recognition.recognisers import Recogniser

    Qualities = dict[str, NDArray[np.float64]]

_PLAIN_SECONDS = 5.0
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line names, read before any work begins."""

    inputs: Path
    files: dict[str, ScoreFile]
    baselines: list[str]
    groups: Path | None
    model: str
    subjects: list[str] = field(default_factory=list)


def score_files(named: Sequence[str], model: str) -> dict[str, ScoreFile]:
    """The files of `NAME=FILE` options, read.

    Raises:
        UsageError: not of that form, a name twice, or a file that is no table of scores.
    """
    files: dict[str, ScoreFile] = {}
    for text in named:
        name, equals, file = text.partition("=")
        if not equals or not name or not file:
            raise UsageError(f"--scores {text}: write NAME=FILE, such as --scores ofiq=ofiq.csv.")
        if name in files or name in {model, "random"}:
            raise UsageError(f"Two methods are called {name}. Give each its own name.")
        files[name] = read_scores(Path(file))
    return files


def baselines(names: Sequence[str]) -> list[str]:
    """The baselines asked for, each once, in the order of the tables.

    Raises:
        UsageError: one is not known.
    """
    unknown = [n for n in names if n not in {*BASELINES, "all", "random"}]
    if unknown:
        raise UsageError(f"There is no baseline {unknown[0]}. Baselines: {', '.join(BASELINES)}, all.")
    return list(BASELINES) if "all" in names else [n for n in BASELINES if n in names]


def listed_photos(context: Context, inputs: Path) -> dict[str, tuple[str, str]]:
    """File -> (name for people, subject) of every photo, in order.

    Raises:
        UsageError: no such tree or table, or nothing in it.
    """
    from faceqnet_engine.sources.paths import refs

    if inputs.is_dir():
        photos = [ref for ref in refs([inputs]) if not ref.video and not ref.problem]
        inside = {
            ref.file: (ref.path, Path(ref.path).parts[0]) for ref in photos if len(Path(ref.path).parts) > 1
        }
        if len(inside) < len(photos):
            context.say(
                counted(
                    len(photos) - len(inside),
                    "photo lies beside the subjects' folders and belongs to nobody: left out.",
                    "photos lie beside the subjects' folders and belong to nobody: left out.",
                )
            )
        if not inside:
            raise UsageError(f"There are no photos in sub-folders of {inputs}. Use one folder per subject.")
        return inside
    if not inputs.exists():
        raise UsageError(f"{inputs} does not exist. Name a folder with one sub-folder per subject, or a CSV.")
    pairs = read_subjects(inputs)
    there = {str(inputs.parent / path): (path, subject) for path, subject in pairs}
    missing = [name for file, (name, _) in there.items() if not Path(file).is_file()]
    if missing:
        context.say(
            f"{counted(len(missing), 'photo')} of {inputs.name} {'does' if len(missing) == 1 else 'do'} not exist, such as "
            f"{some(missing)}."
        )
    found = {file: names for file, names in there.items() if Path(file).is_file()}
    if not found:
        raise UsageError(
            f"None of the {counted(len(pairs), 'photo')} that {inputs.name} names exists. Paths are relative to it."
        )
    return found


def capped(
    listed: dict[str, tuple[str, str]], most: int, seed: int
) -> tuple[dict[str, tuple[str, str]], str]:
    """The photos that are evaluated, and a sentence where these are not all."""
    from faceqnet_engine.evaluation.comparisons import taken

    subjects = [subject for _, subject in listed.values()]
    which = taken(subjects, most, seed)
    if which.all():
        return listed, ""
    kept = {file: names for (file, names), here in zip(listed.items(), which, strict=True) if here}
    people = len({subject for _, subject in kept.values()})
    return kept, (
        f"{len(kept):,} of {counted(len(listed), 'photo')} are evaluated: those of {people:,} of "
        f"{counted(len(set(subjects)), 'subject')}, chosen at random. --max-images 0 takes all."
    )


def rows_of_photos(
    context: Context,
    listed: dict[str, tuple[str, str]],
    model: str,
    device: str,
    store: str | None,
) -> list[Assessment]:
    """One row per photo, from the store where it is known.

    Raises:
        KeyboardInterrupt: a signal asked for an end; finished rows are in the store.
    """
    with contextlib.ExitStack() as stack:
        opened = None
        if store != "none":
            opened = stack.enter_context(Store.open(Path(store) if store else None))
            if opened.notice:
                context.say(opened.notice)
        from faceqnet_engine.assessor import Assessor

        assessor = stack.enter_context(Assessor(model, device, store=opened))
        line = stack.enter_context(ProgressLine(context.quiet))
        with stop_signals(assessor.cancel) as asked:
            rows = list(assessor.assess(list(listed), line.show))
    if asked.is_set():
        raise KeyboardInterrupt
    for row in rows:
        if row.landmarks is None:
            context.detail(f"{row.path}: {row.detail}")
    return rows


def chosen_recogniser(name: str, device: str) -> Recogniser:
    """The recogniser of that id or file, on the device that `score` would use."""
    from faceqnet_engine.quality.device import chosen_device
    from faceqnet_engine.recognition.recognisers import recogniser

    return recogniser(name, device=str(chosen_device(device)))


def embedded_faces(
    context: Context, rows: Sequence[Assessment], chosen: Recogniser, keep: Path | None
) -> Embedded:
    """The recogniser's embeddings of the rows; kept in a file where one is named.

    Raises:
        KeyboardInterrupt: a signal asked for an end; finished embeddings are in the file.
    """
    from faceqnet_engine.recognition.embeddings import EmbeddingCache, embeddings_of

    with contextlib.ExitStack() as stack:
        cache = stack.enter_context(EmbeddingCache(keep)) if keep is not None else None
        said = stack.enter_context(_counting(context))
        asked = stack.enter_context(stop_signals())
        found = embeddings_of(rows, chosen, cache=cache, progress=said, cancel=asked)
    if asked.is_set():
        raise KeyboardInterrupt
    if found.known:
        context.say(f"{counted(found.known, 'embedding was', 'embeddings were')} known from an earlier run.")
    return found


class _Counter:
    """`Comparing faces: 1,200 of 8,057` every five seconds, or in place on a terminal."""

    def __init__(self, quiet: bool) -> None:
        self._quiet, self._live = quiet, sys.stderr.isatty()
        self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self._quiet or now - self._said < (0.2 if self._live else _PLAIN_SECONDS):
            return
        self._said = now
        words = f"Reading faces for the recogniser: {done:,} of {total:,}"
        print(
            f"\r{words}" if self._live else words, end="" if self._live else "\n", file=sys.stderr, flush=True
        )

    def end(self) -> None:
        if self._live and not self._quiet:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


@contextlib.contextmanager
def _counting(context: Context) -> Iterator[_Counter]:
    counter = _Counter(context.quiet)
    try:
        yield counter
    finally:
        counter.end()


def labelled_set(
    context: Context,
    rows: Sequence[Assessment],
    asked: Asked,
    chosen: Recogniser,
    embedded: Embedded,
    options: Options,
) -> Labelled:
    """Everything that the evaluation needs, with sentences about what does not fit."""
    from faceqnet_engine.evaluation.study import Labelled

    paths = [row.path for row in rows]
    groups: dict[str, list[str]] = {}
    if asked.groups is not None:
        read = read_groups(asked.groups, paths, asked.subjects)
        groups = read.columns
        if read.unmatched:
            context.say(
                f"{counted(len(read.unmatched), 'row')} of {asked.groups.name} "
                f"{'matches' if len(read.unmatched) == 1 else 'match'} no photo, such as {some(read.unmatched)}."
            )
    return Labelled(
        paths=paths,
        subjects=asked.subjects,
        embeddings=embedded.embeddings,
        similarity=chosen.record.similarity,
        recogniser=chosen.record.name,
        qualities=_qualities(context, rows, paths, asked, embedded, options),
        digests=[row.sha256 for row in rows],
        groups=groups,
    )


def _qualities(
    context: Context,
    rows: Sequence[Assessment],
    paths: Sequence[str],
    asked: Asked,
    embedded: Embedded,
    options: Options,
) -> Qualities:
    import numpy as np

    from faceqnet_engine.evaluation.baselines import WORDS, baseline, random_order

    qualities: Qualities = {asked.model: np.array([np.nan if r.score is None else r.score for r in rows])}
    for name, file in asked.files.items():
        fitted = matched(file, paths)
        if np.isnan(fitted.scores).all():
            examples = some(list(file.scores))
            raise UsageError(
                f"None of the {counted(len(file.scores), 'name')} in {name} is one of the photos, or has a number: {examples}. "
                f"Photos are called such as {some(paths)}."
            )
        if fitted.sentence(name):
            context.say(fitted.sentence(name))
        if file.not_numbers:
            context.say(
                f"{counted(len(file.not_numbers), 'score')} of {name} "
                f"{'is no number' if len(file.not_numbers) == 1 else 'are no numbers'}, such as that of "
                f"{some(file.not_numbers)}."
            )
        qualities[name] = fitted.scores
    for name in asked.baselines:
        values = baseline(name, rows, embedded.embeddings)
        if values is None:
            context.say(
                f"The baseline {WORDS[name]} was left out: these photos or this recogniser have none."
            )
        else:
            qualities[WORDS[name]] = values
    qualities[WORDS["random"]] = random_order(len(rows), options.seed)
    return qualities


def some(names: Sequence[str]) -> str:
    """The first few, for a sentence."""
    return ", ".join(names[:_EXAMPLES])
