"""How long would the training take here? Twenty seconds of it, measured; the features that it makes are kept."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from faceqnet_engine.quality.device import chosen_device, device_words
from training.cache import ArrayCache
from training.copies import cropper_for, crops_of, image_key, recipe
from training.datasets.manifest import Dataset
from training.finetuning.examples import feature_examples
from training.finetuning.losses import OF_PAIRS, Guess, mixed
from training.finetuning.networks import (
    HeadAlone,
    NetworkKind,
    Whole,
    as_input,
    network_kind,
    seeded_backbone,
)
from training.plan import Plan
from training.progress import Report, silent
from training.quality_labels.files import Labels
from training.records import StepFolder, digest_of, write_whole
from training.steps import train

TRIAL = "trial"
FILE = "trial.json"
SECONDS = 20.0
_FACES = 0.75
"""Share of the time that goes to faces; the steps of the optimiser take little to measure."""
_STARTING = 4.0
"""Seconds that loading and checking take, whatever the data."""
_SLOWER = 1.35
"""Measured over twenty seconds on a busy machine, the rest may be that much slower."""
_LEAST_EPOCHS = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """What was measured.

    Attributes:
        faces_left: Photos that a network still has to look at, with their copies: for labels and for features.
        face_seconds: For one of them, with its copies.
        step_seconds: For one step of the optimiser.
        steps: Of an epoch, those of the validation included.
        runs: One after the other.
    """

    faces_left: int
    face_seconds: float
    step_seconds: float
    steps: float
    runs: int

    def seconds(self, epochs: int) -> float:
        """For a training of that many epochs a run."""
        return (
            _STARTING
            + self.faces_left * self.face_seconds
            + self.runs * epochs * self.steps * self.step_seconds
        )


def run_trial(plan: Plan, report: Report = silent, seconds: float = SECONDS) -> dict[str, Any]:
    """Measure, and write `trial.json` into the work folder.

    Raises:
        UsageError: the device is not here, or the options are not possible.
    """
    options = train.inputs(plan)
    started = time.monotonic()
    device = chosen_device(plan.train.device)
    dataset, labels = Dataset.load(plan.work / "dataset"), Labels.load(plan.work / "labels")
    splits = dataset.splits[labels.rows]
    rows = [int(i) for i in labels.rows[(splits == "train") | (splits == "validation")]]
    kind, head = network_kind(plan.train.network), plan.train.mode == "head"
    report(0, 2, unit="parts", message="preparing faces")
    until = started + _FACES * seconds
    left, per_face = (_features if head else _crops)(plan, dataset, rows, kind, until)
    report(1, 2, unit="parts", message="learning")
    per_step = _step_seconds(plan, kind, device, time.monotonic() + (1 - _FACES) * seconds)
    training = int((splits == "train").sum()) * (1 + plan.labels.copies)
    held = int((splits == "validation").sum()) * (1 + plan.labels.copies)
    # A face of the validation goes forward only: a third of the work.
    steps = math.ceil(training / plan.train.batch) + held / plan.train.batch / 3
    pace = Pace(left + _unseen(plan, dataset), per_face, per_step, steps, plan.train.heads if head else 1)
    fewest = min(plan.train.epochs, (plan.train.patience or plan.train.epochs) + _LEAST_EPOCHS)
    found = {
        "options": digest_of(options),
        "low": round(pace.seconds(fewest), 1),
        "high": round(_SLOWER * pace.seconds(plan.train.epochs), 1),
        "faces_left": pace.faces_left,
        "device": device_words(device),
    }
    write_whole(plan.work / FILE, json.dumps(found, indent=1) + "\n")
    report(2, 2, unit="parts", message=f"{found['low']:.0f} to {found['high']:.0f} s on {found['device']}")
    return found


def _unseen(plan: Plan, dataset: Dataset) -> int:
    """Photos whose degraded copies the labelling recognisers have not seen; a look costs about as much as features."""
    record = StepFolder(plan.work, "embeddings").record or {}
    seen = record.get("inputs", {}).get("options", {}).get("copies") == recipe(plan.labels.copies, plan.seed)
    return 0 if seen else int(dataset.usable.sum()) * len(plan.recognisers.labels)


def _features(
    plan: Plan, dataset: Dataset, rows: Sequence[int], kind: NetworkKind, until: float
) -> tuple[int, float]:
    """Photos without features, and seconds for one; what is made here is kept."""
    (backbone, name), spec = seeded_backbone(plan), kind.input(plan.train.weights)
    with ArrayCache(plan.work / "cache.sqlite") as cache:
        keys = [
            image_key(dataset, i, "features", name, spec, recipe(plan.labels.copies, plan.seed)) for i in rows
        ]
        known = cache.known(keys)
        missing = [i for i, key in zip(rows, keys, strict=True) if key not in known]
        done, started = 0, time.monotonic()
        part = 4 * plan.threads
        while done < len(missing) and time.monotonic() < until:
            feature_examples(
                *(dataset, missing[done : done + part], backbone, name, spec, plan.labels.copies, plan.seed),
                *(cache, plan.threads, silent),
            )
            done = min(done + part, len(missing))
    return len(missing) - done, (time.monotonic() - started) / max(done, 1)


def _crops(
    plan: Plan, dataset: Dataset, rows: Sequence[int], kind: NetworkKind, until: float
) -> tuple[int, float]:
    cropper = cropper_for(kind.input(plan.train.weights))
    done, started = 0, time.monotonic()
    while done < len(rows) and time.monotonic() < until:
        crops_of(dataset, rows[done], cropper, plan.labels.copies, plan.seed)
        done += 1
    return len(rows), (time.monotonic() - started) / max(done, 1) / plan.threads


def _step_seconds(plan: Plan, kind: NetworkKind, device: torch.device, until: float) -> float:
    """Median seconds of a step on random inputs; the first one warms up."""
    torch.set_num_threads(plan.threads)
    whole = plan.train.mode == "full"
    heads = [kind.head(plan.train) for _ in range(plan.train.heads if whole else 1)]
    module = Whole(kind.backbone(plan.train.weights), heads) if whole else HeadAlone(heads[0])
    module.to(device).train()
    optimiser = torch.optim.AdamW(module.parameters(), lr=plan.train.rate)
    loss, spec, n = mixed(plan.train.losses), kind.input(plan.train.weights), plan.train.batch
    n *= 1 + 2 * bool(OF_PAIRS & set(plan.train.losses))  # both faces of comparisons go through too
    size = (n // plan.train.accumulate, spec.size, spec.size, 3)
    taken: list[float] = []
    while len(taken) < 2 or (time.monotonic() < until and len(taken) < 200):
        started = time.perf_counter()
        for _ in range(plan.train.accumulate):
            x = torch.randn(n, kind.features)
            if whole:
                x = as_input(torch.randint(0, 256, size, dtype=torch.uint8), spec)
            outputs = module(x.to(device)).float()
            labels = torch.rand(len(outputs), device=device)
            guesses = [Guess(o, kind.link(o), labels, labels[:, None]) for o in outputs.unbind(1)]
            torch.stack([loss(g) for g in guesses]).mean().backward()
        optimiser.step()
        optimiser.zero_grad()
        if device.type == "cuda":
            torch.cuda.synchronize()
        taken.append(time.perf_counter() - started)
    return float(np.median(taken[1:]))
