"""Photos on object stores and other places that fsspec reaches: `s3://`, `gs://`, `memory://`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from faceqnet_engine.errors import UsageError
from faceqnet_engine.sources.ref import Ref
from faceqnet_engine.sources.suffixes import PHOTO_SUFFIXES, VIDEO_SUFFIXES

UNLISTED = ("This folder cannot be listed", "This prefix cannot be listed")
"""How the problem of a ref begins that stands for all that lies in a folder."""
_LOCAL = ("file://", "local://")


def is_remote(name: str) -> bool:
    """Whether a name is an address that only fsspec opens."""
    return "://" in name and not name.startswith(_LOCAL)


def without_scheme(name: str) -> str:
    """`file:///a` as `/a`; other names as they are."""
    for scheme in _LOCAL:
        name = name.removeprefix(scheme)
    return name


@lru_cache(maxsize=16)
def file_system(protocol: str) -> Any:
    """The file system of a protocol.

    Raises:
        UsageError: fsspec does not know it, or its package is not installed.
    """
    import fsspec

    try:
        return fsspec.filesystem(protocol)
    except (ValueError, ImportError) as error:
        raise UsageError(f"{protocol}:// cannot be opened here: {error}") from error


def split(name: str) -> tuple[Any, str]:
    """File system and path of an address."""
    protocol, _, path = name.partition("://")
    return file_system(protocol), path


def exists(name: str) -> bool:
    """Whether an address names a file or a prefix with something below.

    Raises:
        UsageError: the store does not answer, or refuses.
    """
    fs, path = split(name)
    try:
        return bool(fs.exists(path))
    except Exception as error:  # each store has exceptions of its own
        raise UsageError(f"{name} does not answer: {_short(error)}. Nothing was scored.") from error


def remote_refs(name: str) -> Iterator[Ref]:
    """Photos under an address, in name order; a prefix that cannot be listed is a ref with a problem."""
    fs, path = split(name)
    protocol = name.partition("://")[0]
    found, refused = _below(fs, path)
    for place, error in refused:
        inside = place.strip("/") != path.strip("/")
        shown = posixpath.relpath(place.strip("/"), path.strip("/")) if inside else name
        sentence = f"{UNLISTED[1]}: {_short(error)}"
        yield Ref(
            shown, name if inside else "", f"{protocol}://{place}" if inside else name, problem=sentence
        )
    for place in sorted(found):
        info = found[place]
        inside = place.lstrip("/") == path.strip("/")
        shown = posixpath.basename(place) if inside else posixpath.relpath(place.strip("/"), path.strip("/"))
        hidden = any(part.startswith(".") for part in shown.split("/"))
        suffix = posixpath.splitext(shown)[1].lower()
        if not inside and (hidden or suffix not in PHOTO_SUFFIXES | VIDEO_SUFFIXES):
            continue
        file = f"{protocol}://{place}"
        problem = "Videos are read from local folders only." if suffix in VIDEO_SUFFIXES else ""
        yield Ref(
            name if inside else shown, "" if inside else name, file, int(info.get("size") or 0), _time(info),
            problem=problem,
        )  # fmt: skip


def _below(fs: Any, path: str) -> tuple[dict[str, dict[str, Any]], list[tuple[str, Exception]]]:
    """All files below a path, and the folders that cannot be listed."""
    from fsspec.asyn import AsyncFileSystem
    from fsspec.spec import AbstractFileSystem

    kind = type(fs)
    if kind.find is not AbstractFileSystem.find and (
        getattr(kind, "_find", None) is not getattr(AsyncFileSystem, "_find", None)
    ):
        try:
            return fs.find(path, detail=True), []  # a store's own way: flat, a thousand names a call
        except Exception as error:
            return {}, [(path, error)]
    # fsspec's general way leaves out folders that refuse, without a word.
    found: dict[str, dict[str, Any]] = {}
    refused: list[tuple[str, Exception]] = []
    folders = [path]
    while folders:
        folder = folders.pop()
        try:
            entries = fs.ls(folder, detail=True)
        except Exception as error:
            refused.append((folder, error))
            continue
        for info in entries:
            if info["type"] == "directory" and info["name"].strip("/") != folder.strip("/"):
                folders.append(info["name"])
            elif info["type"] != "directory":
                found[info["name"]] = info
    return found, sorted(refused, key=lambda pair: pair[0])


def read_remote(file: str) -> bytes:
    """The bytes of a file on a store.

    Raises:
        OSError: it could not be read, whatever the store calls that.
    """
    fs, path = split(file)
    try:
        return bytes(fs.cat_file(path))
    except OSError:
        raise
    except Exception as error:
        raise OSError(_short(error)) from error


def _time(info: dict[str, Any]) -> int:
    for key in ("mtime", "LastModified", "updated", "created"):
        value = info.get(key)
        if isinstance(value, datetime):
            return int(value.timestamp() * 1e9)
        if isinstance(value, int | float):
            return int(value * 1e9)
    return -1


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__
