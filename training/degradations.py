"""Degraded copies of photos: what clean collections lack, and where a quality network learns the low end.

Every function takes (h, w, 3) uint8 RGB, a strength 0..1, the five landmarks (5, 2) and a random generator, and
gives an image of the same size. Strengths are scaled by the inter-eye distance, so that a strength means the same
at every face size.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Points = NDArray[np.float32]
Degradation = Callable[[Image, float, Points, Generator], Image]


def _ied(points: Points) -> float:
    return max(float(np.linalg.norm(points[0] - points[1])), 4.0)


def _clipped(image: NDArray) -> Image:
    return np.clip(image + 0.5, 0, 255).astype(np.uint8)


def blur(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Gaussian blur, up to .18 of the inter-eye distance."""
    sigma = (0.01 + 0.17 * strength) * _ied(points)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8)


def motion(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Straight motion blur in a random direction, up to .7 of the inter-eye distance."""
    length = max(3, round((0.04 + 0.66 * strength) * _ied(points)))
    kernel = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, np.pi)
    middle, half = (length - 1) / 2, (length - 1) / 2
    start = (round(middle - half * np.cos(angle)), round(middle - half * np.sin(angle)))
    end = (round(middle + half * np.cos(angle)), round(middle + half * np.sin(angle)))
    cv2.line(kernel, start, end, 1.0)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), np.uint8)


def low_resolution(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Shrunk until the eyes are 40 down to 5 pixels apart, and blown up again."""
    wanted = 40.0 * (5.0 / 40.0) ** strength
    factor = min(1.0, wanted / _ied(points))
    height, width = image.shape[:2]
    small = cv2.resize(
        image, (max(2, round(width * factor)), max(2, round(height * factor))), interpolation=cv2.INTER_AREA
    )
    back = (cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC)[int(rng.integers(3))]
    return np.asarray(cv2.resize(small, (width, height), interpolation=back), np.uint8)


def jpeg(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """JPEG of quality 50 down to 2."""
    quality = round(50 * (2 / 50) ** strength)
    _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1]


def noise(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Gaussian noise, deviation up to 90 grey levels; half the time the same in all channels."""
    sigma = 4 + 86 * strength
    shape = image.shape if rng.random() < 0.5 else (*image.shape[:2], 1)
    return _clipped(image + rng.normal(0, sigma, shape))


def dark(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Less light: down to 3 %, with the noise of a sensor that amplifies it."""
    linear = (image / 255.0) ** 2.2 * (0.4 * (0.03 / 0.4) ** strength)
    noisy = linear + rng.normal(0, 0.002 + 0.004 * strength, image.shape)
    return _clipped(255 * np.clip(noisy, 0, 1) ** (1 / 2.2))


def bright(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """More light than the sensor holds: up to 14 times, burnt out."""
    linear = (image / 255.0) ** 2.2 * (1.5 * (14 / 1.5) ** strength)
    return _clipped(255 * np.clip(linear, 0, 1) ** (1 / 2.2))


def uneven(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Light from one side: the other side loses up to 97 %."""
    height, width = image.shape[:2]
    ied, centre = _ied(points), points.mean(0)
    angle = rng.uniform(0, 2 * np.pi)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    along = ((xs - centre[0]) * np.cos(angle) + (ys - centre[1]) * np.sin(angle)) / ied
    shade = 1 / (1 + np.exp(-along / rng.uniform(0.15, 0.8)))
    least = 1 - strength * 0.97
    linear = (image / 255.0) ** 2.2 * (least + (1 - least) * shade)[..., None]
    return _clipped(255 * linear ** (1 / 2.2))


def occlusion(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """A block or ellipse over part of the face, up to all of it, in a flat or noisy colour."""
    out = image.copy()
    ied = _ied(points)
    low, high = points.min(0) - 0.4 * ied, points.max(0) + 0.4 * ied
    share = 0.12 + 0.88 * strength
    size = (high - low) * np.sqrt(share) * rng.uniform(0.85, 1.18, 2)
    free = (high - low - size) / 2
    centre = (low + high) / 2 + rng.uniform(-1, 1, 2) * np.abs(free)
    first, last = (centre - size / 2).round().astype(int), (centre + size / 2).round().astype(int)
    mask = np.zeros(image.shape[:2], np.uint8)
    if rng.random() < 0.6:
        cv2.rectangle(mask, tuple(map(int, first)), tuple(map(int, last)), 255, -1)
    else:
        cv2.ellipse(
            mask, tuple(map(int, centre)), tuple(map(int, size / 2)), rng.uniform(0, 90), 0, 360, 255, -1
        )
    fill = np.broadcast_to(rng.integers(0, 256, 3), image.shape).astype(np.float64)
    if rng.random() < 0.4:
        fill = fill + rng.normal(0, 40, image.shape)
    out[mask > 0] = _clipped(fill)[mask > 0]
    return out


def small_crop(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """The photo ends inside the face: one side is black up to past the middle."""
    out = image.copy()
    ied = _ied(points)
    low, high = points.min(0) - 0.5 * ied, points.max(0) + 0.5 * ied
    reach = 0.1 + 0.6 * strength
    side = int(rng.integers(4))
    cut = np.clip((low + (high - low) * (reach if side < 2 else 1 - reach)).round().astype(int), 0, None)
    if side == 0:
        out[:, : cut[0]] = 0
    elif side == 1:
        out[: cut[1]] = 0
    elif side == 2:
        out[:, cut[0] :] = 0
    else:
        out[cut[1] :] = 0
    return out


def flat(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Haze: contrast down to a tenth about a random grey."""
    return _clipped((image - 128.0) * (0.6 * (0.08 / 0.6) ** strength) + rng.uniform(80, 190))


DEGRADATIONS: dict[str, Degradation] = {
    "blur": blur,
    "motion": motion,
    "low_resolution": low_resolution,
    "jpeg": jpeg,
    "noise": noise,
    "dark": dark,
    "bright": bright,
    "uneven": uneven,
    "occlusion": occlusion,
    "small_crop": small_crop,
    "flat": flat,
}
_CAMERA_CHAIN = ("uneven", "dark", "motion", "blur", "low_resolution", "noise", "jpeg")
"""In the order in which light, lens, sensor and file do it."""


def degraded(image: Image, points: Points, rng: Generator) -> tuple[Image, str]:
    """One degraded copy: a single kind at a random strength, or (every third time) a chain as a camera makes it."""
    if rng.random() < 0.33:
        kinds = [k for k in _CAMERA_CHAIN if rng.random() < 0.4] or ["blur", "jpeg"]
        for kind in kinds:
            image = DEGRADATIONS[kind](image, float(rng.uniform(0, 0.6)), points, rng)
        return image, "chain"
    kind = list(DEGRADATIONS)[int(rng.integers(len(DEGRADATIONS)))]
    return DEGRADATIONS[kind](image, float(rng.uniform(0, 1)), points, rng), kind


def jittered(points: Points, rng: Generator) -> Points:
    """Landmarks as a detector would find them on a bad photo.

    Off by about 3 % of the inter-eye distance, and now and then the whole face by more.
    """
    ied = _ied(points)
    off = rng.normal(0, 0.03 * ied, points.shape)
    if rng.random() < 0.15:
        off += rng.normal(0, 0.12 * ied, (1, 2))
    return (points + off).astype(np.float32)
