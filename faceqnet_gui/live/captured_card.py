"""The photos of this person, and the three buttons of the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from faceqnet_gui.live.cards import Card
from faceqnet_gui.live.shots import Shot
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.key_button import KeyButton
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label

_PULSE_MILLISECONDS = 600


class ShotStrip(QWidget):
    """Thumbnails with their quality; the best has a star and a ring."""

    def __init__(self) -> None:
        super().__init__()
        self._shots: list[Shot] = []
        self._best: Shot | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(52)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(360, 104)

    def show_shots(self, shots: Sequence[Shot], best: Shot | None) -> None:
        """Bring up to date."""
        self._shots, self._best = list(shots), best
        self.setAccessibleName(", ".join("–" if s.quality is None else str(s.quality) for s in self._shots))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        high = self.height() - 8.0
        wide = high * 84 / 104
        x, room = 4.0, int((self.width() - 4) // (wide + 9))
        for shot in self._shots[: max(1, room)]:
            self._paint_shot(p, QRectF(x, 4, wide, high), shot)
            x += wide + 9
        if len(self._shots) < room:
            self._paint_empty(p, QRectF(x, 4, wide, high))

    def _paint_shot(self, p: QPainter, rect: QRectF, shot: Shot) -> None:
        tokens = theme().tokens
        path = QPainterPath()
        path.addRoundedRect(rect, 8, 8)
        p.save()
        p.setClipPath(path)
        p.drawImage(rect, shot.thumb)
        p.restore()
        best = shot is self._best
        if best:
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(rect.adjusted(-2.5, -2.5, 2.5, 2.5), 10, 10)
        if not shot.accepted:
            p.setPen(QPen(QColor("#F2C14E"), 1.5, Qt.PenStyle.DashLine))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)
        self._paint_quality(p, rect, shot, best=best)

    def _paint_quality(self, p: QPainter, rect: QRectF, shot: Shot, *, best: bool) -> None:
        words = "–" if shot.quality is None else str(shot.quality)
        p.setFont(font("section"))
        wide = QFontMetricsF(p.font()).horizontalAdvance(words) + (28 if best else 16)
        pill = QRectF(rect.center().x() - wide / 2, rect.bottom() - 24, wide, 18)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(16, 17, 19, 225))
        p.drawRoundedRect(pill, 9, 9)
        if best:
            p.drawPixmap(
                QPointF(pill.left() + 6, pill.top() + 3),
                pixmap("star", 12, "#FFE171", self.devicePixelRatioF()),
            )
        p.setPen(QColor("#ECEDEF"))
        p.drawText(
            pill.adjusted(18 if best else 0, 0, -4 if best else 0, 0), Qt.AlignmentFlag.AlignCenter, words
        )

    def _paint_empty(self, p: QPainter, rect: QRectF) -> None:
        tokens = theme().tokens
        p.setPen(QPen(QColor(tokens.line2), 1, Qt.PenStyle.DashLine))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        place = rect.center() - QPointF(8, 8)
        p.drawPixmap(place, pixmap("plus", 16, tokens.t3, self.devicePixelRatioF()))


class CapturedCard(Card):
    """Thumbnails; Take now, Retake, Next person."""

    take_wanted = Signal()
    retake_wanted = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._right, _ = self.head()
        self._compact = False
        middle = QHBoxLayout()
        middle.setSpacing(12)
        self.strip = ShotStrip()
        self._facts = label(role="secondary", tone="t2")
        self._facts.setWordWrap(True)
        self._facts.setFixedWidth(76)
        middle.addWidget(self.strip, 1)
        middle.addWidget(self._facts)
        self.column.addLayout(middle, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take, self.retake = KeyButton("", "camera"), KeyButton("", "rotate-ccw")
        self.next = KeyButton("", kind="primary")
        for button, wanted in (
            (self.take, self.take_wanted), (self.retake, self.retake_wanted), (self.next, self.next_wanted)
        ):  # fmt: skip
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(wanted)
        row.addWidget(self.take)
        row.addWidget(self.retake)
        row.addStretch()
        row.addWidget(self.next)
        self.column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(_PULSE_MILLISECONDS)
        self._timer.timeout.connect(lambda: self.set_pulsing(not self.take.property("pulse")))
        self.retranslate()

    def retranslate(self) -> None:
        """New words."""
        self._show_keys()
        self.strip.setToolTip(
            self.tr(
                "Photos of this person with their quality; the star marks the best. Dashed: not accepted yet."
            )
        )

    def show_shots(self, subject: str, shots: Sequence[Shot], best: Shot | None, folder: str) -> None:
        """Bring up to date."""
        self._title.setText(self.tr("Captured for {0}").format(subject) if subject else self.tr("Captured"))
        self._right.set_texts(self.tr("saved in {0}").format(folder), folder)
        self.strip.show_shots(shots, best)
        facts = ""
        if best is not None and best.quality is not None:
            facts = self.tr("<b>Best: {0}</b>").format(best.quality)
            if self._compact:
                pass  # one line is all the room there is
            elif any(s.saved is None for s in shots):
                facts += "<br>" + self.tr("not on disk yet")
            elif all(s.accepted for s in shots):
                facts += "<br>" + self.tr("picture, crop and JSON saved")
            else:
                facts += "<br>" + self.tr("to be accepted")
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))

    def enable(self, *, take: bool, retake: bool, go_on: bool, pulse: bool) -> None:
        """Which buttons make sense."""
        self.take.setEnabled(take)
        self.retake.setEnabled(retake)
        self.next.setEnabled(go_on)
        if pulse and not self._timer.isActive():
            self._timer.start()
        elif not pulse and self._timer.isActive():
            self._timer.stop()
            self.set_pulsing(False)

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._compact = compact
        self.column.setSpacing(6 if compact else 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_keys()

    def _show_keys(self) -> None:
        """Where there is room for them."""
        roomy = self.width() >= 430
        whole = (self.tr("Take now"), self.tr("Retake"), self.tr("Next person"))
        short = (self.tr("Take"), self.tr("Retake"), self.tr("Next"))
        keys = (self.tr("Space", "key"), "T", self.tr("Enter", "key"))
        buttons = (self.take, self.retake, self.next)
        for button, words, few, key in zip(buttons, whole, short, keys, strict=True):
            button.setText(words if roomy else few)
            button.set_key(key if roomy else "")
            button.setAccessibleName(f"{words} ({key})")
            button.setToolTip(f"{words} ({key})")

    def set_pulsing(self, on: bool) -> None:
        """Take now in the main button's colours, on and off."""
        self.take.setProperty("pulse", on)
        self.take.style().unpolish(self.take)
        self.take.style().polish(self.take)
