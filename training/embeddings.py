"""Embeddings of clean images and of their degraded copies, by every recogniser of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.recognition.recognisers import Recogniser, Similarity
from training.cache import ArrayCache
from training.copies import cropper_to, crops_of, image_key, in_parts, packed, recipe, unpacked
from training.datasets.manifest import Dataset
from training.progress import Report
from training.records import disk_errors


@dataclass(frozen=True, slots=True, eq=False)
class Embeddings:
    """One recogniser's.

    Attributes:
        rows: (m,) which images of the dataset: the usable ones.
        probes: (m, 1 + c, d) float32: the clean image, then its copies (none for recognisers that only judge).
        kinds: (m, 1 + c) `clean`, or how the copy was degraded.
        norms: (m,) lengths of the clean images' embeddings as the network gave them.
        similarity: How two are compared.
    """

    rows: NDArray[np.int64]
    probes: NDArray[np.float32]
    kinds: NDArray[np.str_]
    norms: NDArray[np.float32]
    similarity: Similarity

    @property
    def clean(self) -> NDArray[np.float32]:
        """(m, d)."""
        return self.probes[:, 0]

    def save(self, file: Path) -> None:
        """Write as .npz into a step's folder."""
        with disk_errors(str(file)):
            np.savez(
                file,
                rows=self.rows,
                probes=self.probes,
                kinds=self.kinds,
                norms=self.norms,
                similarity=self.similarity.value,
            )

    @staticmethod
    def load(file: Path) -> Embeddings:
        """Read what `save` wrote."""
        with np.load(file) as data:
            return Embeddings(
                data["rows"],
                data["probes"],
                data["kinds"],
                data["norms"],
                Similarity(str(data["similarity"])),
            )


def comparable(values: NDArray[np.float32], kind: Similarity) -> NDArray[np.float32]:
    """Embeddings (..., d) such that their Euclidean distances order pairs as `kind` does: a cosine's get length 1."""
    if kind is not Similarity.COSINE:
        return values
    return (values / np.maximum(np.linalg.norm(values, axis=-1, keepdims=True), 1e-12)).astype(np.float32)


def embedded(
    dataset: Dataset,
    recogniser: Recogniser,
    copies: int,
    seed: int,
    cache: ArrayCache,
    workers: int,
    report: Report,
) -> Embeddings:
    """Embeddings of all usable images and `copies` degraded copies of each.

    Raises:
        UsageError: an image is no longer what the manifest says.
        ModelError: the recogniser gives no usable numbers.
    """
    rows = np.flatnonzero(dataset.usable)
    points = np.asarray(recogniser.record.points, np.float32)
    cropper = cropper_to(points, recogniser.record.input.size)
    made_by = ("embedding 2", recogniser.record.name, recipe(copies, seed))
    keys = [image_key(dataset, int(i), *made_by) for i in rows]

    def make(positions: list[int]) -> list[NDArray]:
        found = [crops_of(dataset, int(rows[k]), cropper, copies, seed) for k in positions]
        values = in_parts(np.concatenate([crops for crops, _ in found]), recogniser.embeddings)
        by_image = values.reshape(len(found), copies + 1, -1)
        lengths = np.linalg.norm(
            by_image[:, 0], axis=1
        )  # of the clean one, as the network made it: a baseline
        by_image = comparable(by_image, recogniser.record.similarity)
        return [
            packed(kinds, np.hstack([v, np.full((len(v), 1), n)]).astype(np.float32))
            for (_, kinds), v, n in zip(found, by_image, lengths, strict=True)
        ]

    pairs = [unpacked(a) for a in cache.all_of(keys, make, workers, report, "images")]
    values = np.stack([v for _, v in pairs])
    return Embeddings(
        rows,
        values[..., :-1],
        np.array([k for k, _ in pairs]),
        values[:, 0, -1],
        recogniser.record.similarity,
    )
