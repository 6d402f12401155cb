"""The finished row: what is known about one face, or about an image without one."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from faceqnet_engine.measures.catalogue import IDS, component_column, native_column

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from faceqnet_engine.measures.values import Measures

LANDMARK_NAMES = ("right_eye", "left_eye", "nose", "mouth_right", "mouth_left")
"""The subject's own right and left; the subject's right eye is on the image's left."""

LOW_RESOLUTION_IED = 24.0
"""Inter-eye distance in pixels below which a score is a guess."""


class Status(StrEnum):
    """How an input fared."""

    OK = "ok"
    LOW_RESOLUTION = "low_resolution"
    NO_FACE = "no_face"
    TRUNCATED = "truncated"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    ERROR = "error"
    WAITING = "waiting"
    """Listed and not assessed yet: rows of an open window, never of a finished scan."""

    @property
    def has_score(self) -> bool:
        """Whether rows of this status carry a score."""
        return self in SCORED


SCORED = frozenset({Status.OK, Status.LOW_RESOLUTION, Status.TRUNCATED})


@dataclass(frozen=True, slots=True)
class Assessment:
    """One row of a result: its fields are the columns, in this order, `measures` being two columns per measure.

    Pixels refer to the upright full-size image. `None` means not available.
    """

    path: str
    root: str = ""
    frame: int | None = None
    face: int | None = None
    faces: int | None = None
    status: Status = Status.ERROR
    detail: str = ""
    score: float | None = None
    quality: int | None = None
    confidence: float | None = None
    box_x: float | None = None
    box_y: float | None = None
    box_w: float | None = None
    box_h: float | None = None
    right_eye_x: float | None = None
    right_eye_y: float | None = None
    left_eye_x: float | None = None
    left_eye_y: float | None = None
    nose_x: float | None = None
    nose_y: float | None = None
    mouth_right_x: float | None = None
    mouth_right_y: float | None = None
    mouth_left_x: float | None = None
    mouth_left_y: float | None = None
    ied: float | None = None
    width: int | None = None
    height: int | None = None
    sha256: str = ""
    model: str = ""
    measures: Measures | None = field(default=None, repr=False, metadata={"column": False})
    """Natives and components; None without a face, or where they were switched off."""
    profile: str = ""
    verdict: str = ""
    reasons: str = ""
    """What the profile says, if one was given: `pass`, `review` or `fail`, and the ranked reasons as sentences."""
    file: str = field(default="", repr=False, compare=False, metadata={"column": False})
    """Where the pixels are, as the file system names it (undecodable bytes as surrogates); empty in memory."""
    pixels: NDArray[np.uint8] | None = field(
        default=None, repr=False, compare=False, metadata={"column": False}
    )
    """The aligned crop where it cannot be read again (images that were only in memory)."""

    def value(self, column: str) -> Any:
        """What a column of COLUMNS holds; None for not available.

        Raises:
            KeyError, AttributeError: no such column.
        """
        if column in _MEASURED:
            return _measure_value(self.measures, column)
        return getattr(self, column)

    @property
    def landmarks(self) -> tuple[tuple[float, float], ...] | None:
        """Five (x, y) points in the order of LANDMARK_NAMES, or None without a face."""
        points = [(getattr(self, f"{n}_x"), getattr(self, f"{n}_y")) for n in LANDMARK_NAMES]
        if any(x is None or y is None for x, y in points):
            return None
        return tuple(points)

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """The face's (x, y, width, height), or None without a face."""
        if self.box_x is None or self.box_y is None or self.box_w is None or self.box_h is None:
            return None
        return (self.box_x, self.box_y, self.box_w, self.box_h)

    def crop(self, size: int = 150) -> NDArray[np.uint8]:
        """The aligned face as the quality network sees it.

        Args:
            size: Side in pixels.

        Returns:
            (size, size, 3) uint8 RGB.

        Raises:
            UsageError: this row has no face, or its file can no longer be read.
        """
        from faceqnet_engine.faces.crops import crop_of

        return crop_of(self, size)


PROFILE_COLUMNS = ("profile", "verdict", "reasons")
MEASURE_NOTES = "measure_notes"
ROW_COLUMNS: tuple[str, ...] = tuple(
    f.name for f in fields(Assessment) if f.metadata.get("column", True) and f.name not in PROFILE_COLUMNS
)
"""Columns that are about the face itself."""
NATIVE_COLUMNS = {native_column(measure): measure for measure in IDS}
COMPONENT_COLUMNS = {component_column(measure): measure for measure in IDS}
MEASURE_COLUMNS: tuple[str, ...] = tuple(
    column for measure in IDS for column in (native_column(measure), component_column(measure))
)
COLUMNS: tuple[str, ...] = (*ROW_COLUMNS, *MEASURE_COLUMNS, MEASURE_NOTES, *PROFILE_COLUMNS)
"""Names of all columns, in order."""

INTEGER_COLUMNS = frozenset({"frame", "face", "faces", "quality", "width", "height", *COMPONENT_COLUMNS})
TEXT_COLUMNS = frozenset(
    {"path", "root", "status", "detail", "sha256", "model", MEASURE_NOTES, *PROFILE_COLUMNS}
)

_MEASURED = frozenset({*MEASURE_COLUMNS, MEASURE_NOTES})


def _measure_value(measures: Measures | None, column: str) -> Any:
    if column == MEASURE_NOTES:
        noted = {} if measures is None else measures.noted
        return "; ".join(f"{measure}: {note.value}" for measure, note in noted.items())
    if measures is None:
        return None
    if column in COMPONENT_COLUMNS:
        return measures.component(COMPONENT_COLUMNS[column])
    return measures.native(NATIVE_COLUMNS[column])
