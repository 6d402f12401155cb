"""What the synthetic person does: scenes, each with the hint that it is made to bring about.

Positions are the person's in the guide's units (`live.guide`): `distance` is the inter-eye distance over the oval's
height, `aside` is positive to the image's right, `below` is under the eye ticks over the picture's height.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of the script.

    Attributes:
        hint: Id of the hint that a person should hear; `hold` where all is well.
        seconds: How long.
        person: Whether anybody is there.
        distance: d.
        aside: Of the eyes from the centre.
        from_edge: Of the eyes from the picture's left edge, in oval heights; 0 for where `aside` says.
        below: Of the eyes under the ticks.
        yaw: Turn, roughly in degrees; positive to the image's right.
        pitch: Roughly in degrees; positive is up.
        roll: Degrees, clockwise.
        light: Factor on the light.
        shadow: Light that is left on the image's right half of the face, 1 for all.
        behind: Factor on the light beside the person, 1 for none.
        blur: Sigma over the inter-eye distance.
        sway: Speed of a small swaying, in oval heights a second.
        second: Height of a second face over the first's, 0 for none.
        lips: How far the mouth is open, over the eye-mouth distance.
        lids: How far the eyes are closed, 0..1.
    """

    hint: str
    seconds: float = 2.4
    person: bool = True
    distance: float = 0.26
    aside: float = 0.0
    from_edge: float = 0.0
    below: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    light: float = 1.0
    shadow: float = 1.0
    behind: float = 1.0
    blur: float = 0.0
    sway: float = 0.0
    second: float = 0.0
    lips: float = 0.0
    lids: float = 0.0


SCRIPT: tuple[Scene, ...] = (
    Scene("no-face", person=False),
    Scene("too-far", distance=0.15),
    Scene("too-close", distance=0.36),
    Scene("move-left", aside=-0.2),
    Scene("move-right", aside=0.2),
    Scene("face-cut", from_edge=0.19),
    Scene("move-up", below=0.12),
    Scene("move-down", below=-0.12),
    Scene("turn-left", yaw=-22),
    Scene("turn-right", yaw=22),
    Scene("chin-up", pitch=-16),
    Scene("chin-down", pitch=37),
    Scene("straighten", roll=13),
    Scene("light-behind", light=0.16, behind=7.0),
    Scene("too-dark", light=0.05),
    Scene("too-bright", light=3.0),
    Scene("uneven-light", shadow=0.16),
    Scene("moving", sway=0.7),
    Scene("eyes-closed", lids=1.0, pitch=6),
    Scene("mouth-open", lips=0.45),
    Scene("unsharp", blur=0.075, yaw=-8, seconds=3.0),
    Scene("many-faces", second=0.9),
    Scene("hold", seconds=7.0),
)
"""About a minute; repeated for ever."""

LENGTH = sum(scene.seconds for scene in SCRIPT)


def scene_at(seconds: float, script: tuple[Scene, ...] = SCRIPT) -> tuple[int, float]:
    """Number of the scene at a time of the script, and the seconds into it."""
    at = seconds % sum(scene.seconds for scene in script)
    for number, scene in enumerate(script):
        if at < scene.seconds:
            return number, at
        at -= scene.seconds
    return len(script) - 1, script[-1].seconds
