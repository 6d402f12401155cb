"""Another face as the one a photo's row is about: a step with a name, kept by file, taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.packing import NO_MEASURES
from faceqnet_gui.session.rows import Listed
from faceqnet_gui.session.session import Session

FILE = "/photos/group.jpg"
BOX = (300.0, 40.0, 50.0, 60.0)


def of_face(number: int, quality: int) -> Assessment:
    row = Assessment(
        "group.jpg", "/photos", face=number, faces=2, quality=quality, score=quality / 100, file=FILE
    )
    box = BOX if number else (10.0, 10.0, 90.0, 99.0)
    return replace(row, **dict(zip(("box_x", "box_y", "box_w", "box_h"), box, strict=True)))


@pytest.fixture
def group(qapp, tmp_path: Path) -> Session:
    session = Session.open(tmp_path / "group.faceqnet", NO_MEASURES)
    session.add_waiting([Listed(FILE, "group.jpg", "/photos", 1)])
    session.add([of_face(0, 70)])
    return session


def test_a_choice_is_a_step_that_goes_both_ways(group: Session) -> None:
    group.decisions.decide([0], Decision.ACCEPTED)
    group.choose_face(0, replace(of_face(1, 40), path=FILE, root=""))
    assert group.decisions.undo_text == "Face 2 of group.jpg"
    assert (len(group.columns), group.columns.row(0)) == (1, of_face(1, 40))
    assert group.decisions.mark(0).decision is Decision.ACCEPTED
    assert group.chosen_faces() == {FILE: BOX}
    group.decisions.stack.undo()
    assert group.columns.row(0) == of_face(0, 70)
    assert group.chosen_faces() == {}
    assert group.decisions.redo_text == "Face 2 of group.jpg"
    group.decisions.stack.redo()
    assert group.columns.row(0).quality == 40
    group.close()


def test_it_is_there_when_the_session_is_opened_again_and_when_the_photo_is_scored_again(
    group: Session,
) -> None:
    group.choose_face(0, of_face(1, 40))
    group.decisions.rate([0], 4)
    path = group.file.path
    group.close()
    group = Session.open(path, NO_MEASURES)
    assert group.chosen_faces() == {FILE: BOX}
    assert group.columns.index_of(of_face(1, 40)) == 0
    assert group.decisions.mark(0).stars == 4
    assert group.add([of_face(1, 45)]).tolist() == [0]
    assert len(group.columns) == 1
    group.restart()
    group.add_waiting([Listed(FILE, "group.jpg", "/photos", 1)])
    group.add([of_face(1, 45)])
    assert [row.quality for row in group.columns.rows] == [45]
    assert group.decisions.mark(0).stars == 4
    group.close()


def test_a_face_that_is_gone_is_forgotten_and_said(group: Session, qtbot) -> None:
    group.choose_face(0, of_face(1, 40))
    with qtbot.waitSignal(group.said) as said:
        group.add([of_face(0, 72)])
    assert said.args[0].startswith("group.jpg does not show the face")
    assert (group.columns.row(0).quality, group.chosen_faces()) == (72, {})
    group.close()


def test_where_every_face_has_a_row_nothing_is_chosen(group: Session) -> None:
    group.choose_face(0, of_face(1, 40))
    group.one_face = False
    group.restart()
    group.add_waiting([Listed(FILE, "group.jpg", "/photos", 1)])
    group.add([of_face(0, 70), of_face(1, 40)])
    assert [row.face for row in group.columns.rows] == [0, 1]
    assert group.chosen_faces() == {}
    group.close()
