"""Readings as an analyser would give them, made by hand: the logic of hints and captures needs no network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from faceqnet_engine.live.reading import Reading, Subject
from faceqnet_engine.sources.stream import Frame

GOOD = {
    "distance": 0.26, "head": 0.62, "aside": 0.0, "below": 0.0, "yaw": 0.0, "pitch": 0.0, "roll": 0.0,
    "light_behind": 1.0, "eye_light": 95.0, "luminance": 90.0, "under": 100.0, "over": 100.0, "uniformity": 80.0,
    "speed": 0.0, "sharpness": 90.0, "eyes": 0.08, "mouth": 95.0, "second": 0.0, "cut": 0.0, "pixels": 100.0,
    "quality": 70.0,
}  # fmt: skip


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    """A person who is perfectly placed, but for the values given; `present=False` for nobody."""
    pixels = np.full((48, 64, 3), 128, np.uint8)

    def make(
        time: float = 0.0,
        *,
        present: bool = True,
        identity: int = 1,
        score: float | None = 0.5,
        **values: float,
    ) -> Reading:
        frame = Frame(pixels, round(time * 15), time)
        if not present:
            return Reading(frame)
        landmarks = np.array(((26, 20), (38, 20), (32, 26), (27, 32), (37, 32)), np.float32)
        subject = Subject(identity, np.array((20, 10, 24, 30), np.float32), landmarks)
        return Reading(frame, 1, subject, None, score, GOOD | values)

    return make
