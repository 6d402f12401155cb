"""Recognisers that run in torch: architectures that are known here, weights from safetensors alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from faceqnet_engine.errors import ModelError
from faceqnet_engine.faces.align import template_at
from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.models.registry import InputSpec, record
from faceqnet_engine.quality.device import chosen_device
from faceqnet_engine.quality.networks import ResNet29
from faceqnet_engine.recognition.records import Points, architecture_said
from faceqnet_engine.recognition.similarities import Similarity


@dataclass(frozen=True, slots=True)
class KnownNetwork:
    """An architecture with the preprocessing that it was trained with."""

    architecture: str
    build: Callable[[], nn.Module]
    input: InputSpec
    points: Points
    similarity: Similarity
    ignored: str = "\0"
    """Tensors whose names begin so belong to training alone and are left out."""


def _facenet() -> nn.Module:
    from facenet_pytorch import InceptionResnetV1

    return InceptionResnetV1(pretrained=None, classify=False)


# facenet-pytorch cuts MTCNN's box and resizes it. These are MTCNN's landmarks in the square about its boxes
# (side: the box's height; medians of 210 LFW photos, made symmetric), so that faces come upright as well.
_FACENET_POINTS: Points = ((52.0, 61.9), (108.0, 61.9), (80.0, 93.3), (55.6, 120.2), (104.4, 120.2))


@cache
def known_networks() -> dict[str, KnownNetwork]:
    """Architectures by name."""
    spec = record("resnet29").input
    points = tuple((float(x), float(y)) for x, y in template_at(spec.template, spec.size).tolist())
    facenet = InputSpec(160, "facenet", "RGB", (127.5, 127.5, 127.5), 1 / 128)
    return {
        "resnet29": KnownNetwork("resnet29", ResNet29, spec, points, Similarity.EUCLIDEAN),
        "facenet": KnownNetwork("facenet", _facenet, facenet, _FACENET_POINTS, Similarity.COSINE, "logits."),
    }


def tensors_of(file: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file.

    Raises:
        ModelError: not readable as one.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        return load(file.read_bytes())
    except OSError as error:
        raise ModelError(f"The recogniser {file} cannot be read: {error.strerror}.") from error
    except (SafetensorError, ValueError, KeyError) as error:
        raise ModelError(f"{file.name} is not a safetensors file and was not loaded.") from error


def known_by(file: Path, tensors: Mapping[str, Tensor]) -> KnownNetwork:
    """The architecture that a record names, or that the names of the tensors show.

    Raises:
        ModelError: none, or one that is not known here.
    """
    said = architecture_said(file)
    names = ", ".join(known_networks())
    if said is not None and said not in known_networks():
        raise ModelError(f"{file.name}: the architecture {said} is not known. Known: {names}.")
    for name, known in known_networks().items():
        if said == name or (said is None and _names(known, tensors) == set(_wanted(known))):
            return known
    raise ModelError(
        f"{file.name} holds none of the known architectures ({names}). Give it as ONNX with a record."
    )


def forward_of(
    known: KnownNetwork, tensors: Mapping[str, Tensor], spec: InputSpec, device: str
) -> Callable[[Uint8Array], Float32Array]:
    """A function from crops to embeddings.

    Raises:
        ModelError: tensors are missing, too many, or of another shape.
    """
    network = known.build()
    kept = {
        k: v.float() if v.is_floating_point() else v
        for k, v in tensors.items()
        if k in _names(known, tensors)
    }
    try:
        network.load_state_dict(kept)
    except RuntimeError as error:
        first = " ".join(str(error).split())[:200]
        raise ModelError(f"The weights are not those of a {known.architecture}: {first}") from error
    place = chosen_device(device)
    network.eval().requires_grad_(False).to(place)
    mean = torch.tensor(spec.mean, device=place).view(1, 3, 1, 1)

    @torch.inference_mode()
    def forward(crops: Uint8Array) -> Float32Array:
        batch = torch.from_numpy(crops).to(place).permute(0, 3, 1, 2).float()
        if spec.colour == "BGR":
            batch = batch.flip(1)
        found: Any = network((batch - mean) * spec.scale)
        return np.asarray(found.float().cpu().numpy(), np.float32)

    return forward


def _wanted(known: KnownNetwork) -> dict[str, Tensor]:
    with torch.device("meta"):
        return known.build().state_dict()


def _names(known: KnownNetwork, tensors: Mapping[str, Tensor]) -> set[str]:
    return {k for k in tensors if not k.startswith(known.ignored)}
