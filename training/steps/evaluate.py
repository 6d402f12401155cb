"""Step `evaluate`: everything that the card says, into one evaluation.json."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import UsageError
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.models.registry import InputSpec, record
from faceqnet_engine.quality.reference import quality_of
from training.datasets.checks import KINDS, read_findings
from training.datasets.manifest import Dataset
from training.datasets.splits import SPLITS
from training.embeddings import Embeddings
from training.evaluation.agreement import agreement, by_kind
from training.evaluation.groups import group_means, people_of, quality_of_people
from training.evaluation.ladders import WANTED, ladders
from training.evaluation.scores import Scoring, cost, score_of_file, scores_of
from training.evaluation.statistics import spearman
from training.evaluation.tables import Judge, official_scores, table
from training.evaluation.verdict import verdict_of
from training.plan import Plan
from training.quality_labels.files import Labels
from training.recognisers import short_name
from training.records import digest_of, file_digest, write_whole
from training.steps import embeddings, train
from training.steps.context import Context

EVALUATION, SCORES = "evaluation.json", "scores.csv"
_HELD = ("validation", "test")


def inputs(plan: Plan) -> dict[str, Any]:
    """Judges, the other model's scores, the people of the groups."""
    official = _official_file(plan)
    return asdict(plan.evaluate) | {
        "people": _people_digest(Path(plan.evaluate.groups)) if plan.evaluate.groups else "",
        "judges": list(plan.recognisers.judges),
        "against": record(plan.evaluate.against).name if plan.evaluate.against else "",
        "official": file_digest(official) if official else "",
    }


def _people_digest(folder: Path) -> str:
    """What the groups depend on: what is told of people, and their photos by name and size."""
    told, photos = people_of(folder)
    return digest_of(
        [told, {person: [(f.name, f.stat().st_size) for f in photos[person]] for person in photos}]
    )


def _official_file(plan: Plan) -> Path | None:
    if plan.evaluate.official:
        file = Path(plan.evaluate.official)
        if not file.is_file():
            raise UsageError(f"There is no file {file} (evaluate.official).")
        return file
    beside = Path(plan.data.path) / "faceqnet_official.csv"
    return beside if plan.data.path and beside.is_file() else None


@dataclass(frozen=True, slots=True, eq=False)
class _Material:
    """What is evaluated and with what; arrays by row of the labels."""

    dataset: Dataset
    labels: Labels
    splits: NDArray[np.str_]
    scores: NDArray[np.float64]  # (m, 1 + c); the copies of training images are not scored
    official: NDArray[np.float64]
    against: NDArray[np.float64]  # of the model that the verdict is about; NaN on training images
    embedded: dict[str, Embeddings]
    judges: dict[str, Judge]


def run(context: Context) -> None:
    """Score, compare, write."""
    plan, dataset = context.plan, context.dataset()
    facts = json.loads((context.of("train") / train.FACTS).read_text(encoding="utf-8"))
    scoring = Scoring(
        train.trained_network(context.of("train")),
        InputSpec(**facts["input"]),
        tuple(facts["lean"]),
        file_digest(context.of("train") / train.WEIGHTS),
    )
    material = _material(context, dataset, scoring)
    clean = material.scores[:, 0]
    quantiles = np.quantile(clean[material.splits == "validation"], np.linspace(0, 1, 101)).tolist()
    qualities = np.array([quality_of(float(s), quantiles) for s in clean])
    context.report(0, 4, unit="parts", message="error-versus-discard curves")
    result: dict[str, Any] = {
        "model": _model_facts(context, facts),
        "data": _data_facts(context, material),
        "labels": json.loads((context.of("labels") / "labels.json").read_text(encoding="utf-8")),
        "splits": {split: _split(plan, material, split) for split in _HELD},
        "wanted": {judge: list(figures) for judge, figures in plan.evaluate.wanted.items()},
    }
    context.report(1, 4, unit="parts", message="ladders of the demo set")
    result["ladders"] = {"wanted": WANTED, "ladders": ladders(scoring, quantiles)}
    result["spread"] = {"images": len(qualities), "quality_deviation": round(float(qualities.std()), 2)}
    context.report(2, 4, unit="parts", message="groups of people")
    result["groups"] = _groups(plan, scoring, quantiles)
    result["verdict"] = _verdict(plan, material)
    result["cost"] = cost(scoring.network, scoring.input, plan.threads)
    result["reference"] = [round(float(q), 6) for q in quantiles]
    write_whole(context.folder / EVALUATION, json.dumps(result, indent=1, allow_nan=False) + "\n")
    _write_scores(context.folder / SCORES, material, qualities)
    context.report(4, 4, unit="parts", message=_said(result["verdict"]))


