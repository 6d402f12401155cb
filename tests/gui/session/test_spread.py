"""How columns are spread over rows, against counting one by one; and that a chosen part shows what was counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.spread import (
    Heap,
    heaps_of,
    others,
    part_of,
    range_in,
    spread_of,
    with_heap,
    with_range,
)

MEASURES = ("Sharpness", "HeadPoseYaw", "LuminanceMean")


def _columns(qualities, ieds=(), measuring=None) -> Columns:
    columns = Columns(measuring) if measuring else Columns()
    rows = []
    for n, quality in enumerate(qualities):
        status = Status.NO_FACE if quality is None else Status.OK
        ied = ieds[n] if n < len(ieds) else None
        score = None if quality is None else quality / 100
        path = f"P{n % 3}/{n}.jpg"
        row = Assessment(path, "/photos", status=status, quality=quality, score=score, ied=ied)
        rows.append(replace(row, width=100 * (n + 1), file=f"/photos/{n}.jpg"))
    columns.add(rows)
    return columns


@given(
    qualities=st.lists(st.none() | st.integers(0, 100), max_size=60),
    ieds=st.lists(st.none() | st.floats(0, 4000, allow_nan=False), max_size=60),
    column=st.sampled_from(["quality", "ied", "width", "score"]),
    data=st.data(),
)
def test_every_bar_shows_as_many_photos_as_it_says(qualities, ieds, column, data) -> None:
    columns = _columns(qualities, ieds)
    rows = np.arange(len(columns))
    spread = spread_of(column, columns, rows)
    assert spread is not None
    known = columns.quality if column == "quality" else columns.number(column)
    assert spread.counts.sum() == int((known >= 0).sum())
    bar = data.draw(st.integers(0, len(spread.counts) - 1))
    low, high = spread.bar(bar)
    wanted = with_range(Filter(), column, low, high, columns)
    shown = int(wanted.mask(columns).sum())
    assert shown == spread.count(low, high)
    if column in {"quality", "width"}:  # whole numbers: bars share no value
        assert shown == spread.counts[bar]
    assert range_in(wanted, column) == (low, high)
    assert wanted.without(part_of(column, columns)) == Filter()


def test_a_range_takes_the_place_of_the_one_before_and_leaves_other_conditions_alone() -> None:
    columns = _columns([10, 20, 30, None], [5.5, 60.0, 700.25, None])
    once = with_range(Filter(text="jpg"), "ied", 0, 100, columns)
    again = with_range(once, "ied", 50, 800, columns)
    assert len(again.ranges) == 1
    assert np.flatnonzero(again.mask(columns)).tolist() == [1, 2]
    assert others(again, "ied", columns).tolist() == [0, 1, 2, 3]
    assert Filter.from_json(again.to_json(columns), columns) == again
    assert range_in(again, "width") is None


def test_measures_are_spread_by_their_component_and_without_those_not_assessed(measured) -> None:
    values = {f"P{n}/{n}.jpg": ((1.0, 2.0, 3.0), (10 * n, -1, 100)) for n in range(3)}
    columns = _columns([10, 20, 30], measuring=measured(values))
    sharp, yaw = (spread_of(name, columns, np.arange(3)) for name in MEASURES[:2])
    assert sharp is not None and yaw is not None
    assert (sharp.values.tolist(), int(yaw.counts.sum())) == ([0.0, 10.0, 20.0], 0)
    assert np.flatnonzero(with_range(Filter(), "Sharpness", 5, 15, columns).mask(columns)).tolist() == [1]


def test_words_are_counted_and_chosen_alone_or_besides() -> None:
    columns = _columns([10, 20, None, 40, 50])
    columns.decision[:] = [1, 1, 2, 0, 1]
    rows = np.arange(5)
    heaps = heaps_of("decision", columns, rows)
    assert [(heap.values[0], heap.count) for heap in heaps] == [
        (Decision.ACCEPTED, 3),
        (Decision.UNDECIDED, 1),
        (Decision.REJECTED, 1),
    ]
    one = with_heap(Filter(), "decision", heaps[0], added=False)
    assert int(one.mask(columns).sum()) == 3
    both = with_heap(one, "decision", heaps[2], added=True)
    assert int(both.mask(columns).sum()) == 4
    assert with_heap(one, "decision", heaps[0], added=False) == Filter()
    assert with_heap(both, "decision", heaps[2], added=True) == one
    assert [h.values for h in heaps_of("status", columns, rows)] == [(Status.OK,), (Status.NO_FACE,)]
    assert {h.values[0]: h.count for h in heaps_of("subject", columns, rows)} == {"P0": 2, "P1": 2, "P2": 1}
    assert heaps_of("subject", columns, rows[:0]) == []


def test_reasons_that_read_alike_are_one_heap_and_a_row_counts_for_each_of_its_reasons() -> None:
    columns = _columns([10, 20, 30])
    ranks = np.array([[1, 2, 0], [0, 1, 0], [0, 0, 1]], np.uint8)
    columns.set_findings(np.zeros(3, np.uint8), ranks, ("cut-left", "cut-right", "dark"))
    heaps = heaps_of("reason", columns, np.arange(3), [("cut-left", "cut-right"), ("dark",)])
    assert heaps == [Heap(("cut-left", "cut-right"), 2), Heap(("dark",), 1)]
    wanted = with_heap(Filter(), "reason", heaps[0], added=False)
    assert int(wanted.mask(columns).sum()) == 2


@pytest.mark.parametrize("column", ["path", "detail"])
def test_columns_of_free_text_have_no_bars_and_no_condition(column) -> None:
    columns = _columns([10, 20])
    assert spread_of(column, columns, np.arange(2)) is None
    assert part_of(column, columns) == ""


def test_stars_have_a_bar_each() -> None:
    columns = _columns([10, 20, 30])
    columns.stars[:] = [0, 5, 5]
    spread = spread_of("stars", columns, np.arange(3))
    assert spread is not None
    assert spread.counts.tolist() == [1, 0, 0, 0, 0, 2]
    assert spread.bar(5) == (5.0, 5.0)
    wanted = with_range(Filter(), "stars", *spread.bar(5), columns)
    assert wanted == replace(Filter(), stars=(5, 5))
