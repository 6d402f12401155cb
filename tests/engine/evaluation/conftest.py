from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from faceqnet_engine.evaluation.study import Labelled
from faceqnet_engine.recognition.similarities import Similarity


def _made(subjects: int = 60, each: int = 6, seed: int = 0, **changes: object) -> Labelled:
    """A world in which poor images lie further from their subject's centre."""
    rng = np.random.default_rng(seed)
    names = np.repeat([f"s{n:03}" for n in range(subjects)], each)
    quality = rng.random(len(names))
    centres = np.repeat(rng.normal(0, 0.5, (subjects, 16)), each, axis=0)
    embeddings = centres + rng.normal(size=centres.shape) * (0.05 + 0.3 * (1 - quality[:, None]) ** 2)
    values: dict = {
        "paths": [f"{s}/{n}.jpg" for n, s in enumerate(names)],
        "subjects": names.tolist(),
        "embeddings": embeddings.astype(np.float32),
        "similarity": Similarity.EUCLIDEAN,
        "recogniser": "made@1",
        "qualities": {"made": quality, "random": rng.random(len(names))},
    }
    return Labelled(**(values | changes))


@pytest.fixture(scope="session")
def made() -> Callable[..., Labelled]:
    """A maker of labelled sets: subjects, images of each, seed, and fields to change."""
    return _made
