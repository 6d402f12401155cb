"""XMP sidecars: ratings beside photos, as other programs read and write them.

`xmp:Rating` is -1 for rejected and 1..5 for stars. Both names in use are read, `photo.jpg.xmp` and `photo.xmp`; the
newer one counts. Everything else in a sidecar belongs to whoever wrote it and stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from lxml import etree

from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.sources.paths import display

SUFFIX = ".xmp"
REJECTED, ACCEPTED, UNDECIDED = "rejected", "accepted", "undecided"
MOST_STARS = 5
_MOST_BYTES = 16_000_000
_META, _RDF = "adobe:ns:meta/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP, _OURS = "http://ns.adobe.com/xap/1.0/", "urn:faceqnet:xmp#"
_DESCRIPTION = f"{{{_RDF}}}Description"
_RATING, _DECISION = f"{{{_XMP}}}Rating", f"{{{_OURS}}}Decision"
_NAMES = {"x": _META, "rdf": _RDF, "xmp": _XMP, "faceqnet": _OURS}


class SidecarError(FaceqnetError):
    """A sidecar cannot be read or written; it is as it was."""


class Naming(StrEnum):
    """How a sidecar is named after its photo."""

    FULL = "full"
    """`photo.jpg.xmp` (darktable, digiKam)."""
    STEM = "stem"
    """`photo.xmp` (Lightroom, Bridge)."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What a sidecar says about a photo.

    Attributes:
        stars: 0..5.
        decision: `accepted`, `rejected` or `undecided`. XMP has no field for accepted; ours holds it.
    """

    stars: int = 0
    decision: str = UNDECIDED

    @staticmethod
    def of(decision: str, stars: int) -> Rating:
        """From a session's marks; the stars of a rejected photo have no place in XMP."""
        return Rating(0 if decision == REJECTED else max(0, min(MOST_STARS, stars)), decision or UNDECIDED)

    @property
    def number(self) -> int:
        """As `xmp:Rating`."""
        return -1 if self.decision == REJECTED else self.stars


@dataclass(frozen=True, slots=True)
class Found:
    """A photo's sidecars.

    Attributes:
        rating: What the newest says.
        path: The newest.
        other: The older one of the other name, if it says something else.
    """

    rating: Rating
    path: Path
    other: Path | None = None


def sidecar_name(photo: str, naming: Naming) -> str:
    """The name of a photo's sidecar."""
    return (photo if naming is Naming.FULL else os.path.splitext(photo)[0]) + SUFFIX  # noqa: PTH122


def sidecars(photo: Path) -> list[Path]:
    """The sidecars that a photo has, the newest first."""
    there = []
    for naming in Naming:
        path = photo.with_name(sidecar_name(photo.name, naming))
        try:
            there.append((path.stat().st_mtime_ns, path))
        except OSError:
            continue
    return [path for _, path in sorted(there, key=lambda pair: pair[0], reverse=True)]


def newest(photo: Path) -> Path | None:
    """The newest sidecar of a photo."""
    return next(iter(sidecars(photo)), None)


def read(photo: Path) -> Found | None:
    """What the sidecars of a photo say; None without one.

    Raises:
        SidecarError: the newest cannot be read.
    """
    there = sidecars(photo)
    if not there:
        return None
    rating = read_file(there[0])
    other = None
    for path in there[1:]:
        try:
            other = path if read_file(path) != rating else None
        except SidecarError:
            other = path
    return Found(rating, there[0], other)


def read_ratings(photos: Iterable[str]) -> tuple[dict[str, Found], dict[str, str]]:
    """The ratings of many photos: (by photo, sentences on sidecars that cannot be read). Folders are listed once."""
    found: dict[str, Found] = {}
    failed: dict[str, str] = {}
    listed: dict[str, frozenset[str]] = {}
    for photo in photos:
        folder, name = os.path.split(photo)
        if folder not in listed:
            listed[folder] = _sidecar_names(folder)
        if not any(sidecar_name(name, naming) in listed[folder] for naming in Naming):
            continue
        try:
            seen = read(Path(photo))
        except SidecarError as error:
            failed[photo] = error.sentence
            continue
        if seen is not None:
            found[photo] = seen
    return found, failed


def read_file(path: Path) -> Rating:
    """What one sidecar says.

    Raises:
        SidecarError: it cannot be read, or is no XMP.
    """
    root = _parsed(path)
    number, decision = 0, ""
    for description in root.iter(_DESCRIPTION):
        number = _whole(_field(description, _RATING), number)
        decision = _field(description, _DECISION) or decision
    if number < 0:
        return Rating(0, REJECTED)
    return Rating(min(MOST_STARS, number), ACCEPTED if decision == ACCEPTED else UNDECIDED)


