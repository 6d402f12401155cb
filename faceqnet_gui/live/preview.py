"""The live picture with everything that lies over it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from faceqnet_engine.live.capture import State
from faceqnet_engine.live.checks import CheckState
from faceqnet_engine.live.reading import Reading, Subject
from faceqnet_engine.live.smoothing import OneEuro
from faceqnet_gui.live.control import LiveControl
from faceqnet_gui.live.guide import Ring, oval_of, paint_guide, paint_landmarks, paint_targets
from faceqnet_gui.live.guide_size import GuidePopup
from faceqnet_gui.live.hints import icon_of, tone_of, words_of
from faceqnet_gui.live.pills import PillButton, paint_hint
from faceqnet_gui.live.state_words import light_words
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.painters import paint_brackets, paint_other_face
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.tokens import DARK
from faceqnet_gui.look.widgets import EmptyState
from faceqnet_gui.worker.live_worker import Picture
from faceqnet_gui.worker.preview import Fit, Placed

RADIUS = 14.0
_FLASH_MILLISECONDS = 80
_LIVE = frozenset({State.SEARCHING, State.ADJUSTING, State.HOLDING, State.COUNTDOWN, State.TIMED_OUT})
_FROZEN = frozenset({State.CAPTURING, State.REVIEW})
_MARGIN, _NUMBER_ROOM = 16, 44


class Preview(QWidget):
    """Paints the newest picture and what is known of it; the signals say when, and of which moment each was."""

    painted = Signal(float, float)  # a picture: now, when its frame arrived
    overlaid = Signal(float, float)  # what a reading tells: now, when its frame arrived

    def __init__(self, control: LiveControl) -> None:
        super().__init__()
        self._control = control
        self.source_button = PillButton("", self, opens=True)
        self.mirror_button = PillButton("flip-horizontal-2", self)
        self.guide_button = PillButton("ruler", self, opens=True)
        self.guide_popup = GuidePopup(control, self)
        self.guide_button.clicked.connect(self.open_guide)
        self.guide_popup.shown.connect(self.update)
        self.message = EmptyState()
        self._panel = QWidget(self)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.message)
        self._panel.hide()
        self._smooth = OneEuro(2.0, 0.08)
        self._identity: int | None = None
        self._refitted: Picture | None = None
        self._last_shown = -1
        self._last_told: Reading | None = None
        self._flash = False
        self._oval_right = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(420, 260)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        control.pictured.connect(self.update)
        control.judged.connect(self.update)  # at once: the next picture may be 30 ms away
        control.flashed.connect(self.flash)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(1040, 650)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tell_fit()
        self._panel.setGeometry(self.rect())
        self.place_buttons()

    def tell_fit(self) -> None:
        """How the worker should make pictures ready."""
        self._control.worker.fit(self._fit())

    def _fit(self) -> Fit:
        ratio = self.devicePixelRatioF()
        size = (max(16, round(self.width() * ratio)), max(16, round(self.height() * ratio)))
        return Fit(*size, self._control.host.settings.live_mirror)

    def _refitted_from(self, picture: Picture) -> Picture:
        known = self._refitted
        if known is not None and known.frame is picture.frame and known.fit == self._fit():
            return known
        return picture.refitted(self._fit())

    def place_buttons(self) -> None:
        """Into the upper corners of the picture, clear of the number over the oval."""
        left = _MARGIN + self._beside()
        room = self.width() // 2 - left - _NUMBER_ROOM
        for button in (self.source_button, self.mirror_button, self.guide_button):
            button.resize(min(button.sizeHint().width(), room), button.sizeHint().height())
        self.source_button.move(left, _MARGIN)
        self.mirror_button.move(self.width() - self.mirror_button.width() - left, _MARGIN)
        below = _MARGIN + self.mirror_button.height() + 8
        self.guide_button.move(self.width() - self.guide_button.width() - left, below)
        for button in (self.source_button, self.mirror_button, self.guide_button):
            button.raise_()

    def _beside(self) -> int:
        """Room that the picture leaves at each side."""
        picture = self._control.picture
        if picture is None or not self._control.running:
            return 0
        return round(
            (self.width() - self._fit().placed(picture.frame.size).width / self.devicePixelRatioF()) / 2
        )

    def open_guide(self) -> None:
        """The size of the oval, beside it."""
        self.guide_popup.open_at(self.guide_button, self._oval_right)

    def show_message(
        self, icon: str, title: str, sentence: str, buttons: list[tuple[str, str, Callable[[], object]]]
    ) -> None:
        """In place of the picture: off, opening, error."""
        self.message.show_state(icon, title, sentence, buttons)
        self._panel.show()

    def hide_message(self) -> None:
        """The picture again."""
        if self._panel.isVisible():
            self._panel.hide()

    def flash(self) -> None:
        """A white frame: a photo is taken."""
        if self._control.host.settings.live_flash:
            self._flash = True
            self.update()
            QTimer.singleShot(_FLASH_MILLISECONDS, self, self._end_flash)

    def _end_flash(self) -> None:
        self._flash = False
        self.update()

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        tokens = theme().tokens
        whole = QRectF(self.rect())
        p.fillRect(whole, QColor(tokens.bg0))
        rounded = QPainterPath()
        rounded.addRoundedRect(whole, RADIUS, RADIUS)
        picture = self._control.picture
        shows = picture is not None and self._control.state not in {State.OFF, State.OPENING, State.ERROR}
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shows and picture is not None:
            if picture.fit != self._fit():  # the window was resized since: the last picture anew
                picture = self._refitted = self._refitted_from(picture)
            self._paint_live(p, whole, picture.pixels, picture.frame.size)
            self._count(picture.frame.number, picture.frame.captured)
        else:
            p.fillPath(rounded, QColor(tokens.bg1))
        if shows:
            self._paint_corners(p, whole, QColor(tokens.bg0))
        if self._flash:
            p.fillPath(rounded, QColor("#FFFFFF"))
        p.end()

    @staticmethod
    def _paint_corners(p: QPainter, whole: QRectF, colour: QColor) -> None:
        """Rounded, by four small shapes: one large one would cost as much as the picture."""
        for right in (False, True):
            for low in (False, True):
                corner = QPointF(
                    whole.right() if right else whole.left(), whole.bottom() if low else whole.top()
                )
                inwards = QPointF(-RADIUS if right else RADIUS, -RADIUS if low else RADIUS)
                square = QPainterPath()
                square.addRect(QRectF(corner, corner + inwards).normalized())
                disc = QPainterPath()
                disc.addEllipse(corner + inwards, RADIUS, RADIUS)
                p.fillPath(square.subtracted(disc), colour)

    def _count(self, number: int, captured: float) -> None:
        if number != self._last_shown:
            self._last_shown = number
            self.painted.emit(monotonic(), captured)

    def _paint_live(
        self, p: QPainter, whole: QRectF, pixels: NDArray[np.uint8], size: tuple[int, int]
    ) -> None:
        ratio = self.devicePixelRatioF()
        lost = self._control.state is State.LOST
        if lost:
            grey = pixels[..., :3].mean(2, keepdims=True).astype(np.uint8)
            pixels = np.ascontiguousarray(np.concatenate([np.repeat(grey, 3, 2), pixels[..., 3:]], 2))
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        origin = QPointF(
            round((self.width() - width / ratio) / 2), round((self.height() - height / ratio) / 2)
        )
        if width / ratio < self.width() - 1 or height / ratio < self.height() - 1:
            p.fillRect(whole, QColor("#0B0C0D"))
        p.drawImage(origin, image)
        placed = self._fit().placed(size)
        bounds = QRectF(origin.x(), origin.y(), width / ratio, height / ratio)
        if lost:
            p.fillRect(bounds, QColor(16, 17, 19, 150))
            title, sentence = light_words(self._control)
            paint_hint(p, bounds.center(), bounds.width() - 32, title, "unplug", "fail", ratio, 24)
            p.setPen(QColor(DARK.t1))
            p.setFont(font("emphasis"))
            p.drawText(bounds.adjusted(16, 84, -16, 0), Qt.AlignmentFlag.AlignCenter, sentence)
            return
        oval = oval_of(size, self._control.oval.share, placed, ratio, origin)
        self._oval_right = round(oval.right())
        paint_guide(p, bounds, oval, self._ring())
        if self.guide_popup.isVisible():
            paint_targets(p, oval)
        self._paint_face(p, placed, ratio, origin)
        self._paint_hint(p, oval, bounds)
        reading = self._control.reading
        if reading is not None and reading is not self._last_told:
            self._last_told = reading
            self.overlaid.emit(monotonic(), reading.frame.captured)

    def _ring(self) -> Ring:
        session = self._control.session
        hinted = next((row.check for row in session.rows if row.id == session.hints.shown), "")
        machine = session.machine
        return Ring(session.checks(), hinted, machine.closing, machine.number)

    def _paint_face(self, p: QPainter, placed: Placed, ratio: float, origin: QPointF) -> None:
        reading = self._control.reading
        if reading is None or reading.subject is None or self._control.state not in _LIVE | _FROZEN:
            return
        subject = reading.subject

        def on_screen(points: NDArray[np.floating]) -> list[QPointF]:
            found = [placed.point(float(x), float(y)) for x, y in points]
            return [QPointF(origin.x() + x / ratio, origin.y() + y / ratio) for x, y in found]

        def boxed(corners: NDArray[np.floating]) -> QRectF:
            return QRectF(*on_screen(corners)).normalized()

        mouth = self._mouth(subject)
        shown = self._smoothed(subject, reading.frame.captured)
        for number, box in enumerate(reading.others if reading.others is not None else (), start=2):
            paint_other_face(p, boxed(_corners(box)), number)
        paint_brackets(p, boxed(shown[5:]))
        paint_landmarks(p, on_screen(shown[:5]), [] if mouth is None else on_screen(mouth))

    def _smoothed(self, subject: Subject, time: float) -> NDArray[np.float64]:
        """(7, 2): landmarks, and two corners of the box."""
        if subject.identity != self._identity:
            self._identity = subject.identity
            self._smooth.reset()
        return self._smooth(np.concatenate([subject.landmarks, _corners(subject.box)]), time)

    def _mouth(self, subject: Subject) -> NDArray[np.float32] | None:
        checks = {c.id: c.state for c in self._control.session.checks()}
        missed = checks.get("mouth") in {CheckState.MISSED, CheckState.FAR}
        return subject.mouth if missed else None

    def _paint_hint(self, p: QPainter, oval: QRectF, bounds: QRectF) -> None:
        control, hints = self._control, self._control.session.hints
        if not hints.shown or control.state not in _LIVE | {State.SAVED}:
            return
        mirrored = control.host.settings.live_mirror
        icon = icon_of(hints.shown, mirrored=mirrored, roll=hints.values.get("roll", 0.0))
        tone = tone_of(hints.shown, control.state, control.session.machine.light)
        size = 28 if self.height() > 420 else 22
        y = min(
            bounds.bottom() - 1.6 * size - 10,
            max(oval.bottom() + 2.2 * size, bounds.top() + 0.78 * bounds.height()),
        )
        words = words_of(hints.shown, again=hints.again)
        paint_hint(
            p,
            QPointF(bounds.center().x(), y),
            bounds.width() - 32,
            words,
            icon,
            tone,
            self.devicePixelRatioF(),
            size,
        )


def _corners(box: NDArray[np.float32]) -> NDArray[np.float32]:
    """(2, 2) of (4,) x, y, width, height."""
    return np.stack([box[:2], box[:2] + box[2:]])
