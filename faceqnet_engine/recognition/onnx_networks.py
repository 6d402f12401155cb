"""Recognisers that run in ONNX Runtime (the optional part `onnx` of the installation)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from faceqnet_engine.errors import ModelError
from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.models.registry import InputSpec


def forward_of(file: Path, spec: InputSpec) -> Callable[[Uint8Array], Float32Array]:
    """A function from crops to embeddings.

    Raises:
        ModelError: ONNX Runtime is not installed, the file is no such network, or its input is not what its
            record says.
    """
    session = _session(file)
    channels_first = _checked_input(file, session, spec)
    name, output = session.get_inputs()[0].name, session.get_outputs()[0].name
    one_at_a_time = (
        isinstance(session.get_inputs()[0].shape[0], int) and session.get_inputs()[0].shape[0] == 1
    )
    mean = np.array(spec.mean, np.float32)

    def forward(crops: Uint8Array) -> Float32Array:
        ordered = crops[..., ::-1] if spec.colour == "BGR" else crops
        batch = (ordered.astype(np.float32) - mean) * np.float32(spec.scale)
        if channels_first:
            batch = batch.transpose(0, 3, 1, 2)
        batch = np.ascontiguousarray(batch)
        parts = np.split(batch, len(batch)) if one_at_a_time else [batch]
        found = np.concatenate([np.asarray(session.run([output], {name: p})[0]) for p in parts])
        return found.reshape(len(crops), -1).astype(np.float32, copy=False)

    return forward


def _session(file: Path) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError(
            "ONNX recognisers need ONNX Runtime: pip install faceqnet[onnx]. The shipped recogniser is resnet29."
        ) from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = 1  # whole images side by side, as everywhere in this program
    try:
        # From bytes: a file cannot make the runtime read other files that it names.
        return onnxruntime.InferenceSession(
            file.read_bytes(), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except OSError as error:
        raise ModelError(f"The recogniser {file} cannot be read: {error.strerror}.") from error
    except Exception as error:  # the runtime's errors have no common class of their own
        first = " ".join(str(error).split())[:160]
        raise ModelError(f"{file.name} is not an ONNX network that can be run here ({first}).") from error


def _checked_input(file: Path, session: Any, spec: InputSpec) -> bool:
    """Whether channels come first; refuses what does not fit the record."""
    inputs = session.get_inputs()
    if len(inputs) != 1 or inputs[0].type != "tensor(float)" or len(inputs[0].shape) != 4:
        raise ModelError(
            f"{file.name} does not take one batch of float images; it is no recogniser for faces."
        )
    _, *rest = inputs[0].shape
    if rest[0] == 3:
        sides, first = rest[1:], True
    elif rest[2] == 3:
        sides, first = rest[:2], False
    else:
        raise ModelError(f"{file.name} takes images of shape {rest}; three colour channels are needed.")
    if any(isinstance(side, int) and side != spec.size for side in sides):
        raise ModelError(
            f"{file.name} takes {sides[1]} x {sides[0]} pixels, but its record says {spec.size}. Correct the record."
        )
    return first
