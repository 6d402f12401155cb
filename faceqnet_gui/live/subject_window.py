"""What the person sees: the picture, the oval, one sentence. No numbers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from faceqnet_engine.live.capture import State
from faceqnet_gui.live.control import LiveControl
from faceqnet_gui.live.guide import Ring, oval_of, paint_guide
from faceqnet_gui.live.hints import icon_of, tone_of, words_of
from faceqnet_gui.live.pills import paint_hint
from faceqnet_gui.live.shown_picture import shown_image
from faceqnet_gui.worker.preview import Fit

_WORDS_SHARE = 0.05
"""Height of the sentence over that of the screen."""
_QUIET = frozenset({State.OFF, State.OPENING, State.ERROR})


class SubjectWindow(QWidget):
    """On a second screen if there is one, else over the whole of the only one; F11 or Esc closes it.

    The keys of the view are added as actions by the one who opens it, so that they act (and are remapped) here too.
    """

    closed = Signal()

    def __init__(self, control: LiveControl) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._control = control
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(self.tr("FaceQnet: subject screen"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        control.pictured.connect(self.update)
        control.changed.connect(self.update)

    def open(self, own: QWidget) -> None:
        """On the screen that the desk is not on."""
        here = own.screen()
        others = [s for s in QGuiApplication.screens() if s is not here]
        self.setGeometry((others[0] if others else here).geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.fillRect(self.rect(), QColor("#0B0C0D"))
        state = self._control.state
        picture = self._control.picture
        if picture is not None and state not in _QUIET:
            self._paint_picture(p)
        self._paint_words(p)
        p.end()

    def _paint_picture(self, p: QPainter) -> None:
        picture = self._control.picture
        assert picture is not None
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        size = picture.frame.size
        placed = Fit(round(self.width() * ratio), round(self.height() * ratio), mirrored=True).placed(size)
        image, part = shown_image(picture.frame.pixels, placed)
        wide, high = placed.width / ratio, placed.height / ratio
        origin = QPointF((self.width() - wide) / 2, (self.height() - high) / 2)
        bounds = QRectF(origin.x(), origin.y(), wide, high)
        p.save()
        p.translate(bounds.center())
        p.scale(-1, 1)  # the subject screen is always a mirror
        p.translate(-bounds.center())
        p.drawImage(bounds, image, part)
        p.restore()
        if self._control.state is State.LOST:
            p.fillRect(bounds, QColor(16, 17, 19, 170))
            return
        machine, session = self._control.session.machine, self._control.session
        hinted = next((row.check for row in session.rows if row.id == session.hints.shown), "")
        oval = oval_of(size, self._control.oval.share, placed, ratio, origin)
        paint_guide(p, bounds, oval, Ring(session.checks(), hinted, machine.closing, machine.number))

    def _paint_words(self, p: QPainter) -> None:
        control, hints = self._control, self._control.session.hints
        high = max(18, round(_WORDS_SHARE * self.height()))
        centre = QPointF(self.width() / 2, self.height() - 2.2 * high)
        if control.state in _QUIET | {State.LOST}:
            words, middle = self.tr("One moment, please"), QRectF(self.rect()).center()
            paint_hint(p, middle, self.width() - 40, words, "clock", "t2", self.devicePixelRatioF(), high)
            return
        if not hints.shown:
            return
        icon = icon_of(hints.shown, mirrored=True, roll=hints.values.get("roll", 0.0))
        tone = tone_of(hints.shown, control.state, control.session.machine.light)
        words = words_of(hints.shown, again=hints.again)
        paint_hint(p, centre, self.width() - 40, words, icon, tone, self.devicePixelRatioF(), high)
