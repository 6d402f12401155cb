"""Spanish is complete: every visible string of the source has a translation in its room's file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from faceqnet_gui.language import ROOMS

ROOT = Path(__file__).parents[2]
SOURCES = {
    "desk": ["*.py", "desk/*.py", "look/*.py", "session/*.py", "worker/*.py", "actions/desk*.py"],
    "live": ["live/*.py", "actions/live.py"],
    "evaluation": ["evaluation/*.py", "actions/evaluation.py"],
    "training": ["training/*.py", "actions/training.py"],
    "shell": ["shell/*.py", "actions/shell.py"],
}


def messages(file: Path) -> dict[tuple[str, str], str]:
    """(context, source) -> translation, plural forms joined; empty where unfinished."""
    found = {}
    for context in ElementTree.parse(file).getroot().findall("context"):
        for message in context.findall("message"):
            told = message.find("translation")
            done = told is not None and told.get("type") != "unfinished"
            forms = [f.text or "" for f in told.iter() if f.text and f.text.strip()] if done else []
            key = (context.findtext("name", ""), message.findtext("source", ""))
            found[key] = "\n".join(forms)
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_every_string_of_the_source_has_a_spanish_translation(room: str, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    files = [str(f) for pattern in SOURCES[room] for f in sorted((ROOT / "faceqnet_gui").glob(pattern))]
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run([lupdate, "-silent", "-locations", "none", *files, "-ts", fresh], check=True, cwd=ROOT)
    known = messages(ROOT / "resources" / "translations" / f"{room}_es.ts")
    missing = [key for key in messages(fresh) if not known.get(key)]
    assert not missing


@pytest.mark.parametrize("room", ROOMS)
def test_translations_keep_the_places_for_values(room: str) -> None:
    for (_, source), told in messages(ROOT / "resources" / "translations" / f"{room}_es.ts").items():
        for n in range(6):
            assert (f"{{{n}}}" in source) == (f"{{{n}}}" in told), source
