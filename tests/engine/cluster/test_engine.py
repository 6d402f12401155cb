"""What keeps a cluster from being used, before anything is scored: each in a sentence."""

from __future__ import annotations

import pickle
import signal
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from faceqnet_engine import __version__
from faceqnet_engine.cluster import ray_engine
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options
from faceqnet_engine.cluster.watch import Watch
from faceqnet_engine.cluster.worker import ShardScorer, checked
from faceqnet_engine.errors import UsageError


@pytest.fixture
def mine(options: Options) -> Options:
    return replace(options, version=__version__)


def test_a_node_like_this_machine_can_work(mine: Options) -> None:
    assert checked(mine) == ""


def test_a_node_of_another_version_is_said(mine: Options) -> None:
    told = checked(replace(mine, version="0.0.9"))
    assert told == f"version: it has faceqnet {__version__}, this machine 0.0.9."
    told = checked(replace(mine, numbers=mine.numbers + 1))
    assert (
        told
        == f"version: its faceqnet computes other numbers ({mine.numbers}) than this machine's ({mine.numbers + 1})."
    )


def test_a_node_without_the_model_or_with_other_weights_is_said(mine: Options) -> None:
    assert "model: " in checked(replace(mine, model="nobody-has-it"))
    told = checked(replace(mine, weights="faceqnet-r29@00000000"))
    assert told.startswith("model: its faceqnet-r29 is faceqnet-r29@") and "@00000000" in told


def test_a_node_whose_weights_are_damaged_is_said(
    mine: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from faceqnet_engine.models import registry

    shipped = registry.record(mine.model)
    broken = tmp_path / shipped.path.name
    broken.write_bytes(shipped.path.read_bytes()[:-1])
    monkeypatch.setattr("faceqnet_engine.models.registry.record", lambda _: replace(shipped, path=broken))
    assert checked(mine).startswith("model: ")


def test_an_address_that_takes_the_call_and_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        hold = silent.accept  # taken by the kernel's queue; nobody ever answers

        def connect() -> None:
            peer, _ = hold()
            with socket.create_connection(silent.getsockname()) as call:
                call.recv(1)
            peer.close()

        with pytest.raises(UsageError, match=f"{address} does not answer within 0 s. Nothing was scored"):
            ray_engine._reachable(address)
            ray_engine._within(0.3, connect, address)


def test_what_is_no_address_is_said() -> None:
    with pytest.raises(
        UsageError, match=r"over which Ray Data does not run\. Nothing was scored\. Run this on a node"
    ):
        ray_engine._reachable("ray://host:10001")
    for wrong in ("cluster", "host:", ":1", "host"):
        with pytest.raises(UsageError, match="is no address of a cluster"):
            ray_engine._reachable(wrong)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(UsageError, match="does not answer"):
        ray_engine._reachable(f"127.0.0.1:{port}")


def test_errors_of_connecting_come_through() -> None:
    def fails() -> None:
        raise ConnectionError("version mismatch: the cluster has 2.9, this machine 2.52")

    with pytest.raises(ConnectionError, match="version mismatch"):
        ray_engine._within(600, fails, "a:1")


def test_another_version_of_ray_is_said_of_both() -> None:
    told = RuntimeError(  # as Ray 2.60 says it
        "Version mismatch: The cluster was started with:\n    Ray: 2.60.0\n    Python: 3.11.7\n"
        "This process on node 10.0.0.1 was started with:\n    Ray: 2.59.0\n    Python: 3.12.1\n"
    )
    assert ray_engine.refusal("a:1", told) == (
        "The cluster a:1 has Ray 2.60.0 and Python 3.11.7, this machine Ray 2.59.0 and Python 3.12.1. "
        "Nothing was scored. Install the same versions on both."
    )
    assert "RAY_AUTH_MODE" in ray_engine.refusal("a:1", ConnectionError("Failed to connect"))


def test_a_worker_that_cannot_start_says_so_instead_of_being_begun_for_ever(
    mine: Options, tmp_path: Path
) -> None:
    broken = ShardScorer(Place(str(tmp_path)), mine, "cuda:77", 1)
    (report,) = broken({"shard": [0]})["report"]
    error = pickle.loads(report)
    assert isinstance(error, UsageError)
    assert "cannot start. The device cuda:77 is not available here" in error.sentence


def test_a_head_that_does_not_answer_any_more_interrupts() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a program of its own
    watch = Watch(f"127.0.0.1:{server.getsockname()[1]}", patience=0.2, pause=0.02)
    try:
        assert not watch.lost
        server.close()
        with pytest.raises(KeyboardInterrupt):
            threading.Event().wait(60)
        assert watch.lost
    finally:
        watch.stop()
        signal.signal(signal.SIGINT, before or signal.default_int_handler)


def test_a_head_that_answers_interrupts_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        watch = Watch(f"127.0.0.1:{server.getsockname()[1]}", patience=0.0, pause=0.01)
        for _ in range(3):
            server.accept()[0].close()
        watch.stop()
        assert not watch.lost


def test_a_watch_that_was_ended_interrupts_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        watch = Watch(f"127.0.0.1:{server.getsockname()[1]}", patience=0.0, pause=0.01)
        asked, answer = threading.Event(), threading.Event()

        def answers() -> bool:  # the head is called, and meanwhile the run ends
            asked.set()
            return answer.wait(10) and False

        watch._answers = answers
        assert asked.wait(10)
        watch.stop()
        answer.set()
        watch._thread.join(10)
        assert not watch._thread.is_alive()
        assert not watch.lost
