"""Step `train`: heads on the frozen backbone's features, or the whole network."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from lightning_fabric import Fabric
from numpy.typing import NDArray
from safetensors.torch import load_file, save
from torch import nn

from faceqnet_engine.errors import UsageError
from faceqnet_engine.quality.networks import build
from training.copies import recipe
from training.datasets.manifest import Dataset
from training.embeddings import Embeddings
from training.finetuning.checkpoints import Checkpoints
from training.finetuning.examples import Examples, crop_examples, feature_examples
from training.finetuning.loop import Material, Run
from training.finetuning.losses import OF_PAIRS, mixed
from training.finetuning.mates import MatedPairs, failing_pairs
from training.finetuning.networks import (
    HeadAlone,
    NetworkKind,
    Whole,
    network_kind,
    seeded_backbone,
    standardise,
    weights_name,
)
from training.finetuning.processes import fabric_for
from training.finetuning.validation import METRICS, Held
from training.finetuning.watching import LIVE, Watch
from training.plan import Plan
from training.progress import Report
from training.quality_labels.files import Labels
from training.records import write_whole
from training.steps import embeddings
from training.steps.context import Context

WEIGHTS, FACTS, HISTORY = "model.safetensors", "train.json", "history.csv"
STOP = "stop"
"""A file of this name in the step's partial folder ends the training at once; the best epoch so far is kept."""
_MOMENTS_FROM = 4096


def inputs(plan: Plan) -> dict[str, Any]:
    """All options but those that only say where and how often."""
    options = plan.train
    mixed(options.losses)
    if options.metric not in METRICS:
        raise UsageError(f"There is no metric {options.metric!r}. Metrics: {', '.join(METRICS)}.")
    build(network_kind(options.network).architecture(options))
    told = asdict(options) | {"weights": weights_name(options.network, options.weights)}
    for only_where in ("device", "checkpoint_seconds"):
        told.pop(only_where)
    told["lean"] = list(options.lean)  # as the record of the step holds it
    return told | {"copies": recipe(plan.labels.copies, plan.seed), "threads": plan.threads}


def run(context: Context) -> None:
    """Train and write the assembled network."""
    plan = context.plan
    fabric = fabric_for(plan.train)
    fabric.barrier()  # the first process has made the folder
    kind = network_kind(plan.train.network)
    prepared = _prepare(context, kind, fabric)
    fabric.barrier()
    torch.set_num_threads(plan.threads)
    trained = _train_heads(context, kind, prepared, fabric)
    if fabric.is_global_zero:
        _write(context, kind, prepared, trained)
    fabric.barrier()


@dataclass(frozen=True, slots=True, eq=False)
class _Prepared:
    """Everything but the network's own weights."""

    backbone: nn.Module
    examples: Examples
    material: Material
    watch: Watch


def _prepare(context: Context, kind: NetworkKind, fabric: Fabric) -> _Prepared:
    plan, dataset = context.plan, context.dataset()
    labels = Labels.load(context.of("labels"))
    splits = dataset.splits[labels.rows]
    used = np.flatnonzero(
        (splits == "train") | (splits == "validation")
    )  # the test images are not even looked at
    rows = [int(i) for i in labels.rows[used]]
    (backbone, name), spec = seeded_backbone(plan), kind.input(plan.train.weights)
    made: Examples
    with fabric.rank_zero_first():
        if plan.train.mode == "head":
            with context.cache() as cache:
                made = feature_examples(
                    *(dataset, rows, backbone, name, spec, plan.labels.copies, plan.seed, cache),
                    *(plan.threads, context.report),
                )
        else:
            made = crop_examples(
                *(dataset, rows, spec, plan.labels.copies, plan.seed, context.scratch),
                *(plan.threads, context.report),
            )
    held = dataset.paths[labels.rows[used[splits[used] == "validation"]]]
    runs = 1 if plan.train.mode == "full" else plan.train.heads
    watch = Watch(context.folder / LIVE, held, runs, plan.train.epochs)
    return _Prepared(backbone, made, _material(context, dataset, labels, used, made, watch), watch)


