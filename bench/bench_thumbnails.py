"""Thumbnails of 12-megapixel photos as the window makes them, against the loop a user would write.

The peer: `Image.open(file); image.thumbnail((384, 384)); image.save(...)`, one photo after the other.
Prints `name  ours  peer  ratio  unit`. CPU time is given too: a busy machine changes the rate, hardly that.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

import cv2
import numpy as np
import psutil
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.worker.thumbnails import Pictures

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench/results"
SIZE = (4000, 3000)
COUNT, PEERS, ROUNDS = 120, 40, 3


def photos(folder: Path, count: int) -> list[Path]:
    """JPEGs of 12 megapixels and some 3 MB: a portrait with fine noise, a few different ones in many copies."""
    portrait = cv2.resize(np.asarray(Image.open(ROOT / "resources/demo/portrait_astronaut.jpg")), SIZE)
    made: list[Path] = []
    for n in range(count):
        made.append(folder / f"{n:04}.jpg")
        if n < 8:
            noise = np.random.default_rng(n).normal(0, 4, (SIZE[1] // 2, SIZE[0] // 2, 1))
            fine = cv2.resize(noise, SIZE)[..., None]
            Image.fromarray(np.clip(portrait + fine, 0, 255).astype(np.uint8)).save(made[-1], quality=90)
        else:
            shutil.copy(made[n % 8], made[-1])
    return made


def ours(files: list[Path], cache: Path) -> tuple[float, float]:
    """(seconds, CPU seconds) per thumbnail with an empty cache."""
    os.environ["FACEQNET_CACHE"] = str(cache)
    pictures = Pictures()
    seen: set[object] = set()
    pictures.thumbnail_ready.connect(seen.add)
    rows = [Assessment(f.name, width=SIZE[0], height=SIZE[1], file=str(f)) for f in files]
    started, cpu = time.perf_counter(), time.process_time()
    for row in rows:
        pictures.thumbnail(row.file, row)
    while len(seen) < len(files):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    answer = (time.perf_counter() - started) / len(files), (time.process_time() - cpu) / len(files)
    pictures.close()
    return answer


def peer(files: list[Path], folder: Path) -> tuple[float, float]:
    """Likewise for the loop."""
    started, cpu = time.perf_counter(), time.process_time()
    for file in files:
        with Image.open(file) as image:
            image.thumbnail((384, 384))
            image.save(folder / file.name, quality=85)
    return (time.perf_counter() - started) / len(files), (time.process_time() - cpu) / len(files)


def main() -> None:
    """Measure, print, keep."""
    QApplication.instance() or QApplication([])
    mine, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        files = photos(folder / "in", COUNT)
        megabytes = sum(f.stat().st_size for f in files) / len(files) / 1e6
        for n in range(ROUNDS):  # in turns: whatever else the machine does meets both
            mine.append(ours(files, folder / f"cache{n}"))
            (folder / f"peer{n}").mkdir()
            theirs.append(peer(files[:PEERS], folder / f"peer{n}"))
        first = time.perf_counter()
        again = ours(files, folder / "cache0")[0]
        print(
            f"from the disk cache: {1 / again:.0f} images/s ({time.perf_counter() - first:.1f} s)",
            file=sys.stderr,
        )
    results = []
    for place, unit, name in ((0, "images/s", "thumbnails-12MP"), (1, "CPU ms/image", "thumbnails-12MP-cpu")):
        a, b = (statistics.median(x[place] for x in side) for side in (mine, theirs))
        shown = (1 / a, 1 / b) if place == 0 else (a * 1e3, b * 1e3)
        results.append({"name": name, "ours": shown[0], "peer": shown[1], "ratio": b / a, "unit": unit})
        print(f"{name}  {shown[0]:.1f}  {shown[1]:.1f}  {b / a:.2f}  {unit}", flush=True)
    load = psutil.getloadavg()[0]
    results.append(
        {"name": "circumstances", "cores": psutil.cpu_count(), "load": load, "megabytes": megabytes}
    )
    print(f"{psutil.cpu_count()} cores, load {load:.1f}, {megabytes:.1f} MB a photo", file=sys.stderr)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "thumbnails.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
