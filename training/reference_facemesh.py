"""Inputs for the proof that the face mesh equals its original: crops of the demo portraits and synthetic ones.

    python -m training.reference_facemesh INPUTS.rgb

writes tests/data/facemesh_inputs.png (four 192 px crops side by side, lossless, so that no JPEG decoder has a say)
and the same pixels raw into INPUTS.rgb, which reference_facemesh.mjs reads.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from faceqnet_engine.faces.face import Uint8Array

_ROOT = Path(__file__).parents[1]
_SIDE = 192
_FACES = {"portrait_astronaut.jpg": (115, 15, 210), "portrait_lisa.jpg": (110, 150, 400)}
"""File -> left, top, side of the crop."""


def crops() -> Uint8Array:
    """(4, 192, 192, 3) uint8: two faces, smooth colour waves, noise."""
    found = []
    for name, (left, top, side) in _FACES.items():
        with Image.open(_ROOT / "resources/demo" / name) as image:
            pixels = np.asarray(image.convert("RGB"))[top : top + side, left : left + side]
        found.append(cv2.resize(pixels, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA))
    y, x = np.mgrid[:_SIDE, :_SIDE]
    waves = np.stack([127 + 120 * np.sin(x / 17 + y / k) for k in (11, 23, 47)], -1)
    noise = np.random.default_rng(0).integers(0, 256, (_SIDE, _SIDE, 3))
    return np.stack([*found, waves.astype(np.uint8), noise.astype(np.uint8)]).astype(np.uint8)


def main() -> None:
    """Write both files."""
    made = crops()
    Path(sys.argv[1]).write_bytes(made.tobytes())
    folder = _ROOT / "tests/data"
    folder.mkdir(exist_ok=True)
    Image.fromarray(np.concatenate(list(made), axis=1)).save(folder / "facemesh_inputs.png", optimize=True)


if __name__ == "__main__":
    main()