def write(photo: Path, rating: Rating, naming: Naming) -> Path:
    """Write a photo's rating beside it.

    The sidecar of the chosen name is changed where there is one; else it is made from the newest there is, so that
    what another program wrote is in it too.

    Raises:
        SidecarError: it cannot be written, or what is there is no XMP; then it is as it was.
    """
    target = photo.with_name(sidecar_name(photo.name, naming))
    base = target if target.exists() else newest(photo)
    write_file(target, rating, base=base)
    return target


def write_file(target: Path, rating: Rating, *, base: Path | None = None, durable: bool = True) -> None:
    """Write one sidecar, whole or not at all, with everything that `base` holds besides.

    Args:
        target: The sidecar.
        rating: What it shall say.
        base: The sidecar that it is made from.
        durable: Wait until it is on the disk; else whoever calls sees to that.

    Raises:
        SidecarError: see `write`.
    """
    root = _parsed(base) if base is not None else _empty()
    _set(root, rating)
    data = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)
    temporary = target.with_name(f".{os.getpid():x}-{abs(hash(target.name)):x}.part")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise SidecarError(
            f"{_shown(target)} cannot be written: {error.strerror}. What was there is as it was."
        ) from error


def _sidecar_names(folder: str) -> frozenset[str]:
    try:
        with os.scandir(folder or ".") as entries:
            return frozenset(entry.name for entry in entries if entry.name.endswith(SUFFIX))
    except OSError:
        return frozenset()


def _parsed(path: Path) -> Any:
    # Nothing from outside, no entities: a sidecar is a stranger's file.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SidecarError(f"{_shown(path)} is too large for a sidecar. It was left as it is.")
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise SidecarError(f"{_shown(path)} cannot be read: {error.strerror}.") from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SidecarError(f"{_shown(path)} is no XML ({error}). It was left as it is.") from error
    if root.getroottree().docinfo.doctype:
        raise SidecarError(f"{_shown(path)} defines entities, which no sidecar needs. It was left as it is.")
    if root.tag != f"{{{_RDF}}}RDF" and next(root.iter(f"{{{_RDF}}}RDF"), None) is None:
        raise SidecarError(f"{_shown(path)} is no XMP sidecar. It was left as it is.")
    return root


def _shown(path: Path) -> str:
    return display(path.name)


def _empty() -> Any:
    root = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    rdf = etree.SubElement(root, f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF})
    etree.SubElement(rdf, _DESCRIPTION, {f"{{{_RDF}}}about": ""}, nsmap={"xmp": _XMP, "faceqnet": _OURS})
    return root


def _set(root: Any, rating: Rating) -> None:
    """One rating in the whole sidecar; the form in which it was written stays."""
    decision = rating.decision if rating.decision != UNDECIDED else None
    for field, value in ((_RATING, str(rating.number)), (_DECISION, decision)):
        holders = [d for d in root.iter(_DESCRIPTION) if _field(d, field) is not None]
        for extra in holders[1:] if value is not None else holders:
            _remove(extra, field)
        if value is None:
            continue
        if holders and holders[0].get(field) is None:
            for element in holders[0].findall(field):
                element.text = value
        elif holders:
            holders[0].set(field, value)
        else:
            _home(root).set(field, value)


def _home(root: Any) -> Any:
    """The description that a new field goes to."""
    rdf = root if root.tag == f"{{{_RDF}}}RDF" else next(root.iter(f"{{{_RDF}}}RDF"))
    first = rdf.find(_DESCRIPTION)
    if first is not None:
        return first
    return etree.SubElement(rdf, _DESCRIPTION, {f"{{{_RDF}}}about": ""}, nsmap=_NAMES)


def _field(description: Any, name: str) -> str | None:
    """A simple property, in either of the forms that XMP allows."""
    value = description.get(name)
    if value is None:
        element = description.find(name)
        value = None if element is None else (element.text or "").strip()
    return None if value is None else str(value)


def _remove(description: Any, name: str) -> None:
    description.attrib.pop(name, None)
    for element in description.findall(name):
        tail, before = element.tail, element.getprevious()
        if before is not None and tail:
            before.tail = (before.tail or "") + tail
        description.remove(element)


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return otherwise if text is None else round(float(text))
    except (ValueError, OverflowError):
        return otherwise
