"""Small parts that several views share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import icon, pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.sentences import said

_GAP = 6
"""Between an icon and the words beside it."""


class Label(QLabel):
    """Text in a role of the type scale; it follows the text size."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text)
        self._role = role
        self._restyle()
        theme().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setFont(font(self._role))


def label(text: str = "", role: str = "body", tone: str = "t1") -> QLabel:
    """Text in a role of the type scale and a tone (t1, t2, t3, fail, acc)."""
    made = Label(text, role)
    made.setProperty("role", tone)
    return made


def hairline(vertical: bool = False) -> QFrame:
    """A line one pixel wide."""
    made = QFrame()
    made.setObjectName("hairline")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class IconButton(QToolButton):
    """A button with an icon that follows the theme; its tip is its accessible name too."""

    def __init__(self, name: str, tip: str, *, checkable: bool = False) -> None:
        super().__init__()
        self._name, self._titled = name, False
        self.setCheckable(checkable)
        self.set_tip(tip)
        self._draw()
        theme().changed.connect(self._draw)

    def set_tip(self, tip: str) -> None:
        """What it does."""
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def set_title(self, title: str) -> None:
        """Words beside the icon; none: the icon alone, the words as a tip."""
        self._titled = bool(title)
        self.setText(title)
        self.setProperty("kind", "segment" if title else None)
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if title else style.ToolButtonIconOnly)
        if title:
            self.setAccessibleName(title)
            self.setToolTip("")
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw()

    def _draw(self) -> None:
        self.setIconSize(QSize(16 + (_GAP if self._titled else 0), 16))
        checked = "t1" if self._titled else "acc"
        self.setIcon(icon(self._name, checked_role=checked, gap=_GAP if self._titled else 0))


class Button(QPushButton):
    """A push button with an icon that follows the theme; `kind` is empty or `primary`."""

    def __init__(self, text: str, name: str = "", kind: str = "") -> None:
        super().__init__()
        self._name, self._kind, self._role = name, kind, "t2"
        self.setText(text)
        self.setIconSize(QSize(16 + _GAP, 16))
        if kind:
            self.setProperty("kind", kind)
        self._draw()
        theme().changed.connect(self._draw)

    def set_icon(self, name: str, role: str = "t2") -> None:
        """Another icon, in a token's colour."""
        self._name, self._role = name, role
        self._draw()

    def _draw(self) -> None:
        if self._name:
            self.setIcon(icon(self._name, "on_acc" if self._kind == "primary" else self._role, gap=_GAP))


