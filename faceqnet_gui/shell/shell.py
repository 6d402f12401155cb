"""The window's chrome in one place: actions, palette, preferences, keys, reports, log, regions, tour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QDialog, QWidget

from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.keys import key_text
from faceqnet_gui.options import Section
from faceqnet_gui.sentences import said
from faceqnet_gui.shell.action_table import RECORDS, ActionTable
from faceqnet_gui.shell.applying import apply_setting
from faceqnet_gui.shell.entries import (
    Entry,
    action_entries,
    filter_entries,
    photo_entry,
    ranked,
    setting_entries,
    subject_entries,
)
from faceqnet_gui.shell.key_editor import KeyEditor
from faceqnet_gui.shell.key_sheet import KeySheet, keys_of_view
from faceqnet_gui.shell.log_memory import log_memory
from faceqnet_gui.shell.log_panel import LogPanel
from faceqnet_gui.shell.palette import Palette
from faceqnet_gui.shell.preferences import Extra, Preferences
from faceqnet_gui.shell.regions import Region, Regions
from faceqnet_gui.shell.report import Choice, ProblemReport
from faceqnet_gui.shell.report_text import report_text
from faceqnet_gui.shell.responsive import Responsive
from faceqnet_gui.shell.tour import Tour
from faceqnet_gui.shell.tour_steps import STEPS
from faceqnet_gui.views import EVALUATE, TRIAGE, VIEWS

_MOST_RECENT = 20


class Shell(QObject):
    """Belongs to a window; `window.shell` is how actions reach it."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self.table = ActionTable(window, window.top.menu)
        self.palette = Palette(window, self._find)
        self.palette.chosen.connect(self._run)
        self.regions = Regions(self, self._regions)
        self.reports: list[ProblemReport] = []
        self._open: dict[type, QDialog] = {}
        self.tour: Tour | None = None
        self.responsive = Responsive(window)
        window.top.palette_wanted.connect(self.show_palette)
        window.top.inspector_button.clicked.connect(self.responsive.toggle)
        self.table.enable_keys()
        log_memory()

    # ---- the window tells

    def retranslate(self) -> None:
        """New words."""
        self.table.retitle()
        self._show_palette_key()
        self._name_page()
        self._window.show_keys_on_buttons()

    def page_changed(self) -> None:
        """Another view is shown: its actions, its keys."""
        self.table.retitle()
        self.table.enable_keys()
        self.responsive.fit()
        self._name_page()

    def _name_page(self) -> None:
        page = self._window.view_page(self._window.page)
        if page is not None:
            page.setAccessibleName(self._page_title())

    def stop(self) -> None:
        """The window closes."""
        self.table.stop()

    # ---- settings

    def set(self, name: str, value: Any) -> None:
        """Keep a setting, and let it act at once."""
        apply_setting(self._window, name, value)

    def show_preferences(self, search: str = "") -> None:
        """The preferences, at what is searched."""
        dialog: Any = self._one(
            Preferences,
            lambda: Preferences(self._window, lambda: self._window.settings, self.set, self._extras()),
        )
        dialog.search.setText(search)

    def _extras(self) -> Sequence[Extra]:
        window = self._window
        return (
            (
                Section.LOOK,
                self.tr("Keys"),
                self.tr("Other keys for actions; a key never has two meanings in a view."),
                self.tr("Change keys..."),
                self.change_keys,
            ),
            (
                Section.LIVE,
                self.tr("Checks that matter"),
                self.tr("Which checks of the profile count in Live, beside the picture that they are about."),
                self.tr("Choose checks..."),
                self._choose_checks,
            ),
            (
                Section.STORAGE,
                self.tr("Thumbnails on disk"),
                self.tr("They are made again when they are seen. Results and decisions stay."),
                self.tr("Delete the thumbnails"),
                window.delete_thumbnails,
            ),
            (
                Section.STORAGE,
                self.tr("Embeddings"),
                self.tr("Every one in memory and on disk. Results of evaluations stay as numbers."),
                self.tr("Delete the embeddings"),
                lambda: window.view_page(EVALUATE).forget_embeddings(),
            ),
            (
                Section.STORAGE,
                self.tr("Log"),
                self.tr("What the program did since it began, for reports. It stays on this computer."),
                self.tr("Show the log..."),
                self.show_log,
            ),
        )

    def _choose_checks(self) -> None:
        self._window.show_page("live")
        self.table.run(RECORDS["live.settings"])

    # ---- keys

    def show_keys(self) -> None:
        """The keys of the present view."""
        title = next(v.title for v in VIEWS if v.id == self._window.page)
        groups = keys_of_view(self._window.page, self._window.settings.keys)
        words = QCoreApplication.translate("Views", title)
        self._one(KeySheet, lambda: KeySheet(self._window, words, groups, self.change_keys))

    def key_of(self, action: str) -> str:
        """The key of an action as people know it; empty for none."""
        keys = self.table.keys(RECORDS[action])
        return key_text(keys[0]) if keys else ""

    def change_keys(self) -> None:
        """Other keys for actions."""
        self._one(KeyEditor, lambda: KeyEditor(self._window, self._window.settings.keys, self.use_keys))

    def use_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        """Keys that people gave; those of other actions are as shipped."""
        self._window.remember(keys={name: list(k) for name, k in keys.items()})
        self.table.enable_keys()
        self._show_palette_key()
        self._window.show_keys_on_buttons()

    def _show_palette_key(self) -> None:
        keys = self.table.keys(RECORDS["app.palette"])
        self._window.top.search.set_key(keys[0] if keys else "")

    # ---- palette

    def show_palette(self, text: str = "") -> None:
        """Over the window, with what was typed already."""
        self.palette.open(text)

    def _find(self, text: str) -> list[Entry]:
        window = self._window
        entries = [
            *action_entries(window, self.table),
            *setting_entries(window, self.set, self.show_preferences),
            *filter_entries(self._saved_filters(), self._use_filter),
            *subject_entries(text.strip(), window.columns.subjects, self._show_subject),
        ]
        found = ranked(text, entries, window.settings.recent_commands)
        names = photo_entry(text.strip(), self._search_names)
        return [*found, names] if text.strip() and len(window.columns) else found

    def _saved_filters(self) -> Mapping[str, Any]:
        saved: Mapping[str, Any] = self._window.saved_filters
        return saved

    def _use_filter(self, name: str) -> None:
        self._window.show_page(TRIAGE)
        self._window.set_filter(self._saved_filters()[name])

    def _show_subject(self, name: str) -> None:
        self._window.show_page(TRIAGE)
        self._window.set_filter(replace(self._window.filter, subjects=frozenset({name})))

    def _search_names(self, text: str) -> None:
        self._window.show_page(TRIAGE)
        self._window.set_filter(replace(self._window.filter, text=text))

    def _run(self, entry: Entry) -> None:
        lately = (entry.id, *(i for i in self._window.settings.recent_commands if i != entry.id))
        self._window.remember(recent_commands=lately[:_MOST_RECENT])
        entry.run()

    # ---- regions

    def go_region(self, step: int) -> None:
        """F6."""
        announce(self._window, self.regions.go(step))

    def _regions(self) -> Sequence[Region]:
        window = self._window
        page = window.view_page(window.page)
        if page is not None:
            own: Sequence[Region] = (
                page.regions() if hasattr(page, "regions") else ((self._page_title(), page),)
            )
            parts: Sequence[Region] = own
        else:
            parts = (
                (self.tr("Sources"), window.sources),
                (self.tr("Filters"), window.chips),
                (self.tr("Photos"), window.stack),
                (self.tr("Charts"), window.bottom),
                (self.tr("Inspector"), window.inspector),
            )
        return ((self.tr("Top bar"), window.top), *parts, (self.tr("Status"), window.status))

    def _page_title(self) -> str:
        return QCoreApplication.translate("Views", next(v.title for v in VIEWS if v.id == self._window.page))

    # ---- tour

    def start_tour(self) -> None:
        """Five pointers over what is open."""
        if self.tour is None:
            self.tour = Tour(self._window, STEPS, self.key_of)
            self.tour.ended.connect(self._tour_ended)
            self.tour.start()

    def offer_tour(self) -> None:
        """After the demo was opened: once in a life."""
        if not self._window.settings.toured and self._window.page == TRIAGE:
            self.start_tour()

    def _tour_ended(self) -> None:
        self.tour = None
        self._window.remember(toured=True)
        self._window.grid.setFocus()

    # ---- reports and log

    def report(self, sentence: str, reference: str = "", choices: Sequence[Choice] = ()) -> None:
        """Say an error; the same one is not said in a second window."""
        sentence, self.reports = said(sentence), self._reports_open()
        same = next((r for r in self.reports if r.sentence == sentence), None)
        if same is not None:
            same.raise_()
            return
        details = report_text(sentence, reference, log_memory().about(reference), self._facts())
        report = ProblemReport(self._window, sentence, details, self._places(), choices)
        self.reports.append(report)
        report.show()

    def _reports_open(self) -> list[ProblemReport]:
        return [r for r in self.reports if _alive(r) and r.isVisible()]

    def _facts(self) -> list[str]:
        window = self._window
        return [
            f"View {window.page}, {len(window.columns)} rows, device {window.settings.device}, "
            f"faces {window.settings.faces}, language {window.settings.language}"
        ]

    def _places(self) -> list[str]:
        return [*self._window.inputs, *self._window.settings.recent]

    def show_log(self) -> None:
        """What the program did."""
        self._one(LogPanel, lambda: LogPanel(self._window))

    def opened(self, name: str) -> Any:
        """The dialog of that class, if it is open."""
        return next(
            (d for kind, d in self._open.items() if kind.__name__ == name and _alive(d) and d.isVisible()),
            None,
        )

    def _one(self, kind: type[QDialog], make: Callable[[], QDialog]) -> QDialog:
        """A dialog that there is once: made, or brought to the front."""
        known = self._open.get(kind)
        if known is not None and _alive(known) and known.isVisible():
            known.raise_()
            known.activateWindow()
            return known
        made = make()
        self._open[kind] = made
        made.show()
        made.activateWindow()
        return made


def _alive(widget: QWidget) -> bool:
    try:
        return widget.isVisible() or widget.isWindow()
    except RuntimeError:  # Qt has deleted it
        return False
