"""Recognisers: records with their preprocessing, and the networks behind them.

A recogniser comes from the registry (`resnet29` is shipped), from an ONNX file or from a safetensors file of a
known architecture. A record beside the file says how faces are put in; without it an ONNX file is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from faceqnet_engine.errors import ModelError, UsageError
from faceqnet_engine.faces.align import template_at
from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.models.registry import InputSpec, ModelRecord, record
from faceqnet_engine.recognition.records import (
    Points,
    RecogniserRecord,
    onnx_record,
    safetensors_record,
)
from faceqnet_engine.recognition.similarities import Similarity, similarities

__all__ = ["Forward", "Recogniser", "RecogniserRecord", "Similarity", "recogniser", "similarities"]

Forward = Callable[[Uint8Array], Float32Array]
"""(n, size, size, 3) uint8 RGB crops -> (n, d) embeddings; does its own colour order, mean and scale."""

_BATCH = 32


@dataclass(frozen=True, slots=True, eq=False)
class Recogniser:
    """A recogniser that can be asked; anything that maps crops to embeddings can stand behind it.

    Attributes:
        record: Name, preprocessing, similarity.
        forward: The network.
    """

    record: RecogniserRecord
    forward: Forward

    def embeddings(self, crops: Sequence[Uint8Array] | Uint8Array, *, batch: int = _BATCH) -> Float32Array:
        """Embeddings of aligned crops, in batches.

        Args:
            crops: n arrays (size, size, 3) uint8 RGB, aligned to `record.points`.
            batch: Most crops in one forward pass.

        Returns:
            (n, d) float32 as the network gives them, of any length. (0, 0) without crops.

        Raises:
            UsageError: crops of another size or type.
            ModelError: the network gave something else than one vector a crop, or values that are not finite.
        """
        size = self.record.input.size
        parts: list[Float32Array] = []
        for start in range(0, len(crops), batch):
            part = np.stack(list(crops[start : start + batch]))
            if part.shape[1:] != (size, size, 3) or part.dtype != np.uint8:
                raise UsageError(
                    f"{self.record.name} takes crops of {size} x {size} pixels, RGB, 8 bits each."
                )
            parts.append(self._checked(self.forward(part), len(part)))
        return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)

    def similarities(self, a: Float32Array, b: Float32Array) -> Float32Array:
        """Similarity of (n, d) with (n, d) embeddings, row by row: (n,), higher is more alike."""
        rows = np.arange(len(a))
        return similarities(np.concatenate([a, b]), (rows, rows + len(a)), self.record.similarity)

    def _checked(self, raw: Float32Array, count: int) -> Float32Array:
        found = np.asarray(raw, np.float32)
        if found.ndim != 2 or len(found) != count or not found.shape[1]:
            raise ModelError(
                f"{self.record.name} gives {found.shape} for {count} faces, not one vector each."
            )
        if not np.isfinite(found).all():
            raise ModelError(f"{self.record.name} gives numbers that are not finite. Check its record.")
        return found


def recogniser(name: str | Path, *, device: str = "cpu") -> Recogniser:
    """The recogniser of that id, or of that `.onnx` or `.safetensors` file.

    Args:
        name: An id of the registry (`resnet29`), or a file.
        device: Where a torch network runs; ONNX runs on the CPU.

    Raises:
        ModelError: missing, damaged, without a usable record, or of an unknown architecture.
    """
    file = Path(name)
    suffix = file.suffix.lower()
    if suffix == ".onnx":
        return _onnx(file)
    if suffix == ".safetensors":
        return _safetensors(file, device)
    if suffix in {".pt", ".pth", ".pkl", ".pickle", ".bin", ".h5", ".keras"}:
        raise ModelError(
            f"{file.name} is not loaded: such files can run programs. Give the recogniser as .onnx or .safetensors."
        )
    return _registered(record(str(name)), device)


def _registered(model: ModelRecord, device: str) -> Recogniser:
    from faceqnet_engine.models.registry import verified_weights
    from faceqnet_engine.recognition.torch_networks import forward_of, known_networks

    if model.task != "recogniser":
        raise ModelError(f"{model.id} is a {model.task} model; faces are recognised by a recogniser.")
    if model.architecture not in known_networks():
        raise ModelError(
            f"This version cannot build the architecture {model.architecture}. Update the program."
        )
    known = known_networks()[model.architecture]
    points = _points(model.input)
    own = RecogniserRecord(model.name, model.input, points, known.similarity, model.architecture)
    return Recogniser(own, forward_of(known, verified_weights(model), model.input, device))


def _points(spec: InputSpec) -> Points:
    x_y = template_at(spec.template, spec.size).tolist()
    return tuple((float(x), float(y)) for x, y in x_y)


def _safetensors(file: Path, device: str) -> Recogniser:
    from faceqnet_engine.recognition.torch_networks import forward_of, known_by, tensors_of

    tensors = tensors_of(file)
    known = known_by(file, tensors)
    own = safetensors_record(file, known.input, known.points, known.similarity, known.architecture)
    return Recogniser(own, forward_of(known, tensors, own.input, device))


def _onnx(file: Path) -> Recogniser:
    from faceqnet_engine.recognition.onnx_networks import forward_of

    own = onnx_record(file)
    return Recogniser(own, forward_of(file, own.input))
