"""How long things move: 120 ms for a state, 200 ms for a panel, not at all for those who want none."""

from __future__ import annotations

STATE, PANEL = 120, 200
_reduced = False


def set_reduced(on: bool) -> None:
    """No motion."""
    global _reduced  # noqa: PLW0603 - one choice for the application's life
    _reduced = on


def milliseconds(usual: int) -> int:
    """The time that a movement may take."""
    return 0 if _reduced else usual
