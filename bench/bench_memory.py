"""Memory of `faceqnet score` on 100 and on 2,000 photos: it must not grow with their number."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_score import RESULTS, photos

_CODE = """
import resource, sys
from faceqnet_engine import Assessor
with Assessor(device="cpu") as assessor:
    for row in assessor.assess([sys.argv[1]]):
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def peak(folder: Path) -> float:
    """Largest resident set of a run, MB."""
    run = subprocess.run(
        [sys.executable, "-c", _CODE, str(folder)], capture_output=True, text=True, check=True
    )
    return float(run.stdout)


def main() -> None:
    """Measure, print, keep."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        photos(Path(few), 100, (1000, 750))
        photos(Path(many), 2000, (1000, 750))
        small, large = peak(Path(few)), peak(Path(many))
    print(f"memory-2000-against-100  {large:.0f}  {small:.0f}  {large / small:.2f}  MB")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "memory.json").write_text(
        json.dumps({"mb_at_100": small, "mb_at_2000": large}, indent=1) + "\n"
    )


if __name__ == "__main__":
    main()
