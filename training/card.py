"""The model card, rendered from the evaluation that was run; nothing in it is typed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from training.datasets import SPLITS, Dataset

if TYPE_CHECKING:
    from training.steps import Plan


def card(plan: Plan, evaluation: dict[str, Any], metrics: dict[str, Any], dataset: Dataset) -> str:
    """Markdown."""
    counts = {s: int(((dataset.splits == s) & dataset.usable).sum()) for s in SPLITS}
    people = {s: len(np.unique(dataset.subjects[dataset.splits == s])) for s in SPLITS}
    lines = [
        f"# {plan.id}",
        "",
        "Predicts from one face photograph how well recognition will work with it. Output: `score` 0..1, higher is",
        "better; `quality` 0..100 is the share of the validation images that score lower, in percent.",
        "",
        f"* **Network**: ResNet-29 backbone (CC0, frozen), {plan.heads} heads on pooled features of five stages, mean.",
        "* **Input**: 150 x 150 RGB, alignment template B, see `resources/weights.toml`.",
        f"* **Licence**: {plan.licence} for the heads, CC0-1.0 for the backbone.",
        f"* **Data**: {plan.images.name}, subject-disjoint: "
        + ", ".join(f"{s} {counts[s]:,} images of {people[s]:,} subjects" for s in SPLITS)
        + f"; {plan.copies} degraded copies of each training image.",
        "* **Labels**: mean similarity to all clean mates minus the mean of the 20 nearest impostors (ResNet-29).",
        f"* **float16** moves scores by at most {metrics['float16_moves_scores_by']:.1e}.",
        f"* **Spread**: standard deviation of `quality` over all clean images {metrics['quality_deviation']}.",
        "",
        f"Made again by `python -m training all --config training/config/{plan.config.name}`.",
    ]
    for split, words in (
        ("test", "never used for training, stopping or choosing"),
        ("validation", "used for stopping"),
    ):
        data = evaluation["splits"][split]
        lines += ["", f"## {split.capitalize()} subjects ({words})", ""]
        lines += [
            f"{data['images']:,} images; normalised pAUC of the error-versus-discard curve at FNMR 5 %, lower is",
            "",
        ]
        lines[-2] += " better, 1 is random; bands are 95 % over bootstrap draws of subjects."
        lines += _table(data["rows"])
    lines += [
        "",
        "Judge B is the network that also made the labels; judge C (MobileFace) was seen by no training.",
        "",
        "## Not assessed",
        "",
        "The score is no proof that a photograph meets a portrait standard, says nothing about identity or liveness,",
        "and was measured on press photographs of public people: other cameras and other people can differ.",
        "",
    ]
    return "\n".join(lines)


def _table(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| judge | quality | pAUC(.2) | pAUC(.3) | band at .3 | difference to official at .3 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        low, high = row["band_0.3"]
        gap = row.get("difference_to_official")
        words = f"{gap[0]:+.2f} .. {gap[1]:+.2f}" if gap else ""
        lines.append(
            f"| {row['judge']} | {row['method']} | {row['pauc_0.2']:.3f} | {row['pauc_0.3']:.3f} "
            f"| {low:.2f} .. {high:.2f} | {words} |"
        )
    return lines
