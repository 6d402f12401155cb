"""The trained network's scores, by the path that a released model takes: crop, forward pass, no cached features."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.models.registry import InputSpec
from training.cache import ArrayCache
from training.copies import cropper_for, crops_of, image_key, packed, recipe, unpacked
from training.datasets.manifest import Dataset
from training.finetuning.networks import as_input
from training.progress import Report

_BATCH = 32
_TIMED = 15


@torch.inference_mode()
def scored(network: nn.Module, spec: InputSpec, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, s, s, 3) uint8 RGB -> (n,) scores, 0..1."""
    parts = [
        network(as_input(torch.from_numpy(crops[i : i + _BATCH]), spec)).clamp(0, 1).reshape(-1)
        for i in range(0, len(crops), _BATCH)
    ]
    return np.asarray(torch.cat(parts).float().numpy(), np.float32)


def score_of_file(file: Path, detector: Detector, network: nn.Module, spec: InputSpec) -> float | None:
    """The score of a photo's primary face; None where there is no photo or no face."""
    pixels = decode(file).pixels
    if pixels is None:
        return None
    faces = detector.detect(pixels) or detector.detect_small(pixels)
    if not faces:
        return None
    first = by_prominence(faces, pixels.shape[1], pixels.shape[0])[0]
    return float(scored(network, spec, cropper_for(spec)(pixels, first)[None])[0])


def scores_of(
    dataset: Dataset,
    rows: Sequence[int],
    network: nn.Module,
    name: str,
    spec: InputSpec,
    copies: int,
    seed: int,
    cache: ArrayCache,
    workers: int,
    report: Report,
) -> NDArray[np.float64]:
    """Scores (m, 1 + copies) of images and their degraded copies; `name` identifies the weights."""
    cropper = cropper_for(spec)
    keys = [image_key(dataset, i, "score", name, spec, recipe(copies, seed)) for i in rows]

    def make(positions: list[int]) -> list[NDArray]:
        found = [crops_of(dataset, rows[k], cropper, copies, seed) for k in positions]
        scores = scored(network, spec, np.concatenate([crops for crops, _ in found]))
        by_image = scores.reshape(len(found), -1)
        return [packed(kinds, s[:, None]) for (_, kinds), s in zip(found, by_image, strict=True)]

    torch.set_num_threads(1)
    arrays = cache.all_of(keys, make, workers, report, "images")
    return np.stack([unpacked(a)[1][:, 0] for a in arrays]).astype(np.float64)


def cost(network: nn.Module, spec: InputSpec, threads: int) -> dict[str, float | int]:
    """Milliseconds a face of a forward pass of 32 faces on the CPU, by that many threads and by one.

    The fastest of several: whatever else the machine does only adds, the more so where threads wait for each other.
    """
    return {
        "ms_per_face": _fastest(network, spec, threads),
        "ms_per_face_one_thread": _fastest(network, spec, 1),
        "threads": threads,
        "batch": _BATCH,
    }


def _fastest(network: nn.Module, spec: InputSpec, threads: int) -> float:
    torch.set_num_threads(threads)
    crops = np.random.default_rng(0).integers(0, 256, (_BATCH, spec.size, spec.size, 3), dtype=np.uint8)
    scored(network, spec, crops)
    times: list[float] = []
    for _ in range(_TIMED):
        started = time.perf_counter()
        scored(network, spec, crops)
        times.append(time.perf_counter() - started)
    return round(1000 * min(times) / _BATCH, 2)
