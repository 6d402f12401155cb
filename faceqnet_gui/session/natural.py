"""File names in the order people expect: 2.jpg before 10.jpg, whatever the case."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.names import Names

_DIGITS = re.compile(r"\d+")
_FEW = 16
"""As long as the new names are fewer than one in so many, each finds its place among those that are sorted."""


def natural_key(name: str) -> str:
    """A text whose plain order is the natural order of names.

    A run of digits becomes its length without leading zeros, as a character, before those digits: longer numbers
    sort after shorter ones, and numbers sort among other characters where digits do.
    """
    return _DIGITS.sub(_with_length, name.lower())


class NaturalOrder:
    """Places of names in natural order; names that arrive later are put among them, not all sorted anew."""

    def __init__(self) -> None:
        self._order = np.zeros(0, np.int32)

    def order(self, names: Sequence[str]) -> NDArray[np.int32]:
        """Places of all names in natural order; equal names keep the order of arrival.

        Args:
            names: Those of the last time, and others after them.
        """
        known = len(self._order) if len(self._order) <= len(names) else 0
        new = len(names) - known
        if new * _FEW >= known:
            self._order = Names(map(natural_key, names)).order() if new else self._order
        elif new:
            self._order = _with_new(self._order, names)
        return self._order

    def forget(self) -> None:
        """Names have changed."""
        self._order = np.zeros(0, np.int32)


def _with_new(order: NDArray[np.int32], names: Sequence[str]) -> NDArray[np.int32]:
    """The order with the names that came after those that it knows."""
    keys = {n: natural_key(names[n]) for n in range(len(order), len(names))}
    new = sorted(keys, key=keys.__getitem__)
    places = [bisect_right(order, keys[n], key=lambda place: natural_key(names[place])) for n in new]
    return np.insert(order, places, new)


def _with_length(match: re.Match[str]) -> str:
    digits = match.group().lstrip("0")
    return "0" + chr(0x30 + min(len(digits), 0xD000)) + digits
