"""Files as Keras 2 wrote them, made by hand, against the same network in Keras 3."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import h5py
import numpy as np
import pytest
import torch

from faceqnet_engine.models.keras_file import read_keras_file
from faceqnet_engine.models.keras_graph import imported
from faceqnet_engine.models.keras_import import import_keras_file, is_original
from faceqnet_engine.quality.networks import network_of

_STAGES = ((2, 64, 256, 3), (3, 128, 512, 4), (4, 256, 1024, 6), (5, 512, 2048, 3))


def ours(path: Path, images: np.ndarray) -> np.ndarray:
    r, _ = import_keras_file(path, "under-test")
    with torch.inference_mode():
        return network_of(r)(torch.from_numpy(images).permute(0, 3, 1, 2)).numpy()


class Twin:
    """Grows one network twice: as Keras 3 layers, and as Keras 2's description and weights under its own names."""

    def __init__(self, keras: ModuleType, keras2: Any) -> None:
        self.keras, self.layer = keras, keras2.layer
        self.rng = np.random.default_rng(3)
        self.input = keras.Input((224, 224, 3))
        self.tensors: dict[str, Any] = {"input_1": self.input}
        self.entries = [self.layer("InputLayer", "input_1", batch_input_shape=[None, 224, 224, 3])]
        self.weights: dict[str, list[tuple[str, np.ndarray]]] = {"input_1": []}

    def add(self, kind: str, name: str, inputs: list[str], parts: tuple[str, ...] = (), **config: Any) -> str:
        made = getattr(self.keras.layers, kind)(**config)
        taken = [self.tensors[i] for i in inputs]
        self.tensors[name] = made(taken if kind == "Add" else taken[0])
        self.entries.append(self.layer(kind, name, inputs, **config))
        self.weights[name] = [(f"{name}/{part}:0", self._random(made, part)) for part in parts]
        return name

    def _random(self, made: Any, part: str) -> np.ndarray:
        variable = getattr(made, part)
        shape = tuple(variable.shape)
        if part == "kernel":
            value = self.rng.normal(0, np.sqrt(1.5 / np.prod(shape[:-1])), shape)
        else:
            low, high = {"moving_variance": (0.5, 1.5), "gamma": (0.4, 1.0)}.get(part, (-0.2, 0.2))
            value = self.rng.uniform(low, high, shape)
        variable.assign(value.astype(np.float32))
        return value.astype(np.float32)

    def conv(
        self, name: str, source: str, filters: int, size: int, strides: int = 1, padding: str = "valid"
    ) -> str:
        name = self.add(
            "Conv2D", name, [source], ("kernel",), filters=filters, kernel_size=[size, size],
            strides=[strides, strides], padding=padding, use_bias=False, activation="linear",
        )  # fmt: skip
        parts = ("gamma", "beta", "moving_mean", "moving_variance")
        return self.add("BatchNormalization", f"{name}/bn", [name], parts, axis=3, epsilon=1e-3)

    def relu(self, source: str) -> str:
        return self.add("Activation", f"activation_{len(self.entries)}", [source], activation="relu")


def vggface_resnet50(twin: Twin) -> str:
    """ResNet-50 with the names and strides of the VGGFace2 model in Keras 2 that the original was trained from."""
    x = twin.relu(twin.conv("conv1/7x7_s2", "input_1", 64, 7, 2, "same"))
    x = twin.add("MaxPooling2D", "max_pooling2d_1", [x], pool_size=[3, 3], strides=[2, 2], padding="valid")
    for stage, inner, outer, blocks in _STAGES:
        for block in range(1, blocks + 1):
            strides = 2 if block == 1 and stage > 2 else 1
            name = f"conv{stage}_{block}"
            y = twin.relu(twin.conv(f"{name}_1x1_reduce", x, inner, 1, strides))
            y = twin.relu(twin.conv(f"{name}_3x3", y, inner, 3, 1, "same"))
            y = twin.conv(f"{name}_1x1_increase", y, outer, 1)
            shortcut = twin.conv(f"{name}_1x1_proj", x, outer, 1, strides) if block == 1 else x
            x = twin.relu(twin.add("Add", f"add_{stage}_{block}", [y, shortcut]))
    x = twin.add("AveragePooling2D", "avg_pool", [x], pool_size=[7, 7], strides=[7, 7], padding="valid")
    return twin.add("Flatten", "flatten_1", [x])


@pytest.mark.slow
def test_the_original_s_layout_with_slashes_in_its_names(
    keras: ModuleType, keras2: Any, tmp_path: Path
) -> None:
    twin = Twin(keras, keras2)
    x = vggface_resnet50(twin)
    x = twin.add("Dropout", "dropout_1", [x], rate=0.5)
    x = twin.add("Dense", "dense_1", [x], ("kernel", "bias"), units=128, activation="relu", use_bias=True)
    x = twin.add("Dense", "dense_2", [x], ("kernel", "bias"), units=1, activation="linear", use_bias=True)
    path = keras2.write(tmp_path / "FaceQnet.h5", keras2.functional(twin.entries), twin.weights)
    with h5py.File(path) as file:
        assert "bn" in file["model_weights/conv1/7x7_s2"], "names with / are nested groups"
    assert is_original(imported(read_keras_file(path)).graph)
    images = np.random.default_rng(5).integers(0, 256, (3, 224, 224, 3)).astype(np.float32)
    images[1] *= np.linspace(0, 1, 224, dtype=np.float32)[:, None, None]
    images[2] = (20, 90, 200)
    want = keras.Model(twin.input, twin.tensors[x]).predict(images, verbose=0)[:, 0]
    scale = max(1.0, float(np.abs(want).max()))
    assert np.ptp(want) > 0.05 * scale, "images should differ, or little is proved"
    assert np.abs(ours(path, images) - want).max() < 1e-4 * scale


