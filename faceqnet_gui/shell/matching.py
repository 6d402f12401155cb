"""How the palette finds: whole words, initials, fragments and near misses, in the present language and in English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_EXACT, _PREFIX, _WORDS, _INITIALS, _PART, _BEGINNINGS, _NEAR = 100.0, 96.0, 92.0, 90.0, 80.0, 75.0, 60.0
_NEAR_NAME = 80.0  # of rapidfuzz's 100
_SHORTEST = 4
"""Letters of a word in which one may be wrong; in one of seven, two."""
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
    if len(letters) > 2 and _beginnings_meet(letters, words):
        return _BEGINNINGS + shorter
    return _NEAR + shorter if _words_near(query.split(), words) else 0.0


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


def _beginnings_meet(letters: str, words: Sequence[str]) -> bool:
    """Whether the letters are beginnings of words in their order: `opfo` of `open folder`."""
    if not letters:
        return True
    for place, word in enumerate(words):
        for length in range(min(len(letters), len(word)), 0, -1):
            if word.startswith(letters[:length]) and _beginnings_meet(letters[length:], words[place + 1 :]):
                return True
    return False


def _words_near(asked: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each word asked for is the beginning of a word, but for a slip of the finger."""
    return all(any(_is_near(part, word) for word in words) for part in asked)


def _is_near(part: str, word: str) -> bool:
    if len(part) < _SHORTEST or len(word) < _SHORTEST:
        return word.startswith(part)
    slips = 2 if len(part) >= 7 else 1
    return any(
        OSA.distance(part, word[: len(part) + more], score_cutoff=slips) <= slips for more in (0, 1, -1)
    )


def best_names(query: str, names: Sequence[str], most: int) -> list[tuple[int, float]]:
    """(place, score) of the names that fit best, the best first; fast for 100,000 of them."""
    asked = query.casefold()
    inside = [(n, name.casefold()) for n, name in enumerate(names) if asked in name.casefold()]
    found = {n: _PREFIX if name.startswith(asked) else _PART for n, name in inside}
    if len(found) < most and len(names) <= _MANY and len(query) > 2:
        for _, near, n in process.extract(
            asked,
            [name.casefold() for name in names],
            scorer=fuzz.WRatio,
            limit=most,
            score_cutoff=_NEAR_NAME,
        ):
            found.setdefault(n, _NEAR * near / 100)
    return sorted(found.items(), key=lambda pair: (-pair[1], len(names[pair[0]]), names[pair[0]]))[:most]
