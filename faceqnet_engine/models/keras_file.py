"""A Keras HDF5 file as plain values: the network's description and its weights, by layer."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from faceqnet_engine.errors import ModelError, UsageError
from faceqnet_engine.faces.face import Float32Array
from faceqnet_engine.models import keras_reading

_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
_MOST_BYTES = 2 << 30
"""The original's files have about 100 MB."""
_MOST_SECONDS = 300
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class KerasFile:
    """What a Keras file says.

    Attributes:
        name: Of the file, fit to be printed.
        sha256: Of its bytes, hex.
        config: `model_config`, parsed.
        weights: Layer -> its weights as (name, float32 array), in the file's order.
    """

    name: str
    sha256: str
    config: Mapping[str, Any]
    weights: Mapping[str, list[tuple[str, Float32Array]]]


def shown(text: object) -> str:
    """A name out of a foreign file, fit to be printed: short, and without control characters."""
    clean = "".join(c if c.isprintable() else "?" for c in str(text))
    return clean if len(clean) <= _SHOWN else clean[: _SHOWN - 3] + "..."


def is_keras_file(path: Path) -> bool:
    """Whether the file begins as HDF5 does.

    Raises:
        UsageError: it cannot be read.
    """
    return _beginning(path) == _SIGNATURE


def read_keras_file(path: Path) -> KerasFile:
    """Read a file in a process of its own, which may crash and is not trusted; nothing is executed.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        ModelError: it is no Keras HDF5 file, or damaged; the sentence says which.
    """
    beginning, name = _beginning(path), shown(path.name)
    if beginning.startswith(_ZIP):
        raise ModelError(
            f"{name} is a zip archive (perhaps Keras' newer .keras form), not HDF5. Save the model as .h5."
        )
    if beginning != _SIGNATURE:
        raise ModelError(f"{name} is not an HDF5 file, so it is no FaceQnet.h5. Nothing was imported.")
    if path.stat().st_size > _MOST_BYTES:
        raise ModelError(f"{name} is larger than {_MOST_BYTES >> 30} GB, which no FaceQnet is.")
    with tempfile.TemporaryDirectory(prefix="faceqnet-") as folder:
        description = _described(path, Path(folder))
        if "refused" in description:
            raise ModelError(f"{name} was not imported. {shown_sentence(description['refused'])}")
        numbers = np.fromfile(Path(folder) / "weights.bin", dtype="<f4")
    weights = {
        layer: [
            (e["name"], numbers[e["at"] // 4 :][: _count(e["shape"])].reshape(e["shape"])) for e in entries
        ]
        for layer, entries in description["groups"].items()
    }
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return KerasFile(name, digest, _parsed(description["config"], name), weights)


def shown_sentence(text: object) -> str:
    """A sentence with foreign names in it, fit to be printed."""
    return "".join(c if c.isprintable() else "?" for c in str(text))[:400]


def _count(shape: list[int]) -> int:
    return int(np.prod(shape, dtype=np.int64))


def _beginning(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Name the .h5 file.")
    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SIGNATURE))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error


def _described(path: Path, folder: Path) -> dict[str, Any]:
    """What the reading process found; its crash or silence is a refusal."""
    command = [sys.executable, "-P", str(Path(keras_reading.__file__)), str(path.resolve()), str(folder)]
    # "::" is how libhdf5 is told to load no plug-ins from disk.
    environment = {**os.environ, "HDF5_PLUGIN_PRELOAD": "::", "OPENBLAS_NUM_THREADS": "1"}
    try:
        subprocess.run(command, env=environment, timeout=_MOST_SECONDS, check=True, capture_output=True)
        text = (folder / "description.json").read_text(encoding="utf-8")
    except subprocess.TimeoutExpired:
        return {"refused": f"Reading it did not end within {_MOST_SECONDS} s."}
    except (subprocess.CalledProcessError, FileNotFoundError):
        return {"refused": "Its HDF5 structure is damaged: reading it made the HDF5 library fail."}
    return dict(json.loads(text))


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        config = json.loads(text)
    except (ValueError, RecursionError):
        config = None
    if not isinstance(config, dict):
        raise ModelError(
            f"{name} was not imported. Its description of the network (model_config) is not valid JSON."
        )
    return config
