"""Ctrl-C and termination: the work in hand ends well, asked twice it ends at once."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType


@contextlib.contextmanager
def stop_signals(cancel: Callable[[], object] = lambda: None) -> Iterator[threading.Event]:
    """While it holds, a signal sets the event and calls `cancel`; a second one raises KeyboardInterrupt.

    Python drops an interrupt that is raised while it runs a finaliser. An event is not dropped: long work that looks
    at it ends whenever it was asked to.
    """
    asked = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        cancel()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
