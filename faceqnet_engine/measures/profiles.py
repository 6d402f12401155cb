"""Profiles: limits that photos of one purpose must keep, as TOML files that people can write and exchange."""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from faceqnet_engine.errors import UsageError
from faceqnet_engine.measures.catalogue import INDEX, QUALITY

CONFIG_FOLDER_VARIABLE = "FACEQNET_CONFIG"
SHIPPED = ("relaxed", "enrolment", "icao-portrait")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LARGEST_FILE = 200_000
GUIDE_LEAST, GUIDE_MOST = 0.40, 0.76
"""Sizes of the oval in Live that a profile may ask for, over the picture's height."""


class On(StrEnum):
    """Which figure of a measure a limit looks at."""

    COMPONENT = "component"
    NATIVE = "native"
    ABSOLUTE = "absolute"
    """The native without its sign, for angles."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What one measure must keep.

    Attributes:
        measure: An id of the catalogue, or `quality`.
        on: Which figure of it.
        least: Smallest value that is good, None for none.
        most: Largest value that is good, None for none.
        advise: A miss asks for review but never fails a photo.
        source: The clause, or who says so.
    """

    measure: str
    on: On = On.COMPONENT
    least: float | None = None
    most: float | None = None
    advise: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits under a name.

    Attributes:
        id: Short name for options and files.
        title: For people.
        limits: At most one per measure, in the catalogue's order.
        about: A sentence or two.
        guide: Height of the oval in Live over the picture's height, None for the usual one: a smaller oval lets people
            stand farther away.
    """

    id: str
    title: str
    limits: tuple[Limit, ...]
    about: str = ""
    guide: float | None = None

    def limit(self, measure: str) -> Limit | None:
        """The limit of a measure."""
        return next((limit for limit in self.limits if limit.measure == measure), None)

    def with_limit(self, limit: Limit) -> Profile:
        """The same with one limit added or replaced."""
        others = [known for known in self.limits if known.measure != limit.measure]
        return replace(self, limits=_ordered([*others, limit]))

    def without(self, measure: str) -> Profile:
        """The same without the limit of a measure."""
        return replace(self, limits=tuple(known for known in self.limits if known.measure != measure))


def profile(name: str) -> Profile:
    """A shipped profile, one of the user's, or a file.

    Raises:
        UsageError: none of that name, or the file is not a profile; the sentence names what is wrong.
    """
    for known in profiles():
        if known.id == name:
            return known
    file = Path(name)
    if file.suffix == ".toml" or file.exists():
        return read_profile(file)
    names = ", ".join(known.id for known in profiles())
    raise UsageError(f"There is no profile called {name}. Profiles here: {names}; or name a file.toml.")


def profiles() -> list[Profile]:
    """The shipped ones and the user's own; an own one never replaces a shipped one."""
    shipped = [_shipped(name) for name in SHIPPED]
    own = []
    for file in sorted(own_folder().glob("*.toml")):
        try:
            found = read_profile(file)
        except UsageError:
            continue  # said when it is asked for by name; one damaged file must not hide the others
        if found.id not in SHIPPED:
            own.append(found)
    return shipped + own


def own_folder() -> Path:
    """Where the user's profiles are."""
    override = os.environ.get(CONFIG_FOLDER_VARIABLE)
    return (Path(override) if override else user_config_path("faceqnet")) / "profiles"


def read_profile(file: Path) -> Profile:
    """A profile from a TOML file.

    Raises:
        UsageError: it cannot be read, or something in it is wrong; the sentence names the key.
    """
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise UsageError(f"{file.name} is too large to be a profile.")
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"The profile {file} does not exist.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The profile {file} cannot be read: {error}.") from error
    return parse_profile(table, file.name)


