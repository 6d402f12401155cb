"""Python's cyclic garbage is collected in the window's thread only.

Left to itself Python collects in whatever thread happens to allocate. A cycle may hold widgets or drawings of a window
that was closed, and Qt must not destroy those in the engine's thread: the program would crash now and then.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # ms
_held: set[int] = set()


class Collector(QObject):
    """From its making to `stop` no other thread collects; several windows may hold one each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        _held.add(id(self))
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """As much as Python would have by now."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [n for n in range(3) if counts[n] > thresholds[n] > 0]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """The window's other threads have ended: from now on Python collects by itself again."""
        self._timer.stop()
        _held.discard(id(self))
        if not _held:
            gc.enable()
