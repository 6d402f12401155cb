"""One window writes a session; the lock of a program that has died is taken over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLockFile


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a session open for writing.

    Attributes:
        user: Name of the account, empty where it is not known.
        computer: Its name.
        process: Process number.
        since: When it was opened, local time.
    """

    user: str
    computer: str
    process: int
    since: datetime


class SessionLock:
    """`NAME.lock` beside the session; Qt writes the process and computer into it and knows when they are dead."""

    def __init__(self, session: Path) -> None:
        self.path = session.with_name(session.name + ".lock")
        self._lock = QLockFile(str(self.path))
        self._lock.setStaleLockTime(0)  # age says nothing: a session may be open for days

    def take(self) -> bool:
        """Whether the session is ours to write now."""
        return self._lock.tryLock(0)

    @property
    def taken_by_other(self) -> bool:
        """After a `take` that failed: whether somebody else has it (else the place cannot be written)."""
        return self._lock.error() is QLockFile.LockError.LockFailedError

    def owner(self) -> Owner | None:
        """Who has it, as far as the file tells."""
        try:
            words = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
            since = datetime.fromtimestamp(self.path.stat().st_mtime)
            return Owner(_user(self.path), words[2], int(words[0]), since)
        except (OSError, ValueError, IndexError):
            return None

    def release(self) -> None:
        """Let others write."""
        self._lock.unlock()


def _user(path: Path) -> str:
    try:
        return path.owner()
    except (OSError, KeyError, NotImplementedError):
        return ""
