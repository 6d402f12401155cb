"""Numbers in English sentences: one photo, two photos."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """`1 photo`, `1,204 photos`.

    Args:
        number: How many.
        one: The noun, with whatever follows it, for one.
        many: The same for none or several; by default with an `s`.
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
