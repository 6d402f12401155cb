"""Single and compare view with real keys and mouse."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from faceqnet_engine import Assessor
from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.desk.photo_view import FaceOverlay, PhotoView
from faceqnet_gui.desk.side_by_side import most_different
from faceqnet_gui.session.marks import Decision

PORTRAIT = Path(__file__).parents[2] / "resources/demo/portrait_astronaut.jpg"


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Assessment]:
    """One portrait at four resolutions, the face at another place in each, and a picture without a face."""
    folder = tmp_path_factory.mktemp("intake")
    pixels = np.asarray(Image.open(PORTRAIT).convert("RGB"))
    for n, (scale, left) in enumerate(((0.5, 0), (1.0, 60), (1.7, 300), (2.4, 10))):
        resized = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        shifted = cv2.copyMakeBorder(resized, 20 * n, 0, left, 0, cv2.BORDER_REFLECT_101)
        Image.fromarray(shifted).save(folder / f"{n}.png")
    Image.new("RGB", (300, 200), "gray").save(folder / "9_nobody.png")
    with Assessor(device="cpu") as assessor:
        return list(assessor.assess([folder]))


@pytest.fixture
def opened(window, qtbot, rows):
    """The window with these rows, as a scan would have left it."""
    window.inputs = [rows[0].root]
    window._take_rows(rows)
    window.refresh(force=True)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.grid.setFocus()
    window.pick_row(_row(window, "1.png"))
    QApplication.processEvents()
    return window


def _row(window, name: str) -> int:
    return next(n for n in range(len(window.columns)) if window.columns.path(n) == name)


def _key(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
    QApplication.processEvents()


def _eyes(photo: PhotoView, row: Assessment) -> tuple[float, float, float]:
    """(x, y) between the eyes from the view's middle, and their distance: in its pixels."""
    place = photo.transform()
    right, left = (place.map(QPointF(*row.landmarks[n])) for n in (0, 1))
    middle = (right + left) / 2 - QPointF(photo.width() / 2, photo.height() / 2)
    return middle.x(), middle.y(), float(np.hypot(right.x() - left.x(), right.y() - left.y()))


