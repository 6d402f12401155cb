"""Rows as columns: what goes in comes out, equal."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_engine.measures.values import Measures
from faceqnet_gui.session.columns import NO_DATE, Columns
from faceqnet_gui.session.judged import MEASURING
from faceqnet_gui.session.names import Names
from faceqnet_gui.session.natural import NaturalOrder, natural_key
from faceqnet_gui.session.numbers import Numbers
from faceqnet_gui.session.session import Session


def test_every_field_of_every_status_comes_back_equal(full_row) -> None:
    rows = [full_row(n) for n in range(200)]
    columns = Columns()
    columns.add(rows)
    assert list(columns.rows) == rows
    assert [columns.row(n).file for n in range(200)] == [r.file for r in rows]
    assert columns.rows[-1] == rows[-1]
    assert columns.rows[3:5] == rows[3:5]
    assert columns.number("ied")[0] == rows[0].ied
    assert np.isnan(columns.number("ied")[2])


def test_images_in_memory_keep_their_pixels() -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    columns = Columns()
    columns.add([Assessment("in memory", status=Status.NO_FACE, pixels=pixels), Assessment("b")])
    assert columns.row(0).pixels is pixels
    assert columns.row(1).pixels is None
    columns.add([Assessment("in memory", status=Status.NO_FACE)])
    assert columns.row(0).pixels is None


def test_a_row_is_the_same_object_while_it_is_looked_at(full_row) -> None:
    columns = Columns()
    columns.add([full_row(1), full_row(2)])
    row = columns.row(0)
    assert columns.row(0) is row
    columns.add([full_row(1, quality=3, score=0.03)])
    assert columns.row(0).quality == 3


def test_all_faces_of_a_file_are_found_together(full_row) -> None:
    columns = Columns()
    columns.add([full_row(0, face=n) for n in range(3)] + [full_row(1)])
    assert columns.of_file(full_row(0).file) == [0, 1, 2]
    assert columns.of_file("/nowhere") == []


def test_the_folder_names_the_subject_until_somebody_else_does(full_row) -> None:
    columns = Columns()
    columns.add([full_row(n) for n in range(3)] + [Assessment("alone.jpg", "/r", file="/r/alone.jpg")])
    assert [columns.subjects[c] for c in columns.subject] == ["subject0", "subject1", "subject2", ""]
    columns.set_subjects(np.array([1, 3]), ["Ada", "Ada"])
    columns.add([full_row(1)])
    assert [columns.subjects[c] for c in columns.subject] == ["subject0", "Ada", "subject2", "Ada"]


def test_measures_fill_a_matrix_and_what_was_not_assessed_is_no_number(full_row, measured) -> None:
    rows = [full_row(n) for n in range(3)]
    columns = Columns(measured({rows[0].path: ((0.5, -3.25, np.nan), (61, 99, -1))}))
    columns.add(rows)
    assert columns.natives.shape == (3, 3) and columns.natives.dtype == np.float32
    assert columns.components.dtype == np.int8
    assert columns.components.tolist() == [[61, 99, -1], [-1, -1, -1], [-1, -1, -1]]
    assert columns.natives[0, 1] == -3.25
    assert np.isnan(columns.natives[1]).all() and np.isnan(columns.natives[0, 2])


def test_dates_and_findings_are_kept_and_checked(full_row) -> None:
    columns = Columns()
    columns.add([full_row(0), full_row(1)], dates=[5, 6])
    columns.add([full_row(2)])
    assert columns.date.tolist() == [5, 6, NO_DATE]
    columns.set_findings(
        np.array([1, 2, 3], np.uint8), np.array([[1, 0], [0, 1], [2, 1]], np.uint8), ["a", "b"]
    )
    columns.add([full_row(n) for n in range(3, 2000)])
    assert columns.reasons[:4].tolist() == [[1, 0], [0, 1], [2, 1], [0, 0]]
    assert columns.verdict[:4].tolist() == [1, 2, 3, 0]
    with pytest.raises(ValueError, match="rows"):
        columns.set_findings(np.zeros(2, np.uint8), np.zeros((2, 0), np.uint8), [])


def test_a_moved_root_takes_its_files_along(full_row) -> None:
    columns = Columns()
    columns.add([full_row(0), full_row(1), full_row(2, root="/other")])
    columns.move_root(0, "/new place", {1: "/new place/renamed.jpg"})
    assert columns.row(0).file == "/new place/subject0/photo 0.jpg"
    assert columns.row(1).path == "renamed.jpg"
    assert columns.row(2).file.startswith("/other")
    assert columns.index_of(columns.row(1)) == 1
    assert columns.index_of(full_row(0)) is None
    assert columns.roots == ["/new place", "/other"]


def test_names_are_in_the_order_that_people_expect_also_when_they_come_in_pieces() -> None:
    wanted = ["a.jpg", "IMG_2.jpg", "img_10.jpg", "img_010a.jpg", "IMG_100.jpg", "x1y2", "x1y11", "z"]
    rng = np.random.default_rng(0)
    names: list[str] = []
    order = NaturalOrder()
    for piece in np.array_split(rng.permutation(wanted), 3):
        names += piece.tolist()
        found = [names[i] for i in order.order(names).tolist()]
        assert found == sorted(names, key=natural_key)
    assert found == wanted


def test_a_few_names_that_come_later_find_their_places_among_many() -> None:
    rng = np.random.default_rng(1)
    names = [f"IMG_{n}.jpg" for n in rng.integers(0, 5000, 2000).tolist()]
    order = NaturalOrder()
    order.order(names)
    names += [f"img_{n}.jpg" for n in rng.integers(-10, 6000, 60).tolist()] + ["IMG_7.jpg"] * 2
    wanted = sorted(range(len(names)), key=lambda n: natural_key(names[n]))  # equal ones as they came
    assert order.order(names).tolist() == wanted


_NAMES = st.lists(
    st.one_of(st.text(max_size=6), st.sampled_from(["A\udcff", "\ud800", "", "ÄB", "K"])), max_size=40
)


@given(_NAMES, _NAMES, st.text(max_size=2), st.integers(1, 5))
def test_names_in_buffers_are_the_names_that_were_given(
    first: list[str], then: list[str], needle: str, size: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:  # a handful of names fills a buffer
        patch.setattr("faceqnet_gui.session.names._BITS", size)
        patch.setattr("faceqnet_gui.session.names._BLOCK", 1 << size)
        held, wanted = Names(first), [*first, *then]
        for name in then[:3]:
            held.append(name)
        held.extend(then[3:])
        assert list(held) == wanted and held[:] == wanted
        for at in range(0, len(wanted), 3):
            held.change(at, "Changed")
            wanted[at] = "Changed"
        assert [held[n] for n in range(len(held))] == list(held) == wanted
        assert held.holding(needle).tolist() == [needle.lower() in name.lower() for name in wanted]
        assert held.order().tolist() == sorted(range(len(wanted)), key=wanted.__getitem__)
        assert not wanted or held[-1] == wanted[-1]
        with pytest.raises(IndexError):
            held[len(wanted)]


_EXACT = st.one_of(
    st.just(np.nan), st.integers(-200, 200).map(float), st.integers(-(2**40), 2**40).map(float),
    st.floats(-3000, 3000).map(lambda v: round(v, 2)), st.floats(0, 1).map(lambda v: round(v, 6)),
    st.floats(allow_infinity=True),
)  # fmt: skip


@given(st.lists(st.lists(_EXACT, min_size=1, max_size=5), max_size=6), st.integers(0, 3))
def test_numbers_come_out_as_they_were_put_in_whatever_came_before_and_after(
    pieces: list[list[float]], spare: int
) -> None:
    held, wanted = Numbers(1, 3), []
    for piece in pieces:
        held.reserve(len(wanted) + len(piece) + 3 + spare)
        held.put(slice(len(wanted), len(wanted) + len(piece)), 0, np.array(piece))
        wanted += piece
    assert np.array_equal(held.column(0, len(wanted)), wanted, equal_nan=True)
    assert np.array_equal([held.one(n, 0) for n in range(len(wanted))], wanted, equal_nan=True)
    assert np.isnan(held.column(0, len(wanted) + 3)[len(wanted) :]).all()


def test_rows_as_result_files_have_them_take_half_of_a_float_or_less(full_row) -> None:
    held = Numbers(3, 1000)
    held.put(slice(0, 1000), 0, np.round(np.random.default_rng(0).uniform(-50, 9000, 1000), 2))
    held.put(slice(0, 1000), 1, np.round(np.random.default_rng(0).random(1000), 6))
    held.put(slice(0, 1000), 2, np.arange(1000.0))
    assert [values.itemsize for _, values in held._held] == [4, 4, 2]


def test_many_rows_at_once_are_found_like_rows_one_by_one(full_row) -> None:
    rows = [full_row(n) for n in range(40)] + [full_row(0, face=1), full_row(3, frame=7)]
    one, many = Columns(), Columns()
    one.add(rows)
    many.add(rows)
    many._place.fill(len(many), many._keys())
    for row in [*rows, full_row(99), full_row(1, face=2)]:
        assert many.index_of(row) == one.index_of(row)
    many.choose_face(0, (1.0, 2.0, 3.0, 4.0))
    one.choose_face(0, (1.0, 2.0, 3.0, 4.0))
    for columns in (one, many):
        columns.add([full_row(0, quality=1), full_row(50)])
        columns.move_root(0, "/moved", {3: "/moved/x.jpg"})
    assert (
        many.places_of([(f"/moved/subject{n % 7}/photo {n}.jpg", None, 0) for n in (0, 3, 50)]).tolist()
        == (one.places_of([(f"/moved/subject{n % 7}/photo {n}.jpg", None, 0) for n in (0, 3, 50)]).tolist())
        == [0, -1, 42]
    )
    assert many.file(3) == one.file(3) == "/moved/x.jpg" and many.path(3) == "x.jpg"


def test_columns_go_with_the_last_one_that_holds_them(full_row) -> None:
    columns = Columns()
    columns.add([full_row(0)])
    columns.by_name()
    gone = weakref.ref(columns)
    gc.disable()
    try:
        del columns
        assert gone() is None
    finally:
        gc.enable()


def test_a_row_that_is_kept_does_not_keep_the_others(full_row) -> None:
    rows = [replace(full_row(0), measures=Measures.of({IDS[0]: 1.5}))]
    columns = Columns(MEASURING)
    columns.add(rows)
    kept, natives = columns.row(0), weakref.ref(columns._arrays["natives"])
    del columns
    assert natives() is None and kept.measures == rows[0].measures


def test_a_session_goes_with_the_last_one_that_holds_it(session: Session) -> None:
    session.close()
    gc.disable()
    try:
        another = Session.open(session.file.path)
        rows = weakref.ref(another.columns)
        another.decisions.decide([4], 1)
        another.close()
        del another
        assert rows() is None
    finally:
        gc.enable()
