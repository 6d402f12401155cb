"""What a run at scale costs: workers of a cluster, merging a million rows, memory over many photos, decode alone.

`python bench/bench_scale.py [--quick] [cluster] [large] [merge] [flat]`; without names all of them.

Prints `name  ours  peer  ratio  unit` and keeps bench/results/scale.json. Peers: for the merge, all parts read into one
table and written again; for a scan, decoding and nothing else with the same threads. Times are CPU times, for
other programs must not be measured; the memory of each step is the peak of a process of its own.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from peak import peak_megabytes
from PIL import Image

ROOT = Path(__file__).parents[1]
ROWS, PARTS = 1_000_000, 200
PHOTOS = 24
Keep = Callable[[str, float, float, str], None]


def _apart(task: Callable[..., float], *arguments: object) -> tuple[float, float]:
    """Seconds of a task in a process of its own, and the megabytes that it added at its peak."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (task, *arguments))


def _measured(task: Callable[..., float], *arguments: object) -> tuple[float, float]:
    before = peak_megabytes()
    seconds = task(*arguments)
    return seconds, peak_megabytes() - before


def parts(folder: Path) -> None:
    """A finished run of a million rows: one part of numbers, under the names of all."""
    from faceqnet_engine import Assessor
    from faceqnet_engine.cluster.plan import part_name
    from faceqnet_engine.results.tables import write_table

    with Assessor(device="cpu", workers=1) as assessor:
        (row,) = assessor.assess([ROOT / "resources/demo/portrait_astronaut.jpg"])
    each = ROWS // PARTS
    write_table([row] * each, folder / "one.parquet")
    table = pq.read_table(folder / "one.parquet")
    names = pa.array([f"{n:07}.jpg" for n in range(each)])
    table = table.set_column(table.schema.get_field_index("path"), "path", names)
    numbers = np.random.default_rng(0)
    for place, column in enumerate(table.schema):
        if column.type == pa.float64():  # rows that are all alike would be nothing to read
            table = table.set_column(place, column.name, pa.array(numbers.random(each)))
    first = folder / part_name(0)
    first.parent.mkdir()
    pq.write_table(table, first)
    for n in range(1, PARTS):
        (folder / part_name(n)).hardlink_to(first)


