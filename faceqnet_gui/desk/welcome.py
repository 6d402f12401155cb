"""What stands in the window before anything is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.look.fonts import font, scaled
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import images
from faceqnet_gui.session.recent import Recent
from faceqnet_gui.worker.thumbnails import Pictures

_WIDTH, _CARD, _PICTURE = 640, 312, 56
_MOST = 6


class RecentCard(QAbstractButton):
    """A session: its first photo, its name, how many images, when it was open last."""

    def __init__(self, recent: Recent) -> None:
        super().__init__()
        self.recent = recent
        self._image = QImage()
        self.setFixedSize(_CARD, max(_PICTURE + 16, scaled(_PICTURE + 4)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        opened = QDateTime.fromString(recent.opened, Qt.DateFormat.ISODate)
        when = QLocale().toString(opened, QLocale.FormatType.ShortFormat)
        self._below = self.tr("{0}, {1}").format(images(recent.images), when)
        self.setAccessibleName(self.tr("Go on with {0}").format(recent.title))
        self.setAccessibleDescription(self._below)
        self.setToolTip(recent.path)
        theme().changed.connect(self.update)

    def set_image(self, image: QImage) -> None:
        """Its first photo."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, tokens = QPainter(self), theme().tokens
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        p.setPen(QPen(QColor(tokens.line), 1))
        p.setBrush(QColor(tokens.bg2 if self.underMouse() else tokens.bg1))
        p.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        if self.hasFocus():
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        place = self.rect().adjusted(8, 0, 0, 0)
        place.setSize(QSize(_PICTURE, _PICTURE))
        place.moveTop((self.height() - _PICTURE) // 2)
        shape = QPainterPath()
        shape.addRoundedRect(place, 6, 6)
        p.setClipPath(shape)
        p.fillRect(place, QColor(tokens.bg3))
        if self._image.isNull():
            mark = pixmap("images", 24, tokens.t3, self.devicePixelRatioF())
            p.drawPixmap(place.center().x() - 11, place.center().y() - 11, mark)
        else:
            side = min(self._image.width(), self._image.height())
            top = (self._image.height() - side) // 3  # faces are seldom at the bottom
            p.drawImage(place, self._image, QRect((self._image.width() - side) // 2, top, side, side))
        p.setClipping(False)
        x, room = place.right() + 14, self.width() - place.right() - 26
        middle = self.height() // 2
        for role, colour, text, y in (
            ("emphasis", tokens.t1, self.recent.title, middle - scaled(22)),
            ("secondary", tokens.t2, self._below, middle + 1),
        ):
            p.setFont(font(role))
            p.setPen(QColor(colour))
            shown = p.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room)
            p.drawText(x, y, room, scaled(20), Qt.AlignmentFlag.AlignVCenter, shown)
        p.end()


class Welcome(QWidget):
    """A drop area, Open, Camera, the demo, what was open lately; nothing else."""

    open_wanted = Signal()
    camera_wanted = Signal()
    demo_wanted = Signal()
    session_wanted = Signal(str)
    opened = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self._drop_area(), 0, Qt.AlignmentFlag.AlignHCenter)
        self._head = label(role="section", tone="t3")
        self._head.setFixedWidth(_WIDTH)
        outer.addSpacing(28)
        outer.addWidget(self._head, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addSpacing(4)
        holder = QWidget()
        holder.setFixedWidth(_WIDTH)
        self._recent = QGridLayout(holder)
        self._recent.setContentsMargins(0, 0, 0, 0)
        self._recent.setSpacing(_WIDTH - 2 * _CARD)
        self._recent.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        outer.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self._shown: tuple[object, ...] | None = None
        self._cards: dict[object, RecentCard] = {}
        self._pictures: Pictures | None = None
        self._draw()
        theme().changed.connect(self._draw)

    def _drop_area(self) -> QWidget:
        box = QWidget()
        box.setObjectName("drop")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box.setFixedWidth(_WIDTH)
        column = QVBoxLayout(box)
        column.setContentsMargins(40, 40, 40, 40)
        column.setSpacing(10)
        self._icon = QLabel()
        self._title, self._sentence = label(role="title"), label(tone="t2")
        for part in (self._icon, self._title, self._sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        self._sentence.setWordWrap(True)
        self._open = Button("", "folder-open", "primary")
        self._camera, self._demo = Button("", "camera"), Button("", "play")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button, wanted in (
            (self._open, self.open_wanted),
            (self._camera, self.camera_wanted),
            (self._demo, self.demo_wanted),
        ):
            button.clicked.connect(wanted)
            buttons.addWidget(button)
        buttons.addStretch()
        column.addSpacing(10)
        column.addLayout(buttons)
        return box

    def retranslate(self) -> None:
        """New words."""
        self._title.setText(self.tr("Drop photos here"))
        self._sentence.setText(self.tr("Folders, images or a video. Nothing leaves this computer."))
        self._open.setText(self.tr("Open..."))
        self._camera.setText(self.tr("Camera"))
        self._demo.setText(self.tr("Try the demo"))
        self._head.setText(self.tr("Opened lately"))
        self._shown = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._open.setFocus()

    def use_pictures(self, pictures: Pictures) -> None:
        """Where first photos come from."""
        self._pictures = pictures
        pictures.thumbnail_ready.connect(self._picture_ready)

    def show_recent(self, recent: Sequence[Recent]) -> None:
        """Sessions that were open before and are still there."""
        here = tuple(r for r in recent if r.exists)[:_MOST]
        if here == self._shown:
            return
        self._shown = here
        self._cards = {}
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._head.setVisible(bool(here))
        for n, session in enumerate(here):
            card = RecentCard(session)
            card.clicked.connect(lambda _=False, p=session.path: self.session_wanted.emit(p))
            self._recent.addWidget(card, n // 2, n % 2)
            if session.first_image:
                self._cards[_key(session)] = card
                self._ask(session)

    def _ask(self, session: Recent) -> None:
        if self._pictures is not None:
            row = Assessment(path=session.first_image, file=session.first_image)
            image = self._pictures.thumbnail(_key(session), row)
            if image is not None:
                self._cards[_key(session)].set_image(image)

    def _picture_ready(self, key: object) -> None:
        card = self._cards.get(key)
        if card is not None:
            self._ask(card.recent)

    def _draw(self) -> None:
        self._icon.setPixmap(pixmap("images", 96, theme().tokens.line2, self.devicePixelRatioF()))


def _key(session: Recent) -> tuple[str, None, int]:
    """As the window names pictures: file, frame, face."""
    return (session.first_image, None, 0)
