"""Live in the window: a person captured, sources that hang or go, a slow scorer, a full disk, often on and off."""

from __future__ import annotations

import errno
import itertools
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage

from faceqnet_engine.live.analysis import LiveAnalyser, Located
from faceqnet_engine.live.capture import State
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.sources.camera import CameraInfo
from faceqnet_engine.sources.stream import Frame, SourceError, Trouble
from faceqnet_gui.live.settings_dialog import LiveSettings
from faceqnet_gui.live.sources import SYNTHETIC, Choice, camera_key
from faceqnet_gui.options import Section, options_of
from faceqnet_gui.settings import Settings
from faceqnet_gui.worker.live_worker import LiveWorker

LONG = 120_000


def state_is(page: Any, *states: State) -> Callable[[], bool]:
    return lambda: page.control.state in states


def test_a_person_is_captured_by_itself_and_stands_in_the_session(
    page, start, window, qtbot, captures: Path
) -> None:
    # By keyboard alone: I, the ID, Enter; the photo takes itself; Enter.
    qtbot.keyClick(page, Qt.Key.Key_I)
    assert page.person.field.hasFocus()
    qtbot.keyClicks(page.person.field, "P-0417")
    qtbot.keyClick(page.person.field, Qt.Key.Key_Return)
    start()
    qtbot.waitUntil(state_is(page, State.SAVED), timeout=LONG)
    qtbot.waitUntil(lambda: len(window.columns) == 1 and not window.scanning, timeout=LONG)
    row = window.columns.row(0)
    assert row.path == "P-0417_1.png"
    assert row.quality is not None
    folder = next(captures.iterdir())
    told = json.loads((folder / "P-0417_1.json").read_text(encoding="utf-8"))
    assert told["subject"] == "P-0417"
    assert not told["manual"]
    assert set(told["checks"].values()) == {"holds"}
    assert (folder / "crops" / "P-0417_1.png").exists()
    # Enter goes on to the next number.
    qtbot.keyClick(page, Qt.Key.Key_Return)
    assert page.control.subject_id == "P-0418"
    assert page.control.state is State.SEARCHING


def test_only_photos_come_into_a_session_that_watches_their_folder(page, start, window, qtbot) -> None:
    page.control.set_subject("P-1")
    start()
    qtbot.waitUntil(state_is(page, State.SAVED), timeout=LONG)
    # From the first photo on the folder is watched; what is written into it then comes by two ways.
    qtbot.waitUntil(lambda: len(window.columns) == 1 and not window.scanning, timeout=LONG)
    folder = page.control.captures.folder
    qtbot.waitUntil(lambda: window.sessions.watching.folders == (str(folder),), timeout=LONG)
    seen: list[str] = []
    window.sessions.watching.seen.connect(lambda here, gone: seen.extend(here))

    def noticed() -> bool:  # a watch begins a moment after its thread: written until it is seen
        (folder / "crops" / "other.png").write_bytes(b"no photo")
        (folder / "other.png").write_bytes(b"no photo")
        return bool(seen)

    qtbot.waitUntil(noticed, timeout=LONG)
    assert {Path(name).name for name in seen} == {"other.png"}
    assert not [name for name in seen if "crops" in name]


def test_two_faces_are_told_and_space_takes_the_photo_all_the_same(page, start, window, qtbot) -> None:
    start(second=0.9)
    qtbot.waitUntil(lambda: page.control.session.hints.shown == "many-faces", timeout=LONG)
    assert page.control.state is State.ADJUSTING
    assert page.control.reading.faces == 2
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(state_is(page, State.SAVED), timeout=LONG)
    shot = page.control.captures.shots[0]
    assert json.loads(shot.saved.facts.read_text(encoding="utf-8"))["manual"]


def test_a_retake_leaves_no_photo_of_the_first_try(page, start, window, qtbot, captures: Path) -> None:
    window.remember(live_ask=True)
    page.control.apply_settings()
    start(aside=0.3)
    qtbot.waitUntil(
        lambda: page.control.reading is not None and page.control.reading.subject is not None, timeout=LONG
    )
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(state_is(page, State.REVIEW), timeout=LONG)
    assert [p.name for p in captures.rglob("*.png") if not p.name.startswith(".")] == []
    qtbot.keyClick(page, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: not list(captures.rglob("*.png")), timeout=LONG)
    assert page.control.state is State.ADJUSTING


