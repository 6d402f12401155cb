"""Words that several views share: statuses, bands, numbers as people write them."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from faceqnet_engine.assessment import Status
from faceqnet_gui.look.tokens import band_of
from faceqnet_gui.session.marks import Decision

STATUS_LOOK: dict[Status, tuple[str, str]] = {
    Status.OK: ("circle-check", str(QT_TRANSLATE_NOOP("Words", "Scored"))),
    Status.LOW_RESOLUTION: ("grid-2x2", str(QT_TRANSLATE_NOOP("Words", "Few pixels"))),
    Status.NO_FACE: ("scan-face", str(QT_TRANSLATE_NOOP("Words", "No face"))),
    Status.TRUNCATED: ("file-warning", str(QT_TRANSLATE_NOOP("Words", "Damaged"))),
    Status.UNREADABLE: ("image-off", str(QT_TRANSLATE_NOOP("Words", "Not readable"))),
    Status.TOO_LARGE: ("image-upscale", str(QT_TRANSLATE_NOOP("Words", "Too large"))),
    Status.UNSUPPORTED: ("file-question-mark", str(QT_TRANSLATE_NOOP("Words", "Unknown format"))),
    Status.ERROR: ("bug", str(QT_TRANSLATE_NOOP("Words", "Our fault"))),
    Status.WAITING: ("clock", str(QT_TRANSLATE_NOOP("Words", "Waiting"))),
}
_DECISIONS: dict[Decision, tuple[str, str, str]] = {
    Decision.UNDECIDED: ("circle-dashed", "t2", str(QT_TRANSLATE_NOOP("Words", "Undecided"))),
    Decision.ACCEPTED: ("circle-check", "pass_", str(QT_TRANSLATE_NOOP("Words", "Accepted"))),
    Decision.REJECTED: ("circle-x", "fail", str(QT_TRANSLATE_NOOP("Words", "Rejected"))),
}
_BANDS = (
    str(QT_TRANSLATE_NOOP("Words", "very low")),
    str(QT_TRANSLATE_NOOP("Words", "low")),
    str(QT_TRANSLATE_NOOP("Words", "medium")),
    str(QT_TRANSLATE_NOOP("Words", "good")),
    str(QT_TRANSLATE_NOOP("Words", "very good")),
)


def translated(text: str, context: str = "Words") -> str:
    """A source text in the language in force."""
    return QCoreApplication.translate(context, text)


def status_word(status: Status) -> str:
    """One or two words for a status."""
    return translated(STATUS_LOOK[status][1])


def gone_word() -> str:
    """For an image whose file was removed."""
    return translated("File is gone")


def images(number: int) -> str:
    """How many images."""
    return translated("1 image") if number == 1 else translated("{0} images").format(count(number))


def decision_look(decision: Decision) -> tuple[str, str, str]:
    """Icon, token and word of a decision."""
    name, token, word = _DECISIONS[decision]
    return name, token, translated(word)


def decision_word(decision: Decision) -> str:
    """Of one photo: other words than of many in some languages."""
    return QCoreApplication.translate("OnePhoto", _DECISIONS[decision][2])


_OF_ONE = (
    QT_TRANSLATE_NOOP("OnePhoto", "Undecided"),
    QT_TRANSLATE_NOOP("OnePhoto", "Accepted"),
    QT_TRANSLATE_NOOP("OnePhoto", "Rejected"),
)


def quality_word(quality: int) -> str:
    """The word of a quality's band."""
    return translated(_BANDS[band_of(quality)])


def count(number: int) -> str:
    """A count, grouped as the language does; in Spanish by spaces, as the academies want it, not by points."""
    return _grouped(QLocale().toString(number))


def decimal(number: float, places: int) -> str:
    """A number with the language's decimal point."""
    return _grouped(QLocale().toString(float(number), "f", places))


def _grouped(text: str) -> str:
    locale = QLocale()
    if locale.language() != QLocale.Language.Spanish:
        return text
    return text.replace(locale.groupSeparator(), "\u202f")


def pace(images_a_second: float) -> str:
    """Images per second; slow ones with a decimal, so that they are neither 0 nor `1 images`."""
    return QCoreApplication.translate("Words", "{0} images/s").format(
        decimal(images_a_second, 0 if images_a_second >= 9.5 else 1)
    )


def size_words(number: int) -> str:
    """A file size, decimal: 3.1 GB, 214 MB, 12 kB."""
    for unit, factor, places in (("GB", 1e9, 1), ("MB", 1e6, 0 if number >= 1e7 else 1)):
        if number >= factor * (0.1 if unit == "MB" else 1):
            return f"{decimal(number / factor, places)} {unit}"
    return f"{count(round(number / 1e3))} kB"


def duration(seconds: float) -> str:
    """How long something took: 4.5 s, 1 min 26 s, 2 h 5 min."""
    if seconds < 59.95:
        return translated("{0} s").format(decimal(seconds, 1))
    if seconds < 3600:
        return translated("{0} min {1} s").format(*divmod(round(seconds), 60))
    return translated("{0} h {1} min").format(*divmod(round(seconds / 60), 60))


def time_left(seconds: float) -> str:
    """Time left, rounded: 5 s steps under a minute, then minutes, then hours."""
    if seconds < 60:
        return translated("{0} s left").format(max(5, 5 * round(seconds / 5)))
    if seconds < 5400:
        return translated("{0} min left").format(round(seconds / 60))
    return translated("about {0} h left").format(round(seconds / 3600))


_MORE_WORDS = (
    QT_TRANSLATE_NOOP("Words", "{0} s"),
    QT_TRANSLATE_NOOP("Words", "{0} min {1} s"),
    QT_TRANSLATE_NOOP("Words", "{0} h {1} min"),
    QT_TRANSLATE_NOOP("Words", "{0} s left"),
    QT_TRANSLATE_NOOP("Words", "{0} min left"),
    QT_TRANSLATE_NOOP("Words", "about {0} h left"),
    QT_TRANSLATE_NOOP("Words", "File is gone"),
    QT_TRANSLATE_NOOP("Words", "1 image"),
    QT_TRANSLATE_NOOP("Words", "{0} images"),
)


def best_word() -> str:
    """On one of a subject's best photos."""
    return QCoreApplication.translate("Tile", "Best")


def same_word() -> str:
    """On a photo whose file has the bytes of a better one."""
    return QCoreApplication.translate("Tile", "Same file")


def near_word() -> str:
    """On a photo that is nearly the same as a better one."""
    return QCoreApplication.translate("Tile", "Nearly the same")
