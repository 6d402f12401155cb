"""The figure of docs/evaluation.md, made by the command that stands under it: `python bench/evaluation_figure.py`.

The test split of LFW (346 people that no training has seen) is laid out as one folder per person, evaluated beside
the scores that FaceQnet's authors published, and the figure comes to docs/images. Rows are kept in the store, so that
a second time takes seconds.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
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


def main() -> int:
    """Evaluate, and bring the figure to the documents."""
    if not LFW.is_dir():
        print(f"{LFW} is not there; the figure stays as it is.")
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
    print(f"{TARGET.relative_to(ROOT)} is new.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
