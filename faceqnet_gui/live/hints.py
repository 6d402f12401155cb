"""Hints in words, and their icons."""

from __future__ import annotations

from faceqnet_engine.live.capture import Light, State
from faceqnet_engine.live.hint_table import CAPTURED, HOLD, TABLE
from faceqnet_engine.measures.words import LANGUAGES, table
from faceqnet_gui.look.measure_words import language

_FLIPS = {
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
    "rotate-ccw": "rotate-cw",
    "rotate-cw": "rotate-ccw",
}
PRIORITY = {row.id: row.priority for row in TABLE}


def words_of(hint: str, *, again: bool = False) -> str:
    """What a person is told."""
    tongue = language()
    entry = table("hints")[hint][tongue if tongue in LANGUAGES else "en"]
    return str(entry["again" if again else "say"])


def icon_of(hint: str, *, mirrored: bool, roll: float = 0.0) -> str:
    """The icon; arrows follow the picture. The vocabulary's are those of a mirror.

    Args:
        hint: Its id.
        mirrored: Whether the picture is that of a mirror.
        roll: Of the head in degrees, clockwise in the frame; decides which way `straighten` turns.
    """
    name = str(table("hints")[hint]["icon"])
    if hint == "straighten":
        # In the frame a head that leans clockwise turns back against the clock; in a mirror, with it.
        return "rotate-ccw" if (roll > 0) != mirrored else "rotate-cw"
    return name if mirrored else _FLIPS.get(name, name)


def tone_of(hint: str, state: State, light: Light) -> str:
    """Token of the hint's border and of its stretch in the lane."""
    if hint in {HOLD, CAPTURED}:
        return "pass_"
    if PRIORITY.get(hint, 99) < 20 or (light is Light.FAIL and state is not State.LOST):
        return "fail"
    return "review"
