"""The trained network's scores, by the path that a released model takes: crop, forward pass, no cached features."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Face, Uint8Array
from faceqnet_engine.models.registry import InputSpec, ModelRecord
from faceqnet_engine.quality.leaning import share_found
from faceqnet_engine.quality.networks import network_of
from training.cache import ArrayCache
from training.copies import cropper_for, crops_of, image_key, packed, recipe, unpacked
from training.datasets.manifest import Dataset
from training.finetuning.networks import as_input
from training.progress import Report

_BATCH = 32
_TIMED = 15


@dataclass(frozen=True, slots=True, eq=False)
class Scoring:
    """All that a score depends on but the photo.

    Attributes:
        network: (n, 3, s, s) -> (n,).
        input: What it wants to see.
        lean: Shares that scores of leaning heads are multiplied by, as in `ModelRecord.lean`.
        name: What identifies the weights.
    """

    network: nn.Module
    input: InputSpec
    lean: tuple[float, ...] = ()
    name: str = ""

    @classmethod
    def of(cls, model: ModelRecord) -> Self:
        """A registered model's."""
        return cls(network_of(model), model.input, model.lean, model.name)

    def crop(self, pixels: Uint8Array, face: Face) -> Uint8Array:
        """(h, w, 3) and a face in it -> (s, s, 3)."""
        return cropper_for(self.input)(pixels, face)

    def scores(self, crops: NDArray[np.uint8], face: Face) -> NDArray[np.float32]:
        """Crops (n, s, s, 3) of one face -> (n,) scores, 0..1."""
        return scored(self.network, self.input, crops) * np.float32(share_found(self.lean, face.landmarks))


@torch.inference_mode()
def scored(network: nn.Module, spec: InputSpec, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, s, s, 3) uint8 RGB -> (n,) scores, 0..1."""
    parts = [
        network(as_input(torch.from_numpy(crops[i : i + _BATCH]), spec)).clamp(0, 1).reshape(-1)
        for i in range(0, len(crops), _BATCH)
    ]
    return np.asarray(torch.cat(parts).float().numpy(), np.float32)


def score_of_file(file: Path, detector: Detector, scoring: Scoring) -> float | None:
    """The score of a photo's primary face; None where there is no photo or no face."""
    pixels = decode(file).pixels
    if pixels is None:
        return None
    faces = detector.detect(pixels) or detector.detect_small(pixels)
    if not faces:
        return None
    first = by_prominence(faces, pixels.shape[1], pixels.shape[0])[0]
    return float(scoring.scores(scoring.crop(pixels, first)[None], first)[0])


def scores_of(
    dataset: Dataset,
    rows: Sequence[int],
    scoring: Scoring,
    copies: int,
    seed: int,
    cache: ArrayCache,
    workers: int,
    report: Report,
) -> NDArray[np.float64]:
    """Scores (m, 1 + copies) of images and their degraded copies; a copy leans as its original does."""
    told = ("score", scoring.name, scoring.input, scoring.lean, recipe(copies, seed))
    keys = [image_key(dataset, i, *told) for i in rows]

    def make(positions: list[int]) -> list[NDArray]:
        found = [crops_of(dataset, rows[k], scoring.crop, copies, seed) for k in positions]
        scores = scored(scoring.network, scoring.input, np.concatenate([crops for crops, _ in found]))
        shares = [share_found(scoring.lean, dataset.landmarks[rows[k]]) for k in positions]
        by_image = scores.reshape(len(found), -1) * np.array(shares, np.float32)[:, None]
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
