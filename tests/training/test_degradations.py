from __future__ import annotations

import numpy as np
import pytest

from training.degradations import DEGRADATIONS, degraded, jittered

LANDMARKS = np.array([(205, 101), (247, 103), (225, 129), (202, 139), (245, 142)], np.float32)


@pytest.mark.parametrize("kind", DEGRADATIONS)
def test_degradations_keep_the_size_and_repeat(portrait_pixels: np.ndarray, kind: str) -> None:
    def made(strength: float, seed: int = 3) -> np.ndarray:
        return DEGRADATIONS[kind](portrait_pixels, strength, LANDMARKS, np.random.default_rng(seed))

    for strength in (0.0, 1.0):
        assert made(strength).shape == portrait_pixels.shape
        assert made(strength).dtype == np.uint8
        assert (made(strength) == made(strength)).all()
    face = np.s_[60:180, 170:280]
    # Over some seeds: chance also draws how bright the picture of a dark scene comes out.
    changed = [
        np.mean(
            [np.abs(made(s, seed)[face].astype(int) - portrait_pixels[face]).mean() for seed in range(12)]
        )
        for s in (0.0, 1.0)
    ]
    assert changed[1] > changed[0]
    assert degraded(portrait_pixels, LANDMARKS, np.random.default_rng(1))[0].shape == portrait_pixels.shape
    assert jittered(LANDMARKS, np.random.default_rng(1)).shape == (5, 2)
