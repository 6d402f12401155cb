"""The program `faceqnet-gui`: settings, look, language, the window on screen, and only then the engine."""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from platformdirs import user_log_path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from faceqnet_engine.errors import log_reference
from faceqnet_gui.desk.window import Window
from faceqnet_gui.language import set_language
from faceqnet_gui.look.fonts import load_fonts
from faceqnet_gui.look.icons import app_icon
from faceqnet_gui.look.theme import theme
from faceqnet_gui.memory import few_arenas
from faceqnet_gui.settings import SettingsFile
from faceqnet_gui.shell.applying import apply_at_start
from faceqnet_gui.shell.log_memory import log_memory
from faceqnet_gui.views import LIVE

_BEGUN_MILLISECONDS = 15_000


def make_window(application: QApplication) -> Window:
    """The window in the look and language of the settings, not yet shown."""
    few_arenas()  # before the threads begin
    settings_file = SettingsFile()
    settings = settings_file.read()
    load_fonts()
    apply_at_start(settings)
    theme().set_mode(settings.theme)
    theme().apply(application)
    set_language(settings.language)
    application.setWindowIcon(app_icon())
    return Window(settings_file)


def main(arguments: list[str] | None = None) -> None:
    """Run the program until its window closes."""
    parser = argparse.ArgumentParser(prog="faceqnet-gui", description="Scores face photographs in a window.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="photos, folders or videos to open")
    parser.add_argument("--session", metavar="FILE", help="a session to go on with, or a new file for one")
    live = parser.add_mutually_exclusive_group()
    live.add_argument("--camera", metavar="N", help="start Live with this camera: its number or its name")
    live.add_argument(
        "--video", metavar="FILE", help="start Live with a video file, or the address of a stream"
    )
    given = parser.parse_args(arguments)
    _log_to_file()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("FaceQnet")
    application.setDesktopFileName("faceqnet")
    window = make_window(application)
    sys.excepthook = _Reporter(window)
    window.show()
    # After the first paint: the engine's imports take seconds and would hold the window back.
    QTimer.singleShot(50, lambda: _open(window, given))
    sys.exit(application.exec())


def _open(window: Window, given: argparse.Namespace) -> None:
    """What the command line named; a training that was left on its way is not forgotten."""
    from faceqnet_gui.training.begun import at_start

    begun = at_start()
    if begun:
        window.toast.say(begun, _BEGUN_MILLISECONDS)
    session = given.session
    if session is not None and Path(session).exists():
        window.sessions.open(Path(session), then=given.paths)
    else:
        if session is not None:
            window.sessions.begin(Path(session).absolute())
        window.open_paths(given.paths)
    if given.camera is not None or given.video is not None:
        window.show_page(LIVE)
        page: Any = window.view_page(LIVE)
        page.start(f"camera:{given.camera}" if given.camera is not None else f"video:{given.video}")


class _Reporter:
    """A fault of ours in a slot: logged, and said with its reference, never a silent death."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._window.report_fault(log_reference(error))


def _log_to_file() -> None:
    log_memory()
    folder: Path = user_log_path("faceqnet")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "window.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        return  # a window without a log is better than none
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)


if __name__ == "__main__":
    main()
