"""Shards on Ray Data: the only file that imports Ray, and only when a cluster was asked for."""

from __future__ import annotations

import atexit
import contextlib
import io
import logging
import os
import pickle
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options
from faceqnet_engine.cluster.watch import ClusterLostError, Watch
from faceqnet_engine.cluster.worker import ShardScorer, checked
from faceqnet_engine.errors import FaceqnetError, ModelError, UsageError

LOCAL = "local"
ANSWER_SECONDS = 30.0
"""A cluster that has not answered by then does not."""
_LOST_EXIT = 3
"""Of the command whose cluster is lost; as `cli.context.Exit.NOT_WRITTEN`."""
_CORES_PER_ACTOR = 4
"""Threads of one process beyond which Python's lock is felt: more cores are given to more actors."""

_SAME_EVERYWHERE = "Nothing was scored. Install the same faceqnet, with the same models, on every node."
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
        address: `local` for workers on this machine, else `HOST:PORT` of a running cluster that it is a node of.
        workers: Actors; by default one per GPU, else one per four cores.

    Raises:
        UsageError: Ray is not installed, the cluster does not answer, or its versions differ.
    """

    def __init__(self, address: str, workers: int | None = None) -> None:
        self._address = address
        self._quiet = contextlib.ExitStack()  # Ray tells every retry to stdout, where programs read
        self._quiet.enter_context(contextlib.redirect_stdout(io.StringIO()))
        try:
            self._ray = _imported()
            with _unprinted():
                self._connect(address)
            total = self._ray.cluster_resources()
        except BaseException:
            self._quiet.close()
            raise
        self._watch = Watch(self._ray.get_runtime_context().gcs_address)
        cores, self.gpus = max(1, int(total.get("CPU", 1))), int(total.get("GPU", 0))
        self.workers = max(1, min(workers or self.gpus or -(-cores // _CORES_PER_ACTOR), cores))
        self.threads = max(1, cores // self.workers)

    def _connect(self, address: str) -> None:
        quiet = {"log_to_driver": False, "configure_logging": True, "logging_level": logging.CRITICAL}
        if address == LOCAL:
            cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
            for name, value in _LEAN.items():
                os.environ.setdefault(name, value)
            try:
                self._ray.init(address="local", num_cpus=cores, include_dashboard=False, **quiet)
            except Exception as error:  # Ray has many ways to fail to start
                raise UsageError(
                    f"Ray cannot start on this machine: {_first(error)}. Nothing was scored. It needs room in its "
                    "folder (RAY_TMPDIR, else the system's temporary one) and in shared memory."
                ) from error
            return
        _reachable(address)
        try:
            _within(ANSWER_SECONDS, lambda: self._ray.init(address=address, **quiet), address)
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            raise UsageError(refusal(address, error)) from error

    def check(self, options: Options) -> None:
        """Ask every node whether it has this program, the same version of it, and the model.

        Raises:
            UsageError: a node has another version, or lacks the program.
            ModelError: a node lacks the model.
        """
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        ask = self._ray.remote(num_cpus=0)(checked)
        asked = []
        for node in self._ray.nodes():
            if node["Alive"]:
                place = NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)
                name = node.get("NodeManagerHostname") or node["NodeManagerAddress"]
                asked.append((node["NodeID"], name, ask.options(scheduling_strategy=place).remote(options)))
        deadline = time.monotonic() + 4 * ANSWER_SECONDS
        for node_id, name, answer in asked:
            try:
                with _unprinted():
                    problem = self._ray.get(answer, timeout=max(1.0, deadline - time.monotonic()))
            except self._ray.exceptions.GetTimeoutError as error:
                raise UsageError(
                    f"The node {name} does not answer within {4 * ANSWER_SECONDS:.0f} s. Nothing was scored. Remove it "
                    "from the cluster, or have it work again."
                ) from error
            except Exception as error:  # what Ray wraps, and what a node without our package raises
                if not any(node["Alive"] for node in self._ray.nodes() if node["NodeID"] == node_id):
                    continue  # it went away: the others do its work
                raise UsageError(
                    f"The node {name} cannot work: {_first(error)}. {_SAME_EVERYWHERE}"
                ) from error
            if problem:
                kind = ModelError if problem.startswith("model:") else UsageError
                raise kind(f"The node {name} cannot work: {problem.partition(': ')[2]} {_SAME_EVERYWHERE}")

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
            try:
                with _unprinted():
                    row = next(rows, None)
            except self._ray.exceptions.RayTaskError:
                raise  # a fault of ours
            except (self._ray.exceptions.RayError, ConnectionError, TimeoutError) as error:
                raise self._lost(_first(error)) from error
            if row is None:
                return
            yield pickle.loads(row["report"])

    def close(self) -> None:
        """Let the workers go."""
        self._watch.stop()
        with self._quiet:
            if self._watch.lost:
                self._leave()
                return
            with contextlib.suppress(Exception), _unprinted():
                self._ray.shutdown()

    def _leave(self) -> None:
        """Leave without a goodbye: Ray would wait for the head, and its core crashes while Python ends without it."""
        with contextlib.suppress(Exception):  # what this process started; Ray has no public way to it
            node: Any = self._ray._private.worker._global_node
            node.kill_all_processes(check_alive=False, allow_graceful=False)
        atexit.register(_end, _LOST_EXIT)

    def _lost(self, why: str) -> ClusterLostError:
        return ClusterLostError(
            f"The cluster {self._address} stopped working: {why}. Finished shards are kept; when it is back, the same "
            "command goes on with the others."
        )

    def __enter__(self) -> RayEngine:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close()
        if self._watch.lost and kind is KeyboardInterrupt:
            raise self._lost("its head does not answer any more")


def _end(code: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


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
    if address.startswith("ray://"):
        raise UsageError(
            f"{address} is an address for Ray's client, over which Ray Data does not run. Nothing was scored. Run this "
            "on a node of the cluster (`ray start --address=HOST:PORT` makes one), and name HOST:PORT."
        )
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(
            f"{address} is no address of a cluster. Name `local` or HOST:PORT. Nothing was scored."
        )
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER_SECONDS):
            return
    except OSError as error:
        raise UsageError(
            f"The cluster {address} does not answer ({error.strerror or error}). Nothing was scored."
        ) from error


def refusal(address: str, error: BaseException) -> str:
    """The sentence on a cluster that answers and cannot be used, from what Ray said."""
    versions = re.findall(r"Ray: (\S+)\s+Python: (\S+)", str(error))
    if len(versions) == 2:
        theirs, ours = (f"Ray {ray} and Python {python}" for ray, python in versions)
        return (
            f"The cluster {address} has {theirs}, this machine {ours}. Nothing was scored. Install the same versions "
            "on both."
        )
    return (
        f"The cluster {address} cannot be used: {_first(error)}. Nothing was scored. This machine has to be a node of "
        "it (`ray start --address=HOST:PORT`); where it asks for a token, set RAY_AUTH_MODE=token."
    )


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
