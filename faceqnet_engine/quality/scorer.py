"""Aligned crops into scores, in batches, on any device."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
import torch

from faceqnet_engine.errors import ModelError
from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.models.one_call import as_one_call
from faceqnet_engine.models.registry import ModelRecord
from faceqnet_engine.quality.networks import network_of

log = logging.getLogger(__name__)


class Scorer:
    """A quality model on a device.

    Args:
        record: A registered model of task `quality`.
        device: Where it runs; on CUDA under autocast.
        batch: Most crops in one forward pass; halved, down to 1, when the device's memory does not suffice.
        live: Crops come one by one, while other threads want to run.

    Raises:
        ModelError: the weights are missing, damaged or of another task.
    """

    def __init__(self, record: ModelRecord, device: torch.device, batch: int, *, live: bool = False) -> None:
        if record.task != "quality":
            raise ModelError(f"{record.id} is a {record.task} model and gives no quality score.")
        self._network = network_of(record).to(device)
        self._device = device
        self._input = record.input
        self._mean = torch.tensor(record.input.mean, device=device).view(1, 3, 1, 1)
        self.batch = batch
        if live and device.type == "cpu":
            self.batch = 1
            side = record.input.size
            self._network = as_one_call(self._network, torch.zeros(1, 3, side, side), arranged=True)

    def scores(self, crops: Sequence[Uint8Array]) -> Float32Array:
        """Scores of aligned crops.

        Args:
            crops: n arrays (size, size, 3) uint8 RGB, aligned to the model's template and size.

        Returns:
            (n,) float32, 0..1, higher is better.
        """
        results: list[Float32Array] = []
        done = 0
        while done < len(crops):
            part = crops[done : done + self.batch]
            try:
                results.append(self._forward(np.stack(part)))
            except torch.cuda.OutOfMemoryError:
                if self.batch == 1:
                    raise
                self.batch = max(1, self.batch // 2)
                torch.cuda.empty_cache()
                log.warning("Out of device memory; going on with batches of %d.", self.batch)
                continue
            done += len(part)
        return np.concatenate(results) if results else np.zeros(0, np.float32)

    @torch.inference_mode()
    def _forward(self, crops: Uint8Array) -> Float32Array:
        batch = torch.from_numpy(crops).to(self._device).permute(0, 3, 1, 2).float()
        if self._input.colour == "BGR":
            batch = batch.flip(1)
        batch = (batch - self._mean) * self._input.scale
        with torch.autocast("cuda", enabled=self._device.type == "cuda"):
            scores = self._network(batch)
        return np.asarray(scores.float().clamp(0, 1).cpu().numpy().reshape(-1), dtype=np.float32)
