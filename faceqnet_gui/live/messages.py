"""What stands in place of the picture while there is none."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from faceqnet_engine.live.capture import State
from faceqnet_engine.sources.stream import Trouble
from faceqnet_gui.live.control import STILL_WAITING, LiveControl
from faceqnet_gui.live.preview import Preview
from faceqnet_gui.live.sources import VIDEO
from faceqnet_gui.views import TRIAGE

translate = QCoreApplication.translate


class Doors(Protocol):
    """What the view does when a button of a message is pressed."""

    def show_sources(self) -> None:
        """The menu of sources."""

    def start_demo(self) -> None:
        """The synthetic source."""

    def start_last(self) -> None:
        """The camera used last."""

    def open_settings(self) -> None:
        """Live's settings."""


def _no_picture(trouble: str) -> tuple[str, str]:
    """Icon and title where a source gives none."""
    none = ("camera-off", translate("LiveView", "There is no picture"))
    told = {
        Trouble.BUSY: ("camera-off", translate("LiveView", "The camera is in use")),
        Trouble.DENIED: ("lock", translate("LiveView", "The camera is not allowed")),
        Trouble.TIMED_OUT: ("unplug", translate("LiveView", "No answer")),
        Trouble.NO_VIDEO: ("film", translate("LiveView", "There is no video in this file")),
        Trouble.UNREADABLE: ("film", translate("LiveView", "This file cannot be read")),
    }
    return told[Trouble(trouble)] if trouble in told else none


def _open_in_triage(control: LiveControl) -> None:
    """A photo that was chosen as a film is scored like any other."""
    if control.choice is not None:
        control.host.open_paths([control.choice.key.removeprefix(VIDEO)])
        control.host.show_page(TRIAGE)


def show_message(control: LiveControl, preview: Preview, view: Doors) -> None:
    """Off, opening, error: what is the matter and what can be done; a picture takes its place."""
    again = (translate("LiveView", "Try again"), "primary", control.restart)
    other = (translate("LiveView", "Choose another source"), "", view.show_sources)
    demo = (translate("LiveView", "Synthetic demo"), "", view.start_demo)
    if control.state is State.OFF:
        start = (translate("LiveView", "Start camera"), "primary", view.start_last)
        words = translate(
            "LiveView", "The photo is taken by itself when everything is right. Nothing leaves this computer."
        )
        preview.show_message(
            "camera",
            translate("LiveView", "No camera is running"),
            words,
            [start, (translate("LiveView", "Choose a source"), "", view.show_sources), demo],
        )
    elif control.state is State.OPENING:
        late = control.session.machine.elapsed > STILL_WAITING
        title = (
            translate("LiveView", "Still waiting for the camera")
            if late
            else translate("LiveView", "Starting the camera")
        )
        preview.show_message(
            "camera",
            title,
            control.title or translate("LiveView", "Synthetic demo"),
            [(translate("LiveView", "Cancel"), "", control.stop)],
        )
    elif control.state is State.ERROR and control.trouble == "not-written":
        write = (translate("LiveView", "Write again"), "primary", control.captures.write_again)
        folder = (translate("LiveView", "Another folder..."), "", view.open_settings)
        leave = (translate("LiveView", "Take it again"), "", control.retake)
        preview.show_message(
            "hard-drive",
            translate("LiveView", "The photo is not saved"),
            control.sentence,
            [write, folder, leave],
        )
    elif control.state is State.ERROR and control.trouble == "ended":
        play = (translate("LiveView", "Play again"), "primary", control.restart)
        preview.show_message(
            "film", translate("LiveView", "The video has ended"), control.sentence, [play, other]
        )
    elif control.state is State.ERROR and control.trouble == Trouble.PHOTO:
        triage = (translate("LiveView", "Open in Triage"), "primary", lambda: _open_in_triage(control))
        preview.show_message(
            "images", translate("LiveView", "This is a photo"), control.sentence, [triage, other]
        )
    elif control.state is State.ERROR:
        icon, title = _no_picture(control.trouble)
        preview.show_message(icon, title, control.sentence, [again, other])
    else:
        preview.hide_message()
