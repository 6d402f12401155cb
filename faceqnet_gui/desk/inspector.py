"""The inspector: one photo, what was found on it, and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.desk.photo_view import FaceOverlay, PhotoView
from faceqnet_gui.desk.widgets import IconButton, hairline, label
from faceqnet_gui.desk.words import STATUS_LOOK, count, decimal, quality_word, status_word
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.painters import paint_score_arc
from faceqnet_gui.look.theme import theme

OVERLAYS = ("box", "landmarks", "crop", "score")
_ICONS = {"box": "scan", "landmarks": "crosshair", "crop": "crop", "score": "gauge"}
_CROP_SIDE = 56


class _Arc(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(52, 52)
        self.quality: int | None = None
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        paint_score_arc(p, QRectF(self.rect()), self.quality, theme().tokens)
        p.end()


class Inspector(QWidget):
    """Photo with overlays, score, status in a sentence, figures with their meaning."""

    overlay_toggled = Signal(str, bool)
    copy_path = Signal()
    open_outside = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(320)
        self._row: Assessment | None = None
        self._siblings: list[Assessment] = []
        self._rank = (0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.photo = PhotoView()
        self.photo.setMinimumHeight(220)
        column.addWidget(self.photo, 5)
        self._bar, self._toggles = self._overlay_bar()
        column.addWidget(self._facts_area(), 4)
        self.retranslate()
        theme().changed.connect(self._fill)

    def _overlay_bar(self) -> tuple[QWidget, dict[str, IconButton]]:
        bar = QWidget(self.photo)
        bar.setObjectName("overlayBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(2)
        buttons = {}
        for name in OVERLAYS:
            button = IconButton(_ICONS[name], name, checkable=True)
            button.toggled.connect(lambda on, n=name: self._toggle(n, on))
            row.addWidget(button)
            buttons[name] = button
        return bar, buttons

    def _facts_area(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._arc, self._crop = _Arc(), QLabel()
        self._crop.setFixedSize(_CROP_SIDE, _CROP_SIDE)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._name, self._sub = label(role="item"), label(role="secondary", tone="t2")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self._name)
        words.addWidget(self._sub)
        head.addWidget(self._arc)
        head.addLayout(words, 1)
        head.addWidget(self._crop)
        column.addLayout(head)
        state = QHBoxLayout()
        state.setSpacing(8)
        self._state_icon, self._state = QLabel(), label(role="strong")
        self._detail = label(tone="t2")
        self._detail.setWordWrap(True)
        state.addWidget(self._state_icon)
        state.addWidget(self._state, 1)
        column.addLayout(state)
        column.addWidget(self._detail)
        column.addWidget(hairline())
        self._facts = QFormLayout()
        self._facts.setVerticalSpacing(6)
        column.addLayout(self._facts)
        column.addStretch()
        buttons = QHBoxLayout()
        self._copy_button, self._outside_button = IconButton("copy", ""), IconButton("external-link", "")
        self._copy_button.clicked.connect(self.copy_path)
        self._outside_button.clicked.connect(self.open_outside)
        buttons.addWidget(self._copy_button)
        buttons.addWidget(self._outside_button)
        buttons.addStretch()
        column.addLayout(buttons)
        self._inner = inner
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    # ---- what it shows

    @property
    def row(self) -> Assessment | None:
        """The row shown."""
        return self._row

    def show_row(self, row: Assessment | None, siblings: Sequence[Assessment] = ()) -> None:
        """Show a row; `siblings` are the other faces of the same image."""
        same = (
            row is not None
            and self._row is not None
            and row.file == self._row.file
            and row.frame == self._row.frame
        )
        self._row, self._siblings = row, list(siblings)
        if not same:
            self.photo.set_image(None, QSize())
            self.photo.fit()
            self._crop.clear()
        self._fill()

    def set_rank(self, place: int, total: int) -> None:
        """Its place among the scored rows, 1 is the best."""
        self._rank = (place, total)
        self._fill()

    def set_photo(self, image: QImage, full: QSize) -> None:
        """The picture, perhaps reduced, and the full size it stands for."""
        self.photo.set_image(image, full)
        if image.isNull() and self._row is not None:
            self.photo.set_words(self.tr("This picture cannot be shown."))
        self._show_crop()

    def set_overlay(self, name: str, on: bool) -> None:
        """Switch an overlay without announcing it."""
        button = self._toggles[name]
        button.blockSignals(True)
        button.setChecked(on)
        button.blockSignals(False)
        self._apply(name, on)

    def overlay(self, name: str) -> bool:
        """Whether an overlay is on."""
        return self._toggles[name].isChecked()

    def retranslate(self) -> None:
        """New words."""
        tips = {
            "box": self.tr("Face box (B)"),
            "landmarks": self.tr("Landmarks (M)"),
            "crop": self.tr("Aligned crop (X)"),
            "score": self.tr("Score on the photo (V)"),
        }
        for name, tip in tips.items():
            self._toggles[name].set_tip(tip)
        self._copy_button.set_tip(self.tr("Copy path"))
        self._outside_button.set_tip(self.tr("Show in file manager"))
        self.setAccessibleName(self.tr("Inspector"))
        self._fill()

    # ---- inside

    def _toggle(self, name: str, on: bool) -> None:
        self._apply(name, on)
        self.overlay_toggled.emit(name, on)

    def _apply(self, name: str, on: bool) -> None:
        if name == "crop":
            self._crop.setVisible(on)
            return
        setattr(self.photo, f"show_{name}", on)
        self.photo.update()

    def _fill(self) -> None:
        row = self._row
        self._inner.setVisible(row is not None)
        self._bar.setVisible(row is not None and row.box is not None)
        if row is None:
            self.photo.set_faces([])
            self.photo.set_words(
                self.tr("Nothing is selected. Choose an image to see why it scores as it does.")
            )
            return
        self.photo.set_words(self.tr("Loading the picture"))
        overlays = [FaceOverlay.of(r) for r in (row, *self._siblings)]
        self.photo.set_faces([o for o in overlays if o is not None])
        self._arc.quality = row.quality
        self._arc.setToolTip(self._meaning(row))
        self._arc.setAccessibleName(self._meaning(row))
        self._arc.update()
        name = row.path.rsplit("/", 1)[-1]
        width = max(80, self.width() - 32 - 52 - _CROP_SIDE - 40)
        self._name.setText(self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width))
        self._name.setToolTip(row.path)
        size = f"{count(row.width)} × {count(row.height)}" if row.width and row.height else ""
        self._sub.setText(
            " · ".join(p for p in (quality_word(row.quality) if row.quality is not None else "", size) if p)
        )
        self._fill_state(row)
        self._fill_facts(row)
        self._place_bar()

    def _meaning(self, row: Assessment) -> str:
        if row.quality is None:
            return self.tr("No score: {0}").format(row.detail)
        words = self.tr("Quality {0}: better than {0} % of the reference photos of model {1}.").format(
            row.quality, row.model
        )
        if self._rank[1]:
            words += " " + self.tr("Place {0} of {1} in this set.").format(
                count(self._rank[0]), count(self._rank[1])
            )
        return words

    def _fill_state(self, row: Assessment) -> None:
        role = "pass_" if row.status is Status.OK else "review" if row.status.has_score else "fail"
        colour = getattr(theme().tokens, role)
        self._state_icon.setPixmap(pixmap(STATUS_LOOK[row.status][0], 16, colour, self.devicePixelRatioF()))
        self._state.setText(status_word(row.status))
        self._detail.setText(row.detail)
        self._detail.setVisible(bool(row.detail))

    def _fill_facts(self, row: Assessment) -> None:
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, value, tip in self._figures(row):
            key, number = label(name, tone="t2"), label(value)
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for part in (key, number):
                part.setToolTip(tip)
            self._facts.addRow(key, number)

    def _figures(self, row: Assessment) -> list[tuple[str, str, str]]:
        found: list[tuple[str, str, str]] = []
        if row.score is not None:
            found.append(
                (
                    self.tr("Score"),
                    decimal(row.score, 3),
                    self.tr("What the network says, 0 to 1; higher is better."),
                )
            )
        if self._rank[1] and row.quality is not None:
            place = self.tr("{0} of {1}").format(count(self._rank[0]), count(self._rank[1]))
            found.append(
                (
                    self.tr("Place in this set"),
                    place,
                    self.tr("1 is the best photo of those that have a score."),
                )
            )
        if row.ied is not None:
            found.append(
                (
                    self.tr("Between the eyes"),
                    f"{row.ied:.0f} px",
                    self.tr(
                        "Distance of the eye centres in the full-size photo. Under 24 px the score is a guess."
                    ),
                )
            )
        if row.confidence is not None:
            found.append(
                (
                    self.tr("Detector"),
                    decimal(row.confidence, 3),
                    self.tr("How sure the face detector (MTCNN) is, 0 to 1."),
                )
            )
        if row.faces is not None:
            found.append(
                (
                    self.tr("Faces"),
                    str(row.faces),
                    self.tr("Faces found in this photo; the most prominent one is scored first."),
                )
            )
        if row.box is not None:
            x, y, w, h = (round(v) for v in row.box)
            found.append(
                (
                    self.tr("Face box"),
                    f"{x}, {y}, {w} × {h}",
                    self.tr("Left, top, width and height in pixels of the full-size photo."),
                )
            )
        if row.sha256:
            found.append(("SHA-256", row.sha256[:12], row.sha256))
        return found

    def _show_crop(self) -> None:
        row = self._row
        if row is None or row.landmarks is None or self.photo._image.isNull():
            self._crop.clear()
            return
        ratio = self.devicePixelRatioF()
        crop = aligned(self.photo._image, self.photo._full, row, round(_CROP_SIDE * ratio))
        picture = QPixmap.fromImage(crop)
        picture.setDevicePixelRatio(ratio)
        self._crop.setPixmap(picture)
        self._crop.setToolTip(self.tr("The aligned face as the network sees it."))
        self._crop.setVisible(self.overlay("crop"))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place_bar()

    def _place_bar(self) -> None:
        self._bar.adjustSize()
        self._bar.move(self.photo.width() - self._bar.width() - 10, 10)


def aligned(image: QImage, full: QSize, row: Assessment, side: int) -> QImage:
    """The aligned crop of a row from the picture at hand (for looking; scoring has its own)."""
    import numpy as np

    from faceqnet_engine.faces.align import crop
    from faceqnet_gui.worker.thumbnails import image_of

    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    padded = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    pixels = padded[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3)
    factor = np.float32(rgb.width() / max(1, full.width()))
    points = np.asarray(row.landmarks, np.float32) * factor
    return image_of(crop(np.ascontiguousarray(pixels), points, "B", side))
