"""The problem report: what happened, what was kept, what to do; details folded, to be copied with or without paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.fonts import mono
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.shell.report_text import parts, without_paths

_WIDTH, _DETAILS = 520, 190
Choice = tuple[str, Callable[[], object]]


class ProblemReport(QDialog):
    """Not modal: the window stays usable, nothing is lost by leaving it open."""

    def __init__(
        self,
        parent: QWidget,
        sentence: str,
        details: str,
        known: Sequence[str] = (),
        choices: Sequence[Choice] = (),
    ) -> None:
        """`details` is the whole report; `known` are paths to hide; `choices` what can be done about it."""
        super().__init__(parent)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("FaceQnet: a problem"))
        self.setFixedWidth(_WIDTH)
        self.sentence, self._details, self._known = sentence, details, tuple(known)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._head(sentence))
        self.fold = Button(self.tr("Details"), "chevron-right", "fold")
        self.fold.setCheckable(True)
        self.fold.setAutoDefault(False)
        self.fold.toggled.connect(self._unfold)
        self.text = QPlainTextEdit(details)
        self.text.setReadOnly(True)
        self.text.setFont(mono())
        self.text.setFixedHeight(_DETAILS)
        self.text.setAccessibleName(self.tr("Details"))
        self.text.setTabChangesFocus(True)
        self.hide_paths = QCheckBox(self.tr("Hide paths and names of photos"))
        self.hide_paths.setChecked(True)
        self.hide_paths.toggled.connect(self._show_details)
        for part in (self.fold, self.text, self.hide_paths):
            column.addWidget(
                part, 0, Qt.AlignmentFlag.AlignLeft if part is self.fold else Qt.AlignmentFlag(0)
            )
        column.addLayout(self._buttons(choices))
        self._unfold(False)
        self._show_details()
        self.close_button.setFocus()
        announce(self, sentence, urgent=True)

    def _head(self, sentence: str) -> QHBoxLayout:
        happened, rest = parts(sentence)
        row = QHBoxLayout()
        row.setSpacing(16)
        mark = QLabel()
        mark.setPixmap(pixmap("triangle-alert", 28, theme().tokens.review, self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(6)
        self.what, self.rest = label(happened, "emphasis"), label(rest, tone="t2")
        for part in (self.what, self.rest):
            part.setWordWrap(True)
            part.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            words.addWidget(part)
        self.rest.setVisible(bool(rest))
        row.addLayout(words, 1)
        self.setAccessibleName(happened)
        self.setAccessibleDescription(rest)
        return row

    def _buttons(self, choices: Sequence[Choice]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.copy_button = Button(self.tr("Copy report"), "clipboard-copy")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        row.addWidget(self.copy_button)
        row.addStretch()
        for n, (text, act) in enumerate(choices):
            button = Button(text, kind="primary" if n == 0 else "")
            button.clicked.connect(lambda _=False, a=act: (self.close(), a()))
            row.addWidget(button)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.close)
        self.close_button.setDefault(True)
        row.addWidget(self.close_button)
        return row

    def _unfold(self, on: bool) -> None:
        self.text.setVisible(on)
        self.hide_paths.setVisible(on)
        self.fold.set_icon("chevron-down" if on else "chevron-right")
        self.adjustSize()

    @property
    def report(self) -> str:
        """What is copied."""
        return without_paths(self._details, self._known) if self.hide_paths.isChecked() else self._details

    def _show_details(self) -> None:
        self.text.setPlainText(self.report)

    def copy(self) -> None:
        """The report to the clipboard."""
        QGuiApplication.clipboard().setText(self.report)
        self.copy_button.setText(self.tr("Copied"))
        announce(self, self.tr("The report is on the clipboard."))
