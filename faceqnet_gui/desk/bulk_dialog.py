"""Before many images are decided at once: how many, those nearest to the limit, what stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.painters import paint_quality_bar
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count, images
from faceqnet_gui.session.bulk import Bulk
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.settings import MOST_BEST

Picture = Callable[[int], tuple[QImage | None, QRectF, int | None, str]]
_SIDE, _IN_A_ROW = 104, 6


class _Example(QWidget):
    """A small photo with its quality."""

    def __init__(self, row: int, picture: Picture) -> None:
        super().__init__()
        self._row, self._picture = row, picture
        self.setFixedSize(QSize(_SIDE, _SIDE + 26))
        _, _, quality, name = picture(row)
        self.setToolTip(name)
        self.setAccessibleName(name if quality is None else f"{name}, {quality}")

    def paintEvent(self, event: QPaintEvent) -> None:
        image, part, quality, _ = self._picture(self._row)
        tokens = theme().tokens
        p = QPainter(self)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape, square = QPainterPath(), QRectF(0, 0, _SIDE, _SIDE)
        shape.addRoundedRect(QRectF(self.rect()), 8, 8)
        p.setClipPath(shape)
        p.fillRect(self.rect(), QColor(tokens.bg2))
        p.fillRect(square, QColor(tokens.bg3))
        if image is not None and not image.isNull():
            p.drawImage(square, image, part)
        if quality is not None:
            paint_quality_bar(p, QRectF(8, _SIDE + 10, _SIDE - 44, 6), quality, tokens)
            p.setFont(font("strong"))
            p.setPen(QColor(tokens.t1))
            ends = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            p.drawText(QRectF(0, _SIDE, _SIDE - 8, 26), ends, str(quality))
        p.end()


class BulkDialog(QDialog):
    """Asks once, shows what it is about; `bulk` is what to do.

    Args:
        parent: Over which window.
        words: The question: {0} the images, {1} the limit.
        made: Gives the bulk, given whether earlier decisions are overruled.
        limit: The limit in the question.
        picture: Thumbnail (None: later), its square with the face, quality and name of a row.
        undo: The key that takes it back, as people know it.
        examples: What stands above the examples.
        most: Where the question is about the best of something: takes how many, `limit` at first.
    """

    def __init__(
        self, parent: QWidget, words: str, made: Callable[[bool], Bulk], limit: int, picture: Picture,
        undo: str = "",
        *, examples: str = "", most: Callable[[int], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._words, self._made, self._limit, self._picture = words, made, limit, picture
        self._undo = undo or self.tr("Undo")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self._title, self._sentence = label(role="title"), label(tone="t2")
        self._sentence.setWordWrap(True)
        self._heading = examples or (
            self.tr("Nearest to the limit") if limit and not most else self.tr("Examples")
        )
        self.most = QSpinBox()
        self.most.setRange(1, MOST_BEST)
        self.most.setValue(limit)
        self.most.setAccessibleName(self.tr("Photos of each subject"))
        self.most.valueChanged.connect(self._choose_most)
        self._choosing = most
        self._examples = QGridLayout()
        self._examples.setSpacing(8)
        self._nearest = label(role="section", tone="t3")
        self.overrule = QCheckBox()
        self.overrule.toggled.connect(self._fill)
        buttons = QHBoxLayout()
        self.cancel, self.go = Button(self.tr("Cancel")), Button("", kind="primary")
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        self.go.setDefault(True)
        self.cancel.setAutoDefault(False)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.go)
        for part in (self._title, self._sentence, self._nearest):
            column.addWidget(part)
        column.addLayout(self._examples)
        if most is not None:
            column.addLayout(self._many())
        column.addWidget(self.overrule)
        column.addSpacing(8)
        column.addLayout(buttons)
        self._fill()
        self.go.setFocus()

    def _many(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = label(self.tr("Photos of each subject"))
        words.setBuddy(self.most)
        row.addWidget(words)
        row.addWidget(self.most)
        row.addStretch()
        return row

    def _choose_most(self, most: int) -> None:
        if self._choosing is not None:
            self._limit = most
            self._choosing(most)
            self._fill()

    def update_examples(self) -> None:
        """Thumbnails have arrived."""
        self.update()
        for n in range(self._examples.count()):
            if (item := self._examples.itemAt(n)) is not None and (widget := item.widget()) is not None:
                widget.update()

    def _fill(self) -> None:
        self.bulk = self._made(self.overrule.isChecked())
        changed, accepted = len(self.bulk.indices), len(self.bulk.accepted)
        question = self._words.format(images(changed), self._limit)
        self.setWindowTitle(question)
        self._title.setText(question)
        verb = {
            Decision.ACCEPTED: self.tr("Accept {0}"),
            Decision.REJECTED: self.tr("Reject {0}"),
            Decision.UNDECIDED: self.tr("Reopen {0}"),
        }[self.bulk.decision]
        if accepted:
            verb = self.tr("Reject {0}, accept {1}")
        self.go.setText(verb.format(count(changed), count(accepted)))
        self.go.setEnabled(self.bulk.count > 0)
        kept = self._made(False).kept
        also = self.tr("Also change {0} that were decided otherwise").format(images(kept))
        self.overrule.setText(
            self.tr("Also change 1 image that was decided otherwise") if kept == 1 else also
        )
        self.overrule.setVisible(kept > 0)
        says = self.tr("One step: {0} takes all of it back.").format(self._undo)
        if kept and not self.overrule.isChecked():
            stay = self.tr("{0} were decided otherwise before and stay as they are.").format(images(kept))
            one = self.tr("1 image was decided otherwise before and stays as it is.")
            says = "\n".join([one if kept == 1 else stay, says])
        self._sentence.setText(says)
        self._nearest.setText(self._heading)
        self._nearest.setVisible(len(self.bulk.borderline) > 0)
        while (item := self._examples.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for n, row in enumerate(self.bulk.borderline.tolist()):
            self._examples.addWidget(_Example(row, self._picture), n // _IN_A_ROW, n % _IN_A_ROW)
        self.adjustSize()