def _material(
    context: Context,
    dataset: Dataset,
    labels: Labels,
    used: NDArray[np.int64],
    examples: Examples,
    watch: Watch,
) -> Material:
    plan, splits = context.plan, dataset.splits[labels.rows[used]]
    told, votes = labels.labels[used], labels.votes[:, used]
    known = np.isfinite(told) & np.isfinite(votes).all(0)
    rows, columns = np.nonzero(known & (splits == "train")[:, None])
    if len(rows) < 2:
        raise UsageError("Fewer than two training faces have a label. Add subjects with two or more images.")
    held = np.flatnonzero(splits == "validation")
    shape = (len(held), told.shape[1])
    held_rows, held_columns = np.repeat(held, shape[1]), np.tile(np.arange(shape[1]), len(held))
    embedded = [embeddings.read(context, n) for n in plan.recognisers.labels]
    by_recogniser = tuple(e.clean[used][held] for e in embedded)
    subjects, metric = dataset.subjects[labels.rows[used]][held], METRICS[plan.train.metric]
    mates = _mates(
        plan, dataset, labels.rows[used], np.flatnonzero(known[:, 0] & (splits == "train")), embedded, used
    )

    def validate(scores: NDArray[Any]) -> float:
        mean = scores.mean(1, dtype=np.float64).reshape(shape)
        seen = Held(mean, told[held], by_recogniser, subjects)
        watch.see(seen)
        return metric(seen)

    return Material(
        examples,
        torch.from_numpy(rows),
        torch.from_numpy(columns),
        torch.from_numpy(told[rows, columns]),
        torch.from_numpy(np.ascontiguousarray(votes[:, rows, columns].T)),
        validate,
        torch.from_numpy(held_rows),
        torch.from_numpy(held_columns),
        mates,
    )


def _mates(
    plan: Plan,
    dataset: Dataset,
    images: NDArray[np.int64],
    rows: NDArray[np.int64],
    embedded: Sequence[Embeddings],
    used: NDArray[np.int64],
) -> MatedPairs | None:
    """Comparisons of the training images at `rows` of the examples, where a loss asks for them."""
    if not any(plan.train.losses.get(name, 0) > 0 for name in OF_PAIRS):
        return None
    told = [(e.clean[used][rows], e.similarity) for e in embedded]
    subjects, hashes = dataset.subjects[images[rows]], dataset.hashes[images[rows]]
    return failing_pairs(rows, subjects, hashes, told, plan.seed)


@dataclass(frozen=True, slots=True, eq=False)
class _Trained:
    backbone: nn.Module
    heads: list[nn.Module]
    history: list[tuple[int, int, float, float]]  # run, epoch, loss, figure
    best: list[float]


def _train_heads(context: Context, kind: NetworkKind, prepared: _Prepared, fabric: Fabric) -> _Trained:
    """Head mode: as many runs as heads, each with a seed of its own. Full mode: one run with all of them."""
    plan = context.plan
    whole = plan.train.mode == "full"
    runs = 1 if whole else plan.train.heads
    trained = _Trained(prepared.backbone, [], [], [])
    for n in range(runs):
        if n and (context.folder / STOP).is_file():
            break  # a head that never learnt would spoil the mean of those that did
        torch.manual_seed(plan.seed * 100 + n)
        heads = [kind.head(plan.train) for _ in range(plan.train.heads if whole else 1)]
        module: nn.Module = Whole(prepared.backbone, heads) if whole else HeadAlone(heads[0])
        _tell_moments(heads, prepared, plan, whole)
        state, history, best = _one_run(context, kind, prepared, fabric, module, n, runs)
        module.load_state_dict(state)
        trained.heads.extend(heads)
        trained.history.extend((n, *line) for line in history)
        trained.best.append(best)
    return trained


