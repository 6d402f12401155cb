"""Sentences for screen readers: decisions, finished jobs, hints; what is said is not always what has the focus."""

from __future__ import annotations

from collections import deque

import PySide6.QtGui
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

_MOST = 50
said: deque[str] = deque(maxlen=_MOST)
"""The last announcements, newest last."""


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a sentence read aloud; `urgent` may interrupt what is being read."""
    if not sentence:
        return
    said.append(sentence)
    kind = getattr(PySide6.QtGui, "QAccessibleAnnouncementEvent", None)  # Qt 6.8 on
    if kind is None:
        widget.setAccessibleDescription(sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
        return
    event = kind(widget, sentence)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


class ProgressSpeaker:
    """Says progress at every tenth of the way at most."""

    def __init__(self, widget: QWidget) -> None:
        self._widget, self._tenth = widget, 0

    def begin(self) -> None:
        """Something new runs."""
        self._tenth = 0

    def progress(self, done: int, total: int, sentence: str) -> None:
        """Say it if another tenth is reached."""
        tenth = 10 * done // total if total > 0 else 0
        if tenth > self._tenth:
            self._tenth = tenth
            announce(self._widget, sentence)
        elif tenth < self._tenth:  # more was found meanwhile: do not say the same tenth again and again
            self._tenth = max(tenth, self._tenth - 1)
