"""The reference distribution of imported originals: `python -m training.official_reference CSV`.

CSV: `path,score,faces`, the scores that FaceQnet's authors published for LFW.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy as np

from faceqnet_engine.models.registry_file import write_whole
from training.weights_table import RESOURCES


def main(table: Path) -> None:
    """Write 101 quantiles of the published scores to `resources/reference/faceqnet_official.json`."""
    with table.open(newline="", encoding="utf-8") as stream:
        scores = np.array([float(row["score"]) for row in csv.DictReader(stream)])
    quantiles = [round(float(q), 6) for q in np.percentile(scores, np.arange(101))]
    words = f"the scores that FaceQnet's authors published for {len(scores)} photos of LFW"
    text = json.dumps({"set": words, "images": len(scores), "quantiles": quantiles})
    write_whole(RESOURCES / "reference" / "faceqnet_official.json", (text + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
