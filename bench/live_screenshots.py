"""Pictures of every state of Live: theme x language x size, each scale in a process of its own.

`python bench/live_screenshots.py OUT [--few]`, offscreen where there is no display: STATE-theme-language-width-scale.
The person is the synthetic one, held in a scene that brings the state about; nothing is drawn for the picture's sake.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

THEMES, LANGUAGES, SIZES = ("dark", "light"), ("en", "es"), ((1600, 1000), (1280, 800), (1024, 700))
_WAIT = 180.0


class Stage:
    """A window with the view Live, brought from state to state."""

    def __init__(self, window: Any) -> None:
        self.window = window
        window.show_page("live")
        self.page = window.view_page("live")
        self.control = self.page.control

    def until(self, done: Callable[[], bool], seconds: float = _WAIT) -> None:
        """Turn the loop until something is so."""
        from event_loop import turn

        if not turn(seconds, done):
            print("waited in vain:", self.control.state, file=sys.stderr)

    def play(self, **scene: Any) -> None:
        """The synthetic person, in the script's good scene but for what is given."""
        from faceqnet_engine.sources.synthetic import SyntheticSource
        from faceqnet_engine.sources.synthetic_script import SCRIPT, Scene
        from faceqnet_gui.live.sources import SYNTHETIC, Choice

        good = {name: getattr(SCRIPT[-1], name) for name in SCRIPT[-1].__slots__}
        source = SyntheticSource((960, 540), fps=8, script=(Scene(**(good | {"seconds": 1e9} | scene)),))
        self.control.open(source, Choice(SYNTHETIC))
        self.until(lambda: self.control.reading is not None)

    def source(self, open_: Callable[[threading.Event], None], read: Callable[[int], Any]) -> None:
        """A source that does as it is told."""
        from faceqnet_engine.sources.stream import Frame, Source
        from faceqnet_engine.sources.synthetic import SyntheticSource
        from faceqnet_gui.live.sources import Choice

        picture = SyntheticSource((1280, 720)).picture(0.0)

        class Told(Source):
            name = "Integrated camera"
            number = 0

            def open(self, cancel: threading.Event) -> None:
                open_(cancel)

            def read(self, cancel: threading.Event) -> Frame:
                cancel.wait(0.05)
                self.number += 1
                read(self.number)
                return Frame(picture, self.number, time.monotonic())

            def close(self) -> None:
                """Nothing is open."""

        self.control.open(Told(), Choice("camera:Integrated camera"))

    def settings(self, **changes: Any) -> None:
        """Other settings, at once."""
        self.window.remember(**changes)
        self.control.apply_settings()


def off(s: Stage) -> None:
    s.control.stop()


def opening(s: Stage) -> None:
    s.source(lambda cancel: (cancel.wait(8), None)[1], lambda number: None)
    s.until(lambda: s.control.session.machine.elapsed > 3.2)


def searching(s: Stage) -> None:
    s.source(lambda cancel: None, lambda number: None)
    s.control.session.machine.frame(time.monotonic())
    s.play(person=False)
    s.until(lambda: s.control.session.hints.shown == "no-face")


def hinted(s: Stage) -> None:
    s.play(aside=0.3)
    s.until(lambda: s.control.session.hints.shown == "move-right")


def mouth(s: Stage) -> None:
    s.play(lips=0.45)
    s.until(lambda: s.control.session.hints.shown == "mouth-open")


def guide(s: Stage) -> None:
    s.play(aside=0.3)
    s.until(lambda: "pixels" in s.control.values)
    s.page.open_guide()


def countdown(s: Stage) -> None:
    s.settings(live_count=5, live_ask=False, live_auto=True)
    s.control.next_person()
    s.play()
    s.until(lambda: s.control.state.value == "countdown")


def review(s: Stage) -> None:
    s.settings(live_ask=True, live_count=3)
    s.control.set_subject("P-0417")
    s.play()
    s.until(lambda: s.control.state.value == "review")


def chosen(s: Stage) -> None:
    """A capture held for longer than usual: there are runners-up on a slow machine too."""
    s.settings(live_ask=False, live_hold=4.0, live_count=5)
    s.control.set_subject("P-0418")
    s.play()
    s.until(lambda: s.control.state.value == "saved" and not s.control.captures.busy)
    s.control.captures.choose(2)
    s.until(lambda: not s.control.captures.busy and not s.window.scanning)


def timed_out(s: Stage) -> None:
    s.settings(live_patience=5, live_hold=0.6, live_count=3)
    s.play(lips=0.45)
    s.until(lambda: s.control.state.value == "timed-out")


