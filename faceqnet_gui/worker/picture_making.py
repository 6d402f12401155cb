"""Pictures for the window from files: what a camera put into the file at once, then the real thing."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
from PIL import ExifTags, Image, ImageOps
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.decoding.decode import decode_bytes, video_frame
from faceqnet_engine.decoding.limits import refusal

_HEAD_BYTES = 192_000
"""Of a file, in which its camera's small picture lies (an Exif block has 64 kB at most)."""
_THUMBNAIL_START, _THUMBNAIL_BYTES = 0x0201, 0x0202
_SMALLEST_PREVIEW = 100
_SAME_SHAPE = 0.02
_JPEG_QUALITY = 85
_NOT_HASHED = "-"


def picture(row: Assessment, side: int | None) -> tuple[QImage, QSize]:
    """A row's picture, not larger than `side` unless that is None, and the full size; null where there is none."""
    pixels, full = pixels_of(row, side)
    return (QImage() if pixels is None else image_of(pixels)), full


def pixels_of(row: Assessment, side: int | None) -> tuple[np.ndarray | None, QSize]:
    """Likewise as (h, w, 3) uint8 RGB."""
    if row.frame is not None:
        photo = video_frame(row.file, row.frame)
    elif refusal(row.file):
        return None, QSize()
    else:
        photo = decode_bytes(Path(row.file).read_bytes(), at_least=side, digest=_NOT_HASHED)
    if photo.pixels is None:
        return None, QSize()
    return fitted(photo.pixels, side), QSize(photo.width or 0, photo.height or 0)


def camera_preview(row: Assessment) -> QImage | None:
    """The small picture that a camera put into the file, upright and in the photo's shape; most files have none."""
    if row.frame is not None or not row.width or not row.height or refusal(row.file):
        return None
    with open(row.file, "rb") as stream:  # noqa: PTH123 - undecodable names must pass unchanged
        head = stream.read(_HEAD_BYTES)
    if not head.startswith(b"\xff\xd8"):
        return None
    try:
        with Image.open(io.BytesIO(head), formats=("JPEG",)) as photo:
            exif = photo.getexif()
            block = photo.info.get("exif", b"")
        first = exif.get_ifd(ExifTags.IFD.IFD1)
        start, length = int(first[_THUMBNAIL_START]), int(first[_THUMBNAIL_BYTES])
        with Image.open(io.BytesIO(block[6 + start : 6 + start + length]), formats=("JPEG",)) as small:
            small.load()
            small.getexif()[ExifTags.Base.Orientation] = exif.get(ExifTags.Base.Orientation, 1)
            upright = ImageOps.exif_transpose(small)
            return _in_shape(np.asarray(upright.convert("RGB")), row.width / row.height)
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, AttributeError):
        return None  # damaged or missing: the photo itself follows


def _in_shape(pixels: np.ndarray, share: float) -> QImage | None:
    """Cameras put black bars around it where the shapes differ: cut them, so that nothing jumps later."""
    height, width = pixels.shape[:2]
    if max(height, width) < _SMALLEST_PREVIEW:
        return None
    if abs(width / height / share - 1) > _SAME_SHAPE:
        kept_width, kept_height = min(width, round(height * share)), min(height, round(width / share))
        top, left = (height - kept_height) // 2, (width - kept_width) // 2
        pixels = pixels[top : top + kept_height, left : left + kept_width]
    return image_of(pixels)


def image_of(pixels: np.ndarray) -> QImage:
    """(h, w, 3) uint8 RGB -> an image that owns its pixels, in the form that is painted fastest."""
    height, width = pixels.shape[:2]
    contiguous = np.ascontiguousarray(pixels)
    image = QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def fitted(pixels: np.ndarray, side: int | None) -> np.ndarray:
    """Made smaller until the long side is at most `side`."""
    height, width = pixels.shape[:2]
    factor = 1.0 if side is None else side / max(height, width)
    if factor >= 1:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def as_jpeg(pixels: np.ndarray) -> bytes:
    """For the cache."""
    made = io.BytesIO()
    Image.fromarray(pixels).save(made, "JPEG", quality=_JPEG_QUALITY)
    return made.getvalue()


def from_jpeg(data: bytes) -> QImage:
    """From the cache; null if it is none."""
    image = QImage.fromData(data, "JPG")  # type: ignore[arg-type]  # the stub is wrong
    return image if image.isNull() else image.convertToFormat(QImage.Format.Format_RGB32)
