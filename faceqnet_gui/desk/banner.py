"""A line above the images that says what is different about this session, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label

Choice = tuple[str, Callable[[], object]]


class Banner(QWidget):
    """Hidden as long as there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        self._icon, self._words = QLabel(), label()
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._row = row
        self._buttons: list[Button] = []
        self._said: tuple[str, tuple[str, ...]] = ("", ())
        self.hide()
        theme().changed.connect(self._draw)

    @property
    def text(self) -> str:
        """The sentence, empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def show_read_only(self, notice: str, copy: Callable[[], object]) -> None:
        """Nothing can be written to this session from here."""
        self._say(notice or self.tr("This session was opened read-only."), [(self.tr("Open a copy"), copy)])

    def show_unreachable(
        self, names: Sequence[str], again: Callable[[], object], find: Callable[[], object]
    ) -> None:
        """Folders are not there."""
        short = names[0].rstrip("/").rsplit("/", 1)[-1]
        if len(names) == 1:
            words = self.tr("{0} is not reachable. Scores and decisions are kept.").format(short)
        else:
            words = self.tr("{0} and {1} more folders are not reachable. Scores and decisions are kept.")
            words = words.format(short, len(names) - 1)
        self._say(words, [(self.tr("Try again"), again), (self.tr("Find it..."), find)])

    def _say(self, words: str, choices: Sequence[Choice]) -> None:
        # Asked for at every refresh: a button that is being pressed must not go.
        said = words, tuple(text for text, _ in choices)
        self.show()
        if said == self._said:
            return
        self._said = said
        self._words.setText(words)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for text, act in choices:
            button = Button(text)
            button.clicked.connect(lambda _=False, a=act: a())
            self._row.addWidget(button)
            self._buttons.append(button)
        self._draw()

    def _draw(self) -> None:
        colour = theme().tokens.review
        self._icon.setPixmap(pixmap("triangle-alert", 16, colour, self.devicePixelRatioF()))