def lost(s: Stage) -> None:
    from faceqnet_engine.sources.stream import SourceError, Trouble

    tries: list[int] = []

    def again(cancel: threading.Event) -> None:
        tries.append(1)
        if len(tries) > 1:
            raise SourceError(Trouble.LOST, "Integrated camera was unplugged.")

    def pulled(number: int) -> None:
        if number > 10:
            raise SourceError(Trouble.LOST, "Integrated camera was unplugged.")

    s.source(again, pulled)
    s.until(lambda: s.control.state.value == "lost")


def error(s: Stage) -> None:
    from faceqnet_engine.sources.stream import SourceError, Trouble

    def busy(cancel: threading.Event) -> None:
        raise SourceError(Trouble.BUSY, "Integrated camera is used by another program.")

    s.source(busy, lambda number: None)
    s.until(lambda: s.control.state.value == "error")


def not_written(s: Stage) -> None:
    s.settings(captures_folder="/dev/null/captures", live_patience=20)
    s.play()
    s.until(lambda: s.control.reading is not None and s.control.reading.score is not None)
    s.control.take_now()
    s.until(lambda: s.control.state.value == "error")


STATES: tuple[Callable[[Stage], None], ...] = (
    off, opening, searching, hinted, mouth, guide, countdown, review, chosen, timed_out, lost, error, not_written,
)  # fmt: skip


def take(out: Path, scale: int, few: bool, only: list[str]) -> None:
    """All pictures at one scale; the scale is that of this process."""
    from event_loop import turn
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QApplication

    from faceqnet_gui.app import make_window

    application = QApplication([])
    window = make_window(application)
    window.resize(*SIZES[0])
    window.show()
    window.remember(toured=True, device="cpu", captures_folder=str(out / "captures"))
    stage = Stage(window)
    looks = list(product(THEMES, LANGUAGES, SIZES))
    looks = [look for look in looks if look[1] == "en" and look[2] == SIZES[0]] if few else looks
    for state in (s for s in STATES if not only or s.__name__ in only):
        state(stage)
        for theme, language, size in looks:
            if state in {opening, countdown}:  # they pass, so each picture has its own
                state(stage)
            window.choose_theme(theme)
            window.choose_language(language)
            window.resize(*size)
            turn(0.5)
            picture = window.grab()
            popup = stage.page.preview.guide_popup
            if state is guide:  # a window of its own
                stage.page.open_guide()
                turn(0.3)
                picture = window.grab()
                painter = QPainter(picture)
                painter.drawPixmap(window.mapFromGlobal(popup.pos()), popup.grab())
                painter.end()
            picture.save(str(out / f"{state.__name__}-{theme}-{language}-{size[0]}-{scale}.png"))
        popup.hide()
    subject(stage, out, scale)
    window.close()


def subject(stage: Stage, out: Path, scale: int) -> None:
    """What the person sees, in each language, and the settings of Live."""
    from faceqnet_gui.live.settings_dialog import LiveSettings

    for state, (language, size) in product(
        (hinted, opening, lost, countdown), (("en", (1280, 720)), ("es", (1024, 768)))
    ):
        state(stage)
        stage.window.choose_language(language)
        stage.page.toggle_subject()
        stage.page.subject.resize(*size)
        stage.until(lambda: False, 0.5)
        name = f"subject_{state.__name__}-dark-{language}-{size[0]}-{scale}.png"
        stage.page.subject.grab().save(str(out / name))
        stage.page.toggle_subject()
    for theme, language in product(THEMES, LANGUAGES):
        stage.window.choose_theme(theme)
        stage.window.choose_language(language)
        stage.page.open_settings()
        stage.until(lambda: False, 0.5)
        dialog = stage.page.findChild(LiveSettings)
        dialog.grab().save(str(out / f"settings-{theme}-{language}-0-{scale}.png"))
        dialog.close()
        stage.until(lambda: False, 0.2)


def main() -> None:
    """One process per scale, in folders of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--few", action="store_true", help="one picture of each state and theme")
    parser.add_argument("--only", nargs="*", default=[], help="these states alone")
    parser.add_argument("--scale", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.scale:
        take(given.out, given.scale, given.few, given.only)
        return
    with tempfile.TemporaryDirectory() as own:
        folders = {name: f"{own}/{name}" for name in ("FACEQNET_CONFIG", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        for scale in (1, 2):
            environment = os.environ | folders | {"QT_SCALE_FACTOR": str(scale)}
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
            more = [*(["--few"] if given.few else []), *(["--only", *given.only] if given.only else [])]
            command = [sys.executable, __file__, str(given.out), "--scale", str(scale), *more]
            subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main()
