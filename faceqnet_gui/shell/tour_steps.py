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
                "Drag the line, or press comma and period. Drag beside it to see only a range of qualities.",
            )
        ),
        lambda w: w.bottom,
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
                "A accepts, R rejects, U takes back; the next undecided photo follows. Ctrl+Z undoes anything.",
            )
        ),
        lambda w: getattr(w.inspector, "decision_bar", None) or w.chips,
    ),
    Step(
        str(QT_TRANSLATE_NOOP("Tour", "Every command is one key away")),
        str(
            QT_TRANSLATE_NOOP(
                "Tour",
                "Ctrl+K finds commands, people, filters and settings by a few letters. ? shows the keys of a view.",
            )
        ),
        lambda w: w.top.search,
    ),
)
