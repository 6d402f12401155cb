from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from faceqnet_engine.errors import FaceqnetError, ModelError, OutputError, UsageError
from faceqnet_engine.quality.networks import ResNet29
from training import Plan, run_step
from training.cache import ArrayCache
from training.datasets import Dataset
from training.finetuning.checkpoints import Checkpoints, optimiser_state, restore_optimiser
from training.finetuning.examples import feature_examples
from training.finetuning.loop import LossError
from training.finetuning.networks import NETWORKS, as_input, network_kind
from training.progress import silent
from training.steps.train import STOP, trained_network

Planner = Callable[..., Plan]
ROOT = Path(__file__).parents[2]


def test_an_optimiser_goes_on_as_if_it_had_not_stopped(tmp_path: Path) -> None:
    def step(parameter: torch.nn.Parameter, optimiser: torch.optim.Optimizer, n: int) -> None:
        optimiser.zero_grad()
        ((parameter - n) ** 3).sum().backward()
        optimiser.step()

    for kind in (torch.optim.Adam, torch.optim.AdamW):
        one = torch.nn.Parameter(torch.linspace(0, 1, 7))
        first = kind([one], lr=0.1)
        for n in range(3):
            step(one, first, n)
        checkpoints = Checkpoints(tmp_path / kind.__name__, 0)
        checkpoints.save(*optimiser_state(first))
        found = checkpoints.latest()
        assert found is not None
        two = torch.nn.Parameter(one.detach().clone())
        second = kind([two], lr=5.0)
        restore_optimiser(second, *found)
        for n in range(3):
            step(one, first, n)
            step(two, second, n)
        assert torch.equal(one, two)


def test_the_newest_intact_checkpoint_is_taken_and_two_are_kept(tmp_path: Path) -> None:
    now = [0.0]
    checkpoints = Checkpoints(tmp_path, 30, lambda: now[0])
    assert checkpoints.latest() is None
    assert not checkpoints.due
    now[0] = 31
    assert checkpoints.due
    files = [checkpoints.save({"x": torch.full((1000,), float(n))}, {"n": n, "best": None}) for n in range(4)]
    assert not checkpoints.due
    assert sorted(tmp_path.iterdir()) == files[2:]
    data = bytearray(files[3].read_bytes())
    data[-7] ^= 1
    files[3].write_bytes(data)
    found = checkpoints.latest()
    assert found is not None
    assert (found[0]["x"][0].item(), found[1]) == (2.0, {"n": 2, "best": None})
    assert files[3].with_suffix(".damaged").is_file()
    files[2].write_bytes(files[2].read_bytes()[:100])
    assert checkpoints.latest() is None


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_are_assembled_from_their_parts(name: str, tmp_path: Path) -> None:
    kind = network_kind(name)
    options = replace_train(heads=1 if name == "resnet50" else 4, network=name)
    torch.manual_seed(0)
    backbone = kind.backbone("random").eval()
    heads = [kind.head(options).eval() for _ in range(options.heads)]
    spec = kind.input("random")
    crops = torch.randint(0, 256, (2, spec.size, spec.size, 3), dtype=torch.uint8)
    with torch.inference_mode():
        features = backbone(as_input(crops, spec))
        assert features.shape == (2, kind.features)
        parts = torch.stack([kind.link(head(features)) for head in heads]).mean(0)
        whole = kind.assemble(backbone, heads, options).eval()(as_input(crops, spec))
    assert torch.allclose(parts, whole, atol=1e-5)


def replace_train(**changes: object) -> object:
    from dataclasses import replace

    from training.plan import TrainOptions

    return replace(TrainOptions(), **changes)


