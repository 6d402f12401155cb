"""Conditions beyond quality and status; chips, saved filters, sorting by anything, groups."""

from __future__ import annotations

import json
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.errors import UsageError
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.decisions import Decisions
from faceqnet_gui.session.filters import Filter, Order, Part, Range, Sort, shown
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.sorting import Group, grouped

NAN = float("nan")


def _nanoseconds(*when: int) -> int:
    return int(datetime(*when).timestamp()) * 10**9


@pytest.fixture
def columns(qapp, measured) -> Columns:
    values = {
        "b/10.jpg": ((0.2, -14.0, NAN), (20, 90, -1)),
        "a/2.jpg": ((0.8, 3.0, 0.5), (80, 99, 50)),
        "a/1.jpg": ((NAN, 5.0, 0.5), (-1, 98, 50)),
    }
    made = Columns(measured(values))
    made.add(
        [
            Assessment(
                "b/10.jpg", "/r", file="/r/b/10.jpg", status=Status.OK, quality=30, score=0.3, ied=40.5
            ),
            Assessment("a/2.jpg", "/r", file="/r/a/2.jpg", status=Status.OK, quality=70, score=0.7, ied=20.5),
            Assessment("a/1.jpg", "/r", file="/r/a/1.jpg", status=Status.OK, quality=30, score=0.3, ied=90.0),
            Assessment("x.jpg", "", file="/x.jpg", status=Status.UNREADABLE),
        ],
        dates=[_nanoseconds(2026, 1, 30, 23, 59), _nanoseconds(2026, 1, 31), _nanoseconds(2026, 2, 1), 0],
    )
    made.set_findings(
        np.array([2, 0, 2, 0], np.uint8),
        np.array([[1, 2], [0, 0], [0, 1], [0, 0]], np.uint8),
        ["light", "small"],
    )
    decisions = Decisions(made)
    decisions.decide([0], Decision.REJECTED)
    decisions.decide([1], Decision.ACCEPTED)
    decisions.rate([1], 4)
    decisions.note(3, "Copy this one AGAIN")
    return made


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (Filter(ranges=(Range("Sharpness", 0, 50),)), [0]),
        (Filter(ranges=(Range("Sharpness", 0, 100), Range("HeadPoseYaw", -5, 5, native=True))), [1]),
        (Filter(ranges=(Range("HeadPoseYaw", -5, 5, native=True),)), [1, 2]),
        (Filter(ranges=(Range("Unheard", 0, 100),)), []),
        (Filter(reasons=frozenset({"small"})), [0, 2]),
        (Filter(reasons=frozenset({"unheard"})), []),
        (Filter(decisions=frozenset({Decision.UNDECIDED, Decision.ACCEPTED})), [1, 2, 3]),
        (Filter(stars=(1, 5)), [1]),
        (Filter(subjects=frozenset({"a"})), [1, 2]),
        (Filter(subjects=frozenset({""})), [3]),
        (Filter(dates=("2026-01-31", "2026-01-31")), [1]),
        (Filter(dates=("2026-01-31", "")), [1, 2]),
        (Filter(dates=("", "2026-01-30")), [0, 3]),
        (Filter(text="again"), [3]),
        (Filter(text="A/", quality=(0, 30)), [2]),
    ],
)
def test_each_condition_keeps_its_rows(columns: Columns, wanted: Filter, rows: list[int]) -> None:
    assert np.flatnonzero(wanted.mask(columns)).tolist() == rows
    again = Filter.from_json(json.loads(json.dumps(wanted.to_json(columns))), columns)
    assert again == wanted


