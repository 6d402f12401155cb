"""`faceqnet score --cluster`: the same rows from a cluster, as a folder of parts and one merged table."""

from __future__ import annotations

import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from faceqnet_engine.assessment import Status
from faceqnet_engine.cli.context import Context, Exit
from faceqnet_engine.cli.progress import time_left
from faceqnet_engine.errors import UsageError
from faceqnet_engine.measures.profiles import Profile, profile_text
from faceqnet_engine.pipeline.timings import Report, Stage
from faceqnet_engine.results.tables import SUFFIXES
from faceqnet_engine.wording import counted

if TYPE_CHECKING:
    from faceqnet_engine.cluster.run import Outcome, ShardProgress

_PLAIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class ClusterRequest:
    """The options of `score` that concern a cluster."""

    address: str
    inputs: tuple[str, ...]
    output: str
    model: str
    device: str
    faces: str
    workers: int | None
    measures: bool
    profile: Profile | None
    shard_megabytes: int
    shard_images: int
    threshold: int | None = None
    timings: bool = False
    strict: bool = False
    smaller: bool = False


def score_on_cluster(context: Context, request: ClusterRequest) -> tuple[int, dict[str, int]]:
    """Run it and say what was done; exit code and rows by verdict.

    Raises:
        FaceqnetError: as `cluster.run.run`.
    """
    from faceqnet_engine import __version__
    from faceqnet_engine.cluster.places import Place
    from faceqnet_engine.cluster.plan import Options
    from faceqnet_engine.cluster.ray_engine import RayEngine
    from faceqnet_engine.cluster.run import run
    from faceqnet_engine.models.registry import record
    from faceqnet_engine.pipeline.numbers import NUMBERS

    if request.output == "-" or request.output.lower().endswith(SUFFIXES):
        raise UsageError("With --cluster, -o names a folder: parts and the merged table are written into it.")
    options = Options(
        request.inputs, request.model, record(request.model).name, request.faces, request.measures,
        "" if request.profile is None else profile_text(request.profile), __version__, NUMBERS,
        request.smaller,
    )  # fmt: skip

    workers = [1]

    def engine() -> RayEngine:
        started = RayEngine(request.address, request.workers)
        workers[0] = started.workers
        _stop_on_signals()  # Ray sets handlers of its own
        line.note(
            f"{counted(started.workers, 'worker')} of {counted(started.threads, 'thread')} on {request.address}."
        )
        return started

    place, line = Place(request.output), _Line(context)
    with _interruptible(), line:
        outcome = run(
            place, options, engine, request.device,
            most_bytes=request.shard_megabytes * 1_000_000, most_files=request.shard_images,
            threshold=request.threshold or 0,
            listed=line.listed, progress=line.show,
        )  # fmt: skip
    if outcome.interrupted:
        context.say(_interrupted(place, outcome))
        return Exit.INTERRUPTED, {}
    if outcome.plan.unlisted:
        context.say(
            f"{counted(outcome.plan.unlisted, 'folder')} could not be listed: a row `unreadable` each says why, for all "
            "that lies in it. Once mended, score it into another folder."
        )
    scored = sum(outcome.statuses[s.value] for s in Status if s.has_score)
    others = ", ".join(
        f"{n:,} {s.value}" for s in Status if (n := outcome.statuses[s.value]) and not s.has_score
    )
    known = len(outcome.plan.sizes) - outcome.fresh
    if not outcome.plan.images:
        context.say("No images were found under the inputs.")
    context.say(
        f"{counted(scored, 'face')} scored in {counted(outcome.plan.images, 'image')}, {outcome.seconds:.1f} s"
        f"{'; ' + others if others else ''}."
        f"{f' {known:,} of {len(outcome.plan.sizes):,} shards were finished before.' if known else ''}"
        f" {place}/results.parquet has them."
    )
    if request.threshold is not None:
        context.say(below_line(outcome.below, scored, request.threshold))
    if request.timings:
        context.say("\n".join(_report(outcome, workers[0]).lines()))
    return exit_code(Counter({Status(s): n for s, n in outcome.statuses.items()}), request.strict), dict(
        outcome.verdicts
    )


