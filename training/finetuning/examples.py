"""What a network is shown: cached features of the frozen backbone, or crops."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from faceqnet_engine.models.registry import InputSpec
from training.cache import ArrayCache
from training.copies import cropper_for, crops_of, image_key, in_parts, packed, recipe, unpacked
from training.datasets.manifest import Dataset
from training.finetuning.networks import as_input
from training.progress import Report
from training.records import disk_errors

_CHUNK = 64


class Examples(Protocol):
    """Network inputs by row (image) and column (0 clean, then copies)."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        ...

    def batch(self, rows: Tensor, columns: Tensor, *, augment: bool = False) -> Tensor:
        """The inputs at those places, float32 on the CPU."""
        ...


class FeatureExamples:
    """Features (m, 1 + c, f) of the frozen backbone."""

    def __init__(self, features: NDArray[np.float16]) -> None:
        self._features = torch.from_numpy(features)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._features.shape[0], self._features.shape[1]

    def batch(self, rows: Tensor, columns: Tensor, *, augment: bool = False) -> Tensor:
        """(n, f)."""
        return self._features[rows, columns].float()


class CropExamples:
    """Crops (m, 1 + c, s, s, 3) in a file, mirrored at random where augmentation is wanted."""

    def __init__(self, crops: NDArray[np.uint8], spec: InputSpec) -> None:
        self._crops = crops
        self._spec = spec

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._crops.shape[0], self._crops.shape[1]

    def batch(self, rows: Tensor, columns: Tensor, *, augment: bool = False) -> Tensor:
        """(n, 3, s, s)."""
        x = as_input(torch.from_numpy(self._crops[rows.numpy(), columns.numpy()]), self._spec)
        if augment:
            turned = torch.rand(len(x)) < 0.5
            x[turned] = x[turned].flip(3)
        return x


def feature_examples(
    dataset: Dataset,
    rows: Sequence[int],
    backbone: nn.Module,
    name: str,
    spec: InputSpec,
    copies: int,
    seed: int,
    cache: ArrayCache,
    workers: int,
    report: Report,
) -> FeatureExamples:
    """Features of images and their copies, from the cache where it has them."""
    cropper = cropper_for(spec)
    keys = [image_key(dataset, i, "features", name, spec, recipe(copies, seed)) for i in rows]
    backbone = backbone.eval()

    def make(positions: list[int]) -> list[NDArray]:
        found = [crops_of(dataset, rows[k], cropper, copies, seed) for k in positions]
        with torch.inference_mode():
            features = in_parts(
                np.concatenate([crops for crops, _ in found]),
                lambda part: backbone(as_input(torch.from_numpy(part), spec)).half().numpy(),
            )
        by_image = features.reshape(len(found), copies + 1, -1)
        return [packed(kinds, values) for (_, kinds), values in zip(found, by_image, strict=True)]

    torch.set_num_threads(1)
    arrays = cache.all_of(keys, make, workers, report, "images")
    return FeatureExamples(np.stack([unpacked(a)[1] for a in arrays]))


def crop_examples(
    dataset: Dataset,
    rows: Sequence[int],
    spec: InputSpec,
    copies: int,
    seed: int,
    folder: Path,
    workers: int,
    report: Report,
) -> CropExamples:
    """Crops of images and their copies, in a file of `folder`; goes on where an earlier call was stopped."""
    file = folder / "crops.raw"
    shape = (len(rows), copies + 1, spec.size, spec.size, 3)
    cropper, of_image = cropper_for(spec), int(np.prod(shape[1:]))
    # Plain writes: a full disk is an error there, and a killed process in a mapped file.
    with disk_errors(str(file)), file.open("ab") as stream, ThreadPoolExecutor(workers) as pool:
        done = stream.tell() // of_image
        stream.truncate(done * of_image)
        for start in range(done, len(rows), _CHUNK):
            part = range(start, min(start + _CHUNK, len(rows)))
            made = pool.map(lambda k: crops_of(dataset, rows[k], cropper, copies, seed)[0], part)
            for crops in made:
                stream.write(crops.tobytes())
            stream.flush()
            report(part.stop, len(rows), unit="images")
    return CropExamples(np.memmap(file, np.uint8, "r", shape=shape), spec)
