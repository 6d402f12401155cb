"""A photo over the live picture: the one just taken, or the best so far when patience is over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from faceqnet_engine.live.capture import State
from faceqnet_engine.live.reading import Reading
from faceqnet_gui.live.shots import Shot, thumbnail
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.painters import paint_score_arc
from faceqnet_gui.look.tokens import DARK
from faceqnet_gui.look.widgets import Button

_SIZE = (168, 208)
_OFFER_SHARE, _HINT_FROM = 0.2, 0.78
"""Width of the offered photo over the picture's; where the hint begins over its height."""


class Offer(QWidget):
    """Lies over the preview; hidden when there is nothing to offer."""

    taken = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview = parent
        self._image, self._title, self._large = QImage(), "", False
        self._quality: int | None = None
        self.button = Button("", "camera", "primary")
        self.button.clicked.connect(self.taken)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addStretch()
        column.addWidget(self.button)
        self.retranslate()
        self.hide()
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """New words."""
        self.button.setText(self.tr("Take this one"))

    def offer(self, best: Reading | None, state: State) -> None:
        """The best so far; nothing takes the offer away, unless a photo is being looked at."""
        if best is None:
            if state is not State.REVIEW:
                self.hide()
            return
        self._show(
            thumbnail(best, (2 * _SIZE[0], 2 * _SIZE[1])), best.quality, self.tr("Best so far"), large=False
        )

    def review(self, shot: Shot, keys: tuple[str, str] | None) -> None:
        """The photo just taken, large; with what accepts it and what takes it again where people are asked."""
        words = self.tr("{0} accepts, {1} takes it again").format(*keys) if keys else self.tr("Taken")
        image = shot.thumb if shot.reading is None else thumbnail(shot.reading, (672, 832))
        self._show(image, shot.quality, words, large=True)

    def _show(self, image: QImage, quality: int | None, title: str, *, large: bool) -> None:
        self._image, self._quality, self._title, self._large = image, quality, title, large
        self.button.setVisible(not large)
        self._place()
        self.setAccessibleName(title)
        self.show()
        self.raise_()
        self.update()

    def _place(self) -> None:
        """Where it lies over the preview, as large as that is now."""
        parent = self._preview
        if self._large:
            high = round(0.86 * parent.height())
            wide = round((high - 76) * _SIZE[0] / _SIZE[1]) + 24
            self.setGeometry((parent.width() - wide) // 2, (parent.height() - high) // 2, wide, high)
        else:
            photo = min(_SIZE[0], round(_OFFER_SHARE * parent.width()))
            wide, high = photo + 24, photo * _SIZE[1] // _SIZE[0] + 96
            below = round(_HINT_FROM * parent.height()) - high  # above the hint, which may be long
            self.setGeometry(
                parent.width() - wide - 16, min((parent.height() - high) // 2, below), wide, high
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        p.setPen(QPen(QColor(DARK.pass_ if self._large else DARK.review), 2))
        p.setBrush(QColor(16, 17, 19, 238))
        p.drawRoundedRect(whole, 14, 14)
        wide = whole.width() - 22
        picture = QRectF(whole.left() + 11, whole.top() + 11, wide, wide * _SIZE[1] / _SIZE[0])
        path = QPainterPath()
        path.addRoundedRect(picture, 8, 8)
        p.setClipPath(path)
        p.drawImage(picture, self._image)
        p.setClipping(False)
        p.setFont(font("emphasis" if self._large else "strong"))
        p.setPen(QColor(DARK.t1))
        if self._large:
            arc = QRectF(picture.left(), picture.bottom() + 6, 46, 46)
            paint_score_arc(p, arc, self._quality, DARK)
            p.drawText(QPointF(arc.right() + 12, arc.center().y() + 5), self._title)
            return
        quality = "" if self._quality is None else str(self._quality)
        line = QRectF(picture.left(), picture.bottom() + 6, picture.width(), 20)
        metrics = p.fontMetrics()
        room = int(line.width()) - metrics.horizontalAdvance(quality) - 6
        title = metrics.elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        p.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        p.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, quality)
