"""Further checks that people expect of portraits: red eyes, washed-out light, blown-up pixels, a shadow on the face.

Each is a plain function with a native value, None where it cannot be assessed, and a limit that was tried on real
photographs. What did not hold up is not here: docs/measures.md says what and why.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.measures.canvas import TEMPLATE, Canvas
from faceqnet_engine.measures.face_patch import face_patch, face_size

RED_EYES_LIMIT = 0.18
"""Share of red pixels in an eye from which eyes are red: of 1,200 photos of LFW, none of them with red eyes, under 1 %
are above; a pupil of .11 inter-eye distances across that is all red gives .21."""
TONAL_RANGE_LIMIT = 45.0
"""Grey levels below which a face is washed out: even light in a studio gives 47 and more."""
RESOLUTION_LIMIT = 0.36
"""Share of the pixel grid's resolution up to which a face counts as blown up: photos as cameras and agencies deliver
them have .375 and more; enlarged fourfold (bilinear: sixfold) they have about .3."""
SHADOW_LIMIT = 4.0
"""Ratio of the lightest to the darkest patch of the face from which a shadow falls across it: 3 % of LFW, mostly
under a hard sun or spotlight; in even light at most 2.9."""

_EYE_RADIUS = 0.12
_TONE_SIZE = 40.0
_RED_BEYOND_SKIN = 1.35


def red_eyes(pixels: Uint8Array, landmarks: Float32Array) -> float | None:
    """Larger share, of both eyes, of pixels as only a flash in the pupil makes them.

    In a disc of .12 inter-eye distances at each eye centre: R > 90, R > 1.6 max(G, B), as red towards purple as
    towards orange, and clearly redder than the face itself: in warm light, and on few pixels, skin is red as well.

    Args:
        pixels: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) pixels of `pixels`.

    Returns:
        None where no eye is in the photo, or the discs have too few pixels.
    """
    patch = face_patch(pixels, landmarks, _TONE_SIZE)
    if patch is None:
        return None
    skin = patch.pixels[patch.inside].astype(np.float32)
    redness = max(1.0, float(np.median(skin[:, 0] / (np.maximum(skin[:, 1], skin[:, 2]) + 1))))
    radius = _EYE_RADIUS * face_size(landmarks)
    shares = [
        _red_share(pixels, eye, radius, max(1.6, _RED_BEYOND_SKIN * redness))
        for eye in np.asarray(landmarks[:2], np.float64)
    ]
    known = [share for share in shares if share is not None]
    return max(known) if known else None


def _red_share(pixels: Uint8Array, eye: NDArray[np.float64], radius: float, redder: float) -> float | None:
    height, width = pixels.shape[:2]
    left, top = np.clip(np.floor(eye - radius), 0, (width, height)).astype(int)
    right, bottom = np.clip(np.ceil(eye + radius) + 1, 0, (width, height)).astype(int)
    ys, xs = np.ogrid[top:bottom, left:right]
    disc = (xs - eye[0]) ** 2 + (ys - eye[1]) ** 2 <= radius**2
    if disc.sum() < _LEAST_DISC:
        return None
    red, green, blue = (pixels[top:bottom, left:right, k][disc].astype(np.float32) for k in range(3))
    chosen = (red > 90) & (red > redder * np.maximum(green, blue)) & (np.abs(green - blue) < 0.25 * red)
    return float(chosen.mean())


_LEAST_DISC = 12
"""Pixels: an inter-eye distance of about 16."""


def tonal_range(pixels: Uint8Array, landmarks: Float32Array) -> float | None:
    """Grey levels (as encoded, that is perceptual) between the 5th and 95th percentile of the face's luminance.

    Args:
        pixels: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) pixels of `pixels`.

    Returns:
        0..255; None where no part of a face is in the photo.
    """
    patch = face_patch(pixels, landmarks, _TONE_SIZE)
    if patch is None:
        return None
    grey = cv2.cvtColor(patch.pixels, cv2.COLOR_RGB2GRAY)[patch.inside]
    low, high = np.percentile(grey, (5, 95))
    return float(high - low)


_BINS = 24
_SIGNAL = 10.0
"""Power per pixel from which a frequency counts as present: well above what rounding and interpolation leave."""
_CONTRAST, _LEAST_CONTRAST = 45.0, 15.0
"""Grey levels of deviation to which a face is brought first, so that a dark one has as much detail; and the least
that is believed."""
_WINDOW = (16, 128)
"""Least and largest half side of the square that is looked at, in pixels."""


def effective_resolution(pixels: Uint8Array, landmarks: Float32Array, scale: float = 1.0) -> float | None:
    """Highest frequency with signal in the face over the highest that its pixels could hold, 0..1.

    Low for a face that was blown up, whatever by; also for one out of focus. A face of repeated pixels gives the
    share of those that are not.

    Args:
        pixels: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) pixels of `pixels`.
        scale: `pixels` size over full size.

    Returns:
        None for fewer than 32 pixels across; and for a reduced decode, unless even that was blown up.
    """
    size = face_size(landmarks)
    if size <= 0:
        return None
    half = float(np.clip(1.1 * size, *_WINDOW))
    centre = np.asarray(landmarks, np.float64).mean(0)
    height, width = pixels.shape[:2]
    low = np.clip(np.floor(centre - half), 0, (width, height)).astype(int)
    high = np.clip(np.ceil(centre + half) + 1, 0, (width, height)).astype(int)
    if (high - low < 2 * _WINDOW[0]).any():
        return None
    grey = cv2.cvtColor(pixels[low[1] : high[1], low[0] : high[0]], cv2.COLOR_RGB2GRAY).astype(np.float32)
    if grey.std() < 1:
        return None
    found = min(_highest_frequency(grey), _not_repeated(grey), _not_repeated(grey.T))
    if scale >= 1:
        return found
    return found * scale if found <= RESOLUTION_LIMIT else None


def _highest_frequency(grey: Float32Array) -> float:
    rows, columns = grey.shape
    window = (np.hanning(rows)[:, None] * np.hanning(columns)[None]).astype(np.float32)
    gain = _CONTRAST / max(float(grey.std()), _LEAST_CONTRAST)
    power = np.abs(np.fft.rfft2((grey - grey.mean()) * window * gain)) ** 2 / float((window * window).sum())
    radius = 2 * np.hypot(np.fft.rfftfreq(columns)[None], np.fft.fftfreq(rows)[:, None])
    place = np.minimum((radius * _BINS).astype(np.int64), _BINS).ravel()
    total = np.bincount(place, power.ravel(), _BINS + 1)[:_BINS]
    mean = total / np.maximum(np.bincount(place, minlength=_BINS + 1)[:_BINS], 1)
    present = np.flatnonzero(mean > _SIGNAL)
    return float(present[-1] + 1) / _BINS if len(present) else 0.0


def _not_repeated(grey: Float32Array) -> float:
    """Share of columns that differ from their neighbour by more than compression leaves: 1/k of k-fold pixels."""
    steps = np.abs(np.diff(grey, axis=1)).mean(0)
    return float((steps > 0.12 * np.percentile(steps, 90)).mean())


_TURNED = 0.18
"""Inter-eye distances by which the nose may be off the middle before a cheek is no longer seen from the front."""
_PATCH = 0.12
# In inter-eye distances, x and y from the middle of the eyes: between and above the brows, and the cheeks.
_PLACES = ((0.0, -0.3), (-0.5, 0.65), (0.5, 0.65))


def face_shadow(canvas: Canvas, landmarks: Float32Array) -> float | None:
    """Luminance of the lightest over that of the darkest of three patches: between the brows, and both cheeks.

    Not the chin and the high forehead, which beards and fringes darken.

    Args:
        canvas: The aligned face.
        landmarks: (5, 2) pixels of the photo.

    Returns:
        1 and more; None for turned heads, and where a patch is outside the photo.
    """
    points = canvas.points(np.asarray(landmarks, np.float32))
    eyes, mouth, nose = points[:2].mean(0), points[3:].mean(0), points[2]
    # From the line between eyes and mouth, so that a tilted head is not taken for a turned one.
    down = (mouth - eyes) / max(float(np.linalg.norm(mouth - eyes)), 1e-6)
    aside = float((nose - eyes) @ np.array((down[1], -down[0])))
    if abs(aside) > _TURNED * _EYES:
        return None
    lights = [_patch_light(canvas, _MIDDLE + np.array(place) * _EYES) for place in _PLACES]
    known = [light for light in lights if light is not None]
    if len(known) < len(_PLACES):
        return None
    # One level at least: a black patch must not divide by zero.
    return max(*known, 1.0) / max(min(known), 1.0)


_EYES = float(TEMPLATE[1, 0] - TEMPLATE[0, 0])
_MIDDLE = TEMPLATE[:2].mean(0)


def _patch_light(canvas: Canvas, middle: NDArray[np.floating]) -> float | None:
    """Median luminance of the square about a place of the canvas; None where it leaves the photo."""
    low, high = (
        np.round(middle - _PATCH * _EYES).astype(int),
        np.round(middle + _PATCH * _EYES).astype(int) + 1,
    )
    patch = slice(low[1], high[1]), slice(low[0], high[0])
    if not canvas.inside[patch].all():
        return None
    return float(np.median(canvas.luminance[patch]))
