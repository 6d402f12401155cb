"""From Keras' description of a network to ours (`models.graph`), and its weights into our order.

A closed list of layers is translated; every other, and every setting that would change the numbers and is not
translated, is refused by the layer's name. Understood are the spellings of Keras 2 and 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from faceqnet_engine.errors import ModelError
from faceqnet_engine.faces.face import Float32Array
from faceqnet_engine.models.graph import ACTIVATIONS, SIDE, Graph, Node
from faceqnet_engine.models.keras_file import KerasFile, shown
from faceqnet_engine.models.keras_wiring import MODELS, MOST_NESTED, Call, calls_of, input_shape

_HOME = re.compile(r"(tensorflow\.(python\.)?|tf_)?keras(\.|$)")
_KERAS_AXES = {4: (3, 2, 0, 1), 2: (1, 0)}
"""Kernels: rows, columns, inputs, outputs -> outputs, inputs, rows, columns; and inputs, outputs -> outputs, inputs."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A network that was read: what it computes, and its weights as (node's index, part) -> array."""

    graph: Graph
    weights: Mapping[tuple[int, str], Float32Array]


def imported(file: KerasFile) -> Imported:
    """Translate a Keras file.

    Raises:
        ModelError: another network than one that scores a 224 x 224 photo, or one that this program cannot be sure of.
    """
    translation = _Translation()
    try:
        _check_origin(Call("at the top", file.config), str(file.config.get("class_name")))
        _check_input(file)
        translation.model(file.config, 0, ())
        graph = Graph(tuple(translation.nodes))
        outcomes = graph.checked()
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError) as error:
        # The description is foreign: any value may be of any type at any depth.
        raise ModelError(
            f"{file.name} was not imported. Its description of the network is malformed."
        ) from error
    shelf = _Shelf(file.weights)
    weights = {
        (index, part): shelf.take(graph.nodes[index], translation.places[index], part, expected)
        for index, outcome in enumerate(outcomes)
        for part, expected in outcome.weights.items()
    }
    shelf.check_empty()
    return Imported(graph, weights)


