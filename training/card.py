"""The model card, rendered from the evaluation that was run and from nothing else; no figure is typed by hand."""

from __future__ import annotations

from typing import Any

from faceqnet_engine.quality.leaning import STEP

_LIMITS = ("0.2", "0.3")
_SPLIT_WORDS = {
    "test": "never used for training, stopping or choosing",
    "validation": "used for stopping and choosing",
}
_LABEL_WORDS = {
    "v0": "FaceQnet v0's: distance to the subject's ICAO-chosen reference image, z-normalised, logistic",
    "v1": "FaceQnet v1's: as v0, mean of several recognisers",
    "mates": "mean similarity to all clean mates minus the mean of the nearest impostors, z-normalised, logistic",
    "mates_alone": "mean similarity to all clean mates, z-normalised, logistic",
    "own_share": "the image's own share in the similarities to its mates, theirs accounted for (least squares over all "
    "pairs of a subject), z-normalised, logistic",
    "centre": "similarity to the centre of the subject's other images minus the nearest other centres, z-normalised, logistic",
}


def card(evaluation: dict[str, Any], release: dict[str, Any]) -> str:
    """Markdown.

    Args:
        evaluation: What the step `evaluate` wrote.
        release: What the step `release` adds: licence, notes, how far float16 moves scores.
    """
    parts = [_head(evaluation, release)]
    parts += [_split(evaluation["splits"][s], s) for s in ("test", "validation")]
    parts += [
        _judges(evaluation),
        _wanted(evaluation),
        _kinds(evaluation),
        _ladders(evaluation),
        _groups(evaluation),
        _limits(evaluation),
    ]
    return "\n".join("\n".join(part) for part in parts if part)


def _head(evaluation: dict[str, Any], release: dict[str, Any]) -> list[str]:
    model, data, labels = evaluation["model"], evaluation["data"], evaluation["labels"]
    options, spec, cost = model["options"], model["input"], evaluation["cost"]
    frozen = "frozen, its features cached" if model["mode"] == "head" else "trained as well"
    splits = ", ".join(
        f"{s} {v['images']:,} images of {v['subjects']:,} subjects" for s, v in data["splits"].items()
    )
    losses = ", ".join(f"{name} x {weight:g}" for name, weight in options["losses"].items())
    kind = labels["kind"]
    return [
        f"# {model['id']}",
        "",
        "Predicts from one face photograph how well recognition will work with it. Output: `score` 0..1, higher is",
        "better; `quality` 0..100 is the share of the validation images that score lower, in percent.",
        *(["", release["notes"]] if release.get("notes") else []),
        "",
        f"* **Network**: {model['architecture']}; backbone {model['backbone']}, {frozen}; {options['heads']} head(s).",
        f"* **Input**: {spec['size']} x {spec['size']} {spec['colour']}, alignment template {spec['template']}; "
        "its record in `weights.toml` says all of it.",
        *_leaning(model["lean"]),
        f"* **Licence**: {release['licence']} for what was trained here, {model['backbone_licence']} for the backbone.",
        f"* **Data**: {data['name']}, {data['usable']:,} of {data['images']:,} images usable; subject-disjoint: {splits}; "
        f"{model['copies']} degraded copies of each image.",
        f"* **Findings**: {_findings(data['findings'])}; {labels['left_out_of_training']} image(s) left out of training.",
        f"* **Labels** ({kind}): {_LABEL_WORDS.get(kind, kind)}. Recognisers: {', '.join(model['label_recognisers'])}.",
        f"* **Training**: {model['training_faces']:,} faces, {losses}; {options['optimiser']}, rate {options['rate']:g}, "
        f"batch {options['batch']}; best epoch {', '.join(map(str, model['best_epochs']))} by {options['metric']}; "
        f"seed {model['seed']}.",
        f"* **Spread**: standard deviation of `quality` over {evaluation['spread']['images']:,} clean images "
        f"{evaluation['spread']['quality_deviation']}.",
        f"* **Cost**: {cost['ms_per_face']} ms a face by {cost['threads']} CPU threads, {cost['ms_per_face_one_thread']} ms by one "
        f"(network alone, batch of {cost['batch']}).",
        f"* **float16** moves scores by at most {release['float16_moves_scores_by']:.1e}.",
        "",
        f"Made again by `{release['command']}`.",
        "",
    ]


def _leaning(lean: list[float]) -> list[str]:
    if not lean:
        return []
    shares = ", ".join(f"{share:.2f} at {n * STEP:.0f}" for n, share in enumerate(lean) if n % 3 == 0 and n)
    return [
        f"* **Leaning heads**: the score is multiplied by the share of common detectors that find a head leaning by so many "
        f"degrees ({shares}); how it was measured: docs/decisions/057."
    ]


