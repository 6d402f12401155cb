from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from faceqnet_engine.evaluation.det import det, equal_error_rate, fnmr_at_fmr

scores = st.lists(st.integers(-4, 4), min_size=1, max_size=30).map(lambda v: np.array(v, float))


@given(scores, scores)
def test_both_rates_are_what_their_definitions_say(mated: np.ndarray, non_mated: np.ndarray) -> None:
    made = det(mated, non_mated)
    for t, fmr, fnmr in zip(made.thresholds, made.fmr, made.fnmr, strict=True):
        assert fnmr == pytest.approx(sum(s < t for s in mated) / len(mated))
        assert fmr == pytest.approx(sum(s >= t for s in non_mated) / len(non_mated))
    assert (made.fmr[0], made.fnmr[0]) == (1, 0)
    assert (made.fmr[-1], made.fnmr[-1]) == (0, 1)
    assert set(made.thresholds[:-1]) == set(mated) | set(non_mated)


@given(scores, scores)
def test_a_monotone_scale_changes_nothing(mated: np.ndarray, non_mated: np.ndarray) -> None:
    one, other = det(mated, non_mated), det(np.exp(mated), np.exp(non_mated))
    assert np.array_equal(one.fmr, other.fmr)
    assert np.array_equal(one.fnmr, other.fnmr)


def test_normal_scores_have_the_curve_of_the_textbook() -> None:
    rng = np.random.default_rng(0)
    made = det(rng.normal(3, 1, 200_000), rng.normal(0, 1, 400_000))
    assert len(made.thresholds) <= 2001
    assert equal_error_rate(made) == pytest.approx(norm.cdf(-1.5), abs=0.001)
    for fmr in (0.1, 0.01, 0.001):
        assert fnmr_at_fmr(made, fmr) == pytest.approx(norm.cdf(norm.isf(fmr) - 3), abs=0.01)


def test_separate_scores_have_no_errors_and_equal_ones_all() -> None:
    apart = det(np.array([2.0, 3]), np.array([0.0, 1]))
    assert equal_error_rate(apart) == 0
    assert fnmr_at_fmr(apart, 0) == 0
    alike = det(np.zeros(5), np.zeros(5))
    assert equal_error_rate(alike) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="non-mated"):
        det(np.ones(3), np.zeros(0))
