"""The evaluation on paper: a folder with evaluation.json, figures, curves and a report that stands alone."""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from faceqnet_engine.errors import OutputError
from faceqnet_engine.evaluation.det import equal_error_rate, fnmr_at_fmr
from faceqnet_engine.evaluation.figures import (
    FORMATS,
    det_figure,
    edc_figure,
    rendered,
    similarity_figure,
)
from faceqnet_engine.evaluation.groups import Grouping
from faceqnet_engine.evaluation.methods import Figure
from faceqnet_engine.evaluation.study import Study
from faceqnet_engine.evaluation.summary import as_values, curve_csv, interval, method_table, number, percent
from faceqnet_engine.permissions import NEW_FILE_MODE
from faceqnet_engine.wording import counted

Thumbnail = Callable[[int], bytes | None]
"""Number of a labelled image -> JPEG bytes of its face, or None."""

_CARDS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What the report says besides the study.

    Attributes:
        title: What was evaluated.
        paths: (n,) names of the labelled images.
        main_quality: (n,) of the main method.
        command: That reproduces it.
        program: Name and version.
        thumbnail: Faces.
    """

    title: str
    paths: Sequence[str]
    main_quality: np.ndarray
    command: str
    program: str
    thumbnail: Thumbnail = lambda _: None


def write_report(found: Study, context: Context, folder: Path) -> list[Path]:
    """Write every file, each whole or not at all; the report last, since it stands for all.

    Raises:
        OutputError: the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    figures = {
        "edc": edc_figure(found, context.command),
        "similarity": similarity_figure(found),
        "det": det_figure(found),
    }
    contents: dict[str, bytes] = {
        f"{name}.{kind}": rendered(figure, kind)
        for name, figure in figures.items()
        if figure is not None
        for kind in FORMATS
    }
    values = as_values(found, context.paths, context.command)
    contents["edc.csv"] = curve_csv(found).encode()
    contents["evaluation.json"] = (json.dumps(values, indent=1, allow_nan=False) + "\n").encode()
    images = {
        name: _data(contents[f"{name}.svg"], "svg+xml") for name in figures if f"{name}.svg" in contents
    }
    contents["report.html"] = html(found, context, images).encode()
    for name, data in contents.items():
        write_whole(folder / name, data)
    return [folder / name for name in contents]


def html(found: Study, context: Context, figures: dict[str, str]) -> str:
    """The report as one page without anything from outside.

    Args:
        found: The study.
        context: See `Context`.
        figures: Name -> data URI.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("faceqnet_engine.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("report.html").render(_values(found, context, figures))


def _values(found: Study, context: Context, figures: dict[str, str]) -> dict[str, Any]:
    header, rows = method_table(found)
    faces = _Faces(found, context)
    undecided = [f"{d.first} and {d.second}" for d in found.differences if not d.distinguishable]
    doubts = found.doubts
    return {
        "title": context.title,
        "images": f"{len(found.used):,}",
        "subjects": f"{len(np.unique(found.subjects)):,}",
        "recogniser": found.recogniser,
        "convention": found.convention,
        "sentence": _sentence(found),
        "warnings": found.warnings,
        "figures": {"det": "", **figures},
        "table": {"header": header, "rows": rows},
        "undecided": "; ".join(undecided),
        "spearman": _spearman(found),
        "det_sentence": _det_sentence(found),
        "comparisons_sentence": (
            f"{len(found.mated):,} of {found.comparisons.mated_possible:,} mated and {len(found.non_mated):,} of "
            f"{found.comparisons.non_mated_possible:,} non-mated comparisons were made."
        ),
        "errors": counted(int(found.errors.sum()), "error"),
        "main": found.methods[0].name,
        "causes": _causes(found, faces),
        "surprises": _surprises(found, faces),
        "groupings": [_grouping(g) for g in found.groupings],
        "suspects": [
            {
                "face": faces.of(s.image),
                "other": faces.of(s.other) if s.other >= 0 else None,
                "words": f"{s.why}; best similarity to its own subject {number(s.own_best)} ({counted(s.mates, 'image')})"
                + (f", to another {number(s.other_best)}" if s.other >= 0 else "")
                + f"; match limit {number(found.threshold)}",
            }
            for s in doubts.suspects[:_CARDS]
        ],
        "suspects_sentence": (
            f"{_suspects(len(doubts.suspects))} Poor images end here too: look before you correct. evaluation.json lists more."
        ),
        "duplicates": [
            {
                "face": faces.of(d.first),
                "other": faces.of(d.second),
                "words": (
                    "the same file" if d.same_bytes else f"nearly the same, similarity {number(d.similarity)}"
                )
                + ("" if d.same_subject else ", under two subjects"),
            }
            for d in doubts.duplicates[:_CARDS]
        ],
        "duplicates_sentence": (
            counted(
                len(doubts.duplicates),
                "pair of images is the same or nearly. It makes errors look rarer.",
                "pairs of images are the same or nearly. They make errors look rarer.",
            )
        ),
        "left_out": [
            f"{counted(len(names), 'image')}: {reason}, such as {', '.join(names[:3])}"
            for reason, names in found.left_out.items()
        ],
        "command": context.command,
        "program": context.program,
        "draws": f"{found.options.draws:,}",
        "seed": found.options.seed,
    }


class _Faces:
    """Faces of the study's images, each made once."""

    def __init__(self, found: Study, context: Context) -> None:
        self._found, self._context = found, context
        self._made: dict[int, str] = {}
        self.qualities = np.asarray(context.main_quality, np.float64)[found.used]

    def of(self, image: int) -> dict[str, str]:
        number = int(self._found.used[image])
        if number not in self._made:
            data = self._context.thumbnail(number)
            self._made[number] = _data(data, "jpeg") if data else ""
        return {"path": self._context.paths[number], "image": self._made[number]}

    def quality(self, image: int) -> str:
        return f"{self._found.methods[0].name} {self.qualities[image]:.3g}"


