from __future__ import annotations

import hashlib
import json
import pickle
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import save_file

from faceqnet_engine.errors import ModelError, UsageError
from faceqnet_engine.faces.align import crop
from faceqnet_engine.recognition.recognisers import Recogniser, RecogniserRecord, Similarity, recogniser

GOOD = {
    "template": "arcface",
    "size": 112,
    "colour": "RGB",
    "mean": [127.5, 127.5, 127.5],
    "scale": 0.0078125,
    "similarity": "cosine",
}


@pytest.fixture(scope="session")
def faces(portrait_pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A portrait's landmarks found by the detector, and its pixels."""
    from faceqnet_engine.faces.detect import Detector

    return Detector().detect(portrait_pixels)[0].landmarks, portrait_pixels


def small_network(
    file: Path, *, side: int = 112, channels_first: bool = True, batch: int | str = "n"
) -> None:
    """Means over a grid of 4 x 4 blocks, times a fixed matrix: 32 numbers."""
    rng = np.random.default_rng(0)
    matrix = numpy_helper.from_array(rng.normal(size=(48, 32)).astype(np.float32), "matrix")
    shape = [batch, 3, side, side] if channels_first else [batch, side, side, 3]
    pool = side // 4
    nodes = [] if channels_first else [helper.make_node("Transpose", ["x"], ["t"], perm=[0, 3, 1, 2])]
    nodes += [
        helper.make_node(
            "AveragePool",
            ["x" if channels_first else "t"],
            ["p"],
            kernel_shape=[pool] * 2,
            strides=[pool] * 2,
        ),
        helper.make_node("Flatten", ["p"], ["f"]),
        helper.make_node("MatMul", ["f", "matrix"], ["y"]),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [batch, 32])],
        [matrix],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, file)


def crops_of(side: int, count: int = 5) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (count, side, side, 3), dtype=np.uint8)


def test_the_shipped_recogniser_knows_a_person_again(faces: tuple[np.ndarray, np.ndarray]) -> None:
    landmarks, pixels = faces
    ours = recogniser("resnet29")
    moved = landmarks + np.float32(1)
    crops = [crop(pixels, points, "B", 150) for points in (landmarks, moved)]
    other = crops_of(150, 1)[0]
    embeddings = ours.embeddings([*crops, other])
    assert embeddings.shape == (3, 128)
    same, different = ours.similarities(embeddings[[0, 0]], embeddings[[1, 2]])
    assert same > -0.6 > different  # dlib's own limit for one person
    assert ours.record.name.startswith("resnet29@")
    assert ours.record.similarity is Similarity.EUCLIDEAN
    assert np.allclose(ours.embeddings(crops, batch=1), embeddings[:2], atol=1e-4)
    assert ours.embeddings([]).shape[0] == 0


@pytest.mark.parametrize("channels_first", [True, False])
@pytest.mark.parametrize("batch", ["n", 1])
@pytest.mark.parametrize("colour", ["RGB", "BGR"])
def test_an_onnx_file_runs_by_its_record(
    tmp_path: Path, channels_first: bool, batch: int | str, colour: str
) -> None:
    file = tmp_path / "small.onnx"
    small_network(file, channels_first=channels_first, batch=batch)
    mean, scale = [1.0, 2.0, 3.0], 0.5
    (tmp_path / "small.json").write_text(json.dumps(GOOD | {"colour": colour, "mean": mean, "scale": scale}))
    ours, crops = recogniser(file), crops_of(112)
    ordered = crops[..., ::-1] if colour == "BGR" else crops
    values = (ordered.astype(np.float64) - mean) * scale
    grid = values.reshape(5, 4, 28, 4, 28, 3).mean((2, 4)).transpose(0, 3, 1, 2).reshape(5, -1)
    wanted = grid @ np.random.default_rng(0).normal(size=(48, 32)).astype(np.float32)
    assert np.allclose(ours.embeddings(crops), wanted, rtol=1e-4, atol=1e-3)
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    assert np.allclose(
        ours.similarities(ours.embeddings(crops[:2]), ours.embeddings(crops[1:3])),
        (wanted[:2] * wanted[1:3]).sum(1),
        atol=1e-4,
    )


def test_the_name_changes_with_the_weights_and_the_preprocessing(tmp_path: Path) -> None:
    file = tmp_path / "small.onnx"
    small_network(file)
    (tmp_path / "small.json").write_text(json.dumps(GOOD))
    first = recogniser(file).record.name
    assert recogniser(file).record.name == first
    (tmp_path / "small.json").write_text(json.dumps(GOOD | {"scale": 1}))
    assert recogniser(file).record.name != first


def test_a_template_can_be_five_points(tmp_path: Path) -> None:
    file = tmp_path / "small.onnx"
    small_network(file)
    points = [[38, 50], [74, 50], [56, 70], [42, 92], [70, 92]]
    (tmp_path / "small.json").write_text(json.dumps(GOOD | {"template": points}))
    assert recogniser(file).record.points[2] == (56, 70)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scale": None}, "does not say scale"),
        ({"similarity": "manhattan"}, "manhattan"),
        ({"template": "dlib"}, "one of arcface, B"),
        ({"template": [[1, 2]]}, "five points"),
        ({"size": 5000}, "16 to 1024"),
        ({"size": 96}, "record says 96"),
        ({"colour": "GBR"}, "RGB or BGR"),
        ({"scale": 0}, "above 0"),
        ({"mean": [1, 2]}, "wrong"),
        ({"sha256": "00"}, "fingerprint"),
        ({"scael": 1}, "scael"),
    ],
)
def test_wrong_records_are_refused_with_a_sentence(tmp_path: Path, change: dict, words: str) -> None:
    file = tmp_path / "small.onnx"
    small_network(file)
    record = {k: v for k, v in (GOOD | change).items() if v is not None}
    (tmp_path / "small.json").write_text(json.dumps(record))
    with pytest.raises(ModelError, match=words) as refused:
        recogniser(file)
    assert refused.value.sentence.endswith(".")


