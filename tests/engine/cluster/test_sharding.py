from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, listing_name, planned
from faceqnet_engine.cluster.sharding import packed, shards, unpacked
from faceqnet_engine.sources.ref import Ref

Asked = Callable[..., Options]
NAMES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0/"), min_size=1, max_size=12)
REFS = st.lists(
    st.builds(Ref, path=NAMES, root=NAMES, file=NAMES, size=st.integers(-1, 5000), video=st.booleans()),
    max_size=60,
)


@given(REFS, st.integers(1, 9000), st.integers(1, 12))
def test_shards_are_the_input_in_order_and_no_larger_than_said(
    found: list[Ref], most_bytes: int, most_files: int
) -> None:
    made = list(shards(found, most_bytes, most_files))
    assert list(itertools.chain(*made)) == found
    for shard in made:
        assert 1 <= len(shard) <= most_files
        assert len(shard) == 1 or sum(r.size if r.size >= 0 else 100_000 for r in shard) <= most_bytes


@given(REFS, st.integers(1, 9000), st.integers(1, 12))
def test_no_two_neighbours_could_have_been_one(found: list[Ref], most_bytes: int, most_files: int) -> None:
    made = list(shards(found, most_bytes, most_files))
    for first, second in itertools.pairwise(made):
        held = sum(r.size if r.size >= 0 else 100_000 for r in [*first, second[0]])
        assert held > most_bytes or len(first) == most_files


@given(REFS)
def test_lists_come_back_as_they_were_written(found: list[Ref]) -> None:
    assert unpacked(packed(found)) == found


def test_names_that_are_no_text_come_back() -> None:
    ref = Ref(r"n_\xff.jpg", "/in", "/in/n_\udcff.jpg", 5, 7)
    assert unpacked(packed([ref])) == [ref]


@pytest.mark.parametrize("count", [100_000])
def test_many_tiny_files_make_few_shards(count: int) -> None:
    made = list(shards((Ref(str(n), "", str(n), 900) for n in range(count)), 256_000_000, 1000))
    assert len(made) == count / 1000


def test_a_folder_of_a_hundred_thousand_files_is_listed_once_in_order(
    tmp_path: Path, options_for: Asked
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    first = many / "000000.jpg"
    first.write_bytes(b"no photo")
    for group in range(10):  # hard links: a file system lets no file have many more
        source = many / f"{group * 10_000:06}.jpg"
        if group:
            source.write_bytes(b"no photo")
        for n in range(group * 10_000 + 1, (group + 1) * 10_000):
            os.link(source, many / f"{n:06}.jpg")
    place = Place(str(tmp_path / "out"))
    place.make()
    plan = planned(place, options_for(many), 256_000_000, 1000)
    assert (len(plan.sizes), plan.images) == (100, 100_000)
    last = unpacked((tmp_path / "out" / listing_name(99)).read_bytes())
    assert [ref.path for ref in last[-2:]] == ["099998.jpg", "099999.jpg"]
