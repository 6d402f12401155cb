"""Every hint as a record: when it is said, how urgent it is, which check it belongs to.

The thresholds are those of the profile `enrolment`; `rows_for` moves them with the limits of other profiles. Not here,
because nothing measures them reliably: glare on glasses, gaze, a covered face.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from faceqnet_engine.measures.catalogue import QUALITY
from faceqnet_engine.measures.profiles import Profile

PLACE_BELOW = 30
"""Hints of a smaller priority are about being in the picture at all; they silence every other."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A figure out of range, with hysteresis.

    Attributes:
        value: A name of `reading.VALUES`.
        enter: Beyond it, it is out.
        leave: Within it, it is in again.
        far: Beyond it, it is out by far.
        above: Whether out means larger.
        measure: The measure whose limit in a profile moves the thresholds; empty for none.
        scales: Whether they move in proportion to the limit, not along with it.
        limit: What the profile itself asks; hints ask for more in pose, so that people end well within it.
    """

    value: str
    enter: float
    leave: float
    far: float
    above: bool
    measure: str = ""
    scales: bool = False
    limit: float | None = None

    def is_out(self, value: float, was_out: bool) -> bool:
        """Whether the figure is out of range, given whether it was."""
        edge = self.leave if was_out else self.enter
        return value > edge if self.above else value < edge

    def spoils(self, value: float) -> bool:
        """Whether a single frame with this figure cannot be the photo: out of range, and beyond the profile's limit."""
        if not self.is_out(value, was_out=False):
            return False
        return self.limit is None or (value > self.limit if self.above else value < self.limit)

    def is_far(self, value: float) -> bool:
        """Whether it is out by far."""
        return value > self.far if self.above else value < self.far


