"""Live in the window: a person captured, sources that hang or go, a slow scorer, a full disk, often on and off."""

from __future__ import annotations

import errno
import itertools
import json
import os
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from faceqnet_engine.live.analysis import LiveAnalyser, Located
from faceqnet_engine.live.capture import State
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.sources.stream import Frame, SourceError, Trouble
from faceqnet_engine.sources.synthetic import SyntheticSource
from faceqnet_engine.sources.synthetic_script import SCRIPT, Scene
from faceqnet_gui.live.settings_dialog import LiveSettings
from faceqnet_gui.live.sources import SYNTHETIC, Choice
from faceqnet_gui.options import Section, options_of
from faceqnet_gui.settings import Settings
from faceqnet_gui.worker.live_worker import LiveWorker

LONG = 120_000


def test_a_person_is_captured_by_itself_and_stands_in_the_session(
    page, start, window, qtbot, captures: Path, state_is
) -> None:
    # By keyboard alone: I, the ID, Enter; the photo takes itself; Enter.
    qtbot.keyClick(page, Qt.Key.Key_I)
    assert page.person.field.hasFocus()
    qtbot.keyClicks(page.person.field, "P-0417")
    qtbot.keyClick(page.person.field, Qt.Key.Key_Return)
    start()
    qtbot.waitUntil(state_is(State.SAVED), timeout=LONG)
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


def test_only_photos_come_into_a_session_that_watches_their_folder(
    page, start, window, qtbot, state_is
) -> None:
    page.control.set_subject("P-1")
    start()
    qtbot.waitUntil(state_is(State.SAVED), timeout=LONG)
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


def test_two_faces_are_told_and_space_takes_the_photo_all_the_same(
    page, start, window, qtbot, state_is
) -> None:
    start(second=0.9)
    qtbot.waitUntil(lambda: page.control.session.hints.shown == "many-faces", timeout=LONG)
    assert page.control.state is State.ADJUSTING
    assert page.control.reading.faces == 2
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(state_is(State.SAVED), timeout=LONG)
    qtbot.waitUntil(lambda: not page.control.captures.busy, timeout=LONG)  # it has its own name then
    shot = page.control.captures.shots[0]
    assert json.loads(shot.saved.facts.read_text(encoding="utf-8"))["manual"]


def test_a_retake_leaves_no_photo_of_the_first_try(
    page, start, window, qtbot, captures: Path, state_is
) -> None:
    window.remember(live_ask=True)
    page.control.apply_settings()
    start(aside=0.3)
    qtbot.waitUntil(
        lambda: page.control.reading is not None and page.control.reading.subject is not None, timeout=LONG
    )
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(state_is(State.REVIEW), timeout=LONG)
    assert [p.name for p in captures.rglob("*.png") if not p.name.startswith(".")] == []
    qtbot.keyClick(page, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: not list(captures.rglob("*.png")), timeout=LONG)
    assert page.control.state is State.ADJUSTING


def test_a_full_disk_keeps_the_photo_until_there_is_room(
    page, start, qtbot, captures: Path, monkeypatch: pytest.MonkeyPatch, state_is
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    start(aside=0.3)
    qtbot.waitUntil(lambda: page.control.reading is not None, timeout=LONG)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        qtbot.keyClick(page, Qt.Key.Key_Space)
        qtbot.waitUntil(state_is(State.ERROR), timeout=LONG)
    assert "full" in page.control.sentence
    assert len(page.control.captures.in_memory) == 1
    assert page.preview.message.title == "The photo is not saved"
    page.control.captures.write_again()
    qtbot.waitUntil(state_is(State.SAVED), timeout=LONG)
    assert [p.suffix for p in captures.glob("*/*.png")] == [".png"]


class Pulled(SyntheticSource):
    """Can be unplugged."""

    gone, reconnects = False, True

    def read(self, cancel: threading.Event) -> Frame | None:
        if self.gone:
            raise SourceError(Trouble.LOST, "The camera was unplugged.")
        return super().read(cancel)


def test_a_camera_that_is_pulled_out_while_the_photo_is_written_costs_no_photo(
    page, start, qtbot, captures: Path, state_is, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {field: getattr(SCRIPT[-1], field) for field in SCRIPT[-1].__slots__} | {
        "seconds": 1e9,
        "aside": 0.3,
    }
    source, let_go, write = Pulled((640, 480), fps=8, script=(Scene(**good),)), threading.Event(), os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (let_go.wait(60), write(descriptor)))
    start(source)
    qtbot.waitUntil(lambda: page.control.reading is not None, timeout=LONG)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(state_is(State.CAPTURING), timeout=LONG)
    source.gone = True
    qtbot.waitUntil(lambda: page.control.reconnect_at > 0, timeout=LONG)
    assert not list(captures.rglob("[!.]*.png"))
    let_go.set()
    qtbot.waitUntil(lambda: len(list(captures.glob("*/[!.]*.png"))) == 1, timeout=LONG)
    assert page.control.state is not State.ERROR


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
    assert page.control.enrolment.subjects == ["P-0417", "P-0900"]
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
    qtbot.waitUntil(lambda: page.control.running and len(page.control.enrolment.subjects) == 2)
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


def test_keys_that_people_gave_stand_on_buttons_and_in_sentences(page, start, window, qtbot) -> None:
    window.resize(1600, 1000)
    window.remember(live_auto=False)
    page.control.apply_settings()
    assert "(Space)" in page.captured.take.toolTip()
    assert "(Enter)" in page.captured.next.toolTip()
    window.shell.use_keys({"live.take": ["X"], "live.retake": [], "live.subject": ["F9"]})
    assert page.captured.take.toolTip() == "Take now (X)"
    assert page.captured.retake.toolTip() == "Retake"
    start(aside=0.3)
    qtbot.waitUntil(lambda: page.control.session.hints.shown == "move-right", timeout=LONG)
    assert page.light.words[1].endswith("Press X to take the photo.")
    qtbot.keyClick(page, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: bool(page.control.captures.shots), timeout=LONG)
    window.shell.use_keys({})
    assert page.captured.take.toolTip() == "Take now (Space)"


def test_the_photo_just_taken_stays_over_the_picture_in_a_smaller_window(
    page, start, window, qtbot, state_is
) -> None:
    window.remember(live_ask=True)
    page.control.apply_settings()
    window.resize(1600, 1000)
    start(aside=0.3)
    qtbot.waitUntil(lambda: page.control.session.hints.shown == "move-right", timeout=LONG)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(state_is(State.REVIEW), timeout=LONG)
    assert page.offer.isVisible()
    before = page.offer.width()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: page.offer.width() < before)
    assert page.preview.rect().contains(page.offer.geometry())