def _check_input(file: KerasFile) -> None:
    shape = input_shape(file.config)
    if shape != [SIDE, SIDE, 3]:
        size = " x ".join(map(str, shape)) if shape else "something unknown"
        raise ModelError(
            f"{file.name} was not imported. Its network takes {shown(size)}, not {SIDE} x {SIDE} x 3."
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a layer's weights are: the models it lies in, outermost first, and its name."""

    models: tuple[str, ...]
    layer: str


class _Translation:
    """Grows a list of nodes, layer by layer."""

    def __init__(self) -> None:
        self.nodes: list[Node] = [Node("input", "input")]
        self.places: dict[int, _Place] = {}

    def model(self, entry: Mapping[str, Any], source: int, models: tuple[str, ...]) -> int:
        """Add a model's layers, fed by the node `source`; gives the index of its result."""
        if len(models) > MOST_NESTED:
            raise ModelError("Its models are nested too deeply. The file was refused.")
        results: dict[str, int] = {}
        calls, output = calls_of(entry)
        for call in calls:
            inputs = [results[name] for name in call.inputs] if call.inputs else [source]
            results[call.name] = self._layer(call, inputs, models)
        return results[output]

    def _layer(self, call: Call, inputs: list[int], models: tuple[str, ...]) -> int:
        kind = str(call.entry.get("class_name"))
        _check_origin(call, kind)
        if kind in MODELS:
            if len(inputs) != 1:
                raise call.refuse("is a model with several inputs")
            return self.model(call.entry, inputs[0], (*models, call.name))
        translate = _LAYERS.get(kind)
        if translate is None:
            raise call.refuse(
                "is a Lambda: code inside a file, which is never run"
                if kind == "Lambda"
                else f"is of the kind {shown(kind)}, which is not among those that are imported"
            )
        config = call.entry.get("config")
        if not isinstance(config, dict):
            raise call.refuse("has no settings")
        if config.get("data_format") not in (None, "channels_last"):
            raise call.refuse("has its channels first (data_format), which is not imported")
        at = inputs[0]
        for node in translate(call, config):
            if node.op in {"conv", "dense", "batch_norm"}:
                self.places[len(self.nodes)] = _Place(models, call.name)
            self.nodes.append(Node(node.op, shown(call.name), tuple(inputs), node.values))
            at, inputs = len(self.nodes) - 1, [len(self.nodes) - 1]
        return at


def _check_origin(call: Call, kind: str) -> None:
    """A class of somebody's own may have the name of one of Keras'."""
    module, registered = call.entry.get("module"), call.entry.get("registered_name")
    if module is not None and not _HOME.match(str(module)):
        raise call.refuse(f"is a custom layer ({shown(module)}.{shown(kind)}), whose code is never run")
    if registered is not None and registered != kind:
        raise call.refuse(f"is a custom layer ({shown(registered)}), whose code is never run")


# ---- layers: each gives the nodes that stand for it, one after the other


def _nothing(call: Call, config: Mapping[str, Any]) -> list[Node]:
    return []


def _activated(call: Call, node: Node, config: Mapping[str, Any]) -> list[Node]:
    kind = config.get("activation", "linear")
    if isinstance(kind, dict):  # Keras 3 may write an activation as an object; only its own have a bare name
        inner, registered = kind.get("config"), kind.get("registered_name")
        own = kind.get("class_name") == "function" and isinstance(inner, str)
        kind = inner if own and registered in (None, "function", inner) else kind.get("class_name")
    if kind in (None, "linear"):
        return [node]
    if not isinstance(kind, str) or kind not in ACTIVATIONS:
        raise call.refuse(f"has the activation {shown(kind)}, which is not among those that are imported")
    return [node, Node("activation", call.name, values={"kind": kind})]


def _pair(value: Any) -> Any:
    """Keras writes a pair of equal numbers as a pair or as the number."""
    return [value, value] if isinstance(value, int) else value


def _conv(call: Call, config: Mapping[str, Any]) -> list[Node]:
    values = {
        "filters": config.get("filters"),
        "kernel": _pair(config.get("kernel_size")),
        "strides": _pair(config.get("strides", 1)),
        "padding": config.get("padding", "valid"),
        "dilation": _pair(config.get("dilation_rate", 1)),
        "groups": config.get("groups", 1),
        "bias": config.get("use_bias", True),
    }
    return _activated(call, Node("conv", call.name, values=values), config)


def _batch_norm(call: Call, config: Mapping[str, Any]) -> list[Node]:
    axis = config.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    if axis not in (-1, 1, 3):
        raise call.refuse(f"normalises axis {shown(axis)}, not the channels")
    if config.get("renorm") or config.get("virtual_batch_size"):
        raise call.refuse("normalises in a way (renorm, virtual batches) that is not imported")
    values = {
        # Axis 1 is the channels of a list of numbers, axis 3 those of an image; the graph's check holds them to it.
        "rank": None if axis == -1 else axis,
        "epsilon": config.get("epsilon", 1e-3),
        "scale": config.get("scale", True),
        "center": config.get("center", True),
    }
    return [Node("batch_norm", call.name, values=values)]


def _activation(call: Call, config: Mapping[str, Any]) -> list[Node]:
    return _activated(call, Node("", call.name), config)[1:]


def _relu(call: Call, config: Mapping[str, Any]) -> list[Node]:
    if config.get("negative_slope") or config.get("threshold"):
        raise call.refuse("is a ReLU with a slope or a threshold, which is not imported")
    return [Node("activation", call.name, values={"kind": "relu", "most": config.get("max_value")})]


def _zero_padding(call: Call, config: Mapping[str, Any]) -> list[Node]:
    padding = config.get("padding", 1)
    sides = _pair(padding)
    if not isinstance(sides, list) or len(sides) != 2:
        raise call.refuse("has a padding that is not understood")
    vertical, horizontal = (_pair(side) for side in sides)
    return [Node("zero_pad", call.name, values={"vertical": vertical, "horizontal": horizontal})]


def _pool(op: str) -> Callable[[Call, Mapping[str, Any]], list[Node]]:
    def translate(call: Call, config: Mapping[str, Any]) -> list[Node]:
        size = config.get("pool_size", 2)
        values = {
            "size": _pair(size),
            "strides": _pair(config.get("strides") or size),
            "padding": config.get("padding", "valid"),
        }
        return [Node(op, call.name, values=values)]

    return translate


def _global_mean(call: Call, config: Mapping[str, Any]) -> list[Node]:
    return [Node("global_mean", call.name, values={"keep": config.get("keepdims") or False})]


def _add(call: Call, config: Mapping[str, Any]) -> list[Node]:
    return [Node("add", call.name)]


def _flatten(call: Call, config: Mapping[str, Any]) -> list[Node]:
    return [Node("flatten", call.name)]


def _dense(call: Call, config: Mapping[str, Any]) -> list[Node]:
    values = {"units": config.get("units"), "bias": config.get("use_bias", True)}
    return _activated(call, Node("dense", call.name, values=values), config)


_LAYERS: dict[str, Callable[[Call, Mapping[str, Any]], list[Node]]] = {
    "InputLayer": _nothing,
    "Conv2D": _conv,
    "BatchNormalization": _batch_norm,
    "BatchNormalizationV1": _batch_norm,
    "Activation": _activation,
    "ReLU": _relu,
    "ZeroPadding2D": _zero_padding,
    "MaxPooling2D": _pool("max_pool"),
    "AveragePooling2D": _pool("mean_pool"),
    "GlobalAveragePooling2D": _global_mean,
    "Add": _add,
    "Flatten": _flatten,
    "Dense": _dense,
    "Dropout": _nothing,
}


# ---- weights


class _Shelf:
    """The file's weights; each is taken once, by name."""

    def __init__(self, groups: Mapping[str, Sequence[tuple[str, Float32Array]]]) -> None:
        self._groups = {
            group: {re.sub(r":\d+$", "", name): array for name, array in entries}
            for group, entries in groups.items()
        }
        for group, entries in groups.items():
            if len(self._groups[group]) != len(entries):
                raise ModelError(f"The layer {shown(group)} lists a weight twice. The file was refused.")

    def take(self, node: Node, place: _Place, part: str, expected: tuple[int, ...]) -> Float32Array:
        """The weight, in our order of axes.

        Raises:
            ModelError: it is missing, has another shape, or is not finite.
        """
        chain = (*place.models, place.layer)
        group = self._groups.get(chain[0], {})
        name = self._name(group, chain, part)
        if name is None:
            raise node.refuse(f"has no weights called {part} in the file")
        array = group.pop(name)
        axes = _KERAS_AXES.get(len(expected), (0,))
        wanted = tuple(expected[axes.index(i)] for i in range(len(axes)))
        if array.shape != wanted:
            raise node.refuse(f"has a {part} of {_words(array.shape)} numbers where {_words(wanted)} belong")
        if not np.isfinite(array).all():
            raise node.refuse(f"has a {part} that holds something that is not a number")
        return np.ascontiguousarray(array.transpose(axes))

    @staticmethod
    def _name(group: Mapping[str, Float32Array], chain: tuple[str, ...], part: str) -> str | None:
        """A weight's name in its group.

        A layer's own group holds only its weights, whatever their prefix. In the group of a nested model
        the prefix is the layer's name, after none, some or all names of the models around it; a graph that already
        had such a name made it unique by `_1`.
        """
        if len(chain) == 1:
            ours = [name for name in group if name.rpartition("/")[2] == part]
        else:
            prefixes = ["/".join(chain[i:]) for i in reversed(range(len(chain)))]
            ours = [f"{p}/{part}" for p in prefixes if f"{p}/{part}" in group][:1]
            if not ours:
                unique = re.compile(rf"(.*/)?{re.escape(chain[-1])}_\d+/{re.escape(part)}")
                ours = [name for name in group if unique.fullmatch(name)]
        return ours[0] if len(ours) == 1 else None

    def check_empty(self) -> None:
        """Raises ModelError where weights are left that no layer used."""
        for group, entries in self._groups.items():
            if entries:
                raise ModelError(
                    f"The layer {shown(group)} has weights that it does not use ({shown(next(iter(entries)))}). "
                    "The file was refused."
                )


def _words(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "1"
