"""Painting and deciding for hours."""

from __future__ import annotations

import subprocess
import sys

_PAINT = """
import faceqnet_gui
from PySide6.QtGui import QGuiApplication, QImage, QPainter, Qt
application = QGuiApplication([])
image = QImage(8, 8, QImage.Format.Format_RGB32)
painter = QPainter(image)
for _ in range(200_000):
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
painter.end()
print("alive")
"""

_DECIDE = """
import faceqnet_gui
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Sender(QObject):
    told = Signal(bool)
application = QCoreApplication([])
sender = Sender()
sender.told.connect(lambda yes: None)
for n in range(200_000):
    sender.told.emit(n % 2 == 0)
print("alive")
"""


def test_painting_hundreds_of_thousands_of_strokes_does_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PAINT], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "alive\n", done.stderr


def test_hundreds_of_thousands_of_signals_with_a_yes_or_no_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DECIDE], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "alive\n", done.stderr
