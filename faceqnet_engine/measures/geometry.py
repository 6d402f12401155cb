"""Where the face is in the photo: OFIQ's formulas, in pixels of the upright full-size image."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from faceqnet_engine.faces.face import Face, Float32Array


def inter_eye_distance(eyes: Float32Array, yaw: float | None) -> float | None:
    """Distance of the eye centres, corrected for the turn of the head; None for a full profile.

    Args:
        eyes: (2, 2) pixels.
        yaw: Degrees; None where unknown, then uncorrected.
    """
    distance = float(np.linalg.norm(eyes[1] - eyes[0]))
    if yaw is None:
        return distance
    cosine = math.cos(math.radians(yaw))
    return None if abs(cosine) < 1e-6 else distance / abs(cosine)


def place(eyes: Float32Array, chin: Float32Array, width: int, height: int) -> dict[str, float | None]:
    """Head size, crops and margins.

    Args:
        eyes: (2, 2) the image-left, then the image-right eye centre.
        chin: (2,)
        width: Of the photo.
        height: Of the photo.
    """
    middle = eyes.mean(0)
    ied = float(np.linalg.norm(eyes[1] - eyes[0]))
    t = float(np.linalg.norm(chin - middle))
    crops = ied > 0.5
    return {
        "HeadSize": t / height if height else None,
        # As in OFIQ, each side is measured from the farther eye.
        "LeftwardCropOfTheFaceImage": float(eyes[1][0]) / ied if crops else None,
        "RightwardCropOfTheFaceImage": (width - float(eyes[0][0])) / ied if crops else None,
        "MarginAboveOfTheFaceImage": float(middle[1]) / t if t > 0.5 else None,
        "MarginBelowOfTheFaceImage": (height - float(middle[1])) / t if t > 0.5 else None,
    }


def second_face_share(faces: Sequence[Face]) -> float:
    """Area of the second largest face over that of the largest; 0 with one."""
    areas = sorted((max(0.0, float(f.box[2])) * max(0.0, float(f.box[3])) for f in faces), reverse=True)
    if len(areas) < 2 or areas[0] <= 0:
        return 0.0
    return areas[1] / areas[0]
