"""One shard, from its list to its part: what a worker does. Knows no cluster engine."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cluster.attempts import Attempts, attempts, write_attempts
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, attempts_name, listing_name, part_name
from faceqnet_engine.cluster.sharding import unpacked
from faceqnet_engine.errors import FaceqnetError, OutputError
from faceqnet_engine.measures.profiles import Profile
from faceqnet_engine.measures.reasons import with_profile
from faceqnet_engine.pipeline.timings import Stage
from faceqnet_engine.results.tables import write_table
from faceqnet_engine.sources.ref import Ref
from faceqnet_engine.sources.remote import exists, is_remote

if TYPE_CHECKING:
    from faceqnet_engine.assessor import Assessor

POISONED = (
    "Scoring this photo ended a worker twice, so it was left out. Score it alone to see why; "
    "the other photos are not affected."
)


class ShareGoneError(FaceqnetError):
    """The inputs' place vanished while a shard was read."""


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What became of a shard; `stages` are seconds summed over threads."""

    shard: int
    images: int = 0
    rows: int = 0
    seconds: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    stages: dict[Stage, float] = field(default_factory=dict)


def score_shard(
    assessor: Assessor, place: Place, shard: int, options: Options, profile: Profile | None = None
) -> ShardReport:
    """Score a shard and write its part whole.

    Raises:
        OutputError: the part cannot be written.
        ShareGoneError: the photos' place is not reachable any more; no part was written.
    """
    started, before = time.monotonic(), assessor.timings.seconds()
    try:
        found = unpacked(place.read(listing_name(shard)) or b"")
    except pa.ArrowInvalid as error:
        raise OutputError(f"The list of shard {shard} in {place} is damaged. Name another folder.") from error
    state = attempts(place, shard).begin()
    write_attempts(place, shard, state)
    rows = list(_rows(assessor, place, shard, found, state))
    _check_share(found, rows)
    if profile is not None:
        rows = [with_profile(row, profile) for row in rows]
    with place.writing(part_name(shard)) as file:
        write_table(rows, file, model=options.weights)
    place.remove(attempts_name(shard))
    stages = {stage: seconds - before[stage] for stage, seconds in assessor.timings.seconds().items()}
    return ShardReport(
        shard, len(found), len(rows), time.monotonic() - started,
        Counter(row.status.value for row in rows), Counter(row.verdict for row in rows), stages,
    )  # fmt: skip


def _rows(
    assessor: Assessor, place: Place, shard: int, found: list[Ref], state: Attempts
) -> Iterator[Assessment]:
    if not state.careful and not state.isolated:
        yield from assessor.assess_refs(found)
        return
    for number, ref in enumerate(found):
        if number in state.isolated:
            yield Assessment(
                ref.path, ref.root, status=Status.ERROR, detail=POISONED, model=assessor.model_name,
                file=ref.file,
            )  # fmt: skip
            continue
        write_attempts(place, shard, state.holding(number))
        yield from assessor.assess_refs([ref])


def _check_share(found: list[Ref], rows: list[Assessment]) -> None:
    """Photos that were all listed and are all gone: the share vanished, not the photos."""
    listed = [ref for ref in found if not ref.problem]
    if not listed or any(row.status is not Status.UNREADABLE for row in rows):
        return
    for root in {ref.root or os.path.dirname(ref.file) for ref in listed}:  # noqa: PTH120
        there = exists(root) if is_remote(root) else os.path.exists(root)  # noqa: PTH110
        if not there:
            raise ShareGoneError(
                f"{root} is not reachable any more. Finished shards are kept; mount it again, and the same command "
                "goes on with the others."
            )
