"""Measures and profiles in words of the language in force; the engine's tables say the rest."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX, QUALITY
from faceqnet_engine.measures.judging import Line, State
from faceqnet_engine.measures.profiles import SHIPPED, Limit, On, Profile
from faceqnet_engine.measures.reasons import figure, wanted
from faceqnet_engine.measures.values import Note
from faceqnet_engine.measures.words import (
    exactness_words,
    measure_how,
    measure_label,
    note_words,
    table,
    with_unit,
)
from faceqnet_gui.session.judged import FAILS, NO_VERDICT, PASSES, REVIEW

translate = QCoreApplication.translate

_TITLES = {
    "relaxed": str(QT_TRANSLATE_NOOP("Profiles", "Relaxed")),
    "enrolment": str(QT_TRANSLATE_NOOP("Profiles", "Enrolment")),
    "icao-portrait": str(QT_TRANSLATE_NOOP("Profiles", "ICAO portrait")),
}
_VERDICTS = {
    NO_VERDICT: ("circle-dashed", "t3", str(QT_TRANSLATE_NOOP("Profiles", "Not judged"))),
    PASSES: ("circle-check", "pass_", str(QT_TRANSLATE_NOOP("Profiles", "Passes"))),
    REVIEW: ("triangle-alert", "review", str(QT_TRANSLATE_NOOP("Profiles", "Review"))),
    FAILS: ("octagon-x", "fail", str(QT_TRANSLATE_NOOP("Profiles", "Fails"))),
}
STATE_LOOK = {
    State.HOLDS: ("check", "pass_", str(QT_TRANSLATE_NOOP("Profiles", "holds"))),
    State.NOT_ASSESSED: ("minus", "t3", str(QT_TRANSLATE_NOOP("Profiles", "not assessed"))),
    State.ADVISES: ("triangle-alert", "review", str(QT_TRANSLATE_NOOP("Profiles", "should be looked at"))),
    State.FAILS: ("octagon-x", "fail", str(QT_TRANSLATE_NOOP("Profiles", "fails"))),
}
"""Outline icon, token and word of what one limit says: found by the program, therefore outlined."""
_MORE_WORDS = (
    QT_TRANSLATE_NOOP("Profiles", "Value {0}, component {1} of 100."),
    QT_TRANSLATE_NOOP("Profiles", "Not assessed: {0}"),
    QT_TRANSLATE_NOOP("Profiles", "Wanted: {0}. Source: {1}."),
    QT_TRANSLATE_NOOP("Profiles", "The profile has no limit for it."),
    QT_TRANSLATE_NOOP("Profiles", "A miss only advises."),
    QT_TRANSLATE_NOOP("Profiles", "The face is dark, but light falls on it: this is no dark photo."),
)


def tr(text: str) -> str:
    """A text of the context `Profiles` in the language in force."""
    return translate("Profiles", text)


def language() -> str:
    """`en` or `es`, for the engine's words."""
    return QLocale().name().split("_")[0]


def profile_title(profile: Profile) -> str:
    """A profile's name; shipped ones are translated, own ones are as people wrote them."""
    return tr(_TITLES[profile.id]) if profile.id in SHIPPED else profile.title


def verdict_look(verdict: int) -> tuple[str, str, str]:
    """Icon, token and word of a verdict's code."""
    icon, token, word = _VERDICTS[verdict]
    return icon, token, tr(word)


def label_of(measure: str) -> str:
    """A measure's name."""
    return measure_label(measure, language())


def reason_label(reason: str) -> str:
    """One or two words for a reason."""
    return str(table("reasons")[reason]["es" if language() == "es" else "en"]["label"])


def reason_icon(reason: str) -> str:
    """Name of its icon."""
    return str(table("reasons")[reason]["icon"])


def native_text(measure: str, native: float | None) -> str:
    """The native with its unit; empty where not assessed."""
    if native is None:
        return ""
    record = CATALOGUE[INDEX[measure]]
    return with_unit(native, record.unit, record.decimals, language())


def explained(row: Assessment, measure: str, line: Line | None) -> str:
    """What a measure is, how it was computed, what it found and what was wanted: for tool tips."""
    words = language()
    parts = [label_of(measure), measure_how(measure, words)]
    if measure not in INDEX:
        return "\n".join(
            [
                *parts,
                translate("Profiles", "Not assessed: {0}").format(measure_how(measure, words)),
            ][::2]
        )
    record = CATALOGUE[INDEX[measure]]
    parts.append(exactness_words(record.exactness.value, words) + ".")
    measures = row.measures
    native = None if measures is None else measures.native(measure)
    note = Note.NOT_MEASURED if measures is None else measures.note(measure)
    if native is None:
        parts.append(
            translate("Profiles", "Not assessed: {0}").format(
                note_words((note or Note.NOT_MEASURED).value, words)
            )
        )
    else:
        component = measures.component(measure) if measures is not None else None
        parts.append(
            translate("Profiles", "Value {0}, component {1} of 100.").format(
                native_text(measure, native), component
            )
        )
        if note is not None:
            parts.append(note_words(note.value, words))
    parts.append(limit_words(line))
    return "\n".join(parts)


def limit_words(line: Line | None) -> str:
    """What the profile wants, from which source, and whether a miss only advises."""
    if line is None:
        return translate("Profiles", "The profile has no limit for it.")
    text = translate("Profiles", "Wanted: {0}. Source: {1}.").format(
        figure_name(line) + wanted(line.limit, language()), line.limit.source or "–"
    )
    if line.excused:
        text += " " + translate("Profiles", "The face is dark, but light falls on it: this is no dark photo.")
    return text + (" " + translate("Profiles", "A miss only advises.") if line.limit.advise else "")


def figure_name(line: Line) -> str:
    """Nothing where the limit is on the component, else that it looks at the value."""
    if line.limit.measure == QUALITY or line.limit.on is not On.ABSOLUTE:
        return ""
    return "± "


def ticks(line: Line | None) -> tuple[float, ...]:
    """Where a limit lies on the scale of the component, 0..100; a native limit is mapped."""
    return () if line is None else _ticks(line.limit)


def ticks_of(profile: Profile | None, measure: str) -> tuple[float, ...]:
    """Likewise, of a profile's limit for a measure."""
    limit = None if profile is None else profile.limit(measure)
    return () if limit is None else _ticks(limit)


def _ticks(limit: Limit) -> tuple[float, ...]:
    edges = [edge for edge in (limit.least, limit.most) if edge is not None]
    if limit.on is On.COMPONENT:
        return tuple(edges)
    record = CATALOGUE[INDEX[limit.measure]]
    return tuple(sorted({float(record.component(edge)) for edge in edges}))


def value_text(line: Line) -> str:
    """The figure that a limit looked at."""
    return "" if line.value is None else figure(line.limit, line.value, language())
