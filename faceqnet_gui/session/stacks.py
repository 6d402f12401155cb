"""Stacks of the same and nearly the same photos: by the bytes of their files, and by how they look in 64 bits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from faceqnet_gui.session.arrays import Arrays

NEAR_BITS = 2
"""Looks that differ by no more are nearly the same photo; measured, see docs/decisions/056."""
NOT_SEEN, PLAIN = 0, (1 << 64) - 1
"""In place of a look: nobody has looked yet; there is nothing to tell it from others by."""
ALONE = -1
_BANDS = 4
_BITS = np.array([n.bit_count() for n in range(1 << 16)], np.uint8)
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What stacks are made of, copied, so that it can be worked on in any thread; see `material_of`.

    Attributes:
        contents: (n,) numbers of the files' bytes, 0 where these are not known or the row stands for itself.
        looks: (n,) looks, NOT_SEEN or PLAIN.
        quality: (n,) quality, -1 without.
        pixels: (n,) how many pixels the photo has.
    """

    contents: NDArray[np.uint64]
    looks: NDArray[np.uint64]
    quality: NDArray[np.int16]
    pixels: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Stacks:
    """Which photos are one on top of the other.

    Attributes:
        number: (n,) stack of each row, ALONE for most.
        rank: (n,) place in it, 0 for the best.
        same: (n,) whether the file has the bytes of the best.
        count: How many stacks.
    """

    number: NDArray[np.int32]
    rank: NDArray[np.int32]
    same: NDArray[np.bool_]
    count: int

    def numbers_of(self, rows: Numbers) -> NDArray[np.int32]:
        """(m,) the stacks of some rows; those that came later are alone."""
        known = rows < len(self.number)
        found = np.full(len(rows), ALONE, np.int32)
        found[known] = self.number[rows[known]]
        return found

    def members(self, row: int) -> Numbers:
        """All rows of a row's stack, the best first; none where it is alone."""
        number = int(self.numbers_of(np.array([row]))[0])
        if number == ALONE:
            return np.zeros(0, np.int64)
        rows = np.flatnonzero(self.number == number)
        return rows[np.argsort(self.rank[rows], kind="stable")]

    def tops(self, rows: Numbers) -> NDArray[np.bool_]:
        """(m,) which rows are alone, or the best of their stack among these."""
        numbers = self.numbers_of(rows)
        inside = numbers != ALONE
        best = np.full(self.count, np.iinfo(np.int32).max, np.int32)
        ranks = self.rank[rows[inside]]
        np.minimum.at(best, numbers[inside], ranks)
        keep = ~inside
        keep[inside] = ranks == best[numbers[inside]]
        return keep


def contents_of(columns: Arrays) -> NDArray[np.uint64]:
    """(n,) 64 bits of each file's hash, 0 where there is none, and for rows that stand for themselves.

    Those are frames of videos, which all look like their neighbours, further faces of a photo, and files that are gone.
    """
    words = np.ascontiguousarray(columns.hashes).view(np.uint64).reshape(-1, 4)
    contents = cast(NDArray[np.uint64], np.bitwise_xor.reduce(words, axis=1))
    face = columns.number("face")
    apart = ~np.isnan(columns.number("frame")) | (face > 0) | columns.gone
    contents[apart] = 0
    return contents


def material_of(columns: Arrays, looks: NDArray[np.uint64]) -> Material:
    """A copy of what is needed of a session's rows."""
    pixels = np.nan_to_num(columns.number("width") * columns.number("height"))
    return Material(contents_of(columns), looks, columns.quality.copy(), pixels)


def stacks_of(of: Material) -> Stacks:
    """Photos of equal bytes, and those that look like a better one: best quality first, then most pixels, then first.

    Each photo of a stack looks like its best one; that two of them look like a third brings nobody together.
    """
    total = len(of.contents)
    fit = np.flatnonzero(of.contents != 0)
    order = fit[np.lexsort((fit, -of.pixels[fit], -of.quality[fit].astype(np.int32)))]
    # One photo for all files of the same bytes, in the order of their best.
    first, copy_of = _first_ones(of.contents[order])
    leader = _leaders(of.looks[order[first]])
    group = leader[copy_of]
    several = np.bincount(group, minlength=1)[group] > 1
    rows, group, copy_of = order[several], group[several], copy_of[several]
    number, rank = np.full(total, ALONE, np.int32), np.zeros(total, np.int32)
    same = np.zeros(total, np.bool_)
    leaders, numbers = np.unique(group, return_inverse=True)
    number[rows] = numbers
    together = np.argsort(numbers, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=len(leaders)))[:-1]]).astype(int)
    rank[rows[together]] = np.arange(len(rows)) - starts[numbers[together]]
    same[rows] = copy_of == group
    return Stacks(number, rank, same, len(leaders))


def _first_ones(values: NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
    """Places of the first of each value, in order; and for each value which of those it is."""
    _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
    by_place = np.argsort(first)
    place = np.empty(len(first), np.int64)
    place[by_place] = np.arange(len(first))
    return first[by_place], place[inverse]


def _leaders(looks: NDArray[np.uint64]) -> Numbers:
    """(n,) for each of some photos, best first, the best one that it looks like; itself for most."""
    leader = np.arange(len(looks))
    seen = np.flatnonzero((looks != np.uint64(NOT_SEEN)) & (looks != np.uint64(PLAIN)))
    first, of = _first_ones(looks[seen])
    mine = np.arange(len(first))
    taken = np.zeros(len(first), np.bool_)
    low, high = _near_pairs(looks[seen[first]])
    starts = np.searchsorted(low, np.arange(len(first) + 1))
    for one in np.unique(low).tolist():
        if not taken[one]:
            others = high[starts[one] : starts[one + 1]]
            free = others[~taken[others]]
            mine[free], taken[free] = one, True
    leader[seen] = seen[first[mine[of]]]
    return leader


def _near_pairs(looks: NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
    """Pairs of different looks within NEAR_BITS, the earlier one first, sorted by it.

    Two such looks have at least one of four bands of 16 bits in common: only those are compared.
    """
    bands = np.ascontiguousarray(looks).view(np.uint16).reshape(-1, _BANDS)
    lows, highs = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for band in bands.T:
        order = np.argsort(band, kind="stable")
        keys = band[order]
        alive, step = np.arange(len(order)), 0
        while len(alive):
            step += 1
            alive = alive[alive + step < len(order)]
            alive = alive[keys[alive] == keys[alive + step]]
            one, other = order[alive], order[alive + step]
            near = _BITS[bands[one] ^ bands[other]].sum(axis=1) <= NEAR_BITS
            lows.append(one[near])
            highs.append(other[near])
    pairs = np.unique(np.concatenate(lows) * len(looks) + np.concatenate(highs)) if len(looks) else lows[0]
    return (pairs // len(looks), pairs % len(looks)) if len(looks) else (pairs, pairs)
