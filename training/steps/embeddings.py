"""Step `embeddings`: one file per recogniser, and the findings that need embeddings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from training.copies import recipe
from training.datasets.checks import of_embeddings, read_findings, write_findings
from training.embeddings import Embeddings, embedded
from training.plan import Plan
from training.recognisers import all_named, short_name
from training.steps.context import Context


def inputs(plan: Plan) -> dict[str, Any]:
    """Recognisers, and what the copies are made by."""
    folder = Path(plan.recognisers.folder) if plan.recognisers.folder else None
    wanted = all_named([*plan.recognisers.labels, *plan.recognisers.judges], folder)
    return {
        "recognisers": {name: r.record.name for name, r in wanted.items()},
        "labels": list(plan.recognisers.labels),
        "copies": recipe(plan.labels.copies, plan.seed),
    }


def run(context: Context) -> None:
    """Embed everything; what was embedded before is taken from the cache."""
    plan, dataset = context.plan, context.dataset()
    folder = Path(plan.recognisers.folder) if plan.recognisers.folder else None
    wanted = all_named([*plan.recognisers.labels, *plan.recognisers.judges], folder)
    labelling = [short_name(name) for name in plan.recognisers.labels]
    findings = read_findings(context.of("dataset"))
    with context.cache() as cache:
        for name, recogniser in wanted.items():
            context.report(0, len(dataset.paths), unit="images", message=f"recogniser {name}")
            copies = plan.labels.copies if name in labelling else 0
            made = embedded(dataset, recogniser, copies, plan.seed, cache, plan.threads, context.report)
            made.save(file_of(context.folder, name))
            if name == labelling[0]:
                findings += of_embeddings(dataset, made.rows, made.clean, recogniser.record.similarity)
    write_findings(context.folder, findings)


def file_of(folder: Path, name: str) -> Path:
    """The file of a recogniser's embeddings in the step's folder."""
    return folder / f"{name}.npz"


def read(context: Context, name: str) -> Embeddings:
    """One recogniser's embeddings, from the finished step."""
    return Embeddings.load(file_of(context.of("embeddings"), short_name(name)))
