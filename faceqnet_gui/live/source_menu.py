"""The menu of sources: cameras by name, films, streams, the synthetic demo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QWidget

from faceqnet_engine.sources.camera import cameras
from faceqnet_gui.live.sources import SYNTHETIC, VIDEO, Choice, camera_key
from faceqnet_gui.look.icons import icon
from faceqnet_gui.options import options_of, words
from faceqnet_gui.settings import Settings

_FILMS = "(*.mp4 *.m4v *.mov *.avi *.mkv *.webm *.mpg *.mpeg *.wmv)"


translate = QCoreApplication.translate


class SourceMenu(QMenu):
    """Filled anew each time it opens: cameras come and go."""

    def __init__(
        self, parent: QWidget, current: Callable[[], Choice | None], settings: Callable[[], Settings],
        start: Callable[[Choice], None], stop: Callable[[], None], change: Callable[[str, Any], None],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._current, self._settings = current, settings
        self._start, self._stop, self._change = start, stop, change
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """What there is now."""
        self.clear()
        current = self._current()
        found = cameras()
        for camera in found:
            action = self.addAction(icon("camera"), camera.name)
            key = camera_key(camera, found)
            action.setCheckable(True)
            action.setChecked(current is not None and current.key == key)
            action.triggered.connect(lambda _=False, k=key: self._start_camera(k))
        if not found:
            self.addAction(icon("camera-off"), translate("SourceMenu", "No camera is plugged in")).setEnabled(
                False
            )
        for name in ("live_size", "live_fps"):
            self._add_values(name)
        self.addSeparator()
        self.addAction(
            icon("film"), translate("SourceMenu", "Video file..."), lambda: self.ask_video(loop=False)
        )
        self.addAction(
            icon("film"),
            translate("SourceMenu", "Video file, again and again..."),
            lambda: self.ask_video(loop=True),
        )
        self.addAction(
            icon("film"),
            translate("SourceMenu", "Video file, as fast as it can be analysed..."),
            lambda: self.ask_video(loop=False, fast=True),
        )
        self.addAction(
            icon("link"), translate("SourceMenu", "Network camera (RTSP or HTTP)..."), self.ask_address
        )
        self.addAction(
            icon("play"), translate("SourceMenu", "Synthetic demo"), lambda: self._start(Choice(SYNTHETIC))
        )
        self.addSeparator()
        stop = self.addAction(icon("square"), translate("SourceMenu", "Stop the source"), self._stop)
        stop.setEnabled(current is not None)

    def _add_values(self, name: str) -> None:
        """What a camera is asked for, as in the preferences."""
        record = options_of(Settings)[name]
        sub = self.addMenu(words(record.title))
        group = QActionGroup(sub)
        for value, text in record.choices:
            action = sub.addAction(words(text))
            action.setCheckable(True)
            action.setChecked(value == getattr(self._settings(), name))
            action.triggered.connect(lambda _=False, v=value: self._change(name, v))
            group.addAction(action)

    def _start_camera(self, key: str) -> None:
        settings = self._settings()
        self._start(Choice(key, settings.live_size, settings.live_fps))

    def ask_video(self, *, loop: bool, fast: bool = False) -> None:
        """Choose a film."""
        kinds = translate("SourceMenu", "Videos {0}").format(_FILMS)
        name, _ = QFileDialog.getOpenFileName(
            self.parentWidget(), translate("SourceMenu", "Open a video"), "", kinds
        )
        if name:
            self._start(Choice(f"{VIDEO}{name}", fast=fast, loop=loop))

    def ask_address(self) -> None:
        """Type an address."""
        asked = translate("SourceMenu", "Address of the stream, for example rtsp://192.168.1.20/live")
        text, good = QInputDialog.getText(
            self.parentWidget(), translate("SourceMenu", "Network camera"), asked
        )
        if good and text.strip():
            self._start(Choice(f"{VIDEO}{text.strip()}"))
