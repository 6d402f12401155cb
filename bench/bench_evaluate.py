"""An evaluation of LFW's size against the loops people write: pairs one by one, a sort per bootstrap draw.

13,233 images, every mated pair of them (242,000), a million sampled non-mated ones, three methods with 1,000 draws.
Embeddings are made, subjects have LFW's sizes. The peer is the same in plain numpy as it is usually written: one
similarity a pair, one sorted curve a draw. It runs on a part and is extrapolated, which the line says.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import psutil

from faceqnet_engine.evaluation.edc import curve, normalised_pauc
from faceqnet_engine.evaluation.study import Labelled, Options, Study, study
from faceqnet_engine.recognition.similarities import Similarity

RESULTS = Path(__file__).parent / "results"
SUBJECTS, IMAGES = 5749, 13233
# LFW's most photographed people; its other images are spread so that there are about its 242,000 mated pairs.
LARGEST = (530, 236, 144, 121, 109, 77, 71, 60, 55, 53, 52, 48, 44, 42, 42, 41, 41, 39, 37, 36)
PEER_PAIRS, PEER_DRAWS = 20_000, 5


def made_set(dimensions: int = 128) -> Labelled:
    """Embeddings about a centre per subject; worse images lie further from it."""
    rng = np.random.default_rng(0)
    sizes = np.ones(SUBJECTS, np.int64)
    sizes[: len(LARGEST)] = LARGEST
    rest = np.arange(len(LARGEST), 1680)
    weights = 1.0 / (rest - len(LARGEST) + 12) ** 0.76
    missing = IMAGES - sizes.sum()
    sizes[rest] += np.bincount(rng.choice(len(rest), missing, p=weights / weights.sum()), minlength=len(rest))
    subjects = np.repeat(np.arange(SUBJECTS).astype(str), sizes)
    centres = rng.normal(0, 0.06, (SUBJECTS, dimensions))
    quality = rng.random(IMAGES)
    spread = 0.02 + 0.03 * (1 - quality)
    embeddings = np.repeat(centres, sizes, axis=0) + rng.normal(size=(IMAGES, dimensions)) * spread[:, None]
    methods = {
        "made": quality,
        "noisy": quality + rng.normal(0, 0.3, IMAGES),
        "random": rng.random(IMAGES),
    }
    paths = [f"{s}/{n}.jpg" for n, s in enumerate(subjects)]
    return Labelled(
        paths, subjects.tolist(), embeddings.astype(np.float32), Similarity.EUCLIDEAN, "made", methods
    )


def loops(labelled: Labelled, found: Study) -> float:
    """Seconds that the loops would take for the same: measured on a part, scaled to all of it."""
    e, (first, second) = labelled.embeddings, found.comparisons.mated
    started = time.perf_counter()
    for a, b in zip(first[:PEER_PAIRS], second[:PEER_PAIRS], strict=True):
        -np.linalg.norm(e[a] - e[b])
    pairs = len(found.mated) + len(found.non_mated)
    seconds = (time.perf_counter() - started) * pairs / PEER_PAIRS
    names = np.array(labelled.subjects)[first]
    started = time.perf_counter()
    rng = np.random.default_rng(0)
    quality = labelled.qualities["made"]
    lower = np.minimum(quality[first], quality[second])
    of = {name: np.flatnonzero(names == name) for name in np.unique(names)}
    keys = list(of)
    grouped = time.perf_counter() - started
    started = time.perf_counter()
    for _ in range(PEER_DRAWS):
        chosen = np.concatenate([of[keys[k]] for k in rng.integers(len(keys), size=len(keys))])
        drawn = curve(lower[chosen], found.errors[chosen])
        [normalised_pauc(drawn, limit) for limit in (0.1, 0.2, 0.3)]
    each = (time.perf_counter() - started) / PEER_DRAWS
    return seconds + grouped + each * found.options.draws * len(labelled.qualities)


def main() -> None:
    """Measure, print, keep."""
    labelled, load = made_set(), psutil.getloadavg()[0]
    started, busy = time.perf_counter(), time.process_time()
    found = study(labelled, Options(most_pairs=0))
    seconds = time.perf_counter() - started
    busy = time.process_time() - busy
    memory = _peak_mb()
    peer = loops(labelled, found)
    print(f"evaluate-lfw  {seconds:.1f}  {peer:.0f}  {peer / seconds:.0f}  s (peer extrapolated from a part)")
    print(f"evaluate-lfw-memory  {memory:.0f}  2000  {2000 / memory:.1f}  MB (peer: the limit)")
    result = {
        "name": "evaluate-lfw",
        "ours": seconds,
        "peer": peer,
        "ratio": peer / seconds,
        "unit": "s",
        "peer_is": f"extrapolated from {PEER_PAIRS} pairs and {PEER_DRAWS} draws",
        "cpu_s": busy,
        "load_before": load,
        "mated": len(found.mated),
        "non_mated": len(found.non_mated),
        "methods": len(labelled.qualities),
        "draws": found.options.draws,
        "peak_mb": memory,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "evaluate.json").write_text(json.dumps(result, indent=1) + "\n")


def _peak_mb() -> float:
    peak = getattr(psutil.Process().memory_info(), "peak_wset", 0)  # Windows
    if peak:
        return peak / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
