"""Decisions and undo, against a plain model; bulk plans."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.session.bulk import above_limit, below_limit, best_of_subjects
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.decisions import Decisions
from faceqnet_gui.session.marks import NO_MARK, Decision, Mark

SIZE = 8
INDICES = st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=SIZE, unique=True)
STEPS = st.one_of(
    st.tuples(st.just("decide"), INDICES, st.sampled_from(Decision)),
    st.tuples(st.just("rate"), INDICES, st.integers(0, 5)),
    st.tuples(st.just("note"), st.integers(0, SIZE - 1), st.sampled_from(["", "blink", "ask again"])),
    st.tuples(st.just("give_reason"), INDICES, st.sampled_from(["", "eyes closed"])),
    st.tuples(st.just("wins"), st.integers(0, SIZE - 1), INDICES),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def columns_of(qualities: list[int | None], subjects: str = "") -> Columns:
    columns = Columns()
    columns.add(
        [
            Assessment(
                f"{subjects[n] if subjects else 'x'}/{n}.jpg", "/r", file=f"/r/{n}.jpg", quality=q,
                score=None if q is None else q / 100, status=Status.NO_FACE if q is None else Status.OK,
            )
            for n, q in enumerate(qualities)
        ]
    )  # fmt: skip
    return columns


class PlainModel:
    """Marks as a list, undo as a list of such lists."""

    def __init__(self) -> None:
        self.now = [NO_MARK] * SIZE
        self.past: list[list[Mark]] = []
        self.future: list[list[Mark]] = []

    def do(self, name: str, *values: Any) -> None:
        after = list(self.now)
        if name in {"undo", "redo"}:
            source, other = (self.past, self.future) if name == "undo" else (self.future, self.past)
            if source:
                other.append(self.now)
                self.now = source.pop()
            return
        for index in (
            [values[0]] if name == "note" else values[0] if name != "wins" else [*values[1], values[0]]
        ):
            old = after[index]
            if name == "wins":
                decision = Decision.ACCEPTED if index == values[0] else Decision.REJECTED
                after[index] = Mark(decision, old.stars, old.note, old.remark)
            elif name == "decide":
                after[index] = Mark(values[1], old.stars, old.note, old.remark)
            elif name == "rate":
                after[index] = Mark(old.decision, values[1], old.note, old.remark)
            elif name == "note":
                after[index] = Mark(old.decision, old.stars, values[1], old.remark)
            else:
                after[index] = Mark(old.decision, old.stars, old.note, values[1])
        if after != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = after


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=25))
def test_any_sequence_of_steps_undo_and_redo_agrees_with_a_plain_model(steps: list[tuple[Any, ...]]) -> None:
    columns = columns_of([50] * SIZE)
    written: dict[int, Mark] = {}

    class Disk:
        def keep(self, indices: np.ndarray) -> None:
            written.update({i: decisions.mark(i) for i in indices.tolist()})

    decisions, model = Decisions(columns, Disk()), PlainModel()
    for name, *values in steps:
        if name in {"undo", "redo"}:
            getattr(decisions.stack, name)()
        else:
            getattr(decisions, name)(*values)
        model.do(name, *values)
        assert [decisions.mark(i) for i in range(SIZE)] == model.now
        assert decisions.stack.canUndo() == bool(model.past)
        assert decisions.stack.canRedo() == bool(model.future)
        # What is on disk is what is in memory, after every single step.
        assert all(written.get(i, NO_MARK) == mark for i, mark in enumerate(model.now))


def test_a_step_has_a_name_with_its_number_and_comes_back_with_its_place(qapp) -> None:
    columns = columns_of([50] * 500)
    decisions = Decisions(columns)
    went: list[Any] = []
    decisions.went.connect(lambda step, back: went.append((step.text, step.place, len(step.indices), back)))
    assert decisions.decide(np.arange(412), Decision.REJECTED, place={"scroll": 7}) == 412
    assert decisions.stack.undoText() == "Reject 412 images"
    decisions.decide([3], Decision.ACCEPTED, place="here")
    assert decisions.stack.undoText() == "Accept 1 image"
    decisions.stack.undo()
    decisions.stack.undo()
    decisions.stack.redo()
    assert went == [
        ("Accept 1 image", "here", 1, True),
        ("Reject 412 images", {"scroll": 7}, 412, True),
        ("Reject 412 images", {"scroll": 7}, 412, False),
    ]


def test_what_is_so_already_is_no_step(qapp) -> None:
    decisions = Decisions(columns_of([50, 60]))
    assert decisions.decide([0], Decision.UNDECIDED) == 0
    assert decisions.rate([0, 1], 0) == 0
    assert decisions.note(0, "") == 0
    assert not decisions.stack.canUndo()
    decisions.decide([0], Decision.REJECTED)
    assert decisions.decide([0, 1], Decision.REJECTED) == 1
    with pytest.raises(ValueError, match="stars"):
        decisions.rate([0], 6)


def test_four_thousand_steps_go_back_to_the_beginning(qapp) -> None:
    columns = columns_of([50] * 1000)
    decisions = Decisions(columns)
    for n in range(4000):
        decisions.decide(
            [n % 1000], [Decision.ACCEPTED, Decision.REJECTED, Decision.UNDECIDED][n // 1000 % 3]
        )
    columns_before = columns.decision.copy()
    assert decisions.stack.count() == 4000
    decisions.stack.setIndex(0)
    assert not columns.decision.any()
    decisions.stack.setIndex(4000)
    assert np.array_equal(columns.decision, columns_before)


def test_signals_name_the_rows_that_changed(qapp, qtbot) -> None:
    decisions = Decisions(columns_of([50, 60, 70]))
    with qtbot.waitSignal(decisions.changed) as caught:
        decisions.decide([2, 0], Decision.ACCEPTED)
    assert caught.args[0].tolist() == [0, 2]


def test_nothing_changes_in_a_session_that_is_read_only(qapp) -> None:
    decisions = Decisions(columns_of([50]))
    decisions.read_only = True
    assert decisions.decide([0], Decision.ACCEPTED) == 0
    assert decisions.mark(0) == NO_MARK


def test_the_next_undecided_follows_the_order_shown_and_never_wraps(qapp) -> None:
    columns = columns_of([50] * 6)
    decisions = Decisions(columns)
    shown = np.array([4, 2, 0, 5, 1])
    decisions.decide([2, 5], Decision.ACCEPTED)
    assert decisions.next_undecided(shown, 4) == 0
    assert decisions.next_undecided(shown, 0) == 1
    assert decisions.next_undecided(shown, 1) is None
    assert decisions.next_undecided(shown, None) == 4
    assert decisions.next_undecided(shown, 3) == 4  # the current one is not shown
    assert decisions.previous_undecided(shown, 1) == 0
    assert decisions.previous_undecided(shown, 0) == 4
    assert decisions.previous_undecided(shown, 4) is None
    decisions.decide(shown, Decision.REJECTED)
    assert decisions.next_undecided(shown, None) is None
    assert decisions.count(Decision.REJECTED) == 5
    assert decisions.count(Decision.REJECTED, shown[:2]) == 2


def test_rejecting_below_a_limit_shows_the_borderline_and_keeps_what_was_decided(qapp) -> None:
    columns = columns_of([*range(40), None])
    decisions = Decisions(columns)
    decisions.decide([30, 5], Decision.ACCEPTED)
    plan = below_limit(columns, np.arange(41), 31)
    assert (plan.count, plan.kept) == (29, 2)
    assert columns.quality[plan.borderline].tolist() == list(range(29, 17, -1))
    decisions.decide(plan.indices, plan.decision)
    assert decisions.mark(30).decision is Decision.ACCEPTED
    assert decisions.mark(40) == NO_MARK  # without a score: not below anything
    assert decisions.stack.undoText() == "Reject 29 images"
    decisions.stack.undo()
    assert below_limit(columns, np.arange(41), 31, overrule=True).count == 31
    assert above_limit(columns, np.arange(41), 31).indices.tolist() == list(range(31, 40))


def test_the_best_of_every_subject_is_accepted(qapp) -> None:
    columns = columns_of([10, 90, 90, 20, None, 70, 60], "aaabbbc")
    columns.set_subjects(np.array([6]), [""])
    decisions = Decisions(columns)
    everything = np.arange(7)
    assert best_of_subjects(columns, everything, 1).indices.tolist() == [1, 5]
    assert best_of_subjects(columns, everything, 2).indices.tolist() == [1, 2, 3, 5]
    decisions.decide([5], Decision.REJECTED)
    assert best_of_subjects(columns, everything, 1).indices.tolist() == [1, 3]
    assert best_of_subjects(columns, np.array([], np.int64), 1).count == 0


def test_one_wins_in_one_step(qapp) -> None:
    decisions = Decisions(columns_of([50] * 4))
    assert decisions.wins(1, [0, 1, 3]) == 3
    assert [decisions.mark(i).decision.word for i in range(4)] == [
        "rejected",
        "accepted",
        "undecided",
        "rejected",
    ]
    decisions.stack.undo()
    assert not decisions.stack.canUndo()
    assert all(decisions.mark(i) == NO_MARK for i in range(4))


def test_marks_from_elsewhere_are_one_step(qapp) -> None:
    decisions = Decisions(columns_of([50] * 3))
    marks = {2: Mark(Decision.REJECTED, 0, "blink"), 0: Mark(Decision.ACCEPTED, 5)}
    decisions.adopt(marks, lambda: "Read 2 sidecars")
    assert {i: decisions.mark(i) for i in (0, 2)} == marks
    assert decisions.stack.undoText() == "Read 2 sidecars"
    decisions.stack.undo()
    assert decisions.mark(2) == NO_MARK
