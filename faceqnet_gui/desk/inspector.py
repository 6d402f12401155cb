"""The inspector: one photo, what was found on it, and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import IDS, QUALITY
from faceqnet_engine.measures.judging import judge
from faceqnet_engine.measures.overlay import Shape
from faceqnet_engine.measures.profiles import Profile
from faceqnet_gui.desk.facts import aligned, facts
from faceqnet_gui.desk.mark_panel import MarkPanel
from faceqnet_gui.desk.measures_panel import MeasuresList, items_of
from faceqnet_gui.desk.photo_view import FaceOverlay, PhotoView
from faceqnet_gui.desk.reasons_panel import ReasonsPanel
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.painters import paint_score_arc
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import IconButton, label
from faceqnet_gui.look.words import STATUS_LOOK, count, quality_word, status_word
from faceqnet_gui.sentences import said

OVERLAYS = ("box", "landmarks", "crop", "measure", "score")
_ICONS = {"box": "scan", "landmarks": "crosshair", "crop": "crop", "measure": "ruler", "score": "gauge"}
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
    measure_chosen = Signal(str)  # a measure's id, or nothing
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
        self._profile: Profile | None = None
        self._limit = 31
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.photo = PhotoView()
        self.photo.setMinimumHeight(200)
        column.addWidget(self.photo, 2)
        self._bar, self._toggles = self._overlay_bar()
        column.addWidget(self._facts_area(), 3)
        self.marks = MarkPanel()
        column.addWidget(self.marks)
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
        column.setContentsMargins(0, 14, 0, 14)
        column.setSpacing(10)
        padded = QVBoxLayout()
        padded.setContentsMargins(16, 0, 16, 0)
        padded.setSpacing(12)
        padded.addLayout(self._head())
        padded.addLayout(self._state_line())
        self.reasons = ReasonsPanel()
        padded.addWidget(self.reasons)
        column.addLayout(padded)
        column.addLayout(self._measures())
        column.addLayout(self._details())
        column.addStretch()
        self._inner = inner
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _head(self) -> QHBoxLayout:
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
        return head

    def _state_line(self) -> QHBoxLayout:
        state = QHBoxLayout()
        state.setSpacing(8)
        self._state_icon, self._detail = QLabel(), label(tone="t2")
        self._detail.setWordWrap(True)
        state.addWidget(self._state_icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._detail, 1)
        return state

    def _measures(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 16, 0)
        self._measures_title, self._tick_words = (
            label(role="section", tone="t2"),
            label(role="caption", tone="t3"),
        )
        head.addWidget(self._measures_title, 1)
        head.addWidget(self._tick_words)
        self.measures = MeasuresList()
        self.measures.chosen.connect(self._choose_measure)
        column.addLayout(head)
        column.addWidget(self.measures)
        return column

    def _details(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 4, 16, 0)
        buttons = QHBoxLayout()
        self._fold = QPushButton()
        self._fold.setProperty("kind", "fold")
        self._fold.setCheckable(True)
        self._copy_button, self._outside_button = IconButton("copy", ""), IconButton("external-link", "")
        self._copy_button.clicked.connect(self.copy_path)
        self._outside_button.clicked.connect(self.open_outside)
        buttons.addWidget(self._fold)
        buttons.addStretch()
        buttons.addWidget(self._copy_button)
        buttons.addWidget(self._outside_button)
        self._facts_holder = QWidget()
        self._facts = QFormLayout(self._facts_holder)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setVerticalSpacing(6)
        self._facts_holder.setVisible(False)
        self._fold.toggled.connect(self._unfold_facts)
        column.addLayout(buttons)
        column.addWidget(self._facts_holder)
        return column

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
        if self._row is not None:
            self._fill_meaning(self._row)
            self._fill_facts(self._row)

    def set_profile(self, profile: Profile | None, limit: int) -> None:
        """What the photo is judged by; the limit counts where the profile has none for the quality."""
        if (profile, limit) != (self._profile, self._limit):
            self._profile, self._limit = profile, limit
            self._fill()

    @property
    def measure(self) -> str:
        """The measure shown on the photo, empty for none."""
        return self.measures.active

    def show_measure(self, measure: str) -> None:
        """Show on the photo what a measure looked at; nothing hides it."""
        self.measures.set_active(measure)
        self._choose_measure(measure)

    def worst_measure(self) -> str:
        """The measure of the first reason that can be shown, else the first of all."""
        named = (reason.measure for reason in self.reasons.reasons if reason.measure != QUALITY)
        return next(named, IDS[0])

    def set_shapes(self, shapes: Sequence[Shape]) -> None:
        """What the measure looked at, in pixels of the full-size photo."""
        self.photo.set_shapes(shapes)

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
            "measure": self.tr("What a measure looked at (V)"),
            "score": self.tr("Score on the photo"),
        }
        for name, tip in tips.items():
            self._toggles[name].set_tip(tip)
        self._copy_button.set_tip(self.tr("Copy path"))
        self._outside_button.set_tip(self.tr("Show in file manager"))
        self.setAccessibleName(self.tr("Inspector"))
        self._measures_title.setText(self.tr("Measures"))
        self._tick_words.setText(self.tr("tick: limit"))
        self._fold.setText(self.tr("Details"))
        self.measures.setAccessibleName(self.tr("Measures: Enter shows on the photo what one looked at"))
        self._fill()

    # ---- inside

    def _toggle(self, name: str, on: bool) -> None:
        self._apply(name, on)
        self.overlay_toggled.emit(name, on)

    def _choose_measure(self, measure: str) -> None:
        self.set_overlay("measure", bool(measure))
        self.measure_chosen.emit(measure)

    def _apply(self, name: str, on: bool) -> None:
        if name == "crop":
            self._crop.setVisible(on)
            return
        setattr(self.photo, f"show_{name}", on)
        self.photo.update()

    def _fill(self) -> None:
        row = self._row
        self._inner.setVisible(row is not None)
        self.marks.setVisible(row is not None)
        self._bar.setVisible(row is not None and row.box is not None)
        if row is None:
            self.photo.set_faces([])
            self.photo.set_words(
                self.tr("Nothing is selected. Choose an image to see why it scores as it does.")
            )
            return
        self.photo.set_words(self.tr("Loading the picture"))
        self.photo.set_faces(FaceOverlay.all_of(row, self._siblings))
        self._arc.quality = row.quality
        self._arc.update()
        self._fill_meaning(row)
        name = row.path.rsplit("/", 1)[-1]
        width = max(80, self.width() - 32 - 52 - _CROP_SIDE - 40)
        self._name.setText(self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width))
        self._name.setToolTip(row.path)
        size = f"{count(row.width)} × {count(row.height)}" if row.width and row.height else ""
        self._sub.setText(
            " · ".join(p for p in (quality_word(row.quality) if row.quality is not None else "", size) if p)
        )
        self._fill_state(row)
        self._fill_reasons(row)
        self._fill_facts(row)
        self._place_bar()

    def _fill_meaning(self, row: Assessment) -> None:
        self._arc.setToolTip(self._meaning(row))
        self._arc.setAccessibleName(self._meaning(row))

    def _meaning(self, row: Assessment) -> str:
        if row.status is Status.WAITING:
            return self.tr("Not scored yet")
        if row.quality is None:
            return self.tr("No score: {0}").format(said(row.detail))
        words = self.tr("Quality {0}: better than {0} % of the reference photos of model {1}.").format(
            row.quality, row.model
        )
        if self._rank[1]:
            words += " " + self.tr("Place {0} of {1} in this set.").format(
                count(self._rank[0]), count(self._rank[1])
            )
        return words

    def _fill_state(self, row: Assessment) -> None:
        told = row.status is not Status.OK
        self._state_icon.setVisible(told)
        self._detail.setVisible(told)
        if told:
            waits = row.status is Status.WAITING
            colour = getattr(theme().tokens, "t2" if waits else "review" if row.status.has_score else "fail")
            name = STATUS_LOOK[row.status][0]
            self._state_icon.setPixmap(pixmap(name, 16, colour, self.devicePixelRatioF()))
            why = self.tr("What is on the screen is scored first.") if waits else said(row.detail)
            self._detail.setText(f"{status_word(row.status)}. {why}".strip())

    def _fill_reasons(self, row: Assessment) -> None:
        judgement = None if self._profile is None else judge(row, self._profile)
        self.reasons.show_row(row, self._profile, judgement, self._limit)
        faced = row.box is not None
        for part in (self.measures, self._measures_title, self._tick_words):
            part.setVisible(faced)
        self.measures.show_items(items_of(row, judgement) if faced else [])

    def _unfold_facts(self, on: bool) -> None:
        self._facts_holder.setVisible(on)
        if self._row is not None:
            self._fill_facts(self._row)

    def _fill_facts(self, row: Assessment) -> None:
        if not self._fold.isChecked():
            return
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, value, tip in facts(row, self._rank):
            key, number = label(name, tone="t2"), label(value)
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for part in (key, number):
                part.setToolTip(tip)
            self._facts.addRow(key, number)

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
        self.photo.covered = self._bar.height() + 14
        self._bar.move(self.photo.width() - self._bar.width() - 10, 10)
