from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faceqnet_engine.errors import UsageError
from training.__main__ import main
from training.datasets import SPLITS, check_disjoint, split_subjects
from training.degradations import DEGRADATIONS, degraded, jittered
from training.quality_labels import Normalisation, capped_by_original, paper_labels, raw_labels

LANDMARKS = np.array([(205, 101), (247, 103), (225, 129), (202, 139), (245, 142)], np.float32)


@given(st.sets(st.text(min_size=1), min_size=5, max_size=60), st.integers(0, 99))
def test_splits_never_share_a_subject(subjects: set[str], seed: int) -> None:
    names = sorted(subjects)
    split_of = split_subjects(names, seed)
    assert set(split_of) == subjects
    assert set(split_of.values()) <= set(SPLITS)
    check_disjoint([(f"{n}/1.jpg", n, split_of[n]) for n in names])
    assert split_of == split_subjects(names, seed)


def test_splits_that_share_a_subject_are_refused() -> None:
    with pytest.raises(UsageError, match="two splits"):
        check_disjoint([("a/1.jpg", "a", "train"), ("a/2.jpg", "a", "test")])
    with pytest.raises(UsageError, match="too few"):
        split_subjects(["a"], 0)


def test_the_paper_s_labels_equal_their_formula() -> None:
    distances = np.array([0.2, 0.6, 1.0])
    z = (distances - 0.6) / 0.2
    assert paper_labels(distances, 0.6, 0.2) == pytest.approx(1 / (1 + np.exp(z)))
    assert paper_labels(distances, 0.6, 0.2)[1] == 0.5


def test_labels_compare_with_mates_and_nearest_impostors_only() -> None:
    rng = np.random.default_rng(0)
    embeddings = rng.normal(0, 1, (60, 8)).astype(np.float32)
    subjects = np.array(["a", "a", "a"] + [f"s{n}" for n in range(57)])
    raw = raw_labels(embeddings, subjects, embeddings[:, None])
    assert np.isnan(raw[3:]).all()  # one image: no mate
    far = [float(np.linalg.norm(embeddings[0] - embeddings[k])) for k in range(3, 60)]
    mates = np.mean([np.linalg.norm(embeddings[0] - embeddings[k]) for k in (1, 2)])
    assert raw[0, 0] == pytest.approx(-mates + np.mean(sorted(far)[:20]), abs=1e-4)
    assert Normalisation(0.0, 1.0).label(np.zeros(1))[0] == 0.5


def test_a_copy_is_never_better_than_its_original() -> None:
    capped = capped_by_original(np.array([[0.5, 0.9, 0.1]], np.float32), 0.05)
    assert capped.tolist() == [[0.5, pytest.approx(0.45), pytest.approx(0.1)]]


@pytest.mark.parametrize("kind", DEGRADATIONS)
def test_degradations_keep_the_size_and_repeat(portrait_pixels: np.ndarray, kind: str) -> None:
    def made(strength: float) -> np.ndarray:
        return DEGRADATIONS[kind](portrait_pixels, strength, LANDMARKS, np.random.default_rng(3))

    for strength in (0.0, 1.0):
        assert made(strength).shape == portrait_pixels.shape
        assert made(strength).dtype == np.uint8
        assert (made(strength) == made(strength)).all()
    face = np.s_[60:180, 170:280]
    changed = [np.abs(made(s)[face].astype(int) - portrait_pixels[face]).mean() for s in (0.0, 1.0)]
    assert changed[1] > changed[0]
    assert degraded(portrait_pixels, LANDMARKS, np.random.default_rng(1))[0].shape == portrait_pixels.shape
    assert jittered(LANDMARKS, np.random.default_rng(1)).shape == (5, 2)


@pytest.mark.slow
def test_every_step_runs_is_skipped_when_done_and_releases_a_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from training.weights_table import RESOURCES

    tree = tmp_path / "small"
    rng = np.random.default_rng(0)
    for n, name in enumerate(("astronaut", "lisa") * 4):
        pixels = np.asarray(Image.open(RESOURCES / f"demo/portrait_{name}.jpg"))
        (tree / f"subject{n}").mkdir(parents=True)
        for k in range(6):
            light = np.clip(pixels * rng.uniform(0.5, 1.2, 3) + rng.normal(0, 8, pixels.shape), 0, 255)
            small = cv2.resize(light.astype(np.uint8), None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
            Image.fromarray(small).save(tree / f"subject{n}" / f"{k}.jpg")
    config = Path(__file__).parents[2] / "training/config/smoke.toml"
    to = tmp_path / "released"
    arguments = ["all", "--config", str(config), "--images", str(tree), "--work", str(tmp_path / "work")]
    arguments += ["--release-to", str(to), "--progress", "json"]
    assert main(arguments) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["step"] for line in lines} == {
        "dataset",
        "embeddings",
        "labels",
        "train",
        "evaluate",
        "release",
    }
    assert (to / "weights" / "smoke.safetensors").is_file()
    assert "pAUC" in (to / "models" / "smoke.md").read_text()
    weights = (to / "weights" / "smoke.safetensors").read_bytes()
    assert main(arguments) == 0
    again = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all("skipped" in line.get("message", "") for line in again)
    assert main([*arguments[:-4], "--work", str(tmp_path / "other"), *arguments[-4:]]) == 0
    assert (to / "weights" / "smoke.safetensors").read_bytes() == weights  # two runs of one config agree


def test_a_missing_step_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = Path(__file__).parents[2] / "training/config/smoke.toml"
    assert main(["train", "--config", str(config), "--work", str(tmp_path)]) == 2
    assert "dataset" in capsys.readouterr().err


@pytest.mark.slow
def test_the_shipped_model_beats_the_official_scores_on_the_test_subjects(shared_data: Path) -> None:
    from faceqnet_engine import Assessor
    from faceqnet_engine.faces.align import crop
    from training.datasets import listed
    from training.embeddings import as_input, recogniser
    from training.evaluation import official_scores, table
    from training.judges import judge_c

    lfw = shared_data / "lfw"
    rows = [r for r in listed(lfw, lfw / "splits.csv", 0) if r[2] == "test"]
    with Assessor(device="cpu") as assessor:
        found = list(assessor.assess([lfw / path for path, _, _ in rows]))
    official = official_scores(lfw / "faceqnet_official.csv", np.array([r[0] for r in rows]))
    keep = [n for n, row in enumerate(found) if row.score is not None and np.isfinite(official[n])]
    pixels = {n: np.asarray(Image.open(found[n].file).convert("RGB")) for n in keep}
    points = {n: np.asarray(found[n].landmarks, np.float32) for n in keep}
    network = recogniser(1)
    chips = [crop(pixels[n], points[n], "B", 150) for n in keep]
    embedded = [network(as_input(np.stack(chips[i : i + 32]))).numpy() for i in range(0, len(chips), 32)]
    faces = np.stack([crop(pixels[n], points[n], "arcface", 112) for n in keep])
    methods = {"ours": np.array([found[n].score for n in keep], float), "official": official[keep]}
    judges = {"B": np.concatenate(embedded), "C": judge_c(shared_data / "judges", faces)}
    result = table(methods, judges, np.array([rows[n][1] for n in keep]), draws=0)
    assert len(keep) == pytest.approx(1791, abs=3)
    for judge in "BC":
        ours, theirs = (next(r for r in result if r["judge"] == judge and r["method"] == m) for m in methods)
        for limit, floor in (("pauc_0.2", 0.15), ("pauc_0.3", 0.15)):
            assert ours[limit] < theirs[limit] - floor, result
