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


def defocus(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Out of focus: a disc, radius up to .3 of the inter-eye distance."""
    radius = (0.015 + 0.285 * strength) * _ied(points)
    half = int(np.ceil(radius))
    ys, xs = np.mgrid[-half : half + 1, -half : half + 1]
    disc = np.clip(radius + 0.5 - np.hypot(xs, ys), 0, 1).astype(np.float32)
    return np.asarray(cv2.filter2D(image, -1, disc / disc.sum()), np.uint8)


def hard_light(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """One lamp from the side, above or below: the head is an ellipsoid, what it turns away goes dark."""
    height, width = image.shape[:2]
    ied, centre = _ied(points), points.mean(0)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = (xs - centre[0]) / (1.35 * ied), (ys - centre[1]) / (1.75 * ied)
    depth = np.sqrt(np.clip(1 - u * u - v * v, 0.02, None))
    around, up = rng.uniform(0, 2 * np.pi), rng.uniform(-0.35, 0.35)
    light = np.array([np.cos(around), np.sin(around), up])
    lit = np.clip((u * light[0] + v * light[1] + depth * light[2]) / np.linalg.norm(light), 0, None)
    ambient = 1 - 0.97 * strength
    shade = ambient + (1 - ambient) * lit * rng.uniform(0.8, 1.6)
    linear = (image / 255.0) ** 2.2 * shade[..., None]
    return _clipped(255 * np.clip(linear, 0, 1) ** (1 / 2.2))


def low_light(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """A dark scene as a telephone shows it: few photons, lifted again, smoothed against the noise."""
    photons = 400.0 * (3.0 / 400.0) ** strength
    linear = rng.poisson((image / 255.0) ** 2.2 * photons) / photons
    lifted = _clipped(255 * np.clip(linear * rng.uniform(0.3, 1.1), 0, 1) ** (1 / 2.2))
    sigma = (0.005 + 0.04 * strength) * _ied(points)
    return np.asarray(cv2.GaussianBlur(lifted, (0, 0), max(sigma, 0.3)), np.uint8)


def video(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """A frame of a stream: small, compressed twice on shifted blocks, sharpened on the way back."""
    height, width = image.shape[:2]
    wanted = 44.0 * (8.0 / 44.0) ** strength
    factor = min(1.0, wanted / _ied(points))
    size = (max(16, round(width * factor)), max(16, round(height * factor)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    quality = 60 - 45 * strength
    for _ in range(2):
        dx, dy = (int(d) for d in rng.integers(0, 8, 2))
        padded = cv2.copyMakeBorder(small, dy, 0, dx, 0, cv2.BORDER_REPLICATE)
        _, data = cv2.imencode(
            ".jpg", padded[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, round(quality * rng.uniform(0.7, 1.3))]
        )
        small = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[dy:, dx:, ::-1]
    back = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    amount = rng.uniform(0, 1.0)
    return _clipped(back + amount * (back - cv2.GaussianBlur(back, (0, 0), 0.04 * _ied(points))))


def cover(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Dark glasses, a mask over mouth and nose, or a hat drawn down, that covers more with strength."""
    out = image.copy()
    ied = _ied(points)
    along = (points[1] - points[0]) / ied
    down = np.array([-along[1], along[0]])
    colour = tuple(int(c) for c in rng.integers(0, 256, 3))
    kind = int(rng.integers(3))
    if kind == 0:
        dark = tuple(int(c) for c in rng.integers(0, 60, 3))
        for eye in points[:2]:
            axes = (round((0.12 + 0.3 * strength) * ied), round((0.08 + 0.22 * strength) * ied))
            cv2.ellipse(out, tuple(map(int, eye.round())), axes, 0, 0, 360, dark, -1)
        cv2.line(
            out,
            tuple(map(int, points[0].round())),
            tuple(map(int, points[1].round())),
            dark,
            max(1, round(0.06 * ied)),
        )
        return out
    middle = points[:2].mean(0)
    chin = middle + down * 1.9 * ied
    if kind == 1:
        edge, far = chin - down * (0.35 + 1.35 * strength) * ied, chin + down * ied
    else:
        top = middle - down * 0.95 * ied
        edge, far = top + down * (0.1 + 1.2 * strength) * ied, top - down * 2 * ied
    wide = along * 1.3 * ied
    corners = np.stack([edge - wide, edge + wide, far + wide, far - wide]).round().astype(np.int32)
    cv2.fillPoly(out, [corners], colour)
    return out


def cast(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """Coloured light: up to nearly one channel alone."""
    gains = 1 - (0.3 + 0.65 * strength) * rng.dirichlet((0.6, 0.6, 0.6))
    linear = (image / 255.0) ** 2.2 * (gains / gains.max()) ** (1 + 2 * strength)
    return _clipped(255 * linear ** (1 / 2.2))


def turned(image: Image, strength: float, points: Points, rng: Generator) -> Image:
    """A head leaning by 8 to 65 degrees, turned back by landmarks that fit worse the further it leans.

    How far they are off was measured with our detector on turned photos: hardly up to 24 degrees, at 60 by a quarter
    of the inter-eye distance, 18 degrees and a fifth of the size.
    """
    height, width = image.shape[:2]
    angle = (8 + 57 * strength) * float(rng.choice((-1, 1)))
    far = max(0.0, (abs(angle) - 24) / 36) ** 2
    centre = points.mean(0)
    there = cv2.getRotationMatrix2D((float(centre[0]), float(centre[1])), angle, 1)
    leaning = cv2.warpAffine(image, there, (width, height), borderMode=cv2.BORDER_REFLECT)
    moved = centre + rng.normal(0, (0.02 + 0.2 * far) * _ied(points), 2)
    off, size = rng.normal(0, 1.5 + 16 * far), float(np.exp(rng.normal(0, 0.03 + 0.17 * far)))
    back = cv2.getRotationMatrix2D((float(moved[0]), float(moved[1])), -angle + off, size)
    return np.asarray(cv2.warpAffine(leaning, back, (width, height), borderMode=cv2.BORDER_REFLECT), np.uint8)


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
    "defocus": defocus,
    "hard_light": hard_light,
    "low_light": low_light,
    "video": video,
    "cover": cover,
    "cast": cast,
    "turned": turned,
}
_CAMERA_CHAIN: tuple[tuple[str, ...], ...] = (
    ("cover", "occlusion"),
    ("hard_light", "uneven", "cast"),
    ("dark", "bright", "flat", "low_light"),
    ("motion", "blur", "defocus"),
    ("low_resolution",),
    ("noise",),
    ("jpeg", "video"),
)
"""In the order in which scene, light, exposure, lens, sensor and file do it; one of each group at most."""


def degraded(image: Image, points: Points, rng: Generator) -> tuple[Image, str]:
    """One degraded copy: a single kind at a random strength, or (every third time) a chain as a camera makes it."""
    if rng.random() < 0.35:
        groups = [g for g in _CAMERA_CHAIN if rng.random() < 0.35] or [("blur",), ("jpeg",)]
        for group in groups:
            kind = group[int(rng.integers(len(group)))]
            image = DEGRADATIONS[kind](image, float(rng.uniform(0, 0.55)), points, rng)
        return image, "chain"
    kind = list(DEGRADATIONS)[int(rng.integers(len(DEGRADATIONS)))]
    return DEGRADATIONS[kind](image, float(rng.uniform(0, 1)), points, rng), kind


def jittered(points: Points, rng: Generator) -> Points:
    """Landmarks as a detector would find them on a bad photo.

    Off by about 3 % of the inter-eye distance, now and then the whole face by more, and seldom turned and scaled.
    """
    ied = _ied(points)
    off = rng.normal(0, 0.03 * ied, points.shape)
    if rng.random() < 0.15:
        off += rng.normal(0, 0.12 * ied, (1, 2))
    moved = points + off
    if rng.random() < 0.08:
        centre, angle = moved.mean(0), rng.normal(0, 0.35)
        turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
        moved = (moved - centre) @ turn.T * np.exp(rng.normal(0, 0.2)) + centre
    return moved.astype(np.float32)
