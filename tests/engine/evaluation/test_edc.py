from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.evaluation.edc import bootstrap, curve, mated_pairs, normalised_pauc, threshold_at_fnmr

pairs = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=40).filter(
    lambda p: any(e for _, e in p)
)


def by_definition(quality: list[float], errors: list[bool], limit: float) -> float:
    """evaluation by its definition, slowly: ties count with their group's mean; trapezoids, the last one cut."""
    count = len(quality)
    mean = {q: np.mean([e for p, e in zip(quality, errors, strict=True) if p == q]) for q in set(quality)}
    ordered = [mean[q] for q in sorted(quality)]
    points = [(k / count, sum(ordered[k:]) / (count - k)) for k in range(count)]
    area = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 >= limit:
            break
        end = min(x1, limit)
        y_end = y0 + (y1 - y0) * (end - x0) / (x1 - x0)
        area += (end - x0) * (y0 + y_end) / 2
    if points[-1][0] < limit:
        area += (limit - points[-1][0]) * points[-1][1]
    return area / (limit * points[0][1])


@given(pairs, st.sampled_from([0.05, 0.2, 0.3, 0.9]))
def test_it_equals_the_definition(values: list[tuple[int, bool]], limit: float) -> None:
    quality, errors = [float(q) for q, _ in values], [e for _, e in values]
    made = curve(np.array(quality), np.array(errors))
    assert normalised_pauc(made, limit) == pytest.approx(by_definition(quality, errors, limit), abs=1e-9)
    assert made.fnmr[0] == pytest.approx(np.mean(errors))


@given(pairs, st.randoms(use_true_random=False))
def test_neither_order_nor_a_monotone_scale_matters(values: list[tuple[int, bool]], random: object) -> None:
    one = curve(np.array([q for q, _ in values], float), np.array([e for _, e in values]))
    random.shuffle(values)  # type: ignore[attr-defined]
    other = curve(np.exp([q for q, _ in values]), np.array([e for _, e in values]))
    assert np.allclose(one.fnmr, other.fnmr)


def test_closed_forms() -> None:
    count, f0 = 20_000, 0.05
    errors = np.arange(count) < f0 * count
    ideal = curve(np.arange(count, dtype=float), errors)
    assert normalised_pauc(ideal, 0.2) == pytest.approx(0.125, abs=0.005)  # (1 - r) in the denominator
    constant = curve(np.zeros(count), errors)
    assert normalised_pauc(constant, 0.3) == pytest.approx(1)
    rng = np.random.default_rng(0)
    assert normalised_pauc(curve(rng.random(count), errors), 0.3) == pytest.approx(1, abs=0.05)
    assert np.isnan(normalised_pauc(curve(rng.random(9), np.zeros(9, bool)), 0.3))


def test_pairs_are_capped_per_subject() -> None:
    subjects = np.array(["a"] * 20 + ["b"] * 3 + ["c"])
    first, second = mated_pairs(subjects)
    assert (subjects[first] == subjects[second]).all()
    assert (first < second).all()
    assert np.unique(subjects[first], return_counts=True)[1].tolist() == [30, 3]
    assert len(mated_pairs(subjects, most=0)[0]) == 190 + 3


def test_threshold_and_bands() -> None:
    assert threshold_at_fnmr(np.arange(101.0), 0.05) == 5
    rng = np.random.default_rng(1)
    subjects = np.repeat(np.arange(60).astype(str), 4)
    made = mated_pairs(subjects)
    errors = rng.random(len(made[0])) < 0.2
    quality = rng.random(len(subjects))
    drawn = bootstrap({"x": quality, "y": quality}, made, errors, subjects, 0.3, draws=50)
    assert (drawn["x"] == drawn["y"]).all()  # the same draws for every method
    assert drawn["x"].std() > 0


def test_impossible_input_is_refused() -> None:
    for quality in (np.zeros(0), np.array([1.0, np.nan])):
        with pytest.raises(ValueError, match="finite"):
            curve(quality, np.zeros(len(quality), bool))
