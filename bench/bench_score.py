"""`faceqnet score` against the loop a user would write, on 12-megapixel photos and on small ones.

The peer: facenet-pytorch's MTCNN on the full-size photo, crop, resize, the same network one face at a time.
Prints `name  ours  peer  ratio  unit`; photos are made from the public-domain portraits. With a folder as argument,
its photos (of LFW) are measured as well.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
import psutil
import torch
from facenet_pytorch import MTCNN
from PIL import Image

from faceqnet_engine import Assessor
from faceqnet_engine.models.registry import record
from faceqnet_engine.quality.scorer import Scorer

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench/results"


def photos(folder: Path, count: int, size: tuple[int, int]) -> list[Path]:
    """JPEGs of a portrait, each with other bytes; the face is a fifth of the height, as in a half-length photo."""
    portrait = np.asarray(Image.open(ROOT / "resources/demo/portrait_astronaut.jpg"))
    width, height = size
    shown = cv2.resize(portrait, (height, height), interpolation=cv2.INTER_CUBIC)
    canvas = np.full((height, width, 3), 128, np.uint8)
    left = (width - height) // 2
    canvas[:, max(0, left) : max(0, left) + height] = shown[:, :width]
    made = []
    for n in range(count):
        rng = np.random.default_rng(n)
        noisy = np.clip(canvas + rng.normal(0, 3, (1, width, 1)), 0, 255).astype(np.uint8)
        made.append(folder / f"{n:04}.jpg")
        Image.fromarray(noisy).save(made[-1], quality=90)
    return made


def users_loop(files: list[Path]) -> float:
    """Seconds per photo of the loop."""
    torch.set_num_threads(len(psutil.Process().cpu_affinity()))
    detector, scorer = (
        MTCNN(keep_all=False, post_process=False),
        Scorer(record("faceqnet-r29"), torch.device("cpu"), 1),
    )
    started = time.perf_counter()
    with torch.inference_mode():
        for file in files:
            image = Image.open(file).convert("RGB")
            boxes, _ = detector.detect(image)
            if boxes is not None:
                crop = image.crop(tuple(int(v) for v in boxes[0])).resize((150, 150))
                scorer.scores([np.asarray(crop)])
    return (time.perf_counter() - started) / len(files)


def ours(files: list[Path], *, measures: bool = True) -> float:
    """Seconds per photo of the assessor, networks loaded."""
    with Assessor(device="cpu", measures=measures) as assessor:
        list(assessor.assess(files[:2]))
        started = time.perf_counter()
        rows = list(assessor.assess(files))
        seconds = (time.perf_counter() - started) / len(files)
    assert sum(row.score is not None for row in rows) >= 0.99 * len(
        files
    )  # one photo of LFW has no face to find
    return seconds


def compared(name: str, files: list[Path], for_peer: list[Path]) -> list[dict[str, object]]:
    """Our time against the loop's: with measures, and for what the loop gives, scores alone."""
    rows: list[dict[str, object]] = []
    peer = statistics.median(users_loop(for_peer) for _ in range(3))
    for what, measures in (("", True), (", scores alone", False)):
        mine = statistics.median(ours(files, measures=measures) for _ in range(3))
        print(f"{name}{what}  {mine * 1e3:.1f}  {peer * 1e3:.1f}  {peer / mine:.1f}  ms/photo", flush=True)
        rows.append(
            {"name": name + what, "ours": mine * 1e3, "peer": peer * 1e3, "ratio": peer / mine,
             "unit": "ms/photo"}
        )  # fmt: skip
    return rows


def main() -> None:
    """Measure, print, keep."""
    results: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, count, peer_count, size in (
            ("score-12MP", 40, 4, (4000, 3000)),
            ("score-250px", 300, 60, (250, 250)),
        ):
            (target := Path(folder) / name).mkdir()
            files = photos(target, count, size)
            results += compared(name, files, files[:peer_count])
    if len(sys.argv) > 1:
        real = sorted(Path(sys.argv[1]).rglob("*.jpg"))
        real = real[:: max(1, len(real) // 300)]
        results += compared("score-LFW", real, real[::5])
    peak = psutil.Process().memory_info().rss / 1e6
    print(f"memory  {peak:.0f} MB resident at the end (both programs)", file=sys.stderr)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "score.json").write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
