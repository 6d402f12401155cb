"""Memory that was freed back to the system, where the C library would keep it for later."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Call it after something large was let go of; costs some milliseconds, in any thread."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's; other C libraries have none
        if trim is not None:
            trim(0)
