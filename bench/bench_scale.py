"""What a run at scale costs: merging a million rows, memory over many photos, decode alone against everything.

Prints `name  ours  peer  ratio  unit` and keeps bench/results/scale.json. Peers: for the merge, all parts read into one
table and written again; for a scan, decoding and nothing else with the same threads. Times are CPU times, for
other programs must not be measured; the memory of each step is the peak of a process of its own.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image

ROOT = Path(__file__).parents[1]
ROWS, PARTS = 1_000_000, 200
PHOTOS = 24


def _apart(task: Callable[..., float], *arguments: object) -> tuple[float, float]:
    """Seconds of a task in a process of its own, and the megabytes that it added at its peak."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (task, *arguments))


def _measured(task: Callable[..., float], *arguments: object) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = task(*arguments)
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3


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


def decode_alone(files: list[str]) -> float:
    from faceqnet_engine.decoding.decode import decode
    from faceqnet_engine.faces.detect import LONG_SIDE
    from faceqnet_engine.pipeline.split import usable_cores

    with ThreadPoolExecutor(usable_cores()) as pool:
        started = time.process_time()
        list(pool.map(lambda file: decode(file, at_least=LONG_SIDE), files))
        return (time.process_time() - started) / len(files)


def main() -> None:
    """Measure, print, keep."""
    results: list[dict[str, object]] = []

    def keep(name: str, ours: float, peer: float, unit: str) -> None:
        results.append({"name": name, "ours": ours, "peer": peer, "ratio": ours / peer, "unit": unit})
        print(f"{name}  {ours:.2f}  {peer:.2f}  {ours / peer:.2f}  {unit}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        parts(Path(folder))
        ours, peer = _apart(merge_ours, folder), _apart(merge_at_once, folder)
    keep("merge of a million rows", ours[0], peer[0], "CPU s")
    keep("merge of a million rows, memory", ours[1], peer[1], "MB")
    with tempfile.TemporaryDirectory() as folder:
        files = large_photos(Path(folder))
        pairs = [(scan(files), decode_alone(files)) for _ in range(3)]
    ours_s, peer_s = (sorted(values)[1] for values in zip(*pairs, strict=True))
    keep("12 MP photo, all against decoding alone", 1e3 * ours_s, 1e3 * peer_s, "CPU ms")
    (ROOT / "bench/results").mkdir(exist_ok=True)
    (ROOT / "bench/results/scale.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
