"""How the work is split over a machine: threads that prepare, crops at once, images in memory."""

from __future__ import annotations

import os
from dataclasses import dataclass

import psutil

_MOST_WORKERS = 32
"""Threads beyond which one Python process gains nothing; more cores want more processes (--cluster local)."""
_WORKER_BYTES = 400_000_000
"""What a thread may hold at worst in daily use: a 50-megapixel photo decoded at full size for a small face."""
_CPU_BATCH, _GPU_BATCH = 16, 64


@dataclass(frozen=True, slots=True)
class Split:
    """Chosen for a machine.

    Attributes:
        workers: Threads that read, decode, detect, align and measure, one image each.
        batch: Crops in one forward pass.
        waiting: Images between listing and rows at most.
        devices: Where crops are scored, one scorer each.
    """

    workers: int
    batch: int
    waiting: int
    devices: tuple[str, ...]
    cores: int
    memory: int

    def __str__(self) -> str:
        return (
            f"{self.workers} threads prepare, batches of {self.batch} are scored on {', '.join(self.devices)}, "
            f"at most {self.waiting} images wait ({self.cores} cores, {self.memory / 1e9:.1f} GB of memory free)."
        )


def split(devices: tuple[str, ...], workers: int | None = None, batch: int | None = None) -> Split:
    """For these devices on this machine; what is given is kept.

    On a CPU, scoring shares the cores with the threads that prepare: it takes a fifth of the work or less, and
    the system's scheduler shares better than a fixed number would (bench/bench_scale.py).
    """
    cores, memory = usable_cores(), int(psutil.virtual_memory().available)
    fit = max(1, memory // 2 // _WORKER_BYTES)
    workers = workers or max(1, min(cores, _MOST_WORKERS, fit))
    batch = batch or (_CPU_BATCH if devices[0] == "cpu" else _GPU_BATCH)
    return Split(workers, batch, 2 * max(batch * len(devices), workers), devices, cores, memory)


def usable_cores() -> int:
    """Cores this process may use (containers and taskset count)."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
