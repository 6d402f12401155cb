"""Keras itself (as the judge of imports), and a writer of files as Keras 2 made them."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import h5py
import numpy as np
import pytest

Entry = dict[str, Any]
Weights = dict[str, list[tuple[str, np.ndarray]]]


@pytest.fixture(scope="session")
def keras(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Keras 3 on torch; its settings file is kept out of the home folder."""
    os.environ["KERAS_BACKEND"] = "torch"
    os.environ["KERAS_HOME"] = str(tmp_path_factory.mktemp("keras"))
    keras = pytest.importorskip("keras")
    keras.utils.set_random_seed(12)
    return keras


@pytest.fixture(scope="session")
def randomised(keras: ModuleType) -> Callable[[Any], None]:
    """Gives every batch normalisation below a model statistics that matter."""
    rng = np.random.default_rng(12)

    def randomise(model: Any) -> None:
        for layer in model.layers:
            if isinstance(layer, keras.Model):
                randomise(layer)
            elif isinstance(layer, keras.layers.BatchNormalization):
                width = layer.moving_mean.shape
                values = {
                    "gamma": rng.uniform(0.4, 1.0, width),
                    "beta": rng.normal(0, 0.1, width),
                    "moving_mean": rng.normal(0, 0.2, width),
                    "moving_variance": rng.uniform(0.5, 1.5, width),
                }
                for part, value in values.items():
                    if getattr(layer, part) is not None:  # scale=False has no gamma
                        getattr(layer, part).assign(value.astype(np.float32))

    return randomise


def layer(kind: str, name: str, inputs: list[str] | None = None, **config: Any) -> Entry:
    """A layer as Keras 2 describes it in a functional model."""
    nodes = [[[i, 0, 0, {}] for i in inputs]] if inputs else []
    return {"class_name": kind, "name": name, "config": {"name": name, **config}, "inbound_nodes": nodes}


def functional(layers: list[Entry], output: str | None = None, name: str = "model_1") -> Entry:
    """A model as Keras 2 describes it."""
    first = next(v["name"] for v in layers if v["class_name"] == "InputLayer")
    ends = [[output or layers[-1]["name"], 0, 0]]
    config = {"name": name, "layers": layers, "input_layers": [[first, 0, 0]], "output_layers": ends}
    return {"class_name": "Model", "config": config}


def write_keras2(path: Path, model: Entry, weights: Weights, *, as_bytes: bool = True) -> Path:
    """An HDF5 file as Keras 2 made it; a layer's name with `/` gives nested groups, as it did."""
    with h5py.File(path, "w") as file:
        text = json.dumps(model)
        file.attrs["model_config"] = text.encode() if as_bytes else text
        file.attrs["keras_version"], file.attrs["backend"] = b"2.2.4", b"tensorflow"
        held = file.create_group("model_weights")
        held.attrs["layer_names"] = [n.encode() if as_bytes else n for n in weights]
        for name, entries in weights.items():
            group = held.require_group(name)
            names = [n.encode() if as_bytes else n for n, _ in entries]
            group.attrs["weight_names"] = names
            for weight, values in entries:
                group[weight] = values
        training = file.create_group("optimizer_weights")
        training["iterations:0"] = np.int64(7)
    return path


class Keras2:
    """What tests need to write such files."""

    layer = staticmethod(layer)
    functional = staticmethod(functional)
    write = staticmethod(write_keras2)

    @staticmethod
    def small(**dense: Any) -> tuple[list[Entry], Weights]:
        """The smallest network that is accepted: a mean per colour, then one number (.1 red + .2 + .3, + .05)."""
        layers = [
            layer("InputLayer", "input_1", batch_input_shape=[None, 224, 224, 3], dtype="float32"),
            layer("GlobalAveragePooling2D", "pool", ["input_1"], data_format="channels_last"),
            layer(
                "Dense", "score", ["pool"], **{"units": 1, "activation": "linear", "use_bias": True, **dense}
            ),
        ]
        kernel = np.array([[0.1], [0.2], [0.3]], np.float32)
        bias = np.array([0.05], np.float32)
        weights: Weights = {
            "input_1": [],
            "pool": [],
            "score": [("score/kernel:0", kernel), ("score/bias:0", bias)],
        }
        return layers, weights


@pytest.fixture(scope="session")
def keras2() -> type[Keras2]:
    return Keras2


@dataclass(frozen=True)
class Run:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def faceqnet(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """The command line in this process, from its arguments to its exit code: no new start of torch each time."""
    from faceqnet_engine.cli.main import main

    # The end of a process closes what it logs to; the tests' process goes on, and one of Keras' libraries logs to its
    # standard error.
    monkeypatch.setattr(logging, "shutdown", lambda: None)

    def run(*arguments: object) -> Run:
        capsys.readouterr()
        with pytest.raises(SystemExit) as leaving:
            main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Run(int(leaving.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def models_folder(own_folders: Path) -> Path:
    """Where imports go; not there before the first."""
    from faceqnet_engine.models.registry import data_folder

    return data_folder() / "models"
