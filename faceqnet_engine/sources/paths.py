"""Inputs into refs: files, folders, lists. Lists everything once, opens nothing but lists."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from faceqnet_engine.decoding.limits import sentence_for
from faceqnet_engine.errors import UsageError
from faceqnet_engine.sources.ref import Ref
from faceqnet_engine.sources.remote import UNLISTED, exists, is_remote, remote_refs, without_scheme
from faceqnet_engine.sources.suffixes import PHOTO_SUFFIXES, VIDEO_SUFFIXES

__all__ = [
    "OWN_OUTPUT_MARK", "PENDING_MARK", "PHOTO_SUFFIXES", "UNLISTED", "VIDEO_SUFFIXES", "check_inputs", "display",
    "is_listed", "refs",
]  # fmt: skip

OWN_OUTPUT_MARK = ".faceqnet-output"
PENDING_MARK = ".taken-"
"""How the name of a photo of Live begins that nobody has accepted yet."""
_NOT_PHOTOS = ("._", PENDING_MARK)
"""A folder that holds this file was written by us (demo results, exports of crops) and is skipped when listing."""


def check_inputs(inputs: Sequence[str | Path]) -> list[str]:
    """The inputs as text.

    Raises:
        UsageError: none was given, or one does not exist (lists and `-` included).
    """
    if not inputs:
        raise UsageError("No input was given. Name a photo, a folder, a video or @list.txt.")
    named = [without_scheme(os.fspath(i)) for i in inputs]
    for name in named:
        target = name[1:] if name.startswith("@") and not os.path.lexists(name) else name
        if name.startswith("@") and target == "-":
            continue
        if not (exists(target) if is_remote(target) else os.path.lexists(target)):
            raise UsageError(f"{display(name)} does not exist. Check the name; nothing was scored.")
    return named


def refs(inputs: Sequence[str | Path]) -> Iterator[Ref]:
    """Every image under the inputs, in order, each real file once.

    Folders are listed recursively in name order; hidden folders and our own output are skipped. A file that was
    named itself is always listed, whatever its suffix. Names that cannot be looked at come with a `problem`.
    """
    seen: set[tuple[int, int]] = set()
    for name in check_inputs(inputs):
        if name.startswith("@") and not os.path.lexists(name):
            yield from _from_list(name[1:], seen)
        elif is_remote(name):
            yield from remote_refs(name)
        elif os.path.isdir(name):  # noqa: PTH112 - undecodable names must pass unchanged
            yield from _from_folder(name, seen)
        else:
            yield from _one(name, display(name), "", seen, named=True)


def display(name: str) -> str:
    r"""A file name for people and tables: undecodable bytes as `\xNN`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _from_list(name: str, seen: set[tuple[int, int]]) -> Iterator[Ref]:
    """One path a line; empty lines and byte-order marks are ignored; relative to the working folder."""
    if name == "-":
        lines = [os.fsdecode(line.rstrip(b"\r\n")) for line in sys.stdin.buffer]
    else:
        try:
            content = Path(name).read_bytes().removeprefix(b"\xef\xbb\xbf")
        except OSError as error:
            raise UsageError(f"The list {display(name)} cannot be read: {sentence_for(error)}") from error
        lines = [os.fsdecode(line.rstrip(b"\r")) for line in content.split(b"\n")]
    for line in lines:
        if not line.strip():
            continue
        if is_remote(line):
            yield from remote_refs(line)
        elif os.path.isdir(line):  # noqa: PTH112
            yield from _from_folder(line, seen)
        else:
            yield from _one(line, display(line), "", seen, named=True)


def _from_folder(root: str, seen: set[tuple[int, int]]) -> Iterator[Ref]:
    folders: set[tuple[int, int]] = set()
    yield from _walk(root, display(root), root, seen, folders)


def _walk(
    root: str, shown_root: str, folder: str, seen: set[tuple[int, int]], folders: set[tuple[int, int]]
) -> Iterator[Ref]:
    """Depth first in name order; a folder reached again through a link is cut."""
    try:
        info = os.stat(folder)  # noqa: PTH116
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda e: os.fsencode(e.name))
    except OSError as error:
        shown = display(os.path.relpath(folder, root))
        yield Ref(shown, shown_root, folder, problem=f"{UNLISTED[0]}. {sentence_for(error)}")
        return
    key = (info.st_dev, info.st_ino)
    if key in folders or any(e.name == OWN_OUTPUT_MARK for e in entries):
        return
    folders.add(key)
    for entry in entries:
        path = os.path.join(folder, entry.name)  # noqa: PTH118
        if _is_folder(entry):
            if not entry.name.startswith("."):
                yield from _walk(root, shown_root, path, seen, folders)
            if _suffix(entry.name) in PHOTO_SUFFIXES:
                shown = display(os.path.relpath(path, root))
                yield Ref(shown, shown_root, path, problem="This is a folder with an image's name.")
        elif _suffix(entry.name) in PHOTO_SUFFIXES | VIDEO_SUFFIXES and not entry.name.startswith(
            _NOT_PHOTOS
        ):
            yield from _one(path, display(os.path.relpath(path, root)), shown_root, seen)


def is_listed(file: str, root: str) -> bool:
    """Whether a listing of the folder `root` names this file below it: not what is hidden or our own output."""
    inside = os.path.relpath(file, root)
    *folders, name = Path(inside).parts
    if name.startswith(_NOT_PHOTOS) or any(f.startswith(".") for f in folders):
        return False
    places = [root, *(os.path.join(root, *folders[: n + 1]) for n in range(len(folders)))]  # noqa: PTH118
    return not any(os.path.exists(os.path.join(place, OWN_OUTPUT_MARK)) for place in places)  # noqa: PTH110, PTH118


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a circular link: listed as a file, which says what is wrong
        return False


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122


def _one(
    file: str, shown: str, root: str, seen: set[tuple[int, int]], *, named: bool = False
) -> Iterator[Ref]:
    video = _suffix(file) in VIDEO_SUFFIXES
    try:
        info = os.stat(file)  # noqa: PTH116
    except (OSError, ValueError) as error:
        problem = sentence_for(error) if isinstance(error, OSError) else "The name cannot be that of a file."
        if os.path.islink(file):  # noqa: PTH114
            problem = "The link leads in a circle or points to a file that does not exist."
        yield Ref(shown, root, file, problem=problem)
        return
    if not stat.S_ISREG(info.st_mode):
        yield Ref(
            shown, root, file, problem="This is a device, pipe or socket, not a file; it was not opened."
        )
        return
    key = (info.st_dev, info.st_ino)
    # Hard links are files of their own for people; only a path that is a link can repeat a file silently.
    linked = os.path.islink(file) or named  # noqa: PTH114
    if key in seen and (linked or info.st_nlink == 1):
        return
    seen.add(key)
    yield Ref(shown, root, file, info.st_size, info.st_mtime_ns, video)
