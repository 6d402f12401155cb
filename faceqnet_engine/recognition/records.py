"""Records of recognisers: how a face is put in, and how two embeddings are compared.

A record lies beside its weights (`arc.onnx` and `arc.toml`, `arc.json` or `arc.onnx.toml`):

    template = "arcface"            # or five points [[x, y], ...] in the crop; the image's left eye first
    size = 112
    colour = "RGB"                  # or "BGR"
    mean = [127.5, 127.5, 127.5]    # subtracted, in 0..255
    scale = 0.0078125               # multiplied afterwards
    similarity = "cosine"           # or "euclidean"
    sha256 = "..."                  # optional: then the weights are checked
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from faceqnet_engine.errors import ModelError
from faceqnet_engine.faces.align import TEMPLATES, template_at
from faceqnet_engine.models.registry import InputSpec
from faceqnet_engine.recognition.similarities import Similarity

Points = tuple[tuple[float, float], ...]

_FIELDS = frozenset(
    {"template", "size", "colour", "mean", "scale", "similarity", "sha256", "architecture", "name", "licence"}
)
_NEEDED = ("template", "size", "colour", "mean", "scale", "similarity")
_SMALLEST, _LARGEST = 16, 1024


@dataclass(frozen=True, slots=True)
class RecogniserRecord:
    """What is known about a recogniser without running it.

    Attributes:
        name: `id@` and 8 digits that change with the weights and with the preprocessing.
        input: Size, template, colour, mean, scale.
        points: Five (x, y) in the crop to which landmarks are aligned; the image's left eye first.
        similarity: How embeddings are compared.
        architecture: `resnet29`, `facenet`, `onnx`, or what the maker of the record calls it.
    """

    name: str
    input: InputSpec
    points: Points
    similarity: Similarity
    architecture: str


def onnx_record(file: Path) -> RecogniserRecord:
    """The record beside an ONNX file.

    Raises:
        ModelError: no file, no record, or one that is incomplete or wrong; the sentence says what is missing.
    """
    data = _weights(file)
    place = _beside(file)
    if place is None:
        raise ModelError(
            f"There is no record beside {file.name}. Write {file.stem}.toml with "
            f"{', '.join(_NEEDED)}: without them its numbers would be wrong."
        )
    values = _read(place)
    missing = [key for key in _NEEDED if key not in values]
    if missing:
        raise ModelError(f"{place.name} does not say {', '.join(missing)}. Add it: guessing would be wrong.")
    return _record(file, data, place, values, "onnx")


def safetensors_record(
    file: Path, spec: InputSpec, points: Points, similarity: Similarity, architecture: str
) -> RecogniserRecord:
    """The record of a known architecture: its own preprocessing, but for what a record beside the file says.

    Raises:
        ModelError: the record beside it is wrong.
    """
    data = _weights(file)
    place = _beside(file)
    values: dict[str, Any] = {
        "template": points,
        "size": spec.size,
        "colour": spec.colour,
        "mean": spec.mean,
        "scale": spec.scale,
        "similarity": similarity.value,
    }
    if place is not None:
        said = _read(place)
        if said.get("architecture", architecture) != architecture:
            raise ModelError(
                f"{place.name} says {said['architecture']}, but {file.name} holds a {architecture}."
            )
        values |= said
    made = _record(file, data, place or file, values, architecture)
    if place is None or "template" not in _read(place):
        return replace(made, input=replace(made.input, template=spec.template))
    return made


def architecture_said(file: Path) -> str | None:
    """The architecture that the record beside a file names, if any."""
    place = _beside(file)
    return None if place is None else _read(place).get("architecture")


def _weights(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ModelError(f"The recogniser {file} cannot be read: {error.strerror}.") from error


def _beside(file: Path) -> Path | None:
    names = (f"{file.stem}.toml", f"{file.stem}.json", f"{file.name}.toml", f"{file.name}.json")
    return next((file.with_name(name) for name in names if file.with_name(name).is_file()), None)


def _read(place: Path) -> dict[str, Any]:
    try:
        text = place.read_text(encoding="utf-8")
        values = tomllib.loads(text) if place.suffix == ".toml" else json.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise ModelError(f"The record {place.name} cannot be read ({error}).") from error
    if not isinstance(values, dict):
        raise ModelError(f"The record {place.name} is not a table of names and values.")
    unknown = sorted(set(values) - _FIELDS)
    if unknown:
        raise ModelError(f"The record {place.name} says {unknown[0]}, which is not known. Known: {_known()}.")
    return values


def _known() -> str:
    return ", ".join(sorted(_FIELDS))


def _record(
    file: Path, data: bytes, place: Path, values: Mapping[str, Any], architecture: str
) -> RecogniserRecord:
    digest = hashlib.sha256(data)
    if "sha256" in values and values["sha256"] != digest.hexdigest():
        raise ModelError(
            f"{file.name} does not match the fingerprint in {place.name} and was not loaded. Copy it again."
        )
    try:
        spec, points = _input(values)
        similarity = Similarity(values["similarity"])
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"The record {place.name} is wrong: {error}.") from error
    digest.update(repr((spec, points, similarity)).encode())
    name = f"{values.get('name', file.stem)}@{digest.hexdigest()[:8]}"
    return RecogniserRecord(name, spec, points, similarity, architecture)


def _input(values: Mapping[str, Any]) -> tuple[InputSpec, Points]:
    size = values["size"]
    if not isinstance(size, int) or not _SMALLEST <= size <= _LARGEST:
        raise ValueError(f"size is {size!r}; it is a side in pixels from {_SMALLEST} to {_LARGEST}")
    template = values["template"]
    if isinstance(template, str):
        if template not in TEMPLATES:
            raise ValueError(f"template is {template!r}; it is one of {', '.join(TEMPLATES)}, or five points")
        points: Points = tuple((float(x), float(y)) for x, y in template_at(template, size).tolist())
        name = template
    else:
        points = tuple((float(x), float(y)) for x, y in template)
        name = "own"
    if len(points) != 5 or len(set(points)) < 2:
        raise ValueError("template needs five points")
    if values["colour"] not in {"RGB", "BGR"}:
        raise ValueError(f"colour is {values['colour']!r}; it is RGB or BGR")
    mean = values["mean"]
    red, green, blue = (mean,) * 3 if isinstance(mean, int | float) else mean
    scale = float(values["scale"])
    if not 0 < scale < float("inf"):
        raise ValueError(f"scale is {scale}; it multiplies and is above 0")
    means = (float(red), float(green), float(blue))
    return InputSpec(size, name, values["colour"], means, scale), points
