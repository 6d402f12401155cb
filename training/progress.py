"""How a step tells what it is doing: lines for people, or one JSON object a line for a program."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol, TextIO


class Report(Protocol):
    """Receives the progress of one step.

    `more` may hold `unit` (what is counted), `loss`, `metric` and `message`.
    """

    def __call__(self, done: int, total: int, **more: Any) -> None: ...  # noqa: D102


Reporter = Callable[[str], Report]
"""Makes the report of the step with that name."""

_KEYS = ("unit", "loss", "metric", "message")
_SECONDS_BETWEEN_LINES = 1.0


def silent(done: int, total: int, **more: Any) -> None:
    """Says nothing: the default for use from Python."""


def json_lines(step: str, stream: TextIO | None = None) -> Report:
    """`{"step", "done", "total", "unit", "loss"?, "metric"?, "message"?}`, one object a line."""

    def report(done: int, total: int, **more: Any) -> None:
        line = {"step": step, "done": done, "total": total, "unit": more.get("unit", "steps")}
        line |= {k: more[k] for k in _KEYS if k in more}
        print(json.dumps(line, allow_nan=False), file=stream or sys.stdout, flush=True)

    return report


def text_lines(step: str, stream: TextIO | None = None) -> Report:
    """Lines for people on stderr: what was said, and counts once a second."""
    last = float("-inf")

    def report(done: int, total: int, **more: Any) -> None:
        nonlocal last
        now = time.monotonic()
        if "message" not in more and "metric" not in more:
            if done < total and now - last < _SECONDS_BETWEEN_LINES:
                return
            last = now
        words = [f"{step}: {done:,} of {total:,} {more.get('unit', 'steps')}"]
        words += [f"{k} {more[k]}" for k in ("loss", "metric") if k in more]
        if "message" in more:
            words.append(str(more["message"]))
        print("  ".join(words), file=stream or sys.stderr, flush=True)

    return report
