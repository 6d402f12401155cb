"""Sentences of the engine in the window's language: found by their English form, which files and logs keep."""

from __future__ import annotations

import errno
import os
import re
from functools import lru_cache

from PySide6.QtCore import QLocale

from faceqnet_engine.measures.words import table

_MOST = 4096


def said(sentence: str) -> str:
    """A sentence of the engine in the language in force; one that is not known stays as it is."""
    return _said(sentence, QLocale().name().split("_")[0]) if sentence else ""


@lru_cache(maxsize=_MOST)
def _said(sentence: str, language: str) -> str:
    for pattern, other in _forms(language):
        found = pattern.fullmatch(sentence)
        if found is not None:
            return other.format(*(_reason(part, language) for part in found.groups()))
    return sentence


def system_reason(reason: str) -> str:
    """What the operating system says, in the language in force; one that is not known stays as it is."""
    return _reason(reason, QLocale().name().split("_")[0])


def _reason(reason: str, language: str) -> str:
    """Inside a sentence it may begin with a small letter."""
    words = _reasons(language)
    small = {
        english[0].lower() + english[1:]: other[0].lower() + other[1:] for english, other in words.items()
    }
    return words.get(reason) or small.get(reason) or reason


@lru_cache(maxsize=4)
def _reasons(language: str) -> dict[str, str]:
    words: dict[str, str] = table("system").get(language, {})
    return {os.strerror(getattr(errno, name)): other for name, other in words.items() if hasattr(errno, name)}


@lru_cache(maxsize=4)
def _forms(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is looked for; those with more words of their own come first."""
    words: dict[str, str] = table("sentences").get(language, {})
    ordered = sorted(words.items(), key=lambda pair: -len(pair[0].replace("{}", "")))
    return tuple((pattern_of(english), other) for english, other in ordered)


def pattern_of(english: str) -> re.Pattern[str]:
    """The sentence with anything in its places."""
    return re.compile("(.*?)".join(map(re.escape, english.split("{}"))), re.DOTALL)
