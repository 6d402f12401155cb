"""`faceqnet export` from a result file of 200,000 rows: memory must follow what is chosen, not the file.

Prints seconds of the processor and the peak of a process of its own for one photo in a hundred, and for reading all
rows as the command did before, and keeps bench/results/export.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import bench_million

RESULTS = Path(__file__).parent / "results"
_CODE = {
    "ours": """
from faceqnet_engine.cli.export import _chosen
chosen = list(_chosen(file, None, None, "quality == 50 and HeadSize > 9", None, False))
""",
    "peer": """
from faceqnet_engine.results.tables import read_table
chosen = [row for row in read_table(file) if row.quality == 50 and (row.value("HeadSize") or 0) > 9]
""",
}
_AROUND = """
import json, sys, time
from pathlib import Path
from peak import peak_megabytes
file = Path(sys.argv[1])
import faceqnet_engine.cli.export
before, began = peak_megabytes(), time.process_time()
{code}
print(json.dumps([time.process_time() - began, peak_megabytes() - before, len(chosen)]))
"""


def measured(code: str, file: Path) -> list[float]:
    """CPU seconds, megabytes, rows chosen."""
    arguments = [sys.executable, "-c", _AROUND.format(code=code), str(file)]
    run = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=Path(__file__).parent)
    return list(json.loads(run.stdout))


def main() -> None:
    """Measure, print, keep."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    peer_rows = min(
        rows, 50_000
    )  # all rows as objects do not fit many machines: measured on fewer, said per row
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder) / "whole.parquet", Path(folder) / "part.parquet"
        bench_million.make(whole, rows)
        bench_million.make(part, peer_rows)
        ours, peer = measured(_CODE["ours"], whole), measured(_CODE["peer"], part)
    found = []
    for name, at, unit in (
        (f"export: choice among {rows:,} rows", 0, "CPU s"),
        ("export: memory of the choice", 1, "MB"),
    ):
        scaled = peer[at] * rows / peer_rows
        found.append(
            {"name": name, "ours": ours[at], "peer": scaled, "ratio": scaled / ours[at], "unit": unit}
        )
        print(f"{name}  {ours[at]:.1f}  {scaled:.1f}  {scaled / ours[at]:.2f}  {unit}", flush=True)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "export.json").write_text(json.dumps({"rows": rows, "figures": found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
