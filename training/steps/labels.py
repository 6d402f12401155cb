"""Step `labels`: raw labels of every recogniser, normalised, fused, capped; pictures to check them by."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from training.datasets.checks import left_out, read_findings
from training.datasets.manifest import Dataset
from training.datasets.splits import SPLITS
from training.icao_reference.choice import read_references
from training.plan import Plan
from training.quality_labels import LABELS, Comparisons, Normalisation, capped_by_original, fused
from training.quality_labels.files import Labels
from training.recognisers import short_name
from training.records import write_whole
from training.sheets import Cell, face_cell, write_histogram, write_sheet
from training.steps import embeddings
from training.steps.context import Context

_ON_SHEET = 24


def inputs(plan: Plan) -> dict[str, Any]:
    """The kind, its fusion and what is left out."""
    if plan.labels.kind not in LABELS:
        raise UsageError(f"There is no label kind {plan.labels.kind!r}. Kinds: {', '.join(LABELS)}.")
    if plan.labels.kind == "v0" and len(plan.recognisers.labels) > 1:
        raise UsageError("Labels of kind v0 come from one recogniser. Use v1 to fuse several.")
    return {
        "kind": plan.labels.kind,
        "margin": plan.labels.margin,
        "recognisers": list(plan.recognisers.labels),
        "drop": sorted(plan.data.drop),
    }


def run(context: Context) -> None:
    """Label every split by itself; the moments come from the clean training images alone."""
    plan, dataset = context.plan, context.dataset()
    references = read_references(context.of("references"), dataset)
    votes: list[NDArray[np.float32]] = []
    moments: dict[str, Normalisation] = {}
    for n, name in enumerate(plan.recognisers.labels):
        made = embeddings.read(context, name)
        raw = _raw(plan, dataset, made.rows, made.probes, references)
        training = dataset.splits[made.rows] == "train"
        normal = Normalisation.of(raw[training, 0])
        votes.append(normal.label(raw))
        moments[short_name(name)] = normal
        context.report(n + 1, len(plan.recognisers.labels), unit="recognisers")
    dropped = left_out(read_findings(context.of("embeddings")), plan.data.drop)
    labels = capped_by_original(fused(votes), plan.labels.margin)
    out = np.isin(dataset.paths[made.rows], sorted(dropped)) & (dataset.splits[made.rows] == "train")
    labels[out] = np.nan
    found = Labels(made.rows, labels, np.stack(votes), made.kinds)
    found.save(context.folder)
    _describe(context, dataset, found, moments, int(out.sum()))


def _raw(
    plan: Plan,
    dataset: Dataset,
    rows: NDArray[np.int64],
    probes: NDArray[np.float32],
    references: NDArray[np.int64],
) -> NDArray[np.float64]:
    raw = np.full(probes.shape[:2], np.nan)
    row_of = np.full(len(dataset.paths), -1)
    for split in SPLITS:
        here = np.flatnonzero(dataset.splits[rows] == split)
        row_of[:] = -1
        row_of[rows[here]] = np.arange(len(here))
        wanted = references[rows[here]]
        given = Comparisons(
            probes[here],
            dataset.subjects[rows[here]],
            dataset.hashes[rows[here]],
            np.where(wanted >= 0, row_of[wanted], -1),
            plan.seed,
        )
        raw[here] = LABELS[plan.labels.kind](given)
    return raw


def _describe(
    context: Context, dataset: Dataset, found: Labels, moments: dict[str, Normalisation], dropped: int
) -> None:
    """labels.json, histogram.png, extremes.png and extremes.html."""
    training = dataset.splits[found.rows] == "train"
    clean, copies = found.labels[training, 0], found.labels[training, 1:]
    known = {"clean": clean[np.isfinite(clean)], "degraded": copies[np.isfinite(copies)]}
    facts = {
        "kind": context.plan.labels.kind,
        "normalisation": {name: asdict(n) for name, n in moments.items()},
        "train": {
            name: {"images": len(v), "mean": float(v.mean()), "deviation": float(v.std())}
            for name, v in known.items()
            if len(v)
        },
        "left_out_of_training": dropped,
    }
    write_whole(context.folder / "labels.json", json.dumps(facts, indent=1) + "\n")
    write_histogram(context.folder / "histogram.png", "Labels of the training images", known)
    order = np.flatnonzero(training)[np.argsort(clean, kind="stable")]
    order = order[np.isfinite(found.labels[order, 0])]
    sections: list[tuple[str, list[Cell]]] = []
    most = min(_ON_SHEET, len(order) // 2)
    for words, part in (("Lowest labels", order[:most]), ("Highest labels", order[::-1][:most])):
        cells = [
            face_cell(
                dataset, int(found.rows[k]), (f"{found.labels[k, 0]:.3f}", str(dataset.paths[found.rows[k]]))
            )
            for k in part
        ]
        sections.append((words, cells))
    write_sheet(context.folder, "extremes", "Training images with the lowest and highest labels", sections)
