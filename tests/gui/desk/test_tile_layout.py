"""Where tiles lie: every place once, found again by its point, whatever the sections and the width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faceqnet_gui.desk.tile_layout import SIZES, TileLayout
from faceqnet_gui.session.sorting import Section


@st.composite
def layouts(draw: st.DrawFn) -> TileLayout:
    counts = draw(st.lists(st.integers(1, 40), max_size=6))
    starts = [sum(counts[:n]) for n in range(len(counts))]
    sections = [Section(str(n), s, c, 0.0) for n, (s, c) in enumerate(zip(starts, counts, strict=True))]
    room, width = draw(st.integers(60, 2000)), draw(st.sampled_from(SIZES))
    return TileLayout(sections, room, width, heads=draw(st.booleans()))


@given(layouts())
def test_every_tile_is_found_at_its_middle_and_none_between(layout: TileLayout) -> None:
    seen = set()
    for place in range(layout.places):
        box = layout.box(place)
        assert layout.place_at(box.x + box.width // 2, box.y + box.height // 2) == place
        assert layout.place_at(box.x - 3, box.y) != place
        assert box.y >= 0 and box.bottom <= layout.height
        seen.add((box.x, box.y))
    assert len(seen) == layout.places
    for number in range(len(layout.sections)):
        if layout.head:
            assert layout.place_at(20, layout.head_box(number).y + 2) is None


@given(layouts(), st.integers(-100, 5000), st.integers(0, 2000), st.integers(0, 1500), st.integers(0, 1500))
def test_a_rectangle_touches_the_tiles_that_a_search_of_all_finds(
    layout: TileLayout, top: int, high: int, left: int, wide: int
) -> None:
    bottom, right = top + high, left + wide
    runs = list(layout.runs(top, bottom, left, right))
    found = [place for run in runs for place in run]
    assert sorted(set(found)) == sorted(found)
    wanted = set()
    for place in range(layout.places):
        box = layout.box(place)
        if box.y < bottom and box.bottom > top and box.x <= right and box.x + box.width > left:
            wanted.add(place)
    assert wanted <= set(found)
    # What is found besides touches with its gaps at most.
    for place in set(found) - wanted:
        box = layout.box(place)
        assert box.y - 12 < bottom and box.bottom + 12 > top
        assert box.x - 12 <= right and box.x + box.width + 12 > left


@given(layouts(), st.data())
def test_a_step_down_and_up_comes_back_where_there_is_a_tile_below(
    layout: TileLayout, data: st.DataObject
) -> None:
    if not layout.places:
        return
    place = data.draw(st.integers(0, layout.places - 1))
    below = layout.moved(place, 1)
    assert below >= place
    if layout.box(below).x == layout.box(place).x and below != place:
        assert layout.moved(below, -1) == place
    assert 0 <= layout.moved(place, 10_000) < layout.places
    assert 0 <= layout.moved(place, -10_000) < layout.places


def test_a_hundred_thousand_tiles_are_laid_out_by_their_sections_alone() -> None:
    sections = [Section(str(n), 1000 * n, 1000, 0.0) for n in range(100)]
    layout = TileLayout(sections, 960, 184, heads=True)
    assert layout.places == 100_000
    assert layout.box(99_999).bottom <= layout.height
    assert layout.columns == 5
