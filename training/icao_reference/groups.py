"""The groups of ICAO tests of one image, by the engine's measures."""

from __future__ import annotations

import hashlib
from pathlib import Path

import faceqnet_engine.measures
from faceqnet_engine.measures.icao import icao_groups
from training.datasets.manifest import Dataset


class GroupMeasures:
    """Measures images; one for many of them, from several threads."""

    def __init__(self) -> None:
        from faceqnet_engine.measures.measurer import Measurer, Sight

        self._measurer, self._sight = Measurer(), Sight

    @staticmethod
    def edition() -> str:
        """Changes when the code that measures does."""
        folder = Path(faceqnet_engine.measures.__file__).parent
        digest = hashlib.sha256()
        for file in sorted(folder.glob("*.py")):
            digest.update(file.read_bytes())
        return digest.hexdigest()[:16]

    def measured(self, dataset: Dataset, i: int) -> tuple[dict[str, float | None], float]:
        """Group -> 0..100 or None where not assessed, and the inter-eye distance in pixels, corrected for yaw."""
        pixels, data = dataset.photo(i)
        face = dataset.face(i)
        height, width = pixels.shape[:2]
        sight = self._sight(pixels, 1.0, width, height, (face, *dataset.other_faces(i)), data)
        measures = self._measurer.measures(sight, face)
        return icao_groups(measures), measures.native("InterEyeDistance") or 0.0