def _interrupted(place: object, outcome: Outcome) -> str:
    total = len(outcome.plan.sizes)
    if outcome.interrupted == "listing":
        return "Interrupted while listing. Nothing was scored yet; the same command begins anew."
    if outcome.interrupted == "merging":
        return f"Interrupted while merging. All {total:,} shards are kept in {place}; the same command merges them."
    before = outcome.before
    return (
        f"Interrupted. {before + outcome.fresh:,} of {total:,} shards are finished and kept in {place}; "
        "the same command goes on with the others."
    )


@dataclass(frozen=True, slots=True)
class _ClusterReport(Report):
    """Of a run on a cluster: `workers` are processes, each with a scorer of its own."""

    busy: float = 0.0
    listing: float = 0.0
    merging: float = 0.0

    @property
    def bound(self) -> str:
        """What a faster run would need, in a sentence."""
        told = f"Listing took {self.listing:.1f} s, scoring {self.wall:.1f} s, merging {self.merging:.1f} s."
        if not self.images:
            return f"{told} Nothing was scored anew."
        share = self._share(self.busy, self.workers)
        if self.listing > self.wall:
            return f"{told} Listing bounds this run; more workers would not help."
        if share < 0.5:
            return (
                f"{told} Starting the workers, and waiting for the last of them, bounds this run: they were busy "
                f"{100 * share:.0f} % of the time. More photos would use them better, or fewer in a shard."
            )
        slow = max(self.seconds, key=lambda stage: self.seconds[stage])
        return (
            f"{told} {counted(self.workers, 'worker')} bound this run ({100 * share:.0f} % busy), above all the stage "
            f"{slow.value}. More workers on more cores or machines would help."
        )


def _report(outcome: Outcome, workers: int) -> _ClusterReport:
    stages = {stage: float(outcome.stages[stage]) for stage in Stage}
    stages[Stage.LIST] += outcome.listing
    return _ClusterReport(
        stages,
        outcome.seconds,
        outcome.images,
        max(1, workers),
        outcome.busy,
        outcome.listing,
        outcome.merging,
    )


def exit_code(counts: Counter[Status], strict: bool) -> int:
    """Of a run that came to its end."""
    if not counts[Status.OK]:
        return Exit.NOTHING_SCORED
    return Exit.NOT_STRICT if strict and set(counts) - {Status.OK} else Exit.FINE


def below_line(below: int, scored: int, threshold: int) -> str:
    """One sentence on a threshold."""
    share = 100 * below / scored if scored else 0.0
    return f"{below:,} of {scored:,} scored rows lie below quality {threshold} ({share:.1f} %)."


class _Line:
    """Progress in one line: rewritten on a terminal, every five seconds elsewhere."""

    def __init__(self, context: Context) -> None:
        self._context, self._live = context, sys.stderr.isatty()
        self._said, self._open, self._split = 0.0, False, False

    def listed(self, images: int) -> None:
        self._say(f"Listing: {counted(images, 'image')} found")

    def show(self, moment: ShardProgress) -> None:
        words = f"Scoring {moment.images:,} of {moment.of_images:,}, shard {moment.shards:,} of {moment.of_shards:,}"
        if not moment.rate:
            self._say(f"{words}, starting the workers", now=True)
            return
        if not self._split:
            self._split = True
            self.note(f"Split of a worker: {moment.split}")
        over = moment.images == moment.of_images
        left = "" if over or moment.seconds_left is None else f", {time_left(moment.seconds_left)}"
        self._say(f"{words}, {moment.rate:.1f} images/s{left}", now=over)

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def note(self, sentence: str) -> None:
        """A line for people who asked for more, between those of progress."""
        if self._context.verbose:
            self.end()
            self._context.detail(sentence)

    def end(self) -> None:
        """What follows is on a line of its own."""
        if self._open:
            print(file=sys.stderr)
            self._open = False

    def _say(self, words: str, *, now: bool = False) -> None:
        moment = time.monotonic()
        if self._context.quiet or (not now and moment - self._said < (0.2 if self._live else _PLAIN_SECONDS)):
            return
        self._said = moment
        if self._live:
            self._open = True
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)
        else:
            print(words, file=sys.stderr, flush=True)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Termination is an interruption, as Ctrl-C is."""
    before = _stop_on_signals()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop_on_signals() -> dict[int, Any]:
    """Have both signals raise; the handlers that were there."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    return {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
