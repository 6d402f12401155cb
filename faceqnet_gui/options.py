"""What a setting is, as data: the preferences, their search and the palette are tables over these records.

A setting that people see is one row in `settings.Settings`:

    sound: bool = option(
        True,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Sound"),
        QT_TRANSLATE_NOOP("Settings", "A short sound when a photo is taken."),
    )

A row without `option` is remembered and not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import Field, dataclass, field, fields
from enum import Enum
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


class Section(Enum):
    """Heads of the preferences, in their order; the value is source text."""

    LOOK = str(QT_TRANSLATE_NOOP("Settings", "Look"))
    SCORING = str(QT_TRANSLATE_NOOP("Settings", "Scoring"))
    DECIDING = str(QT_TRANSLATE_NOOP("Settings", "Deciding"))
    EXPORT = str(QT_TRANSLATE_NOOP("Settings", "Export"))
    LIVE = str(QT_TRANSLATE_NOOP("Settings", "Live"))
    STORAGE = str(QT_TRANSLATE_NOOP("Settings", "Storage"))


class Kind(Enum):
    """How a setting is changed."""

    SWITCH = "switch"
    CHOICE = "choice"
    NUMBER = "number"
    FOLDER = "folder"
    TEXT = "text"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Option:
    """A setting that people see.

    Attributes:
        section: Under which head.
        title: Its name; source text of the context `Settings`.
        sentence: What it does; source text likewise.
        kind: How it is changed.
        choices: Values with their source texts, for CHOICE.
        low, high, step: For NUMBER.
        unit: Source text behind the number, as `MB`, or empty.
        empty: Source text that stands for an empty text or folder.
    """

    section: Section
    title: str
    sentence: str
    kind: Kind
    choices: tuple[tuple[Any, str], ...] = ()
    low: float = 0
    high: float = 100
    step: float = 1
    unit: str = ""
    empty: str = ""


def option(
    default: Any,
    section: Section,
    title: object,
    sentence: object,
    *,
    choices: Sequence[tuple[Any, object]] = (),
    within: tuple[float, float, float] | None = None,
    unit: object = "",
    folder: bool = False,
    empty: object = "",
    kind: Kind | None = None,
) -> Any:
    """A field of `Settings` that people see; `within` is (low, high, step). The kind follows from the rest.

    Words are `object` because that is what QT_TRANSLATE_NOOP is said to return.
    """
    if kind is not None:
        pass
    elif isinstance(default, bool):
        kind = Kind.SWITCH
    elif choices:
        kind = Kind.CHOICE
    elif within is not None:
        kind = Kind.NUMBER
    elif folder:
        kind = Kind.FOLDER
    else:
        kind = Kind.TEXT
    low, high, step = within or (0, 100, 1)
    named = tuple((value, str(text)) for value, text in choices)
    record = Option(section, str(title), str(sentence), kind, named, low, high, step, str(unit), str(empty))
    return field(default=default, metadata={"option": record})


def options_of(settings: Any) -> dict[str, Option]:
    """Name -> record of every setting that people see, section by section."""
    found = {f.name: f.metadata["option"] for f in fields(settings) if "option" in f.metadata}
    order = list(Section)
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[1].section)))


def fits(entry: Field[Any], value: Any) -> bool:
    """Whether a value from the file may stand for this field: of its type, among its choices, within its bounds."""
    record: Option | None = entry.metadata.get("option")
    default: Any = entry.default_factory() if callable(entry.default_factory) else entry.default
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not type(default):
        return False
    if record is None:
        return True
    if record.kind is Kind.CHOICE:
        return any(value == choice for choice, _ in record.choices)
    return record.kind is not Kind.NUMBER or record.low <= value <= record.high


def words(text: str) -> str:
    """A source text of the settings in the language in force."""
    return QCoreApplication.translate("Settings", text)
