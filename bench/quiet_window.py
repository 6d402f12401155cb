"""All numbers that are promised for scale, one after the other on a quiet machine: some ten minutes on 2 cores.

`python bench/quiet_window.py [--lfw FOLDER]`; the benches keep their figures in bench/results, one that fails does not
keep the others from running.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
MINUTES = 15
_STEPS = (
    ("bench_score.py",),
    ("bench_scale.py", "large"),
    ("bench_scale.py", "cluster"),
    ("bench_scale.py", "flat"),
    ("bench_scale.py", "merge"),
    ("bench_million.py",),
)
"""The most wanted first."""


def main() -> None:
    """Run the steps while there is time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lfw", type=Path, help="folder with photos of LFW, to be measured beside made ones")
    options = parser.parse_args()
    began, failed = time.monotonic(), []
    print(f"Load at the start: {os.getloadavg()[0] if hasattr(os, 'getloadavg') else 'unknown'}", flush=True)
    for name, *arguments in _STEPS:
        if options.lfw is not None and name == "bench_score.py":
            arguments.append(str(options.lfw))
        print(f"--- {name} {' '.join(arguments)} after {time.monotonic() - began:.0f} s", flush=True)
        left = 60 * MINUTES - (time.monotonic() - began)
        try:
            done = subprocess.run(
                [sys.executable, str(HERE / name), *arguments], check=False, timeout=max(1, left)
            )
        except subprocess.TimeoutExpired:
            failed.append(f"{name} (no time left)")
            continue
        if done.returncode:
            failed.append(name)
    print(f"--- {time.monotonic() - began:.0f} s; failed: {', '.join(failed) or 'none'}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
