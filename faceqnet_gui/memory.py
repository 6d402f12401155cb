"""Memory that threads leave behind goes back to where others find it."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

_M_ARENA_MAX = -8
"""Of glibc's `mallopt`."""
_LEAST = 2


def few_arenas() -> bool:
    """One place for memory a core instead of glibc's eight; whether that was done.

    A window has many threads, most of them short: what each frees lies in the place that it was given, scattered and of
    use to few others, and looks like a leak.
    """
    mallopt = None if "MALLOC_ARENA_MAX" in os.environ else _of_libc("mallopt")
    return mallopt is not None and bool(mallopt(_M_ARENA_MAX, max(_LEAST, os.cpu_count() or _LEAST)))


def give_back() -> None:
    """What is free goes back to the system, where the C library keeps it; takes some milliseconds, in any thread."""
    trim = _of_libc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_libc(name: str) -> Any:
    """A function of glibc; None where the C library is another one."""
    if sys.platform != "linux":
        return None
    try:
        return getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):
        return None
