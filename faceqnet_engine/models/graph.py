"""Networks as data: a list of operations out of a closed set, checked before anything is built or computed.

An imported network is kept in this form beside its weights. `Graph.checked` refuses whatever a face quality network
has no use for, so that a description from elsewhere can cost neither memory nor time, and runs nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from faceqnet_engine.errors import ModelError

Shape = tuple[int, ...]
"""Of one image: (channels, height, width), or (features,)."""

SIDE = 224
_INPUT: Shape = (3, SIDE, SIDE)
_MOST_NODES = 4000
_MOST_TEXT = 4 << 20
_MOST_NUMBERS = 64 << 20
"""In one tensor of one image; ResNet-50's largest has 0.8 million."""
_MOST_WEIGHTS = 256 << 20
_MOST_WORK = 200_000_000_000
"""Multiplications for one image; ResNet-50 needs 4 thousand million."""
ACTIVATIONS = ("relu", "sigmoid", "tanh")


@dataclass(frozen=True, slots=True)
class Node:
    """One operation.

    Attributes:
        op: One of OPERATIONS.
        name: For people: the layer that it comes from.
        inputs: Indices of earlier nodes.
        values: Its settings; which, says the operation.
    """

    op: str
    name: str
    inputs: tuple[int, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    def refuse(self, why: str) -> ModelError:
        """The error that names this layer."""
        return ModelError(f"The layer {self.name} {why}. The network was refused.")

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number of `values` within limits.

        Raises:
            ModelError: it is something else.
        """
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.refuse(f"has {key} {str(value)[:40]}, which is not between {least} and {most}")
        return value

    def pair(self, key: str, least: int, most: int) -> tuple[int, int]:
        """Two whole numbers of `values` within limits: vertical, horizontal.

        Raises:
            ModelError: it is something else.
        """
        value = self.values.get(key)
        fits = isinstance(value, list | tuple) and len(value) == 2
        if not fits or any(type(v) is not int or not least <= v <= most for v in value or ()):
            raise self.refuse(f"has {key} {str(value)[:40]}, which is not two numbers from {least} to {most}")
        return (value[0], value[1])  # type: ignore[index]

    def flag(self, key: str) -> bool:
        """A yes or no of `values`.

        Raises:
            ModelError: it is something else.
        """
        value = self.values.get(key)
        if not isinstance(value, bool):
            raise self.refuse(f"has {key} {str(value)[:40]}, which is neither true nor false")
        return value

    def number(self, key: str, least: float, most: float) -> float:
        """A finite number of `values` within limits.

        Raises:
            ModelError: it is something else.
        """
        value = self.values.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise self.refuse(f"has {key} {str(value)[:40]}, which is not between {least} and {most}")
        return float(value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What checking a node gives: the shape of its result, the shapes of its weights, its multiplications."""

    shape: Shape
    weights: Mapping[str, Shape] = field(default_factory=dict)
    work: int = 0


@dataclass(frozen=True, slots=True)
class Graph:
    """A network: nodes in an order in which each comes after its inputs; the last gives the score."""

    nodes: tuple[Node, ...]

    def checked(self) -> list[Outcome]:
        """One outcome per node.

        Raises:
            ModelError: the network is not one that scores a 224 x 224 photo; names the layer.
        """
        if not 1 < len(self.nodes) <= _MOST_NODES:
            raise ModelError(f"The network has {len(self.nodes)} layers. It was refused.")
        outcomes: list[Outcome] = []
        for index, node in enumerate(self.nodes):
            check = OPERATIONS.get(node.op)
            if check is None:
                raise node.refuse(f"is of a kind that is not known here ({str(node.op)[:40]})")
            if (node.op == "input") != (index == 0) or any(not 0 <= i < index for i in node.inputs):
                raise node.refuse("does not come after what it works on")
            outcomes.append(check(node, [outcomes[i].shape for i in node.inputs]))
            if math.prod(outcomes[-1].shape) > _MOST_NUMBERS:
                raise node.refuse("makes more numbers than a network for faces needs")
            if min(outcomes[-1].shape) < 1:
                raise node.refuse("leaves nothing of the image")
        self._check_whole(outcomes)
        return outcomes

    def _check_whole(self, outcomes: list[Outcome]) -> None:
        used = {i for node in self.nodes for i in node.inputs}
        idle = next((n for i, n in enumerate(self.nodes[:-1]) if i not in used), None)
        if idle is not None:
            raise idle.refuse("leads nowhere")
        if math.prod(outcomes[-1].shape) != 1:
            shape = " x ".join(map(str, outcomes[-1].shape))
            raise self.nodes[-1].refuse(f"gives {shape} numbers for a photo, not one score")
        if sum(math.prod(s) for o in outcomes for s in o.weights.values()) > _MOST_WEIGHTS:
            raise ModelError("The network has more weights than a network for faces needs. It was refused.")
        if sum(o.work for o in outcomes) > _MOST_WORK:
            raise ModelError("The network needs more work per photo than is reasonable. It was refused.")

    def to_json(self) -> str:
        """The graph as text; `graph_from_json` reads it."""
        return json.dumps(
            [{"op": n.op, "name": n.name, "inputs": n.inputs, "values": dict(n.values)} for n in self.nodes],
            separators=(",", ":"),
        )


def graph_from_json(text: str) -> Graph:
    """A graph of `Graph.to_json`; not checked yet.

    Raises:
        ModelError: it is not one.
    """
    try:
        if len(text) > _MOST_TEXT:
            raise ValueError("too long")
        nodes = tuple(
            Node(str(n["op"]), str(n["name"]), tuple(int(i) for i in n["inputs"]), dict(n["values"]))
            for n in json.loads(text)
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ModelError("The description of the imported network is damaged. Import it again.") from error
    return Graph(nodes)


def same_padding(size: int, kernel: int, stride: int, dilation: int = 1) -> tuple[int, int]:
    """What `same` puts before and after, as TensorFlow does: the odd pixel comes after.

    Source: TensorFlow, "Notes on padding" of tf.nn.
    """
    reach = (kernel - 1) * dilation + 1
    total = max((-(-size // stride) - 1) * stride + reach - size, 0)
    return total // 2, total - total // 2


def _window(node: Node, shape: Shape, key: str, dilation: tuple[int, int] = (1, 1)) -> tuple[int, int]:
    """Height and width after a window slid over an image."""
    kernel, strides = node.pair(key, 1, SIDE), node.pair("strides", 1, SIDE)
    padding = node.values.get("padding")
    if padding not in ("same", "valid"):
        raise node.refuse(f"has the padding {str(padding)[:40]}; same and valid are known")
    if padding == "same":
        return (-(-shape[1] // strides[0]), -(-shape[2] // strides[1]))
    sizes = [
        (side - (k - 1) * d - 1) // s + 1
        for side, k, s, d in zip(shape[1:], kernel, strides, dilation, strict=True)
    ]
    return (sizes[0], sizes[1])


def _one(node: Node, shapes: list[Shape], *, image: bool = False) -> Shape:
    if len(shapes) != 1:
        raise node.refuse(f"has {len(shapes)} inputs, not one")
    if image and len(shapes[0]) != 3:
        raise node.refuse("works on images, and gets a list of numbers")
    return shapes[0]


def _input(node: Node, shapes: list[Shape]) -> Outcome:
    if shapes:
        raise node.refuse("is the input and has inputs")
    return Outcome(_INPUT)


def _conv(node: Node, shapes: list[Shape]) -> Outcome:
    shape = _one(node, shapes, image=True)
    filters, groups = node.whole("filters", 1, 1 << 16), node.whole("groups", 1, 1 << 16)
    kernel, dilation = node.pair("kernel", 1, SIDE), node.pair("dilation", 1, SIDE)
    if shape[0] % groups or filters % groups:
        raise node.refuse(f"has {groups} groups, which do not divide its channels")
    height, width = _window(node, shape, "kernel", dilation)
    weights: dict[str, Shape] = {"kernel": (filters, shape[0] // groups, *kernel)}
    if node.flag("bias"):
        weights["bias"] = (filters,)
    return Outcome((filters, height, width), weights, math.prod(weights["kernel"]) * height * width)


def _batch_norm(node: Node, shapes: list[Shape]) -> Outcome:
    shape = _one(node, shapes)
    if node.values.get("rank") not in (None, len(shape)):
        raise node.refuse("normalises something else than the channels")
    node.number("epsilon", 0.0, 1.0)
    parts = ["moving_mean", "moving_variance"]
    parts += ["gamma"] * node.flag("scale") + ["beta"] * node.flag("center")
    return Outcome(shape, dict.fromkeys(parts, (shape[0],)))


def _activation(node: Node, shapes: list[Shape]) -> Outcome:
    if node.values.get("kind") not in ACTIVATIONS:
        raise node.refuse(f"has the activation {str(node.values.get('kind'))[:40]}, which is not known here")
    if node.values.get("most") is not None:
        node.number("most", 0.0, 1e6)
    return Outcome(_one(node, shapes))


def _zero_pad(node: Node, shapes: list[Shape]) -> Outcome:
    shape = _one(node, shapes, image=True)
    vertical, horizontal = node.pair("vertical", 0, SIDE), node.pair("horizontal", 0, SIDE)
    return Outcome((shape[0], shape[1] + sum(vertical), shape[2] + sum(horizontal)))


def _pool(node: Node, shapes: list[Shape]) -> Outcome:
    shape = _one(node, shapes, image=True)
    height, width = _window(node, shape, "size")
    work = math.prod(node.pair("size", 1, SIDE)) * shape[0] * height * width
    return Outcome((shape[0], height, width), work=work)


def _global_mean(node: Node, shapes: list[Shape]) -> Outcome:
    shape = _one(node, shapes, image=True)
    return Outcome((shape[0], 1, 1) if node.flag("keep") else (shape[0],))


def _add(node: Node, shapes: list[Shape]) -> Outcome:
    if len(shapes) < 2 or len(set(shapes)) != 1:
        raise node.refuse("adds things of different shapes, or only one thing")
    return Outcome(shapes[0])


def _flatten(node: Node, shapes: list[Shape]) -> Outcome:
    return Outcome((math.prod(_one(node, shapes)),))


def _dense(node: Node, shapes: list[Shape]) -> Outcome:
    shape = _one(node, shapes)
    units = node.whole("units", 1, 1 << 16)
    weights: dict[str, Shape] = {"kernel": (units, shape[0])}
    if node.flag("bias"):
        weights["bias"] = (units,)
    return Outcome((units, *shape[1:]), weights, units * math.prod(shape))


OPERATIONS: dict[str, Callable[[Node, list[Shape]], Outcome]] = {
    "input": _input,
    "conv": _conv,
    "batch_norm": _batch_norm,
    "activation": _activation,
    "zero_pad": _zero_pad,
    "max_pool": _pool,
    "mean_pool": _pool,
    "global_mean": _global_mean,
    "add": _add,
    "flatten": _flatten,
    "dense": _dense,
}
"""The closed set. Flatten runs through rows, columns, then channels, as Keras does; `dense` works on the channels."""
