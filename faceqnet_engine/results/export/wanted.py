"""What is to be exported, and how: plain values that the window and the command line fill in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.results.sidecar import Naming

UNDECIDED = "undecided"
MANIFEST_FORMATS = ("csv", "jsonl", "parquet")
SHEET_FORMATS = ("html", "pdf")
MOST_SHEET_COLUMNS = 8


class Way(StrEnum):
    """How a photo gets into the target folder."""

    COPY = "copy"
    LINK = "link"
    SYMLINK = "symlink"
    MOVE = "move"
    CROPS = "crops"
    """Not the photo but its aligned faces."""


class Layout(StrEnum):
    """Folders inside the target."""

    FLAT = "flat"
    DECISION = "decision"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row with what people said about it.

    Attributes:
        row: The assessment, with the profile's verdict and reasons if there are any.
        decision: `accepted`, `rejected` or `undecided`.
        stars: 0..5.
        note: Free text.
        remark: Why it was decided so.
        subject: Who is in the photo.
    """

    row: Assessment
    decision: str = UNDECIDED
    stars: int = 0
    note: str = ""
    remark: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to export.

    Attributes:
        target: The folder; made if it does not exist.
        way: See `Way`.
        layout: See `Layout`.
        template: Names without their suffix, such as `{subject}_{n:04}`; see `names.FIELDS`.
        crops: Aligned crops too, in a folder `crops`.
        manifests: Some of MANIFEST_FORMATS.
        sidecars: Write XMP sidecars beside the exported photos, named so; None for none.
        sheets: Some of SHEET_FORMATS.
        sheet_columns: 1..8 photos side by side on them.
    """

    target: Path
    way: Way = Way.COPY
    layout: Layout = Layout.FLAT
    template: str = "{name}"
    crops: bool = False
    manifests: tuple[str, ...] = ("csv",)
    sidecars: Naming | None = None
    sheets: tuple[str, ...] = ()
    sheet_columns: int = 5
