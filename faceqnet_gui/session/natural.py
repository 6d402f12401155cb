"""File names in the order people expect: 2.jpg before 10.jpg, whatever the case."""

from __future__ import annotations

import re
from collections.abc import Callable

_DIGITS = re.compile(r"\d+")


def natural_key(name: str) -> str:
    """A text whose plain order is the natural order of names.

    A run of digits becomes its length without leading zeros, as a character, before those digits: longer numbers
    sort after shorter ones, and numbers sort among other characters where digits do.
    """
    return _DIGITS.sub(_with_length, name.lower())


class NaturalOrder:
    """Places of names in natural order; names that arrive later are merged in, not sorted anew.

    Args:
        names: Gives the names there are at the moment; they are only added to.
    """

    def __init__(self, names: Callable[[], list[str]]) -> None:
        self._names = names
        self._keys: list[str] = []
        self._order: list[int] = []

    def order(self) -> list[int]:
        """Indices of all names in natural order; equal names keep the order of arrival."""
        names = self._names()
        if len(names) < len(self._keys):
            self._keys, self._order = [], []
        known = len(self._keys)
        if known < len(names):
            self._keys += map(natural_key, names[known:])
            # Two runs that are each in order: the sort finds them and merges.
            new = sorted(range(known, len(names)), key=self._keys.__getitem__)
            self._order = sorted(self._order + new, key=self._keys.__getitem__)
        return self._order

    def forget(self) -> None:
        """Names have changed."""
        self._keys, self._order = [], []


def _with_length(match: re.Match[str]) -> str:
    digits = match.group().lstrip("0")
    return "0" + chr(0x30 + min(len(digits), 0xD000)) + digits
