from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from faceqnet_engine.evaluation import suspects as module
from faceqnet_engine.evaluation.comparisons import mated_pairs
from faceqnet_engine.evaluation.groups import grouping
from faceqnet_engine.evaluation.study import Labelled, Options, study
from faceqnet_engine.evaluation.suspects import doubts
from faceqnet_engine.recognition.similarities import Similarity, similarities


def test_group_figures_are_those_of_their_images_and_pairs() -> None:
    rng = np.random.default_rng(0)
    subjects = np.repeat(np.arange(80).astype(str), 4)
    labels = np.where(subjects.astype(int) < 50, "a", "b")
    labels[:3] = ""
    labels[-1] = "a"  # one image of another group than its mates
    quality = rng.random(len(subjects)) + (labels == "a")
    pairs = mated_pairs(subjects)
    errors = rng.random(len(pairs[0])) < np.where(labels[pairs[0]] == "a", 0.1, 0.4)
    result = grouping("kind", labels.tolist(), quality, subjects, pairs, errors, draws=200)
    assert result is not None
    assert [g.name for g in result.groups] == ["a", "b"]
    for g in result.groups:
        inside = (labels[pairs[0]] == g.name) & (labels[pairs[1]] == g.name)
        assert g.images == (labels == g.name).sum()
        assert g.quality.value == pytest.approx(quality[labels == g.name].mean())
        assert g.quality.low < g.quality.value < g.quality.high
        assert (g.pairs, g.errors) == (inside.sum(), errors[inside].sum())
        assert g.fnmr.value == pytest.approx(errors[inside].mean())
    difference = result.differences[0]
    assert difference.quality.low > 0.5
    assert difference.fnmr.high < 0
    assert result.unlabelled == 3
    assert result.mixed == 3 + 3


def test_many_numbers_become_thirds_and_many_names_none(made: Callable[..., Labelled]) -> None:
    subjects = np.repeat(np.arange(60).astype(str), 2)
    pairs = mated_pairs(subjects)
    errors = np.zeros(len(pairs[0]), bool)
    ages = np.repeat(np.arange(20, 80), 2).astype(str).tolist()
    result = grouping("age", ages, np.ones(120), subjects, pairs, errors, draws=5)
    assert result is not None
    assert [g.name for g in result.groups] == ["20\u201339", "40\u201359", "60\u201379"]
    assert all(g.few for g in result.groups)  # no errors at all
    for unknown in ("NA", "nan", ""):
        with_gaps = grouping("age", [unknown, *ages[1:]], np.ones(120), subjects, pairs, errors, draws=5)
        assert with_gaps is not None
        assert with_gaps.unlabelled == 1
        assert len(with_gaps.groups) == 3
    names = [f"name {n}" for n in range(120)]
    assert grouping("name", names, np.ones(120), subjects, pairs, errors, draws=5) is None
    labelled = made()
    said = study(
        replace(labelled, groups={"file": labelled.paths, "none": [""] * len(labelled.paths)}),
        Options(draws=20),
    )
    assert said.groupings == []
    assert sum("left out" in w for w in said.warnings) == 2


@pytest.mark.parametrize("kind", [Similarity.EUCLIDEAN, Similarity.COSINE])
@pytest.mark.parametrize("whole", [True, False])
def test_planted_wrong_labels_and_duplicates_are_found(
    kind: Similarity, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not whole:
        monkeypatch.setattr(module, "MOST_IMAGES", 100)
    rng = np.random.default_rng(0)
    subjects = np.repeat([f"s{n:02}" for n in range(40)], 5)
    embeddings = np.repeat(rng.normal(0, 1, (40, 32)), 5, axis=0) + rng.normal(0, 0.15, (200, 32))
    embeddings = embeddings.astype(np.float32)
    labels = subjects.copy()
    labels[7], labels[101] = "s30", "s02"  # wrong
    embeddings[50] = rng.normal(0, 1, 32)  # like nobody
    embeddings[61] = embeddings[60] + np.float32(1e-3)  # nearly the same
    digests = [str(n) for n in range(200)]
    digests[151] = digests[150]
    embeddings[151] = embeddings[150]
    mated = similarities(embeddings, mated_pairs(subjects, 0), kind)
    result = doubts(embeddings, labels, kind, float(np.quantile(mated, 0.03)), digests)
    found = {s.image: s for s in result.suspects}
    assert set(found) == {7, 101, 50}
    assert result.searched_all == whole
    if whole:
        assert {s.image for s in result.suspects[:2]} == {7, 101}
        assert found[7].why == "matches another subject"
        assert subjects[found[7].other] == subjects[7]
        assert found[50].why == "matches no image of its subject"
    same = {(d.first, d.second): d for d in result.duplicates}
    assert set(same) == {(60, 61), (150, 151)}
    assert same[150, 151].same_bytes
    assert not same[60, 61].same_bytes
    assert result.duplicates[0].same_bytes


def test_a_pair_alone_is_suspected_only_where_another_subject_fits() -> None:
    embeddings = np.eye(4, dtype=np.float32)[[0, 1, 2, 2, 3, 3]]
    subjects = np.array(list("aabbcc"))
    assert doubts(embeddings, subjects, Similarity.COSINE, 0.5).suspects == []
    embeddings[0] = embeddings[2]
    assert [s.image for s in doubts(embeddings, subjects, Similarity.COSINE, 0.5).suspects] == [0]


def test_nothing_but_copies_is_listed_to_an_end() -> None:
    found = doubts(np.ones((400, 4), np.float32), np.arange(400) // 2, Similarity.COSINE, 0.5)
    assert len(found.duplicates) <= module.MOST_DUPLICATES
    assert found.suspects == []
