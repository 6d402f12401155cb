"""CompressionArtifacts: the JPEG quality that a face has been through, by the file's word and by its pixels."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.measures.face_patch import face_size

LEAST_SIDE, MOST_SIDE = 128, 192
"""Pixels of the square about the face that is looked at: enough blocks for small faces, few enough for large ones."""
_EVIDENCE = 0.5
"""Mean cosine of the coefficients against a table's steps from which the table counts as found: it is above .6 for
real ones up to quality 90, below .1 without compression (training/calibrate_compression.py)."""
_LEAST_COEFFICIENTS = 24
"""Fewer coefficients that are not nothing prove no compression."""

# ITU-T T.81, table K.1: the luminance table that IJG's quality figure scales.
_LUMINANCE = np.array(
    [
        (16, 11, 10, 16, 24, 40, 51, 61),
        (12, 12, 14, 19, 26, 58, 60, 55),
        (14, 13, 16, 24, 40, 57, 69, 56),
        (14, 17, 22, 29, 51, 87, 80, 62),
        (18, 22, 37, 56, 68, 109, 103, 77),
        (24, 35, 55, 64, 81, 104, 113, 92),
        (49, 64, 78, 87, 103, 121, 120, 101),
        (72, 92, 95, 98, 112, 100, 103, 99),
    ],
    dtype=np.float64,
)
# T.81, figure 5: (row, column) of the first coefficients after the mean, by rising frequency. Finer ones are mostly
# rounded to nothing.
_ORDER = ((0, 1), (1, 0), (2, 0), (1, 1), (0, 2), (0, 3), (1, 2), (2, 1), (3, 0), (4, 0), (3, 1), (2, 2))
_COSINES = np.array(
    [
        [np.sqrt((1 if k == 0 else 2) / 8) * np.cos((2 * n + 1) * k * np.pi / 16) for n in range(8)]
        for k in range(8)
    ],
    dtype=np.float32,
)


def compression(
    pixels: Uint8Array, landmarks: Float32Array, scale: float = 1.0, tables: float | None = None
) -> float | None:
    """Native compression: the lowest JPEG quality (0..100, IJG's figure) of which there is a sign; 100 without one.

    A file's quantisation tables tell of its last compression, the pixels also of earlier ones: after a first JPEG
    the cosine coefficients of every 8 x 8 block are multiples of its steps, and a second, finer one, or a PNG,
    hardly moves them. The smaller of both counts. Pixels speak only at full size: a reduced decode has other blocks.

    Args:
        pixels: (h, w, 3) uint8 RGB.
        landmarks: (5, 2) pixels of `pixels`.
        scale: `pixels` size over full size; below 1 only the tables speak.
        tables: `quality_of_tables` of the file; None where it is no JPEG or there is no file.

    Returns:
        None where neither can be assessed.
    """
    seen = quality_of_pixels(pixels, landmarks) if scale >= 1 else None
    known = [q for q in (seen, tables) if q is not None]
    return min(known) if known else None


def quality_of_tables(data: bytes) -> float | None:
    """IJG quality that fits a JPEG's luminance quantisation table best; None for other files and odd headers.

    Args:
        data: the file's bytes; its first few kilobytes suffice where the header is whole.
    """
    table = _first_table(data)
    if table is None:
        return None
    if table.max() <= 1:
        return 100.0
    # The median, for makers bend the ends of the table; without entries at the ceiling, which say "at least".
    ratio = table / _LUMINANCE.ravel()[_zigzag()]
    below = table < 255
    return _quality(float(np.median(ratio[below] if below.any() else ratio)))


def quality_of_pixels(pixels: Uint8Array, landmarks: Float32Array) -> float | None:
    """The lowest JPEG quality whose steps show in the blocks about the face; 100 where none does.

    Args:
        pixels: (h, w, 3) uint8 RGB at full size.
        landmarks: (5, 2) pixels of `pixels`.

    Returns:
        None where the part of the face inside the photo is smaller than three blocks.
    """
    part = _about_face(pixels, landmarks)
    if part is None:
        return None
    grey, left, top = part
    phases = {(-left % 8, -top % 8), (_phase(grey), _phase(grey.T))}
    scales = [_table_scale(_coefficients(grey[y:, x:])) for x, y in sorted(phases)]
    found = [scale for scale in scales if scale > 0]
    return _quality(max(found)) if found else 100.0


def _quality(scale: float) -> float:
    """IJG's quality for a table that is `scale` times the standard one."""
    percent = 100 * scale
    quality = (200 - percent) / 2 if percent <= 100 else 5000 / percent
    return float(np.clip(quality, 1, 100))


def _about_face(pixels: Uint8Array, landmarks: Float32Array) -> tuple[Float32Array, int, int] | None:
    """JPEG's luminance of a square about the face, and where its corner lies in the photo."""
    size = face_size(landmarks)
    if size <= 0:
        return None
    half = float(np.clip(2.6 * size, LEAST_SIDE, MOST_SIDE)) / 2
    height, width = pixels.shape[:2]
    centre = np.clip(np.asarray(landmarks, np.float64).mean(0), (0, 0), (width, height))
    low = np.clip(np.round(centre - half), 0, (width, height)).astype(int)
    high = np.clip(np.round(centre + half), 0, (width, height)).astype(int)
    if (high - low < 24).any():
        return None
    part = pixels[low[1] : high[1], low[0] : high[0]].astype(np.float32)
    return np.asarray(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), np.float32), int(low[0]), int(low[1])


