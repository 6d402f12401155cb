"""Imported networks against Keras itself, and the commands around them."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from faceqnet_engine import Assessor
from faceqnet_engine.errors import ModelError
from faceqnet_engine.models.keras_file import read_keras_file
from faceqnet_engine.models.keras_graph import imported
from faceqnet_engine.models.keras_import import import_keras_file, is_original
from faceqnet_engine.models.registry import record
from faceqnet_engine.quality.graph_network import GraphNetwork
from faceqnet_engine.quality.networks import network_of

CLOSE = 1e-4


def process(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "faceqnet_engine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def ours(path: Path, images: np.ndarray) -> np.ndarray:
    """Scores of (n, 224, 224, 3) images in the file's own order of colours, not clipped."""
    r, _ = import_keras_file(path, "under-test")
    with torch.inference_mode():
        return network_of(r)(torch.from_numpy(images).permute(0, 3, 1, 2)).numpy()


def noise(count: int) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (count, 224, 224, 3)).astype(np.float32)


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory, portrait: Path) -> Path:
    """Six portraits of unlike quality as PNG, so that every decoder gives the same pixels."""
    folder = tmp_path_factory.mktemp("faces")
    image = cv2.imread(str(portrait))
    lisa = cv2.imread(str(portrait.with_name("portrait_lisa.jpg")))
    dark, blurred = (image * 0.4).astype(np.uint8), cv2.GaussianBlur(image, (0, 0), 3)
    half, bright = cv2.resize(lisa, None, fx=0.5, fy=0.5), cv2.convertScaleAbs(lisa, alpha=1.4, beta=20)
    for i, picture in enumerate((image, lisa, dark, blurred, half, bright)):
        cv2.imwrite(str(folder / f"{i}.png"), picture)
    return folder


@pytest.fixture(scope="module")
def resnet(
    keras: ModuleType,
    randomised: Callable[[Any], None],
    faces: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Any, Path]:
    """A network of the original's make, random, whose scores of `faces` reach below 0 and above 1; and its file."""
    layers = keras.layers
    trunk = keras.applications.ResNet50(weights=None, include_top=False, input_shape=(224, 224, 3))
    x = layers.AveragePooling2D(7)(trunk.output)
    x = layers.Dropout(0.5)(layers.Flatten()(x))
    x = layers.Dense(64, activation="relu")(x)
    last = layers.Dense(1)
    model = keras.Model(trunk.input, last(x))
    randomised(model)
    whole = np.stack([cv2.resize(cv2.imread(str(f)), (224, 224)) for f in sorted(faces.iterdir())])
    raw = model.predict(whole.astype(np.float32), verbose=0)[:, 0]
    kernel, bias = last.get_weights()
    scale = 0.6 / raw.std()
    last.set_weights([kernel * scale, (bias - raw.mean()) * scale + 0.5])
    path = tmp_path_factory.mktemp("resnet") / "FaceQnet_v1.h5"
    model.save(path)
    return model, path


@pytest.mark.slow
def test_a_resnet50_of_keras_3_gives_keras_scores(resnet: tuple[Any, Path]) -> None:
    model, path = resnet
    images = noise(3)
    assert is_original(imported(read_keras_file(path)).graph)
    want = model.predict(images, verbose=0)[:, 0]
    assert np.abs(ours(path, images) - want).max() < CLOSE


