"""What the window lives from: how long it would take, what is seen while it runs, how it ended, what came out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from faceqnet_engine.errors import FaceqnetError, OutputError
from faceqnet_engine.models.own import DEFAULT
from faceqnet_engine.quality.device import DeviceError
from faceqnet_engine.recognition.similarities import Similarity
from training import Plan, run_step
from training.__main__ import main
from training.cache import ArrayCache
from training.evaluation.tables import Judge
from training.evaluation.verdict import verdict_of
from training.finetuning.loop import LossError
from training.run_state import RunState, kind_of
from training.trial import FILE, run_trial

Planner = Callable[..., Plan]


def test_a_trial_gives_a_range_and_keeps_the_features_that_it_made(
    small_plan: Planner, own_labelled: Path
) -> None:
    plan = small_plan(own_labelled)

    def known() -> int:
        with ArrayCache(own_labelled / "cache.sqlite") as cache:
            return cache._connection.execute("SELECT count(*) FROM arrays").fetchone()[0]

    before = known()
    found = run_trial(plan, seconds=4)
    assert found == json.loads((own_labelled / FILE).read_text())
    assert 0 < found["low"] <= found["high"]
    assert found["device"] == "CPU"
    assert known() > before
    longer = run_trial(small_plan(own_labelled, train={"epochs": 5000, "patience": 0}), seconds=1)
    assert longer["high"] > found["high"]
    copies = run_trial(small_plan(own_labelled, labels={"copies": 7}), seconds=1)
    assert copies["faces_left"] > 0  # the recognisers have to see those copies first


@pytest.mark.parametrize("weights", ["shipped", "random"])
def test_the_training_takes_up_the_features_that_its_trial_made(
    small_plan: Planner, own_labelled: Path, weights: str
) -> None:
    plan = small_plan(own_labelled, train={"epochs": 1, "heads": 4, "weights": weights})
    while run_trial(plan, seconds=2)["faces_left"]:
        pass  # a busy machine needs several
    made: list[int] = []

    def report(done: int, total: int, **more: object) -> None:
        if more.get("unit") == "images":
            made.append(done)

    assert run_step("train", plan, report)
    assert made == []


def test_a_trial_on_a_device_that_is_absent_is_refused(small_plan: Planner, own_labelled: Path) -> None:
    with pytest.raises(DeviceError, match="is not available here") as refused:
        run_trial(small_plan(own_labelled, train={"device": "cuda:99"}), seconds=1)
    assert kind_of(refused.value) == "device"


def people(
    rng: np.random.Generator, subjects: int = 60, photos: int = 5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Embeddings near their subject's centre, farther for photos of low quality: (n, 16), subjects, true quality."""
    names = np.repeat([f"s{n:03}" for n in range(subjects)], photos)
    true = rng.random(len(names))
    centres = np.repeat(rng.normal(size=(subjects, 16)), photos, 0)
    noise = rng.normal(size=(len(names), 16)) * (1.2 - true)[:, None] ** 2
    return (centres + noise).astype(np.float32), names, true


def test_the_verdict_tells_better_from_worse_from_even() -> None:
    rng = np.random.default_rng(5)
    embeddings, names, true = people(rng)
    judges = {"judge": Judge(embeddings, Similarity.EUCLIDEAN, labelled=True)}
    noise = rng.random(len(names))
    for ours, other, word in (
        (true, noise, "better"),
        (noise, true, "worse"),
        (true, true, "not distinguishable"),
    ):
        told = verdict_of({"ours": ours, "other": other}, "other", judges, names, draws=200)
        assert told is not None
        assert told["word"] == word
        assert told["rankable"]
        low, high = told["band"]
        assert low <= told["difference"] <= high
        assert told["difference"] == pytest.approx(told["fnmr_other"] - told["fnmr_ours"], abs=1e-4)
        assert len(told["curves"]["ours"]["fnmr"]) == len(told["discards"])


