"""What a report says, and how paths and names of files are taken out of it."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import PySide6

from faceqnet_engine import __version__
from faceqnet_gui.shell.log_memory import Line

HIDDEN = "<path>"
_HIDDEN_FILE = "<file>"
_CODE = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\\/\s\"'<>|*?]+[\\/])+([^\\/\s\"'<>|*?]+\.pyx?)\b")
_QUOTED = re.compile(r"(?P<q>[\"'])(?:[A-Za-z]:)?(?:~)?[\\/](?:(?!(?P=q)).)+(?P=q)")
_PATH = re.compile(r"(?<![\w.…>])(?:[A-Za-z]:)?~?[\\/][^\s\"'<>|*?:;,()]+")
_PICTURE = re.compile(
    r"[^\s\"'<>|*?:;,()\\/]+\.(?:jpe?g|png|hei[cf]|avif|webp|tiff?|bmp|gif|mp4|mov|avi|mkv|xmp|csv|faceqnet)\b",
    re.IGNORECASE,
)


def parts(sentence: str) -> tuple[str, str]:
    """(what happened, what was kept and what to do): the first sentence, and the rest."""
    found = re.match(r"(.+?[.!?])\s+(?=[A-ZÁÉÍÓÚÑ¿\d\"“])(.+)", sentence, re.DOTALL)
    return (found[1], found[2]) if found else (sentence, "")


def report_text(sentence: str, reference: str, lines: Sequence[Line], facts: Iterable[str] = ()) -> str:
    """Everything that helps to understand a failure, in English for whoever reads reports."""
    head = [
        f"FaceQnet {__version__}",
        f"{platform.platform()}, Python {platform.python_version()}, PySide {PySide6.__version__}",
        *facts,
        f"At {datetime.now().isoformat(timespec='seconds')}",
        "",
        sentence,
    ]
    if reference:
        head.append(f"Log reference {reference}")
    if lines:
        head += ["", "Log:", *(str(line) for line in lines)]
    return "\n".join(head)


def without_paths(text: str, known: Iterable[str] = ()) -> str:
    """The same without folders and names of photos; names of program files in a trace stay.

    `known` are paths that are hidden as a whole, even with blanks in them: what is open, the home folder.
    """
    places = {p for p in (*known, str(Path.home())) if len(p) > 1}
    for place in sorted(places, key=len, reverse=True):
        text = re.sub(re.escape(place) + r"(?:[\\/][^\n\"'<>|*?:;,()]*\.\w{2,8}\b)?", HIDDEN, text)
    text = _CODE.sub(r"…/\1", text)
    text = _QUOTED.sub(rf"\g<q>{HIDDEN}\g<q>", text)
    text = _PATH.sub(HIDDEN, text)
    return _PICTURE.sub(_HIDDEN_FILE, text)
