from __future__ import annotations

import re
from pathlib import Path

import pytest

import faceqnet_engine
from faceqnet_engine.wording import counted


@pytest.mark.parametrize(
    ("number", "says"), [(0, "0 photos"), (1, "1 photo"), (2, "2 photos"), (13233, "13,233 photos")]
)
def test_a_number_and_its_noun_agree(number: int, says: str) -> None:
    assert counted(number, "photo") == says


def test_a_sentence_can_change_with_its_number() -> None:
    assert counted(1, "photo was", "photos were") == "1 photo was"
    assert counted(3, "photo was", "photos were") == "3 photos were"


def test_the_command_line_counts_nothing_with_a_bare_plural() -> None:
    """`{len(x):,} photos` says "1 photos" one day; numbers that stand beside `of` another are meant as a ratio."""
    bare = re.compile(r":,\} (?:photos|images|faces|names|scores|rows|errors|files|embeddings) ")
    folder = Path(faceqnet_engine.__file__).parent
    ratio = re.compile(r"of \{[^{}]*:,\} \w+")
    found = [
        f"{file.name}: {line.strip()}"
        for part in ("cli", "evaluation", "results")
        for file in sorted((folder / part).glob("*.py"))
        for line in file.read_text().splitlines()
        if bare.search(ratio.sub("", line))
    ]
    assert not found