def test_backbone_weights_come_from_a_file_of_the_same_network(tmp_path: Path) -> None:
    torch.manual_seed(1)
    theirs = ResNet29()
    save_file(theirs.state_dict(), tmp_path / "own.safetensors")
    mine = network_kind("resnet29").backbone(str(tmp_path / "own.safetensors"))
    assert torch.equal(mine.network.embed.weight, theirs.embed.weight)
    trunk = network_kind("resnet50").backbone("random")
    named = {f"trunk.{k}": v for k, v in trunk.state_dict().items()} | {"head.1.bias": torch.zeros(256)}
    save_file(named, tmp_path / "r50.safetensors")
    again = network_kind("resnet50").backbone(str(tmp_path / "r50.safetensors"))
    assert all(torch.equal(v, again.state_dict()[k]) for k, v in trunk.state_dict().items())
    for file in ("r50.safetensors", "absent.safetensors"):
        with pytest.raises(ModelError, match="does not hold"):
            network_kind("resnet29").backbone(str(tmp_path / file))
    with pytest.raises(UsageError, match="No ResNet-50 comes"):
        network_kind("resnet50").backbone("shipped")
    with pytest.raises(UsageError, match=r"train\.heads = 1"):
        network_kind("resnet50").architecture(replace_train(heads=4))


def weights_of(work: Path) -> dict[str, torch.Tensor]:
    return load_file(work / "train" / "model.safetensors")


def equal(a: dict[str, torch.Tensor], b: dict[str, torch.Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[k], b[k]) for k in a)


def command(work: Path, tree: Path, *changes: str) -> list[str]:
    """The step `train` as a process, over a work folder whose earlier steps are done."""
    config = work.parent / f"{work.name}.toml"
    config.write_text(
        f'id = "small"\nwork = "{work}"\nthreads = 1\n[data]\npath = "{tree}"\n[labels]\ncopies = 1\n'
        "[train]\nepochs = 12\npatience = 0\nbatch = 4\nheads = 4\ncheckpoint_seconds = 0.0\n[evaluate]\ndraws = 20\n"
    )
    base = [sys.executable, "-m", "training", "train", "--config", str(config), "--progress", "json"]
    return base + [part for change in changes for part in ("--set", change)]


