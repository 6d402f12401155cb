"""What the tour of the demo points at."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.shell.tour import Step

STEPS: tuple[Step, ...] = (
    Step(
        str(QT_TRANSLATE_NOOP("Tour", "Every photo has a quality")),
        str(
            QT_TRANSLATE_NOOP(
                "Tour",
                "0 to 100: how well face recognition will work with it. The lowest come first; arrows walk, Enter opens.",
            )
        ),
        lambda w: w.grid,
    ),
    Step(
        str(QT_TRANSLATE_NOOP("Tour", "One limit for everything")),
        str(
            QT_TRANSLATE_NOOP(
                "Tour",
                "Drag the line, or press {0} and {1}. Drag beside it to see only a range of qualities.",
            )
        ),
        lambda w: w.bottom,
        ("go.limit-down", "go.limit-up"),
    ),
    Step(
        str(QT_TRANSLATE_NOOP("Tour", "Why, and what would help")),
        str(
            QT_TRANSLATE_NOOP(
                "Tour",
                "The reasons of the photo you are at, each with its value, what was wanted, and what to do.",
            )
        ),
        lambda w: w.inspector,
    ),
    Step(
        str(QT_TRANSLATE_NOOP("Tour", "One key decides")),
        str(
            QT_TRANSLATE_NOOP(
                "Tour",
                "{0} accepts, {1} rejects, {2} takes back; the next undecided photo follows. {3} undoes anything.",
            )
        ),
        lambda w: w.inspector.marks,
        ("decide.accept", "decide.reject", "decide.undecided", "edit.undo"),
    ),
    Step(
        str(QT_TRANSLATE_NOOP("Tour", "Every command is one key away")),
        str(
            QT_TRANSLATE_NOOP(
                "Tour",
                "{0} finds commands, people, filters and settings by a few letters. {1} shows the keys of a view.",
            )
        ),
        lambda w: w.top.search,
        ("app.palette", "help.keys"),
    ),
)
