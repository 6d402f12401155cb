"""The layout of OFIQ's CSV, for tools that read it: `-o NAME.ofiq.csv`.

Source: OFIQ's sample application: `;`, `Filename`, natives in its order, then `NAME.scalar` in the same order.
"""

from __future__ import annotations

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import INDEX, component_column
from faceqnet_engine.measures.mapping import OFIQ

SUFFIX = ".ofiq.csv"
SEPARATOR = ";"
UNIFIED = "UnifiedQualityScore"
HEAD = ("Filename", *OFIQ, *(component_column(measure) for measure in OFIQ))
"""Columns: OFIQ's names in OFIQ's order."""


def cells(row: Assessment) -> list[str]:
    """A row under HEAD: `UnifiedQualityScore` is FaceQnet's score and `quality`; what is not assessed is empty."""
    natives = [_native(row, measure) for measure in OFIQ]
    components = [_component(row, measure) for measure in OFIQ]
    return [
        row.path,
        *("" if value is None else f"{value:.6g}" for value in natives),
        *("" if value is None else str(value) for value in components),
    ]


def _native(row: Assessment, measure: str) -> float | None:
    if measure == UNIFIED:
        return row.score
    return row.measures.native(measure) if row.measures is not None and measure in INDEX else None


def _component(row: Assessment, measure: str) -> int | None:
    if measure == UNIFIED:
        return row.quality
    return row.measures.component(measure) if row.measures is not None and measure in INDEX else None
