"""Who may read new files: temporary ones are for their maker alone, what becomes of them is for all."""

from __future__ import annotations

import os


def _mode() -> int:
    mask = os.umask(
        0
    )  # there is no way to ask for it without setting it, which is not for threads: once, at import
    os.umask(mask)
    return 0o666 & ~mask


NEW_FILE_MODE = _mode()
"""Permissions of a file that is made in the ordinary way."""
