"""The aligned crop of a finished row, read again from its file."""

from __future__ import annotations

import cv2
import numpy as np

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.decoding.decode import decode, video_frame
from faceqnet_engine.errors import UsageError
from faceqnet_engine.faces.align import crop
from faceqnet_engine.faces.face import Uint8Array

TEMPLATE = "B"


def crop_of(row: Assessment, size: int) -> Uint8Array:
    """See `Assessment.crop`."""
    if row.pixels is not None:
        if row.pixels.shape[0] == size:
            return row.pixels
        return np.asarray(cv2.resize(row.pixels, (size, size), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    if row.landmarks is None:
        raise UsageError(f"{row.path} has no face, so there is no crop of it.")
    photo = decode(row.file) if row.frame is None else video_frame(row.file, row.frame)
    if photo.pixels is None:
        raise UsageError(f"{row.path} can no longer be read: {photo.detail}")
    return crop(
        photo.pixels, np.asarray(row.landmarks, dtype=np.float32) * np.float32(photo.scale), TEMPLATE, size
    )
