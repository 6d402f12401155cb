"""Few different texts in many rows: each kept once, rows hold its number."""

from __future__ import annotations

from collections.abc import Sequence


class Texts:
    """Texts in the order in which they were first met."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.texts: list[str] = list(texts)
        self._codes = {text: n for n, text in enumerate(self.texts)}

    def code(self, text: str) -> int:
        """The text's number; a new text gets the next."""
        code = self._codes.setdefault(text, len(self.texts))
        if code == len(self.texts):
            self.texts.append(text)
        return code

    def find(self, text: str) -> int | None:
        """The text's number if it was met."""
        return self._codes.get(text)

    def rename(self, code: int, text: str) -> None:
        """Another text for a number."""
        del self._codes[self.texts[code]]
        self.texts[code] = text
        self._codes[text] = code
