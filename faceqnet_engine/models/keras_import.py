"""Original FaceQnet weights (Keras HDF5) into the user's registry: whole, or nothing at all."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy

from faceqnet_engine.errors import ModelError, OutputError
from faceqnet_engine.models.graph import SIDE, Graph
from faceqnet_engine.models.keras_file import KerasFile, read_keras_file, shown
from faceqnet_engine.models.keras_graph import Imported, imported
from faceqnet_engine.models.registry import ARCHITECTURE_GRAPH, GRAPH_KEY, ModelRecord, data_folder, records
from faceqnet_engine.models.registry import record as record_of
from faceqnet_engine.models.registry_file import add_table, write_whole

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_HEAD = "# Models that you brought. Written by `faceqnet models import`; do not edit by hand.\n"
_NO_LICENCE = "not stated"
_REFERENCE = "reference/faceqnet_official.json"
_RESNET50 = ((64, 256, 3), (128, 512, 4), (256, 1024, 6), (512, 2048, 3))
"""Inner and outer channels of each stage, and its blocks."""


def import_keras_file(
    path: Path, model_id: str | None = None, licence: str | None = None
) -> tuple[ModelRecord, bool]:
    """Read, check, convert and register a Keras file.

    Args:
        path: `FaceQnet.h5`, `FaceQnet_v1.h5` or a network that is made in the same way.
        model_id: Its name in the registry; by default made from the file's name.
        licence: Words for the registry: under which terms you have the file.

    Returns:
        The model as registered, and whether it is new (else the same weights had this id already).

    Raises:
        UsageError: there is no such file.
        ModelError: the file or the id was refused; nothing was written.
        OutputError: the user's folder cannot be written; what was there before still is.
    """
    name = _checked_id(model_id if model_id is not None else _id_from(path))
    file = read_keras_file(path)
    network = imported(file)
    _try_out(network)
    data = _as_safetensors(network)
    known = _known(name, hashlib.sha256(data).hexdigest())
    if known is not None:
        return known, False
    _write(name, data, _table(name, data, file, network.graph, licence))
    return record_of(name), True


def is_original(graph: Graph) -> bool:
    """Whether a network has the original's trunk: the 53 convolutions of ResNet-50, whatever head is on it."""
    expected = Counter({(64, 3, 7, 7): 1})
    width = 64
    for inner, outer, blocks in _RESNET50:
        expected[(outer, width, 1, 1)] += 1
        for _ in range(blocks):
            expected.update([(inner, width, 1, 1), (inner, inner, 3, 3), (outer, inner, 1, 1)])
            width = outer
    found = Counter(
        o.weights["kernel"] for node, o in zip(graph.nodes, graph.checked(), strict=True) if node.op == "conv"
    )
    return found == expected


def _id_from(path: Path) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", path.stem.lower()).strip("-_")[:64] or "imported"


def _checked_id(model_id: str) -> str:
    if not _ID.fullmatch(model_id):
        raise ModelError(
            f"{shown(model_id)} cannot be a model's id. Use up to 64 small letters, digits, - and _ (--id)."
        )
    return model_id


def _known(model_id: str, digest: str) -> ModelRecord | None:
    """The same model under this id, if it is there; another one is never replaced."""
    for known in records():
        if known.id != model_id:
            continue
        if known.sha256 == digest and not known.shipped:
            return known if known.path.is_file() else None
        owner = "This program ships" if known.shipped else "You have"
        raise ModelError(
            f"{owner} another model called {model_id}, which was kept. Choose another name (--id)."
        )
    return None


def _try_out(network: Imported) -> None:
    """Compute two plain images: weights can be finite and give no finite score."""
    import torch

    from faceqnet_engine.quality.graph_network import GraphNetwork, weight_name

    built = GraphNetwork(network.graph)
    state = {weight_name(i, part): torch.from_numpy(a) for (i, part), a in network.weights.items()}
    built.load_state_dict(state)
    ramp = torch.linspace(0, 255, SIDE).expand(3, SIDE, SIDE)
    with torch.inference_mode():
        scores = built(torch.stack([torch.full((3, SIDE, SIDE), 128.0), ramp]))
    if not torch.isfinite(scores).all():
        raise ModelError("The network gives no finite score for a plain image. The file was refused.")


def _as_safetensors(network: Imported) -> bytes:
    from faceqnet_engine.quality.graph_network import weight_name

    tensors = {weight_name(i, part): np.ascontiguousarray(a) for (i, part), a in network.weights.items()}
    # One key only: the order of several would not be the same every time, and so the hash.
    return safetensors.numpy.save(tensors, metadata={GRAPH_KEY: network.graph.to_json()})


def _reference(graph: Graph) -> dict[str, Any]:
    """What `quality` is measured by: the published scores for the original's network, else the plain score."""
    if is_original(graph):
        published = json.loads((resources.files("resources") / _REFERENCE).read_text(encoding="utf-8"))
        return {"set": published["set"], "quantiles": published["quantiles"]}
    return {
        "set": "none known: quality is the score in percent",
        "quantiles": [round(i / 100, 2) for i in range(101)],
    }


def _table(name: str, data: bytes, file: KerasFile, graph: Graph, licence: str | None) -> dict[str, Any]:
    return {
        "task": "quality",
        "file": f"{name}.safetensors",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "licence": shown(licence.strip()) if licence and licence.strip() else _NO_LICENCE,
        "source": f"imported from {file.name}, sha256 {file.sha256}",
        "architecture": ARCHITECTURE_GRAPH,
        "output": "score 0..1, higher is better; the network's number, clipped",
        "input": {
            "size": SIDE,
            "template": "box",
            "colour": "BGR",
            "mean": [0.0, 0.0, 0.0],
            "scale": 1.0,
            "interpolation": "bilinear",
        },
        "reference": _reference(graph),
    }


def _write(name: str, data: bytes, table: dict[str, Any]) -> None:
    folder = data_folder() / "models"
    weights = folder / table["file"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(weights, data)
        try:
            add_table(folder / "weights.toml", name, table, _HEAD)
        except OSError:
            weights.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written ({error.strerror}). The model was not imported."
        ) from error
