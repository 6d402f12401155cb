"""Profiles of people's own: names for them, and files taken over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from faceqnet_engine.measures.profiles import Profile, own_folder, profiles, read_profile, write_profile

_LONGEST_ID = 60


def identifier(title: str) -> str:
    """A short name for files from a title: `Passport, own` -> `passport-own`; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID]


def imported(file: Path) -> Profile:
    """Copy a profile among the own ones, under another id if its own is taken by another profile.

    Raises:
        UsageError: it cannot be read, is no profile, or the copy cannot be written.
    """
    found = read_profile(file)
    known = {profile.id: profile for profile in profiles()}
    if known.get(found.id) == found:
        return found
    number, ident = 2, found.id
    while ident in known:
        ident, number = f"{found.id[:_LONGEST_ID]}-{number}", number + 1
    found = replace(found, id=ident)
    write_profile(found, own_folder() / f"{ident}.toml")
    return found