def _findings(findings: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {k.replace('_', ' ')}" for k, n in findings.items()) or "none"


def _split(data: dict[str, Any], split: str) -> list[str]:
    lines = [
        f"## {split.capitalize()} subjects ({_SPLIT_WORDS[split]})",
        "",
        f"{data['images']:,} images of {data['subjects']:,} subjects. Normalised pAUC of the error-versus-discard curve at "
        "FNMR 5 %: lower is better, 1 is random. Bands are 95 % over bootstrap draws of subjects; the last column is the "
        "band of the difference on the same draws (below 0: ours is better).",
        "",
        "| judge | quality | pAUC(.2) | pAUC(.3) | band at .3 | ours minus this at .3 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in data["rows"]:
        mark = "" if row["rankable"] else f" ({row['errors']} errors: too few to rank)"
        low_high = _band(row.get("band_0.3"))
        gap = _band(row.get("ours_minus_this_band_0.3"), signed=True)
        figures = " | ".join(_figure(row[f"pauc_{limit}"]) for limit in _LIMITS)
        lines.append(f"| {row['judge']} | {row['method']}{mark} | {figures} | {low_high} | {gap} |")
    lines += [
        "",
        "| against the labels | faces | Spearman | Pearson | mean absolute error |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, a in data["agreement"].items():
        if "spearman" in a:
            lines.append(
                f"| {name} | {a['faces']:,} | {a['spearman']:.3f} | {a['pearson']:.3f} | {a['mae']:.3f} |"
            )
    if "spearman_with_official" in data:
        lines += ["", f"Spearman with the official FaceQnet's scores: {data['spearman_with_official']:.3f}."]
    return [*lines, ""]


def _wanted(evaluation: dict[str, Any]) -> list[str]:
    """What was aimed at on the test subjects, and by how much it is missed."""
    ours = {r["judge"]: r for r in evaluation["splits"]["test"]["rows"] if r["method"] == "ours"}
    lines: list[str] = []
    for judge, figures in evaluation.get("wanted", {}).items():
        for limit, figure in zip(_LIMITS, figures, strict=False):
            found = ours[judge][f"pauc_{limit}"] if judge in ours else None
            if found is None:
                continue
            word = "reached" if found <= figure else f"**missed by {found - figure:.3f}**"
            lines.append(
                f"* {judge}, pAUC({limit.lstrip('0')}): wanted {figure:.2f}, found {found:.3f}: {word}."
            )
    return ["## What was aimed at on the test subjects", "", *lines, ""] if lines else []


def _judges(evaluation: dict[str, Any]) -> list[str]:
    rows = evaluation["splits"]["test"]["rows"]
    made = sorted({r["judge"] for r in rows if r["made_labels"]})
    others = sorted({r["judge"] for r in rows if not r["made_labels"]})
    lines = [f"Judge(s) that also made labels: {', '.join(made) or 'none'}. ", ""]
    lines[0] += f"Judge(s) that no training saw: {', '.join(others) or 'none'}. "
    lines[0] += "*The label itself* is what those recognisers know of each image: the room that is left."
    return lines


def _kinds(evaluation: dict[str, Any]) -> list[str]:
    kinds = evaluation["splits"]["test"]["kinds"]
    if not kinds:
        return []
    lines = [
        "## Degraded copies of the test images",
        "",
        "| kind | faces | mean label | mean score | score falls by | Spearman with the label | mean absolute error |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind, k in kinds.items():
        if "spearman" in k:
            lines.append(
                f"| {kind} | {k['faces']:,} | {k['label']:.2f} | {k['score']:.2f} | {k['falls_by']:.2f} "
                f"| {k['spearman']:.2f} | {k['mae']:.3f} |"
            )
    return [*lines, ""]


def _ladders(evaluation: dict[str, Any]) -> list[str]:
    told = evaluation["ladders"]
    failed, coarse = (
        [x["ladder"] for x in told["ladders"] if x[by] > told["wanted"]]
        for by in ("spearman", "spearman_quality")
    )
    return [
        "## Ladders of the demo set",
        "",
        f"From the portrait to the strongest degradation; Spearman of score and level should be {told['wanted']} or less."
        + (f" **Missed on: {', '.join(failed)}.**" if failed else " Reached on every ladder.")
        + (f" By the quality in whole percents it is missed on: {', '.join(coarse)}." if coarse else ""),
        "",
        "| ladder | quality | Spearman of the score | of the quality |",
        "| --- | --- | --- | --- |",
        *(
            f"| {x['ladder']} | {', '.join('no face' if q is None else str(q) for q in x['quality'])} "
            f"| {x['spearman']:.2f} | {x['spearman_quality']:.2f} |"
            for x in told["ladders"]
        ),
        "",
    ]


def _groups(evaluation: dict[str, Any]) -> list[str]:
    told = evaluation["groups"]
    if not told:
        return []
    lines = [
        f"## Groups of people ({told['set']})",
        "",
        f"Mean `quality` of {told['people']} people, {told['photos_without_a_usable_face']} photo(s) without a usable face; "
        "bands are 95 % over draws of people.",
        "",
        "| column | group | people | mean quality | band |",
        "| --- | --- | --- | --- | --- |",
    ]
    for column, groups in told["groups"].items():
        for name, g in groups.items():
            low, high = g["band"]
            lines.append(
                f"| {column} | {name} | {g['people']} | {g['quality']:.1f} | {low:.1f} .. {high:.1f} |"
            )
    return [*lines, ""]


def _limits(evaluation: dict[str, Any]) -> list[str]:
    return [
        "## Not assessed",
        "",
        "The score is no proof that a photograph meets a portrait standard and says nothing about identity or liveness.",
        f"It was measured on {evaluation['data']['name']}: other cameras and other people can differ.",
        "",
    ]


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _band(values: list[float | None] | None, *, signed: bool = False) -> str:
    if not values or None in values:
        return ""
    low, high = values
    return f"{low:+.2f} .. {high:+.2f}" if signed else f"{low:.2f} .. {high:.2f}"
