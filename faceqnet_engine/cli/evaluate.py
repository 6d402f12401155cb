"""`faceqnet evaluate`: does a quality score predict recognition errors on these photos?"""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from faceqnet_engine import __version__
from faceqnet_engine.assessment import Assessment
from faceqnet_engine.cli.context import Context, Exit, LogFile, Quiet, Verbose
from faceqnet_engine.cli.labelled import (
    Asked,
    baselines,
    capped,
    chosen_recogniser,
    embedded_faces,
    labelled_set,
    listed_photos,
    rows_of_photos,
    score_files,
    some,
)
from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.evaluation.baselines import NAMES as BASELINES
from faceqnet_engine.evaluation.comparisons import MOST_IMAGES
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK
from faceqnet_engine.wording import counted

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.study import Labelled, Options, Study

_FACE_PIXELS = 96


def evaluate(
    inputs: Annotated[
        Path, typer.Argument(metavar="TREE|CSV", help="One folder per subject, or a CSV of path,subject.")
    ],
    scores: Annotated[
        list[str] | None,
        typer.Option(
            "--scores",
            metavar="NAME=FILE",
            help="Scores of another method: our result files, OFIQ's CSV, the original FaceQnet's, or name,score.",
        ),
    ] = None,
    model: Annotated[str, typer.Option("--model", help="Id of our quality model.")] = "faceqnet-r29",
    recogniser: Annotated[
        str,
        typer.Option("--recogniser", help="Id, or an .onnx or .safetensors file with its record beside it."),
    ] = "resnet29",
    fnmr0: Annotated[
        float | None, typer.Option("--fnmr0", help="FNMR with nothing discarded (default .05).")
    ] = None,
    fmr: Annotated[
        float | None, typer.Option("--fmr", help="Set the match limit by this FMR instead.")
    ] = None,
    re_estimate: Annotated[
        bool, typer.Option("--re-estimate", help="Keep FMR, not the match limit, while discarding.")
    ] = False,
    groups: Annotated[
        Path | None, typer.Option("--groups", help="CSV of path or subject, and columns of groups.")
    ] = None,
    max_pairs: Annotated[
        int, typer.Option("--max-pairs", min=0, help="Mated pairs of one subject at most; 0 for all.")
    ] = 30,
    non_mated: Annotated[
        int, typer.Option("--non-mated", min=0, help="Non-mated pairs to sample.")
    ] = 1_000_000,
    max_images: Annotated[
        int, typer.Option("--max-images", min=0, help="Images at most, of whole subjects; 0 for all.")
    ] = MOST_IMAGES,
    baseline: Annotated[
        list[str] | None, typer.Option("--baseline", help=f"{', '.join(BASELINES)}, or all; repeatable.")
    ] = None,
    draws: Annotated[int, typer.Option("--draws", min=1, help="Draws of subjects for bands.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of every random choice.")] = 0,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Folder for report, figures, evaluation.json."),
    ] = None,
    embeddings: Annotated[
        Path | None,
        typer.Option("--embeddings", help="Keep embeddings in this file. They are biometric data."),
    ] = None,
    store: Annotated[str | None, typer.Option("--store", help="Store of finished rows, or `none`.")] = None,
    device: Annotated[str, typer.Option("--device", help="auto, cpu, cuda, cuda:N or mps.")] = "auto",
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_file: LogFile = None,
) -> int:
    """Find out whether quality predicts recognition errors on photos of known people."""
    context = Context.of(quiet, verbose, log_file)
    from faceqnet_engine.evaluation.study import Options

    _check_rates(fnmr0, fmr)
    options = Options(
        fnmr0=0.05 if fnmr0 is None else fnmr0,
        fmr=fmr,
        re_estimate=re_estimate,
        most_pairs=max_pairs,
        non_mated=non_mated,
        draws=draws,
        seed=seed,
    )
    asked = Asked(inputs, score_files(scores or [], model), baselines(baseline or []), groups, model)
    if groups is not None and not groups.is_file():
        raise UsageError(f"{groups} does not exist.")
    listed, cap = capped(listed_photos(context, inputs), max_images, seed)
    if cap:
        context.say(cap)
    if output is not None:
        _prepared(output)
    chosen = chosen_recogniser(recogniser, device)  # a wrong one is said before the long work
    with _kept_when_interrupted(store, embeddings):
        rows = rows_of_photos(context, listed, model, device, store)
        embedded = embedded_faces(context, rows, chosen, embeddings)
    if not any(row.landmarks for row in rows):
        context.say_always("No face was found in any of these photos. Nothing was evaluated.")
        return Exit.NOTHING_SCORED
    asked = replace(asked, subjects=[listed[row.file][1] for row in rows])
    rows = [replace(row, path=listed[row.file][0]) for row in rows]
    labelled = labelled_set(context, rows, asked, chosen, embedded, options)
    from faceqnet_engine.evaluation.study import study

    found = study(labelled, options, lambda words: context.detail(f"{words}."))
    _tell(context, found)
    found.warnings[:0] = [cap] if cap else []  # said before the work already
    if output is not None:
        command = _command(inputs, scores, recogniser, groups, baseline, max_images, asked, options)
        _write(context, found, labelled, rows, command, inputs.resolve().name, output)
    return Exit.FINE


