"""Crops of an image and of its degraded copies, for any network; the same ones whenever they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.faces.align import crop_to, face_crop
from faceqnet_engine.faces.face import Face, Float32Array, Uint8Array
from faceqnet_engine.models.registry import InputSpec
from training import degradations
from training.datasets.manifest import Dataset
from training.records import digest_of, file_digest

CLEAN = "clean"
_FORWARD = 16
"""Crops of one forward pass: a small one wastes a third of the time on its overhead."""
Cropper = Callable[[Uint8Array, Face], Uint8Array]
"""(h, w, 3) and a face in it -> (size, size, 3)."""


def cropper_for(spec: InputSpec) -> Cropper:
    """Crops as a network with that record wants them."""
    return lambda pixels, face: face_crop(pixels, face, spec.template, spec.size)


def cropper_to(points: Float32Array, size: int) -> Cropper:
    """Crops aligned to five points."""
    return lambda pixels, face: crop_to(pixels, face.landmarks, points, size)


def recipe(copies: int, seed: int) -> str:
    """What copies depend on besides the image: their number, the seed, and the code that makes them."""
    if not copies:
        return CLEAN
    return digest_of([copies, seed, file_digest(Path(degradations.__file__))])


def image_key(dataset: Dataset, i: int, *more: object) -> str:
    """The cache's key of something made from image `i`, its landmarks and `more`."""
    face = dataset.boxes[i].tobytes() + dataset.landmarks[i].tobytes()
    return digest_of([str(dataset.hashes[i]), face.hex(), *map(str, more)])


def crops_of(
    dataset: Dataset, i: int, cropper: Cropper, copies: int, seed: int
) -> tuple[Uint8Array, list[str]]:
    """The clean crop and `copies` degraded ones (copies + 1, size, size, 3), and their kinds.

    The random numbers depend on `seed` and the image's content alone, so any part can be made again, and every
    network sees the same copies. Landmarks of copies are a little off, as a detector's would be.
    """
    pixels, face = dataset.pixels(i), dataset.face(i)
    rng = np.random.default_rng([seed, *bytes.fromhex(str(dataset.hashes[i])[:32])])
    made, kinds = [cropper(pixels, face)], [CLEAN]
    for _ in range(copies):
        image, kind = degradations.degraded(pixels, face.landmarks, rng)
        made.append(cropper(image, _jittered(face, rng)))
        kinds.append(kind)
    return np.stack(made), kinds


def _jittered(face: Face, rng: np.random.Generator) -> Face:
    """Landmarks off by what the degradations say, and the box moved with them."""
    landmarks = degradations.jittered(face.landmarks, rng)
    moved = (landmarks - face.landmarks).mean(0)
    box = face.box + np.concatenate([moved, np.zeros(2)]).astype(np.float32)
    return Face(box, landmarks, face.confidence)


def in_parts(crops: Uint8Array, forward: Callable[[Uint8Array], NDArray]) -> NDArray:
    """Forward passes of at most 16 crops, their results (n, d) together.

    Never of one crop alone: torch computes that in another way, with other last bits, and what is kept must not
    depend on which images were still missing when a step was taken up again.
    """
    if len(crops) == 1:
        return forward(np.repeat(crops, 2, axis=0))[:1]
    return np.concatenate([forward(part) for part in np.array_split(crops, -(-len(crops) // _FORWARD))])


def packed(kinds: Sequence[str], values: NDArray) -> NDArray[np.uint8]:
    """Kinds and one row of values each, as one array for the cache."""
    head = ",".join([values.dtype.str, *kinds]).encode()
    body = np.ascontiguousarray(values).tobytes()
    return np.frombuffer(len(head).to_bytes(4, "little") + head + body, np.uint8)


def unpacked(array: NDArray[np.uint8]) -> tuple[list[str], NDArray]:
    """What `packed` packed; values (kinds, d)."""
    data = array.tobytes()
    end = 4 + int.from_bytes(data[:4], "little")
    dtype, *kinds = data[4:end].decode().split(",")
    return kinds, np.frombuffer(data[end:], np.dtype(dtype)).reshape(len(kinds), -1)
