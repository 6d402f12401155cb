"""Reads an HDF5 file in a process of its own: `python keras_reading.py FILE FOLDER`.

libhdf5 is known to crash on damaged files, and a crash must not take the program with it. So this file is run as a
script, knows nothing of the rest, and leaves two plain files: `description.json` and `weights.bin`. Nothing in the
HDF5 file is executed or unpickled, nothing outside of it is followed, and no more is read than the file is long.
"""

from __future__ import annotations

import contextlib
import json
import math
import sys
from pathlib import Path
from typing import Any, BinaryIO

import h5py
import numpy as np

_MOST_MEMORY = 6 << 30
_MOST_NAMES = 20_000
_MOST_CONFIG = 16 << 20
_MOST_CHUNKS = 1000
_FLOATS = frozenset({"float16", "float32", "float64"})
_LAYOUTS = (h5py.h5d.CONTIGUOUS, h5py.h5d.COMPACT)


class RefusedError(Exception):
    """The file is not what an importer can use; the words say why."""


def main(file: str, folder: str) -> None:
    """Write `description.json` (`refused`, or `config` and `groups`) and `weights.bin` (float32, little-endian)."""
    _limit_memory()
    out = Path(folder)
    try:
        with h5py.File(file, "r") as content, (out / "weights.bin").open("wb") as weights:
            description = _description(content, weights, Path(file).stat().st_size)
    except RefusedError as refusal:
        description = {"refused": str(refusal)}
    except MemoryError:
        description = {"refused": "It asks for more memory than any such network needs."}
    except (OSError, KeyError, ValueError, TypeError, RuntimeError, AttributeError, OverflowError) as error:
        # What h5py raises for a damaged file depends on where the damage is.
        description = {"refused": f"Its HDF5 structure is damaged or cut off ({_words(error)})."}
    (out / "description.json").write_text(json.dumps(description), encoding="utf-8")


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limit on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _description(content: h5py.File, weights: BinaryIO, size: int) -> dict[str, Any]:
    if "model_config" not in content.attrs:
        raise RefusedError(
            "It holds weights or data, but no description of a network (model_config). Save the whole model."
        )
    config = _text(content, "model_config", _MOST_CONFIG)
    held = _child(content, ("model_weights",))
    if not isinstance(held, h5py.Group):
        raise RefusedError("It describes a network but holds no weights (model_weights).")
    groups: dict[str, list[dict[str, Any]]] = {}
    at, left = 0, size
    for layer in _names(held, "layer_names"):
        if layer in groups:
            raise RefusedError(f"It lists the layer {layer} twice.")
        group = _child(held, tuple(layer.split("/")))
        if not isinstance(group, h5py.Group):
            raise RefusedError(f"The weights of layer {layer} are missing.")
        groups[layer] = []
        for name in _names(group, "weight_names"):
            values, stored = _values(group, layer, name, left)
            left -= stored
            weights.write(values.tobytes())
            groups[layer].append({"name": name, "shape": list(values.shape), "at": at})
            at += values.nbytes
    return {"config": config, "groups": groups}


def _values(group: h5py.Group, layer: str, name: str, left: int) -> tuple[Any, int]:
    """A weight as a float32 array and its bytes in the file, of which only `left` are not yet accounted for."""
    dataset = _child(group, tuple(name.split("/")))
    if not isinstance(dataset, h5py.Dataset):
        raise RefusedError(f"The weight {name} of layer {layer} is missing.")
    plist = dataset.id.get_create_plist()
    if plist.get_layout() not in _LAYOUTS or plist.get_external_count() or plist.get_nfilters():
        raise RefusedError(f"The weight {name} of layer {layer} is compressed, in pieces or in another file.")
    if dataset.dtype.name not in _FLOATS:
        raise RefusedError(f"The weight {name} of layer {layer} holds {dataset.dtype}, not real numbers.")
    promised = math.prod(dataset.shape) * dataset.dtype.itemsize
    if dataset.id.get_storage_size() != promised:
        raise RefusedError(f"The weight {name} of layer {layer} was never written.")
    if promised > left:
        raise RefusedError("It promises more numbers than the file is long.")
    return np.asarray(dataset[()]).astype("<f4", order="C"), promised


def _child(group: h5py.Group, parts: tuple[str, ...]) -> Any:
    """What lies under the names, one after the other; None where nothing does. Links are not followed."""
    for part in parts:
        if not isinstance(group, h5py.Group) or part in {"", ".", ".."}:
            return None
        link = group.get(part, getlink=True)
        if link is None:
            return None
        if not isinstance(link, h5py.HardLink):
            raise RefusedError(f"{part} is a link to another place, which is not followed.")
        group = group[part]
    return group


def _text(holder: Any, name: str, most: int) -> str:
    attribute = holder.attrs.get_id(name)
    if attribute.shape != () or attribute.get_storage_size() > most:
        raise RefusedError(f"{name} is not one text of a reasonable length.")
    value = holder.attrs[name]
    text = value.decode("utf-8") if isinstance(value, bytes) else value
    if not isinstance(text, str) or len(text) > most:
        raise RefusedError(f"{name} is not one text of a reasonable length.")
    return text


def _names(group: h5py.Group, attribute: str) -> list[str]:
    """A list of names; Keras cuts long ones into `NAME0`, `NAME1`, ..."""
    if attribute in group.attrs:
        return _list(group, attribute)
    names: list[str] = []
    for chunk in range(_MOST_CHUNKS):
        if f"{attribute}{chunk}" not in group.attrs:
            if chunk == 0:
                raise RefusedError(f"The list {attribute} is missing.")
            return names
        names += _list(group, f"{attribute}{chunk}")
        if len(names) > _MOST_NAMES:
            break
    raise RefusedError(f"The list {attribute} is longer than any network's.")


def _list(group: h5py.Group, attribute: str) -> list[str]:
    identifier = group.attrs.get_id(attribute)
    if len(identifier.shape) != 1 or identifier.shape[0] > _MOST_NAMES:
        raise RefusedError(f"{attribute} is not a list of names.")
    values = group.attrs[attribute]
    return [v.decode("utf-8") if isinstance(v, bytes) else str(v) for v in values]


def _words(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:160] or type(error).__name__


if __name__ == "__main__":
    main(*sys.argv[1:])
