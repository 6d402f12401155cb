"""What is known of one analysed frame. No torch here: the window reads it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from faceqnet_engine.faces.face import Float32Array
from faceqnet_engine.sources.stream import Frame

VALUES = (
    "distance", "head", "aside", "below", "yaw", "pitch", "roll", "light_behind", "eye_light", "luminance", "under",
    "over", "uniformity", "speed", "sharpness", "eyes", "mouth", "second", "cut", "pixels", "quality",
)  # fmt: skip
"""Names of what hints, checks and the per-frame table look at.

distance, aside, below: as `guide.Place`; head: its height over the picture's; yaw, pitch, roll: degrees, signs of
measures.pose; light_behind: background over face; eye_light (of the scene where the eyes cannot be seen), luminance,
under, over, uniformity, sharpness, mouth: components 0..100; eyes: native EyesOpen, of people with wide eyes in
proportion; speed: of the eye midpoint in oval heights a second; second: height of the second face over the subject's;
cut: share of the picture by which the box leaves it; pixels: between the eyes; quality: 0..100.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """The person that the camera is for.

    Attributes:
        identity: Stays the same while it is the same face.
        box: (4,) x, y, width, height in pixels of the frame.
        landmarks: (5, 2) right eye, left eye, nose, mouth right, mouth left.
        mouth: (20, 2) outline of the lips for drawing; None without a mesh.
        detected: Whether the detector saw it in this very frame.
    """

    identity: int
    box: Float32Array
    landmarks: Float32Array
    mouth: Float32Array | None = None
    detected: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One analysed frame.

    Attributes:
        frame: The frame itself, at full size.
        faces: How many were found.
        subject: None where nobody is there.
        others: (n, 4) boxes of the other faces.
        score: The network's output; None without a subject.
        values: Figures by a name of VALUES; absent where not known.
        seconds: What the analysis took.
    """

    frame: Frame
    faces: int = 0
    subject: Subject | None = None
    others: Float32Array | None = None
    score: float | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def quality(self) -> int | None:
        """0..100."""
        value = self.values.get("quality")
        return None if value is None else round(value)
