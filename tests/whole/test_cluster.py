"""`faceqnet score --cluster local`: a real Ray, workers that are killed, a photo that kills, runs that are resumed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

import faceqnet_engine
from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.cluster.shard_scoring import POISONED
from faceqnet_engine.results.tables import csv_cells, read_table

pytest.importorskip("ray", reason="--cluster is an extra of its own: pip install 'faceqnet[cluster]'")
PHOTOS, SHARD = 32, 8
LIMIT_SECONDS = 500
ROOT = Path(faceqnet_engine.__file__).parents[1]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "faceqnet_engine", "score", *map(str, arguments)]


def on_cluster(folder: Path, out: Path) -> list[str]:
    return command(folder, "-o", out, "--cluster", "local", "--workers", 2, "--shard-images", SHARD)


@contextmanager
def started(arguments: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The process and what it started, ended whatever happens."""
    process = subprocess.Popen(
        arguments, stderr=subprocess.PIPE, text=True, start_new_session=True, env=os.environ | environment
    )
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


def wait_for(told: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline, pause = time.monotonic() + LIMIT_SECONDS, threading.Event()
    while not told():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        pause.wait(0.002)


_DEADLY = """
import os, pathlib, signal, sys
once = pathlib.Path(os.environ["DIED_ONCE"])
def look(event, arguments):
    if event != "open" or not isinstance(arguments[0], str):
        return
    name = os.path.basename(arguments[0])
    if name == "03.png" and not once.exists():
        once.touch()
    elif name != "18.png":
        return
    os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(look)
"""
"""Run at the start of every Python: whoever opens photo 18 is killed in the middle of it, as is who opens 3 first."""


@pytest.mark.slow
def test_killed_workers_cost_nothing_and_a_photo_that_kills_is_left_out(
    photos: Path, alone: list[Assessment], tmp_path: Path
) -> None:
    out, once, poisoned = tmp_path / "out", tmp_path / "died", 2 * SHARD + 2
    (tmp_path / "sitecustomize.py").write_text(_DEADLY)
    paths = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    with started(on_cluster(photos, out), DIED_ONCE=str(once), PYTHONPATH=paths) as process:
        _, errors = process.communicate(timeout=LIMIT_SECONDS)
    assert once.exists()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert f"{PHOTOS - 1} faces scored in {PHOTOS} images" in errors
    rows = read_table(out / "results.parquet")
    left_out = rows.pop(poisoned)
    expected = alone[:poisoned] + alone[poisoned + 1 :]
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
    more = [*on_cluster(photos, out), "--verbose", "--timings"]
    again = subprocess.run(more, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "Split of a worker: 1 threads prepare" in again.stderr
    assert "Listing took 0.0 s, scoring " in again.stderr and " this run" in again.stderr
    assert " left" not in again.stderr.partition("Scoring 32 of 32")[2].splitlines()[0]
    assert f"{len(kept)} of 4 shards were finished before" in again.stderr
    for name, written in kept.items():
        assert (out / "parts" / name).stat().st_mtime_ns == written
    assert [csv_cells(r) for r in read_table(out / "results.parquet")] == [csv_cells(r) for r in alone]


@pytest.mark.slow
def test_a_cluster_whose_head_dies_is_said_and_what_was_finished_is_kept(
    photos: Path, alone: list[Assessment], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with started(on_cluster(photos, out)) as process:
        wait_for(lambda: (out / "parts").is_dir() and any((out / "parts").glob("part-*")), process)
        (head,) = (
            p for p in psutil.Process(process.pid).children(recursive=True) if p.name() == "gcs_server"
        )
        head.kill()
        _, errors = process.communicate(timeout=LIMIT_SECONDS)
    if process.returncode == 0:
        pytest.fail("the run ended before its head was missed: give it more photos")
    assert process.returncode == 3, errors
    assert "its head does not answer any more. Finished shards are kept" in errors
    assert "Traceback" not in errors
    again = subprocess.run(on_cluster(photos, out), capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert " of 4 shards were finished before" in again.stderr
    assert [csv_cells(r) for r in read_table(out / "results.parquet")] == [csv_cells(r) for r in alone]


@contextmanager
def node(*options: object, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A node of a cluster of our own, alone in its session, and all that it starts."""
    ray = [sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--block"]
    arguments = [*ray, "--disable-usage-stats", *map(str, options)]
    with started(arguments, RAY_AUTH_MODE="disabled", **environment) as process:
        yield process


@pytest.fixture
def head() -> Iterator[str]:
    """Address of a cluster whose only node works at nothing."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with node("--head", "--port", port, "--num-cpus", 0, "--include-dashboard=false") as process:
        wait_for(lambda: _listens(port), process)
        yield f"127.0.0.1:{port}"


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def nodes_of(address: str) -> int:
    """How many nodes of a cluster live."""
    code = (
        f"import ray; ray.init({address!r}, logging_level=50, log_to_driver=False); "
        "print('alive:', sum(n['Alive'] for n in ray.nodes()))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=os.environ | {"RAY_AUTH_MODE": "disabled"},
    )  # fmt: skip
    found = re.search(r"alive: (\d+)", told.stdout)  # Ray may say more, before and after
    return int(found[1]) if found else 0


def wait_for_nodes(address: str, number: int) -> None:
    deadline, pause = time.monotonic() + LIMIT_SECONDS, threading.Event()
    while nodes_of(address) != number:
        assert time.monotonic() < deadline
        pause.wait(0.5)


def scored_on(
    address: str, photos: Path, out: Path, *more: object, **environment: str
) -> tuple[int, str, str]:
    run = subprocess.run(
        command(photos, "-o", out, "--cluster", address, "--shard-images", SHARD, "--workers", 2, *more),
        capture_output=True, text=True, check=False, cwd=out.parent,  # where a driver runs, workers look for modules
        env=os.environ | {"RAY_AUTH_MODE": "disabled", "PYTHONPATH": str(ROOT)} | environment,
    )  # fmt: skip
    return run.returncode, run.stdout, run.stderr


@pytest.mark.slow
def test_nodes_that_differ_are_named_before_anything_is_scored_and_a_node_that_dies_costs_no_row(
    photos: Path, alone: list[Assessment], head: str, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(
        ROOT / "faceqnet_engine", other / "faceqnet_engine", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(ROOT / "resources", other / "resources")
    package = other / "faceqnet_engine" / "__init__.py"
    package.write_text(package.read_text() + '\n__version__ = "0.0.9"\n')
    with node("--address", head, "--num-cpus", 1, PYTHONPATH=str(other)):
        wait_for_nodes(head, 2)
        code, _, errors = scored_on(head, photos, tmp_path / "out")
        assert code == 2 and "cannot work: it has faceqnet 0.0.9, this machine" in errors, errors
        assert "Nothing was scored. Install the same faceqnet" in errors and "Traceback" not in errors
    wait_for_nodes(head, 1)
    package.write_text(package.read_text() + f"\n__version__ = {faceqnet_engine.__version__!r}\n")
    next((other / "resources").rglob("faceqnet-r29.safetensors")).unlink()
    with node("--address", head, "--num-cpus", 1, PYTHONPATH=str(other)):
        wait_for_nodes(head, 2)
        code, _, errors = scored_on(head, photos, tmp_path / "out")
        assert code == 4 and "The file of model faceqnet-r29 is missing" in errors, errors
        assert "Nothing was scored" in errors and "Traceback" not in errors
    assert not (tmp_path / "out" / "parts").exists()
    wait_for_nodes(head, 1)
    killed, over = threading.Event(), threading.Event()
    working = partial(node, "--address", head, "--num-cpus", 1, PYTHONPATH=str(ROOT))
    with ExitStack() as others, working() as second:
        wait_for_nodes(head, 2)

        def replace() -> None:
            if _kill_once_scoring(second, tmp_path / "out", over):
                killed.set()
                others.enter_context(working())

        killer = threading.Thread(target=replace)
        killer.start()
        code, said, errors = scored_on(head, photos, tmp_path / "out")
        over.set()
        killer.join()
    assert killed.is_set()
    assert code == 0, errors
    assert said == "" and "Traceback" not in errors and "(raylet)" not in errors
    assert [csv_cells(r) for r in read_table(tmp_path / "out" / "results.parquet")] == [
        csv_cells(r) for r in alone
    ]


def _kill_once_scoring(process: subprocess.Popen[str], out: Path, over: threading.Event) -> bool:
    """Kill a node with all that runs on it, as soon as one of its workers has a shard in hand; whether it was."""
    while not over.wait(0.05):
        mine = {child.pid for child in psutil.Process(process.pid).children(recursive=True)}
        for file in (out / "attempts").glob("shard-*.json"):
            with suppress(FileNotFoundError):  # it has just ended
                if json.loads(file.read_bytes())["worker"] in mine:
                    os.killpg(process.pid, signal.SIGKILL)
                    return True
    return False


def test_addresses_that_cannot_be_used_are_said(photos: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for address, words in (
        (f"127.0.0.1:{port}", "does not answer"),
        (f"ray://127.0.0.1:{port}", "over which Ray Data does not run"),
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


def test_options_of_one_machine_are_refused_instead_of_passed_over(photos: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        command(photos, "-o", tmp_path / "out", "--cluster", "local", "--rescan", "--batch", 4),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2 and "With --cluster there is no --batch, --rescan" in run.stderr
    assert not (tmp_path / "out").exists()


def test_ray_is_imported_only_when_asked_for(photos: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "r.csv")
    code = (
        "import sys\nfrom faceqnet_engine.cli.main import main\n"
        f"try:\n    main(['score', {str(photos / '00.png')!r}, '--store', 'none', '-o', {target!r}])\n"
        "except SystemExit:\n    pass\nprint('ray' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip().endswith("False")
