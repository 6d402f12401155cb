"""How Live goes: each change acts at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.live.checks import CHECKS, PLACE_CHECKS
from faceqnet_engine.measures.profiles import profiles
from faceqnet_gui.live.check_words import check_title
from faceqnet_gui.live.control import LiveControl
from faceqnet_gui.live.speech import speech_offered
from faceqnet_gui.look.measure_words import profile_title
from faceqnet_gui.look.widgets import Button, hairline, label


class LiveSettings(QDialog):
    """Profile and checks at the left, capture at the right."""

    def __init__(self, control: LiveControl, changed: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._control, self._changed = control, changed
        self.setWindowTitle(self.tr("Live settings"))
        self.setMinimumWidth(820)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        columns.addLayout(self._left())
        columns.addWidget(hairline(vertical=True))
        columns.addLayout(self._right(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        outer.addLayout(columns)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Each change acts at once."), "secondary", "t3"))
        row.addStretch()
        close = Button(self.tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        outer.addLayout(row)

    def _remember(self, **changes: object) -> None:
        self._control.host.remember(**changes)
        self._control.apply_settings()
        self._changed()

    def _left(self) -> QLayout:
        settings = self._control.host.settings
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(label(self.tr("Profile"), "emphasis"))
        self.profile = QComboBox()
        self.profile.setAccessibleName(self.tr("Profile"))
        for known in profiles():
            self.profile.addItem(profile_title(known), known.id)
        self.profile.setCurrentIndex(max(0, self.profile.findData(settings.live_profile)))
        self.profile.activated.connect(lambda n: self._choose_profile(self.profile.itemData(n)))
        column.addWidget(self.profile)
        column.addSpacing(10)
        column.addWidget(label(self.tr("Checks that matter"), "emphasis"))
        words = label(
            self.tr("Position and distance always do; the others only where the profile asks for them."),
            "secondary",
            "t2",
        )
        words.setWordWrap(True)
        words.setMaximumWidth(260)
        column.addWidget(words)
        self.checks: dict[str, QCheckBox] = {}
        for check in (c for c in CHECKS if c not in PLACE_CHECKS):
            box = QCheckBox(check_title(check))
            box.toggled.connect(lambda on, c=check: self._switch(c, on=on))
            self.checks[check] = box
            column.addWidget(box)
        self._show_checks()
        column.addStretch()
        return column

    def _choose_profile(self, name: str) -> None:
        self._remember(live_profile=name)
        self._show_checks()

    def _show_checks(self) -> None:
        settings = self._control.host.settings
        from faceqnet_engine.live.hint_table import rows_for

        asked = {row.check for row in rows_for(self._control.session.profile)}
        for check, box in self.checks.items():
            box.blockSignals(True)
            box.setEnabled(check in asked)
            box.setChecked(check in asked and check not in settings.live_off)
            box.blockSignals(False)

    def _switch(self, check: str, *, on: bool) -> None:
        off = set(self._control.host.settings.live_off) - {check}
        self._remember(live_off=tuple(sorted(off if on else off | {check})))

    def _right(self) -> QLayout:
        settings = self._control.host.settings
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._row(grid, self.tr("Photos"), self._box("live_auto", self.tr("Take them by themselves")))
        self._row(grid, "", self._box("live_ask", self.tr("Ask before each is accepted")))
        hold = QDoubleSpinBox()
        hold.setRange(0.2, 5.0)
        hold.setSingleStep(0.1)
        hold.setDecimals(1)
        hold.setSuffix(self.tr(" s"))
        hold.setValue(settings.live_hold)
        hold.valueChanged.connect(lambda value: self._remember(live_hold=round(float(value), 2)))
        self._row(grid, self.tr("All checks hold for"), hold)
        self._row(grid, self.tr("Count down from"), self._number("live_count", 0, 5))
        self._row(grid, self.tr("Photos of one shot"), self._number("live_burst", 1, 10))
        self._row(grid, self.tr("Picture"), self._box("live_mirror", self.tr("As in a mirror")))
        self.guide = QSlider(Qt.Orientation.Horizontal)
        self.guide.setRange(40, 76)
        self.guide.setValue(round(100 * settings.live_guide))
        self.guide.valueChanged.connect(lambda value: self._remember(live_guide=value / 100))
        self.guide.setToolTip(self.tr("A smaller oval lets people stand farther away"))
        self._row(grid, self.tr("Size of the oval"), self.guide)
        self._row(grid, self.tr("Signs"), self._box("live_flash", self.tr("White flash with each photo")))
        self._row(grid, "", self._box("sound", self.tr("Sound with each photo")))
        speech = self._box("speech", self.tr("Spoken hints"))
        if not speech_offered():
            speech.setText(self.tr("Spoken hints: no voice is available here"))
            speech.setEnabled(False)
        self._row(grid, "", speech)
        self._row(grid, self.tr("File format"), self._format())
        self._row(
            grid,
            self.tr("Photos go to"),
            self._folder("captures_folder", str(self._control.captures.folder.parent)),
        )
        self._row(grid, self.tr("Enrolled photos"), self._folder("live_enrolled", self.tr("none")))
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _row(self, grid: QGridLayout, title: str, widget: QWidget) -> None:
        n = grid.rowCount()
        grid.addWidget(label(title, tone="t2"), n, 0)
        grid.addWidget(widget, n, 1)
        if title:
            widget.setAccessibleName(title)

    def _box(self, key: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(bool(getattr(self._control.host.settings, key)))
        box.toggled.connect(lambda on: self._remember(**{key: bool(on)}))
        return box

    def _number(self, key: str, least: int, most: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(least, most)
        box.setValue(getattr(self._control.host.settings, key))
        box.valueChanged.connect(lambda value: self._remember(**{key: int(value)}))
        return box

    def _format(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("PNG, without loss"), "png")
        box.addItem(self.tr("JPEG, smaller"), "jpg")
        box.setCurrentIndex(max(0, box.findData(self._control.host.settings.live_format)))
        box.activated.connect(lambda n: self._remember(live_format=box.itemData(n)))
        return box

    def _folder(self, key: str, nothing: str) -> Button:
        button = Button("", "folder-open")

        def show() -> None:
            chosen = getattr(self._control.host.settings, key) or nothing
            button.setText(button.fontMetrics().elidedText(chosen, Qt.TextElideMode.ElideMiddle, 260))
            button.setToolTip(chosen)

        def ask() -> None:
            folder = QFileDialog.getExistingDirectory(
                self, self.tr("Choose a folder"), getattr(self._control.host.settings, key)
            )
            if folder:
                self._remember(**{key: folder})
                show()

        show()
        button.clicked.connect(ask)
        return button
