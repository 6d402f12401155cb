from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.evaluation.edc import (
    curve,
    fnmr_at,
    ideal,
    normalised_pauc,
    re_estimated,
    threshold_at_fmr,
    threshold_at_fnmr,
)

pairs = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=40).filter(
    lambda p: any(e for _, e in p)
)


def by_definition(quality: list[float], errors: list[bool], limit: float) -> float:
    """The curve by its definition, slowly: ties count with their group's mean; trapezoids, the last one cut."""
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


def test_the_threshold_is_the_quantile() -> None:
    assert threshold_at_fnmr(np.arange(101.0), 0.05) == 5


def test_impossible_input_is_refused() -> None:
    for quality in (np.zeros(0), np.array([1.0, np.nan])):
        with pytest.raises(ValueError, match="finite"):
            curve(quality, np.zeros(len(quality), bool))


@given(
    st.lists(st.integers(-5, 5), min_size=1, max_size=40).map(lambda v: np.array(v, float)), st.floats(0, 1)
)
def test_the_threshold_for_a_false_match_rate_is_the_lowest_that_keeps_it(
    non_mated: np.ndarray, fmr: float
) -> None:
    threshold = threshold_at_fmr(non_mated, fmr)
    assert np.mean(non_mated >= threshold) <= fmr + 1e-9
    lower = np.nextafter(threshold, -np.inf)
    assert np.mean(non_mated >= lower) > fmr or threshold <= non_mated.min()


def test_a_false_match_rate_needs_non_mated_pairs() -> None:
    with pytest.raises(ValueError, match="non-mated"):
        threshold_at_fmr(np.zeros(0), 0.1)
    with pytest.raises(ValueError, match="non-mated"):
        re_estimated(np.ones(3), np.ones(3), np.zeros(0), np.zeros(0), 0.1)


def test_fnmr_at_discards_and_the_ideal() -> None:
    count = 10_000
    made = curve(np.arange(count, dtype=float), np.arange(count) < 500)
    for discard in (0.0, 0.01, 0.05, 0.2):
        wanted = max(0.05 - discard, 0) / (1 - discard)
        assert fnmr_at(made, discard) == pytest.approx(wanted, abs=1e-9)
        assert ideal(0.05, np.array([discard]))[0] == pytest.approx(wanted)


@given(st.integers(0, 50), st.sampled_from([0.02, 0.1, 0.3]))
def test_re_estimated_equals_its_definition(seed: int, fmr: float) -> None:
    rng = np.random.default_rng(seed)
    quality, other = rng.integers(0, 6, 80).astype(float), rng.integers(0, 5, 120).astype(float)
    mated, non_mated = rng.normal(1, 1, 80), rng.normal(-1, 1, 120)
    made, limits, thresholds = re_estimated(quality, mated, other, non_mated, fmr)
    assert made.discarded[0] == 0
    for n, limit in enumerate(limits):
        left = non_mated[other >= limit] if n else non_mated
        fits = [t for t in [left.min(), *np.nextafter(left, np.inf)] if np.mean(left >= t) <= fmr]
        errors = mated[quality >= limit] < min(fits)
        assert (mated[quality >= limit] < thresholds[n]).tolist() == errors.tolist()
        assert made.fnmr[n] == pytest.approx(errors.mean())
        assert made.discarded[n] == pytest.approx(np.mean(quality < limit))
