"""Devices and processes: Fabric as the config, or `fabric run`, wants it."""

from __future__ import annotations

import os
from typing import Any

from lightning_fabric import Fabric

from faceqnet_engine.errors import UsageError
from faceqnet_engine.quality.device import chosen_device
from training.plan import TrainOptions


def process_count() -> int:
    """How many processes share this training (`fabric run` or torchrun), 1 without."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def is_first_process() -> bool:
    """Whether this process writes files and speaks."""
    return int(os.environ.get("RANK", "0")) == 0


def fabric_for(options: TrainOptions) -> Fabric:
    """Fabric on the wanted device, or on what `fabric run` or torchrun has set up.

    Raises:
        UsageError: the device is not here.
    """
    precision: Any = options.precision
    if os.environ.get("LT_CLI_USED"):
        # It has begun the processes already, and launching again is an error. What it was not told is the config's.
        return Fabric() if os.environ.get("LT_PRECISION") else Fabric(precision=precision)
    if process_count() > 1:
        device = chosen_device(options.device)
        fabric = Fabric(
            accelerator=device.type, devices=_local_processes(), strategy="ddp", precision=precision
        )
    else:
        device = chosen_device(options.device)
        if precision == "bf16-mixed" and device.type == "mps":
            raise UsageError("Apple GPUs train with train.precision = 32-true only.")
        chosen = [device.index or 0] if device.type == "cuda" else 1
        fabric = Fabric(accelerator=device.type, devices=chosen, precision=precision)
    fabric.launch()
    return fabric


def _local_processes() -> int:
    return int(os.environ.get("LOCAL_WORLD_SIZE", os.environ.get("WORLD_SIZE", "1")))