def _material(context: Context, dataset: Dataset, scoring: Scoring) -> _Material:
    plan, labels = context.plan, Labels.load(context.of("labels"))
    splits = dataset.splits[labels.rows]
    scores = np.full(labels.labels.shape, np.nan)
    held = splits != "train"
    with context.cache() as cache:
        for part, copies in ((np.flatnonzero(~held), 0), (np.flatnonzero(held), plan.labels.copies)):
            rows = [int(i) for i in labels.rows[part]]
            scores[part, : copies + 1] = scores_of(
                *(dataset, rows, scoring, copies, plan.seed, cache, plan.threads, context.report)
            )
    file = _official_file(plan)
    official = (
        official_scores(file, dataset.paths[labels.rows]) if file else np.full(len(labels.rows), np.nan)
    )
    against = _against(context, dataset, labels, held)
    embedded = {short_name(n): embeddings.read(context, n) for n in plan.recognisers.judges}
    labelled = {short_name(n) for n in plan.recognisers.labels}
    judges = {n: Judge(e.clean, e.similarity, n in labelled) for n, e in embedded.items()}
    return _Material(dataset, labels, splits, scores, official, against, embedded, judges)


def _against(
    context: Context, dataset: Dataset, labels: Labels, held: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Scores of the held-out images by the model that ours is compared with."""
    plan, found = context.plan, np.full(len(labels.rows), np.nan)
    if plan.evaluate.against:
        other = Scoring.of(record(plan.evaluate.against))
        rows = [int(i) for i in labels.rows[held]]
        with context.cache() as cache:
            found[held] = scores_of(
                *(dataset, rows, other, 0, plan.seed, cache, plan.threads, context.report)
            )[:, 0]
    return found


def _verdict(plan: Plan, m: _Material) -> dict[str, Any] | None:
    """Of the test subjects, against the named model, else the official scores, else random."""
    rows = np.flatnonzero(m.splits == "test")
    methods = _methods(m, rows, plan.seed, plan.evaluate.against)
    other = next(n for n in (plan.evaluate.against, "official", "random") if n in methods)
    judges = {n: Judge(j.embeddings[rows], j.similarity, j.labelled) for n, j in m.judges.items()}
    return verdict_of(
        methods,
        other,
        judges,
        m.dataset.subjects[m.labels.rows[rows]],
        draws=plan.evaluate.draws,
        most_pairs=plan.evaluate.most_pairs,
    )


def _split(plan: Plan, m: _Material, split: str) -> dict[str, Any]:
    """Tables and agreement on the subjects of one split."""
    here = m.splits == split
    if np.isfinite(m.official[here]).any():
        here &= np.isfinite(m.official)
    rows = np.flatnonzero(here)
    judges = {n: Judge(j.embeddings[rows], j.similarity, j.labelled) for n, j in m.judges.items()}
    subjects = m.dataset.subjects[m.labels.rows[rows]]
    whole = np.flatnonzero(m.splits == split)
    labels, scores = m.labels.labels[whole], m.scores[whole]
    found: dict[str, Any] = {
        "images": len(rows),
        "subjects": len(np.unique(subjects)),
        "rows": table(
            _methods(m, rows, plan.seed, plan.evaluate.against),
            judges,
            subjects,
            draws=plan.evaluate.draws,
            most_pairs=plan.evaluate.most_pairs,
        ),
        "agreement": {
            "clean": agreement(scores[:, 0], labels[:, 0]),
            "degraded": agreement(scores[:, 1:], labels[:, 1:]),
            "all": agreement(scores, labels),
        },
        "kinds": by_kind(scores, labels, m.labels.kinds[whole]),
    }
    if np.isfinite(m.official[rows]).all() and len(rows):
        found["spearman_with_official"] = round(spearman(m.scores[rows, 0], m.official[rows]), 4)
    return found


def _methods(
    m: _Material, rows: NDArray[np.int64], seed: int, against: str
) -> dict[str, NDArray[np.float64]]:
    """Ours, what it is compared with, and what the labels themselves would reach."""
    images = m.labels.rows[rows]
    methods = {"ours": m.scores[rows, 0]}
    if len(rows) and np.isfinite(m.official[rows]).all():
        methods["official"] = m.official[rows]
    if against and np.isfinite(m.against[rows]).all():
        methods[against] = m.against[rows]
    methods["detector confidence"] = m.dataset.confidence[images].astype(np.float64)
    methods["inter-eye distance"] = m.dataset.inter_eye_distances[images]
    for name, e in m.embedded.items():
        methods[f"embedding norm of {name}"] = e.norms[rows].astype(np.float64)
    methods["random"] = np.random.default_rng(seed).random(len(rows))
    told = m.labels.labels[rows, 0].astype(np.float64)
    if np.isfinite(told).any():
        methods["the label itself"] = np.where(np.isfinite(told), told, np.nanmean(told))
    return methods


def _model_facts(context: Context, facts: dict[str, Any]) -> dict[str, Any]:
    plan = context.plan
    options = asdict(plan.train)
    return facts | {
        "id": plan.id,
        "config": plan.config,
        "seed": plan.seed,
        "options": {k: v for k, v in options.items() if k not in {"device", "checkpoint_seconds"}},
        "copies": plan.labels.copies,
        "label_recognisers": [short_name(name) for name in plan.recognisers.labels],
        "weights": file_digest(context.of("train") / train.WEIGHTS),
    }


def _data_facts(context: Context, m: _Material) -> dict[str, Any]:
    data, dataset = context.plan.data, m.dataset
    name = Path(data.path).name if data.path else data.source
    findings = read_findings(context.of("embeddings"))
    return {
        "name": name or data.source,
        "source": data.source,
        "images": len(dataset.paths),
        "usable": int(dataset.usable.sum()),
        "subjects": len(np.unique(dataset.subjects)),
        "splits": {
            s: {
                "images": int(((dataset.splits == s) & dataset.usable).sum()),
                "subjects": len(np.unique(dataset.subjects[(dataset.splits == s) & dataset.usable])),
            }
            for s in SPLITS
        },
        "findings": {k: n for k in KINDS if (n := sum(f.kind == k for f in findings))},
        "manifest": file_digest(context.of("dataset") / "manifest.csv"),
    }


def _groups(plan: Plan, scoring: Scoring, quantiles: list[float]) -> dict[str, Any] | None:
    if not plan.evaluate.groups:
        return None
    folder = Path(plan.evaluate.groups)
    told, photos = people_of(folder)
    detector = Detector("cpu")

    def quality(file: Path) -> float | None:
        score = score_of_file(file, detector, scoring)
        return None if score is None else float(quality_of(score, quantiles))

    means, without = quality_of_people(photos, quality)
    return {
        "set": folder.name,
        "people": len(means),
        "photos_without_a_usable_face": without,
        "groups": group_means(told, means, plan.evaluate.draws or 1000),
    }


def _write_scores(file: Path, m: _Material, qualities: NDArray[np.int64]) -> None:
    """scores.csv: every usable clean image."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("path", "subject", "split", "score", "quality", "label"))
    for k, i in enumerate(m.labels.rows):
        told = m.labels.labels[k, 0]
        label = f"{told:.6f}" if np.isfinite(told) else ""
        names = (a[i] for a in (m.dataset.paths, m.dataset.subjects, m.dataset.splits))
        writer.writerow((*names, f"{m.scores[k, 0]:.6f}", qualities[k], label))
    write_whole(file, out.getvalue())


def _said(told: dict[str, Any] | None) -> str:
    """The verdict in a sentence."""
    if told is None:
        return "There are no mated pairs to compare by."
    by = f"Against {told['against']}, by {told['judge']}:"
    if not told["rankable"]:
        return f"{by} too few errors to say ({told['errors']})"
    low, high = told["band"]
    return (
        f"{by} {told['word']} (FNMR with {told['discard']:.0%} discarded lower by {low:+.4f} .. {high:+.4f})"
    )
