"""All rows at once must say what one row says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX
from faceqnet_engine.measures.judging import Verdict, figures_of, judge
from faceqnet_engine.measures.profiles import Limit, On, Profile, profile
from faceqnet_engine.measures.reasons import reasons
from faceqnet_engine.measures.values import Measures
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter, Range, Sort, shown
from faceqnet_gui.session.judged import FAILS, MEASURING, NO_VERDICT, PASSES, REASONS, Judged, first_reason
from faceqnet_gui.session.profile_trial import Trial, converted

_RANGES = {"deg": (-60.0, 60.0), "px": (5.0, 300.0), "%": (0.0, 1.0), "x": (1.0, 5.0)}


def _native(record) -> st.SearchStrategy[float | None]:
    low, high = _RANGES.get(record.unit, (0.0, 3.0))
    return st.one_of(st.none(), st.floats(low, high, width=32))


_measures = st.fixed_dictionaries({record.id: _native(record) for record in CATALOGUE})
_rows = st.lists(st.tuples(st.integers(0, 100), _measures), min_size=1, max_size=6)


def _row(name: str, quality: int | None, natives: dict[str, float | None], **more: object) -> Assessment:
    status = Status.OK if quality is not None else Status.NO_FACE
    return Assessment(name, "/p", status=status, quality=quality, measures=Measures.of(natives), **more)


def _session(*rows: Assessment) -> Columns:
    columns = Columns(MEASURING)
    columns.add(rows)
    return columns


@pytest.mark.parametrize("name", ["relaxed", "enrolment", "icao-portrait"])
@settings(max_examples=12, deadline=None)
@given(drawn=_rows)
def test_the_arrays_agree_with_the_words_of_each_row(name: str, drawn) -> None:
    known = profile(name)
    rows = [_row(f"{n}.jpg", quality, natives, faces=1) for n, (quality, natives) in enumerate(drawn)]
    columns = _session(*rows)
    Judged(columns).use(known)
    for n, row in enumerate(rows):
        judgement = judge(row, known)
        assert columns.verdict[n] == list(Verdict).index(judgement.verdict) + 1
        told = list(dict.fromkeys(reason.id for reason in reasons(row, judgement)))
        ranks = {REASONS[k]: int(columns.reasons[n, k]) for k in np.flatnonzero(columns.reasons[n])}
        assert sorted(ranks, key=lambda reason: ranks[reason]) == told


def test_a_row_without_a_face_fails_and_an_unreadable_one_is_not_judged() -> None:
    columns = _session(
        Assessment("a", "/p", status=Status.NO_FACE, faces=0), Assessment("b", "/p", status=Status.UNREADABLE)
    )
    Judged(columns).use(profile("relaxed"))
    assert columns.verdict.tolist() == [FAILS, NO_VERDICT]
    assert first_reason(columns, 0) == ""


def test_rows_that_arrive_later_and_rows_that_change_are_judged_too() -> None:
    limit = Profile("p", "p", (Limit("Sharpness", least=50.0),))
    columns = _session(_row("a", 90, {"Sharpness": 80.0}))
    judged = Judged(columns)
    judged.use(limit)
    judged.take(columns.add([_row("b", 90, {"Sharpness": 20.0})]))
    assert columns.verdict.tolist() == [PASSES, FAILS]
    judged.take(columns.add([_row("a", 90, {"Sharpness": 10.0})]))
    assert columns.verdict.tolist() == [FAILS, FAILS]
    assert first_reason(columns, 0) == "blurred"
    judged.use(None)
    assert columns.verdict.tolist() == [NO_VERDICT, NO_VERDICT]


def test_another_session_of_any_size_is_judged_from_the_start() -> None:
    columns = _session(*(_row(str(n), 90, {"Sharpness": 10.0}) for n in range(5)))
    judged = Judged(columns)
    judged.use(Profile("p", "p", (Limit("Sharpness", least=50.0),)))
    columns.clear()
    judged.take(columns.add([_row("x", 90, {"Sharpness": 90.0})]))
    assert columns.verdict.tolist() == [PASSES]


def test_the_tile_names_what_can_be_changed_before_the_low_score() -> None:
    columns = _session(_row("a", 2, {"Sharpness": 30.0}), _row("b", 2, {"Sharpness": 90.0}))
    Judged(columns).use(Profile("p", "p", (Limit("quality", least=90.0), Limit("Sharpness", least=50.0))))
    assert [first_reason(columns, n) for n in range(2)] == ["blurred", "quality"]


def test_rows_are_filtered_and_sorted_by_a_component_a_reason_and_a_verdict() -> None:
    columns = _session(*(_row(str(n), 90, {"Sharpness": s}) for n, s in enumerate((80.0, 20.0, None, 50.0))))
    Judged(columns).use(Profile("p", "p", (Limit("Sharpness", least=45.0),)))
    order = shown(columns, Filter(), Sort("Sharpness")).tolist()
    assert order == [1, 3, 0, 2]  # what was not assessed comes last
    assert shown(columns, Filter(), Sort("Sharpness", descending=True)).tolist() == [0, 3, 1, 2]
    components = columns.components[:, INDEX["Sharpness"]]
    wanted = Filter().with_range(Range("Sharpness", int(components[3]), 100))
    assert shown(columns, wanted, Sort("path")).tolist() == [0, 3]
    assert shown(columns, Filter(reasons=frozenset({"blurred"})), Sort("path")).tolist() == [1]
    assert shown(columns, Filter(verdicts=frozenset({PASSES})), Sort("path")).tolist() == [0, 3]


def test_a_trial_counts_and_finds_the_photos_on_either_side_of_a_limit() -> None:
    rows = [_row(str(n), 90, {"InterEyeDistance": 10.0 * n}) for n in range(1, 11)]
    trial = Trial(figures_of(rows))
    limit = Limit("InterEyeDistance", On.NATIVE, least=55.0)
    counts = trial.counts(Profile("p", "p", (limit,)))
    assert (counts.passes, counts.review, counts.fails) == (5, 0, 5)
    near = trial.nearest(limit, 2)
    assert near.missing.tolist() == [4, 3]
    assert near.keeping.tolist() == [5, 6]


def test_a_suggested_limit_leaves_out_a_twentieth_and_few_photos_suggest_nothing() -> None:
    rows = [_row(str(n), 90, {"HeadPoseYaw": float(n - 50)}) for n in range(101)]
    trial = Trial(figures_of(rows))
    limit = Limit("HeadPoseYaw", On.ABSOLUTE, most=3.0)
    suggested = trial.suggestion(limit)
    assert suggested is not None and suggested.most == 48.0
    kept = trial.counts(Profile("p", "p", (suggested,))).passes
    assert kept / len(rows) >= 0.95
    few = np.arange(101) < 10
    assert trial.suggestion(limit, few) is None


@pytest.mark.parametrize(("measure", "least"), [("InterEyeDistance", 50.0), ("Sharpness", 40.0)])
def test_a_limit_on_the_scale_becomes_the_same_limit_on_the_value(measure: str, least: float) -> None:
    native = converted(Limit(measure, least=least), On.NATIVE)
    assert native.most is None and native.least is not None
    assert abs(CATALOGUE[INDEX[measure]].component(native.least) - least) <= 2
    assert abs((converted(native, On.COMPONENT).least or 0) - least) <= 2


def test_a_limit_on_a_falling_mapping_becomes_a_largest_value() -> None:
    native = converted(Limit("MouthClosed", least=60.0), On.NATIVE)
    assert native.least is None and native.most is not None
    assert CATALOGUE[INDEX["MouthClosed"]].component(native.most) >= 60
