"""Step `release`: weights (float16), registry entry, evaluation and card, as a folder that can be installed."""

from __future__ import annotations

import datetime
import json
import shlex
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save
from torch import nn

from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.models.registry import InputSpec, own_folder, records
from training.card import card
from training.copies import cropper_for
from training.datasets.manifest import Dataset
from training.evaluation.scores import scored
from training.plan import Plan
from training.records import disk_errors, write_whole
from training.steps import train
from training.steps.context import Context
from training.steps.evaluate import EVALUATION
from training.weights_table import register

USER = "user"
_HALF_TOLERANCE = 1e-3
_COMPARED = 200
_ONLY_WHERE = frozenset({"work", "release.to"})
_SEPARATORS = {"/", "\\"}


def inputs(plan: Plan) -> dict[str, Any]:
    """Where it goes; refused at once when it would hide behind or replace a shipped model."""
    if plan.release.to == USER and plan.id in {r.id for r in records() if r.shipped}:
        raise UsageError(
            f"{plan.id} is the id of a model that comes with the program. Give yours another id, "
            "or name the resources folder in release.to to replace it."
        )
    return {
        "id": plan.id,
        "licence": plan.release.licence,
        "notes": plan.release.notes,
        "to": str(_target(plan) or ""),
    }


def _target(plan: Plan) -> Path | None:
    if not plan.release.to:
        return None
    return own_folder() if plan.release.to == USER else Path(plan.release.to)


def stands(plan: Plan) -> bool:
    """Whether the model is still where it was given out to: it may have been deleted or replaced there since."""
    target = _target(plan)
    if target is None:
        return True
    try:
        made, there = (
            tomllib.loads((folder / "weights.toml").read_text(encoding="utf-8"))[plan.id]
            for folder in (plan.work / "release", target)
        )
        return bool(made["sha256"] == there["sha256"]) and (target / there["file"]).is_file()
    except (OSError, ValueError, KeyError):
        return False


def run(context: Context) -> None:
    """Write the release into the step's folder, then into the folder that was asked for.

    Raises:
        OutputError: float16 would move scores by 1e-3 or more, or a file cannot be written.
    """
    plan = context.plan
    evaluation = json.loads((context.of("evaluate") / EVALUATION).read_text(encoding="utf-8"))
    spec = InputSpec(**evaluation["model"]["input"])
    network = train.trained_network(context.of("train"))
    half = {k: (v.half() if v.ndim > 1 else v).contiguous() for k, v in network.state_dict().items()}
    moved = _moved(network, half, spec, context.dataset())
    if not moved < _HALF_TOLERANCE:
        raise OutputError(
            f"float16 would move scores by {moved:.1e}; nothing was released. Train with a smaller rate."
        )
    facts = {
        "licence": plan.release.licence,
        "notes": plan.release.notes,
        "float16_moves_scores_by": float(f"{moved:.2g}"),
        "command": command_of(plan),
    }
    # The name may have been chosen after the evaluation.
    evaluation = {**evaluation, "model": {**evaluation["model"], "id": plan.id}, "release": facts}
    told = {"licence": plan.release.licence, "id": plan.id}
    if evaluation["model"]["lean"]:  # under the file's hash, which rows name: other shares, other scores
        told["lean"] = json.dumps(evaluation["model"]["lean"])
    weights = _in_order(save(half, metadata=told))
    table = _table(plan, evaluation)
    install(context.folder, plan.id, weights, table, evaluation)
    target = _target(plan)
    if target is not None:
        with disk_errors(str(target), "What was there is unchanged."):
            target.mkdir(parents=True, exist_ok=True)
        install(target, plan.id, weights, table, evaluation, beside=plan.release.to == USER)
    context.report(1, 1, unit="models", message=f"released to {target or plan.work / 'release'}")


def _in_order(data: bytes) -> bytes:
    """A safetensors file whose header names its metadata in one order: equal weights have equal bytes, and one hash."""
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header = {"__metadata__": dict(sorted(header.pop("__metadata__").items())), **header}
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + data[8 + length :]


def command_of(plan: Plan) -> str:
    """What makes the model again. Where things lie is nobody's business, nor is it of use elsewhere."""
    # The wizard's config lies in the work folder.
    place = plan.config if (plan.work / plan.config).is_file() else f"training/config/{plan.config}"
    words = ["python", "-m", "training", "all", "--config", place]
    for key, _, value in (change.partition("=") for change in plan.changes):
        if key not in _ONLY_WHERE:
            words += ["--set", f"{key}={'PATH' if _SEPARATORS & set(value) else value}"]
    return shlex.join(words)


def install(
    folder: Path,
    model: str,
    weights: bytes,
    table: dict[str, Any],
    evaluation: dict[str, Any],
    *,
    beside: bool = False,
) -> None:
    """Put a model into a resources folder, or (`beside`) into a user's folder, where its card lies by the weights."""
    file = f"{model}.safetensors" if beside else f"weights/{model}.safetensors"
    papers = folder if beside else folder / "models"
    write_whole(folder / file, weights)
    write_whole(papers / f"{model}.json", json.dumps(evaluation, indent=1, allow_nan=False) + "\n")
    write_whole(papers / f"{model}.md", card(evaluation, evaluation["release"]))
    with disk_errors(str(folder / "weights.toml")):
        register(model, registry=folder / "weights.toml", file=file, **table)


def _table(plan: Plan, evaluation: dict[str, Any]) -> dict[str, Any]:
    model, data, release = evaluation["model"], evaluation["data"], evaluation["release"]
    return {
        "task": "quality",
        "licence": f"{release['licence']} (trained here), {model['backbone_licence']} (backbone)",
        "source": release["command"],
        "architecture": model["architecture"],
        "output": "score 0..1, higher is better",
        **({"lean": model["lean"]} if model["lean"] else {}),
        "input": dict(model["input"]),
        "reference": {"set": "validation subjects, clean", "quantiles": evaluation["reference"]},
        "trained": {
            "config": plan.config,
            "data": f"{data['name']}: {data['usable']} images of {data['subjects']} subjects",
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "git": _git(),
        },
        "metrics": _metrics(evaluation),
    }


def _metrics(evaluation: dict[str, Any]) -> dict[str, Any]:
    metrics: dict[str, Any] = {
        "float16_moves_scores_by": evaluation["release"]["float16_moves_scores_by"],
        "quality_deviation": evaluation["spread"]["quality_deviation"],
        "ms_per_face": evaluation["cost"]["ms_per_face"],
    }
    for row in evaluation["splits"]["test"]["rows"]:
        if row["method"] in {"ours", "official"}:
            for limit in ("0.2", "0.3"):
                value = row[f"pauc_{limit}"]
                if value is not None:
                    metrics[f"pauc_{limit.replace('.', '')}_{row['judge']}_{row['method']}"] = value
    return metrics


@torch.inference_mode()
def _moved(network: nn.Module, half: dict[str, torch.Tensor], spec: InputSpec, dataset: Dataset) -> float:
    """How far float16 weights move the scores of a sample of the images; leaves the network with them."""
    import numpy as np

    usable = np.flatnonzero(dataset.usable)
    sample = usable[:: max(1, len(usable) // _COMPARED)]
    cropper = cropper_for(spec)
    crops = np.stack([cropper(dataset.pixels(int(i)), dataset.face(int(i))) for i in sample])
    exact = scored(network, spec, crops)
    network.load_state_dict({k: v.float() for k, v in half.items()})
    return float(np.abs(scored(network, spec, crops) - exact).max())


def _git() -> str:
    try:
        result = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parent,
        )
    except OSError:
        return "unknown"
    return result.stdout.strip() or "unknown"
