"""Which rows are shown, and in which order: computed once into an array of indices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Status
from faceqnet_gui.session.columns import STATUSES, Columns

PROBLEMS = frozenset(
    {Status.TRUNCATED, Status.UNREADABLE, Status.TOO_LARGE, Status.UNSUPPORTED, Status.ERROR}
)


class Order(StrEnum):
    """Sort orders."""

    INPUT = "input"
    LOWEST = "lowest"
    HIGHEST = "highest"
    NAME = "name"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that a row must meet together; None and empty mean any.

    Attributes:
        quality: Lowest and highest quality, both included.
        statuses: Allowed statuses.
        root: Index of a root.
        text: Part of the path, whatever the case.
    """

    quality: tuple[int, int] | None = None
    statuses: frozenset[Status] = frozenset()
    root: int | None = None
    text: str = ""

    @property
    def parts(self) -> list[str]:
        """Names of the conditions in force."""
        return [
            name
            for name in ("quality", "statuses", "root", "text")
            if getattr(self, name) not in (None, "", frozenset())
        ]

    def without(self, part: str) -> Filter:
        """The same without one condition."""
        empty: dict[str, Any] = {"quality": None, "statuses": frozenset(), "root": None, "text": ""}
        return replace(self, **{part: empty[part]})

    def mask(self, columns: Columns) -> NDArray[np.bool_]:
        """(n,) which rows meet it."""
        keep = np.ones(len(columns), dtype=bool)
        if self.quality is not None:
            low, high = self.quality
            keep &= (columns.quality >= max(low, 0)) & (columns.quality <= high)
        if self.statuses:
            keep &= np.isin(columns.status, [STATUSES.index(s) for s in self.statuses])
        if self.root is not None:
            keep &= columns.root == self.root
        if self.text:
            needle = self.text.lower()
            names = columns.names
            candidates = np.flatnonzero(keep)
            keep[candidates] = [needle in names[i] for i in candidates]
        return keep


def shown(columns: Columns, wanted: Filter, order: Order) -> NDArray[np.int64]:
    """Indices of the rows that are shown, in their order; ties keep the order of arrival."""
    indices = np.flatnonzero(wanted.mask(columns))
    if order is Order.INPUT:
        return indices
    if order is Order.NAME:
        names = columns.names
        return np.array(sorted(indices, key=lambda i: names[i]), dtype=np.int64)
    quality = columns.quality[indices].astype(np.int32)
    if order is Order.STATUS:
        return indices[np.lexsort((quality, columns.status[indices]))]
    # Rows without a score come last either way: they are neither the worst nor the best.
    key = np.where(quality < 0, 1000, quality if order is Order.LOWEST else -quality)
    return indices[np.argsort(key, kind="stable")]