def killed_after(arguments: list[str], lines: int) -> None:
    """Start, read that many lines of progress in epochs, kill -9."""
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while lines:
            told = process.stdout.readline()
            assert told, "the training ended before it could be killed"
            lines -= json.loads(told)["unit"] == "epochs"
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["head", "full"])
def test_a_killed_training_ends_with_the_same_bits_as_one_that_was_not(
    mode: str, labelled: Path, small_tree: Path, tmp_path: Path
) -> None:
    changes = ["train.losses={mse = 20.0, mated_failures = 1.0}"]  # the pairs' order too is taken up again
    changes += ["train.mode=full", "train.epochs=3", "train.rate=1e-4"] if mode == "full" else []
    works = [tmp_path / name for name in ("killed", "whole")]
    for work in works:
        shutil.copytree(labelled, work)
    arguments = command(works[0], small_tree, *changes)
    killed_after(arguments, 1 if mode == "full" else 17)
    assert not (works[0] / "train").exists()
    assert list((works[0] / "train.partial" / "scratch").rglob("checkpoints/*.safetensors"))
    for each in (arguments, command(works[1], small_tree, *changes)):
        done = subprocess.run(each, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert equal(weights_of(works[0]), weights_of(works[1]))
    assert (works[0] / "train" / "history.csv").read_text() == (
        works[1] / "train" / "history.csv"
    ).read_text()
    assert (works[0] / "train" / "live.json").read_text() == (works[1] / "train" / "live.json").read_text()
    assert not (works[0] / "train.partial").exists()


def test_two_runs_of_one_config_give_the_same_weights_and_another_seed_others(
    small_plan: Planner, labelled: Path, tmp_path: Path
) -> None:
    found = []
    for name, rate in (("a", 3e-4), ("b", 3e-4), ("c", 2e-4)):
        shutil.copytree(labelled, tmp_path / name)
        assert run_step("train", small_plan(tmp_path / name, train={"rate": rate}))
        found.append(weights_of(tmp_path / name))
    assert equal(found[0], found[1])
    assert not equal(found[0], found[2])
    network = trained_network(tmp_path / "a" / "train")
    with torch.inference_mode():
        scores = network(torch.zeros(2, 3, 150, 150))
    assert scores.shape == (2,)
    assert ((scores > 0) & (scores < 1)).all()


def test_features_do_not_depend_on_what_was_missing_when_they_were_made(
    labelled: Path, tmp_path: Path
) -> None:
    dataset, kind = Dataset.load(labelled / "dataset"), network_kind("resnet29-mirrored")
    backbone, spec = kind.backbone("shipped"), kind.input("shipped")
    made = []
    for name, parts in (("once", [18]), ("stopped twice", [1, 17, 18])):
        with ArrayCache(tmp_path / name) as cache:
            for count in parts:
                given = (dataset, list(range(count)), backbone, "x", spec, 0, 0, cache, 1, silent)
                features = feature_examples(*given)
        made.append(features.batch(torch.arange(18), torch.zeros(18, dtype=torch.long)))
    assert torch.equal(*made)


def test_a_finished_training_is_skipped_until_its_options_or_labels_change(
    small_plan: Planner, own_labelled: Path
) -> None:
    plan = small_plan(own_labelled, train={"heads": 4, "epochs": 1})
    assert run_step("train", plan)
    assert not run_step("train", plan)
    assert not run_step("train", small_plan(own_labelled, train={"epochs": 1, "checkpoint_seconds": 9.0}))
    assert run_step("train", small_plan(own_labelled, train={"epochs": 1, "losses": {"ranking": 1.0}}))
    changed = small_plan(own_labelled, train={"epochs": 1}, labels={"kind": "centre"})
    assert run_step("labels", changed)
    assert run_step("train", changed)


@pytest.mark.parametrize(
    ("rate", "batch", "words"),
    [
        (1e30, 4, r"The loss is no longer a number in epoch \d+, step \d+"),
        (3e36, 128, r"scores are no .* epoch 1"),
    ],
)
def test_a_loss_that_is_no_number_stops_with_a_sentence_and_no_weights(
    small_plan: Planner, own_labelled: Path, rate: float, batch: int, words: str
) -> None:
    plan = small_plan(own_labelled, train={"rate": rate, "epochs": 5, "batch": batch})
    with pytest.raises(LossError, match=words):
        run_step("train", plan)
    assert not (own_labelled / "train").exists()
    assert run_step("train", small_plan(own_labelled, train={"epochs": 1}))


def test_a_stop_file_ends_the_training_with_the_best_epoch_so_far(
    small_plan: Planner, own_labelled: Path
) -> None:
    plan = small_plan(own_labelled, train={"epochs": 50, "patience": 0, "heads": 4})
    partial = own_labelled / "train.partial"

    def report(done: int, total: int, **more: object) -> None:
        if more.get("unit") == "epochs" and done == 2:
            (partial / STOP).write_text("")

    assert run_step("train", plan, report)
    lines = (own_labelled / "train" / "history.csv").read_text().splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["0", "0"]  # heads that never learnt are left out
    assert json.loads((own_labelled / "train" / "train.json").read_text())["heads_trained"] == 1
    assert not (own_labelled / "train" / STOP).exists()


def test_patience_ends_a_training_that_no_longer_gets_better(small_plan: Planner, own_labelled: Path) -> None:
    assert run_step("train", small_plan(own_labelled, train={"epochs": 40, "patience": 2, "rate": 1e-9}))
    history = [
        line.split(",") for line in (own_labelled / "train" / "history.csv").read_text().splitlines()[1:]
    ]
    facts = json.loads((own_labelled / "train" / "train.json").read_text())
    for n, best in enumerate(facts["best_epochs"]):
        epochs = [int(line[1]) for line in history if line[0] == str(n)]
        assert max(epochs) <= best + 2
        assert max(epochs) < 40


@pytest.mark.slow
def test_accumulation_gives_the_same_step_as_one_part(
    small_plan: Planner, labelled: Path, tmp_path: Path
) -> None:
    found = []
    for name, parts in (("one", 1), ("three", 3)):
        shutil.copytree(labelled, tmp_path / name)
        options = {
            "mode": "full",
            "epochs": 1,
            "batch": 12,
            "accumulate": parts,
            "heads": 4,
            "rate": 1e-5,
            "dropout": 0.0,
        }
        run_step("train", small_plan(tmp_path / name, train=options))
        found.append(weights_of(tmp_path / name))
    # The backbone has neither dropout nor batch statistics; the heads' dropout differs between the two.
    moved = max(float((found[0][k] - found[1][k]).abs().max()) for k in found[0] if k.startswith("backbone."))
    assert 0 < moved < 3e-4


def test_a_full_disk_while_checkpointing_keeps_the_checkpoint_before(
    labelled: Path, small_tree: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    shutil.copytree(labelled, work)
    arguments = command(work, small_tree)
    killed_after(arguments, 3)
    kept = sorted((work / "train.partial" / "scratch").rglob("checkpoints/*.safetensors"))[-1].read_bytes()
    limited = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200000, 200000)); "
        f"from training.__main__ import main; sys.exit(main({arguments[3:]!r}))"
    )
    full = subprocess.run(
        [sys.executable, "-c", limited], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert full.returncode == 3, full.stderr
    assert "no room left" in full.stderr
    assert "checkpoint before it is whole" in full.stderr
    assert not (work / "train").exists()
    left = sorted((work / "train.partial" / "scratch").rglob("checkpoints/*"))
    assert kept in [f.read_bytes() for f in left]
    assert not [f for f in left if f.suffix == ".part"]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_device_that_is_not_here_is_refused_before_anything_is_made(
    small_plan: Planner, own_labelled: Path
) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a GPU here")
    with pytest.raises(UsageError, match="cuda is not available here"):
        run_step("train", small_plan(own_labelled, train={"device": "cuda"}))
    assert not (own_labelled / "train").exists()


def test_a_lost_gpu_is_a_sentence_that_says_how_to_go_on(
    small_plan: Planner, own_labelled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [0]
    real = torch.optim.AdamW.step

    def lost(self: torch.optim.AdamW, *arguments: object) -> object:
        steps[0] += 1
        if steps[0] == 4:
            raise RuntimeError("CUDA error: device-side assert triggered\nmore lines")
        return real(self, *arguments)

    plan = small_plan(own_labelled, train={"epochs": 3, "batch": 8})
    with monkeypatch.context() as patched:
        patched.setattr(torch.optim.AdamW, "step", lost)
        with pytest.raises(FaceqnetError, match=r"GPU was lost .*last checkpoint.*train\.device=cpu"):
            run_step("train", plan)
    assert run_step("train", plan)


def test_a_checkpoint_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        Checkpoints(tmp_path / "file" / "below", 1).save({"x": torch.zeros(1)}, {})


TORCHRUN = ("-m", "torch.distributed.run", "--standalone", "--nproc_per_node=2", "-m", "training")
FABRIC_RUN = (
    "-m",
    "lightning_fabric.cli",
    "--accelerator=cpu",
    "--devices=2",
    "--strategy=ddp",
    "training/__main__.py",
)


@pytest.mark.slow
@pytest.mark.parametrize("launcher", [TORCHRUN, FABRIC_RUN])
def test_two_processes_share_a_training(
    launcher: tuple[str, ...], labelled: Path, small_tree: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    shutil.copytree(labelled, work)
    arguments = command(work, small_tree, "train.epochs=2", "train.batch=8")[3:]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, *launcher, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    epochs = [json.loads(x) for x in done.stdout.splitlines() if x.startswith("{")]
    assert sum(line["unit"] == "epochs" for line in epochs) == 8  # one process speaks
    assert weights_of(work)
