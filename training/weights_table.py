"""Writes tables of `resources/weights.toml`; other tables stay as they are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from faceqnet_engine.models.registry_file import add_table

RESOURCES = Path(__file__).parents[1] / "resources"
WEIGHTS = RESOURCES / "weights"
REGISTRY = RESOURCES / "weights.toml"
_HEAD = "# Models that this program loads. Written by `python -m training`; do not edit by hand.\n"


def register(model_id: str, *, registry: Path = REGISTRY, **table: Any) -> None:
    """Add or replace one model's table; `sha256` and `bytes` are taken from its file.

    The registry appears whole or not at all.
    """
    data = (registry.parent / table["file"]).read_bytes()
    add_table(
        registry,
        model_id,
        {**table, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)},
        _HEAD,
    )
