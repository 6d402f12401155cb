"""Sessions opened lately, and where new ones are kept."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from faceqnet_engine.models.registry import data_folder
from faceqnet_gui.session.file import SUFFIX

_MOST = 20
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recent:
    """A session that was open.

    Attributes:
        path: The file.
        title: What people called it: the first folder's name.
        images: How many rows.
        opened: When it was last open, as 2026-01-31T09:14:00.
        first_image: Its first photo, for a picture in the list; empty where there is none.
        inputs: What was opened in it.
    """

    path: str
    title: str
    images: int
    opened: str
    first_image: str = ""
    inputs: tuple[str, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether the file is still there."""
        return Path(self.path).is_file()


def recent_sessions() -> list[Recent]:
    """Sessions opened lately, newest first; those that are gone are among them."""
    try:
        entries = json.loads(_list().read_text(encoding="utf-8"))
        return [Recent(**entry | {"inputs": tuple(entry.get("inputs", ()))}) for entry in entries]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, AttributeError) as error:
        log.warning("The list of recent sessions cannot be read (%s); a new one is begun.", error)
        return []


def remember_session(
    path: Path, title: str, images: int, first_image: str = "", inputs: Sequence[str] = ()
) -> None:
    """Put a session at the top of the list."""
    now = datetime.now().isoformat(timespec="seconds")
    entry = Recent(str(path), title, images, now, first_image, tuple(inputs))
    _write([entry, *(r for r in recent_sessions() if r.path != str(path))][:_MOST])


def forget_session(path: Path) -> None:
    """Take a session off the list; the file stays."""
    _write([r for r in recent_sessions() if r.path != str(path)])


def sessions_folder() -> Path:
    """Where sessions are kept that nobody gave a place."""
    return data_folder() / "sessions"


def new_session_path(inputs: Sequence[str]) -> Path:
    """A free name in the user's data folder for a session on these inputs."""
    name = re.sub(r"[^\w .-]", "_", Path(inputs[0]).name if inputs else "")[:60].strip(" .") or "session"
    folder = sessions_folder()
    path, number = folder / f"{name}{SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{name} ({number}){SUFFIX}"
    return path


def session_of(inputs: Sequence[str]) -> Path | None:
    """The newest session that was made of exactly these inputs: the one to go on with."""
    for recent in recent_sessions():
        if set(inputs) == set(recent.inputs) and recent.exists:
            return Path(recent.path)
    return None


def _list() -> Path:
    return data_folder() / "recent-sessions.json"


def _write(entries: list[Recent]) -> None:
    path = _list()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".part")
        temporary.write_text(json.dumps([asdict(e) for e in entries], indent=1), encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        log.warning("The list of recent sessions cannot be written: %s", error)
