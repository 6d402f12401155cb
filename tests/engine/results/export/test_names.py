"""Names: every template that is accepted works for every photo, everything else is refused by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.export import Entry
from faceqnet_engine.results.export.names import FIELDS, LONGEST_BYTES, Taken, safe_stem, template

text = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), max_size=300)
field = st.sampled_from(sorted(FIELDS)).map(lambda f: f"{{{f}}}")
literal = st.text(st.characters(codec="utf-8", exclude_characters="/\\{}"), max_size=40)
templates = st.lists(st.one_of(field, literal), min_size=1, max_size=8).map("".join).filter(str.strip)


@given(
    templates, text.filter(lambda t: t not in {"", ".", ".."}), text, text, st.none() | st.integers(0, 100)
)
def test_every_accepted_template_gives_a_name_that_every_file_system_takes(
    wanted: str, name: str, subject: str, note: str, quality: int | None
) -> None:
    entry = Entry(Assessment("a.jpg", status=Status.OK, quality=quality), "accepted", 3, note, "", subject)
    made = template(wanted)(entry, Path("/in") / name, 17, 0.0)
    assert 0 < len(os.fsencode(made)) <= LONGEST_BYTES - len(" (10000)_face12.xmp")
    assert "/" not in made
    assert made.strip(".")
    if wanted != "{name}":
        assert not set(made) & set('<>:"/\\|?*\0\n')
        assert made == made.rstrip(". ")
        assert made.casefold().split(".")[0] not in {"con", "nul", "com1"}


@given(
    st.lists(st.sampled_from(["a.jpg", "A.jpg", "a (2).jpg", "é.jpg", "e\u0301.jpg", "b.png"]), max_size=40)
)
def test_numbered_names_never_meet_on_any_file_system(names: list[str]) -> None:
    import unicodedata

    taken = Taken()
    taken.add("", ["a.jpg"])
    made = [taken.free("", *os.path.splitext(n), lambda stem: [f"{stem}.xmp"]) for n in names]
    plain = [unicodedata.normalize("NFC", n).casefold() for n in made]
    assert len({*plain, "a.jpg"}) == len(names) + 1
    stems = [os.path.splitext(n)[0] for n in plain]
    assert len(set(stems)) == len(stems)  # their sidecars do not meet either


@pytest.mark.parametrize(
    ("wanted", "word"),
    [
        ("{nonsense}", "no {nonsense}"),
        ("{name", "brace"),
        ("{}", "no {}"),
        ("{name.__class__}", "name.__class__"),
        ("{0}", "no {0}"),
        ("{name!r}", "cannot be written like that"),
        ("{name:04}", "for numbers only"),
        ("{n:999999999}", "for numbers only"),
        ("{n:x}", "for numbers only"),
        ("../{name}", "no folders"),
        ("a\\b", "no folders"),
        ("  ", "empty"),
        ("", "empty"),
    ],
)
def test_wrong_templates_are_refused_by_name(wanted: str, word: str) -> None:
    with pytest.raises(UsageError, match=word.replace("{", r"\{").replace("}", r"\}")):
        template(wanted)


def test_fields_say_what_they_should() -> None:
    entry = Entry(
        Assessment("a.jpg", status=Status.NO_FACE, width=640, height=480), "rejected", 2, "", "", "Ana:1"
    )
    named = template("{subject}_{n:04}_{quality}_{decision}_{stars}_{width}x{height}_{status}_{folder}")
    assert named(entry, Path("/in/day 1/a.jpg"), 7, 0.0) == "Ana_1_0007_none_rejected_2_640x480_no_face_day 1"
    assert template("{name}")(entry, Path("/in/what?.jpg"), 1, 0.0) == "what?"


def test_long_names_are_cut_between_characters() -> None:
    cut = safe_stem("ñ" * 400)
    assert cut == "ñ" * len(cut)
    assert 200 < len(os.fsencode(cut)) < LONGEST_BYTES
