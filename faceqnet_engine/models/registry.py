"""The registry of models: nothing is loaded that has no table here, and no table is believed without its hash."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path

from faceqnet_engine.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

DATA_FOLDER_VARIABLE = "FACEQNET_DATA"
ARCHITECTURE_GRAPH = "graph"
"""The architecture of imported networks: what they compute is written beside their weights (`models.graph`)."""
GRAPH_KEY = "graph"
"""Where it is written in the metadata of the safetensors file, and so under the file's hash."""


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What a network wants to see.

    Attributes:
        size: Side of the crop in pixels.
        template: Name of the alignment template (`faces.align.TEMPLATES`), or `box`: the face's box, resized.
        colour: `RGB` or `BGR`.
        mean: Subtracted per channel, in 0..255, in the order of `colour`.
        scale: Multiplied afterwards.
        interpolation: How the crop is sampled.
    """

    size: int
    template: str
    colour: str = "RGB"
    mean: tuple[float, float, float] = (0.0, 0.0, 0.0)
    scale: float = 1.0
    interpolation: str = "bilinear"


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """One table of a registry file.

    Attributes:
        id: Name of the model.
        task: `quality`, `recogniser`, `detector` or `mesh`.
        path: The weights' file.
        sha256: Of the file's bytes, hex.
        size: The file's bytes.
        licence: SPDX id or words.
        source: Where the weights come from.
        architecture: A name that `quality.networks.build` knows.
        input: Preprocessing; None for detectors, which take any image.
        output: What the numbers mean.
        reference: For quality models: 101 scores, the 0th to 100th percentile of the reference set.
        trained: Config, data, date, git commit.
        metrics: Figures measured at release.
        shipped: Whether it belongs to the program (else to the user).
        lean: For quality models: the share of common detectors that find a head leaning by 0, 5, 10 ... degrees;
            scores are multiplied by it (`quality.leaning`). Empty: leaning does not count.
    """

    id: str
    task: str
    path: Path
    sha256: str
    size: int
    licence: str
    source: str
    architecture: str
    input: InputSpec
    output: str = ""
    reference: tuple[float, ...] = ()
    trained: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, Any] = field(default_factory=dict)
    shipped: bool = True
    lean: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """`id@` and the first 8 digits of the weights' hash: what rows carry."""
        return f"{self.id}@{self.sha256[:8]}"

    @property
    def card(self) -> Path | None:
        """The model card, if there is one."""
        path = (
            self.path.parent.parent / "models" / f"{self.id}.md"
            if self.shipped
            else self.path.with_suffix(".md")
        )
        return path if path.is_file() else None


def data_folder() -> Path:
    """The user's data folder: stores and own models."""
    override = os.environ.get(DATA_FOLDER_VARIABLE)
    return Path(override) if override else user_data_path("faceqnet")


def records() -> list[ModelRecord]:
    """All registered models, shipped ones first; a user's model never replaces a shipped id.

    Raises:
        ModelError: a registry file is damaged.
    """
    shipped = _read(Path(str(resources.files("resources") / "weights.toml")), shipped=True)
    own_file = own_folder() / "weights.toml"
    own = _read(own_file, shipped=False) if own_file.is_file() else []
    taken = {r.id for r in shipped}
    return shipped + [r for r in own if r.id not in taken]


def record(model_id: str) -> ModelRecord:
    """The model of that id (`id` or `id@hash`).

    Raises:
        ModelError: none is registered under it.
    """
    everything = records()
    for candidate in everything:
        if model_id in {candidate.id, candidate.name}:
            return candidate
    known = ", ".join(r.id for r in everything if r.task == "quality") or "none"
    raise ModelError(f"There is no model called {model_id}. Quality models here: {known}.")


def check_file(record: ModelRecord) -> bytes:
    """The weights' bytes, if they are what the registry says.

    Raises:
        ModelError: missing, unreadable, or another hash.
    """
    try:
        data = record.path.read_bytes()
    except FileNotFoundError as error:
        raise ModelError(
            f"The file of model {record.id} is missing: {record.path}. Install it again."
        ) from error
    except OSError as error:
        raise ModelError(f"The file of model {record.id} cannot be read: {error.strerror}.") from error
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise ModelError(
            f"The file of model {record.id} does not match its fingerprint and was not loaded. Import it again."
        )
    return data


def verified_weights(record: ModelRecord) -> dict[str, Tensor]:
    """The tensors of a model, after its hash was checked; safetensors only, never pickle.

    Raises:
        ModelError: see `check_file`; or the file is no safetensors file.
    """
    return weights_and_metadata(record)[0]


def weights_and_metadata(record: ModelRecord) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors of a model and the texts in its file's header; see `verified_weights`.

    Raises:
        ModelError: see `verified_weights`.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load

    data = check_file(record)
    try:
        tensors = load(data)
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
        return tensors, header.get("__metadata__", {})
    except (SafetensorError, ValueError, KeyError) as error:
        raise ModelError(
            f"The file of model {record.id} is not a safetensors file and was not loaded."
        ) from error


def own_folder() -> Path:
    """Where the user's own models lie, beside their list."""
    return data_folder() / "models"


def _read(file: Path, *, shipped: bool) -> list[ModelRecord]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        return [
            record_from(model_id, table, file.parent, shipped=shipped) for model_id, table in tables.items()
        ]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"The list of models {file} is damaged ({error}). Restore or remove it.") from error


def record_from(model_id: str, table: Mapping[str, Any], folder: Path, *, shipped: bool) -> ModelRecord:
    """The record that a registry's table is, its files in `folder`.

    Raises:
        KeyError, TypeError, ValueError: the table is not possible.
    """
    spec = dict(table.get("input", {"size": 0, "template": ""}))
    if "mean" in spec:
        red, green, blue = spec["mean"]
        spec["mean"] = (float(red), float(green), float(blue))
    file = Path(table["file"])
    if file.is_absolute() or ".." in file.parts:
        raise ValueError(f"{model_id}: the file must lie beside its list")
    reference = tuple(float(q) for q in table.get("reference", {}).get("quantiles", ()))
    if table["task"] == "quality" and len(reference) != 101:
        raise ValueError(f"{model_id}: a quality model needs 101 reference quantiles")
    lean = tuple(float(share) for share in table.get("lean", ()))
    if not all(0 <= share <= 1 for share in lean):
        raise ValueError(f"{model_id}: shares of detectors lie between 0 and 1")
    return ModelRecord(
        id=model_id,
        task=table["task"],
        path=folder / file,
        sha256=table["sha256"],
        size=int(table["bytes"]),
        licence=table["licence"],
        source=table["source"],
        architecture=table["architecture"],
        input=InputSpec(**spec),
        output=table.get("output", ""),
        reference=reference,
        trained=table.get("trained", {}),
        metrics=table.get("metrics", {}),
        shipped=shipped,
        lean=lean,
    )
