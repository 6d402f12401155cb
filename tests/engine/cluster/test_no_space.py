"""A disk that is full, made of a few kilobytes of memory in a namespace of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = """
import json, sys
from pathlib import Path
from faceqnet_engine import Assessor
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, missing, planned, part_name
from faceqnet_engine.cluster.shard_scoring import score_shard
from faceqnet_engine.errors import OutputError
from faceqnet_engine.models.registry import record
folder, out = sys.argv[1:]
options = Options((folder,), "faceqnet-r29", record("faceqnet-r29").name, "primary", False, "", "0", 0)
place = Place(out)
plan = planned(place, options, 10**9, 2)
said = ""
with Assessor(device="cpu", workers=1, measures=False) as assessor:
    for shard in range(len(plan.sizes)):
        try:
            score_shard(assessor, place, shard, options)
        except OutputError as error:
            said = error.sentence
            break
    stopped = missing(place, plan)
    left = sorted(p.name for p in Path(out, "parts").iterdir())
    for file in Path(out).glob("filler*"):
        file.unlink()
    for shard in missing(place, plan):
        score_shard(assessor, place, shard, options)
print(json.dumps({"said": said, "stopped": stopped, "left": left, "missing": missing(place, plan)}))
"""


MERGE = """
import json, sys
from pathlib import Path
from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cluster.merging import merge
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, Plan, part_name
from faceqnet_engine.errors import OutputError
from faceqnet_engine.results.tables import write_table
out = sys.argv[2]
place = Place(out)
plan = Plan(Options((out,), "m", "m@1", "primary", False, "", "0", 0), ((4000, 1),) * 2)
for shard in range(2):
    with place.writing(part_name(shard)) as file:
        write_table([Assessment(f"{shard}/{n * n * 7919:x}.jpg", "/in", status=Status.NO_FACE) for n in range(4000)], file)
said = ""
filler = Path(out, "filler2")
with filler.open("wb", buffering=0) as stream:
    try:
        while True:
            stream.write(bytes(1024))
    except OSError:
        pass
try:
    merge(place, plan)
except OutputError as error:
    said = error.sentence
left = sorted(p.name for p in Path(out).iterdir() if not p.name.startswith("filler"))
for file in Path(out).glob("filler*"):
    file.unlink()
print(json.dumps({"said": said, "left": left, "rows": merge(place, plan)}))
"""


def on_a_small_disk(script: str, folder: Path, tmp_path: Path) -> dict[str, Any]:
    """What a script says last that is given a folder of photos and one on a disk with some 170 KB of room."""
    inside = tmp_path / "small"
    inside.mkdir()
    mounted = (
        f"mount -t tmpfs -o size=600k tmpfs {inside} && dd if=/dev/zero of={inside}/filler bs=1k count=430 2>/dev/null && "
        f'exec "{sys.executable}" -c "$0" {folder} {inside}'
    )
    run = subprocess.run(
        ["unshare", "-r", "-m", "sh", "-c", mounted, script], capture_output=True, text=True, check=False
    )
    if "unshare" in run.stderr or "mount" in run.stderr:
        pytest.skip(f"this machine lets nobody make a small disk: {run.stderr.strip()}")
    assert run.returncode == 0, run.stderr
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


def test_a_disk_that_fills_up_while_parts_are_merged_is_said_and_the_merge_is_done_later(
    folder: Path, tmp_path: Path
) -> None:
    told = on_a_small_disk(MERGE, folder, tmp_path)
    assert (
        "results.parquet cannot be written: there is no space left. Finished shards are kept" in told["said"]
    )
    assert told["left"] == ["parts"]
    assert told["rows"] == 8000


def test_a_full_disk_is_said_keeps_finished_shards_and_goes_on_when_there_is_room(
    folder: Path, tmp_path: Path
) -> None:
    told = on_a_small_disk(SCRIPT, folder, tmp_path)
    assert re.search(
        r"parts/part-00000\d.parquet cannot be written: there is no space left. Finished", told["said"]
    )
    assert 0 < len(told["stopped"]) < 6
    assert all(name.startswith("part-") for name in told["left"])
    assert told["missing"] == []
