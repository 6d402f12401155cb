"""Version of the numbers."""

from __future__ import annotations

NUMBERS = 4
"""Raised when the same file would give another row; stored rows of older ones are redone."""
