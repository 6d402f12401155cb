"""FaceQnet's engine: images in, rows out.

>>> from faceqnet_engine import Assessor
>>> with Assessor(model="faceqnet-r29") as assessor:
...     for row in assessor.assess(["photos/"]):
...         print(row.path, row.status, row.quality)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.errors import FaceqnetError, ModelError, OutputError, StoreError, UsageError

if TYPE_CHECKING:
    from faceqnet_engine.assessor import Assessor, Progress, ScanSummary

__version__ = "0.1.0"
__all__ = [
    "Assessment",
    "Assessor",
    "FaceqnetError",
    "ModelError",
    "OutputError",
    "Progress",
    "ScanSummary",
    "Status",
    "StoreError",
    "UsageError",
]


def __getattr__(name: str) -> Any:
    # The assessor imports torch, which takes a second: only those who ask for it pay.
    if name in {"Assessor", "Progress", "ScanSummary"}:
        from faceqnet_engine import assessor

        return getattr(assessor, name)
    raise AttributeError(name)
