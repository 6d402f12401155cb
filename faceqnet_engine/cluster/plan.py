"""The plan of a run: what is scored how, in which shards. Written once, so that a second run does the same ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.sharding import packed, shards
from faceqnet_engine.errors import UsageError
from faceqnet_engine.sources.paths import UNLISTED, refs

PLAN = "plan.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Options:
    """What changes rows; another one is another run.

    Attributes:
        inputs: As they were named.
        model: Id of the quality model.
        weights: id@hash, by which workers prove that they have the same one.
        faces: `primary` or `all`.
        measures: Whether measures are made.
        profile: TOML text of the profile, empty for none.
        version: Of this program.
        numbers: Version of the numbers.
        smaller: Whether smaller faces are looked for where none is found.
    """

    inputs: tuple[str, ...]
    model: str
    weights: str
    faces: str
    measures: bool
    profile: str
    version: str
    numbers: int
    smaller: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Options and the size of each shard: (images, bytes); folders that could not be listed, a row each."""

    options: Options
    sizes: tuple[tuple[int, int], ...]
    unlisted: int = 0

    @property
    def images(self) -> int:
        """All images."""
        return sum(images for images, _ in self.sizes)


def listing_name(shard: int) -> str:
    """File with the refs of a shard."""
    return f"inputs/shard-{shard:06}.parquet"


def part_name(shard: int) -> str:
    """File with the rows of a shard."""
    return f"parts/part-{shard:06}.parquet"


def attempts_name(shard: int) -> str:
    """File that says how often a shard was begun."""
    return f"attempts/shard-{shard:06}.json"


def planned(
    place: Place,
    options: Options,
    most_bytes: int,
    most_files: int,
    listed: Callable[[int], None] = lambda number: None,
) -> Plan:
    """The plan of the folder, or a new one: inputs are listed once.

    Args:
        place: Folder of the run.
        options: Of this run.
        most_bytes: Of a shard.
        most_files: Of a shard.
        listed: Told how many images were found so far.

    Raises:
        UsageError: the folder holds a run of other inputs or options, or no run of ours.
        OutputError: the folder cannot be written.
    """
    known = place.read(PLAN)
    if known is not None:
        return _same(place, known, options)
    sizes: list[tuple[int, int]] = []
    total = unlisted = 0
    for number, shard in enumerate(shards(refs(options.inputs), most_bytes, most_files)):
        place.write(listing_name(number), packed(shard))
        sizes.append((len(shard), sum(max(ref.size, 0) for ref in shard)))
        total += len(shard)
        unlisted += sum(ref.problem.startswith(UNLISTED) for ref in shard)
        listed(total)
    table = {"format": FORMAT, "options": asdict(options), "sizes": sizes, "unlisted": unlisted}
    place.write(PLAN, json.dumps(table).encode())
    return Plan(options, tuple(sizes), unlisted)


def missing(place: Place, plan: Plan) -> list[int]:
    """Shards without a finished part."""
    done = place.names("parts")
    return [n for n in range(len(plan.sizes)) if part_name(n).partition("/")[2] not in done]


def _same(place: Place, known: bytes, options: Options) -> Plan:
    try:
        table = json.loads(known)
        values = table["options"]
        before = Options(**values | {"inputs": tuple(values["inputs"])})
        sizes = tuple((int(images), int(size)) for images, size in table["sizes"])
        fits, unlisted = table["format"] == FORMAT, int(table.get("unlisted", 0))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{place} holds a plan that cannot be read. Name another folder.") from error
    if not fits:
        raise UsageError(f"{place} was written by another version of this program. Name another folder.")
    changed = _changed(asdict(before), asdict(options))
    if changed:
        raise UsageError(
            f"{place} holds a run with other {', '.join(changed)}. Nothing was changed. Name another folder, or "
            "give the same options to go on."
        )
    return Plan(before, sizes, unlisted)


def _changed(before: dict[str, object], now: dict[str, object]) -> Sequence[str]:
    return [name for name in before if before[name] != now[name]]