def test_a_full_disk_keeps_the_photo_until_there_is_room(
    page, start, qtbot, captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    start(aside=0.3)
    qtbot.waitUntil(lambda: page.control.reading is not None, timeout=LONG)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        qtbot.keyClick(page, Qt.Key.Key_Space)
        qtbot.waitUntil(state_is(page, State.ERROR), timeout=LONG)
    assert "full" in page.control.sentence
    assert len(page.control.captures.in_memory) == 1
    assert page.preview.message.title == "The photo is not saved"
    page.control.captures.write_again()
    qtbot.waitUntil(state_is(page, State.SAVED), timeout=LONG)
    assert [p.suffix for p in captures.glob("*/*.png")] == [".png"]


class Slow(LiveAnalyser):
    """The real analyser at two frames a second."""

    def locate(self, frame: Frame) -> Located:
        self.ages.append(time.monotonic() - frame.captured)
        threading.Event().wait(0.5)
        return super().locate(frame)


def test_a_slow_scorer_gets_the_newest_frame_and_nothing_waits(qtbot, still) -> None:
    analysers: list[Slow] = []

    def make(device: str) -> Slow:
        made = Slow(device="cpu")
        made.ages = []
        analysers.append(made)
        return made

    worker = LiveWorker("cpu", make)
    readings: list[Reading] = []
    worker.picture_ready.connect(worker.take_picture)
    worker.readings_ready.connect(lambda: readings.extend(worker.take_readings()))
    worker.start(still(pause=0.02))
    qtbot.waitUntil(lambda: len(readings) >= 5, timeout=LONG)
    assert worker.close(10)
    numbers = [r.frame.number for r in readings]
    # Dozens of frames pass between two readings, and what is read is not an old one from a queue.
    assert all(later - earlier > 3 for earlier, later in itertools.pairwise(numbers))
    assert worker.skipped > 3 * len(readings)
    assert worker.grabbed >= numbers[-1]
    assert float(np.median(analysers[0].ages)) < 0.4


class Stuck(LiveAnalyser):
    """The real analyser, whose network answers when it is told to."""

    def reading(self, located: Located, *, scored: bool = True) -> Reading:
        if scored:
            self.go_on.wait(60)
        return super().reading(located, scored=scored)


def test_box_checks_and_hint_do_not_wait_for_the_score(page, start, qtbot, monkeypatch) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(Stuck, "go_on", go_on, raising=False)
    page.control.worker._make = lambda device: Stuck(device="cpu")
    start(aside=0.3)
    qtbot.waitUntil(lambda: page.control.session.last is not None, timeout=LONG)
    assert page.control.session.last.subject is not None
    assert page.control.session.last.score is None
    qtbot.waitUntil(lambda: "move-right" in page.control.session.hints.out, timeout=LONG)
    assert "quality" not in page.control.values
    go_on.set()
    qtbot.waitUntil(lambda: "quality" in page.control.values, timeout=LONG)


def test_a_source_that_hangs_does_not_hang_the_window(page, still, qtbot) -> None:
    inside, let_go, turns = threading.Event(), threading.Event(), []
    source = still()

    def hang() -> None:
        inside.set()
        let_go.wait(60)

    source.on_open = hang
    page.control.open(source, Choice(SYNTHETIC))
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(1))
    timer.start(5)
    qtbot.waitUntil(lambda: inside.is_set() and len(turns) > 20)
    assert page.control.state is State.OPENING
    assert page.preview.message.title == "Starting the camera"
    page.control.stop()
    assert page.control.state is State.OFF
    assert page.control.worker.threads == 1  # inside the driver still, and left alone
    let_go.set()
    qtbot.waitUntil(lambda: page.control.worker.threads == 0)
    assert page.control.state is State.OFF


def test_a_source_that_hangs_does_not_keep_the_window_from_closing(qtbot, still) -> None:
    let_go, inside = threading.Event(), threading.Event()
    source = still()
    source.on_open = lambda: (inside.set(), let_go.wait(60))
    worker = LiveWorker("cpu")
    worker.start(source)
    assert inside.wait(10)
    assert not worker.close(0.1)  # it says so, and does not wait for the driver
    let_go.set()
    qtbot.waitUntil(lambda: worker.threads == 0)


