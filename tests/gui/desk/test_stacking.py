"""Stacks with real keys on real photos: copies and smaller versions of the demo's portraits."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.desk.bulk_dialog import BulkDialog
from faceqnet_gui.desk.rows_model import GridModel
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.sorting import Group

from .conftest import in_hand, key, on_disk

DEMO = Path(__file__).parents[3] / "resources/demo"
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
E = Qt.Key.Key_E


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos; of the first a copy and a smaller version."""
    made = tmp_path / "intake"
    made.mkdir()
    for name in ("astronaut", "lisa"):
        shutil.copy(DEMO / f"portrait_{name}.jpg", made / f"{name}.jpg")
    with Image.open(made / "astronaut.jpg") as photo:
        ImageOps.mirror(photo).save(made / "mirrored.jpg", quality=95)  # another photo to anybody
    shutil.copy(made / "astronaut.jpg", made / "copy.jpg")
    with Image.open(made / "astronaut.jpg") as photo:
        photo.resize((photo.width // 2, photo.height // 2)).save(made / "small.jpg", quality=60)
    return made


def settled(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.stacking.busy, timeout=30_000)


def _row(file: Path, quality: int) -> Assessment:
    with Image.open(file) as photo:
        width, height = photo.size
    return Assessment(
        file.name, str(file.parent), status=Status.OK, quality=quality, score=quality / 100, file=str(file),
        width=width, height=height, faces=1, sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
    )  # fmt: skip


@pytest.fixture
def desk(window, qtbot, folder, tmp_path):
    """The photos with scores as a scan would bring them, the original the best."""
    window.sessions.begin(tmp_path / "intake.faceqnet")
    window.inputs = [str(folder)]
    quality = {"astronaut.jpg": 80, "copy.jpg": 80, "small.jpg": 60, "lisa.jpg": 20, "mirrored.jpg": 50}
    rows = [_row(file, quality[file.name]) for file in sorted(folder.iterdir())]
    window._take_rows(rows, [file.stat().st_mtime_ns for file in sorted(folder.iterdir())])
    return in_hand(window, qtbot)


def names(window) -> list[str]:
    model: GridModel = window.grid_model
    return [model.assessment(n).path for n in range(model.rowCount())]


def stack(window, qtbot) -> None:
    key(qtbot, window.grid, Qt.Key.Key_G)
    key(qtbot, window.grid, E)
    settled(window, qtbot)


def go_to(window, name: str) -> int:
    row = next(n for n in range(len(window.columns)) if window.columns.path(n) == name)
    window.pick_row(row)
    return row


def test_copies_and_smaller_versions_lie_behind_the_best_and_are_opened_by_a_key(desk, qtbot, folder) -> None:
    assert len(names(desk)) == 5
    stack(desk, qtbot)
    shown = names(desk)
    top = next(n for n in shown if n in {"astronaut.jpg", "copy.jpg", "small.jpg"})
    assert len(shown) == 3
    family = {desk.columns.path(n): int(desk.columns.quality[n]) for n in range(5)}
    assert family[top] == max(family[n] for n in ("astronaut.jpg", "copy.jpg", "small.jpg"))
    assert desk.chips.count_words == "3 of 5"
    assert desk.stacking.words == "Stacked, 2 behind"
    go_to(desk, top)
    assert "best of 3 alike" in desk.grid_model.data(
        desk.grid.currentIndex(), int(Qt.ItemDataRole.ToolTipRole)
    )
    key(qtbot, desk.grid, E)
    assert len(names(desk)) == 5
    at = names(desk).index(top)
    assert set(names(desk)[at : at + 3]) == {"astronaut.jpg", "copy.jpg", "small.jpg"}
    key(qtbot, desk.grid, Qt.Key.Key_Right)
    assert desk.columns.path(desk.current) != top
    key(qtbot, desk.grid, E)  # from any of them
    assert len(names(desk)) == 3
    assert desk.columns.path(desk.current) == top
    stack(desk, qtbot)
    assert len(names(desk)) == 5
    assert desk.stacking.words == ""


def test_the_table_has_a_column_of_stacks_as_long_as_there_are_any(desk, qtbot) -> None:
    desk.show_view("table")
    at = desk.table_model.names.index("stack")
    assert desk.table.isColumnHidden(at)
    desk.stacking.set_on(True)
    settled(desk, qtbot)
    desk.set_column("EyesOpen", True)  # other columns do not bring it back or take it away
    at = desk.table_model.names.index("stack")
    assert not desk.table.isColumnHidden(at)
    cells = [desk.table_model.index(n, at).data() for n in range(3)]
    assert sorted(cells) == ["", "", "best of 3 alike"]
    before = desk.order
    desk.table.sort_wanted.emit("stack")
    desk.show_column_menu(column="stack")
    desk._menu.close()
    assert desk.order == before
    desk.stacking.set_on(False)
    assert desk.table.isColumnHidden(at)


def test_the_badge_opens_the_stack_and_the_chip_takes_all_apart(desk, qtbot) -> None:
    stack(desk, qtbot)
    place = next(n for n in range(3) if desk.grid_model.pile(int(desk.grid_model.shown[n])))
    tile = desk.grid.visualRect(desk.grid_model.index(place))
    badge = desk.grid._tiles.badge_rect(tile).center() - QPoint(8, 0)
    qtbot.mouseClick(desk.grid.viewport(), Qt.MouseButton.LeftButton, pos=badge)
    assert len(names(desk)) == 5
    desk.chips.removed.emit("stacked")
    assert not desk.stacking.on
    assert len(names(desk)) == 5 and desk.grid.listing.piles is None


def test_a_decision_means_the_photo_on_top_alone(desk, qtbot) -> None:
    stack(desk, qtbot)
    place = next(n for n in range(3) if desk.grid_model.pile(int(desk.grid_model.shown[n])))
    desk.go_to_position(place)
    key(qtbot, desk.grid, Qt.Key.Key_R)
    assert len(on_disk(desk.session.file.path)) == 1


def test_the_best_of_each_stack_is_kept_in_one_step_after_a_look(desk, qtbot) -> None:
    stack(desk, qtbot)
    seen: list[tuple[str, str, int]] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BulkDialog)
        seen.append((dialog.windowTitle(), dialog.go.text(), len(dialog.bulk.borderline)))
        qtbot.keyClick(dialog.go, Qt.Key.Key_Return)

    QTimer.singleShot(0, press)
    key(qtbot, desk.grid, E, SHIFT)
    assert seen == [("Keep the best of each stack and reject 2 images?", "Reject 2, accept 1", 4)]
    marks = on_disk(desk.session.file.path)
    assert sorted(mark[0] for mark in marks.values()) == [1, 2, 2]
    assert set(marks) == {"astronaut.jpg", "copy.jpg", "small.jpg"}
    desk.activateWindow()
    qtbot.waitUntil(desk.grid.hasFocus)
    key(qtbot, desk.grid, Qt.Key.Key_Z, CONTROL)
    assert all(mark[0] == 0 for mark in on_disk(desk.session.file.path).values())


def test_stacks_are_there_again_when_the_session_is_opened_and_nobody_looks_twice(
    desk, qtbot, folder
) -> None:
    stack(desk, qtbot)
    file = desk.session.file.path
    desk.sessions.new()
    assert not desk.stacking.on
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        (contents,) = connection.execute("SELECT contents FROM looks").fetchone()
    assert len(contents) == 8 * 4  # five photos, two of the same bytes
    desk.sessions.open(file)
    qtbot.waitUntil(lambda: desk.inputs == [str(folder)] and desk.stacking.on)
    qtbot.waitUntil(lambda: not desk.scanning)
    settled(desk, qtbot)
    assert len(names(desk)) == 3
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        assert connection.execute("SELECT count(*) FROM looks").fetchone() == (1,)


def test_a_photo_that_went_away_meanwhile_is_alone_and_is_looked_at_when_it_is_back(
    desk, qtbot, folder
) -> None:
    file = desk.session.file.path
    (folder / "small.jpg").rename(folder / "elsewhere")
    stack(desk, qtbot)
    assert len(names(desk)) == 4  # the copy is known by its bytes, the small one by nothing
    (folder / "elsewhere").rename(folder / "small.jpg")
    desk.sessions.new()
    desk.sessions.open(file)
    qtbot.waitUntil(lambda: desk.inputs == [str(folder)] and desk.stacking.on)
    settled(desk, qtbot)
    qtbot.waitUntil(lambda: len(names(desk)) == 3, timeout=30_000)


def test_in_a_read_only_session_photos_are_stacked_and_nothing_is_kept(desk, qtbot) -> None:
    desk.session.file.read_only = True
    stack(desk, qtbot)
    assert len(names(desk)) == 3
    key(qtbot, desk.grid, E, SHIFT)
    assert desk.toast.text == "This session is read-only. Open a copy to decide."
    desk.session.file.read_only = False


def test_the_window_closes_while_photos_are_looked_at(desk, qtbot, folder) -> None:
    for n in range(300):  # many more than are looked at before the window is gone
        shutil.copy(folder / "small.jpg", folder / f"more{n}.jpg")
        with (folder / f"more{n}.jpg").open("ab") as stream:
            stream.write(n.to_bytes(2, "big"))
    files = sorted(folder.glob("more*.jpg"))
    desk._take_rows([_row(file, 40) for file in files])
    desk.refresh(force=True)
    desk.stacking.set_on(True)
    qtbot.waitUntil(lambda: desk.stacking._look_job is not None)
    job = desk.stacking._look_job
    desk.close()
    assert job.isFinished() and not desk.stacking.busy
    QApplication.processEvents()  # what was still on its way


def test_undo_opens_the_stack_in_which_it_happened(desk, qtbot) -> None:
    stack(desk, qtbot)
    top = next(int(r) for r in desk.grid_model.shown if desk.grid_model.pile(int(r)))
    desk.pick_row(top)
    key(qtbot, desk.grid, E)
    key(qtbot, desk.grid, Qt.Key.Key_Right)
    behind = desk.current
    key(qtbot, desk.grid, Qt.Key.Key_R)
    desk.pick_row(top)
    key(qtbot, desk.grid, E)
    assert behind not in desk.grid_model.shown
    key(qtbot, desk.grid, Qt.Key.Key_Z, CONTROL)
    assert desk.current == behind
    assert behind in desk.grid_model.shown


def test_the_best_of_each_subject_are_marked_and_how_many_is_chosen(desk, qtbot) -> None:
    columns = desk.columns
    columns.set_subjects(list(range(5)), ["Ann", "Ann", "Ann", "Bo", "Bo"])
    desk.set_group(Group.SUBJECT)
    assert len(desk.grid_model.best) == 2
    chosen: list[int] = []

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BulkDialog)
        chosen.append(dialog.bulk.count)
        dialog.most.setValue(2)
        chosen.append(dialog.bulk.count)
        assert dialog.windowTitle() == "Accept 4 images, the best 2 of every subject?"
        qtbot.keyClick(dialog.go, Qt.Key.Key_Return)

    QTimer.singleShot(0, press)
    key(qtbot, desk.grid, Qt.Key.Key_B, SHIFT)
    assert chosen == [2, 4]
    marks = on_disk(desk.session.file.path)
    assert sum(mark[0] == 1 for mark in marks.values()) == 4
    assert len(desk.grid_model.best) == 4
    assert desk.settings_file.read().best == 2
    worst = min(range(3), key=lambda n: int(columns.quality[n]))
    assert worst not in desk.grid_model.best


def test_a_filter_that_hides_the_best_shows_the_next(desk, qtbot) -> None:
    stack(desk, qtbot)
    top = next(int(r) for r in desk.grid_model.shown if desk.grid_model.pile(int(r)))
    name = desk.columns.path(top)
    others = {"astronaut.jpg", "copy.jpg", "small.jpg"} - {name}
    desk.set_filter(Filter(text=next(iter(others))))
    assert names(desk) == [next(iter(others))]
