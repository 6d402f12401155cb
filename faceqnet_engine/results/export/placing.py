"""One file into its place: whole or not at all, never over another."""

from __future__ import annotations

import contextlib
import errno
import filecmp
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from faceqnet_engine.results.export.wanted import Way

PART = ".part"
FULL_DISK = frozenset(e for e in (errno.ENOSPC, getattr(errno, "EDQUOT", None)) if e is not None)


class NotMovedError(OSError):
    """A file that is better left where it is; `strerror` says why."""


def place(source: Path, target: Path, way: Way) -> bool:
    """Copy, link or move; whether bytes were written (a link that was impossible becomes a copy).

    Raises:
        OSError: it did not work; nothing of it is left at the target, and the source is as it was.
    """
    if way is Way.SYMLINK:
        target.symlink_to(source.absolute())
        return False
    if way is Way.LINK:
        try:
            os.link(source.resolve(), target)
        except FileExistsError:
            raise
        except OSError:  # another disk, or one without hard links
            copy_whole(source, target)
            return True
        return False
    if way is Way.MOVE:
        return _move(source, target)
    copy_whole(source, target)
    return True


def copy_whole(source: Path, target: Path, *, durable: bool = False) -> None:
    """Copy with times under a temporary name, which becomes the target only where there is none."""
    temporary = part_of(target)
    try:
        shutil.copy2(source, temporary)
        if durable:
            flush([temporary])
        appear(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def part_of(target: Path) -> Path:
    """The temporary name of a target: short, since the target's own may be as long as names can be."""
    return target.with_name(f".{os.getpid():x}-{abs(hash(os.fspath(target))):x}{PART}")


def appear(temporary: Path, target: Path) -> None:
    """Give a finished file its name, unless something has that name by now.

    Raises:
        FileExistsError: it has.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except (
        OSError
    ) as error:  # no hard links here (FAT, some network shares): the gap is as short as it can be
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "a file of that name has appeared", str(target)) from error
        temporary.rename(target)
    else:
        temporary.unlink()


def same_bytes(one: Path, other: Path) -> bool:
    """Whether two files hold the same, looked at byte by byte."""
    filecmp.clear_cache()
    return filecmp.cmp(one, other, shallow=False)


def flush(files: Iterable[Path]) -> None:
    """Onto the disk, since "done" means there. After the last file rather than after each: most is there by then."""
    for file in files:
        with contextlib.suppress(OSError):  # read-only handles cannot be flushed everywhere
            handle = os.open(file, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _move(source: Path, target: Path) -> bool:
    if source.is_symlink():
        raise NotMovedError(errno.EINVAL, "it is a link to another file, and links are not moved")
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno in FULL_DISK:
            raise
        return _move_afar(source, target)
    try:
        source.unlink()
    except OSError:
        target.unlink()
        raise
    return False


def _move_afar(source: Path, target: Path) -> bool:
    """To another disk, or on one without hard links: the original goes only when its copy is known to be equal."""
    if source.stat().st_dev == target.parent.stat().st_dev:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "a file of that name has appeared", str(target))
        source.rename(target)
        return False
    copy_whole(source, target, durable=True)
    if not same_bytes(source, target):
        target.unlink()
        raise NotMovedError(errno.EIO, "its copy differs from it, so it was left where it is")
    try:
        source.unlink()
    except OSError:
        target.unlink()
        raise
    return True