def test_opening_is_given_up_after_a_while(page, still, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    source = still()
    source.on_open = lambda: let_go.wait(60)
    monkeypatch.setattr("faceqnet_gui.live.control.GIVE_UP", 0.2)
    page.control.open(source, Choice(SYNTHETIC))
    qtbot.waitUntil(state_is(page, State.ERROR))
    assert "does not answer" in page.control.sentence
    assert page.preview.message.title == "There is no picture"
    let_go.set()


def test_a_camera_that_is_pulled_out_comes_back_by_itself(
    page, still, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faceqnet_engine.sources.grabber.BACK_OFF", (0.05, 0.05))
    source, tries = still(), []
    page.control.set_subject("P-7")

    def pulled(number: int) -> None:
        if number == 5 and not tries:
            raise SourceError(Trouble.LOST, "Still camera was unplugged.")

    def plugged() -> None:
        if source.number:
            tries.append(1)
            if len(tries) < 3:
                raise SourceError(Trouble.NONE_THERE, "Still camera is not there.")

    source.on_read, source.on_open = pulled, plugged
    states: list[State] = []
    page.control.changed.connect(lambda: states.append(page.control.state))
    page.control.open(source, Choice(SYNTHETIC))
    qtbot.waitUntil(lambda: State.LOST in states)
    assert page.control.picture is not None  # the last one is shown, greyed
    qtbot.waitUntil(state_is(page, State.SEARCHING))
    assert page.control.subject_id == "P-7"
    assert len(tries) == 3


def test_frames_that_change_their_size_are_shown(page, still, qtbot) -> None:
    source = still()
    sizes = [(240, 320), (480, 640), (20, 30), (640, 200)]

    def resize(number: int) -> None:
        source.pixels = np.full((*sizes[number % len(sizes)], 3), 90, np.uint8)

    source.on_read = resize
    page.control.open(source, Choice(SYNTHETIC))
    seen = set()

    def look() -> bool:
        if page.control.picture is not None:
            seen.add(page.control.picture.frame.size)
            page.grab()
        return len(seen) == len(sizes)

    qtbot.waitUntil(look, timeout=LONG)
    assert page.control.running


def test_fifty_times_on_and_off_leaves_no_thread(page, still, qtbot) -> None:
    before = threading.active_count()
    for _ in range(50):
        page.control.open(still(pause=0.001), Choice(SYNTHETIC))
        qtbot.waitUntil(lambda: page.control.picture is not None)
        page.control.stop()
    qtbot.waitUntil(lambda: page.control.worker.threads == 0)
    # Two threads may be new: they locate and score, and stay for the next source.
    assert threading.active_count() <= before + 2
    assert page.control.close()
    qtbot.waitUntil(lambda: threading.active_count() <= before)


def test_leaving_the_view_lets_the_camera_go(page, still, window, qtbot) -> None:
    page.control.open(still(), Choice(SYNTHETIC))
    qtbot.waitUntil(lambda: page.control.running)
    window.show_page("triage")
    assert page.control.state is State.OFF
    qtbot.waitUntil(lambda: page.control.worker.threads == 0)


def test_a_recording_is_a_film_and_a_table(page, start, qtbot, captures: Path) -> None:
    start(aside=0.3)
    qtbot.waitUntil(lambda: bool(page.control.model), timeout=LONG)
    said: list[str] = []
    page.control.said.connect(said.append)
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert page.control.recordings.on
    seen: set[int] = set()

    def analysed() -> bool:
        if page.control.reading is not None:
            seen.add(page.control.reading.frame.number)
        return len(seen) > 3

    qtbot.waitUntil(analysed, timeout=LONG)
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(said), timeout=LONG)
    folder = captures / "recordings"
    assert sorted(p.suffix for p in folder.iterdir()) == [".csv", ".mp4"]


def test_a_film_read_as_fast_as_it_goes_is_analysed_frame_by_frame(
    page, qtbot, captures: Path, tmp_path: Path
) -> None:
    file = tmp_path / "film.mp4"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for n in range(15):
            picture = np.full((240, 320, 3), 9 * n, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    page.control.start(Choice(f"video:{file}", fast=True))
    qtbot.waitUntil(lambda: page.control.running, timeout=LONG)
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.control.trouble == "ended", timeout=LONG)
    folder = captures / "recordings"
    qtbot.waitUntil(lambda: not page.control.recordings.on, timeout=LONG)

    def rows() -> list[str]:
        return [line.split(",")[0] for f in folder.glob("*.csv") for line in f.read_text().splitlines()[1:]]

    qtbot.waitUntil(lambda: len(rows()) == 15, timeout=LONG)
    assert rows() == [str(n) for n in range(15)]
    assert page.control.worker.skipped == 0


def test_the_enrolled_photo_is_compared(page, start, window, qtbot, portrait: Path, tmp_path: Path) -> None:
    folder = tmp_path / "enrolled"
    folder.mkdir()
    (folder / "P-0417.jpg").write_bytes(portrait.read_bytes())
    (folder / "P-0900.jpg").write_bytes(portrait.read_bytes())
    window.remember(live_enrolled=str(folder))
    page.control.set_subject("P-0417")
    start(aside=0.3)
    qtbot.waitUntil(lambda: page.control.comparison is not None, timeout=LONG)
    assert page.control.comparison.likeness.value == "looks-like"
    assert page.control.subjects() == ["P-0417", "P-0900"]
    page.control.next_person()
    assert page.control.subject_id == "P-0900"


def test_who_was_left_out_is_not_called_captured_and_comes_again(
    page, still, window, qtbot, tmp_path: Path
) -> None:
    folder = tmp_path / "enrolled"
    folder.mkdir()
    for name in ("P-1.jpg", "P-2.jpg"):
        (folder / name).write_bytes(b"")
    window.remember(live_enrolled=str(folder))
    page.control.set_subject("P-1")
    page.control.open(still(), Choice(SYNTHETIC))
    qtbot.waitUntil(lambda: page.control.running and len(page.control.subjects()) == 2)
    page.control.next_person()
    assert page.control.subject_id == "P-2"
    assert page.control.captures.done == set()
    page.control.next_person()
    assert page.control.subject_id == "P-1"
    page.control.stop()


def test_the_subject_screen_shows_no_number(page, start, window, qtbot) -> None:
    start(aside=0.3)
    qtbot.waitUntil(lambda: page.control.session.hints.shown == "move-right", timeout=LONG)
    qtbot.keyClick(page, Qt.Key.Key_F11)
    assert page.subject is not None
    image: QImage = page.subject.grab().toImage()
    assert image.width() > 0
    qtbot.keyClick(page.subject, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.subject is None)


def test_the_id_field_takes_a_scanner(page, qtbot) -> None:
    page.person.field.setFocus()
    qtbot.keyClicks(page.person.field, "P-0042")
    qtbot.keyClick(page.person.field, Qt.Key.Key_Return)
    assert page.control.subject_id == "P-0042"
    assert page.hasFocus()


def test_settings_act_at_once(page, window, qtbot) -> None:
    page._use_profile("relaxed")
    assert window.settings.live_profile == "relaxed"
    assert "mouth" not in {c.id for c in page.control.checks()}
    page.toggle_mirror()
    assert not window.settings.live_mirror
    page.open_settings()


def test_the_preferences_and_lives_own_dialog_show_one_truth(page, window) -> None:
    page.open_settings()
    dialog = page.findChild(LiveSettings)
    window.shell.set("live_count", 1)
    window.shell.set("live_patience", 45)
    window.shell.set("live_profile", "relaxed")
    assert page.control.session.machine.options.count == 1
    assert page.control.session.machine.options.patience == 45
    assert page.control.session.profile.id == "relaxed"
    assert dialog.editors["live_count"].control.value() == 1
    assert not dialog.checks["mouth"].isEnabled()
    dialog.editors["live_hold"].control.setValue(1.5)
    assert window.settings_file.read().live_hold == 1.5
    assert page.control.session.machine.options.hold == 1.5
    live = {name for name, record in options_of(Settings).items() if record.section is Section.LIVE}
    assert set(dialog.editors) == live
    # The size of the oval is the profile's, so it is no row of the preferences: its slider stands beside the profile.
    assert "70 cm" in dialog.guide.fits.text()
    dialog.guide.slider.setValue(62)
    assert "55 cm" in dialog.guide.fits.text()


def test_two_cameras_of_one_name_are_told_apart() -> None:
    twins = [CameraInfo(200, "USB camera"), CameraInfo(202, "USB camera"), CameraInfo(204, "Other")]
    assert [camera_key(c, twins) for c in twins] == ["camera:0", "camera:2", "camera:Other"]


def test_the_password_of_an_address_is_neither_shown_nor_kept(page, still, window, qtbot) -> None:
    page.control.open(still(), Choice("video:rtsp://desk:secret@192.0.2.7:554/live?token=secret"))
    qtbot.waitUntil(lambda: page.control.running)
    assert page.control.title == "rtsp://192.0.2.7:554/live"
    assert "secret" not in window.settings_file.path.read_text(encoding="utf-8")
    page.control.stop()


def test_what_a_camera_is_asked_for_is_in_the_menu(page, window) -> None:
    page.menu.fill()
    menus = {action.text(): action.menu() for action in page.menu.actions() if action.menu() is not None}
    rates = {action.text(): action for action in menus["Pictures a second of a camera"].actions()}
    rates["60"].trigger()
    assert window.settings.live_fps == 60


def test_the_command_line_starts_live(window, qtbot, tmp_path: Path) -> None:
    import argparse

    from faceqnet_gui.app import _open

    _open(window, argparse.Namespace(paths=[], session=None, camera=None, video=str(tmp_path / "gone.mp4")))
    page = window.view_page("live")
    assert window.page == "live"
    qtbot.waitUntil(state_is(page, State.ERROR))
    assert "gone.mp4 is not there" in page.control.sentence