@dataclass(frozen=True, slots=True)
class HintRow:
    """One hint.

    Attributes:
        id: Key of `resources/words/hints.toml`.
        priority: The smallest is said.
        check: Id of the check that it belongs to.
        conditions: All must be out; one that is in again ends it. None for hints that the code decides.
        needed: Seconds that it must last before it is said.
        leaves: Seconds that it must be over before it ends.
        opposite: The hint that must not follow at once.
        measures: The profile must limit one of these for the hint to speak; by default those of the conditions,
            and where there are none, it always does.
    """

    id: str
    priority: int
    check: str
    conditions: tuple[Condition, ...] = ()
    needed: float = 0.3
    leaves: float = 0.0
    opposite: str = ""
    measures: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Measures of which the profile must limit one."""
        return self.measures or tuple(c.measure for c in self.conditions if c.measure)


def _over(value: str, enter: float, leave: float, far: float, measure: str = "") -> Condition:
    return Condition(value, enter, leave, far, above=True, measure=measure, scales=bool(measure))


def _under(
    value: str, enter: float, leave: float, far: float, measure: str = "", *, scales: bool = False
) -> Condition:
    return Condition(value, enter, leave, far, above=False, measure=measure, scales=scales)


NO_FACE, MANY_FACES, FACE_CUT, MOVING, UNSHARP = "no-face", "many-faces", "face-cut", "moving", "unsharp"
LOW_SCORE, HOLD, CAPTURED = "low-score", "hold", "captured"
_LIT = ("LuminanceMean", "UnderExposurePrevention")
_DIM, _SHADED = _under("eye_light", 50, 60, 20), _under("luminance", 40, 50, 20)

TABLE: tuple[HintRow, ...] = (
    HintRow(NO_FACE, 10, "one-face", needed=1.0, leaves=0.2),
    HintRow(MANY_FACES, 11, "one-face", (_over("second", 0.5, 0.5, 0.8),), needed=0.5, leaves=0.5, measures=("SingleFacePresent",)),
    HintRow(FACE_CUT, 12, "centred", (_over("cut", 0.02, 0.0, 0.04),)),
    HintRow("too-close", 20, "distance", (_over("distance", 0.31, 0.295, 0.36),), opposite="too-far"),
    HintRow("too-far", 21, "distance", (_under("distance", 0.20, 0.215, 0.14),), opposite="too-close"),
    HintRow("move-left", 30, "centred", (_under("aside", -0.10, -0.07, -0.20),), opposite="move-right"),
    HintRow("move-right", 31, "centred", (_over("aside", 0.10, 0.07, 0.20),), opposite="move-left"),
    HintRow("move-up", 32, "centred", (_over("below", 0.08, 0.05, 0.16),), opposite="move-down"),
    HintRow("move-down", 33, "centred", (_under("below", -0.08, -0.05, -0.16),), opposite="move-up"),
    HintRow("turn-left", 40, "facing", (_under("yaw", -10, -7, -20, "HeadPoseYaw", scales=True),), opposite="turn-right"),
    HintRow("turn-right", 41, "facing", (_over("yaw", 10, 7, 20, "HeadPoseYaw"),), opposite="turn-left"),
    HintRow("chin-up", 42, "facing", (_under("pitch", -10, -7, -20, "HeadPosePitch", scales=True),), opposite="chin-down"),
    HintRow("chin-down", 43, "facing", (_over("pitch", 10, 7, 20, "HeadPosePitch"),), opposite="chin-up"),
    HintRow("straighten", 44, "upright", (_over("tilt", 8, 5, 16, "HeadPoseRoll"),)),
    # A bright wall behind a face that is well lit itself is no trouble: the face must lack light too; and what lacks
    # light is told by the whites of the eyes, never by the skin (docs/decisions/005).
    HintRow("light-behind", 50, "light", (_over("light_behind", 2.5, 2.0, 5.0), _SHADED, _DIM), measures=_LIT),
    HintRow("too-dark", 51, "light", (_under("luminance", 25, 35, 12, _LIT[0]), _under("under", 50, 60, 20, _LIT[1]), _DIM)),
    HintRow("too-bright", 52, "light", (_under("over", 40, 50, 20, "OverExposurePrevention"),)),
    HintRow("uneven-light", 53, "even-light", (_under("uniformity", 40, 50, 20, "IlluminationUniformity"),)),
    HintRow(MOVING, 60, "sharp", (_over("speed", 0.35, 0.2, 0.7),)),
    HintRow(UNSHARP, 61, "sharp", (_under("sharpness", 30, 40, 15, "Sharpness"),), needed=1.0),
    HintRow("eyes-closed", 70, "eyes", (_under("eyes", 0.040, 0.046, 0.020, "EyesOpen", scales=True),), needed=0.4),
    HintRow("mouth-open", 72, "mouth", (_under("mouth", 40, 50, 20, "MouthClosed"),)),
    HintRow(LOW_SCORE, 80, "", (_under("quality", 40, 40, 20, QUALITY),), needed=2.0),
    HintRow(HOLD, 90, ""),
    HintRow(CAPTURED, 91, ""),
)  # fmt: skip

_ENROLMENT = {
    "HeadPoseYaw": 15.0, "HeadPosePitch": 15.0, "HeadPoseRoll": 12.0, "LuminanceMean": 40.0,
    "UnderExposurePrevention": 60.0, "OverExposurePrevention": 40.0, "IlluminationUniformity": 40.0, "Sharpness": 40.0,
    "EyesOpen": 0.040, "MouthClosed": 60.0, QUALITY: 40.0,
}  # fmt: skip
"""Limits of the profile that the thresholds of TABLE belong to."""


def rows_for(profile: Profile, switched_off: frozenset[str] = frozenset()) -> tuple[HintRow, ...]:
    """The hints that a profile lets speak, with its thresholds.

    Args:
        profile: Limits for photos.
        switched_off: Ids of checks that do not matter here.
    """
    rows = []
    for row in TABLE:
        if row.check in switched_off:
            continue
        if any(row.asked) and not any(profile.limit(m) is not None for m in row.asked):
            continue
        rows.append(replace(row, conditions=tuple(_moved(c, profile) for c in row.conditions)))
    return tuple(rows)


def _moved(condition: Condition, profile: Profile) -> Condition:
    limit = profile.limit(condition.measure) if condition.measure else None
    edge = None if limit is None else (limit.least if limit.least is not None else limit.most)
    known = _ENROLMENT.get(condition.measure)
    if edge is None or known is None:
        return condition
    condition = replace(condition, limit=edge if condition.above or condition.enter > 0 else -edge)
    if condition.scales:
        ratio = edge / known
        return replace(
            condition, enter=condition.enter * ratio, leave=condition.leave * ratio, far=condition.far * ratio
        )
    step = edge - known
    return replace(
        condition,
        enter=condition.enter + step,
        leave=min(condition.leave + step, 98.0),
        far=max(condition.far + step, 1.0),
    )