def test_every_condition_is_a_chip_that_can_be_taken_away(columns: Columns) -> None:
    wanted = Filter(
        quality=(31, 60), statuses=frozenset({Status.OK}), root=0, ranges=(Range("Sharpness", 0, 50),),
        decisions=frozenset({Decision.REJECTED}), text="x",
    ).with_range(Range("HeadPoseYaw", -5, 5, native=True))  # fmt: skip
    assert wanted.described(columns) == [
        Part("quality", "quality", (31, 60)),
        Part("statuses", "statuses", (Status.OK,)),
        Part("root", "root", ("/r",)),
        Part("text", "text", ("x",)),
        Part("component:Sharpness", "ranges", ("Sharpness", 0, 50, False)),
        Part("component:HeadPoseYaw", "ranges", ("HeadPoseYaw", -5, 5, True)),
        Part("decisions", "decisions", (Decision.REJECTED,)),
    ]
    while wanted.parts:
        before = len(wanted.parts)
        wanted = wanted.without(wanted.parts[before // 2])
        assert len(wanted.parts) == before - 1
    assert wanted == Filter()


def test_a_measures_new_range_takes_the_place_of_the_old_one() -> None:
    wanted = Filter(ranges=(Range("A", 0, 50), Range("B", 1, 2))).with_range(Range("A", 10, 20))
    assert set(wanted.ranges) == {Range("A", 10, 20), Range("B", 1, 2)}


@pytest.mark.parametrize(
    "plain",
    [
        {"quality": 3},
        {"statuses": ["no such"]},
        {"decisions": ["maybe"]},
        {"ranges": [[1]]},
        {"dates": ["x", ""]},
    ],
)
def test_values_that_are_no_filter_are_refused_with_a_sentence(columns: Columns, plain: dict) -> None:
    with pytest.raises(UsageError, match="saved filter"):
        Filter.from_json(plain, columns)


def test_a_saved_root_that_is_not_open_is_left_out(columns: Columns) -> None:
    assert Filter.from_json({"root": "/elsewhere", "text": "a"}, columns) == Filter(text="a")


@pytest.mark.parametrize(
    ("sort", "rows"),
    [
        (Sort("path"), [2, 1, 0, 3]),
        (Sort("quality"), [0, 2, 1, 3]),
        (Sort("quality", descending=True), [1, 0, 2, 3]),
        (Sort("ied", descending=True), [2, 0, 1, 3]),
        (Sort("Sharpness"), [0, 1, 2, 3]),
        (Sort("native:HeadPoseYaw", descending=True), [2, 1, 0, 3]),
        (Sort("subject"), [1, 2, 0, 3]),
        (Sort("reason"), [0, 2, 1, 3]),
        (Sort("decision", descending=True), [0, 1, 2, 3]),
        (Sort("stars", descending=True), [1, 0, 2, 3]),
        (Sort("date"), [3, 0, 1, 2]),
        (Order.INPUT, [0, 1, 2, 3]),
    ],
)
def test_rows_can_be_sorted_by_any_column_and_those_without_a_value_come_last(columns, sort, rows) -> None:
    assert shown(columns, Filter(), sort).tolist() == rows


def test_a_column_that_does_not_exist_is_said(columns: Columns) -> None:
    with pytest.raises(UsageError, match="no column Unheard"):
        shown(columns, Filter(), Sort("Unheard"))


def test_groups_have_their_rows_together_with_counts_and_means(columns: Columns) -> None:
    rows = shown(columns, Filter(), Order.LOWEST)
    together, sections = grouped(columns, rows, Group.SUBJECT)
    assert together.tolist() == [2, 1, 0, 3]
    assert [(s.value, s.start, s.count) for s in sections] == [("a", 0, 2), ("b", 2, 1), ("", 3, 1)]
    assert sections[0].mean_quality == 50
    assert np.isnan(sections[2].mean_quality)
    _, sections = grouped(columns, rows, Group.DECISION)
    assert [(s.value, s.count) for s in sections] == [("0", 2), ("1", 1), ("2", 1)]
    together, sections = grouped(columns, rows, Group.REASON)
    assert [(s.value, s.count) for s in sections] == [("light", 1), ("small", 1), ("", 2)]
    assert together[:2].tolist() == [0, 2]
    _, sections = grouped(columns, rows, Group.QUALITY, limits=(31, 61))
    assert [(s.value, s.count) for s in sections] == [("0", 2), ("61", 1), ("-1", 1)]
    together, sections = grouped(columns, rows[:0], Group.SUBJECT)
    assert (len(together), sections) == (0, [])


@given(st.data())
def test_groups_lose_no_row_and_keep_the_order_within(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 30))
    made = Columns()
    made.add(
        [Assessment(f"{data.draw(st.sampled_from('abc'))}/{n}.jpg", "/r", file=f"/{n}") for n in range(count)]
    )
    rows = np.array(data.draw(st.permutations(range(count))), np.int64)
    together, sections = grouped(made, rows, Group.SUBJECT)
    assert sorted(together.tolist()) == list(range(count))
    assert sum(s.count for s in sections) == count
    places = {int(row): n for n, row in enumerate(rows)}
    for section in sections:
        part = together[section.start : section.start + section.count]
        assert {made.subjects[c] for c in made.subject[part]} == {section.value}
        assert [places[int(r)] for r in part] == sorted(places[int(r)] for r in part)
