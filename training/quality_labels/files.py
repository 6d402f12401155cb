"""Labels in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.records import disk_errors

FILE = "labels.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The labels of a data set.

    Attributes:
        rows: (m,) which images of the dataset.
        labels: (m, 1 + c) float32, 0..1; column 0 the clean image; NaN where there is none.
        votes: (r, m, 1 + c) the normalised labels of each recogniser, before fusion.
        kinds: (m, 1 + c) `clean`, or how the copy was degraded.
    """

    rows: NDArray[np.int64]
    labels: NDArray[np.float32]
    votes: NDArray[np.float32]
    kinds: NDArray[np.str_]

    def save(self, folder: Path) -> None:
        """Write labels.npz into a step's folder."""
        with disk_errors(str(folder / FILE)):
            np.savez(folder / FILE, rows=self.rows, labels=self.labels, votes=self.votes, kinds=self.kinds)

    @staticmethod
    def load(folder: Path) -> Labels:
        """Read what `save` wrote."""
        with np.load(folder / FILE) as data:
            return Labels(data["rows"], data["labels"], data["votes"], data["kinds"])