class Segmented(QWidget):
    """One of several, side by side."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[tuple[str, str, str]]) -> None:
        """`parts` are (key, icon, tip)."""
        super().__init__()
        self.setObjectName("segments")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, IconButton] = {}
        for key, name, tip in parts:
            button = IconButton(name, tip, checkable=True)
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
            self._buttons[key] = button

    def choose(self, key: str) -> None:
        """Check one without announcing it."""
        self._buttons[key].setChecked(True)

    def set_tips(self, tips: dict[str, str]) -> None:
        """New words for the parts, which show their icons only."""
        for key, tip in tips.items():
            self._buttons[key].set_title("")
            self._buttons[key].set_tip(tip)

    def set_titles(self, titles: dict[str, str]) -> None:
        """Words beside the icons."""
        for key, title in titles.items():
            self._buttons[key].set_title(title)


_CHIP_REST = 2 * 14 + 12 + 8 + 4
"""What a chip needs besides its words."""


class Chip(QPushButton):
    """A condition in force; a click or Delete removes it."""

    removed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "chip")
        self.setIcon(icon("x"))
        self.setIconSize(QSize(12, 12))
        self._words = text
        self.setAccessibleName(self.tr("Remove the filter {0}").format(text))
        self.setToolTip(self.accessibleName())
        self.clicked.connect(self.removed)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Words from the left, the cross at the right: a style puts both in the middle, close together.
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        mirrored = QApplication.isRightToLeft()
        room, side = QRect(self.rect()).adjusted(14, 0, -14, 0), self.iconSize().width()
        cross = QRect(
            room.left() if mirrored else room.right() - side + 1, (self.height() - side) // 2, side, side
        )
        words = room.adjusted(side + 8 if mirrored else 0, 0, 0 if mirrored else -side - 8, 0)
        painter.setPen(QColor(theme().tokens.t1))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())
        self.icon().paint(painter, cross)

    def say(self, does: str) -> None:
        """What a click does, where it is no filter."""
        self.setAccessibleName(f"{self._words}. {does}")
        self.setToolTip(does)

    @property
    def words(self) -> str:
        """All of its words, though some may be cut."""
        return self._words

    @property
    def wanted(self) -> int:
        """The width that shows all words."""
        return self.fontMetrics().horizontalAdvance(self._words) + _CHIP_REST

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + _CHIP_REST, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def fit(self, room: int) -> None:
        """Cut the words where there is less room than they need."""
        words = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, max(20, room - _CHIP_REST + 3)
        )
        self.setText(words)
        self.setMaximumWidth(max(64, room))


class EmptyState(QWidget):
    """Centre of a view without content: a drawing, a title, a sentence, one or two buttons."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        self._icon, self._title, self._sentence = QLabel(), label(role="title"), label(tone="t2")
        self._name = ""
        self._said: tuple[object, ...] = ()
        self._acts: list[Callable[[], object]] = []
        self._sentence.setWordWrap(True)
        self._sentence.setMinimumWidth(420)
        for part in (self._icon, self._title, self._sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        self.below = QVBoxLayout()
        column.addLayout(self.below)
        column.addStretch(3)
        theme().changed.connect(self._draw)

    def show_state(
        self,
        name: str,
        title: str,
        sentence: str,
        buttons: Sequence[tuple[str, str, Callable[[], object]]] = (),
    ) -> None:
        """`buttons` are (text, kind, what to do)."""
        self._acts = [act for _, _, act in buttons]
        said = (name, title, sentence, tuple(b[:2] for b in buttons))
        if said == self._said:
            return  # said again while people look: a button that is being pressed must not go
        self._said = said
        self._name = name
        self._title.setText(title)
        self._sentence.setText(sentence)
        # A wrapped label in a centred cell is not asked for its height at its width.
        self._sentence.setMinimumHeight(self._sentence.heightForWidth(self._sentence.minimumWidth()))
        self._sentence.setMaximumWidth(max(self._sentence.minimumWidth(), 480))
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # gone at once, not when the loop comes to it
                widget.deleteLater()
        self._buttons.addStretch()
        for n, (text, kind, _) in enumerate(buttons):
            button = Button(text, kind=kind)
            button.clicked.connect(lambda _=False, n=n: self._acts[n]())
            self._buttons.addWidget(button)
            button.show()  # at once: the layout would wait for the loop
        self._buttons.addStretch()
        self._draw()

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    @property
    def buttons(self) -> list[Button]:
        """Its buttons, from left to right."""
        found = (self._buttons.itemAt(n) for n in range(self._buttons.count()))
        return [w for item in found if item is not None and isinstance(w := item.widget(), Button)]

    def _draw(self) -> None:
        if self._name:
            self._icon.setPixmap(pixmap(self._name, 96, theme().tokens.line2, self.devicePixelRatioF()))


class Toast(QWidget):
    """A sentence at the lower edge of its parent that leaves by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        self._text = label()
        self._run: Callable[[], object] = self.hide
        self.button = Button("", kind="ghost")
        self.button.clicked.connect(self._act)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._home = parent
        self.hide()

    def stand_on(self, view: QWidget | None) -> None:
        """Whose lower edge it stands at from now on; None for its first parent. What it says goes along."""
        wanted = view or self._home
        if wanted is not self.parentWidget():
            spoken, left = self.text if self.isVisible() else "", self._timer.remainingTime()
            self.setParent(wanted)
            if spoken:
                act = None if self.button.isHidden() else (self.button.text(), self._run)
                self.say(spoken, max(1000, left), act)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def say(
        self, sentence: str, milliseconds: int = 7000, act: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a sentence, and have it read aloud; `act` has the words of a button and what it does."""
        sentence = said(sentence)
        self._text.setText(sentence)
        self.button.setVisible(act is not None)
        if act is not None:
            self._run = act[1]
            self.button.setText(act[0])
        announce(self, sentence)
        parent = self.parentWidget()
        if parent is not None:
            besides = 40 + (self.button.sizeHint().width() + 12 if act is not None else 0)
            room = parent.width() - 80
            wide = self._text.fontMetrics().horizontalAdvance(sentence)
            self._text.setWordWrap(wide + besides > room)
            self.setFixedWidth(min(room, wide + besides))
            self.adjustSize()
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 20)
        self.show()
        self.raise_()
        self._timer.start(milliseconds)

    def _act(self) -> None:
        self.hide()
        self._run()
