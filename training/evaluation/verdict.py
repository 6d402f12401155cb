"""Better, not distinguishable or worse than another model, with the curves that say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.bootstrap import Draws, band, drawn_curves, subject_draws
from faceqnet_engine.evaluation.comparisons import mated_pairs
from faceqnet_engine.evaluation.edc import FEW_ERRORS, curve, fnmr_at, threshold_at_fnmr
from faceqnet_engine.recognition.similarities import similarities
from training.evaluation.statistics import rounded
from training.evaluation.tables import DISCARDS, FNMR_AT_ZERO, Judge

BETTER, WORSE, EVEN = "better", "worse", "not distinguishable"
DISCARD = 0.2
"""Share of the comparisons that the sentence is about."""


def verdict_of(
    methods: Mapping[str, NDArray[np.float64]],
    other: str,
    judges: Mapping[str, Judge],
    subjects: NDArray[np.str_],
    *,
    draws: int = 1000,
    most_pairs: int = 30,
    ours: str = "ours",
) -> dict[str, Any] | None:
    """What one judge says of two methods, and the curves of all of them; None without mated pairs.

    A judge that made no labels is asked where there is one. The word needs the band of the difference to lie on one
    side of zero, and at least ten errors.

    Args:
        methods: Name -> (n,) qualities of the same n images.
        other: The method that `ours` is compared with.
        judges: Name -> its embeddings.
        subjects: (n,).
        draws: Bootstrap draws of subjects; 0 for no bands, and then no word but the third.
        most_pairs: Mated pairs of a subject at most.
        ours: The method that the verdict is about.
    """
    pairs = mated_pairs(subjects, most_pairs)
    if not len(pairs[0]) or not judges:
        return None
    name = next((n for n, j in judges.items() if not j.labelled), next(iter(judges)))
    judge = judges[name]
    alike = similarities(judge.embeddings, pairs, judge.similarity).astype(np.float64)
    errors = alike < threshold_at_fnmr(alike, FNMR_AT_ZERO)
    drawn = subject_draws(subjects[pairs[0]], draws) if draws else None
    curves, rates = {}, {}
    for method, quality in methods.items():
        lower = np.minimum(quality[pairs[0]], quality[pairs[1]])
        curves[method], rates[method] = _curve(lower, errors, drawn if method in {ours, other} else None)
    mine, theirs = curves[ours], curves[other]
    at = int(np.argmin(np.abs(DISCARDS - DISCARD)))
    low, high = (
        band(rates[other][:, at] - rates[ours][:, at]) if drawn is not None else (float("nan"), float("nan"))
    )
    rankable = bool(errors.sum() >= FEW_ERRORS) and bool(np.isfinite(low))
    return {
        "word": (BETTER if low > 0 else WORSE if high < 0 else EVEN) if rankable else EVEN,
        "rankable": rankable,
        "against": other,
        "judge": name,
        "made_labels": judge.labelled,
        "discard": DISCARD,
        "fnmr_ours": mine["fnmr"][at],
        "fnmr_other": theirs["fnmr"][at],
        "difference": round(theirs["fnmr"][at] - mine["fnmr"][at], 5),
        "band": [rounded(low, 5), rounded(high, 5)],
        "errors": int(errors.sum()),
        "pairs": len(pairs[0]),
        "subjects": len(np.unique(subjects)),
        "discards": [round(float(x), 3) for x in DISCARDS],
        "curves": curves,
    }


def _curve(
    lower: NDArray[np.float64], errors: NDArray[np.bool_], drawn: Draws | None
) -> tuple[dict[str, Any], NDArray[np.float64]]:
    """FNMR at the discards, with bands where draws are given, and the drawn FNMRs."""
    found = curve(lower, errors)
    told: dict[str, Any] = {"fnmr": [round(fnmr_at(found, float(x)), 5) for x in DISCARDS]}
    if drawn is None:
        return told, np.zeros((0, len(DISCARDS)))
    rates = drawn_curves(lower, errors, drawn, discards=[float(x) for x in DISCARDS])[1]
    bands = [band(rates[:, k]) for k in range(len(DISCARDS))]
    return told | {"low": [rounded(b[0], 5) for b in bands], "high": [rounded(b[1], 5) for b in bands]}, rates
