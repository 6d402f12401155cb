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
    from faceqnet_engine.cluster.run import Outcome

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

    threads = [0]

    def engine() -> RayEngine:
        started = RayEngine(request.address, request.workers)
        threads[0] = started.workers * started.threads
        _stop_on_signals()  # Ray sets handlers of its own
        context.detail(f"{started.workers} workers of {started.threads} threads on {request.address}.")
        return started

    place, line = Place(request.output), _Line(context)
    with _interruptible():
        outcome = run(
            place, options, engine, request.device,
            most_bytes=request.shard_megabytes * 1_000_000, most_files=request.shard_images,
            threshold=request.threshold or 0,
            listed=line.listed, progress=line.show,
        )  # fmt: skip
    line.end()
    if outcome.interrupted:
        context.say(
            f"Interrupted. {outcome.fresh:,} shards were finished and are kept in {place}; "
            "the same command goes on with the others."
        )
        return Exit.INTERRUPTED, {}
    scored = sum(outcome.statuses[s.value] for s in Status if s.has_score)
    others = ", ".join(
        f"{n:,} {s.value}" for s in Status if (n := outcome.statuses[s.value]) and not s.has_score
    )
    known = len(outcome.plan.sizes) - outcome.fresh
    context.say(
        f"{counted(scored, 'face')} scored in {counted(outcome.plan.images, 'image')}, {outcome.seconds:.1f} s"
        f"{'; ' + others if others else ''}."
        f"{f' {known:,} of {len(outcome.plan.sizes):,} shards were finished before.' if known else ''}"
        f" {place}/results.parquet has them."
    )
    if request.threshold is not None:
        context.say(below_line(outcome.below, scored, request.threshold))
    if request.timings:
        context.say(
            "\n".join(Report(_stages(outcome), outcome.seconds, outcome.images, max(1, threads[0])).lines())
        )
    return exit_code(Counter({Status(s): n for s, n in outcome.statuses.items()}), request.strict), dict(
        outcome.verdicts
    )


def _stages(outcome: Outcome) -> dict[Stage, float]:
    return {stage: float(outcome.stages[stage]) for stage in Stage}


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
        self._quiet, self._live = context.quiet, sys.stderr.isatty()
        self._said = 0.0

    def listed(self, images: int) -> None:
        self._say(f"Listing: {counted(images, 'image')} found", last=False)

    def show(self, moment: object) -> None:
        from faceqnet_engine.cluster.run import ShardProgress

        assert isinstance(moment, ShardProgress)
        left = "" if moment.seconds_left is None else f", {time_left(moment.seconds_left)}"
        words = (
            f"Scoring {moment.images:,} of {moment.of_images:,}, shard {moment.shards:,} of {moment.of_shards:,}, "
            f"{moment.rate:.1f} images/s{left}"
        )
        self._say(words, last=moment.shards == moment.of_shards)

    def end(self) -> None:
        if self._live and not self._quiet and self._said:
            print(file=sys.stderr)

    def _say(self, words: str, *, last: bool) -> None:
        now = time.monotonic()
        if self._quiet or (not last and now - self._said < (0.2 if self._live else _PLAIN_SECONDS)):
            return
        self._said = now
        if self._live:
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
