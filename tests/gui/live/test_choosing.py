"""What a person at the desk chooses: another frame of the capture, another size of the oval. With real keys."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from faceqnet_engine.live.capture import State
from faceqnet_engine.live.session import MOST_CANDIDATES
from faceqnet_engine.sources.stream import Frame
from faceqnet_gui.live.sources import SYNTHETIC, Choice

LONG = 120_000


def told_of(captures: Path, name: str = "P-1_1.json") -> dict[str, Any]:
    return json.loads(next(captures.iterdir()).joinpath(name).read_text(encoding="utf-8"))


@pytest.fixture
def take(page, start, window, qtbot) -> Callable[[], None]:
    """Takes P-1 by hand as soon as some frames are scored: how many there are in a countdown depends on the machine."""

    def by_hand() -> None:
        window.remember(live_auto=False)
        page.control.apply_settings()
        page.control.set_subject("P-1")
        start(fps=12)

        session = page.control.session

        def earlier() -> int:
            return 0 if session.last is None else len(session._with_earlier(session._newest(session.last)))

        qtbot.waitUntil(lambda: earlier() > 1, timeout=LONG)
        qtbot.keyClick(page, Qt.Key.Key_Space)

    return by_hand


@pytest.fixture
def captured(page, take, window, qtbot, state_is) -> Any:
    """P-1 is captured, and stands in the session; one of the runners-up is much darker than the photo."""
    take()
    qtbot.waitUntil(state_is(State.SAVED), timeout=LONG)
    qtbot.waitUntil(lambda: len(window.columns) == 1 and not window.scanning, timeout=LONG)
    page.control.worker.stop()  # what follows is about what was taken
    frames = page.control.captures.frames
    assert len(frames) > 1
    known = frames[1].reading
    dark = Frame((known.frame.pixels // 6).astype(np.uint8), known.frame.number, known.frame.captured)
    frames[1].reading = replace(known, frame=dark, score=0.123)
    return page


def test_a_runner_up_takes_the_place_of_the_photo(captured, window, qtbot, captures: Path) -> None:
    best, other = captured.control.captures.frames[:2]
    before = window.columns.row(0).quality
    qtbot.keyClick(captured, Qt.Key.Key_2)
    assert captured.control.captures.shots == [other]
    qtbot.waitUntil(lambda: not captured.control.captures.busy, timeout=LONG)
    told = told_of(captures)
    assert (told["score"], told["chosen"]) == (0.123, True)
    # One photo still, of the same name; the session has looked at it anew.
    assert [p.name for p in sorted(next(captures.iterdir()).glob("*.png"))] == ["P-1_1.png"]
    qtbot.waitUntil(lambda: window.columns.row(0).quality != before and not window.scanning, timeout=LONG)
    assert len(window.columns) == 1
    qtbot.keyClick(captured, Qt.Key.Key_1)
    assert captured.control.captures.shots == [best]
    qtbot.waitUntil(lambda: not captured.control.captures.busy, timeout=LONG)
    assert not told_of(captures)["chosen"]
    qtbot.waitUntil(lambda: window.columns.row(0).quality == before and not window.scanning, timeout=LONG)


def test_runners_up_are_there_until_the_next_person(captured, qtbot, captures: Path) -> None:
    before = told_of(captures)
    qtbot.keyClick(captured, Qt.Key.Key_Return)
    assert captured.control.captures.frames == []
    qtbot.keyClick(captured, Qt.Key.Key_2)
    assert not captured.control.captures.busy
    assert told_of(captures) == before


def test_a_click_chooses_too(captured, qtbot, captures: Path) -> None:
    strip = captured.captured.strip
    place = strip.place(1).center().toPoint()
    qtbot.mouseMove(strip, place)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not captured.control.captures.busy, timeout=LONG)
    assert told_of(captures)["score"] == 0.123
    words = strip.accessibleName().split(", ")
    assert words[2] == "kept"  # "68, 64, kept, ..."


def test_of_a_photo_that_is_asked_about_another_frame_can_be_accepted(
    page, take, window, qtbot, captures: Path, state_is
) -> None:
    window.remember(live_ask=True)
    take()
    qtbot.waitUntil(state_is(State.REVIEW), timeout=LONG)
    wanted = page.control.captures.frames[1]
    qtbot.keyClick(page, Qt.Key.Key_2)
    qtbot.keyClick(page, Qt.Key.Key_Return)  # at once: what was asked first is done first
    qtbot.waitUntil(lambda: wanted.accepted, timeout=LONG)
    told = told_of(captures)
    assert told["chosen"]
    assert told["score"] == wanted.reading.score
    assert [p.name for p in next(captures.iterdir()).glob("*.png")] == ["P-1_1.png"]
    assert not [p for p in captures.rglob(".*") if p.suffix in {".png", ".json", ".part"}]


def test_where_the_disk_is_full_the_first_photo_stays(
    captured, window, qtbot, captures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before, kept = told_of(captures), list(captured.control.captures.shots)
    said: list[str] = []
    monkeypatch.setattr(type(window), "report", lambda self, sentence, reference="": said.append(sentence))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        qtbot.keyClick(captured, Qt.Key.Key_2)
        qtbot.waitUntil(lambda: bool(said), timeout=LONG)
    assert "still there" in said[0]
    assert captured.control.captures.shots == kept
    assert told_of(captures) == before


def test_the_size_of_the_oval_is_the_profiles_and_is_set_beside_the_picture(
    page, still, window, qtbot
) -> None:
    page.control.open(still(), Choice(SYNTHETIC))
    qtbot.waitUntil(lambda: page.control.picture is not None and page.control.running)
    assert page.control.oval.share == 0.62
    page._show_speed()
    near = page.preview.guide_button.text()
    qtbot.keyClick(page, Qt.Key.Key_G)
    popup = page.preview.guide_popup
    qtbot.waitUntil(popup.isVisible)
    for _ in range(12):
        qtbot.keyClick(popup.size_editor.slider, Qt.Key.Key_Left)
    assert page.control.oval.share == 0.5
    assert window.settings_file.read().live_guides == {"enrolment": 0.5}
    page._show_speed()
    assert page.preview.guide_button.text() != near
    assert page.preview.guide_button.text() in popup.size_editor.fits.text()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not popup.isVisible())
    # Kept for this profile alone; others have their own.
    page._use_profile("relaxed")
    assert page.control.oval.share == 0.5 and not page.control.oval.is_own
    page._use_profile("icao-portrait")
    assert page.control.oval.share == 0.62
    page._use_profile("enrolment")
    page.open_guide()
    qtbot.mouseClick(popup.size_editor.reset, Qt.MouseButton.LeftButton)
    assert page.control.oval.share == 0.62
    assert window.settings_file.read().live_guides == {}
    popup.hide()


def test_how_far_the_person_is_stands_beside_how_far_is_right(page, start, qtbot) -> None:
    start(aside=0.3)
    qtbot.waitUntil(lambda: "pixels" in page.control.values, timeout=LONG)
    qtbot.keyClick(page, Qt.Key.Key_G)
    editor = page.preview.guide_popup.size_editor
    qtbot.waitUntil(lambda: "away now" in editor.now.text(), timeout=LONG)
    assert page.preview.grab().width() > 0
    page.preview.guide_popup.hide()


def test_a_wrong_size_in_the_settings_does_not_count(page, window) -> None:
    window.remember(live_guides={"enrolment": "large", "relaxed": 7.0})
    assert page.control.oval.share == 0.62
    page._use_profile("relaxed")
    assert page.control.oval.share == 0.76


def test_the_subject_screen_has_the_keys_of_the_desk(captured, qtbot) -> None:
    other = captured.control.captures.frames[1]
    qtbot.keyClick(captured, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: captured.subject is not None and captured.subject.isActiveWindow())
    qtbot.keyClick(captured.subject, Qt.Key.Key_2)
    assert captured.control.captures.shots == [other]
    qtbot.waitUntil(lambda: not captured.control.captures.busy, timeout=LONG)
    qtbot.keyClick(captured.subject, Qt.Key.Key_G)
    popup = captured.preview.guide_popup
    qtbot.waitUntil(popup.isVisible)
    popup.hide()
    captured.subject.activateWindow()
    qtbot.waitUntil(captured.subject.isActiveWindow)
    qtbot.keyClick(captured.subject, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: captured.subject is None)


def test_all_frames_of_a_capture_are_seen_at_every_width(captured) -> None:
    strip, (first, second, *_) = captured.captured.strip, captured.control.captures.frames
    strip.show_shots([first] * MOST_CANDIDATES, [second], MOST_CANDIDATES)
    for width in range(250, 600):  # a rounding in between once hid the last one
        strip.resize(width, 60)
        last = strip.place(MOST_CANDIDATES - 1)
        assert last.right() <= width + 0.01
        assert strip._at(last.center()) == MOST_CANDIDATES - 1, width
