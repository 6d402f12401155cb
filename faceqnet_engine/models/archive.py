"""A model as one file to hand on: a zip of weights, card, evaluation and registry entry, every hash checked.

    model.toml          format, program version, the registry entry, and each file's SHA-256
    ID.safetensors      the weights
    ID.md, ID.json      card and evaluation, where there are any

Nothing of a foreign zip is believed: names are compared with what `model.toml` lists, nothing is unpacked to where
it says, nothing but safetensors is read as weights, and the network has to score before anything is written.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import os
import re
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from faceqnet_engine.errors import ModelError, OutputError, UsageError
from faceqnet_engine.faces.align import TEMPLATES
from faceqnet_engine.models.keras_file import shown
from faceqnet_engine.models.own import HEAD
from faceqnet_engine.models.registry import ModelRecord, check_file, own_folder, record, record_from, records
from faceqnet_engine.models.registry_file import add_table, toml_of, write_whole

FORMAT = 1
ENTRY = "model.toml"
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MOST_BYTES = 2_000_000_000
_MOST_TEXT = 20_000_000
_PICKLES = (".pkl", ".pickle", ".pt", ".pth", ".ckpt", ".bin", ".joblib", ".npy", ".h5")
_STAMP = (1980, 1, 1, 0, 0, 0)


def export_model(model_id: str, target: Path) -> Path:
    """Write a model as one zip; it appears whole or not at all. Equal models give equal files.

    Raises:
        ModelError: there is no such quality model, or its file is damaged.
        OutputError: the zip cannot be written.
    """
    chosen = record(model_id)
    if chosen.task != "quality":
        raise ModelError(f"{chosen.id} scores no photographs; only quality models are handed on.")
    files = {f"{chosen.id}.safetensors": check_file(chosen)}
    papers = [chosen.card] if chosen.card is not None else []
    papers += [p.with_suffix(".json") for p in papers if p.with_suffix(".json").is_file()]
    files |= {f"{chosen.id}{p.suffix}": p.read_bytes() for p in papers}
    entry = {
        "format": FORMAT,
        "program": importlib.metadata.version("faceqnet"),
        "id": chosen.id,
        "model": _table(chosen),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    data = _zipped({ENTRY: toml_of(entry).encode(), **files})
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
    except OSError as error:
        raise OutputError(
            f"{target} cannot be written ({error.strerror}). Nothing was left there."
        ) from error
    return target


def import_archive(file: Path, model_id: str | None = None) -> tuple[ModelRecord, bool]:
    """Check a model's zip and add it to the user's models.

    Args:
        file: What `export_model` wrote, here or elsewhere.
        model_id: Another name for it here.

    Returns:
        The model as registered, and whether it is new (else the same one was there already).

    Raises:
        UsageError: there is no such file.
        ModelError: it was refused; the sentence says why, and nothing was written.
        OutputError: the user's folder cannot be written; what was there before still is.
    """
    entry, files = _opened(file)
    name = model_id or str(entry["id"])
    if not _ID.fullmatch(name):
        raise ModelError("Its id cannot be a model's. Use up to 64 small letters, digits, - and _ (--id).")
    weights = files[f"{entry['id']}.safetensors"]
    table = {**entry["model"], "file": f"{name}.safetensors", "bytes": len(weights)}
    if table.get("sha256") != hashlib.sha256(weights).hexdigest():
        raise _refused(file, "its weights are not those that its entry describes")
    known = _known(name, str(table["sha256"]))
    if known is not None:
        return known, False
    _try_out(file, name, table, weights)
    papers = {suffix: files.get(f"{entry['id']}{suffix}") for suffix in (".md", ".json")}
    _install(name, table, weights, {s: d for s, d in papers.items() if d is not None})
    return record(name), True


def is_archive(file: Path) -> bool:
    """Whether a file is a zip, by its content."""
    return zipfile.is_zipfile(file)


# ---- writing


def _table(chosen: ModelRecord) -> dict[str, Any]:
    """The registry's table of a record, without the place of its file."""
    return {
        "task": chosen.task,
        "licence": chosen.licence,
        "source": chosen.source,
        "architecture": chosen.architecture,
        "output": chosen.output,
        "sha256": chosen.sha256,
        "input": {**asdict(chosen.input), "mean": list(chosen.input.mean)},
        "reference": {"quantiles": list(chosen.reference)},
        "trained": dict(chosen.trained),
        **({"lean": list(chosen.lean)} if chosen.lean else {}),
        "metrics": dict(chosen.metrics),
    }


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ---- reading


def _refused(file: Path, why: str) -> ModelError:
    return ModelError(f"{file.name} was refused: {why}. Nothing was changed. Ask for a new copy of it.")


