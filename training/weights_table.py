"""Writes tables of `resources/weights.toml`; other tables stay as they are."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).parents[1] / "resources"
WEIGHTS = RESOURCES / "weights"
REGISTRY = RESOURCES / "weights.toml"
_HEAD = "# Models that this program loads. Written by `python -m training`; do not edit by hand.\n"


def register(model_id: str, *, registry: Path = REGISTRY, **table: Any) -> None:
    """Add or replace one model's table; `sha256` and `bytes` are taken from its file.

    The registry appears whole or not at all.
    """
    tables = tomllib.loads(registry.read_text(encoding="utf-8")) if registry.is_file() else {}
    data = (registry.parent / table["file"]).read_bytes()
    tables[model_id] = {**table, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    text = _HEAD + "".join(_table(name, values) for name, values in sorted(tables.items()))
    tomllib.loads(text)
    temporary = registry.with_suffix(".tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, registry)  # noqa: PTH105


def _table(name: str, values: dict[str, Any]) -> str:
    plain = {k: v for k, v in values.items() if not isinstance(v, dict)}
    lines = [f"\n[{name}]", *(f"{k} = {_value(v)}" for k, v in plain.items())]
    nested = [_table(f"{name}.{k}", v) for k, v in values.items() if isinstance(v, dict)]
    return "\n".join(lines) + "\n" + "".join(nested)


def _value(value: Any) -> str:
    """A TOML literal; JSON's strings, numbers and flat arrays are TOML's too."""
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)
