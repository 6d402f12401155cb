"""The figures of docs/evaluation.md: `python bench/evaluation_figure.py`.

The test split of LFW (346 people that no training has seen) is laid out as one folder per person and evaluated beside
the scores that FaceQnet's authors published: by the command that stands under the figure, and in the window, whose
centre is photographed. Both come to docs/images. Rows are kept in the store, so that a second time takes seconds.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
LFW = ROOT.parent / "shared" / "data" / "lfw"
TARGET = ROOT / "docs" / "images" / "evaluate-edc.png"
ARGUMENTS = (
    "evaluate",
    "lfw-test",
    "--scores",
    "official=lfw/faceqnet_official.csv",
    "--baseline",
    "confidence",
)
WINDOW = ROOT / "docs" / "images" / "evaluate-window.png"
MOST_BYTES = 300_000


def lay_out(folder: Path) -> None:
    """`lfw-test`, one folder per person of the test split, and `lfw` with the published scores."""
    with (LFW / "splits.csv").open(newline="") as stream:
        photos = [row["path"] for row in csv.DictReader(stream) if row["split"] == "test"]
    for name in photos:
        target = folder / "lfw-test" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(LFW / name, target)
    (folder / "lfw").mkdir()
    shutil.copy2(LFW / "faceqnet_official.csv", folder / "lfw")


def window_figure(folder: Path) -> None:
    """The view Evaluate on the same people, its line at the limit that is suggested for FNMR <= 3 %."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["FACEQNET_CONFIG"] = str(folder / "config")
    from PySide6.QtWidgets import QApplication

    from faceqnet_gui.app import make_window

    application = QApplication([])
    window = make_window(application)

    def wait(done: Callable[[], bool], seconds: float = 900.0) -> None:
        end = time.monotonic() + seconds
        while not done() and time.monotonic() < end:
            application.processEvents()
            time.sleep(0.01)

    window.remember(toured=True)
    window.choose_theme("dark")
    window.resize(1600, 1000)
    window.show()
    window.open_paths([str(folder / "lfw-test")])
    photos = sum(1 for _ in (folder / "lfw-test").rglob("*.jpg"))
    wait(lambda: len(window.columns) == photos and not window.scanning and not window.columns.waiting.any())
    window.show_page("evaluate")
    view = window.view_page("evaluate")
    view.run()
    wait(lambda: not view.running)
    view.panel.take_scores(str(folder / "lfw" / "faceqnet_official.csv"))
    wait(lambda: not view.running)
    view.panel.set_baseline("confidence", True)
    wait(lambda: not view.running)
    view.centre.suggest.button.click()
    view.centre.curve.setFocus()
    wait(lambda: False, 1.0)
    window.toast.hide()
    view.centre.grab().save(str(WINDOW))
    window.close()


def main() -> int:
    """Evaluate, and bring the figures to the documents."""
    if not LFW.is_dir():
        print(f"{LFW} is not there; the figures stay as they are.")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder)
        done = subprocess.run(
            [sys.executable, "-m", "faceqnet_engine", *ARGUMENTS, "-o", "out"], cwd=folder, check=False
        )
        if done.returncode:
            return done.returncode
        made = folder / "out" / "edc.png"
        if made.stat().st_size > MOST_BYTES:
            print(
                f"The figure has {made.stat().st_size:,} bytes, more than {MOST_BYTES:,}; it was not taken."
            )
            return 1
        shutil.copy2(made, TARGET)
        window_figure(folder)
    print(f"{TARGET.relative_to(ROOT)} and {WINDOW.relative_to(ROOT)} are new.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
