"""What people can do with measures and profiles: mixed into the window like `Commands`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu

from faceqnet_engine.errors import UsageError
from faceqnet_engine.measures.catalogue import CATALOGUE, Group
from faceqnet_engine.measures.profiles import Profile, profile, profiles, write_profile
from faceqnet_engine.measures.words import group_label
from faceqnet_gui.desk.compare import MOST
from faceqnet_gui.desk.own_profiles import imported
from faceqnet_gui.desk.profile_editor import ProfileEditor
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.measure_words import (
    label_of,
    language,
    profile_title,
    reason_icon,
    reason_label,
    verdict_look,
)
from faceqnet_gui.look.menus import add_head
from faceqnet_gui.look.words import count
from faceqnet_gui.session.judged import FAILS, PASSES, REASONS, REVIEW

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

_MOST_REASONS = 12
_TOML = "TOML (*.toml)"


class Judging:
    """Profiles, what a measure looked at, filters and columns by measure, scatter and comparison."""

    # ---- profiles

    def read_profile(self: Window) -> Profile | None:
        """The profile of the settings; one that is gone is said and not replaced by another."""
        if not self.settings.profile:
            return None
        try:
            return profile(self.settings.profile)
        except UsageError as error:
            self.toast.say(error.sentence)
            return None

    def use_profile(self: Window, chosen: Profile | None) -> None:
        """Judge all photos by another profile; None: measures only inform."""
        self.remember(profile="" if chosen is None else chosen.id)
        self.judged.use(chosen)
        if chosen is None:
            self.arrangement.filter = self.filter.without("verdicts").without("reasons")
        self._show_profile()
        self.refresh(force=True)

    def _show_profile(self: Window) -> None:
        chosen = self.judged.profile
        self.inspector.set_profile(chosen, self.charts.limit)
        self.table.set_profile(chosen)
        self.chips.show_profile("" if chosen is None else profile_title(chosen))
        for model in (self.grid_model, self.table_model):
            model.judged_anew()
        self.grid.draw_anew()

    def profile_menu(self: Window) -> QMenu:
        """Shipped and own profiles, none, and what can be done with them."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        now = self.judged.profile
        for known in (None, *profiles()):
            action = menu.addAction(self.tr("Advise only") if known is None else profile_title(known))
            action.setCheckable(True)
            action.setChecked((now and now.id) == (known and known.id))
            action.setToolTip("" if known is None else known.about)
            action.triggered.connect(lambda _=False, k=known: self.use_profile(k))
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(icon("sliders-horizontal"), self.tr("Edit limits..."), self.edit_profile)
        menu.addAction(icon("upload"), self.tr("Import a profile..."), self.import_profile)
        return menu

    def show_profile_menu(self: Window, place: QPoint | None = None) -> None:
        """At the button of the chips, or where it was asked for."""
        button = self.chips.profile_button
        self._menu = self.profile_menu()
        self._menu.popup(place or button.mapToGlobal(button.rect().bottomLeft()))

    def edit_profile(self: Window) -> None:
        """The editor; what it saves is used at once."""
        start = self.judged.profile or profiles()[1]
        editor = ProfileEditor(self, start, self.columns, self.grid_model.shown, self._thumbnail_of)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(self.use_profile)
        editor.deleted.connect(lambda: self.use_profile(profiles()[1]))
        self._editor: Any = editor
        editor.open()

    def _thumbnail_of(self: Window, row: int) -> Any:
        assessment = self.columns.row(row)
        return self.pictures.thumbnail(self._key(assessment), assessment)

    def import_profile(self: Window) -> None:
        """Ask for a TOML file and use it."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a profile"), "", _TOML)
        if name:
            self.take_profile(Path(name))

    def take_profile(self: Window, file: Path) -> None:
        """Copy a profile among the own ones and use it; what is wrong with it is said."""
        try:
            found = imported(file)
        except UsageError as error:
            self.report(error.sentence)
            return
        self.use_profile(found)
        self.toast.say(self.tr("“{0}” was imported and is used now.").format(profile_title(found)))

    def export_profile(self: Window) -> None:
        """Ask where, and write the profile in force as TOML."""
        now = self.judged.profile
        if now is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export the profile"), f"{now.id}.toml", _TOML)
        if name:
            try:
                write_profile(now, Path(name))
            except UsageError as error:
                self.report(error.sentence)

    # ---- what a measure looked at

    def measure_chosen(self: Window, measure: str) -> None:
        """Show it on the photo, or nothing."""
        self.single.show_measure = bool(measure)
        self.inspector.photo.show_measure = bool(measure)
        self._ask_shapes()

    def toggle_measure(self: Window) -> None:
        """V: what the chosen measure looked at, at first that of the first reason."""
        shown = self.inspector.measure
        self.inspector.show_measure("" if shown else self._last_measure or self.inspector.worst_measure())

    _last_measure = ""

    def _ask_shapes(self: Window) -> None:
        measure, row = self.inspector.measure, self.inspector.row
        self._last_measure = measure or self._last_measure
        if not measure or row is None or row.landmarks is None:
            self._take_shapes(None, measure, ())
            return
        self.overlays.ask(self._key(row), row, measure, language())

    def _take_shapes(self: Window, key: Any, measure: str, shapes: Any) -> None:
        row = self.inspector.row
        if key is not None and (row is None or key != self._key(row) or measure != self.inspector.measure):
            return
        self.inspector.set_shapes(shapes)
        self.single.set_shapes(shapes)

    # ---- filters, columns

    def filter_menu(self: Window) -> QMenu:
        """By decision, stars, status, date, verdict, by reason with its count, by the range of a measure."""
        menu = QMenu(self)
        self.add_mark_filters(menu)
        judged = self.judged.profile is not None
        for verdict in (FAILS, REVIEW, PASSES):
            mark, token, word = verdict_look(verdict)
            number = int((self.columns.verdict == verdict).sum())
            action = menu.addAction(icon(mark, token), f"{word}   {count(number)}")
            action.setEnabled(judged and number > 0)
            action.triggered.connect(lambda _=False, v=verdict: self.filter_verdict(v))
        menu.addSeparator()
        for number, same in self._found_reasons()[:_MOST_REASONS]:
            action = menu.addAction(icon(reason_icon(same[0])), f"{reason_label(same[0])}   {count(number)}")
            action.triggered.connect(lambda _=False, r=same: self.filter_reason(*r))
        menu.addSeparator()
        ranges = menu.addMenu(icon("sliders-horizontal"), self.tr("By a measure"))
        for group in Group:
            add_head(ranges, group_label(group.value, language()))
            for record in CATALOGUE:
                if record.group is group:
                    action = ranges.addAction(label_of(record.id) + "...")
                    action.triggered.connect(lambda _=False, m=record.id: self.ask_range(m))
        return menu

    def show_filter_menu(self: Window, place: QPoint | None = None) -> None:
        """At the button of the chips, or where it was asked for."""
        button = self.chips.filter_button
        self._menu = self.filter_menu()
        self._menu.popup(place or button.mapToGlobal(button.rect().bottomLeft()))

    def _found_reasons(self: Window) -> list[tuple[int, list[str]]]:
        """Reasons of the open photos with their numbers, the most frequent first; those that read alike are one."""
        alike: dict[str, list[str]] = {}
        for reason in REASONS:
            alike.setdefault(reason_label(reason), []).append(reason)
        counted = [(self.judged.count_of(same), same) for same in alike.values()]
        return sorted((pair for pair in counted if pair[0]), key=lambda pair: -pair[0])

    def filter_verdict(self: Window, verdict: int) -> None:
        """Only photos of a verdict."""
        self.set_filter(replace(self.filter, verdicts=frozenset({verdict})))

    def filter_reason(self: Window, *reasons: str) -> None:
        """Only photos with one of these reasons, or of those chosen before."""
        self.set_filter(replace(self.filter, reasons=self.filter.reasons | set(reasons)))

    # ---- scatter and comparison

    def show_chart(self: Window, name: str) -> None:
        """`quality`, `scatter` or `compare` in the lower part."""
        self.remember(chart=name)
        self._hidden[self.bottom] = self._charts_here = True
        self.bottom.show_page(name)
        self.refresh(force=True)

    def selected_rows(self: Window) -> np.ndarray:
        """(m,) session rows that are selected in the list in view."""
        view = self.list_view
        model = self.table_model if view is self.table else self.grid_model
        # By ranges: the indices of all cells of 100,000 selected rows are millions of objects.
        ranges = [(r.top(), r.bottom() + 1) for r in view.selectionModel().selection()]
        places = np.unique(np.concatenate([np.arange(*r) for r in ranges] or [np.zeros(0, np.int64)]))
        return model.shown[places[places < len(model.shown)]]

    def _feed_charts(self: Window) -> None:
        """Other photos are shown, or they are judged by another profile."""
        if self.bottom.page == "scatter":
            self.bottom.scatter.show_rows(self.grid_model.shown, self.judged.profile)
        self._link_charts()

    def _link_charts(self: Window) -> None:
        """The selection has changed, or the current photo."""
        if self.bottom.page == "quality":
            return
        chosen = self.selected_rows()
        if self.bottom.page == "scatter":
            self.bottom.scatter.plot.set_chosen(chosen, -1 if self.current is None else self.current)
        elif self.bottom.page == "compare":
            rows = [self.columns.row(int(n)) for n in chosen[: MOST + 1]]
            self.bottom.compare.show_rows([r for r in rows if r.quality is not None], self.judged.profile)

    def pick_row(self: Window, row: int) -> None:
        """A point was clicked: its photo becomes current, and is seen."""
        self.stacking.reveal(row)
        places = np.flatnonzero(self.grid_model.shown == row)
        if len(places):
            view = self.list_view
            index = view.model().index(int(places[0]), 0)
            flag = QItemSelectionModel.SelectionFlag
            # Not the view's own way: it looks at the keyboard, and Ctrl of Ctrl+Z would select one more.
            view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            view.scrollTo(index)

    def select_rows(self: Window, rows: np.ndarray) -> None:
        """Points were selected: so are their photos."""
        view = self.list_view
        model, places = view.model(), np.flatnonzero(np.isin(self.grid_model.shown, rows))
        chosen = QItemSelection()
        # Neighbours are one range: a selection of thousands stays cheap.
        for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
            if len(run):
                chosen.select(model.index(int(run[0]), 0), model.index(int(run[-1]), 0))
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        view.selectionModel().select(chosen, how)