def _opened(file: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The entry and the files that it lists, every hash checked."""
    if not file.is_file():
        raise UsageError(f"There is no file {file}.")
    try:
        with zipfile.ZipFile(file) as archive:
            names = _checked_names(file, archive)
            entry = _entry(file, archive.read(ENTRY))
            listed = entry["files"]
            if set(names) != {ENTRY, *listed}:
                raise _refused(file, "it holds other files than it lists")
            files = {name: archive.read(name) for name in listed}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused(file, f"it is no whole zip file ({error})") from error
    except OSError as error:
        raise ModelError(f"{file} cannot be read: {error.strerror}.") from error
    for name, data in files.items():
        if hashlib.sha256(data).hexdigest() != listed[name]:
            raise _refused(file, f"{shown(name)} does not match its fingerprint")
    if f"{entry['id']}.safetensors" not in files:
        raise _refused(file, "it holds no weights")
    return entry, files


def _checked_names(file: Path, archive: zipfile.ZipFile) -> list[str]:
    """The names inside, none of which is a path, a pickle, a link or a bomb."""
    members = archive.infolist()
    names = [m.filename for m in members]
    if any(n.lower().endswith(_PICKLES) for n in names):
        raise _refused(file, "it holds a pickle or another file that could run code")
    if any("/" in n or "\\" in n or ".." in n or ":" in n or n.startswith(".") for n in names):
        raise _refused(file, "it holds paths that lead out of its folder")
    if ENTRY not in names:
        raise _refused(file, f"it is no model of this program ({ENTRY} is missing)")
    if len(set(names)) != len(names) or any(m.flag_bits & 1 for m in members):
        raise _refused(file, "it holds a name twice, or is encrypted")
    heavy = (
        m.file_size > (_MOST_BYTES if m.filename.endswith(".safetensors") else _MOST_TEXT) for m in members
    )
    if any(heavy):
        raise _refused(file, "it would be far too large unpacked")
    return names


def _entry(file: Path, data: bytes) -> dict[str, Any]:
    try:
        entry = tomllib.loads(data.decode("utf-8"))
        version = entry["format"]
        if isinstance(version, int) and version > FORMAT:
            raise ModelError(
                f"{file.name} was made by a newer version of this program ({shown(entry.get('program', '?'))}). "
                "Nothing was changed. Update the program, then import it again."
            )
        fine = (
            version == FORMAT
            and _ID.fullmatch(entry["id"])
            and entry["model"]["task"] == "quality"
            and all(isinstance(v, str) for v in entry["files"].values())
        )
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise _refused(file, f"its {ENTRY} is damaged") from error
    if not fine:
        raise _refused(file, f"its {ENTRY} is not possible")
    return entry


def _known(name: str, digest: str) -> ModelRecord | None:
    """The same model under this id, if it is there; another one is never replaced."""
    for known in records():
        if known.id != name:
            continue
        if known.sha256 == digest:
            return known
        owner = "This program ships" if known.shipped else "You have"
        raise ModelError(f"{owner} another model called {name}, which was kept. Choose another name (--id).")
    return None


def _try_out(file: Path, name: str, table: Mapping[str, Any], weights: bytes) -> None:
    """Build the network and score two plain images: what cannot do that is not installed."""
    import torch

    from faceqnet_engine.quality.networks import network_of

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.safetensors").write_bytes(weights)
        try:
            tried = record_from(name, table, Path(folder), shipped=False)
        except (KeyError, TypeError, ValueError) as error:
            raise _refused(file, f"its entry is not possible ({shown(error)})") from error
        spec, quantiles = tried.input, np.asarray(tried.reference)
        if not (0 < spec.size <= 1024 and spec.template in {*TEMPLATES, "box"}):
            raise _refused(file, "its network wants pictures that this version cannot make")
        if not (np.isfinite(quantiles).all() and (np.diff(quantiles) >= 0).all()):
            raise _refused(file, "its reference distribution does not rise")
        network = network_of(tried)
        ramp = torch.linspace(0, 255, spec.size).expand(3, spec.size, spec.size)
        plain = torch.stack([torch.full_like(ramp, 128.0), ramp]) - torch.tensor(spec.mean).view(1, 3, 1, 1)
        try:
            with torch.inference_mode():
                scores = network(plain * spec.scale)
        except RuntimeError as error:
            raise _refused(file, "its network cannot score a picture") from error
        if scores.numel() != len(plain) or not torch.isfinite(scores).all():
            raise _refused(file, "its network gives no finite score for a plain picture")


def _install(name: str, table: Mapping[str, Any], weights: bytes, papers: Mapping[str, bytes]) -> None:
    folder = own_folder()
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in {".safetensors": weights, **papers}.items():
            target = folder / f"{name}{suffix}"
            written.append(target)
            write_whole(target, data)
        add_table(folder / "weights.toml", name, table, HEAD)
    except OSError as error:
        for target in written:
            target.unlink(missing_ok=True)
        reason = error.strerror or os.strerror(error.errno or 0)
        raise OutputError(f"{folder} cannot be written ({reason}). The model was not imported.") from error
