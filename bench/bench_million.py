"""The window on a result file of a million rows: opening, first tiles, the event loop's gaps, filters, orders, memory.

`python bench/bench_million.py [ROWS]`, offscreen where there is no display. Prints one line per figure and writes
`bench/results/million.json`. The photos that the rows name do not exist: their tiles show that.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

RESULTS = Path(__file__).parent / "results"
_PIECE = 50_000
_GROUP = 5_000  # as TableWriter writes them
_SCROLL_SECONDS = 10.0


def make(target: Path, count: int, root: Path = Path("/photos/intake")) -> None:
    """A result file as `faceqnet score -o` would have written it: some 20 photos of a subject, all measures."""
    from faceqnet_engine.assessment import COLUMNS, COMPONENT_COLUMNS, INTEGER_COLUMNS, NATIVE_COLUMNS
    from faceqnet_engine.results.tables import _TYPES

    rng = np.random.default_rng(0)
    with pq.ParquetWriter(target, pa.schema([pa.field(c, _TYPES[c]) for c in COLUMNS])) as writer:
        for start in range(0, count, _PIECE):
            n = np.arange(start, min(start + _PIECE, count))
            quality = np.clip(rng.normal(50, 22, len(n)), 0, 100).astype(np.int64)
            status = rng.choice(
                ["ok", "low_resolution", "no_face", "unreadable"], len(n), p=[0.92, 0.03, 0.04, 0.01]
            )
            without = np.isin(status, ["no_face", "unreadable"])
            values: dict[str, Any] = {}
            for column in COLUMNS:
                if column in COMPONENT_COLUMNS:
                    values[column] = pa.array(rng.integers(0, 101, len(n)), mask=without)
                elif column in NATIVE_COLUMNS:
                    natives = rng.normal(0, 10, len(n)).astype(np.float32).astype(np.float64)
                    values[column] = pa.array(natives, mask=without)
                elif column in INTEGER_COLUMNS:
                    values[column] = pa.array(np.full(len(n), 4000), mask=without)
                else:
                    top, digits = (1, 6) if column == "confidence" else (3000, 2)  # as rows are written
                    values[column] = pa.array(np.round(rng.uniform(0, top, len(n)), digits), mask=without)
            hashes = rng.bytes(32 * len(n)).hex()
            values |= {
                "path": [f"subject {k // 20:06}/IMG_{k:07}.jpg" for k in n.tolist()],
                "root": [str(root)] * len(n),
                "frame": pa.nulls(len(n), pa.int64()),
                "face": pa.array(np.zeros(len(n), np.int64), mask=without),
                "faces": np.where(without, 0, 1),
                "status": status.tolist(),
                "detail": np.where(without, "No face was found.", "").tolist(),
                "score": pa.array(quality / 100, mask=without),
                "quality": pa.array(quality, mask=without),
                "sha256": [hashes[64 * k : 64 * k + 64] for k in range(len(n))],
                "model": ["faceqnet-r29@0123abcd"] * len(n),
                **dict.fromkeys(("measure_notes", "profile", "verdict", "reasons"), [""] * len(n)),
            }
            arrays = [
                pa.array(values[c], _TYPES[c]) if isinstance(values[c], list) else values[c] for c in COLUMNS
            ]
            table = pa.table(dict(zip(COLUMNS, arrays, strict=True))).cast(writer.schema)
            writer.write_table(table, row_group_size=_GROUP)


class Bench:
    """A window, and its figures."""

    def __init__(self, count: int) -> None:
        from event_loop import Loop
        from PySide6.QtWidgets import QApplication

        from faceqnet_gui.app import make_window

        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        self.application, self.loop = application, Loop
        self.count, self.figures = count, {}
        self.window = make_window(application)
        self.window.resize(1600, 1000)
        self.window.show()
        with Loop() as loop:
            loop.run(5, until=self.window.isVisible)
        self.before = psutil.Process().memory_info().rss / 1e6

    def note(self, name: str, ours: float, unit: str, wanted: float | None = None) -> None:
        """Print and keep a figure, and what is promised."""
        print(
            f"{name:36} {ours:9.1f} {unit:4}" + ("" if wanted is None else f"  wanted {wanted:g}"), flush=True
        )
        self.figures[name] = {"ours": round(ours, 2), "wanted": wanted, "unit": unit}

    def open(self, file: Path, name: str = "open") -> None:
        """From the wish to the first tiles on the screen, and half a second more."""
        window = self.window
        shown: list[float] = []
        with self.loop() as loop:
            started, busy = time.perf_counter(), time.process_time()
            window.open_paths([str(file)])

            def there() -> bool:
                if not shown and not window.sessions.opening and window.grid_model.rowCount() == self.count:
                    window.grid.viewport().repaint()
                    shown.append(time.perf_counter() - started)
                return bool(shown) and time.perf_counter() - started > shown[0] + 0.5

            loop.run(90, until=there)
            work = time.process_time() - busy
        gaps = loop.gaps
        print(gaps.line(f"  while {name}"))
        self.note(f"{name}: to first tiles", shown[0], "s")
        self.note(f"{name}: processor time", work, "s")
        self.note(f"{name}: longest gap", gaps.most, "ms", 100)
        self.note(f"{name}: at work in it", gaps.held, "ms")
        self.note(f"{name}: p99 of gaps", gaps.p99, "ms", 50)
        self.note(f"{name}: memory", psutil.Process().memory_info().rss / 1e6, "MB", 700)

    def answer(self, name: str, step: Callable[[], Any], wanted: float = 1000) -> None:
        """From a wish to its repaint: wall and this thread's own work."""
        self.application.processEvents()
        started, busy = time.perf_counter(), time.thread_time()
        step()
        self.window.grid.viewport().repaint()
        self.note(name, (time.perf_counter() - started) * 1000, "ms", wanted)
        self.figures[name]["at_work"] = round((time.thread_time() - busy) * 1000, 2)

    def answers(self) -> None:
        """Filters and orders as people ask for them."""
        from faceqnet_gui.session.filters import Filter
        from faceqnet_gui.session.sorting import Order, Sort

        window = self.window
        self.answer("filter by quality", lambda: window.set_filter(Filter(quality=(10, 30))))
        self.answer("filter by text", lambda: window.set_filter(Filter(text="img_00071")))
        self.answer("filter by nothing", lambda: window.set_filter(Filter()))
        self.answer("order: highest first", lambda: window.set_order(Order.HIGHEST))
        self.answer("order: sharpness", lambda: window.set_order(Sort("Sharpness")))
        self.answer("order: name, the first time", lambda: window.set_order(Order.NAME), 5000)
        self.answer("order: name, again", lambda: window.set_order(Order.NAME))
        self.answer("order: lowest first", lambda: window.set_order(Order.LOWEST))
        window.pick_row(int(window.grid_model.shown[self.count // 2]))
        self.answer(
            "accept", lambda: window.session.decisions.decide([int(window.grid_model.shown[5])], 1), 100
        )
        self.answer("select all", window.select_all)
        window.select_none()

    def scroll(self) -> None:
        """From one end to the other."""
        bar, began = self.window.grid.verticalScrollBar(), time.perf_counter()
        span = bar.maximum()

        def move() -> bool:
            share = (time.perf_counter() - began) / _SCROLL_SECONDS
            bar.setValue(round(span * min(1.0, share)))
            return share >= 1

        with self.loop() as loop:
            loop.run(_SCROLL_SECONDS + 20, until=move)
        print(loop.gaps.line("  while scrolling"))
        self.note("scroll: longest gap", loop.gaps.most, "ms", 100)
        self.note("scroll: p99 of gaps", loop.gaps.p99, "ms", 50)

    def close(self, target: Path) -> None:
        """Keep the figures."""
        self.note("memory at the end", psutil.Process().memory_info().rss / 1e6, "MB", 700)
        self.note("of which the window itself", self.before, "MB")
        RESULTS.mkdir(exist_ok=True)
        target.write_text(json.dumps({"rows": self.count, "figures": self.figures}, indent=1) + "\n")
        self.window.close()


def main() -> None:
    """Make the file in a process of its own, open it, ask, scroll, open it again, keep."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        for name in ("FACEQNET_CONFIG", "FACEQNET_CACHE", "FACEQNET_DATA"):
            os.environ[name] = folder
        file = Path(folder) / "results.parquet"
        code = f"import bench_million as b, pathlib; b.make(pathlib.Path({str(file)!r}), {count})"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent)
        print(f"{count:,} rows, {file.stat().st_size / 1e6:,.0f} MB of Parquet")
        bench = Bench(count)
        bench.open(file)
        bench.answers()
        bench.scroll()
        bench.window.sessions.new()
        bench.open(file, "open again")
        bench.close(RESULTS / "million.json")


if __name__ == "__main__":
    main()
