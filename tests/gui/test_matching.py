"""What the palette finds."""

from __future__ import annotations

import pytest

from faceqnet_gui.shell.matching import best_names, initials, plain, score

REJECT = ("Rechazar todas las que están por debajo del límite...", "Reject all below the limit...")


@pytest.mark.parametrize(
    "asked", ["rab", "reject", "all below", "rechazar", "debajo", "limite", "rejcet", "rejall", "REJECT ALL", "r a b"]
)
def test_an_action_is_found_by_words_initials_beginnings_and_slips_in_both_languages(asked: str) -> None:
    assert score(plain(asked), *REJECT) > 0


@pytest.mark.parametrize("asked", ["export", "them", "xyz", "table", "zz"])
def test_what_is_called_otherwise_is_not_found(asked: str) -> None:
    assert score(plain(asked), *REJECT) == 0


def test_better_matches_come_first() -> None:
    titles = ["Theme: Dark", "Sources", "Reject all below the limit...", "Open folder...", "Open images..."]
    for asked, wanted in (("rab", 2), ("theme", 0), ("open im", 4), ("opfo", 3), ("sorces", 1)):
        points = [score(plain(asked), title) for title in titles]
        assert points.index(max(points)) == wanted, asked


def test_an_exact_name_beats_a_beginning_and_that_beats_a_fragment() -> None:
    assert score("table", "Table") > score("table", "Table of columns") > score("table", "Suitable")


def test_initials_ignore_signs_and_accents() -> None:
    assert initials("Éxito: muy (bueno)...") == "emb"


def test_names_are_found_among_many_and_the_beginning_counts_most() -> None:
    names = [f"P-{n:05}" for n in range(20_000)]
    found = best_names("p-0417", names, 8)
    assert [names[n] for n, _ in found][0].startswith("P-0417")
    assert len(found) == 8
    assert best_names("nobody", names, 8) == []


def test_a_slip_in_a_name_is_forgiven_among_few() -> None:
    names = ["Eileen Collins", "Lisa Gherardini"]
    assert [names[n] for n, _ in best_names("eilen colins", names, 3)] == ["Eileen Collins"]
