"""Cards of Live: the traffic light, and the frame that all cards share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from faceqnet_engine.live.capture import Light
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Label, label


class Fitting(Label):
    """Words as long as there is room: the first text that fits, else the last one, cut in its middle."""

    def __init__(self, role: str, tone: str = "t1") -> None:
        super().__init__("", role)
        self.setProperty("role", tone)
        self._texts: tuple[str, ...] = ("",)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_texts(self, *texts: str) -> None:
        """The same thing said ever shorter."""
        if texts != self._texts:
            self._texts = texts
            self.setAccessibleName(texts[0])
            self.setToolTip(texts[0] if len(texts) > 1 else "")
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        whole = next((t for t in self._texts if metrics.horizontalAdvance(t) <= room), "")
        words = whole or metrics.elidedText(self._texts[-1], Qt.TextElideMode.ElideMiddle, room)
        if words != self.text():
            self.setText(words)


class Card(QFrame):
    """A rounded panel with a column inside."""

    def __init__(self, margins: tuple[int, int, int, int] = (20, 16, 20, 16), spacing: int = 10) -> None:
        super().__init__()
        self.setObjectName("liveCard")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(spacing)

    def head(self) -> tuple[QLabel, Fitting, QHBoxLayout]:
        """A title at the left, and words at the right."""
        row = QHBoxLayout()
        row.setSpacing(8)
        title, words = label(role="emphasis"), Fitting("secondary", "t3")
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(title)
        row.addWidget(words, 1)
        self.column.addLayout(row)
        return title, words, row

    def set_compact(self, compact: bool) -> None:
        """Less room inside."""
        self.column.setContentsMargins(*((14, 10, 14, 10) if compact else (20, 16, 20, 16)))


LIGHTS = (
    (Light.FAIL, "octagon-x", "fail", "on_fail"),
    (Light.REVIEW, "triangle-alert", "review", "on_review"),
    (Light.PASS, "circle-check", "pass_", "on_pass"),
)


class Lamps(QWidget):
    """Three lamps: colour, shape and place say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._light = Light.NONE
        self._side = 52
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(3 * self._side + 2 * 10 + 8, self._side + 8)

    def set_side(self, side: int) -> None:
        """Of one lamp."""
        self._side = side
        self.setFixedSize(self.sizeHint())

    def set_light(self, light: Light) -> None:
        """Which one is on."""
        if light is not self._light:
            self._light = light
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        side = self._side
        for n, (light, icon, on, ink) in enumerate(LIGHTS):
            centre = QPointF(4 + n * (side + 10) + side / 2, self.height() / 2)
            lit = light is self._light
            if lit:
                halo = QColor(getattr(tokens, on))
                halo.setAlpha(64)
                p.setPen(Qt.PenStyle.NoPen)
                p.setBrush(halo)
                p.drawEllipse(centre, side / 2 + 4, side / 2 + 4)
            p.setPen(QPen(QColor(getattr(tokens, on) if lit else tokens.line), 2))
            p.setBrush(QColor(getattr(tokens, on) if lit else tokens.bg1))
            p.drawEllipse(centre, side / 2 - 1, side / 2 - 1)
            drawing = 24 if side > 44 else 18
            colour = getattr(tokens, ink) if lit else tokens.line2
            rect = QRectF(centre.x() - drawing / 2, centre.y() - drawing / 2, drawing, drawing)
            p.drawPixmap(rect.topLeft(), pixmap(icon, drawing, colour, self.devicePixelRatioF()))


class LightCard(Card):
    """The traffic light with a word and a sentence."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout()
        self._row = row
        row.setSpacing(20)
        self.lamps = Lamps()
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title, self._sentence = label(role="title"), label(role="secondary", tone="t2")
        self._title.setWordWrap(True)
        self._sentence.setWordWrap(True)
        self._sentence.setMinimumHeight(32)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        words.addStretch()
        row.addWidget(self.lamps)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    @property
    def words(self) -> tuple[str, str]:
        """Title and sentence."""
        return self._title.text(), self._sentence.text()

    def show_state(self, light: Light, title: str, sentence: str) -> None:
        """What it says."""
        self.lamps.set_light(light)
        if (title, sentence) != self.words:
            self._title.setText(title)
            self._sentence.setText(sentence)
            self.setAccessibleName(f"{title}. {sentence}")

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self.lamps.set_side(34 if compact else 52)
        margins = self.column.contentsMargins()  # however little the checks leave: no lamp is cut
        self.setMinimumHeight(self.lamps.height() + margins.top() + margins.bottom() + 2)
        self._title.setFont(font("item" if compact else "title"))
        self._row.setSpacing(12 if compact else 20)
        self._sentence.setMinimumHeight(0 if compact else 32)
