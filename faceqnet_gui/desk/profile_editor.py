"""The profile editor: limits left, what they do to the open photos right; every edit can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.errors import UsageError
from faceqnet_engine.measures.catalogue import CATALOGUE, QUALITY, Group
from faceqnet_engine.measures.profiles import (
    SHIPPED,
    Limit,
    Profile,
    own_folder,
    profiles,
    read_profile,
    write_profile,
)
from faceqnet_engine.measures.words import group_label
from faceqnet_gui.desk.guide_field import GuideField
from faceqnet_gui.desk.limit_row import WIDTHS, LimitRow
from faceqnet_gui.desk.own_profiles import identifier
from faceqnet_gui.desk.profile_preview import Preview, ThumbnailOf
from faceqnet_gui.desk.suggestions import Suggestions
from faceqnet_gui.look.measure_words import label_of, language, profile_title
from faceqnet_gui.look.menus import add_head
from faceqnet_gui.look.widgets import Button, IconButton, hairline, label
from faceqnet_gui.sentences import said
from faceqnet_gui.session.columns import Columns

_TOML = "TOML (*.toml)"


@dataclass(frozen=True, slots=True)
class _Step:
    """A state of the profile, and by what edit it came; edits of the same field in a row are one step."""

    profile: Profile
    edit: str


class ProfileEditor(QDialog):
    """Edits a copy; a shipped profile becomes an own one under another name."""

    saved = Signal(object)  # the Profile to use
    deleted = Signal()

    def __init__(
        self,
        parent: QWidget,
        start: Profile,
        columns: Columns,
        shown: NDArray[np.int64],
        thumbnail: ThumbnailOf,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Profile editor"))
        self.resize(1240, 720)
        self._start, self._columns, self._shown = start, columns, shown
        title = profile_title(start)
        own = self.tr("{0}, own").format(title) if start.id in SHIPPED else title
        self._steps, self._at = [_Step(replace(start, title=own), "")], 0
        self._measure = next((lim.measure for lim in start.limits if lim.measure != QUALITY), QUALITY)
        self.preview = Preview(start, columns, thumbnail)
        self._rows: dict[str, LimitRow] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(14)
        whole.addLayout(self._head(own))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(self._left(), 1)
        middle.addWidget(hairline(vertical=True))
        middle.addWidget(self.preview)
        whole.addLayout(middle, 1)
        self.words = label(tone="fail")
        self.words.setWordWrap(True)
        whole.addWidget(self.words)
        whole.addLayout(self._foot())
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+Y", self.redo)):
            QShortcut(QKeySequence(keys), self, act)
        self._rebuild()

    # ---- parts

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.title = QLineEdit(title)
        self.title.setFixedWidth(280)
        self.title.setAccessibleName(self.tr("Name of the profile"))
        self.title.textEdited.connect(lambda text: self._edit(replace(self.profile, title=text), "title"))
        self._undo, self._redo = (
            IconButton("undo-2", self.tr("Undo (Ctrl+Z)")),
            IconButton("redo-2", self.tr("Redo (Ctrl+Shift+Z)")),
        )
        self._undo.clicked.connect(self.undo)
        self._redo.clicked.connect(self.redo)
        self.suggest = Button(self.tr("Suggest from my photos..."), "wand-sparkles")
        self.suggest.clicked.connect(self.ask_suggestions)
        row.addWidget(label(self.tr("Name"), tone="t2"))
        row.addWidget(self.title)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addSpacing(16)
        self.guide = GuideField()
        self.guide.edited.connect(lambda share: self._edit(replace(self.profile, guide=share), "guide"))
        row.addWidget(label(self.tr("Oval in Live"), tone="t2"))
        row.addWidget(self.guide)
        row.addStretch()
        row.addWidget(self.suggest)
        return row

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(4)
        heads = QHBoxLayout()
        heads.setContentsMargins(8, 0, 4, 0)
        heads.setSpacing(6)
        for text, width in (
            (self.tr("Measure"), WIDTHS["measure"]),
            (self.tr("Figure"), WIDTHS["on"]),
            (self.tr("From"), WIDTHS["number"]),
            (self.tr("To"), WIDTHS["number"]),
            ("", WIDTHS["unit"]),
            (self.tr("A miss"), WIDTHS["advise"]),
        ):
            head = label(text, role="section", tone="t3")
            head.setFixedWidth(width)
            if width == WIDTHS["number"]:
                head.setAlignment(Qt.AlignmentFlag.AlignRight)  # as the numbers below it
            heads.addWidget(head)
        heads.addWidget(label(self.tr("Source"), role="section", tone="t3"), 1)
        column.addLayout(heads)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._list.setContentsMargins(0, 0, 8, 0)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._list)
        outer.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        area.setMinimumWidth(sum(WIDTHS.values()) + WIDTHS["number"] + 106)
        column.addWidget(area, 1)
        self.add = Button(self.tr("Add a limit..."), "plus")
        self.add.clicked.connect(self._ask_limit)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save = Button(self.tr("Save and use"), kind="primary")
        self.save.setDefault(True)
        self.delete_own = Button(self.tr("Delete this profile"), "trash-2")
        self.delete_own.setVisible(self._start.id not in SHIPPED)
        cancel = Button(self.tr("Cancel"))
        for button, act in (
            (Button(self.tr("Import..."), "upload"), self._ask_import),
            (Button(self.tr("Export..."), "download"), self._ask_export),
            (self.delete_own, self.remove_own),
        ):
            button.clicked.connect(act)
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        for button, act in ((cancel, self.reject), (self.save, self.keep)):
            button.clicked.connect(act)
            row.addWidget(button)
        for button in (self.suggest, self.add, cancel):
            button.setAutoDefault(False)
        return row

    # ---- the profile and its history

    @property
    def profile(self) -> Profile:
        """As edited so far."""
        return self._steps[self._at].profile

    def undo(self) -> None:
        """One edit back."""
        self._go(self._at - 1)

    def redo(self) -> None:
        """One edit forward."""
        self._go(self._at + 1)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._steps):
            self._at = place
            self._rebuild()

    def _edit(self, profile: Profile, edit: str, *, rebuild: bool = False) -> None:
        if edit and edit == self._steps[self._at].edit and self._at == len(self._steps) - 1:
            self._steps[self._at] = _Step(profile, edit)
        else:
            self._steps = [*self._steps[: self._at + 1], _Step(profile, edit)]
            self._at += 1
        if rebuild:
            self._rebuild()
        else:
            self._show()

    def _rebuild(self) -> None:
        """Lines for the limits that there are; lines that stay keep the focus."""
        limits = {limit.measure: limit for limit in self.profile.limits}
        for measure in [m for m in self._rows if m not in limits]:
            row = self._rows.pop(measure)
            row.hide()
            row.deleteLater()
        for place, (measure, limit) in enumerate(limits.items()):
            if measure in self._rows:
                self._rows[measure].show_limit(limit)
                continue
            row = LimitRow(limit)
            row.edited.connect(self._limit_edited)
            row.removed.connect(self.remove_limit)
            row.entered.connect(self._look_at)
            self._rows[measure] = row
            self._list.insertWidget(place, row)
        if self.title.text() != self.profile.title:
            self.title.setText(self.profile.title)
        self.guide.show_share(self.profile.guide)
        self._show()

    def _limit_edited(self, limit: Limit, field: str) -> None:
        self._measure = limit.measure
        self._edit(self.profile.with_limit(limit), f"{limit.measure} {field}")

    def remove_limit(self, measure: str) -> None:
        """Without this limit."""
        self._edit(self.profile.without(measure), "", rebuild=True)

    def add_limit(self, measure: str) -> None:
        """A limit of a component at 50, the middle of the scale."""
        self._measure = measure
        self._edit(self.profile.with_limit(Limit(measure, least=50.0)), "", rebuild=True)
        self._rows[measure].least.setFocus()

    def row(self, measure: str) -> LimitRow:
        """The line of a limit."""
        return self._rows[measure]

    def _look_at(self, measure: str) -> None:
        if measure != self._measure:
            self._measure = measure
            self._show()

    def problems(self) -> list[str]:
        """What keeps the profile from being saved, in words."""
        found = [row.problem for row in self._rows.values() if row.problem]
        if not self._rows:
            found.append(self.tr("A profile needs at least one limit."))
        return found + ([self._name_problem()] if self._name_problem() else [])

    def _name_problem(self) -> str:
        ident = self._ident()
        if not ident:
            return self.tr("The profile needs a name with a letter or a digit.")
        if ident in SHIPPED:
            return self.tr("“{0}” comes with the program. Give yours another name.").format(
                self.profile.title
            )
        if ident != self._start.id and any(known.id == ident for known in profiles()):
            return self.tr("There is a profile called “{0}” already. Choose another name.").format(
                self.profile.title
            )
        return ""

    def _ident(self) -> str:
        return identifier(self.profile.title)

    def _show(self) -> None:
        found = self.problems()
        self.words.setText(" ".join(found))
        self.words.setVisible(bool(found))
        self.save.setEnabled(not found)
        self._undo.setEnabled(self._at > 0)
        self._redo.setEnabled(self._at < len(self._steps) - 1)
        if not any(row.problem for row in self._rows.values()):
            self.preview.show_profile(self.profile, self._measure)

    # ---- what the buttons do

    def _ask_limit(self) -> None:
        menu = QMenu(self)
        known = {limit.measure for limit in self.profile.limits}
        if QUALITY not in known:
            menu.addAction(label_of(QUALITY), lambda: self.add_limit(QUALITY))
        for group in Group:
            add_head(menu, group_label(group.value, language()))
            for record in CATALOGUE:
                if record.group is group and record.id not in known:
                    menu.addAction(label_of(record.id), partial(self.add_limit, record.id))
        menu.popup(self.add.mapToGlobal(self.add.rect().topLeft()))

    def ask_suggestions(self) -> None:
        """Limits from the photos at hand, shown before they are applied; one step to undo."""
        dialog = Suggestions(self, self.profile, self.preview.trial, self._columns, self._shown)
        if dialog.exec():
            self._edit(dialog.suggested, "", rebuild=True)

    def keep(self) -> None:
        """Write it among the own profiles and use it; the untouched start is used as it is."""
        if self._at == 0 and self._start.id in SHIPPED:
            self._leave_with(self._start)
            return
        kept = replace(self.profile, id=self._ident())
        try:
            write_profile(kept, own_folder() / f"{kept.id}.toml")
            if self._start.id not in SHIPPED and self._start.id != kept.id:
                (own_folder() / f"{self._start.id}.toml").unlink(missing_ok=True)
        except (UsageError, OSError) as error:
            self.words.setText(getattr(error, "sentence", str(error)))
            self.words.show()
            return
        self._leave_with(kept)

    def _leave_with(self, chosen: Profile) -> None:
        self.saved.emit(chosen)
        self.accept()

    def remove_own(self) -> None:
        """Delete the own profile that is edited; a second press does it."""
        if not self._sure:
            self._sure = True
            self.delete_own.setText(self.tr("Delete it for good"))
            return
        (own_folder() / f"{self._start.id}.toml").unlink(missing_ok=True)
        self.deleted.emit()
        self.accept()

    _sure = False

    def _ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a profile"), "", _TOML)
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """The limits of a file in place of these; one step to undo."""
        try:
            self._edit(read_profile(file), "", rebuild=True)
        except UsageError as error:
            self.words.setText(said(error.sentence))
            self.words.show()

    def _ask_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the profile"), f"{self._ident()}.toml", _TOML
        )
        if name:
            try:
                write_profile(replace(self.profile, id=self._ident() or "profile"), Path(name))
            except UsageError as error:
                self.words.setText(said(error.sentence))
                self.words.show()