def merge_ours(folder: str) -> float:
    from faceqnet_engine.cluster.merging import merge
    from faceqnet_engine.cluster.places import Place
    from faceqnet_engine.cluster.plan import Options, Plan

    options = Options(("photos",), "m", "m@0", "primary", True, "", "0", 0)
    started = time.process_time()
    assert merge(Place(folder), Plan(options, ((ROWS // PARTS, 1),) * PARTS)) == ROWS
    return time.process_time() - started


def merge_at_once(folder: str) -> float:
    started = time.process_time()
    files = sorted((Path(folder) / "parts").glob("*.parquet"))
    pq.write_table(pa.concat_tables([pq.read_table(file) for file in files]), Path(folder) / "peer.parquet")
    return time.process_time() - started


def large_photos(folder: Path) -> list[str]:
    """12-megapixel photos with a face, of other bytes each."""
    made = []
    with Image.open(ROOT / "resources/demo/portrait_lisa.jpg") as portrait:
        whole = portrait.convert("RGB").resize((3000, 4000), Image.Resampling.BICUBIC)
    for n in range(PHOTOS):
        stream = io.BytesIO()
        whole.save(stream, "JPEG", quality=90, comment=str(n).encode())
        made.append(str(folder / f"{n:03}.jpg"))
        Path(made[-1]).write_bytes(stream.getvalue())
    return made


def scan(files: list[str]) -> float:
    from faceqnet_engine import Assessor

    with Assessor(device="cpu") as assessor:
        list(assessor.assess(files[:2]))
        started = time.process_time()
        list(assessor.assess(files[2:]))
        seconds = time.process_time() - started
        for line in assessor.timing_report().lines():
            print("   ", line)
    return seconds / (len(files) - 2)


def decode_alone(files: list[str], at_least: int | None = None) -> float:
    """CPU seconds a photo; with `at_least` at the reduced size that a scan needs, else every pixel."""
    from faceqnet_engine.decoding.decode import decode
    from faceqnet_engine.pipeline.split import usable_cores

    with ThreadPoolExecutor(usable_cores()) as pool:
        started = time.process_time()
        list(pool.map(lambda file: decode(file, at_least=at_least), files))
        return (time.process_time() - started) / len(files)


def scored_seconds(arguments: list[str], cores: set[int]) -> float:
    """Seconds of scoring that a command tells at its end, on these cores alone; programs' start does not count."""
    code = (
        f"import os; os.sched_setaffinity(0, {cores}); from faceqnet_engine.cli.main import main; main()"
        if hasattr(os, "sched_setaffinity")
        else "from faceqnet_engine.cli.main import main; main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "score", *arguments], capture_output=True, text=True, check=False
    )
    told = re.search(r"images, ([0-9.]+) s", run.stderr)
    if told is None:
        raise RuntimeError(run.stderr)
    return float(told[1])


def cluster(keep: Keep, quick: bool) -> None:
    """One core against two; what Ray costs once and with every photo; and what the simulation says of it.

    Ray and its worker take seconds to start, whatever there is to do: from two sizes of a run the constant and the cost
    of a photo are told apart, as on a line through two points.
    """
    from bench_score import photos
    from simulate_scale import Costs, simulated

    count, shard = (240, 30) if quick else (800, 100)  # a fifth to a tenth of what a shard holds by itself
    few = count // 4
    with tempfile.TemporaryDirectory() as folder:
        made = photos(Path(folder), count, (512, 512))
        listed = {number: Path(folder) / f"{number}.txt" for number in (few, count)}
        for number, file in listed.items():
            file.write_text("\n".join(map(str, made[:number])))

        def plain(number: int) -> float:
            asked = ["-o", f"{folder}/r.parquet", "--store", "none", "--workers", "1"]
            return scored_seconds([f"@{listed[number]}", *asked], {0})

        def on_cluster(number: int, workers: int) -> float:
            with tempfile.TemporaryDirectory() as out:
                asked = ["--cluster", "local", "--workers", str(workers), "--shard-images", str(shard)]
                return scored_seconds([f"@{listed[number]}", "-o", f"{out}/run", *asked], set(range(workers)))

        alone, one = (
            {number: ask(number) for number in listed} for ask in (plain, partial(on_cluster, workers=1))
        )
        two = on_cluster(count, 2)
    each, with_ray = (1e3 * (taken[count] - taken[few]) / (count - few) for taken in (alone, one))
    start = one[few] - few * with_ray / 1e3
    keep(f"cluster: two workers against one, {count} photos", two, one[count], "s")
    keep("cluster: a photo with Ray against the plain command, one core", with_ray, each, "ms")
    keep("cluster: start of Ray and its worker against the plain command's, one core", start,
         alone[few] - few * each / 1e3, "s")  # fmt: skip
    # Two workers of one core: the simulation's workers have four, so two machines of one core each stand for them.
    costs = Costs(cpu_ms=with_ray, cores=1, shard_photos=shard, start_seconds=start)
    keep("simulation against the cluster of two", simulated(count, 2, costs).scoring, two, "s")


_MEMORY = """
import sys
from peak import peak_megabytes
from faceqnet_engine import Assessor
with Assessor(device="cpu", measures=False) as assessor:
    for row in assessor.assess([sys.argv[1]]):
        pass
print(peak_megabytes())
"""


def flat(keep: Keep, quick: bool) -> None:
    """The peak of a scan's memory, of ten times as many small photos: other bytes each, one in ten with a face."""
    with Image.open(ROOT / "resources/demo/portrait_astronaut.jpg") as portrait:
        face = portrait.convert("RGB").resize((160, 160))
    few = 200 if quick else 2_000
    peaks = []
    for count in (few, 10 * few):
        with tempfile.TemporaryDirectory() as folder:
            for n in range(count):
                empty = Image.fromarray(np.full((96, 96, 3), n % 251, np.uint8))
                (empty if n % 10 else face).save(f"{folder}/{n:05}.jpg", comment=str(n).encode())
            run = subprocess.run(
                [sys.executable, "-c", _MEMORY, folder],
                capture_output=True, text=True, check=True, cwd=ROOT / "bench",
            )  # fmt: skip
            peaks.append(float(run.stdout))
    keep(f"memory of {10 * few:,} photos against {few:,}", peaks[1], peaks[0], "MB")


def merging(keep: Keep, quick: bool) -> None:
    """A million rows from 200 parts."""
    with tempfile.TemporaryDirectory() as folder:
        parts(Path(folder))
        ours, peer = _apart(merge_ours, folder), _apart(merge_at_once, folder)
    keep("merge of a million rows", ours[0], peer[0], "CPU s")
    keep("merge of a million rows, memory", ours[1], peer[1], "MB")


def large(keep: Keep, quick: bool) -> None:
    """12-megapixel photos: everything against decoding alone, at the size that is needed and every pixel."""
    from faceqnet_engine.faces.detect import LONG_SIDE

    with tempfile.TemporaryDirectory() as folder:
        files = large_photos(Path(folder))
        rounds = [
            (scan(files), decode_alone(files, LONG_SIDE), decode_alone(files))
            for _ in range(1 if quick else 3)
        ]
    ours, reduced, whole = (sorted(values)[len(values) // 2] for values in zip(*rounds, strict=True))
    keep("12 MP photo, all against decoding alone", 1e3 * ours, 1e3 * reduced, "CPU ms")
    keep("12 MP photo, all against decoding every pixel", 1e3 * ours, 1e3 * whole, "CPU ms")


SECTIONS: dict[str, Callable[[Keep, bool], None]] = {
    "cluster": cluster, "large": large, "merge": merging, "flat": flat,
}  # fmt: skip


def main() -> None:
    """Measure the sections that are named, or all; keep what others have measured before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--quick", action="store_true", help="fewer photos")
    options = parser.parse_args()
    target = ROOT / "bench/results/scale.json"
    known = {found["name"]: found for found in json.loads(target.read_text())} if target.exists() else {}

    def keep(name: str, ours: float, peer: float, unit: str) -> None:
        known[name] = {"name": name, "ours": ours, "peer": peer, "ratio": ours / peer, "unit": unit}
        print(f"{name}  {ours:.2f}  {peer:.2f}  {ours / peer:.2f}  {unit}", flush=True)
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(list(known.values()), indent=1) + "\n")

    for section in options.sections or SECTIONS:
        SECTIONS[section](keep, options.quick)


if __name__ == "__main__":
    main()
