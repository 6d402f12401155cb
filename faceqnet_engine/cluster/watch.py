"""Whether the head of a cluster still answers: a minute without it, and Ray ends this very process without a word."""

from __future__ import annotations

import signal
import socket
import threading
import time
from _thread import interrupt_main

from faceqnet_engine.errors import FaceqnetError


class ClusterLostError(FaceqnetError):
    """The cluster stopped answering in the middle of a run."""


class Watch:
    """Calls the head every few seconds; interrupts the main thread once it has not answered for long.

    Args:
        address: HOST:PORT of the head; without one nothing is watched.
        patience: Seconds without an answer; less than the 60 after which Ray gives up.
        pause: Seconds between two calls.
    """

    def __init__(self, address: str, patience: float = 20.0, pause: float = 3.0) -> None:
        host, _, port = address.rpartition(":")
        self._target = (host.strip("[]"), int(port)) if port.isdigit() else None
        self._patience, self._pause = patience, pause
        self._ended, self._lock = threading.Event(), threading.Lock()
        self.lost = False
        self._thread = threading.Thread(target=self._run, name="faceqnet-watch", daemon=True)
        if self._target:
            self._thread.start()

    def stop(self) -> None:
        """Watch no more: nothing is interrupted once this returns."""
        with self._lock:
            self._ended.set()

    def _run(self) -> None:
        answered = time.monotonic()
        while not self._ended.wait(self._pause):
            if self._answers():
                answered = time.monotonic()
            elif time.monotonic() - answered > self._patience:
                with self._lock:
                    if not self._ended.is_set():
                        self.lost = True
                        _interrupt()
                return

    def _answers(self) -> bool:
        assert self._target is not None
        try:
            with socket.create_connection(self._target, timeout=self._pause):
                return True
        except OSError:
            return False


def _interrupt() -> None:
    """As Ctrl-C does it, which wakes a thread that waits."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        interrupt_main()
