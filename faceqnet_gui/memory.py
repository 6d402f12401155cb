"""Memory that threads leave behind goes back to where others find it."""

from __future__ import annotations

import ctypes
import os
import sys

_M_ARENA_MAX = -8
"""Of glibc's `mallopt`."""
_LEAST = 2


def few_arenas() -> bool:
    """One place for memory a core instead of glibc's eight; whether that was done.

    A window has many threads, most of them short: what each frees lies in the place that it was given, scattered and of
    use to few others, and looks like a leak. Ten minutes of Live end 80 MB lower so, and level.
    """
    if sys.platform != "linux" or "MALLOC_ARENA_MAX" in os.environ:
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library
        return False
    return bool(mallopt(_M_ARENA_MAX, max(_LEAST, os.cpu_count() or _LEAST)))
