"""Profiles as files: what is wrong is named, what is written comes back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceqnet_engine.errors import UsageError
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_engine.measures.profiles import (
    SHIPPED,
    Limit,
    On,
    Profile,
    own_folder,
    parse_profile,
    profile,
    profile_text,
    profiles,
    read_profile,
    write_profile,
)

GOOD = {"id": "mine", "limits": {"quality": {"least": 30}}}


def test_the_shipped_profiles_are_there_and_grow_stricter() -> None:
    assert [p.id for p in profiles()] == list(SHIPPED)
    relaxed, enrolment, icao = (profile(name) for name in SHIPPED)
    for measure in ("quality", "Sharpness", "LuminanceMean", "InterEyeDistance", "EyesOpen"):
        limits = [p.limit(measure) for p in (relaxed, enrolment, icao)]
        values = [limit.least for limit in limits if limit is not None]
        assert len(values) == 3
        assert values == sorted(values)


def test_icao_limits_name_their_clause() -> None:
    for measure in ("HeadPoseYaw", "HeadPosePitch", "HeadPoseRoll", "InterEyeDistance", "HeadSize"):
        limit = profile("icao-portrait").limit(measure)
        assert limit is not None
        assert limit.source.startswith("ISO/IEC")


def test_every_limit_of_a_shipped_profile_has_a_source() -> None:
    assert all(limit.source for name in SHIPPED for limit in profile(name).limits)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "Mine"}, "id must be"),
        ({"id": "../x"}, "id must be"),
        ({"limits": {}}, "no limits"),
        ({"limits": {"Beauty": {"least": 1}}}, "no measure called Beauty"),
        ({"limits": {"Sharpness": {"least": "40"}}}, "not a number"),
        ({"limits": {"Sharpness": {"least": True}}}, "not a number"),
        ({"limits": {"Sharpness": {"least": float("nan")}}}, "not a number"),
        ({"limits": {"Sharpness": {"lest": 1}}}, "unknown key lest"),
        ({"limits": {"Sharpness": {}}}, "neither least nor most"),
        ({"limits": {"Sharpness": {"least": 60, "most": 50}}}, "larger than most"),
        ({"limits": {"Sharpness": {"least": 101}}}, "between 0 and 100"),
        ({"limits": {"Sharpness": {"least": 1, "on": "raw"}}}, "component, native or absolute"),
        ({"limits": {"Sharpness": {"least": 1, "advise": "yes"}}}, "advise is true or false"),
        ({"limits": {"Sharpness": 40}}, "must be a table"),
        ({"title": 3}, "title and about are text"),
        ({"limit": {}}, "limit is no key"),
    ],
)
def test_what_is_wrong_is_named(change: dict, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        parse_profile(GOOD | change, "mine.toml")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"id = ", b"x" * 300_000])
def test_a_file_that_is_no_profile_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bad.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError, match=r"bad\.toml"):
        read_profile(file)


def test_an_unknown_name_lists_those_that_exist() -> None:
    with pytest.raises(UsageError, match="relaxed, enrolment, icao-portrait"):
        profile("passport")


def test_own_profiles_stand_beside_the_shipped_ones_and_never_replace_them() -> None:
    mine = Profile("mine", "Mine", (Limit("Sharpness", least=12),))
    write_profile(mine, own_folder() / "mine.toml")
    write_profile(Profile("relaxed", "Fake", (Limit("Sharpness", least=1),)), own_folder() / "relaxed.toml")
    (own_folder() / "broken.toml").write_text("id = ")
    assert [p.id for p in profiles()] == [*SHIPPED, "mine"]
    assert profile("mine") == mine
    assert profile("relaxed").title == "Relaxed"


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(IDS),
        st.tuples(
            st.sampled_from(list(On)),
            st.floats(0, 50),
            st.none() | st.floats(50, 100),
            st.booleans(),
            st.text(),
        ),
        min_size=1,
    ),
    st.text(),
)
def test_what_is_written_comes_back(limits: dict, title: str) -> None:

    before = parse_profile(
        {
            "id": "x",
            "title": title,
            "limits": {
                m: {"on": on.value, "least": least, "advise": advise, "source": source}
                | ({} if most is None else {"most": most})
                for m, (on, least, most, advise, source) in limits.items()
            },
        },
        "x",
    )
    assert parse_profile(tomllib.loads(profile_text(before)), "x") == before


def test_limits_are_kept_in_the_catalogues_order() -> None:
    changed = profile("relaxed").with_limit(Limit("BackgroundUniformity", least=10)).without("quality")
    assert changed.limits[0].measure == "BackgroundUniformity"
    assert changed.limit("quality") is None


def test_a_profile_says_how_large_the_oval_of_live_is() -> None:
    table = {"id": "kiosk", "guide": 0.45, "limits": {"Sharpness": {"least": 40}}}
    found = parse_profile(table, "kiosk.toml")
    assert found.guide == 0.45
    assert parse_profile(tomllib.loads(profile_text(found)), "x") == found
    assert profile("relaxed").guide < profile("enrolment").guide


@pytest.mark.parametrize("guide", [0.1, 1.0, "large", True])
def test_an_oval_that_cannot_be_is_refused(guide: object) -> None:
    with pytest.raises(UsageError, match="guide"):
        parse_profile({"id": "kiosk", "guide": guide, "limits": {"Sharpness": {"least": 40}}}, "kiosk.toml")
