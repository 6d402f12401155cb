"""How Live goes, beside the picture: the rows of the preferences that belong to Live, and the checks that matter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from faceqnet_engine.live.checks import CHECKS, PLACE_CHECKS
from faceqnet_engine.live.hint_table import rows_for
from faceqnet_gui.live.check_words import check_title
from faceqnet_gui.live.control import LiveControl
from faceqnet_gui.live.guide_size import GuideSize
from faceqnet_gui.live.speech import speech_offered
from faceqnet_gui.look.widgets import Button, hairline, label
from faceqnet_gui.options import Option, Section, options_of, words
from faceqnet_gui.settings import Settings
from faceqnet_gui.shell.editors import Editor, editor_for

_ROWS = tuple(
    name
    for name, record in options_of(Settings).items()
    if record.section is Section.LIVE and name != "live_profile"
)


class LiveSettings(QDialog):
    """Profile and checks at the left, capture at the right."""

    def __init__(self, control: LiveControl, changed: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._control, self._changed = control, changed
        self.editors: dict[str, Editor] = {}
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
        self._changed()

    def _left(self) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        profile = options_of(Settings)["live_profile"]
        column.addWidget(label(words(profile.title), "emphasis"))
        column.addWidget(self._editor("live_profile", profile))
        column.addSpacing(10)
        column.addWidget(label(self.tr("Checks that matter"), "emphasis"))
        sentence = label(
            self.tr("Position and distance always do; the others only where the profile asks for them."),
            "secondary",
            "t2",
        )
        sentence.setWordWrap(True)
        sentence.setMaximumWidth(260)
        column.addWidget(sentence)
        self.checks: dict[str, QCheckBox] = {}
        for check in (c for c in CHECKS if c not in PLACE_CHECKS):
            box = QCheckBox(check_title(check))
            box.toggled.connect(lambda on, c=check: self._switch(c, on=on))
            self.checks[check] = box
            column.addWidget(box)
        self._show_checks()
        column.addStretch()
        self.guide = GuideSize(self._control)
        self.guide.setMaximumWidth(260)
        column.addWidget(self.guide)
        return column

    def _show_checks(self) -> None:
        settings = self._control.host.settings
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
        records = options_of(Settings)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for n, name in enumerate(_ROWS):
            record = records[name]
            title = label(words(record.title), tone="t2")
            title.setToolTip(words(record.sentence))
            grid.addWidget(title, n, 0)
            grid.addWidget(self._editor(name, record), n, 1, Qt.AlignmentFlag.AlignRight)
        if not speech_offered():
            self.editors["speech"].setEnabled(False)
            self.editors["speech"].setToolTip(self.tr("No voice is available here."))
        grid.setRowStretch(grid.rowCount(), 1)
        return grid

    def _editor(self, name: str, record: Option) -> Editor:
        editor = editor_for(record)
        editor.setAccessibleName(words(record.title))
        editor.setAccessibleDescription(words(record.sentence))
        editor.setToolTip(words(record.sentence))
        editor.show_value(getattr(self._control.host.settings, name))
        editor.changed.connect(lambda value: self._remember(**{name: value}))
        self.editors[name] = editor
        return editor

    def show_values(self) -> None:
        """Those in force: the preferences change them too."""
        for name, editor in self.editors.items():
            editor.show_value(getattr(self._control.host.settings, name))
        self._show_checks()
        self.guide.show_size()
