"""Parts that the training pages share: cards, choices, the strip of what runs, the card of what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count, time_left
from faceqnet_gui.training.runs import Runs
from faceqnet_gui.training.words import failure_words, step_word
from faceqnet_gui.worker.processes import Ending


def wrapped(role: str = "body", tone: str = "t1") -> QLabel:
    """Words that may take several lines, and can be copied."""
    made = label(role=role, tone=tone)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def card(spacing: int = 8) -> tuple[QWidget, QVBoxLayout]:
    """A surface, and the column in it."""
    made = QWidget()
    made.setObjectName("trainCard")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(made)
    column.setContentsMargins(16, 12, 16, 14)
    column.setSpacing(spacing)
    return made, column


def show_markdown(browser: QTextBrowser, text: str) -> None:
    """A card in the program's type: headings of Markdown would be twice as large."""
    document = browser.document()
    document.setDefaultFont(font("body"))
    document.setIndentWidth(14)
    browser.setMarkdown(text)
    cursor, block = QTextCursor(document), document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            cursor.setPosition(block.position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setFont(font("item" if level == 1 else "emphasis"))
            cursor.setCharFormat(letters)
            place = block.blockFormat()
            place.setTopMargin(4 if level == 1 else 14)
            place.setBottomMargin(6)
            cursor.setBlockFormat(place)
        block = block.next()


def scrolling(content: QWidget) -> QScrollArea:
    """Content that may be taller than its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


class Choice(QPushButton):
    """One of several ways, with a title and a sentence."""

    def __init__(self, key: str, height: int = 92) -> None:
        super().__init__()
        self.key = key
        self._height = height
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setProperty("kind", "choice")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(2)
        self._title, self._sentence = label(role="emphasis"), label(role="secondary", tone="t2")
        for part in (self._title, self._sentence):
            part.setWordWrap(True)
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        column.addStretch()

    def set_words(self, title: str, sentence: str, why_not: str = "") -> None:
        """`why_not` says why it cannot be chosen; empty where it can."""
        self._title.setText(title)
        self._sentence.setText(why_not or sentence)
        self.setEnabled(not why_not)
        self.setAccessibleName(title)
        self.setAccessibleDescription(why_not or sentence)
        self.setToolTip(why_not or sentence)

    def sizeHint(self) -> QSize:
        return QSize(180, self._height)


class Strip(QWidget):
    """What runs now: verb, done of total, rate of progress, time left, and how to stop it."""

    stop_wanted = Signal()
    pause_wanted = Signal()
    end_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.words = label(tone="t2")
        self.pause, self.stop, self.end = Button("", "pause"), Button("", "square"), Button("", "octagon-x")
        self.pause.clicked.connect(self.pause_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.end.clicked.connect(self.end_wanted)
        row.addWidget(self.bar)
        row.addWidget(self.words, 1)
        for button in (self.pause, self.stop, self.end):
            row.addWidget(button)
        self.slow = False

    def show_runs(self, runs: Runs) -> None:
        """As it is now."""
        self.setVisible(runs.running)
        if not runs.running:
            self.slow = False
            return
        line, step = runs.line, runs.step
        done, total = int(line.get("done", 0)), int(line.get("total", 0))
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.words.setText(self._words(runs, step, done, total))
        keeps = step == "train" and (runs.draft.work / "train.partial" / "live.json").is_file()
        self.stop.setText(self.tr("Stop and keep the best") if keeps else self.tr("Stop"))
        self.stop.setVisible(not runs.stopping)
        self.pause.setText(self.tr("Go on") if runs.process.paused else self.tr("Pause"))
        self.pause.setVisible(step == "train" and not runs.stopping)
        self.end.setText(self.tr("End it now"))
        self.end.setVisible(self.slow)

    def _words(self, runs: Runs, step: str, done: int, total: int) -> str:
        if runs.stopping:
            keeps = self.tr("Stopping, keeps the best model")
            return keeps if step == "train" else self.tr("Stopping, keeps what is done")
        if runs.process.paused:
            return self.tr("Paused. Nothing is lost")
        if not runs.line:
            return self.tr("Starting")
        verb = step_word(step)
        words = self.tr("{0}: {1} of {2}").format(verb, count(done), count(total)) if total > 1 else verb
        left = runs.seconds_left()
        return f"{words}  ·  {time_left(left)}" if left is not None and total > done else words


class Problem(QWidget):
    """What happened, what was kept, what to do; details folded, copyable."""

    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._icon = QLabel()
        self.words = wrapped()
        self.fold, self.retry, self.copy = (
            Button("", "", "fold"),
            Button("", "refresh-cw"),
            Button("", "copy"),
        )
        self.fold.setCheckable(True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        for button in (self.fold, self.copy, self.retry):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(row)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setFixedHeight(120)
        self.details.hide()
        outer.addWidget(self.details)
        self.fold.toggled.connect(self._unfold)
        self.retry.clicked.connect(self.again)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._report()))
        theme().changed.connect(self._draw)
        self._draw()
        self.hide()

    def show_ending(self, ending: Ending) -> None:
        """A run that did not end well."""
        self.say(failure_words(ending), "\n".join(p for p in (ending.sentence, ending.details) if p))

    def say(self, sentence: str, details: str = "") -> None:
        """Any sentence, with details to unfold."""
        self.words.setText(sentence)
        self.details.setPlainText(details)
        self.fold.setChecked(False)
        for part in (self.fold, self.copy):
            part.setVisible(bool(details))
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """New words."""
        self.fold.setText(self.tr("Details"))
        self.retry.setText(self.tr("Try again"))
        self.copy.setText(self.tr("Copy report"))
        self.details.setAccessibleName(self.tr("Details"))

    def _report(self) -> str:
        return f"{self.words.text()}\n\n{self.details.toPlainText()}"

    def _unfold(self, on: bool) -> None:
        self.details.setVisible(on)

    def _draw(self) -> None:
        self._icon.setPixmap(pixmap("octagon-x", 18, theme().tokens.fail, self.devicePixelRatioF()))
