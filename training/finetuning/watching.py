"""What can be seen of a training while it runs: figures of every epoch, a curve, and some faces, in one file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.evaluation.comparisons import mated_pairs
from faceqnet_engine.evaluation.edc import curve, fnmr_at, threshold_at_fnmr
from training.evaluation.statistics import rounded, spearman
from training.evaluation.tables import DISCARDS, FNMR_AT_ZERO
from training.finetuning.validation import Held
from training.records import write_whole

LIVE = "live.json"
_SAMPLES = 12


@dataclass(slots=True, eq=False)
class Watch:
    """Keeps `live.json` up to date.

    Attributes:
        file: Where it is written.
        paths: (m,) of the validation images.
        runs: Of the whole training.
        epochs: Of a run, at most.
        told: What the file says; taken up again where a training is.
    """

    file: Path
    paths: NDArray[np.str_]
    runs: int
    epochs: int
    told: dict[str, Any] = field(default_factory=dict)
    _held: Held | None = None

    def __post_init__(self) -> None:
        try:
            self.told = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.told = {"history": []}
        self.told |= {"runs": self.runs, "epochs": self.epochs}

    def see(self, held: Held) -> None:
        """The validation images as they are scored now."""
        self._held = held

    def epoch(self, run: int, epoch: int, loss: float, figure: float) -> None:
        """An epoch has ended, now or before a stop."""
        known = {(line[0], line[1]): line for line in self.told["history"]}
        held, self._held = self._held, None
        if held is None:
            known.setdefault((run, epoch), [run, epoch, round(loss, 6), round(figure, 5), None])
        else:
            fine = np.isfinite(held.labels)
            rank = spearman(held.scores[fine], held.labels[fine])
            known[run, epoch] = [run, epoch, round(loss, 6), round(figure, 5), rounded(rank)]
            self.told["samples"] = self._samples(held)
            self.told["curve"] = _curve(held)
        self.told["history"] = [known[key] for key in sorted(known)]
        write_whole(self.file, json.dumps(self.told) + "\n")

    def _samples(self, held: Held) -> list[dict[str, Any]]:
        """Twelve faces from the lowest to the highest label, always the same ones."""
        labels = held.labels[:, 0]
        order = np.argsort(labels, kind="stable")[: int(np.isfinite(labels).sum())]
        chosen = order[np.unique(np.linspace(0, len(order) - 1, min(_SAMPLES, len(order))).astype(int))]
        return [
            {
                "path": str(self.paths[k]),
                "label": round(float(labels[k]), 4),
                "score": round(float(held.scores[k, 0]), 4),
            }
            for k in chosen
        ]


def _curve(held: Held) -> dict[str, Any] | None:
    """Error versus discard by the first recogniser that labelled."""
    pairs = mated_pairs(held.subjects)
    if not len(pairs[0]) or not held.embeddings:
        return None
    embeddings = held.embeddings[0].astype(np.float64)
    alike = -np.linalg.norm(embeddings[pairs[0]] - embeddings[pairs[1]], axis=1)
    errors = alike < threshold_at_fnmr(alike, FNMR_AT_ZERO)
    scores = held.scores[:, 0]
    found = curve(np.minimum(scores[pairs[0]], scores[pairs[1]]), errors)
    return {
        "discarded": [round(float(x), 3) for x in DISCARDS],
        "fnmr": [round(fnmr_at(found, float(x)), 6) for x in DISCARDS],
        "errors": int(errors.sum()),
    }
