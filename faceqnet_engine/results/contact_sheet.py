"""A contact sheet: many photos on few pages, each with quality, decision and reasons; readable in grey on paper."""

from __future__ import annotations

import base64
import contextlib
import io
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faceqnet_engine.errors import OutputError

if TYPE_CHECKING:
    from faceqnet_engine.results.export.wanted import Entry

_PAGE_WIDTH = 1600
_MOST_SIDE = 800
_JPEG_QUALITY = 80
_BAND_WIDTH = 20
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Tile:
    """One photo on the sheet.

    Attributes:
        file: Where its pixels are.
        name: As shown.
        entry: Its row and what was said about it.
    """

    file: Path
    name: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Words:
    """The sheet's words in one language; `{0}` stands for a number."""

    language: str = "en"
    title: str = "Contact sheet"
    sum: str = "{0} photos"
    accepted: str = "Accepted"
    rejected: str = "Rejected"
    undecided: str = "Undecided"
    no_picture: str = "No picture"
    stars: str = "{0} of 5 stars"
    statuses: Mapping[str, str] = field(default_factory=dict)


ENGLISH = Words()


def write_html(
    tiles: Sequence[Tile], target: Path, columns: int, stop: threading.Event, words: Words = ENGLISH
) -> None:
    """One page that needs nothing from outside; it appears whole or not at all. Pictures are read as it is written.

    Raises:
        OutputError: it cannot be written, or was stopped.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("faceqnet_engine.results"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    side = min(_MOST_SIDE, _PAGE_WIDTH // columns)
    page = environment.get_template("contact_sheet.html").generate(
        words=words,
        columns=columns,
        sum=words.sum.format(f"{len(tiles):,}"),
        tiles=_values(tiles, side, stop, words),
    )
    temporary = target.with_name(f".{target.name}.part")
    try:
        with temporary.open("w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.writelines(page)
            if stop.is_set():
                raise OutputError(f"{target.name} was stopped and not written.")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        raise OutputError(f"{target.name} cannot be written: {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _values(
    tiles: Sequence[Tile], side: int, stop: threading.Event, words: Words
) -> Iterator[dict[str, Any]]:
    for tile in tiles:
        if stop.is_set():
            return
        row = tile.entry.row
        image = small(tile, side)
        yield {
            "image": f"data:image/jpeg;base64,{base64.b64encode(image).decode()}" if image else "",
            "name": tile.name,
            "decision": tile.entry.decision,
            "quality": row.quality,
            "band": 0 if row.quality is None else max(0, min(4, row.quality // _BAND_WIDTH)),
            "status": words.statuses.get(row.status.value, row.status.value),
            "said": said(tile.entry, words),
            "reasons": reasons_of(tile.entry),
            "note": tile.entry.note,
        }


def said(entry: Entry, words: Words) -> str:
    """Decision and stars in words: no icon stands alone."""
    decision = {"accepted": words.accepted, "rejected": words.rejected}.get(entry.decision, words.undecided)
    return f"{decision}, {words.stars.format(entry.stars)}" if entry.stars else decision


def reasons_of(entry: Entry) -> list[str]:
    """At most three: the person's own first, then the profile's."""
    found = [part.strip() for part in entry.row.reasons.split(" | ") if part.strip()]
    return ([entry.remark] if entry.remark else []) + found[:MOST_REASONS]


def small(tile: Tile, side: int) -> bytes:
    """A JPEG of the photo's size on the sheet; empty where it cannot be read."""
    from PIL import Image

    from faceqnet_engine.decoding.decode import decode, video_frame

    frame = tile.entry.row.frame
    file = os.fspath(tile.file)
    photo = (
        decode(file, at_least=side) if frame is None or file.endswith(".png") else video_frame(file, frame)
    )
    if photo.pixels is None:
        return b""
    image = Image.fromarray(photo.pixels)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=_JPEG_QUALITY)
    return made.getvalue()
