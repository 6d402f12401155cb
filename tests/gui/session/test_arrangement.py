"""What is shown, in which sections; decisions move nothing until they are asked to."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.session.arrangement import Arrangement
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.decisions import Decisions
from faceqnet_gui.session.filters import Filter, Order
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.sorting import Group


@pytest.fixture
def columns(row: Callable[..., Assessment]) -> Columns:
    made = Columns()
    made.add([row(f"{n:02}.jpg", None if n % 10 == 9 else 5 * n) for n in range(20)])
    return made


def titles(arrangement: Arrangement) -> list[tuple[str, int]]:
    return [(section.value, section.count) for section in arrangement.listing().sections]


def test_sorted_by_quality_it_parts_at_the_limit(columns: Columns) -> None:
    arrangement = Arrangement(columns)
    assert titles(arrangement) == [("0", 7), ("31", 5), ("61", 6), ("-1", 2)]
    lowest = arrangement.listing().rows
    arrangement.order = Order.HIGHEST
    assert titles(arrangement) == [("61", 6), ("31", 5), ("0", 7), ("-1", 2)]
    highest = arrangement.listing()
    assert columns.quality[highest.rows[:3]].tolist() == [90, 85, 80]
    assert set(highest.rows) == set(lowest)
    assert [s.start for s in highest.sections] == [0, 6, 11, 18]
    arrangement.limit = 90
    assert titles(arrangement) == [("90", 1), ("0", 17), ("-1", 2)]
    arrangement.order = Order.NAME
    assert titles(arrangement) == [("", 20)]
    assert arrangement.listing().by is None


def test_a_decision_moves_nothing_until_it_is_settled(qapp, columns: Columns) -> None:
    arrangement, decisions = Arrangement(columns), Decisions(columns)
    arrangement.filter = Filter(decisions=frozenset({Decision.UNDECIDED}))
    arrangement.group = Group.DECISION
    arrangement.settle()
    before = arrangement.listing()
    decisions.decide([3, 4], Decision.REJECTED)
    decisions.rate([5], 3)
    after = arrangement.listing()
    assert np.array_equal(after.rows, before.rows)
    assert after.sections == before.sections
    assert arrangement.unfit(np.array([2, 3, 4])).tolist() == [False, True, True]
    arrangement.settle()
    assert set(arrangement.listing().rows) == set(range(20)) - {3, 4}


def test_rows_that_come_after_have_their_marks_of_now(qapp, columns: Columns, row) -> None:
    arrangement, decisions = Arrangement(columns), Decisions(columns)
    arrangement.filter = Filter(decisions=frozenset({Decision.REJECTED}))
    columns.add([row("new.jpg", 50)])
    decisions.decide([20, 0], Decision.REJECTED)
    assert arrangement.listing().rows.tolist() == [20]
    columns.clear()
    assert arrangement.listing().rows.tolist() == []