def test_the_verdict_asks_the_judge_that_made_no_labels_and_ranks_nothing_by_few_errors() -> None:
    embeddings, names, true = people(np.random.default_rng(6), subjects=6)
    judges = {
        "teacher": Judge(embeddings, Similarity.EUCLIDEAN, labelled=True),
        "other": Judge(embeddings, Similarity.EUCLIDEAN, labelled=False),
    }
    told = verdict_of({"ours": true, "random": 1 - true}, "random", judges, names, draws=50)
    assert told is not None
    assert told["judge"] == "other"
    assert told["errors"] < 10
    assert (told["word"], told["rankable"]) == ("not distinguishable", False)
    assert (
        verdict_of({"ours": true, "random": true}, "random", judges, np.arange(len(names)).astype(str))
        is None
    )


@pytest.mark.slow
def test_the_evaluation_holds_a_verdict_about_the_named_model(
    small_plan: Planner, own_labelled: Path
) -> None:
    plan = small_plan(own_labelled, train={"epochs": 1}, evaluate={"against": DEFAULT, "draws": 20})
    assert run_step("train", plan)
    assert run_step("evaluate", plan)
    told = json.loads((own_labelled / "evaluate" / "evaluation.json").read_text())
    assert told["verdict"]["against"] == DEFAULT
    assert {"ours", DEFAULT, "random"} <= set(told["verdict"]["curves"])
    assert any(row["method"] == DEFAULT for row in told["splits"]["test"]["rows"])


def test_the_live_file_has_every_epoch_a_curve_and_faces(small_plan: Planner, own_labelled: Path) -> None:
    seen: list[int] = []
    live = own_labelled / "train.partial" / "live.json"

    def report(done: int, total: int, **more: object) -> None:
        if more.get("unit") == "epochs":
            seen.append(len(json.loads(live.read_text())["history"]))

    assert run_step("train", small_plan(own_labelled, train={"heads": 4, "epochs": 2, "patience": 0}), report)
    assert seen == list(range(1, 9))
    told = json.loads((own_labelled / "train" / "live.json").read_text())
    assert [line[:2] for line in told["history"]] == [[run, epoch] for run in range(4) for epoch in range(2)]
    assert all(line[4] is None or -1 <= line[4] <= 1 for line in told["history"])
    assert told["samples"] == sorted(told["samples"], key=lambda s: s["label"])
    assert len(told["curve"]["fnmr"]) == len(told["curve"]["discarded"])


def test_the_state_file_says_how_a_run_ended(tmp_path: Path) -> None:
    file = tmp_path / "run.json"

    def told() -> dict[str, object]:
        return json.loads(file.read_text())

    with RunState(file, ["dataset"]).kept():
        assert told()["state"] == "running"
        assert told()["process"] == os.getpid()
    assert told()["state"] == "done"
    for error, state, kind in (
        (LossError("lost"), "failed", "loss"),
        (OutputError("full"), "failed", "disk"),
        (FaceqnetError("odd data"), "failed", "data"),
        (ZeroDivisionError("x"), "failed", "fault"),
        (KeyboardInterrupt(), "interrupted", None),
    ):
        with pytest.raises(type(error)), RunState(file, ["train"]).kept():
            raise error
        assert told()["state"] == state
        assert told().get("kind") == kind


def test_several_steps_run_one_after_the_other_and_the_state_is_kept(
    small_tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "c.toml"
    config.write_text(f'id = "x"\nwork = "{tmp_path / "work"}"\nthreads = 1\n[data]\npath = "{small_tree}"\n')
    state = tmp_path / "run.json"
    assert (
        main(["dataset", "references", "--config", str(config), "--state", str(state), "--progress", "json"])
        == 0
    )
    steps = [json.loads(line)["step"] for line in capsys.readouterr().out.splitlines()]
    assert list(dict.fromkeys(steps)) == ["dataset", "references"]
    assert json.loads(state.read_text())["state"] == "done"
    assert main(["train", "--config", str(config), "--state", str(state)]) == 2
    assert json.loads(state.read_text())["kind"] == "data"
