"""The trained network as a released model: evaluated, written, registered, with a generated card."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.align import crop
from faceqnet_engine.quality.networks import FaceQualityR29
from training.card import card
from training.datasets import Dataset
from training.embeddings import as_input
from training.evaluation import official_scores, table
from training.judges import judge_c
from training.weights_table import register

if TYPE_CHECKING:
    from training.steps import Plan, Report

_HALF_TOLERANCE = 1e-3


def evaluate(plan: Plan, network: FaceQualityR29, report: Report) -> None:
    """Write evaluation.json (tables on the held-out splits) and scores.npz (every clean image's score)."""
    dataset = Dataset.load(plan.file("dataset.npz"))
    with np.load(plan.file("features.npz")) as data:
        indices, embeddings = data["indices"], data["embeddings"][:, 0]
    scores = np.full(len(dataset.paths), np.nan)
    scores[indices] = _scores(dataset, indices, network, report)
    _save(plan.file("scores.npz"), scores=scores)
    judged_c = _judge_c(plan, dataset)
    official_file = plan.images / "faceqnet_official.csv"
    official = (
        official_scores(official_file, dataset.paths)
        if official_file.is_file()
        else np.full(len(dataset.paths), np.nan)
    )
    by_image = np.full((len(dataset.paths), embeddings.shape[1]), np.nan, np.float32)
    by_image[indices] = embeddings
    result: dict[str, Any] = {"splits": {}}
    for split in ("validation", "test"):
        keep = dataset.usable & (dataset.splits == split)
        if np.isfinite(official[keep]).any():
            keep &= np.isfinite(official)
        result["splits"][split] = _split_table(dataset, keep, scores, official, by_image, judged_c)
    clean = scores[dataset.usable & (dataset.splits == "validation")]
    quantiles = np.quantile(clean, np.linspace(0, 1, 101))
    quality = np.interp(scores[dataset.usable], quantiles, np.arange(101))
    result["spread"] = {"quality_deviation": round(float(quality.std()), 1)}
    result["reference"] = [round(float(q), 6) for q in quantiles]
    _write(plan.file("evaluation.json"), json.dumps(result, indent=1))


def _split_table(
    dataset: Dataset,
    keep: NDArray[np.bool_],
    scores: NDArray[np.float64],
    official: NDArray[np.float64],
    embeddings: NDArray[np.float32],
    judged_c: NDArray[np.float32] | None,
) -> dict[str, Any]:
    rows = np.flatnonzero(keep)
    points = dataset.landmarks[rows]
    methods: dict[str, NDArray[np.float64]] = {"ours": scores[rows]}
    if np.isfinite(official[rows]).all():
        methods["official"] = official[rows]
    methods["detector confidence"] = dataset.confidence[rows].astype(np.float64)
    methods["inter-eye distance"] = np.linalg.norm(points[:, 0] - points[:, 1], axis=1).astype(np.float64)
    methods["embedding norm"] = np.linalg.norm(embeddings[rows], axis=1).astype(np.float64)
    judges = {"B": embeddings[rows]}
    if judged_c is not None:
        judges["C"] = judged_c[rows]
    return {"images": len(rows), "rows": table(methods, judges, dataset.subjects[rows])}


def _scores(
    dataset: Dataset, indices: NDArray[np.int64], network: FaceQualityR29, report: Report
) -> NDArray[np.float64]:
    """Scores by the released path: crop, forward pass, no cached features."""
    out: list[NDArray[np.float32]] = []
    with torch.inference_mode():
        for start in range(0, len(indices), 32):
            part = indices[start : start + 32]
            crops = [crop(_pixels(dataset, i), dataset.landmarks[i], "B", 150) for i in part]
            out.append(network(as_input(np.stack(crops))).numpy())
            report(min(start + 32, len(indices)), len(indices))
    return np.concatenate(out).astype(np.float64)


def _pixels(dataset: Dataset, i: int | np.integer[Any]) -> NDArray[np.uint8]:
    pixels = decode(dataset.root / str(dataset.paths[i])).pixels
    assert pixels is not None
    return pixels


def _judge_c(plan: Plan, dataset: Dataset) -> NDArray[np.float32] | None:
    if not (plan.judges / "mobileface.json").is_file():
        return None
    held = np.flatnonzero(dataset.usable & (dataset.splits != "train"))
    crops = np.stack([crop(_pixels(dataset, i), dataset.landmarks[i], "arcface", 112) for i in held])
    embedded = judge_c(plan.judges, crops)
    out = np.full((len(dataset.paths), embedded.shape[1]), np.nan, np.float32)
    out[held] = embedded
    return out


def release(plan: Plan, network: FaceQualityR29, report: Report) -> None:
    """Write weights (float16), registry entry and card below `plan.resources`.

    Raises:
        ValueError: float16 would move scores by 1e-3 or more.
    """
    evaluation = json.loads(plan.file("evaluation.json").read_text())
    dataset = Dataset.load(plan.file("dataset.npz"))
    state = network.state_dict()
    # Buffers of standardisation stay float32: deviations are small and they cost nothing.
    half = {k: (v.half() if v.ndim > 1 else v).contiguous() for k, v in state.items()}
    sample = np.flatnonzero(dataset.usable)[:: max(1, int(dataset.usable.sum()) // 200)]
    crops = np.stack([crop(_pixels(dataset, i), dataset.landmarks[i], "B", 150) for i in sample])
    with torch.inference_mode():
        exact = network(as_input(crops))
        network.load_state_dict({k: v.float() for k, v in half.items()})
        moved = float((network(as_input(crops)) - exact).abs().max())
    if moved >= _HALF_TOLERANCE:
        raise ValueError(f"float16 moves scores by {moved:.1e}")
    file = plan.resources / "weights" / f"{plan.id}.safetensors"
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".tmp")
    save_file(half, temporary, metadata={"licence": plan.licence})
    temporary.replace(file)
    metrics = _metrics(evaluation, moved)
    register(
        plan.id,
        registry=plan.resources / "weights.toml",
        task="quality",
        file=f"weights/{plan.id}.safetensors",
        licence=f"{plan.licence} (heads), CC0-1.0 (backbone)",
        source="python -m training all --config training/config/" + plan.config.name,
        architecture=f"faceqnet-r29-heads{plan.heads}",
        output="score 0..1, higher is better",
        input={
            "size": 150,
            "template": "B",
            "colour": "RGB",
            "mean": [122.782, 117.001, 104.298],
            "scale": 1 / 256,
            "interpolation": "bilinear",
        },
        reference={"set": "validation subjects, clean", "quantiles": evaluation["reference"]},
        trained={
            "config": plan.config.name,
            "data": f"{plan.images.name}: {int(dataset.usable.sum())} images of {len(np.unique(dataset.subjects))} subjects",
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "git": _git(),
        },
        metrics=metrics,
    )
    _write(plan.resources / "models" / f"{plan.id}.md", card(plan, evaluation, metrics, dataset))
    report(1, 1)


def _metrics(evaluation: dict[str, Any], moved: float) -> dict[str, Any]:
    metrics: dict[str, Any] = {"float16_moves_scores_by": round(moved, 6)}
    for row in evaluation["splits"]["test"]["rows"]:
        if row["method"] in {"ours", "official"}:
            for limit in ("0.2", "0.3"):
                metrics[f"pauc_{limit.replace('.', '')}_judge_{row['judge']}_{row['method']}"] = row[
                    f"pauc_{limit}"
                ]
    metrics["quality_deviation"] = evaluation["spread"]["quality_deviation"]
    return metrics


def _git() -> str:
    result = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    return result.stdout.strip() or "unknown"


def _save(file: Path, **arrays: Any) -> None:
    temporary = file.with_suffix(".tmp.npz")
    np.savez(temporary, **arrays)
    temporary.replace(file)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(file.suffix + ".tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, file)  # noqa: PTH105
