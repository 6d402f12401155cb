"""How closely somebody looked is part of the place that a session keeps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from faceqnet_gui.desk.single import SingleView

from .conftest import key, photo


@pytest.fixture
def looking(window, qtbot, tmp_path: Path):
    """Two photos of a session on disk, the first in the single view."""
    folder = tmp_path / "photos"
    folder.mkdir()
    rows = []
    for n in range(2):
        Image.new("RGB", (400, 300), (90 * n, 120, 60)).save(folder / f"{n}.png")
        rows.append(replace(photo(n, 40), path=f"{n}.png", root=str(folder), file=str(folder / f"{n}.png")))
    window.sessions.begin(tmp_path / "intake.faceqnet")
    window.inputs = [str(folder)]
    window._take_rows(rows)
    window.refresh(force=True)
    window.sessions.keep_inputs()
    window.pick_row(0)
    window.show_view("single")
    window.activateWindow()
    qtbot.waitUntil(lambda: not window.single._image.isNull() and window.single.hasFocus(), timeout=30_000)
    return window


def reopened(qapp, qtbot, file):
    from faceqnet_gui.app import make_window

    window = make_window(qapp)
    window.show()
    window.sessions.open(file)
    qtbot.waitUntil(lambda: not window.sessions.opening and window.current is not None, timeout=60_000)
    return window


def test_zoom_and_place_are_there_when_the_session_is_opened_again(looking, qapp, qtbot) -> None:
    for _ in range(4):
        key(qtbot, looking.single, Qt.Key.Key_Plus)
    looking.single.pan_by(-90.0, -40.0)
    seen, file = looking.single.photo_frame(), looking.session.file.path
    assert seen.zoom > 2 and seen.centre != (0.5, 0.5)
    looking.close()
    window = reopened(qapp, qtbot, file)
    assert window.view == "single"
    assert window.single.photo_frame().zoom == pytest.approx(seen.zoom)
    assert window.single.photo_frame().centre == pytest.approx(seen.centre)
    window.close()
    window.deleteLater()


def test_the_lock_to_the_face_is_kept(looking, qapp, qtbot) -> None:
    key(qtbot, looking.single, Qt.Key.Key_L)
    kept, file = looking.stack.single_view.kept_zoom(), looking.session.file.path
    assert kept["locked"]
    looking.close()
    window = reopened(qapp, qtbot, file)
    assert window.stack.single_view.kept_zoom() == kept
    window.close()
    window.deleteLater()


@pytest.mark.parametrize(
    "kept", [None, 3, {}, {"zoom": "much", "centre": [0, 0], "locked": False, "face": None}]
)
def test_what_cannot_be_understood_changes_nothing(qtbot, kept: object) -> None:
    view = SingleView(lambda row: None)
    qtbot.addWidget(view)
    before = view.kept_zoom()
    view.use_zoom(kept)
    assert view.kept_zoom() == before
