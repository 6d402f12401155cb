"""A photo with several faces: another one is clicked, scored, kept, taken back, and found again."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from faceqnet_gui.desk.photo_view import FaceOverlay

from .conftest import key, on_disk


@pytest.fixture
def group(tmp_path: Path, portrait_pixels: np.ndarray) -> Path:
    """One photo with three faces of different size, and one with a single face."""
    folder = tmp_path / "group"
    folder.mkdir()
    middle = cv2.resize(portrait_pixels, (400, 400), interpolation=cv2.INTER_AREA)
    small = cv2.resize(portrait_pixels[:, ::-1], (300, 300), interpolation=cv2.INTER_AREA)
    canvas = np.full((512, 1212, 3), 90, np.uint8)
    canvas[:, :512], canvas[50:450, 512:912], canvas[100:400, 912:] = portrait_pixels, middle, small
    Image.fromarray(canvas).save(folder / "a group.png")
    Image.fromarray(portrait_pixels).save(folder / "b alone.png")
    return folder


def looked_at(window, qtbot) -> None:
    """The group in the single view, its other faces found."""
    window.pick_row(next(i for i in range(len(window.columns)) if "group" in window.columns.path(i)))
    window.show_view("single")
    qtbot.waitUntil(lambda: len(others(window)) == 2, timeout=120_000)
    qtbot.waitUntil(lambda: not window.single._image.isNull(), timeout=60_000)


def others(window) -> list[FaceOverlay]:
    return [face for face in window.single._faces if not face.primary]


def middle_of(window, face: FaceOverlay):
    x, y, w, h = face.box
    return window.single.transform().map(QPointF(x + w / 2, y + h / 2)).toPoint()


def hover(window, place: QPoint) -> None:
    """The pointer moves without a button, as the window system tells it."""
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    at = QPointF(place)
    whole = QPointF(window.single.mapToGlobal(place))
    QApplication.sendEvent(window.single, QMouseEvent(QEvent.Type.MouseMove, at, whole, left, left, nothing))


def click(window, number: int) -> None:
    face = next(face for face in others(window) if face.number == number)
    QTest.mouseClick(window.single, Qt.MouseButton.LeftButton, pos=middle_of(window, face))


def row_of(window):
    return window.columns.row(window.current)


def stored(window) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(f"file:{window.session.file.path}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT file, x, y, w, h FROM faces").fetchall()
    finally:
        connection.close()


@pytest.fixture
def opened(window, scanned, qtbot, group: Path):
    scanned(group)
    window.activateWindow()
    looked_at(window, qtbot)
    return window


def test_another_face_is_scored_by_a_click_and_taken_back(opened, qtbot, tmp_path: Path) -> None:
    first = row_of(opened)
    assert (first.face, first.faces) == (0, 3)
    assert opened.stack.single_view.faces.text == "Face 1 of 3. Click another to score it, or press O."
    key(qtbot, opened.single, Qt.Key.Key_R)  # what was decided stays with the photo
    opened.pick_row(opened.columns.index_of(first))
    click(opened, 2)
    second = row_of(opened)
    assert second.face == 1
    assert second.box != first.box and second.score != first.score
    assert len(opened.columns) == 2
    assert opened.inspector.row is second
    assert [face.number for face in others(opened)] == [1, 3]
    assert opened.stack.single_view.faces.text.startswith("Face 2 of 3")
    assert opened.session.decisions.mark(opened.current).decision == 2
    assert stored(opened) == [(b"a group.png", *second.box)]

    assert opened.deciding.undo_text == "Face 2 of a group.png"
    key(qtbot, opened.single, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert row_of(opened) == first
    assert stored(opened) == []
    key(
        qtbot,
        opened.single,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert row_of(opened) == second

    target = tmp_path / "scores.csv"
    opened.write_results(target)
    qtbot.waitUntil(target.exists, timeout=20_000)
    with target.open(newline="") as stream:
        written = {row["path"]: row["face"] for row in csv.DictReader(stream)}
    assert written == {"a group.png": "1", "b alone.png": "0"}


def test_the_pointer_says_what_a_click_would_do(opened, qtbot) -> None:
    face = others(opened)[0]
    hover(opened, middle_of(opened, face))
    assert opened.single.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert opened.single.toolTip() == f"Score this face instead: quality {face.quality}"
    hover(opened, opened.single.rect().bottomRight())
    assert opened.single.toolTip() == ""
    assert opened.single.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_drag_over_a_face_chooses_nothing(opened, qtbot) -> None:
    at = middle_of(opened, others(opened)[0])
    QTest.mousePress(opened.single, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(opened.single, at + QPointF(40, 5).toPoint())
    QTest.mouseRelease(opened.single, Qt.MouseButton.LeftButton, pos=at + QPointF(40, 5).toPoint())
    assert row_of(opened).face == 0


def test_a_key_goes_round_the_faces(opened, qtbot) -> None:
    seen = []
    for _ in range(3):
        key(qtbot, opened.single, Qt.Key.Key_O)
        seen.append(row_of(opened).face)
    assert seen == [1, 2, 0]
    assert stored(opened) == []  # the most prominent one again: nothing to remember


def test_the_choice_survives_closing_and_scoring_again(opened, qtbot, qapp) -> None:
    from faceqnet_gui.app import make_window

    key(qtbot, opened.single, Qt.Key.Key_A)
    opened.pick_row(next(i for i in range(2) if "group" in opened.columns.path(i)))
    click(opened, 3)
    third, file = row_of(opened), opened.session.file.path
    opened.close()
    window = make_window(qapp)
    window.show()
    window.sessions.open(file)
    qtbot.waitUntil(lambda: not window.scanning and len(window.columns) == 2, timeout=120_000)
    again = row_of(window)
    assert (again.face, again.box, again.score, again.path) == (2, third.box, third.score, third.path)
    assert window.session.decisions.mark(window.current).decision == 1
    for score in (window.rescan, window.start_over):
        score()
        qtbot.waitUntil(lambda: not window.scanning, timeout=120_000)
        assert len(window.columns) == 2
        row = next(r for r in window.columns.rows if "group" in r.path)
        assert (row.face, row.box, row.quality) == (2, third.box, third.quality)
    assert on_disk(file)["a group.png"][0] == 1
    window.close()
    window.deleteLater()


def test_a_photo_that_has_changed_goes_back_to_its_most_prominent_face(opened, qtbot, group: Path) -> None:
    click(opened, 2)
    assert row_of(opened).face == 1
    Image.open(group / "b alone.png").save(group / "a group.png")
    opened.scan([str(group / "a group.png")])
    qtbot.waitUntil(lambda: not opened.scanning, timeout=120_000)
    row = next(r for r in opened.columns.rows if "group" in r.path)
    assert (row.face, row.faces) == (0, 1)
    assert stored(opened) == []


def test_where_every_face_has_a_row_a_click_goes_to_it(window, scanned, qtbot, group: Path) -> None:
    window.remember(faces="all")
    scanned(group)
    assert len(window.columns) == 4
    window.pick_row(next(i for i in range(4) if window.columns.row(i).path == "a group.png"))
    window.show_view("single")
    qtbot.waitUntil(lambda: not window.single._image.isNull(), timeout=60_000)
    number = others(window)[0].number
    click(window, number)
    assert row_of(window).face == number - 1
    assert window.deciding.undo_text == ""
    assert len(window.columns) == 4
