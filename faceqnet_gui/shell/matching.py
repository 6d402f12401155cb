"""How the palette finds: whole words, initials, fragments and near misses, in the present language and in English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process

_NEAR = 72.0
_EXACT, _PREFIX, _WORDS, _INITIALS, _PART, _FUZZY = 100.0, 96.0, 92.0, 90.0, 80.0, 60.0
_MANY = 5000


def plain(text: str) -> str:
    """Lower case without accents, blanks for everything that is neither letter nor digit."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^\w]+", " ", "".join(c for c in bare if not unicodedata.combining(c))).strip()


def initials(text: str) -> str:
    """First letters: `rab` of `Reject all below...`."""
    return "".join(word[0] for word in plain(text).split())


def score(query: str, *names: str) -> float:
    """How well a query (as `plain` gives it) meets any of the names: 0 not at all, 100 exactly."""
    return max((_score(query, plain(name)) for name in names if name), default=0.0)


def _score(query: str, name: str) -> float:
    if not query:
        return 1.0
    if query == name:
        return _EXACT
    shorter = len(query) / max(len(query), len(name))  # among equals, the shorter name is meant
    if name.startswith(query):
        return _PREFIX + shorter
    words = name.split()
    if _words_meet(query.split(), words):
        return _WORDS + shorter
    letters = query.replace(" ", "")
    if len(letters) > 1 and "".join(w[0] for w in words).startswith(letters):
        return _INITIALS + shorter
    if query in name:
        return _PART + shorter
    if len(letters) > 2:
        near = fuzz.WRatio(query, name)
        if near >= _NEAR:
            return _FUZZY * near / 100
    return 0.0


def _words_meet(asked: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each word asked for begins a word of the name, in their order."""
    place = 0
    for part in asked:
        while place < len(words) and not words[place].startswith(part):
            place += 1
        if place == len(words):
            return False
        place += 1
    return True


def best_names(query: str, names: Sequence[str], most: int) -> list[tuple[int, float]]:
    """(place, score) of the names that fit best, the best first; fast for 100,000 of them."""
    asked = query.casefold()
    inside = [(n, name.casefold()) for n, name in enumerate(names) if asked in name.casefold()]
    found = {n: _PREFIX if name.startswith(asked) else _PART for n, name in inside}
    if len(found) < most and len(names) <= _MANY and len(query) > 2:
        for _, near, n in process.extract(
            asked, [name.casefold() for name in names], scorer=fuzz.WRatio, limit=most, score_cutoff=_NEAR
        ):
            found.setdefault(n, _FUZZY * near / 100)
    return sorted(found.items(), key=lambda pair: (-pair[1], len(names[pair[0]]), names[pair[0]]))[:most]
