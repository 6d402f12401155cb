"""How large the oval is: as the profile says, or as people have set it for that profile at this desk."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from faceqnet_engine.live.guide import distance_of, working_distance
from faceqnet_engine.measures.profiles import GUIDE_LEAST, GUIDE_MOST
from faceqnet_gui.live.control import LiveControl
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import decimal

_USUAL_PICTURE = (1280, 720)
_CLEAR = 40
"""Of the oval and its ticks."""
_STEP = 0.05
"""Metres: distances are said to five centimetres, more is not known."""


def metres_words(metres: float) -> str:
    """`55 cm`, `1.2 m`: to what is known of it."""
    if metres < 1.0:
        return f"{round(100 * _STEP * round(metres / _STEP))} cm"
    return f"{decimal(metres, 1)} m"


class GuideSize(QWidget):
    """The slider, what it means for the place, and how far the person is now."""

    def __init__(self, control: LiveControl) -> None:
        super().__init__()
        self._control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._title, self._share = label(role="strong"), label(role="secondary", tone="t2")
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._share)
        column.addLayout(head)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(100 * GUIDE_LEAST), round(100 * GUIDE_MOST))
        self.slider.setPageStep(5)
        self.slider.setMinimumHeight(28)
        self.slider.valueChanged.connect(lambda value: control.oval.set(value / 100))
        column.addWidget(self.slider)
        self.fits, self.now = label(role="secondary", tone="t2"), label(role="secondary", tone="t2")
        for part in (self.fits, self.now):
            part.setWordWrap(True)
            column.addWidget(part)
        self.reset = Button("", "rotate-ccw")
        self.reset.clicked.connect(lambda: control.oval.set(None))
        column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        control.changed.connect(self.show_size)
        self.retranslate()

    def retranslate(self) -> None:
        """New words."""
        self._title.setText(self.tr("Size of the oval"))
        self.slider.setAccessibleName(self.tr("Size of the oval"))
        self.slider.setToolTip(
            self.tr("Share of the picture's height; a smaller oval lets people stand farther away.")
        )
        self.reset.setText(self.tr("As the profile says"))
        self.reset.setToolTip(
            self.tr("Each profile has a size of its own; what is set here is kept for it at this desk.")
        )
        self.show_size()

    def show_size(self) -> None:
        """What is in force."""
        if not self.isVisible() and self.fits.text():
            return  # called with every frame
        control, share = self._control, self._control.oval.share
        self.slider.blockSignals(True)
        self.slider.setValue(round(100 * share))
        self.slider.blockSignals(False)
        self._share.setText(self.tr("{0} % of the picture").format(round(100 * share)))
        size = _USUAL_PICTURE if control.picture is None else control.picture.frame.size
        fits = self.tr("A face fits the oval about {0} from a camera with a webcam's usual angle of view.")
        self.fits.setText(fits.format(metres_words(working_distance(*size, share))))
        self._show_now(size)
        self.reset.setEnabled(control.oval.is_own)

    def _show_now(self, size: tuple[int, int]) -> None:
        eyes = self._control.values.get("pixels") if self._control.running else None
        if eyes:
            words = self.tr("The person is about {0} away now.")
            self.now.setText(words.format(metres_words(distance_of(eyes, size[0]))))
        else:
            self.now.setText(self.tr("Nobody is in the picture."))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_size()


class GuidePopup(QWidget):
    """The slider beside the picture, while the oval follows it. Esc and a click elsewhere close it."""

    shown = Signal(bool)

    def __init__(self, control: LiveControl, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # the corners of the card are round
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        card.setObjectName("liveCard")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        self.size_editor = GuideSize(control)
        self.size_editor.setFixedWidth(300)
        column.addWidget(self.size_editor)

    def open_at(self, button: QWidget, clear_of: int) -> None:
        """Under a button, its right edge under the button's, unless it would cover what is being set.

        Args:
            button: What opened it.
            clear_of: Right edge of the oval, in the coordinates of the button's parent.
        """
        self.adjustSize()
        left = max(button.width() - self.width(), clear_of + _CLEAR - button.x())
        self.move(button.mapToGlobal(QPoint(left, button.height() + 6)))
        self.show()
        self.size_editor.slider.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(False)
