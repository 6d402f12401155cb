"""One shard, from its list to its part: what a worker does. Knows no cluster engine."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import pyarrow as pa

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cluster.attempts import Attempts, attempts, write_attempts
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, attempts_name, listing_name, part_name
from faceqnet_engine.cluster.sharding import unpacked
from faceqnet_engine.errors import FaceqnetError, OutputError, UsageError
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
    """What became of a shard; `stages` are seconds summed over threads, `split` the worker's, for people."""

    shard: int
    images: int = 0
    rows: int = 0
    seconds: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    stages: dict[Stage, float] = field(default_factory=dict)
    split: str = ""


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
    name = part_name(shard)
    with (
        assessor.timings.spent(Stage.WRITE), place.writing(name) as file,
        place.said(name, on=file.parent, table=True),
    ):  # fmt: skip
        write_table(rows, file, model=options.weights)
    place.remove(attempts_name(shard))
    stages = {stage: seconds - before[stage] for stage, seconds in assessor.timings.seconds().items()}
    return ShardReport(
        shard, len(found), len(rows), time.monotonic() - started,
        Counter(row.status.value for row in rows), Counter(row.verdict for row in rows), stages,
        str(assessor.split),
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
    """Photos that were listed and cannot be read, none of which is there any more: the share vanished, not they.

    It may vanish in the middle of a shard, and leave the empty folder on which it was mounted.
    """
    unread = {(row.root, row.path) for row in rows if row.status is Status.UNREADABLE}
    by_root: dict[str, list[tuple[Ref, bool]]] = {}
    for ref in found:
        if not ref.problem:
            by_root.setdefault(ref.root, []).append((ref, (ref.root, ref.path) in unread))
    for root, theirs in by_root.items():
        lost = [ref for ref, unreadable in theirs if unreadable]
        if not lost:
            continue
        if root:
            place, gone = root, _vanished(root, lost)
        else:  # named themselves: each lies elsewhere, so only all of them at once are a share
            place = os.path.dirname(lost[0].file)  # noqa: PTH120
            gone = len(lost) == len(theirs) and all(_no_folder(ref.file) for ref in lost)
        if gone:
            raise ShareGoneError(
                f"{place} is empty or not reachable any more. Finished shards are kept; when it is back, the same "
                "command goes on with the others."
            )


def _vanished(root: str, lost: list[Ref]) -> bool:
    if is_remote(root):
        return not _answers(root)
    return not any(os.path.lexists(ref.file) for ref in lost) and _is_empty(_root_of(lost[0]))


def _root_of(ref: Ref) -> str:
    """The input's folder as the file system names it: in `root` bytes of no encoding are written out for people."""
    return str(Path(ref.file).parents[len(PurePath(ref.path).parts) - 1])


def _no_folder(file: str) -> bool:
    folder = os.path.dirname(file)  # noqa: PTH120
    return not (_answers(folder) if is_remote(file) else os.path.exists(folder))  # noqa: PTH110


def _is_empty(folder: str) -> bool:
    """Whether there is nothing in it, or it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return True


def _answers(address: str) -> bool:
    try:
        return exists(address)
    except UsageError:
        return False
