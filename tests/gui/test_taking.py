"""The trash, the clipboard, dragging out, ratings in sidecars."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.results.sidecar import Naming, Rating, read_file, write
from faceqnet_gui.desk.listing_dialog import ListingDialog
from faceqnet_gui.desk.taking import files_mime, mark_with
from faceqnet_gui.session.marks import Decision, Mark

FEW = 4


@pytest.fixture
def few(demo_set: Path, tmp_path: Path) -> Path:
    photos = sorted(
        p for p in demo_set.rglob("*") if p.suffix in {".png", ".jpg"} and p.stat().st_size > 2000
    )
    (tmp_path / "intake").mkdir()
    for photo in photos[:: len(photos) // FEW][:FEW]:
        shutil.copy(photo, tmp_path / "intake")
    return tmp_path / "intake"


@pytest.fixture
def opened(window, qtbot, few):
    """The window with photos, as a scan would have left it."""
    rows = []
    for n, path in enumerate(sorted(few.iterdir())):
        with Image.open(path) as image:
            width, height = image.size
        rows.append(Assessment(path.name, str(few), status=Status.OK, quality=10 * n, score=n / 10,
                               width=width, height=height, file=str(path)))  # fmt: skip
    window.inputs = [str(few)]
    window._take_rows(rows)
    window.refresh(force=True)
    _back(qtbot, window)
    window.pick_row(int(window.grid_model.shown[0]))
    QApplication.processEvents()
    return window


def _back(qtbot, window) -> None:
    """The keyboard belongs to the grid."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.grid.setFocus()


def _answer(qtbot, window, button: str, seen: list) -> None:
    """Press a button of the list that is about to open."""

    def press() -> None:
        dialog = next(d for d in window.findChildren(ListingDialog) if d.isVisible())
        seen.extend(dialog.lines.stringList())
        qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, press)


def test_delete_lists_the_files_and_moves_them_to_the_trash(opened, qtbot, tmp_path) -> None:
    rows = opened.grid_model.shown[:2]
    files = [opened.columns.file(int(r)) for r in rows]
    beside = write(Path(files[0]), Rating(3), Naming.FULL)
    data = [Path(f).read_bytes() for f in files]
    opened.deciding.decide(Decision.REJECTED)
    opened.pick_row(int(rows[0]))
    opened.select_rows(rows)
    opened.grid.setFocus()
    listed: list[str] = []
    _answer(qtbot, opened, "cancel", listed)
    qtbot.keyClick(opened.grid, Qt.Key.Key_Delete)
    assert listed == [*files, str(beside)]
    assert all(Path(f).exists() for f in files)
    _back(qtbot, opened)
    _answer(qtbot, opened, "go", [])
    qtbot.keyClick(opened.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Moved to the trash: 3" in opened.toast.text, timeout=20_000)
    assert not any(Path(f).exists() for f in [*files, beside])
    trashed = [p.read_bytes() for p in tmp_path.parent.parent.rglob("Trash/files/*")] or [
        p.read_bytes() for p in _trash_places() for p in p.rglob("*") if p.is_file()
    ]
    assert all(d in trashed for d in data)
    assert opened.columns.gone[rows].all()
    assert opened.columns.decision[rows[0]] == Decision.REJECTED  # scores and decisions are kept
    assert len(opened.columns) == FEW


def _trash_places() -> list[Path]:
    from send2trash import plat_other

    return [Path(plat_other.HOMETRASH)]


def test_single_keys_never_move_a_file(opened, qtbot, few) -> None:
    before = sorted(p.name for p in few.iterdir())
    for key in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1):
        if key in {Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_G}:  # open a menu, a field, a sequence
            continue
        qtbot.keyClick(QApplication.focusWidget() or opened, Qt.Key(key))
    assert sorted(p.name for p in few.iterdir()) == before


def test_the_image_and_its_path_are_copied(opened, qtbot) -> None:
    row = opened.columns.row(opened.current)
    qtbot.keyClick(opened.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: not clipboard.image().isNull(), timeout=20_000)
    image = clipboard.image()
    assert (image.width(), image.height()) == (row.width, row.height)
    opened.select_rows(opened.grid_model.shown[:2])
    qtbot.keyClick(
        opened.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    files = [opened.columns.file(int(r)) for r in opened.grid_model.shown[:2]]
    assert sorted(clipboard.text().splitlines()) == sorted(files)


def test_what_is_dragged_out_are_files_and_does_not_fall_back_in(opened) -> None:
    file = opened.columns.file(opened.current)
    data = files_mime([file])
    assert data.urls() == [QUrl.fromLocalFile(file)]
    event = _drag_enter(data)
    opened.dragEnterEvent(event)
    assert event.isAccepted()  # from another program: opened here


def _drag_enter(data: QMimeData) -> QDragEnterEvent:
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), copy, data, Qt.MouseButton.LeftButton, none)
    event.ignore()
    return event


