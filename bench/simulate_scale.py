"""Plays a run of N photos on M machines from measured unit costs, and says what bounds it.

    python bench/simulate_scale.py --photos 1e6 1e8 1e10 --machines 1 10 100 1000

Assumptions are the options' defaults. A photo costs CPU time by size; machines share the store's bandwidth; shards are
taken by whichever worker is free, so the end waits for the slowest one; a shard whose worker dies is done again, one
photo at a time, at half the speed; one driver lists before and merges after.
"""

from __future__ import annotations

import argparse
import heapq
import math
from dataclasses import dataclass

_SIMULATED_SHARDS = 20_000
"""More than these are played in proportion: the end effect of a single shard no longer matters."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Of one photo, and of the places between which it travels."""

    cpu_ms: float = 80.0
    megabytes: float = 0.5
    cores: int = 16
    machine_gigabits: float = 10.0
    store_gigabits: float = 100.0
    names_per_second: float = 5_000.0
    merged_rows_per_second: float = 100_000.0
    shard_megabytes: float = 256.0
    shard_photos: int = 1_000
    deaths_per_shard: float = 1e-4
    start_seconds: float = 10.0
    watts_per_core: float = 10.0
    cents_per_core_hour: float = 4.0


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took."""

    listing: float
    scoring: float
    merging: float
    bound: str
    cents_per_thousand: float
    joules_per_photo: float

    @property
    def seconds(self) -> float:
        """From the command to `_SUCCESS`."""
        return self.listing + self.scoring + self.merging


def simulated(photos: float, machines: int, costs: Costs) -> Run:
    """Play a run."""
    per_shard = max(1, min(costs.shard_photos, int(costs.shard_megabytes / costs.megabytes)))
    shards = math.ceil(photos / per_shard)
    workers = machines * max(1, costs.cores // 4)
    cpu = per_shard * costs.cpu_ms / 1e3 / min(4, costs.cores)
    network = per_shard * costs.megabytes * 8 / 1e3
    share = min(costs.machine_gigabits, costs.store_gigabits / machines) / max(1, costs.cores // 4)
    each = max(cpu, network / share)
    factor = max(1.0, shards / _SIMULATED_SHARDS)
    played = round(shards / factor)
    free = [costs.start_seconds] * min(workers, played)
    heapq.heapify(free)
    dying = max(1, round(1 / costs.deaths_per_shard))
    end = costs.start_seconds
    scale = factor if workers < played else 1.0
    for n in range(played):
        seconds = each * scale * (2.5 if n % dying == dying - 1 else 1.0)
        end = max(end, heapq.heappushpop(free, free[0] + seconds) + seconds)
    listing, merging = photos / costs.names_per_second, photos / costs.merged_rows_per_second
    parts = {"listing": listing, "merging": merging, "cores" if cpu >= network / share else "network": end}
    busy = photos * costs.cpu_ms / 1e3
    return Run(
        listing, end, merging, max(parts, key=lambda name: parts[name]),
        busy / 3600 * costs.cents_per_core_hour / photos * 1e3, busy * costs.watts_per_core / photos,
    )  # fmt: skip


def duration(seconds: float) -> str:
    """As people say it."""
    for limit, unit, size in ((120, "s", 1), (7200, "min", 60), (172_800, "h", 3600)):
        if seconds < limit:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 86_400:.0f} days"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=float, nargs="+", default=[1e6, 1e8, 1e10])
    parser.add_argument("--machines", type=int, nargs="+", default=[1, 10, 100, 1000])
    for name, value in Costs.__dataclass_fields__.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=value.default)
    options = vars(parser.parse_args())
    photos, machines = options.pop("photos"), options.pop("machines")
    costs = Costs(**options | {"cores": int(options["cores"]), "shard_photos": int(options["shard_photos"])})
    print("| photos | machines | listing | scoring | merging | bound by | cents per 1,000 | J per photo |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for count in photos:
        for number in machines:
            run = simulated(count, number, costs)
            print(
                f"| 10^{math.log10(count):.0f} | {number:,} | {duration(run.listing)} | {duration(run.scoring)} | "
                f"{duration(run.merging)} | {run.bound} | {run.cents_per_thousand:.2f} | {run.joules_per_photo:.2f} |"
            )


if __name__ == "__main__":
    main()
