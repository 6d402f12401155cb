"""The images of a scan, given out in the order in which people look at them: what is on screen before the rest."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.sources.paths import refs
from faceqnet_engine.sources.ref import Ref
from faceqnet_gui.session.rows import Box

_MOST_AT_ONCE = 1000
_TELL_SECONDS = 0.1


class Feed:
    """A queue between the window, which knows what is seen, and the engine, which asks for the next image.

    The inputs are listed in a thread that begins at once, so that their images are known while the models load. The
    engine takes two batches ahead at most: what is wanted now comes after those.

    Args:
        inputs: Files, folders, videos or lists.
        told: Called with new images as they are listed, in the listing's thread.
        faces: Boxes of the faces that people chose, by file.
    """

    def __init__(
        self, inputs: Sequence[str], told: Callable[[list[Ref]], None], faces: Mapping[str, Box] | None = None
    ) -> None:
        self._told, self._faces = told, dict(faces or {})
        self._changed = threading.Condition()
        self._inputs: deque[list[str]] = deque([list(inputs)])
        self._waiting: OrderedDict[str, Ref] = OrderedDict()  # by file, as they were listed
        self._wanted: deque[str] = deque()
        self._error: FaceqnetError | None = None
        self._stopped = self._over = False
        self.total = 0
        self._thread = threading.Thread(target=self._list, name="faceqnet-list", daemon=True)
        self._thread.start()

    # ---- the window's side; none of these waits

    def add(self, inputs: Sequence[str], faces: Mapping[str, Box] | None = None) -> bool:
        """List these too; False where this scan has given out its last image already, or was stopped."""
        with self._changed:
            if self._over or self._stopped:
                return False
            self._faces |= faces or {}
            self._inputs.append(list(inputs))
            self._changed.notify_all()
            return True

    def want(self, files: Sequence[str]) -> None:
        """Give these out first, in this order, and then the others as they were listed."""
        with self._changed:
            self._wanted = deque(files)

    def stop(self) -> None:
        """Give out no more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    # ---- the engine's side

    @property
    def finished(self) -> bool:
        """Whether everything is listed."""
        return not self._inputs

    def __iter__(self) -> Iterator[Ref]:
        while (ref := self._next()) is not None:
            yield ref

    def close(self) -> None:
        """The scan is over."""
        self.stop()
        self._thread.join(timeout=5)

    # ---- inside

    def _next(self) -> Ref | None:
        with self._changed:
            while not self._waiting and self._inputs and not self._stopped:
                self._changed.wait()
            if self._stopped:
                return None
            if not self._waiting:
                self._over = True
                self._changed.notify_all()
                if self._error is not None:
                    raise self._error
                return None
            while self._wanted:
                ref = self._waiting.pop(self._wanted.popleft(), None)
                if ref is not None:
                    return ref
            return self._waiting.popitem(last=False)[1]

    def _list(self) -> None:
        """In the thread: list what is asked for until nothing is left, and wait for more as long as there is work."""
        while True:
            with self._changed:
                while not self._inputs and not self._stopped and not self._over:
                    self._changed.wait(1.0)
                if self._stopped or self._over:
                    return
                inputs = self._inputs[0]
            try:
                self._list_one(inputs)
            except FaceqnetError as error:
                with self._changed:
                    self._error = error
            with self._changed:
                self._inputs.popleft()
                self._changed.notify_all()

    def _list_one(self, inputs: Sequence[str]) -> None:
        found: list[Ref] = []
        told = time.monotonic()
        for ref in refs(inputs):
            if self._stopped:
                return
            box = self._faces.get(ref.file)
            found.append(ref if box is None else replace(ref, face=box))
            if len(found) >= _MOST_AT_ONCE or time.monotonic() - told > _TELL_SECONDS:
                self._take(found)
                found, told = [], time.monotonic()
        self._take(found)

    def _take(self, found: list[Ref]) -> None:
        """The window knows of an image before the engine can have it: its row is there before its score."""
        if found:
            self._told(found)
        with self._changed:
            before = len(self._waiting)
            for ref in found:
                self._waiting.setdefault(ref.file, ref)
            self.total += len(self._waiting) - before
            self._changed.notify_all()
