"""A disk that is full, made of a few kilobytes of memory in a namespace of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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


def test_a_full_disk_is_said_keeps_finished_shards_and_goes_on_when_there_is_room(
    folder: Path, tmp_path: Path
) -> None:
    inside = tmp_path / "small"
    inside.mkdir()
    mounted = (
        f"mount -t tmpfs -o size=600k tmpfs {inside} && dd if=/dev/zero of={inside}/filler bs=1k count=430 2>/dev/null && "
        f'exec "{sys.executable}" -c "$0" {folder} {inside}'
    )
    run = subprocess.run(
        ["unshare", "-r", "-m", "sh", "-c", mounted, SCRIPT], capture_output=True, text=True, check=False
    )
    if "unshare" in run.stderr or "mount" in run.stderr:
        pytest.skip(f"this machine lets nobody make a small disk: {run.stderr.strip()}")
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert "there is no space left" in told["said"].lower() or "No space left" in told["said"], told
    assert "Finished shards are kept" in told["said"] or "Nothing half-written" in told["said"]
    assert 0 < len(told["stopped"]) < 6
    assert all(name.startswith("part-") for name in told["left"])
    assert told["missing"] == []
