"""Which images are compared: mated pairs of one subject, non-mated pairs of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
Pairs = tuple[IntArray, IntArray]

MOST_MATED = 5_000_000
"""Mated pairs of all subjects together beyond which every subject is capped, whatever was asked for."""


MOST_IMAGES = 250_000
"""Images of an evaluation unless more are asked for: bands are narrow long before, and memory stays below 2 GB."""


def taken(subjects: Sequence[str], most: int = MOST_IMAGES, seed: int = 0) -> NDArray[np.bool_]:
    """Which images take part: all, or those of subjects chosen at random, whole, until `most` images are reached.

    Args:
        subjects: (n,) whose image each is.
        most: Images at most; 0 for all.
        seed: Of the choice.

    Returns:
        (n,). A first subject with more images than that takes part with as many of them.
    """
    count = len(subjects)
    if not most or count <= most:
        return np.ones(count, np.bool_)
    rng = np.random.default_rng([seed, 3])
    _, codes, sizes = np.unique(np.asarray(subjects, np.str_), return_inverse=True, return_counts=True)
    order = rng.permutation(len(sizes))
    chosen = order[np.cumsum(sizes[order]) <= most]
    if len(chosen):
        return np.isin(codes, chosen)
    kept = np.zeros(count, np.bool_)
    kept[rng.choice(np.flatnonzero(codes == order[0]), most, replace=False)] = True
    return kept


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """Pairs of image numbers.

    Attributes:
        mated: Two (p,) arrays.
        non_mated: Two (q,) arrays.
        mated_possible: Pairs there would be without a cap.
        non_mated_possible: Pairs there would be without sampling.
        most_per_subject: The cap that was used; 0 for none.
    """

    mated: Pairs
    non_mated: Pairs
    mated_possible: int
    non_mated_possible: int
    most_per_subject: int


def comparisons(
    subjects: NDArray[np.str_], *, most: int = 30, non_mated: int = 1_000_000, seed: int = 0
) -> Comparisons:
    """The comparisons of a labelled set.

    Args:
        subjects: (n,) whose image each is.
        most: Mated pairs a subject, at random; 0 for all. Lowered where all together would exceed MOST_MATED.
        non_mated: Non-mated pairs, sampled at random where there are more.
        seed: Of both samples.
    """
    _, sizes = np.unique(subjects, return_counts=True)
    sizes = sizes.astype(np.int64)
    possible = sizes * (sizes - 1) // 2
    cap = _cap(possible, most)
    count = len(subjects)
    return Comparisons(
        mated_pairs(subjects, cap, seed),
        non_mated_pairs(subjects, non_mated, seed),
        int(possible.sum()),
        count * (count - 1) // 2 - int(possible.sum()),
        cap,
    )


def _cap(possible: IntArray, most: int) -> int:
    """`most`, or less where that would be more than MOST_MATED pairs."""
    cap = most or int(possible.max(initial=0))
    if int(np.minimum(possible, cap).sum()) <= MOST_MATED:
        return most
    low, high = 1, cap
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if np.minimum(possible, middle).sum() <= MOST_MATED else (low, middle - 1)
    return low


def mated_pairs(subjects: NDArray[np.str_], most: int = 30, seed: int = 0) -> Pairs:
    """Pairs of images of one subject: all, or `most` at random per subject (0 for all).

    Returns:
        Two (p,) index arrays, first below second, by subject in the order of their names.
    """
    rng = np.random.default_rng(seed)
    order, starts, sizes = _by_subject(subjects)
    possible = sizes * (sizes - 1) // 2
    whole = (possible > 0) & ((possible <= most) | (most == 0))
    firsts, seconds, owners = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for size in np.unique(sizes[whole]):  # all subjects with as many images at once
        these = np.flatnonzero(whole & (sizes == size))
        a, b = np.triu_indices(int(size), 1)
        images = order[starts[these][:, None] + np.arange(size)]
        firsts.append(images[:, a].ravel())
        seconds.append(images[:, b].ravel())
        owners.append(np.repeat(these, len(a)))
    for subject in np.flatnonzero((possible > 0) & ~whole):
        chosen = np.sort(rng.choice(int(possible[subject]), most, replace=False))
        a, b = _unranked(chosen, int(sizes[subject]))
        images = order[starts[subject] : starts[subject] + sizes[subject]]
        firsts.append(images[a])
        seconds.append(images[b])
        owners.append(np.full(most, subject))
    by_owner = np.argsort(np.concatenate(owners), kind="stable")
    return np.concatenate(firsts)[by_owner], np.concatenate(seconds)[by_owner]


def _unranked(ranks: IntArray, size: int) -> Pairs:
    """The pairs at those places of `np.triu_indices(size, 1)`, without making them all."""
    row_starts = np.arange(size, dtype=np.int64)
    row_starts = row_starts * size - row_starts * (row_starts + 1) // 2
    first = np.searchsorted(row_starts, ranks, side="right") - 1
    return first, ranks - row_starts[first] + first + 1


def non_mated_pairs(subjects: NDArray[np.str_], count: int, seed: int = 0) -> Pairs:
    """`count` different pairs of images of two subjects, at random; all where there are no more.

    Returns:
        Two (q,) index arrays, first below second.
    """
    order, starts, sizes = _by_subject(subjects)
    images = len(order)
    ends = np.repeat(starts + sizes, sizes)  # in subject order: where the image's own subject ends
    later = images - ends
    possible = int(later.sum())
    if possible <= 2 * count:
        at = np.repeat(np.arange(images), later)
        within = np.arange(possible) - np.repeat(np.cumsum(later) - later, later)
        codes = at * images + ends[at] + within
        if possible > count:
            codes = np.sort(np.random.default_rng([seed, 1]).choice(codes, count, replace=False))
    else:
        codes = _sampled(starts, sizes, images, count, np.random.default_rng([seed, 1]))
    a, b = order[codes // images], order[codes % images] if images else codes
    return np.minimum(a, b), np.maximum(a, b)


def _sampled(
    starts: IntArray, sizes: IntArray, images: int, count: int, rng: np.random.Generator
) -> IntArray:
    """Codes (place * images + later place) of different non-mated pairs, every pair as likely as any other."""
    start_of, size_of = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    others = np.cumsum(images - size_of)  # ordered non-mated pairs of the images up to each
    codes = np.zeros(0, np.int64)
    while len(codes) < count:
        # An ordered pair at random: its image, then one of the images that are not of its subject.
        rank = rng.integers(others[-1], size=int((count - len(codes)) * 1.2) + 16)
        one = np.searchsorted(others, rank, side="right")
        other = rank - (others[one] - (images - size_of[one]))
        other = np.where(other < start_of[one], other, other + size_of[one])
        more = np.minimum(one, other) * images + np.maximum(one, other)
        codes = np.sort(np.concatenate([codes, more]))  # np.unique hashes first, which is slower here
        codes = codes[np.diff(codes, prepend=-1) > 0]
    if len(codes) > count:
        codes = np.sort(rng.choice(codes, count, replace=False))
    return codes


def _by_subject(subjects: NDArray[np.str_]) -> tuple[IntArray, IntArray, IntArray]:
    """Image numbers in subject order, and where each subject starts and how many it has."""
    _, codes, sizes = np.unique(subjects, return_inverse=True, return_counts=True)
    sizes = sizes.astype(np.int64)
    return np.argsort(codes, kind="stable").astype(np.int64), np.cumsum(sizes) - sizes, sizes
