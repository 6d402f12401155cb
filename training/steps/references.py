"""Step `references`: the image of each subject that the others are compared with, and a sheet to check them by."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.copies import image_key
from training.icao_reference.choice import Candidate, choose, read_override, write_references
from training.icao_reference.groups import GroupMeasures
from training.plan import Plan
from training.records import file_digest, write_whole
from training.sheets import face_cell, write_sheet
from training.steps.context import Context


def inputs(plan: Plan) -> dict[str, Any]:
    """The list that decides, where there is one."""
    override = Path(plan.references.override) if plan.references.override else None
    if override is not None:
        read_override(override)
    return {"override": file_digest(override) if override else "", "measures": GroupMeasures.edition()}


def run(context: Context) -> None:
    """Measure every usable image, choose, and show."""
    plan, dataset = context.plan, context.dataset()
    rows = np.flatnonzero(dataset.usable)
    measures = GroupMeasures()
    keys = [image_key(dataset, int(i), "groups", measures.edition()) for i in rows]

    def make(positions: list[int]) -> list[NDArray]:
        return [_packed(*measures.measured(dataset, int(rows[k]))) for k in positions]

    with context.cache() as cache:
        arrays = cache.all_of(keys, make, plan.threads, context.report, "images")
    candidates: dict[str, list[Candidate]] = {}
    for i, array in zip(rows, arrays, strict=True):
        groups, ied = json.loads(array.tobytes())
        found = Candidate(str(dataset.paths[i]), groups, ied)
        candidates.setdefault(str(dataset.subjects[i]), []).append(found)
    override = read_override(Path(plan.references.override)) if plan.references.override else {}
    choices, ignored = choose(candidates, override)
    write_references(context.folder, choices)
    _write_measures(context.folder / "measures.csv", [c for images in candidates.values() for c in images])
    write_whole(context.folder / "ignored.txt", "".join(f"{line}\n" for line in ignored))
    row_of = {str(path): n for n, path in enumerate(dataset.paths)}
    cells = [
        face_cell(dataset, row_of[c.path], (c.subject, c.weak or f"{c.hold} hold"), bool(c.weak))
        for c in choices
    ]
    weak = sum(cell.flagged for cell in cells)
    title = f"{len(cells):,} reference images, {weak:,} weak ones framed"
    write_sheet(context.folder, "references", title, [("By subject", cells)])
    listed = sum(c.by == "list" for c in choices)
    words = f"{len(choices):,} references, {listed:,} by the list, {len(ignored):,} of its lines not usable, {weak:,} weak"
    context.report(len(rows), len(rows), unit="images", message=words)


def _packed(groups: dict[str, float | None], ied: float) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps([groups, ied]).encode(), np.uint8)


def _write_measures(file: Path, candidates: list[Candidate]) -> None:
    """measures.csv: every image's groups, empty where not assessed."""
    out = io.StringIO()
    names = list(candidates[0].groups)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("path", "inter_eye_distance", *names))
    for c in candidates:
        values = ("" if c.groups[n] is None else f"{c.groups[n]:.2f}" for n in names)
        writer.writerow((c.path, f"{c.ied:.2f}", *values))
    write_whole(file, out.getvalue())
