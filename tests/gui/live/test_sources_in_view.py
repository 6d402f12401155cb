"""Sources in the window: hung, pulled out, given up, of changing size, often on and off, by the command line."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer

from faceqnet_engine.live.capture import State
from faceqnet_engine.sources.camera import CameraInfo
from faceqnet_engine.sources.stream import SourceError, Trouble
from faceqnet_engine.sources.video import VideoSource
from faceqnet_gui.live.sources import SYNTHETIC, Choice, camera_key
from faceqnet_gui.live.trouble_words import source_words
from faceqnet_gui.worker.live_worker import LiveWorker

LONG = 120_000


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


def test_opening_is_given_up_after_a_while(
    page, still, qtbot, monkeypatch: pytest.MonkeyPatch, state_is
) -> None:
    let_go = threading.Event()
    source = still()
    source.on_open = lambda: let_go.wait(60)
    monkeypatch.setattr("faceqnet_gui.live.control.GIVE_UP", 0.2)
    page.control.open(source, Choice(SYNTHETIC))
    qtbot.waitUntil(state_is(State.ERROR))
    assert "does not answer" in page.control.sentence
    assert page.preview.message.title == "No answer"
    let_go.set()


def test_a_camera_that_is_pulled_out_comes_back_by_itself(
    page, still, qtbot, monkeypatch: pytest.MonkeyPatch, state_is
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
    qtbot.waitUntil(state_is(State.SEARCHING))
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
    qtbot.waitUntil(lambda: threading.active_count() <= before, timeout=LONG)


def test_leaving_the_view_lets_the_camera_go(page, still, window, qtbot) -> None:
    page.control.open(still(), Choice(SYNTHETIC))
    qtbot.waitUntil(lambda: page.control.running)
    window.show_page("triage")
    assert page.control.state is State.OFF
    qtbot.waitUntil(lambda: page.control.worker.threads == 0)


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
    qtbot.waitUntil(lambda: page.control.state is State.ERROR)
    assert "gone.mp4 is not there" in page.control.sentence


def test_fifty_addresses_that_hang_leave_no_thread(page, silent_server, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("faceqnet_gui.live.sources.VideoSource", partial(VideoSource, open_seconds=0.3))
    before, address = threading.active_count(), f"video:http://127.0.0.1:{silent_server}/live"
    for _ in range(50):
        page.control.start(Choice(address))
        assert page.control.state is State.OPENING
        page.control.stop()
        assert page.control.state is State.OFF
    qtbot.waitUntil(lambda: page.control.worker.threads == 0, timeout=LONG)
    assert page.control.state is State.OFF  # none of the fifty failures is told of a source that was left
    assert page.control.close()
    qtbot.waitUntil(lambda: threading.active_count() <= before, timeout=LONG)


def test_an_address_that_hangs_is_given_up_with_a_sentence(page, silent_server, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("faceqnet_gui.live.sources.VideoSource", partial(VideoSource, open_seconds=0.3))
    page.control.start(Choice(f"video:http://127.0.0.1:{silent_server}/live"))
    qtbot.waitUntil(lambda: page.control.state is State.ERROR, timeout=LONG)
    assert page.control.trouble == Trouble.TIMED_OUT
    assert "does not answer" in page.control.sentence
    assert page.preview.message.title == "No answer"


def test_a_photo_opened_as_a_film_can_be_opened_in_triage(page, window, portrait, qtbot) -> None:
    page.control.start(Choice(f"video:{portrait}"))
    qtbot.waitUntil(lambda: page.control.state is State.ERROR, timeout=LONG)
    assert page.preview.message.title == "This is a photo"
    assert f"{portrait.name} is a photo, not a video" in page.control.sentence
    button = next(b for b in page.preview.message.buttons if b.text() == "Open in Triage")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.page == "triage"
    qtbot.waitUntil(lambda: len(window.columns) == 1 and not window.scanning, timeout=LONG)
    assert Path(window.columns.row(0).path).name == portrait.name


@pytest.mark.parametrize("trouble", list(Trouble))
def test_a_source_without_a_name_leaves_no_hole_in_a_sentence(trouble, page) -> None:
    words = source_words(trouble, "", "")
    assert words.startswith(("This source", "This program may not use this source"))
    assert "  " not in words and " ." not in words


def test_what_is_the_matter_is_said_in_another_language_at_once(page, still, window, qtbot) -> None:
    source = still()

    def busy() -> None:
        raise SourceError(Trouble.BUSY, "Still camera is used by another program.")

    source.on_open = busy
    page.control.open(source, Choice("camera:Still camera"))
    qtbot.waitUntil(lambda: page.control.state is State.ERROR)
    assert page.preview.message.title == "The camera is in use"
    qtbot.waitUntil(lambda: page.preview.message.sentence.startswith("Still camera is used by another"))
    window.choose_language("es")
    qtbot.waitUntil(lambda: page.preview.message.title == "La cámara está en uso")
    assert page.preview.message.sentence.startswith("Otro programa usa Still camera.")
    window.choose_language("en")
    qtbot.waitUntil(lambda: page.preview.message.sentence.startswith("Still camera is used by another"))
