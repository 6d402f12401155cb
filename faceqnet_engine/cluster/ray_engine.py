"""Shards on Ray Data: the only file that imports Ray, and only when a cluster was asked for."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options
from faceqnet_engine.cluster.worker import ShardScorer, checked
from faceqnet_engine.errors import FaceqnetError, ModelError, UsageError

LOCAL = "local"
ANSWER_SECONDS = 30.0
"""A cluster that has not answered by then does not."""
_CORES_PER_ACTOR = 4
"""Threads of one process beyond which Python's lock is felt: more cores are given to more actors."""

_LEAN = {
    "RAY_enable_metrics_collection": "0",  # for a dashboard that nobody opens, some percent of a core all the time
    "RAY_event_stats": "0",
    "RAY_task_events_report_interval_ms": "0",
    "RAY_prestart_worker_first_driver": "0",  # processes that would wait for tasks that never come
}
"""Of a cluster that is ours alone. Other versions of Ray ignore what they do not know."""


class RayEngine:
    """Workers of a cluster; a context manager that leaves it as it was.

    Args:
        address: `local` for workers on this machine, else `HOST:PORT` or `ray://HOST:PORT` of a running cluster.
        workers: Actors; by default one per GPU, else one per four cores.

    Raises:
        UsageError: Ray is not installed, the cluster does not answer, or its versions differ.
    """

    def __init__(self, address: str, workers: int | None = None) -> None:
        self._ray = _imported()
        self._connect(address)
        total = self._ray.cluster_resources()
        cores, self.gpus = max(1, int(total.get("CPU", 1))), int(total.get("GPU", 0))
        self.workers = max(1, min(workers or self.gpus or -(-cores // _CORES_PER_ACTOR), cores))
        self.threads = max(1, cores // self.workers)

    def _connect(self, address: str) -> None:
        quiet = {"log_to_driver": False, "configure_logging": True, "logging_level": logging.CRITICAL}
        if address == LOCAL:
            cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
            for name, value in _LEAN.items():
                os.environ.setdefault(name, value)
            with _unprinted():
                self._ray.init(address="local", num_cpus=cores, include_dashboard=False, **quiet)
            return
        _reachable(address)
        try:
            _within(ANSWER_SECONDS, lambda: self._ray.init(address=address, **quiet), address)
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"The cluster {address} cannot be used: {_first(error)}. Nothing was scored."
            ) from error

    def check(self, options: Options) -> None:
        """Ask every node whether it has this program, the same version of it, and the model.

        Raises:
            UsageError: a node has another version, or lacks the program.
            ModelError: a node lacks the model.
        """
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        ask = self._ray.remote(num_cpus=0)(checked)
        nodes = [node for node in self._ray.nodes() if node["Alive"]]
        for node in nodes:
            place = NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)
            name = node.get("NodeManagerHostname") or node["NodeManagerAddress"]
            try:
                problem = self._ray.get(
                    ask.options(scheduling_strategy=place).remote(options), timeout=4 * ANSWER_SECONDS
                )
            except Exception as error:  # what Ray wraps, and what a node without our package raises
                raise UsageError(
                    f"The node {name} cannot work: {_first(error)}. Install the same version of faceqnet on it."
                ) from error
            if problem:
                kind = ModelError if problem.startswith("model:") else UsageError
                raise kind(f"The node {name} cannot work: {problem.partition(': ')[2]}")

    def reports(self, place: Place, shards: list[int], options: Options, device: str) -> Iterator[Any]:
        """A ShardReport or the error of each shard, as they end; a shard whose worker died is begun again."""
        import ray.data

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        context.execution_options.preserve_order = False
        needs: dict[str, Any] = {"num_gpus": 1} if self.gpus else {"num_cpus": self.threads}
        with _unprinted():
            data = ray.data.from_items([{"shard": n} for n in shards], override_num_blocks=len(shards))
            scored = data.map_batches(
                ShardScorer, fn_constructor_args=(place, options, device, self.threads), batch_size=1,
                compute=ray.data.ActorPoolStrategy(size=min(self.workers, len(shards))), **needs,
            )  # fmt: skip
            rows = iter(scored.iter_rows())
        while True:
            with _unprinted():
                row = next(rows, None)
            if row is None:
                return
            yield pickle.loads(row["report"])

    def close(self) -> None:
        """Let the workers go."""
        with contextlib.suppress(Exception), _unprinted():
            self._ray.shutdown()

    def __enter__(self) -> RayEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _imported() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    os.environ.setdefault("RAY_DEDUP_LOGS", "0")
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("--cluster needs Ray: pip install 'faceqnet[cluster]'.") from error
    for name in ("ray", "ray.data", "ray.tune"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return ray


def _reachable(address: str) -> None:
    """Whether somebody listens at HOST:PORT.

    Raises:
        UsageError: nobody, or it is no address.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(f"{address} is no address of a cluster. Name `local`, HOST:PORT or ray://HOST:PORT.")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER_SECONDS):
            return
    except OSError as error:
        raise UsageError(
            f"The cluster {address} does not answer ({error.strerror or error}). Nothing was scored."
        ) from error


def _within(seconds: float, connect: Callable[[], object], address: str) -> None:
    """Run a call that may hang; it is given up after a time.

    Raises:
        UsageError: it took too long.
    """
    raised: list[BaseException] = []

    def run() -> None:
        try:
            connect()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, name="faceqnet-cluster", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise UsageError(f"The cluster {address} does not answer within {seconds:.0f} s. Nothing was scored.")
    if raised:
        raise raised[0]


@contextlib.contextmanager
def _unprinted() -> Iterator[None]:
    """Ray, and its core in C++, print to stderr past every logger; people are told in our words."""
    sys.stderr.flush()
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _first(error: BaseException) -> str:
    cause = getattr(error, "cause", None) or error
    if isinstance(cause, FaceqnetError):
        return cause.sentence
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    return (lines[-1] if lines else type(cause).__name__)[:200].rstrip(".")
