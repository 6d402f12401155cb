"""FaceQnet's window: what people see and press. It knows no tensor."""

import ctypes
import sys


def _never_free_singletons() -> None:
    """Make None, True and False immortal, as Python 3.12 does by itself.

    PySide 6.12's QPainter.setPen and setBrush each give back one reference to None too many, every signal that carries
    a bool one to that bool; on Python 3.11 the program then dies ("none_dealloc", "bool_dealloc") after some minutes.
    """
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for singleton in (None, True, False):
            references = ctypes.c_ssize_t.from_address(id(singleton))
            references.value += sys.maxsize // 2


_never_free_singletons()
