"""`faceqnet score --cluster local`: a real Ray, workers that are killed, a photo that kills, runs that are resumed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cluster.shard_scoring import POISONED
from faceqnet_engine.results.tables import csv_cells, read_table

pytest.importorskip("ray", reason="--cluster is an extra of its own: pip install 'faceqnet[cluster]'")
PHOTOS, SHARD = 32, 8
LIMIT_SECONDS = 500


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "faceqnet_engine", "score", *map(str, arguments)]


def on_cluster(folder: Path, out: Path) -> list[str]:
    return command(folder, "-o", out, "--cluster", "local", "--workers", 2, "--shard-images", SHARD)


@contextmanager
def started(arguments: list[str]) -> Iterator[subprocess.Popen[str]]:
    """The process and what it started, ended whatever happens."""
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory, portrait_pixels: np.ndarray) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    for n in range(PHOTOS):
        image = portrait_pixels.copy()
        image[0, 0] = (n, 0, 0)
        Image.fromarray(image).save(folder / f"{n:02}.png")
    return folder


@pytest.fixture(scope="module")
def alone(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Assessment]:
    target = tmp_path_factory.mktemp("alone") / "r.parquet"
    subprocess.run(command(photos, "-o", target, "--store", "none", "--quiet"), check=True)
    return read_table(target)


def state(out: Path, shard: int) -> dict[str, int]:
    """What is written of a shard that is being scored."""
    try:
        return json.loads((out / f"attempts/shard-{shard:06}.json").read_text())
    except (OSError, ValueError):
        return {}


def wait_for(told: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline, pause = time.monotonic() + LIMIT_SECONDS, threading.Event()
    while not told():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        pause.wait(0.002)


@pytest.mark.slow
def test_killed_workers_cost_nothing_and_a_photo_that_kills_is_left_out(
    photos: Path, alone: list[Assessment], tmp_path: Path
) -> None:
    out, poisoned = tmp_path / "out", 2
    with started(on_cluster(photos, out)) as process:
        # The first shard's worker is killed once; the third shard has a photo that kills whoever takes it.
        wait_for(lambda: state(out, 0).get("begun") == 1, process)
        os.kill(state(out, 0)["worker"], signal.SIGKILL)
        wait_for(lambda: state(out, 2).get("begun") == 1, process)
        os.kill(state(out, 2)["worker"], signal.SIGKILL)
        wait_for(lambda: state(out, 2).get("begun") == 2 and state(out, 2)["in_hand"] == poisoned, process)
        os.kill(state(out, 2)["worker"], signal.SIGKILL)
        _, errors = process.communicate(timeout=LIMIT_SECONDS)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert f"{PHOTOS - 1} faces scored in {PHOTOS} images" in errors
    rows = read_table(out / "results.parquet")
    left_out = rows.pop(2 * SHARD + poisoned)
    expected = alone[: 2 * SHARD + poisoned] + alone[2 * SHARD + poisoned + 1 :]
    assert (left_out.path, left_out.status, left_out.detail) == ("18.png", Status.ERROR, POISONED)
    assert [csv_cells(row) for row in rows] == [csv_cells(row) for row in expected]
    assert (out / "_SUCCESS").exists()


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_where_it_was(
    photos: Path, alone: list[Assessment], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with started(on_cluster(photos, out)) as process:
        wait_for(lambda: (out / "parts").is_dir() and any((out / "parts").glob("part-*")), process)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=LIMIT_SECONDS)
    assert process.returncode == 130, errors
    assert "the same command goes on" in errors
    kept = {file.name: file.stat().st_mtime_ns for file in (out / "parts").glob("part-*")}
    assert 1 <= len(kept) < PHOTOS / SHARD
    assert not (out / "_SUCCESS").exists()
    again = subprocess.run(on_cluster(photos, out), capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert f"{len(kept)} of 4 shards were finished before" in again.stderr
    for name, written in kept.items():
        assert (out / "parts" / name).stat().st_mtime_ns == written
    assert [csv_cells(r) for r in read_table(out / "results.parquet")] == [csv_cells(r) for r in alone]


def test_addresses_that_cannot_be_used_are_said(photos: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for address, words in (
        (f"127.0.0.1:{port}", "does not answer"),
        (f"ray://127.0.0.1:{port}", "does not answer"),
        ("elsewhere", "is no address of a cluster"),
    ):
        run = subprocess.run(
            command(photos, "-o", tmp_path / "out", "--cluster", address),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 2
        assert words in run.stderr and "Traceback" not in run.stderr


def test_a_cluster_needs_a_folder_for_its_output(photos: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        command(photos, "-o", tmp_path / "r.csv", "--cluster", "local"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "-o names a folder" in run.stderr


def test_ray_is_imported_only_when_asked_for(photos: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "r.csv")
    code = (
        "import sys\nfrom faceqnet_engine.cli.main import main\n"
        f"try:\n    main(['score', {str(photos / '00.png')!r}, '--store', 'none', '-o', {target!r}])\n"
        "except SystemExit:\n    pass\nprint('ray' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith("False")
