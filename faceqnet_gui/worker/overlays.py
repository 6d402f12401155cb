"""What a measure looked at on a photo, found away from the window's thread."""

from __future__ import annotations

import contextlib
import logging
from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.decoding.decode import decode, video_frame
from faceqnet_engine.faces.face import Face
from faceqnet_engine.measures.overlay import shapes

if TYPE_CHECKING:
    from faceqnet_engine.faces.mesh import FaceMesh

_SIDE = 1600
_MOST_MESHES = 256
log = logging.getLogger(__name__)


class _Meshes:
    """Meshes of the faces that were asked for last; used by one thread at a time."""

    def __init__(self) -> None:
        self._found: OrderedDict[object, NDArray[np.float32] | None] = OrderedDict()
        self._network: FaceMesh | None = None

    def points(self, row: Assessment) -> NDArray[np.float32] | None:
        """(468, 3) full-size pixels; None where the mesh does not fit, or the photo cannot be read."""
        key = (row.file, row.frame, row.face)
        if key not in self._found:
            self._found[key] = self._search(row)
            if len(self._found) > _MOST_MESHES:
                self._found.popitem(last=False)
        return self._found[key]

    def _search(self, row: Assessment) -> NDArray[np.float32] | None:
        if not row.file or row.box is None or row.landmarks is None or not row.width:
            return None
        photo = decode(row.file, at_least=_SIDE) if row.frame is None else video_frame(row.file, row.frame)
        if photo.pixels is None:
            return None
        if self._network is None:
            from faceqnet_engine.faces.mesh import FaceMesh  # imports torch: only here, only now

            self._network = FaceMesh()
        box, five = np.asarray(row.box, np.float32), np.asarray(row.landmarks, np.float32)
        scale = photo.pixels.shape[1] / row.width
        mesh = self._network.mesh(photo.pixels, Face(box, five, row.confidence or 0.0).scaled(scale))
        return mesh.scaled(1 / scale).points if mesh.confident else None


class _Signals(QObject):
    done = Signal(object, str, object)  # key, measure, shapes


class _Find(QRunnable):
    def __init__(
        self, key: object, row: Assessment, measure: str, language: str, signals: _Signals, meshes: _Meshes
    ) -> None:
        super().__init__()
        self._meshes = meshes
        self._key, self._row, self._measure, self._language = key, row, measure, language
        self._signals = signals

    def run(self) -> None:
        """In the pool."""
        try:
            found = shapes(self._row, self._measure, self._meshes.points(self._row), self._language)
        except Exception:
            log.exception("It cannot be shown what %s looked at on %s", self._measure, self._row.path)
            found = ()
        with contextlib.suppress(RuntimeError):  # the window has closed meanwhile
            self._signals.done.emit(self._key, self._measure, found)


class Overlays(QObject):
    """Asks for the shapes of one measure at a time; only the last question is answered."""

    ready = Signal(object, str, object)  # key, measure, tuple[Shape, ...]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._signals, self._meshes = _Signals(), _Meshes()
        self._signals.done.connect(self.ready)

    def ask(self, key: object, row: Assessment, measure: str, language: str) -> None:
        """The answer is `ready` with this key and measure."""
        self._pool.clear()
        self._pool.start(_Find(key, row, measure, language, self._signals, self._meshes))

    def close(self) -> None:
        """Wait for what runs."""
        self._pool.clear()
        self._pool.waitForDone()
