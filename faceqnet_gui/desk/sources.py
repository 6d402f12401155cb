"""The left side: what is open, what was decided, who is in it, which filters were saved; a click filters."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Status
from faceqnet_gui.desk.source_lists import (
    Entry,
    EntryDelegate,
    EntryModel,
    EntryView,
    SubjectDelegate,
    SubjectModel,
)
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import IconButton, label
from faceqnet_gui.look.words import STATUS_LOOK, count, decision_look, status_word
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import PROBLEMS, Filter
from faceqnet_gui.session.marks import Decision

RAIL = 48
_MOST_SAVED = 6
_MOST_ROOTS = 8


class Sources(QWidget):
    """`chosen` names what to filter by; with `added` it joins what is chosen already."""

    chosen = Signal(str, object, bool)  # kind and value of an Entry, whether it is added
    open_wanted = Signal()
    save_wanted = Signal()
    saved_removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(200)
        self.setMaximumWidth(360)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 10, 8, 10)
        self._column.setSpacing(0)
        self._drawing = EntryDelegate()
        self._heads: list[QWidget] = []
        self._add, self._save = IconButton("plus", ""), IconButton("plus", "")
        self._add.clicked.connect(self.open_wanted)
        self._save.clicked.connect(self.save_wanted)
        self._titles = {
            name: label(role="section", tone="t3") for name in ("sources", "decisions", "subjects", "saved")
        }
        self._number = label(role="section", tone="t3")
        self.roots, self.decisions, self.saved = (self._entries(n) for n in ("sources", "decisions", "saved"))
        self.subjects = EntryView("subjects")
        self._subjects = SubjectModel(self)
        self.subjects.setModel(self._subjects)
        self.subjects.chosen.connect(self._choose)
        self.picture: Callable[[int], tuple[QImage | None, QRectF]] = lambda row: (None, QRectF())
        self.subjects.setItemDelegate(SubjectDelegate(self._picture_of))
        self.saved.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.saved.customContextMenuRequested.connect(self._saved_menu)
        self._head("sources", self._add)
        self._column.addWidget(self.roots)
        self._head("decisions", None)
        self._column.addWidget(self.decisions)
        self._head("subjects", self._number)
        self._column.addWidget(self.subjects, 1)
        self._head("saved", self._save)
        self._column.addWidget(self.saved)
        self._wanted = Filter()
        self._known: tuple[object, ...] = ()
        self._next_subjects = 0.0
        theme().changed.connect(self._redraw)

    def _entries(self, name: str) -> EntryView:
        view = EntryView(name)
        view.setModel(EntryModel(view))
        view.setItemDelegate(self._drawing)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        view.chosen.connect(self._choose)
        return view

    def _head(self, name: str, at_right: QWidget | None) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 6, 2, 2)
        row.addWidget(self._titles[name], 1)
        if at_right is not None:
            row.addWidget(at_right)
        if isinstance(at_right, QLabel):
            row.setContentsMargins(8, 8, 10, 4)
        holder.setFixedHeight(34)
        self._heads.append(holder)
        self._column.addWidget(holder)

    def _picture_of(self, row: int) -> tuple[QImage | None, QRectF]:
        return self.picture(row)  # given after this was built

    def _redraw(self) -> None:
        for view in (self.roots, self.decisions, self.subjects, self.saved):
            view.viewport().update()

    # ---- what it shows

    def retranslate(self) -> None:
        """New words at the next refresh."""
        words = {
            "sources": self.tr("Sources"),
            "decisions": self.tr("Decisions"),
            "subjects": self.tr("Subjects, worst first"),
            "saved": self.tr("Saved filters"),
        }
        views = {
            "sources": self.roots,
            "decisions": self.decisions,
            "subjects": self.subjects,
            "saved": self.saved,
        }
        for name, text in words.items():
            self._titles[name].setText(text)
            views[name].setAccessibleName(text)
        self._add.set_tip(self.tr("Open a folder"))
        self._save.set_tip(self.tr("Save the filters in force under a name"))

    def set_rail(self, on: bool) -> None:
        """In a narrow window only the icons stay."""
        if on == self._drawing.rail:
            return
        self._drawing.rail = on
        for part in (*self._heads, self.subjects, self.saved):
            part.setVisible(not on)
        self._column.setContentsMargins(*((4, 10, 4, 10) if on else (8, 10, 8, 10)))
        self._column.addStretch(1 if on else 0)
        if on:
            self.setFixedWidth(RAIL)
        else:
            self.setMinimumWidth(200)
            self.setMaximumWidth(360)
        self._redraw()

    def refresh(
        self,
        columns: Columns,
        wanted: Filter,
        *,
        scanning: tuple[str, str] = ("", ""),
        unreachable: Collection[str] = (),
    ) -> None:
        """New numbers; while a scan runs, `scanning` names its root (empty: several) and how far it is."""
        self._wanted = wanted
        _model(self.roots).show_entries(self._root_entries(columns, wanted, scanning, unreachable))
        self.roots.fit(_MOST_ROOTS)
        self.refresh_counts(columns)
        known = (columns, len(columns), int(columns.quality.sum(dtype=np.int64)), wanted.subjects)
        # While rows arrive once a second is enough: means of thousands of people move little.
        if known != self._known and (not scanning[1] or time.monotonic() > self._next_subjects):
            self._known, self._next_subjects = known, time.monotonic() + 1.0
            self._subjects.show_subjects(columns, wanted.subjects)
        number = self._subjects.rowCount()
        self._number.setText(count(number))
        if not self._drawing.rail:
            self._heads[2].setVisible(number > 0)

    def refresh_counts(self, columns: Columns) -> None:
        """After decisions."""
        _model(self.decisions).show_entries(self._decision_entries(columns, self._wanted))
        self.decisions.fit()

    def show_saved(self, names: Sequence[tuple[str, int, bool]]) -> None:
        """Saved filters: name, how many images it shows, whether it is in force."""
        entries = [
            Entry("saved", name, "bookmark", name, count(number), active=active)
            for name, number, active in names
        ]
        _model(self.saved).show_entries(entries)
        self.saved.fit(_MOST_SAVED)

    def _root_entries(
        self, columns: Columns, wanted: Filter, scanning: tuple[str, str], unreachable: Collection[str]
    ) -> list[Entry]:
        root, progress = scanning
        whole = Entry(
            "all", None, "images", self.tr("All images"), progress if progress and not root else count(len(columns)),
            active=not wanted.parts, working=bool(progress and not root),
        )  # fmt: skip
        entries = [whole]
        for n, name in enumerate(columns.roots):
            short = name.rstrip("/").rsplit("/", 1)[-1] or self.tr("Single files")
            number, working = count(int((columns.root == n).sum())), bool(progress) and name == root
            gone = name in unreachable
            tip = (
                self.tr("{0} is not reachable. Scores and decisions are kept.").format(name) if gone else name
            )
            entries.append(
                Entry(
                    "root",
                    n,
                    "folder",
                    short,
                    progress if working else number,
                    tip,
                    active=wanted.root == n,
                    faint=gone,
                    working=working,
                )
            )
        return entries

    def _decision_entries(self, columns: Columns, wanted: Filter) -> list[Entry]:
        entries = []
        for decision in (Decision.UNDECIDED, Decision.ACCEPTED, Decision.REJECTED):
            name, tone, word = decision_look(decision)
            number = count(int((columns.decision == int(decision)).sum()))
            active = decision in wanted.decisions
            entries.append(Entry("decision", decision, name, word, number, tone=tone, active=active))
        for status in (Status.WAITING, Status.NO_FACE, Status.LOW_RESOLUTION):
            found = columns.count_of(status)
            if found or status is Status.NO_FACE:
                active = wanted.statuses == {status}
                name, word = STATUS_LOOK[status][0], status_word(status)
                tone = "t2" if status is Status.WAITING else "review"
                entries.append(Entry("status", (status,), name, word, count(found), tone=tone, active=active))
        problems = count(columns.count_of(*PROBLEMS))
        entries.append(Entry("problems", None, "triangle-alert", self.tr("Problems"), problems, tone="fail"))
        return entries

    # ---- hands

    def _choose(self, entry: Entry, added: bool) -> None:
        self.chosen.emit(entry.kind, entry.value, added)

    def _saved_menu(self, place: QPoint) -> None:
        index = self.saved.indexAt(place)
        if index.isValid():
            name = _model(self.saved).entries[index.row()].value
            self._menu = QMenu(self)
            remove = self._menu.addAction(icon("trash-2"), self.tr("Forget this filter"))
            remove.triggered.connect(lambda: self.saved_removed.emit(name))
            self._menu.popup(self.saved.mapToGlobal(place))


def _model(view: EntryView) -> EntryModel:
    found = view.model()
    assert isinstance(found, EntryModel)
    return found
