"""How Keras' layers are connected: functional and sequential models, in the spellings of Keras 2 and 3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any

from faceqnet_engine.errors import ModelError
from faceqnet_engine.models.keras_file import shown

_MOST_LAYERS = 4000
MOST_NESTED = 8
MODELS = frozenset({"Model", "Functional", "Sequential"})
_HARMLESS = {"training": (None, False), "mask": (None,)}
"""Arguments of a call that change nothing when scoring, with the values that they may have."""


@dataclass(frozen=True, slots=True)
class Call:
    """A layer, and the layers whose results it takes; none for what stands at a model's beginning."""

    name: str
    entry: Mapping[str, Any]
    inputs: tuple[str, ...] = ()

    def refuse(self, why: str) -> ModelError:
        """The error that names this layer."""
        return ModelError(f"The layer {shown(self.name)} {why}. The file was refused.")


def layers_of(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A model's layers; before Keras 2.3 the settings of a sequential model were just their list.

    Raises:
        ModelError: it has none.
    """
    config = entry.get("config")
    layers = config.get("layers") if isinstance(config, dict) else config
    if not isinstance(layers, list) or not layers or not all(isinstance(v, dict) for v in layers):
        raise _malformed()
    if len(layers) > _MOST_LAYERS:
        raise ModelError(f"The network has {len(layers)} layers. The file was refused.")
    return layers


def input_shape(entry: Mapping[str, Any], depth: int = 0) -> list[Any] | None:
    """What a model takes: rows, columns, channels; None where it does not say."""
    config = entry.get("config")
    if depth > MOST_NESTED or not isinstance(config, dict | list):
        return None
    if isinstance(config, dict):
        shape = config.get("batch_shape") or config.get("batch_input_shape")
        if isinstance(shape, list):
            return shape[1:]
        if "layers" not in config:
            return None
        if entry.get("class_name") != "Sequential":
            name = _single(config, "input_layers", "inputs")
            first = next((v for v in layers_of(entry) if _name(v) == name), None)
            return None if first is None else input_shape(first, depth + 1)
    shape = input_shape(layers_of(entry)[0], depth + 1)
    if shape is None and isinstance(config, dict) and isinstance(config.get("build_input_shape"), list):
        shape = config["build_input_shape"][1:]
    return shape


def calls_of(entry: Mapping[str, Any]) -> tuple[list[Call], str]:
    """A model's calls, each after those it needs, and the name of the one that gives its result.

    Raises:
        ModelError: several inputs or outputs, layers used twice, circles, or no model of a known kind.
    """
    kind = str(entry.get("class_name"))
    if kind == "Sequential":
        return _sequential(entry)
    if kind not in MODELS or not isinstance(entry.get("config"), dict):
        raise ModelError(
            f"The network is of the kind {shown(kind)}; functional and sequential models are "
            "imported. The file was refused."
        )
    config = entry["config"]
    source, output = _single(config, "input_layers", "inputs"), _single(config, "output_layers", "outputs")
    calls: dict[str, Call] = {}
    for layer in layers_of(entry):
        name = _name(layer)
        if name in calls:
            raise Call(name, layer).refuse("stands in the list twice")
        inputs = _inputs(Call(name, layer))
        if bool(inputs) == (name == source):
            raise Call(name, layer).refuse("is an input in the wrong place, or has no input")
        calls[name] = Call(name, layer, inputs)
    for name in (source, output, *(i for call in calls.values() for i in call.inputs)):
        if name not in calls:
            raise ModelError(f"The layer {shown(name)} is used but not described. The file was refused.")
    try:
        order = list(TopologicalSorter({name: call.inputs for name, call in calls.items()}).static_order())
    except CycleError as error:
        raise ModelError("The layers of the network form a circle. The file was refused.") from error
    _check_one_sink(calls, output)
    return [calls[name] for name in order], output


def _check_one_sink(calls: Mapping[str, Call], output: str) -> None:
    """Every layer must lead to the output: the original's do, and what else there is may be anything."""
    used = {i for call in calls.values() for i in call.inputs}
    for name, call in calls.items():
        if name not in used and name != output:
            raise call.refuse("leads nowhere")


def _sequential(entry: Mapping[str, Any]) -> tuple[list[Call], str]:
    calls: list[Call] = []
    for layer in layers_of(entry):
        name = _name(layer)
        if any(name == c.name for c in calls):
            raise Call(name, layer).refuse("stands in the list twice")
        calls.append(Call(name, layer, (calls[-1].name,) if calls else ()))
    return calls, calls[-1].name


def _name(layer: Mapping[str, Any]) -> str:
    config = layer.get("config")
    name = layer.get("name") or (config.get("name") if isinstance(config, dict) else None)
    if not isinstance(name, str):
        raise _malformed()
    return name


def _single(config: Mapping[str, Any], key: str, words: str) -> str:
    """The one entry of `input_layers` or `output_layers`: [[name, 0, 0]] in Keras 2, [name, 0, 0] in Keras 3."""
    entries = config.get(key)
    if isinstance(entries, list) and entries and isinstance(entries[0], str):
        entries = [entries]
    if not isinstance(entries, list) or not all(isinstance(e, list) and e for e in entries):
        raise _malformed()
    if len(entries) != 1:
        raise ModelError(f"The network has {len(entries)} {words}, not one. The file was refused.")
    return str(entries[0][0])


def _inputs(call: Call) -> tuple[str, ...]:
    """Names of the layers that a layer takes its inputs from."""
    nodes = call.entry.get("inbound_nodes")
    if not isinstance(nodes, list):
        raise call.refuse("does not say what it works on")
    if len(nodes) > 1:
        raise call.refuse("is used more than once")
    if not nodes:
        return ()
    try:
        if isinstance(nodes[0], dict):
            _check_arguments(call, nodes[0].get("kwargs") or {})
            return tuple(_keras3_names(nodes[0]["args"]))
        if nodes[0] and isinstance(nodes[0][0], str):  # [[name, 0, 0, {}]] of some Keras 2 versions
            nodes = [nodes]
        for reference in nodes[0]:
            _check_arguments(call, reference[3] if len(reference) > 3 else {})
        return tuple(str(reference[0]) for reference in nodes[0])
    except (KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise call.refuse("does not say clearly what it works on") from error


def _keras3_names(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _keras3_names(inner)
    elif isinstance(value, dict) and value.get("class_name") == "__keras_tensor__":
        yield str(value["config"]["keras_history"][0])
    else:
        raise TypeError(f"an argument that is no layer's result: {value!r}")


def _check_arguments(call: Call, arguments: Mapping[str, Any]) -> None:
    for key, value in arguments.items():
        if key not in _HARMLESS or value not in _HARMLESS[key]:
            raise call.refuse(f"is called with {shown(key)}={shown(value)}, which is not imported")


def _malformed() -> ModelError:
    return ModelError(
        "The description of the network (model_config) is not one of Keras'. The file was refused."
    )
