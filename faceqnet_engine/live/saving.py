"""A captured frame on the disk: the picture, the aligned crop, and a JSON beside it; whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from faceqnet_engine.errors import OutputError
from faceqnet_engine.faces.align import crop
from faceqnet_engine.live.checks import Check
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK, PENDING_MARK

CROPS = "crops"
"""Folder of the aligned crops, beside the pictures; marked as our own output, so that nobody scores it again."""
_CROP_SIDE, _CROP_TEMPLATE = 400, "B"
_SOFTWARE, _DESCRIPTION, _DATE, _COMMENT, _EXIF_FOLDER, _ORIGINAL = (
    0x0131,
    0x010E,
    0x0132,
    0x9286,
    0x8769,
    0x9003,
)
_FULL = {errno.ENOSPC, errno.EDQUOT}


class CaptureError(OutputError):
    """A photo that could not be written; whoever holds it keeps it in memory.

    Attributes:
        folder: Where it should have gone.
        reason: What the system says.
        full: Whether there was no room.
    """

    def __init__(self, error: OSError, folder: Path) -> None:
        self.folder, self.full = folder, error.errno in _FULL
        self.reason = error.strerror or type(error).__name__
        what = f"The disk of {folder} is full" if self.full else f"{folder} cannot be written: {self.reason}"
        super().__init__(
            f"{what}. The photo is kept in memory. Free some space or choose another folder, then write it again."
        )


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What is written down about a captured frame.

    Attributes:
        subject: The ID that was typed or scanned; empty for none.
        taken: Local time.
        source: Name of the camera or film.
        profile: Id.
        model: id@hash.
        manual: Whether a person pressed the button.
        software: Name and version of the program.
        checks: Id and state of every check.
        hints: Hints that were out of range.
        chosen: Whether a person preferred this frame to the one that was taken.
    """

    subject: str
    taken: datetime
    source: str
    profile: str
    model: str
    manual: bool
    software: str = "FaceQnet"
    checks: tuple[Check, ...] = ()
    hints: tuple[str, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """Files of one capture.

    Attributes:
        picture: Full resolution.
        crop: Aligned face; None where there was none.
        facts: JSON.
        pending: Whether they still have the names of a photo that nobody accepted.
    """

    picture: Path
    crop: Path | None
    facts: Path
    pending: bool

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return tuple(p for p in (self.picture, self.crop, self.facts) if p is not None)


def safe_name(subject: str) -> str:
    """An ID as part of a file name: letters, digits, dots, dashes; never empty, hidden or a path."""
    plain = unicodedata.normalize("NFC", subject).strip()
    name = re.sub(r"[^\w.-]+", "_", plain, flags=re.UNICODE).strip("._")[:80]
    return name or "capture"


def write_capture(reading: Reading, facts: CaptureFacts, folder: Path, form: str = "png") -> Saved:
    """Write a frame under a name that is not its own yet; `accept` gives it that.

    Args:
        reading: The frame, and what is known of it.
        facts: The rest.
        folder: Made if it is not there.
        form: `png` or `jpg`.

    Raises:
        OutputError: it cannot be written; nothing is left behind.
    """
    name = _free_name(folder, safe_name(facts.subject))
    saved = Saved(
        folder / f"{PENDING_MARK}{name}.{form}",
        folder / CROPS / f"{PENDING_MARK}{name}.{form}" if reading.subject is not None else None,
        folder / f"{PENDING_MARK}{name}.json",
        pending=True,
    )
    try:
        _write_all(saved, reading, facts)
    except OSError as error:
        discard(saved)
        raise CaptureError(error, folder) from error
    return saved


def write_instead(saved: Saved, reading: Reading, facts: CaptureFacts) -> Saved:
    """Put another frame of the same capture in the place of a written one, under its very names.

    Args:
        saved: What is there, accepted or not.
        reading: The frame that a person prefers.
        facts: What is known of it.

    Raises:
        OutputError: it cannot be written; what was there is still there, whole.
    """
    crop_there = saved.crop or saved.picture.parent / CROPS / saved.picture.name
    wanted = Saved(
        saved.picture, crop_there if reading.subject is not None else None, saved.facts, saved.pending
    )
    try:
        _write_all(wanted, reading, facts)
    except OSError as error:
        raise CaptureError(error, saved.picture.parent) from error
    return wanted


def _write_all(saved: Saved, reading: Reading, facts: CaptureFacts) -> None:
    """Every file whole before the first gets its name; the picture last: whoever sees it finds the rest."""
    folder, form = saved.picture.parent, saved.picture.suffix[1:]
    folder.mkdir(parents=True, exist_ok=True)
    exif = _exif(reading, facts)
    text = json.dumps(record_of(reading, facts), ensure_ascii=False, indent=1)
    fills: dict[Path, Callable[[Any], object]] = {saved.facts: lambda file: file.write(text.encode("utf-8"))}
    if saved.crop is not None and reading.subject is not None:
        saved.crop.parent.mkdir(exist_ok=True)
        (saved.crop.parent / OWN_OUTPUT_MARK).touch()
        face = crop(reading.frame.pixels, reading.subject.landmarks, _CROP_TEMPLATE, _CROP_SIDE)
        fills[saved.crop] = lambda file: _save_image(face, file, form, exif)
    fills[saved.picture] = lambda file: _save_image(reading.frame.pixels, file, form, exif)
    parts = {target: target.with_name(f"{target.name}.part") for target in fills}
    try:
        for target, fill in fills.items():
            _write(parts[target], fill)
        for target, part in parts.items():
            part.replace(target)
    except BaseException:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise


def accept(saved: Saved) -> Saved:
    """Give the files their own names, none of which is taken.

    Raises:
        OutputError: a name cannot be given; the picture is still there under its first name.
    """
    if not saved.pending:
        return saved
    folder = saved.picture.parent
    stem = saved.picture.stem.removeprefix(PENDING_MARK)
    form = saved.picture.suffix[1:]
    name = _free_name(folder, re.sub(r"_\d+$", "", stem))
    kept = Saved(
        folder / f"{name}.{form}",
        folder / CROPS / f"{name}.{form}" if saved.crop is not None else None,
        folder / f"{name}.json",
        pending=False,
    )
    try:
        # The picture last: whoever sees it finds the rest.
        for before, after in zip(reversed(saved.files), reversed(kept.files), strict=True):
            before.rename(after)
    except OSError as error:
        raise CaptureError(error, folder) from error
    return kept


def discard(saved: Saved) -> None:
    """Remove a photo that nobody accepted."""
    if saved.pending:
        for file in saved.files:
            with suppress(OSError):
                file.unlink(missing_ok=True)


def record_of(reading: Reading, facts: CaptureFacts) -> dict[str, Any]:
    """What the JSON says."""
    subject = reading.subject
    return {
        "software": facts.software,
        "subject": facts.subject,
        "taken": facts.taken.isoformat(timespec="milliseconds"),
        "source": facts.source,
        "manual": facts.manual,
        "chosen": facts.chosen,
        "profile": facts.profile,
        "model": facts.model,
        "score": reading.score,
        "quality": reading.quality,
        "width": reading.frame.size[0],
        "height": reading.frame.size[1],
        "box": None if subject is None else [round(float(v), 2) for v in subject.box],
        "landmarks": None if subject is None else np.round(subject.landmarks.astype(float), 2).tolist(),
        "checks": {c.id: c.state.value for c in facts.checks},
        "hints": list(facts.hints),
        "values": {k: float(f"{v:.5g}") for k, v in reading.values.items()},
    }


def _exif(reading: Reading, facts: CaptureFacts) -> Image.Exif:
    exif = Image.Exif()
    holds = sum(c.state.value == "holds" for c in facts.checks)
    quality = "-" if reading.quality is None else str(reading.quality)
    exif[_SOFTWARE] = facts.software
    exif[_DESCRIPTION] = (
        f"FaceQnet quality {quality}, {holds} of {len(facts.checks)} checks hold, profile {facts.profile}"
    )
    exif[_DATE] = facts.taken.strftime("%Y:%m:%d %H:%M:%S")
    details = exif.get_ifd(_EXIF_FOLDER)
    details[_ORIGINAL] = exif[_DATE]
    said = asdict(facts) | {"checks": {c.id: c.state.value for c in facts.checks}}
    said = {k: said[k] for k in ("subject", "profile", "model", "manual", "chosen", "checks")}
    text = json.dumps(said | {"score": reading.score, "quality": reading.quality}, ensure_ascii=True)
    details[_COMMENT] = b"ASCII\x00\x00\x00" + text.encode("ascii")
    return exif


def _save_image(pixels: np.ndarray, file: Any, form: str, exif: Image.Exif) -> None:
    image = Image.fromarray(pixels)
    if form == "png":
        image.save(file, "PNG", compress_level=3, exif=exif)
    else:
        image.save(file, "JPEG", quality=95, subsampling=0, exif=exif)


def _write(target: Path, fill: Callable[[Any], object]) -> None:
    """Fill a file and bring it to the disk."""
    with target.open("wb") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())


def _free_name(folder: Path, stem: str) -> str:
    number = 1
    while any((folder / f"{stem}_{number}.{end}").exists() for end in ("png", "jpg", "json")):
        number += 1
    return f"{stem}_{number}"
