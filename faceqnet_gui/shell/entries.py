"""What the palette offers: actions, subjects, saved filters, settings, as rows of one kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from faceqnet_gui.actions.shell import MENUS
from faceqnet_gui.actions.table import ACTIONS
from faceqnet_gui.options import Kind, options_of, words
from faceqnet_gui.settings import Settings
from faceqnet_gui.shell import matching
from faceqnet_gui.shell.keymap import title_of
from faceqnet_gui.views import VIEWS

_MOST_RECENT = 6
_MOST = {"actions": 14, "subjects": 8, "filters": 8, "settings": 10}
_ASKED, _NOT_NOW, _ELSEWHERE = 40, 12.0, 2.0
"""How many of the best are asked, and what being impossible or in another view costs."""
_NOT_LISTED = frozenset({"app.palette"})


class Part(Enum):
    """Sections of the palette; the value is source text of the context `Palette`."""

    RECENT = str(QT_TRANSLATE_NOOP("Palette", "Recent"))
    ACTIONS = str(QT_TRANSLATE_NOOP("Palette", "Actions"))
    PHOTOS = str(QT_TRANSLATE_NOOP("Palette", "Photos"))
    SUBJECTS = str(QT_TRANSLATE_NOOP("Palette", "People"))
    FILTERS = str(QT_TRANSLATE_NOOP("Palette", "Saved filters"))
    SETTINGS = str(QT_TRANSLATE_NOOP("Palette", "Settings"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the palette.

    Attributes:
        id: Stable, for the list of what was run lately.
        part: Its section.
        title: For people, translated.
        english: The same in English, found too.
        area: Menu or view that it belongs to, translated.
        icon: Name of an icon.
        key: Its first key, or empty.
        why: What is missing for it, asked only when it is shown; gives an empty text where it can be run.
        run: What it does.
        score: How well it meets the query.
        elsewhere: Whether it is an action of another view.
    """

    id: str
    part: Part
    title: str
    english: str
    area: str
    icon: str
    run: Callable[[], object]
    key: str = ""
    why: Callable[[], str] = lambda: ""
    score: float = 1.0
    elsewhere: bool = False


def part_title(part: Part) -> str:
    """The head of a section."""
    return QCoreApplication.translate("Palette", part.value)


def action_entries(window: Any, table: Any) -> Iterator[Entry]:
    """All actions, those of other views too: they go there first."""
    views = {v.id: QCoreApplication.translate("Views", v.title) for v in VIEWS}
    menus = {name: QCoreApplication.translate("Menus", title) for name, title in MENUS}
    for record in ACTIONS:
        if record.id in _NOT_LISTED:
            continue
        keys = table.keys(record)
        area = views.get(record.view, "") if record.view not in {"", window.page} else ""
        yield Entry(
            record.id,
            Part.ACTIONS,
            title_of(record),
            record.title,
            area or menus.get(record.menu, ""),
            record.icon,
            partial(table.run, record),
            keys[0] if keys else "",
            partial(table.why_not, record),
            elsewhere=bool(area),
        )


def setting_entries(window: Any, change: Callable[[str, Any], object], show: Any) -> Iterator[Entry]:
    """Every value of a choice, both ways of a switch, and the place in the preferences for the others."""
    area = QCoreApplication.translate("Palette", "Preferences")
    for name, option in options_of(Settings).items():
        title = words(option.title)
        values: Sequence[tuple[Any, str]] = option.choices
        if option.kind is Kind.SWITCH:
            values = ((True, _ON), (False, _OFF))
        now = getattr(window.settings, name)
        for value, text in values:
            says = (
                f"{title}: {QCoreApplication.translate('Palette', text) if text in _SWITCH else words(text)}"
            )
            yield Entry(
                f"set.{name}.{value}",
                Part.SETTINGS,
                says,
                f"{option.title}: {text}",
                area,
                "check" if value == now else "sliders-horizontal",
                partial(change, name, value),
            )
        if not values:
            yield Entry(
                f"set.{name}",
                Part.SETTINGS,
                f"{title}...",
                option.title,
                area,
                "sliders-horizontal",
                partial(show, title),
            )


_ON = str(QT_TRANSLATE_NOOP("Palette", "on"))
_OFF = str(QT_TRANSLATE_NOOP("Palette", "off"))
_SWITCH = frozenset({_ON, _OFF})
_WORDS = (QT_TRANSLATE_NOOP("Palette", "Preferences"),)


def subject_entries(query: str, names: Sequence[str], show: Callable[[str], object]) -> Iterator[Entry]:
    """People whose name meets the query."""
    for place, score in matching.best_names(query, names, _MOST["subjects"]) if query else ():
        name = names[place]
        if name:
            yield Entry(
                f"subject.{name}",
                Part.SUBJECTS,
                name,
                "",
                part_title(Part.SUBJECTS),
                "user",
                partial(show, name),
                score=score,
            )


def filter_entries(saved: Mapping[str, Any], show: Callable[[str], object]) -> Iterator[Entry]:
    """Filters saved by name."""
    for name in saved:
        yield Entry(
            f"filter.{name}",
            Part.FILTERS,
            name,
            "",
            part_title(Part.FILTERS),
            "bookmark",
            partial(show, name),
        )


def photo_entry(query: str, show: Callable[[str], object]) -> Entry:
    """Search the names of photos for what was typed."""
    title = QCoreApplication.translate("Palette", "Show photos named “{0}”").format(query)
    return Entry("names", Part.PHOTOS, title, "", "", "images", partial(show, query))


_MORE_WORDS = (QT_TRANSLATE_NOOP("Palette", "Show photos named “{0}”"),)


def _points(asked: str, entry: Entry) -> float:
    """How well an entry meets the query; people bring their score along, actions of another view cost a little."""
    if entry.part is Part.SUBJECTS:
        return entry.score
    points = matching.score(asked, entry.title, entry.english)
    return max(0.5, points - _ELSEWHERE) if points > 0 and entry.elsewhere else points


def ranked(query: str, entries: Sequence[Entry], recent: Sequence[str]) -> list[Entry]:
    """Those that meet the query, section by section, the section with the best first; without a query, recent first."""
    asked = matching.plain(query)
    if not asked:
        known = {e.id: e for e in entries}
        first = [replace(known[i], part=Part.RECENT) for i in recent if i in known][:_MOST_RECENT]
        return first + [e for e in entries if e.part is Part.ACTIONS]
    lately = {name: len(recent) - n for n, name in enumerate(recent)}
    scored = [
        replace(e, score=points + lately.get(e.id, 0) / 10)
        for e in entries
        if (points := _points(asked, e)) > 0
    ]
    scored.sort(key=lambda e: -e.score)
    # What can be done comes before what cannot; asked of the best only, each answer looks at the session.
    best = [replace(e, score=e.score - _NOT_NOW) if e.why() else e for e in scored[:_ASKED]]
    scored = sorted(best, key=lambda e: -e.score) + scored[_ASKED:]
    found: list[Entry] = []
    for part in dict.fromkeys(e.part for e in scored):
        found += [e for e in scored if e.part is part][: _MOST.get(part.name.lower(), 8)]
    return found