def parse_profile(table: Mapping[str, Any], name: str) -> Profile:
    """A profile from parsed TOML.

    Raises:
        UsageError: an unknown key, a value of another type or out of range; `name` and the key are named.
    """
    unknown = set(table) - {"id", "title", "about", "guide", "limits"}
    if unknown:
        raise UsageError(
            f"{name}: {sorted(unknown)[0]} is no key of a profile (id, title, about, guide, limits)."
        )
    ident = table.get("id")
    if not isinstance(ident, str) or not _ID.fullmatch(ident):
        raise UsageError(f"{name}: id must be lower-case letters, digits, dots and dashes.")
    limits = table.get("limits")
    if not isinstance(limits, Mapping) or not limits:
        raise UsageError(f"{name}: it has no limits.")
    found = [_limit(measure, values, name) for measure, values in limits.items()]
    title, about = table.get("title", ident), table.get("about", "")
    if not isinstance(title, str) or not isinstance(about, str):
        raise UsageError(f"{name}: title and about are text.")
    guide = _number(table.get("guide"), f"{name}: guide")
    if guide is not None and not GUIDE_LEAST <= guide <= GUIDE_MOST:
        raise UsageError(
            f"{name}: guide lies between {GUIDE_LEAST} and {GUIDE_MOST} of the picture's height."
        )
    return Profile(ident, title, _ordered(found), about, guide)


def write_profile(profile: Profile, file: Path) -> None:
    """Write as TOML, whole or not at all.

    Raises:
        UsageError: the folder cannot be written.
    """
    temporary = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(profile_text(profile), encoding="utf-8")
        temporary.replace(file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise UsageError(
            f"The profile {file} cannot be written: {error.strerror}. Nothing was changed."
        ) from error


def profile_text(profile: Profile) -> str:
    """The profile as TOML."""
    lines = [f"id = {_text(profile.id)}", f"title = {_text(profile.title)}"]
    if profile.about:
        lines.append(f"about = {_text(profile.about)}")
    if profile.guide is not None:
        lines.append(f"guide = {profile.guide!r}")
    for limit in profile.limits:
        lines += ["", f"[limits.{limit.measure}]"]
        if limit.on is not On.COMPONENT:
            lines.append(f'on = "{limit.on.value}"')
        lines += [
            f"{key} = {value!r}" for key in ("least", "most") if (value := getattr(limit, key)) is not None
        ]
        if limit.advise:
            lines.append("advise = true")
        if limit.source:
            lines.append(f"source = {_text(limit.source)}")
    return "\n".join(lines) + "\n"


def _shipped(name: str) -> Profile:
    file = Path(str(resources.files("resources"))) / "profiles" / f"{name}.toml"
    return read_profile(file)


def _limit(measure: str, values: Any, name: str) -> Limit:
    if measure != QUALITY and measure not in INDEX:
        raise UsageError(f"{name}: there is no measure called {measure}.")
    if not isinstance(values, Mapping):
        raise UsageError(f"{name}: limits.{measure} must be a table with least or most.")
    unknown = set(values) - {"on", "least", "most", "advise", "source"}
    if unknown:
        raise UsageError(f"{name}: limits.{measure} has an unknown key {sorted(unknown)[0]}.")
    try:
        on = On(values.get("on", On.COMPONENT))
    except ValueError:
        raise UsageError(f"{name}: limits.{measure}.on is component, native or absolute.") from None
    least, most = (_number(values.get(key), f"{name}: limits.{measure}.{key}") for key in ("least", "most"))
    if least is None and most is None:
        raise UsageError(f"{name}: limits.{measure} has neither least nor most.")
    if least is not None and most is not None and least > most:
        raise UsageError(f"{name}: limits.{measure}: least is larger than most.")
    if on is On.COMPONENT and any(v is not None and not 0 <= v <= 100 for v in (least, most)):
        raise UsageError(f"{name}: limits.{measure}: a component lies between 0 and 100.")
    advise, source = values.get("advise", False), values.get("source", "")
    if not isinstance(advise, bool) or not isinstance(source, str):
        raise UsageError(f"{name}: limits.{measure}: advise is true or false, source is text.")
    return Limit(measure, On.COMPONENT if measure == QUALITY else on, least, most, advise, source)


def _number(value: Any, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise UsageError(f"{where} is not a number.")
    return float(value)


def _ordered(limits: list[Limit]) -> tuple[Limit, ...]:
    return tuple(sorted(limits, key=lambda limit: INDEX.get(limit.measure, -1)))


def _text(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too, but for the delete character."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
