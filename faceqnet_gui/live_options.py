"""How Live goes, as records: the preferences and Live's own dialog are made from these rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.options import Kind, Section, option

_SIZES, _RATES = ("640x480", "1280x720", "1920x1080"), (15, 30, 60)
_FREE = str(QT_TRANSLATE_NOOP("Settings", "As the camera likes"))


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """The part of `settings.Settings` that belongs to Live.

    Attributes:
        live_off: Checks that do not matter.
        live_guides: Sizes of the oval by id of the profile, where another than the profile's was set at this desk.
        live_source: The camera used last, as `live.sources` writes it.
    """

    live_profile: str = option(
        "enrolment",
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Profile in Live"),
        QT_TRANSLATE_NOOP("Settings", "What a photo taken in Live must meet, and how strict the hints are."),
        kind=Kind.PROFILE,
    )
    live_auto: bool = option(
        True,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Photos by themselves"),
        QT_TRANSLATE_NOOP("Settings", "A photo is taken when all checks hold; otherwise only by hand."),
    )
    live_hold: float = option(
        0.6,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "All checks hold for"),
        QT_TRANSLATE_NOOP("Settings", "So long, before the countdown begins."),
        within=(0.2, 5.0, 0.1),
        unit=QT_TRANSLATE_NOOP("Settings", "s"),
    )
    live_count: int = option(
        3,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Count down from"),
        QT_TRANSLATE_NOOP("Settings", "Half a second for each number; 0 takes the photo at once."),
        within=(0, 5, 1),
    )
    live_patience: int = option(
        20,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Offer the best frame after"),
        QT_TRANSLATE_NOOP("Settings", "When nothing has been taken by then, nobody is left stuck."),
        within=(5, 120, 5),
        unit=QT_TRANSLATE_NOOP("Settings", "s"),
    )
    live_burst: int = option(
        1,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Photos of one shot"),
        QT_TRANSLATE_NOOP(
            "Settings", "The best of them by quality is the first; the others are kept beside it."
        ),
        within=(1, 10, 1),
    )
    live_ask: bool = option(
        False,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Ask before each photo is accepted"),
        QT_TRANSLATE_NOOP("Settings", "Otherwise it is accepted after a moment, unless it is retaken."),
    )
    live_mirror: bool = option(
        True,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Picture as in a mirror"),
        QT_TRANSLATE_NOOP("Settings", "On the screen only; photos are saved as others see the person."),
    )
    live_flash: bool = option(
        True,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "White flash"),
        QT_TRANSLATE_NOOP("Settings", "The picture is white for a moment when a photo is taken."),
    )
    live_format: str = option(
        "png",
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "File format of captures"),
        QT_TRANSLATE_NOOP("Settings", "Of the photo at full size and of the aligned face beside it."),
        choices=(
            ("png", QT_TRANSLATE_NOOP("Settings", "PNG, without loss")),
            ("jpg", QT_TRANSLATE_NOOP("Settings", "JPEG, smaller")),
        ),
    )
    live_enrolled: str = option(
        "",
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Enrolled photos"),
        QT_TRANSLATE_NOOP(
            "Settings", "A folder of photos named by ID; the face in Live is compared with its own."
        ),
        folder=True,
        empty=QT_TRANSLATE_NOOP("Settings", "none"),
    )
    live_size: str = option(
        "1280x720",
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Size of a camera's picture"),
        QT_TRANSLATE_NOOP("Settings", "Asked of the camera when it is opened; it may give another."),
        choices=(*((size, size.replace("x", " × ")) for size in _SIZES), ("", _FREE)),
    )
    live_fps: int = option(
        30,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Pictures a second of a camera"),
        QT_TRANSLATE_NOOP("Settings", "Asked of the camera when it is opened; it may give fewer."),
        choices=(*((rate, str(rate)) for rate in _RATES), (0, _FREE)),
    )
    live_off: tuple[str, ...] = ()
    live_guides: dict[str, float] = field(default_factory=dict)
    live_source: str = ""
