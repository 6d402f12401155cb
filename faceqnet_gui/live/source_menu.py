"""The menu of sources: cameras by name, films, streams, the synthetic demo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QWidget

from faceqnet_engine.sources.camera import SIZES, cameras
from faceqnet_gui.live.sources import SYNTHETIC, VIDEO, Choice, camera_key
from faceqnet_gui.look.icons import icon

_FILMS = "(*.mp4 *.m4v *.mov *.avi *.mkv *.webm *.mpg *.mpeg *.wmv)"


translate = QCoreApplication.translate


class SourceMenu(QMenu):
    """Filled anew each time it opens: cameras come and go."""

    def __init__(
        self, parent: QWidget, current: Callable[[], Choice | None], size: Callable[[], str],
        start: Callable[[Choice], None], stop: Callable[[], None], set_size: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._current, self._size = current, size
        self._start, self._stop, self._set_size = start, stop, set_size
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """What there is now."""
        self.clear()
        current = self._current()
        found = cameras()
        for camera in found:
            action = self.addAction(icon("camera"), camera.name)
            key = camera_key(camera)
            action.setCheckable(True)
            action.setChecked(current is not None and current.key == key)
            action.triggered.connect(lambda _=False, k=key: self._start(Choice(k, self._size())))
        if not found:
            self.addAction(icon("camera-off"), translate("SourceMenu", "No camera is plugged in")).setEnabled(
                False
            )
        self._add_sizes()
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
            icon("link"), translate("SourceMenu", "Network camera (RTSP or HTTP)..."), self.ask_address
        )
        self.addAction(
            icon("play"), translate("SourceMenu", "Synthetic demo"), lambda: self._start(Choice(SYNTHETIC))
        )
        self.addSeparator()
        stop = self.addAction(icon("square"), translate("SourceMenu", "Stop the source"), self._stop)
        stop.setEnabled(current is not None)

    def _add_sizes(self) -> None:
        sub = self.addMenu(translate("SourceMenu", "Resolution"))
        group = QActionGroup(sub)
        for size in (*(f"{w}x{h}" for w, h in SIZES), ""):
            action = sub.addAction(
                size.replace("x", " × ") if size else translate("SourceMenu", "As the camera likes")
            )
            action.setCheckable(True)
            action.setChecked(size == self._size())
            action.triggered.connect(lambda _=False, s=size: self._set_size(s))
            group.addAction(action)

    def ask_video(self, *, loop: bool) -> None:
        """Choose a film."""
        words = translate("SourceMenu", "Videos {0}").format(_FILMS)
        name, _ = QFileDialog.getOpenFileName(
            self.parentWidget(), translate("SourceMenu", "Open a video"), "", words
        )
        if name:
            self._start(Choice(f"{VIDEO}{name}", loop=loop))

    def ask_address(self) -> None:
        """Type an address."""
        words = translate("SourceMenu", "Address of the stream, for example rtsp://192.168.1.20/live")
        text, good = QInputDialog.getText(
            self.parentWidget(), translate("SourceMenu", "Network camera"), words
        )
        if good and text.strip():
            self._start(Choice(f"{VIDEO}{text.strip()}"))
