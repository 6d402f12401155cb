"""The triage desk on a stored session of 100,000 images: opening, scrolling, brushing, deciding, while a scan runs.

`python bench/bench_desk.py [ROWS]`, offscreen where there is no display. Prints one line per figure and writes
`bench/results/desk.json`. Medians of repeated steps; gaps as `event_loop.py` measures them. `at work` is the time of
the processor in the same step: where it is far below the figure, the machine was busy with something else.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from event_loop import Loop
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from synthetic_session import make, rows

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.sources.demo import build_demo_set
from faceqnet_engine.sources.ref import Ref

RESULTS = Path(__file__).parent / "results"
_SCROLL_SECONDS = 20.0
_SCAN_SECONDS = 20.0
_MOST_SECONDS = 300.0
_PHOTOS = 189
_STEPS = 40


def until(done: Callable[[], bool], seconds: float = 120.0) -> float:
    """Turn the event loop until something holds; seconds it took."""
    started = time.perf_counter()
    while not done():
        QApplication.processEvents()
        if time.perf_counter() - started > seconds:
            raise TimeoutError
    return time.perf_counter() - started


def many_photos(folder: Path, count: int) -> None:
    """The demo's photos again and again, none with the bytes of another."""
    demo = folder.parent / "demo"
    build_demo_set(demo)
    files = sorted(p for p in demo.rglob("*") if p.suffix in {".jpg", ".png"} and "broken" not in p.parts)
    folder.mkdir()
    for n in range(count):
        with Image.open(files[n % len(files)]) as image:
            image.convert("RGB").save(folder / f"{n:04}.jpg", quality=95 - n // len(files))


def timed(
    step: Callable[[int], Any], repaint: Callable[[], Any], times: int = _STEPS
) -> tuple[list[float], list[float]]:
    """Milliseconds from a step to the end of the repaint it caused, each time; and those of the processor."""
    found, work = [], []
    for n in range(times):
        QApplication.processEvents()
        started, busy = time.perf_counter(), time.thread_time()
        step(n)
        repaint()
        found.append((time.perf_counter() - started) * 1000)
        work.append((time.thread_time() - busy) * 1000)
    return found, work


def _ref(number: int) -> Ref:
    """A photo in a folder that is nowhere."""
    path = f"subject {number // 20:05}/IMG_{number}.jpg"
    return Ref(
        path, "/photos/intake", f"/photos/intake/{path}", 3_000_000, 1_700_000_000_000_000_000 + number
    )


class Bench:
    """A window on a session, and its figures."""

    def __init__(self, session: Path, count: int) -> None:
        from faceqnet_gui.app import make_window

        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        self.count, self.figures = count, {}
        self.window = make_window(application)
        self.window.resize(1600, 1000)
        self.window.show()
        until(self.window.isVisible)
        # A thumbnail of its own for every row, as if all had been made before: painting is measured, not decoding.
        picture = QImage(384, 288, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.darkCyan)
        self.window.pictures.thumbnail = lambda key, row: picture  # type: ignore[method-assign]
        self.session = session
        self.scanned: list[Assessment] = []

    def note(self, name: str, ours: float, wanted: float, unit: str, work: float | None = None) -> None:
        """Print and keep a figure, what is promised, and how much of it was work."""
        busy = "" if work is None else f"   at work {work:.1f}"
        print(f"{name:32} {ours:9.1f}  {wanted:7.0f}  {ours / wanted:5.2f}  {unit}{busy}", flush=True)
        self.figures[name] = {"ours": round(ours, 2), "wanted": wanted, "unit": unit}
        if work is not None:
            self.figures[name]["at_work"] = round(work, 2)

    def note_steps(self, name: str, steps: tuple[list[float], list[float]], wanted: float) -> None:
        """The median and the slow end of many steps."""
        walls, works = (sorted(part) for part in steps)
        slow = int(0.95 * len(walls))
        self.note(f"{name} (median)", statistics.median(walls), wanted, "ms", statistics.median(works))
        self.note(f"{name} (p95)", walls[slow], wanted, "ms", works[slow])

    def note_once(self, name: str, work: Callable[[], Any], wanted: float) -> None:
        """A single step, with the repaint that it causes."""
        steps = timed(lambda n: work(), self.window.grid.viewport().repaint, 1)
        self.note(name, steps[0][0], wanted, "ms", steps[1][0])

    def open(self) -> None:
        """From the wish to the first tiles on the screen."""
        window = self.window
        with Loop() as loop:
            started, busy = time.perf_counter(), time.process_time()
            window.sessions.open(self.session)
            loop.run(120, until=lambda: not window.sessions.opening and window.grid_model.rowCount() > 0)
            window.grid.viewport().repaint()
            seconds, work = time.perf_counter() - started, time.process_time() - busy
        self.note("open to first tiles", seconds, 2, "s", work)
        print(loop.gaps.line("  while opening"))
        self.note("memory", psutil.Process().memory_info().rss / 1e6, 700, "MB")

    def scroll(self) -> None:
        """From one end to the other, a wheel's step at a time."""
        bar = self.window.grid.verticalScrollBar()
        span, began = bar.maximum(), time.perf_counter()

        def move() -> bool:
            share = (time.perf_counter() - began) / _SCROLL_SECONDS
            bar.setValue(round(span * min(1.0, share)))
            return share >= 1

        with Loop() as loop:
            loop.run(_SCROLL_SECONDS + 20, until=move)
        print(loop.gaps.line("scroll"))
        self.note("scroll, longest gap", loop.gaps.most, 100, "ms", loop.gaps.held)
        self.note("scroll, p99 of gaps", loop.gaps.p99, 50, "ms")

    def brush(self) -> None:
        """A range dragged over the histogram, then released."""
        window = self.window
        charts = window.charts
        y = charts.height() - 40
        QTest.mousePress(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(10)), y))
        steps = timed(
            lambda n: QTest.mouseMove(charts, QPoint(round(charts.x_of(12 + n)), y)),
            lambda: (window.grid.viewport().repaint(), charts.repaint()),
        )
        self.note_steps("brush, a step", steps, 100)
        end = QPoint(round(charts.x_of(60)), y)
        self.note_once(
            "brush, released", lambda: QTest.mouseRelease(charts, Qt.MouseButton.LeftButton, pos=end), 100
        )
        window.clear_filters()

    def decide(self) -> None:
        """Keys, each on disk and painted before the next."""
        window = self.window
        grid = window.grid
        window.activateWindow()
        grid.setFocus()
        window.pick_row(int(window.grid_model.shown[self.count // 2]))
        keys = [Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_3, Qt.Key.Key_J]
        steps = timed(lambda n: QTest.keyClick(grid, keys[n % 4]), grid.viewport().repaint)
        self.note_steps("key to repaint", steps, 50)
        many = window.grid_model.shown[:20_000]
        self.note_once("reject 20,000 at once", lambda: window.session.decisions.decide(many, 2), 1000)
        self.note_once("undo that", window.deciding.undo, 1000)

    def select(self) -> None:
        """All images, and by keys."""
        window = self.window
        self.note_once("select all", window.select_all, 200)
        window.select_none()
        steps = timed(lambda n: QTest.keyClick(window.grid, Qt.Key.Key_Down), window.grid.viewport().repaint)
        self.note_steps("arrow to repaint", steps, 50)

    def scan(self) -> None:
        """A scan of real photos into the open session, with the real model on the same cores."""
        window = self.window
        folder = self.session.parent / "second"
        many_photos(folder, _PHOTOS)
        window.inputs = ["/photos/intake"]
        before = len(window.columns)
        with Loop() as loop:
            started = time.perf_counter()
            window.open_paths([str(folder)])
            loop.run(_MOST_SECONDS, until=lambda: not window.scanning)
            seconds = time.perf_counter() - started
        self.scanned = [window.columns.row(n) for n in range(before, len(window.columns))]
        print(loop.gaps.line("while a scan runs"), f" {len(self.scanned) / seconds:.1f} images/s")
        self.note("while scanning, p99 of gaps", loop.gaps.p99, 50, "ms")
        self.note("while scanning, felt p99", loop.gaps.felt_p99, 100, "ms")
        self.note("while scanning, longest gap", loop.gaps.most, 200, "ms", loop.gaps.held)

    def feed(self) -> None:
        """The rows of that scan again under other names, as fast as a large machine scores: 60 a second."""
        found = [row for row in self.scanned if row.file]

        def others() -> Iterator[Assessment]:
            for n in itertools.count():
                row = found[n % len(found)]
                name = f"more {n // 20}/{n}.jpg"
                digest = hashlib.sha256(name.encode()).hexdigest()
                yield replace(row, path=name, file=f"{row.root}/{name}", sha256=digest)

        self._arrive("60 rows a second", others())

    def wait(self) -> None:
        """A folder of as many photos is opened: listed as fast as a disk can, then scored at 60 images a second."""
        window = self.window
        window.sessions.new()
        window.sessions.begin(self.session.with_name("waiting.faceqnet"))
        window.inputs = ["/photos/intake"]
        found = [_ref(n) for n in range(self.count)]
        pieces = iter([found[n : n + 1000] for n in range(0, self.count, 1000)])
        window._timer.start()

        def listing() -> bool:
            piece = next(pieces, None)
            if piece is not None:
                window._take_listed(piece)
            return piece is None

        with Loop() as loop:
            loop.run(120, until=listing)
        print(loop.gaps.line("while they are listed"))
        self.note("while listing, longest gap", loop.gaps.most, 100, "ms", loop.gaps.held)
        self.note("while listing, p99 of gaps", loop.gaps.p99, 50, "ms")
        self._arrive("many waiting", rows(self.count, root="/photos/intake"))
        self.note_steps("what is on the screen", timed(lambda n: window.scan_order.wanted(), int), 10)

    def _arrive(self, name: str, more: Iterator[Assessment]) -> None:
        """Rows at 60 images a second, into the session and the grid."""
        window = self.window
        window._timer.start()
        sent, began = 0, time.perf_counter()

        def feed() -> bool:
            nonlocal sent
            seconds = time.perf_counter() - began
            while sent < seconds * 60 and sent < 1200:
                window._take_rows([next(more) for _ in range(6)])
                sent += 6
            return seconds > _SCAN_SECONDS

        with Loop() as loop:
            loop.run(_SCAN_SECONDS + 60, until=feed)
        window._timer.stop()
        print(loop.gaps.line(name))
        self.note(f"{name}, p99 of gaps", loop.gaps.p99, 50, "ms")
        self.note(f"{name}, longest gap", loop.gaps.most, 200, "ms", loop.gaps.held)

    def close(self, target: Path) -> None:
        """Keep the figures."""
        self.note("memory at the end", psutil.Process().memory_info().rss / 1e6, 700, "MB")
        RESULTS.mkdir(exist_ok=True)
        target.write_text(json.dumps({"rows": self.count, "figures": self.figures}, indent=1) + "\n")
        self.window.close()


def main() -> None:
    """Make the session, measure, print, keep."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        for name in ("FACEQNET_CONFIG", "FACEQNET_CACHE", "FACEQNET_DATA"):
            os.environ[name] = folder
        application = QApplication(sys.argv[:1])
        session = Path(folder) / "bench.faceqnet"
        make(session, count)
        bench = Bench(session, count)
        print(f"{'':32} {'ours':>9}  {'wanted':>7}  ratio")
        for part in (
            bench.open,
            bench.scroll,
            bench.brush,
            bench.select,
            bench.decide,
            bench.scan,
            bench.feed,
            bench.wait,
        ):
            part()
        bench.close(RESULTS / "desk.json")
        del application


if __name__ == "__main__":
    main()