def _wheel(photo: PhotoView, at: QPointF, turned: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    event = QWheelEvent(
        at, QPointF(photo.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
        modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(photo, event)


# ---- single


def test_enter_opens_one_photo_with_its_neighbours_and_escape_goes_back(opened, qtbot) -> None:
    _key(qtbot, opened, Qt.Key.Key_Return)
    view = opened.stack.single_view
    assert opened.stack.currentWidget() is view
    assert view.photo.hasFocus()
    assert view.strip.height() == 96
    assert view.read_out.text.startswith("Fitted, ")
    _key(qtbot, opened, Qt.Key.Key_Escape)
    assert opened.stack.currentWidget() is opened.grid
    assert opened.grid.hasFocus()


def test_arrows_and_the_strip_walk_through_the_order_shown(opened, qtbot) -> None:
    _key(qtbot, opened, Qt.Key.Key_Return)
    shown = opened.grid_model.shown.tolist()
    _key(qtbot, opened, Qt.Key.Key_Home)
    assert opened.current == shown[0]
    _key(qtbot, opened, Qt.Key.Key_Left)
    assert opened.current == shown[0]  # the end holds
    _key(qtbot, opened, Qt.Key.Key_Right)
    assert opened.current == shown[1]
    strip = opened.stack.single_view.strip
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect_of(3).center().toPoint())
    assert opened.current == shown[3]
    assert strip.accessibleName() == "Neighbours: 4 of 5"


def test_decisions_act_on_the_photo_that_is_seen_whatever_is_selected_behind_it(opened, qtbot) -> None:
    opened.select_all()
    _key(qtbot, opened, Qt.Key.Key_Return)
    row = opened.current
    _key(qtbot, opened, Qt.Key.Key_Q)
    assert not opened.deciding.advance
    _key(qtbot, opened, Qt.Key.Key_A)
    _key(qtbot, opened, Qt.Key.Key_4)
    assert np.flatnonzero(opened.columns.decision == Decision.ACCEPTED).tolist() == [row]
    assert int(opened.columns.stars[row]) == 4


def test_a_locked_zoom_keeps_the_eyes_at_one_place_and_size_at_any_resolution(opened, qtbot) -> None:
    _key(qtbot, opened, Qt.Key.Key_Return)
    photo = opened.single
    _key(qtbot, opened, Qt.Key.Key_Z)
    _key(qtbot, opened, Qt.Key.Key_L)
    assert "locked to the face" in opened.stack.single_view.read_out.text
    places = {}
    for name in ("0.png", "1.png", "2.png", "3.png"):
        opened.pick_row(_row(opened, name))
        places[name] = _eyes(photo, opened.columns.row(opened.current))
    for place in places.values():
        assert place == pytest.approx(places["1.png"], abs=0.6)
    # Zoomed and dragged by hand, the next photo follows that.
    _wheel(photo, QPointF(photo.width() / 2, photo.height() / 2), 240)
    qtbot.mousePress(photo, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    qtbot.mouseMove(photo, QPoint(260, 170))
    qtbot.mouseRelease(photo, Qt.MouseButton.LeftButton, pos=QPoint(260, 170))
    mine = _eyes(photo, opened.columns.row(opened.current))
    assert mine[2] > places["1.png"][2] * 1.3
    opened.pick_row(_row(opened, "0.png"))
    assert _eyes(photo, opened.columns.row(opened.current)) == pytest.approx(mine, abs=0.6)
    opened.pick_row(_row(opened, "9_nobody.png"))
    assert photo.zoom == 1.0  # nothing to lock to: the whole picture
    opened.pick_row(_row(opened, "2.png"))
    assert _eyes(photo, opened.columns.row(opened.current)) == pytest.approx(mine, abs=0.6)
    _key(qtbot, opened, Qt.Key.Key_L)
    opened.pick_row(_row(opened, "3.png"))
    assert photo.zoom == 1.0


def test_wheel_keys_and_drag_zoom_and_pan_about_the_pointer(opened, qtbot) -> None:
    _key(qtbot, opened, Qt.Key.Key_Return)
    photo = opened.single
    qtbot.waitUntil(lambda: photo._image.width() > 400, timeout=20_000)
    at = QPointF(photo.width() * 0.6, photo.height() * 0.4)
    under = photo.transform().inverted()[0].map(at)
    _wheel(photo, at, 360)
    assert photo.zoom > 1.5
    seen = photo.transform().map(under)
    assert (seen.x(), seen.y()) == pytest.approx((at.x(), at.y()), abs=0.5)
    before = photo.transform().map(under)
    _wheel(photo, at, 120, Qt.KeyboardModifier.ShiftModifier)
    assert photo.transform().map(under).x() == pytest.approx(before.x() + 60, abs=0.5)
    for _ in range(12):
        _key(qtbot, opened, Qt.Key.Key_Minus)
    assert photo.zoom == 1.0
    _key(qtbot, opened, Qt.Key.Key_Plus)
    assert photo.zoom == 1.25


def test_space_held_shows_the_bare_picture(opened, qtbot) -> None:
    _key(qtbot, opened, Qt.Key.Key_Return)
    qtbot.keyPress(opened.single, Qt.Key.Key_Space)
    assert opened.single.bare
    qtbot.keyRelease(opened.single, Qt.Key.Key_Space)
    assert not opened.single.bare


def test_a_large_photo_that_is_zoomed_into_is_shown_with_its_own_pixels(window, qtbot, tmp_path) -> None:
    pixels = cv2.resize(np.asarray(Image.open(PORTRAIT).convert("RGB")), (3600, 3600))
    Image.fromarray(pixels).save(tmp_path / "large.jpg", quality=85)
    row = Assessment(
        "large.jpg", width=3600, height=3600, status=Status.NO_FACE, file=str(tmp_path / "large.jpg")
    )
    window.inputs = [str(tmp_path)]
    window._take_rows([row])
    window.refresh(force=True)
    window.pick_row(0)
    window.show_view("single")
    photo = window.single
    qtbot.waitUntil(lambda: photo._image.width() == 1600, timeout=30_000)
    assert photo.full_size == QSize(3600, 3600)
    before = photo.transform()
    for _ in range(8):
        photo.zoom_by(1.25)
    at = photo.transform()
    qtbot.waitUntil(lambda: photo._image.width() == 3600, timeout=30_000)
    assert photo.transform() == at  # nothing has jumped
    assert before != at


# ---- compare


def _compare(qtbot, window, *names: str) -> None:
    window.pick_row(_row(window, names[0]))
    window.select_rows(np.array([_row(window, n) for n in names]))
    window.grid.setFocus()
    _key(qtbot, window, Qt.Key.Key_C)


def test_two_to_four_are_compared_with_faces_at_one_size_and_follow_each_other(opened, qtbot) -> None:
    _compare(qtbot, opened, "1.png", "0.png", "3.png")
    view = opened.stack.compare
    assert opened.stack.currentWidget() is view
    assert view.rows[0] == _row(opened, "1.png")
    panes = [p for p in view.panes if p.isVisible()]
    assert len(panes) == 3
    rows = [opened.columns.row(r) for r in view.rows]
    places = [_eyes(p.photo, r) for p, r in zip(panes, rows, strict=True)]
    for place in places[1:]:
        assert place == pytest.approx(places[0], abs=1.5)
    _wheel(panes[1].photo, QPointF(60, 80), 240)
    moved = [_eyes(p.photo, r) for p, r in zip(panes, rows, strict=True)]
    assert moved[0][2] > places[0][2] * 1.3
    for place in moved[1:]:
        assert place == pytest.approx(moved[0], abs=1.5)


def test_one_wins_in_one_step_that_can_be_undone(opened, qtbot) -> None:
    _compare(qtbot, opened, "1.png", "0.png", "3.png")
    _key(qtbot, opened, Qt.Key.Key_Right)
    assert opened.current == opened.stack.compare.rows[1]
    _key(qtbot, opened, Qt.Key.Key_W)
    first, winner, last = opened.stack.compare.rows
    decided = {n: Decision(int(d)) for n, d in enumerate(opened.columns.decision) if d}
    assert decided == {winner: Decision.ACCEPTED, first: Decision.REJECTED, last: Decision.REJECTED}
    _key(qtbot, opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not opened.columns.decision.any()


def test_keys_act_on_the_active_photo_alone_and_go_on_to_the_next(opened, qtbot) -> None:
    _compare(qtbot, opened, "1.png", "0.png", "3.png")
    rows = opened.stack.compare.rows
    _key(qtbot, opened, Qt.Key.Key_R)
    assert np.flatnonzero(opened.columns.decision).tolist() == [rows[0]]
    assert opened.stack.compare.current == opened.current == rows[1]
    assert opened.view == "compare"
    _key(qtbot, opened, Qt.Key.Key_A)
    assert opened.columns.decision[rows[1]] == Decision.ACCEPTED


def test_the_active_photo_becomes_the_reference(opened, qtbot) -> None:
    _compare(qtbot, opened, "1.png", "0.png", "3.png")
    view = opened.stack.compare
    before = view.rows
    _key(qtbot, opened, Qt.Key.Key_End)
    _key(qtbot, opened, Qt.Key.Key_P)
    assert view.rows == [before[2], before[0], before[1]]
    assert view.current == before[2]
    name = opened.columns.path(before[2])
    assert view.panes[0].photo.accessibleName().startswith(f"Reference, {name}")


def test_escape_goes_back_to_the_same_selection(opened, qtbot) -> None:
    _compare(qtbot, opened, "1.png", "0.png", "3.png")
    rows = opened.stack.compare.rows
    _key(qtbot, opened, Qt.Key.Key_Right)
    _key(qtbot, opened, Qt.Key.Key_Escape)
    assert opened.stack.currentWidget() is opened.grid
    assert sorted(opened.selected_rows().tolist()) == sorted(rows)
    assert opened.current == rows[1]


def test_one_or_five_photos_are_not_compared_but_told_how(opened, qtbot) -> None:
    _key(qtbot, opened, Qt.Key.Key_C)
    assert opened.stack.currentWidget() is opened.grid
    opened.select_all()
    opened.show_view("compare")
    assert opened.stack.currentWidget() is opened.grid
    assert "Select 2 to 4" in opened.toast.text


def test_a_photo_that_is_not_compared_leaves_the_view(opened, qtbot) -> None:
    """Keys must not act on what is not seen."""
    _compare(qtbot, opened, "1.png", "0.png")
    opened.pick_row(_row(opened, "3.png"))
    assert opened.view == "grid"


def test_the_measures_that_differ_most_come_first(opened) -> None:
    rows = [opened.columns.row(_row(opened, n)) for n in ("0.png", "3.png")]
    first, second = most_different(rows)
    spread = [abs(rows[0].measures.component(m) - rows[1].measures.component(m)) for m in (first, second)]
    assert spread[0] >= spread[1] > 0


def test_the_lock_holds_for_faces_larger_than_the_view(qtbot) -> None:
    """A face that fills its photo is shown smaller than fitted, so that it is as large as the others."""
    view = PhotoView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    box = (10.0, 10.0, 80.0, 80.0)
    points = ((30.0, 40.0), (70.0, 40.0), (50.0, 60.0), (35.0, 80.0), (65.0, 80.0))
    row = Assessment("a.jpg", status=Status.OK, width=100, height=100)
    view.set_image(QImage(100, 100, QImage.Format.Format_RGB32), QSize(100, 100))
    view.set_faces([FaceOverlay(box, points, True, 1, 40.0, 50)])
    view.loose = True
    frame = view.usual_face_frame()
    assert view.apply_face_frame(frame)
    assert view.zoom < 1
    assert view.face_frame() == frame
    view.zoom_by(1.1)
    assert view.face_frame().distance == pytest.approx(frame.distance * 1.1)
    assert row.landmarks is None
