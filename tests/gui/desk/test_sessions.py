"""Sessions in the window: kept by themselves, opened at the same place, read-only, moved, watched, killed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from faceqnet_engine.assessment import Status
from faceqnet_gui.desk.listing_dialog import ListingDialog
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.file import SessionFile
from faceqnet_gui.session.filters import Filter, Order
from faceqnet_gui.session.folders import changes, dates_of, rooted
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.recent import recent_sessions, session_of
from faceqnet_gui.session.schema import VERSION
from faceqnet_gui.session.sorting import Group

from .conftest import COUNT, key, on_disk, photo

ROOT = Path(__file__).parents[3]


def other_window(qapp, qtbot):
    from faceqnet_gui.app import make_window

    made = make_window(qapp)
    made.show()
    qtbot.waitExposed(made)
    return made


def opened(window, qtbot, file: Path) -> None:
    window.sessions.open(file)
    qtbot.waitUntil(lambda: not window.sessions.opening, timeout=20_000)


def close(window) -> None:
    window.close()
    window.deleteLater()


def test_a_session_is_kept_by_itself_and_found_again_by_its_folder(window, qtbot, tmp_path, portrait) -> None:
    folder = tmp_path / "intake"
    folder.mkdir()
    shutil.copy(portrait, folder / "a.jpg")
    window.open_paths([str(folder)])
    qtbot.waitUntil(lambda: not window.scanning, timeout=120_000)
    file = window.session.file.path
    assert file.parent.name == "sessions" and file.name == "intake.faceqnet"
    window.pick_row(0)
    key(qtbot, window.grid, Qt.Key.Key_A)
    window.sessions.new()
    assert window.stack.currentWidget() is window.welcome
    assert len(window.columns) == 0
    assert session_of([str(folder)]) == file
    shutil.copy(portrait, folder / "b.jpg")
    window.open_paths([str(folder)])
    qtbot.waitUntil(lambda: window.session.file.path == file, timeout=20_000)
    # Only what is new is scored; what was decided is there.
    qtbot.waitUntil(lambda: len(window.columns) == 2 and not window.scanning, timeout=60_000)
    assert window.session.decisions.mark(0).decision is Decision.ACCEPTED
    assert window.columns.row(1).path == "b.jpg"
    assert window.columns.roots == [str(folder)]


def test_it_opens_at_the_exact_place(desk, qtbot, qapp) -> None:
    file = desk.session.file.path
    desk.set_filter(Filter(quality=(10, 80)))
    desk.set_order(Order.NAME)
    desk.set_group(Group.SUBJECT)
    desk.toggle_panel("sources")
    desk.charts.set_limit(44)
    desk._limit_released(44)
    desk.grid.verticalScrollBar().setValue(220)
    desk.pick_row(int(desk.grid_model.shown[7]))
    desk.show_view("single")
    current, first = desk.columns.path(desk.current), desk.grid.place()
    first_path = desk.columns.path(first[0])
    desk.close()
    again = other_window(qapp, qtbot)
    try:
        opened(again, qtbot, file)
        assert again.filter == Filter(quality=(10, 80))
        assert (again.order, again.arrangement.group) == (Order.NAME, Group.SUBJECT)
        assert again.columns.path(again.current) == current
        assert again.view == "single"
        assert not again.panel_shown("sources")
        assert again.charts.limit == 44
        key(qtbot, again.single, Qt.Key.Key_Escape)
        assert again.columns.path(again.grid.place()[0]) == first_path
    finally:
        close(again)


def test_a_second_window_says_since_when_it_is_read_only_and_offers_a_copy(desk, qtbot, qapp) -> None:
    key(qtbot, desk.grid, Qt.Key.Key_R)
    desk.sessions.keep_place()
    second = other_window(qapp, qtbot)
    try:
        opened(second, qtbot, desk.session.file.path)
        assert second.session.file.read_only
        assert "using this session" in second.banner.text and "read-only" in second.banner.text
        second.activateWindow()
        second.grid.setFocus()
        second.pick_row(3)
        key(qtbot, second.grid, Qt.Key.Key_A)
        assert second.session.decisions.mark(3).decision is Decision.UNDECIDED
        assert "Open a copy" in second.toast.text
        copy = next(b for b in second.banner.findChildren(QPushButton) if b.text() == "Open a copy")
        qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not second.session.file.read_only, timeout=20_000)
        assert second.session.file.path != desk.session.file.path
        second.pick_row(3)
        key(qtbot, second.grid, Qt.Key.Key_A)
        assert second.session.decisions.mark(3).decision is Decision.ACCEPTED
        assert desk.session.decisions.mark(3).decision is Decision.UNDECIDED
    finally:
        close(second)


def test_a_session_of_a_newer_version_is_refused_and_the_open_one_stays(desk, qtbot, tmp_path) -> None:
    newer = tmp_path / "newer.faceqnet"
    SessionFile.open(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = newer.read_bytes()
    opened(desk, qtbot, newer)
    assert desk.session.file.path != newer
    assert len(desk.columns) == 30
    report = next(r for r in desk.shell.reports if r.isVisible())
    assert "newer version" in report.sentence
    assert newer.read_bytes() == before
    report.close()


def test_saved_elsewhere_it_goes_on_there(desk, qtbot, tmp_path) -> None:
    key(qtbot, desk.grid, Qt.Key.Key_R)
    target = tmp_path / "elsewhere" / "mine.faceqnet"
    target.parent.mkdir()
    desk.sessions.name("Autumn intake")
    desk.sessions.save_to(target)
    qtbot.waitUntil(lambda: desk.session.file.path == target, timeout=20_000)
    assert desk.title() == "Autumn intake"
    assert desk.sessions.title == "Autumn intake"
    key(qtbot, desk.grid, Qt.Key.Key_A)
    assert sorted(mark[0] for mark in on_disk(target).values()) == [1, 2]
    assert recent_sessions()[0].path == str(target)


def test_a_place_that_cannot_be_written_is_said_and_everything_works_in_memory(
    window, qtbot, tmp_path, monkeypatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("where the folder of sessions would be")
    monkeypatch.setenv("FACEQNET_DATA", str(blocked))
    window.sessions.open_for(["/photos"])
    window.inputs = ["/photos"]
    window._take_rows([photo(n, 3 * n) for n in range(5)])
    window.refresh(force=True)
    assert window.session.file.in_memory
    assert "cannot be kept on disk" in window.toast.text
    assert window.status.saved_words == "Not on disk yet"
    window.sessions.save_to(tmp_path / "rescued.faceqnet")
    qtbot.waitUntil(lambda: not window.session.file.in_memory, timeout=20_000)
    assert len(window.columns) == 5


def test_a_full_disk_keeps_decisions_says_so_and_saves_them_when_there_is_room(desk, qtbot) -> None:
    connection = desk.session.file._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    desk.pick_row(5)
    desk.deciding.note("x" * 100_000)
    assert desk.status.saved_words == "1 decisions not saved"
    assert "full" in desk.toast.text
    key(qtbot, desk.grid, Qt.Key.Key_R)
    assert desk.session.decisions.mark(5).decision is Decision.REJECTED
    connection.execute("PRAGMA max_page_count = 1000000")
    qtbot.mouseClick(desk.status._saved, Qt.MouseButton.LeftButton)
    assert desk.status.saved_words == "Decisions saved"
    assert on_disk(desk.session.file.path)["img_05.jpg"][0] == 2


_CRASH = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from faceqnet_gui.app import make_window
application = QApplication([])
window = make_window(application)
window.show()
window.sessions.open(Path(sys.argv[1]))
def work():
    window.activateWindow()
    window.grid.setFocus()
    if window.sessions.opening or not window.grid.hasFocus():  # keys act in an active window only
        return
    timer.stop()
    window.pick_row(4)
    for which in (Qt.Key.Key_R, Qt.Key.Key_A, Qt.Key.Key_3):
        QTest.keyClick(window.grid, which)
    window.sessions.keep_place()
    print("decided", flush=True)  # and is killed here, with everything open
timer = QTimer()
timer.timeout.connect(work)
timer.start(10)
application.exec()
"""


