"""FaceQnet's window: what people see and press. It knows no tensor."""

import ctypes
import sys


def _never_free_none() -> None:
    """Make None immortal, as Python 3.12 does by itself.

    PySide 6.12's QPainter.setPen and setBrush each give back one reference to None too many; on Python 3.11 the
    program then dies ("none_dealloc") after some minutes of painting.
    """
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        references = ctypes.c_ssize_t.from_address(id(None))
        references.value += sys.maxsize // 2


_never_free_none()
