"""Filters and orders, against a plain list of Python objects."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.assessment import SCORED, Assessment, Status
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter, Order, shown
from faceqnet_gui.session.natural import natural_key

ROOTS = ("/north", "/south")


@st.composite
def rows(draw: st.DrawFn) -> list[Assessment]:
    made = []
    for n in range(draw(st.integers(0, 40))):
        status = draw(st.sampled_from(list(Status)))
        quality = draw(st.integers(0, 100)) if status in SCORED else None
        name = draw(st.text(alphabet="abÁñ_.", min_size=1, max_size=5)) + str(n)
        root = draw(st.sampled_from(ROOTS))
        made.append(Assessment(name, root, status=status, quality=quality, file=f"{root}/{name}"))
    return made


FILTERS = st.builds(
    Filter,
    quality=st.none() | st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda t: (min(t), max(t))),
    statuses=st.frozensets(st.sampled_from(list(Status)), max_size=3),
    root=st.none() | st.just(0),
    text=st.text(alphabet="aBÁñ1", max_size=2),
)


def _plain(all_rows: list[Assessment], wanted: Filter, order: Order) -> list[int]:
    first_root = all_rows[0].root if all_rows else ""
    kept = [
        i
        for i, r in enumerate(all_rows)
        if (
            wanted.quality is None
            or (r.quality is not None and wanted.quality[0] <= r.quality <= wanted.quality[1])
        )
        and (not wanted.statuses or r.status in wanted.statuses)
        and (wanted.root is None or r.root == first_root)
        and wanted.text.lower() in r.path.lower()
    ]
    quality = {i: -1 if all_rows[i].quality is None else all_rows[i].quality for i in kept}
    keys = {
        Order.INPUT: lambda i: 0,
        Order.LOWEST: lambda i: (quality[i] < 0, quality[i]),
        Order.HIGHEST: lambda i: (quality[i] < 0, -quality[i]),
        Order.NAME: lambda i: natural_key(all_rows[i].path),
        Order.STATUS: lambda i: (list(Status).index(all_rows[i].status), quality[i]),
    }
    return sorted(kept, key=keys[order])


@given(rows(), FILTERS, st.sampled_from(list(Order)))
def test_filters_and_orders_agree_with_a_plain_model(
    all_rows: list[Assessment], wanted: Filter, order: Order
) -> None:
    columns = Columns()
    columns.add(all_rows)
    assert shown(columns, wanted, order).tolist() == _plain(all_rows, wanted, order)


@given(rows(), st.integers(1, 7))
def test_rows_that_arrive_in_pieces_make_the_same_columns(all_rows: list[Assessment], piece: int) -> None:
    whole, pieces = Columns(), Columns()
    whole.add(all_rows)
    for start in range(0, len(all_rows), piece):
        pieces.add(all_rows[start : start + piece])
    assert np.array_equal(whole.quality, pieces.quality)
    assert np.array_equal(whole.status, pieces.status)
    assert [pieces.row(i) for i in range(len(pieces))] == all_rows


def test_columns_grow_beyond_their_first_room_and_keep_what_they_had(row) -> None:
    columns = Columns()
    for n in range(5000):
        columns.add([row(f"{n}.jpg", n % 101)])
    assert columns.quality.tolist() == [n % 101 for n in range(5000)]
    assert columns.row(4999).path == "4999.jpg"


def test_a_row_scored_again_takes_the_place_of_the_first(row) -> None:
    columns = Columns()
    columns.add([row("a.jpg", 10), row("b.jpg")])
    columns.add([row("a.jpg", 70)])
    assert len(columns) == 2
    assert columns.quality.tolist() == [70, -1]


def test_a_condition_taken_away_leaves_the_others() -> None:
    wanted = Filter(quality=(3, 9), statuses=frozenset({Status.OK}), text="x")
    assert wanted.parts == ["quality", "statuses", "text"]
    assert wanted.without("quality").parts == ["statuses", "text"]