def test_a_right_fingerprint_in_toml_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "small.onnx"
    small_network(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    lines = [f"{key} = {json.dumps(value)}" for key, value in (GOOD | {"sha256": digest}).items()]
    (tmp_path / "small.onnx.toml").write_text("\n".join(lines))
    assert recogniser(file).embeddings(crops_of(112, 2)).shape == (2, 32)


def test_files_that_are_no_recognisers_are_refused(tmp_path: Path, portrait: Path) -> None:
    record = json.dumps(GOOD)
    with pytest.raises(ModelError, match="cannot be read"):
        recogniser(tmp_path / "absent.onnx")
    small_network(tmp_path / "alone.onnx")
    with pytest.raises(ModelError, match=r"no record beside alone\.onnx.*similarity"):
        recogniser(tmp_path / "alone.onnx")
    (tmp_path / "photo.onnx").write_bytes(portrait.read_bytes())
    (tmp_path / "photo.json").write_text(record)
    with pytest.raises(ModelError, match="not an ONNX network"):
        recogniser(tmp_path / "photo.onnx")
    (tmp_path / "list.json").write_text("[1]")
    small_network(tmp_path / "list.onnx")
    with pytest.raises(ModelError, match="not a table"):
        recogniser(tmp_path / "list.onnx")
    with pytest.raises(ModelError, match="no model called nobody"):
        recogniser("nobody")
    with pytest.raises(ModelError, match="detector"):
        recogniser("mtcnn")


def test_pickles_are_never_opened(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple:
            return (Path.touch, (tmp_path / "sprung",))

    for name in ("net.pt", "net.pth", "net.pkl"):
        (tmp_path / name).write_bytes(pickle.dumps(Trap()))
        with pytest.raises(ModelError, match="can run programs"):
            recogniser(tmp_path / name)
    (tmp_path / "net.safetensors").write_bytes(pickle.dumps(Trap()))
    with pytest.raises(ModelError, match="not a safetensors file"):
        recogniser(tmp_path / "net.safetensors")
    assert not (tmp_path / "sprung").exists()


def test_facenet_from_a_weights_file_equals_its_own_code(tmp_path: Path) -> None:
    from facenet_pytorch import InceptionResnetV1

    torch.manual_seed(0)
    network = InceptionResnetV1(pretrained=None, classify=True, num_classes=7)  # with the logits of training
    save_file(network.state_dict(), tmp_path / "vggface2.safetensors")
    crops = crops_of(160, 3)
    network.classify = False
    with torch.inference_mode():
        wanted = network.eval()((torch.from_numpy(crops).permute(0, 3, 1, 2).float() - 127.5) / 128).numpy()
    ours = recogniser(tmp_path / "vggface2.safetensors")
    assert ours.record.architecture == "facenet"
    assert ours.record.input.template == "facenet"
    assert np.allclose(ours.embeddings(crops), wanted, atol=1e-5)


def test_safetensors_of_another_shape_or_architecture_are_refused(tmp_path: Path) -> None:
    from faceqnet_engine.quality.networks import ResNet29

    state = ResNet29().state_dict()
    save_file({"a": torch.zeros(3)}, tmp_path / "a.safetensors")
    with pytest.raises(ModelError, match=r"none of the known architectures \(resnet29, facenet\)"):
        recogniser(tmp_path / "a.safetensors")
    save_file(state | {"embed.weight": torch.zeros(64, 256)}, tmp_path / "b.safetensors")
    with pytest.raises(ModelError, match="not those of a resnet29"):
        recogniser(tmp_path / "b.safetensors")
    save_file(state, tmp_path / "c.safetensors")
    (tmp_path / "c.toml").write_text('architecture = "vgg16"')
    with pytest.raises(ModelError, match="vgg16 is not known"):
        recogniser(tmp_path / "c.safetensors")
    (tmp_path / "c.toml").write_text('similarity = "cosine"')
    changed = recogniser(tmp_path / "c.safetensors")
    assert changed.record.similarity is Similarity.COSINE


def test_any_function_can_be_a_recogniser_and_what_it_gives_is_checked() -> None:
    spec = recogniser("resnet29").record
    record = RecogniserRecord("mine@1", spec.input, spec.points, Similarity.EUCLIDEAN, "mine")
    crops = crops_of(150, 4)
    mine = Recogniser(record, lambda c: c.astype(np.float32).mean((1, 2)))
    assert np.allclose(mine.embeddings(crops, batch=3), crops.mean((1, 2)), atol=1e-3)
    assert mine.embeddings(list(crops)).dtype == np.float32
    with pytest.raises(UsageError, match="150 x 150"):
        mine.embeddings(crops_of(112))
    with pytest.raises(UsageError, match="150 x 150"):
        mine.embeddings(crops.astype(np.float32))
    with pytest.raises(ModelError, match="one vector each"):
        Recogniser(record, lambda c: np.zeros(3)).embeddings(crops)
    with pytest.raises(ModelError, match="not finite"):
        Recogniser(record, lambda c: np.full((len(c), 2), np.nan)).embeddings(crops)