@pytest.mark.parametrize("as_bytes", [True, False])
@pytest.mark.parametrize("prefix", ["{layer}", "{model}/{layer}", "{layer}_1", "scope/{layer}_2"])
@pytest.mark.parametrize("old_list", [True, False])
def test_nested_models_under_every_spelling(
    keras2: Any, tmp_path: Path, as_bytes: bool, prefix: str, old_list: bool
) -> None:
    _, weights = keras2.small()
    dense = {"class_name": "Dense", "config": {"name": "score", "units": 1, "activation": "linear"}}
    first = {"class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}}
    inner = [first, dense]
    nested: dict[str, Any] = {
        "class_name": "Sequential",
        "name": "head",
        "config": inner if old_list else {"name": "head", "layers": inner},
        "inbound_nodes": [[["input_1", 0, 0, {}]]],
    }
    source = keras2.layer("InputLayer", "input_1", batch_input_shape=[None, 224, 224, 3])
    name = prefix.format(model="head", layer="score")
    held = {"input_1": [], "head": [(f"{name}/{n[6:]}", v) for n, v in weights["score"]]}
    model = keras2.functional([source, nested])
    path = keras2.write(tmp_path / "n.h5", model, held, as_bytes=as_bytes)
    images = np.ones((1, 224, 224, 3), np.float32) * np.array([1, 2, 3], np.float32)
    assert ours(path, images)[0] == pytest.approx(0.1 + 0.4 + 0.9 + 0.05, abs=1e-5)


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_sequential_model_of_old(keras2: Any, tmp_path: Path, wrapped: bool) -> None:
    _, weights = keras2.small()
    weights.pop("input_1")
    pool = {"name": "pool", "batch_input_shape": [None, 224, 224, 3]}
    layers = [
        {"class_name": "GlobalAveragePooling2D", "config": pool},
        {"class_name": "Dense", "config": {"name": "score", "units": 1}},
    ]
    model = {"class_name": "Sequential", "config": {"name": "s", "layers": layers} if wrapped else layers}
    path = keras2.write(tmp_path / "s.h5", model, weights)
    assert ours(path, np.ones((2, 224, 224, 3), np.float32)) == pytest.approx([0.65, 0.65], abs=1e-6)


def test_a_sequential_model_around_a_functional_one(keras2: Any, tmp_path: Path) -> None:
    layers, weights = keras2.small()
    base = {**keras2.functional(layers[:2], name="base"), "name": "base"}
    top = {"class_name": "Dense", "config": {"name": "score", "units": 1}}
    model = {"class_name": "Sequential", "config": {"name": "s", "layers": [base, top]}}
    path = keras2.write(tmp_path / "s.h5", model, {"base": [], "score": weights["score"]})
    assert ours(path, np.ones((1, 224, 224, 3), np.float32))[0] == pytest.approx(0.65, abs=1e-6)


def test_long_lists_of_names_are_cut_as_keras_cuts_them(keras2: Any, tmp_path: Path) -> None:
    layers, weights = keras2.small()
    path = keras2.write(tmp_path / "s.h5", keras2.functional(layers), weights)
    with h5py.File(path, "a") as file:
        held = file["model_weights"]
        names = held.attrs["layer_names"]
        del held.attrs["layer_names"]
        held.attrs["layer_names0"], held.attrs["layer_names1"] = names[:2], names[2:]
    assert ours(path, np.ones((1, 224, 224, 3), np.float32))[0] == pytest.approx(0.65, abs=1e-6)


@pytest.mark.parametrize("kind", ["float16", "float64"])
def test_other_precisions_are_read(keras2: Any, tmp_path: Path, kind: str) -> None:
    layers, weights = keras2.small()
    weights["score"] = [(n, v.astype(kind)) for n, v in weights["score"]]
    path = keras2.write(tmp_path / "s.h5", keras2.functional(layers), weights)
    assert ours(path, np.ones((1, 224, 224, 3), np.float32))[0] == pytest.approx(0.65, abs=2e-3)


def test_mean_pooling_with_same_padding_does_not_count_the_border(keras2: Any, tmp_path: Path) -> None:
    # TensorFlow's rule: a mean over an image of ones is one everywhere, also where the window looks outside.
    layers, weights = keras2.small()
    pool = keras2.layer("AveragePooling2D", "mean", ["input_1"], pool_size=5, strides=3, padding="same")
    layers = [layers[0], pool, keras2.layer("GlobalAveragePooling2D", "pool", ["mean"]), layers[2]]
    path = keras2.write(tmp_path / "s.h5", keras2.functional(layers), weights)
    assert ours(path, np.ones((1, 224, 224, 3), np.float32))[0] == pytest.approx(0.65, abs=1e-6)
