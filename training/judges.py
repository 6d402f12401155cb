"""Judge C (MobileFace) comes as a tfjs graph; its few kinds of operations are interpreted here in torch."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812


class TfjsGraph:
    """A frozen tfjs graph model, run by torch, NCHW inside.

    Args:
        file: The `.json`; its weights lie beside it.

    Raises:
        ValueError: an operation that is not known here.
    """

    def __init__(self, file: Path) -> None:
        spec = json.loads(file.read_text())
        self._nodes = spec["modelTopology"]["node"]
        self._constants = _weights(file.parent, spec["weightsManifest"])
        self._output = _outputs(self._nodes)

    @torch.inference_mode()
    def __call__(self, images: Tensor) -> Tensor:
        """(n, 3, h, w) float -> the graph's single output (n, d)."""
        values: dict[str, Any] = {}
        for node in self._nodes:
            values[node["name"]] = self._run(node, values, images)
        return values[self._output]

    def _run(self, node: dict[str, Any], values: dict[str, Any], images: Tensor) -> Any:
        op, attr = node["op"], node.get("attr", {})
        if op == "Placeholder":
            return images
        if op == "Const":
            return self._constants[node["name"]]
        arguments = [values[name.split(":")[0]] for name in node["input"] if not name.startswith("^")]
        return _operation(op, attr, arguments)


def _outputs(nodes: list[dict[str, Any]]) -> str:
    used = {name.split(":")[0] for node in nodes for name in node.get("input", [])}
    return [node["name"] for node in nodes if node["name"] not in used][-1]


def _weights(folder: Path, manifest: list[dict[str, Any]]) -> dict[str, Tensor]:
    constants: dict[str, Tensor] = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        at = 0
        for weight in group["weights"]:
            dtype = np.dtype({"float32": "<f4", "int32": "<i4"}[weight["dtype"]])
            count = int(np.prod(weight["shape"], dtype=np.int64))
            values = np.frombuffer(data, dtype, count, at).reshape(weight["shape"]).copy()
            constants[weight["name"]] = torch.from_numpy(values)
            at += count * dtype.itemsize
    return constants


def _operation(op: str, attr: dict[str, Any], args: list[Any]) -> Any:
    if op == "Identity":
        return args[0]
    if op == "Pad":
        (_, _), (top, bottom), (left, right), (_, _) = args[1].tolist()
        return F.pad(args[0], (left, right, top, bottom))
    if op in {"Conv2D", "_FusedConv2D"}:
        x = _conv(args[0], args[1].permute(3, 2, 0, 1), attr, 1)
        return x + _channels(args[2], x) if op == "_FusedConv2D" and len(args) > 2 else x
    if op in {"DepthwiseConv2dNative", "FusedDepthwiseConv2dNative"}:
        kernel = args[1].permute(2, 3, 0, 1)
        x = _conv(args[0], kernel.reshape(-1, 1, *kernel.shape[2:]), attr, kernel.shape[0])
        return x + _channels(args[2], x) if op.startswith("Fused") and len(args) > 2 else x
    if op == "Reshape":
        # The graph flattens NHWC.
        x = args[0].permute(0, 2, 3, 1) if args[0].ndim == 4 else args[0]
        return x.reshape([x.shape[0] if i == 0 else s for i, s in enumerate(args[1].tolist())])
    if op == "MatMul":
        return args[0] @ args[1]
    simple: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
        "Maximum": torch.maximum,
        "Minimum": torch.minimum,
        "Mul": torch.mul,
        "Add": torch.add,
        "AddV2": torch.add,
        "BiasAdd": torch.add,
        "Sub": torch.sub,
    }
    if op in {"Relu"}:
        return F.relu(args[0])
    if op in {"Neg"}:
        return -args[0]
    if op not in simple:
        raise ValueError(f"the operation {op} is not known here")
    a, b = args
    if a.ndim == 4 and b.ndim != 4:
        b = _channels(b, a)
    elif b.ndim == 4 and a.ndim != 4:
        a = _channels(a, b)
    return simple[op](a, b)


def _channels(value: Tensor, like: Tensor) -> Tensor:
    """A constant of NHWC rules (its last axis is the channel) made fit for an NCHW tensor."""
    if like.ndim != 4 or value.ndim == 0 or value.numel() == 1:
        return value.reshape(-1)[0] if value.numel() == 1 else value
    if value.ndim == 3:
        return value.permute(2, 0, 1)[None]
    return value.reshape(1, -1, 1, 1)


def _conv(x: Tensor, kernel: Tensor, attr: dict[str, Any], groups: int) -> Tensor:
    stride = int(attr["strides"]["list"]["i"][1])
    padding = attr["padding"]["s"]
    same = padding in {"SAME", "U0FNRQ=="}  # tfjs writes strings in base64
    if same:
        k, size = kernel.shape[-1], x.shape[-1]
        total = max((-(-size // stride) - 1) * stride + k - size, 0)
        x = F.pad(x, (total // 2, total - total // 2, total // 2, total - total // 2))
    return F.conv2d(x, kernel, stride=stride, groups=groups)
