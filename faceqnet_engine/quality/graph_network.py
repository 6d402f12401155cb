"""An imported network, computed from its description (`models.graph`)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from faceqnet_engine.models.graph import Graph, Node, same_padding

PREFIX = "weights."


def weight_name(index: int, part: str) -> str:
    """What the weights' file calls a part of the node at `index`."""
    return f"{PREFIX}{index}_{part}"


class GraphNetwork(nn.Module):
    """Input (n, 3, 224, 224) in the colour order and range of its record; output (n,) numbers.

    Never in half precision: these networks see 0..255, and their scores are compared to 1e-4.

    Raises:
        ModelError: the graph is refused.
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        outcomes = graph.checked()
        self._nodes = graph.nodes
        self.weights = nn.ParameterDict(
            {
                weight_name(i, part).removeprefix(PREFIX): nn.Parameter(
                    torch.zeros(shape), requires_grad=False
                )
                for i, outcome in enumerate(outcomes)
                for part, shape in outcome.weights.items()
            }
        )
        self._last_use = {i: at for at, node in enumerate(self._nodes) for i in node.inputs}

    def forward(self, x: Tensor) -> Tensor:
        """(n, 3, 224, 224) -> (n,)."""
        with torch.autocast(x.device.type, enabled=False):
            values: dict[int, Tensor] = {0: x.float()}
            for at, node in enumerate(self._nodes[1:], start=1):
                values[at] = self._computed(at, node, [values[i] for i in node.inputs])
                for i in set(node.inputs):
                    if self._last_use[i] == at:
                        del values[i]
            return values[len(self._nodes) - 1].reshape(-1)

    def _weight(self, index: int, part: str) -> Tensor | None:
        key = f"{index}_{part}"
        return self.weights.get(key)

    def _computed(self, at: int, node: Node, inputs: list[Tensor]) -> Tensor:
        x, values = inputs[0], node.values
        match node.op:
            case "conv":
                return self._convolved(at, node, x)
            case "batch_norm":
                mean, variance, gamma, beta = (
                    self._weight(at, p) for p in ("moving_mean", "moving_variance", "gamma", "beta")
                )
                return F.batch_norm(x, mean, variance, gamma, beta, False, 0.0, float(values["epsilon"]))
            case "activation":
                y = getattr(torch, values["kind"])(x)
                return y if values.get("most") is None else y.clamp(max=values["most"])
            case "zero_pad":
                return F.pad(x, (*values["horizontal"], *values["vertical"]))
            case "max_pool":
                return F.max_pool2d(_padded(node, x, "size", -torch.inf), values["size"], values["strides"])
            case "mean_pool":
                return _mean_pooled(node, x)
            case "global_mean":
                return x.mean((2, 3), keepdim=values["keep"])
            case "add":
                return torch.stack(inputs).sum(0) if len(inputs) > 2 else x + inputs[1]
            case "flatten":
                return x.flatten(1) if x.ndim == 2 else x.permute(0, 2, 3, 1).flatten(1)
            case _:
                return self._dense(at, x)

    def _convolved(self, at: int, node: Node, x: Tensor) -> Tensor:
        kernel = self.weights[f"{at}_kernel"]
        x = _padded(node, x, "kernel", 0.0)
        values = node.values
        return F.conv2d(
            x,
            kernel,
            self._weight(at, "bias"),
            tuple(values["strides"]),
            0,
            tuple(values["dilation"]),
            values["groups"],
        )

    def _dense(self, at: int, x: Tensor) -> Tensor:
        kernel, bias = self.weights[f"{at}_kernel"], self._weight(at, "bias")
        if x.ndim == 2:
            return F.linear(x, kernel, bias)
        return F.linear(x.permute(0, 2, 3, 1), kernel, bias).permute(0, 3, 1, 2)


def _padded(node: Node, x: Tensor, key: str, fill: float) -> Tensor:
    if node.values["padding"] == "valid":
        return x
    dilation = node.values.get("dilation", (1, 1))
    top, bottom = same_padding(x.shape[2], node.values[key][0], node.values["strides"][0], dilation[0])
    left, right = same_padding(x.shape[3], node.values[key][1], node.values["strides"][1], dilation[1])
    return F.pad(x, (left, right, top, bottom), value=fill) if top or bottom or left or right else x


def _mean_pooled(node: Node, x: Tensor) -> Tensor:
    """Means over the pixels that exist: what `same` adds at the border is not counted, as in TensorFlow."""
    size, strides = node.values["size"], node.values["strides"]
    padded = _padded(node, x, "size", 0.0)
    means = F.avg_pool2d(padded, size, strides)
    if padded is x:
        return means
    share = F.avg_pool2d(_padded(node, torch.ones_like(x[:1, :1]), "size", 0.0), size, strides)
    return means / share
