"""The words of measures and reasons, in the languages of the program; one table for every place that speaks."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "es")


@lru_cache(maxsize=8)
def table(name: str) -> dict[str, Any]:
    """The words of `resources/words/NAME.toml`."""
    file = Path(str(resources.files("resources"))) / "words" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def measure_label(measure: str, language: str = "en") -> str:
    """A measure's name for people."""
    return str(table("measures")[measure][_known(language)]["label"])


def measure_how(measure: str, language: str = "en") -> str:
    """What it is and how it is computed, one sentence; for what is not assessed, why."""
    return str(table("measures")[measure][_known(language)]["how"])


def note_words(note: str, language: str = "en") -> str:
    """What a Note means."""
    return str(table("measures")["notes"][note][_known(language)])


def group_label(group: str, language: str = "en") -> str:
    """Name of a group of measures."""
    return str(table("measures")["groups"][group][_known(language)])


def exactness_words(exactness: str, language: str = "en") -> str:
    """How a measure relates to OFIQ's."""
    return str(table("measures")["exactness"][exactness][_known(language)])


def number(value: float, decimals: int, language: str = "en") -> str:
    """A number as the language writes it, with a true minus sign."""
    text = f"{value:.{decimals}f}"
    if text.lstrip("-0.") == "":
        text = text.lstrip("-")
    decimal = str(table("reasons")["words"][_known(language)]["decimal"])
    return text.replace("-", "\u2212").replace(".", decimal)


def with_unit(value: float, unit: str, decimals: int, language: str = "en") -> str:
    """A native with its unit: `42 px`, `14°`, `12.1 %` (of a share), `2.5 times`."""
    if unit == "deg":
        return f"{number(value, decimals, language)}°"
    if unit == "%":
        share = 100 * value
        return f"{number(share, 1 if share < 20 else 0, language)} %"
    if unit == "x":
        return str(table("reasons")["words"][_known(language)]["times"]).format(
            number(value, decimals, language)
        )
    text = number(value, decimals, language)
    return f"{text} {unit}" if unit else text


def _known(language: str) -> str:
    short = language.split("_", maxsplit=1)[0].split("-", maxsplit=1)[0].lower()
    return short if short in LANGUAGES else "en"
