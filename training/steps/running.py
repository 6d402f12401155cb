"""Which steps there are, what each reads, and how one is run."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from faceqnet_engine.errors import UsageError
from training.finetuning.processes import is_first_process, process_count
from training.plan import Plan
from training.progress import Report, Reporter, silent
from training.records import StepFolder, digest_of
from training.steps import dataset, embeddings, evaluate, labels, references, release, train
from training.steps.context import Context

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        run: Does it.
        inputs: What its result depends on besides earlier steps; also checks the plan.
        after: The earlier steps whose files it reads.
        stands: Whether what it did outside its own folder is still there.
    """

    run: Callable[[Context], None]
    inputs: Callable[[Plan], dict[str, Any]]
    after: tuple[str, ...] = ()
    stands: Callable[[Plan], bool] = lambda _plan: True


STEPS: dict[str, Step] = {
    "dataset": Step(dataset.run, dataset.inputs),
    "references": Step(references.run, references.inputs, ("dataset",)),
    "embeddings": Step(embeddings.run, embeddings.inputs, ("dataset",)),
    "labels": Step(labels.run, labels.inputs, ("dataset", "references", "embeddings")),
    "train": Step(train.run, train.inputs, ("dataset", "embeddings", "labels")),
    "evaluate": Step(
        evaluate.run, evaluate.inputs, ("dataset", "references", "embeddings", "labels", "train")
    ),
    "release": Step(release.run, release.inputs, ("dataset", "train", "evaluate"), release.stands),
}
"""In the order in which they are run."""


def run_all(plan: Plan, reporter: Reporter = lambda _step: silent) -> None:
    """All steps in order; what is wrong with the plan of a late one is said before the first begins."""
    for name, step in STEPS.items():
        if name != "dataset":
            step.inputs(plan)
    for name in STEPS:
        run_step(name, plan, reporter(name))


def run_step(name: str, plan: Plan, report: Report = silent) -> bool:
    """Run a step, unless it was done with equal inputs; returns whether it ran.

    Raises:
        UsageError: an earlier step is missing, or the plan or its data cannot be used.
        OutputError: a file cannot be written; nothing half-written is left under the step's name.
    """
    step, files = STEPS[name], StepFolder(plan.work, name)
    given = {"options": step.inputs(plan), "seed": plan.seed, "before": _before(step, plan)}
    if files.done_with(given) and step.stands(plan):
        report(1, 1, unit="steps", message="done before with equal inputs, skipped")
        return False
    if process_count() > 1 and name != "train":
        raise UsageError(
            f"Only the step train can be shared by processes. Run {name} without fabric run first."
        )
    started = time.monotonic()
    threads = torch.get_num_threads()
    first = is_first_process()
    try:
        if first:
            files.begin(given)
        step.run(Context(plan, files.partial, files.scratch, report if first else silent))
        if first:
            files.finish(given, plan.seed, time.monotonic() - started)
    finally:
        torch.set_num_threads(threads)
    if first:
        report(1, 1, unit="steps", message=f"finished in {time.monotonic() - started:.1f} s")
    return True


def _before(step: Step, plan: Plan) -> dict[str, str]:
    """Hashes of the files of the steps before: equal files, equal inputs, however often they were made."""
    found: dict[str, str] = {}
    for name in step.after:
        record = StepFolder(plan.work, name).record
        if record is None:
            raise UsageError(
                f"The step {name} has to be run first: python -m training {name} --config {plan.config}"
            )
        found[name] = digest_of(record["outputs"])
    return found
