from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.errors import UsageError
from training import Plan, run_step
from training.datasets import Dataset
from training.embeddings import Embeddings
from training.icao_reference.choice import read_references
from training.quality_labels import (
    LABELS,
    Comparisons,
    Normalisation,
    capped_by_original,
    fused,
    paper_labels,
    ranking_pairs,
)
from training.quality_labels.files import Labels

Planner = Callable[..., Plan]


def comparisons(probes: np.ndarray, subjects: list[str], references: list[int] | None = None) -> Comparisons:
    n = len(subjects)
    return Comparisons(
        probes.astype(np.float32),
        np.array(subjects),
        np.array([f"{k:064}" for k in range(n)]),
        np.array(references if references is not None else [-1] * n),
    )


def test_the_paper_s_labels_equal_their_formula_on_hand_made_embeddings() -> None:
    # Reference at the origin; mates at distances 3, 4, 5 (a 3-4-5 triangle's sides), one degraded copy each.
    clean = np.array([(0, 0), (3, 0), (0, 4), (3, 4)], float)
    copies = clean + np.array([(0, 0), (3, 0), (0, 4), (3, 4)])  # twice as far
    given_ = comparisons(np.stack([clean, copies], 1), ["a"] * 4, [0] * 4)
    raw = LABELS["v0"](given_)
    assert np.isnan(raw[0]).all()  # the reference itself
    assert raw[1:] == pytest.approx(-np.array([(3, 6), (4, 8), (5, 10)]))
    normal = Normalisation.of(raw[:, 0])
    assert (normal.mean, normal.deviation) == pytest.approx((-4, np.std([3, 4, 5])))
    z = (np.array([(3, 6), (4, 8), (5, 10)]) - 4) / np.std([3, 4, 5])
    assert normal.label(raw)[1:] == pytest.approx(1 / (1 + np.exp(z)), abs=1e-6)
    assert paper_labels(np.array([3.0, 4.0, 5.0]), 4, np.std([3, 4, 5])) == pytest.approx(
        1 / (1 + np.exp(z[:, 0]))
    )


def test_subjects_without_a_reference_have_no_paper_label() -> None:
    raw = LABELS["v0"](comparisons(np.ones((2, 1, 3)), ["a", "a"], [-1, -1]))
    assert np.isnan(raw).all()


def test_labels_by_mates_compare_with_all_mates_and_the_nearest_impostors() -> None:
    rng = np.random.default_rng(0)
    embeddings = rng.normal(0, 1, (60, 8))
    subjects = ["a", "a", "a"] + [f"s{n}" for n in range(57)]
    raw = LABELS["mates"](comparisons(embeddings[:, None], subjects))
    assert np.isnan(raw[3:]).all()  # one image: no mate
    far = sorted(float(np.linalg.norm(embeddings[0] - embeddings[k])) for k in range(3, 60))
    mates = np.mean([np.linalg.norm(embeddings[0] - embeddings[k]) for k in (1, 2)])
    assert raw[0, 0] == pytest.approx(-mates + np.mean(far[:20]), abs=1e-4)


def test_labels_by_centre_leave_the_image_itself_out() -> None:
    embeddings = np.array([(0, 0), (2, 0), (4, 0), (0, 9), (0, 11)], float)
    raw = LABELS["centre"](comparisons(embeddings[:, None], ["a", "a", "a", "b", "b"]))
    assert raw[0, 0] == pytest.approx(
        -3 + 10
    )  # centre of the other two at (3, 0), the other subject's at (0, 10)


def test_a_comparison_is_shared_by_its_two_images_and_few_comparisons_count_for_little() -> None:
    good, bad, worse = [0.0, 0.0, 0.0], [3.0, 0.0, 0.0], np.array([0, 0, 1], np.float32)
    clean = np.array([good, [0, 0.2, 0], [0, 0, 0.2], bad, [9, 9, 9], [9, 9, 9.5]], np.float32)
    given = comparisons(np.stack([clean, clean + worse], 1), ["a"] * 4 + ["b"] * 2)
    share, alone = LABELS["own_share"](given), LABELS["mates_alone"](given)
    # Among images that are all compared with each other, one shrinkage keeps the differences of the plain means ...
    assert share[0, 0] - share[3, 0] == pytest.approx(alone[0, 0] - alone[3, 0], rel=1e-5)
    # ... and of a lone comparison each image carries a third: half, and less for there being one only.
    pairs = [np.linalg.norm(clean[i] - clean[j]) for i in range(4) for j in range(i)]
    mean = (-np.mean(pairs) - 0.5) / 2
    np.testing.assert_allclose(share[4:, 0], (-0.5 - mean) / 3, rtol=1e-5)
    mates = clean[1:4]
    change = np.linalg.norm(clean[0] - mates, axis=1) - np.linalg.norm(clean[0] + worse - mates, axis=1)
    assert share[0, 1] == pytest.approx(share[0, 0] + change.mean(), rel=1e-5)