def _check_rates(fnmr0: float | None, fmr: float | None) -> None:
    if fnmr0 is not None and fmr is not None:
        raise UsageError("Choose one of --fnmr0 and --fmr: either sets the match limit.")
    for name, value in (("--fnmr0", fnmr0), ("--fmr", fmr)):
        if value is not None and not 0 < value < 1:
            raise UsageError(f"{name} is {value:g}; it is a share between 0 and 1, such as 0.05.")


@contextlib.contextmanager
def _kept_when_interrupted(store: str | None, embeddings: Path | None) -> Iterator[None]:
    """Say what a stopped run leaves behind."""
    try:
        yield
    except KeyboardInterrupt:
        kept = [] if store == "none" else ["the scores so far are in the store"]
        kept += [f"embeddings so far are in {embeddings}"] if embeddings is not None else []
        Context.say_always(f"Interrupted; {' and '.join(kept) or 'nothing was kept'}. No report was written.")
        raise


def _prepared(folder: Path) -> None:
    """Make the folder before the work begins; a new one is marked as ours, so that no listing takes it for photos.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            (folder / OWN_OUTPUT_MARK).touch()
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be used: {error.strerror}.") from error


def _tell(context: Context, found: Study) -> None:
    """The table on stdout, sentences on stderr."""
    from rich.console import Console
    from rich.table import Table

    from faceqnet_engine.evaluation.summary import method_table

    header, lines = method_table(found)
    title = (
        f"{counted(len(found.used), 'image')} of {counted(len(set(found.subjects.tolist())), 'subject')}, "
        f"{counted(len(found.mated), 'mated comparison')}, {counted(int(found.errors.sum()), 'error')}; "
        f"{found.recogniser}\n{found.convention}"
    )
    table = Table(title=title, title_justify="left")
    for n, cell in enumerate(header):
        table.add_column(cell, justify="right" if n else "left", no_wrap=True)
    for line in lines:
        table.add_row(*line)
    Console(file=sys.stdout, width=180 if not sys.stdout.isatty() else None).print(table)
    for reason, names in found.left_out.items():
        context.say(
            f"{counted(len(names), 'photo was', 'photos were')} left out: {reason}, such as {some(names)}."
        )
    for warning in found.warnings:
        context.say(warning)


def _write(
    context: Context,
    found: Study,
    labelled: Labelled,
    rows: Sequence[Assessment],
    command: str,
    title: str,
    output: Path,
) -> None:
    from faceqnet_engine.evaluation import report

    main = next(iter(labelled.qualities.values()))
    said = report.Context(
        title=title,
        paths=labelled.paths,
        main_quality=main,
        command=command,
        program=f"FaceQnet {__version__}",
        thumbnail=lambda number: _thumbnail(rows[number]),
    )
    written = report.write_report(found, said, output)
    context.say(f"{written[-1]} has curves, tables, the pictures behind the errors and the command.")


def _thumbnail(row: Assessment) -> bytes | None:
    """The face as a small JPEG, if it can still be read."""
    import io

    from PIL import Image

    try:
        pixels = row.crop(_FACE_PIXELS)
    except UsageError:
        return None
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=80)
    return stream.getvalue()


def _command(
    inputs: Path,
    scores: Sequence[str] | None,
    recogniser: str,
    groups: Path | None,
    baseline: Sequence[str] | None,
    max_images: int,
    asked: Asked,
    options: Options,
) -> str:
    """The command that makes the same numbers again."""
    words = ["faceqnet", "evaluate", str(inputs), "--model", asked.model, "--recogniser", recogniser]
    words += [word for text in scores or () for word in ("--scores", text)]
    words += ["--fnmr0", f"{options.fnmr0:g}"] if options.fmr is None else ["--fmr", f"{options.fmr:g}"]
    words += ["--re-estimate"] if options.re_estimate else []
    words += ["--groups", str(groups)] if groups is not None else []
    words += [word for name in baseline or () for word in ("--baseline", name)]
    words += ["--max-pairs", str(options.most_pairs), "--non-mated", str(options.non_mated)]
    words += ["--max-images", str(max_images)] if max_images != MOST_IMAGES else []
    words += ["--draws", str(options.draws), "--seed", str(options.seed)]
    return shlex.join(words)
