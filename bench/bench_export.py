"""`faceqnet export` from large result files: memory must follow neither the file nor what is chosen.

`python bench/bench_export.py [ROWS [ROWS_EXPORTED]]`: choosing one photo in a hundred among ROWS (200,000), and the
whole command `export --all --symlink` on ROWS_EXPORTED (1,000,000) with a CSV manifest and its undo, each in a process
of its own. The peer holds every row, as the command once did; it is measured on fewer and extrapolated. Links
rather than copies: what is held is the same, and a million photos need no disk.

Prints name, ours, peer, ratio, unit, and keeps bench/results/export.json.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bench_million

RESULTS = Path(__file__).parent / "results"
_PEER_ROWS = 50_000
_CHOICE = """
from faceqnet_engine.cli.export import _chosen
found = len(list(_chosen(file, None, None, "quality == 50 and HeadSize > 9", None, False)))
"""
_CHOICE_HELD = """
from faceqnet_engine.results.tables import read_table
found = len([row for row in read_table(file) if row.quality == 50 and (row.value("HeadSize") or 0) > 9])
"""
_EXPORT = """
assert app(["export", str(file), "--all", "--to", str(target), "--symlink", "--quiet"], standalone_mode=False) == 0
found = sum(1 for line in (target / "manifest.csv").open()) - 1
"""
_EXPORT_HELD = """
import csv
from faceqnet_engine.results.export.manifest import HEAD, entries_of
held = list(entries_of(file))
target.mkdir()
for n, entry in enumerate(held):
    (target / f"{n}.jpg").symlink_to(entry.row.file)
with (target / "manifest.csv").open("w", newline="") as stream:
    writer = csv.writer(stream)
    writer.writerows([entry.row.value(c) for c in HEAD[:-7]] for entry in held)
found = len(held)
"""
_UNDO = """
assert app(["export", "--undo", "--to", str(target), "--quiet"], standalone_mode=False) == 0
assert not target.exists()
found = 0
"""
_UNDO_HELD = """
held = [json.loads(line) for line in (target / "export-journal-1.jsonl").open()]
found = len(held)
"""
_AROUND = """
import json, sys, time
from pathlib import Path
from peak import peak_megabytes
file, target = map(Path, sys.argv[1:])
from faceqnet_engine.cli.main import app
before, began = peak_megabytes(), time.process_time()
{code}
print(json.dumps([time.process_time() - began, peak_megabytes() - before, found]))
"""


def measured(code: str, file: Path) -> list[float]:
    """CPU seconds, megabytes above the program's own, rows chosen."""
    arguments = [
        sys.executable,
        "-c",
        _AROUND.format(code=code),
        str(file),
        str(file.with_suffix(".exported")),
    ]
    here = Path(__file__).parent
    paths = {
        **os.environ,
        "PYTHONPATH": f"{here.parent}{os.pathsep}{here}",
    }  # this checkout, not an installed one
    run = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, check=True, env=paths)
    return list(json.loads(run.stdout))


def make_photos(root: Path, rows: int) -> None:
    """An empty file for each row of `bench_million.make`."""
    for n in range(rows):
        photo = root / f"subject {n // 20:06}" / f"IMG_{n:07}.jpg"
        if n % 20 == 0:
            photo.parent.mkdir(parents=True)
        os.close(os.open(photo, os.O_CREAT | os.O_WRONLY))


def made(root: Path, rows: int) -> Path:
    """A result file."""
    file = root / f"{rows}.parquet"
    bench_million.make(file, rows, root)
    return file


def extrapolated(code: str, root: Path, rows: int) -> list[float]:
    """What `measured` would say of a peer on so many rows, in a straight line through two smaller numbers of them."""
    more = min(rows, _PEER_ROWS)
    high, low = (measured(code, made(root, count)) for count in (more, more // 2))
    steps = (rows - more) / (more - more // 2)
    return [h + (h - b) * steps for h, b in zip(high, low, strict=True)]


def main() -> None:
    """Measure, print, keep."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    exported = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    found = []

    def note(name: str, mine: float, theirs: float, unit: str) -> None:
        found.append({"name": name, "ours": mine, "peer": theirs, "ratio": theirs / mine, "unit": unit})
        print(f"{name}  {mine:.1f}  {theirs:.1f}  {theirs / mine:.2f}  {unit}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        peer, ours = extrapolated(_CHOICE_HELD, root, rows), measured(_CHOICE, made(root, rows))
        note(f"export: choice among {rows:,} rows", ours[0], peer[0], "CPU s")
        note("export: memory of the choice", ours[1], peer[1], "MB")
    with tempfile.TemporaryDirectory() as folder:
        root, name = Path(folder), f"all of {exported:,} rows"
        make_photos(root, exported)
        peer = extrapolated(_EXPORT_HELD, root, exported)
        shutil.rmtree(root / f"{exported}.exported", ignore_errors=True)  # the peer's, where they are few
        whole = made(root, exported)
        ours = measured(_EXPORT, whole)
        assert ours[2] == exported
        note(f"export: {name}, links and manifest", ours[0], peer[0], "CPU s")
        note(f"export: memory of {name}", ours[1], peer[1], "MB")
        held = measured(_UNDO_HELD, whole)  # first: ours takes the journal away
        note(f"export: memory of undo of {name}", measured(_UNDO, whole)[1], held[1], "MB")
    RESULTS.mkdir(exist_ok=True)
    kept = {"rows": rows, "exported": exported, "figures": found}
    (RESULTS / "export.json").write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