def test_a_drag_of_a_tile_asks_for_copies_only(opened, qtbot, monkeypatch) -> None:
    from PySide6.QtGui import QDrag

    asked = []

    def exec_(drag, actions):  # the platform's own loop would wait for a hand
        asked.append((drag.mimeData().urls(), actions))
        return actions

    monkeypatch.setattr(QDrag, "exec", exec_)
    opened.select_rows(opened.grid_model.shown[:2])
    grid = opened.grid
    start = grid.visualRect(grid.model().index(0)).center()
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(grid.viewport(), start + QPoint(40, 30))
    qtbot.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(40, 30))
    files = {QUrl.fromLocalFile(opened.columns.file(int(r))).toString() for r in opened.grid_model.shown[:2]}
    assert {url.toString() for url in asked[0][0]} == files
    assert asked[0][1] == Qt.DropAction.CopyAction
    assert QPointF(start).x() > 0


def test_ratings_are_read_as_one_step_and_the_newer_of_two_counts(opened, qtbot) -> None:
    rows = [int(r) for r in opened.grid_model.shown]
    files = [Path(opened.columns.file(r)) for r in rows]
    opened.session.decisions.note(rows[0], "mine")
    write(files[0], Rating(0, "rejected"), Naming.FULL)
    write(files[1], Rating(4), Naming.STEM)
    write(files[1], Rating(5, "accepted"), Naming.FULL)
    # Said, not left to the clock: two files of one tick are as old as each other.
    newer = files[1].with_suffix(".xmp")
    os.utime(newer, (newer.stat().st_mtime + 2,) * 2)
    files[2].with_name(files[2].name + ".xmp").write_text("broken")
    opened.shell.table.actions["file.read-ratings"].trigger()
    qtbot.waitUntil(lambda: "Sidecars read" in opened.toast.text, timeout=20_000)
    marks = [opened.session.decisions.mark(r) for r in rows]
    assert marks[0] == Mark(Decision.REJECTED, 0, "mine")
    assert (marks[1].stars, marks[1].decision) == (4, Decision.UNDECIDED)
    assert "1 image with two sidecars that differ: the newer one counts" in opened.toast.text
    assert marks[2] == Mark()
    opened.deciding.undo()
    assert opened.session.decisions.mark(rows[1]) == Mark()
    assert opened.session.decisions.mark(rows[0]) == Mark(note="mine")


@pytest.mark.parametrize(("scheme", "ending"), [("full", ".png.xmp"), ("stem", ".xmp")])
def test_ratings_are_written_under_the_chosen_names_after_a_list(opened, qtbot, few, scheme, ending) -> None:
    opened.remember(sidecar_scheme=scheme)
    rows = [int(r) for r in opened.grid_model.shown]
    opened.session.decisions.decide(rows[:1], Decision.REJECTED)
    opened.session.decisions.rate(rows[1:2], 5)
    listed: list[str] = []
    _answer(qtbot, opened, "go", listed)
    opened.shell.table.actions["file.write-ratings"].trigger()
    qtbot.waitUntil(lambda: "Sidecars written: 2" in opened.toast.text, timeout=20_000)
    assert sorted(listed) == sorted(str(p) for p in few.glob("*.xmp"))
    assert sorted(read_file(p).number for p in few.glob("*.xmp")) == [-1, 5]
    assert all(str(p).endswith((ending, ".jpg.xmp")) for p in few.glob("*.xmp"))


def test_what_a_sidecar_cannot_say_stays() -> None:
    mine = Mark(Decision.ACCEPTED, 2, "note", "why")
    assert mark_with(mine, Rating(4)) == Mark(Decision.ACCEPTED, 4, "note", "why")
    assert mark_with(mine, Rating(0, "rejected")) == Mark(Decision.REJECTED, 2, "note", "why")
    assert mark_with(Mark(), Rating(3, "accepted")) == Mark(Decision.ACCEPTED, 3)