def _phase(grey: Float32Array) -> int:
    """The column, 0..7, at which blocks most probably begin: where third differences jump."""
    jumps = np.abs(grey[:, :-3] - 3 * grey[:, 1:-2] + 3 * grey[:, 2:-1] - grey[:, 3:]).mean(0)
    usable = len(jumps) // 8 * 8
    by_column = jumps[:usable].reshape(-1, 8).mean(0)
    return int(by_column.argmax() + 2) % 8


def _coefficients(grey: Float32Array) -> list[Float32Array]:
    """Cosine coefficients of the whole 8 x 8 blocks, one array a frequency; first differences of the block means."""
    rows, columns = grey.shape[0] // 8, grey.shape[1] // 8
    across = np.ascontiguousarray(grey[: rows * 8, : columns * 8]).reshape(-1, 8) @ _COSINES[:5].T
    along = across.reshape(rows, 8, columns * 5).transpose(0, 2, 1) @ _COSINES[:5].T
    turned = along.reshape(rows, columns, 5, 5).transpose(3, 2, 0, 1)
    return [np.diff(turned[0, 0], axis=1).ravel(), *(turned[r, c].ravel() for r, c in _ORDER)]


_BIN = 0.5
_LARGEST = 400.0
_STEPS = np.arange(3, 161)
"""Quantisation steps looked for; finer ones drown in the rounding of pixels to whole numbers."""
_SCALES = np.geomspace(0.15, 10, 48)
_TOLERANCE = 1.13
"""Makers' tables are not exactly the standard one."""


@lru_cache(maxsize=1)
def _combs() -> tuple[Float32Array, Float32Array, NDArray[np.bool_]]:
    """For every step: the cosine at every magnitude, and which magnitudes count; which steps fit a table's scale.

    Magnitudes below half a step were rounded to nothing, or were small before: they count for no step.
    """
    magnitude = (np.arange(int(_LARGEST / _BIN)) + 0.5) * _BIN
    counts = magnitude[None] >= _STEPS[:, None] / 2
    cosine = np.where(counts, np.cos(2 * np.pi * magnitude[None] / _STEPS[:, None]), 0)
    wanted = _SCALES[:, None] * np.array([_LUMINANCE[0, 0], *(_LUMINANCE[r, c] for r, c in _ORDER)])
    ratio = _STEPS / wanted[..., None]
    fits = (ratio >= 1 / _TOLERANCE) & (ratio <= _TOLERANCE)
    return cosine.astype(np.float32), counts.astype(np.float32), fits


def evidence(coefficients: list[Float32Array]) -> NDArray[np.float64]:
    """How well the coefficients lie on the steps of each table of _SCALES: 1 exactly, about 0 by chance."""
    cosine, counts, fits = _combs()
    bins = len(cosine[0])
    histogram = np.stack(
        [
            np.bincount((np.abs(c) / _BIN).astype(np.int64).clip(0, bins), minlength=bins + 1)[:bins]
            for c in coefficients
        ]
    ).astype(np.float32)
    agreement, number = histogram @ cosine.T, histogram @ counts.T
    # One step for each frequency: the best within the tolerance.
    each = np.where(fits, (agreement / np.maximum(number, 8))[None], -9)
    best = each.argmax(2)
    rows = np.arange(len(coefficients))[None]
    usable = fits.any(2)
    total = np.where(usable, number[rows, best], 0).sum(1)
    return np.asarray(
        np.where(usable, agreement[rows, best], 0).sum(1) / np.maximum(total, _LEAST_COEFFICIENTS)
    )


def _table_scale(coefficients: list[Float32Array]) -> float:
    """The coarsest table with evidence, as a multiple of the standard one; 0 where there is none."""
    found = np.flatnonzero(evidence(coefficients) > _EVIDENCE)
    if not len(found):
        return 0.0
    first = int(found[-1])
    while first - 1 in found:
        first -= 1
    return float(np.sqrt(_SCALES[first] * _SCALES[found[-1]]))


@lru_cache(maxsize=1)
def _zigzag() -> NDArray[np.int64]:
    """Places in a row-wise table of its 64 entries in the file's order (T.81, figure 5)."""
    cells = sorted(
        ((r, c) for r in range(8) for c in range(8)),
        key=lambda cell: (sum(cell), cell[0] if sum(cell) % 2 else cell[1]),
    )
    return np.array([8 * r + c for r, c in cells])


def _first_table(data: bytes) -> NDArray[np.float64] | None:
    """The 64 entries, in the file's order, of the quantisation table with number 0."""
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:  # fill byte
            at += 1
            continue
        if mark in _NO_LENGTH:
            at += 2
            continue
        if mark in {_START_OF_SCAN, _END}:
            return None
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if mark == _TABLES:
            table = _table_in(data[at + 4 : at + 2 + length])
            if table is not None:
                return table
        at += 2 + max(length, 2)
    return None


_TABLES, _START_OF_SCAN, _END = 0xDB, 0xDA, 0xD9
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})


def _table_in(segment: bytes) -> NDArray[np.float64] | None:
    """Table number 0 of a DQT segment, which holds one or more of 8 or 16 bits; None where it is not there."""
    at = 0
    while at < len(segment):
        wide, number = segment[at] >> 4, segment[at] & 15
        kind = np.dtype(">u2") if wide else np.dtype("u1")
        end = at + 1 + 64 * kind.itemsize
        if end > len(segment):
            return None
        if number == 0:
            table = np.frombuffer(segment[at + 1 : end], kind).astype(np.float64)
            return table if table.min() > 0 else None
        at = end
    return None
