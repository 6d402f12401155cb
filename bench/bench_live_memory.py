"""Memory of Live over ten minutes: the window on a film that is repeated, with photos taken by themselves meanwhile.

`python bench/bench_live_memory.py [SECONDS [FILM]]`, offscreen where there is no display, CPU only. The resident
memory is noted every ten seconds; the first minute, in which models and caches fill, does not count. Flat means that
a line through the rest rises by less than 20 MB over its whole length. Beside it stands what the C library says is in
use (blocks that were asked of glibc and not given back): where that is flat and the resident memory is not, pieces
lie scattered; where both rise, somebody keeps something. Writes `bench/results/live_memory.json`.

The loop is turned without stamps: those of `event_loop.Loop`, kept for ten minutes, once were 30 MB of "leak".
"""

from __future__ import annotations

import ctypes
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
from event_loop import turn
from PySide6.QtWidgets import QApplication

_EVERY, _WARM = 10.0, 60.0
_FLAT = 20.0


class _Mallinfo2(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
    ))  # fmt: skip


def in_use() -> float:
    """Bytes of all arenas and mappings that were asked of glibc and not given back; NaN where it cannot be asked."""
    try:
        ask = ctypes.CDLL(None).mallinfo2
    except (OSError, AttributeError, TypeError):
        return float("nan")
    ask.restype = _Mallinfo2
    told = ask()
    return float(told.uordblks + told.hblkhd)


def rise_of(times: np.ndarray, megabytes: np.ndarray) -> float:
    """By how much a straight line through the samples rises from the first to the last."""
    return float(np.polyfit(times, megabytes, 1)[0]) * float(times[-1] - times[0])


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
        turn(300, until=lambda: page.control.reading is not None)
        process, samples, began = psutil.Process(), [], time.monotonic()
        while time.monotonic() - began < seconds:
            turn(_EVERY)
            if (
                page.control.state is State.SAVED
            ):  # as at a desk: the photo is scanned into the session meanwhile
                page.control.next_person()
            samples.append((time.monotonic() - began, process.memory_info().rss / 1e6, in_use() / 1e6))
            if len(samples) % 6 == 0:
                print("{:6.0f} s  {:7.1f} MB, {:7.1f} in use".format(*samples[-1]), flush=True)
        counted = np.array([s for s in samples if s[0] > min(_WARM, seconds / 3)])
        rise, used = (rise_of(counted[:, 0], counted[:, n]) for n in (1, 2))
        print(f"analysed {page.control.analysed}, photos {len(page.control.captures.done)}")
        passed = counted[-1, 0] - counted[0, 0]
        print(f"rises by {rise:.1f} MB over {passed:.0f} s (flat: under {_FLAT:.0f}); in use {used:+.1f} MB")
        RESULTS.mkdir(exist_ok=True)
        told = {
            "seconds": round(seconds),
            "analysed": page.control.analysed,
            "shown": page.control.worker.grabbed,
            "photos": len(page.control.captures.done),
            "load": round(os.getloadavg()[0], 1),
            "rise_mb": round(rise, 1),
            "in_use_rise_mb": round(used, 1),
            "flat": rise < _FLAT,
            "samples": [[round(t), round(mb, 1), round(use, 1)] for t, mb, use in samples],
        }
        (RESULTS / "live_memory.json").write_text(json.dumps(told) + "\n")
        window.close()


if __name__ == "__main__":
    main()
