"""A scan as people see it: all images at once, those on the screen scored first, the rest when it is their turn."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from faceqnet_engine.assessment import Status
from faceqnet_gui.desk.export_dialog import ExportDialog
from faceqnet_gui.session.filters import Order

from .conftest import key, on_disk

COPIES = 96
"""More than two batches of the engine, which are under way before anybody can ask for others."""


def photos(folder: Path, number: int, first: int = 0) -> Path:
    """Small pictures of nothing: each is a row, and none costs time."""
    folder.mkdir(exist_ok=True)
    noise = np.random.default_rng(first)
    for n in range(first, first + number):
        Image.fromarray(noise.integers(0, 256, (40, 48, 3), np.uint8)).save(folder / f"{n:03}.png")
    return folder


@pytest.fixture
def intake(tmp_path: Path) -> Path:
    return photos(tmp_path / "autumn", COPIES)


@pytest.fixture
def load(window) -> Iterator[Callable[[bool], None]]:
    """Holds the engine where it loads the model, or lets it go."""
    loading = window.scans._worker._loading

    def hold(on: bool) -> None:
        if on:
            assert loading.acquire(timeout=60)
        else:
            loading.release()

    yield hold
    if loading.locked():
        loading.release()


@pytest.fixture
def held(window, qtbot, intake: Path, load):
    """The folder is listed and the model still loads: nothing is scored before `load(False)`."""
    load(True)
    window.set_order(Order.NAME)
    window.open_paths([str(intake)])
    qtbot.waitUntil(lambda: window.grid_model.rowCount() == COPIES, timeout=30_000)
    window.activateWindow()
    qtbot.waitUntil(window.grid.hasFocus)
    return window


def ended(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.scanning, timeout=180_000)


def first_scored(window, qtbot, load) -> list[str]:
    """Names of the photos of the first rows that arrive."""
    with qtbot.waitSignal(window.scans.rows, timeout=120_000) as arrived:
        load(False)
    return [Path(row.file).stem for row in arrived.args[0]]


def seen(window) -> list[str]:
    shown = window.grid_model.shown
    return [Path(window.columns.file(int(shown[n]))).stem for n in window.grid.places_seen()]


def test_the_whole_folder_is_there_before_anything_is_scored(held, qtbot, load) -> None:
    columns = held.columns
    assert columns.count_of(Status.WAITING) == COPIES
    assert not len(columns.scored_qualities())
    qtbot.waitUntil(lambda: held.pictures.photo(held._key(columns.row(0))) is not None, timeout=60_000)
    key(qtbot, held.grid, Qt.Key.Key_Home)
    key(qtbot, held.grid, Qt.Key.Key_A)  # decisions are allowed while it waits
    assert on_disk(held.session.file.path)["000.png"][0] == 1
    held._choose_source("status", (Status.WAITING,))
    assert held.grid_model.rowCount() == COPIES
    held.clear_filters()
    load(False)
    ended(held, qtbot)
    assert columns.count_of(Status.WAITING) == 0
    assert columns.count_of(Status.NO_FACE) == len(columns) == COPIES
    assert on_disk(held.session.file.path)["000.png"][0] == 1


def test_what_is_on_the_screen_is_scored_first(held, qtbot, load) -> None:
    key(qtbot, held.grid, Qt.Key.Key_End)
    last = f"{COPIES - 1:03}"
    qtbot.waitUntil(lambda: last in seen(held))
    on_screen = seen(held)  # what the scan was told last is this, once the view has settled
    qtbot.waitUntil(lambda: {Path(f).stem for f in held.scans._seen[: len(on_screen)]} == set(on_screen))
    assert "000" not in on_screen
    first = first_scored(held, qtbot, load)
    # Rows come as they are ready: what is not on the screen may be among the first ones, but behind what is.
    assert first and set(first[: len(on_screen)]) <= set(on_screen)
    ended(held, qtbot)


def test_scrolling_back_orders_what_still_waits(held, qtbot, load) -> None:
    for which, name in ((Qt.Key.Key_End, f"{COPIES - 1:03}"), (Qt.Key.Key_Home, "000")):
        key(qtbot, held.grid, which)
        qtbot.waitUntil(lambda n=name: n in seen(held))
        held.scan_order.tell()
    assert first_scored(held, qtbot, load)[0] == "000"
    ended(held, qtbot)


def test_a_table_and_a_single_photo_are_followed_too(held, qtbot, load) -> None:
    held.show_view("table")
    held.table.scrollToBottom()
    assert COPIES - 1 in held.scan_order.wanted()
    held.pick_row(50)
    held.show_view("single")
    assert held.scan_order.wanted()[0] == held.current == 50
    held.scan_order.tell()
    assert first_scored(held, qtbot, load)[0] == "050"
    ended(held, qtbot)


@pytest.fixture
def half(window, qtbot, load, tmp_path: Path):
    """Eight photos have been looked at, eight more are listed and wait."""
    window.open_paths([str(photos(tmp_path / "first", 8))])
    ended(window, qtbot)
    load(True)
    window.open_paths([str(photos(tmp_path / "second", 8, first=100))])
    qtbot.waitUntil(lambda: window.grid_model.rowCount() == 16, timeout=30_000)
    return window


def test_a_stopped_scan_leaves_waiting_images_and_goes_on_later(half, qtbot, load, tmp_path: Path) -> None:
    QTest.mouseClick(half.status.stop_button, Qt.MouseButton.LeftButton)
    load(False)
    ended(half, qtbot)
    assert half.columns.count_of(Status.WAITING) == 8
    assert "8 not scored yet" in half.status.words
    # Nothing that waits is written as a result, and that is said.
    target = tmp_path / "scores.csv"
    half.write_results(target)
    qtbot.waitUntil(lambda: "8 images are not scored yet" in half.toast.text, timeout=20_000)
    with target.open(newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 8
    assert half.status.go_on_button.isVisible()
    QTest.mouseClick(half.status.go_on_button, Qt.MouseButton.LeftButton)
    ended(half, qtbot)
    assert half.columns.count_of(Status.NO_FACE) == len(half.columns) == 16
    assert not half.status.go_on_button.isVisible()
    assert {row.root for row in half.columns.rows} == {str(tmp_path / "first"), str(tmp_path / "second")}


def test_a_window_that_is_closed_in_the_middle_goes_on_where_it_was(
    half, qtbot, qapp, load, tmp_path: Path
) -> None:
    from faceqnet_gui.app import make_window

    file = half.session.file.path
    half.scans.cancel()
    load(False)
    half.close()
    again = make_window(qapp)
    again.show()
    again.sessions.open(file)
    qtbot.waitUntil(lambda: not again.sessions.opening and len(again.columns) >= 8, timeout=60_000)
    assert again.session.file.path == file
    qtbot.waitUntil(lambda: len(again.columns) == 16 and not again.scanning, timeout=180_000)
    assert again.columns.count_of(Status.NO_FACE) == 16
    again.close()
    again.deleteLater()


def test_the_export_says_how_many_of_its_images_still_wait(half, qtbot, load) -> None:
    half.select_all()
    half.export_images("selected")
    dialog = half.findChildren(ExportDialog)[-1]
    assert dialog.form.waiting_words.startswith("8 of these are not scored yet")
    dialog.reject()
    load(False)
    ended(half, qtbot)
    half.select_all()
    half.export_images("selected")
    dialog = half.findChildren(ExportDialog)[-1]
    assert dialog.form.waiting_words == ""
    dialog.reject()


def test_the_status_counts_how_long_the_model_takes(window, qtbot, tmp_path: Path) -> None:
    words: list[str] = []
    window.scans.preparing.connect(lambda: words.append(window.status.words))
    window.scans.ready.connect(lambda *_: words.append(window.status.words))
    window.open_paths([str(photos(tmp_path / "few", 2))])
    qtbot.waitUntil(lambda: len(words) == 2, timeout=120_000)
    assert words[0] == "Preparing the model, 0 s"
    assert words[1].startswith("Preparing the model, ")
    ended(window, qtbot)
    assert "Preparing" not in window.status.words


def test_a_file_that_goes_away_while_it_waits_is_marked_and_comes_last(
    held, qtbot, load, intake: Path
) -> None:
    shutil.move(intake / "000.png", intake.parent / "elsewhere.png")
    held.session.removed([str(intake / "000.png")])
    assert held.columns.gone[0]
    assert 0 not in held.scan_order.wanted()
    load(False)
    ended(held, qtbot)
    assert held.columns.row(0).status is Status.UNREADABLE
