"""The last lines of the log, kept in memory for the log panel and for reports."""

from __future__ import annotations

import contextlib
import logging
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the log."""

    when: str
    level: int
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.when} {logging.getLevelName(self.level)} {self.name}: {self.text}"


class _Signals(QObject):
    added = Signal(object)  # Line


class LogMemory(logging.Handler):
    """Takes every record of the program; threads may log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: deque[Line] = deque(maxlen=_MOST)
        self.signals = _Signals()
        self.setFormatter(logging.Formatter("%(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record; a trace is part of its text."""
        when = datetime.fromtimestamp(record.created).strftime("%Y-%m-%d %H:%M:%S")
        line = Line(when, record.levelno, record.name, self.format(record))
        self.lines.append(line)
        with contextlib.suppress(RuntimeError):  # Qt ends before the last thread has logged
            self.signals.added.emit(line)

    def about(self, reference: str) -> list[Line]:
        """Lines that name a reference."""
        return [line for line in list(self.lines) if reference and reference in line.text]


_memory: LogMemory | None = None


def log_memory() -> LogMemory:
    """The one of this process; listens from its first call on."""
    global _memory  # noqa: PLW0603 - one log for the process
    if _memory is None:
        _memory = LogMemory()
        logging.getLogger().addHandler(_memory)
    return _memory