@pytest.mark.slow
def test_the_command_scores_boxes_in_bgr_at_224_and_clips(
    resnet: tuple[Any, Path], faces: Path, tmp_path: Path
) -> None:
    model, path = resnet
    run = process("models", "import", path, "--licence", "for research")
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == record("faceqnet_v1").name
    table = tmp_path / "scores.csv"
    run = process("score", faces, "--model", "faceqnet_v1", "-o", table, "--store", "none", "--quiet")
    assert run.returncode == 0, run.stderr
    with table.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 6
    crops = []
    for row in rows:
        image = cv2.imread(str(faces / row["path"]))
        x, y, w, h = (float(row[f"box_{side}"]) for side in "xywh")
        part = image[max(round(y), 0) : round(y + h), max(round(x), 0) : round(x + w)]
        crops.append(cv2.resize(part, (224, 224)))
    raw = model.predict(np.stack(crops).astype(np.float32), verbose=0)[:, 0]
    scores = np.array([float(row["score"]) for row in rows])
    assert np.abs(scores - raw.clip(0, 1)).max() < CLOSE
    assert raw.min() < 0 or raw.max() > 1, "the test should see clipping"
    assert ((scores > 0) & (scores < 1)).any(), "and scores in between"
    swapped = model.predict(np.stack(crops)[..., ::-1].astype(np.float32), verbose=0)[:, 0]
    assert np.abs(scores - swapped.clip(0, 1)).max() > 10 * CLOSE, "the test should see the order of colours"
    assert {row["model"] for row in rows} == {record("faceqnet_v1").name}


@pytest.mark.slow
def test_published_samples_are_compared(
    resnet: tuple[Any, Path], tmp_path: Path, faces: Path, faceqnet: Callable[..., Any]
) -> None:
    model, path = resnet
    samples = tmp_path / "src"
    (samples / "Samples_cropped").mkdir(parents=True)
    files = sorted(faces.iterdir())
    for file in files:
        shutil.copy(file, samples / "Samples_cropped" / f"Picture {file.name}")
    crops = np.stack([cv2.resize(cv2.imread(str(f)), (224, 224)) for f in files]).astype(np.float32)
    published = model.predict(crops, verbose=0).clip(0, 1)
    lines = [
        rf".\\Samples_cropped\\Picture {f.name};{np.array2string(s)}"
        for f, s in zip(files, published, strict=True)
    ]
    (samples / "scores_quality.txt").write_text("\r\n".join(["img;score", *lines, ""]), newline="")
    assert faceqnet("models", "import", path, "--id", "v1").returncode == 0
    for name in ("v1", path):
        good = faceqnet("models", "check", name, "--samples", samples)
        assert good.returncode == 0, good.stderr
        assert "6 samples agree" in good.stdout
        assert "Picture 3.png" in good.stdout
    lines[2] = lines[2].partition("[")[0] + "[0.9]"
    lines[3] = lines[3].partition("[")[0] + "[0.1]"
    (samples / "scores_quality.txt").write_text("\n".join(["img;score", *lines]))
    bad = faceqnet("models", "check", "v1", "--samples", samples)
    assert bad.returncode == 4
    assert "differs from the published scores" in bad.stderr
    assert "Traceback" not in bad.stderr
    (samples / "Samples_cropped" / "Picture 0.png").unlink()
    missing = faceqnet("models", "check", "v1", "--samples", samples)
    assert missing.returncode == 2
    assert "Picture 0.png" in missing.stderr


def test_nested_models_and_a_sequential_head(
    keras: ModuleType, randomised: Callable[[Any], None], tmp_path: Path
) -> None:
    layers = keras.layers
    i = keras.Input((224, 224, 3))
    x = layers.Conv2D(6, 7, strides=4, padding="same", activation="relu", name="c1", use_bias=False)(i)
    x = layers.BatchNormalization(name="b1", epsilon=0.02)(x)
    x = layers.Conv2D(6, 3, padding="same", dilation_rate=2, groups=2, name="c2")(x)
    x = layers.Add()([x, layers.MaxPooling2D(3, strides=1, padding="same")(x), x])
    inner = keras.Model(i, x, name="inner")
    inner.get_layer("b1").trainable = False
    head = keras.Sequential(
        [
            layers.ZeroPadding2D(((1, 0), (2, 3))),
            layers.ReLU(6.0),
            # Even padding: with an odd pixel Keras on torch repeats the border, which TensorFlow does not.
            layers.AveragePooling2D((3, 3), strides=(2, 2), padding="same"),
            layers.Flatten(),
            layers.Dense(5, activation="tanh"),
            layers.BatchNormalization(scale=False),
            layers.Dropout(0.5),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="head",
    )
    j = keras.Input((224, 224, 3))
    model = keras.Model(j, head(inner(j, training=False)))
    randomised(model)
    model.save(tmp_path / "nested.h5")
    images = noise(3) / 64
    want = model.predict(images, verbose=0)[:, 0]
    assert np.ptp(want) > 1e-3
    assert np.abs(ours(tmp_path / "nested.h5", images) - want).max() < 1e-5


def test_a_sequential_model_with_a_dense_layer_on_pixels(keras: ModuleType, tmp_path: Path) -> None:
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((224, 224, 3)),
            layers.AveragePooling2D(30, padding="valid"),
            layers.Dense(4, activation="relu"),
            layers.GlobalAveragePooling2D(keepdims=True),
            layers.Dense(1),
            layers.Flatten(),
        ]
    )
    model.save(tmp_path / "s.h5")
    images = noise(2) / 255
    want = model.predict(images, verbose=0)[:, 0]
    assert np.abs(ours(tmp_path / "s.h5", images) - want).max() < 1e-5


