"""The steps of a training, each from files to files, whole or not at all, skipped when nothing changed."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch

from faceqnet_engine.evaluation.edc import mated_pairs, pauc_of, threshold_at_fnmr
from faceqnet_engine.quality.networks import FaceQualityR29
from training import release as releasing
from training.datasets import Dataset, listed, with_faces
from training.embeddings import extract
from training.evaluation import FNMR_AT_ZERO, similarities
from training.finetuning import Examples, HeadOptions, train_head
from training.quality_labels import Normalisation, capped_by_original, raw_labels

STEPS = ("dataset", "embeddings", "labels", "train", "evaluate", "release")


class Report(Protocol):
    """Receives progress."""

    def __call__(self, done: int, total: int, **more: object) -> None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Plan:
    """A config with its folders."""

    id: str
    images: Path
    judges: Path
    work: Path
    seed: int
    copies: int
    workers: int
    heads: int
    margin: float
    licence: str
    head: HeadOptions
    config: Path
    resources: Path = field(default_factory=lambda: Path(__file__).parents[1] / "resources")

    @staticmethod
    def of(config: dict[str, Any], file: Path) -> Plan:
        """From a parsed TOML.

        Raises:
            KeyError, TypeError: a key is missing or unknown.
        """
        values = dict(config)
        head = HeadOptions(**values.pop("head", {}))
        for key in ("images", "judges", "work"):
            values[key] = Path(values[key])
        return Plan(**values, head=head, config=file)

    def file(self, name: str) -> Path:
        """A file in the work folder."""
        return self.work / name


def run_step(step: str, plan: Plan, report: Report) -> bool:
    """Run a step unless its record says that it was done with equal inputs; returns whether it ran."""
    plan.work.mkdir(parents=True, exist_ok=True)
    record, inputs = plan.file(f"{step}.json"), _inputs(step, plan)
    if record.is_file() and json.loads(record.read_text())["inputs"] == inputs:
        report(1, 1, message="done before, skipped")
        return False
    started = time.monotonic()
    _RUN[step](plan, report)
    text: dict[str, Any] = {
        "inputs": inputs,
        "seed": plan.seed,
        "torch": torch.__version__,
        "numpy": np.__version__,
    }
    text["seconds"] = round(time.monotonic() - started, 1)
    temporary = record.with_suffix(".tmp")
    temporary.write_text(json.dumps(text, indent=1))
    os.replace(temporary, record)  # noqa: PTH105
    return True


def _inputs(step: str, plan: Plan) -> dict[str, Any]:
    """What a step's result depends on: its options and the records of the steps before it."""
    every: dict[str, dict[str, Any]] = {
        "dataset": {"images": str(plan.images), "seed": plan.seed},
        "embeddings": {"copies": plan.copies, "seed": plan.seed},
        "labels": {"margin": plan.margin},
        "train": {"head": asdict(plan.head), "heads": plan.heads, "seed": plan.seed},
        "evaluate": {"judges": str(plan.judges)},
        "release": {"id": plan.id, "licence": plan.licence, "to": str(plan.resources)},
    }
    options = every[step]
    before = STEPS[: STEPS.index(step)]
    hashes = {s: _digest(plan.file(f"{s}.json")) for s in before}
    missing = [s for s, digest in hashes.items() if not digest]
    if missing:
        raise KeyError(f"the step {missing[0]} has to be run first")
    return {"options": options, "before": hashes}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16] if file.is_file() else ""


def _dataset(plan: Plan, report: Report) -> None:
    splits = plan.images / "splits.csv"
    rows = listed(plan.images, splits if splits.is_file() else None, plan.seed)
    dataset = with_faces(plan.images, rows, plan.workers, report)
    dataset.save(plan.file("dataset.npz"))


def _embeddings(plan: Plan, report: Report) -> None:
    extract(plan.file("dataset.npz"), plan.file("features.npz"), plan.copies, plan.seed, plan.workers, report)


