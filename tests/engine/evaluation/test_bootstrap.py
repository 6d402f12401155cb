from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceqnet_engine.evaluation.bootstrap import band, bootstrap, drawn_curves, subject_draws
from faceqnet_engine.evaluation.comparisons import mated_pairs
from faceqnet_engine.evaluation.edc import curve, fnmr_at, normalised_pauc

images = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 4), st.floats(0, 1)), min_size=3, max_size=30
).filter(lambda rows: len({s for s, _, _ in rows}) < len(rows))


@settings(deadline=None)
@given(images, st.sampled_from([0.05, 0.2, 0.3, 0.9]), st.floats(0, 0.95), st.integers(0, 9))
def test_a_draw_equals_the_curve_of_its_pairs_one_by_one(
    rows: list[tuple[int, int, float]], limit: float, discard: float, seed: int
) -> None:
    subjects, quality = np.array([str(r[0]) for r in rows]), np.array([float(r[1]) for r in rows])
    first, second = mated_pairs(subjects)
    pair_quality = np.minimum(quality[first], quality[second])
    errors = np.random.default_rng(seed).random(len(first)) < 0.4
    draws = subject_draws(subjects[first], 7, seed)
    areas, rates = drawn_curves(pair_quality, errors, draws, limits=(limit,), discards=(0.0, discard))
    for n, weights in enumerate(draws.weights):
        chosen = np.repeat(np.arange(len(first)), weights[draws.owner])
        made = curve(pair_quality[chosen], errors[chosen])
        assert rates[n] == pytest.approx([made.fnmr[0], fnmr_at(made, discard)], abs=1e-9)
        assert areas[n, 0] == pytest.approx(normalised_pauc(made, limit), abs=1e-9, nan_ok=True)


def test_methods_share_their_draws_and_seeds_decide() -> None:
    rng = np.random.default_rng(1)
    subjects = np.repeat(np.arange(60).astype(str), 4)
    pairs = mated_pairs(subjects)
    errors = rng.random(len(pairs[0])) < 0.2
    quality = rng.random(len(subjects))
    drawn = bootstrap({"x": quality, "y": np.exp(quality)}, pairs, errors, subjects, 0.3, draws=50)
    assert np.allclose(drawn["x"], drawn["y"])
    assert drawn["x"].std() > 0
    again = bootstrap({"x": quality}, pairs, errors, subjects, 0.3, draws=50, seed=1)
    assert not np.allclose(again["x"], drawn["x"])


@pytest.mark.slow
def test_bands_cover_the_truth_as_often_as_they_say() -> None:
    """Errors are more likely at low quality; the truth is the same figure on very many subjects."""

    def world(subjects: int, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
        names = np.repeat(np.arange(subjects), 4).astype(str)
        quality = rng.random(len(names)) + np.repeat(rng.normal(0, 0.3, subjects), 4)
        first, second = mated_pairs(names)
        pair_quality = np.minimum(quality[first], quality[second])
        habit = np.repeat(rng.normal(0, 0.7, subjects), 4)[first]  # pairs of a subject err together
        errors = rng.random(len(first)) < 1 / (1 + np.exp(1.2 + 2 * pair_quality - habit))
        return names[first], pair_quality, errors

    truth_area, truth_rate = None, None
    _, quality, errors = world(60_000, np.random.default_rng(0))
    truth = curve(quality, errors)
    truth_area, truth_rate = normalised_pauc(truth, 0.3), fnmr_at(truth, 0.2)
    covered = np.zeros(2)
    worlds = 200
    for n in range(worlds):
        names, quality, errors = world(120, np.random.default_rng(n + 1))
        areas, rates = drawn_curves(
            quality, errors, subject_draws(names, 300, n), limits=(0.3,), discards=(0.2,)
        )
        for k, (values, wanted) in enumerate(((areas[:, 0], truth_area), (rates[:, 0], truth_rate))):
            low, high = band(values)
            covered[k] += low <= wanted <= high
    # 95 % wanted; percentiles over 120 subjects are a little narrow, and 200 worlds leave +- 3 %.
    assert (covered / worlds > 0.89).all(), covered / worlds
    assert (covered / worlds < 0.99).all(), covered / worlds


def test_a_band_without_finite_draws_is_not_a_number() -> None:
    assert np.isnan(band(np.full(5, np.nan))).all()
    assert band(np.arange(101.0)) == pytest.approx((2.5, 97.5))
