"""What is refused, with a sentence that names the reason, exit code 4, nothing executed and nothing written."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import h5py
import numpy as np
import pytest

Refusal = Callable[[Path], str]


@pytest.fixture
def refused(faceqnet: Callable[..., Any], models_folder: Path, tmp_path: Path) -> Refusal:
    def run(path: Path) -> str:
        result = faceqnet("models", "import", path)
        assert result.returncode == 4, (result.returncode, result.stderr)
        assert result.stdout == ""
        assert result.stderr.strip().endswith(".")
        assert "fault of this program" not in result.stderr
        assert not models_folder.exists(), "nothing is written"
        assert not (tmp_path / "executed").exists()
        return result.stderr

    return run


@pytest.fixture
def file(keras2: Any, tmp_path: Path) -> Callable[..., Path]:
    """The small network, changed by a function of its layers and weights."""

    def make(change: Callable[[list[Any], dict[str, Any]], Any] | None = None) -> Path:
        layers, weights = keras2.small()
        other = change(layers, weights) if change else None
        model = other if isinstance(other, dict) else keras2.functional(layers)
        return keras2.write(tmp_path / "net.h5", model, weights)

    return make


def test_the_small_network_itself_is_accepted(
    file: Callable[..., Path], faceqnet: Callable[..., Any]
) -> None:
    assert faceqnet("models", "import", file()).returncode == 0


def test_files_that_are_no_hdf5(refused: Refusal, faceqnet: Callable[..., Any], tmp_path: Path) -> None:
    text = tmp_path / "text.h5"
    text.write_text("not a model")
    assert "not an HDF5 file" in refused(text)
    (tmp_path / "empty.h5").touch()
    assert "not an HDF5 file" in refused(tmp_path / "empty.h5")
    with zipfile.ZipFile(tmp_path / "new.keras", "w") as archive:
        archive.writestr("config.json", "{}")
    assert "Save the model as .h5" in refused(tmp_path / "new.keras")
    pickled = tmp_path / "pickle.h5"
    pickled.write_bytes(b"cos\nsystem\n(S'touch " + str(tmp_path / "executed").encode() + b"'\ntR.")
    assert "not an HDF5 file" in refused(pickled)
    assert faceqnet("models", "import", tmp_path / "absent.h5").returncode == 2
    assert faceqnet("models", "import", tmp_path).returncode == 2


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_files_that_were_cut_off(refused: Refusal, file: Callable[..., Path], share: float) -> None:
    path = file()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "damaged" in refused(path)


def test_a_file_that_makes_the_hdf5_library_crash(
    refused: Refusal, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A real crash of the reading process, by the operating system's signal; the program goes on.
    from faceqnet_engine.models import keras_file

    script = file().with_name("reading.py")
    script.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    monkeypatch.setattr(keras_file.keras_reading, "__file__", str(script))
    assert "made the HDF5 library fail" in refused(file())


def test_bytes_changed_anywhere_never_get_past_as_a_fault(file: Callable[..., Path]) -> None:
    from faceqnet_engine.errors import ModelError
    from faceqnet_engine.models.keras_file import read_keras_file
    from faceqnet_engine.models.keras_graph import imported

    path = file()
    data, rng = path.read_bytes(), np.random.default_rng(1)
    fared = {"refused": 0, "read": 0}
    for _ in range(12):
        changed = bytearray(data)
        for at in rng.integers(8, len(data), 40):
            changed[at] = rng.integers(256)
        path.write_bytes(changed)
        try:
            imported(read_keras_file(path))
            fared["read"] += 1
        except ModelError:
            fared["refused"] += 1
    assert fared["refused"] >= 6


def test_lambdas_and_custom_layers_are_named_and_never_run(
    refused: Refusal, file: Callable[..., Path], keras2: Any, tmp_path: Path
) -> None:
    import base64
    import marshal

    code = compile(f"open({str(tmp_path / 'executed')!r}, 'w')", "x", "exec")
    packed = base64.b64encode(marshal.dumps(code)).decode()

    def with_layer(**entry: Any) -> Callable[[list[Any], dict[str, Any]], None]:
        def change(layers: list[Any], weights: dict[str, Any]) -> None:
            layers[1] = {**layers[1], **entry}

        return change

    function = {"name": "pool", "function": [packed, None, None], "function_type": "lambda"}
    said = refused(file(with_layer(class_name="Lambda", config=function)))
    assert "pool" in said
    assert "Lambda" in said
    assert "never run" in said
    assert "MyAttention" in refused(file(with_layer(class_name="MyAttention")))
    assert "custom layer" in refused(file(with_layer(registered_name="mine>GlobalAveragePooling2D")))
    assert "custom layer" in refused(file(with_layer(module="os.path")))
    assert "UpSampling2D" in refused(file(with_layer(class_name="UpSampling2D")))


def test_a_lambda_that_keras_3_wrote(refused: Refusal, keras: ModuleType, tmp_path: Path) -> None:
    i = keras.Input((224, 224, 3))
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Lambda(lambda v: v * 2, name="twice")(i))
    keras.Model(i, keras.layers.Dense(1)(x)).save(tmp_path / "l.h5")
    assert "twice" in refused(tmp_path / "l.h5")


def test_other_shapes_and_other_outputs(refused: Refusal, file: Callable[..., Path], keras2: Any) -> None:
    def shape(*sides: int | None) -> Callable[[list[Any], dict[str, Any]], None]:
        def change(layers: list[Any], weights: dict[str, Any]) -> None:
            layers[0]["config"]["batch_input_shape"] = [None, *sides]

        return change

    assert "112 x 112 x 3" in refused(file(shape(112, 112, 3)))
    assert "None x None x 3" in refused(file(shape(None, None, 3)))
    assert "224 x 224 x 1" in refused(file(shape(224, 224, 1)))

    def units(layers: list[Any], weights: dict[str, Any]) -> None:
        layers[2]["config"]["units"] = 2
        weights["score"] = [("score/kernel:0", np.ones((3, 2), "f4")), ("score/bias:0", np.ones(2, "f4"))]

    assert "gives 2 numbers" in refused(file(units))

    def two_outputs(layers: list[Any], weights: dict[str, Any]) -> Any:
        layers.append(keras2.layer("Dense", "second", ["pool"], units=1))
        weights["second"] = [(n.replace("score", "second"), v) for n, v in weights["score"]]
        model = keras2.functional(layers)
        model["config"]["output_layers"] = [["score", 0, 0], ["second", 0, 0]]
        return model

    assert "2 outputs" in refused(file(two_outputs))

    def two_inputs(layers: list[Any], weights: dict[str, Any]) -> Any:
        model = keras2.functional(layers)
        model["config"]["input_layers"] *= 2
        return model

    assert "2 inputs" in refused(file(two_inputs))


def test_weights_that_are_missing_wrong_or_too_many(refused: Refusal, file: Callable[..., Path]) -> None:
    def score(*entries: tuple[str, Any]) -> Callable[[list[Any], dict[str, Any]], None]:
        def change(layers: list[Any], weights: dict[str, Any]) -> None:
            weights["score"] = list(entries)

        return change

    kernel = ("score/kernel:0", np.ones((3, 1), "f4"))
    bias = ("score/bias:0", np.ones(1, "f4"))
    assert "no weights called bias" in refused(file(score(kernel)))
    said = refused(file(score(("score/kernel:0", np.ones((4, 1), "f4")), bias)))
    assert "score has a kernel of 4 x 1 numbers where 3 x 1 belong" in said
    assert "does not use" in refused(file(score(kernel, bias, ("score/extra:0", np.ones(1, "f4")))))
    assert "not a number" in refused(file(score(("score/kernel:0", np.full((3, 1), np.nan, "f4")), bias)))
    assert "not real numbers" in refused(file(score(("score/kernel:0", np.ones((3, 1), "i4")), bias)))
    assert "not real numbers" in refused(file(score(("score/kernel:0", np.ones((3, 1), "S4")), bias)))


def test_hdf5_without_a_network_or_without_weights(refused: Refusal, file: Callable[..., Path]) -> None:
    path = file()
    with h5py.File(path, "a") as content:
        del content["model_weights/score/score/bias:0"]
    assert "bias:0 of layer score is missing" in refused(path)
    with h5py.File(path, "a") as content:
        del content["model_weights"]
    assert "holds no weights" in refused(path)
    with h5py.File(path, "a") as content:
        del content.attrs["model_config"]
    assert "no description of a network" in refused(path)


def test_contents_that_only_promise_to_be_large(
    refused: Refusal, file: Callable[..., Path], tmp_path: Path
) -> None:
    def with_kernel(add: Callable[[Any], None]) -> Path:
        path = file()
        with h5py.File(path, "a") as content:
            group = content["model_weights/score"]
            del group["score/kernel:0"]
            add(group)
        return path

    bomb = with_kernel(
        lambda g: g.create_dataset(
            "score/kernel:0", (50_000_000, 20), "f4", chunks=(100_000, 20), compression="gzip"
        )
    )
    assert bomb.stat().st_size < 1_000_000
    assert "compressed" in refused(bomb)
    unwritten = with_kernel(lambda g: g.create_dataset("score/kernel:0", (500_000_000, 20), "f4"))
    assert "never written" in refused(unwritten)
    outside = tmp_path / "outside.h5"
    with h5py.File(outside, "w") as other:
        other["k"] = np.ones((3, 1), "f4")
    link = with_kernel(lambda g: g.__setitem__("score/kernel:0", h5py.ExternalLink(str(outside), "/k")))
    assert "not followed" in refused(link)
    circle = with_kernel(lambda g: g.__setitem__("score/kernel:0", h5py.SoftLink("/model_weights")))
    assert "not followed" in refused(circle)
    (tmp_path / "raw").write_bytes(bytes(12))
    foreign = with_kernel(
        lambda g: g.create_dataset("score/kernel:0", (3, 1), "f4", external=[(str(tmp_path / "raw"), 0, 12)])
    )
    assert "in another file" in refused(foreign)
    itself = with_kernel(lambda g: g.__setitem__("score/kernel:0", g))
    assert "missing" in refused(itself)


def test_weights_that_are_listed_again_and_again(refused: Refusal, keras2: Any, tmp_path: Path) -> None:
    layers, weights = keras2.small()
    weights["score"][0] = ("score/kernel:0", np.ones((30_000, 1), "f4"))
    path = keras2.write(tmp_path / "again.h5", keras2.functional(layers), weights)
    with h5py.File(path, "a") as content:
        content["model_weights/score"].attrs["weight_names"] = [b"score/kernel:0"] * 1000
    assert "more numbers than the file is long" in refused(path)


def test_descriptions_that_are_malformed(refused: Refusal, keras2: Any, tmp_path: Path) -> None:
    layers, weights = keras2.small()
    path = keras2.write(tmp_path / "m.h5", keras2.functional(layers), weights)

    def described(text: str) -> str:
        with h5py.File(path, "a") as content:
            content.attrs["model_config"] = text
        return refused(path)

    assert "not valid JSON" in described("{")
    assert "not valid JSON" in described("[" * 20_000)
    assert "not valid JSON" in described("[]")
    assert "refused" in described('{"class_name": "Sequential", "config": []}')
    deep = {"class_name": "Dense", "config": {"name": "d", "units": 1}}
    for i in range(40):
        deep = {"class_name": "Sequential", "config": {"name": f"s{i}", "layers": [deep]}}
    assert "takes something unknown" in described(json.dumps(deep))
    with h5py.File(path, "a") as content:
        content.attrs["model_config"] = np.arange(5)
    assert "model_config is not one text" in refused(path)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pool": ["score"]}, "circle"),
        ({"pool": ["nowhere"]}, "used but not described"),
        ({"score": ["input_1"]}, "leads nowhere"),
        ({"score": []}, "has no input"),
    ],
)
def test_wirings_that_are_no_network(
    refused: Refusal, file: Callable[..., Path], changes: dict[str, list[str]], words: str
) -> None:
    def change(layers: list[Any], weights: dict[str, Any]) -> None:
        for entry in layers:
            if entry["name"] in changes:
                sources = changes[entry["name"]]
                entry["inbound_nodes"] = [[[s, 0, 0, {}] for s in sources]] if sources else []

    assert words in refused(file(change))


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"activation": "swish"}, "activation swish"),
        ({"activation": {"class_name": "Mine", "config": {}}}, "activation Mine"),
        ({"units": 10**9}, "units"),
        ({"units": "1"}, "units"),
        ({"use_bias": 3}, "bias"),
        ({"data_format": "channels_first"}, "channels first"),
    ],
)
def test_settings_that_are_not_imported(
    refused: Refusal, file: Callable[..., Path], config: dict[str, Any], words: str
) -> None:
    assert words in refused(file(lambda layers, weights: layers[2]["config"].update(config)))


@pytest.mark.parametrize(
    ("kind", "config", "words"),
    [
        ("ZeroPadding2D", {"padding": 10**9}, "is not two numbers"),
        ("ZeroPadding2D", {"padding": [[1, 2], 3, 4]}, "padding"),
        ("ReLU", {"negative_slope": 0.1}, "slope"),
        ("BatchNormalization", {"axis": 1}, "normalises something else"),
        ("BatchNormalization", {"axis": [1, 2]}, "normalises axis"),
        ("BatchNormalization", {"renorm": True}, "renorm"),
        ("Conv2D", {"filters": 60_000, "kernel_size": 200, "padding": "same"}, "numbers than a network"),
        (
            "Conv2D",
            {"filters": 900, "kernel_size": 224, "padding": "same", "use_bias": False},
            "work per photo",
        ),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "padding": "causal"}, "padding causal"),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "groups": 2}, "do not divide"),
        ("Conv2D", {"filters": 8}, "kernel"),
        ("MaxPooling2D", {"pool_size": 0}, "is not two numbers"),
    ],
)
def test_layers_that_are_out_of_bounds(
    refused: Refusal, keras2: Any, tmp_path: Path, kind: str, config: dict[str, Any], words: str
) -> None:
    layers, weights = keras2.small()
    between = keras2.layer(kind, "between", ["input_1"], **config)
    pool = keras2.layer("GlobalAveragePooling2D", "pool", ["between"])
    path = keras2.write(tmp_path / "b.h5", keras2.functional([layers[0], between, pool, layers[2]]), weights)
    said = refused(path)
    assert words in said
    assert "between" in said or "per photo" in said


def test_calls_that_would_change_the_numbers(refused: Refusal, file: Callable[..., Path]) -> None:
    def training(layers: list[Any], weights: dict[str, Any]) -> None:
        layers[2]["inbound_nodes"] = [[["pool", 0, 0, {"training": True}]]]

    assert "training=True" in refused(file(training))

    def twice(layers: list[Any], weights: dict[str, Any]) -> None:
        layers[2]["inbound_nodes"] *= 2

    assert "more than once" in refused(file(twice))


def test_names_from_the_file_cannot_paint_the_terminal(refused: Refusal, file: Callable[..., Path]) -> None:
    def change(layers: list[Any], weights: dict[str, Any]) -> None:
        layers[2]["class_name"] = "\x1b[2J\x07" + "x" * 500

    said = refused(file(change))
    assert "\x1b" not in said
    assert "\x07" not in said
    assert len(said) < 400


def test_scores_that_are_not_finite(refused: Refusal, keras2: Any, tmp_path: Path) -> None:
    layers, weights = keras2.small()
    norm = keras2.layer("BatchNormalization", "norm", ["pool"], axis=-1, scale=False, center=False)
    layers = [*layers[:2], norm, keras2.layer("Dense", "score", ["norm"], units=1)]
    weights["norm"] = [
        ("norm/moving_mean:0", np.zeros(3, "f4")),
        ("norm/moving_variance:0", np.full(3, -1, "f4")),
    ]
    path = keras2.write(tmp_path / "n.h5", keras2.functional(layers), weights)
    assert "no finite score" in refused(path)
