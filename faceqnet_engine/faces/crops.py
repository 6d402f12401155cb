"""The aligned crop of a finished row, read again from its file."""

from __future__ import annotations

import cv2
import numpy as np

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.decoding.decode import decode, video_frame
from faceqnet_engine.errors import ModelError, UsageError
from faceqnet_engine.faces.align import face_crop
from faceqnet_engine.faces.face import Face, Uint8Array
from faceqnet_engine.models.registry import record

_TEMPLATE = "B"
"""Shown for rows of models that are no longer here."""


def crop_of(row: Assessment, size: int) -> Uint8Array:
    """See `Assessment.crop`."""
    if row.pixels is not None:
        if row.pixels.shape[0] == size:
            return row.pixels
        return np.asarray(cv2.resize(row.pixels, (size, size), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    if row.landmarks is None or row.box is None:
        raise UsageError(f"{row.path} has no face, so there is no crop of it.")
    photo = decode(row.file) if row.frame is None else video_frame(row.file, row.frame)
    if photo.pixels is None:
        raise UsageError(f"{row.path} can no longer be read: {photo.detail}")
    face = Face(np.asarray(row.box, np.float32), np.asarray(row.landmarks, np.float32), row.confidence or 0.0)
    return face_crop(photo.pixels, face.scaled(photo.scale), _template_of(row.model), size)


def _template_of(model: str) -> str:
    try:
        spec = record(model).input
    except ModelError:
        return _TEMPLATE
    return spec.template or _TEMPLATE
