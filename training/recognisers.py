"""Recognisers by the names that a config uses; the engine's, and judge C's graph beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from faceqnet_engine.errors import ModelError, UsageError
from faceqnet_engine.faces.align import template_at
from faceqnet_engine.models.registry import InputSpec
from faceqnet_engine.recognition.recognisers import Recogniser, recogniser
from faceqnet_engine.recognition.records import RecogniserRecord
from faceqnet_engine.recognition.similarities import Similarity
from training.judges import TfjsGraph
from training.records import file_digest

FACENET = "facenet-pytorch"
_SUFFIXES = (".onnx", ".safetensors", ".json")


def named(name: str, folder: Path | None) -> Recogniser:
    """A recogniser.

    Args:
        name: An id of the registry (`resnet29`); a file, or the stem of one in `folder` (.onnx, .safetensors, or a
            tfjs graph's .json); `facenet-pytorch` for FaceNet with the weights that package downloads.
        folder: Where such files lie.

    Raises:
        ModelError: there is none of that name, or it is refused.
    """
    if name == FACENET:
        return _facenet()
    places = [folder / f"{name}{s}" for s in ("", *_SUFFIXES)] if folder is not None else []
    for file in (*places, Path(name)):
        if file.is_file():
            return _tfjs(file) if file.suffix == ".json" else recogniser(file)
    return recogniser(name)


def short_name(name: str) -> str:
    """What files and tables call a recogniser: its id, or its file's stem."""
    return Path(name).stem if Path(name).suffix in _SUFFIXES else name


def all_named(names: Sequence[str], folder: Path | None) -> dict[str, Recogniser]:
    """Short name -> recogniser, each once, in order.

    Raises:
        UsageError: two different ones would share a name, and so a file.
        ModelError: see `named`.
    """
    full: dict[str, str] = {}
    for name in names:
        if full.setdefault(short_name(name), name) != name:
            raise UsageError(
                f"{full[short_name(name)]} and {name} are two recognisers under one name, {short_name(name)}. "
                "Rename one of the files."
            )
    torch.set_num_threads(1)
    return {short: named(name, folder) for short, name in full.items()}


def _tfjs(file: Path) -> Recogniser:
    """MobileFace (judge C): 112 px, ArcFace template, compared by cosine; the graph scales its input itself."""
    try:
        graph = TfjsGraph(file)
        digest = file_digest(file)[:4] + file_digest(file.with_suffix(".bin"))[:4]
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"{file} is no tfjs graph that this program can run: {error}.") from error
    points = tuple((float(x), float(y)) for x, y in template_at("arcface", 112).tolist())
    record = RecogniserRecord(
        f"{file.stem}@{digest}", InputSpec(112, "arcface"), points, Similarity.COSINE, "tfjs"
    )
    return Recogniser(
        record, lambda crops: graph(torch.from_numpy(crops).permute(0, 3, 1, 2).float()).numpy()
    )


def _facenet() -> Recogniser:
    """FaceNet (VGGFace2), its weights from facenet-pytorch's cache or, where the network allows, its download."""
    from facenet_pytorch import InceptionResnetV1

    from faceqnet_engine.recognition.torch_networks import forward_of, known_networks

    try:
        state = InceptionResnetV1(pretrained="vggface2").state_dict()
    except Exception as error:  # the package lets whatever its download meets through
        raise ModelError(
            f"FaceNet's weights could not be downloaded ({error}). "
            "Give them as a safetensors file in recognisers.folder instead."
        ) from error
    known = known_networks()["facenet"]
    tensors = {k: v for k, v in state.items() if not k.startswith(known.ignored)}
    record = RecogniserRecord(
        "facenet-vggface2@20180402", known.input, known.points, known.similarity, "facenet"
    )
    return Recogniser(record, forward_of(known, tensors, known.input, "cpu"))
