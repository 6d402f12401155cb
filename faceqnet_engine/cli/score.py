"""`faceqnet score` and `faceqnet demo`."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cli.context import Context, Exit, LogFile, Quiet, Verbose
from faceqnet_engine.cli.progress import ProgressLine
from faceqnet_engine.cli.score_cluster import ClusterRequest, below_line, exit_code, score_on_cluster
from faceqnet_engine.cli.stopping import stop_signals
from faceqnet_engine.errors import UsageError
from faceqnet_engine.measures.judging import Verdict
from faceqnet_engine.measures.profiles import Profile
from faceqnet_engine.measures.profiles import profile as named_profile
from faceqnet_engine.measures.reasons import with_profile
from faceqnet_engine.pipeline.timings import Stage
from faceqnet_engine.results.store import Store
from faceqnet_engine.results.tables import SUFFIXES, CsvStream, TableWriter
from faceqnet_engine.sources.paths import check_inputs
from faceqnet_engine.wording import counted

if TYPE_CHECKING:
    from faceqnet_engine.assessor import Assessor


class Faces(StrEnum):
    """Which faces get a row."""

    PRIMARY = "primary"
    ALL = "all"


class _Sink(Protocol):
    def write(self, row: Assessment) -> None: ...


Model = Annotated[str, typer.Option("--model", help="Id of a quality model; see `faceqnet models list`.")]
Device = Annotated[str, typer.Option("--device", help="auto, cpu, cuda, cuda:N or mps.")]


def score(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT...", help="Photos, folders, videos, @list.txt or @- for stdin."),
    ],
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            help="FILE.csv, .jsonl, .parquet or .ofiq.csv; - for CSV on stdout (default). With --cluster: a folder.",
        ),
    ] = "-",
    faces: Annotated[
        Faces, typer.Option("--faces", help="One row per image, or one per face.")
    ] = Faces.PRIMARY,
    smaller: Annotated[
        bool,
        typer.Option(
            "--smaller-faces", help="Where no face is found, look once more, from 12 pixels: slower."
        ),
    ] = False,
    model: Model = "faceqnet-r29",
    device: Device = "auto",
    batch: Annotated[int | None, typer.Option("--batch", min=1, help="Faces scored at once.")] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Threads that decode and detect; with --cluster: processes."),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", help="relaxed, enrolment, icao-portrait, one of yours, or FILE.toml."),
    ] = None,
    measures: Annotated[
        bool, typer.Option("--measures/--no-measures", help="Measure light, pose, sharpness and the rest.")
    ] = True,
    store: Annotated[str | None, typer.Option("--store", help="Store of finished rows, or `none`.")] = None,
    rescan: Annotated[bool, typer.Option("--rescan", help="Score again what the store knows.")] = False,
    threshold: Annotated[
        int | None, typer.Option("--threshold", min=0, max=100, help="Say how many lie below this quality.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 5 unless every row is ok.")] = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", help="`local`, or HOST:PORT of a Ray cluster that this machine is a node of."
        ),
    ] = None,
    shard_megabytes: Annotated[
        int, typer.Option("--shard-megabytes", min=1, help="With --cluster: photos in a shard, by size.")
    ] = 256,
    shard_images: Annotated[
        int, typer.Option("--shard-images", min=1, help="With --cluster: photos in a shard, by number.")
    ] = 1000,
    timings: Annotated[
        bool, typer.Option("--timings", help="Say where the time went, stage by stage, and what bounds it.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_file: LogFile = None,
) -> int:
    """Score every face in photos, folders, lists and videos."""
    context = Context.of(quiet, verbose, log_file)
    if cluster is not None:
        _only_alone(batch=batch is not None, store=store not in {None, "none"}, rescan=rescan)
        request = ClusterRequest(
            cluster, tuple(inputs), output, model, device, faces.value, workers,
            measures, None if profile is None else named_profile(profile), shard_megabytes, shard_images,
            threshold, timings, strict, smaller,
        )  # fmt: skip
        return _on_cluster(context, request)
    check_inputs(inputs)
    target = None if output == "-" else Path(output)
    if target is not None and target.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{target.name}: results are written as {', '.join(SUFFIXES)}.")
    wanted = None if profile is None else named_profile(profile)
    if wanted is not None and not measures:
        raise UsageError("A profile needs the measures. Leave out --no-measures, or --profile.")
    with _assessor(
        context, store, model, device, faces, batch, workers, rescan, measures, smaller
    ) as assessor:
        options = {
            "faces": faces.value,
            "smaller_faces": str(smaller).lower(),
            "inputs": " ".join(inputs),
            "profile": profile or "",
        }
        tally = _run(context, assessor, inputs, target, options, threshold, wanted)
        if timings:
            context.say("\n".join(assessor.timing_report().lines()))
    counts, below, interrupted = tally.statuses, tally.below, tally.interrupted
    if wanted is not None:
        context.say(_verdict_line(wanted, tally.verdicts))
    if threshold is not None:
        context.say(below_line(below, sum(counts[s] for s in Status if s.has_score), threshold))
    return _exit(counts, interrupted, strict)


def _only_alone(**given: bool) -> None:
    """Refuse options of one machine, which a cluster would pass over in silence."""
    names = ", ".join(f"--{name}" for name, is_given in given.items() if is_given)
    if names:
        raise UsageError(
            f"With --cluster there is no {names}: finished shards lie in the folder of -o, and the same command scores "
            "those that are missing. Name another folder to score anew."
        )


def _on_cluster(context: Context, request: ClusterRequest) -> int:
    if request.profile is not None and not request.measures:
        raise UsageError("A profile needs the measures. Leave out --no-measures, or --profile.")
    code, verdicts = score_on_cluster(context, request)
    if request.profile is not None and verdicts:
        context.say(_verdict_line(request.profile, Counter(verdicts)))
    return code


def demo(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where the demo set is made.")
    ] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Result file.")] = None,
    model: Model = "faceqnet-r29",
    device: Device = "auto",
    open_window: Annotated[
        bool, typer.Option("--open-window", help="Open the window on it afterwards.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_file: LogFile = None,
) -> int:
    """Make the demo set, about 60 images with known faults, and score it."""
    from platformdirs import user_cache_path

    from faceqnet_engine.results.tables import read_table
    from faceqnet_engine.sources.demo import build_demo_set

    context = Context.of(quiet, verbose, log_file)
    folder = (folder or user_cache_path("faceqnet") / "demo").absolute()
    images = build_demo_set(folder)
    context.say(f"{len(images)} demo images in {folder}")
    target = output or folder / "scores.csv"
    with _assessor(context, "none", model, device, Faces.PRIMARY, None, None, False, True) as assessor:
        tally = _run(context, assessor, [str(folder)], target, {"demo": "1"}, None, None)
    if not tally.interrupted:
        _print_ladders(read_table(target))
        print(target)
        if open_window:
            _open_window(context, folder)
    return _exit(tally.statuses, tally.interrupted, strict=False)


@contextlib.contextmanager
def _assessor(
    context: Context,
    store: str | None,
    model: str,
    device: str,
    faces: Faces,
    batch: int | None,
    workers: int | None,
    rescan: bool,
    measures: bool,
    smaller: bool = False,
) -> Iterator[Assessor]:
    with contextlib.ExitStack() as stack:
        opened = None
        if store != "none":
            opened = stack.enter_context(Store.open(Path(store) if store else None))
            if opened.notice:
                context.say(opened.notice)
        from faceqnet_engine.assessor import Assessor

        assessor = stack.enter_context(
            Assessor(
                model,
                device,
                faces.value,
                batch=batch,
                workers=workers,
                store=opened,
                rescan=rescan,
                measures=measures,
                smaller=smaller,
            )
        )
        context.detail(f"Model {assessor.model_name} on {assessor.device_name}.")
        context.detail(f"Split: {assessor.split}")
        yield assessor


@dataclass(slots=True)
class _Tally:
    """What was counted on the way."""

    statuses: Counter[Status] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    below: int = 0
    interrupted: bool = False

    def count(self, row: Assessment, threshold: int | None) -> None:
        self.statuses[row.status] += 1
        self.verdicts[row.verdict] += 1
        self.below += threshold is not None and row.quality is not None and row.quality < threshold


def _run(
    context: Context,
    assessor: Assessor,
    inputs: list[str],
    target: Path | None,
    options: dict[str, str],
    threshold: int | None,
    profile: Profile | None,
) -> _Tally:
    """Score into the target."""
    tally = _Tally()
    with stop_signals(assessor.cancel) as interrupted, contextlib.ExitStack() as stack:
        sink: _Sink = (
            CsvStream(_stdout())
            if target is None
            else stack.enter_context(TableWriter(target, model=assessor.model_name, options=options))
        )
        line = stack.enter_context(ProgressLine(context.quiet))
        for found in assessor.assess(inputs, line.show):
            row = found if profile is None else with_profile(found, profile)
            with assessor.timings.spent(Stage.WRITE):
                sink.write(row)
            tally.count(row, threshold)
            if not row.status.has_score:
                context.detail(f"{row.path}: {row.detail}")
    tally.interrupted = interrupted.is_set()
    _tell(context, assessor, tally.statuses, target, tally.interrupted)
    return tally


def _verdict_line(profile: Profile, verdicts: Counter[str]) -> str:
    """One sentence on a profile."""
    passed, review, failed = (verdicts[v.value] for v in Verdict)
    return (
        f"{profile.title}: {passed:,} pass, {review:,} to review, {failed:,} fail. "
        "Measures advise; the quality score predicts recognition errors."
    )


def _tell(
    context: Context, assessor: Assessor, counts: Counter[Status], target: Path | None, interrupted: bool
) -> None:
    summary = assessor.summary()
    scored = sum(counts[s] for s in Status if s.has_score)
    others = ", ".join(f"{counts[s]:,} {s.value}" for s in Status if counts[s] and not s.has_score)
    where = f" {target} has them." if target is not None else ""
    first = "Interrupted. " if interrupted else ""
    known = f" {summary.known:,} were known from an earlier run." if summary.known else ""
    context.say(
        f"{first}{counted(scored, 'face')} scored in {counted(summary.images, 'image')}, {summary.seconds:.1f} s"
        f"{'; ' + others if others else ''}.{known}{where}"
    )
    if not summary.images and not interrupted:
        context.say("No images were found under the inputs.")


def _exit(counts: Counter[Status], interrupted: bool, strict: bool) -> int:
    if interrupted:
        return Exit.INTERRUPTED
    return exit_code(counts, strict)


def _stdout() -> io.TextIOWrapper:
    return io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="", write_through=True)


def _print_ladders(rows: list[Assessment]) -> None:
    """The demo's result: quality along each ladder, from the portrait to the worst."""
    from rich.console import Console
    from rich.table import Table

    of = {row.path: row for row in rows}
    table = Table(
        "ladder", "portrait", *(f"level {n}" for n in range(6)), title="Quality along the demo's ladders"
    )
    for folder in sorted({Path(p).parent.as_posix() for p in of} - {"portraits", "broken", "no_face"}):
        group = sorted((p for p in of if Path(p).parent.as_posix() == folder), key=lambda p: Path(p).stem)
        portrait = Path(group[0]).stem.rsplit("_", 1)[1]
        cells = [of[f"portraits/{portrait}.jpg"], *(of[p] for p in group)]
        table.add_row(
            folder, portrait, *(str(r.quality) if r.quality is not None else r.status.value for r in cells)
        )
    for row in rows:
        if row.path.startswith(("broken/", "no_face/")):
            table.add_row(
                row.path,
                "",
                row.status.value if row.quality is None else f"{row.quality} ({row.status.value})",
            )
    Console(width=110).print(table)


def _open_window(context: Context, folder: Path) -> None:
    shown = (
        sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if not shown:
        context.say(f"No display here. With one, this opens the window: faceqnet-gui {folder}")
        return
    subprocess.Popen(
        [sys.executable, "-m", "faceqnet_gui", str(folder)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    context.say("The window opens on the demo set.")
