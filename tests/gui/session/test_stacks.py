"""Which photos are the same or nearly the same: against real photos, and against every pair of made-up ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.session.arrangement import Arrangement
from faceqnet_gui.session.bulk import best_of_stacks
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.decisions import Decisions
from faceqnet_gui.session.filters import Filter, Order
from faceqnet_gui.session.looks import Looks
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.stacks import (
    ALONE,
    NEAR_BITS,
    PLAIN,
    Material,
    Stacks,
    contents_of,
    material_of,
    stacks_of,
)
from faceqnet_gui.worker.looks import look_of

PORTRAITS = sorted((Path(__file__).parents[3] / "resources/demo").glob("portrait_*.jpg"))


def pixels(file: Path) -> np.ndarray:
    with Image.open(file) as photo:
        return np.asarray(photo.convert("RGB"))


def again(file: Path, folder: Path, share: float, quality: int) -> np.ndarray:
    with Image.open(file) as photo:
        size = (max(1, round(photo.width * share)), max(1, round(photo.height * share)))
        made = folder / f"{file.stem}-{share}-{quality}.jpg"
        photo.convert("RGB").resize(size).save(made, quality=quality)
    return pixels(made)


def stacks(looks: list[int], contents: list[int] | None = None, quality: list[int] | None = None) -> Stacks:
    number = len(looks)
    return stacks_of(
        Material(
            np.array(contents or range(1, number + 1), np.uint64),
            np.array(looks, np.uint64),
            np.array(quality or [50] * number, np.int16),
            np.ones(number),
        )
    )


def distance(one: int, other: int) -> int:
    return (one ^ other).bit_count()


@pytest.mark.parametrize(("share", "quality"), [(1, 40), (0.5, 85), (0.3, 60), (1.6, 90)])
def test_a_photo_made_smaller_larger_or_compressed_again_looks_the_same(
    share: float, quality: int, tmp_path: Path
) -> None:
    assert len(PORTRAITS) > 1
    for file in PORTRAITS:
        assert distance(look_of(pixels(file)), look_of(again(file, tmp_path, share, quality))) <= NEAR_BITS


def test_different_people_in_front_of_the_same_wall_do_not_look_the_same(shared_data: Path) -> None:
    files = sorted((shared_data / "london/neutral").glob("*.jpg"))
    looks = [look_of(pixels(file)) for file in files]
    assert len(looks) > 50
    found = stacks(looks)
    assert found.count == 0


def test_a_wall_or_a_black_frame_looks_like_nothing() -> None:
    assert look_of(np.zeros((60, 80, 3), np.uint8)) == PLAIN
    assert look_of(np.full((600, 800, 3), 200, np.uint8)) == PLAIN
    assert stacks([PLAIN, PLAIN, 0, 0]).count == 0


few_bits = st.sampled_from([0b1011 << 20, (0b1011 << 20) ^ 1, (0b1011 << 20) ^ 3, (0b1011 << 20) ^ 15 << 60])
look = st.one_of(few_bits, st.integers(1, PLAIN), st.sampled_from([0, PLAIN]))


@given(st.lists(st.tuples(look, st.integers(0, 9), st.integers(-1, 100)), min_size=1, max_size=40))
def test_every_photo_of_a_stack_is_or_looks_like_its_best(rows: list[tuple[int, int, int]]) -> None:
    looks, contents, quality = map(list, zip(*rows, strict=True))
    by_content = {c: look for look, c, _ in reversed(rows)}  # the same bytes look the same
    looks = [by_content[c] for c in contents]
    found = stacks(looks, contents, quality)
    assert np.array_equal(np.unique(found.number), np.unique([*range(found.count), *found.number]))
    for number in range(found.count):
        members = found.members(int(np.flatnonzero(found.number == number)[0])).tolist()
        best = members[0]
        assert len(members) > 1
        assert quality[best] == max(quality[m] for m in members)
        for one in members:
            alike = distance(looks[one], looks[best]) <= NEAR_BITS and not {looks[one], looks[best]} & {
                0,
                PLAIN,
            }
            assert contents[one] == contents[best] or alike
            assert found.same[one] == (contents[one] == contents[best])
    for n, content in enumerate(contents):
        mates = [m for m, other in enumerate(contents) if other == content and m != n]
        if content and mates:
            assert {int(found.number[m]) for m in mates} == {int(found.number[n])} != {ALONE}


def test_no_near_pair_is_missed_among_thousands() -> None:
    rng = np.random.default_rng(7)
    looks = rng.integers(1, 1 << 63, 4000, dtype=np.uint64)
    for n in range(0, 2000, 2):  # each with a copy that differs by up to the limit, in any two bits
        bits = rng.choice(64, NEAR_BITS, replace=False)
        looks[n + 1] = looks[n] ^ np.uint64(sum(1 << int(b) for b in bits))
    found = stacks(looks.tolist())
    assert found.count == 1000
    assert (found.number[:2000:2] == found.number[1:2000:2]).all()
    assert (found.number[2000:] == ALONE).all()


# ---- shown


def photo(name: str, quality: int, digest: int, **more: object) -> Assessment:
    return Assessment(
        name, "/photos", quality=quality, score=quality / 100, file=f"/photos/{name}", width=100, height=100,
        sha256=f"{digest:064x}", faces=1, **more,
    )  # fmt: skip


@pytest.fixture
def columns() -> Columns:
    made = Columns()
    made.add(
        [
            photo("a/one.jpg", 20, 1), photo("b/copy.jpg", 20, 1), photo("a/two.jpg", 80, 2),
            photo("a/near.jpg", 70, 3), photo("c/other.jpg", 50, 4), photo("c/nearer.jpg", 10, 5),
        ]
    )  # fmt: skip
    return made


def stacked(columns: Columns, *, looks: dict[int, int] | None = None) -> Arrangement:
    known = Looks()
    contents = contents_of(columns)
    seen = {2: 0b1111 << 9, 3: 0b1110 << 9, 5: 0b1101 << 9} if looks is None else looks
    known.add(contents[list(seen)], np.array(list(seen.values()), np.uint64))
    arrangement = Arrangement(columns)
    arrangement.stacks = stacks_of(material_of(columns, known.of(contents)))
    return arrangement


def test_the_best_lies_on_top_and_says_how_many_are_behind_it(columns: Columns) -> None:
    arrangement = stacked(columns)
    listing = arrangement.listing()
    assert listing.rows.tolist() == [0, 4, 2]
    assert [(s.value, s.start, s.count) for s in listing.sections] == [
        ("0", 0, 1),
        ("31", 1, 1),
        ("61", 2, 1),
    ]
    assert listing.piles is not None
    assert [p and (p.count, p.top, p.opened) for p in map(listing.piles.of_row, (0, 4, 2))] == [
        (2, True, False), None, (3, True, False),
    ]  # fmt: skip
    assert listing.piles.hidden == 3


@pytest.mark.parametrize("order", [Order.LOWEST, Order.HIGHEST, Order.NAME])
def test_an_open_stack_shows_its_photos_after_the_best_and_sections_stay_right(
    columns: Columns, order: Order
) -> None:
    arrangement = stacked(columns)
    arrangement.order = order
    arrangement.opened = frozenset({5})
    listing = arrangement.listing()
    rows = listing.rows.tolist()
    at = rows.index(2)
    assert rows[at : at + 3] == [2, 3, 5]
    assert sorted(rows) == [0, 2, 3, 4, 5]
    assert listing.sections[0].start == 0
    for one, following in zip(listing.sections, listing.sections[1:], strict=False):
        assert one.start + one.count == following.start
    assert sum(s.count for s in listing.sections) == len(rows)
    assert listing.piles is not None
    near = listing.piles.of_row(5)
    assert near is not None and near.opened and not near.top and not near.same
    arrangement.opened = frozenset()
    assert arrangement.listing().rows.size == 3


def test_of_a_stack_only_what_meets_the_filter_counts(columns: Columns) -> None:
    arrangement = stacked(columns)
    arrangement.filter = Filter(quality=(0, 75))
    listing = arrangement.listing()
    assert listing.rows.tolist() == [0, 4, 3]
    assert listing.piles is not None
    pile = listing.piles.of_row(3)
    assert pile is not None and (pile.count, pile.top) == (2, True)
    arrangement.filter = Filter(quality=(60, 75))
    listing = arrangement.listing()
    assert listing.rows.tolist() == [3]
    assert listing.piles is not None and listing.piles.of_row(3) is None


def test_frames_further_faces_and_files_that_are_gone_stand_for_themselves() -> None:
    columns = Columns()
    columns.add(
        [photo("clip.mp4", 40, 1, frame=n) for n in range(3)]
        + [photo("group.jpg", 50, 2, face=n) for n in range(2)]
        + [photo("gone.jpg", 60, 3), photo("copy.jpg", 55, 3)]
    )
    columns.set_gone(np.array([5]), True)
    assert stacked(columns, looks={}).stacks.count == 0


def test_rows_that_came_after_the_stacks_were_made_are_alone(columns: Columns) -> None:
    arrangement = stacked(columns)
    columns.add([photo("late.jpg", 90, 1)])
    listing = arrangement.listing()
    assert listing.rows.tolist() == [0, 4, 2, 6]
    assert listing.piles is not None and listing.piles.of_row(6) is None


def test_the_best_is_kept_what_people_said_before_holds_and_it_is_one_step(columns: Columns) -> None:
    arrangement = stacked(columns)
    assert arrangement.stacks is not None
    decisions = Decisions(columns)
    bulk = best_of_stacks(columns, arrangement.stacks, arrangement.matching())
    assert sorted(bulk.indices.tolist()) == [1, 3, 5]
    assert sorted(bulk.accepted.tolist()) == [0, 2]
    assert bulk.count == 5
    assert bulk.borderline.tolist()[:2] in ([2, 3], [2, 5])  # nearly the same first, beside the best
    decisions.decide_all(bulk)
    assert columns.decision.tolist() == [1, 2, 1, 2, 0, 2]
    assert decisions.stack.count() == 1
    assert decisions.undo_text == "Keep the best of stacks, 5 images"
    decisions.stack.undo()
    assert not columns.decision.any()
    decisions.decide([3], Decision.ACCEPTED)
    decisions.decide([0, 1], Decision.REJECTED)
    bulk = best_of_stacks(columns, arrangement.stacks, arrangement.matching())
    assert bulk.accepted.tolist() == []
    assert sorted(bulk.indices.tolist()) == [2, 5]
    overruled = best_of_stacks(columns, arrangement.stacks, arrangement.matching(), overrule=True)
    assert sorted(overruled.indices.tolist()) == [3, 5]
    assert sorted(overruled.accepted.tolist()) == [0, 2]


def test_without_stacks_there_is_nothing_to_keep(columns: Columns) -> None:
    none = stacks_of(Material(*(np.zeros(6, kind) for kind in (np.uint64, np.uint64, np.int16, np.float64))))
    assert best_of_stacks(columns, none, np.arange(6)).count == 0
    assert none.members(2).size == 0
