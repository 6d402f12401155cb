"""Sharpness: how fine the detail is that a face still shows, against the size of the face."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load

from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.measures.face_patch import FacePatch, face_patch

INTER_EYE = 40.0
"""Size of the face that is looked at. Photos are decoded no smaller than 52 px between the eyes, so every decode
of a photo gives the same patch; finer detail than this holds matters to no recogniser."""
HALF = 0.04
"""Blur (sigma of a Gaussian, in inter-eye distances) at which sharpness is 50."""
SLOPE = 1.5
_FLAT = 1.5
"""Grey levels of deviation within the face, under which there is nothing to be sharp."""
_CONTRAST, _LEAST_CONTRAST = 45.0, 6.0
"""Grey levels of deviation to which a face is brought, and the least that is believed to be contrast."""
_FILE = "sharpness.safetensors"


def sharpness(pixels: Uint8Array, landmarks: Float32Array, scale: float = 1.0) -> float | None:
    """Native sharpness: 100 s, s falling from 1 (crisp) to 0 as blur grows; 50 at a blur of .04 of the eye distance.

    What counts is the detail that is left, relative to the face: blur by focus or motion, few pixels blown up and
    heavy compression are all "less sharp"; noise does not count as detail, and takes some away.

    Args:
        pixels: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) pixels of `pixels`.
        scale: `pixels` size over full size. Not needed, for the face is brought to one size; taken so that all
            measures are called alike.

    Returns:
        None where no part of a face is inside the photo.

    Source: statistics of OFIQ's Sharpness; the regressor is made by training/calibrate_sharpness.py.
    """
    del scale
    patch = face_patch(pixels, landmarks, INTER_EYE)
    if patch is None:
        return None
    values = statistics(patch)
    return 0.0 if values is None else 100.0 * _regressed(values)


def equivalent_blur(native: float) -> float:
    """The Gaussian blur, in inter-eye distances, that a native sharpness stands for."""
    share = min(max(native / 100.0, 1e-6), 1 - 1e-6)
    return float(HALF * (1 / share - 1) ** (1 / SLOPE))


def sharpness_at(blur: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share s of 0..1 for blurs in inter-eye distances: the scale that the regressor is taught."""
    return np.asarray(1 / (1 + (np.maximum(blur, 0) / HALF) ** SLOPE))


def statistics(patch: FacePatch) -> Float32Array | None:
    """Logarithms of gradient statistics within the face; None where the face is flat.

    Mean and deviation of: absolute Laplacians (kernels 1 3 5 7 9, after a 3 x 3 blur), absolute differences to mean
    blurs (3 5 7), Sobel magnitude, all of the face at one contrast, for less light is no blur; then the contrast that
    it had; four that tell detail from noise (edges agree from one scale to the next and are sparse, so that the median
    is small; noise is neither); and the strength of edges along and across the direction that has the fewest: a
    shaken photo keeps edges along the shake.
    """
    grey = cv2.cvtColor(patch.pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    inside = _shrunk(patch.inside)
    deviation = float(grey[inside].std()) if inside.any() else 0.0
    if deviation < _FLAT:
        return None
    grey = np.asarray(
        (grey - grey[inside].mean()) * (_CONTRAST / max(deviation, _LEAST_CONTRAST)), np.float32
    )
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    maps = [np.abs(cv2.Laplacian(soft, cv2.CV_32F, ksize=k, scale=s)) for k, s in _LAPLACIANS]
    means = [cv2.blur(grey, (k, k)) for k in (3, 5, 7)]
    maps += [np.abs(grey - mean) for mean in means]
    slopes = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    maps.append(cv2.magnitude(*slopes))
    chosen = np.stack([m[inside] for m in maps])
    floor = 0.02
    measured = [*np.log(chosen.mean(1) + floor), *np.log(chosen.std(1) + floor), np.log(deviation)]
    bands = [(grey - means[0])[inside], (means[0] - means[1])[inside], (means[1] - means[2])[inside]]
    measured += [_agreement(bands[0], bands[1]), _agreement(bands[1], bands[2])]
    measured.append(np.log(np.median(chosen[0]) + floor))
    measured.append(np.log(np.median(chosen[5]) + floor))
    measured += [np.log(edge + floor) for edge in _edges(slopes[0][inside], slopes[1][inside])]
    return np.array(measured, np.float32)


# Each scaled so that a slope of one grey level a pixel gives values of about the same size.
_LAPLACIANS = ((1, 1.0), (3, 1 / 4), (5, 1 / 32), (7, 1 / 512), (9, 1 / 8192))


def _edges(across: NDArray[Any], down: NDArray[Any]) -> tuple[float, float]:
    """Root mean square slope along the direction that has the least of it, and along the other.

    Source: eigenvalues of the structure tensor, so that turning the photo changes nothing.
    """
    a, b, both = (float((x * y).mean()) for x, y in ((across, across), (down, down), (across, down)))
    half = float(np.hypot((a - b) / 2, both))
    return float(np.sqrt(max((a + b) / 2 - half, 0.0))), float(np.sqrt((a + b) / 2 + half))


def _shrunk(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Without a rim at the photo's border, where filters see pixels that do not exist."""
    kept = inside.copy()
    kept[:2] = kept[-2:] = False
    kept[:, :2] = kept[:, -2:] = False
    return kept


def _agreement(fine: Float32Array, coarse: Float32Array) -> float:
    """Correlation of two bands, -1..1; 0 where one of them is empty."""
    product = float(np.sqrt((fine * fine).sum() * (coarse * coarse).sum()))
    return float((fine * coarse).sum()) / product if product > 1e-6 else 0.0


@lru_cache(maxsize=1)
def _layers() -> dict[str, NDArray[np.float32]]:
    return load((resources.files("resources") / "measures" / _FILE).read_bytes())


def _regressed(values: Float32Array) -> float:
    """The regressor: standardised, clipped to what it was taught, one hidden layer, a logistic output."""
    net = _layers()
    x = np.clip((values - net["mean"]) / net["deviation"], net["least"], net["most"])
    hidden = np.tanh(net["weight_1"] @ x + net["bias_1"])
    z = float(net["weight_2"] @ hidden + net["bias_2"][0])
    return float(1 / (1 + np.exp(-z)))
