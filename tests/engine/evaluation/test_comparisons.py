from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.evaluation import comparisons as module
from faceqnet_engine.evaluation.comparisons import comparisons, mated_pairs, non_mated_pairs, taken

labels = st.lists(st.sampled_from("abcdef"), max_size=40).map(lambda found: np.array(found, dtype=str))


@given(labels, st.integers(0, 12), st.integers(0, 3))
def test_mated_pairs_are_of_one_subject_different_and_capped(
    subjects: np.ndarray, most: int, seed: int
) -> None:
    first, second = mated_pairs(subjects, most, seed)
    assert (first < second).all()
    assert (subjects[first] == subjects[second]).all()
    assert len(set(zip(first.tolist(), second.tolist(), strict=True))) == len(first)
    for subject in set(subjects.tolist()):
        size = int((subjects == subject).sum())
        possible = size * (size - 1) // 2
        assert (subjects[first] == subject).sum() == (min(possible, most) if most else possible)


@given(labels, st.integers(1, 200), st.integers(0, 3))
def test_non_mated_pairs_are_of_two_subjects_different_and_as_many_as_asked(
    subjects: np.ndarray, count: int, seed: int
) -> None:
    first, second = non_mated_pairs(subjects, count, seed)
    total = sum(a != b for n, a in enumerate(subjects.tolist()) for b in subjects.tolist()[:n])
    assert len(first) == min(total, count)
    assert (first < second).all()
    assert (subjects[first] != subjects[second]).all()
    assert len(set(zip(first.tolist(), second.tolist(), strict=True))) == len(first)


def test_every_non_mated_pair_is_equally_likely() -> None:
    subjects = np.array(list("aaaabbc"))
    seen = np.zeros((7, 7))
    for seed in range(4000):
        first, second = non_mated_pairs(subjects, 3, seed)
        seen[first, second] += 1
    counts = seen[seen > 0]
    assert len(counts) == 14
    assert counts.min() > 0.85 * 4000 * 3 / 14
    assert counts.max() < 1.15 * 4000 * 3 / 14


def test_pairs_at_places_equal_those_of_the_whole_list() -> None:
    a, b = np.triu_indices(57, 1)
    ranks = np.arange(len(a))
    first, second = module._unranked(ranks, 57)
    assert (first == a).all()
    assert (second == b).all()


def test_a_million_images_are_capped_without_listing_their_pairs() -> None:
    rng = np.random.default_rng(0)
    subjects = rng.integers(0, 60_000, 1_000_000).astype(str)
    subjects[:300_000] = "one person"  # 4.5e10 pairs
    made = comparisons(subjects, most=0, non_mated=10_000)
    assert made.most_per_subject > 0
    assert len(made.mated[0]) <= module.MOST_MATED
    assert made.mated_possible > 4e10
    assert len(made.non_mated[0]) == 10_000


@pytest.mark.parametrize("subjects", [np.array([], str), np.array(["a"]), np.array(["a", "b"])])
def test_sets_without_mated_pairs_have_none(subjects: np.ndarray) -> None:
    made = comparisons(subjects)
    assert len(made.mated[0]) == 0
    assert len(made.non_mated[0]) == len(subjects) // 2
    assert len(comparisons(np.array(["a", "a"])).non_mated[0]) == 0


def test_too_many_images_are_capped_by_whole_subjects_at_random() -> None:
    subjects = [f"s{n % 1000:04}" for n in range(5000)]
    assert taken(subjects, 5000).all()
    assert taken(subjects, 0).all()
    kept = taken(subjects, 503)
    sizes = Counter(s for s, here in zip(subjects, kept, strict=True) if here)
    assert len(sizes) == 100
    assert set(sizes.values()) == {5}
    assert (kept == taken(subjects, 503)).all()
    other = taken(subjects, 503, seed=1)
    assert 0 < (kept & other).sum() < 250
    alone = taken(["one"] * 50, 7)
    assert alone.sum() == 7
