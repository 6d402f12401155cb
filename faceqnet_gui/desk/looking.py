"""What the desk shows of rows and marks: heads of sections, selections, groups, saved filters, going to a name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QInputDialog, QMenu

from faceqnet_engine.assessment import Status
from faceqnet_gui.desk.date_dialog import DateDialog
from faceqnet_gui.desk.export_choices import ACCEPTED
from faceqnet_gui.desk.heads import Head
from faceqnet_gui.desk.tile import face_square
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.measure_words import reason_label
from faceqnet_gui.look.words import STATUS_LOOK, count, decision_look, images, status_word
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import MOST_STARS, Decision
from faceqnet_gui.session.opening import SessionError
from faceqnet_gui.session.sorting import NO_SCORE, WAITING, Group, Section
from faceqnet_gui.views import VIEWS

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window


class Looking:
    """Mixed into the window."""

    def key_of(self: Window, action: str) -> str:
        """The key of an action, for people; empty for none."""
        return self.shell.key_of(action)

    def undo_key(self: Window) -> str:
        """What takes the last step back, in words: its key, or its name where it has none."""
        return self.key_of("edit.undo") or QCoreApplication.translate("Actions", "Undo")

    def view_actions(self, page: str) -> list[QAction]:
        """See Host."""
        return self.shell.table.of_view(page)

    def show_keys_on_buttons(self: Window) -> None:
        """Keys as people gave them."""
        names = ("reject", "undecided", "accept", "note")
        self.inspector.marks.set_keys({name: self.key_of(f"decide.{name}") for name in names})
        self.stack.single_view.faces.key = self.key_of("go.next-face")
        self.grid.viewport().update()
        for made in filter(None, (self.made_page(view.id) for view in VIEWS)):
            made.show_keys()

    # ---- sections

    def head_of(self: Window, section: Section) -> Head | None:
        """What a section's head says."""
        by, number = self.grid.listing.by, images(section.count)
        if by is Group.QUALITY:
            return self._quality_head(section, number)
        if by is Group.SUBJECT:
            title, mean = section.value or self.tr("Nobody named"), section.mean_quality
            if mean == mean:  # noqa: PLR0124 - NaN
                number = self.tr("{0}, mean quality {1}").format(number, round(mean))
            most = self.arrangement.most
            words = self.tr("Accept the best...") if most == 1 else self.tr("Accept the best {0}...")
            return Head(title, number, action=words.format(most) if section.value else "")
        if by is Group.REASON:
            title = reason_label(section.value) if section.value else self.tr("No reason")
            action = self.tr("Reject all {0}...").format(count(section.count)) if section.value else ""
            return Head(title, number, action=action)
        if by is Group.DECISION:
            _, token, word = decision_look(Decision(int(section.value)))
            return Head(word, number, token)
        return None

    def _quality_head(self: Window, section: Section, number: str) -> Head:
        low, high = self.arrangement.limits
        if section.value == WAITING:
            return Head(status_word(Status.WAITING), number, "t2")
        if section.value == NO_SCORE:
            return Head(
                self.tr("Without a score"),
                number,
                "t2",
                self.tr("Reject all {0}...").format(count(section.count)),
            )
        if section.value == "0" and low > 0:
            keys = tuple(self.key_of("decide.reject-below").split("+"))
            action = self.tr("Reject all {0}...").format(count(section.count))
            return Head(self.tr("Below {0}").format(low), number, "fail", action, keys)
        if int(section.value) == low and high <= 100:
            return Head(self.tr("Review, {0} to {1}").format(low, high - 1), number, "review")
        action = self.tr("Accept all {0}...").format(count(section.count))
        return Head(self.tr("{0} and above").format(section.value), number, "pass_", action)

    def set_group(self: Window, by: Group | None) -> None:
        """Group by something; None: by the limit where the order is by quality, else not at all."""
        self.arrangement.group = by
        self.arrangement.settle()
        if self.view not in {"grid", "table"}:
            self.show_view("grid")
        self.refresh(force=True)

    def choose_most(self: Window, most: int) -> None:
        """How many photos of a subject are its best."""
        self.remember(best=most)
        self.arrangement.most = most
        self.refresh(force=True)

    def apply_again(self: Window) -> None:
        """Filters, order and groups by what is known now: what was decided meanwhile goes where it belongs."""
        self.deciding.all_decided = False
        self.set_filter(self.filter)

    # ---- selection

    def select_all(self: Window) -> None:
        """All images shown."""
        self.list_view.selectAll()

    def select_none(self: Window) -> None:
        """No image but the current one stays meant."""
        self.list_view.clearSelection()

    def focus_images(self: Window) -> None:
        """The keyboard belongs to the images again."""
        view = self.stack.currentWidget()
        (self if view is None or view is self.empty else view).setFocus()

    def example_of(self: Window, row: int) -> tuple[QImage | None, QRectF, int | None, str]:
        """A row's thumbnail (None: it comes later), its square with more than the face, quality and name."""
        assessment = self.columns.row(row)
        image = self.pictures.thumbnail(self._key(assessment), assessment)
        part = QRectF() if image is None else face_square(image, assessment, wide=2.2)
        return image, part, assessment.quality, assessment.path

    def avatar_of(self: Window, row: int) -> tuple[QImage | None, QRectF]:
        """A row's thumbnail and the square of it that holds the face."""
        assessment = self.columns.row(row)
        image = self.pictures.thumbnail(self._key(assessment), assessment)
        return image, QRectF() if image is None else face_square(image, assessment)

    def go_to_name(self: Window) -> None:
        """Type the beginning of a name; each letter goes there."""
        self.deciding.leave_end()
        self.name_field.open()

    def show_nobody(self: Window) -> None:
        """None of the photos has a face."""
        self.stack.show_nobody(
            len(self.columns), self.look_at_nobody, self.search_smaller, self.deciding.reject_shown
        )

    def look_at_nobody(self: Window) -> None:
        """The photos though none has a face."""
        self.nobody_looked_at = True
        self.refresh(force=True)
        self.focus_images()

    def find_name(self: Window, words: str) -> bool:
        """Go to the first image shown whose file name begins with some letters, else one that has them in its path."""
        names, needle = self.columns.names, words.lower()
        shown = self.grid_model.shown
        found = shown[names.holding(needle)[shown]].tolist()
        for row in found:
            if names[row].lower().rpartition("/")[2].startswith(needle):
                self.pick_row(row)
                return True
        inside = found[0] if found else None
        if inside is not None:
            self.pick_row(inside)
        return inside is not None

    # ---- marks

    def show_mark(self: Window) -> None:
        """The inspector's stars, note and decision of the current image."""
        if self.current is not None:
            self.inspector.marks.show_mark(self.session.decisions.mark(self.current))

    def edit_note(self: Window) -> None:
        """Into the note of the current image."""
        self.open_inspector()
        self.inspector.marks.edit_note()

    def edit_reason(self: Window) -> None:
        """Into the reason of the current image."""
        self.open_inspector()
        remarks = sorted(set(self.columns.remarks.values()))
        found = [reason_label(r) for _, same in self._found_reasons() for r in same[:1]]
        self.inspector.marks.set_reasons(dict.fromkeys([*remarks, *found]))
        self.inspector.marks.edit_reason()

    def open_inspector(self: Window) -> None:
        """So that what is typed can be seen."""
        if not self.panel_shown("inspector"):
            self.toggle_panel("inspector")

    def show_next_step(self: Window) -> None:
        """What the status bar and the top bar say after a step."""
        unsaved = None if self.session.file.in_memory else self.session.unsaved
        self.status.show_steps(unsaved=unsaved, undo=self.deciding.undo_text, advance=self.deciding.advance)
        accepted = self.session.decisions.count(Decision.ACCEPTED)
        self.top.show_state(len(self.columns), self.title(), accepted)
        for name, words in (("edit.undo", self.deciding.undo_text), ("edit.redo", self.deciding.redo_text)):
            title = QCoreApplication.translate("Actions", "Undo" if name == "edit.undo" else "Redo")
            self.shell.table.actions[name].setText(f"{title}: {words}" if words else title)

    def retry_saving(self: Window) -> None:
        """Try now to write what could not be written."""
        self.session.retry()

    def show_end(self: Window) -> None:
        """All that is shown is decided."""
        shown, decisions = self.grid_model.shown, self.session.decisions
        numbers = (
            len(shown),
            decisions.count(Decision.ACCEPTED, shown),
            decisions.count(Decision.REJECTED, shown),
        )
        self.stack.show_all_decided(numbers, partial(self.export_images, ACCEPTED), self.review_rejected)

    def review_rejected(self: Window) -> None:
        """Only what was rejected."""
        self.deciding.all_decided = False
        self.set_filter(replace(self.filter, decisions=frozenset({Decision.REJECTED})))
        self.focus_images()

    # ---- filters

    @property
    def saved_filters(self: Window) -> dict[str, Filter]:
        """Saved in this session, by name."""
        return self.session.filters()

    def save_filter(self: Window) -> None:
        """Ask for a name for the filter in force."""
        name, chosen = QInputDialog.getText(self, self.tr("Save this filter"), self.tr("Name"))
        if chosen and name.strip():
            self.keep_filter(name.strip(), self.filter)

    def keep_filter(self: Window, name: str, wanted: Filter | None) -> None:
        """Save a filter in the session; None forgets it."""
        try:
            self.session.save_filter(name, wanted)
        except SessionError as error:
            self.report(error.sentence)
        self.refresh(force=True)

    def add_mark_filters(self: Window, menu: QMenu) -> None:
        """By decision, stars, status, date."""
        decided, wanted = menu.addMenu(icon("circle-check"), self.tr("By decision")), self.filter
        for decision in Decision:
            name, token, word = decision_look(decision)
            number = count(self.session.decisions.count(decision))
            entry = decided.addAction(icon(name, token), f"{word}   {number}")
            entry.triggered.connect(partial(self._choose_source, "decision", decision))
        starred = menu.addMenu(icon("star"), self.tr("By stars"))
        for stars in range(MOST_STARS, 0, -1):
            words = self.tr("{0} stars or more").format(stars) if stars < MOST_STARS else self.tr("5 stars")
            entry = starred.addAction(words)
            both = (stars, MOST_STARS)
            entry.triggered.connect(lambda _=False, b=both: self.set_filter(replace(wanted, stars=b)))
        status = menu.addMenu(icon("scan-face"), self.tr("By status"))
        for kind, (name, _) in STATUS_LOOK.items():
            if found := self.columns.count_of(kind):
                entry = status.addAction(icon(name), f"{status_word(kind)}   {count(found)}")
                entry.triggered.connect(partial(self._choose_source, "status", (kind,)))
        menu.addAction(icon("history"), self.tr("By date..."), self.ask_dates)
        menu.addSeparator()

    def ask_dates(self: Window) -> None:
        """Ask for the days to show."""
        dialog = DateDialog(self, self.columns.date, self.filter.dates)
        if dialog.exec():
            self.set_filter(replace(self.filter, dates=dialog.days))

    def _choose_source(self: Window, kind: str, value: Any, added: bool = False) -> None:
        # `added` is also a menu's "checked", which is False for these.
        if kind == "problems":
            self.show_view("problems")
            return
        if self._view == "problems":
            self._view = "grid"
        self.deciding.all_decided = False
        wanted = self.filter
        if kind == "all":
            self.set_filter(Filter())
        elif kind == "root":
            self.set_filter(replace(wanted, root=None if wanted.root == value else value))
        elif kind == "decision":
            self.set_filter(replace(wanted, decisions=_toggled(wanted.decisions, value, added)))
        elif kind == "subject":
            self.set_filter(replace(wanted, subjects=_toggled(wanted.subjects, value, added)))
        elif kind == "saved":
            self.set_filter(self.session.filters().get(value, wanted))
        else:
            same = wanted.statuses == set(value)
            self.set_filter(replace(wanted, statuses=frozenset() if same else frozenset(value)))

    def costly_filter(self: Window) -> tuple[str, int]:
        """Of the filters in force the one without which most would be shown, and how many those are."""
        counts = {part: int(self.filter.without(part).mask(self.columns).sum()) for part in self.filter.parts}
        part = max(counts, key=lambda name: counts[name])
        return part, counts[part]


def _toggled(chosen: frozenset, value: Any, added: bool) -> frozenset:
    """A choice alone, or besides the others; chosen again it is taken away."""
    if added:
        return chosen ^ {value}
    return frozenset() if chosen == {value} else frozenset({value})
