"""Who sits there: the ID, and the enrolled photo beside the live face."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from faceqnet_engine.live.enrolled_photos import Comparison, Likeness
from faceqnet_gui.live.cards import Card, Fitting
from faceqnet_gui.live.enrolment import PHOTO_SIDE
from faceqnet_gui.look.icons import icon, pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count, decimal

_PHOTO = PHOTO_SIDE // 2
_LOOK = {
    Likeness.LOOKS_LIKE: ("circle-check", "pass_"),
    Likeness.UNSURE: ("triangle-alert", "review"),
    Likeness.DOES_NOT: ("octagon-x", "fail"),
}


class PersonCard(Card):
    """The ID field takes a keyboard or a barcode scanner; Enter hands the keys back to the camera."""

    entered = Signal(str)
    enrolled_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._right, _ = self.head()
        self.field = QLineEdit()
        self._icon = QAction(self.field)
        self.field.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMaxLength(80)
        self.field.setMinimumHeight(34)
        self.field.returnPressed.connect(lambda: self.entered.emit(self.field.text()))
        self.field.editingFinished.connect(lambda: self.entered.emit(self.field.text()))
        self.column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._photo, self._mark = QLabel(), QLabel()
        self._photo.setFixedSize(_PHOTO, _PHOTO)
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        self._word, self._sentence = Fitting("strong"), label(role="secondary", tone="t2")
        self._sentence.setWordWrap(True)
        top.addWidget(self._mark)
        top.addWidget(self._word, 1)
        words.addLayout(top)
        words.addWidget(self._sentence)
        words.addStretch()
        row.addWidget(self._photo, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self.choose = Button("", "folder-open")
        self.choose.clicked.connect(self.enrolled_wanted)
        self.column.addWidget(self.choose)
        self.column.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._lock, self._private = QLabel(), label(role="secondary", tone="t3")
        foot.addWidget(self._lock)
        foot.addWidget(self._private, 1)
        self.column.addLayout(foot)
        self._shown: Path | None = None
        self._subject = ""
        self._compact = False
        self._draw()
        theme().changed.connect(self._draw)
        self.retranslate()

    def retranslate(self) -> None:
        """New words."""
        self._title.setText(self.tr("Person"))
        self.field.setPlaceholderText(self.tr("Type or scan the ID"))
        self.field.setAccessibleName(self.tr("ID of the person"))
        self._private.setText(self.tr("Nothing leaves this computer."))
        self.choose.setText(self.tr("Enrolled photos..."))
        self.choose.setToolTip(
            self.tr("Choose the folder with enrolled photos, named by ID, to compare faces with")
        )

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._compact = compact
        self.column.setSpacing(6 if compact else 10)
        self._private.setVisible(not compact)
        self._lock.setVisible(not compact)

    def show_subject(self, subject: str, position: int, total: int, *, again: bool) -> None:
        """The ID, and how far the list is done."""
        if subject != self._subject:  # not while somebody types another
            self._subject = subject
            self.field.setText(subject)
        if again:
            self._right.set_texts(self.tr("already captured"))
        elif total:
            self._right.set_texts(self.tr("{0} of {1}").format(count(position), count(total)))
        else:
            self._right.set_texts(self.tr("{0} today").format(count(position)) if position else "")

    def show_likeness(
        self,
        subject: str,
        enrolled: Path | None,
        image: QImage,
        shows_face: bool,
        found: Comparison | None,
        *,
        has_folder: bool,
    ) -> None:
        """Three words and the figure behind them, or why there is none."""
        self._show_photo(enrolled, image)
        self._photo.setVisible(enrolled is not None)
        self.choose.setVisible(enrolled is None and not has_folder and not self._compact)
        self._mark.setVisible(found is not None)
        if found is not None:
            name, role = _LOOK[found.likeness]
            self._mark.setPixmap(pixmap(name, 16, getattr(theme().tokens, role), 2.0))
            named, short = self._likeness(found.likeness)
            self._word.set_texts(named.format(subject), short)
            whole = self.tr("Similarity {0} to the enrolled photo, limit {1}")
            words = self.tr("Similarity {0}, limit {1}") if self._compact else whole
            self._sentence.setText(words.format(decimal(found.similarity, 2), decimal(found.limit, 2)))
        elif enrolled is not None:
            self._word.set_texts(self.tr("Enrolled photo"))
            no_face = self.tr("It shows no face, so nothing is compared.")
            self._sentence.setText(self.tr("Compared as soon as a face is there.") if shows_face else no_face)
        else:
            self._word.set_texts(self.tr("No enrolled photo") if subject else self.tr("No ID yet"))
            nothing = (
                self.tr("Nothing is compared for this person.")
                if subject
                else self.tr("Photos are named by it.")
            )
            self._sentence.setText(nothing)

    def _likeness(self, likeness: Likeness) -> tuple[str, str]:
        """With the ID, and without it where there is little room: the ID stands above."""
        return {
            Likeness.LOOKS_LIKE: (self.tr("Looks like {0}"), self.tr("Looks alike")),
            Likeness.UNSURE: (self.tr("Unsure whether it is {0}"), self.tr("Unsure")),
            Likeness.DOES_NOT: (self.tr("Does not look like {0}"), self.tr("Not alike")),
        }[likeness]

    def _show_photo(self, file: Path | None, image: QImage) -> None:
        if file == self._shown:
            return
        self._shown = file
        if file is not None:
            self._photo.setPixmap(_rounded(image))

    def _draw(self) -> None:
        tokens = theme().tokens
        self._icon.setIcon(icon("id-card", "t2"))
        self._lock.setPixmap(pixmap("lock", 14, tokens.t3, 2.0))


def _rounded(image: QImage) -> QPixmap:
    side = 2 * _PHOTO
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    p = QPainter(made)
    p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    path = QPainterPath()
    path.addRoundedRect(0, 0, side, side, 16, 16)
    p.setClipPath(path)
    if not image.isNull():
        filled = image.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        p.drawImage((side - filled.width()) // 2, (side - filled.height()) // 4, filled)
    p.end()
    made.setDevicePixelRatio(2.0)
    return made