def test_a_duplicate_is_no_mate() -> None:
    embeddings = np.array([(0, 0), (0, 0), (1, 0), (5, 5)], float)
    given_ = comparisons(embeddings[:, None], ["a", "a", "a", "b"])
    same = Comparisons(given_.probes, given_.subjects, np.array(["x", "x", "y", "z"]), given_.references)
    assert LABELS["mates"](same)[0, 0] == pytest.approx(-1 + np.hypot(5, 5), abs=1e-5)
    assert LABELS["mates"](given_)[0, 0] > LABELS["mates"](same)[0, 0]


@pytest.mark.parametrize("kind", LABELS)
def test_a_worse_copy_gets_a_lower_label(kind: str) -> None:
    rng = np.random.default_rng(1)
    centres = rng.normal(0, 4, (6, 16)).repeat(5, 0)
    clean = centres + rng.normal(0, 0.5, centres.shape)
    blurred = clean * 0.3  # all faces alike: near to nobody
    subjects = [f"s{n // 5}" for n in range(30)]
    references = [5 * (n // 5) for n in range(30)]
    raw = LABELS[kind](comparisons(np.stack([clean, blurred], 1), subjects, references))
    known = np.isfinite(raw).all(1)
    assert known.sum() >= 24
    assert (raw[known, 0] > raw[known, 1]).all()


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=40, unique=True))
def test_normalised_labels_lie_within_0_and_1_and_keep_the_order(values: list[float]) -> None:
    raw = np.array(values)
    if raw.std() < 1e-6:
        return
    labels = Normalisation.of(np.append(raw, np.nan)).label(raw)
    assert ((labels >= 0) & (labels <= 1)).all()
    assert (np.diff(labels[np.argsort(raw)]) >= 0).all()


def test_labels_that_cannot_be_normalised_are_refused() -> None:
    for raw in (np.array([]), np.array([1.0]), np.array([2.0, 2.0]), np.array([np.nan, 1.0])):
        with pytest.raises(UsageError, match="could be labelled"):
            Normalisation.of(raw)


def test_fusion_is_the_mean_and_pairs_need_every_recogniser() -> None:
    votes = np.array([[0.1, 0.5, 0.9], [0.3, 0.2, 0.8]], np.float32)
    assert fused(list(votes)) == pytest.approx([0.2, 0.35, 0.85])
    assert ranking_pairs(votes).tolist() == [[2, 0], [2, 1]]  # the two disagree about the first pair
    assert ranking_pairs(votes, gap=0.45).tolist() == [[2, 0]]


def test_a_copy_is_never_better_than_its_original() -> None:
    capped = capped_by_original(np.array([[0.5, 0.9, 0.1]], np.float32), 0.05)
    assert capped.tolist() == [[0.5, pytest.approx(0.45), pytest.approx(0.1)]]


def test_the_step_labels_by_the_formula_with_moments_from_training_alone(
    small_plan: Planner, own_labelled: Path
) -> None:
    plan = small_plan(own_labelled, labels={"kind": "v0", "margin": 0.0})
    assert run_step("labels", plan)
    dataset = Dataset.load(own_labelled / "dataset")
    made = Embeddings.load(own_labelled / "embeddings" / "resnet29.npz")
    labels = Labels.load(own_labelled / "labels")
    references = read_references(own_labelled / "references", dataset)[made.rows]
    assert (references >= 0).all()
    distances = np.linalg.norm(made.clean - made.clean[references], axis=1).astype(np.float64)
    others = made.rows != references
    training = dataset.splits[made.rows] == "train"
    mu, sigma = distances[training & others].mean(), distances[training & others].std()
    told = json.loads((own_labelled / "labels" / "labels.json").read_text())["normalisation"]["resnet29"]
    assert (told["mean"], told["deviation"]) == pytest.approx((-mu, sigma))
    expected = paper_labels(distances, mu, sigma)
    assert labels.labels[others, 0] == pytest.approx(expected[others], abs=1e-4)
    assert np.isnan(labels.labels[~others, 0]).all()
    for name in ("histogram.png", "extremes.png", "extremes.html"):
        assert (own_labelled / "labels" / name).stat().st_size > 1000


def test_kinds_that_cannot_be_are_refused(small_plan: Planner, own_labelled: Path) -> None:
    with pytest.raises(UsageError, match="no label kind 'v9'"):
        run_step("labels", small_plan(own_labelled, labels={"kind": "v9"}))
    two = small_plan(own_labelled, labels={"kind": "v0"}, recognisers={"labels": ["resnet29", "other"]})
    with pytest.raises(UsageError, match="one recogniser"):
        run_step("labels", two)
