"""Crops, embeddings and pooled features of clean images and of their degraded copies."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.align import crop
from faceqnet_engine.models.registry import record, verified_weights
from faceqnet_engine.quality.networks import ResNet29
from training.datasets import Dataset, Report
from training.degradations import degraded, jittered

_CHUNK = 64


def recogniser(threads: int) -> ResNet29:
    """The embedded ResNet-29."""
    torch.set_num_threads(threads)
    network = ResNet29()
    network.load_state_dict({k: v.float() for k, v in verified_weights(record("resnet29")).items()})
    return network.eval().requires_grad_(False)


def as_input(crops: NDArray[np.uint8]) -> torch.Tensor:
    """(n, 150, 150, 3) uint8 -> the network's input."""
    spec = record("resnet29").input
    batch = torch.from_numpy(crops).permute(0, 3, 1, 2).float()
    return (batch - torch.tensor(spec.mean).view(1, 3, 1, 1)) * spec.scale


def crops_of(
    dataset: Dataset, indices: NDArray[np.int64], copies: int, seed: int
) -> Iterator[tuple[NDArray[np.uint8], list[str]]]:
    """Per image: the clean crop and `copies` degraded ones (n + 1, 150, 150, 3), and their kinds.

    The random numbers of an image depend on `seed` and its path alone, so any part can be made again.
    """
    for i in indices:
        path = str(dataset.paths[i])
        photo = decode(dataset.root / path)
        assert photo.pixels is not None
        points = dataset.landmarks[i]
        rng = np.random.default_rng([seed, *path.encode()])
        made, kinds = [crop(photo.pixels, points, "B", 150)], ["clean"]
        for _ in range(copies):
            image, kind = degraded(photo.pixels, points, rng)
            made.append(crop(image, jittered(points, rng), "B", 150))
            kinds.append(kind)
        yield np.stack(made), kinds


def _part(file: str, indices: NDArray[np.int64], copies: int, seed: int) -> dict[str, NDArray]:
    network = recogniser(1)
    dataset = Dataset.load(Path(file))
    embeddings, features, kinds = [], [], []
    with torch.inference_mode():
        for crops, names in crops_of(dataset, indices, copies, seed):
            batch = as_input(crops)
            e, f = network.stages(batch)
            mirrored = network.stages(batch.flip(3))[1]
            embeddings.append(e.numpy())
            features.append(((f + mirrored) / 2).half().numpy())
            kinds.append(names)
    return {"embeddings": np.stack(embeddings), "features": np.stack(features), "kinds": np.array(kinds)}


def extract(file: Path, target: Path, copies: int, seed: int, workers: int, report: Report) -> None:
    """Write embeddings (m, copies + 1, 128), mirrored-averaged features (m, copies + 1, 1472) and kinds.

    Resumable: chunks of 64 images are kept beside the target until it is whole.
    """
    indices = np.flatnonzero(Dataset.load(file).usable)
    parts = target.with_suffix(".parts")
    parts.mkdir(exist_ok=True)
    chunks = [indices[i : i + _CHUNK] for i in range(0, len(indices), _CHUNK)]
    missing = [n for n in range(len(chunks)) if not (parts / f"{n}.npz").exists()]
    with ProcessPoolExecutor(workers) as pool:
        jobs = {n: pool.submit(_part, str(file), chunks[n], copies, seed) for n in missing}
        for n, job in jobs.items():
            temporary = parts / f"{n}.tmp.npz"
            np.savez(temporary, **cast(Any, job.result()))
            temporary.replace(parts / f"{n}.npz")
            report(n + 1, len(chunks))
    arrays = [dict(np.load(parts / f"{n}.npz")) for n in range(len(chunks))]
    whole = {k: np.concatenate([a[k] for a in arrays]) for k in ("embeddings", "features", "kinds")}
    temporary = target.with_suffix(".tmp.npz")
    np.savez(temporary, indices=indices, **cast(Any, whole))
    temporary.replace(target)
    for part in parts.iterdir():
        part.unlink()
    parts.rmdir()
