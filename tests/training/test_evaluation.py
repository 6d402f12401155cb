from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from faceqnet_engine.errors import UsageError
from faceqnet_engine.recognition.similarities import Similarity
from training import Plan, plan_of
from training.evaluation.agreement import agreement, by_kind
from training.evaluation.groups import group_means, people_of, quality_of_people
from training.evaluation.statistics import band_of_mean, spearman
from training.evaluation.tables import Judge, official_scores, table
from training.steps.evaluate import inputs

Planner = Callable[..., Plan]


def test_correlations_agree_with_scipy() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 9, 50).astype(float), rng.normal(0, 1, 50)
    assert spearman(a, b) == pytest.approx(stats.spearmanr(a, b).statistic)
    assert spearman(a, np.ones(50)) == 0.0
    labels = b.astype(np.float32)
    labels[:5] = np.nan
    found = agreement(a, labels)
    assert found["faces"] == 45
    assert found["pearson"] == pytest.approx(stats.pearsonr(a[5:], b[5:]).statistic, abs=1e-4)
    assert found["mae"] == pytest.approx(np.abs(a[5:] - b[5:]).mean(), abs=1e-4)
    assert agreement(a[:1], labels[:1]) == {"faces": 0}


def test_kinds_are_judged_apart() -> None:
    scores = np.array([(0.9, 0.5, 0.2), (0.8, 0.7, 0.6)])
    labels = np.array([(0.9, 0.4, 0.1), (0.8, 0.6, np.nan)], np.float32)
    kinds = np.array([("clean", "blur", "dark"), ("clean", "blur", "dark")])
    found = by_kind(scores, labels, kinds)
    assert list(found) == ["blur", "dark"]
    assert found["blur"]["faces"] == 2
    assert found["blur"]["mae"] == pytest.approx(0.1)
    assert found["blur"]["falls_by"] == pytest.approx((0.4 + 0.1) / 2)
    assert found["dark"] == {"faces": 1, "falls_by": pytest.approx((0.7 + 0.2) / 2)}


def hard_faces() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    subjects = np.repeat([f"s{n:03}" for n in range(80)], 5)
    hardness = rng.uniform(0, 1, 400)
    centres = rng.normal(0, 3, (80, 16)).repeat(5, 0)
    embeddings = centres + rng.normal(0, 1, centres.shape) * (0.3 + 3 * hardness[:, None] ** 4)
    return subjects, 1 - hardness, embeddings.astype(np.float32)


def test_the_table_ranks_methods_and_gives_bands_of_their_differences() -> None:
    subjects, quality, embeddings = hard_faces()
    noise = np.random.default_rng(1).uniform(0, 1, len(quality))
    methods = {"ours": quality, "random": noise, "the same": quality.copy()}
    judges = {"B": Judge(embeddings, Similarity.EUCLIDEAN, True)}
    rows = {r["method"]: r for r in table(methods, judges, subjects, draws=200)}
    assert rows["ours"]["pauc_0.3"] < 0.6
    assert rows["random"]["pauc_0.3"] > 0.8
    assert rows["random"]["ours_minus_this_band_0.3"][1] < 0  # better, and surely so
    assert rows["the same"]["ours_minus_this_band_0.3"] == [0.0, 0.0]
    assert rows["the same"]["ours_minus_this_0.2"] == 0.0
    low, high = rows["ours"]["band_0.3"]
    assert low <= rows["ours"]["pauc_0.3"] <= high
    assert "ours_minus_this_0.3" not in rows["ours"]
    assert rows["ours"]["made_labels"]
    assert rows["ours"]["rankable"]
    # The difference on the same draws is tighter than the two bands apart.
    gap = np.diff(rows["random"]["ours_minus_this_band_0.3"])[0]
    assert gap < np.diff(rows["ours"]["band_0.3"])[0] + np.diff(rows["random"]["band_0.3"])[0]


def test_too_few_errors_are_marked_and_no_pairs_give_no_rows() -> None:
    subjects, quality, embeddings = hard_faces()
    few = slice(0, 20)
    rows = table(
        {"ours": quality[few]}, {"B": Judge(embeddings[few], Similarity.EUCLIDEAN)}, subjects[few], draws=0
    )
    assert not rows[0]["rankable"]
    alone = np.array([f"s{n}" for n in range(20)])
    assert table({"ours": quality[few]}, {"B": Judge(embeddings[few], Similarity.EUCLIDEAN)}, alone) == []


def test_other_scores_are_read_by_path(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("path,score,faces\na.jpg,0.5,1\nb.jpg,,0\n")
    found = official_scores(file, np.array(["b.jpg", "a.jpg", "c.jpg"]))
    assert found[1] == 0.5
    assert np.isnan(found[[0, 2]]).all()
    file.write_text("path,score\na.jpg,good\n")
    with pytest.raises(UsageError, match="no number"):
        official_scores(file, np.array(["a.jpg"]))


def test_people_are_grouped_by_words_and_by_thirds_of_numbers(tmp_path: Path) -> None:
    lines = ["id,age,gender,note"] + [
        f"{n:03},{20 + n},{'female' if n % 2 else 'male'},{n}x" for n in range(40)
    ]
    (tmp_path / "info.csv").write_text("\n".join(lines))
    for n in range(40):
        for kind in ("03", "08"):
            (tmp_path / "neutral").mkdir(exist_ok=True)
            (tmp_path / "neutral" / f"{n:03}_{kind}.jpg").write_bytes(b"")
    (tmp_path / "neutral" / "999_03.jpg").write_bytes(b"")
    told, photos = people_of(tmp_path)
    assert len(photos) == 40
    assert len(photos["007"]) == 2
    quality, without = quality_of_people(
        photos, lambda f: None if f.stem == "000_03" else 50.0 + 10 * (int(f.stem[:3]) % 2)
    )
    assert without == 1
    found = group_means(told, quality, draws=200)
    assert found["gender"]["female"] == {"people": 20, "quality": 60.0, "band": [60.0, 60.0]}
    assert found["gender"]["male"]["quality"] == 50.0
    assert [g["people"] for g in found["age"].values()] == [14, 13, 13]
    assert "note" not in found  # everybody is a group of their own
    low, high = found["all"]["everybody"]["band"]
    assert low < found["all"]["everybody"]["quality"] < high
    plan = plan_of({"id": "x", "work": str(tmp_path / "w"), "evaluate": {"groups": str(tmp_path)}})
    before = inputs(plan)
    assert inputs(plan) == before
    (tmp_path / "neutral" / "007_03.jpg").write_bytes(b"another photo")
    assert inputs(plan) != before  # the step has to be run again
    (tmp_path / "more.csv").write_text("id,x\n")
    with pytest.raises(UsageError, match="it holds 2"):
        people_of(tmp_path)


def test_bands_of_means_hold_what_they_should() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(10, 2, 100)
    low, high = band_of_mean(values)
    assert low < values.mean() < high
    assert (high - low) == pytest.approx(2 * 1.96 * values.std() / 10, rel=0.15)
