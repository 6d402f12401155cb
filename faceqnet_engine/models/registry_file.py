"""Writing the registry and what it names: whole or not at all."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_whole(file: Path, data: bytes) -> None:
    """Put a file in place once it is on disk to the last byte.

    Raises:
        OSError: it could not be written; what was there before still is.
    """
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def add_table(registry: Path, model_id: str, table: Mapping[str, Any], head: str) -> None:
    """Add or replace one model's table; the others stay as they are.

    Args:
        registry: The TOML file; made if it is not there.
        model_id: The table's name.
        table: Its values: texts, numbers, lists, and tables of these.
        head: The comment that the file begins with.

    Raises:
        OSError: it could not be written.
        tomllib.TOMLDecodeError: what is there is damaged.
    """
    tables = tomllib.loads(registry.read_text(encoding="utf-8")) if registry.is_file() else {}
    tables[model_id] = dict(table)
    _write_tables(registry, tables, head)


def remove_table(registry: Path, model_id: str, head: str) -> dict[str, Any]:
    """Take one model's table out; the others stay as they are. Returns it, empty where there was none.

    Raises:
        OSError: it could not be written.
        tomllib.TOMLDecodeError: what is there is damaged.
    """
    tables = tomllib.loads(registry.read_text(encoding="utf-8"))
    gone: dict[str, Any] = tables.pop(model_id, {})
    _write_tables(registry, tables, head)
    return gone


def _write_tables(registry: Path, tables: Mapping[str, Any], head: str) -> None:
    text = head + "".join(_table(name, values) for name, values in sorted(tables.items()))
    tomllib.loads(text)
    write_whole(registry, text.encode("utf-8"))


def toml_of(values: Mapping[str, Any]) -> str:
    """A TOML document of texts, numbers, lists, and tables of these."""
    plain = [f"{k} = {_value(v)}\n" for k, v in values.items() if not isinstance(v, Mapping)]
    text = "".join(plain + [_table(k, v) for k, v in values.items() if isinstance(v, Mapping)])
    tomllib.loads(text)
    return text


def _table(name: str, values: Mapping[str, Any]) -> str:
    plain = {k: v for k, v in values.items() if not isinstance(v, Mapping)}
    lines = [f"\n[{name}]", *(f"{_key(k)} = {_value(v)}" for k, v in plain.items())]
    nested = [_table(f"{name}.{k}", v) for k, v in values.items() if isinstance(v, Mapping)]
    return "\n".join(lines) + "\n" + "".join(nested)


def _key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "").isalnum() and key.isascii()
    return key if bare else json.dumps(key, ensure_ascii=True)


def _value(value: Any) -> str:
    """A TOML literal; JSON's strings, numbers and flat arrays are TOML's too, but for the character DEL."""
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
