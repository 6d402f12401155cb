"""The status bar while something runs: no word is cut, also in the smallest window and the longer language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from faceqnet_gui.desk.status import StatusBar
from faceqnet_gui.language import set_language
from faceqnet_gui.look.words import duration


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_running_work_has_the_room_of_a_narrow_window(qapp, qtbot, language: str) -> None:
    set_language(language)
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1024, 34)
    bar.set_engine("faceqnet-r29@0123abcd", "CPU")
    bar.show_steps(unsaved=0, undo="", advance=True)
    bar.show()
    bar.progress(1312, 5208, True, 61.0, 130.0)
    qapp.processEvents()
    seen = [b for b in (bar.stop_button, bar._saved, bar._undo) if b.isVisible()]
    assert len(seen) == 3
    for button in seen:
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(bar, QPoint(button.width(), 0)).x() <= bar.width()
    assert not bar._device.isVisible()
    bar.idle("")
    qapp.processEvents()
    assert bar._device.isVisible() and bar._advance.isVisible()
    set_language("en")


def test_a_wide_window_shows_everything_at_once(qapp, qtbot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1600, 34)
    bar.set_engine("faceqnet-r29@0123abcd", "CPU")
    bar.show()
    bar.progress(12, 5208, False, 0.0, None)
    qapp.processEvents()
    assert bar._device.isVisible() and bar.stop_button.isVisible()
    assert bar.words == "Scoring 12, 5,208 found so far"
    bar.idle("Done", waiting=3)
    assert bar.go_on_button.isVisible() and not bar.stop_button.isVisible()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (4.46, "4.5 s"), (59.97, "1 min 0 s"), (86, "1 min 26 s"), (7505, "2 h 5 min")],
)
def test_how_long_something_took_is_said_as_people_say_it(qapp, seconds: float, words: str) -> None:
    assert duration(seconds) == words
