"""Spoken hints, where the platform offers a voice; and a sound with each photo."""

from __future__ import annotations

from time import monotonic
from typing import Any

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QApplication

from faceqnet_gui.live.hints import words_of

_PAUSE = 2.5


def speech_offered() -> bool:
    """Whether Qt's speech module is installed here (PySide6-Addons) and has an engine."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:
        return False
    return any(engine != "mock" for engine in QTextToSpeech.availableEngines())


class Speech(QObject):
    """At most one sentence per 2.5 s, never over a running one, in the window's language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voice: Any = None
        self._last = 0.0

    def say(self, hint: str, *, again: bool) -> None:
        """Say a hint, if there is a voice and none speaks."""
        if not hint or monotonic() - self._last < _PAUSE or not speech_offered():
            return
        from PySide6.QtTextToSpeech import QTextToSpeech

        if self._voice is None:
            self._voice = QTextToSpeech(self)
        if self._voice.state() == QTextToSpeech.State.Speaking:
            return
        self._voice.setLocale(QLocale())
        self._last = monotonic()
        self._voice.say(words_of(hint, again=again))


def shutter_sound() -> None:
    """The system's own sound; silence where it has none."""
    QApplication.beep()
