"""Whether an imported original gives the scores that its authors published for their sample crops."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.errors import UsageError
from faceqnet_engine.faces.face import Uint8Array
from faceqnet_engine.models.registry import ModelRecord
from faceqnet_engine.results.score_files import faceqnet_scores

SCORES = "scores_quality.txt"
TOLERANCE = 0.02
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """A crop, its published score and ours."""

    name: str
    published: float
    ours: float

    @property
    def difference(self) -> float:
        """Ours minus the published one."""
        return self.ours - self.published


def samples_scored(record: ModelRecord, folder: Path) -> list[Sample]:
    """Score every crop that the folder's `scores_quality.txt` names: whole pictures, resized, no face looked for.

    Args:
        record: A quality model.
        folder: Holds `scores_quality.txt`, and the crops in it or in a folder below.

    Raises:
        UsageError: the list or a crop is missing or cannot be read.
        ModelError: the model cannot be used.
    """
    published = faceqnet_scores(folder / SCORES)
    crops = [_crop(_found(folder, name), record.input.size) for name in published]

    import torch

    from faceqnet_engine.quality.scorer import Scorer

    ours = Scorer(record, torch.device("cpu"), _BATCH).scores(crops)
    return [
        Sample(name.rpartition("/")[2], score, float(own))
        for (name, score), own in zip(published.items(), ours, strict=True)
    ]


def table_of(samples: list[Sample]) -> str:
    """The comparison for people, one sample a line."""
    lines = [f"{'sample':24} {'published':>9} {'ours':>9} {'difference':>10}"]
    for s in samples:
        mark = "" if abs(s.difference) <= TOLERANCE else "  *"
        lines.append(f"{s.name:24} {s.published:9.4f} {s.ours:9.4f} {s.difference:+10.4f}{mark}")
    return "\n".join(lines)


def _found(folder: Path, name: str) -> Path:
    """The crop of that name: where the list says, or under the name alone here or one folder below."""
    last = name.rpartition("/")[2]
    below = sorted(p for p in folder.iterdir() if p.is_dir())
    for place in (folder / name, folder / last, *(p / last for p in below)):
        if ".." not in place.parts[len(folder.parts) :] and place.is_file():
            return place
    raise UsageError(f"{folder} has no picture {last}, which its {SCORES} names.")


def _crop(file: Path, size: int) -> Uint8Array:
    photo = decode(str(file))
    if photo.pixels is None:
        raise UsageError(f"{file} cannot be read: {photo.detail}")
    if photo.pixels.shape[:2] == (size, size):
        return photo.pixels
    resized = cv2.resize(photo.pixels, (size, size), interpolation=cv2.INTER_LINEAR)
    return np.asarray(resized, dtype=np.uint8)
