"""A study as plain values: evaluation.json, the curve as CSV, the table on the terminal."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from faceqnet_engine.evaluation.det import equal_error_rate, fnmr_at_fmr
from faceqnet_engine.evaluation.methods import DISCARDS, GRID, LIMITS, RANKED_AT, Figure, Judged
from faceqnet_engine.evaluation.study import Study

VERSION = 1
_FMRS = (0.01, 0.001, 0.0001)
_BINS = 80
_LISTED = 200


def as_values(found: Study, paths: Sequence[str], command: str) -> dict[str, Any]:
    """Everything that evaluation.json holds; NaN becomes null.

    Args:
        found: The study.
        paths: (n,) names of the labelled images.
        command: That made it.
    """
    name = [paths[int(i)] for i in found.used]
    pairs = found.comparisons
    values: dict[str, Any] = {
        "version": VERSION,
        "command": command,
        "recogniser": found.recogniser,
        "options": asdict(found.options),
        "convention": found.convention,
        "images": len(found.used),
        "subjects": len(np.unique(found.subjects)),
        "left_out": {k: {"images": len(v), "examples": v[:3]} for k, v in found.left_out.items()},
        "mated": len(found.mated),
        "mated_possible": pairs.mated_possible,
        "non_mated": len(found.non_mated),
        "non_mated_possible": pairs.non_mated_possible,
        "most_pairs_per_subject": pairs.most_per_subject,
        "threshold": found.threshold,
        "errors": int(found.errors.sum()),
        "fnmr": float(found.errors.mean()),
        "fmr": found.fmr,
        "warnings": found.warnings,
        "methods": [_method(m) for m in found.methods],
        "differences": [
            {
                "first": d.first,
                "second": d.second,
                f"pauc_{RANKED_AT}": _triple(d.figure),
                "distinguishable": d.distinguishable,
            }
            for d in found.differences
        ],
        "spearman": [{"first": a, "second": b, "value": v} for (a, b), v in found.spearman.items()],
        "det": _det(found),
        "similarities": _histogram(found),
        "groups": [asdict(g) for g in found.groupings],
        "suspects": [asdict(s) | _named(name, s.image, s.other) for s in found.doubts.suspects[:_LISTED]],
        "suspects_found": len(found.doubts.suspects),
        "duplicates": [
            asdict(d) | _named(name, d.first, d.second) for d in found.doubts.duplicates[:_LISTED]
        ],
        "duplicates_found": len(found.doubts.duplicates),
    }
    return _plain(values)


def curve_csv(found: Study, others: Sequence[Judged] = ()) -> str:
    """The curves, for other programs: method, discarded, fnmr, low, high, errors; others stand below."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("method", "discarded", "fnmr", "low", "high", "errors"))
    for m in [*found.methods, *others]:
        for row in zip(GRID, m.fnmr, m.low, m.high, m.errors, strict=True):
            writer.writerow(
                (
                    m.name,
                    f"{row[0]:.2f}",
                    *("" if math.isnan(v) else f"{v:.6f}" for v in row[1:4]),
                    f"{row[4]:.1f}",
                )
            )
    return stream.getvalue()


def method_table(found: Study) -> tuple[list[str], list[list[str]]]:
    """Header and rows for people: pAUC with bands, FNMR at fixed discards, difference to the main method."""
    main = found.methods[0].name
    header = ["method", *(f"pAUC({limit:g})" for limit in LIMITS), f"band at {RANKED_AT:g}"]
    header += [f"FNMR at {100 * d:g} %" for d in DISCARDS] + [f"minus {main} at {RANKED_AT:g}"]
    rows = []
    for m in found.methods:
        at = m.pauc[RANKED_AT]
        row = [m.name, *(number(m.pauc[limit].value) for limit in LIMITS), interval(at)]
        row += [f"{percent(m.at[d].value)} {interval(m.at[d], 100, 1)}" for d in DISCARDS]
        rows.append([*row, difference_words(found, main, m.name)])
    return header, rows


def difference_words(found: Study, main: str, name: str) -> str:
    """PAUC of `name` minus that of `main`, with its band, and whether they can be ranked."""
    d = next((d for d in found.differences if {d.first, d.second} == {main, name} and main != name), None)
    if d is None:
        return ""
    sign = 1 if d.first == name else -1
    if math.isnan(d.figure.value):
        return number(d.figure.value)
    words = f"{sign * d.figure.value:+.3f}"
    if not math.isnan(d.figure.low):
        low, high = sorted((sign * d.figure.low, sign * d.figure.high))
        words += f" [{low:+.3f}, {high:+.3f}]"
    words = words.replace("-", "\u2212")
    return words if d.distinguishable else f"{words} not distinguishable"


def number(value: float) -> str:
    """Three decimals with a true minus sign, or a dash."""
    return "\u2013" if math.isnan(value) else f"{value:.3f}".replace("-", "\u2212")


def percent(value: float) -> str:
    """A share as `2.9 %`."""
    return "\u2013" if math.isnan(value) else f"{100 * value:.1f} %"


def interval(figure: Figure, factor: float = 1.0, decimals: int = 2) -> str:
    """A band as `[2.3, 3.6]`."""
    if math.isnan(figure.low):
        return ""
    return f"[{factor * figure.low:.{decimals}f}, {factor * figure.high:.{decimals}f}]"


def _method(m: Any) -> dict[str, Any]:
    return {
        "name": m.name,
        "constant": m.constant,
        "pauc": {f"{limit:g}": _triple(f) for limit, f in m.pauc.items()},
        "fnmr_at": {f"{d:g}": _triple(f) for d, f in m.at.items()},
        "few_errors_from": None if math.isinf(m.few_from) else m.few_from,
        "curve": {
            "discarded": GRID.tolist(),
            "fnmr": m.fnmr.tolist(),
            "low": m.low.tolist(),
            "high": m.high.tolist(),
            "errors": m.errors.tolist(),
        },
    }


def _det(found: Study) -> dict[str, Any] | None:
    if found.det is None:
        return None
    return {
        "equal_error_rate": equal_error_rate(found.det),
        "fnmr_at_fmr": {f"{fmr:g}": fnmr_at_fmr(found.det, fmr) for fmr in _FMRS},
        "threshold": found.det.thresholds.tolist(),
        "fmr": found.det.fmr.tolist(),
        "fnmr": found.det.fnmr.tolist(),
    }


def _histogram(found: Study) -> dict[str, Any]:
    everything = np.concatenate([found.mated, found.non_mated])
    edges = np.histogram_bin_edges(everything, _BINS)
    return {
        "edges": edges.tolist(),
        "mated": np.histogram(found.mated, edges)[0].tolist(),
        "non_mated": np.histogram(found.non_mated, edges)[0].tolist(),
    }


def _named(names: Sequence[str], first: int, second: int) -> dict[str, str]:
    return {"path": names[first], "other_path": names[second] if second >= 0 else ""}


def _triple(f: Figure) -> dict[str, float]:
    return {"value": f.value, "low": f.low, "high": f.high}


def _plain(value: Any) -> Any:
    """Without NaN, infinities and numpy's types, so that the JSON is one for every reader."""
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
