"""Live on a film: shown and analysed frames a second, how far the picture is behind, gaps of the event loop, memory.

`python bench/bench_live.py [SECONDS]`, offscreen where there is no display, CPU only. The film is made from the
synthetic script at 30 frames a second, in 640 x 480 and 1920 x 1080, and played at its own pace. Beside ours: the loop
that people write (read, detect with facenet-pytorch, score, in one thread, each frame in turn) on the same film.
Prints one line per figure and writes `bench/results/live.json`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
import cv2
import numpy as np
import psutil
from event_loop import Loop
from PySide6.QtWidgets import QApplication

RESULTS = Path(__file__).parent / "results"
SIZES = {"640x480": (640, 480), "1080p": (1920, 1080)}
_FILM_SECONDS, _NAIVE_SECONDS = 20, 12.0


def film(target: Path, size: tuple[int, int]) -> Path:
    """The end of the script, where a person is well placed and then not, at 30 frames a second."""
    from faceqnet_engine.sources.synthetic import SyntheticSource
    from faceqnet_engine.sources.synthetic_script import LENGTH

    source = SyntheticSource((960, 720) if size[0] / size[1] < 1.5 else (1280, 720))
    with av.open(str(target), "w") as container:
        stream = container.add_stream(
            "libx264", rate=30, options={"preset": "veryfast", "crf": "20", "bf": "0"}
        )
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for n in range(30 * _FILM_SECONDS):
            picture = cv2.resize(source.picture(LENGTH - _FILM_SECONDS + n / 30), size)
            for packet in stream.encode(
                av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            ):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return target


class Bench:
    """Figures by name, printed as they come."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.figures: dict[str, dict[str, float]] = {}

    def note(self, name: str, ours: float, other: float, unit: str) -> None:
        """One figure; `other` is the naive loop's where there is one, else what is promised."""
        ratio = ours / other if other else float("nan")
        self.figures[name] = {"ours": round(ours, 2), "other": round(other, 2), "ratio": round(ratio, 2)}
        print(f"{name:44} {ours:9.1f} {other:9.1f} {ratio:7.2f}  {unit}", flush=True)

    def live(self, name: str, file: Path, window: Any) -> None:
        """Our view on one film."""
        from faceqnet_gui.live.sources import VIDEO, Choice

        page = window.view_page("live")
        shown: list[tuple[float, float]] = []
        told: list[tuple[float, float]] = []
        rated: list[tuple[float, float]] = []
        page.preview.painted.connect(lambda now, captured: shown.append((now, captured)))
        page.preview.overlaid.connect(lambda now, captured: told.append((now, captured)))
        page.control.rated.connect(lambda captured: rated.append((time.monotonic(), captured)))
        pressed = time.monotonic()
        with Loop() as opening:
            page.control.start(Choice(f"{VIDEO}{file}", loop=True))
            opening.run(60, until=lambda: bool(shown))
        self.note(
            f"{name}, first picture after the button", 1000 * (shown[0][0] - pressed), 1500, "ms (wanted)"
        )
        with Loop() as loading:
            loading.run(120, until=lambda: page.control.reading is not None)
        print(loading.gaps.line("   while models load"))
        with Loop() as warm:
            warm.run(3)
        shown.clear()
        told.clear()
        rated.clear()
        before = psutil.Process().memory_info().rss
        first, began, cpu = page.control.worker.skipped, time.monotonic(), time.process_time()
        read, scored = page.control.analysed, page.control.scored
        with Loop() as loop:
            loop.run(self.seconds)
        passed = time.monotonic() - began
        analysed, scored = page.control.analysed - read, page.control.scored - scored
        self.note(f"{name}, shown", len(shown) / passed, 25 if name == "640x480" else 20, "a second (wanted)")
        self.note(f"{name}, analysed", analysed / passed, 15, "a second (wanted)")
        self.note(f"{name}, of these scored", scored / passed, 15, "a second")
        # Over the picture lie box, landmarks, oval with its checks, and hint; the figure of the quality follows in its
        # card, painted with the other figures at most eleven times a second.
        for what, moments in (("picture", shown), ("overlay", told), ("score known", rated)):
            late = 1000 * np.array([now - captured for now, captured in moments])
            self.note(f"{name}, {what} behind the camera, median", float(np.median(late)), 100, "ms (wanted)")
            self.note(
                f"{name}, {what} behind the camera, 95 %", float(np.percentile(late, 95)), 200, "ms (wanted)"
            )
        self.note(f"{name}, event loop, p99 of gaps", loop.gaps.p99, 50, "ms (wanted)")
        self.note(f"{name}, event loop, felt p99", loop.gaps.felt_p99, 50, "ms (wanted)")
        self.note(f"{name}, skipped, never queued", page.control.worker.skipped - first, 0, "frames")
        self.note(f"{name}, processor time", (time.process_time() - cpu) / passed, 2, "cores (there are)")
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        self.note(f"{name}, memory grown meanwhile", grown, 50, "MB (wanted)")
        page.control.stop()


def naive_rate(file: Path) -> float:
    """Frames a second of the loop that people write."""
    import torch
    from facenet_pytorch import MTCNN

    from faceqnet_engine.faces.align import crop
    from faceqnet_engine.models.registry import record
    from faceqnet_engine.quality.scorer import Scorer

    detector = MTCNN(keep_all=True, device="cpu")
    scorer = Scorer(record("faceqnet-r29"), torch.device("cpu"), 1)
    capture, done, began = cv2.VideoCapture(str(file)), 0, 0.0
    while True:
        good, picture = capture.read()
        if not good:
            break
        pixels = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        _, _, points = detector.detect(pixels, landmarks=True)
        for five in [] if points is None else points:
            scorer.scores([crop(pixels, np.asarray(five, np.float32), "B", 150)])
        done += 1
        if done == 3:
            began = time.monotonic()
        if done > 3 and time.monotonic() - began > _NAIVE_SECONDS:
            break
    capture.release()
    return (done - 3) / (time.monotonic() - began)


def main() -> None:
    """Make the films, measure, print, keep."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("FACEQNET_CONFIG", "FACEQNET_CACHE", "FACEQNET_DATA", "FACEQNET_CAPTURES"):
            os.environ[variable] = folder
        films = {name: film(Path(folder) / f"{name}.mp4", size) for name, size in SIZES.items()}
        application = QApplication(sys.argv[:1])
        from faceqnet_gui.app import make_window

        window = make_window(application)
        window.remember(live_auto=False, device="cpu")
        window.resize(1600, 1000)
        window.show()
        window.show_page("live")
        window.view_page("live").control.apply_settings()
        bench = Bench(seconds)
        print(f"{'':44} {'ours':>9} {'other':>9}   ratio")
        # Ours first: the models are not loaded yet, and what the naive loop leaves behind is not ours.
        for name, file in films.items():
            bench.live(name, file, window)
        window.close()
        import torch

        torch.set_num_threads(os.cpu_count() or 1)
        for name, file in films.items():
            ours = bench.figures[f"{name}, analysed"]["ours"]
            bench.note(f"{name}, analysed, beside the naive loop", ours, naive_rate(file), "a second")
        load = os.getloadavg()[0]
        print(f"load of this machine at the end: {load:.1f} on {os.cpu_count()} cores")
        RESULTS.mkdir(exist_ok=True)
        told = {"seconds": seconds, "cores": os.cpu_count(), "load": round(load, 1), "figures": bench.figures}
        (RESULTS / "live.json").write_text(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
