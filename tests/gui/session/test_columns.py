"""Rows as columns: what goes in comes out, equal."""

from __future__ import annotations

import numpy as np
import pytest

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.session.columns import NO_DATE, Columns
from faceqnet_gui.session.natural import NaturalOrder, natural_key


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
    assert columns.components.dtype == np.int16
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
    order = NaturalOrder(lambda: names)
    for piece in np.array_split(rng.permutation(wanted), 3):
        names += piece.tolist()
        found = [names[i] for i in order.order()]
        assert found == sorted(names, key=natural_key)
    assert found == wanted
