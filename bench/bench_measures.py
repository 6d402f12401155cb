"""What measuring costs beside scoring: CPU milliseconds a face, all threads, with and without, in one run.

Peer: the same scan without measures. Then each stage by itself, in CPU time of one thread.
Prints `name  ours  peer  ratio  unit`; faces are the two public-domain portraits at several sizes.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image

from faceqnet_engine import Assessor
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.mesh import FaceMesh
from faceqnet_engine.measures.measurer import Measurer, Sight

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench/results"
PORTRAITS = ("portrait_astronaut.jpg", "portrait_lisa.jpg")
COUNT, ROUNDS = 80, 5


def photos(folder: Path, side: int) -> list[str]:
    """Files of other bytes each, so that nothing is taken for known."""
    made = []
    for n in range(COUNT):
        with Image.open(ROOT / "resources/demo" / PORTRAITS[n % 2]) as portrait:
            small = portrait.convert("RGB").resize((side - n % 7, side))
        made.append(str(folder / f"{n:03}.jpg"))
        small.save(made[-1], quality=92)
    return made


def scan_seconds(files: list[str], measures: bool) -> float:
    """CPU seconds per photo of a scan, all threads, networks loaded."""
    with Assessor(device="cpu", measures=measures) as assessor:
        list(assessor.assess(files[:4]))
        # CPU time of all threads, not the clock's: other programs must not be measured.
        started = time.process_time()
        rows = list(assessor.assess(files))
        seconds = (time.process_time() - started) / len(files)
    assert all((row.measures is not None) is measures for row in rows if row.score is not None)
    return seconds


def cpu_milliseconds(task: Callable[[], object]) -> float:
    """Median CPU time of this thread."""
    task()
    found = []
    for _ in range(15):
        started = time.thread_time()
        task()
        found.append(1e3 * (time.thread_time() - started))
    return statistics.median(found)


def stages() -> dict[str, float]:
    """CPU milliseconds of the mesh and of all measures with it, one thread."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    with Image.open(ROOT / "resources/demo" / PORTRAITS[0]) as portrait:
        pixels = np.asarray(portrait.convert("RGB"))
    height, width = pixels.shape[:2]
    faces = by_prominence(Detector().detect(pixels), width, height)
    sight = Sight(
        pixels, 1.0, width, height, tuple(faces), (ROOT / "resources/demo" / PORTRAITS[0]).read_bytes()
    )
    mesh, measurer = FaceMesh(), Measurer()
    return {
        "mesh": cpu_milliseconds(lambda: mesh.mesh(pixels, faces[0])),
        "all measures": cpu_milliseconds(lambda: measurer.measures(sight, faces[0])),
    }


def main() -> None:
    """Measure, print, keep."""
    results = []
    for side in (250, 512):
        with tempfile.TemporaryDirectory() as folder:
            files = photos(Path(folder), side)
            pairs = [(scan_seconds(files, True), scan_seconds(files, False)) for _ in range(ROUNDS)]
        ours, peer = (1e3 * statistics.median(values) for values in zip(*pairs, strict=True))
        added = 1e3 * statistics.median(a - b for a, b in pairs)
        name = f"measures-{side}px"
        results.append(
            {
                "name": name,
                "ours": ours,
                "peer": peer,
                "ratio": ours / peer,
                "unit": "CPU ms/photo",
                "added": added,
            }
        )
        print(
            f"{name}  {ours:.1f}  {peer:.1f}  {ours / peer:.2f}  CPU ms/photo (added {added:.1f})", flush=True
        )
    alone = stages()
    for name, value in alone.items():
        results.append({"name": f"one thread, {name}", "ours": value, "unit": "ms CPU/face"})
        print(f"one thread, {name}  {value:.1f}  ms CPU/face", flush=True)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "measures.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
