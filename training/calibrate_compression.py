"""Where the evidence of JPEG steps parts compressed from uncompressed faces, and how true the quality is.

    python -m training.calibrate_compression --sharp FOLDER [--photos 60]

Sharp portraits are shrunk by half (which wipes out the steps of their own files), compressed at known qualities, and
stored without loss, some also compressed again at 92. Prints the evidence with and without compression, which is what
`_EVIDENCE` in the measure rests on, and the estimate at every quality; ends with 1 if a promise does not hold.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.measures import compression
from training.calibrate_sharpness import Portrait, blurred, portraits, resized

QUALITIES = (5, 10, 20, 30, 40, 50, 60, 70, 80, 85, 90)


def compressed(pixels: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """The pixels after a JPEG of this quality."""
    _, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1])


def clean_copies(portrait: Portrait) -> list[Portrait]:
    """Copies that no JPEG has touched at their size: plain, blurred, blown up, noisy."""
    half = resized(portrait, portrait.size / 2)
    rng = np.random.default_rng(0)
    noisy = np.clip(half.pixels + rng.normal(0, 8, half.pixels.shape) + 0.5, 0, 255).astype(np.uint8)
    return [
        half,
        blurred(half, 0.04),
        blurred(half, 0.12),
        resized(half, half.size * 2.5, cv2.INTER_CUBIC),
        Portrait(half.person, noisy, half.landmarks),
    ]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sharp", type=Path, required=True)
    parser.add_argument("--photos", type=int, default=60)
    options = parser.parse_args()
    torch.set_num_threads(1)
    files = sorted(options.sharp.rglob("*.jpg"))
    found = portraits(files[:: max(1, len(files) // options.photos)], Detector("cpu"), 80)
    clean = [copy for portrait in found for copy in clean_copies(portrait)]
    said = np.array([compression.quality_of_pixels(c.pixels, c.landmarks) for c in clean], np.float64)
    print(f"{len(clean)} clean copies: {np.mean(said < 100):.1%} are taken for compressed")
    good = bool(np.mean(said < 100) <= 0.01)
    for quality in QUALITIES:
        errors = []
        for portrait in found:
            half = resized(portrait, portrait.size / 2)
            once = compressed(half.pixels, quality)
            for pixels in (once, compressed(once, 92)):
                estimate = compression.quality_of_pixels(pixels, half.landmarks)
                errors.append(np.nan if estimate is None else estimate - quality)
        error = np.abs(np.array(errors, np.float64))
        print(f"quality {quality}: error median {np.median(error):.1f}, 95 % {np.percentile(error, 95):.1f}")
        good &= bool(quality > 80 or np.percentile(error, 95) <= 6)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
