"""Memory of Live over ten minutes: the window on a film that is repeated, with photos taken by themselves meanwhile.

`python bench/bench_live_memory.py [SECONDS [FILM]]`, offscreen where there is no display, CPU only. The resident
memory is noted every ten seconds; the first minute, in which models and caches fill, does not count. Flat means that
a line through the rest rises by less than 20 MB over its whole length. Writes `bench/results/live_memory.json`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import psutil
from bench_live import RESULTS, SIZES, film
from event_loop import Loop
from PySide6.QtWidgets import QApplication

_EVERY, _WARM = 10.0, 60.0
_FLAT = 20.0


def main() -> None:
    """Run, print a line each minute, keep the samples."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("FACEQNET_CONFIG", "FACEQNET_CACHE", "FACEQNET_DATA", "FACEQNET_CAPTURES"):
            os.environ[variable] = folder
        file = Path(sys.argv[2]) if len(sys.argv) > 2 else film(Path(folder) / "film.mp4", SIZES["640x480"])
        application = QApplication(sys.argv[:1])
        from faceqnet_engine.live.capture import State
        from faceqnet_gui.app import make_window
        from faceqnet_gui.live.sources import VIDEO, Choice

        window = make_window(application)
        window.remember(device="cpu")
        window.resize(1600, 1000)
        window.show()
        window.show_page("live")
        page = window.view_page("live")
        page.control.apply_settings()
        page.control.set_subject("P-0001")
        page.control.start(Choice(f"{VIDEO}{file}", loop=True))
        with Loop() as loop:
            loop.run(300, until=lambda: page.control.reading is not None)
        process, samples, began = psutil.Process(), [], time.monotonic()
        while time.monotonic() - began < seconds:
            with Loop() as loop:
                loop.run(_EVERY)
            if (
                page.control.state is State.SAVED
            ):  # as at a desk: the photo is scanned into the session meanwhile
                page.control.next_person()
            samples.append((time.monotonic() - began, process.memory_info().rss / 1e6))
            if len(samples) % 6 == 0:
                print(f"{samples[-1][0]:6.0f} s  {samples[-1][1]:7.1f} MB", flush=True)
        counted = np.array([s for s in samples if s[0] > min(_WARM, seconds / 3)])
        slope = float(np.polyfit(counted[:, 0], counted[:, 1], 1)[0])
        rise = slope * float(counted[-1, 0] - counted[0, 0])
        print(f"analysed {page.control.analysed}, photos {len(page.control.captures.done)}")
        print(f"rises by {rise:.1f} MB over {counted[-1, 0] - counted[0, 0]:.0f} s (flat: under {_FLAT:.0f})")
        RESULTS.mkdir(exist_ok=True)
        told = {
            "seconds": round(seconds),
            "analysed": page.control.analysed,
            "shown": page.control.worker.grabbed,
            "rise_mb": round(rise, 1),
            "flat": rise < _FLAT,
            "samples": [[round(t), round(mb, 1)] for t, mb in samples],
        }
        (RESULTS / "live_memory.json").write_text(json.dumps(told) + "\n")
        window.close()


if __name__ == "__main__":
    main()
