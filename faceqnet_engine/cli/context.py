"""What every command shares: exit codes, how to speak, where to log."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer

from faceqnet_engine.errors import OutputError


class Exit(IntEnum):
    """Exit codes; contracts that scripts rely on."""

    FINE = 0
    NOTHING_SCORED = 1
    USAGE = 2
    NOT_WRITTEN = 3
    MODEL = 4
    NOT_STRICT = 5
    INTERRUPTED = 130


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more: device, threads, every problem.")]
LogFile = Annotated[Path | None, typer.Option("--log-file", help="Write a log to this file.")]


@dataclass(frozen=True, slots=True)
class Context:
    """How a command speaks: people read stderr, programs read stdout."""

    quiet: bool = False
    verbose: bool = False

    @staticmethod
    def of(quiet: bool, verbose: bool, log_file: Path | None) -> Context:
        """Set logging up.

        Raises:
            OutputError: the log file cannot be written.
        """
        if log_file is not None:
            try:
                handler = logging.FileHandler(log_file, encoding="utf-8")
            except OSError as error:
                raise OutputError(f"The log {log_file} cannot be written: {error.strerror}.") from error
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            root = logging.getLogger()
            root.addHandler(handler)
            root.setLevel(logging.DEBUG if verbose else logging.INFO)
        return Context(quiet, verbose)

    def say(self, sentence: str) -> None:
        """A line for people, unless they asked for quiet."""
        if not self.quiet:
            self.say_always(sentence)

    def detail(self, sentence: str) -> None:
        """A line for people who asked for more."""
        if self.verbose:
            self.say_always(sentence)

    @staticmethod
    def say_always(sentence: str) -> None:
        """A line for people."""
        print(sentence, file=sys.stderr)
