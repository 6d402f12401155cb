"""A decoded photo."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Status


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """Upright pixels, or the reason why there are none.

    Attributes:
        pixels: (h, w, 3) uint8 RGB, upright, possibly smaller than the file's image; None if not decoded.
        scale: `pixels` size over full size (1.0, or about 1/2, 1/4, 1/8).
        width: Upright full-size width; None where unknown.
        height: Upright full-size height.
        sha256: Of the file's bytes; empty where they could not be read.
        status: OK, TRUNCATED (pixels hold the readable part), UNREADABLE, TOO_LARGE or UNSUPPORTED.
        detail: A sentence for people; empty when OK.
        frame: Number within a video; None for photos.
    """

    pixels: NDArray[np.uint8] | None
    scale: float = 1.0
    width: int | None = None
    height: int | None = None
    sha256: str = ""
    status: Status = Status.OK
    detail: str = ""
    frame: int | None = None
