"""Where the person should be in the picture: one oval, from which distance and position follow."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from faceqnet_engine.faces.face import Float32Array
from faceqnet_engine.measures.profiles import GUIDE_LEAST, GUIDE_MOST, Profile

USUAL = 0.62
"""The oval's height over the picture's, where a profile asks for none."""
TARGET = 0.26
"""Inter-eye distance over the oval's height, at the right distance."""
ACROSS = 0.78
"""The oval's width over its height."""
_USUAL_VIEW, _USUAL_EYES = 65.0, 0.063
"""Degrees across the picture of a webcam; metres between the eyes of adults."""
TICKS = 0.04
"""Tolerance of the eyes' height that the ticks show, over the picture's height."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The oval, in pixels of the picture.

    Attributes:
        x: Of its centre.
        y: Of its centre; the eyes belong at this height.
        height: G.
        frame_height: Of the picture.
    """

    x: float
    y: float
    height: float
    frame_height: float

    @property
    def width(self) -> float:
        """Of the oval."""
        return ACROSS * self.height


@dataclass(frozen=True, slots=True)
class Place:
    """A face against the guide.

    Attributes:
        distance: d, inter-eye distance over G.
        aside: Eye midpoint from the centre over G; positive to the image's right, the person's own left.
        below: Eye midpoint under the ticks over the picture's height.
    """

    distance: float
    aside: float
    below: float


def guide_of(width: int, height: int, share: float = USUAL) -> Guide:
    """The guide of a picture.

    Args:
        width: Of the picture.
        height: Of the picture.
        share: How large the oval is; smaller lets people stand farther away.
    """
    return Guide(0.5 * width, 0.45 * height, share * min(height, 1.25 * width), height)


def share_of(profile: Profile, own: Mapping[str, object]) -> float:
    """The oval's height over the picture's.

    Args:
        profile: In force.
        own: Sizes by id of a profile, where another than its own was set at this desk; wrong ones do not count.
    """
    share = own.get(profile.id)
    if isinstance(share, bool) or not isinstance(share, int | float):
        share = USUAL if profile.guide is None else profile.guide
    return min(max(float(share), GUIDE_LEAST), GUIDE_MOST)


def working_distance(width: int, height: int, share: float) -> float:
    """Metres from the camera at which a face fits the oval; by a usual webcam's angle of view and usual eyes."""
    return distance_of(TARGET * guide_of(width, height, share).height, width)


def distance_of(inter_eye: float, width: int) -> float:
    """Metres from the camera of eyes `inter_eye` pixels apart; by a usual webcam's angle of view and usual eyes.

    Children's eyes are closer together and wide lenses see more: a figure to set up a place by, no measurement.
    """
    focal = width / 2 / math.tan(math.radians(_USUAL_VIEW / 2))
    return _USUAL_EYES * focal / inter_eye


def place_of(landmarks: Float32Array, guide: Guide) -> Place:
    """Distance and position from the eyes alone: five landmarks (5, 2) in pixels of the picture."""
    (rx, ry), (lx, ly) = (float(v) for v in landmarks[0]), (float(v) for v in landmarks[1])
    across = ((lx - rx) ** 2 + (ly - ry) ** 2) ** 0.5
    return Place(
        distance=across / guide.height,
        aside=((rx + lx) / 2 - guide.x) / guide.height,
        below=((ry + ly) / 2 - guide.y) / guide.frame_height,
    )