def _labels(plan: Plan, report: Report) -> None:
    dataset = Dataset.load(plan.file("dataset.npz"))
    with np.load(plan.file("features.npz")) as data:
        indices, embeddings = data["indices"], data["embeddings"]
    raw = np.full(embeddings.shape[:2], np.nan)
    for n, split in enumerate(("train", "validation")):
        rows = np.flatnonzero(dataset.splits[indices] == split)
        raw[rows] = raw_labels(
            embeddings[rows, 0], dataset.subjects[indices[rows]], embeddings[rows], plan.seed
        )
        report(n + 1, 2)
    clean = raw[dataset.splits[indices] == "train", 0]
    normal = Normalisation(float(np.nanmean(clean)), float(np.nanstd(clean)))
    _save(
        plan.file("labels.npz"),
        labels=capped_by_original(normal.label(raw), plan.margin),
        mean=normal.mean,
        deviation=normal.deviation,
    )


def _save(file: Path, **arrays: Any) -> None:
    temporary = file.with_suffix(".tmp.npz")
    np.savez(temporary, **arrays)
    temporary.replace(file)


def _train(plan: Plan, report: Report) -> None:
    dataset = Dataset.load(plan.file("dataset.npz"))
    with np.load(plan.file("features.npz")) as data:
        indices, features, embeddings = data["indices"], data["features"], data["embeddings"][:, 0]
    with np.load(plan.file("labels.npz")) as data:
        labels = data["labels"]
    splits = dataset.splits[indices]
    chosen = np.isfinite(labels) & (splits == "train")[:, None]
    examples = Examples(features[chosen], labels[chosen])
    held_out = np.flatnonzero(splits == "validation")
    validate = _validation(
        features[held_out], labels[held_out], embeddings[held_out], dataset.subjects[indices[held_out]]
    )
    heads, figures = [], []
    total = plan.heads * plan.head.epochs
    for n in range(plan.heads):
        head, best = train_head(
            examples,
            validate,
            plan.head,
            plan.seed * 100 + n,
            partial(_report_epoch, report, n * plan.head.epochs, total),
        )
        heads.append(head.state_dict())
        figures.append(best)
    temporary = plan.file("heads.tmp")
    from safetensors.torch import save_file

    tensors = {f"heads.{n}.{k}": v.contiguous() for n, state in enumerate(heads) for k, v in state.items()}
    save_file(tensors, temporary)
    temporary.replace(plan.file("heads.safetensors"))


def _report_epoch(report: Report, before: int, total: int, epoch: int, loss: float, figure: float) -> None:
    report(before + epoch + 1, total, loss=round(loss, 5), metric=round(figure, 4))


def _validation(
    features: np.ndarray, labels: np.ndarray, embeddings: np.ndarray, subjects: np.ndarray
) -> Callable[[torch.nn.Module], float]:
    """A figure of a head, lower is better.

    The mean of pAUC(.2) and pAUC(.3) on clean held-out subjects, and how badly the score follows the labels of
    degraded copies: the low end, which the curve of clean images hardly sees, counts too.
    """
    pairs = mated_pairs(subjects)
    alike = similarities(embeddings, pairs, cosine=False)
    errors = alike < threshold_at_fnmr(alike, FNMR_AT_ZERO)
    clean, copies = torch.from_numpy(features[:, 0]).float(), torch.from_numpy(features[:, 1:]).float()
    known = np.isfinite(labels[:, 1:])

    def figure(head: torch.nn.Module) -> float:
        quality = head(clean).numpy().astype(np.float64)
        area = np.mean([pauc_of(quality, pairs, errors, limit) for limit in (0.2, 0.3)])
        low = torch.sigmoid(head(copies.flatten(0, 1))).numpy().reshape(known.shape)
        follows = np.corrcoef(low[known], labels[:, 1:][known])[0, 1]
        return float(area + (1 - follows))

    return figure


def network_of(plan: Plan) -> FaceQualityR29:
    """The trained network: backbone and heads."""
    from safetensors.torch import load_file

    from training.embeddings import recogniser

    network = FaceQualityR29(plan.heads, plan.head.hidden, mirrored=False)
    network.backbone.load_state_dict(recogniser(plan.workers).state_dict())
    state = load_file(plan.file("heads.safetensors"))
    network.heads.load_state_dict({k.removeprefix("heads."): v for k, v in state.items()})
    return network.eval()


def _evaluate(plan: Plan, report: Report) -> None:
    releasing.evaluate(plan, network_of(plan), report)


def _release(plan: Plan, report: Report) -> None:
    releasing.release(plan, network_of(plan), report)


_RUN: dict[str, Callable[[Plan, Report], None]] = {
    "dataset": _dataset,
    "embeddings": _embeddings,
    "labels": _labels,
    "train": _train,
    "evaluate": _evaluate,
    "release": _release,
}