@pytest.mark.parametrize("kernel", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("stride", [1, 2, 3])
def test_same_padding_is_tensorflow_s(keras: ModuleType, kernel: int, stride: int, tmp_path: Path) -> None:
    # Images that grow brighter towards one corner: a pixel of padding on the wrong side moves the result.
    i = keras.Input((224, 224, 3))
    x = keras.layers.Conv2D(2, kernel, strides=stride, padding="same")(i)
    x = keras.layers.MaxPooling2D(kernel, strides=stride, padding="same")(x)
    out = keras.layers.Dense(1)(keras.layers.Flatten()(x))
    model = keras.Model(i, out)
    model.save(tmp_path / "p.h5")
    images = noise(2) / 255 * np.linspace(0, 1, 224, dtype=np.float32)[:, None, None]
    want = model.predict(images, verbose=0)[:, 0]
    assert np.abs(ours(tmp_path / "p.h5", images) - want).max() < 2e-5


def test_the_same_file_again_changes_nothing_and_another_is_refused(
    keras2: Any, tmp_path: Path, models_folder: Path
) -> None:
    layers, weights = keras2.small()
    path = keras2.write(tmp_path / "Small Net.h5", keras2.functional(layers), weights)
    first, new = import_keras_file(path, licence="CC0-1.0")
    assert (first.id, first.licence, new) == ("small-net", "CC0-1.0", True)
    before = {f.name: (f.stat().st_mtime_ns, f.read_bytes()) for f in models_folder.iterdir()}
    again, new = import_keras_file(path)
    assert (again, new) == (first, False)
    weights["score"][0] = ("score/kernel:0", weights["score"][0][1] * 2)
    other = keras2.write(tmp_path / "other.h5", keras2.functional(layers), weights)
    for taken in ("small-net", "faceqnet-r29", "mtcnn"):
        with pytest.raises(ModelError, match="another name"):
            import_keras_file(other, taken)
    for wrong in ("", "Über", "a.b", "a/b", "../a", "x" * 65, "a\nb", "a@b"):
        with pytest.raises(ModelError, match="cannot be a model's id"):
            import_keras_file(other, wrong)
    assert {f.name: (f.stat().st_mtime_ns, f.read_bytes()) for f in models_folder.iterdir()} == before
    import_keras_file(other, "second")
    assert record("small-net") == first
    assert record("second").licence == "not stated"


def test_a_file_that_cannot_be_kept_is_exit_3_and_leaves_nothing(
    keras2: Any, tmp_path: Path, models_folder: Path, faceqnet: Callable[..., Any]
) -> None:
    layers, weights = keras2.small()
    path = keras2.write(tmp_path / "s.h5", keras2.functional(layers), weights)
    models_folder.parent.mkdir(parents=True, exist_ok=True)
    models_folder.write_text("a file where a folder should be")
    run = faceqnet("models", "import", path)
    assert run.returncode == 3
    assert "was not imported" in run.stderr
    models_folder.unlink()
    (models_folder / "weights.toml" / "in the way").mkdir(parents=True)
    run = faceqnet("models", "import", path)
    assert run.returncode == 3, run.stderr
    assert sorted(p.name for p in models_folder.iterdir()) == ["weights.toml"]


def test_what_is_registered_is_checked_again_when_it_is_loaded(
    keras2: Any, tmp_path: Path, models_folder: Path, faceqnet: Callable[..., Any]
) -> None:
    layers, weights = keras2.small()
    path = keras2.write(tmp_path / "s.h5", keras2.functional(layers), weights)
    r, _ = import_keras_file(path)
    intact = faceqnet("models", "check", r.id)
    assert intact.returncode == 0
    assert faceqnet("models", "check", path).stdout.startswith(f"{path} is {r.name}")
    data = bytearray(r.path.read_bytes())
    r.path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    damaged = faceqnet("models", "check", r.id)
    assert damaged.returncode == 4
    assert "fingerprint" in damaged.stderr
    # A description that was changed together with the hash is still held to the closed list.
    import hashlib

    changed = bytes(data).replace(b'\\"op\\":\\"global_mean\\"', b'\\"op\\":\\"global_meen\\"')
    assert changed != data
    r.path.write_bytes(changed)
    registry = models_folder / "weights.toml"
    registry.write_text(registry.read_text().replace(r.sha256, hashlib.sha256(changed).hexdigest()))
    with pytest.raises(ModelError, match="global_meen"):
        Assessor(model=r.id)


def test_a_file_that_was_not_imported_is_named_as_such(
    keras2: Any, tmp_path: Path, models_folder: Path, faceqnet: Callable[..., Any]
) -> None:
    layers, weights = keras2.small()
    path = keras2.write(tmp_path / "s.h5", keras2.functional(layers), weights)
    run = faceqnet("models", "check", path)
    assert run.returncode == 4
    assert "models import" in run.stderr
    assert not models_folder.exists()


def test_references_and_crops_of_imported_models(
    keras2: Any, tmp_path: Path, portrait_pixels: np.ndarray, portrait: Path
) -> None:
    layers, weights = keras2.small(activation="sigmoid")
    weights["score"] = [
        ("score/kernel:0", np.array([[0.02], [0.0], [-0.02]], np.float32)),
        ("score/bias:0", np.zeros(1, np.float32)),
    ]
    r, _ = import_keras_file(keras2.write(tmp_path / "s.h5", keras2.functional(layers), weights))
    assert not is_original(imported(read_keras_file(tmp_path / "s.h5")).graph)
    with Assessor(model=r.id) as assessor:
        (in_memory,) = assessor.assess_image(portrait_pixels)
        (row,) = assessor.assess([str(portrait)])
    x, y, w, h = (round(v) for v in (row.box_x, row.box_y, row.box_x + row.box_w, row.box_y + row.box_h))
    part = portrait_pixels[y:h, x:w]
    means = cv2.resize(part, (224, 224)).reshape(-1, 3).mean(0)
    blue_over_red = 1 / (1 + np.exp(-0.02 * (means[2] - means[0])))
    assert row.score == pytest.approx(blue_over_red, abs=CLOSE)
    assert row.quality == pytest.approx(100 * row.score, abs=0.51), "no distribution is known for it"
    assert in_memory.score == pytest.approx(row.score, abs=CLOSE)
    assert np.array_equal(in_memory.crop(224), cv2.resize(part, (224, 224)))
    assert np.abs(row.crop(224).astype(int) - in_memory.crop(224)).max() <= 1


@pytest.mark.slow
def test_the_original_s_make_gets_the_published_distribution(
    resnet: tuple[Any, Path], shared_data: Path
) -> None:
    r, _ = import_keras_file(resnet[1])
    with (shared_data / "lfw" / "faceqnet_official.csv").open(newline="") as stream:
        published = np.array([float(row["score"]) for row in csv.DictReader(stream)])
    assert r.reference == pytest.approx(np.percentile(published, np.arange(101)), abs=1e-6)


def test_networks_built_from_a_graph_have_no_gradients(keras2: Any, tmp_path: Path) -> None:
    layers, weights = keras2.small()
    r, _ = import_keras_file(keras2.write(tmp_path / "s.h5", keras2.functional(layers), weights))
    network = network_of(r)
    assert isinstance(network, GraphNetwork)
    assert not any(p.requires_grad for p in network.parameters())
