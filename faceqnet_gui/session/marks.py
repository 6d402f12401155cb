"""What a person says about an image."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

MOST_STARS = 5


class Decision(IntEnum):
    """What was decided; the number is kept in columns and files and never changes its meaning."""

    UNDECIDED = 0
    ACCEPTED = 1
    REJECTED = 2

    @property
    def word(self) -> str:
        """As written to manifests, sidecars and saved filters."""
        return self.name.lower()

    @staticmethod
    def of(word: str) -> Decision:
        """From that word.

        Raises:
            KeyError: another word.
        """
        return Decision[word.upper()]


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything that a person said about one image; the default says nothing.

    Attributes:
        decision: Accepted, rejected, undecided.
        stars: 0..5.
        note: Free text.
        remark: Why it was decided so.
    """

    decision: Decision = Decision.UNDECIDED
    stars: int = 0
    note: str = ""
    remark: str = ""


NO_MARK = Mark()


def set_texts(held: dict[int, str], indices: Iterable[int], texts: Iterable[str]) -> None:
    """Texts of rows; rows without one are not held."""
    for index, text in zip(map(int, indices), texts, strict=True):
        if text:
            held[index] = text
        else:
            held.pop(index, None)