def test_killed_between_a_decision_and_the_exit_it_reopens_at_the_same_image(
    desk, qtbot, qapp, tmp_path
) -> None:
    file = desk.session.file.path
    order = [desk.columns.path(int(i)) for i in desk.grid_model.shown]
    desk.close()
    process = subprocess.Popen(
        [sys.executable, "-c", _CRASH, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "decided"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    again = other_window(qapp, qtbot)
    try:
        opened(again, qtbot, file)
        assert not again.session.file.read_only  # the lock of the dead is taken over
        first = again.columns.path(4).rpartition("/")[2]
        marks = on_disk(file)
        assert marks[first][0] == 2
        assert sorted(mark[0] for mark in marks.values() if mark[0]) == [1, 2]
        current = again.columns.path(again.current)
        assert marks[current.rpartition("/")[2]][1] == 3
        assert current in order
    finally:
        close(again)


# ---- folders


@pytest.fixture
def folder(tmp_path, portrait) -> Path:
    made = tmp_path / "intake"
    made.mkdir()
    for n in range(3):
        shutil.copy(portrait, made / f"{n}.jpg")
    return made


@pytest.fixture
def scanned_folder(window, scanned, folder):
    scanned(folder)
    return window


def test_new_changed_and_removed_files_are_found(folder, portrait, row) -> None:
    columns = Columns()
    rows = [row(f"{n}.jpg", 50, root=str(folder)) for n in range(3)]
    from dataclasses import replace

    rows = [replace(r, file=str(folder / r.path)) for r in rows]
    columns.add(rows, dates_of(rows))
    assert changes([str(folder)], columns).to_scan == []
    (folder / "sub").mkdir()
    shutil.copy(portrait, folder / "sub" / "new.jpg")
    os.utime(folder / "1.jpg", (1, 1))
    (folder / "2.jpg").unlink()
    (folder / "letter.txt").write_text("dear")
    found = changes([str(folder), str(folder.parent / "usb")], columns)
    assert found.new == (str(folder / "sub" / "new.jpg"),)
    assert found.changed == (str(folder / "1.jpg"),)
    assert found.removed == (str(folder / "2.jpg"),)
    assert found.unreachable == (str(folder.parent / "usb"),)
    alone = replace(rows[0], path="0.jpg", root="", file=str(folder / "sub" / "new.jpg"))
    assert rooted(alone, [str(folder)]).path == os.path.join("sub", "new.jpg")


def test_what_happens_in_the_folder_is_seen_while_it_is_open(scanned_folder, qtbot, folder, portrait) -> None:
    window = scanned_folder
    watching = window.sessions.watching
    qtbot.waitUntil(lambda: watching.folders == (str(folder),), timeout=10_000)
    # A watch begins a moment after its thread: a file is touched until it is seen.
    late = folder / "late.jpg"

    def seen() -> bool:
        if not late.exists():
            shutil.copy(portrait, late)
        else:
            os.utime(late)
        return len(window.columns) == 4

    qtbot.waitUntil(seen, timeout=60_000)
    qtbot.waitUntil(lambda: not window.scanning, timeout=60_000)
    assert window.columns.row(3).path == "late.jpg"
    window.pick_row(3)
    key(qtbot, window.grid, Qt.Key.Key_R)
    late.unlink()
    qtbot.waitUntil(lambda: bool(window.columns.gone[3]), timeout=30_000)
    assert window.session.decisions.mark(3).decision is Decision.REJECTED


def test_a_folder_that_vanishes_is_said_decisions_still_work_and_it_is_found_elsewhere(
    scanned_folder, qtbot, folder, tmp_path
) -> None:
    window = scanned_folder
    moved = tmp_path / "stick" / "photos"
    moved.parent.mkdir()
    window.sessions.watching.close()  # what a network share does: nothing tells
    shutil.move(folder, moved)
    (moved / "0.jpg").rename(moved / "renamed.jpg")
    window.sessions.look_at_folders()
    qtbot.waitUntil(lambda: bool(window.sessions.unreachable), timeout=20_000)
    assert window.banner.text == "intake is not reachable. Scores and decisions are kept."
    window.pick_row(0)
    name = window.columns.path(0)
    key(qtbot, window.grid, Qt.Key.Key_A)
    assert on_disk(window.session.file.path)[name][0] == 1
    assert not window.columns.gone.any()
    window.sessions.relink(str(folder), str(moved))
    qtbot.waitUntil(lambda: window.inputs == [str(moved)], timeout=20_000)
    assert window.banner.isHidden()
    assert {Path(window.columns.file(n)).parent for n in range(3)} == {moved}
    assert all(Path(window.columns.file(n)).exists() for n in range(3))
    assert window.session.decisions.mark(0).decision is Decision.ACCEPTED


def test_a_watched_folder_that_is_deleted_is_unreachable_not_empty(scanned_folder, qtbot, folder) -> None:
    window = scanned_folder
    qtbot.waitUntil(lambda: window.sessions.watching.folders == (str(folder),), timeout=10_000)

    def gone() -> bool:
        if folder.exists():
            shutil.rmtree(folder)
        window.sessions.look_at_folders()
        return bool(window.sessions.unreachable)

    qtbot.waitUntil(gone, timeout=30_000)
    assert not window.columns.gone.any()
    assert window.columns.count_of(Status.OK) == 3


def test_ten_thousand_files_of_one_name_in_as_many_folders_are_ten_thousand_images(desk) -> None:
    from dataclasses import replace

    rows = [
        replace(photo(0, n % 101), path=f"{n}/photo.jpg", file=f"/photos/{n}/photo.jpg")
        for n in range(10_000)
    ]
    desk._take_rows(rows)
    desk.refresh(force=True)
    assert len(desk.columns) == 10_030
    desk.session.decisions.decide([30], Decision.REJECTED)
    desk.session.decisions.decide([31], Decision.ACCEPTED)
    connection = sqlite3.connect(f"file:{desk.session.file.path}?mode=ro", uri=True)
    assert connection.execute("SELECT file, decision FROM decisions ORDER BY decision").fetchall() == [
        (b"1/photo.jpg", 1),
        (b"0/photo.jpg", 2),
    ] or connection.execute("SELECT count(*) FROM decisions").fetchone() == (2,)
    connection.close()


def test_a_closed_window_asks_its_session_nothing(desk, qapp) -> None:
    desk.close()
    desk.retranslate()
    desk.refresh(force=True)
    QApplication.processEvents()
    assert desk.session.file.closed


def test_a_session_is_forgotten_after_a_list_and_no_photo_is_touched(desk, qtbot) -> None:
    file = desk.session.file.path
    listed: list[str] = []

    def answer(button: str) -> None:
        def press() -> None:
            dialog = next(d for d in desk.findChildren(ListingDialog) if d.isVisible())
            listed[:] = dialog.lines.stringList()
            qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)

        QTimer.singleShot(50, press)

    answer("cancel")
    desk.shell.table.actions["session.forget"].trigger()
    assert file.exists() and len(desk.columns) == COUNT
    answer("go")
    desk.shell.table.actions["session.forget"].trigger()
    assert listed[0] == str(file) and all(line.startswith(str(file)) for line in listed)
    assert not any(Path(line).exists() for line in listed)
    assert not len(desk.columns) and not desk.inputs
    assert all(recent.path != str(file) for recent in recent_sessions())


def test_keys_of_the_session_work_before_its_menu_was_ever_opened_and_after(desk, qtbot) -> None:
    actions = desk.shell.table.actions
    assert actions["session.save-as"].isEnabled()
    desk.top.session_menu.popup(desk.mapToGlobal(desk.rect().center()))
    desk.top.session_menu.close()
    assert actions["session.save-as"].isEnabled()
