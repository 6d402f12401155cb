"""Words of the training pages that stand in tables: rules, findings, steps, and what can go wrong."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from faceqnet_gui.look.words import count
from faceqnet_gui.worker.processes import Ending

_RULES = {
    "blur": str(QT_TRANSLATE_NOOP("Training", "blurred")),
    "exposure": str(QT_TRANSLATE_NOOP("Training", "bad exposure")),
    "pixelation": str(QT_TRANSLATE_NOOP("Training", "few pixels")),
    "colour": str(QT_TRANSLATE_NOOP("Training", "odd colours")),
    "background": str(QT_TRANSLATE_NOOP("Training", "busy background")),
    "roll": str(QT_TRANSLATE_NOOP("Training", "tilted")),
    "pitch": str(QT_TRANSLATE_NOOP("Training", "up or down")),
    "yaw": str(QT_TRANSLATE_NOOP("Training", "turned")),
    "shadows": str(QT_TRANSLATE_NOOP("Training", "shadows")),
    "eyes": str(QT_TRANSLATE_NOOP("Training", "eyes closed")),
    "mouth": str(QT_TRANSLATE_NOOP("Training", "mouth open")),
    "single face": str(QT_TRANSLATE_NOOP("Training", "several faces")),
}
_FINDINGS = {
    "unreadable": str(QT_TRANSLATE_NOOP("Training", "{0} files cannot be read")),
    "no_face": str(QT_TRANSLATE_NOOP("Training", "{0} photos without a face that was found")),
    "duplicate": str(QT_TRANSLATE_NOOP("Training", "{0} photos are there twice")),
    "near_duplicate": str(QT_TRANSLATE_NOOP("Training", "{0} photos are almost the same as another")),
    "single_image": str(
        QT_TRANSLATE_NOOP("Training", "{0} people have one photo: they only serve as other people")
    ),
    "no_usable_image": str(QT_TRANSLATE_NOOP("Training", "{0} people without a usable photo are left out")),
    "wrong_label": str(QT_TRANSLATE_NOOP("Training", "{0} photos look like another person: wrong folder?")),
    "unlike_own": str(QT_TRANSLATE_NOOP("Training", "{0} photos look like no other of their person")),
}
_STEPS = {
    "dataset": str(QT_TRANSLATE_NOOP("Training", "Looking for faces")),
    "references": str(QT_TRANSLATE_NOOP("Training", "Measuring portraits")),
    "embeddings": str(QT_TRANSLATE_NOOP("Training", "Asking the recognisers")),
    "labels": str(QT_TRANSLATE_NOOP("Training", "Labelling")),
    "trial": str(QT_TRANSLATE_NOOP("Training", "Measuring how fast this computer is")),
    "train": str(QT_TRANSLATE_NOOP("Training", "Learning")),
    "evaluate": str(QT_TRANSLATE_NOOP("Training", "Comparing with the current model")),
    "release": str(QT_TRANSLATE_NOOP("Training", "Installing")),
}
_FAILURES = {
    "loss": str(
        QT_TRANSLATE_NOOP(
            "Training",
            "The training got lost: its error is no longer a number. Labels and faces are kept, no weights were written. "
            "Lower the learning rate under Expert, then start again.",
        )
    ),
    "memory": str(
        QT_TRANSLATE_NOOP(
            "Training",
            "The memory did not suffice. Finished steps and the last checkpoint are kept. Close other programs, or "
            "choose a smaller batch under Expert, then go on.",
        )
    ),
    "disk": str(
        QT_TRANSLATE_NOOP(
            "Training",
            "A file could not be written: the disk may be full. Finished steps and the last checkpoint are kept. "
            "Free some space, then go on.",
        )
    ),
    "device": str(
        QT_TRANSLATE_NOOP(
            "Training",
            "The chosen device is not in this computer. Nothing was lost. Choose another device, then start again.",
        )
    ),
    "killed": str(
        QT_TRANSLATE_NOOP(
            "Training",
            "The process was ended from outside. Finished steps and the last checkpoint are kept: it goes on from there.",
        )
    ),
    "fault": str(
        QT_TRANSLATE_NOOP(
            "Training", "A fault of this program stopped the step. Finished steps are kept. Please report it."
        )
    ),
}


def _translated(text: str) -> str:
    return QCoreApplication.translate("Training", text)


def rule_word(rule: str) -> str:
    """What is wrong with a photo by a portrait rule, in a word or two."""
    return _translated(_RULES.get(rule, rule))


def finding_words(kind: str, number: int) -> str:
    """A finding with its number."""
    return _translated(_FINDINGS[kind]).format(count(number)) if kind in _FINDINGS else f"{kind}: {number}"


def step_word(step: str) -> str:
    """What a step is doing."""
    return _translated(_STEPS.get(step, step))


def failure_words(ending: Ending) -> str:
    """What happened, what was kept, what to do; of a few kinds the process's own sentence is the best there is."""
    kind = "memory" if ending.kind == "memory" else "killed" if ending.state == "killed" else ending.kind
    if kind in _FAILURES:
        return _translated(_FAILURES[kind])
    return ending.sentence or _translated(_FAILURES["fault"])


def duration(seconds: float) -> str:
    """How long, rounded as people say it."""
    if seconds < 90:
        return _translated("{0} s").format(max(5, 5 * round(seconds / 5)))
    if seconds < 5400:
        return _translated("{0} min").format(round(seconds / 60))
    return _translated("{0} h").format(round(seconds / 3600))


def duration_range(low: float, high: float) -> str:
    """From how long to how long, in one unit."""
    if high < 90:
        first, last = 5 * round(low / 5), max(10, 5 * round(high / 5))
        words = _translated("{0} to {1} s")
    elif high < 5400:
        first, last, words = round(low / 60), round(high / 60), _translated("{0} to {1} min")
    else:
        first, last, words = round(low / 3600), round(high / 3600), _translated("{0} to {1} h")
    return duration(high) if first >= last or first < 1 else words.format(first, last)


_DURATIONS = (
    QT_TRANSLATE_NOOP("Training", "{0} s"),
    QT_TRANSLATE_NOOP("Training", "{0} min"),
    QT_TRANSLATE_NOOP("Training", "{0} h"),
    QT_TRANSLATE_NOOP("Training", "{0} to {1} s"),
    QT_TRANSLATE_NOOP("Training", "{0} to {1} min"),
    QT_TRANSLATE_NOOP("Training", "{0} to {1} h"),
)
