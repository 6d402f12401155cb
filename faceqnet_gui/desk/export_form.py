"""The form of an export: which images, where to, how, under which names, with what beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.results.export import Layout, Way, Wishes
from faceqnet_engine.results.export.names import FIELDS
from faceqnet_engine.results.export.wanted import MANIFEST_FORMATS, MOST_SHEET_COLUMNS, SHEET_FORMATS
from faceqnet_engine.results.sidecar import Naming
from faceqnet_gui.desk.export_choices import SHOWN, Choice
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count
from faceqnet_gui.settings import Settings

Thumbnail = Callable[[Assessment], QImage | None]
_SHOWN = 8
_TILE = (58, 44)


class ThumbnailRow(QWidget):
    """The first few of many photos."""

    def __init__(self, thumbnail: Thumbnail) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self._rows: list[Assessment] = []
        self._more = 0
        self.setFixedHeight(_TILE[1])

    def show_rows(self, rows: Sequence[Assessment], total: int) -> None:
        """Show the first ones; `total` says how many there are."""
        self._rows, self._more = list(rows), total
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        fit = min(len(self._rows), max(1, (self.width() - 60) // (_TILE[0] + 6)))
        for n, row in enumerate(self._rows[:fit]):
            rect = QRectF(n * (_TILE[0] + 6), 0, *_TILE)
            shape = QPainterPath()
            shape.addRoundedRect(rect, 6, 6)
            p.setClipPath(shape)
            p.fillRect(rect, QColor(theme().tokens.bg3))
            image = self._thumbnail(row)
            if image is not None and not image.isNull():
                p.drawImage(rect, image, _middle_part(image, rect.width() / rect.height()))
        p.setClipping(False)
        if self._more > fit:
            p.setFont(font("secondary"))
            p.setPen(QColor(theme().tokens.t2))
            rest = QRectF(fit * (_TILE[0] + 6), 0, 60, _TILE[1])
            p.drawText(rest, Qt.AlignmentFlag.AlignCenter, f"+ {count(self._more - fit)}")
        p.end()


def _middle_part(image: QImage, share: float) -> QRectF:
    width, height = float(image.width()), float(image.height())
    part = (width, width / share) if width / height < share else (height * share, height)
    return QRectF((width - part[0]) / 2, (height - part[1]) / 2, *part)


class ExportForm(QWidget):
    """Everything that can be chosen, on one page; `changed` whenever something is."""

    changed = Signal()

    def __init__(self, found: Sequence[Choice], thumbnail: Thumbnail, settings: Settings) -> None:
        super().__init__()
        self._choices = {choice.key: choice for choice in found}
        self._scheme = Naming(settings.sidecar_scheme)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 12)
        column.setSpacing(6)
        self._add_what(column, found, thumbnail)
        self._add_where(column, settings)
        self._add_how(column, settings)
        self._add_names(column, settings)
        self._add_besides(column, settings)
        column.addStretch()

    # ---- what was chosen

    @property
    def choice(self) -> Choice:
        """Which images."""
        button = self._which.checkedButton()
        return self._choices[button.property("key") if button is not None else SHOWN]

    @property
    def wishes(self) -> Wishes | None:
        """How they are to be exported; None as long as no folder is named."""
        folder = self.folder.text().strip()
        if not folder:
            return None
        on = self.besides
        return Wishes(
            Path(folder).expanduser(),
            self.way,
            Layout(self.layout_box.currentData()),
            self.names.text(),
            "crops" in on,
            tuple(m for m in MANIFEST_FORMATS if m in on),
            Naming(self.scheme.currentData()) if "sidecars" in on else None,
            tuple(s for s in SHEET_FORMATS if s in on),
            self.columns.value(),
        )

    @property
    def way(self) -> Way:
        """Copy, link, move, crops."""
        return Way(self.way_box.currentData())

    @property
    def besides(self) -> tuple[str, ...]:
        """Keys of what is written beside the photos."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked() and box.isEnabled())

    def choose(self, which: str) -> None:
        """Set which images."""
        for button in self._which.buttons():
            if button.property("key") == which:
                button.setChecked(True)

    def choose_way(self, way: Way) -> None:
        """Set how."""
        self.way_box.setCurrentIndex(self.way_box.findData(way.value))

    def show_names(self, example: str, wrong: str) -> None:
        """What the template makes of the first photo, or why it cannot be used."""
        self._example.setText(wrong or example)
        self._example.setProperty("role", "fail" if wrong else "t2")
        self.names.setProperty("wrong", "true" if wrong else "false")
        for part in (self._example, self.names):
            part.style().unpolish(part)
            part.style().polish(part)

    def show_room(self, words: str, short: bool) -> None:
        """How much room there is."""
        self._room.setText(words)
        self._room.setProperty("role", "fail" if short else "t2")
        self._room.style().unpolish(self._room)
        self._room.style().polish(self._room)

    def show_thumbnails(self, rows: Sequence[Assessment]) -> None:
        """The first of the chosen images."""
        self.thumbnails.show_rows(rows, len(self.choice.rows))

    def show_waiting(self, number: int) -> None:
        """How many of the chosen images have no score yet: said before they are exported."""
        words = ""
        if number == 1:
            words = self.tr("1 of these is not scored yet: it goes along without quality and reasons.")
        elif number:
            words = self.tr("{0} of these are not scored yet: they go along without quality and reasons.")
        self._waiting.setText(words.format(count(number)))
        self._waiting.setVisible(bool(words))

    @property
    def waiting_words(self) -> str:
        """What it says about images without a score yet."""
        return self._waiting.text()

    # ---- parts

    def _add_what(self, column: QVBoxLayout, found: Sequence[Choice], thumbnail: Thumbnail) -> None:
        _head(column, self.tr("Which images"))
        self._which = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for n, choice in enumerate(found):
            radio = QRadioButton(choice.title)
            radio.setProperty("key", choice.key)
            radio.setEnabled(len(choice.rows) > 0)
            radio.setAccessibleName(f"{choice.title}: {count(len(choice.rows))}")
            radio.toggled.connect(lambda on: self.changed.emit() if on else None)
            self._which.addButton(radio)
            number = label(count(len(choice.rows)), tone="t2" if len(choice.rows) else "t3")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(radio, n // 2, n % 2 * 2)
            grid.addWidget(number, n // 2, n % 2 * 2 + 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        self.thumbnails = ThumbnailRow(thumbnail)
        column.addSpacing(4)
        column.addWidget(self.thumbnails)
        self._waiting = label(role="secondary", tone="review")
        self._waiting.setWordWrap(True)
        self._waiting.hide()
        column.addWidget(self._waiting)

    def _add_where(self, column: QVBoxLayout, settings: Settings) -> None:
        _head(column, self.tr("Where to"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.folder = QLineEdit(settings.export_folder)
        self.folder.setPlaceholderText(self.tr("A folder; it is made if it does not exist"))
        self.folder.setAccessibleName(self.tr("Target folder"))
        self.folder.textChanged.connect(self.changed)
        browse = Button(self.tr("Choose..."), "folder-open")
        browse.clicked.connect(self._choose_folder)
        row.addWidget(self.folder, 1)
        row.addWidget(browse)
        column.addLayout(row)
        self._room = label(role="secondary", tone="t2")
        self._room.setWordWrap(True)
        column.addWidget(self._room)

    def _add_how(self, column: QVBoxLayout, settings: Settings) -> None:
        _head(column, self.tr("How"))
        self.way_box, self.layout_box = QComboBox(), QComboBox()
        for way, words in (
            (Way.COPY, self.tr("Copy the photos")),
            (Way.LINK, self.tr("Hard links, no space needed")),
            (Way.SYMLINK, self.tr("Symbolic links")),
            (Way.MOVE, self.tr("Move the photos")),
            (Way.CROPS, self.tr("Aligned crops only")),
        ):
            self.way_box.addItem(words, way.value)
        for layout, words in (
            (Layout.FLAT, self.tr("All in one folder")),
            (Layout.DECISION, self.tr("A folder for each decision")),
            (Layout.SUBJECT, self.tr("A folder for each subject")),
        ):
            self.layout_box.addItem(words, layout.value)
        self.way_box.setAccessibleName(self.tr("How"))
        self.layout_box.setAccessibleName(self.tr("Folders"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for box, value in ((self.way_box, settings.export_way), (self.layout_box, settings.export_layout)):
            box.setCurrentIndex(max(0, box.findData(value)))
            box.currentIndexChanged.connect(self.changed)
            row.addWidget(box, 1)
        column.addLayout(row)
        self._way_words = label(role="secondary", tone="t2")
        self._way_words.setWordWrap(True)
        self.way_box.currentIndexChanged.connect(self._explain_way)
        column.addWidget(self._way_words)

    def _explain_way(self) -> None:
        words = {
            Way.COPY: self.tr("The originals stay as they are."),
            Way.LINK: self.tr(
                "Both names are one file: deleting one keeps the other, editing one edits both."
            ),
            Way.SYMLINK: self.tr("The links point to the originals and break when those are moved."),
            Way.MOVE: self.tr("Written down before it is done. Undo brings every file back."),
            Way.CROPS: self.tr("The faces as the quality model sees them, without the photos."),
        }
        self._way_words.setText(words[self.way])
        if hasattr(self, "boxes"):
            for key in ("crops", "sidecars"):
                self.boxes[key].setEnabled(self.way is not Way.CROPS)

    def _add_names(self, column: QVBoxLayout, settings: Settings) -> None:
        _head(column, self.tr("Names"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.names = QLineEdit(settings.export_names)
        self.names.setAccessibleName(self.tr("Name template"))
        self.names.textChanged.connect(self.changed)
        fields = Button(self.tr("Insert a field"), "plus")
        menu = QMenu(fields)
        for field in FIELDS:
            text = "{n:04}" if field == "n" else f"{{{field}}}"
            menu.addAction(f"{text}   {self._field_words(field)}", partial(self.names.insert, text))
        fields.setMenu(menu)
        row.addWidget(self.names, 1)
        row.addWidget(fields)
        column.addLayout(row)
        self._example = label(role="secondary", tone="t2")
        self._example.setWordWrap(True)
        column.addWidget(self._example)

    def _field_words(self, field: str) -> str:
        return {
            "name": self.tr("the photo's own name"),
            "subject": self.tr("who is in it"),
            "quality": self.tr("0 to 100"),
            "decision": self.tr("accepted, rejected or undecided"),
            "stars": self.tr("0 to 5"),
            "n": self.tr("0001, 0002, 0003"),
            "date": self.tr("day of the last change"),
            "width": self.tr("in pixels"),
            "height": self.tr("in pixels"),
            "status": self.tr("how it fared: ok, no_face ..."),
            "folder": self.tr("the folder that it lies in"),
        }[field]

    def _add_besides(self, column: QVBoxLayout, settings: Settings) -> None:
        _head(column, self.tr("With it"))
        words = {
            "csv": self.tr("CSV"),
            "jsonl": self.tr("JSON Lines"),
            "parquet": self.tr("Parquet"),
            "sidecars": self.tr("XMP ratings as"),
            "crops": self.tr("Aligned crops too"),
            "html": self.tr("HTML"),
            "pdf": self.tr("PDF"),
        }
        self.boxes = {key: QCheckBox(text) for key, text in words.items()}
        for key, box in self.boxes.items():
            box.setChecked(key in settings.export_with)
            box.toggled.connect(self.changed)
        for key in MANIFEST_FORMATS:
            self.boxes[key].setAccessibleName(self.tr("Manifest as {0}").format(words[key]))
        for key in SHEET_FORMATS:
            self.boxes[key].setAccessibleName(self.tr("Contact sheet as {0}").format(words[key]))
        self.scheme = QComboBox()
        self.scheme.setAccessibleName(self.tr("Names of sidecars"))
        for naming, text in ((Naming.FULL, "name.jpg.xmp"), (Naming.STEM, "name.xmp")):
            self.scheme.addItem(text, naming.value)
        self.scheme.setCurrentIndex(self.scheme.findData(self._scheme.value))
        self.scheme.currentIndexChanged.connect(self.changed)
        self.columns = QSpinBox()
        self.columns.setRange(1, MOST_SHEET_COLUMNS)
        self.columns.setValue(settings.export_columns)
        self.columns.setSuffix(" " + self.tr("in a row"))
        self.columns.setAccessibleName(self.tr("Photos in a row of the contact sheet"))
        self.columns.valueChanged.connect(self.changed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        lines: list[tuple[str, list[QWidget]]] = [
            (self.tr("Manifest"), [self.boxes[m] for m in MANIFEST_FORMATS]),
            (self.tr("Contact sheet"), [self.boxes["html"], self.boxes["pdf"], self.columns]),
            (self.tr("Sidecars"), [self.boxes["sidecars"], self.scheme]),
            (self.tr("Faces"), [self.boxes["crops"]]),
        ]
        for line, (title, parts) in enumerate(lines):
            grid.addWidget(label(title, tone="t2"), line, 0)
            first = 4 - len(parts)  # the first one has the room that the others leave
            for n, part in enumerate(parts):
                grid.addWidget(part, line, 1 if n == 0 else n + first, 1, first if n == 0 else 1)
        grid.setColumnStretch(4, 1)
        column.addLayout(grid)
        self._explain_way()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Target folder"), self.folder.text())
        if folder:
            self.folder.setText(folder)


def _head(column: QVBoxLayout, text: str) -> QLabel:
    column.addSpacing(8)
    made = label(text, "emphasis")
    column.addWidget(made)
    return made