def _suspects(number: int) -> str:
    return (
        counted(
            number,
            "image matches no image of its own subject",
            "images match no image of their own subject",
        )
        + "; the clearest first."
    )


def _sentence(found: Study) -> str:
    main = found.methods[0]
    at = main.at[0.2]
    if not found.errors.any():
        return "No mated comparison fails at this match limit: nothing can be said about quality."
    return (
        f"Discarding the 20 % of comparisons that {main.name} puts lowest brings FNMR from {percent(main.fnmr[0])} to "
        f"{percent(at.value)} {interval(at, 100, 1)}; a random order leaves it as it is."
    )


def _det_sentence(found: Study) -> str:
    if found.det is None:
        return ""
    rates = ", ".join(f"{percent(fnmr_at_fmr(found.det, f))} at FMR {100 * f:g} %" for f in (0.01, 0.001))
    return f"Equal error rate {percent(equal_error_rate(found.det))}; FNMR {rates}."


def _spearman(found: Study) -> dict[str, Any] | None:
    names = [m.name for m in found.methods]
    if len(names) < 2:
        return None
    both = dict(found.spearman) | {(b, a): v for (a, b), v in found.spearman.items()}
    rows = [{"name": a, "cells": ["" if a == b else number(both[a, b]) for b in names]} for a in names]
    return {"names": names, "rows": rows}


def _causes(found: Study, faces: _Faces) -> list[dict[str, Any]]:
    """Images with most failing comparisons, each beside the mate that it fails with by most."""
    first, second = (side[found.errors] for side in found.comparisons.mated)
    similarity = found.mated[found.errors]
    failed = np.bincount(np.concatenate([first, second]), minlength=len(found.used))
    compared = np.bincount(np.concatenate(found.comparisons.mated), minlength=len(found.used))
    worst = np.lexsort((-failed / np.maximum(compared, 1), -failed))[:_CARDS]
    cards = []
    for image in (int(i) for i in worst if failed[i]):
        of_image = np.flatnonzero((first == image) | (second == image))
        pair = of_image[np.argmin(similarity[of_image])]
        other = int(second[pair] if first[pair] == image else first[pair])
        words = (
            f"{failed[image]} of {counted(int(compared[image]), 'comparison')} {'fails' if failed[image] == 1 else 'fail'}; "
            f"{faces.quality(image)}"
        )
        cards.append(
            {
                "face": faces.of(image),
                "other": faces.of(other),
                "words": words,
                "other_words": f"{faces.quality(other)}, similarity {number(similarity[pair])}",
            }
        )
    return cards


def _surprises(found: Study, faces: _Faces) -> list[dict[str, Any]]:
    quality = faces.qualities
    first, second = (side[found.errors] for side in found.comparisons.mated)
    similarity = found.mated[found.errors]
    best = np.argsort(-np.minimum(quality[first], quality[second]), kind="stable")[:_CARDS]
    return [
        {
            "face": faces.of(int(first[p])),
            "other": faces.of(int(second[p])),
            "words": f"{faces.quality(int(first[p]))} and {faces.quality(int(second[p]))}; similarity "
            f"{number(similarity[p])}, match limit {number(found.threshold)}",
        }
        for p in best
    ]


def _grouping(g: Grouping) -> dict[str, Any]:
    def signed(f: Figure, factor: float, decimals: int) -> str:
        if np.isnan(f.value):
            return number(f.value)
        words = f"{factor * f.value:+.{decimals}f} [{factor * f.low:+.{decimals}f}, {factor * f.high:+.{decimals}f}]"
        return words.replace("-", "\u2212")

    few = {x.name for x in g.groups if x.few}
    return {
        "column": g.column,
        "rows": [
            {
                "name": x.name,
                "few": x.few,
                "cells": [
                    f"{x.images:,}",
                    f"{x.subjects:,}",
                    f"{x.quality.value:.3g} [{x.quality.low:.3g}, {x.quality.high:.3g}]",
                    " ".join(f"{q:.3g}" for q in x.quartiles),
                    f"{x.pairs:,}",
                    f"{x.errors:,}",
                    f"{percent(x.fnmr.value)} {interval(x.fnmr, 100, 1)}",
                ],
            }
            for x in g.groups
        ],
        "differences": [
            {
                "name": f"{d.first} minus {d.second}",
                "cells": [
                    signed(d.quality, 1, 3),
                    "too few" if few & {d.first, d.second} else signed(d.fnmr, 100, 1),
                ],
            }
            for d in g.differences
        ],
        "note": f"{counted(g.unlabelled, 'image has', 'images have')} no value; "
        + counted(g.mixed, "mated pair joins two groups and counts", "mated pairs join two groups and count")
        + " for none.",
    }


def _data(data: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def write_whole(target: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(NEW_FILE_MODE)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{target} cannot be written: {reason}. Nothing half-written was left behind."
        ) from error
