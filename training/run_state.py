"""What runs in a work folder, in a file that others can look at: the window, or a second command.

The file says how a run ended even to a window that was not there when it did. A run that is `running` while its
process is gone was ended from outside.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil

from faceqnet_engine.errors import FaceqnetError, ModelError, OutputError, StoreError
from training.records import write_whole

RUNNING, DONE, FAILED, INTERRUPTED = "running", "done", "failed", "interrupted"
_KIND_OF: tuple[tuple[type[BaseException], str], ...] = (
    (MemoryError, "memory"),
    (OutputError, "disk"),
    (StoreError, "disk"),
    (ModelError, "model"),
)


class RunState:
    """The file of one run; None as its path keeps nothing.

    Args:
        file: Where it is kept.
        steps: What is run.
    """

    def __init__(self, file: Path | None, steps: Sequence[str]) -> None:
        self._file = file
        me = psutil.Process()
        self._told: dict[str, Any] = {
            "state": RUNNING,
            "steps": list(steps),
            "process": me.pid,
            "process_since": me.create_time(),
            "computer": socket.gethostname(),
            "user": _user(),
            "since": time.time(),
        }

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Say that it runs, and how it ended; errors pass through."""
        self._write()
        try:
            yield
        except KeyboardInterrupt:
            self._end(INTERRUPTED)
            raise
        except BaseException as error:
            sentence = (
                error.sentence if isinstance(error, FaceqnetError) else f"{type(error).__name__}: {error}"
            )
            self._end(FAILED, sentence=sentence, kind=kind_of(error))
            raise
        self._end(DONE)

    def _end(self, state: str, **more: str) -> None:
        self._told |= {"state": state, "ended": time.time(), **more}
        with contextlib.suppress(OutputError):  # on a full disk the first error is the one to be told
            self._write()

    def _write(self) -> None:
        if self._file is not None:
            write_whole(self._file, json.dumps(self._told, indent=1) + "\n")


def kind_of(error: BaseException) -> str:
    """A word that a program can choose its own sentence by: `loss`, `memory`, `disk`, `model`, `data`, `fault`."""
    kind = getattr(error, "kind", "")
    if kind:
        return str(kind)
    for classes, word in _KIND_OF:
        if isinstance(error, classes):
            return word
    return "data" if isinstance(error, FaceqnetError) else "fault"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return os.environ.get("USER", "")
