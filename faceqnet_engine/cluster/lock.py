"""One run per folder: a lock with a heart that beats. Clocks are not compared, for those of two machines differ."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import threading
import time
from types import TracebackType

import psutil

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.errors import OutputError, UsageError

LOCK = "_RUNNING"
BEAT_SECONDS = 5.0
"""Between two beats; a lock of another machine that does not change for three of them is a dead one's."""

_HELD: set[str] = set()
"""Tokens of this very process."""


class RunLock:
    """Held while the `with` block runs.

    Raises:
        UsageError: another run holds it.
    """

    def __init__(self, place: Place, beat_seconds: float = BEAT_SECONDS) -> None:
        self._place, self._beat = place, beat_seconds
        self._owner = {"host": socket.gethostname(), "token": secrets.token_hex(8)} | _process()
        self._beats = 0
        self._lost = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="faceqnet-lock", daemon=True)

    def __enter__(self) -> RunLock:
        while not self._place.create(LOCK, self._content()):
            held = self._place.read(LOCK)
            if held is None:
                continue
            if self._alive(held):
                raise UsageError(
                    f"{self._place} is in use by another run ({_name(held)}). Nothing was changed. Wait for it, or name "
                    "another folder."
                )
            self._place.remove(LOCK)
        _HELD.add(str(self._owner["token"]))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
        _HELD.discard(str(self._owner["token"]))
        held = self._place.read(LOCK)
        if held is not None and _owner(held).get("token") == self._owner["token"]:
            self._place.remove(LOCK)

    def check(self) -> None:
        """Whether it is still ours: a machine that slept for long wakes up to find another run in its place.

        Raises:
            UsageError: another run took the folder over.
        """
        if self._lost:
            raise UsageError(
                f"{self._place} was taken over by another run ({_name(self._place.read(LOCK) or b'')}), for this one had "
                "not been heard of for long. Finished shards are kept; the other run goes on with them."
            )

    def _content(self) -> bytes:
        return json.dumps(self._owner | {"beats": self._beats}).encode()

    def _keep(self) -> None:
        while not self._ended.wait(self._beat):
            self._beats += 1
            try:
                held = self._place.read(LOCK)
                if held is not None and _owner(held).get("token") not in {None, self._owner["token"]}:
                    self._lost = True
                    return
                self._place.write(LOCK, self._content())
            except OutputError:
                continue  # said by whoever writes rows there

    def _alive(self, held: bytes) -> bool:
        """Whether its owner lives: asked of this machine's processes, else watched for a beat."""
        owner = _owner(held)
        if owner.get("token") in _HELD:
            return True
        if owner.get("space") == self._owner["space"]:
            pid, since = owner.get("pid"), owner.get("since")
            try:
                return abs(psutil.Process(int(str(pid))).create_time() - float(str(since))) < 1
            except (psutil.Error, ValueError):
                return False
        deadline = time.monotonic() + 3 * self._beat
        while time.monotonic() < deadline:
            if self._place.read(LOCK) != held:
                return True
            self._ended.wait(self._beat / 5)
        return False


def _process() -> dict[str, object]:
    """This process, and the space in which its number means it: a machine since its start, and a container on it."""
    space = [str(psutil.boot_time())]
    for link in ("/proc/self/ns/pid", "/proc/self/ns/uts"):
        with contextlib.suppress(OSError):
            space.append(os.readlink(link))  # noqa: PTH115
    return {
        "pid": os.getpid(),
        "since": psutil.Process().create_time(),
        "space": "|".join([socket.gethostname(), *space]),
    }


def _name(held: bytes) -> str:
    """Of the owner, for people."""
    who = _owner(held)
    return f"{who.get('host', 'unknown')}, process {who.get('pid', '?')}"


def _owner(held: bytes) -> dict[str, object]:
    try:
        found = json.loads(held)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
