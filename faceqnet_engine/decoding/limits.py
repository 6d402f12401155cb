"""What is never opened or decoded: special files and decompression bombs."""

from __future__ import annotations

import os
import stat

PIXEL_LIMIT = 300_000_000
"""Largest width x height that is decoded."""
FILE_LIMIT = 2_000_000_000
"""Largest photo file in bytes that is read into memory."""


def refusal(file: str) -> str:
    """Why a path must not be opened as a photo; empty when it may.

    Device nodes, FIFOs and sockets can block or act when opened, so the decision is by `stat` alone.
    """
    try:
        info = os.stat(file)  # noqa: PTH116 - undecodable names must pass unchanged
    except FileNotFoundError:
        if os.path.islink(file):  # noqa: PTH114
            return "The link points to a file that does not exist."
        return "The file is no longer there."
    except OSError as error:
        return sentence_for(error)
    except ValueError:
        return "The name contains a null byte and cannot be a file."
    if stat.S_ISDIR(info.st_mode):
        return "This is a folder with an image's name."
    if not stat.S_ISREG(info.st_mode):
        return "This is a device, pipe or socket, not a file; it was not opened."
    if info.st_size == 0:
        return "The file is empty (0 bytes). Copy it again from its source."
    if info.st_size > FILE_LIMIT:
        return f"The file has {info.st_size / 1e9:.1f} GB, more than a photo can have; it was not read."
    return ""


def sentence_for(error: OSError) -> str:
    """An operating system error in words."""
    if isinstance(error, FileNotFoundError):
        return "The file is no longer there."
    if isinstance(error, PermissionError):
        return "No permission to read this file."
    if isinstance(error, IsADirectoryError):
        return "This is a folder with an image's name."
    if error.errno is not None and error.strerror:
        return f"The file could not be read: {error.strerror[0].lower()}{error.strerror[1:]}."
    return "The file could not be read."
