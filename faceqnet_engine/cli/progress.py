"""Progress on stderr: a live line on a terminal, a plain line every five seconds elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from faceqnet_engine.pipeline.progress import Progress

_PLAIN_SECONDS = 5.0


def time_left(seconds: float) -> str:
    """Rounded as people say it: 5 s steps under a minute, then minutes, then hours."""
    if seconds < 60:
        return f"{max(5, 5 * round(seconds / 5))} s left"
    if seconds < 5400:
        return f"{round(seconds / 60)} min left"
    return f"about {round(seconds / 3600)} h left"


class ProgressLine:
    """Shows `Progress` while a scan runs; silent when quiet."""

    def __init__(self, quiet: bool) -> None:
        self._quiet, self._live = quiet, None if quiet or not sys.stderr.isatty() else self._terminal()
        self._task: Any = None
        self._started = self._said = time.monotonic()

    @staticmethod
    def _terminal() -> Any:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        return Progress(
            TextColumn("Scoring"),
            BarColumn(),
            TextColumn("{task.description}"),
            console=Console(stderr=True),
            transient=True,
        )

    def show(self, progress: Progress) -> None:
        """The present moment."""
        if self._quiet:
            return
        if self._live is not None:
            self._live.update(
                self._task,
                description=self._words(progress),
                completed=progress.done,
                total=progress.total or None,
            )
        elif time.monotonic() - self._said >= _PLAIN_SECONDS:
            self._said = time.monotonic()
            print(f"Scoring {self._words(progress)}", file=sys.stderr, flush=True)

    def _words(self, progress: Progress) -> str:
        total = f"{progress.total:,}" if progress.listed else f"{progress.total:,} found so far"
        words = f"{progress.done:,} of {total}"
        if progress.rate > 0:
            words += f", {progress.rate:.1f} images/s"
        if progress.seconds_left and time.monotonic() - self._started > 3:
            words += f", {time_left(progress.seconds_left)}"
        return words

    def __enter__(self) -> ProgressLine:
        if self._live is not None:
            self._live.start()
            self._task = self._live.add_task("", total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()
