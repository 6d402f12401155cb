"""A run on a cluster, from its inputs to `_SUCCESS`: plan, shards that are missing, merge."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyarrow.compute as pc
import pyarrow.parquet as pq

from faceqnet_engine.cluster.attempts import forgive
from faceqnet_engine.cluster.lock import RunLock
from faceqnet_engine.cluster.merging import SUCCESS, merge, write_success
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, Plan, missing, part_name, planned
from faceqnet_engine.cluster.shard_scoring import ShardReport
from faceqnet_engine.cluster.sharding import MOST_BYTES, MOST_FILES
from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.pipeline.timings import Stage
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK, check_inputs


class Engine(Protocol):
    """What a run needs of a cluster engine (see `ray_engine.RayEngine`)."""

    workers: int
    threads: int

    def check(self, options: Options) -> None:
        """Raise unless every node can work."""

    def reports(self, place: Place, shards: list[int], options: Options, device: str) -> Iterator[Any]:
        """A ShardReport or an error per shard, as they end."""


@dataclass(slots=True)
class Outcome:
    """What a run did.

    Attributes:
        plan: Its plan.
        fresh: Shards that this run scored.
        images: In those.
        rows: Of the merged table; 0 where it was not merged.
        seconds: Of scoring.
        statuses: Rows by status, of the merged table.
        verdicts: Likewise by verdict.
        stages: Seconds per stage of the shards that this run scored, summed over threads.
        below: Rows below the quality asked for.
        before: Shards that were finished before.
        interrupted: While what it was stopped, `listing`, `scoring` or `merging`; empty where it came to its end.
        busy: Seconds in which workers were at shards, summed over workers.
        listing: Seconds of it.
        merging: Likewise.
    """

    plan: Plan
    fresh: int = 0
    images: int = 0
    rows: int = 0
    seconds: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    stages: Counter[Stage] = field(default_factory=Counter)
    below: int = 0
    before: int = 0
    interrupted: str = ""
    busy: float = 0.0
    listing: float = 0.0
    merging: float = 0.0


@dataclass(frozen=True, slots=True)
class ShardProgress:
    """A moment of a run: shards and images that are done, of those that there are."""

    shards: int
    of_shards: int
    images: int
    of_images: int
    rate: float
    seconds_left: float | None
    split: str = ""

    def __str__(self) -> str:
        left = "" if self.seconds_left is None else f", {self.seconds_left:.0f} s left"
        return (
            f"{self.images:,} of {self.of_images:,} images, {self.shards:,} of {self.of_shards:,} shards, "
            f"{self.rate:.1f} images/s{left}"
        )


def run(
    place: Place,
    options: Options,
    engine: Callable[[], AbstractContextManager[Engine]],
    device: str,
    *,
    most_bytes: int = MOST_BYTES,
    most_files: int = MOST_FILES,
    threshold: int = 0,
    listed: Callable[[int], None] = lambda number: None,
    progress: Callable[[ShardProgress], None] = lambda moment: None,
) -> Outcome:
    """Do what is missing, then merge.

    Args:
        place: Folder of the run.
        options: What is scored how.
        engine: Makes the cluster engine; not called where nothing is missing.
        device: Of the workers.
        most_bytes: Of a shard.
        most_files: Of a shard.
        threshold: Quality; rows below it are counted.
        listed: Told how many images were found so far.
        progress: Told of every shard that ends.

    Raises:
        UsageError: an input does not exist, another run holds the folder, or the cluster does not work.
        OutputError: the folder cannot be written; finished shards are kept.
        ShareGoneError: the photos are not reachable any more; finished shards are kept.
    """
    check_inputs(options.inputs)
    place.make()
    with RunLock(place) as lock:
        place.write(OWN_OUTPUT_MARK, b"")
        forgive(place)
        outcome, doing = Outcome(Plan(options, ())), "listing"
        try:
            started = time.monotonic()
            outcome.plan = planned(place, options, most_bytes, most_files, listed)
            outcome.listing = time.monotonic() - started
            todo, doing = missing(place, outcome.plan), "scoring"
            outcome.before = len(outcome.plan.sizes) - len(todo)
            if todo:
                place.remove(SUCCESS)
                _score(place, todo, engine, device, progress, outcome, lock)
            doing, started = "merging", time.monotonic()
            outcome.rows = merge(place, outcome.plan)
            _count_rows(place, outcome.plan, threshold, outcome)
            write_success(place, outcome.plan, outcome.rows, outcome.statuses)
            outcome.merging = time.monotonic() - started
        except KeyboardInterrupt:
            outcome.interrupted = doing
            if doing == "scoring":  # those that ended while the workers were let go as well
                outcome.fresh = len(outcome.plan.sizes) - len(missing(place, outcome.plan)) - outcome.before
    return outcome


def _score(
    place: Place,
    todo: list[int],
    engine: Callable[[], AbstractContextManager[Engine]],
    device: str,
    progress: Callable[[ShardProgress], None],
    outcome: Outcome,
    lock: RunLock,
) -> None:
    plan = outcome.plan
    known = plan.images - sum(plan.sizes[n][0] for n in todo)
    progress(_moment(plan, known, outcome))
    with engine() as cluster:
        cluster.check(plan.options)
        started = time.monotonic()
        for report in cluster.reports(place, todo, plan.options, device):
            if isinstance(report, FaceqnetError):
                raise report
            _take(report, outcome, time.monotonic() - started)
            progress(_moment(plan, known, outcome, report.split))
            lock.check()


def _take(report: ShardReport, outcome: Outcome, seconds: float) -> None:
    outcome.fresh += 1
    outcome.images += report.images
    outcome.seconds = seconds
    outcome.busy += report.seconds
    outcome.stages.update(report.stages)


def _moment(plan: Plan, known: int, outcome: Outcome, split: str = "") -> ShardProgress:
    rate = outcome.images / max(outcome.seconds, 1e-6)
    left = (plan.images - known - outcome.images) / rate if rate > 0 else None
    return ShardProgress(
        outcome.before + outcome.fresh,
        len(plan.sizes),
        known + outcome.images,
        plan.images,
        rate,
        left,
        split,
    )


def _count_rows(place: Place, plan: Plan, threshold: int, outcome: Outcome) -> None:
    """Rows by status and verdict and those below a quality, from the parts' three columns alone."""
    for shard in range(len(plan.sizes)):
        name = part_name(shard)
        with place.said(name, "read"), place.reading(name) as stream:
            table = pq.read_table(stream, columns=["status", "verdict", "quality"])
        for counter, column in ((outcome.statuses, "status"), (outcome.verdicts, "verdict")):
            counter.update(value or "" for value in table.column(column).to_pylist())
        outcome.below += pc.sum(pc.less(table.column("quality"), threshold)).as_py() or 0
