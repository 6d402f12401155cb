from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from faceqnet_engine import Assessor
from faceqnet_engine.errors import UsageError
from faceqnet_engine.models.own import remove
from faceqnet_engine.models.registry import check_file, record
from training import STEPS, Plan, read_plan, run_step
from training.__main__ import main
from training.card import card
from training.steps.release import command_of

Planner = Callable[..., Plan]
ROOT = Path(__file__).parents[2]
SMOKE = ROOT / "training/config/smoke.toml"


@pytest.fixture(scope="module")
def smoke(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    """The smoke config run as a process from nothing to a released model; its work folder and lines of progress."""
    work = tmp_path_factory.mktemp("smoke") / "work"
    arguments = ["-m", "training", "all", "--config", str(SMOKE), "--work", str(work), "--progress", "json"]
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return work, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_the_smoke_config_runs_every_step_and_says_so_line_by_line(
    smoke: tuple[Path, list[dict[str, object]]],
) -> None:
    work, lines = smoke
    assert list(dict.fromkeys(line["step"] for line in lines)) == list(STEPS)
    for line in lines:
        assert set(line) <= {"step", "done", "total", "unit", "loss", "metric", "message"}
        assert {"step", "done", "total", "unit"} <= set(line)
        assert isinstance(line["done"], int)
        assert isinstance(line["total"], int)
        assert 0 <= line["done"] <= line["total"]
    epochs = [line for line in lines if line["unit"] == "epochs"]
    assert all(isinstance(line["loss"], float) and isinstance(line["metric"], float) for line in epochs)
    assert [line["done"] for line in epochs] == list(range(1, 13))
    for step in STEPS:
        told = json.loads((work / step / "step.json").read_text())
        assert told["step"] == step
        assert told["outputs"]
        assert not (work / f"{step}.partial").exists()


@pytest.mark.slow
def test_finished_steps_are_skipped(
    smoke: tuple[Path, list[dict[str, object]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["all", "--config", str(SMOKE), "--work", str(smoke[0]), "--progress", "json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == len(STEPS)
    assert all("skipped" in line["message"] for line in lines)


@pytest.mark.slow
def test_the_released_model_is_complete_and_its_card_is_the_evaluation_s(
    smoke: tuple[Path, list[dict[str, object]]],
) -> None:
    folder = smoke[0] / "release"
    evaluation = json.loads((folder / "models" / "smoke.json").read_text())
    assert (folder / "models" / "smoke.md").read_text() == card(evaluation, evaluation["release"])
    table = tomllib.loads((folder / "weights.toml").read_text())["smoke"]
    assert table["architecture"] == "faceqnet-r29-heads4"
    assert len(table["reference"]["quantiles"]) == 101
    methods = {row["method"] for row in evaluation["splits"]["test"]["rows"]}
    assert {"ours", "detector confidence", "inter-eye distance", "random", "the label itself"} <= methods
    assert len(evaluation["ladders"]["ladders"]) == 11
    assert all(len(x["quality"]) == 6 for x in evaluation["ladders"]["ladders"])
    assert evaluation["cost"]["ms_per_face"] > 0
    said = [line["message"] for line in smoke[1] if line["step"] == "evaluate" and "message" in line]
    assert any(words.startswith("Against random, by resnet29: ") for words in said)
    shown = evaluation["splits"]["test"]["agreement"]["degraded"]
    assert shown["faces"] == 24
    assert f"{shown['spearman']:.3f}" in (folder / "models" / "smoke.md").read_text()


@pytest.mark.slow
def test_a_model_released_to_the_user_is_registered_and_scores(
    smoke: tuple[Path, list[dict[str, object]]], tmp_path: Path, portrait: Path
) -> None:
    work = tmp_path / "work"
    shutil.copytree(smoke[0], work)
    assert main(["release", "--config", str(SMOKE), "--work", str(work), "--release-to", "user"]) == 0
    own = record("smoke")
    check_file(own)
    assert not own.shipped
    assert own.card is not None
    assert own.card.read_text().startswith("# smoke")
    remove(own.id)
    assert main(["release", "--config", str(SMOKE), "--work", str(work), "--release-to", "user"]) == 0
    assert record("smoke") == own  # finished before, but no longer there
    with Assessor(model="smoke", device="cpu") as assessor:
        row = next(iter(assessor.assess([portrait])))
    assert row.score is not None
    assert row.model == own.name


@pytest.mark.slow
def test_a_shipped_model_is_replaced_only_where_its_folder_is_named(
    smoke: tuple[Path, list[dict[str, object]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["release", "--config", str(SMOKE), "--work", str(smoke[0]), "--set", "id=faceqnet-r29"]
    assert main([*arguments, "--release-to", "user"]) == 2
    assert "another id" in capsys.readouterr().err
    resources = tmp_path / "resources"
    resources.mkdir()
    shutil.copy(ROOT / "resources" / "weights.toml", resources)
    before = tomllib.loads((resources / "weights.toml").read_text())
    work = tmp_path / "work"
    shutil.copytree(smoke[0], work)
    arguments[4] = str(work)
    assert main([*arguments, "--release-to", str(resources)]) == 0
    after = tomllib.loads((resources / "weights.toml").read_text())
    assert after["mtcnn"] == before["mtcnn"]
    assert after["faceqnet-r29"]["sha256"] != before["faceqnet-r29"]["sha256"]
    assert (resources / after["faceqnet-r29"]["file"]).is_file()


def test_the_card_s_command_has_all_changes_and_nobody_s_paths(tmp_path: Path) -> None:
    changes = ["train.losses={mse = 2.0}", 'data.path="/home/me/photos"', "release.to=user", "seed=3"]
    plan = read_plan(SMOKE, [*changes, f"work={tmp_path}"])
    config = "python -m training all --config training/config/smoke.toml"
    assert (
        command_of(plan) == f"{config} --set 'train.losses={{mse = 2.0}}' --set data.path=PATH --set seed=3"
    )
    assert command_of(read_plan(SMOKE)) == config
    (tmp_path / SMOKE.name).write_text("")
    assert command_of(read_plan(SMOKE, [f"work={tmp_path}"])) == "python -m training all --config smoke.toml"


def test_a_missing_step_a_wrong_key_and_a_missing_folder_are_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["--config", str(SMOKE), "--work", str(tmp_path / "work")]
    assert main(["train", *base]) == 2
    assert "The step dataset has to be run first" in capsys.readouterr().err
    assert main(["train", *base, "--set", "train.epoch=3"]) == 2
    assert "no key train.epoch" in capsys.readouterr().err
    assert main(["dataset", *base, "--set", "data.source=tree", "--images", str(tmp_path / "none")]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert main(["embeddings", *base, "--set", 'recognisers.labels=["nobody"]']) == 4
    assert "nobody" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["dataset", "--config", str(SMOKE), "--work", str(tmp_path / "file" / "work")]) == 3
    assert "cannot be written" in capsys.readouterr().err


def test_what_is_wrong_with_a_late_step_is_said_before_the_first_one_runs(
    small_plan: Planner, tmp_path: Path
) -> None:
    from training import run_all

    plan = small_plan(tmp_path / "work", id="faceqnet-r29", release={"to": "user"})
    with pytest.raises(UsageError, match="another id"):
        run_all(plan)
    assert not (tmp_path / "work" / "dataset").exists()


def test_an_interrupted_step_is_taken_up_where_it_was(
    small_plan: Planner, small_tree: Path, tmp_path: Path
) -> None:
    plan = small_plan(tmp_path / "work", labels={"copies": 2})
    run_step("dataset", plan)

    def interrupt(done: int, total: int, **more: object) -> None:
        if more.get("unit") == "images" and done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_step("embeddings", plan, interrupt)
    assert not (plan.work / "embeddings").exists()
    begun: list[int] = []
    run_step(
        "embeddings", plan, lambda done, total, **more: begun.append(done) if "message" not in more else None
    )
    assert begun == []  # nothing was left to embed


def test_cards_in_the_repository_are_rendered_from_the_evaluations_beside_them() -> None:
    cards = sorted((ROOT / "resources" / "models").glob("*.json"))
    if not cards:
        pytest.skip("no evaluation is stored beside the shipped model yet")
    for file in cards:
        evaluation = json.loads(file.read_text(encoding="utf-8"))
        assert file.with_suffix(".md").read_text(encoding="utf-8") == card(evaluation, evaluation["release"])