def _one_run(
    context: Context,
    kind: NetworkKind,
    prepared: _Prepared,
    fabric: Fabric,
    module: nn.Module,
    n: int,
    runs: int,
) -> tuple[dict[str, torch.Tensor], list[tuple[int, float, float]], float]:
    """A run, or what it gave when it was finished before a stop."""
    options, folder = context.plan.train, context.scratch / f"run-{n}"
    tensors, facts = folder / "done.safetensors", folder / "done.json"
    told_of = partial(_report, context.report, n * options.epochs, runs * options.epochs)

    def report(epoch: int, loss: float, figure: float) -> None:
        if fabric.is_global_zero:
            prepared.watch.epoch(n, epoch, loss, figure)
        told_of(epoch, loss, figure)

    if facts.is_file():
        told = json.loads(facts.read_text())
        for line in told["history"]:
            report(*line)
        return load_file(tensors), [tuple(line) for line in told["history"]], told["best"]
    checkpoints = Checkpoints(folder / "checkpoints", options.checkpoint_seconds)
    outcome = Run(
        *(fabric, module, kind.link, mixed(options.losses), prepared.material, options),
        *(context.plan.seed * 100 + n, checkpoints, (context.folder / STOP).is_file),
    ).finish(report)
    if fabric.is_global_zero:
        write_whole(tensors, save({k: v.contiguous() for k, v in outcome.state.items()}))
        write_whole(facts, json.dumps({"history": outcome.history, "best": outcome.best}))
    fabric.barrier()
    return outcome.state, outcome.history, outcome.best


def _tell_moments(heads: list[nn.Module], prepared: _Prepared, plan: Plan, whole: bool) -> None:
    """Moments of the features that the untrained backbone gives for training faces."""
    m = prepared.material
    if not whole:
        features = prepared.examples.batch(m.rows, m.columns)
    else:
        chosen = torch.linspace(0, len(m.rows) - 1, min(_MOMENTS_FROM, len(m.rows))).long()
        with torch.inference_mode():
            parts = [
                prepared.backbone.eval()(prepared.examples.batch(m.rows[c], m.columns[c]))
                for c in chosen.split(64)
            ]
        features = torch.cat(parts).clone()
    for head in heads:
        standardise(head, features)


def _report(report: Report, before: int, total: int, epoch: int, loss: float, figure: float) -> None:
    report(before + epoch + 1, total, unit="epochs", loss=round(loss, 6), metric=round(figure, 5))


def _write(context: Context, kind: NetworkKind, prepared: _Prepared, trained: _Trained) -> None:
    options, material = context.plan.train, prepared.material
    # After a stop there may be fewer heads than the architecture has: those there are stand in for the others.
    heads = [trained.heads[n % len(trained.heads)].cpu() for n in range(options.heads)]
    network = kind.assemble(trained.backbone.cpu(), heads, options)
    write_whole(context.folder / WEIGHTS, save({k: v.contiguous() for k, v in network.state_dict().items()}))
    facts = {
        "architecture": kind.architecture(options),
        "network": options.network,
        "backbone": weights_name(options.network, options.weights),
        "backbone_licence": kind.licence(options.weights),
        "mode": options.mode,
        "input": asdict(kind.input(options.weights)),
        "lean": list(options.lean),
        "training_faces": len(material.labels),
        "heads_trained": len(trained.heads),
        "best": [round(b, 5) for b in trained.best],
        "best_epochs": [
            min((line for line in trained.history if line[0] == n), key=lambda line: line[3])[1] + 1
            for n in range(len(trained.best))
        ],
    }
    write_whole(context.folder / FACTS, json.dumps(facts, indent=1) + "\n")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("run", "epoch", "loss", "metric"))
    writer.writerows((n, e + 1, f"{x:.6f}", f"{m:.6f}") for n, e, x, m in trained.history)
    write_whole(context.folder / HISTORY, out.getvalue())
    (context.folder / STOP).unlink(missing_ok=True)


def trained_network(folder: Path) -> nn.Module:
    """The network that the step wrote, ready to score."""
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    network = build(facts["architecture"])
    network.load_state_dict(load_file(folder / WEIGHTS))
    return network.eval().requires_grad_(False)
