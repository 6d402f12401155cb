"""Labels: how well recognisers find an image's subject again."""

from __future__ import annotations

from training.quality_labels.kinds import LABELS, Comparisons
from training.quality_labels.normalisation import (
    Normalisation,
    capped_by_original,
    fused,
    paper_labels,
    ranking_pairs,
)

__all__ = [
    "LABELS",
    "Comparisons",
    "Normalisation",
    "capped_by_original",
    "fused",
    "paper_labels",
    "ranking_pairs",
]
